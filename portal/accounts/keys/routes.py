"""Pages for who is not in yet: a forgotten password, and the second step of a log-in."""

from flask import Blueprint, Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.entry import onward, sign_in
from portal.accounts.guesses import at_log_in, count_wrong_code, refuse_code_guessers
from portal.accounts.keys import errors
from portal.accounts.keys.forms import CodeForm, ForgottenForm, ResetForm, ResetWithCodeForm
from portal.accounts.keys.halfway import halfway
from portal.accounts.keys.queries import has_factor
from portal.accounts.keys.service import (
    ask_reset,
    person_of_link,
    refuse_weak,
    reset_password,
    spend_code,
)
from portal.accounts.queries import Person, person_by_id
from portal.accounts.service import hash_password
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import person_or_none, safe_target, settings
from portal.web.limits import refuse_guessing
from portal.web.refusals import Page, show

blueprint = Blueprint("keys", __name__, template_folder="templates")

show(
    errors.LinkOver,
    Page(
        410,
        "Deze link werkt niet meer",
        "Een link voor een nieuw wachtwoord werkt één keer, een uur lang, en tot het wachtwoord verandert. "
        "Vraag een nieuwe: die komt meteen.",
        template="keys/link_over.html",
    ),
)
show(
    errors.AskedJustNow,
    Page(
        429,
        "Er is net al een link gevraagd",
        "Voor dit e-mailadres is minder dan vijf minuten geleden een link gevraagd. Kijk in je mailbox, ook bij de "
        "ongewenste mail. Komt er niets? Vraag over vijf minuten een nieuwe.",
        template="keys/asked.html",
    ),
)

show(
    errors.CodesPaused,
    Page(
        429,
        "Even pauze",
        "Voor dit account zijn te veel foute codes geprobeerd. Over een uur kan het weer. Was jij dat niet? Dan kent "
        "iemand je wachtwoord: kies een nieuw.",
        template="keys/paused.html",
    ),
)

LINK = "link"
"""Where the link of a letter waits in the cookie, so that it stands in no address that a page passes on."""

WRONG_CODE = "Deze code klopt niet, of is al gebruikt. Kijk op je telefoon welke er nu staat."


@blueprint.after_request
def keep_nothing(response: Response) -> Response:
    """No browser and no proxy keeps a page with a link, an address or a step in it."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


# --- A forgotten password -----------------------------------------------------------------------------------------


@blueprint.get("/wachtwoord-vergeten")
def forgotten() -> ResponseReturnValue:
    return render_template("keys/forgotten.html", form=ForgottenForm(formdata=None))


@blueprint.post("/wachtwoord-vergeten")
def forgotten_submit() -> ResponseReturnValue:
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("keys/forgotten.html", form=form), 422
    refuse_guessing("forgotten")
    with write_transaction(db.session) as transaction:
        ask_reset(transaction, form.email.data, secret_key=settings().secret_key, now=utc_now())
    return redirect(url_for("keys.sent"), code=303)


@blueprint.get("/wachtwoord-vergeten/verstuurd")
def sent() -> ResponseReturnValue:
    """The same for an address of somebody and of nobody."""
    return render_template("keys/sent.html")


@blueprint.get("/nieuw-wachtwoord/<link>")
def follow(link: str) -> ResponseReturnValue:
    """Take the link out of the address. Nothing else happens: mail programs open links to look at them."""
    session[LINK] = link[:100]
    return redirect(url_for("keys.reset"), code=303)


@blueprint.get("/nieuw-wachtwoord")
def reset() -> ResponseReturnValue:
    somebody = _person_of_link()
    return _reset_page(_reset_form(somebody)(formdata=None), somebody)


@blueprint.post("/nieuw-wachtwoord")
def reset_submit() -> ResponseReturnValue:
    somebody = _person_of_link()
    form = _reset_form(somebody)()
    if not form.validate_on_submit():
        return _reset_page(form, somebody, 422)
    try:
        refuse_weak(db.session, somebody, form.password.data)
    except errors.WeakPassword as weak:
        form.password.errors = [weak.reason]
        return _reset_page(form, somebody, 422)
    refuse_code_guessers(somebody.id, "reset")
    hashed, code = hash_password(form.password.data), form.code.data if "code" in form else ""
    secret_key, now = settings().secret_key, utc_now()
    try:
        with write_transaction(db.session) as transaction:
            reset_password(transaction, session.get(LINK, ""), hashed, code=code, secret_key=secret_key, now=now)
    except errors.WrongCode:
        count_wrong_code(somebody.id, "reset")
        form.code.errors = [WRONG_CODE]
        return _reset_page(form, somebody, 422)
    session.clear()
    flash("Je nieuwe wachtwoord staat klaar. Meld je ermee aan.")
    return redirect(url_for("accounts.login"), code=303)


def _person_of_link() -> Person:
    return person_of_link(db.session, session.get(LINK, ""), secret_key=settings().secret_key, now=utc_now())


def _reset_form(somebody: Person) -> type[ResetForm]:
    return ResetWithCodeForm if has_factor(db.session, somebody.id) else ResetForm


def _reset_page(form: ResetForm, somebody: Person, status: int = 200) -> ResponseReturnValue:
    return render_template("keys/reset.html", form=form, email=somebody.email), status


# --- The second step of a log-in ----------------------------------------------------------------------------------


@blueprint.get("/aanmelden/code")
def code() -> ResponseReturnValue:
    if (here := person_or_none()) is not None:
        return redirect(onward(here, "/"), code=303)
    if _halfway() is None:
        return _start_again()
    return render_template("keys/code.html", form=CodeForm(formdata=None))


@blueprint.post("/aanmelden/code")
def code_submit() -> ResponseReturnValue:
    found = _halfway()
    if found is None:
        return _start_again()
    somebody, target = found
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("keys/code.html", form=form), 422
    counted = at_log_in(somebody.session_stamp)
    refuse_code_guessers(somebody.id, counted)
    try:
        with write_transaction(db.session) as transaction:
            spend_code(transaction, somebody.id, form.code.data, secret_key=settings().secret_key, now=utc_now())
    except errors.WrongCode:
        count_wrong_code(somebody.id, counted)
        form.code.errors = [WRONG_CODE]
        return render_template("keys/code.html", form=form), 422
    sign_in(somebody)
    return redirect(onward(somebody, target), code=303)


def _halfway() -> tuple[Person, str] | None:
    """Who did the first step in this browser, and where they were going; None when that is over."""
    half = halfway(session, utc_now())
    somebody = person_by_id(db.session, half.user_id) if half is not None else None
    if half is None or somebody is None or somebody.session_stamp != half.stamp:
        return None
    return somebody, safe_target(half.target)


def _start_again() -> ResponseReturnValue:
    flash("Dat duurde even te lang. Vul je wachtwoord nog eens in.", "info")
    return redirect(url_for("accounts.login"), code=303)
