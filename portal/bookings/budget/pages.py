"""`/school/maximumfactuur`: the amounts of a school, and what each class costs a pupil this year."""

import re
import secrets

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.queries import class_by_id, school_year
from portal.bookings.budget.forms import read_euro, show_euro
from portal.bookings.budget.queries import ClassYear, Outlook, class_years, limits_of, outlooks
from portal.bookings.budget.rules import Stage, Visit
from portal.bookings.budget.service import CENTS_MAX, WORD_MAX, CostRequest, add_cost, remove_cost, set_limit
from portal.bookings.requests import GroupRequest
from portal.bookings.school.access import is_office, school_id
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import for_school, person, person_or_none

blueprint = Blueprint("budget", __name__, template_folder="../templates")

KEY = re.compile(r"[0-9a-f]{32}")
STAGE_WORDS = {Stage.KLEUTER: "Kleuter", Stage.LAGER: "Lager"}


@blueprint.app_template_global("budget_after")
def budget_after(groups: tuple[GroupRequest, ...], cents: int) -> list[Outlook]:
    """The maximum bill of these classes with a booking of `cents` for all of them together."""
    somebody = person_or_none()
    home = somebody.home_school_id if somebody is not None else None
    ids = [group.class_group_id for group in groups if group.class_group_id is not None]
    if home is None or not ids or not cents:
        return []
    visit = Visit(cents, sum(group.pupils for group in groups))
    return outlooks(db.session, home, {class_id: [visit] for class_id in ids})


def this_year() -> str:
    return school_year(school_day(utc_now()))


def _office_only() -> None:
    if not is_office(person()):
        abort(403)


@blueprint.get("/school/maximumfactuur")
@for_school
def amounts() -> ResponseReturnValue:
    return _amounts_page()


def _amounts_page(errors: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    year = this_year()
    limits = limits_of(db.session, school_id(), year)
    typed = {stage: request.form.get(stage.value, show_euro(limits[stage].cents)) for stage in Stage}
    return render_template(
        "bookings/budget/amounts.html",
        year=year,
        limits=limits,
        typed=typed,
        errors=errors or {},
        words=STAGE_WORDS,
        classes=list(class_years(db.session, school_id(), year).values()),
        is_office=is_office(person()),
    ), status


@blueprint.post("/school/maximumfactuur")
@for_school
def amounts_submit() -> ResponseReturnValue:
    """Set the amounts of this school year; an empty field goes back to what was published."""
    _office_only()
    typed = {stage: request.form.get(stage.value, "").strip() for stage in Stage}
    read = {stage: read_euro(text) if text else None for stage, text in typed.items()}
    errors = {
        stage.value: "Vul een bedrag in, zoals 95 of 95,50."
        for stage, text in typed.items()
        if text and (read[stage] is None or (read[stage] or 0) > CENTS_MAX)
    }
    if errors:
        return _amounts_page(errors, 422)
    with write_transaction(db.session):
        for stage, cents in read.items():
            set_limit(db.session, school_id(), this_year(), stage, cents)
    flash("De bedragen zijn bewaard.")
    return redirect(url_for("school.budget.amounts"), code=303)


def _class_year(class_id: int) -> ClassYear:
    one = class_years(db.session, school_id(), None, only=[class_id]).get(class_id)
    return one or abort(404)


@blueprint.get("/school/klassen/<int:class_id>")
@for_school
def of_class(class_id: int) -> ResponseReturnValue:
    """One class: what it books this year and what else it costs, per pupil."""
    return _class_page(class_id)


def _class_page(class_id: int, errors: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    group = class_by_id(db.session, school_id(), class_id)
    if group is None:
        abort(404)
    return render_template(
        "bookings/budget/class.html",
        group=group,
        one=_class_year(class_id),
        sent=request.form,
        errors=errors or {},
        key=secrets.token_hex(16),
        word_max=WORD_MAX,
        is_office=is_office(person()),
    ), status


@blueprint.post("/school/klassen/<int:class_id>")
@for_school
def cost_submit(class_id: int) -> ResponseReturnValue:
    """Enter a cost that Foyer can't know."""
    if class_by_id(db.session, school_id(), class_id) is None:
        abort(404)
    _office_only()
    word = " ".join(request.form.get("wat", "").split())
    cents = read_euro(request.form.get("bedrag", ""))
    errors = {}
    if not 1 <= len(word) <= WORD_MAX:
        errors["wat"] = f"Zeg waarvoor, in hoogstens {WORD_MAX} tekens."
    if cents is None or not 1 <= cents <= CENTS_MAX:
        errors["bedrag"] = "Vul een bedrag in, zoals 18 of 18,50."
    if errors or cents is None:
        return _class_page(class_id, errors, 422)
    sent = request.form.get("sleutel", "")
    key = sent if KEY.fullmatch(sent) else secrets.token_hex(16)
    cost = CostRequest(key, class_id, word, cents, is_per_pupil=request.form.get("hoe") != "klas")
    with write_transaction(db.session):
        add_cost(db.session, school_id(), cost, user_id=person().id, now=utc_now())
    flash(f"{word} telt mee.")
    return redirect(url_for("school.budget.of_class", class_id=class_id), code=303)


@blueprint.post("/school/klassen/<int:class_id>/kosten/<int:cost_id>/weg")
@for_school
def cost_remove(class_id: int, cost_id: int) -> ResponseReturnValue:
    if class_by_id(db.session, school_id(), class_id) is None:
        abort(404)
    _office_only()
    with write_transaction(db.session):
        remove_cost(db.session, school_id(), cost_id)
    flash("Die kost telt niet meer mee.")
    return redirect(url_for("school.budget.of_class", class_id=class_id), code=303)
