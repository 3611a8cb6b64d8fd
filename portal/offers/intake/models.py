"""Where an offer came from, and the report of each import."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime, words


class Outcome(enum.StrEnum):
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class RunState(enum.StrEnum):
    PREVIEW = "preview"
    DONE = "done"


class OfferSource(Base):
    """Which record of a source an offer is, and what that record said the last time."""

    __tablename__ = "offer_source"
    __table_args__ = (UniqueConstraint("centre_id", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    external_id: Mapped[str] = mapped_column(String(200), index=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    """Of the normalised record; the same digest means that there is nothing to do. Empty once it was withdrawn."""


class HouseSource(Base):
    """A house by the id of its place or organizer elsewhere; doubles of a place are ids of the same house."""

    __tablename__ = "house_source"

    external_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)


class ProductionSource(Base):
    __tablename__ = "production_source"

    external_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id"))


class ImportRun(Base):
    """One file that a house handed in, looked at first and then carried out."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    file_name: Mapped[str] = mapped_column(String(120))
    token: Mapped[str] = mapped_column(String(40), default="")
    """Name of the file that waits in the data folder; empty once there is none."""
    state: Mapped[RunState] = mapped_column(words(RunState, "import_run_state"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted: Mapped[int] = mapped_column(default=0)
    corrected: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)


class ImportLine(Base):
    """What became of one row."""

    __tablename__ = "import_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"), index=True)
    row: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "import_outcome"))
    action: Mapped[str] = mapped_column(String(12))
    slug: Mapped[str] = mapped_column(String(100), default="")
    bookings: Mapped[int] = mapped_column(default=0)
    notes: Mapped[str] = mapped_column(Text)
    """JSON: a list of code, field and text."""
