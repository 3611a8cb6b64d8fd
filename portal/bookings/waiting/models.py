"""What a booking that waits has beside itself, and who was passed over when.

The place in line is not stored: it is the order of `priority` (the house's own hand) and `id`, which is given while
the performance is locked. So two who join at the same moment have an order, and it is the one they were told.
"""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.bookings.waiting.order import Why
from portal.db import Base, UtcDateTime, words


class Outcome(enum.StrEnum):
    """How it ended for somebody on the list."""

    CONFIRMED = "confirmed"
    """Offered, and taken."""
    REFUSED = "refused"
    """Offered, and not wanted any more."""
    LAPSED = "lapsed"
    """Offered, and no answer in time."""
    LEFT = "left"
    CLOSED = "closed"
    """Bookings closed and no place had come free."""
    ELSEWHERE = "elsewhere"
    """Another moment of the same wish was offered."""
    REMOVED = "removed"
    """Taken off by the house, or the performance doesn't take place."""


class WaitingEntry(Base):
    """A booking's place in line at its performance, and afterwards what came of it."""

    __tablename__ = "waiting_entry"
    __table_args__ = (
        CheckConstraint("(offered_at IS NULL) = (answer_by IS NULL)", name="offer"),
        CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ending"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), unique=True)
    wish: Mapped[str] = mapped_column(String(12), index=True)
    """Reference of the first booking of a wish: who named several moments has an entry for each."""
    priority: Mapped[int] = mapped_column(default=0)
    """The higher, the earlier; the ledger tells who gave it and why."""
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome, "waiting_outcome"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WaitingSkip(Base):
    """Somebody was passed over: what was free, what they need, who went first. Never changed afterwards."""

    __tablename__ = "waiting_skip"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"), index=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    served_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    wanted: Mapped[int]
    free: Mapped[int]
    why: Mapped[Why] = mapped_column(words(Why, "waiting_why"))
