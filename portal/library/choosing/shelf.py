"""What there is to choose from right now: titles with free copies, shows with free seats, and what is in front."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from portal.library.choosing.interests import SEARCHED, Interest, interests_of
from portal.library.choosing.models import TitlePush
from portal.library.choosing.pick import Five, five, one_of
from portal.library.choosing.turns import Turn
from portal.library.lending.queries import free_on
from portal.library.lending.seats import UNLIMITED
from portal.library.models import Title
from portal.library.titles.queries import TitleCard, cards_where
from portal.offers.filter import Liking, OfferFilter
from portal.offers.models import Offer
from portal.offers.queries import OfferCard, drawn_by, offer_cards

Tastes = Mapping[int, frozenset[str]]
"""By id: the interests that a title or an offer belongs to."""


# --- Titles ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shelf:
    """The titles for an age that have enough copies free today."""

    tastes: Tastes
    pushed: Mapping[int, str]
    """By title: the line with which a library puts it in front."""

    @property
    def interests(self) -> frozenset[str]:
        """Those that lead to a title."""
        return frozenset[str]().union(*self.tastes.values())


def shelf_for(session: Session, age: int, copies: int, today: date) -> Shelf:
    """Four statements, however large the shelf."""
    rows = session.execute(
        select(Title.id, Title.themes, Title.name, Title.summary).where(Title.age_from <= age, Title.age_to >= age)
    ).all()
    free = free_on(session, [row.id for row in rows], today)
    tastes = {
        row.id: interests_of(row.themes, row.name, row.summary) for row in rows if free.get(row.id, 0) >= copies
    }
    return Shelf(tastes, pushes_on(session, today, tastes))


@dataclass(frozen=True)
class Choice:
    """One of the five: a card, which of the chosen interests it answers to, and why it is in front, if it is."""

    card: TitleCard | OfferCard
    because: tuple[Interest, ...]
    line: str = ""
    is_pushed: bool = False
    free: int = 0
    """Copies free today; of a show, the places left on its best date."""

    @property
    def is_unlimited(self) -> bool:
        return self.free > UNLIMITED // 2


@dataclass(frozen=True)
class Dealt:
    """A page of five: what answers to the choice, what fills it up, and whether there is more."""

    fitting: tuple[Choice, ...]
    others: tuple[Choice, ...]
    is_all: bool


def deal_titles(
    session: Session, shelf: Shelf, interests: Sequence[Interest], turn: Turn, again: int, today: date
) -> Dealt:
    shown = _five(shelf.tastes, interests, shelf.pushed, turn, again)
    ids = (*shown.fitting, *shown.others)
    cards = {card.id: card for card in cards_where(session, select(Title.id).where(Title.id.in_(ids)))}
    free = free_on(session, ids, today)

    def choice(title_id: int) -> Choice:
        return Choice(
            cards[title_id],
            _because(shelf.tastes[title_id], interests),
            shelf.pushed.get(title_id, ""),
            title_id in shelf.pushed,
            free[title_id],
        )

    return Dealt(tuple(map(choice, shown.fitting)), tuple(map(choice, shown.others)), shown.is_all)


def _five(tastes: Tastes, interests: Sequence[Interest], pushed: Iterable[int], turn: Turn, again: int) -> Five:
    wanted = {interest.slug for interest in interests}
    fitting = [one for one, there in tastes.items() if there & wanted] if wanted else list(tastes)
    return five(fitting, list(tastes), frozenset(pushed), turn, again)


def _because(there: frozenset[str], interests: Sequence[Interest]) -> tuple[Interest, ...]:
    return tuple(interest for interest in interests if interest.slug in there)


# --- Pushes ---------------------------------------------------------------------------------------------------


def is_in_front(day: date) -> ColumnElement[bool]:
    """Of a `TitlePush`: does it count on this day?"""
    return and_(TitlePush.from_day <= day, TitlePush.until_day >= day)


def pushes_on(session: Session, day: date, title_ids: Iterable[int]) -> dict[int, str]:
    """Of these titles: those that some library puts in front on a day, each with the line of the newest push."""
    wanted = frozenset(title_ids)
    rows = session.execute(select(TitlePush.title_id, TitlePush.line).where(is_in_front(day)).order_by(TitlePush.id))
    return {title_id: line for title_id, line in rows if title_id in wanted}


@dataclass(frozen=True)
class PushLine:
    id: int
    title_slug: str
    title_name: str
    first: date
    last: date
    line: str

    def is_on(self, today: date) -> bool:
        return self.first <= today <= self.last

    def is_over(self, today: date) -> bool:
        return self.last < today


def pushes_of(session: Session, library_id: int) -> list[PushLine]:
    """The pushes of a library, those that end last first."""
    rows = session.execute(
        select(TitlePush.id, Title.slug, Title.name, TitlePush.from_day, TitlePush.until_day, TitlePush.line)
        .join(Title, Title.id == TitlePush.title_id)
        .where(TitlePush.library_id == library_id)
        .order_by(TitlePush.until_day.desc(), TitlePush.id.desc())
    )
    return [PushLine(*row) for row in rows]


# --- Shows ----------------------------------------------------------------------------------------------------

DRAWN = 100
"""Shows of an interest that one visit chooses from: twenty times five."""


def deal_shows(
    session: Session, wanted: OfferFilter, interests: Sequence[Interest], turn: Turn, again: int, now: datetime
) -> Dealt:
    """Five offers that the filter finds and that have places, out of what the interests' words find."""
    likings = {one.slug: Liking(one.words[:SEARCHED], one.disciplines) for one in interests}
    drawn = drawn_by(session, wanted, now, likings, draw=turn.number, most=DRAWN)
    tastes = _one_a_show(session, drawn, turn)
    shown = _five(tastes, interests, (), turn, again)
    ids = (*shown.fitting, *shown.others)
    cards = {card.id: card for card in offer_cards(session, ids, wanted, now)}

    def choice(offer_id: int) -> Choice:
        card = cards[offer_id]
        return Choice(card, _because(tastes[offer_id], interests), free=card.most_left or 0)

    return Dealt(
        tuple(choice(one) for one in shown.fitting if one in cards),
        tuple(choice(one) for one in shown.others if one in cards),
        shown.is_all,
    )


def _one_a_show(session: Session, tastes: Tastes, turn: Turn) -> Tastes:
    """Of a production that plays in several houses one offer: five times the same show is no choice."""
    rows = session.execute(
        select(Offer.production_id, Offer.id).where(Offer.id.in_(tastes), Offer.production_id.is_not(None))
    )
    in_houses: dict[int | None, list[int]] = {}
    for production, offer_id in rows:
        in_houses.setdefault(production, []).append(offer_id)
    found = dict(tastes)
    for ids in in_houses.values():
        all_tastes = frozenset[str]().union(*(found.pop(one) for one in ids))
        found[one_of(ids, turn)] = all_tastes
    return found
