"""From the place that somebody names, or the school somebody teaches at, to a spot on the map."""

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from portal.offers.filter import BadParameter, OfferFilter, Sort
from portal.places.models import Province, Region
from portal.places.queries import Circle, Place, places_by_name, places_by_postal_code

START_KM = 25.0
"""How far round their own school a teacher's search starts."""


def located(
    session: Session, wanted: OfferFilter, home: Place | None
) -> tuple[OfferFilter, tuple[BadParameter, ...]]:
    """The filter with its place looked up, and what could not be found. `home` is the municipality of who asks."""
    if wanted.coordinates is not None:
        label = f"{wanted.coordinates[0]:.2f}, {wanted.coordinates[1]:.2f}"
        return replace(wanted, around=Circle(label, *wanted.coordinates, wanted.distance or START_KM)), ()
    if wanted.postal_code or wanted.place:
        return _at_place(session, wanted)
    if wanted.distance is not None:
        if home is None:
            reason = "Zeg ook vanaf welke gemeente of postcode je de afstand meet."
            return replace(wanted, distance=None), (BadParameter("distance", f"{wanted.distance:g}", reason),)
        return replace(wanted, around=_round(home, wanted.distance)), ()
    if wanted.sort is Sort.DISTANCE:
        if home is None:
            reason = "Zeg eerst vanaf welke gemeente of postcode; dan kunnen we op afstand sorteren."
            return replace(wanted, sort=None), (BadParameter("sort", Sort.DISTANCE, reason),)
        return wanted, ()
    return wanted, ()


def _at_place(session: Session, wanted: OfferFilter) -> tuple[OfferFilter, tuple[BadParameter, ...]]:
    name, typed = ("postalCode", wanted.postal_code) if wanted.postal_code else ("place", wanted.place)
    if name == "place" and (code := _larger_than_a_municipality(typed)) is not None:
        return replace(wanted, regions=wanted.regions | {code}, place="", distance=None), ()
    found = _find(session, typed)
    if not found:
        reason = "We vinden deze gemeente of postcode niet in Vlaanderen of Brussel."
        return replace(wanted, place="", postal_code="", distance=None), (BadParameter(name, typed, reason),)
    if wanted.distance is None:
        return replace(wanted, within=frozenset(place.nis for place in found)), ()
    if len({place.nis for place in found}) > 1 and name == "place" and not typed[:4].isdigit():
        names = ", ".join(place.name for place in found[:4])
        reason = f"Meer dan één gemeente begint zo: {names}. We meten vanaf {found[0].name}."
        return replace(wanted, around=_round(found[0], wanted.distance)), (BadParameter(name, typed, reason),)
    return replace(wanted, around=_round(found[0], wanted.distance)), ()


def _find(session: Session, typed: str) -> list[Place]:
    """By postal code when it starts with one ("2300", "2300 Turnhout", "23*"), else by name."""
    code = typed.split()[0]
    if code.rstrip("*").isdigit() and code.isascii():
        return places_by_postal_code(session, code)
    return places_by_name(session, typed)


CALLED_LIKE_A_TOWN = frozenset({"antwerpen", "brussel", "brugge", "gent", "oostende"})
"""Provinces and regions that somebody has to name as such, because a municipality is called so too."""


def _larger_than_a_municipality(typed: str) -> str | None:
    """The code of "provincie Antwerpen", "regio Gent", "Kempen", "Limburg"; None for anything else."""
    found = re.fullmatch(r"(provincie-|(?:referentie)?regio-|)(?:de-)?(.+)", "-".join(typed.lower().split()))
    if found is None or (not found[1] and found[2] in CALLED_LIKE_A_TOWN):
        return None
    if not found[1].endswith("regio-") and found[2] in set(Province):
        return f"prv-{found[2]}"
    return f"reg-{found[2]}" if found[1] != "provincie-" and found[2] in set(Region) else None


def _round(place: Place, kilometres: float) -> Circle:
    return Circle(place.name, place.latitude, place.longitude, kilometres)
