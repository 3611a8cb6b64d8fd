"""`/klassets/<id>/notities`: the notes that pupils share with their teacher, and one of them large on the board."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.access import school_set
from portal.library.lending.service import class_of
from portal.library.marks.errors import MarkUnknown
from portal.library.marks.queries import SharedNote, shared_notes
from portal.library.marks.service import put_away
from portal.library.marks.sync import KIND_WORDS
from portal.library.titles.queries import title_by_id
from portal.web.access import for_school

blueprint = Blueprint("shared_notes", __name__, template_folder="../templates")

SET = "/klassets/<int(max=2147483647):set_id>/notities"


@blueprint.get(SET)
@for_school
def notes(set_id: int) -> ResponseReturnValue:
    """In the order of the book, with the animal: a teacher has to know whom to answer."""
    made = school_set(set_id)
    return render_template(
        "marks/shared.html",
        made=made,
        title=title_by_id(db.session, made.title_id),
        group=class_of(db.session, made),
        notes=shared_notes(db.session, made.id),
        words=KIND_WORDS,
    )


@blueprint.get(f"{SET}/<int:mark_id>")
@for_school
def on_board(set_id: int, mark_id: int) -> ResponseReturnValue:
    """One note for the whole class to talk about, without whose it is. Gone from here once the pupil took it back."""
    made = school_set(set_id)
    notes = shared_notes(db.session, made.id)
    note = next((one for one in notes if one.id == mark_id), None)
    return render_template(
        "marks/on_board.html",
        made=made,
        title=title_by_id(db.session, made.title_id),
        note=note,
        words=KIND_WORDS,
        **_beside(notes, note),
    ), 200 if note else 404


def _beside(notes: list[SharedNote], note: SharedNote | None) -> dict[str, SharedNote | None]:
    """The shared notes before and after this one in the book."""
    at = notes.index(note) if note is not None else -1
    return {
        "earlier": notes[at - 1] if at > 0 else None,
        "later": notes[at + 1] if 0 <= at < len(notes) - 1 else None,
    }


@blueprint.post(f"{SET}/<int:mark_id>/terug")
@for_school
def give_back(set_id: int, mark_id: int) -> ResponseReturnValue:
    """The teacher gives a note back: from now on it is only the pupil's again."""
    made = school_set(set_id)
    try:
        with write_transaction(db.session) as transaction:
            put_away(transaction, made.id, mark_id, now=utc_now())
    except MarkUnknown:
        abort(404)
    return redirect(url_for("shared_notes.notes", set_id=made.id), code=303)
