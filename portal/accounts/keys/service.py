"""Changes of the keys of an account. Functions flush or run statements, never commit; passwords come in hashed,
because a hash takes 0.15 s on purpose and no transaction waits for that."""

import hashlib
import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Update

from portal.accounts.keys.codes import (
    enrolment,
    factor_key,
    new_recovery_codes,
    recovery_digest,
    step_of,
)
from portal.accounts.keys.errors import (
    AskedJustNow,
    FactorIsOff,
    FactorIsOn,
    LinkOver,
    TokenUnknown,
    TooManyTokens,
    WeakPassword,
    WrongCode,
    WrongPassword,
)
from portal.accounts.keys.models import PasswordAsk, RecoveryCode, SecondFactor
from portal.accounts.keys.queries import called, has_factor, password_hash_of
from portal.accounts.keys.rules import password_problem
from portal.accounts.links import link_again
from portal.accounts.models import ApiToken, User
from portal.accounts.queries import Person, person_by_id, person_for_token
from portal.accounts.service import TOKEN_PREFIX, create_token, is_password, person_for_password
from portal.outbox.service import Letter, enqueue

PASSWORD_FORGOTTEN = "password-forgotten"  # noqa: S105 - names a letter.
ACCOUNT_CHANGED = "account-changed"

LINK_LASTS = timedelta(hours=1)
ASK_AGAIN = timedelta(minutes=5)
"""So long after one request the next for the same address is refused: a mailbox is not flooded."""
TOKENS_MAX = 10
NAME_MAX = 120
TOKEN_NAME_MAX = 60


# --- A forgotten password -----------------------------------------------------------------------------------------


def ask_reset(session: Session, email: str, *, secret_key: str, now: datetime) -> None:
    """Send a link, if this is the address of an account.

    Known and unknown addresses cost the same statements, and the letter is written by the worker: nothing tells them
    apart, neither an answer nor the time it takes.

    Raises:
        AskedJustNow: for this address, known or not, one was asked a moment ago.
    """
    address = email.strip().lower()
    session.execute(delete(PasswordAsk).where(PasswordAsk.asked_at <= now - ASK_AGAIN))
    if not _is_first(session, _ask_digest(secret_key, address), now):
        raise AskedJustNow
    row = session.execute(
        select(User.id, User.session_stamp).where(User.email == address, User.is_active)
    ).one_or_none()
    user_id, stamp = row or (0, "")
    facts = {"user_id": user_id, "stamp": stamp, "ends": int((now + LINK_LASTS).timestamp())}
    enqueue(session, Letter(PASSWORD_FORGOTTEN, facts), now=now)


def _ask_digest(secret_key: str, address: str) -> str:
    return hmac.new(secret_key.encode(), f"foyer reset: {address}".encode(), hashlib.sha256).hexdigest()


def _is_first(session: Session, digest: str, now: datetime) -> bool:
    """One statement decides, so that two requests at the same moment are one letter."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    made = insert(PasswordAsk).values(digest=digest, asked_at=now).on_conflict_do_nothing()
    return cast(CursorResult[Any], session.execute(made)).rowcount == 1


def reset_link(secret_key: str, user_id: int, stamp: str, ends: int) -> str:
    """The secret part of the address in the letter.

    It follows from the session stamp, which changes with the password: so the link works once, and older ones end
    with it. Nothing of it is stored.
    """
    told = link_again(secret_key, "password", f"{user_id} {stamp} {ends}")
    return f"{user_id}-{ends}-{told.secret}"


def person_of_link(session: Session, link: str, *, secret_key: str, now: datetime) -> Person:
    """Whose forgotten password a link sets anew.

    Raises:
        LinkOver: it was used, is too old, or never was one.
    """
    parts = re.fullmatch(r"([0-9]{1,9})-([0-9]{10})-[A-Za-z0-9_-]{43}", link, re.ASCII)
    if parts is None or datetime.fromtimestamp(int(parts[2]), UTC) <= now:
        raise LinkOver
    somebody = person_by_id(session, int(parts[1]))
    if somebody is None:
        raise LinkOver
    true = reset_link(secret_key, somebody.id, somebody.session_stamp, int(parts[2]))
    if not hmac.compare_digest(true.encode(), link.encode()):
        raise LinkOver
    return somebody


def reset_password(
    session: Session, link: str, password_hash: str, *, code: str, secret_key: str, now: datetime
) -> Person:
    """Set the password that a link is for; all sessions end, and so do the link and those before it.

    Raises:
        LinkOver: somebody was first with it, or it never was one.
        WrongCode: the account has a second step, and this is no code of it.
    """
    somebody = person_of_link(session, link, secret_key=secret_key, now=now)
    if has_factor(session, somebody.id):
        spend_code(session, somebody.id, code, secret_key=secret_key, now=now)
    if not set_password(session, somebody.id, password_hash, stamp=somebody.session_stamp, now=now):
        raise LinkOver
    return somebody


# --- A password, and the sessions that it opened ------------------------------------------------------------------


def refuse_weak(session: Session, somebody: Person, password: str) -> None:
    """Raises WeakPassword: it is not good enough for this person."""
    if (reason := password_problem(password, about=called(session, somebody))) is not None:
        raise WeakPassword(reason)


def refuse_wrong_password(session: Session, user_id: int, password: str) -> None:
    """Raises WrongPassword: it is not the one of this account."""
    if not is_password(password_hash_of(session, user_id), password):
        raise WrongPassword


def set_password(
    session: Session, user_id: int, password_hash: str, *, now: datetime, stamp: str | None = None
) -> bool:
    """Another password: all sessions end, and links to set one anew too.

    `stamp`: only while this still is the account's session stamp. False: it is not, or there is no such account.
    """
    change = update(User).where(User.id == user_id, User.is_active)
    if stamp is not None:
        change = change.where(User.session_stamp == stamp)
    if _changed(session, change.values(password_hash=password_hash, session_stamp=_new_stamp())) == 0:
        return False
    tell(session, user_id, "password", now=now)
    return True


def end_sessions(session: Session, user_id: int) -> None:
    """Sign out wherever somebody is signed in; keys for programs go on working."""
    _changed(session, update(User).where(User.id == user_id).values(session_stamp=_new_stamp()))


def rename(session: Session, user_id: int, name: str) -> None:
    _changed(session, update(User).where(User.id == user_id).values(name=name))


def tell(session: Session, user_id: int, what: str, *, now: datetime) -> None:
    """A letter to the owner that something of the account changed: who did not do it must know."""
    enqueue(session, Letter(ACCOUNT_CHANGED, {"user_id": user_id, "what": what, "at": now.isoformat()}), now=now)


def _new_stamp() -> str:
    return secrets.token_hex(8)


def _changed(session: Session, change: Update) -> int:
    """How many rows a change reached; what the session read of them before is read anew."""
    done = session.execute(change.execution_options(synchronize_session=False))
    session.expire_all()
    return cast(CursorResult[Any], done).rowcount


def person_for_program(session: Session, email: str, secret: str) -> Person | None:
    """Who a program comes in for with an address and a password, or with a key in the place of the password.

    A program can't tell a code: an account with a second step takes a key only, or the password alone would be a way
    round it. The answer to the right password is then that to a wrong one.
    """
    if secret.startswith(TOKEN_PREFIX):
        somebody = person_for_token(session, secret)
        return somebody if somebody is not None and somebody.email == email.strip().lower() else None
    somebody = person_for_password(session, email, secret)
    return None if somebody is None or has_factor(session, somebody.id) else somebody


# --- The second step ----------------------------------------------------------------------------------------------


def enrolment_of(secret_key: str, nonce: str, email: str) -> tuple[str, str]:
    """The key as it is typed, and what the QR code says."""
    key = factor_key(secret_key, nonce)
    return key, enrolment(key, email)


def turn_on(
    session: Session, user_id: int, nonce: str, code: str, *, secret_key: str, now: datetime
) -> tuple[str, ...]:
    """From now on a log-in asks a code too; gives the codes on paper, this once. All sessions end.

    Raises:
        FactorIsOn: it was on already.
        WrongCode: the app does not tell what it should; nothing changed.
    """
    _alone(session, user_id)
    if has_factor(session, user_id):
        raise FactorIsOn
    step = step_of(factor_key(secret_key, nonce), code, now)
    if step is None:
        raise WrongCode
    session.add(SecondFactor(user_id=user_id, nonce=nonce, last_step=step, on_since=now))
    session.flush()
    end_sessions(session, user_id)
    tell(session, user_id, "factor-on", now=now)
    return _write_codes(session, user_id)


def spend_code(session: Session, user_id: int, code: str, *, secret_key: str, now: datetime) -> None:
    """A code of the app or one on paper. Each works once, whoever comes with it at the same moment.

    Raises:
        WrongCode: it is neither, or was used.
    """
    if not (_spend_step(session, user_id, code, secret_key, now) or _spend_paper(session, user_id, code, now)):
        raise WrongCode


def _spend_step(session: Session, user_id: int, code: str, secret_key: str, now: datetime) -> bool:
    nonce = session.scalar(select(SecondFactor.nonce).where(SecondFactor.user_id == user_id))
    step = step_of(factor_key(secret_key, nonce), code, now) if nonce is not None else None
    if step is None:
        return False
    newer = update(SecondFactor).where(SecondFactor.user_id == user_id, SecondFactor.last_step < step)
    return _changed(session, newer.values(last_step=step)) == 1


def _spend_paper(session: Session, user_id: int, code: str, now: datetime) -> bool:
    digest = recovery_digest(code)
    if digest is None:
        return False
    mine = RecoveryCode.user_id == user_id, RecoveryCode.digest == digest, RecoveryCode.used_at.is_(None)
    if _changed(session, update(RecoveryCode).where(*mine).values(used_at=now)) == 0:
        return False
    tell(session, user_id, "paper-code", now=now)
    return True


def renew_codes(session: Session, user_id: int, code: str, *, secret_key: str, now: datetime) -> tuple[str, ...]:
    """Ten other codes on paper; those of before are worth nothing.

    Raises:
        FactorIsOff: there is no second step to have codes for.
        WrongCode: this is no code of it.
    """
    _alone(session, user_id)
    if not has_factor(session, user_id):
        raise FactorIsOff
    spend_code(session, user_id, code, secret_key=secret_key, now=now)
    tell(session, user_id, "new-codes", now=now)
    return _write_codes(session, user_id)


def turn_off(session: Session, user_id: int, code: str, *, secret_key: str, now: datetime) -> None:
    """From now on the password is enough.

    Raises:
        FactorIsOff: it was off already.
        WrongCode: this is no code of it.
    """
    if not has_factor(session, user_id):
        raise FactorIsOff
    spend_code(session, user_id, code, secret_key=secret_key, now=now)
    take_off(session, user_id, now=now)


def take_off(session: Session, user_id: int, *, now: datetime) -> None:
    """The operator's word: without a code. Sessions end, since nobody knows any more whose they are.

    Raises:
        FactorIsOff: it was off already.
    """
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    gone = cast(CursorResult[Any], session.execute(delete(SecondFactor).where(SecondFactor.user_id == user_id)))
    if gone.rowcount == 0:
        raise FactorIsOff
    end_sessions(session, user_id)
    tell(session, user_id, "factor-off", now=now)


def _write_codes(session: Session, user_id: int) -> tuple[str, ...]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    codes = new_recovery_codes()
    session.add_all(RecoveryCode(user_id=user_id, digest=recovery_digest(code) or "") for code in codes)
    session.flush()
    return codes


def _alone(session: Session, user_id: int) -> None:
    """Two clicks of one person come one after the other (PostgreSQL; SQLite has one writer anyway)."""
    session.execute(select(User.id).where(User.id == user_id).with_for_update())


# --- Keys for programs --------------------------------------------------------------------------------------------


def make_token(session: Session, user_id: int, name: str, *, now: datetime) -> str:
    """A key for a program, given back this once.

    Raises:
        TooManyTokens: so many are in use already.
    """
    _alone(session, user_id)
    live = select(func.count()).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    if (session.scalar(live) or 0) >= TOKENS_MAX:
        raise TooManyTokens(TOKENS_MAX)
    tell(session, user_id, "token", now=now)
    return create_token(session, user_id, now=now, name=name)


def revoke_token(session: Session, user_id: int, token_id: int, *, now: datetime) -> None:
    """From now on a program can't come in with it.

    Raises:
        TokenUnknown: this account has no such key, or took it back before.
    """
    mine = ApiToken.id == token_id, ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None)
    if _changed(session, update(ApiToken).where(*mine).values(revoked_at=now)) == 0:
        raise TokenUnknown
