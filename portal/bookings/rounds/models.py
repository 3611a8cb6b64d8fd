"""Rounds, what schools wish, and what the lot gave them.

The secret part of a seed is drawn with the round and published with its result; its digest is public from the first
moment. `protocol` is the published file itself, written once, when the lot is drawn.
"""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import ClassLevel
from portal.db import Base, UtcDateTime, words


class RoundState(enum.StrEnum):
    PLANNED = "planned"
    """Announced: the commitment is public, wishes are not taken yet."""
    OPEN = "open"
    CLOSED = "closed"
    """The wishes are fixed, and so is the seed."""
    DRAWN = "drawn"
    """The result is fixed; the house looks at it."""
    PUBLISHED = "published"


KEEPING = (RoundState.PLANNED, RoundState.OPEN, RoundState.CLOSED, RoundState.DRAWN)
"""While a round is in one of these, its performances are booked in no other way."""


class PreferenceRound(Base):
    __tablename__ = "preference_round"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at AND closes_at <= draws_at", name="moments"),
        CheckConstraint("most_shows BETWEEN 1 AND 9", name="shows"),
        CheckConstraint("preferences BETWEEN 1 AND 9 AND reserves BETWEEN 0 AND 9", name="choices"),
        CheckConstraint("(state IN ('drawn', 'published')) = (protocol <> '')", name="protocol"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    title: Mapped[str] = mapped_column(String(90))
    about: Mapped[str] = mapped_column(Text, default="")
    """What the house says to schools."""
    state: Mapped[RoundState] = mapped_column(words(RoundState, "round_state"), index=True)
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """From this moment on no wish is taken or changed."""
    draws_at: Mapped[datetime] = mapped_column(UtcDateTime)
    most_shows: Mapped[int] = mapped_column(default=1)
    """How many shows one group may get."""
    preferences: Mapped[int] = mapped_column(default=3)
    """How many a group may name, and how many reserves beside them."""
    reserves: Mapped[int] = mapped_column(default=2)
    secret: Mapped[str] = mapped_column(String(64))
    commitment: Mapped[str] = mapped_column(String(64))
    """sha256 of the secret."""
    beacon_source: Mapped[str] = mapped_column(String(200), default="")
    """Where the number comes from that counts too; empty: none does."""
    beacon_value: Mapped[str] = mapped_column(String(80), default="")
    touched: Mapped[int] = mapped_column(default=0)
    """Goes up with every wish: who submits and who closes meet on this row."""
    groups_numbered: Mapped[int] = mapped_column(default=0)
    """The last number that a group got; numbers are never given twice."""
    wishes_digest: Mapped[str] = mapped_column(String(64), default="")
    protocol: Mapped[str] = mapped_column(Text, default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    made_by_name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    drawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    drawn_by: Mapped[str] = mapped_column(String(120), default="")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(String(120), default="")


class RoundPerformance(Base):
    """A performance whose places a round gives out. First by performance: that is what every booking asks for."""

    __tablename__ = "round_performance"

    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"), primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("preference_round.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class RoundWish(Base):
    """What one group of a school would like. Its number is all that the published file knows of it."""

    __tablename__ = "round_wish"
    __table_args__ = (
        UniqueConstraint("school_id", "round_id", "name"),
        UniqueConstraint("round_id", "number"),
        CheckConstraint("pupils >= 1 AND companions >= 0", name="heads"),
        CheckConstraint("wheelchair BETWEEN 0 AND pupils + companions", name="wheelchair"),
        CheckConstraint("wants >= 1", name="wants"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("preference_round.id", ondelete="CASCADE"))
    number: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    school_number: Mapped[int]
    """The number of the first group of this school."""
    class_group_id: Mapped[int | None] = mapped_column(ForeignKey("class_group.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(40))
    level: Mapped[ClassLevel] = mapped_column(words(ClassLevel, "round_wish_level"))
    pupils: Mapped[int]
    companions: Mapped[int]
    wheelchair: Mapped[int]
    wants: Mapped[int]
    together: Mapped[int | None]
    """Groups of one school with the same number here go together, or not at all."""
    wished_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    wished_at: Mapped[datetime] = mapped_column(UtcDateTime)

    choices: Mapped[list["RoundChoice"]] = relationship(lazy="raise_on_sql", order_by="RoundChoice.place")

    @property
    def heads(self) -> int:
        return self.pupils + self.companions


class RoundChoice(Base):
    """A performance on a group's list; reserves have the higher places."""

    __tablename__ = "round_choice"
    __table_args__ = (UniqueConstraint("wish_id", "performance_id"),)

    wish_id: Mapped[int] = mapped_column(ForeignKey("round_wish.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"), index=True)
    reserve: Mapped[bool]


class RoundAward(Base):
    """What the lot gave a group, and the booking that came of it."""

    __tablename__ = "round_award"

    wish_id: Mapped[int] = mapped_column(ForeignKey("round_wish.id", ondelete="CASCADE"), primary_key=True)
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"), primary_key=True, index=True)
    pass_number: Mapped[int]
    turn: Mapped[int]
    choice: Mapped[int]
    reserve: Mapped[bool]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="SET NULL"), index=True)
    """None before the result is published, or when the performance was called off in between."""


class RoundCorrection(Base):
    """What the house changed after the result was out, and why: it stands on the public page beside the result."""

    __tablename__ = "round_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("preference_round.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
