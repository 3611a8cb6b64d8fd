"""Close a round, draw its lot, and what the clock does with rounds. Functions flush and never commit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, insert, or_, select, update
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Centre
from portal.bookings.models import Booking
from portal.bookings.requests import CLOCKWORK, Actor, LedgerActor
from portal.bookings.rounds import lottery, protocol
from portal.bookings.rounds.errors import RoundFixed, RoundNotReady
from portal.bookings.rounds.models import PreferenceRound, RoundAward, RoundPerformance, RoundState, RoundWish
from portal.bookings.rounds.state import own_round, step, the_round
from portal.bookings.states import SEATED
from portal.offers.models import Offer, OfferState, Performance, PerformanceState
from portal.outbox.service import Letter, enqueue

ROUND_DRAWN = "round-drawn"
"""To the house: there is a result to look at."""

VALUE_MAX = 80


def close_round(session: Session, round_id: int, *, now: datetime) -> PreferenceRound:
    """Fix the wishes and with them the seed; a round that is closed already stays as it is.

    Raises:
        NoSuchRound.
        RoundNotReady: the window isn't over.
    """
    closed = session.execute(
        update(PreferenceRound)
        .where(
            PreferenceRound.id == round_id,
            PreferenceRound.state.in_((RoundState.PLANNED, RoundState.OPEN)),
            PreferenceRound.closes_at <= now,
        )
        .values(state=RoundState.CLOSED, closed_at=now)
        .execution_options(synchronize_session=False)
    )
    # Read after the row was taken: a wish that was being noted is in here now, and no other can come.
    found = the_round(session, round_id)
    if cast(CursorResult[Any], closed).rowcount == 1:
        found.wishes_digest = protocol.wishes_digest(drawn_wishes(session, round_id))
        session.flush()
    elif found.state in (RoundState.PLANNED, RoundState.OPEN):
        raise RoundNotReady
    return found


def note_beacon(session: Session, round_id: int, value: str, *, actor: Actor) -> PreferenceRound:
    """Write down the number from outside that was named beforehand. It can be put right until the lot is drawn.

    Raises:
        NoSuchRound, RoundFixed.
    """
    found = own_round(session, round_id, actor)
    step(
        session,
        found,
        (RoundState.CLOSED,),
        {"beacon_value": " ".join(value.split())[:VALUE_MAX]},
        PreferenceRound.beacon_source != "",
    )
    return found


def draw_round(session: Session, round_id: int, *, actor: LedgerActor, now: datetime) -> PreferenceRound:
    """Draw the lot, once: of two who do it at the same time the second finds the result of the first.

    Raises:
        NoSuchRound.
        RoundNotReady: the window isn't over, or the number from outside isn't known.
    """
    found = the_round(session, round_id)
    if found.state in (RoundState.DRAWN, RoundState.PUBLISHED):
        return found
    found = close_round(session, round_id, now=now)
    if found.beacon_source and not found.beacon_value:
        raise RoundNotReady
    wishes = drawn_wishes(session, round_id)
    text = draw_text(session, found, wishes)
    try:
        step(
            session,
            found,
            (RoundState.CLOSED,),
            {"state": RoundState.DRAWN, "protocol": text, "drawn_at": now, "drawn_by": actor.name},
            PreferenceRound.beacon_value == found.beacon_value,
        )
    except RoundFixed:
        return the_round(session, round_id)
    _note_awards(session, round_id, text)
    enqueue(session, Letter(ROUND_DRAWN, {"round_id": round_id}), now=now)
    return found


def draw_text(session: Session, found: PreferenceRound, wishes: Sequence[lottery.Wish]) -> str:
    """The published file of a closed round, drawn. The same for whoever draws, and however often."""
    digest = protocol.wishes_digest(wishes)
    if digest != found.wishes_digest:
        raise RuntimeError(f"The wishes of round {found.slug} are not those of its close.")
    beacon = protocol.Beacon(found.beacon_source, found.beacon_value) if found.beacon_source else None
    about = {
        "title": found.title,
        "house": session.get_one(Centre, found.centre_id).name,
        "slug": found.slug,
        "opens_at": found.opens_at.isoformat(),
        "closes_at": found.closes_at.isoformat(),
    }
    dates, titles = drawn_dates(session, found.id)
    return protocol.protocol_text(about, dates, titles, wishes, protocol.Seed(found.secret, digest, beacon))


def drawn_wishes(session: Session, round_id: int) -> list[lottery.Wish]:
    """The wishes of a round as the lottery knows them: numbers and counts."""
    rows = session.scalars(
        select(RoundWish)
        .where(RoundWish.round_id == round_id)
        .options(selectinload(RoundWish.choices))
        .order_by(RoundWish.number)
        .execution_options(populate_existing=True)
    )
    return [
        lottery.Wish(
            group=one.number,
            school=one.school_number,
            heads=one.heads,
            preferences=tuple(choice.performance_id for choice in one.choices if not choice.reserve),
            reserves=tuple(choice.performance_id for choice in one.choices if choice.reserve),
            wants=one.wants,
            together=one.together,
        )
        for one in rows
    ]


def drawn_dates(session: Session, round_id: int) -> tuple[list[lottery.Date], dict[int, str]]:
    """The performances of a round with the seats that are free now, and what each is called."""
    rows = session.execute(
        select(Performance, Offer.title, Offer.state, Offer.max_seats_per_school)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(RoundPerformance, RoundPerformance.performance_id == Performance.id)
        .where(RoundPerformance.round_id == round_id)
        .order_by(Performance.id)
        .execution_options(populate_existing=True)
    ).all()
    held = _held(session, round_id)
    dates = []
    for one, _, offer_state, limit in rows:
        is_on = one.state is PerformanceState.PLANNED and offer_state is OfferState.PUBLISHED
        seats = one.capacity - one.seats_taken if is_on else 0
        dates.append(lottery.Date(one.id, one.offer_id, one.day.isoformat(), seats, limit, held.get(one.id, {})))
    return dates, {row.Performance.id: f"{row.title}, {row.Performance.starts_at.isoformat()}" for row in rows}


def _held(session: Session, round_id: int) -> dict[int, dict[int, int]]:
    """By performance, the seats that schools of this round have there already, by the number of the school."""
    numbers = {
        row.school_id: row.school_number
        for row in session.execute(
            select(RoundWish.school_id, RoundWish.school_number).where(RoundWish.round_id == round_id)
        )
    }
    rows = session.execute(
        select(Booking.performance_id, Booking.school_id, Booking.seats)
        .join(RoundPerformance, RoundPerformance.performance_id == Booking.performance_id)
        .where(RoundPerformance.round_id == round_id, Booking.state.in_(SEATED))
    )
    found: dict[int, dict[int, int]] = {}
    for performance_id, school_id, seats in rows:
        if school_id in numbers:
            of_one = found.setdefault(performance_id, {})
            of_one[numbers[school_id]] = of_one.get(numbers[school_id], 0) + seats
    return found


def _note_awards(session: Session, round_id: int, text: str) -> None:
    ids = {
        row.number: row.id
        for row in session.execute(select(RoundWish.number, RoundWish.id).where(RoundWish.round_id == round_id))
    }
    if awards := protocol.allocation_of(text):
        session.execute(
            insert(RoundAward),
            [
                {
                    "wish_id": ids[one.group],
                    "performance_id": one.date,
                    "pass_number": one.pass_number,
                    "turn": one.turn,
                    "choice": one.choice,
                    "reserve": one.reserve,
                }
                for one in awards
            ],
        )


def turn_rounds(session: Session, now: datetime) -> int:
    """What the clock does: open, close and draw what is due; gives how many steps that were.

    A round that waits for a number from outside is closed and left.
    """
    waiting = PreferenceRound.state.in_((RoundState.PLANNED, RoundState.OPEN))
    to_open = PreferenceRound.state == RoundState.PLANNED, PreferenceRound.opens_at <= now
    drawable = or_(PreferenceRound.beacon_source == "", PreferenceRound.beacon_value != "")
    to_draw = PreferenceRound.state == RoundState.CLOSED, PreferenceRound.draws_at <= now, drawable
    opened = session.execute(
        update(PreferenceRound)
        .where(*to_open, PreferenceRound.closes_at > now)
        .values(state=RoundState.OPEN)
        .execution_options(synchronize_session=False)
    )
    closing = _ids(session, waiting, PreferenceRound.closes_at <= now)
    for round_id in closing:
        close_round(session, round_id, now=now)
    drawing = _ids(session, *to_draw)
    for round_id in drawing:
        draw_round(session, round_id, actor=CLOCKWORK, now=now)
    return cast(CursorResult[Any], opened).rowcount + len(closing) + len(drawing)


def _ids(session: Session, *conditions: Any) -> list[int]:
    return list(session.scalars(select(PreferenceRound.id).where(*conditions).order_by(PreferenceRound.id)))
