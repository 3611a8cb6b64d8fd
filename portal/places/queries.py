"""Where things are: municipalities by code, postal code or name, and distances between them."""

import math
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.places.models import Municipality, PostalCode, Province

AnySelect = Select[*tuple[Any, ...]]
"""A query of whatever columns."""

KM_PER_DEGREE = 111.2
"""Along a meridian. The earth is flat enough: within Flanders the error stays below 0.3 %, and the coordinates
are those of a whole municipality anyway."""


@dataclass(frozen=True)
class Place:
    nis: str
    name: str
    province: Province
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Circle:
    """Everything within `radius_km` of a point; `label` is how people call the point."""

    label: str
    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True)
class Box:
    """A window of a map, in degrees."""

    south: float
    west: float
    north: float
    east: float


def distance_km(from_latitude: float, from_longitude: float, to_latitude: float, to_longitude: float) -> float:
    north = (to_latitude - from_latitude) * KM_PER_DEGREE
    east = (to_longitude - from_longitude) * KM_PER_DEGREE * math.cos(math.radians(from_latitude))
    return math.hypot(north, east)


def square_distance(latitude: float, longitude: float) -> ColumnElement[float]:
    """The square of `distance_km` from a point to a municipality, as SQL: to sort and to compare by."""
    north = (Municipality.latitude - latitude) * KM_PER_DEGREE
    east = (Municipality.longitude - longitude) * (KM_PER_DEGREE * math.cos(math.radians(latitude)))
    return north * north + east * east


def lies_within(circle: Circle) -> ColumnElement[bool]:
    """A municipality within the circle. The bounding box comes first: the database can throw most away with it."""
    high = circle.radius_km / KM_PER_DEGREE
    wide = high / math.cos(math.radians(circle.latitude))
    return and_(
        Municipality.latitude.between(circle.latitude - high, circle.latitude + high),
        Municipality.longitude.between(circle.longitude - wide, circle.longitude + wide),
        square_distance(circle.latitude, circle.longitude) <= circle.radius_km**2,
    )


def lies_in(box: Box) -> ColumnElement[bool]:
    """A municipality within the box."""
    return and_(
        Municipality.latitude.between(box.south, box.north), Municipality.longitude.between(box.west, box.east)
    )


def nearest_nis(latitude: float, longitude: float) -> ScalarSelect[str]:
    """The code of the municipality that a point lies in, or nearest to."""
    near = square_distance(latitude, longitude)
    return select(Municipality.nis).order_by(near, Municipality.nis).limit(1).correlate(None).scalar_subquery()


def place_by_nis(session: Session, nis: str) -> Place | None:
    return next(iter(_places(session, _select().where(Municipality.nis == nis))), None)


def all_places(session: Session) -> list[Place]:
    """Every municipality, by name."""
    return _places(session, _select().order_by(Municipality.name_nl))


def places_by_postal_code(session: Session, code: str) -> list[Place]:
    """The municipalities of a postal code, largest first; "23*" means every code that starts so."""
    starts = PostalCode.code.startswith(code.removesuffix("*"), autoescape=True)
    matches = starts if code.endswith("*") else PostalCode.code == code
    wanted = select(PostalCode.nis).where(matches)
    return _places(session, _select().where(Municipality.nis.in_(wanted)).order_by(Municipality.inhabitants.desc()))


def places_by_name(session: Session, text: str, *, limit: int = 8) -> list[Place]:
    """The municipalities that somebody may mean: the exact name alone, else those with a part that starts so.

    Parts count because of the mergers of 2025: people look for "Kruibeke", not "Beveren-Kruibeke-Zwijndrecht".
    """
    wanted = _plain(text)
    if not wanted:
        return []
    # 304 names: reading all takes a millisecond, and compares accents the same on both databases.
    everywhere = all_places(session)
    exact = [place for place in everywhere if _plain(place.name) == wanted]
    if exact:
        return exact
    return [p for p in everywhere if any(part.startswith(wanted) for part in _parts(_plain(p.name)))][:limit]


def place_of_school(session: Session, school_id: int) -> Place | None:
    query = _select().join(School, School.nis == Municipality.nis).where(School.id == school_id)
    return next(iter(_places(session, query)), None)


def _select() -> AnySelect:
    return select(
        Municipality.nis,
        Municipality.name_nl,
        Municipality.province,
        Municipality.latitude,
        Municipality.longitude,
    )


def _places(session: Session, query: AnySelect) -> list[Place]:
    return [Place(*row) for row in session.execute(query)]


def _plain(text: str) -> str:
    """Lower case, without accents, with single spaces for everything that isn't a letter or a digit."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())


def _parts(name: str) -> list[str]:
    """The whole name and every later word of it with what follows: "sint niklaas", "niklaas"."""
    pieces = name.split()
    return [" ".join(pieces[first:]) for first in range(len(pieces))]
