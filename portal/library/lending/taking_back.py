"""A library or a publisher takes a lot or a whole title back, and may put it back. None commits.

New openings stop in this transaction; an open chapter closes at its next page. What pupils wrote and where they were
stays, without the text, until the set's own end. A class keeps its book where other lots can carry it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.library.errors import SetExists
from portal.library.lending.blocks import blocks_of_set, blocks_of_wait, give_back, note_opened, spend, spread_of
from portal.library.lending.models import SeatBlock, SetWait, WaitEnd
from portal.library.lending.promotion import end_wait, serve_line
from portal.library.lending.queries import lending
from portal.library.lending.seats import Period, Spread, Stock
from portal.library.lending.service import from_today, lock_title, refuse_second_set
from portal.library.models import ClassSet, Licence, Title
from portal.outbox.service import Letter, enqueue

SET_REVOKED = "set-revoked"
SET_REOPENED = "set-reopened"
SET_NOT_OFFERED = "set-not-offered"
SET_WAIT_ENDED = "set-wait-ended"

BECAUSE_MAX = 300


def revoke_lot(session: Session, title_id: int, licence_id: int, because: str, *, now: datetime) -> int:
    """Take a lot back; how many classes lose the book by it. Twice changes nothing.

    The seats on it go to other lots as far as these carry them, those of the earliest class first. A seat that moves
    to a metered lot costs that lot a loan.
    """
    lock_title(session, title_id)
    lot = session.scalar(
        select(Licence)
        .where(Licence.id == licence_id, Licence.title_id == title_id, Licence.revoked_at.is_(None))
        .execution_options(populate_existing=True)
    )
    if lot is None:
        return 0
    today = school_day(now)
    holders = _holders(session, title_id, today)
    lot.revoked_at, lot.revoked_because = now, because
    session.flush()
    stock, closed = _left_by(session, lot, holders, today), 0
    for holder in holders:
        stock, stays = _move(session, lot, holder, stock)
        if not stays and isinstance(holder.of, ClassSet):
            _close(session, holder.of, because, now=now)
            closed += 1
        elif not stays:
            _let_go(session, holder)
    serve_line(session, title_id, now=now)
    for wait in (holder.of for holder in holders if isinstance(holder.of, SetWait)):
        session.refresh(wait)
        if wait.offered_at is None:
            enqueue(session, Letter(SET_NOT_OFFERED, {"wait_id": wait.id, "at": now.isoformat()}), now=now)
    return closed


@dataclass(frozen=True)
class _Holder:
    """A set or an offer, and where its seats stand."""

    of: ClassSet | SetWait
    period: Period
    spread: Spread
    blocks: Sequence[SeatBlock]

    def moving(self, lot: Licence) -> int:
        """How many of its seats a lot leaves without a place, when the lot is taken back."""
        return self.spread.plain if lot.loans_total is None else self.spread.metered.get(lot.id, 0)

    def staying(self, lot: Licence) -> Spread:
        if lot.loans_total is None:
            return replace(self.spread, plain=0)
        return replace(self.spread, metered={on: n for on, n in self.spread.metered.items() if on != lot.id})


def _holders(session: Session, title_id: int, today: date) -> list[_Holder]:
    """Sets that have days to come, in the order of their asking, then what is kept for who waits."""
    sets = session.scalars(
        select(ClassSet)
        .where(
            ClassSet.title_id == title_id,
            ClassSet.until_day >= today,
            or_(ClassSet.returned_on.is_(None), ClassSet.returned_on > today),
            ClassSet.revoked_at.is_(None),
        )
        .order_by(ClassSet.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    offers = session.scalars(
        select(SetWait)
        .where(SetWait.title_id == title_id, SetWait.ended_at.is_(None), SetWait.offered_at.is_not(None))
        .order_by(SetWait.id)
        .execution_options(populate_existing=True)
    ).all()
    found = []
    for made in sets:
        blocks = blocks_of_set(session, made.id)
        note_opened(session, made, blocks)
        period = from_today(Period(made.from_day, made.until_day), today)
        found.append(_Holder(made, period, spread_of(made, blocks), blocks))
    for wait in offers:
        blocks = blocks_of_wait(session, wait.id)
        period = from_today(Period(wait.offered_from or wait.from_day, wait.until_day), today)
        found.append(_Holder(wait, period, spread_of(wait, blocks), blocks))
    return found


def _left_by(session: Session, lot: Licence, holders: Sequence[_Holder], today: date) -> Stock:
    """The lots without this one, with the seats that stay where they are; their loans were paid."""
    stock = lending(session, lot.title_id, since=today).stock
    stock = replace(stock, loans=(), meters=tuple(replace(meter, loans=()) for meter in stock.meters))
    for holder in holders:
        stock = stock.hold(holder.staying(lot), holder.period)
    return stock


def _move(session: Session, lot: Licence, holder: _Holder, stock: Stock) -> tuple[Stock, bool]:
    """Find other places for the seats that lost theirs; False when there are too few, and then it holds nothing."""
    moving = holder.moving(lot)
    if not moving:
        return stock, True
    if stock.room(holder.period).free < moving:
        return stock.release(holder.staying(lot), holder.period), False
    spread = stock.spread(moving, holder.period)
    for block in holder.blocks:
        if block.licence_id == lot.id:
            give_back(session, [block])
            block.opened = block.seats = 0
    session.flush()
    if isinstance(holder.of, ClassSet):
        spend(session, spread, class_set_id=holder.of.id)
    else:
        spend(session, spread, set_wait_id=holder.of.id)
    return stock.lend(spread, holder.period), True


def _let_go(session: Session, holder: _Holder) -> None:
    """Back in line, at its own place."""
    give_back(session, holder.blocks)
    wait = holder.of
    if isinstance(wait, SetWait):
        wait.offered_at = wait.offered_from = wait.answer_by = None
    session.flush()


def _close(session: Session, made: ClassSet, because: str, *, now: datetime) -> None:
    """Nothing opens any more; loans of seats that nobody opened come back."""
    blocks = blocks_of_set(session, made.id)
    note_opened(session, made, blocks)
    give_back(session, blocks)
    made.revoked_at, made.revoked_because = now, because
    session.flush()
    enqueue(session, Letter(SET_REVOKED, {"set_id": made.id, "at": now.isoformat()}), now=now)


def withdraw_title(session: Session, title_id: int, because: str, *, now: datetime) -> int:
    """Take a whole title back; how many classes lose the book. Twice changes nothing."""
    lock_title(session, title_id)
    title = session.get_one(Title, title_id, populate_existing=True)
    if title.withdrawn_at is not None:
        return 0
    sets = [one.of for one in _holders(session, title_id, school_day(now)) if isinstance(one.of, ClassSet)]
    title.withdrawn_at, title.withdrawn_because = now, because
    for made in sets:
        _close(session, made, because, now=now)
    waits = select(SetWait.id).where(SetWait.title_id == title_id, SetWait.ended_at.is_(None))
    for wait_id in session.scalars(waits).all():
        end_wait(session, wait_id, WaitEnd.WITHDRAWN, now=now)
        enqueue(session, Letter(SET_WAIT_ENDED, {"wait_id": wait_id, "at": now.isoformat()}), now=now)
    session.flush()
    return len(sets)


def restore_lot(session: Session, title_id: int, licence_id: int, *, now: datetime) -> int:
    """Put a lot back that was taken back by mistake; how many classes have their book again."""
    lock_title(session, title_id)
    lot = session.scalar(
        select(Licence)
        .where(Licence.id == licence_id, Licence.title_id == title_id, Licence.revoked_at.is_not(None))
        .execution_options(populate_existing=True)
    )
    if lot is None or lot.revoked_at is None:
        return 0
    moment, lot.revoked_at, lot.revoked_because = lot.revoked_at, None, ""
    session.flush()
    return _reopen(session, title_id, moment, now=now)


def restore_title(session: Session, title_id: int, *, now: datetime) -> int:
    """Put a title back that was taken back by mistake; how many classes have their book again."""
    lock_title(session, title_id)
    title = session.get_one(Title, title_id, populate_existing=True)
    if title.withdrawn_at is None:
        return 0
    moment, title.withdrawn_at, title.withdrawn_because = title.withdrawn_at, None, ""
    session.flush()
    return _reopen(session, title_id, moment, now=now)


def _reopen(session: Session, title_id: int, moment: datetime, *, now: datetime) -> int:
    """Open the sets again that were closed in that moment, the earliest first, as far as there is room."""
    today = school_day(now)
    closed = session.scalars(
        select(ClassSet)
        .where(ClassSet.title_id == title_id, ClassSet.revoked_at == moment, ClassSet.until_day >= today)
        .order_by(ClassSet.id)
        .execution_options(populate_existing=True)
    ).all()
    opened = sum(_open_again(session, made, today, now=now) for made in closed)
    serve_line(session, title_id, now=now)
    return opened


def _open_again(session: Session, made: ClassSet, today: date, *, now: datetime) -> bool:
    period = from_today(Period(made.from_day, made.until_day), today)
    missing = made.copies - sum(block.seats for block in blocks_of_set(session, made.id))
    # Before who waits: they had it first.
    stock = lending(session, made.title_id, since=today).stock
    try:
        refuse_second_set(session, made.title_id, made.class_group_id, period)
    except SetExists:
        return False
    if stock.room(period).free < missing:
        return False
    spend(session, stock.spread(missing, period), class_set_id=made.id)
    made.revoked_at, made.revoked_because = None, ""
    session.flush()
    enqueue(session, Letter(SET_REOPENED, {"set_id": made.id, "at": now.isoformat()}), now=now)
    return True
