"""`/mijn-account/gegevens`: what Foyer knows of somebody, to take along or to erase."""

from flask import Blueprint, Response, flash, redirect, render_template, session
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from portal.accounts.guesses import count_failure, refuse_guessers
from portal.accounts.keys.errors import WrongPassword
from portal.accounts.keys.service import refuse_wrong_password
from portal.accounts.people.errors import LastManager
from portal.accounts.people.houses import DESKS, PLATFORM, House, HouseKind, house_by_id, managed_ids
from portal.accounts.people.queries import colleagues
from portal.accounts.privacy.erasing import erase
from portal.accounts.privacy.export import archive, own_data
from portal.accounts.privacy.forms import EraseForm
from portal.accounts.queries import Person
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import person, signed_in

blueprint = Blueprint("privacy", __name__, template_folder="templates", url_prefix="/mijn-account/gegevens")


@blueprint.get("")
@signed_in
def overview() -> ResponseReturnValue:
    return _page(EraseForm(formdata=None))


def _page(form: EraseForm, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "privacy/own.html", form=form, me=person(), alone=[house.name for house in _managed_alone(person())]
    ), status


def _managed_alone(somebody: Person) -> list[House]:
    """The houses that would have nobody left who lets people in."""
    alone = []
    for kind, desk in DESKS.items():
        for house_id in managed_ids(somebody, kind):
            house = PLATFORM if kind is HouseKind.PLATFORM else house_by_id(db.session, kind, house_id)
            if house is not None and _managers(house, desk.manager) == {somebody.id}:
                alone.append(house)
    return alone


def _managers(house: House, manager: object) -> set[int]:
    return {one.id for one in colleagues(db.session, house) if any(held.role is manager for held in one.roles)}


@blueprint.post("/download")
@signed_in
def download() -> ResponseReturnValue:
    now = utc_now()
    answer = Response(archive(own_data(db.session, person().id, now=now)), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens-foyer.zip"'
    return answer


@blueprint.post("/wissen")
@signed_in
def erase_submit() -> ResponseReturnValue:
    form, me = EraseForm(), person()
    if not form.validate_on_submit():
        return _page(form, 422)
    refuse_guessers(me.email)
    try:
        refuse_wrong_password(db.session, me.id, form.password.data)
        with write_transaction(db.session) as transaction:
            erase(transaction, me.id, now=utc_now())
    except WrongPassword:
        count_failure(me.email)
        form.password.errors = ["Dit is niet je wachtwoord."]
        return _page(form, 422)
    except LastManager:
        form.sure.errors = ["Jij bent de enige die Foyer beheert. Nodig eerst iemand anders uit."]
        return _page(form, 422)
    logout_user()
    session.clear()
    flash("Je account is gewist. Tot ooit, aan de deur van een theater.")
    answer = redirect("/", code=303)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer
