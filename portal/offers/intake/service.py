"""Carry out what was read: compare each record with what is here, and change as little as that takes.

A batch of rows is one write transaction, so that the site goes on booking meanwhile; each row has a savepoint of its
own, so that one which the database refuses costs only itself. Bookings are never touched.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassLevel, Company
from portal.clock import local, school_day
from portal.db import write_transaction
from portal.offers.history import Author, ChangeKind, Via, note_down
from portal.offers.intake.models import HouseSource, OfferSource, Outcome, ProductionSource
from portal.offers.intake.records import (
    House,
    HouseRecord,
    Note,
    Read,
    Record,
    Refused,
    Slot,
    Unusable,
    Withdrawal,
    digest,
)
from portal.offers.intake.report import Line
from portal.offers.models import Offer, OfferLevel, OfferState, Performance, PerformanceState, Production, Venue
from portal.offers.service import reindex_all
from portal.offers.slugs import free_slug
from portal.offers.text import fold
from portal.places.queries import Place, places_by_name, places_by_postal_code
from portal.places.school_calendar import fits_school_hours

BATCH = 200
CLOSES_BEFORE = timedelta(days=2)
USUAL_SEATS = 100
"""Shown where neither the source nor a hall says how many; booking stays shut until the house tells."""

Booked = Callable[[Session, Iterable[int]], Mapping[int, int]]
"""Bookings per performance; given by the caller, for bookings lie above offers."""

FACTS = (
    *("title", "short", "description", "before_text", "after_text", "content_notes", "kind", "discipline", "mode"),
    *("state", "age_from", "age_to", "duration_min", "language", "price_cents", "price_unit"),
    *("pupils_per_free_companion", "max_seats_per_school", "wheelchair", "low_stimulus", "interpreter"),
    "audio_description",
)
"""The columns of an offer that a record says."""


@dataclass(frozen=True)
class Job:
    """Who imports, for whom, when. `centre_id` None: the record itself names the house."""

    now: datetime
    centre_id: int | None = None
    actor_id: int | None = None
    is_dry: bool = False


class _RollBack(Exception):
    """Ends the transaction of a trial."""


def carry_out(
    session: Session, reads: Iterable[Read], job: Job, booked: Booked, *, batch: int = BATCH
) -> Iterator[Line]:
    """The line of every row, in order. Opens its own write transactions; reading happens outside them."""
    rows = iter(reads)
    while some := list(islice(rows, batch)):
        lines: list[Line] = []
        try:
            with write_transaction(session):
                lines = _Batch(session, job, booked).lines(some)
                if job.is_dry:
                    raise _RollBack
        except _RollBack:
            pass
        # Or 50 000 offers would stay in memory.
        session.expunge_all()
        yield from lines


class _Batch:
    def __init__(self, session: Session, job: Job, booked: Booked) -> None:
        self.session, self.job, self.booked = session, job, booked
        self.touched: list[int] = []

    def lines(self, rows: list[Read]) -> list[Line]:
        lines = [self._line(row) for row in rows]
        if self.touched and not self.job.is_dry:
            reindex_all(self.session, dict.fromkeys(self.touched))
        return lines

    def _line(self, read: Read) -> Line:
        if isinstance(read, Refused):
            return Line(read.row, read.title, Outcome.REFUSED, notes=read.notes)
        title = read.house.name if isinstance(read, HouseRecord) else read.title
        try:
            with self.session.begin_nested():
                if isinstance(read, Record):
                    return self._offer(read)
                return self._withdraw(read) if isinstance(read, Withdrawal) else self._house(read)
        except Unusable as problem:
            return Line(read.row, title, Outcome.REFUSED, notes=(problem.note,))
        except DBAPIError:
            note = Note("not_stored", "", "De databank kon deze rij niet bewaren.")
            return Line(read.row, title, Outcome.REFUSED, notes=(note,))

    # --- Offers ---

    def _offer(self, record: Record) -> Line:
        centre_id = self.job.centre_id or self._centre_of(record.houses)
        source = self.session.scalar(
            select(OfferSource).where(
                OfferSource.centre_id == centre_id, OfferSource.external_id == record.external_id
            )
        )
        told = digest(record)
        if source is not None and source.digest == told:
            slug = self.session.scalar(select(Offer.slug).where(Offer.id == source.offer_id)) or ""
            return Line(record.row, record.title, Outcome.UNCHANGED, "same", slug)
        notes = list(record.notes)
        if source is None:
            offer, changes = self._new(record, centre_id), {}
            self.session.add(
                OfferSource(centre_id=centre_id, external_id=record.external_id, offer_id=offer.id, digest=told)
            )
        else:
            offer = self.session.get_one(Offer, source.offer_id)
            changes = self._rewrite(offer, record)
            source.digest = told
        changes |= self._levels(offer, record.levels)
        dates, bookings, more = self._dates(offer, record)
        notes += more
        kind = ChangeKind.CREATED if source is None else ChangeKind.CHANGED
        self._note_down(offer, kind, changes | dates)
        outcome = Outcome.CORRECTED if any(note.is_correction for note in notes) else Outcome.ACCEPTED
        action = "new" if source is None else "changed"
        return Line(record.row, record.title, outcome, action, offer.slug, bookings, tuple(notes))

    def _new(self, record: Record, centre_id: int) -> Offer:
        facts = {name: getattr(record, name) for name in FACTS}
        offer = Offer(
            **facts,
            slug=free_slug(self.session, Offer, record.title),
            centre_id=centre_id,
            production_id=self._production(record),
            created_at=self.job.now,
            updated_at=self.job.now,
        )
        self.session.add(offer)
        self.session.flush()
        return offer

    def _rewrite(self, offer: Offer, record: Record) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name in FACTS:
            before, after = getattr(offer, name), getattr(record, name)
            if before != after:
                changes[name] = [before, after]
                setattr(offer, name, after)
        offer.updated_at = self.job.now
        return changes

    def _levels(self, offer: Offer, wanted: tuple[ClassLevel, ...]) -> dict[str, Any]:
        there = set(self.session.scalars(select(OfferLevel.level).where(OfferLevel.offer_id == offer.id)))
        if there == set(wanted):
            return {}
        gone = there - set(wanted)
        self.session.execute(delete(OfferLevel).where(OfferLevel.offer_id == offer.id, OfferLevel.level.in_(gone)))
        self.session.add_all(OfferLevel(offer_id=offer.id, level=level) for level in wanted if level not in there)
        return {"levels": [sorted(there), sorted(wanted)]}

    def _production(self, record: Record) -> int | None:
        """The show that this offer programmes: by the source's id, else one of that company and title."""
        if record.production is None and not record.company:
            return None
        key, title = record.production or ("", record.title)
        found = self.session.get(ProductionSource, key) if key else None
        if found is not None:
            return found.production_id
        company_id = self._company(record.company)
        production_id = self.session.scalar(
            select(Production.id).where(Production.title == title, Production.company_id == company_id)
        )
        if production_id is None:
            production = Production(
                slug=free_slug(self.session, Production, title), title=title, company_id=company_id
            )
            self.session.add(production)
            self.session.flush()
            production_id = production.id
        if key:
            self.session.add(ProductionSource(external_id=key, production_id=production_id))
        return production_id

    def _company(self, name: str) -> int | None:
        """A company that is known already. An import makes none: whoever plays in a file may be one person."""
        wanted = func.lower(Company.name) == name.lower()
        return self.session.scalar(select(Company.id).where(wanted).limit(1)) if name else None

    # --- Dates ---

    def _dates(self, offer: Offer, record: Record) -> tuple[dict[str, Any], int, list[Note]]:
        """Make the performances those of the record: what changed, how many bookings hang on it, and remarks."""
        there = {
            one.starts_at: one
            for one in self.session.scalars(select(Performance).where(Performance.offer_id == offer.id))
        }
        booked = self.booked(self.session, [one.id for one in there.values()]) if there else {}
        notes: list[Note] = []
        added: list[str] = []
        changed: list[str] = []
        hall = self._hall(offer.centre_id, "")
        for slot in record.slots:
            performance = there.pop(slot.starts_at, None)
            if performance is None:
                self._add(offer, slot, hall if not slot.hall else self._hall(offer.centre_id, slot.hall), notes)
                added.append(_shown(slot.starts_at))
            elif self._move(performance, slot, notes):
                changed.append(_shown(slot.starts_at))
        removed = [_shown(when) for when in there]
        for when, performance in there.items():
            self._remove(performance, when, booked.get(performance.id, 0), notes)
        facts = {"dates_added": added, "dates_changed": changed, "dates_removed": removed}
        return {name: dates[:50] for name, dates in facts.items() if dates}, sum(booked.values()), notes

    def _hall(self, centre_id: int, name: str) -> Venue | None:
        query = select(Venue).where(Venue.centre_id == centre_id)
        if name:
            query = query.where(func.lower(Venue.name) == name.lower())
        return self.session.scalar(query.order_by(Venue.seats.desc(), Venue.id).limit(1))

    def _add(self, offer: Offer, slot: Slot, hall: Venue | None, notes: list[Note]) -> None:
        closes = slot.closes_at or slot.starts_at - CLOSES_BEFORE
        seats = _seats(slot, 0)
        if seats is None and hall is None:
            closes = min(closes, self.job.now)
            text = "Hoeveel plaatsen er zijn, staat er niet: boeken blijft dicht tot dat bekend is."
            note = Note("no_capacity", "capacity", text, is_correction=False)
            if note not in notes:
                notes.append(note)
        self.session.add(
            Performance(
                offer_id=offer.id,
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
        seats = _seats(slot, performance.seats_taken)
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
        elif seats is not None and performance.closes_at <= self.job.now < slot.starts_at - CLOSES_BEFORE:
            facts["closes_at"] = slot.starts_at - CLOSES_BEFORE
        moved = {name: value for name, value in facts.items() if getattr(performance, name) != value}
        for name, value in moved.items():
            setattr(performance, name, value)
        if moved:
            performance.in_school_hours = fits_school_hours(local(slot.starts_at), local(slot.ends_at))
        return bool(moved)

    def _remove(self, performance: Performance, when: datetime, bookings: int, notes: list[Note]) -> None:
        """A date that the source no longer has. With bookings it stays, shut for new ones: people decide on those."""
        if not bookings:
            self.session.delete(performance)
            return
        performance.closes_at = min(performance.closes_at, self.job.now)
        many = "1 boeking" if bookings == 1 else f"{bookings} boekingen"
        text = f"{_shown(when)} staat niet meer in de bron, maar heeft {many}: de datum blijft en neemt geen nieuwe."
        notes.append(Note("booked_date_gone", "subEvent", text))

    # --- Withdrawals ---

    def _withdraw(self, gone: Withdrawal) -> Line:
        query = select(OfferSource).where(OfferSource.external_id == gone.external_id)
        if self.job.centre_id is not None:
            query = query.where(OfferSource.centre_id == self.job.centre_id)
        sources = self.session.scalars(query).all()
        if not sources:
            note = Note("never_here", "", "Ingetrokken in de bron, en hier nooit geweest.", is_correction=False)
            return Line(gone.row, gone.title, Outcome.UNCHANGED, "none", notes=(note,))
        slug, bookings, was_shown = "", 0, False
        for source in sources:
            offer = self.session.get_one(Offer, source.offer_id)
            was_shown |= self._take_down(offer)
            source.digest = ""
            slug, bookings = offer.slug, bookings + self._bookings_of(offer.id)
        title = gone.title or slug
        if not was_shown:
            return Line(gone.row, title, Outcome.UNCHANGED, "same", slug)
        return Line(gone.row, title, Outcome.ACCEPTED, "withdrawn", slug, bookings)

    def _take_down(self, offer: Offer) -> bool:
        if offer.state is OfferState.WITHDRAWN:
            return False
        self._note_down(offer, ChangeKind.WITHDRAWN, {"state": [offer.state, OfferState.WITHDRAWN]})
        offer.state, offer.updated_at = OfferState.WITHDRAWN, self.job.now
        return True

    def _bookings_of(self, offer_id: int) -> int:
        ids = self.session.scalars(select(Performance.id).where(Performance.offer_id == offer_id)).all()
        return sum(self.booked(self.session, ids).values()) if ids else 0

    def _note_down(self, offer: Offer, kind: ChangeKind, changes: Mapping[str, Any]) -> None:
        author = Author(self.job.actor_id, via=Via.IMPORT)
        note_down(self.session, offer.id, kind, changes, author=author, now=self.job.now)
        self.touched.append(offer.id)

    # --- Houses ---

    def _house(self, read: HouseRecord) -> Line:
        if self.job.centre_id is not None:
            raise Unusable("not_an_offer", "", "Dit is een plaats of organisator, geen aanbod.")
        house = read.house
        centre_id = self._known_house(house)
        if read.is_deleted:
            return self._house_gone(read, centre_id)
        if centre_id is not None:
            fresh = self._remember(house, centre_id)
            outcome, action = (Outcome.ACCEPTED, "changed") if fresh else (Outcome.UNCHANGED, "same")
            return Line(read.row, house.name, outcome, action)
        self._new_house(house)
        return Line(read.row, house.name, Outcome.ACCEPTED, "new")

    def _house_gone(self, read: HouseRecord, centre_id: int | None) -> Line:
        """The offers that came with imports are taken down; the house and its bookings stay."""
        query = select(OfferSource).where(OfferSource.centre_id == centre_id)
        sources = self.session.scalars(query).all() if centre_id is not None else []
        bookings, was_shown = 0, False
        for source in sources:
            offer = self.session.get_one(Offer, source.offer_id)
            if self._take_down(offer):
                was_shown, bookings = True, bookings + self._bookings_of(offer.id)
            source.digest = ""
        outcome, action = (Outcome.ACCEPTED, "withdrawn") if was_shown else (Outcome.UNCHANGED, "none")
        note = Note("house_deleted", "workflowStatus", "Dit huis is geschrapt in de bron.", is_correction=False)
        return Line(read.row, read.house.name, outcome, action, bookings=bookings, notes=(note,))

    def _centre_of(self, houses: tuple[House, ...]) -> int:
        """The house that a record belongs to: one that is known, else a new one that nobody has claimed yet."""
        for house in houses:
            if (known := self._known_house(house)) is not None:
                self._remember(house, known)
                return known
        for house in houses:
            if house.name and self._place(house) is not None:
                return self._new_house(house)
        text = (
            "Van wie dit is, weten we niet: organisator of locatie heeft geen naam met een Vlaams of Brussels adres."
        )
        raise Unusable("unknown_house", "location", text)

    def _known_house(self, house: House) -> int | None:
        for key in filter(None, (house.external_id, *house.aliases)):
            if (source := self.session.get(HouseSource, key)) is not None:
                return source.centre_id
        place = self._place(house) if house.name else None
        if place is None:
            return None
        same = (Centre.nis == place.nis, func.lower(Centre.name) == house.name.lower())
        return self.session.scalar(select(Centre.id).where(*same).order_by(Centre.id).limit(1))

    def _remember(self, house: House, centre_id: int) -> bool:
        """Keep the ids of a house; whether one of them was new."""
        keys = [key for key in dict.fromkeys((house.external_id, *house.aliases)) if key]
        fresh = [key for key in keys if self.session.get(HouseSource, key) is None]
        self.session.add_all(HouseSource(external_id=key, centre_id=centre_id) for key in fresh)
        return bool(fresh)

    def _new_house(self, house: House) -> int:
        place = self._place(house)
        if place is None:
            text = "Het adres ligt in geen Vlaamse of Brusselse gemeente die we kennen."
            raise Unusable("unknown_place", "address", text)
        centre = Centre(
            slug=free_slug(self.session, Centre, house.name)[:80],
            name=house.name,
            nis=place.nis,
            street=house.street,
            postal_code=house.postal_code,
            email=house.email,
            phone=house.phone,
            about=house.about,
        )
        self.session.add(centre)
        self.session.flush()
        self._remember(house, centre.id)
        return centre.id

    def _place(self, house: House) -> Place | None:
        """The municipality: of several with one postal code the one that is named, else the largest."""
        found = places_by_postal_code(self.session, house.postal_code) if house.postal_code else []
        if not found and house.town:
            found = places_by_name(self.session, house.town, limit=1)
        named = [place for place in found if fold(place.name) == fold(house.town)]
        return next(iter(named or found), None)


def _seats(slot: Slot, taken: int) -> int | None:
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
