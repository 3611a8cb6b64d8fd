"""The screen that answers who booked and who paid, and the same for a spreadsheet."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.bookings.states import BookingState
from portal.bookings.who.filter import Order, WhoFilter, read_filter
from portal.bookings.who.queries import PAGE, Moment, choices_of, moment_of, moments_of, who_lines, who_totals
from portal.bookings.who.sheets import who_csv, who_xlsx
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.web.access import for_centre, person
from portal.web.formats import day_time, word

blueprint = Blueprint("who", __name__, template_folder="templates")

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/centrum/boekingen")
@for_centre
def bookings() -> ResponseReturnValue:
    wanted, moment = _wanted()
    totals = who_totals(db.session, person().centres, wanted)
    pages = max(1, -(-totals.bookings // PAGE))
    if wanted.page > pages:
        return redirect(replace(wanted, page=pages).address(page=pages), code=303)
    choices = choices_of(db.session, person().centres)
    return render_template(
        "who/list.html",
        lines=who_lines(db.session, person().centres, wanted),
        totals=totals,
        wanted=wanted,
        pages=pages,
        moment=moment,
        choices=choices,
        moment_pairs=_moments(wanted),
        state_pairs=[(one.value, word(one)) for one in BookingState],
        year_pairs=[(year, f"{year}-{year + 1}") for year in reversed(choices.years)],
        orders=Order,
    )


def _moments(wanted: WhoFilter) -> list[tuple[int, str]]:
    """Once an offer is chosen, its performances to choose from."""
    if wanted.offer_id is None:
        return []
    found = moments_of(db.session, wanted.offer_id, person().centres)
    return [(place, day_time(starts_at)) for place, starts_at in found]


def _wanted() -> tuple[WhoFilter, Moment | None]:
    """What is asked. A performance of another house is not there."""
    wanted = read_filter(request.args)
    if wanted.performance_id is None:
        return wanted, None
    return wanted, moment_of(db.session, wanted.performance_id, person().centres) or abort(404)


@blueprint.get("/centrum/boekingen.csv")
@for_centre
def bookings_sheet() -> ResponseReturnValue:
    wanted, _moment = _wanted()
    lines = who_lines(db.session, person().centres, wanted, limit=None)
    return _file(who_csv(lines), "text/csv; charset=utf-8", "csv", utc_now())


@blueprint.get("/centrum/boekingen.xlsx")
@for_centre
def bookings_workbook() -> ResponseReturnValue:
    wanted, _moment = _wanted()
    now = utc_now()
    lines = who_lines(db.session, person().centres, wanted, limit=None)
    return _file(who_xlsx(lines, made_at=now), SHEET, "xlsx", now)


def _file(data: str | bytes, kind: str, ending: str, now: datetime) -> Response:
    answer = Response(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="boekingen-{school_day(now)}.{ending}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
