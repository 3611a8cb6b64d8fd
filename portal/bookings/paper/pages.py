"""The addresses of bookings on paper."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from portal.bookings.door.queries import board_of
from portal.bookings.policy.charge import Until, what_cancelling_costs
from portal.bookings.policy.service import rules_of_version
from portal.bookings.queries import Visit, visit_by_reference
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.web.access import for_door, person, settings, signed_in

blueprint = Blueprint("paper", __name__)


@blueprint.get("/centrum/deur/<int:performance_id>/lijst.pdf")
@for_door
def door_list(performance_id: int) -> ResponseReturnValue:
    # Here and not above: the library takes half a second to import, which every start of a program would pay.
    from portal.bookings.paper.door_list import door_list as made

    board = board_of(db.session, performance_id, person().receives) or abort(404)
    return _pdf(made(board, now=utc_now()), f"deur-{board.sitting.day}-{performance_id}.pdf")


@blueprint.get("/boekingen/<reference>.pdf")
@signed_in
def confirmation(reference: str) -> ResponseReturnValue:
    """The booking on one page, for the school and for the house."""
    from portal.bookings.paper.confirmation import confirmation as made

    visit = visit_by_reference(db.session, reference.upper(), person()) or abort(404)
    now = utc_now()
    return _pdf(made(visit, _steps(visit), base_url=settings().base_url, now=now), f"{visit.reference}.pdf")


def _steps(visit: Visit) -> list[Until]:
    now = utc_now()
    if not visit.can_be_cancelled(now):
        return []
    rules = rules_of_version(db.session, visit.policy_id)
    return what_cancelling_costs(
        rules, visit.bill_cents, today=school_day(now), performance=school_day(visit.starts_at)
    )


def _pdf(data: bytes, name: str) -> Response:
    answer = Response(data, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
