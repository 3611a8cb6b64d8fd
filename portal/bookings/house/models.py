"""Letters of a house to all who booked, performances that moved, and warnings about small audiences."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class HouseLetter(Base):
    """What a house wrote to everybody who booked a performance; kept, so that nobody has to ask what was said."""

    __tablename__ = "house_letter"
    __table_args__ = (
        UniqueConstraint("performance_id", "request_key"),
        CheckConstraint("addressees >= 1", name="to"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"))
    request_key: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    addressees: Mapped[int]
    """To how many bookings it went."""


class PerformanceMove(Base):
    """A performance that went to another moment or hall while schools had booked it."""

    __tablename__ = "performance_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(120))
    starts_before: Mapped[datetime] = mapped_column(UtcDateTime)
    starts_after: Mapped[datetime] = mapped_column(UtcDateTime)
    hall_before: Mapped[str] = mapped_column(String(120), default="")
    """Name as it was then; empty: none was named."""
    hall_after: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")


class MoveAnswer(Base):
    """What a school says of a move. Until it agreed, cancelling is free."""

    __tablename__ = "move_answer"

    move_id: Mapped[int] = mapped_column(ForeignKey("performance_move.id", ondelete="CASCADE"), primary_key=True)
    booking_id: Mapped[int] = mapped_column(
        ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    agreed_by: Mapped[str] = mapped_column(String(120), default="")


class SmallAudience(Base):
    """The house was told that a performance draws too few; once for each."""

    __tablename__ = "small_audience"

    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id", ondelete="CASCADE"), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WhyOff(enum.StrEnum):
    """Why a house calls a performance off."""

    TOO_FEW = "too-few"
    """Fewer people than the house's rules ask; only in time."""
    ILLNESS = "illness"
    OTHER = "other"
