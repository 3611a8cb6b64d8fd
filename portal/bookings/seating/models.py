"""Plans of halls, and seatings that a house has told its schools."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class SeatPlan(Base):
    """The plan of a hall, as `seating.plan.read_plan` reads it."""

    __tablename__ = "seat_plan"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_name: Mapped[str] = mapped_column(String(120))


class ToldSeating(Base):
    """Who sits where at a performance, from the moment that schools see it; until then it is worked out."""

    __tablename__ = "told_seating"

    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id", ondelete="CASCADE"), primary_key=True)
    places: Mapped[dict[str, list[list[int | str]]]] = mapped_column(JSON)
    """By the id of a booked class: row and column (from 0) of each place, and who sits there."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_name: Mapped[str] = mapped_column(String(120))
