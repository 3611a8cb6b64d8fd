"""What a class did in the game, in counts of the class. No pupil is in here, by name or otherwise."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, words

SMALLEST_CLASS = 8
"""Below this a count of the class says something about a child, so nothing is kept."""

LARGEST_CLASS = 30
"""So many pupils answer a question of the measure at most: one class before one board."""


class Round(enum.StrEnum):
    """When the class played: a few days before the performance, or back at school after it."""

    BEFORE_VISIT = "before_visit"
    AFTER_VISIT = "after_visit"


class Phase(enum.StrEnum):
    """When in a run a question of the measure was asked: before the scenes, or its twin after them."""

    BEFORE = "before"
    AFTER = "after"


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
    # A plain column, because SQLite can't add one with a CHECK to a table that is there; the report knows the words.
    round: Mapped[str] = mapped_column(String(20), default=Round.BEFORE_VISIT, server_default=Round.BEFORE_VISIT)
    class_size: Mapped[int]
    app_version: Mapped[str] = mapped_column(String(40))
    scenes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    concepts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    probes: Mapped[list["ProbeCount"]] = relationship(order_by="ProbeCount.id", lazy="raise_on_sql")


class ProbeCount(Base):
    """One question of the measure in one run: how many of how many pupils were right. Never who."""

    __tablename__ = "probe_count"
    __table_args__ = (
        UniqueConstraint("run_id", "concept", "phase"),
        CheckConstraint(f"answered BETWEEN {SMALLEST_CLASS} AND {LARGEST_CLASS}", name="answered"),
        CheckConstraint("correct BETWEEN 0 AND answered", name="correct"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("visit_run.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(60))
    concept: Mapped[str] = mapped_column(String(60))
    phase: Mapped[Phase] = mapped_column(words(Phase, "probe_phase"))
    is_control: Mapped[bool]
    correct: Mapped[int]
    answered: Mapped[int]
