"""What the game on the board asks of the portal: the pack of a visit, and to keep what the class did."""

from flask import Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

import portal.visits.refusals  # noqa: F401 - registers the words of the refusals.
from portal.api.auth import api_blueprint
from portal.api.problems import answer_with_problems, body
from portal.bookings.codes import read_visit_code
from portal.bookings.models import Booking
from portal.bookings.queries import booking_by_code
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.packs.queries import pack_for_booking
from portal.visits.report import RunReport
from portal.visits.service import Kept, keep_run
from portal.web.limits import refuse_guessing

blueprint = api_blueprint("api_visits")
answer_with_problems(blueprint)


@blueprint.get("/visits/<code>/pack")
def pack(code: str) -> ResponseReturnValue:
    """The pack as a `.foyer` file. A board that has it already asks with If-None-Match and gets 304."""
    file = pack_for_booking(db.session, known_booking(code))
    response = Response(file.data, content_type="application/zip")
    response.headers["X-Pack-Digest"] = file.digest
    response.headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(file.digest)
    return response.make_conditional(request)


@blueprint.post("/visits/<code>/results")
def results(code: str) -> ResponseReturnValue:
    """Keep a run: 201, or 200 when it was kept before."""
    booking = known_booking(code)
    report = body(RunReport)
    with write_transaction(db.session):
        kept = keep_run(db.session, booking.id, report, now=utc_now())
    answer = {"stored": kept in (Kept.NEW, Kept.BEFORE), "run_id": report.run_id}
    return jsonify(answer), 201 if kept is Kept.NEW else 200


def known_booking(code: str) -> Booking:
    """The booking behind a visit code; an unknown code is a 404 that counts as a wrong guess."""
    typed = read_visit_code(code)
    booking = booking_by_code(db.session, typed) if typed else None
    if booking is None:
        refuse_guessing("visit")
        abort(404)
    return booking
