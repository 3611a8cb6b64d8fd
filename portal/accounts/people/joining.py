"""A teacher asks to join a school: confirm the address, wait for the school's yes. Functions flush, never commit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from portal.accounts.errors import EmailTaken
from portal.accounts.links import link_digest, new_link
from portal.accounts.models import Membership, Role
from portal.accounts.people.errors import HasAccount, JoinGone, ReasonMissing, WrongPassword
from portal.accounts.people.houses import House, HouseKind
from portal.accounts.people.models import JoinRequest
from portal.accounts.people.queries import IS_WAITING, joins_at
from portal.accounts.people.service import give_missing, hold_house
from portal.accounts.queries import user_id_for_email
from portal.accounts.service import create_user, is_password
from portal.outbox.service import Letter, enqueue

JOIN_ASKED = "join-asked"
JOIN_WAITS = "join-waits"
JOIN_ANSWERED = "join-answered"
LINK = "join"

CONFIRM_WITHIN = timedelta(days=7)
DAY = timedelta(days=1)
LETTERS_A_DAY = 3
"""To one address: who asks more often for somebody else's address sends no more mail there."""
ANSWER_KEPT = timedelta(days=180)
"""How long somebody can still read why a school said no."""
REASON_MAX = 300


@dataclass(frozen=True)
class Wish:
    school_id: int
    name: str
    email: str
    password_hash: str


def ask(session: Session, wish: Wish, *, secret_key: str, now: datetime) -> None:
    """Note the wish and mail a link to the address; for who asks it looks the same whether it has an account.

    Nothing at all where the address had its letters for today.
    """
    address = wish.email.strip().lower()
    if _asked_lately(session, address, now=now) >= LETTERS_A_DAY:
        return
    known = user_id_for_email(session, address)
    row = _row(wish, secret_key, user_id=known, now=now)
    if known is not None:
        # The account has a password of its own; what was typed here is nobody's.
        row.password_hash = ""
    session.add(row)
    session.flush()
    enqueue(session, Letter(JOIN_ASKED, {"join_id": row.id, "nonce": row.nonce}), now=now)


def _row(wish: Wish, secret_key: str, *, user_id: int | None, now: datetime) -> JoinRequest:
    link = new_link(secret_key, LINK)
    return JoinRequest(
        school_id=wish.school_id,
        email=wish.email.strip().lower(),
        name=wish.name,
        password_hash=wish.password_hash,
        user_id=user_id,
        nonce=link.nonce,
        digest=link.digest,
        asked_at=now,
        expires_at=now + CONFIRM_WITHIN,
    )


def _asked_lately(session: Session, address: str, *, now: datetime) -> int:
    lately = (JoinRequest.email == address, JoinRequest.asked_at > now - DAY)
    return session.scalar(select(func.count()).select_from(JoinRequest).where(*lately)) or 0


def open_join(session: Session, secret: str, *, now: datetime) -> JoinRequest | None:
    """What a link confirms; None for one that was used or is past its term."""
    return session.scalar(
        select(JoinRequest)
        .where(
            JoinRequest.digest == link_digest(secret),
            JoinRequest.expires_at > now,
            JoinRequest.confirmed_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )


def confirm_as_new(session: Session, secret: str, password: str, *, now: datetime) -> int:
    """Make the account, which then waits for the school; gives its id.

    The password that was chosen has to be typed once more: the link alone proves who reads the mail, not that the
    same person filled in the form. Otherwise anybody could choose a password in the name of a teacher who confirms.

    Raises:
        JoinGone, WrongPassword.
        HasAccount: there is an account under this address (by now).
    """
    row = _open(session, secret, now=now)
    if row.user_id is not None or user_id_for_email(session, row.email) is not None:
        raise HasAccount
    if not is_password(row.password_hash, password):
        raise WrongPassword
    try:
        user = create_user(session, email=row.email, name=row.name, password_hash=row.password_hash, now=now)
    except EmailTaken:
        # Of an account that was closed: it can't log in, and nobody gets a second one under its address.
        raise HasAccount from None
    _wait(session, row, user.id, now=now)
    return user.id


def confirm_as(session: Session, secret: str, user_id: int, *, now: datetime) -> bool:
    """For somebody who is signed in under the address. False where nothing has to be asked: a teacher there already.

    Raises:
        JoinGone: or the link was mailed to somebody else.
    """
    row = _open(session, secret, now=now)
    if user_id_for_email(session, row.email) != user_id:
        raise JoinGone
    return _wait(session, row, user_id, now=now)


def ask_as(session: Session, wish: Wish, user_id: int, *, secret_key: str, now: datetime) -> bool:
    """For somebody who is signed in: the address is known. False as in `confirm_as`."""
    row = _row(wish, secret_key, user_id=user_id, now=now)
    session.add(row)
    session.flush()
    return _wait(session, row, user_id, now=now)


def _open(session: Session, secret: str, *, now: datetime) -> JoinRequest:
    row = open_join(session, secret, now=now)
    if row is None:
        raise JoinGone
    return row


def _wait(session: Session, row: JoinRequest, user_id: int, *, now: datetime) -> bool:
    """From here on the school decides; whatever else this person asked of it is gone."""
    teaches = exists().where(Membership.user_id == user_id, Membership.school_id == row.school_id)
    others = and_(
        JoinRequest.school_id == row.school_id,
        or_(JoinRequest.user_id == user_id, JoinRequest.email == row.email),
        JoinRequest.id != row.id,
    )
    session.execute(delete(JoinRequest).where(others).execution_options(synchronize_session=False))
    if session.scalar(select(teaches)):
        session.delete(row)
        session.flush()
        return False
    is_first = not session.scalar(select(exists().where(IS_WAITING, JoinRequest.school_id == row.school_id)))
    # One conditional UPDATE: a link that is followed twice at once is used by one of the two.
    used = session.execute(
        update(JoinRequest)
        .where(JoinRequest.id == row.id, JoinRequest.confirmed_at.is_(None))
        .values(user_id=user_id, confirmed_at=now, password_hash="")
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], used).rowcount == 0:
        raise JoinGone
    if is_first:
        # Until somebody answers, who comes next stands on the same page.
        enqueue(session, Letter(JOIN_WAITS, {"join_id": row.id}), now=now)
    return True


def take_back(session: Session, join_id: int, user_id: int) -> None:
    """Somebody doesn't want it any more, or has read the answer. Raises `JoinGone`."""
    gone = delete(JoinRequest).where(JoinRequest.id == join_id, JoinRequest.user_id == user_id)
    if cast(CursorResult[Any], session.execute(gone)).rowcount == 0:
        raise JoinGone


def approve(session: Session, house: House, join_id: int, *, actor_id: int, now: datetime) -> str:
    """Let a teacher in; gives the name.

    Raises:
        NotManaging: see `hold_house`.
        JoinGone: a colleague answered, or the teacher took it back.
    """
    hold_house(session, house, actor_id)
    row = _waiting(session, house, join_id)
    school = House(HouseKind.SCHOOL, row.school_id, "", "")
    give_missing(session, school, cast(int, row.user_id), (Role.TEACHER,))
    payload = {"user_id": row.user_id, "school_id": row.school_id, "at": now.isoformat()}
    enqueue(session, Letter(JOIN_ANSWERED, payload), now=now)
    session.delete(row)
    session.flush()
    return row.name


def refuse(session: Session, house: House, join_id: int, reason: str, *, actor_id: int, now: datetime) -> str:
    """Say no, and why: the teacher reads it. Raises as `approve`, and `ReasonMissing`."""
    why = " ".join(reason.split())[:REASON_MAX]
    if not why:
        raise ReasonMissing
    hold_house(session, house, actor_id)
    row = _waiting(session, house, join_id)
    row.refused_at, row.reason = now, why
    payload = {"user_id": row.user_id, "school_id": row.school_id, "join_id": row.id, "at": now.isoformat()}
    enqueue(session, Letter(JOIN_ANSWERED, payload), now=now)
    session.flush()
    return row.name


def _waiting(session: Session, house: House, join_id: int) -> JoinRequest:
    """Held until the transaction ends, so that of two answers at once the second finds nothing to answer."""
    row = session.scalar(
        select(JoinRequest)
        .where(JoinRequest.id == join_id, IS_WAITING)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    # The platform answers for schools that have nobody; everybody else for their own.
    if row is None or join_id not in {one.id for one in joins_at(session, house)}:
        raise JoinGone
    return row


def forget_joins(session: Session, now: datetime) -> int:
    """Remove what was never confirmed, and answers that were long enough there to be read."""
    unconfirmed = and_(JoinRequest.confirmed_at.is_(None), JoinRequest.expires_at <= now)
    gone = delete(JoinRequest).where(or_(unconfirmed, JoinRequest.refused_at <= now - ANSWER_KEPT))
    return cast(CursorResult[Any], session.execute(gone)).rowcount
