"""`/centrum/zalen/<id>/plan`: the plan of a hall. `/centrum/voorstelling/<id>/plaatsen`: who sits where."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.bookings.house.queries import evening_of
from portal.bookings.seating.places import Sits
from portal.bookings.seating.plan import COLUMNS_MAX, ROWS_MAX, Plan, PlanProblem, Seat, read_plan
from portal.bookings.seating.service import HallSeating, plan_of, save_plan, seating_of, tell_seating, text_of
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Venue
from portal.offers.publish.halls import hall_of
from portal.web.access import for_booker, for_editor, person

blueprint = Blueprint("seating", __name__, template_folder="templates")

TEXT_MAX = ROWS_MAX * (COLUMNS_MAX + 8)
COLOURS = 8


@dataclass(frozen=True)
class Drawn:
    """A place as it is drawn: `colour` 0 is a free one."""

    seat: Seat
    colour: int = 0
    letter: str = ""
    sits: str = ""


def _drawn(hall: HallSeating) -> list[Drawn]:
    taken = hall.seating.taken
    looks = {one.id: (turn % COLOURS + 1, one.letter) for turn, one in enumerate(hall.classes)}
    return [
        Drawn(seat, *looks[taken[seat]], hall.seating.of[taken[seat]][seat].value) if seat in taken else Drawn(seat)
        for seat in hall.plan.seats
    ]


def _own_hall(hall_id: int) -> Venue:
    return hall_of(db.session, hall_id, person().edits) or abort(404)


@blueprint.get("/centrum/zalen/<int:hall_id>/plan")
@for_editor
def plan(hall_id: int) -> ResponseReturnValue:
    hall = _own_hall(hall_id)
    return _plan_page(hall, text_of(db.session, hall.id), plan_of(db.session, hall.id), [])


@blueprint.post("/centrum/zalen/<int:hall_id>/plan")
@for_editor
def plan_submit(hall_id: int) -> ResponseReturnValue:
    """Show what the text draws, and keep it when that was asked."""
    hall = _own_hall(hall_id)
    text = request.form.get("plan", "").replace("\r\n", "\n")[:TEXT_MAX]
    drawn, problems = read_plan(text) if text.strip() else (None, [])
    if problems or "bekijk" in request.form:
        return _plan_page(hall, text, drawn, problems, status=422 if problems else 200)
    with write_transaction(db.session) as session:
        save_plan(session, hall.id, text, by=person(), now=utc_now())
    flash("Het zaalplan is bewaard." if text.strip() else "Deze zaal heeft geen plan meer: er wordt enkel geteld.")
    return redirect(url_for("bookings.seating.plan", hall_id=hall.id), code=303)


def _plan_page(
    hall: Venue, text: str, drawn: Plan | None, problems: list[PlanProblem], *, status: int = 200
) -> ResponseReturnValue:
    return render_template(
        "seating/plan.html",
        hall=hall,
        text=text,
        plan=drawn,
        places=[Drawn(seat) for seat in drawn.seats] if drawn else [],
        problems=problems,
        text_max=TEXT_MAX,
    ), status


@blueprint.get("/centrum/voorstelling/<int:performance_id>/plaatsen")
@for_booker
def places(performance_id: int) -> ResponseReturnValue:
    one = evening_of(db.session, performance_id, person().handles) or abort(404)
    hall = seating_of(db.session, one.id)
    return render_template(
        "seating/places.html",
        one=one,
        hall=hall,
        places=_drawn(hall) if hall else [],
        companion=Sits.COMPANION,
        colours=COLOURS,
    )


@blueprint.post("/centrum/voorstelling/<int:performance_id>/plaatsen")
@for_booker
def places_submit(performance_id: int) -> ResponseReturnValue:
    """Schools see their places from here on."""
    one = evening_of(db.session, performance_id, person().handles) or abort(404)
    with write_transaction(db.session) as session:
        told = tell_seating(session, one.id, by=person(), now=utc_now())
    flash("De scholen zien hun plaatsen bij hun boeking." if told else "Deze zaal heeft geen plan.")
    return redirect(url_for("bookings.seating.places", performance_id=one.id), code=303)
