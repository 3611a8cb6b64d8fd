"""`/bibliotheek`: what a library lends, and new titles and lots."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import FileStorage
from wtforms import SelectChoice

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.access import own_title
from portal.library.desk.forms import LANGUAGES, BooksForm, FactsForm, LotForm
from portal.library.desk.intake import Terms
from portal.library.desk.shelf import (
    FactsChange,
    ShelfTitle,
    Taken,
    add_lot,
    change_facts,
    has_epub,
    intake_warnings,
    library_name,
    shelf_sums,
    shelf_titles,
    take_in,
    title_facts,
)
from portal.library.epub.archive import FILE_MAX
from portal.library.epub.read import read_book
from portal.library.errors import BookRefused
from portal.library.lending.promotion import serve_line
from portal.library.titles.words import language_name
from portal.web.access import for_library, person
from portal.web.formats import count

blueprint = Blueprint("desk", __name__, template_folder="../templates")

PAGE = 50
NAME_SHOWN = 120
NOT_KEPT = "Foyer kon dit boek nu niet bewaren, en hield er niets van over. Probeer het later nog eens."

log = logging.getLogger(__name__)


def _library_id() -> int:
    """The library this person works for."""
    return min(person().libraries)


def _today() -> date:
    return school_day(utc_now())


@blueprint.get("/bibliotheek")
@for_library
def shelf() -> ResponseReturnValue:
    library_id, today = _library_id(), _today()
    sums = shelf_sums(db.session, library_id, today)
    pages = max(1, -(-(sums.own + sums.shared) // PAGE))
    number = min(max(1, request.args.get("pagina", 1, type=int)), pages)
    return render_template(
        "desk/shelf.html",
        name=library_name(db.session, library_id),
        sums=sums,
        titles=shelf_titles(db.session, library_id, today, start=(number - 1) * PAGE, limit=PAGE),
        number=number,
        pages=pages,
        today=today,
    )


@dataclass(frozen=True)
class Outcome:
    """What became of one file, for one line on the page."""

    file: str
    name: str = ""
    slug: str = ""
    taken: Taken | None = None
    reason: str = ""
    """Why the file was refused; empty when it was not."""
    warnings: tuple[str, ...] = ()


@blueprint.get("/bibliotheek/toevoegen")
@for_library
def add() -> ResponseReturnValue:
    return _add_page(BooksForm(formdata=None, age_from=6, age_to=12))


def _add_page(form: BooksForm, outcomes: Sequence[Outcome] = (), status: int = 200) -> ResponseReturnValue:
    refused = sum(bool(one.reason) for one in outcomes)
    return render_template(
        "desk/add.html",
        form=form,
        outcomes=outcomes,
        refused=refused,
        limit_mb=FILE_MAX // 1_000_000,
    ), status


@blueprint.app_template_filter("cover_look")
def cover_look(slug: str) -> tuple[int, int]:
    """Which of our pictures and colours the cover of a title without one gets; always the same for a title."""
    number = hashlib.sha256(slug.encode()).digest()[0]
    return number % 6, number // 6 % 4


@blueprint.get("/bibliotheek/welke-boeken")
def which_books() -> ResponseReturnValue:
    return render_template("desk/which.html")


@blueprint.post("/bibliotheek/toevoegen/een")
@for_library
def add_one() -> ResponseReturnValue:
    """One file of many: its line for the page. 422 and nothing else: something in the form itself is wrong."""
    form = BooksForm()
    if not form.validate_on_submit():
        return "", 422
    return render_template("desk/_outcome.html", one=_taken(form.books.data[0], form))


@blueprint.post("/bibliotheek/toevoegen")
@for_library
def add_submit() -> ResponseReturnValue:
    """Take each file in, or say why not. One bad book does not keep the others out."""
    form = BooksForm()
    if not form.validate_on_submit():
        return _add_page(form, status=422)
    outcomes = [_taken(file, form) for file in form.books.data]
    if all(one.reason for one in outcomes):
        return _add_page(form, outcomes, status=422)
    # No redirect: the lines would be lost. To send the same form again changes nothing.
    return _add_page(form, outcomes)


def _taken(file: FileStorage, form: BooksForm) -> Outcome:
    shown = PurePath(file.filename or "").name[:NAME_SHOWN] or "zonder naam"
    try:
        # Read outside the transaction: a thick book takes a while.
        epub = file.read(FILE_MAX + 1)
        book = read_book(epub, file_name=shown)
    except BookRefused as refusal:
        return Outcome(shown, reason=refusal.reason)
    about, terms = form.about, form.terms
    library_id = _library_id()
    try:
        with write_transaction(db.session) as session:
            taken, slug = take_in(
                session, book, library_id=library_id, about=about, terms=terms, now=utc_now(), epub=epub
            )
    except OperationalError as problem:
        # A full disk, most likely: one book may find no room where the next does.
        log.error("The database did not keep a book: %s", problem.orig)
        db.session.rollback()
        return Outcome(shown, reason=NOT_KEPT)
    return Outcome(shown, book.name, slug, taken, warnings=book.warnings)


@blueprint.get("/bibliotheek/titels/<slug>")
@for_library
def title(slug: str) -> ResponseReturnValue:
    return _title_page(own_title(slug), LotForm(formdata=None))


def _title_page(found: ShelfTitle, form: LotForm, *, asked: str = "", status: int = 200) -> ResponseReturnValue:
    """`asked` is the question that stands between this form and its change: "doubled", "unlimited" or none."""
    if asked == "unlimited":
        form.again.label.text = "Ja, deze titel mag zonder grens"
    return render_template(
        "desk/title.html",
        title=found,
        form=form,
        asked=asked,
        today=_today(),
        facts=title_facts(db.session, found.id),
        warnings=intake_warnings(db.session, found.id),
    ), status


@blueprint.post("/bibliotheek/titels/<slug>")
@for_library
def lot_submit(slug: str) -> ResponseReturnValue:
    found = own_title(slug)
    form = LotForm()
    if not form.validate_on_submit():
        return _title_page(found, form, status=422)
    if form.terms == Terms() and not form.again.data:
        # An empty form sent by a slip would open the title to every class for ever.
        return _title_page(found, form, asked="unlimited", status=409)
    with write_transaction(db.session) as session:
        added = add_lot(session, found.id, form.terms, again=form.again.data)
        served = serve_line(session, found.id, now=utc_now()) if added else 0
    if not added:
        return _title_page(found, form, asked="doubled", status=409)
    waited = (
        f" {count(served, 'klas die wachtte, krijgt', 'klassen die wachtten, krijgen')} een mail." if served else ""
    )
    flash(f"De nieuwe licentie voor {found.name} staat klaar.{waited}")
    return redirect(url_for("desk.title", slug=slug), code=303)


@blueprint.get("/bibliotheek/titels/<slug>/gegevens")
@for_library
def facts(slug: str) -> ResponseReturnValue:
    found = own_title(slug)
    now = title_facts(db.session, found.id)
    form = FactsForm(
        formdata=None,
        age_from=now.age_from,
        age_to=now.age_to,
        themes=now.themes,
        language=now.language,
        summary=now.summary,
        basis=now.basis.value,
        may_download=now.may_download,
        stamp=now.stamp,
    )
    return _facts_page(found, form, now.language)


def _facts_page(found: ShelfTitle, form: FactsForm, language: str, status: int = 200) -> ResponseReturnValue:
    _offer_languages(form, language)
    is_kept = has_epub(db.session, found.id)
    return render_template("desk/facts.html", title=found, form=form, is_kept=is_kept), status


def _offer_languages(form: FactsForm, own: str) -> None:
    form.language.choices = [SelectChoice(code, language_name(code)) for code in dict.fromkeys((own, *LANGUAGES))]


@blueprint.post("/bibliotheek/titels/<slug>/gegevens")
@for_library
def facts_submit(slug: str) -> ResponseReturnValue:
    found = own_title(slug)
    language = title_facts(db.session, found.id).language
    form = FactsForm()
    _offer_languages(form, language)
    if not form.validate_on_submit():
        return _facts_page(found, form, language, 422)
    epub = form.file.data.read(FILE_MAX + 1) if form.file.data else b""
    with write_transaction(db.session) as session:
        change = change_facts(session, found.id, form.facts, stamp=form.stamp.data, epub=epub)
    if change is FactsChange.DONE:
        flash(f"De gegevens van {found.name} zijn bewaard.")
        return redirect(url_for("desk.title", slug=slug), code=303)
    if change is FactsChange.OVERTAKEN:
        # Sent again, it counts: this page says what it would overwrite.
        form.stamp.data = title_facts(db.session, found.id).stamp
        form.summary.errors = [
            "Een collega wijzigde dit ondertussen. Kijk na en bewaar opnieuw om jouw versie te houden."
        ]
    elif change is FactsChange.OTHER_FILE:
        form.file.errors = ["Dit is een ander bestand dan dat waarmee de titel gemaakt is."]
    else:
        form.file.errors = ["Foyer heeft het bestand niet bewaard. Kies het hier nog eens, dan kan het mee."]
    return _facts_page(found, form, language, 409)
