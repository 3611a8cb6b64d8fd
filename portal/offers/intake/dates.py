"""The dates of an offer against those of its record: added, moved, or kept where people have booked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.clock import local, school_day
from portal.offers.history import moment_text
from portal.offers.intake.records import Note, Record, Slot
from portal.offers.models import Performance, PerformanceState, Venue
from portal.places.school_calendar import fits_school_hours

CLOSES_BEFORE = timedelta(days=2)
USUAL_SEATS = 100
"""Shown where neither the source nor a hall says how many; booking stays shut until the house tells."""

Booked = Callable[[Session, Iterable[int]], Mapping[int, int]]
"""Bookings per performance; given by the caller, for bookings lie above offers."""


class Dates:
    """The performances of the offers of one wave, read together."""

    def __init__(
        self,
        session: Session,
        now: datetime,
        booked: Booked,
        *,
        offer_ids: Iterable[int],
        centre_ids: Iterable[int],
    ) -> None:
        self.session, self.now = session, now
        self.there: dict[int, list[Performance]] = defaultdict(list)
        if wanted := list(offer_ids):
            # A date that was agreed with one school is no business of the source.
            ours = (Performance.offer_id.in_(wanted), Performance.agreed_with_id.is_(None))
            for one in session.scalars(select(Performance).where(*ours)):
                self.there[one.offer_id].append(one)
        ids = [one.id for some in self.there.values() for one in some]
        self.booked = booked(session, ids) if ids else {}
        self.halls: dict[int, list[Venue]] = defaultdict(list)
        query = select(Venue).where(Venue.centre_id.in_(set(centre_ids)))
        for venue in session.scalars(query.order_by(Venue.seats.desc(), Venue.id)):
            self.halls[venue.centre_id].append(venue)

    def set(self, offer_id: int, centre_id: int, record: Record) -> tuple[dict[str, Any], int, list[Note]]:
        """Make the performances those of the record: what changed, how many bookings hang on it, and remarks."""
        there = {one.starts_at: one for one in self.there.get(offer_id, ())}
        bookings = sum(self.booked.get(one.id, 0) for one in there.values())
        notes: list[Note] = []
        added: list[str] = []
        changed: list[str] = []
        removed: list[str] = []
        for slot in record.slots:
            performance = there.pop(slot.starts_at, None)
            if performance is None:
                self._add(offer_id, slot, self._hall(centre_id, slot.hall), notes)
                added.append(moment_text(slot.starts_at))
            elif self._move(performance, slot, notes):
                changed.append(moment_text(slot.starts_at))
        for when, performance in there.items():
            # What is past stays as it was: a source that no longer names it takes nothing back.
            if when > self.now and self._remove(performance, when, notes):
                removed.append(moment_text(when))
        facts = {"dates_added": added, "dates_changed": changed, "dates_removed": removed}
        return {name: dates for name, dates in facts.items() if dates}, bookings, notes

    def _hall(self, centre_id: int, name: str) -> Venue | None:
        """The hall of that name, or the largest one; None where the house has none like it."""
        halls = self.halls.get(centre_id, [])
        return next((hall for hall in halls if not name or hall.name.lower() == name.lower()), None)

    def _add(self, offer_id: int, slot: Slot, hall: Venue | None, notes: list[Note]) -> None:
        closes = slot.closes_at or slot.starts_at - CLOSES_BEFORE
        seats = seats_of(slot, 0)
        if seats is None and hall is None:
            closes = min(closes, self.now)
            text = "Hoeveel plaatsen er zijn, staat er niet: boeken blijft dicht tot dat bekend is."
            note = Note("no_capacity", "capacity", text, is_correction=False)
            if note not in notes:
                notes.append(note)
        self.session.add(
            Performance(
                offer_id=offer_id,
                venue_id=hall.id if hall is not None and (slot.hall or seats is None) else None,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                day=school_day(slot.starts_at),
                capacity=(hall.seats if hall is not None else USUAL_SEATS) if seats is None else seats,
                closes_at=closes,
                state=PerformanceState.CANCELLED if slot.is_cancelled else PerformanceState.PLANNED,
            )
        )

    def _move(self, performance: Performance, slot: Slot, notes: list[Note]) -> bool:
        seats = seats_of(slot, performance.seats_taken)
        facts: dict[str, Any] = {
            "ends_at": slot.ends_at,
            "state": PerformanceState.CANCELLED if slot.is_cancelled else PerformanceState.PLANNED,
        }
        if seats is not None:
            facts["capacity"] = max(seats, performance.seats_taken)
            if seats < performance.seats_taken:
                text = (
                    f"Op {_shown(slot.starts_at)} zijn al {performance.seats_taken} plaatsen geboekt: dat blijft zo."
                )
                notes.append(Note("fewer_than_booked", "capacity", text))
        if slot.closes_at is not None:
            facts["closes_at"] = slot.closes_at
        elif seats is not None and performance.closes_at <= self.now < slot.starts_at - CLOSES_BEFORE:
            facts["closes_at"] = slot.starts_at - CLOSES_BEFORE
        moved = {name: value for name, value in facts.items() if getattr(performance, name) != value}
        for name, value in moved.items():
            setattr(performance, name, value)
        if moved:
            performance.in_school_hours = fits_school_hours(local(slot.starts_at), local(slot.ends_at))
        return bool(moved)

    def _remove(self, performance: Performance, when: datetime, notes: list[Note]) -> bool:
        """A date that the source no longer has. With bookings it stays, shut for new ones: people decide on those."""
        bookings = self.booked.get(performance.id, 0)
        if not bookings:
            self.session.delete(performance)
            return True
        many = "1 boeking" if bookings == 1 else f"{bookings} boekingen"
        text = f"{_shown(when)} staat niet meer in de bron, maar heeft {many}: de datum blijft en neemt geen nieuwe."
        notes.append(Note("booked_date_gone", "subEvent", text))
        was_open = performance.closes_at > self.now
        performance.closes_at = min(performance.closes_at, self.now)
        return was_open


def seats_of(slot: Slot, taken: int) -> int | None:
    """Places that we may give away; None where the source says nothing of them.

    `left` is what the source itself has left: what we gave away already comes on top, up to the whole hall.
    """
    if slot.left is not None:
        return slot.left + taken if slot.capacity is None else min(slot.capacity, slot.left + taken)
    if slot.is_full:
        return taken
    return slot.capacity


def _shown(moment: datetime) -> str:
    return local(moment).strftime("%d-%m-%Y %H.%M uur")
