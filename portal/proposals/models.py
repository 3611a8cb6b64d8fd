"""A conversation about a date for an offer "in overleg". Rounds are only ever added; the last one counts."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.models import ClassLevel
from portal.db import Base, UtcDateTime, words


class ProposalState(enum.StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    """The house has no date for it."""
    WITHDRAWN = "withdrawn"
    """The school asks no longer."""


class Side(enum.StrEnum):
    SCHOOL = "school"
    CENTRE = "centre"


class Proposal(Base):
    """A school's classes that would like to see this offer."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("school_id", "request_key"),
        CheckConstraint("(state = 'accepted') = (booking_id IS NOT NULL)", name="booked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    request_key: Mapped[str] = mapped_column(String(200))
    """Makes a form that is sent twice the same proposal."""
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[ProposalState] = mapped_column(words(ProposalState, "proposal_state"))
    turn: Mapped[Side] = mapped_column(words(Side, "proposal_turn"))
    """Who has to answer, as long as it is open."""
    contact: Mapped[str] = mapped_column(String(120), default="")
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProposalGroup(Base):
    """A class that would come, as a booking will have it."""

    __tablename__ = "proposal_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    class_group_id: Mapped[int | None] = mapped_column(ForeignKey("class_group.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(40))
    level: Mapped[ClassLevel] = mapped_column(words(ClassLevel, "proposal_group_level"))
    pupils: Mapped[int]
    companions: Mapped[int]
    wheelchair: Mapped[int]


class ProposalRound(Base):
    """What one side said: with dates (a proposal), or without (the end of it)."""

    __tablename__ = "proposal_round"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    side: Mapped[Side] = mapped_column(words(Side, "proposal_side"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    actor_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    message: Mapped[str] = mapped_column(Text, default="")


class ProposalDate(Base):
    """A moment that a round offers."""

    __tablename__ = "proposal_date"
    __table_args__ = (UniqueConstraint("round_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("proposal_round.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
