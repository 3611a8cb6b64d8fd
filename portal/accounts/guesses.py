"""Wrong log-ins, counted the same for the page and for the feeds."""

import hashlib

from portal.web.limits import FLOOD, count_wrong, refuse_after_guessing, refuse_flood, refuse_guessing


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
