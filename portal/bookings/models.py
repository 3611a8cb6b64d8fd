"""Bookings and the ledger.

The ledger is append-only by the database itself: triggers refuse UPDATE and DELETE, for our own code, for a
script and for somebody with a database shell alike; but for who somebody was whose account is erased (see
`accounts.privacy.guard`). Law: per performance the sum of `LedgerRow.seats` equals `Performance.seats_taken` equals
the seats of the bookings that hold them.
"""

import enum
from datetime import datetime
from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Centre, ClassLevel, School, User
from portal.accounts.privacy.guard import FORMER, append_only, keep
from portal.bookings.states import BookingState
from portal.db import Base, UtcDateTime, words
from portal.offers.models import Performance


class Booking(Base):
    """One school's groups at one performance. `seats` are pupils and companions, wheelchair users among them."""

    __tablename__ = "booking"
    __table_args__ = (
        # The retry of a request meets this index and becomes the first booking.
        UniqueConstraint("school_id", "request_key"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint("price_cents >= 0", name="price"),
        CheckConstraint("owed_cents >= 0", name="owed"),
        CheckConstraint("held_until IS NULL OR state = 'held'", name="held"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled"),
        Index("ix_booking_performance_school", "performance_id", "school_id"),
        # Every booking asks whether somebody waits there; nearly always nobody does.
        Index(
            "ix_booking_waiting",
            "performance_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    request_key: Mapped[str] = mapped_column(String(200))
    request_digest: Mapped[str] = mapped_column(String(64))
    """sha256 of what was asked: the same key with another question is refused instead of answered wrongly."""
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    booked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    state: Mapped[BookingState] = mapped_column(words(BookingState, "booking_state"))
    seats: Mapped[int]
    price_cents: Mapped[int]
    """What the visit was to cost when it was booked or last changed, everybody coming."""
    owed_cents: Mapped[int]
    """What the school owes by now: the price while the booking stands, afterwards what the rules leave of it. Law:
    the ledger's sum of this booking."""
    paid_cents: Mapped[int] = mapped_column(default=0)
    """What the school has paid by now: the ledger's sum too. Above what it owes, the house owes the difference."""
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When a held booking lets its seats go by itself."""
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policy_version.id"))
    """The rules that it was made under; None: the house had written none."""
    visit_code: Mapped[str] = mapped_column(String(8), unique=True)
    contact: Mapped[str] = mapped_column(String(120), default="")
    """Whom the house may ring on the day itself."""
    letters_to: Mapped[str] = mapped_column(String(254), default="")
    """Address that the letters go to; empty: that of who booked. For a school that phoned."""
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    groups: Mapped[list["BookingGroup"]] = relationship(lazy="raise_on_sql", order_by="BookingGroup.id")
    performance: Mapped[Performance] = relationship(lazy="raise_on_sql")
    school: Mapped[School] = relationship(lazy="raise_on_sql")
    booker: Mapped[User] = relationship(lazy="raise_on_sql")


class BookingGroup(Base):
    """A class as it was booked: its name and counts stay what they were, whatever the class does later."""

    __tablename__ = "booking_group"
    __table_args__ = (
        CheckConstraint("pupils >= 1", name="pupils"),
        CheckConstraint("companions >= 0", name="companions"),
        CheckConstraint("wheelchair BETWEEN 0 AND pupils + companions", name="wheelchair"),
        CheckConstraint("reduced BETWEEN 0 AND pupils", name="reduced"),
        CheckConstraint("came_pupils >= 0 AND came_companions >= 0", name="came"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    class_group_id: Mapped[int | None] = mapped_column(ForeignKey("class_group.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    level: Mapped[ClassLevel] = mapped_column(words(ClassLevel, "booking_group_level"))
    pupils: Mapped[int]
    companions: Mapped[int]
    wheelchair: Mapped[int]
    cents_each: Mapped[int]
    """The price of one pupil (or of the group) as it was when they booked: an offer may get another later."""
    reduced: Mapped[int] = mapped_column(default=0)
    """Of the pupils, how many have a right to the reduced tariff (UiTPAS); a count, never who."""
    reduced_cents: Mapped[int] = mapped_column(default=0)
    """The reduced price as it was when they booked."""
    came_pupils: Mapped[int | None]
    """What the door counted; None: not counted (yet)."""
    came_companions: Mapped[int | None]


class LedgerKind(enum.StrEnum):
    """What happened. Each change of a booking's state has its word; the last five leave the state as it is."""

    BOOKED = "booked"
    """The school has its seats from the start."""
    REQUESTED = "requested"
    WAITING = "waiting"
    HELD = "held"
    CONFIRMED = "confirmed"
    DEFINITIVE = "definitive"
    ATTENDED = "attended"
    NO_SHOW = "no-show"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    COUNTS = "counts"
    """Other numbers, before or at the door."""
    MOVED = "moved"
    """To another performance: one row there, one where it left."""
    CHARGED = "charged"
    """What is owed became another sum: after the visit, or by the house's own hand."""
    PAID = "paid"
    REPAID = "repaid"


class LedgerRow(Base):
    """Who changed which seats or money, when and why; readable on its own, so names are kept as they were."""

    __tablename__ = "ledger"
    __table_args__ = (Index("ix_ledger_centre_id_id", "centre_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id"), index=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    reference: Mapped[str] = mapped_column(String(12))
    kind: Mapped[LedgerKind] = mapped_column(words(LedgerKind, "ledger_kind"))
    seats: Mapped[int]
    """How many seats more (or, below 0, fewer) are taken from here on."""
    cents: Mapped[int]
    """How much more (or less) the school owes from here on."""
    paid_cents: Mapped[int] = mapped_column(default=0)
    """How much the school paid (or, below 0, got back)."""
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    school_name: Mapped[str] = mapped_column(String(120))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    """None: Foyer itself, when a term ran out."""
    actor_name: Mapped[str] = mapped_column(String(120))
    actor_email: Mapped[str] = mapped_column(String(254))
    reason: Mapped[str] = mapped_column(String(200), default="")

    centre: Mapped[Centre] = relationship(lazy="raise_on_sql")


keep(
    cast(Table, LedgerRow.__table__),
    append_only(cast(Table, LedgerRow.__table__), who="actor_id", names={"actor_name": FORMER, "actor_email": ""}),
)
