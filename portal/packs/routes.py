"""`/gezelschap`: a company's productions, where they play, and the pack that their classes play.

Also what classes learned of a show, which its company and the houses that play it read alike.
"""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from content.archive import ARCHIVE_MAX
from content.load import LoadedPack, PackError, load_pack
from content.measure import Measure
from content.problem import Problem
from portal.accounts.queries import houses_of
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.packs.desk import ProductionDesk, company_names, productions_of, tally
from portal.packs.forms import PackForm
from portal.packs.queries import CORE, PackCard, earlier_packs, pack_for_production
from portal.packs.results import (
    CLASSES_MIN,
    Asked,
    OfVisit,
    asked_of,
    learned,
    played,
    runs_of_production,
    shows_of_centres,
    tellable,
)
from portal.packs.service import keep_pack
from portal.visits.queries import Names, names_in
from portal.web.access import for_centre, for_company, person

blueprint = Blueprint("packs", __name__, template_folder="templates")


@blueprint.get("/gezelschap")
@for_company
def productions() -> ResponseReturnValue:
    return render_template(
        "packs/productions.html",
        companies=company_names(db.session, person().companies),
        productions=productions_of(db.session, person().companies),
        tally=tally,
        now=utc_now(),
    )


def _production(slug: str) -> ProductionDesk:
    """A production of this person's company; that of another company is not there."""
    found = productions_of(db.session, person().companies, slug)
    return found[0] if found else abort(404)


@blueprint.get("/gezelschap/<slug>")
@for_company
def production(slug: str) -> ResponseReturnValue:
    return _production_page(_production(slug), PackForm())


def _production_page(
    desk: ProductionDesk, form: PackForm, *, problems: tuple[Problem, ...] = (), file: str = "", status: int = 200
) -> ResponseReturnValue:
    now = utc_now()
    runs = runs_of_production(db.session, desk.id)
    names = _names(desk.id, runs)
    return render_template(
        "packs/production.html",
        desk=desk,
        form=form,
        problems=problems,
        file=file,
        to_come=desk.to_come(now),
        before=tally(desk.played(now)),
        tally=tally,
        earlier=earlier_packs(db.session, desk.id) if desk.pack.stored_at else [],
        played=played(runs, names),
        learned=learned(asked_of(db.session, [desk.id]).get(desk.id, []), names),
        classes_min=CLASSES_MIN,
        limit_mb=ARCHIVE_MAX // 1024**2,
        core=CORE,
    ), status


def _names(production_id: int, runs: Sequence[OfVisit]) -> Names:
    """The words of the pack, which is opened only when there may be something to say with them."""
    return names_in(pack_for_production(db.session, production_id).data) if tellable(runs) else Names({}, {})


@blueprint.get("/centrum/spel")
@for_centre
def learned_at_centre() -> ResponseReturnValue:
    """What classes learned of the shows that this house plays: the sums of a show, wherever it played."""
    shows = shows_of_centres(db.session, person().centres)
    asked = asked_of(db.session, [production_id for production_id, _ in shows])
    found = [(title, _learned(production_id, asked.get(production_id, []))) for production_id, title in shows]
    return render_template(
        "packs/learned.html",
        houses=houses_of(db.session, person())["centre"],
        told=[(title, sums) for title, sums in found if sums],
        untold=[title for title, sums in found if not sums],
        classes_min=CLASSES_MIN,
    )


def _learned(production_id: int, asked: Sequence[Asked]) -> Measure | None:
    return learned(asked, _names(production_id, asked))


@blueprint.get("/gezelschap/<slug>/pakket")
@for_company
def pack(slug: str) -> ResponseReturnValue:
    """The pack that classes play now, to look at or to build on."""
    file = pack_for_production(db.session, _production(slug).id)
    answer = Response(file.data, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.post("/gezelschap/<slug>")
@for_company
def pack_submit(slug: str) -> ResponseReturnValue:
    """Judge a new pack as the board would. With one problem or more nothing is stored and all are told."""
    desk = _production(slug)
    form = PackForm()
    if not form.validate_on_submit():
        return _production_page(desk, form, status=422)
    # One byte more than allowed is enough for the reader to say that it is too large.
    data = form.pack.data.read(ARCHIVE_MAX + 1)
    try:
        loaded = load_pack(data)
    except PackError as refused:
        return _production_page(desk, form, problems=refused.problems, file=form.pack.data.filename or "", status=422)
    with write_transaction(db.session) as session:
        kept = keep_pack(session, desk.id, loaded, data, now=utc_now())
    if kept.is_new:
        _tell(loaded, desk.pack)
    else:
        flash("Dit is precies het pakket dat je klassen nu al spelen. Er is niets veranderd.", "info")
    return redirect(url_for("packs.production", slug=slug, _anchor="spel"), code=303)


def _tell(loaded: LoadedPack, before: PackCard) -> None:
    """What changed, and what the author may have overlooked."""
    new = loaded.pack
    flash(
        f"{new.title} {new.version} staat klaar. Elke klas die geboekt heeft, krijgt vanaf nu dit spel op het bord."
    )
    if new.id == before.pack_id and new.version == before.version:
        flash(
            f"Het versienummer bleef {new.version}. Verhoog het, dan zie je later welke versie er speelt.", "warning"
        )
    if new.id != before.pack_id and not before.is_core:
        flash(f"Dit pakket heet {new.id}; het vorige heette {before.pack_id}. Is dit het juiste bestand?", "warning")
