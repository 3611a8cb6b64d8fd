"""Pages for the people of a centre: how full the halls are, and the ledger."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import houses_of
from portal.bookings.house.audience import small_audiences
from portal.bookings.queries import Narrowed, halls_of, latest_ledger_rows
from portal.bookings.sheets import LEDGER_COLUMNS, as_csv, ledger_values
from portal.bookings.who.filter import WhoFilter, read_filter
from portal.bookings.who.queries import choices_of, moments_of
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.web.access import for_centre, person
from portal.web.intake import row_id
from portal.web.todo import todos

blueprint = Blueprint("centre", __name__, template_folder="templates")

LEDGER_PAGE = 50
LEDGER_PATH = "/centrum/logboek"


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


@blueprint.get(LEDGER_PATH)
@for_centre
def ledger() -> ResponseReturnValue:
    """What happened, the newest first, in pages; of one school, one offer, one performance."""
    before = request.args.get("voor", type=row_id)
    wanted = _narrowed()
    lines = latest_ledger_rows(db.session, person().centres, _of(wanted), before=before, limit=LEDGER_PAGE + 1)
    older = lines[LEDGER_PAGE - 1].id if len(lines) > LEDGER_PAGE else None
    return render_template(
        "bookings/ledger.html",
        houses=_houses(),
        lines=lines[:LEDGER_PAGE],
        older=older,
        is_first=before is None,
        wanted=wanted,
        choices=choices_of(db.session, person().centres),
        moments=moments_of(db.session, wanted.offer_id, person().centres) if wanted.offer_id else [],
        path=LEDGER_PATH,
    )


@blueprint.get(f"{LEDGER_PATH}.csv")
@for_centre
def ledger_sheet() -> ResponseReturnValue:
    """The same rows for a spreadsheet, the oldest first."""
    lines = latest_ledger_rows(db.session, person().centres, _of(_narrowed()), limit=None)
    data = "\ufeff" + as_csv(LEDGER_COLUMNS, (ledger_values(line) for line in reversed(lines)), delimiter=";")
    answer = Response(data, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="logboek-{school_day(utc_now())}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _narrowed() -> WhoFilter:
    """Of the list of who booked, what the ledger can be narrowed to as well."""
    asked = read_filter(request.args)
    return WhoFilter(school_id=asked.school_id, offer_id=asked.offer_id, performance_id=asked.performance_id)


def _of(wanted: WhoFilter) -> Narrowed:
    return Narrowed(None, wanted.school_id, wanted.offer_id, wanted.performance_id)
