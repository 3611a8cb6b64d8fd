"""`/klassets`: the class sets of a school."""

import io

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.lending.queries import set_of_school, sets_of_school
from portal.library.lending.service import class_of, return_set
from portal.library.models import Animal, ClassSet
from portal.library.reading.queries import progress, readers_of
from portal.library.reading.service import renew_pin
from portal.library.titles.queries import (
    contents,
    title_by_id,
)
from portal.library.together.erasing import erase_readers
from portal.web.access import for_school, person, settings

blueprint = Blueprint("lending", __name__, template_folder="../templates")


@blueprint.get("/klassets")
@for_school
def class_sets() -> ResponseReturnValue:
    today = school_day(utc_now())
    cards = sets_of_school(db.session, person().home_school_id or 0, today)
    return render_template("library/sets.html", cards=cards, today=today)


def _set(set_id: int) -> ClassSet:
    made = set_of_school(db.session, person().home_school_id or 0, set_id)
    if made is None:
        abort(404)
    return made


@blueprint.get("/klassets/<int(max=2147483647):set_id>")
@for_school
def class_set(set_id: int) -> ResponseReturnValue:
    made = _set(set_id)
    readers = readers_of(db.session, made.id)
    chapters = contents(db.session, made.title_id)
    return render_template(
        "library/set.html",
        made=made,
        title=title_by_id(db.session, made.title_id),
        group=class_of(db.session, made),
        readers=readers,
        progress=progress(readers, len(chapters)),
        chapters=chapters,
        today=school_day(utc_now()),
        address=_klas_address(),
    )


def _klas_address() -> str:
    """The pupils' address as people type it, without https://."""
    return f"{settings().base_url}/klas".partition("://")[2]


@blueprint.get("/klassets/<int(max=2147483647):set_id>/bord")
@for_school
def class_set_board(set_id: int) -> ResponseReturnValue:
    """What the class sees on the board: the code and nothing about anybody's reading."""
    made = _set(set_id)
    return render_template(
        "library/board.html", made=made, title=title_by_id(db.session, made.title_id), address=_klas_address()
    )


@blueprint.get("/klassets/<int(max=2147483647):set_id>/qr.svg")
@for_school
def class_set_qr(set_id: int) -> ResponseReturnValue:
    """The class page's address with the code in it, to scan from the board."""
    # Imported here: only this page draws one.
    import segno

    made = _set(set_id)
    out = io.BytesIO()
    segno.make(f"{settings().base_url}/klas/{made.code}", error="m").save(
        out, kind="svg", border=2, dark="#2a1020", light="#fffdf7", omitsize=True
    )
    return Response(out.getvalue(), mimetype="image/svg+xml")


@blueprint.post("/klassets/<int(max=2147483647):set_id>/teruggeven")
@for_school
def class_set_return(set_id: int) -> ResponseReturnValue:
    made = _set(set_id)
    with write_transaction(db.session) as session:
        return_set(session, made, now=utc_now())
    flash("De exemplaren zijn teruggegeven. Lezen kan nog tot vanavond.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/wissen")
@for_school
def class_set_erase(set_id: int) -> ResponseReturnValue:
    made = _set(set_id)
    with write_transaction(db.session) as session:
        erase_readers(session, made, now=utc_now())
    flash("Alle dieren en leesplaatsen van deze klas zijn gewist.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/dieren/<animal>/nieuwe-prentjes")
@for_school
def class_set_pin(set_id: int, animal: str) -> ResponseReturnValue:
    made = _set(set_id)
    if animal not in {one.value for one in Animal}:
        abort(404)
    with write_transaction(db.session) as session:
        renew_pin(session, made, Animal(animal))
    flash(f"De {animal} kiest bij de volgende keer nieuwe prentjes. Het plekje in het boek blijft bewaard.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)
