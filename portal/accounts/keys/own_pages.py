"""Mijn account: what somebody changes about the own account."""

import secrets

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user
from flask_wtf import FlaskForm

from portal.accounts.entry import sign_in
from portal.accounts.guesses import count_failure, count_wrong_code, refuse_code_guessers, refuse_guessers
from portal.accounts.keys import errors
from portal.accounts.keys.codes import in_fours
from portal.accounts.keys.forms import NameForm, PasswordForm, StepForm, TokenForm, TurnOnForm
from portal.accounts.keys.queries import factor_of, has_factor, tokens_of
from portal.accounts.keys.routes import WRONG_CODE
from portal.accounts.keys.service import (
    end_sessions,
    enrolment_of,
    make_token,
    refuse_weak,
    refuse_wrong_password,
    rename,
    renew_codes,
    revoke_token,
    set_password,
    turn_off,
    turn_on,
)
from portal.accounts.queries import houses_of, person_by_id
from portal.accounts.service import hash_password
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import person, settings, signed_in
from portal.web.refusals import Page, show

blueprint = Blueprint("own_account", __name__, template_folder="templates", url_prefix="/mijn-account")

show(errors.TokenUnknown, Page(404, "We vinden die sleutel niet", "Hij is misschien al ingetrokken."))
show(
    errors.TooManyTokens,
    Page(409, "Je hebt al tien sleutels", "Trek er een in die je niet meer gebruikt en maak dan een nieuwe."),
)
show(errors.FactorIsOff, Page(409, "De tweede stap staat al uit", "Kijk op je account hoe het er nu voor staat."))
show(errors.FactorIsOn, Page(409, "De tweede stap staat al aan", "Kijk op je account hoe het er nu voor staat."))

NEW_FACTOR = "nieuwe-stap"
"""Where the nonce of a step that is being set up waits, in the cookie: before a right code nothing is stored."""
NOT_YET = "Deze code klopt niet. Staat de klok van je telefoon juist? Neem de code die er nu staat."
WRONG_PASSWORD = "Dit is niet je wachtwoord."  # noqa: S105


@blueprint.get("")
@signed_in
def overview() -> ResponseReturnValue:
    return _page()


def _page(
    name: NameForm | None = None, password: PasswordForm | None = None, token: TokenForm | None = None
) -> ResponseReturnValue:
    """The whole page, with the form that needs attention as it was sent."""
    me = person()
    status = 422 if name or password or token else 200
    return render_template(
        "keys/own.html",
        me=me,
        houses=houses_of(db.session, me),
        factor=factor_of(db.session, me.id),
        tokens=tokens_of(db.session, me.id),
        name_form=name or NameForm(formdata=None, name=me.name),
        password_form=password or PasswordForm(formdata=None),
        token_form=token or TokenForm(formdata=None),
    ), status


@blueprint.post("/naam")
@signed_in
def name_submit() -> ResponseReturnValue:
    form = NameForm()
    if not form.validate_on_submit():
        return _page(name=form)
    with write_transaction(db.session) as transaction:
        rename(transaction, person().id, form.name.data)
    flash("Zo heet je voortaan.")
    return _back()


@blueprint.post("/wachtwoord")
@signed_in
def password_submit() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit() or not _knows_password(form, "current"):
        return _page(password=form)
    me = person()
    try:
        refuse_weak(db.session, me, form.password.data)
    except errors.WeakPassword as weak:
        form.password.errors = [weak.reason]
        return _page(password=form)
    hashed = hash_password(form.password.data)
    with write_transaction(db.session) as transaction:
        set_password(transaction, me.id, hashed, now=utc_now())
    _stay_in()
    flash("Je wachtwoord is veranderd. Op andere toestellen ben je afgemeld.")
    return _back()


@blueprint.post("/overal-afmelden")
@signed_in
def everywhere() -> ResponseReturnValue:
    with write_transaction(db.session) as transaction:
        end_sessions(transaction, person().id)
    logout_user()
    session.clear()
    flash("Je bent overal afgemeld, ook hier.")
    answer = redirect(url_for("accounts.login"), code=303)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


# --- The second step ----------------------------------------------------------------------------------------------


@blueprint.get("/tweede-stap")
@signed_in
def step() -> ResponseReturnValue:
    """Set it up, or for who has it: turn it off, get other codes."""
    if has_factor(db.session, person().id):
        return render_template("keys/step.html", form=StepForm(formdata=None))
    session.setdefault(NEW_FACTOR, secrets.token_hex(16))
    return _set_up(TurnOnForm(formdata=None))


def _set_up(form: TurnOnForm, status: int = 200) -> ResponseReturnValue:
    key, says = enrolment_of(settings().secret_key, session[NEW_FACTOR], person().email)
    return render_template("keys/set_up.html", form=form, key=in_fours(key), code=_drawn(says), link=says), status


def _drawn(says: str) -> str:
    """A QR code as a picture in the page: nothing has to be asked for by an address with the key in it."""
    import segno

    return segno.make(says, error="m", micro=False).svg_data_uri(scale=6, border=2, dark="#2a1020", light="#fff")


@blueprint.post("/tweede-stap")
@signed_in
def step_submit() -> ResponseReturnValue:
    me = person()
    if has_factor(db.session, me.id):
        raise errors.FactorIsOn
    if NEW_FACTOR not in session:
        return redirect(url_for("own_account.step"), code=303)
    form = TurnOnForm()
    if not form.validate_on_submit() or not _knows_password(form, "current"):
        return _set_up(form, 422)
    refuse_code_guessers(me.id, "own")
    secret_key, now = settings().secret_key, utc_now()
    try:
        with write_transaction(db.session) as transaction:
            codes = turn_on(transaction, me.id, session[NEW_FACTOR], form.code.data, secret_key=secret_key, now=now)
    except errors.WrongCode:
        count_wrong_code(me.id, "own")
        form.code.errors = [NOT_YET]
        return _set_up(form, 422)
    _stay_in()
    return render_template("keys/codes.html", codes=codes, is_new=True)


@blueprint.post("/tweede-stap/uit")
@signed_in
def step_off() -> ResponseReturnValue:
    form, me = StepForm(), person()
    if not has_factor(db.session, me.id):
        raise errors.FactorIsOff
    if not form.validate_on_submit() or not _knows_password(form, "current"):
        return render_template("keys/step.html", form=form), 422
    refuse_code_guessers(me.id, "own")
    secret_key, now = settings().secret_key, utc_now()
    try:
        with write_transaction(db.session) as transaction:
            turn_off(transaction, me.id, form.code.data, secret_key=secret_key, now=now)
    except errors.WrongCode:
        return _wrong_step(form)
    _stay_in()
    flash("De tweede stap staat uit. Je wachtwoord is nu genoeg om je aan te melden.")
    return _back()


@blueprint.post("/tweede-stap/codes")
@signed_in
def step_codes() -> ResponseReturnValue:
    form, me = StepForm(), person()
    if not has_factor(db.session, me.id):
        raise errors.FactorIsOff
    if not form.validate_on_submit() or not _knows_password(form, "current"):
        return render_template("keys/step.html", form=form), 422
    refuse_code_guessers(me.id, "own")
    secret_key, now = settings().secret_key, utc_now()
    try:
        with write_transaction(db.session) as transaction:
            codes = renew_codes(transaction, me.id, form.code.data, secret_key=secret_key, now=now)
    except errors.WrongCode:
        return _wrong_step(form)
    return render_template("keys/codes.html", codes=codes, is_new=False)


def _wrong_step(form: StepForm) -> ResponseReturnValue:
    count_wrong_code(person().id, "own")
    form.code.errors = [WRONG_CODE]
    return render_template("keys/step.html", form=form), 422


# --- Keys for programs --------------------------------------------------------------------------------------------


@blueprint.post("/sleutels")
@signed_in
def token_submit() -> ResponseReturnValue:
    form = TokenForm()
    if not form.validate_on_submit() or not _knows_password(form, "token_password"):
        return _page(token=form)
    with write_transaction(db.session) as transaction:
        made = make_token(transaction, person().id, form.program.data, now=utc_now())
    return render_template("keys/token.html", token=made, name=form.program.data)


@blueprint.post("/sleutels/<int:token_id>/intrekken")
@signed_in
def token_revoke(token_id: int) -> ResponseReturnValue:
    with write_transaction(db.session) as transaction:
        revoke_token(transaction, person().id, token_id, now=utc_now())
    flash("De sleutel werkt niet meer.")
    return _back()


# --- What they share ----------------------------------------------------------------------------------------------


def _knows_password(form: FlaskForm, field: str) -> bool:
    """Whether this is the own password; a wrong one is a guess as at the log-in, and stands next to its field."""
    me = person()
    refuse_guessers(me.email)
    try:
        refuse_wrong_password(db.session, me.id, form[field].data)
    except errors.WrongPassword:
        count_failure(me.email)
        form[field].errors = [WRONG_PASSWORD]
        return False
    return True


def _stay_in() -> None:
    """All sessions of the account just ended; this browser, which ended them, gets a new one."""
    me = person_by_id(db.session, person().id)
    if me is not None:
        sign_in(me)


def _back() -> ResponseReturnValue:
    return redirect(url_for("own_account.overview"), code=303)
