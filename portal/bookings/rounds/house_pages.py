"""Pages of a house: announce a round, watch it, draw, look at the result, make it known."""

from datetime import datetime
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.bookings.rounds.announce import change_round, drop_round, make_round
from portal.bookings.rounds.draw import VALUE_MAX, draw_round, note_beacon
from portal.bookings.rounds.errors import BadRound
from portal.bookings.rounds.forms import PlanForm, empty_plan, filled_plan, read_plan
from portal.bookings.rounds.models import RoundState
from portal.bookings.rounds.publish import REASON_MAX, note_correction, publish_round
from portal.bookings.rounds.queries import (
    DateCard,
    RoundCard,
    corrections_of,
    dates_to_choose,
    demand,
    how_many_to_publish,
    protocol_for_house,
    round_by_id,
    rounds_of_centres,
    told,
    wishes_in,
)
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import for_booker, person
from portal.web.todo import WAITS, Wait

blueprint = Blueprint("house", __name__, template_folder="templates")

WAITS.append(
    Wait(
        "/centrum/verdelingen",
        "verdeling is geloot en nog niet bekend",
        "verdelingen zijn geloot en nog niet bekend",
        how_many_to_publish,
    )
)


def _round(round_id: int) -> RoundCard:
    return round_by_id(db.session, round_id, person().handles) or abort(404)


@blueprint.get("/centrum/verdelingen")
@for_booker
def rounds() -> ResponseReturnValue:
    lines = rounds_of_centres(db.session, person().handles)
    return render_template("rounds/house.html", lines=lines, moment=utc_now())


@blueprint.get("/centrum/verdelingen/nieuw")
@for_booker
def new() -> ResponseReturnValue:
    return _plan_page(empty_plan(utc_now()), None)


@blueprint.post("/centrum/verdelingen/nieuw")
@for_booker
def new_submit() -> ResponseReturnValue:
    now = utc_now()
    form = read_plan(request.form, request.form.getlist("voorstelling", type=int), now)
    if form.plan is None:
        return _plan_page(form, None, status=422)
    try:
        with write_transaction(db.session):
            made = make_round(db.session, form.plan, centre_id=min(person().handles), actor=person(), now=now)
    except BadRound as bad:
        return _plan_page(PlanForm(form.values, form.chosen, bad.problems), None, status=422)
    flash("De verdeling is aangekondigd. De belofte van de loting staat op haar pagina, voor iedereen.")
    return redirect(url_for("rounds.house.watch", round_id=made.id), code=303)


@blueprint.get("/centrum/verdelingen/<int:round_id>/wijzig")
@for_booker
def edit(round_id: int) -> ResponseReturnValue:
    found = _round(round_id)
    if found.state(utc_now()) is not RoundState.PLANNED:
        return redirect(url_for("rounds.house.watch", round_id=round_id), code=303)
    return _plan_page(filled_plan(found), found)


@blueprint.post("/centrum/verdelingen/<int:round_id>/wijzig")
@for_booker
def edit_submit(round_id: int) -> ResponseReturnValue:
    found, now = _round(round_id), utc_now()
    form = read_plan(request.form, request.form.getlist("voorstelling", type=int), now)
    if form.plan is None:
        return _plan_page(form, found, status=422)
    try:
        with write_transaction(db.session):
            change_round(db.session, round_id, form.plan, actor=person(), now=now)
    except BadRound as bad:
        return _plan_page(PlanForm(form.values, form.chosen, bad.problems), found, status=422)
    flash("Bewaard.")
    return redirect(url_for("rounds.house.watch", round_id=round_id), code=303)


def _plan_page(form: PlanForm, found: RoundCard | None, *, status: int = 200) -> ResponseReturnValue:
    dates = dates_to_choose(db.session, person().handles, now=utc_now(), besides=found.id if found else None)
    return render_template("rounds/plan.html", form=form, found=found, shows=by_show(dates)), status


def by_show(dates: tuple[DateCard, ...]) -> list[tuple[str, list[DateCard]]]:
    """Performances under the title of their show, the show that plays first on top."""
    first: dict[str, datetime] = {}
    for one in dates:
        first.setdefault(one.offer_slug, one.starts_at)
    ordered = sorted(dates, key=lambda one: (first[one.offer_slug], one.offer_slug, one.starts_at))
    return [(title, list(some)) for (_, title), some in groupby(ordered, key=lambda one: (one.offer_slug, one.title))]


@blueprint.get("/centrum/verdelingen/<int:round_id>")
@for_booker
def watch(round_id: int) -> ResponseReturnValue:
    return _watch_page(_round(round_id), utc_now())


def _watch_page(found: RoundCard, now: datetime, *, wrong: str = "", status: int = 200) -> ResponseReturnValue:
    wishes = wishes_in(db.session, found.id)
    text = protocol_for_house(db.session, found.id)
    return render_template(
        "rounds/watch.html",
        found=found,
        state=found.state(now),
        wishes=wishes,
        demands=demand(found, wishes),
        told=told(text) if text else None,
        corrections=corrections_of(db.session, found.id),
        wrong=wrong,
        reason_max=REASON_MAX,
        value_max=VALUE_MAX,
    ), status


@blueprint.post("/centrum/verdelingen/<int:round_id>")
@for_booker
def act(round_id: int) -> ResponseReturnValue:
    """`loot`, `getal`, `bekend`, `schrap` or `verbeter`."""
    found, now = _round(round_id), utc_now()
    here = redirect(url_for("rounds.house.watch", round_id=round_id), code=303)
    with write_transaction(db.session):
        if "loot" in request.form:
            draw_round(db.session, round_id, actor=person(), now=now)
            said = "Er is geloot. Het resultaat ligt vast: kijk het na en maak het bekend."
        elif "getal" in request.form:
            note_beacon(db.session, round_id, request.form.get("waarde", ""), actor=person())
            said = "Genoteerd. Het telt mee in het zaad."
        elif "bekend" in request.form:
            publish_round(db.session, round_id, actor=person(), now=now)
            said = "Bekendgemaakt: de boekingen staan er en de brieven vertrekken."
        elif "schrap" in request.form:
            drop_round(db.session, round_id, actor=person(), now=now)
            said = f"“{found.title}” is geschrapt; de voorstellingen zijn weer gewoon te boeken."
            here = redirect(url_for("rounds.house.rounds"), code=303)
        elif "verbeter" in request.form:
            reason = request.form.get("reden", "")
            if not reason.strip():
                return _watch_page(found, now, wrong="Schrijf wat er veranderde, en waarom.", status=422)
            note_correction(db.session, round_id, reason, actor=person(), now=now)
            said = "Het staat bij de uitslag."
        else:
            abort(400)
    flash(said)
    return here
