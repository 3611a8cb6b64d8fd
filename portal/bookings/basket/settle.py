"""Book a whole basket: a transaction a line, or one for all that a class does on one day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.bookings.basket.errors import LineRefused
from portal.bookings.basket.models import Basket, BasketLine
from portal.bookings.basket.plan import Going, bundles, class_keys
from portal.bookings.basket.service import book_lines, note_refusal, read_groups
from portal.bookings.requests import Actor
from portal.db import write_transaction
from portal.offers.models import Performance


def book_basket(session: Session, actor: Actor, *, now: datetime) -> None:
    """Book what waits in this person's basket; what can't be booked is marked with why, the rest goes on.

    Opens its own transactions, for each bundle stands by itself: whatever becomes of a later one, an earlier one is
    booked. Killed between two, the rest is booked by sending the basket again.
    """
    for ids in _bundles(session, actor.id):
        try:
            with write_transaction(session):
                book_lines(session, actor, ids, now=now)
        except LineRefused as refused:
            with write_transaction(session):
                note_refusal(session, ids, refused)


def _bundles(session: Session, user_id: int) -> Sequence[Sequence[int]]:
    whole_days = session.scalar(select(Basket.whole_days).where(Basket.user_id == user_id))
    rows = session.execute(
        select(BasketLine.id, BasketLine.groups, Performance.starts_at, Performance.ends_at)
        .join(Performance, Performance.id == BasketLine.performance_id)
        .where(BasketLine.user_id == user_id, BasketLine.booking_id.is_(None))
        .order_by(Performance.starts_at, BasketLine.id)
    ).all()
    going = [Going(row.id, class_keys(read_groups(row.groups)), "", row.starts_at, row.ends_at) for row in rows]
    return bundles(going) if whole_days else [[row.id] for row in rows]
