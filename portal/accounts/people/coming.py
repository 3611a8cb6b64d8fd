"""Coming in: the link of an invitation, and a teacher who asks to join a school. Following a link changes nothing."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItemPerDay, RateLimitItemPerHour
from werkzeug.exceptions import TooManyRequests

from portal.accounts.entry import sign_in
from portal.accounts.landing import landing_of
from portal.accounts.links import is_link_secret
from portal.accounts.models import School
from portal.accounts.people import errors
from portal.accounts.people.forms import AccountForm, ConfirmForm, RegisterForm
from portal.accounts.people.houses import ROLES, House, house_of
from portal.accounts.people.joining import (
    Wish,
    ask,
    ask_as,
    confirm_as,
    confirm_as_new,
    open_join,
    take_back,
)
from portal.accounts.people.models import Invitation, JoinRequest
from portal.accounts.people.queries import Joining, joins_of, roles_of
from portal.accounts.people.service import accept_as, accept_as_new, standing_invitation
from portal.accounts.queries import Person, person_by_id, school_by_id, user_id_for_email
from portal.accounts.service import hash_password
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import person, person_or_none, settings, signed_in
from portal.web.intake import row_id
from portal.web.limits import count_wrong, refuse_after_guessing, refuse_guessing
from portal.web.refusals import Page, show
from portal.web.schools import FOUND_MAX, find_schools

blueprint = Blueprint("coming", __name__, template_folder="templates")

REGISTRATIONS = RateLimitItemPerHour(60)
"""From one address: a school whose whole team joins on a pedagogical day stays below it."""
WISHES = RateLimitItemPerDay(10)
"""Of one account: who asks and takes back in turn would write to a school each time."""
SEARCH_MAX = 80

show(
    errors.TooManyWishes,
    Page(
        429, "Genoeg gevraagd voor vandaag", "Je vroeg vandaag al vaak toegang aan een school. Morgen kan het weer."
    ),
)


@blueprint.app_template_global("my_joins")
def my_joins() -> list[Joining]:
    """What somebody who has no role yet asked of schools: every page says what they wait for."""
    somebody = person_or_none()
    return joins_of(db.session, somebody.id) if somebody is not None and not somebody.hats else []


# --- The link of an invitation ----------------------------------------------------------------------------------


@blueprint.get("/uitnodiging/<secret>")
def invitation(secret: str) -> ResponseReturnValue:
    row = _invitation(secret)
    return _dead() if row is None else _invitation_page(row, AccountForm(formdata=None))


def _invitation(secret: str) -> Invitation | None:
    row = standing_invitation(db.session, secret, now=utc_now()) if is_link_secret(secret) else None
    if row is None:
        refuse_guessing("link")
    return row


def _dead() -> ResponseReturnValue:
    return render_template("people/dead.html"), 410


def _invitation_page(row: Invitation, form: AccountForm, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "people/invitation.html",
        form=form,
        house=house_of(db.session, row),
        email=row.email,
        roles=[ROLES[role] for role in roles_of(row)],
        expires_at=row.expires_at,
        has_account=user_id_for_email(db.session, row.email) is not None,
        here=request.path,
    ), status


@blueprint.post("/uitnodiging/<secret>")
def invitation_submit(secret: str) -> ResponseReturnValue:
    row = _invitation(secret)
    if row is None:
        return _dead()
    house, somebody = house_of(db.session, row), person_or_none()
    if somebody is not None:
        return _accept_as(secret, somebody, house)
    if user_id_for_email(db.session, row.email) is not None:
        return redirect(f"/aanmelden?volgende={request.path}", code=303)
    form = AccountForm()
    if not form.validate_on_submit() or not form.is_strong([row.email, house.name]):
        return _invitation_page(row, form, 422)
    password_hash = hash_password(form.password.data)
    try:
        with write_transaction(db.session) as transaction:
            user_id = accept_as_new(
                transaction, secret, name=form.name.data, password_hash=password_hash, now=utc_now()
            )
    except errors.InvitationGone:
        return _dead()
    except errors.HasAccount:
        return redirect(f"/aanmelden?volgende={request.path}", code=303)
    return _sign_in(user_id, f"Welkom! Je account is klaar, en je hoort bij {house.name}.")


def _accept_as(secret: str, somebody: Person, house: House) -> ResponseReturnValue:
    try:
        with write_transaction(db.session) as transaction:
            accept_as(transaction, secret, somebody.id, now=utc_now())
    except errors.InvitationGone:
        return _dead()
    flash(f"Welkom bij {house.name}.")
    return redirect(house.desk.path if house.kind != "school" else "/aanbod", code=303)


def _sign_in(user_id: int, welcome: str) -> ResponseReturnValue:
    """Whoever just proved to read the mail and chose a password is in; a second log-in would ask the same again."""
    somebody = person_by_id(db.session, user_id) or abort(500)
    sign_in(somebody)
    flash(welcome)
    return redirect(landing_of(somebody) if somebody.hats else "/registreren/wachten", code=303)


# --- A teacher asks to join -------------------------------------------------------------------------------------


@blueprint.get("/registreren")
def register() -> ResponseReturnValue:
    """First the school, then who you are; whoever is signed in only chooses the school."""
    school = _school(request.args.get("school", type=row_id))
    if school is not None:
        return _register_page(school, RegisterForm(formdata=None))
    wanted = " ".join(request.args.get("zoek", "").split())[:SEARCH_MAX]
    found = find_schools(db.session, wanted)
    return render_template("people/which_school.html", wanted=wanted, found=found, found_max=FOUND_MAX)


def _school(school_id: int | None) -> School | None:
    return None if school_id is None else school_by_id(db.session, school_id)


def _register_page(school: School, form: RegisterForm, status: int = 200) -> ResponseReturnValue:
    return render_template("people/register.html", school=school, form=form), status


@blueprint.post("/registreren")
def register_submit() -> ResponseReturnValue:
    school = _school(request.form.get("school", type=row_id))
    if school is None:
        return redirect("/registreren", code=303)
    if (somebody := person_or_none()) is not None:
        return _ask_as(school, somebody)
    form = RegisterForm()
    if not form.validate_on_submit() or not form.is_strong([form.email.data, school.name]):
        return _register_page(school, form, 422)
    refuse_guessing("register", REGISTRATIONS)
    # Before anything is known of the address, so that the answer takes as long for who has an account.
    wish = Wish(school.id, form.name.data, form.email.data, hash_password(form.password.data))
    with write_transaction(db.session) as transaction:
        ask(transaction, wish, secret_key=settings().secret_key, now=utc_now())
    return redirect("/registreren/verstuurd", code=303)


def _ask_as(school: School, somebody: Person) -> ResponseReturnValue:
    try:
        refuse_after_guessing("wish", WISHES, by=str(somebody.id))
    except TooManyRequests:
        raise errors.TooManyWishes from None
    count_wrong("wish", WISHES, by=str(somebody.id))
    wish = Wish(school.id, somebody.name, somebody.email, "")
    with write_transaction(db.session) as transaction:
        is_asked = ask_as(transaction, wish, somebody.id, secret_key=settings().secret_key, now=utc_now())
    if not is_asked:
        flash(f"Je hoort al bij {school.name}.", "info")
    return redirect("/registreren/wachten", code=303)


@blueprint.get("/registreren/verstuurd")
def sent() -> ResponseReturnValue:
    return render_template("people/sent.html")


@blueprint.get("/registreren/bevestig/<secret>")
def confirm(secret: str) -> ResponseReturnValue:
    row = _join(secret)
    return _dead() if row is None else _confirm_page(row, ConfirmForm(formdata=None))


def _join(secret: str) -> JoinRequest | None:
    row = open_join(db.session, secret, now=utc_now()) if is_link_secret(secret) else None
    if row is None:
        refuse_guessing("link")
    return row


def _confirm_page(row: JoinRequest, form: ConfirmForm, status: int = 200) -> ResponseReturnValue:
    account, somebody = user_id_for_email(db.session, row.email), person_or_none()
    return render_template(
        "people/confirm.html",
        form=form,
        join=row,
        school=db.session.get_one(School, row.school_id),
        has_account=account is not None,
        is_mine=somebody is not None and somebody.id == account,
        here=request.path,
    ), status


@blueprint.post("/registreren/bevestig/<secret>")
def confirm_submit(secret: str) -> ResponseReturnValue:
    row = _join(secret)
    if row is None:
        return _dead()
    somebody, guesses = person_or_none(), f"join-{row.id}"
    try:
        if somebody is not None:
            with write_transaction(db.session) as transaction:
                confirm_as(transaction, secret, somebody.id, now=utc_now())
            return redirect("/registreren/wachten", code=303)
        form = ConfirmForm()
        if not form.validate_on_submit():
            return _confirm_page(row, form, 422)
        refuse_after_guessing(guesses)
        with write_transaction(db.session) as transaction:
            user_id = confirm_as_new(transaction, secret, form.password.data, now=utc_now())
    except errors.WrongPassword:
        count_wrong(guesses)
        form.password.errors = ["Dat is niet het wachtwoord dat bij deze aanvraag gekozen werd."]
        return _confirm_page(row, form, 422)
    except errors.HasAccount:
        return redirect(f"/aanmelden?volgende={request.path}", code=303)
    except errors.JoinGone:
        return _dead()
    return _sign_in(user_id, "Je e-mailadres is bevestigd en je account is klaar.")


@blueprint.get("/registreren/wachten")
@signed_in
def waiting() -> ResponseReturnValue:
    return render_template("people/waiting.html", joins=joins_of(db.session, person().id))


@blueprint.post("/registreren/wachten/<int:join_id>/weg")
@signed_in
def waiting_remove(join_id: int) -> ResponseReturnValue:
    try:
        with write_transaction(db.session) as transaction:
            take_back(transaction, join_id, person().id)
    except errors.JoinGone:
        abort(404)
    flash("Die aanvraag is weg.")
    return redirect("/registreren/wachten", code=303)
