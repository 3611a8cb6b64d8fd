"""Which rules are in force, and a next version of them. Functions flush and never commit."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from portal.bookings.policy.models import PolicyVersion
from portal.bookings.policy.rules import HouseRules
from portal.bookings.requests import Actor
from portal.errors import Refusal


class RulesChanged(Refusal):
    """Somebody else stored a version since this one was opened."""

    code = "rules_changed"

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class InForce:
    """The rules of a house now. `id` None and `number` 0: it never wrote any, so the mildest hold."""

    id: int | None
    number: int
    rules: HouseRules


@lru_cache(maxsize=512)
def read_rules(text: str) -> HouseRules:
    """Versions never change, so each is read once."""
    return HouseRules.model_validate_json(text)


def rules_in_force(session: Session, centre_id: int) -> InForce:
    row = session.execute(
        select(PolicyVersion.id, PolicyVersion.number, PolicyVersion.rules).where(
            PolicyVersion.centre_id == centre_id, is_in_force()
        )
    ).one_or_none()
    return InForce(row.id, row.number, read_rules(row.rules)) if row else InForce(None, 0, HouseRules())


def is_in_force() -> ColumnElement[bool]:
    """This `PolicyVersion` is the newest of its house; for the ON of a join that reads the rules along."""
    newer = aliased(PolicyVersion)
    return ~exists().where(newer.centre_id == PolicyVersion.centre_id, newer.number > PolicyVersion.number)


def rules_of_version(session: Session, policy_id: int | None) -> HouseRules:
    """The rules that a booking was made under."""
    if policy_id is None:
        return HouseRules()
    return read_rules(session.execute(select(PolicyVersion.rules).where(PolicyVersion.id == policy_id)).scalar_one())


def save_rules(
    session: Session, centre_id: int, rules: HouseRules, *, after: int, actor: Actor, now: datetime
) -> InForce:
    """Put a next version in force; the same rules again make none. `after`: the number that was being changed.

    Raises:
        RulesChanged: another version came in between. The UNIQUE on the number guards what a read can't see.
    """
    newest = session.scalar(select(func.max(PolicyVersion.number)).where(PolicyVersion.centre_id == centre_id)) or 0
    if newest != after:
        raise RulesChanged(newest)
    before = rules_in_force(session, centre_id)
    if before.id is not None and before.rules == rules:
        return before
    version = PolicyVersion(
        centre_id=centre_id,
        number=newest + 1,
        rules=rules.model_dump_json(),
        made_at=now,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    session.add(version)
    session.flush()
    return InForce(version.id, version.number, rules)


def versions_of(session: Session, centre_id: int) -> list[PolicyVersion]:
    """All versions, the newest first."""
    return list(
        session.scalars(
            select(PolicyVersion).where(PolicyVersion.centre_id == centre_id).order_by(PolicyVersion.number.desc())
        )
    )
