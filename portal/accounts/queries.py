"""Who somebody is, and which houses and classes there are."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from portal.accounts.models import (
    BOOKING_ROLES,
    CENTRE_ROLES,
    DOOR_ROLES,
    PROGRAMME_ROLES,
    SCHOOL_ROLES,
    ApiToken,
    Centre,
    ClassGroup,
    Company,
    Library,
    Membership,
    Role,
    School,
    User,
)


@dataclass(frozen=True)
class Hat:
    """A role at one house; all ids None for the platform's admin."""

    role: Role
    school_id: int | None
    centre_id: int | None
    company_id: int | None
    library_id: int | None


@dataclass(frozen=True)
class Person:
    """Somebody signed in, with the few columns a request needs: loading whole rows costs 1-2 ms a page."""

    id: int
    email: str
    name: str
    session_stamp: str
    hats: tuple[Hat, ...]
    last_used_on: date | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie. The stamp ends all sessions when it changes."""
        return f"{self.id}:{self.session_stamp}"

    @property
    def schools(self) -> frozenset[int]:
        return frozenset(h.school_id for h in self.hats if h.role in SCHOOL_ROLES and h.school_id)

    @property
    def centres(self) -> frozenset[int]:
        return frozenset(h.centre_id for h in self.hats if h.role in CENTRE_ROLES and h.centre_id)

    @property
    def edits(self) -> frozenset[int]:
        """The centres whose programme this person makes."""
        return frozenset(h.centre_id for h in self.hats if h.role in PROGRAMME_ROLES and h.centre_id)

    @property
    def handles(self) -> frozenset[int]:
        """The centres whose bookings this person handles: says yes or no, changes, calls off, writes to schools."""
        return frozenset(h.centre_id for h in self.hats if h.role in BOOKING_ROLES and h.centre_id)

    @property
    def receives(self) -> frozenset[int]:
        """The centres at whose door this person may stand."""
        return frozenset(h.centre_id for h in self.hats if h.role in DOOR_ROLES and h.centre_id)

    @property
    def administers(self) -> frozenset[int]:
        """The centres whose rules and people are this person's to change."""
        return frozenset(h.centre_id for h in self.hats if h.role is Role.CENTRE_ADMIN and h.centre_id)

    @property
    def companies(self) -> frozenset[int]:
        return frozenset(h.company_id for h in self.hats if h.company_id)

    @property
    def libraries(self) -> frozenset[int]:
        return frozenset(h.library_id for h in self.hats if h.library_id)

    @property
    def is_admin(self) -> bool:
        return any(h.role is Role.ADMIN for h in self.hats)

    @property
    def home_school_id(self) -> int | None:
        """The school this person books for."""
        return min(self.schools, default=None)


@cache
def _people() -> Select[*tuple[Any, ...]]:
    """Every request asks who it is from: the statements are made once, which costs more than to run them."""
    return (
        select(
            User.id,
            User.email,
            User.name,
            User.session_stamp,
            Membership.role,
            Membership.school_id,
            Membership.centre_id,
            Membership.company_id,
            Membership.library_id,
            User.last_used_on,
        )
        .outerjoin(Membership, Membership.user_id == User.id)
        .where(User.is_active)
        .order_by(Membership.id)
    )


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    return _people().where(User.id == bindparam("user"))


@cache
def _by_token() -> Select[*tuple[Any, ...]]:
    valid = (ApiToken.digest == bindparam("digest"), ApiToken.revoked_at.is_(None))
    return _people().join(ApiToken, ApiToken.user_id == User.id).where(*valid)


def _person(session: Session, found: Select[*tuple[Any, ...]], **asked: object) -> Person | None:
    rows = session.execute(found, asked).all()
    if not rows:
        return None
    first = rows[0]
    hats = tuple(Hat(*row[4:9]) for row in rows if row[4] is not None)
    return Person(first[0], first[1], first[2], first[3], hats, first[9])


def person_by_id(session: Session, user_id: int) -> Person | None:
    return _person(session, _by_id(), user=user_id)


def person_for_token(session: Session, token: str) -> Person | None:
    """Whose API token this is; None for unknown or revoked ones."""
    return _person(session, _by_token(), digest=hashlib.sha256(token.encode()).hexdigest())


def user_id_for_email(session: Session, email: str) -> int | None:
    return session.scalar(select(User.id).where(User.email == email.strip().lower(), User.is_active))


def school_by_id(session: Session, school_id: int) -> School | None:
    return session.get(School, school_id)


def houses_of(session: Session, person: Person) -> dict[str, list[str]]:
    """Names of the houses a person acts for, by kind, for the header and the account page."""
    named: dict[str, list[str]] = {}
    for kind, table, ids in (
        ("school", School, person.schools),
        ("centre", Centre, person.centres),
        ("company", Company, person.companies),
        ("library", Library, person.libraries),
    ):
        if ids:
            named[kind] = list(session.scalars(select(table.name).where(table.id.in_(ids)).order_by(table.name)))
    return named


def school_year(day: date) -> str:
    """The school year a day lies in, "2026-2027"; it runs from 1 September (Codex Secundair Onderwijs, art. 3)."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}-{first + 1}"


@dataclass(frozen=True)
class ClassCard:
    id: int
    name: str
    level: str
    pupils: int
    school_year: str


def classes_of(session: Session, school_id: int, year: str) -> list[ClassCard]:
    """The classes of a school in a school year, in the order of their level and name."""
    rows = session.execute(
        select(ClassGroup.id, ClassGroup.name, ClassGroup.level, ClassGroup.pupils, ClassGroup.school_year)
        .where(ClassGroup.school_id == school_id, ClassGroup.school_year == year)
        .order_by(ClassGroup.name)
    )
    return [ClassCard(r.id, r.name, r.level.value, r.pupils, r.school_year) for r in rows]


def class_by_id(session: Session, school_id: int, class_id: int) -> ClassGroup | None:
    """A class of this school; a class of another school is not there."""
    return session.scalar(select(ClassGroup).where(ClassGroup.id == class_id, ClassGroup.school_id == school_id))
