"""`/boekingen/<reference>/aantallen`: how many come, what that costs, and that it is definitive."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.bookings.counts.errors import CountsLocked
from portal.bookings.counts.forms import NumberRow, read_rows, rows_of
from portal.bookings.counts.service import change_counts, groups_for_change, owed_for, price_of_numbers, settle_counts
from portal.bookings.errors import BookingChanged, ImpossibleStep, PerformanceFull, SchoolLimit
from portal.bookings.found import find_booking
from portal.bookings.queries import Visit, visit_by_reference
from portal.bookings.standing import standing_of
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import person, signed_in

blueprint = Blueprint("counts", __name__, template_folder="templates")


def _visit(reference: str) -> Visit:
    return visit_by_reference(db.session, reference.upper(), person()) or abort(404)


@blueprint.get("/boekingen/<reference>/aantallen")
@signed_in
def numbers(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    return _page(visit, rows_of(visit.groups))


@blueprint.post("/boekingen/<reference>/aantallen")
@signed_in
def numbers_submit(reference: str) -> ResponseReturnValue:
    """Show what the numbers cost; with `bewaar`, change them."""
    visit = _visit(reference)
    rows = read_rows(request.form, visit.groups)
    if any(row.errors for row in rows):
        return _page(visit, rows, status=422)
    if "bewaar" not in request.form:
        return _page(visit, rows, worked=True)
    try:
        with write_transaction(db.session):
            wanted = [row.numbers for row in rows]
            booking = change_counts(db.session, visit.reference, wanted, actor=person(), now=utc_now())
    except (PerformanceFull, SchoolLimit) as refusal:
        return _page(visit, rows, status=409, worked=True, refusal=refusal)
    except (CountsLocked, ImpossibleStep, BookingChanged):
        return _page(_visit(reference), rows_of(_visit(reference).groups), status=409, changed=True)
    flash(f"Bewaard: {booking.seats} plaatsen. Er is een mail onderweg.")
    return redirect(url_for("bookings.show", reference=visit.reference), code=303)


@blueprint.post("/boekingen/<reference>/definitief")
@signed_in
def settle(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    try:
        with write_transaction(db.session):
            settle_counts(db.session, visit.reference, actor=person(), now=utc_now())
    except (ImpossibleStep, BookingChanged):
        flash("Er veranderde net iets aan deze boeking. Kijk eerst hoe ze er nu voor staat.", "info")
    else:
        flash("De aantallen zijn definitief. Er is een mail onderweg.")
    return redirect(url_for("bookings.show", reference=visit.reference), code=303)


def _page(
    visit: Visit,
    rows: list[NumberRow],
    *,
    status: int = 200,
    worked: bool = False,
    refusal: PerformanceFull | SchoolLimit | None = None,
    changed: bool = False,
) -> ResponseReturnValue:
    """`worked`: the numbers can be read, so what they cost is shown."""
    is_sound = worked and not any(row.errors for row in rows)
    return render_template(
        "counts/numbers.html",
        visit=visit,
        rows=rows,
        standing=standing_of(db.session, visit, person(), now=utc_now()),
        is_school=visit.school.id in person().schools,
        cents=_cents(visit, rows) if is_sound else None,
        seats=sum(row.numbers.pupils + row.numbers.companions for row in rows) if is_sound else None,
        refusal=refusal,
        refused=refusal.code if refusal else "",
        changed=changed,
        has_tariff=any(row.has_tariff for row in rows),
    ), status


def _cents(visit: Visit, rows: list[NumberRow]) -> int:
    booking = find_booking(db.session, visit.reference).booking
    groups = groups_for_change(db.session, booking.id)
    price = price_of_numbers(db.session, booking, groups, [row.numbers for row in rows])
    owed = owed_for(db.session, booking, price)
    return price if owed is None else owed
