"""Productions, what centres programme of them, and the dated performances with their places."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Centre, ClassLevel, Company
from portal.clock import local
from portal.db import Base, UtcDateTime, words
from portal.places.school_calendar import fits_school_hours

BYTEWISE = String(40).with_variant(String(40, collation="C"), "postgresql")
"""Text that both databases compare byte by byte, so that a range finds every word with a given start."""


class OfferKind(enum.StrEnum):
    PERFORMANCE = "performance"
    WORKSHOP = "workshop"
    TOUR = "tour"
    FILM = "film"
    TRAINING = "training"


class Discipline(enum.StrEnum):
    THEATRE = "theatre"
    PUPPETRY = "puppetry"
    DANCE = "dance"
    MUSIC = "music"
    MUSIC_THEATRE = "music-theatre"
    CIRCUS = "circus"
    FILM = "film"
    VISUAL_ARTS = "visual-arts"
    LITERATURE = "literature"
    HERITAGE = "heritage"


class OfferMode(enum.StrEnum):
    ON_SITE = "on-site"
    AT_SCHOOL = "at-school"
    STREAMED = "streamed"


class OfferState(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PerformanceState(enum.StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class PriceUnit(enum.StrEnum):
    PUPIL = "pupil"
    GROUP = "group"


class Venue(Base):
    """A hall of a centre."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    seats: Mapped[int]
    wheelchair_places: Mapped[int] = mapped_column(default=0)


class Production(Base):
    """The show itself, entered once by its company and used by every centre that programmes it."""

    __tablename__ = "production"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    title: Mapped[str] = mapped_column(String(90))
    pack_id: Mapped[str | None] = mapped_column(String(60))
    """Id of the content pack that goes with a booking; None: the theatre code alone."""
    kind: Mapped[OfferKind] = mapped_column(words(OfferKind, "production_kind"), default=OfferKind.PERFORMANCE)
    discipline: Mapped[Discipline | None] = mapped_column(words(Discipline, "production_discipline"))
    """None, like the other facts: nobody filled it in yet. A house that programmes the show asks for it then."""
    short: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    before_text: Mapped[str] = mapped_column(Text, default="")
    after_text: Mapped[str] = mapped_column(Text, default="")
    content_notes: Mapped[str] = mapped_column(Text, default="")
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    duration_min: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(10), default="spoken")
    performance_mode: Mapped[str] = mapped_column(String(16), default="standard")
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Every house can find it and put it on its programme; before that it is the company's own draft."""
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the company last wrote on it; None: never."""

    company: Mapped[Company | None] = relationship(lazy="raise_on_sql")


class ProductionLevel(Base):
    """The class levels a production is made for."""

    __tablename__ = "production_level"

    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), primary_key=True)
    level: Mapped[ClassLevel] = mapped_column(words(ClassLevel, "production_class_level"), primary_key=True)


class ProductionPhoto(Base):
    """A picture of a production; what programmes it starts with the same files."""

    __tablename__ = "production_photo"
    __table_args__ = (UniqueConstraint("production_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    file: Mapped[str] = mapped_column(String(120))
    """Name of the largest size in the uploads folder."""
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(String(200))
    credit: Mapped[str] = mapped_column(String(120))


class Offer(Base):
    """A centre's programming of a production, or a workshop, tour, film or training."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("price_cents >= 0", name="price"),
        CheckConstraint("age_from <= age_to", name="ages"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    production_id: Mapped[int | None] = mapped_column(ForeignKey("production.id"), index=True)
    kind: Mapped[OfferKind] = mapped_column(words(OfferKind, "offer_kind"))
    discipline: Mapped[Discipline] = mapped_column(words(Discipline, "discipline"))
    mode: Mapped[OfferMode] = mapped_column(words(OfferMode, "offer_mode"), default=OfferMode.ON_SITE)
    state: Mapped[OfferState] = mapped_column(words(OfferState, "offer_state"), default=OfferState.DRAFT, index=True)
    title: Mapped[str] = mapped_column(String(90))
    short: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    before_text: Mapped[str] = mapped_column(Text, default="")
    after_text: Mapped[str] = mapped_column(Text, default="")
    content_notes: Mapped[str] = mapped_column(Text, default="")
    age_from: Mapped[int]
    age_to: Mapped[int]
    duration_min: Mapped[int]
    language: Mapped[str] = mapped_column(String(10), default="spoken")
    """spoken, little or none: how much Dutch somebody needs to follow."""
    performance_mode: Mapped[str] = mapped_column(String(16), default="standard")
    price_cents: Mapped[int]
    price_unit: Mapped[PriceUnit] = mapped_column(words(PriceUnit, "price_unit"), default=PriceUnit.PUPIL)
    pupils_per_free_companion: Mapped[int] = mapped_column(default=15)
    """One companion is free for every started number of so many pupils; others pay as a pupil does. 0: all free."""
    max_seats_per_school: Mapped[int | None]
    """Most seats one school may hold at one performance; None: no limit."""
    wheelchair: Mapped[bool] = mapped_column(default=False)
    low_stimulus: Mapped[bool] = mapped_column(default=False)
    interpreter: Mapped[bool] = mapped_column(default=False)
    audio_description: Mapped[bool] = mapped_column(default=False)
    by_agreement: Mapped[bool] = mapped_column(default=False)
    """"In overleg": school and house agree on a date, so there is no performance until they have."""
    available_from: Mapped[date | None]
    """First and last day on which a date can be agreed; None: no bound on that side."""
    available_to: Mapped[date | None]
    open_fields: Mapped[str] = mapped_column(String(120), default="")
    """Facts of a draft that nobody filled in yet, with spaces between ("price_cents duration_min"): their columns
    hold a stand-in, because an unknown price is not a free show. Always empty on what is published."""
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="SET NULL"), index=True)
    """The offer of an earlier season that this one was made from."""
    picture: Mapped[str] = mapped_column(String(120), default="")
    """File name in the uploads folder; always that of the first `OfferPhoto`, where there are any."""
    picture_alt: Mapped[str] = mapped_column(String(200), default="")
    picture_credit: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    centre: Mapped[Centre] = relationship(lazy="raise_on_sql")
    production: Mapped[Production | None] = relationship(lazy="raise_on_sql")


class OfferLevel(Base):
    """The class levels an offer is for."""

    __tablename__ = "offer_level"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    level: Mapped[ClassLevel] = mapped_column(words(ClassLevel, "offer_class_level"), primary_key=True)


class OfferLanguage(Base):
    """A language in which an offer is given, as a code of two letters (ISO 639-1). None at all: Dutch."""

    __tablename__ = "offer_language"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)


class OfferRegion(Base):
    """Where an offer that travels is willing to go: its working region, as written in the filter `regions`."""

    __tablename__ = "offer_region"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    region: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    """Such as "nis-13040", "prv-antwerpen" or "reg-kempen"."""


class OfferPhoto(Base):
    """A picture of an offer, re-encoded by us without metadata."""

    __tablename__ = "offer_photo"
    __table_args__ = (UniqueConstraint("offer_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    file: Mapped[str] = mapped_column(String(120))
    """Name of the largest size in the uploads folder."""
    width: Mapped[int]
    """Pixels of the largest size, like `height`."""
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(String(200))
    credit: Mapped[str] = mapped_column(String(120))


class OfferTariff(Base):
    """A price beside the usual one, for who has a right to it ("UiTPAS met kansentarief")."""

    __tablename__ = "offer_tariff"
    __table_args__ = (UniqueConstraint("offer_id", "name"), CheckConstraint("price_cents >= 0", name="price"))

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    price_cents: Mapped[int]


class OfferQuestion(Base):
    """A question that schools ask and its answer ("Is er lesmateriaal?")."""

    __tablename__ = "offer_question"
    __table_args__ = (UniqueConstraint("offer_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    question: Mapped[str] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(Text)


class OfferTranslation(Base):
    """The texts of an offer in another language than Dutch."""

    __tablename__ = "offer_translation"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(90))
    short: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")


class OfferWord(Base):
    """A word of an offer's text, folded to a-z and 0-9; written by `offers.service.reindex`."""

    __tablename__ = "offer_word"
    __table_args__ = (
        Index("ix_offer_word_stem", "stem", "offer_id"),
        Index("ix_offer_word_word", "word", "offer_id"),
    )

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    stem: Mapped[str] = mapped_column(BYTEWISE)
    """The Dutch stem: "voorstellingen" and "voorstelling" share one."""
    weight: Mapped[int]
    """How much a find counts: a word of the title more than one of the description."""


def _in_school_hours(context: Any) -> bool:
    values = context.get_current_parameters()
    return fits_school_hours(local(values["starts_at"]), local(values["ends_at"]))


class Performance(Base):
    """One dated occurrence. Law: `seats_taken` equals the ledger's sum and stays within 0..capacity."""

    __tablename__ = "performance"
    __table_args__ = (
        CheckConstraint("seats_taken BETWEEN 0 AND capacity", name="seats"),
        Index("ix_performance_day_left", "day", "offer_id"),
        # Of those only: SQLite took an index of all for the way to "agreed with nobody", which is nearly every row.
        Index(
            "ix_performance_agreed_with_id",
            "agreed_with_id",
            sqlite_where=text("agreed_with_id IS NOT NULL"),
            postgresql_where=text("agreed_with_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    day: Mapped[date]
    """The day on the wall calendar in Flanders (`clock.school_day(starts_at)`), for date filters."""
    agreed_with_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    """The one school that this date was agreed with; nobody else finds or books it. None: open to all."""
    capacity: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """From here on no booking is taken online."""
    in_school_hours: Mapped[bool] = mapped_column(default=_in_school_hours)
    """Kept, because the two databases would each need their own way to find the wall clock behind UTC; whoever
    moves a performance sets it again with `school_calendar.fits_school_hours`."""
    state: Mapped[PerformanceState] = mapped_column(
        words(PerformanceState, "performance_state"), default=PerformanceState.PLANNED
    )

    offer: Mapped[Offer] = relationship(lazy="raise_on_sql")
    venue: Mapped[Venue | None] = relationship(lazy="raise_on_sql")
