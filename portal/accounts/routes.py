"""Signing in and out, and the classes of a school."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from portal.accounts.entry import onward, sign_in
from portal.accounts.errors import ClassExists
from portal.accounts.forms import ClassForm, LoginForm
from portal.accounts.guesses import count_failure, refuse_guessers
from portal.accounts.keys.halfway import Halfway, pause
from portal.accounts.keys.queries import has_factor
from portal.accounts.models import ClassLevel
from portal.accounts.queries import class_by_id, classes_of, school_by_id, school_year
from portal.accounts.service import ClassRequest, add_class, change_class, person_for_password
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import for_school, person, person_or_none, safe_target

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.get("/aanmelden")
def login() -> ResponseReturnValue:
    target = safe_target(request.args.get("volgende"))
    if (somebody := person_or_none()) is not None:
        return redirect(onward(somebody, target), code=303)
    return render_template("accounts/login.html", form=LoginForm(volgende=target))


@blueprint.post("/aanmelden")
def login_submit() -> ResponseReturnValue:
    form = LoginForm()
    if not form.validate_on_submit():
        return render_template("accounts/login.html", form=form), 422
    refuse_guessers(form.email.data)
    somebody = person_for_password(db.session, form.email.data, form.password.data)
    if somebody is None:
        count_failure(form.email.data)
        form.password.errors = ["Dit e-mailadres en wachtwoord horen niet bij elkaar."]
        return render_template("accounts/login.html", form=form), 422
    target = safe_target(form.volgende.data)
    if has_factor(db.session, somebody.id):
        session.clear()  # Nobody is in before the second step, not even who was in before.
        pause(session, Halfway(somebody.id, somebody.session_stamp, target), utc_now())
        return redirect(url_for("keys.code"), code=303)
    sign_in(somebody)
    return redirect(onward(somebody, target), code=303)


WAITING_AT_DOOR = "deur-wacht"
"""Cookie of a device on which counts of the door wait to be sent: its page after a log-out clears all but these."""


@blueprint.post("/afmelden")
def logout() -> ResponseReturnValue:
    logout_user()
    if WAITING_AT_DOOR in request.cookies:
        return redirect("/centrum/afgemeld", code=303)
    flash("Je bent afgemeld. Tot de volgende voorstelling!")
    answer = redirect("/", code=303)
    # What pages kept on this device, such as the list of the door, goes with whoever leaves.
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def _school_id() -> int:
    school_id = person().home_school_id
    if school_id is None:
        abort(403)
    return school_id


def _classes_page(form: ClassForm, status: int = 200) -> ResponseReturnValue:
    school_id = _school_id()
    year = school_year(school_day(utc_now()))
    return render_template(
        "accounts/classes.html",
        form=form,
        school=school_by_id(db.session, school_id),
        classes=classes_of(db.session, school_id, year),
        year=year,
    ), status


@blueprint.get("/klassen")
@for_school
def classes() -> ResponseReturnValue:
    return _classes_page(ClassForm())


@blueprint.post("/klassen")
@for_school
def classes_submit() -> ResponseReturnValue:
    form = ClassForm()
    if not form.validate_on_submit():
        return _classes_page(form, 422)
    year = school_year(school_day(utc_now()))
    try:
        with write_transaction(db.session) as transaction:
            add_class(transaction, _school_id(), _request(form), year=year)
    except ClassExists as refusal:
        form.name.errors = [f"Er is dit schooljaar al een klas {refusal.name}."]
        return _classes_page(form, 422)
    flash(f"Klas {form.name.data} staat klaar.")
    return redirect(url_for("accounts.classes"), code=303)


def _request(form: ClassForm) -> ClassRequest:
    return ClassRequest(name=form.name.data, level=ClassLevel(form.level.data), pupils=form.pupils.data)


@blueprint.get("/klassen/<int:class_id>/wijzigen")
@for_school
def class_change(class_id: int) -> ResponseReturnValue:
    group = class_by_id(db.session, _school_id(), class_id)
    if group is None:
        abort(404)
    form = ClassForm(name=group.name, level=group.level.value, pupils=group.pupils)
    return _class_page(form, class_id)


def _class_page(form: ClassForm, class_id: int, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/class.html", form=form, class_id=class_id), status


@blueprint.post("/klassen/<int:class_id>/wijzigen")
@for_school
def class_change_submit(class_id: int) -> ResponseReturnValue:
    if class_by_id(db.session, _school_id(), class_id) is None:
        abort(404)
    form = ClassForm()
    if not form.validate_on_submit():
        return _class_page(form, class_id, 422)
    try:
        with write_transaction(db.session) as transaction:
            change_class(transaction, _school_id(), class_id, _request(form))
    except ClassExists as refusal:
        form.name.errors = [f"Er is dit schooljaar al een klas {refusal.name}."]
        return _class_page(form, class_id, 422)
    flash(f"Klas {form.name.data} is bijgewerkt.")
    return redirect(url_for("accounts.classes"), code=303)
