"""`/centrum/huisregels`: the rules of a house in plain Dutch, with an example that follows what is typed."""

from dataclasses import replace

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.models import ClassLevel
from portal.accounts.queries import houses_of
from portal.bookings.policy.example import Case, Worked, work_out
from portal.bookings.policy.form import PRICES, STEPS, RulesForm, filled, read_rules_form
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import RulesChanged, read_rules, rules_in_force, save_rules, versions_of
from portal.bookings.policy.words import sentences
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import OfferKind
from portal.web.access import for_centre, person
from portal.web.formats import MONTHS

blueprint = Blueprint("policy", __name__, template_folder="../templates")


def _centre_id() -> int:
    return min(person().centres)


def _may_change() -> bool:
    return _centre_id() in person().administers


@blueprint.get("/centrum/huisregels")
@for_centre
def rules() -> ResponseReturnValue:
    now = rules_in_force(db.session, _centre_id())
    return _page(filled(now.rules), number=now.number)


@blueprint.post("/centrum/huisregels")
@for_centre
def rules_submit() -> ResponseReturnValue:
    """Store a next version; or, asked for with `X-Fragment`, show what the rules in the fields come down to."""
    form = read_rules_form(request.form)
    if request.headers.get("X-Fragment") == "example":
        return render_template("bookings/policy/_example.html", **_told(form))
    if not _may_change():
        abort(403)
    number = request.form.get("versie", type=int) or 0
    if "reken" in request.form:
        return _page(form, number=number)
    if form.rules is None:
        return _page(form, number=number, status=422)
    try:
        with write_transaction(db.session):
            saved = save_rules(db.session, _centre_id(), form.rules, after=number, actor=person(), now=utc_now())
    except RulesChanged as changed:
        return _page(form, number=changed.number, status=409, changed=True)
    flash(f"Bewaard als versie {saved.number}. Nieuwe boekingen volgen ze; wie al boekte, houdt de regels van toen.")
    return redirect(url_for("bookings.policy.rules"), code=303)


@blueprint.get("/centrum/huisregels/<int:number>")
@for_centre
def version(number: int) -> ResponseReturnValue:
    """One version as it was, for who asks what held when they booked."""
    versions = versions_of(db.session, _centre_id())
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        abort(404)
    return render_template(
        "bookings/policy/version.html",
        houses=houses_of(db.session, person())["centre"],
        version=found,
        sentences=sentences(read_rules(found.rules)),
        newest=versions[0].number,
    )


def _page(form: RulesForm, *, number: int, status: int = 200, changed: bool = False) -> ResponseReturnValue:
    page = render_template(
        "bookings/policy/rules.html",
        houses=houses_of(db.session, person())["centre"],
        number=number,
        versions=versions_of(db.session, _centre_id()),
        levels=tuple(ClassLevel),
        kinds=tuple(OfferKind),
        prices=PRICES,
        steps=STEPS,
        month_names=MONTHS,
        tolerant=any(form.values.get(f"wegblijven-{level}") for level in ClassLevel),
        may_change=_may_change(),
        changed=changed,
        **_told(form),
    )
    answer = Response(page, status=status)
    answer.headers["Vary"] = "X-Fragment, Cookie"
    return answer


def _told(form: RulesForm) -> dict[str, object]:
    """The form with what its rules say and cost; with a field that can't be read, nothing of it."""
    now: HouseRules | None = form.rules
    worked: Worked | None = work_out(now, _case()) if now is not None else None
    return {"form": form, "sentences": sentences(now) if now is not None else [], "worked": worked}


def _case() -> Case:
    """The class of the example: what was asked, within what a class can be."""
    usual = Case()
    level = request.form.get("voorbeeld-niveau", usual.level.value)
    return replace(
        usual,
        pupils=_within("voorbeeld-leerlingen", 1, 60, usual.pupils),
        companions=_within("voorbeeld-begeleiders", 0, 20, usual.companions),
        absent=_within("voorbeeld-afwezig", 0, 60, usual.absent),
        days_before=_within("voorbeeld-dagen", 0, 120, usual.days_before),
        level=ClassLevel(level) if level in set(ClassLevel) else usual.level,
    )


def _within(name: str, least: int, most: int, usual: int) -> int:
    given = request.form.get(name, type=int)
    return usual if given is None else max(least, min(most, given))
