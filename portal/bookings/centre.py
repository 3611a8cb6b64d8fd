"""Pages for the people of a centre: how full the halls are, and the ledger."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import houses_of
from portal.bookings.house.audience import small_audiences
from portal.bookings.queries import halls_of, latest_ledger_rows
from portal.clock import utc_now
from portal.extensions import db
from portal.web.access import for_centre, person
from portal.web.intake import row_id
from portal.web.todo import todos

blueprint = Blueprint("centre", __name__, template_folder="templates")

LEDGER_PAGE = 50


@blueprint.get("/centrum")
@for_centre
def overview() -> ResponseReturnValue:
    """The performances to come, with how many places are taken."""
    now = utc_now()
    halls = halls_of(db.session, person().centres, after=now)
    return render_template(
        "bookings/centre.html",
        houses=_houses(),
        halls=halls,
        taken=sum(hall.seats_taken for hall in halls),
        capacity=sum(hall.capacity for hall in halls),
        full=sum(hall.seats_left == 0 for hall in halls),
        smalls=small_audiences(db.session, person().handles, now=now),
        todos=todos(db.session, person().handles, now=now),
    )


def _houses() -> list[str]:
    return houses_of(db.session, person())["centre"]


@blueprint.get("/centrum/logboek")
@for_centre
def ledger() -> ResponseReturnValue:
    """What happened, the newest first, in pages."""
    before = request.args.get("voor", type=row_id)
    lines = latest_ledger_rows(db.session, person().centres, before=before, limit=LEDGER_PAGE + 1)
    older = lines[LEDGER_PAGE - 1].id if len(lines) > LEDGER_PAGE else None
    return render_template(
        "bookings/ledger.html", houses=_houses(), lines=lines[:LEDGER_PAGE], older=older, is_first=before is None
    )
