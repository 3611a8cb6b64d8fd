"""Make the result of a round public: bookings, letters, the waiting list. Functions flush and never commit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import User
from portal.bookings.errors import SchoolLimit
from portal.bookings.policy.service import rules_in_force
from portal.bookings.requests import Actor, GroupRequest, SeatRequest
from portal.bookings.rounds import lottery, protocol
from portal.bookings.rounds.errors import BadRound, RoundNotReady, TooFewSeats
from portal.bookings.rounds.models import (
    PreferenceRound,
    RoundAward,
    RoundCorrection,
    RoundPerformance,
    RoundState,
    RoundWish,
)
from portal.bookings.rounds.state import own_round, step, the_round
from portal.bookings.service import book_seats
from portal.bookings.waiting.errors import AlreadyWaiting, NeverFits, NoWaitingList, SeatsFree
from portal.bookings.waiting.service import join
from portal.offers.models import Offer, OfferState, Performance, PerformanceState
from portal.outbox.service import Letter, enqueue

ROUND_RESULT = "round-result"
"""To each teacher who wished: what the lot gave, and what not."""

REASON_MAX = 1000


@dataclass(frozen=True)
class _Wisher:
    """The teacher who wished, for whom the result makes the booking."""

    id: int
    name: str
    email: str
    schools: frozenset[int]
    centres: frozenset[int] = frozenset()
    handles: frozenset[int] = frozenset()
    is_admin: bool = False


@dataclass
class _Given:
    """Groups of one school that go to one performance as one booking."""

    performance_id: int
    wishes: list[RoundWish] = field(default_factory=list)
    awards: list[RoundAward] = field(default_factory=list)

    @property
    def heads(self) -> int:
        return sum(one.heads for one in self.wishes)


def publish_round(session: Session, round_id: int, *, actor: Actor, now: datetime) -> PreferenceRound:
    """Make the result public: the bookings, the letters, the file with the secret; all of it or nothing.

    What was called off since the lot was drawn gets no booking; its groups read so in their letter. Who got nothing
    comes on the waiting list of the first choice, where the house keeps one: those whose turn was first, first.

    Raises:
        NoSuchRound, RoundFixed: it is published already.
        RoundNotReady: the lot isn't drawn.
        TooFewSeats: a performance has fewer seats than were given out.
    """
    found = own_round(session, round_id, actor)
    if found.state in (RoundState.PLANNED, RoundState.OPEN, RoundState.CLOSED):
        raise RoundNotReady
    # First of all: from here on the performances are no longer kept, so the bookings below are let in.
    values = {"state": RoundState.PUBLISHED, "published_at": now, "published_by": actor.name}
    step(session, found, (RoundState.DRAWN,), values)
    given = _given(session, round_id)
    on = _still_on(session, round_id, given, now=now)
    for one in given:
        if one.performance_id in on:
            _book(session, found, one, now=now)
    session.flush()
    if rules_in_force(session, found.centre_id).rules.waiting is not None:
        for left in _left_with_nothing(session, round_id, on):
            _line_up(session, found, left, now=now)
    for wished_by, school_id in sorted(_wishers(session, round_id)):
        payload = {"round_id": round_id, "user_id": wished_by, "school_id": school_id}
        enqueue(session, Letter(ROUND_RESULT, payload), now=now)
    return found


def _given(session: Session, round_id: int) -> list[_Given]:
    """What the lot gave, in the order in which performances are locked everywhere."""
    rows = session.execute(
        select(RoundAward, RoundWish)
        .join(RoundWish, RoundWish.id == RoundAward.wish_id)
        .where(RoundWish.round_id == round_id)
        .order_by(RoundAward.performance_id, RoundAward.turn, RoundWish.number)
    )
    found: dict[tuple[int, int], _Given] = {}
    for award, wish in rows:
        key = award.performance_id, wish.number if wish.together is None else wish.together
        one = found.setdefault(key, _Given(award.performance_id))
        one.wishes.append(wish)
        one.awards.append(award)
    return list(found.values())


def _still_on(session: Session, round_id: int, given: Iterable[_Given], *, now: datetime) -> set[int]:
    """The performances that can be booked; raises `TooFewSeats` for those that can't take what was given.

    All of the round are locked, by id, before the first is booked: two who publish wait, and never for each other.
    """
    heads: dict[int, int] = {}
    for one in given:
        heads[one.performance_id] = heads.get(one.performance_id, 0) + one.heads
    rows = session.execute(
        select(Performance, Offer.state)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(RoundPerformance, RoundPerformance.performance_id == Performance.id)
        .where(RoundPerformance.round_id == round_id)
        .order_by(Performance.id)
        .with_for_update(of=Performance)
        .execution_options(populate_existing=True)
    ).all()
    on = {
        one.id: one.capacity - one.seats_taken
        for one, offer_state in rows
        if one.state is PerformanceState.PLANNED and one.closes_at > now and offer_state is OfferState.PUBLISHED
    }
    if short := tuple(one for one, left in on.items() if left < heads.get(one, 0)):
        raise TooFewSeats(short)
    return set(on)


def _book(session: Session, found: PreferenceRound, one: _Given, *, now: datetime) -> None:
    award = one.awards[0]
    request = _request(session, found, one, f"beurt {award.turn}, keuze {award.choice}")
    booking = book_seats(session, request, now=now).booking
    for mine in one.awards:
        mine.booking_id = booking.id


def _request(session: Session, found: PreferenceRound, one: _Given, why: str) -> SeatRequest:
    """What groups ask that go to one performance together; in the name of the teacher who wished."""
    first = one.wishes[0]
    user = session.get_one(User, first.wished_by)
    numbers = " en ".join(str(wish.number) for wish in one.wishes)
    return SeatRequest(
        key=request_key(found.id, first.number, one.performance_id),
        performance_id=one.performance_id,
        school_id=first.school_id,
        actor=_Wisher(user.id, user.name, user.email, frozenset({first.school_id})),
        groups=tuple(
            GroupRequest(wish.name, wish.level, wish.pupils, wish.companions, wish.wheelchair, wish.class_group_id)
            for wish in one.wishes
        ),
        reason=f"verdeling {found.title}: groep {numbers}, {why}",
        is_given=True,
    )


def request_key(round_id: int, number: int, performance_id: int) -> str:
    """The key of the booking that a round makes for a group, or for those that go with it."""
    return f"verdeling-{round_id}-{number}-{performance_id}"


def _left_with_nothing(session: Session, round_id: int, on: Collection[int]) -> list[_Given]:
    """Who got nothing, each with the first choice that still goes on; in the order of the lot."""
    served = select(RoundAward.wish_id)
    rows = session.scalars(
        select(RoundWish)
        .where(RoundWish.round_id == round_id, RoundWish.id.not_in(served))
        .options(selectinload(RoundWish.choices))
        .order_by(RoundWish.number)
    )
    found: dict[int, _Given] = {}
    for wish in rows:
        first = next((one.performance_id for one in wish.choices if one.performance_id in on), None)
        if first is not None:
            label = wish.number if wish.together is None else wish.together
            found.setdefault(label, _Given(first)).wishes.append(wish)
    seed = protocol.seed_of(the_round(session, round_id).protocol)
    return sorted(found.values(), key=lambda one: lottery.hash_of(seed, one.wishes[0].number))


def _line_up(session: Session, found: PreferenceRound, one: _Given, *, now: datetime) -> None:
    """Put who got nothing on the waiting list. Whom waiting can't help is refused before anything is written."""
    try:
        join(session, _request(session, found, one, "geen plaats bij de loting"), now=now)
    except (SeatsFree, NeverFits, SchoolLimit, AlreadyWaiting, NoWaitingList):
        # There is place after all (a neighbour's hall grew), or none that could ever come: the letter says the rest.
        return


def _wishers(session: Session, round_id: int) -> set[tuple[int, int]]:
    rows = session.execute(
        select(RoundWish.wished_by, RoundWish.school_id).where(RoundWish.round_id == round_id).distinct()
    )
    return {(row.wished_by, row.school_id) for row in rows}


def note_correction(session: Session, round_id: int, reason: str, *, actor: Actor, now: datetime) -> RoundCorrection:
    """Say beside a published result what the house changed and why; the result itself never changes.

    Raises:
        NoSuchRound.
        RoundNotReady: it isn't published.
        BadRound: no reason.
    """
    found = own_round(session, round_id, actor)
    if found.state is not RoundState.PUBLISHED:
        raise RoundNotReady
    if not reason.strip():
        raise BadRound({"reden": "Schrijf wat er veranderde, en waarom."})
    said = RoundCorrection(
        round_id=round_id, at=now, by_id=actor.id, by_name=actor.name, reason=reason.strip()[:REASON_MAX]
    )
    session.add(said)
    session.flush()
    return said
