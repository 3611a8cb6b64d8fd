"""Seats on metered lots: what they cost, and what comes back. Call these behind the lock of the title.

The decision: a seat costs its lot a loan when it is assigned (or kept for a class in line), so that what a teacher
was promised can't run out. Until a pupil has opened the book on it, the loan comes back with the seat; afterwards it
is spent. So a pupil who leaves before the book was opened is replaced for nothing, and after that for one loan.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, func, select, update
from sqlalchemy.orm import Session

from portal.library.lending.models import SeatBlock, SetWait
from portal.library.lending.seats import Spread
from portal.library.models import ClassSet, Licence, Reader


def blocks_of_set(session: Session, set_id: int) -> list[SeatBlock]:
    return _blocks(session, SeatBlock.class_set_id == set_id)


def blocks_of_wait(session: Session, wait_id: int) -> list[SeatBlock]:
    return _blocks(session, SeatBlock.set_wait_id == wait_id)


def _blocks(session: Session, holder: ColumnElement[bool]) -> list[SeatBlock]:
    query = select(SeatBlock).where(holder).order_by(SeatBlock.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def spread_of(made: ClassSet | SetWait, blocks: Iterable[SeatBlock]) -> Spread:
    """Where the seats of a set or an offer stand."""
    metered = {block.licence_id: block.seats for block in blocks if block.seats}
    return Spread(made.copies - sum(metered.values()), metered)


def spend(
    session: Session, spread: Spread, *, class_set_id: int | None = None, set_wait_id: int | None = None
) -> None:
    """Take the metered seats of a spread for a set or for an offer, on top of what it has there."""
    known = _blocks(
        session, SeatBlock.class_set_id == class_set_id if class_set_id else SeatBlock.set_wait_id == set_wait_id
    )
    blocks = {block.licence_id: block for block in known}
    # By id: the lots of two titles are never mixed, and those of one are behind its lock, but the habit is cheap.
    for licence_id, seats in sorted(spread.metered.items()):
        _count(session, licence_id, seats)
        if (block := blocks.get(licence_id)) is None:
            session.add(
                SeatBlock(
                    licence_id=licence_id,
                    class_set_id=class_set_id,
                    set_wait_id=set_wait_id,
                    seats=seats,
                    loans=seats,
                )
            )
        else:
            block.seats += seats
            block.loans += seats
    session.flush()


def _count(session: Session, licence_id: int, loans: int) -> None:
    """The law once more, in one statement, with the CHECK of the table behind it."""
    taken = session.execute(
        update(Licence)
        .where(Licence.id == licence_id, Licence.loans_spent + loans <= func.coalesce(Licence.loans_total, 0))
        .values(loans_spent=Licence.loans_spent + loans)
    )
    if cast(CursorResult[Any], taken).rowcount != 1:
        raise RuntimeError(f"lot {licence_id} has no {loans} loans left behind the lock of its title")


def readers_in(session: Session, set_id: int) -> int:
    """How many seats of a set a pupil has opened and still has."""
    query = select(func.count()).where(Reader.class_set_id == set_id, Reader.left_at.is_(None))
    return session.scalar(query) or 0


def note_opened(session: Session, made: ClassSet, blocks: Sequence[SeatBlock]) -> None:
    """Write down which metered seats were opened; before anything changes seats or readers of the set.

    Pupils sit on plain seats first. Between two of these looks only pupils come, so nothing is missed.
    """
    if not blocks:
        return
    plain = made.copies - sum(block.seats for block in blocks)
    more = max(0, readers_in(session, made.id) - plain - sum(block.opened for block in blocks))
    for block in blocks:
        some = min(more, block.seats - block.opened)
        block.opened += some
        more -= some
    session.flush()


def give_back(session: Session, blocks: Sequence[SeatBlock], seats: int | None = None) -> int:
    """Return metered seats that nobody opened, with their loans: at most so many, or all. Gives how many."""
    returned = 0
    for block in reversed(blocks):
        unopened = block.seats - block.opened
        some = unopened if seats is None else min(unopened, seats - returned)
        if not some:
            continue
        block.seats -= some
        block.loans -= some
        returned += some
        session.execute(
            update(Licence).where(Licence.id == block.licence_id).values(loans_spent=Licence.loans_spent - some)
        )
        if not block.loans:
            session.delete(block)
    session.flush()
    return returned
