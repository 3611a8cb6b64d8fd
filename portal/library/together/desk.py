"""`/bibliotheek/titels/<slug>/vragen`: the questions that a library gives to its title, for classes to take over."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import write_transaction
from portal.extensions import db
from portal.library.access import own_title
from portal.library.desk.shelf import ShelfTitle
from portal.library.titles.queries import contents
from portal.library.together.errors import QuestionTwice, TooManyQuestions
from portal.library.together.forms import QuestionForm
from portal.library.together.naming import PieceWords, chapter_name, piece_words
from portal.library.together.queries import OwnQuestion, title_question, title_questions
from portal.library.together.service import (
    OPTIONS_MAX,
    QUESTION_MAX,
    add_title_question,
    change_title_question,
    remove_title_question,
)
from portal.web.access import for_library

blueprint = Blueprint("together_desk", __name__, template_folder="../templates")

QUESTION = "/bibliotheek/titels/<slug>/vragen/<int(max=2147483647):question_id>"


@blueprint.get("/bibliotheek/titels/<slug>/vragen")
@for_library
def questions(slug: str) -> ResponseReturnValue:
    found = own_title(slug)
    return _page(found, QuestionForm(formdata=None, chapter=request.args.get("hoofdstuk", 1, type=int)))


def _page(
    found: ShelfTitle, form: QuestionForm, one: OwnQuestion | None = None, status: int = 200
) -> ResponseReturnValue:
    """All questions with the form for one more, or the form of the one that changes."""
    chapters = contents(db.session, found.id)
    form.offer(chapters, _words(found))
    names = {entry.position: chapter_name(entry.position, entry.heading, _words(found)) for entry in chapters}
    return render_template(
        "together/of_title.html" if one is None else "together/of_title_one.html",
        title=found,
        form=form,
        question=one,
        questions=title_questions(db.session, found.id),
        names=names,
        piece=_words(found),
        options_max=OPTIONS_MAX,
        question_max=QUESTION_MAX,
    ), status


def _words(found: ShelfTitle) -> PieceWords:
    return piece_words(is_pictures=found.is_pictures)


def _sent(found: ShelfTitle) -> QuestionForm:
    form = QuestionForm()
    form.offer(contents(db.session, found.id), _words(found))
    return form


@blueprint.post("/bibliotheek/titels/<slug>/vragen")
@for_library
def questions_submit(slug: str) -> ResponseReturnValue:
    found = own_title(slug)
    form = _sent(found)
    if not form.validate_on_submit():
        return _page(found, form, status=422)
    try:
        with write_transaction(db.session) as session:
            add_title_question(session, found.id, form.asked)
    except TooManyQuestions as refusal:
        form.text.errors = [f"Er zijn al {refusal.most} vragen bij dit boek. Neem er eerst een weg."]
        return _page(found, form, status=409)
    flash("De vraag staat erbij. Leerkrachten die dit boek lezen, kunnen ze nu stellen.")
    # The next one is most likely about the same chapter.
    return redirect(url_for("together_desk.questions", slug=slug, hoofdstuk=form.chapter.data), code=303)


def _question(found: ShelfTitle, question_id: int) -> OwnQuestion:
    one = title_question(db.session, found.id, question_id)
    return one if one is not None else abort(404)


@blueprint.get(QUESTION)
@for_library
def question(slug: str, question_id: int) -> ResponseReturnValue:
    found = own_title(slug)
    one = _question(found, question_id)
    form = QuestionForm(formdata=None, chapter=one.chapter, text=one.text, options="\n".join(one.options))
    return _page(found, form, one)


@blueprint.post(QUESTION)
@for_library
def question_submit(slug: str, question_id: int) -> ResponseReturnValue:
    found = own_title(slug)
    one, form = _question(found, question_id), _sent(found)
    if not form.validate_on_submit():
        return _page(found, form, one, 422)
    try:
        with write_transaction(db.session) as session:
            is_there = change_title_question(session, found.id, question_id, form.asked)
    except QuestionTwice:
        form.text.errors = [f"Deze vraag staat al bij {_words(found).this}."]
        return _page(found, form, one, 409)
    flash("De vraag is aangepast." if is_there else "Een collega nam deze vraag net weg.")
    return redirect(url_for("together_desk.questions", slug=slug), code=303)


@blueprint.post(f"{QUESTION}/weg")
@for_library
def question_remove(slug: str, question_id: int) -> ResponseReturnValue:
    found = own_title(slug)
    with write_transaction(db.session) as session:
        is_gone = remove_title_question(session, found.id, question_id)
    if not is_gone:
        abort(404)
    flash("De vraag hoort niet meer bij het boek. Klassen die ze al stelden, houden ze.")
    return redirect(url_for("together_desk.questions", slug=slug), code=303)
