"""`/centrum/aanvragen`: what schools asked for, and a yes or a no."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.bookings.approval.errors import ReasonMissing
from portal.bookings.approval.queries import how_many_asked, requests_of
from portal.bookings.approval.service import approve, decline
from portal.bookings.errors import BookingChanged, ImpossibleStep, PerformanceFull
from portal.bookings.requests import REASON_MAX
from portal.bookings.states import BookingState
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import for_booker, person
from portal.web.formats import count
from portal.web.todo import WAITS, Wait

blueprint = Blueprint("approval", __name__, template_folder="templates")

WAITS.append(
    Wait("/centrum/aanvragen", "aanvraag wacht op je antwoord", "aanvragen wachten op je antwoord", how_many_asked)
)


@blueprint.get("/centrum/aanvragen")
@for_booker
def requests() -> ResponseReturnValue:
    """Per performance, who asked first on top, with the places that are left."""
    return render_template(
        "approval/requests.html",
        halls=requests_of(db.session, person().handles, now=utc_now()),
        reason_max=REASON_MAX,
    )


@blueprint.post("/boekingen/<reference>/ja")
@for_booker
def say_yes(reference: str) -> ResponseReturnValue:
    try:
        with write_transaction(db.session):
            booking = approve(db.session, reference.upper(), actor=person(), now=utc_now())
    except PerformanceFull as full:
        places = count(full.left, "plaats", "plaatsen")
        flash(f"Er zijn nog {places}, en deze aanvraag is voor {full.wanted}. Er is niets veranderd.", "error")
    except (ImpossibleStep, BookingChanged):
        flash("Deze aanvraag was al beantwoord of ingetrokken.", "info")
    else:
        waits = " De school moet ze nog bevestigen." if booking.state is BookingState.HELD else ""
        flash(f"Ja gezegd: de {booking.seats} plaatsen zijn van de school.{waits} Ze krijgt een mail.")
    return _back(reference)


@blueprint.post("/boekingen/<reference>/nee")
@for_booker
def say_no(reference: str) -> ResponseReturnValue:
    reason = " ".join(request.form.get("reden", "").split())
    try:
        with write_transaction(db.session):
            decline(db.session, reference.upper(), reason=reason, actor=person(), now=utc_now())
    except ReasonMissing:
        flash("Zeg ook waarom niet: de school leest het in haar mail.", "error")
    except (ImpossibleStep, BookingChanged):
        flash("Deze aanvraag was al beantwoord of ingetrokken.", "info")
    else:
        flash("Nee gezegd. De school krijgt een mail met de reden.")
    return _back(reference)


def _back(reference: str) -> ResponseReturnValue:
    if request.form.get("lijst"):
        return redirect(url_for("bookings.approval.requests"), code=303)
    return redirect(url_for("bookings.show", reference=reference.upper()), code=303)
