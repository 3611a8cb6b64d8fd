"""Is the process alive, and may it be given work?"""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import db
from portal.migrations.state import is_current

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Alive: the process answers. Nothing else is asked, so that a slow database doesn't get it killed."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Ready: the database answers and has the schema this code was written for."""
    try:
        ready = is_current(db.session.connection())
    except SQLAlchemyError:
        return jsonify(status="unavailable", reason="database"), 503
    if not ready:
        return jsonify(status="unavailable", reason="schema"), 503
    return jsonify(status="ok")
