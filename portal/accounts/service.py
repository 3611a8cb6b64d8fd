"""Accounts, log-in, tokens and classes: the changes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.errors import ClassExists, ClassUnknown, EmailTaken, RoleNeedsHouse, UnknownHouse
from portal.accounts.models import (
    CENTRE_ROLES,
    SCHOOL_ROLES,
    ApiToken,
    Centre,
    ClassGroup,
    ClassLevel,
    Company,
    Library,
    Membership,
    Role,
    School,
    User,
)
from portal.accounts.queries import Person, class_by_id, person_by_id

TOKEN_PREFIX = "foyer_"  # noqa: S105 - a mark that lets secret scanners recognise a leaked token.

# RFC 9106 "low memory" choice as argon2-cffi ships it: 64 MiB, 3 passes, 4 lanes; 0.15 s a try here.
_hasher = PasswordHasher()
_DECOY = "$argon2id$v=19$m=65536,t=3,p=4$GzuB+bW8RrevWyF8fy11KQ$5fguNFPV2PaE6EF4MFtNvnIpgomBH1Xwdvvlksd5J+w"
"""Of 128 random bits that nobody kept, with the same costs. Written out: to make it costs each start 0.15 s."""


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def is_password(stored: str, password: str) -> bool:
    """Whether a password is the one that this hash was made of; no hash at all is nobody's."""
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def person_for_password(session: Session, email: str, password: str) -> Person | None:
    """Who signs in; None for an unknown address and for a wrong password alike.

    An unknown address costs the same hash as a known one, so the answer time tells nobody who has an account.
    """
    row = session.execute(
        select(User.id, User.password_hash).where(User.email == email.strip().lower(), User.is_active)
    ).one_or_none()
    if row is None:
        is_password(_DECOY, password)
        return None
    return person_by_id(session, row.id) if is_password(row.password_hash, password) else None


def create_user(session: Session, *, email: str, name: str, password_hash: str, now: datetime) -> User:
    """A new account without a role.

    Raises:
        EmailTaken: somebody has this address already.
    """
    address = email.strip().lower()
    if session.scalar(select(User.id).where(User.email == address)) is not None:
        raise EmailTaken(address)
    user = User(
        email=address, name=name, password_hash=password_hash, created_at=now, session_stamp=secrets.token_hex(8)
    )
    session.add(user)
    session.flush()  # The membership that follows needs the id.
    return user


HOUSES: dict[str, type[School | Centre | Company | Library]] = {
    "school": School,
    "centre": Centre,
    "company": Company,
    "library": Library,
}


def house_kind(role: Role) -> str | None:
    """The kind of house a role belongs to; None for the platform's admin."""
    if role in SCHOOL_ROLES:
        return "school"
    if role in CENTRE_ROLES:
        return "centre"
    return {Role.AUTHOR: "company", Role.LIBRARY: "library"}.get(role)


def give_role(session: Session, user: User, role: Role, house: tuple[str, str] | None) -> Membership:
    """Let a user act for a house, named as (kind, slug).

    Raises:
        RoleNeedsHouse: the role belongs to another kind of house, or to one at all.
        UnknownHouse: there is no house of that slug.
    """
    kind = house_kind(role)
    if kind != (house[0] if house else None):
        raise RoleNeedsHouse(role.value, kind or "")
    membership = Membership(user_id=user.id, role=role)
    if house is not None:
        table = HOUSES[house[0]]
        house_id = session.scalar(select(table.id).where(table.slug == house[1]))
        if house_id is None:
            raise UnknownHouse(*house)
        setattr(membership, f"{house[0]}_id", house_id)
    session.add(membership)
    session.flush()  # The caller shows the role at once.
    return membership


def create_token(session: Session, user_id: int, *, now: datetime, name: str = "") -> str:
    """A new API token, given back this once; the database keeps its digest only."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    session.add(ApiToken(user_id=user_id, digest=digest, name=name, created_at=now))
    return token


@dataclass(frozen=True)
class ClassRequest:
    name: str
    level: ClassLevel
    pupils: int


def add_class(session: Session, school_id: int, request: ClassRequest, *, year: str) -> ClassGroup:
    """A new class of a school in a school year.

    Raises:
        ClassExists: the school has a class of this name in this year.
    """
    refuse_taken_name(session, school_id, request.name, year, but=None)
    group = ClassGroup(
        school_id=school_id, name=request.name, level=request.level, pupils=request.pupils, school_year=year
    )
    session.add(group)
    session.flush()  # The page that follows links to the class.
    return group


def change_class(session: Session, school_id: int, class_id: int, request: ClassRequest) -> ClassGroup:
    """Change the name, level or count of a class.

    Raises:
        ClassUnknown: this school has no such class.
        ClassExists: another class of that year has the name.
    """
    group = class_by_id(session, school_id, class_id)
    if group is None:
        raise ClassUnknown
    refuse_taken_name(session, school_id, request.name, group.school_year, but=group.id)
    group.name, group.level, group.pupils = request.name, request.level, request.pupils
    return group


def refuse_taken_name(session: Session, school_id: int, name: str, year: str, *, but: int | None) -> None:
    taken = session.scalar(
        select(ClassGroup.id).where(
            ClassGroup.school_id == school_id, ClassGroup.school_year == year, ClassGroup.name == name
        )
    )
    if taken is not None and taken != but:
        raise ClassExists(name)
