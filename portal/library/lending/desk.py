"""`/bibliotheek/titels/<slug>/uitlenen`: who waits for a title, as sums, and taking a lot or the title back."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.access import own_title
from portal.library.desk.shelf import ShelfTitle
from portal.library.lending.queries import demands, title_stand
from portal.library.lending.taking_back import (
    BECAUSE_MAX,
    restore_lot,
    restore_title,
    revoke_lot,
    withdraw_title,
)
from portal.web.access import for_library
from portal.web.formats import count

blueprint = Blueprint("lending_desk", __name__, template_folder="../templates")


class BecauseForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types.
    """Why something is taken back; the teachers read it."""

    because = StringField(
        "De reden, voor de leerkrachten",
        validators=[
            DataRequired("Geef een reden; de leerkrachten lezen ze in hun mail."),
            Length(max=BECAUSE_MAX, message=f"Hou het bij {BECAUSE_MAX} tekens."),
        ],
        filters=[lambda text: " ".join((text or "").split())],
    )


@blueprint.get("/bibliotheek/titels/<slug>/uitlenen")
@for_library
def stand(slug: str) -> ResponseReturnValue:
    return _page(own_title(slug))


def _page(
    title: ShelfTitle, form: BecauseForm | None = None, lot: int | None = None, status: int = 200
) -> ResponseReturnValue:
    """`form` with what is wrong in it, of the lot it was for; None: of the title."""
    return render_template(
        "desk/lending.html",
        title=title,
        stand=title_stand(db.session, title.id),
        lots=title.lots,
        demand=demands(db.session, [title.id]).get(title.id),
        form=form,
        fresh=BecauseForm(formdata=None),
        wrong_lot=lot,
        today=school_day(utc_now()),
    ), status


def _lost(number: int) -> str:
    if not number:
        return "Geen enkele klas verliest er een boek door."
    return (
        f"{count(number, 'klas kan', 'klassen kunnen')} het boek niet meer openen; hun leerkrachten krijgen een mail."
    )


def _found(number: int) -> str:
    return f" {count(number, 'klas leest', 'klassen lezen')} weer verder." if number else ""


@blueprint.post("/bibliotheek/titels/<slug>/licenties/<int(max=2147483647):lot_id>/intrekken")
@for_library
def lot_revoke(slug: str, lot_id: int) -> ResponseReturnValue:
    title, form = own_title(slug), BecauseForm()
    if lot_id not in {lot.id for lot in title.lots}:
        abort(404)
    if not form.validate_on_submit():
        return _page(title, form, lot_id, 422)
    with write_transaction(db.session) as session:
        lost = revoke_lot(session, title.id, lot_id, form.because.data, now=utc_now())
    flash(f"De licentie is ingetrokken. {_lost(lost)}")
    return redirect(url_for("lending_desk.stand", slug=slug), code=303)


@blueprint.post("/bibliotheek/titels/<slug>/licenties/<int(max=2147483647):lot_id>/terugzetten")
@for_library
def lot_restore(slug: str, lot_id: int) -> ResponseReturnValue:
    title = own_title(slug)
    with write_transaction(db.session) as session:
        found = restore_lot(session, title.id, lot_id, now=utc_now())
    flash(f"De licentie geldt weer.{_found(found)}")
    return redirect(url_for("lending_desk.stand", slug=slug), code=303)


@blueprint.post("/bibliotheek/titels/<slug>/terugtrekken")
@for_library
def withdraw(slug: str) -> ResponseReturnValue:
    title, form = own_title(slug), BecauseForm()
    if not form.validate_on_submit():
        return _page(title, form, status=422)
    with write_transaction(db.session) as session:
        lost = withdraw_title(session, title.id, form.because.data, now=utc_now())
    flash(f"{title.name} is teruggetrokken. {_lost(lost)}")
    return redirect(url_for("lending_desk.stand", slug=slug), code=303)


@blueprint.post("/bibliotheek/titels/<slug>/terugzetten")
@for_library
def restore(slug: str) -> ResponseReturnValue:
    title = own_title(slug)
    with write_transaction(db.session) as session:
        found = restore_title(session, title.id, now=utc_now())
    flash(f"{title.name} kan weer uitgeleend worden.{_found(found)}")
    return redirect(url_for("lending_desk.stand", slug=slug), code=303)
