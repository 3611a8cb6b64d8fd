"""Which titles go with which shows, both ways; and what a class could read in the weeks before its visit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, Company
from portal.bookings.models import BookingGroup
from portal.library.choosing.models import TitleShow
from portal.library.lending.queries import free_over
from portal.library.lending.seats import ONE_DAY, Period
from portal.library.lending.service import lock_title
from portal.library.models import COPIES_MAX, ClassSet, Title
from portal.library.titles.queries import TitleCard, cards_where, title_cards
from portal.offers.filter import OfferFilter
from portal.offers.models import Offer, OfferState, Production
from portal.offers.queries import ID_MAX, OfferCard, find_offers, offer_cards
from portal.places.queries import Circle

READING_WEEKS = timedelta(weeks=3)
"""A class reads a title in about three weeks, the last day of them before the visit."""
OFFERS_MAX = 60
"""Offers of one production that are looked at for dates to come."""
FOUND_MAX = 20


# --- What goes with what --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Show:
    """A production, or the one offer that stands by itself. None of both: nothing goes with it."""

    production_id: int | None = None
    offer_id: int | None = None

    def is_it(self) -> ColumnElement[bool]:
        found = []
        if self.production_id is not None:
            found.append(TitleShow.production_id == self.production_id)
        if self.offer_id is not None:
            found.append(TitleShow.offer_id == self.offer_id)
        return or_(*found) if found else TitleShow.id.is_(None)


def titles_of(session: Session, show: Show) -> list[TitleCard]:
    """The titles that go with a show, by name; with an offer and its production, those of both.

    One that its library lends no more is not among them.
    """
    there = select(TitleShow.title_id).join(Title, Title.id == TitleShow.title_id)
    return cards_where(session, there.where(show.is_it(), Title.withdrawn_at.is_(None)))


def name_title(session: Session, title_id: int, show: Show) -> bool:
    """Say that a title goes with a production, or with one offer; False when it did. Call inside `write_transaction`.

    Raises:
        TitleUnknown.
    """
    lock_title(session, title_id)
    if session.scalar(select(TitleShow.id).where(TitleShow.title_id == title_id, show.is_it())) is not None:
        return False
    session.add(TitleShow(title_id=title_id, production_id=show.production_id, offer_id=show.offer_id))
    session.flush()  # A second one of the same transaction sees it.
    return True


def unname_title(session: Session, title_id: int, show: Show) -> bool:
    """Take back that a title goes with a show; False when it didn't."""
    gone = session.execute(
        delete(TitleShow)
        .where(TitleShow.title_id == title_id, show.is_it())
        .execution_options(synchronize_session="fetch")
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class NamedShow:
    """A show of a title as the library sees it: a production with its company, or an offer with its house."""

    show: Show
    name: str
    by: str

    @property
    def key(self) -> str:
        """As `read_show` reads it."""
        if self.show.production_id is not None:
            return f"productie-{self.show.production_id}"
        return f"aanbod-{self.show.offer_id}"


def read_show(session: Session, text: str) -> Show | None:
    """The show that a form names as "productie-12" or "aanbod-12"; None where there is none such to be seen."""
    kind, _, number = text.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= 10):
        return None
    which = {"productie": Offer.production_id, "aanbod": Offer.id}.get(kind)
    published = select(Offer.id).where(Offer.state == OfferState.PUBLISHED).limit(1)
    if which is None or session.scalar(published.where(which == min(int(number), ID_MAX))) is None:
        return None
    return Show(production_id=int(number)) if kind == "productie" else Show(offer_id=int(number))


def shows_named(session: Session, title_id: int) -> list[NamedShow]:
    rows = session.execute(
        select(TitleShow.production_id, TitleShow.offer_id, Production.title, Company.name, Offer.title, Centre.name)
        .outerjoin(Production, Production.id == TitleShow.production_id)
        .outerjoin(Company, Company.id == Production.company_id)
        .outerjoin(Offer, Offer.id == TitleShow.offer_id)
        .outerjoin(Centre, Centre.id == Offer.centre_id)
        .where(TitleShow.title_id == title_id)
    )
    named = [NamedShow(Show(row[0], row[1]), row[2] or row[4], row[3] or row[5] or "") for row in rows]
    return sorted(named, key=lambda one: (one.name, one.by))


def linkable_shows(session: Session, title_id: int, text: str, now: datetime) -> list[NamedShow]:
    """The shows that words find and that schools can book; those of one production as that production, once."""
    found = find_offers(session, OfferFilter(text=text, limit=FOUND_MAX), now, facets=())
    rows = session.execute(
        select(Offer.id, Offer.title, Centre.name, Production.id, Production.title, Company.name)
        .join(Centre, Centre.id == Offer.centre_id)
        .outerjoin(Production, Production.id == Offer.production_id)
        .outerjoin(Company, Company.id == Production.company_id)
        .where(Offer.id.in_(found.ids))
    )
    shows = {
        Show(production_id) if production_id else Show(offer_id=offer_id): (production or title, company or house)
        for offer_id, title, house, production_id, production, company in rows
    }
    there = {one.show for one in shows_named(session, title_id)}
    named = [NamedShow(show, name, by) for show, (name, by) in shows.items() if show not in there]
    return sorted(named, key=lambda one: (one.name, one.by))


def linkable_titles(session: Session, show: Show, text: str) -> list[TitleCard]:
    """The titles that words find and that don't go with the show yet."""
    there = {card.id for card in titles_of(session, show)}
    return [card for card in title_cards(session, text) if card.id not in there][:FOUND_MAX]


def shows_of_title(session: Session, title_id: int, now: datetime, *, home: Circle | None = None) -> list[OfferCard]:
    """Where the shows of a title can be seen: published, with a date to come or one to agree on.

    Nearest to `home` first; soonest first where nobody knows where that is.
    """
    linked = select(TitleShow.production_id).where(
        TitleShow.title_id == title_id, TitleShow.production_id.is_not(None)
    )
    own = select(TitleShow.offer_id).where(TitleShow.title_id == title_id, TitleShow.offer_id.is_not(None))
    ids = session.scalars(
        select(Offer.id)
        .where(or_(Offer.production_id.in_(linked), Offer.id.in_(own)), Offer.state == OfferState.PUBLISHED)
        .order_by(Offer.id.desc())
        .limit(OFFERS_MAX)
    ).all()
    cards = offer_cards(session, ids, OfferFilter(), now, home=home)
    alive = [card for card in cards if card.first is not None or card.by_agreement]
    return sorted(alive, key=lambda card: (card.km or 0.0, card.first is None, card.first or now, card.id))


# --- What a class could read before its visit -----------------------------------------------------------------


@dataclass(frozen=True)
class Readers:
    """A class that reads: its id where the school knows it, and how many copies it needs, the teacher's with it."""

    class_group_id: int | None
    name: str
    copies: int


@dataclass(frozen=True)
class Suggestion:
    """A title for the weeks before a visit, with how many copies are free on every day of them."""

    title: TitleCard
    period: Period | None
    """None: the visit is today or over; the title can still be looked at."""
    free: int
    sets: Mapping[int, int] = field(default_factory=dict)
    """By class: the set with which it reads this title already in those weeks."""


def weeks_before(visit: date, today: date) -> Period | None:
    """The days to read on: three weeks that end on the day before the visit, or what is left of them."""
    last = visit - ONE_DAY
    return Period(max(today, visit - READING_WEEKS), last) if last >= today else None


def suggestions(
    session: Session,
    cards: Sequence[TitleCard],
    visit: date,
    today: date,
    *,
    seats: int = 1,
    readers: Sequence[Readers] = (),
) -> list[Suggestion]:
    """Of these titles, what a group of `seats` can read before its visit; those with too few copies left out.

    After the visit there is nothing to prepare, but the book is still a good one: then all of them, without a period.
    """
    period = weeks_before(visit, today)
    if period is None:
        return [Suggestion(card, None, 0) for card in cards]
    class_ids = [one.class_group_id for one in readers if one.class_group_id is not None]
    found = []
    for card in cards:
        sets = _sets_of(session, card.id, class_ids, period)
        found.append(Suggestion(card, period, free_over(session, card.id, period, today=today), sets))
    return [one for one in found if one.free >= seats or one.sets]


def _sets_of(session: Session, title_id: int, class_ids: Sequence[int], period: Period) -> dict[int, int]:
    """By class: its set of a title that lies over a period."""
    if not class_ids:
        return {}
    rows = session.execute(
        select(ClassSet.class_group_id, ClassSet.id).where(
            ClassSet.title_id == title_id,
            ClassSet.class_group_id.in_(class_ids),
            ClassSet.from_day <= period.last,
            ClassSet.until_day >= period.first,
            ClassSet.returned_on.is_(None),
            ClassSet.revoked_at.is_(None),
        )
    )
    return {class_id: set_id for class_id, set_id in rows}  # noqa: C416 - rows are no pairs to mypy.


def before_visit(
    session: Session,
    show: Show,
    booking_id: int,
    schools: Collection[int],
    *,
    visit: date,
    today: date,
) -> tuple[list[Suggestion], list[Readers]]:
    """What the classes of a booking can read before their visit, and who they are; one statement where no book goes
    with the show. Ids of classes, and what they read already, are for people of `schools` alone.
    """
    if not (cards := titles_of(session, show)):
        return [], []
    readers = readers_of_booking(session, booking_id, schools)
    return suggestions(session, cards, visit, today, readers=readers), readers


def readers_of_booking(session: Session, booking_id: int, schools: Collection[int]) -> list[Readers]:
    """The classes of a booking; their ids only for people of their own school, whose form they fill."""
    rows = session.execute(
        select(BookingGroup.class_group_id, BookingGroup.name, BookingGroup.pupils, ClassGroup.school_id)
        .outerjoin(ClassGroup, ClassGroup.id == BookingGroup.class_group_id)
        .where(BookingGroup.booking_id == booking_id)
        .order_by(BookingGroup.id)
    )
    return [
        Readers(class_id if school in schools else None, name, min(COPIES_MAX, pupils + 1))
        for class_id, name, pupils, school in rows
    ]
