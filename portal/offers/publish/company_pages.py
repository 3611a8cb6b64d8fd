"""`/gezelschap/...`: a company enters its production once; every house that programmes it starts from there."""

import json
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.accounts.models import ClassLevel, Company
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Discipline, OfferKind, Production
from portal.offers.publish.errors import EditedMeanwhile
from portal.offers.publish.facts import OfferFacts
from portal.offers.publish.pages import author, row_moment
from portal.offers.publish.productions import (
    TEXTS,
    ProductionFacts,
    ProductionNotReady,
    change_production,
    create_production,
    facts_of_production,
    lacking,
    production_of,
    share,
)
from portal.offers.publish.sheet import MODES, SPEECH, Merged, Sheet, Towns, merged, read_sheet, sheet_of
from portal.offers.publish.story import label_of
from portal.web import formats
from portal.web.access import for_company, person
from portal.web.intake import row_id

blueprint = Blueprint("company", __name__, template_folder="templates")

NO_TOWNS = Towns({}, {})
PLAIN = ("title", *TEXTS, "kind", "levels", "language", "performance_mode")


TYPED = ("title", *TEXTS, "kind", "discipline", "performance_mode", "age_from", "age_to", "duration_min", "language")
MARKED = ("levels",)
"""The fields of the form, as an offer's form calls them."""
UNKNOWN = Sheet({}, {}, {}, {})


def _part(sheet: Sheet) -> Sheet:
    """What a company fills in of an offer's form."""
    typed = {name: sheet.typed[name] for name in TYPED if name in sheet.typed}
    return Sheet(typed, {name: sheet.marked[name] for name in MARKED if name in sheet.marked}, {}, {})


def _basis_of(sheet: Sheet) -> str:
    """What stands in the form as it is opened; it comes back with what is typed, for productions have no history."""
    part = _part(sheet)
    return json.dumps([dict(part.typed), {name: sorted(values) for name, values in part.marked.items()}])


def _basis(text: str) -> Sheet:
    """The same out of a form. Whatever is no such text says nothing: then each field that differs is shown twice."""
    try:
        typed, marked = json.loads(text)
        return _part(
            Sheet(
                {name: value for name, value in typed.items() if isinstance(value, str)},
                {name: frozenset(map(str, values)) for name, values in marked.items()},
                {},
                {},
            )
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return UNKNOWN


def _own_companies() -> list[tuple[int, str]]:
    query = select(Company.id, Company.name).where(Company.id.in_(person().companies)).order_by(Company.name)
    return [(row.id, row.name) for row in db.session.execute(query)]


def _sheet(facts: ProductionFacts) -> Sheet:
    """The same form as an offer's, with the fields that a company fills in."""
    left_open = tuple(name for name in ("age_from", "discipline", "duration_min") if getattr(facts, name) is None)
    known = {name: getattr(facts, name) for name in PLAIN}
    known |= {
        name: value
        for name in ("discipline", "age_from", "age_to", "duration_min")
        if (value := getattr(facts, name)) is not None
    }
    return sheet_of(OfferFacts(**known, open_fields=left_open), NO_TOWNS)


def _facts(told: OfferFacts) -> ProductionFacts:
    """What a company said, out of what an offer's form reads."""
    ages = (None, None) if "age_from" in told.open_fields else (told.age_from, told.age_to)
    return ProductionFacts(
        **{name: getattr(told, name) for name in PLAIN},
        discipline=None if "discipline" in told.open_fields else told.discipline,
        age_from=ages[0],
        age_to=ages[1],
        duration_min=None if "duration_min" in told.open_fields else told.duration_min,
    )


def _page(
    sheet: Sheet,
    production: Production | None = None,
    *,
    version: str | None = None,
    status: int = 200,
    merge: Merged | None = None,
) -> ResponseReturnValue:
    now_version = production.updated_at.isoformat() if production and production.updated_at else ""
    missing = lacking(facts_of_production(db.session, production)) if production else ()
    return render_template(
        "publish/production.html",
        sheet=sheet,
        production=production,
        version=now_version if version is None else version,
        companies=_own_companies(),
        levels=list(ClassLevel),
        kinds=list(OfferKind),
        disciplines=list(Discipline),
        speech=SPEECH,
        visits=MODES,
        missing=[(name, label_of(name)) for name in missing],
        merge=merge,
        basis=_basis_of(_sheet(facts_of_production(db.session, production)))
        if production and version is None
        else request.form.get("basis", ""),
    ), status


@blueprint.get("/gezelschap/nieuw")
@for_company
def new() -> ResponseReturnValue:
    return _page(_sheet(ProductionFacts(title="")))


@blueprint.post("/gezelschap/nieuw")
@for_company
def new_submit() -> ResponseReturnValue:
    company_id = request.form.get("gezelschap", type=row_id) or min(person().companies)
    if company_id not in person().companies:
        abort(403)
    sheet = read_sheet(request.form, NO_TOWNS, ())
    if sheet.facts is None:
        return _page(sheet, status=422)
    with write_transaction(db.session) as session:
        made = create_production(session, company_id, _facts(sheet.facts), now=utc_now())
    flash(f"{made.title} is bewaard. Zet er nog foto's bij en toon ze dan aan de centra.")
    return redirect(url_for("company.facts", slug=made.slug), code=303)


@blueprint.get("/gezelschap/<slug>/gegevens")
@for_company
def facts(slug: str) -> ResponseReturnValue:
    production = production_of(db.session, slug, person().companies)
    return _page(_sheet(facts_of_production(db.session, production)), production)


@blueprint.post("/gezelschap/<slug>/gegevens")
@for_company
def facts_submit(slug: str) -> ResponseReturnValue:
    """Save; the texts go on to the houses that left them as they were."""
    production = production_of(db.session, slug, person().companies)
    sheet = read_sheet(request.form, NO_TOWNS, ())
    version = request.form.get("versie", "")
    if sheet.facts is None:
        return _page(sheet, production, version=version, status=422)
    try:
        with write_transaction(db.session) as session:
            locked = production_of(session, slug, person().companies, lock=True)
            told = _facts(sheet.facts)
            many = change_production(session, locked, told, _seen(version), author=author(), now=utc_now())
    except EditedMeanwhile:
        return _conflict(sheet, production_of(db.session, slug, person().companies))
    except ProductionNotReady as refusal:
        text = "Centra kunnen deze productie vinden, en hebben dit nodig."
        wrong = Sheet(sheet.typed, sheet.marked, sheet.rows, dict.fromkeys(refusal.missing, text))
        return _page(wrong, production, version=version, status=422)
    flash(_saved(many))
    return redirect(url_for("company.facts", slug=slug), code=303)


def _conflict(mine: Sheet, production: Production) -> ResponseReturnValue:
    """A colleague was faster: what only they changed comes along, disputed fields show both, one more click saves."""
    there = _part(_sheet(facts_of_production(db.session, production)))
    found = merged(mine, _basis(request.form.get("basis", "")), there)
    return _page(found.sheet, production, status=409, merge=found)


def _seen(version: str) -> datetime | None:
    try:
        return row_moment(version)
    except ValueError:
        return None


def _saved(many: int) -> str:
    if not many:
        return "Bewaard."
    return f"Bewaard. De nieuwe tekst staat nu ook bij {formats.count(many, 'aanbod', 'keer aanbod')} van centra."


@blueprint.post("/gezelschap/<slug>/tonen")
@for_company
def share_submit(slug: str) -> ResponseReturnValue:
    """Show a production to the houses, or keep it to the company again."""
    production_of(db.session, slug, person().companies)
    wanted = request.form.get("doe", "") != "verberg"
    try:
        with write_transaction(db.session) as session:
            share(session, production_of(session, slug, person().companies, lock=True), is_shared=wanted)
    except ProductionNotReady as refusal:
        names = formats.names([label_of(name) for name in refusal.missing])
        flash(f"Vul eerst nog in: {names}.", "warning")
        return redirect(url_for("company.facts", slug=slug), code=303)
    flash("Alle centra kunnen deze productie nu vinden." if wanted else "Enkel jullie zien deze productie nog.")
    return redirect(url_for("company.facts", slug=slug), code=303)
