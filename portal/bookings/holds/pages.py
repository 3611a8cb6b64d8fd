"""A yes to seats that are held, more time for it, and `/school/bevestigen` for a head who says it for everybody."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.models import Role
from portal.accounts.queries import Person, school_by_id
from portal.bookings.errors import BookingChanged, ImpossibleStep
from portal.bookings.found import find_booking
from portal.bookings.holds.errors import HoldEnded
from portal.bookings.holds.service import confirm_hold, extend_hold
from portal.bookings.queries import bookings_of, visit_by_reference
from portal.bookings.states import BookingState
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import for_booker, for_school, person, signed_in
from portal.web.formats import day_time

blueprint = Blueprint("holds", __name__, template_folder="templates")

HOURS = {"48": "twee dagen", "168": "een week", "336": "twee weken"}
"""How much longer a house holds seats; it may also do so until booking closes."""


@blueprint.post("/boekingen/<reference>/bevestigen")
@signed_in
def confirm(reference: str) -> ResponseReturnValue:
    if visit_by_reference(db.session, reference.upper(), person()) is None:
        abort(404)
    try:
        with write_transaction(db.session):
            confirm_hold(db.session, reference.upper(), actor=person(), now=utc_now())
    except HoldEnded:
        flash("De plaatsen waren al vervallen. Boek opnieuw zolang er plaats is.", "error")
    except (ImpossibleStep, BookingChanged):
        flash("Er veranderde net iets aan deze boeking. Kijk eerst hoe ze er nu voor staat.", "info")
    else:
        flash("Bevestigd: de plaatsen zijn van jullie. Er is een mail onderweg.")
    if request.form.get("lijst"):
        return redirect(url_for("bookings.holds.head"), code=303)
    return redirect(url_for("bookings.show", reference=reference.upper()), code=303)


@blueprint.post("/boekingen/<reference>/langer")
@for_booker
def extend(reference: str) -> ResponseReturnValue:
    now, asked = utc_now(), request.form.get("langer", "")
    found = find_booking(db.session, reference.upper())
    last, until = found.last_moment(now), max(found.booking.held_until or now, now)
    until = min(last, until + timedelta(hours=int(asked))) if asked in HOURS else last
    try:
        with write_transaction(db.session):
            extend_hold(db.session, reference.upper(), until, actor=person(), now=now)
    except (ImpossibleStep, BookingChanged):
        flash("Deze plaatsen worden niet meer vastgehouden.", "info")
    else:
        flash(f"De plaatsen blijven van de school tot {day_time(until)}. Ze krijgt een mail.")
    return redirect(url_for("bookings.show", reference=reference.upper()), code=303)


def _is_office(somebody: Person, school_id: int) -> bool:
    return any(hat.role is Role.OFFICE and hat.school_id == school_id for hat in somebody.hats)


def _school_id() -> int:
    return person().home_school_id or abort(403)


@blueprint.get("/school/bevestigen")
@for_school
def head() -> ResponseReturnValue:
    """What waits for a yes of the school, and who says it."""
    school_id, now = _school_id(), utc_now()
    lines = bookings_of(db.session, schools=[school_id])
    waiting = [line for line in lines if line.state is BookingState.HELD and line.starts_at > now]
    return render_template(
        "holds/head.html",
        school=school_by_id(db.session, school_id),
        waiting=sorted(waiting, key=lambda line: line.held_until or line.starts_at),
        is_office=_is_office(person(), school_id),
    )


@blueprint.post("/school/bevestigen")
@for_school
def head_submit() -> ResponseReturnValue:
    """Whether the head confirms is for the head to say."""
    school_id = _school_id()
    if not _is_office(person(), school_id):
        abort(403)
    wants_it = request.form.get("directie") == "ja"
    with write_transaction(db.session):
        school = school_by_id(db.session, school_id)
        if school is not None:
            school.confirms_bookings = wants_it
    said = "Bewaard: vanaf nu bevestigt de directie of het secretariaat elke boeking."
    flash(said if wants_it else "Bewaard: leerkrachten boeken voortaan zelf.")
    return redirect(url_for("bookings.holds.head"), code=303)
