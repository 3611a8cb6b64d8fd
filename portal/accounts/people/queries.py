"""Who acts for a house, who was asked to, and who would like to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Membership, Role, School, User
from portal.accounts.people.houses import House, HouseKind
from portal.accounts.people.models import Invitation, JoinRequest


@dataclass(frozen=True)
class Held:
    """A role that somebody has."""

    membership_id: int
    role: Role


@dataclass(frozen=True)
class Colleague:
    id: int
    name: str
    email: str
    roles: tuple[Held, ...]


@dataclass(frozen=True)
class Invited:
    id: int
    email: str
    roles: tuple[Role, ...]
    mailed_at: datetime
    expires_at: datetime
    is_over: bool


@dataclass(frozen=True)
class Joining:
    """Somebody with a confirmed address who waits for a school's yes, or got its no."""

    id: int
    name: str
    email: str
    school_name: str
    school_id: int
    since: datetime | None
    refused_at: datetime | None
    reason: str
    has_office: bool
    """Whether the school has people who answer; otherwise the platform does."""


def colleagues(session: Session, house: House) -> list[Colleague]:
    """By name; each with all roles at this house, in the order in which the house lists them."""
    order = {role: place for place, role in enumerate(house.desk.roles)}
    rows = session.execute(
        select(User.id, User.name, User.email, Membership.id.label("membership"), Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(house.owns(Membership), User.is_active)
        .order_by(func.lower(User.name), User.id)
    ).all()
    return [
        Colleague(
            *person,
            tuple(sorted((Held(row.membership, row.role) for row in some), key=lambda held: order[held.role])),
        )
        for person, some in groupby(rows, key=lambda row: (row.id, row.name, row.email))
    ]


def invitations(session: Session, house: House, *, now: datetime) -> list[Invited]:
    rows = session.scalars(
        select(Invitation)
        .where(house.owns(Invitation))
        .order_by(Invitation.email)
        .execution_options(populate_existing=True)
    )
    return [
        Invited(row.id, row.email, roles_of(row), row.mailed_at, row.expires_at, is_over=row.expires_at <= now)
        for row in rows
    ]


def roles_of(row: Invitation) -> tuple[Role, ...]:
    return tuple(Role(one) for one in row.roles)


IS_WAITING = and_(JoinRequest.confirmed_at.is_not(None), JoinRequest.refused_at.is_(None))


def _has_office() -> ColumnElement[bool]:
    return exists().where(
        Membership.school_id == JoinRequest.school_id,
        Membership.role == Role.OFFICE,
        Membership.user_id == User.id,
        User.is_active,
    )


def joins_at(session: Session, house: House) -> list[Joining]:
    """Who waits for this school, who asked first on top. At the platform: for schools that have nobody to answer."""
    if house.kind is HouseKind.SCHOOL:
        return _joins(session, IS_WAITING, JoinRequest.school_id == house.id)
    if house.kind is HouseKind.PLATFORM:
        return _joins(session, IS_WAITING, ~_has_office())
    return []


def joins_of(session: Session, user_id: int) -> list[Joining]:
    """What somebody asked of schools, the newest on top."""
    return _joins(session, JoinRequest.user_id == user_id, JoinRequest.confirmed_at.is_not(None))[::-1]


def _joins(session: Session, *conditions: ColumnElement[bool]) -> list[Joining]:
    rows = session.execute(
        select(
            JoinRequest.id,
            JoinRequest.name,
            JoinRequest.email,
            School.name.label("school"),
            School.id.label("school_id"),
            JoinRequest.confirmed_at,
            JoinRequest.refused_at,
            JoinRequest.reason,
            _has_office().label("has_office"),
        )
        .join(School, School.id == JoinRequest.school_id)
        .where(*conditions)
        .order_by(JoinRequest.confirmed_at, JoinRequest.id)
    )
    return [Joining(*row) for row in rows]


def how_many_join(schools: Collection[int], _now: datetime) -> ScalarSelect[int]:
    """The people of `joins_at` for these schools, counted."""
    return select(func.count(JoinRequest.id)).where(IS_WAITING, JoinRequest.school_id.in_(schools)).scalar_subquery()


def how_many_join_unanswered(_nobody: Collection[int], _now: datetime) -> ScalarSelect[int]:
    """The same at schools that have nobody to answer."""
    return select(func.count(JoinRequest.id)).where(IS_WAITING, ~_has_office()).scalar_subquery()


@dataclass(frozen=True)
class Decider:
    id: int
    name: str
    email: str


def deciders(session: Session, school_id: int) -> list[Decider]:
    """Who says yes or no for a school: its office, or where it has none the platform."""
    asked = select(User.id, User.name, User.email).join(Membership, Membership.user_id == User.id)
    asked = asked.where(User.is_active).order_by(User.id).distinct()
    office = asked.where(Membership.school_id == school_id, Membership.role == Role.OFFICE)
    rows = session.execute(office).all() or session.execute(asked.where(Membership.role == Role.ADMIN)).all()
    return [Decider(*row) for row in rows]
