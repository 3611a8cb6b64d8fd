"""People and the houses they act for. Pupils are not here: a class is a name, a level and a count."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime, words


class ClassLevel(enum.StrEnum):
    """Level of a class or an offer; the words of the Flemish education system."""

    KLEUTER = "kleuter"
    LAGER_1 = "lager-1"
    LAGER_2 = "lager-2"
    LAGER_3 = "lager-3"
    SECUNDAIR_1 = "secundair-1"
    SECUNDAIR_2 = "secundair-2"
    SECUNDAIR_3 = "secundair-3"
    BUITENGEWOON_BASIS = "buitengewoon-basis"
    BUITENGEWOON_SECUNDAIR = "buitengewoon-secundair"
    OKAN = "okan"


LEVEL_AGES = {
    ClassLevel.KLEUTER: (3, 5),
    ClassLevel.LAGER_1: (6, 7),
    ClassLevel.LAGER_2: (8, 9),
    ClassLevel.LAGER_3: (10, 11),
    ClassLevel.SECUNDAIR_1: (12, 13),
    ClassLevel.SECUNDAIR_2: (14, 15),
    ClassLevel.SECUNDAIR_3: (16, 18),
    ClassLevel.BUITENGEWOON_BASIS: (6, 12),
    ClassLevel.BUITENGEWOON_SECUNDAIR: (13, 18),
    ClassLevel.OKAN: (12, 18),
}
"""The ages at which most pupils are in a level, both included: for suggestions only, never to refuse a class."""


class Role(enum.StrEnum):
    """What somebody may do, always for one house (or, for `admin`, for the platform)."""

    TEACHER = "teacher"
    OFFICE = "office"
    EDITOR = "editor"
    BOOKER = "booker"
    DOOR = "door"
    CENTRE_ADMIN = "centre-admin"
    AUTHOR = "author"
    LIBRARY = "library"
    ADMIN = "admin"


SCHOOL_ROLES = frozenset({Role.TEACHER, Role.OFFICE})
CENTRE_ROLES = frozenset({Role.EDITOR, Role.BOOKER, Role.DOOR, Role.CENTRE_ADMIN})
PROGRAMME_ROLES = frozenset({Role.EDITOR, Role.CENTRE_ADMIN})
BOOKING_ROLES = frozenset({Role.BOOKER, Role.CENTRE_ADMIN})
DOOR_ROLES = frozenset({Role.DOOR, Role.BOOKER, Role.CENTRE_ADMIN})


class School(Base):
    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    nis: Mapped[str] = mapped_column(ForeignKey("municipality.nis"), index=True)
    street: Mapped[str] = mapped_column(String(120), default="")
    postal_code: Mapped[str] = mapped_column(String(4), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    confirms_bookings: Mapped[bool] = mapped_column(default=False)
    """The head confirms what a teacher books; until then the seats are held."""


class ClassGroup(Base):
    """A class: never pupils' names, only how many."""

    __tablename__ = "class_group"
    __table_args__ = (
        UniqueConstraint("school_id", "school_year", "name"),
        CheckConstraint("pupils BETWEEN 1 AND 60", name="pupils"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    level: Mapped[ClassLevel] = mapped_column(words(ClassLevel, "class_level"))
    pupils: Mapped[int]
    school_year: Mapped[str] = mapped_column(String(9))
    """Written "2026-2027"; a school year runs from 1 September."""

    school: Mapped[School] = relationship(lazy="raise_on_sql")


class Centre(Base):
    """A house that publishes offers: cultural or community centre, museum, library."""

    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    nis: Mapped[str] = mapped_column(ForeignKey("municipality.nis"), index=True)
    street: Mapped[str] = mapped_column(String(120), default="")
    postal_code: Mapped[str] = mapped_column(String(4), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    how_to_arrive: Mapped[str] = mapped_column(Text, default="")
    arrive_minutes_early: Mapped[int] = mapped_column(default=15)


class Company(Base):
    """A gezelschap: who makes the production."""

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")


class Library(Base):
    """A library that lends titles; None as a title's library means the shared collection."""

    __tablename__ = "library"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    nis: Mapped[str] = mapped_column(ForeignKey("municipality.nis"), index=True)


class User(Base):
    """An adult with an account."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case; compared so too."""
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    session_stamp: Mapped[str] = mapped_column(String(32), default="")
    """Part of the login cookie: changing it ends all sessions of this account."""
    last_used_on: Mapped[date | None]
    """When it was last used, to the month or so (`privacy.unused`); None: not known, and counted from when it is."""
    warned_on: Mapped[date | None]
    """When a letter said that it will be erased because nobody uses it."""
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when this row is nobody: what hangs on it stays, who it was is gone."""

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user", lazy="raise_on_sql")


class Membership(Base):
    """A role of a user at one house; exactly one of the four houses, none for `admin`."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN school_id IS NULL THEN 0 ELSE 1 END + CASE WHEN centre_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN company_id IS NULL THEN 0 ELSE 1 END + CASE WHEN library_id IS NULL THEN 0 ELSE 1 END)"
            " = CASE WHEN role = 'admin' THEN 0 ELSE 1 END",
            name="one_house",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"))
    library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id"))

    user: Mapped[User] = relationship(back_populates="memberships", lazy="raise_on_sql")


class ApiToken(Base):
    """A bearer token. Only its sha256 is kept; the token itself is shown once."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    """What its owner calls it, to know later which program has it."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
