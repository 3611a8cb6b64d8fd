"""The seating of a performance: from its hall's plan, its bookings, and what schools were told. Never commits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.requests import Actor
from portal.bookings.seating.models import SeatPlan, ToldSeating
from portal.bookings.seating.places import Party, Places, Seating, Sits, in_words, seat_again, seat_all
from portal.bookings.seating.plan import Plan, read_plan
from portal.bookings.states import SEATED, BookingState
from portal.offers.models import Performance, Venue

SITTING = (BookingState.HELD, BookingState.CONFIRMED, BookingState.DEFINITIVE, BookingState.ATTENDED)
"""Whoever may still come gets places; a class that did not show up gives none of them back to look at."""


@dataclass(frozen=True)
class SeatedClass:
    """A class in the list beside the plan. `letter` stands on its places."""

    id: int
    letter: str
    name: str
    school_id: int
    school: str
    reference: str
    heads: int
    companions: int
    wheelchair: int
    words: str
    """ "rij C 1-20, rij D 16-20"; empty: there are no places for it."""


@dataclass(frozen=True)
class HallSeating:
    """A hall with everybody in it."""

    plan: Plan
    seating: Seating
    classes: tuple[SeatedClass, ...]
    told_at: datetime | None
    has_changed: bool
    """Since schools were told: places moved, or classes came or left."""

    def of_school(self, school_ids: Collection[int]) -> list[SeatedClass]:
        return [one for one in self.classes if one.school_id in school_ids]


def plan_of(session: Session, venue_id: int | None) -> Plan | None:
    text = session.scalar(select(SeatPlan.text).where(SeatPlan.venue_id == venue_id)) if venue_id else None
    return read_plan(text)[0] if text else None


def text_of(session: Session, venue_id: int) -> str:
    return session.scalar(select(SeatPlan.text).where(SeatPlan.venue_id == venue_id)) or ""


def wheelchairs_left(session: Session, performance_id: int) -> int | None:
    """Places for wheelchairs that no booking has yet ; None where the house never said
    how many there are. A plan knows them better than the number of the hall."""
    row = session.execute(
        select(Performance.venue_id, Venue.wheelchair_places)
        .join(Venue, Venue.id == Performance.venue_id)
        .where(Performance.id == performance_id)
    ).one_or_none()
    if row is None:
        return None
    plan = plan_of(session, row.venue_id)
    if plan is None and not row.wheelchair_places:
        return None
    places = row.wheelchair_places if plan is None else len(plan.wheelchairs)
    taken = session.scalar(
        select(func.coalesce(func.sum(BookingGroup.wheelchair), 0))
        .join(Booking, Booking.id == BookingGroup.booking_id)
        .where(Booking.performance_id == performance_id, Booking.state.in_(SEATED))
    )
    return max(0, places - int(taken or 0))


def save_plan(session: Session, venue_id: int, text: str, *, by: Actor, now: datetime) -> None:
    """Keep the plan of a hall, which `read_plan` has read; an empty one takes it away. Seatings follow it."""
    plan = session.get(SeatPlan, venue_id)
    if not text.strip():
        if plan is not None:
            session.delete(plan)
    elif plan is None:
        session.add(SeatPlan(venue_id=venue_id, text=text, at=now, by_name=by.name))
    else:
        plan.text, plan.at, plan.by_name = text, now, by.name
    session.flush()


def seating_of(session: Session, performance_id: int) -> HallSeating | None:
    """Who sits where; None for a hall without a plan. Where schools were told, nobody moves without need."""
    venue_id = session.scalar(select(Performance.venue_id).where(Performance.id == performance_id))
    plan = plan_of(session, venue_id)
    if plan is None:
        return None
    rows = _groups(session, performance_id)
    parties = [Party(row.id, row.level, row.pupils, row.companions, row.wheelchair) for row in rows]
    told = session.get(ToldSeating, performance_id, populate_existing=True)
    before = _read(plan, told.places) if told else {}
    seating = seat_again(plan, before, parties) if told else seat_all(plan, parties)
    changed = told is not None and _written(seating) != told.places
    return HallSeating(plan, seating, _classes(rows, seating), told.at if told else None, changed)


def tell_seating(session: Session, performance_id: int, *, by: Actor, now: datetime) -> HallSeating | None:
    """From here on schools see their places, and keep them as long as they can."""
    hall = seating_of(session, performance_id)
    if hall is None:
        return None
    told = session.get(ToldSeating, performance_id)
    places = _written(hall.seating)
    if told is None:
        session.add(ToldSeating(performance_id=performance_id, places=places, at=now, by_name=by.name))
    else:
        told.places, told.at, told.by_name = places, now, by.name
    session.flush()
    return hall


def places_of_school(session: Session, performance_id: int, school_ids: Collection[int]) -> list[SeatedClass]:
    """The places of these schools' classes, once the house has told them."""
    if session.get(ToldSeating, performance_id) is None:
        return []
    hall = seating_of(session, performance_id)
    return [one for one in hall.of_school(school_ids) if one.words] if hall else []


def _groups(session: Session, performance_id: int) -> Sequence[Any]:
    return session.execute(
        select(
            BookingGroup.id,
            BookingGroup.name,
            BookingGroup.level,
            BookingGroup.pupils,
            BookingGroup.companions,
            BookingGroup.wheelchair,
            Booking.school_id,
            Booking.reference,
            School.name.label("school"),
        )
        .join(Booking, Booking.id == BookingGroup.booking_id)
        .join(School, School.id == Booking.school_id)
        .where(Booking.performance_id == performance_id, Booking.state.in_(SITTING))
        .order_by(Booking.id, BookingGroup.id)
    ).all()


def _classes(rows: Iterable[Any], seating: Seating) -> tuple[SeatedClass, ...]:
    made = [
        SeatedClass(
            row.id,
            letter_of(turn),
            row.name,
            row.school_id,
            row.school,
            row.reference,
            row.pupils + row.companions,
            row.companions,
            row.wheelchair,
            in_words(seating.of.get(row.id, {})),
        )
        for turn, row in enumerate(rows)
    ]
    return tuple(made)


def letter_of(turn: int) -> str:
    """A, B ... Z, AA, AB ..."""
    letter = chr(ord("A") + turn % 26)
    return letter if turn < 26 else letter_of(turn // 26 - 1) + letter


def _written(seating: Seating) -> dict[str, list[list[int | str]]]:
    return {
        str(party): [[seat.row, seat.column, sits.value] for seat, sits in sorted(places.items())]
        for party, places in seating.of.items()
    }


def _read(plan: Plan, places: Mapping[str, list[list[int | str]]]) -> dict[int, Places]:
    """What was told, in the places of the plan as it is now; a class of which a place is gone has none."""
    here = {(seat.row, seat.column): seat for seat in plan.seats}
    found: dict[int, Places] = {}
    for party, told in places.items():
        if all((row, column) in here for row, column, _ in told):
            found[int(party)] = {here[int(row), int(column)]: Sits(str(sits)) for row, column, sits in told}
    return found
