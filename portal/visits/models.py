"""What a class did in the game, in counts of the class. No pupil is in here, by name or otherwise."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime

SMALLEST_CLASS = 8
"""Below this a count of the class says something about a child, so nothing is kept."""


class VisitRun(Base):
    """One run of the game on the board. The game may send it again; the pair with the run id counts once."""

    __tablename__ = "visit_run"
    __table_args__ = (
        UniqueConstraint("booking_id", "run_id"),
        CheckConstraint(f"class_size >= {SMALLEST_CLASS}", name="class_size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    run_id: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pack_id: Mapped[str] = mapped_column(String(60))
    pack_version: Mapped[str] = mapped_column(String(20))
    pack_digest: Mapped[str] = mapped_column(String(64))
    level: Mapped[str] = mapped_column(String(2))
    mode: Mapped[str] = mapped_column(String(20))
    class_size: Mapped[int]
    app_version: Mapped[str] = mapped_column(String(40))
    scenes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    concepts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
