"""What was tapped at the door: append-only, one row a tap, also of the taps that lost."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime, words

NONCE_MAX = 64
NOTE_MAX = 200


class TapKind(enum.StrEnum):
    CAME = "came"
    ABSENT = "absent"
    BACK = "back"
    """Not here after all: the tap before it was a mistake."""
    NOTE = "note"


class DoorTap(Base):
    """Somebody at the door counted a class, or wrote something down about it.

    What came of it stands in the booking (`BookingGroup.came_*`) and in the ledger; this says who tapped what, and
    when, so that two who counted the same class can see each other.
    """

    __tablename__ = "door_tap"
    __table_args__ = (
        CheckConstraint("(kind = 'came') = (pupils IS NOT NULL AND companions IS NOT NULL)", name="counts"),
        CheckConstraint("pupils >= 0 AND companions >= 0", name="heads"),
        Index("ix_door_tap_performance_group", "performance_id", "group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(String(NONCE_MAX), unique=True)
    """Made by the phone when the finger came down: however often it is sent, it counts once."""
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("booking_group.id", ondelete="CASCADE"))
    kind: Mapped[TapKind] = mapped_column(words(TapKind, "door_tap_kind"))
    pupils: Mapped[int | None]
    companions: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(NOTE_MAX), default="")
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the finger came down; the later of two counts stands, whichever was sent first."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    actor_name: Mapped[str] = mapped_column(String(120))
