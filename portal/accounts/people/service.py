"""Invite, accept, take a role away. Functions flush and never commit."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.errors import EmailTaken
from portal.accounts.links import Link, link_digest, new_link
from portal.accounts.models import Membership, Role, User
from portal.accounts.people.errors import (
    HasAccount,
    InvitationGone,
    LastManager,
    NotManaging,
    RoleGone,
    TooManyLetters,
    WrongRoles,
)
from portal.accounts.people.houses import House, house_of
from portal.accounts.people.models import Invitation
from portal.accounts.people.queries import roles_of
from portal.accounts.service import create_user
from portal.outbox.service import Letter, enqueue

INVITED = "invited"
ROLE_GIVEN = "role-given"
LINK = "invitation"

STANDS = timedelta(days=14)
PAUSE = timedelta(minutes=10)
"""Between two letters about one invitation."""
DAY = timedelta(days=1)
LETTERS_TO_ONE = 5
"""A day, to one address, from all houses together."""
LETTERS_FROM_HOUSE = 60
"""A day: a school that starts in September invites all its teachers."""


def hold_house(session: Session, house: House, actor_id: int) -> list[int]:
    """Be the only one who changes who manages this house until the transaction ends; who they are, by membership.

    PostgreSQL keeps whoever comes at the same time waiting on these rows, and shows what then is left of them; SQLite
    has one writer anyway.

    Raises:
        NotManaging: the actor doesn't manage it (any more), nor the platform.
    """
    rows = session.execute(
        select(Membership.id, Membership.user_id, Membership.role)
        .where(or_(house.managers, Membership.role == Role.ADMIN))
        .order_by(Membership.id)
        .with_for_update()
    ).all()
    if actor_id not in {row.user_id for row in rows}:
        raise NotManaging
    return [row.id for row in rows if row.role is house.desk.manager]


def invite(
    session: Session,
    house: House,
    email: str,
    roles: Iterable[Role],
    *,
    actor_id: int,
    secret_key: str,
    now: datetime,
) -> bool:
    """Ask an address to act for a house; False where it belongs to a colleague, who has the roles at once.

    An address that was invited before gets a new letter, and the old link is dead.

    Raises:
        NotManaging, WrongRoles, TooManyLetters.
    """
    hold_house(session, house, actor_id)
    wanted = _ordered(house, roles)
    address = email.strip().lower()
    if (colleague := _colleague(session, house, address)) is not None:
        if given := give_missing(session, house, colleague, wanted):
            of_house = [house.kind.value, house.id]
            payload = {"user_id": colleague, "roles": given, "house": of_house, "at": now.isoformat()}
            enqueue(session, Letter(ROLE_GIVEN, payload), now=now)
        return False
    earlier = session.scalar(select(Invitation).where(house.owns(Invitation), Invitation.email == address))
    if earlier is not None:
        earlier.roles = [role.value for role in wanted]
        _mail_again(session, earlier, secret_key, now=now)
        return True
    _refuse_flood(session, house, address, now=now)
    link = new_link(secret_key, LINK)
    row = Invitation(
        email=address,
        roles=[role.value for role in wanted],
        invited_by=actor_id,
        nonce=link.nonce,
        digest=link.digest,
        mailed_at=now,
        expires_at=now + STANDS,
        **house.ids,
    )
    session.add(row)
    session.flush()
    _mail(session, row, now=now)
    return True


def _ordered(house: House, roles: Iterable[Role]) -> list[Role]:
    asked = set(roles)
    if not asked or not asked <= set(house.desk.roles):
        raise WrongRoles
    return [role for role in house.desk.roles if role in asked]


def _colleague(session: Session, house: House, address: str) -> int | None:
    return session.scalar(
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(User.email == address, User.is_active, house.owns(Membership))
        .limit(1)
    )


def _refuse_flood(session: Session, house: House, address: str, *, now: datetime) -> None:
    lately = Invitation.mailed_at > now - DAY
    count = select(func.count()).select_from(Invitation).where(lately)
    if (session.scalar(count.where(Invitation.email == address)) or 0) >= LETTERS_TO_ONE:
        raise TooManyLetters
    if (session.scalar(count.where(house.owns(Invitation))) or 0) >= LETTERS_FROM_HOUSE:
        raise TooManyLetters


def invite_again(
    session: Session, house: House, invitation_id: int, *, actor_id: int, secret_key: str, now: datetime
) -> None:
    """A new letter with a new link and a new term; the old link is dead.

    Raises:
        NotManaging, InvitationGone, TooManyLetters.
    """
    hold_house(session, house, actor_id)
    row = session.scalar(
        select(Invitation)
        .where(house.owns(Invitation), Invitation.id == invitation_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise InvitationGone
    _mail_again(session, row, secret_key, now=now)


def _mail_again(session: Session, row: Invitation, secret_key: str, *, now: datetime) -> None:
    if now < row.mailed_at + PAUSE:
        raise TooManyLetters(row.mailed_at + PAUSE)
    link: Link = new_link(secret_key, LINK)
    row.nonce, row.digest = link.nonce, link.digest
    row.mailed_at, row.expires_at = now, now + STANDS
    session.flush()
    _mail(session, row, now=now)


def _mail(session: Session, row: Invitation, *, now: datetime) -> None:
    enqueue(session, Letter(INVITED, {"invitation_id": row.id, "nonce": row.nonce}), now=now)


def withdraw(session: Session, house: House, invitation_id: int, *, actor_id: int) -> None:
    """Raises `NotManaging` and `InvitationGone`."""
    hold_house(session, house, actor_id)
    gone = delete(Invitation).where(house.owns(Invitation), Invitation.id == invitation_id)
    if _count(session, gone) == 0:
        raise InvitationGone


def standing_invitation(session: Session, secret: str, *, now: datetime) -> Invitation | None:
    """The invitation that a link opens; None for one that was used, withdrawn, replaced or is past its term."""
    return session.scalar(
        select(Invitation).where(Invitation.digest == link_digest(secret), Invitation.expires_at > now)
    )


def accept_as_new(session: Session, secret: str, *, name: str, password_hash: str, now: datetime) -> int:
    """Make the account of who was invited, with the roles; gives its id.

    Raises:
        InvitationGone: somebody used the link just before, or it is past its term.
        HasAccount: an account came under this address meanwhile.
    """
    row = _use(session, secret, now=now)
    try:
        user = create_user(session, email=row.email, name=name, password_hash=password_hash, now=now)
    except EmailTaken:
        raise HasAccount from None
    give_missing(session, house_of(session, row), user.id, roles_of(row))
    return user.id


def accept_as(session: Session, secret: str, user_id: int, *, now: datetime) -> None:
    """Give the roles to somebody who is signed in. Raises `InvitationGone`."""
    row = _use(session, secret, now=now)
    give_missing(session, house_of(session, row), user_id, roles_of(row))


def _use(session: Session, secret: str, *, now: datetime) -> Invitation:
    """The link works this once: of two who follow it at the same moment the DELETE lets one through."""
    row = standing_invitation(session, secret, now=now)
    if row is None:
        raise InvitationGone
    session.expunge(row)
    used = delete(Invitation).where(Invitation.id == row.id, Invitation.digest == row.digest)
    if _count(session, used) == 0:
        raise InvitationGone
    return row


def give_missing(session: Session, house: House, user_id: int, roles: Sequence[Role]) -> list[str]:
    """Give the roles that somebody hasn't got yet; which they were."""
    has = set(session.scalars(select(Membership.role).where(Membership.user_id == user_id, house.owns(Membership))))
    given = [role for role in roles if role not in has]
    session.add_all(Membership(user_id=user_id, role=role, **house.ids) for role in given)
    session.flush()
    return [role.value for role in given]


def take_away(session: Session, house: House, membership_id: int, *, actor_id: int) -> Role:
    """Take a role away. Every page and call asks for roles anew, so it works at once, for open log-ins too.

    Raises:
        NotManaging: see `hold_house`.
        RoleGone: a colleague was first, or it is of another house.
        LastManager: nobody would be left who can let people in.
    """
    managers = hold_house(session, house, actor_id)
    role = session.scalar(select(Membership.role).where(house.owns(Membership), Membership.id == membership_id))
    if role is None:
        raise RoleGone
    if managers == [membership_id]:
        raise LastManager
    session.execute(delete(Membership).where(Membership.id == membership_id))
    return role


def _count(session: Session, statement: Any) -> int:
    return cast(CursorResult[Any], session.execute(statement)).rowcount


def forget_invitations(session: Session, now: datetime) -> int:
    """Remove invitations that nobody took up, a term after their end: until then the house may send them again."""
    return _count(session, delete(Invitation).where(Invitation.expires_at <= now - STANDS))
