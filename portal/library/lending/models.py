"""Who waits for a title, and the seats that cost a loan of a metered lot."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime, words
from portal.library.models import COPIES_MAX


class WaitEnd(enum.StrEnum):
    """How standing in line ended."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    LEFT = "left"
    CLOSED = "closed"
    """Too few days were left of the period."""
    ELSEWHERE = "elsewhere"
    """The class got the title another way."""
    WITHDRAWN = "withdrawn"
    """The library took the title back."""


_WAITS = "ended_at IS NULL"


class SetWait(Base):
    """A class in line for a title, whole: so many copies at once, on (the rest of) these days."""

    __tablename__ = "set_wait"
    __table_args__ = (
        CheckConstraint(f"copies BETWEEN 1 AND {COPIES_MAX}", name="copies"),
        CheckConstraint("from_day <= until_day", name="days"),
        CheckConstraint("(offered_at IS NULL) = (answer_by IS NULL)", name="offer"),
        CheckConstraint("(offered_at IS NULL) = (offered_from IS NULL)", name="offered"),
        CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ending"),
        UniqueConstraint("school_id", "request_key"),
        # The lines are short and the past is long.
        Index("ix_set_wait_line", "title_id", sqlite_where=text(_WAITS), postgresql_where=text(_WAITS)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    """The order of the line: a row is made behind the lock of its title, so a later one has a higher id, also when
    the clock of the server goes back."""
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    class_group_id: Mapped[int] = mapped_column(ForeignKey("class_group.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    copies: Mapped[int]
    from_day: Mapped[date]
    until_day: Mapped[date]
    request_key: Mapped[str] = mapped_column(String(40))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    passed: Mapped[int] = mapped_column(default=0)
    """How often a later one was served first, on days that this class does not need."""
    offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offered_from: Mapped[date | None]
    """First day of what is held: the whole period, or what is left of it."""
    answer_by: Mapped[date | None]
    """Last day, whole, on which the seats are held."""
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[WaitEnd | None] = mapped_column(words(WaitEnd, "set_wait_outcome"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SeatBlock(Base):
    """Seats on one metered lot, of a class set or of an offer. Each seat has cost the lot a loan."""

    __tablename__ = "seat_block"
    __table_args__ = (
        CheckConstraint("(class_set_id IS NULL) <> (set_wait_id IS NULL)", name="one_holder"),
        CheckConstraint("opened BETWEEN 0 AND seats AND seats <= loans", name="counts"),
        UniqueConstraint("class_set_id", "licence_id"),
        UniqueConstraint("set_wait_id", "licence_id", name="uq_seat_block_set_wait_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id", ondelete="CASCADE"), index=True)
    class_set_id: Mapped[int | None] = mapped_column(ForeignKey("class_set.id", ondelete="CASCADE"))
    set_wait_id: Mapped[int | None] = mapped_column(ForeignKey("set_wait.id", ondelete="CASCADE"))
    seats: Mapped[int]
    opened: Mapped[int] = mapped_column(default=0)
    """Seats that a pupil has opened; these loans are gone, the others come back with their seat."""
    loans: Mapped[int]
    """What this block has cost its lot: its seats, and those given back after they were opened."""
