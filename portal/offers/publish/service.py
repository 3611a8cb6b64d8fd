"""Offers and their dates, changed by the house that programmes them. Functions flush and never commit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from portal.clock import local, school_day
from portal.offers.errors import OfferUnknown, PerformanceUnknown
from portal.offers.history import Author, ChangeKind, Via, changes_of, differences, moment_text, note_down
from portal.offers.models import Offer, OfferMode, OfferPhoto, OfferState, Performance, PerformanceState, Venue
from portal.offers.publish.dates import next_season
from portal.offers.publish.errors import EditedMeanwhile, FewerThanBooked, HasBookings, NotReady
from portal.offers.publish.facts import COLUMNS, OfferFacts, as_json, facts_of, write_facts
from portal.offers.service import reindex
from portal.offers.slugs import free_slug
from portal.places.school_calendar import fits_school_hours

Booked = Callable[[Session, Iterable[int]], Mapping[int, int]]
"""Bookings per performance; given by the caller, for bookings lie above offers."""

FACTS_NEEDED = ("short", "description", "levels", "ages", "duration", "discipline", "price", "regions")
"""Codes of what a published offer says of itself; beside them it needs a date and a picture."""
OPEN_BEHIND = {"ages": "age_from", "duration": "duration_min", "discipline": "discipline", "price": "price_cents"}


# --- What is missing ------------------------------------------------------------------------------------------


def lacking(facts: OfferFacts) -> tuple[str, ...]:
    """What the facts still lack before an offer can be published, as codes of `FACTS_NEEDED`."""
    empty = {
        "short": not facts.short,
        "description": not facts.description,
        "levels": not facts.levels,
        # Who travels says where to; what is seen here needs none.
        "regions": facts.mode is OfferMode.AT_SCHOOL and not facts.regions,
    }
    left_open = {code: name in facts.open_fields for code, name in OPEN_BEHIND.items()}
    return tuple(code for code in FACTS_NEEDED if (empty | left_open)[code])


def missing(session: Session, offer: Offer, now: datetime) -> tuple[str, ...]:
    """Everything that an offer lacks: `lacking`, "date" and "picture"."""
    codes = list(lacking(facts_of(session, offer)))
    if not offer.by_agreement and not _has_date(session, offer.id, now):
        codes.append("date")
    if not (offer.picture and offer.picture_alt and offer.picture_credit):
        codes.append("picture")
    return tuple(codes)


def _has_date(session: Session, offer_id: int, now: datetime) -> bool:
    coming = (Performance.starts_at > now, Performance.state == PerformanceState.PLANNED)
    return bool(session.scalar(select(exists().where(Performance.offer_id == offer_id, *coming))))


# --- Offers ---------------------------------------------------------------------------------------------------


def offer_of(session: Session, offer_id: int, centres: Iterable[int], *, lock: bool = False) -> Offer:
    """An offer of these centres; one of another centre is not there. `lock`: until the end of the transaction.

    Raises:
        OfferUnknown: these centres have none of this id.
    """
    offer = session.get(Offer, offer_id, populate_existing=lock, with_for_update=lock or None)
    if offer is None or offer.centre_id not in set(centres):
        raise OfferUnknown(str(offer_id))
    return offer


def create_draft(
    session: Session,
    centre_id: int,
    facts: OfferFacts,
    *,
    author: Author,
    now: datetime,
    production_id: int | None = None,
    copied_from_id: int | None = None,
) -> Offer:
    """A new draft of a house, with what is known of it so far."""
    nothing = OfferFacts(title=facts.title)
    offer = Offer(
        slug=free_slug(session, Offer, facts.title),
        centre_id=centre_id,
        production_id=production_id,
        copied_from_id=copied_from_id,
        state=OfferState.DRAFT,
        created_at=now,
        updated_at=now,
        **{name: getattr(nothing, name) for name in COLUMNS},
    )
    session.add(offer)
    session.flush()
    write_facts(session, offer, nothing, facts)
    usual = as_json(OfferFacts(title=""))
    changes = {name: [None, value] for name, value in as_json(facts).items() if value not in (None, usual[name])}
    note_down(session, offer.id, ChangeKind.CREATED, changes, author=author, now=now)
    reindex(session, offer)
    return offer


def change_offer(
    session: Session, offer: Offer, facts: OfferFacts, version: datetime, *, author: Author, now: datetime
) -> bool:
    """Write what the form says; whether anything changed. `offer` comes locked out of `offer_of`.

    Raises:
        EditedMeanwhile: somebody else changed facts of this offer since `version`.
        NotReady: the offer is published, and would no longer say all that teachers need.
    """
    if offer.updated_at != version and changed_since(session, offer.id, version):
        raise EditedMeanwhile(offer.id, version)
    before = facts_of(session, offer)
    gone = tuple(code for code in lacking(facts) if code not in lacking(before))
    if offer.state is OfferState.PUBLISHED and gone:
        raise NotReady(gone)
    return rewrite(session, offer, before, facts, author=author, now=now)


def rewrite(
    session: Session, offer: Offer, before: OfferFacts, after: OfferFacts, *, author: Author, now: datetime
) -> bool:
    """Write facts, history and search words where something differs."""
    changes = differences(as_json(before), as_json(after))
    if not changes:
        return False
    write_facts(session, offer, before, after)
    offer.updated_at = now
    note_down(session, offer.id, ChangeKind.CHANGED, changes, author=author, now=now)
    reindex(session, offer)
    return True


def changed_since(session: Session, offer_id: int, version: datetime) -> dict[str, Any]:
    """The facts that changed after a moment, each with its value at that moment."""
    known = as_json(OfferFacts(title=""))
    before: dict[str, Any] = {}
    for change in changes_of(session, offer_id, after=version):
        before |= {name: values[0] for name, values in change.details.items() if name in known}
    return before


def publish_offer(session: Session, offer: Offer, *, author: Author, now: datetime) -> bool:
    """Show an offer to everybody. A draft gets the address of its title; False when it was published already.

    Raises:
        NotReady: something is missing.
    """
    if offer.state is OfferState.PUBLISHED:
        return False
    if codes := missing(session, offer, now):
        raise NotReady(codes)
    if offer.state is OfferState.DRAFT:
        # The title may have changed since the draft was begun, and nobody has this address yet.
        offer.slug = ""
        session.flush()
        offer.slug = free_slug(session, Offer, offer.title)
    _turn(session, offer, OfferState.PUBLISHED, ChangeKind.PUBLISHED, author=author, now=now)
    return True


def withdraw_offer(session: Session, offer: Offer, *, author: Author, now: datetime) -> bool:
    """Take an offer off the search. Its bookings stay as they are; False when it was not published."""
    if offer.state is not OfferState.PUBLISHED:
        return False
    _turn(session, offer, OfferState.WITHDRAWN, ChangeKind.WITHDRAWN, author=author, now=now)
    return True


def _turn(
    session: Session, offer: Offer, state: OfferState, kind: ChangeKind, *, author: Author, now: datetime
) -> None:
    changes = {"state": [offer.state, state]}
    offer.state, offer.updated_at = state, now
    note_down(session, offer.id, kind, changes, author=author, now=now)


def remove_draft(session: Session, offer: Offer, booked: Booked) -> None:
    """Throw a draft away, dates and all.

    Raises:
        NotReady: it was published once, so it is withdrawn and not thrown away.
        HasBookings: somebody booked one of its dates.
    """
    if offer.state is not OfferState.DRAFT:
        raise NotReady(("draft",))
    ids = session.scalars(select(Performance.id).where(Performance.offer_id == offer.id)).all()
    for performance_id, bookings in booked(session, ids).items():
        raise HasBookings(performance_id, bookings)
    session.execute(delete(Performance).where(Performance.offer_id == offer.id))
    session.delete(offer)
    session.flush()


# --- Dates ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slot:
    """A performance as the house wants it."""

    starts_at: datetime
    ends_at: datetime
    venue_id: int | None
    capacity: int
    closes_at: datetime


def add_dates(session: Session, offer: Offer, slots: Sequence[Slot], *, author: Author, now: datetime) -> int:
    """Add performances; how many. A moment that the offer has already is passed over: a second click adds nothing."""
    there = set(session.scalars(select(Performance.starts_at).where(Performance.offer_id == offer.id)))
    new = [slot for slot in {slot.starts_at: slot for slot in slots}.values() if slot.starts_at not in there]
    session.add_all(_performance(offer.id, slot) for slot in new)
    if new:
        offer.updated_at = now
        moments = sorted(moment_text(slot.starts_at) for slot in new)
        note_down(session, offer.id, ChangeKind.CHANGED, {"dates_added": moments}, author=author, now=now)
    return len(new)


def _performance(offer_id: int, slot: Slot) -> Performance:
    return Performance(
        offer_id=offer_id,
        venue_id=slot.venue_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        day=school_day(slot.starts_at),
        capacity=slot.capacity,
        closes_at=slot.closes_at,
    )


def performance_of(session: Session, offer: Offer, performance_id: int, *, lock: bool = False) -> Performance:
    """A performance of this offer.

    Raises:
        PerformanceUnknown: the offer has none of this id.
    """
    found = session.get(Performance, performance_id, populate_existing=lock, with_for_update=lock or None)
    if found is None or found.offer_id != offer.id:
        raise PerformanceUnknown(performance_id)
    return found


def change_date(
    session: Session,
    offer: Offer,
    performance: Performance,
    slot: Slot,
    *,
    bookings: int,
    author: Author,
    now: datetime,
) -> bool:
    """Change a performance; whether anything did. It comes locked, so that no booking slips between.

    Raises:
        HasBookings: it would move to another moment or hall, which its schools have a say in.
        FewerThanBooked: fewer places than are taken.
    """
    moves = (slot.starts_at, slot.venue_id) != (performance.starts_at, performance.venue_id)
    if bookings and moves:
        raise HasBookings(performance.id, bookings)
    if slot.capacity < performance.seats_taken:
        raise FewerThanBooked(performance.id, slot.capacity, performance.seats_taken)
    before, key = _told(session, performance), _key(performance)
    performance.starts_at, performance.ends_at = slot.starts_at, slot.ends_at
    performance.day = school_day(slot.starts_at)
    performance.in_school_hours = fits_school_hours(local(slot.starts_at), local(slot.ends_at))
    performance.venue_id, performance.capacity, performance.closes_at = slot.venue_id, slot.capacity, slot.closes_at
    changes = differences(before, _told(session, performance))
    if not changes:
        return False
    _note_date(session, offer, {key: changes}, author=author, now=now)
    return True


def _key(performance: Performance) -> str:
    return f"performance {moment_text(performance.starts_at)}"


def _told(session: Session, performance: Performance) -> dict[str, Any]:
    hall = session.scalar(select(Venue.name).where(Venue.id == performance.venue_id))
    return {
        "starts_at": moment_text(performance.starts_at),
        "venue": hall,
        "capacity": performance.capacity,
        "closes_at": moment_text(performance.closes_at),
        "state": performance.state.value if performance.state else PerformanceState.PLANNED.value,
    }


def _note_date(session: Session, offer: Offer, changes: dict[str, Any], *, author: Author, now: datetime) -> None:
    offer.updated_at = now
    note_down(session, offer.id, ChangeKind.CHANGED, changes, author=author, now=now)


def cancel_date(
    session: Session, offer: Offer, performance: Performance, *, bookings: int, author: Author, now: datetime
) -> None:
    """Let a performance not go on; teachers still see that it would have been.

    Raises:
        HasBookings: it has bookings; those are settled first.
    """
    if bookings or performance.seats_taken:
        raise HasBookings(performance.id, bookings)
    set_state(session, offer, performance, PerformanceState.CANCELLED, author=author, now=now)


def restore_date(session: Session, offer: Offer, performance: Performance, *, author: Author, now: datetime) -> None:
    """Let a cancelled performance go on after all."""
    set_state(session, offer, performance, PerformanceState.PLANNED, author=author, now=now)


def set_state(
    session: Session,
    offer: Offer,
    performance: Performance,
    state: PerformanceState,
    *,
    author: Author,
    now: datetime,
) -> None:
    if performance.state is state:
        return
    changes = {_key(performance): {"state": [performance.state.value, state.value]}}
    performance.state = state
    _note_date(session, offer, changes, author=author, now=now)


def remove_date(
    session: Session, offer: Offer, performance: Performance, *, ever_booked: int, author: Author, now: datetime
) -> None:
    """Take a performance away as if it had never been.

    Raises:
        HasBookings: somebody booked it once, and the ledger keeps that.
    """
    if ever_booked:
        raise HasBookings(performance.id, ever_booked)
    session.delete(performance)
    changes = {"dates_removed": [moment_text(performance.starts_at)]}
    _note_date(session, offer, changes, author=author, now=now)


# --- The next season ------------------------------------------------------------------------------------------


def copy_offer(session: Session, offer: Offer, slots: Sequence[Slot], *, author: Author, now: datetime) -> Offer:
    """A draft for the next season: the same facts and pictures, with these dates."""
    facts = facts_of(session, offer)
    facts = replace(
        facts,
        available_from=facts.available_from and next_season(facts.available_from),
        available_to=facts.available_to and next_season(facts.available_to),
    )
    made = create_draft(
        session,
        offer.centre_id,
        facts,
        author=replace(author, via=Via.COPY),
        now=now,
        production_id=offer.production_id,
        copied_from_id=offer.id,
    )
    made.picture, made.picture_alt, made.picture_credit = offer.picture, offer.picture_alt, offer.picture_credit
    photos = session.scalars(select(OfferPhoto).where(OfferPhoto.offer_id == offer.id).order_by(OfferPhoto.position))
    session.add_all(
        OfferPhoto(
            offer_id=made.id,
            position=photo.position,
            file=photo.file,
            width=photo.width,
            height=photo.height,
            alt=photo.alt,
            credit=photo.credit,
        )
        for photo in photos.all()
    )
    if slots:
        add_dates(session, made, slots, author=author, now=now)
    session.flush()
    return made


def coming_moments(session: Session, offer_id: int) -> list[tuple[datetime, datetime]]:
    """When the planned performances of an offer start and end, those of schools alone left out."""
    rows = session.execute(
        select(Performance.starts_at, Performance.ends_at)
        .where(
            Performance.offer_id == offer_id,
            Performance.state == PerformanceState.PLANNED,
            Performance.agreed_with_id.is_(None),
        )
        .order_by(Performance.starts_at)
    )
    return [(row.starts_at, row.ends_at) for row in rows]


def closing(starts_at: datetime, days_before: int) -> datetime:
    """From when on no booking is taken online: so many days before, at the same moment."""
    return starts_at - timedelta(days=days_before)
