"""What somebody means to book. A basket holds no seats: it is a list, and lives as long as the account."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class Basket(Base):
    """One a person, kept through log-outs."""

    __tablename__ = "basket"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    whole_days: Mapped[bool] = mapped_column(default=False)
    """Book all that a class does on one day together, or nothing of it."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BasketLine(Base):
    """Some classes at one performance. What was booked stays in the list until somebody tidies it up."""

    __tablename__ = "basket_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("basket.user_id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    request_key: Mapped[str] = mapped_column(String(200), unique=True)
    """The key of the booking that it becomes: to send the basket twice books once."""
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id", ondelete="CASCADE"), index=True)
    groups: Mapped[str] = mapped_column(Text)
    """The classes as JSON, just as they will be asked for: what a class becomes later doesn't change the line."""
    contact: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="SET NULL"), index=True)
    refused: Mapped[str] = mapped_column(String(40), default="")
    """The code of the refusal when it was last tried; `TOGETHER` when another line of that day was refused."""
