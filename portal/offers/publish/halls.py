"""The halls of a house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.offers.models import Offer, Performance, PerformanceState, Venue
from portal.offers.publish.dates import Busy
from portal.offers.publish.errors import HallInUse


@dataclass(frozen=True)
class HallFacts:
    name: str
    seats: int
    wheelchair_places: int


@dataclass(frozen=True)
class HallCard:
    id: int
    centre_id: int
    centre: str
    name: str
    seats: int
    wheelchair_places: int
    performances: int
    """How many performances stand in it, past ones too."""


def halls_of(session: Session, centres: Iterable[int]) -> list[HallCard]:
    """The halls of these houses, the largest first."""
    used = select(Performance.venue_id, func.count().label("many")).group_by(Performance.venue_id).subquery()
    rows = session.execute(
        select(Venue, Centre.name, func.coalesce(used.c.many, 0))
        .join(Centre, Centre.id == Venue.centre_id)
        .outerjoin(used, used.c.venue_id == Venue.id)
        .where(Venue.centre_id.in_(list(centres)))
        .order_by(Centre.name, Venue.seats.desc(), Venue.id)
    )
    return [
        HallCard(hall.id, hall.centre_id, centre, hall.name, hall.seats, hall.wheelchair_places, many)
        for hall, centre, many in rows
    ]


def hall_of(session: Session, venue_id: int, centres: Iterable[int]) -> Venue | None:
    """A hall of these houses; None for one of another house."""
    hall = session.get(Venue, venue_id)
    return hall if hall is not None and hall.centre_id in set(centres) else None


def add_hall(session: Session, centre_id: int, facts: HallFacts) -> Venue:
    hall = Venue(centre_id=centre_id, name=facts.name, seats=facts.seats, wheelchair_places=facts.wheelchair_places)
    session.add(hall)
    session.flush()
    return hall


def change_hall(session: Session, hall: Venue, facts: HallFacts) -> None:
    """Change a hall. Dates that were planned in it keep their places: those were promised."""
    hall.name, hall.seats, hall.wheelchair_places = facts.name, facts.seats, facts.wheelchair_places
    session.flush()


def remove_hall(session: Session, hall: Venue) -> None:
    """Take a hall away.

    Raises:
        HallInUse: performances stand in it.
    """
    many = session.scalar(select(func.count()).select_from(Performance).where(Performance.venue_id == hall.id)) or 0
    if many:
        raise HallInUse(hall.id, many)
    session.delete(hall)
    session.flush()


def busy_in(session: Session, venue_id: int | None, first: datetime, last: datetime) -> list[Busy]:
    """What stands in a hall between two moments, cancelled performances left out."""
    if venue_id is None:
        return []
    rows = session.execute(
        select(Performance.starts_at, Performance.ends_at, Offer.title)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(
            Performance.venue_id == venue_id,
            Performance.state == PerformanceState.PLANNED,
            Performance.starts_at < last,
            Performance.ends_at > first,
        )
    )
    return [Busy(*row) for row in rows]
