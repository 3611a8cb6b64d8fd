"""Pages for the people of a centre: how full the halls are, who booked, and the ledger."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import houses_of
from portal.bookings.house.audience import small_audiences
from portal.bookings.queries import HallLine, halls_of, latest_ledger_rows, who_booked
from portal.bookings.sheets import WHO_COLUMNS, as_csv, who_values
from portal.clock import local, utc_now
from portal.extensions import db
from portal.web.access import for_centre, person
from portal.web.intake import row_id

blueprint = Blueprint("centre", __name__, template_folder="templates")

LEDGER_PAGE = 50


@blueprint.get("/centrum")
@for_centre
def overview() -> ResponseReturnValue:
    """The performances to come, with how many places are taken."""
    halls = halls_of(db.session, person().centres, after=utc_now())
    return render_template(
        "bookings/centre.html",
        houses=_houses(),
        halls=halls,
        taken=sum(hall.seats_taken for hall in halls),
        capacity=sum(hall.capacity for hall in halls),
        full=sum(hall.seats_left == 0 for hall in halls),
        smalls=small_audiences(db.session, person().handles, now=utc_now()),
    )


def _houses() -> list[str]:
    return houses_of(db.session, person())["centre"]


def _asked_halls() -> list[HallLine]:
    """The performances that the page is about: one by `?moment=`, else all to come. A foreign one is not there."""
    moment = request.args.get("moment", type=row_id)
    if moment is None:
        return halls_of(db.session, person().centres, after=utc_now())
    one = [hall for hall in halls_of(db.session, person().centres) if hall.performance_id == moment]
    return one or abort(404)


@blueprint.get("/centrum/boekingen")
@for_centre
def bookings() -> ResponseReturnValue:
    """Who booked, per performance, from the ledger alone."""
    halls = _asked_halls()
    booked = who_booked(
        db.session,
        centres=person().centres,
        performance_id=halls[0].performance_id if "moment" in request.args else None,
    )
    return render_template(
        "bookings/who.html",
        houses=_houses(),
        halls=[hall for hall in halls if hall.performance_id in booked or "moment" in request.args],
        booked=booked,
        one=halls[0] if "moment" in request.args else None,
    )


@blueprint.get("/centrum/boekingen.csv")
@for_centre
def bookings_sheet() -> ResponseReturnValue:
    """The same list for a spreadsheet: semicolons and a byte order mark, as a Belgian Excel expects."""
    halls = _asked_halls()
    booked = who_booked(db.session, centres=person().centres)
    rows = [
        who_values(hall.title, local(hall.starts_at).strftime("%Y-%m-%d %H:%M"), line)
        for hall in halls
        for line in booked.get(hall.performance_id, ())
    ]
    answer = Response("\ufeff" + as_csv(WHO_COLUMNS, rows, delimiter=";"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="boekingen.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


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
