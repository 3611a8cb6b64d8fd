"""Letters that are sent once before something ends: which went out, so that any number of workers send one each."""

import enum
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, ForeignKey, UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import Base, UtcDateTime, words


class ReminderKind(enum.StrEnum):
    HOLD = "hold"
    """The seats are let go soon."""
    COUNTS = "counts"
    """The numbers become definitive soon."""


class Reminder(Base):
    """A reminder that was queued. A term that moves (a hold that is extended) is another one."""

    __tablename__ = "booking_reminder"
    __table_args__ = (UniqueConstraint("booking_id", "kind", "term"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    kind: Mapped[ReminderKind] = mapped_column(words(ReminderKind, "reminder_kind"))
    term: Mapped[datetime] = mapped_column(UtcDateTime)
    """What it reminds of: when the hold ends, when the numbers become definitive."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def is_first_reminder(
    session: Session, booking_id: int, kind: ReminderKind, *, term: datetime, now: datetime
) -> bool:
    """Note this reminder; whether nobody had. The UNIQUE decides, also between two workers."""
    insert_new = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    noted = session.execute(
        insert_new(Reminder)
        .values(booking_id=booking_id, kind=kind, term=term, at=now)
        .on_conflict_do_nothing(index_elements=["booking_id", "kind", "term"])
    )
    return cast(CursorResult[Any], noted).rowcount == 1
