"""After each answer: was this somebody whose account counts as unused for weeks? Then it doesn't any more."""

import logging
from datetime import date

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.privacy.unused import NOTED_EVERY, note_use
from portal.accounts.queries import Person
from portal.clock import school_day, utc_now
from portal.db import is_writing, write_transaction
from portal.extensions import db

API_CALLER = "foyer.api_caller"
"""Where the API and the feeds leave who called; they know no log-in."""

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.after_request(_note_use)


def _note_use(response: Response) -> Response:
    somebody = g.get("_login_user") or request.environ.get(API_CALLER)
    if isinstance(somebody, Person) and response.status_code < 500 and _is_old(somebody.last_used_on):
        try:
            if not is_writing(db.session):
                with write_transaction(db.session) as session:
                    note_use(session, somebody.id, now=utc_now())
        except SQLAlchemyError:
            # The answer is made; the next one notes it.
            log.exception("The use of account %s was not noted", somebody.id)
    return response


def _is_old(day: date | None) -> bool:
    return day is not None and day <= school_day(utc_now()) - NOTED_EVERY
