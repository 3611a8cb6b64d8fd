"""Reads of rounds: rows become frozen cards."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Centre, ClassLevel, School, User
from portal.bookings.models import Booking
from portal.bookings.policy.charge import Ask, Party, charge
from portal.bookings.policy.rules import HouseRules
from portal.bookings.rounds.models import (
    KEEPING,
    PreferenceRound,
    RoundAward,
    RoundCorrection,
    RoundPerformance,
    RoundState,
    RoundWish,
)
from portal.bookings.rounds.protocol import sha256
from portal.bookings.states import BookingState
from portal.offers.models import Offer, OfferState, Performance, PerformanceState, Venue
from portal.places.queries import AnySelect


@dataclass(frozen=True)
class DateCard:
    """A performance of a round, or one that could be in one."""

    id: int
    title: str
    offer_slug: str
    starts_at: datetime
    hall: str | None
    capacity: int
    left: int
    is_off: bool
    ask: Ask
    school_limit: int | None


@dataclass(frozen=True)
class RoundCard:
    """All about a round that everybody may know (the secret is in the file, once that is out)."""

    id: int
    slug: str
    centre_id: int
    house: str
    title: str
    about: str
    stored: RoundState
    opens_at: datetime
    closes_at: datetime
    draws_at: datetime
    most_shows: int
    preferences: int
    reserves: int
    commitment: str
    beacon_source: str
    beacon_value: str
    wishes_digest: str
    drawn_at: datetime | None
    drawn_by: str
    published_at: datetime | None
    protocol_digest: str
    dates: tuple[DateCard, ...]

    def state(self, now: datetime) -> RoundState:
        """Where it stands by the clock: what no worker has written down yet, counts all the same."""
        if self.stored not in (RoundState.PLANNED, RoundState.OPEN):
            return self.stored
        if now >= self.closes_at:
            return RoundState.CLOSED
        return RoundState.OPEN if now >= self.opens_at else RoundState.PLANNED

    def is_open(self, now: datetime) -> bool:
        return self.state(now) is RoundState.OPEN

    @property
    def waits_for_number(self) -> bool:
        return bool(self.beacon_source) and not self.beacon_value

    def date(self, performance_id: int) -> DateCard:
        return next(one for one in self.dates if one.id == performance_id)


def round_by_slug(session: Session, slug: str) -> RoundCard | None:
    return _card(session, PreferenceRound.slug == slug)


def round_by_id(session: Session, round_id: int, centres: Collection[int]) -> RoundCard | None:
    """The round, when it is of one of these centres."""
    return _card(session, PreferenceRound.id == round_id, PreferenceRound.centre_id.in_(centres))


def _card(session: Session, *conditions: Any) -> RoundCard | None:
    row = session.execute(
        select(PreferenceRound, Centre.name)
        .join(Centre, Centre.id == PreferenceRound.centre_id)
        .where(*conditions)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    found: PreferenceRound = row.PreferenceRound
    return RoundCard(
        id=found.id,
        slug=found.slug,
        centre_id=found.centre_id,
        house=row.name,
        title=found.title,
        about=found.about,
        stored=found.state,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        draws_at=found.draws_at,
        most_shows=found.most_shows,
        preferences=found.preferences,
        reserves=found.reserves,
        commitment=found.commitment,
        beacon_source=found.beacon_source,
        beacon_value=found.beacon_value,
        wishes_digest=found.wishes_digest,
        drawn_at=found.drawn_at,
        drawn_by=found.drawn_by,
        published_at=found.published_at,
        protocol_digest=sha256(found.protocol) if found.protocol else "",
        dates=_dates(
            session,
            _date_query()
            .join(RoundPerformance, RoundPerformance.performance_id == Performance.id)
            .where(RoundPerformance.round_id == found.id),
        ),
    )


def _date_query() -> AnySelect:
    return (
        select(Performance, Offer, Venue.name.label("hall"))
        .join(Offer, Offer.id == Performance.offer_id)
        .outerjoin(Venue, Venue.id == Performance.venue_id)
        .order_by(Performance.starts_at, Performance.id)
        .execution_options(populate_existing=True)
    )


def _dates(session: Session, query: AnySelect) -> tuple[DateCard, ...]:
    return tuple(
        DateCard(
            id=row.Performance.id,
            title=row.Offer.title,
            offer_slug=row.Offer.slug,
            starts_at=row.Performance.starts_at,
            hall=row.hall,
            capacity=row.Performance.capacity,
            left=row.Performance.capacity - row.Performance.seats_taken,
            is_off=row.Performance.state is PerformanceState.CANCELLED or row.Offer.state is not OfferState.PUBLISHED,
            ask=Ask(row.Offer.price_cents, row.Offer.price_unit, row.Offer.kind, row.Offer.pupils_per_free_companion),
            school_limit=row.Offer.max_seats_per_school,
        )
        for row in session.execute(query)
    )


def dates_to_choose(
    session: Session, centres: Collection[int], *, now: datetime, besides: int | None = None
) -> tuple[DateCard, ...]:
    """The performances of these centres that a round could give out; those of another round are not among them."""
    kept = (
        select(RoundPerformance.performance_id)
        .join(PreferenceRound, PreferenceRound.id == RoundPerformance.round_id)
        .where(PreferenceRound.state.in_(KEEPING), PreferenceRound.id != (besides or 0))
    )
    query = _date_query().where(
        Offer.centre_id.in_(centres),
        Offer.state == OfferState.PUBLISHED,
        Performance.state == PerformanceState.PLANNED,
        Performance.agreed_with_id.is_(None),
        Performance.closes_at > now,
        Performance.id.not_in(kept),
    )
    return _dates(session, query)


@dataclass(frozen=True)
class RoundLine:
    """A round in a list."""

    id: int
    slug: str
    title: str
    house: str
    stored: RoundState
    opens_at: datetime
    closes_at: datetime
    draws_at: datetime
    groups: int
    """All its groups; in the list of a school, that school's."""

    def state(self, now: datetime) -> RoundState:
        if self.stored not in (RoundState.PLANNED, RoundState.OPEN):
            return self.stored
        if now >= self.closes_at:
            return RoundState.CLOSED
        return RoundState.OPEN if now >= self.opens_at else RoundState.PLANNED


def how_many_to_publish(centres: Collection[int], _now: datetime) -> ScalarSelect[int]:
    """Rounds of these houses that were drawn and that nobody knows of yet."""
    drawn = select(func.count(PreferenceRound.id)).where(PreferenceRound.state == RoundState.DRAWN)
    return drawn.where(PreferenceRound.centre_id.in_(centres)).scalar_subquery()


def rounds_of_centres(session: Session, centres: Collection[int]) -> list[RoundLine]:
    """The rounds of a house, the newest first."""
    groups = select(func.count()).where(RoundWish.round_id == PreferenceRound.id).correlate(PreferenceRound)
    query = _line_query(groups.scalar_subquery()).where(PreferenceRound.centre_id.in_(centres))
    return _lines(session, query.order_by(PreferenceRound.opens_at.desc(), PreferenceRound.id.desc()))


def rounds_for_school(session: Session, schools: Collection[int], *, now: datetime) -> list[RoundLine]:
    """What a school can still wish in, what is announced, and where it wished; what closes first on top."""
    mine = (RoundWish.round_id == PreferenceRound.id, RoundWish.school_id.in_(schools))
    groups = select(func.count()).where(*mine).correlate(PreferenceRound).scalar_subquery()
    query = _line_query(groups).where(or_(PreferenceRound.closes_at > now, groups > 0))
    lines = _lines(session, query.order_by(PreferenceRound.closes_at, PreferenceRound.id))
    return sorted(lines, key=lambda line: line.state(now) not in (RoundState.OPEN, RoundState.PLANNED))


def _line_query(groups: Any) -> AnySelect:
    return select(
        PreferenceRound.id,
        PreferenceRound.slug,
        PreferenceRound.title,
        Centre.name,
        PreferenceRound.state,
        PreferenceRound.opens_at,
        PreferenceRound.closes_at,
        PreferenceRound.draws_at,
        groups,
    ).join(Centre, Centre.id == PreferenceRound.centre_id)


def _lines(session: Session, query: AnySelect) -> list[RoundLine]:
    return [RoundLine(*row) for row in session.execute(query)]


@dataclass(frozen=True)
class AwardCard:
    """What the lot gave a group. `reference` is empty where no booking came of it."""

    performance_id: int
    choice: int
    reserve: bool
    turn: int
    reference: str


@dataclass(frozen=True)
class WishCard:
    """What one group would like, and what it got once the lot is drawn."""

    id: int
    number: int
    together: int | None
    school_id: int
    school: str
    name: str
    level: ClassLevel
    pupils: int
    companions: int
    wheelchair: int
    class_group_id: int | None
    wants: int
    preferences: tuple[int, ...]
    reserves: tuple[int, ...]
    wished_by_id: int
    wished_by: str
    awards: tuple[AwardCard, ...] = ()

    @property
    def heads(self) -> int:
        return self.pupils + self.companions

    @property
    def choices(self) -> tuple[int, ...]:
        return self.preferences + self.reserves

    def cents(self, date: DateCard, rules: HouseRules) -> int:
        return charge(rules, date.ask, [Party(self.level, self.pupils, self.companions)]).cents


def wishes_in(session: Session, round_id: int, *, schools: Collection[int] | None = None) -> list[WishCard]:
    """The wishes of a round by number; of these schools only, where they are named."""
    query = (
        select(RoundWish, School.name, User.name.label("by"))
        .join(School, School.id == RoundWish.school_id)
        .join(User, User.id == RoundWish.wished_by)
        .where(RoundWish.round_id == round_id)
        .options(selectinload(RoundWish.choices))
        .order_by(RoundWish.number)
        .execution_options(populate_existing=True)
    )
    rows = session.execute(query if schools is None else query.where(RoundWish.school_id.in_(schools))).all()
    awards = _awards(session, [row.RoundWish.id for row in rows])
    return [_wish_card(row.RoundWish, row.name, row.by, awards.get(row.RoundWish.id, ())) for row in rows]


def _wish_card(wish: RoundWish, school: str, by: str, awards: Iterable[AwardCard]) -> WishCard:
    return WishCard(
        id=wish.id,
        number=wish.number,
        together=wish.together,
        school_id=wish.school_id,
        school=school,
        name=wish.name,
        level=wish.level,
        pupils=wish.pupils,
        companions=wish.companions,
        wheelchair=wish.wheelchair,
        class_group_id=wish.class_group_id,
        wants=wish.wants,
        preferences=tuple(one.performance_id for one in wish.choices if not one.reserve),
        reserves=tuple(one.performance_id for one in wish.choices if one.reserve),
        wished_by_id=wish.wished_by,
        wished_by=by,
        awards=tuple(awards),
    )


def _awards(session: Session, wish_ids: Collection[int]) -> dict[int, tuple[AwardCard, ...]]:
    rows = session.execute(
        select(
            RoundAward.wish_id,
            RoundAward.performance_id,
            RoundAward.choice,
            RoundAward.reserve,
            RoundAward.turn,
            func.coalesce(Booking.reference, "").label("reference"),
        )
        .outerjoin(Booking, Booking.id == RoundAward.booking_id)
        .where(RoundAward.wish_id.in_(wish_ids))
        .order_by(RoundAward.pass_number)
    )
    found: dict[int, tuple[AwardCard, ...]] = {}
    for row in rows:
        card = AwardCard(row.performance_id, row.choice, row.reserve, row.turn, row.reference)
        found[row.wish_id] = (*found.get(row.wish_id, ()), card)
    return found


@dataclass(frozen=True)
class Demand:
    """How much a performance is wished for."""

    date: DateCard
    first: int
    """Groups that have it on top of their list, and their heads."""
    first_heads: int
    anywhere: int
    given: int = 0
    """Heads that the lot gave it."""

    @property
    def share(self) -> int:
        """First choices against free seats, in per cent, for a bar that ends at 100."""
        return min(100, self.first_heads * 100 // self.date.left) if self.date.left else 100


def demand(found: RoundCard, wishes: Iterable[WishCard]) -> list[Demand]:
    first, heads, anywhere, given = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    for wish in wishes:
        anywhere.update(wish.choices)
        first[wish.choices[0]] += 1
        heads[wish.choices[0]] += wish.heads
        for award in wish.awards:
            given[award.performance_id] += wish.heads
    return [Demand(one, first[one.id], heads[one.id], anywhere[one.id], given[one.id]) for one in found.dates]


def waiting_of(session: Session, round_id: int, school_id: int) -> dict[int, int]:
    """By the number that drew, the performance for which a round put groups of a school on the waiting list."""
    mine = Booking.school_id == school_id, Booking.state == BookingState.WAITING
    rows = session.execute(
        select(Booking.request_key, Booking.performance_id).where(
            *mine, Booking.request_key.startswith(f"verdeling-{round_id}-", autoescape=True)
        )
    )
    return {int(row.request_key.split("-")[2]): row.performance_id for row in rows}


def protocol_of(session: Session, slug: str) -> str | None:
    """The published file of a round; None before it is published."""
    return session.scalar(
        select(PreferenceRound.protocol).where(
            PreferenceRound.slug == slug, PreferenceRound.state == RoundState.PUBLISHED
        )
    )


def protocol_for_house(session: Session, round_id: int) -> str:
    """The file of a round that is drawn, for its house that looks at it; empty before."""
    return session.scalar(select(PreferenceRound.protocol).where(PreferenceRound.id == round_id)) or ""


@dataclass(frozen=True)
class Told:
    """A published file as a page shows it."""

    said: dict[str, Any] = field(compare=False)

    @property
    def statistics(self) -> dict[str, Any]:
        return dict(self.said["statistics"])

    @property
    def turns(self) -> list[list[dict[str, Any]]]:
        """The lines of the log, those of one turn together."""
        turns: list[list[dict[str, Any]]] = []
        for line in self.said["log"]:
            if turns and turns[-1][0]["turn"] == line["turn"]:
                turns[-1].append(line)
            else:
                turns.append([line])
        return turns


@lru_cache(maxsize=16)
def told(text: str) -> Told:
    """The file never changes once it is written, and a page of it is asked for by everybody at once."""
    return Told(json.loads(text))


def corrections_of(session: Session, round_id: int) -> list[RoundCorrection]:
    return list(
        session.scalars(
            select(RoundCorrection).where(RoundCorrection.round_id == round_id).order_by(RoundCorrection.id)
        )
    )
