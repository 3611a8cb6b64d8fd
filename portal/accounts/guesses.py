"""Wrong log-ins, counted the same for the page and for the feeds."""

import hashlib

from werkzeug.exceptions import TooManyRequests

from portal.accounts.keys.errors import CodesPaused
from portal.web.limits import (
    ANYWHERE,
    FLOOD,
    WRONG_CODES,
    count_wrong,
    refuse_after_guessing,
    refuse_flood,
    refuse_guessing,
)


def _account(email: str) -> str:
    """One account in the counts of wrong guesses; a digest, so that no address of a person stands in a cache."""
    return f"login-{hashlib.sha256(email.strip().lower().encode()).hexdigest()}"


def refuse_guessers(email: str) -> None:
    """429 before the password is looked at: a right one must not get through among guesses, nor cost a hash.

    Per account and address, so that a pupil who guesses at one teacher keeps no other teacher of the school out.
    """
    refuse_after_guessing(_account(email))
    refuse_flood("login")


def count_failure(email: str) -> None:
    count_wrong(_account(email))
    count_wrong("login-flood", FLOOD)
    refuse_guessing("login")


def at_log_in(stamp: str) -> str:
    """Where the codes of a log-in are counted: anew with each password. Who is told to choose another one, because
    somebody guesses with the first, would still find the door shut. `stamp`: see `User.session_stamp`."""
    return f"log-in-{hashlib.sha256(stamp.encode()).hexdigest()[:16]}"


def refuse_code_guessers(user_id: int, where: str) -> None:
    """Before a code of the second step is looked at, once too many were wrong for this account from anywhere.

    Counted apart `where` somebody came in another way: who knows the password and guesses at codes must not keep the
    owner of the mailbox from setting another password.

    Raises:
        CodesPaused: too many.
    """
    try:
        refuse_after_guessing(f"code-{where}-{user_id}", WRONG_CODES, by=ANYWHERE)
    except TooManyRequests:
        raise CodesPaused from None


def count_wrong_code(user_id: int, where: str) -> None:
    count_wrong(f"code-{where}-{user_id}", WRONG_CODES, by=ANYWHERE)
