"""`/bibliotheek`: what a library lends, and new titles and lots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.epub.archive import FILE_MAX
from portal.library.epub.read import read_book
from portal.library.errors import BookRefused
from portal.library.forms import Day, WholeNumber
from portal.library.intake import About, Terms
from portal.library.shelf import (
    ShelfTitle,
    Taken,
    add_lot,
    library_name,
    shelf_sums,
    shelf_titles,
    take_in,
)
from portal.web.access import for_library, person

blueprint = Blueprint("desk", __name__, template_folder="templates")

PAGE = 50
COPIES_MAX = 100_000
AGE_MIN, AGE_MAX = 3, 18
NAME_SHOWN = 120


def _from(lowest: int, highest: int) -> NumberRange:
    return NumberRange(lowest, highest, f"Vul een getal van {lowest} tot {highest} in.")


class LotForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types.
    """A lot. What stays empty has no limit."""

    copies = WholeNumber("Exemplaren tegelijk", validators=[Optional(), _from(1, COPIES_MAX)])
    first = Day("Vanaf", validators=[Optional()])
    last = Day("Tot en met", validators=[Optional()])
    loans = WholeNumber("Uitleningen in totaal", validators=[Optional(), _from(1, COPIES_MAX)])
    again = BooleanField("Ja, dit is nog een licentie met dezelfde voorwaarden")

    def validate_last(self, field: Any) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("De laatste dag ligt voor de eerste.")
        if field.data and field.data < school_day(utc_now()):
            raise ValidationError("Deze dag is al voorbij; niemand zou het boek kunnen lenen.")

    @property
    def terms(self) -> Terms:
        return Terms(self.copies.data, self.first.data, self.last.data, self.loans.data)


class BooksForm(LotForm):
    """Books with the lot that each of them gets."""

    books = MultipleFileField("EPUB-bestanden", validators=[FileRequired("Kies een of meer EPUB-bestanden.")])
    age_from = WholeNumber(
        "Vanaf leeftijd", validators=[InputRequired("Vul een leeftijd in."), _from(AGE_MIN, AGE_MAX)]
    )
    age_to = WholeNumber("Tot leeftijd", validators=[InputRequired("Vul een leeftijd in."), _from(AGE_MIN, AGE_MAX)])
    themes = StringField("Thema's", validators=[Length(max=200, message="Hou het bij enkele woorden.")])

    def validate_age_to(self, field: Any) -> None:
        if field.data is not None and self.age_from.data is not None and field.data < self.age_from.data:
            raise ValidationError("Deze leeftijd ligt onder de eerste.")

    @property
    def about(self) -> About:
        words = (" ".join(word.split()) for word in (self.themes.data or "").split(","))
        return About(self.age_from.data, self.age_to.data, tuple(dict.fromkeys(filter(None, words))))


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
        book = read_book(file.read(FILE_MAX + 1))
    except BookRefused as refusal:
        return Outcome(shown, reason=refusal.reason)
    with write_transaction(db.session) as session:
        taken, slug = take_in(
            session, book, library_id=_library_id(), about=form.about, terms=form.terms, now=utc_now()
        )
    return Outcome(shown, book.name, slug, taken, warnings=book.warnings)


def _own_title(slug: str) -> ShelfTitle:
    """A title of this person's library. One of another library, or of the shared collection, is not there."""
    found = shelf_titles(db.session, _library_id(), _today(), slug=slug)
    return found[0] if found and found[0].is_own else abort(404)


@blueprint.get("/bibliotheek/titels/<slug>")
@for_library
def title(slug: str) -> ResponseReturnValue:
    return _title_page(_own_title(slug), LotForm(formdata=None))


def _title_page(found: ShelfTitle, form: LotForm, *, asked: str = "", status: int = 200) -> ResponseReturnValue:
    """`asked` is the question that stands between this form and its change: "doubled", "unlimited" or none."""
    if asked == "unlimited":
        form.again.label.text = "Ja, deze titel mag zonder grens"
    return render_template("desk/title.html", title=found, form=form, asked=asked, today=_today()), status


@blueprint.post("/bibliotheek/titels/<slug>")
@for_library
def lot_submit(slug: str) -> ResponseReturnValue:
    found = _own_title(slug)
    form = LotForm()
    if not form.validate_on_submit():
        return _title_page(found, form, status=422)
    if form.terms == Terms() and not form.again.data:
        # An empty form sent by a slip would open the title to every class for ever.
        return _title_page(found, form, asked="unlimited", status=409)
    with write_transaction(db.session) as session:
        added = add_lot(session, found.id, form.terms, again=form.again.data)
    if not added:
        return _title_page(found, form, asked="doubled", status=409)
    flash(f"De nieuwe licentie voor {found.name} staat klaar.")
    return redirect(url_for("desk.title", slug=slug), code=303)
