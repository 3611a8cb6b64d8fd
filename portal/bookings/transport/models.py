"""How classes come, where their bus stands, and seats in it for a school nearby."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime, words


class Travel(enum.StrEnum):
    """How a class comes."""

    SCHOOL_BUS = "school-bus"
    """A bus that the school orders."""
    HOUSE_BUS = "house-bus"
    """A bus that the house or the city sends."""
    PUBLIC = "public-transport"
    FOOT = "on-foot"
    BIKE = "by-bike"


BUSES = frozenset({Travel.SCHOOL_BUS, Travel.HOUSE_BUS})


class SchoolPickup(Base):
    """Where the bus of a school stands when nobody says otherwise."""

    __tablename__ = "school_pickup"

    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(160))


class Transport(Base):
    """How the classes of one booking come and go. Law: `given_seats` are the accepted shares of this bus."""

    __tablename__ = "transport"
    __table_args__ = (
        CheckConstraint("people >= 1", name="people"),
        CheckConstraint("cost_cents >= 0", name="cost"),
        CheckConstraint("given_seats BETWEEN 0 AND free_seats", name="seats"),
    )

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    how: Mapped[Travel] = mapped_column(words(Travel, "travel"))
    people: Mapped[int]
    pickup_place: Mapped[str] = mapped_column(String(160), default="")
    pickup_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    return_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cost_cents: Mapped[int | None]
    """Of the whole ride, both ways; None: not known, or nothing."""
    note: Mapped[str] = mapped_column(String(200), default="")
    free_seats: Mapped[int] = mapped_column(default=0)
    """Seats that the school offers to a school nearby; 0: it offers none, and no other school sees this bus."""
    given_seats: Mapped[int] = mapped_column(default=0)
    bay: Mapped[str] = mapped_column(String(30), default="")
    """Where the house has this bus stand."""
    changed_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BusStand(Base):
    """Where buses stand at a house, for every school the same."""

    __tablename__ = "bus_stand"

    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(200))


class ShareState(enum.StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The school that asked took it back, or one of the two bookings is off."""


class BusShare(Base):
    """A school asks for seats in the bus of another. Each sees who the other is once both have said yes to it."""

    __tablename__ = "bus_share"
    __table_args__ = (UniqueConstraint("giver_id", "asker_id"), CheckConstraint("people >= 1", name="people"))

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("transport.booking_id", ondelete="CASCADE"))
    """The booking whose bus it is."""
    asker_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    people: Mapped[int]
    message: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[ShareState] = mapped_column(words(ShareState, "share_state"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
