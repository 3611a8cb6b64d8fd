"""`/bibliotheek/kijker`: titles that a library puts in front; and the shows that go with its titles."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import or_, select
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.access import own_title
from portal.library.choosing.models import LINE_MAX
from portal.library.choosing.pairs import pair_of_show, pairs_page, say_together
from portal.library.choosing.service import end_push, push_title
from portal.library.choosing.shelf import pushes_of
from portal.library.choosing.shows import linkable_shows, read_show, shows_named
from portal.library.errors import PeriodRefused, TitleUnknown
from portal.library.fields import Day
from portal.library.lending.seats import Period
from portal.library.models import Title
from portal.web.access import for_library, person

blueprint = Blueprint("choosing_desk", __name__, template_folder="../templates")


def _library_id() -> int:
    """The library this person works for."""
    return min(person().libraries)


# --- In front -------------------------------------------------------------------------------------------------


class PushForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types.
    """A title, the days on which it is in front, and why."""

    title = SelectField("Boek", validators=[InputRequired("Kies een boek.")])
    first = Day("Van", validators=[InputRequired("Kies een eerste dag.")])
    last = Day("Tot en met", validators=[InputRequired("Kies een laatste dag.")])
    line = StringField("Waarom?", validators=[Length(max=LINE_MAX, message=f"Hou het bij {LINE_MAX} tekens.")])


def _push_form(**typed: Any) -> PushForm:
    form = PushForm(**typed)
    on_shelf = or_(Title.library_id == _library_id(), Title.library_id.is_(None))
    rows = db.session.execute(select(Title.slug, Title.name).where(on_shelf).order_by(Title.name, Title.id))
    form.title.choices = [SelectChoice("", "Kies een boek"), *(SelectChoice(row.slug, row.name) for row in rows)]
    return form


@blueprint.get("/bibliotheek/kijker")
@for_library
def pushes() -> ResponseReturnValue:
    form = _push_form(formdata=None, first=school_day(utc_now()), title=request.args.get("boek", ""))
    return _pushes_page(form)


def _pushes_page(form: PushForm, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "choosing/pushes.html",
        form=form,
        pushes=pushes_of(db.session, _library_id()),
        today=school_day(utc_now()),
    ), status


@blueprint.post("/bibliotheek/kijker")
@for_library
def push_submit() -> ResponseReturnValue:
    form = _push_form()
    if not form.validate_on_submit():
        return _pushes_page(form, 422)
    period = Period(form.first.data, form.last.data)
    line = " ".join((form.line.data or "").split())
    now = utc_now()
    try:
        with write_transaction(db.session) as session:
            push_title(session, _library_id(), form.title.data, period, line, today=school_day(now), now=now)
    except PeriodRefused as refusal:
        form.last.errors = [refusal.reason]
        return _pushes_page(form, 422)
    except TitleUnknown:
        abort(404)
    flash("Het boek staat in de kijker: kinderen zien het vaker, maar niet altijd.")
    return redirect(url_for("choosing_desk.pushes"), code=303)


@blueprint.post("/bibliotheek/kijker/<int:push_id>/weg")
@for_library
def push_end(push_id: int) -> ResponseReturnValue:
    with write_transaction(db.session) as session:
        ended = end_push(session, _library_id(), push_id)
    if not ended:
        abort(404)
    flash("Het boek staat niet meer in de kijker.")
    return redirect(url_for("choosing_desk.pushes"), code=303)


# --- What goes with what --------------------------------------------------------------------------------------


@blueprint.get("/bibliotheek/titels/<slug>/voorstellingen")
@for_library
def shows(slug: str) -> ResponseReturnValue:
    title = own_title(slug)
    home = f"/bibliotheek/titels/{slug}"
    return pairs_page(
        "choosing/shows.html",
        title.name,
        f"{home}/voorstellingen",
        [("Bibliotheek", "/bibliotheek"), (title.name, home), ("Voorstellingen", "")],
        [pair_of_show(one) for one in shows_named(db.session, title.id)],
        lambda text: [pair_of_show(one) for one in linkable_shows(db.session, title.id, text, utc_now())],
    )


@blueprint.post("/bibliotheek/titels/<slug>/voorstellingen")
@for_library
def shows_submit(slug: str) -> ResponseReturnValue:
    title = own_title(slug)
    key = request.form.get("voorstelling", "")
    named = (one.show for one in shows_named(db.session, title.id) if one.key == key)
    if (show := next(named, None) or read_show(db.session, key)) is None:
        abort(404)
    say_together(title.id, show)
    return redirect(url_for("choosing_desk.shows", slug=slug), code=303)
