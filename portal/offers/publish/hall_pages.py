"""`/centrum/zalen`: the halls of a house, with their places."""

import re
from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Venue
from portal.offers.publish.errors import HallInUse
from portal.offers.publish.halls import HallFacts, add_hall, change_hall, hall_of, halls_of, remove_hall
from portal.offers.publish.pages import chosen_centre, own_centres
from portal.web.access import for_editor, person

blueprint = Blueprint("halls", __name__, template_folder="templates")

NAME_MAX, SEATS_MAX = 80, 10_000
FIELDS = ("naam", "plaatsen", "rolstoel")


def _own_hall(hall_id: int) -> Venue:
    """A hall of this person's house; one of another house is not there."""
    return hall_of(db.session, hall_id, person().edits) or abort(404)


def _page(
    typed: Mapping[str, str], errors: Mapping[str, str], *, hall: Venue | None = None, status: int = 200
) -> ResponseReturnValue:
    return render_template(
        "publish/halls.html",
        halls=halls_of(db.session, person().edits),
        houses=own_centres(),
        hall=hall,
        typed=typed,
        errors=errors,
    ), status


def _read() -> tuple[dict[str, str], dict[str, str], HallFacts | None]:
    """What was typed, what is wrong with it, and the hall that it says."""
    typed = {name: " ".join(request.form.get(name, "").split()) for name in FIELDS}
    errors: dict[str, str] = {}
    if not typed["naam"] or len(typed["naam"]) > NAME_MAX:
        errors["naam"] = f"Geef de zaal een naam van hoogstens {NAME_MAX} tekens."
    seats = int(typed["plaatsen"]) if re.fullmatch(r"[0-9]{1,5}", typed["plaatsen"]) else 0
    if not 1 <= seats <= SEATS_MAX:
        errors["plaatsen"] = "Vul het aantal plaatsen in."
    wheelchair = int(typed["rolstoel"]) if re.fullmatch(r"[0-9]{1,5}", typed["rolstoel"]) else -1
    if not typed["rolstoel"]:
        wheelchair = 0
    if not 0 <= wheelchair <= max(seats, 0):
        errors["rolstoel"] = "Vul in hoeveel van die plaatsen voor een rolstoel zijn; 0 als het er geen zijn."
    return typed, errors, None if errors else HallFacts(typed["naam"], seats, wheelchair)


@blueprint.get("/centrum/zalen")
@for_editor
def halls() -> ResponseReturnValue:
    return _page({}, {})


@blueprint.post("/centrum/zalen")
@for_editor
def halls_submit() -> ResponseReturnValue:
    centre_id = chosen_centre()
    typed, errors, facts = _read()
    if facts is None:
        return _page(typed, errors, status=422)
    with write_transaction(db.session) as session:
        add_hall(session, centre_id, facts)
    flash(f"{facts.name} staat erbij.")
    return redirect(url_for("halls.halls"), code=303)


@blueprint.get("/centrum/zalen/<int:hall_id>")
@for_editor
def hall(hall_id: int) -> ResponseReturnValue:
    one = _own_hall(hall_id)
    typed = {"naam": one.name, "plaatsen": str(one.seats), "rolstoel": str(one.wheelchair_places)}
    return _page(typed, {}, hall=one)


@blueprint.post("/centrum/zalen/<int:hall_id>")
@for_editor
def hall_submit(hall_id: int) -> ResponseReturnValue:
    one = _own_hall(hall_id)
    typed, errors, facts = _read()
    if facts is None:
        return _page(typed, errors, hall=one, status=422)
    with write_transaction(db.session) as session:
        change_hall(session, _own_hall(hall_id), facts)
    flash("Bewaard.")
    return redirect(url_for("halls.halls"), code=303)


@blueprint.post("/centrum/zalen/<int:hall_id>/weg")
@for_editor
def hall_remove(hall_id: int) -> ResponseReturnValue:
    _own_hall(hall_id)
    try:
        with write_transaction(db.session) as session:
            one = _own_hall(hall_id)
            remove_hall(session, one)
    except HallInUse as refusal:
        flash(f"Deze zaal blijft: er staan nog {refusal.performances} voorstellingen in, ook van vroeger.", "warning")
        return redirect(url_for("halls.halls"), code=303)
    flash("De zaal is weg.", "info")
    return redirect(url_for("halls.halls"), code=303)
