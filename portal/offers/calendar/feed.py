"""A search as a calendar feed: every performance that matches, for people's own calendar programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from icalendar import Event
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.clock import local, school_day
from portal.offers.conditions import Search, matched_words, performance_conditions, places_left
from portal.offers.filter import OfferFilter
from portal.offers.history import ChangeKind, OfferChange
from portal.offers.index.answer import First
from portal.offers.index.catalogue import index_of
from portal.offers.models import Offer, Performance, PerformanceState
from portal.places.models import Municipality
from portal.places.queries import AnySelect
from portal.web import formats
from portal.web.ics import feed

END = b"END:VCALENDAR\r\n"
EVENTS_KEPT = 8_192
EVENTS_MAX = 1_000
"""A calendar with more is no use to anybody; it says so, and how to ask for less."""
KEPT = timedelta(days=31)
"""How long a performance stays in the feed after it: a calendar forgets what a feed no longer names."""


@dataclass(frozen=True)
class FeedEntry:
    """One performance as a calendar shows it."""

    id: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    changed_at: datetime
    slug: str
    title: str
    short: str
    discipline: str
    price_cents: int
    price_unit: str
    place: str
    """House and address."""
    revision: int
    """How often the offer changed since it was made: it only ever goes up."""


ENTRY = (
    Performance.id,
    Performance.starts_at,
    Performance.ends_at,
    Performance.state,
    Offer.updated_at,
    Offer.slug,
    Offer.title,
    Offer.short,
    Offer.discipline,
    Offer.price_cents,
    Offer.price_unit,
    Centre.name.label("centre"),
    Centre.street,
    Centre.postal_code,
    Municipality.name_nl.label("municipality"),
    select(func.count())
    .where(OfferChange.offer_id == Offer.id, OfferChange.kind != ChangeKind.CREATED)
    .scalar_subquery()
    .label("revision"),
)
"""What `entry_of` reads: of a performance, its offer, its house and its municipality."""


def feed_entries(session: Session, wanted: OfferFilter, now: datetime) -> list[FeedEntry]:
    """What matches, soonest first and at most `EVENTS_MAX` + 1, with what was cancelled and what is just over."""
    index = index_of(session, wanted)
    first = None if index is None else index.first(wanted, now, EVENTS_MAX + 1)
    return entries_in_sql(session, wanted, now) if first is None else entries_of(session, wanted, now, first)


def entries_of(session: Session, wanted: OfferFilter, now: datetime, first: First) -> list[FeedEntry]:
    """The same by the ids that the index knows; what is cancelled or over only the database can tell."""
    conditions = _conditions(wanted, now)
    if first.until is not None:
        conditions["until"] = Performance.day <= first.until
    gone = select(Performance.id, Performance.offer_id).where(
        *conditions.values(), or_(Performance.state == PerformanceState.CANCELLED, Performance.starts_at <= now)
    )
    if first.offers is not None:
        gone = gone.where(Performance.offer_id.in_(first.offers))
    rows = session.execute(gone.order_by(Performance.starts_at, Performance.id))
    beside = islice((number for number, offer_id in rows if first.has(offer_id)), EVENTS_MAX + 1)
    found = (
        select(*ENTRY)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .where(Performance.id.in_([*first.performances, *beside]))
    )
    return _entries(session, found)


def entries_in_sql(session: Session, wanted: OfferFilter, now: datetime) -> list[FeedEntry]:
    conditions = _conditions(wanted, now)
    dates = (
        select(
            Performance.offer_id,
            func.count().label("dates"),
            func.min(Performance.starts_at).label("first"),
            func.max(places_left()).label("most_left"),
        )
        .where(*conditions.values())
        .group_by(Performance.offer_id)
        .cte("dates")
    )
    search = Search(wanted, now, matched_words(session, wanted.text))
    found = search.offers(dates)(select(*ENTRY)).join(Performance, Performance.offer_id == Offer.id)
    return _entries(session, found.where(*conditions.values()))


def _conditions(wanted: OfferFilter, now: datetime) -> dict[str, ColumnElement[bool]]:
    conditions = performance_conditions(wanted, now)
    # A cancelled date stays, marked as such: who has it in an agenda has to read that it is off.
    conditions["bookable"] = (Performance.starts_at > now - KEPT) & Performance.agreed_with_id.is_(None)
    conditions["from"] = Performance.day >= school_day(now - KEPT)
    return conditions


def _entries(session: Session, found: AnySelect) -> list[FeedEntry]:
    rows = session.execute(found.order_by(Performance.starts_at, Performance.id).limit(EVENTS_MAX + 1))
    return [entry_of(row) for row in rows]


def entry_of(row: Any) -> FeedEntry:
    address = f"{row.postal_code} {row.municipality}".strip()
    return FeedEntry(
        id=row.id,
        starts_at=row.starts_at,
        # A date whose end nobody gave would be a line in a calendar program, or nothing.
        ends_at=row.ends_at if row.ends_at > row.starts_at else row.starts_at + timedelta(hours=1),
        is_cancelled=row.state is PerformanceState.CANCELLED,
        changed_at=row.updated_at,
        slug=row.slug,
        title=row.title,
        short=row.short,
        discipline=row.discipline.value,
        price_cents=row.price_cents,
        price_unit=row.price_unit.value,
        place=", ".join(part for part in (row.centre, row.street, address) if part),
        revision=row.revision,
    )


def calendar_of(entries: list[FeedEntry], name: str, *, base_url: str, domain: str) -> bytes:
    """The feed as a calendar program reads it. The same entries always give the same bytes."""
    text = "Aanbod voor scholen, uit Foyer."
    if len(entries) > EVENTS_MAX:
        text += f" Enkel de eerste {EVENTS_MAX} momenten: kies op de zoekpagina minder, en neem dan die agenda."
    frame: bytes = feed("Aanbod", name, text).to_ical()
    events = (_event(entry, base_url, domain) for entry in entries[:EVENTS_MAX])
    return b"".join((frame.removesuffix(END), *events, END))


@lru_cache(maxsize=EVENTS_KEPT)
def _event(entry: FeedEntry, base_url: str, domain: str) -> bytes:
    """One event as it stands in every feed that has it. Writing one takes a millisecond and a half, so it is kept."""
    event = Event()
    # By its id: whoever has the same performance from two feeds sees it once, and a moved one moves.
    event.add("uid", f"performance-{entry.id}@{domain}")
    event.add("sequence", entry.revision + (1 if entry.is_cancelled else 0))
    # Not the clock's now: the same feed has to give the same tag (ETag).
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", local(entry.starts_at))
    event.add("dtend", local(entry.ends_at))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    # What one might go to doesn't make anybody busy.
    event.add("transp", "TRANSPARENT")
    event.add("categories", [formats.word(entry.discipline)])
    event.add("location", entry.place)
    event.add("url", f"{base_url}/aanbod/{entry.slug}")
    event.add("description", "\n".join(_lines(entry, base_url)))
    written: bytes = event.to_ical()
    return written


def _lines(entry: FeedEntry, base_url: str) -> Iterable[str]:
    if entry.is_cancelled:
        yield "Dit moment gaat niet door."
    yield entry.short
    unit = f" {formats.word(entry.price_unit)}" if entry.price_cents else ""
    yield f"{formats.price(entry.price_cents)}{unit}"
    yield f"Plaatsen en boeken: {base_url}/aanbod/{entry.slug}"
