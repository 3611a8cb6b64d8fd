"""`/centrum/voorstelling/<id>`: all that the people of a house can do with one performance and its bookings."""

import secrets
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import portal.bookings.house.refusals  # noqa: F401 - registers the words of the refusals.
from portal.accounts.models import ClassLevel, School
from portal.bookings.errors import BookingClosed, KeyReused, PerformanceFull
from portal.bookings.house.audience import last_day, small_audiences
from portal.bookings.house.errors import EnoughAudience, HallTaken, NobodyToWriteTo, NothingMoves, TooLateForTooFew
from portal.bookings.house.forms import (
    LetterForm,
    OffForm,
    PhoneForm,
    empty_phone,
    read_letter,
    read_off,
    read_phone,
)
from portal.bookings.house.models import WhyOff
from portal.bookings.house.moves import agree_to_move, move_performance, remind_of_move, unanswered
from portal.bookings.house.off import call_off
from portal.bookings.house.phone import add_school, book_by_phone, find_schools
from portal.bookings.house.queries import Evening, coming_to, evening_of
from portal.bookings.house.writing import SUBJECT_MAX, TEXT_MAX, Written, how_many, letters_about, write_to_all
from portal.bookings.policy.service import rules_in_force
from portal.bookings.queries import visit_by_reference
from portal.bookings.requests import REASON_MAX, SeatRequest
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.publish.date_sheet import NO_HALL, DateSheet, read_one, sheet_of_date
from portal.offers.publish.errors import FewerThanBooked
from portal.offers.publish.halls import halls_of
from portal.web.access import for_booker, person, signed_in
from portal.web.formats import count
from portal.web.intake import row_id

blueprint = Blueprint("house", __name__, template_folder="templates")

SEARCH_MAX = 80


def _evening(performance_id: int) -> Evening:
    return evening_of(db.session, performance_id, person().handles) or abort(404)


def _key() -> str:
    return secrets.token_hex(16)


def _back(performance_id: int) -> ResponseReturnValue:
    return redirect(url_for("bookings.house.evening", performance_id=performance_id), code=303)


@blueprint.get("/centrum/voorstelling/<int:performance_id>")
@for_booker
def evening(performance_id: int) -> ResponseReturnValue:
    one = _evening(performance_id)
    now = utc_now()
    small = small_audiences(db.session, {one.centre_id}, now=now)
    return render_template(
        "house/evening.html",
        one=one,
        coming=coming_to(db.session, one.id),
        is_over=one.is_over(now),
        small=next((each for each in small if each.performance_id == one.id), None),
        silent=unanswered(db.session, one.id),
        letters=letters_about(db.session, one.id),
    )


# --- A school that phones -------------------------------------------------------------------------------------


@blueprint.get("/centrum/voorstelling/<int:performance_id>/boeken")
@for_booker
def phone(performance_id: int) -> ResponseReturnValue:
    """First the school, then the classes."""
    one = _evening(performance_id)
    school = _school(request.args.get("school", type=row_id))
    if school is None:
        wanted = request.args.get("zoek", "")[:SEARCH_MAX]
        found = find_schools(db.session, wanted)
        return render_template("house/which_school.html", one=one, wanted=wanted, found=found, errors={}, typed={})
    return _phone_page(one, school, empty_phone(_key(), school.email))


def _school(school_id: int | None) -> School | None:
    return None if school_id is None else db.session.get(School, school_id)


@blueprint.post("/centrum/voorstelling/<int:performance_id>/school")
@for_booker
def new_school_submit(performance_id: int) -> ResponseReturnValue:
    """Write down a school that nobody entered yet."""
    one = _evening(performance_id)
    typed = {name: " ".join(request.form.get(name, "").split()) for name in ("naam", "postcode", "email")}
    errors = {}
    if not 2 <= len(typed["naam"]) <= 120:
        errors["naam"] = "Vul de naam van de school in."
    if len(typed["email"]) > 254 or "@" not in typed["email"]:
        errors["email"] = "Vul het e-mailadres van de school in."
    if not errors:
        with write_transaction(db.session) as session:
            school = add_school(session, typed["naam"], typed["postcode"], typed["email"])
        if school is not None:
            return redirect(url_for("bookings.house.phone", performance_id=one.id, school=school.id), code=303)
        errors["postcode"] = "Deze postcode kennen we niet. Foyer werkt in Vlaanderen en Brussel."
    return render_template(
        "house/which_school.html", one=one, wanted=typed["naam"], found=[], errors=errors, typed=typed
    ), 422


@blueprint.post("/centrum/voorstelling/<int:performance_id>/boeken")
@for_booker
def phone_submit(performance_id: int) -> ResponseReturnValue:
    one = _evening(performance_id)
    school = _school(request.form.get("school", type=row_id)) or abort(404)
    form = read_phone(request.form, _key())
    if not form.is_sound:
        return _phone_page(one, school, form, status=422)
    asked = SeatRequest(
        key=form.key,
        performance_id=one.id,
        school_id=school.id,
        actor=person(),
        groups=form.groups,
        contact=form.contact,
        note=form.note,
        reason="telefonisch",
        by_house=True,
        letters_to=form.email,
    )
    try:
        with write_transaction(db.session) as session:
            booking = book_by_phone(session, asked, now=utc_now())
    except KeyReused as reused:
        flash(f"Met dit formulier was al geboekt: {reused.reference}.", "info")
        return redirect(url_for("bookings.show", reference=reused.reference), code=303)
    except PerformanceFull as full:
        text = (
            f"Er zijn nog {count(full.left, 'plaats', 'plaatsen')}; dit zijn er {full.wanted}. Er is niets geboekt."
        )
        form = replace(form, errors={"naam-anders-1": text})
        return _phone_page(_evening(performance_id), school, form, status=409)
    except BookingClosed:
        flash("Deze voorstelling is begonnen of afgelast. Er is niets geboekt.", "warning")
        return _back(performance_id)
    flash(f"Geboekt voor {school.name}. De bevestiging is onderweg naar {form.email}.")
    return redirect(url_for("bookings.show", reference=booking.reference), code=303)


def _phone_page(one: Evening, school: School, form: PhoneForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("house/phone.html", one=one, school=school, form=form, levels=tuple(ClassLevel)), status


# --- A letter to all ------------------------------------------------------------------------------------------


@blueprint.get("/centrum/voorstelling/<int:performance_id>/schrijven")
@for_booker
def write(performance_id: int) -> ResponseReturnValue:
    return _letter_page(_evening(performance_id), LetterForm(_key()))


@blueprint.post("/centrum/voorstelling/<int:performance_id>/schrijven")
@for_booker
def write_submit(performance_id: int) -> ResponseReturnValue:
    one = _evening(performance_id)
    form = read_letter(request.form, _key())
    if form.errors:
        return _letter_page(one, form, status=422)
    try:
        with write_transaction(db.session) as session:
            said = Written(form.key, form.subject, form.text, to_waiting=form.to_waiting)
            many = write_to_all(session, one.id, said, actor=person(), now=utc_now())
    except NobodyToWriteTo:
        return _letter_page(
            one, replace(form, errors={"bericht": "Er is niemand (meer) om te schrijven."}), status=409
        )
    flash(f"Je bericht is onderweg naar {count(many, 'school', 'scholen')}." if many else "Dit bericht was al weg.")
    return _back(one.id)


def _letter_page(one: Evening, form: LetterForm, *, status: int = 200) -> ResponseReturnValue:
    coming, waiting = how_many(db.session, one.id)
    return render_template(
        "house/write.html",
        one=one,
        form=form,
        coming=coming,
        waiting=waiting,
        subject_max=SUBJECT_MAX,
        text_max=TEXT_MAX,
    ), status


# --- Another moment or hall -----------------------------------------------------------------------------------


@blueprint.get("/centrum/voorstelling/<int:performance_id>/verplaatsen")
@for_booker
def move(performance_id: int) -> ResponseReturnValue:
    one = _evening(performance_id)
    return _move_page(one, sheet_of_date(one.starts_at, one.venue_id, one.capacity, one.closes_at))


@blueprint.post("/centrum/voorstelling/<int:performance_id>/verplaatsen")
@for_booker
def move_submit(performance_id: int) -> ResponseReturnValue:
    one = _evening(performance_id)
    sheet = read_one(request.form, halls_of(db.session, {one.centre_id}))
    reason = " ".join(request.form.get("reden", "").split())[:REASON_MAX]
    if sheet.errors or sheet.where is None or sheet.moment is None:
        return _move_page(one, sheet, status=422)
    slot = sheet.where.slot(sheet.moment, one.length)
    try:
        with write_transaction(db.session) as session:
            move_performance(session, one.id, slot, reason=reason, actor=person(), now=utc_now())
    except FewerThanBooked as refusal:
        text = f"Er zijn al {refusal.taken} plaatsen geboekt; minder kan niet."
        return _move_page(one, replace(sheet, errors={"plaatsen": text}), status=409)
    except HallTaken:
        return _move_page(one, replace(sheet, errors={"zaal": "In deze zaal staat dan al iets anders."}), status=409)
    except NothingMoves:
        return _move_page(one, replace(sheet, errors={"datum": "Dit is het moment van nu."}), status=409)
    flash("Verplaatst. Elke school krijgt bericht en kan ja zeggen of gratis annuleren.")
    return _back(one.id)


def _move_page(one: Evening, sheet: DateSheet, *, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "house/move.html",
        one=one,
        sheet=sheet,
        halls=halls_of(db.session, {one.centre_id}),
        no_hall=NO_HALL,
        reason=request.form.get("reden", ""),
        reason_max=REASON_MAX,
    ), status


@blueprint.post("/centrum/voorstelling/<int:performance_id>/herinneren")
@for_booker
def remind_submit(performance_id: int) -> ResponseReturnValue:
    one = _evening(performance_id)
    with write_transaction(db.session) as session:
        many = remind_of_move(session, one.id, actor=person(), now=utc_now())
    flash(
        f"{count(many, 'school krijgt', 'scholen krijgen')} een herinnering." if many else "Iedereen antwoordde al."
    )
    return _back(one.id)


@blueprint.post("/boekingen/<reference>/akkoord")
@signed_in
def agree_submit(reference: str) -> ResponseReturnValue:
    """The school says yes to a move, or its house notes that it did."""
    visit = visit_by_reference(db.session, reference.upper(), person()) or abort(404)
    if visit.school.id not in person().schools and visit.centre.id not in person().handles:
        abort(403)
    with write_transaction(db.session) as session:
        agreed = agree_to_move(session, visit.id, actor=person(), now=utc_now())
    flash("Genoteerd: het nieuwe moment past." if agreed else "Er was niets (meer) te antwoorden.")
    return redirect(url_for("bookings.show", reference=visit.reference), code=303)


# --- It doesn't go on -----------------------------------------------------------------------------------------


@blueprint.get("/centrum/voorstelling/<int:performance_id>/afgelasten")
@for_booker
def off(performance_id: int) -> ResponseReturnValue:
    return _off_page(_evening(performance_id), OffForm())


@blueprint.post("/centrum/voorstelling/<int:performance_id>/afgelasten")
@for_booker
def off_submit(performance_id: int) -> ResponseReturnValue:
    one = _evening(performance_id)
    form = read_off(request.form)
    if form.errors or form.why is None:
        return _off_page(one, form, status=422)
    try:
        with write_transaction(db.session) as session:
            ended = call_off(session, one.id, why=form.why, words=form.words, actor=person(), now=utc_now())
    except (TooLateForTooFew, EnoughAudience):
        errors = {"waarom": "Te weinig publiek is hier geen reden (meer). Kies een andere reden."}
        return _off_page(one, replace(form, errors=errors), status=409)
    told = count(len(ended), "school krijgt", "scholen krijgen")
    flash(f"Deze voorstelling gaat niet door. {told} bericht." if ended else "Deze voorstelling gaat niet door.")
    return _back(one.id)


def _off_page(one: Evening, form: OffForm, *, status: int = 200) -> ResponseReturnValue:
    coming, waiting = how_many(db.session, one.id)
    return render_template(
        "house/off.html",
        one=one,
        form=form,
        reasons=_reasons(one, utc_now()),
        coming=coming,
        waiting=waiting,
        reason_max=REASON_MAX,
    ), status


def _reasons(one: Evening, now: datetime) -> list[tuple[str, str, str]]:
    """(value, words, why not) of each reason; one that doesn't hold is shown with what is against it."""
    audience = rules_in_force(db.session, one.centre_id).rules.audience
    against = ""
    if audience.minimum is None:
        against = "jullie huisregels vragen geen minimum"
    elif one.seats_taken >= audience.minimum:
        against = f"het minimum van {audience.minimum} is gehaald"
    elif school_day(now) > last_day(audience, school_day(one.starts_at)):
        against = f"dat moest {audience.days_before} dagen vooraf"
    return [
        (WhyOff.ILLNESS.value, "iemand is ziek", ""),
        (WhyOff.TOO_FEW.value, "te weinig publiek", against),
        (WhyOff.OTHER.value, "iets anders", ""),
    ]
