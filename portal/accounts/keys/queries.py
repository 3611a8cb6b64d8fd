"""What stands of the keys of an account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.keys.models import RecoveryCode, SecondFactor
from portal.accounts.models import ApiToken, User
from portal.accounts.queries import Person, houses_of


@dataclass(frozen=True)
class FactorCard:
    on_since: datetime
    codes_left: int
    """Of the codes on paper."""


def has_factor(session: Session, user_id: int) -> bool:
    return session.scalar(select(SecondFactor.user_id).where(SecondFactor.user_id == user_id)) is not None


def factor_of(session: Session, user_id: int) -> FactorCard | None:
    """None where the second step is off."""
    since = session.scalar(select(SecondFactor.on_since).where(SecondFactor.user_id == user_id))
    if since is None:
        return None
    left = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return FactorCard(since, session.scalar(left) or 0)


@dataclass(frozen=True)
class TokenCard:
    id: int
    name: str
    created_at: datetime


def tokens_of(session: Session, user_id: int) -> list[TokenCard]:
    """The keys for programs that still work, the newest first."""
    rows = session.execute(
        select(ApiToken.id, ApiToken.name, ApiToken.created_at)
        .where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
        .order_by(ApiToken.id.desc())
    )
    return [TokenCard(*row) for row in rows]


def called(session: Session, person: Person) -> tuple[str, ...]:
    """What somebody is known by: name, address and houses. No password may look like it."""
    houses: Iterable[list[str]] = houses_of(session, person).values()
    return (person.name, person.email, *(name for names in houses for name in names))


def password_hash_of(session: Session, user_id: int) -> str:
    return session.scalar(select(User.password_hash).where(User.id == user_id)) or ""
