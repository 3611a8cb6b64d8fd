"""Coming in: the one place where a browser becomes somebody's."""

from flask import request, session
from flask_login import login_user

from portal.accounts.landing import landing_of
from portal.accounts.queries import Person
from portal.accounts.session import begin
from portal.clock import utc_now


def sign_in(somebody: Person) -> None:
    """From now on this browser is this person's. Whatever stood in the cookie before stays behind."""
    session.clear()
    begin(session, utc_now(), request.user_agent.string)
    login_user(somebody)


def onward(somebody: Person, target: str) -> str:
    """The page that somebody was on the way to; who just came in by the front door goes to their own desk."""
    return landing_of(somebody) if target == "/" else target
