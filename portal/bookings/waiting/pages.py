"""Pages of the waiting list: a school joins, sees its place and answers; a house sees its lists and has a hand in."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.models import ClassLevel
from portal.accounts.queries import ClassCard, classes_of, school_year
from portal.bookings.errors import BookingChanged, BookingClosed, ImpossibleStep, SchoolLimit
from portal.bookings.forms import BookingForm, empty_form, read_form
from portal.bookings.policy.service import rules_in_force
from portal.bookings.queries import Programme, Visit, programme_by_slug, visit_by_reference
from portal.bookings.requests import REASON_MAX, SeatRequest
from portal.bookings.seats import house_of
from portal.bookings.waiting import errors
from portal.bookings.waiting.queries import entries_at, how_long, lists_of, place_of, skips_at
from portal.bookings.waiting.service import accept, give_priority, join, leave, refuse, remove
from portal.bookings.waiting.words import OUTCOMES, WHY, ahead, ordinal, rule
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.errors import Refusal
from portal.extensions import db
from portal.web.access import for_booker, for_school, person, signed_in
from portal.web.refusals import Page, show

blueprint = Blueprint("waiting", __name__, template_folder="templates")
blueprint.add_app_template_filter(ahead, "ahead_in_line")
blueprint.add_app_template_filter(ordinal, "ordinal")
blueprint.add_app_template_filter(rule, "rule_of_the_line")
blueprint.add_app_template_filter(OUTCOMES.__getitem__, "waiting_outcome")
blueprint.add_app_template_filter(WHY.__getitem__, "waiting_why")

for _refusal, _page in {
    errors.NoWaitingList: Page(
        409, "Dit huis houdt geen wachtlijst bij", "Kijk naar een andere datum of bel het huis."
    ),
    errors.SeatsFree: Page(
        409, "Er is plaats", "Wachten hoeft niet: er is nu plaats voor jullie allemaal. Boek gewoon."
    ),
    errors.NeverFits: Page(
        409, "Dit past niet in de zaal", "Jullie zijn met meer dan er in de zaal kunnen. Verdeel de klassen."
    ),
    errors.AlreadyWaiting: Page(409, "Deze klas staat al op de wachtlijst", "Eén plaats op de lijst per klas."),
    errors.NotOneOffer: Page(
        422, "Dat zijn twee verschillende voorstellingen", "Een wens gaat over één voorstelling."
    ),
    errors.NotWaiting: Page(409, "Niet meer op de wachtlijst", "Deze boeking staat intussen niet meer op de lijst."),
    errors.NoOffer: Page(409, "Er is niets te beantwoorden", "Voor deze boeking houden we nu geen plaatsen vrij."),
    errors.AnsweredTooLate: Page(
        409, "Helaas te laat", "De plaatsen gingen intussen naar de volgende op de lijst. Je betaalt niets."
    ),
    errors.ReasonMissing: Page(
        422, "Zeg ook waarom", "Wie iemand voorrang geeft of van de lijst haalt, zegt waarom."
    ),
}.items():
    show(_refusal, _page)


# --- The school joins ---------------------------------------------------------------------------------------------


def _programme(slug: str) -> Programme:
    return programme_by_slug(db.session, slug, person().schools) or abort(404)


def _school_id() -> int:
    return person().home_school_id or abort(403)


def _classes(programme: Programme, now: datetime) -> list[ClassCard]:
    classes = classes_of(db.session, _school_id(), school_year(school_day(now)))
    return sorted(classes, key=lambda one: one.level not in programme.levels)


@blueprint.app_template_global("keeps_waiting_list")
def keeps_waiting_list(centre_id: int) -> bool:
    """For the page of an offer, where a full date must lead somewhere."""
    return rules_in_force(db.session, centre_id).rules.waiting is not None


@blueprint.get("/aanbod/<slug>/wachtlijst")
@for_school
def ask(slug: str) -> ResponseReturnValue:
    now = utc_now()
    programme = _programme(slug)
    moment = request.args.get("moment", type=int)
    form = empty_form(secrets.token_hex(16), moment, _classes(programme, now))
    return _ask_page(programme, form, [moment] if moment else [], now=now)


@blueprint.post("/aanbod/<slug>/wachtlijst")
@for_school
def ask_submit(slug: str) -> ResponseReturnValue:
    """Join; or, sent on from a booking form that was refused, show what was typed there."""
    now = utc_now()
    programme = _programme(slug)
    moments = [one for one in request.form.getlist("moment", type=int) if programme.choice(one)]
    form = read_form(request.form, request.form.getlist("klas"), _classes(programme, now), secrets.token_hex(16))
    if "zet" not in request.form:
        return _ask_page(programme, replace(form, errors={}), moments, now=now)
    if not moments:
        wrong = {**form.errors, "moment": "Kies minstens één moment waarop je wil wachten."}
        form = replace(form, errors=wrong)
    if not form.is_sound:
        return _ask_page(programme, form, moments, now=now, status=422)
    asked = SeatRequest(form.key, moments[0], _school_id(), person(), form.groups, form.contact, form.note)
    try:
        with write_transaction(db.session):
            first = join(db.session, asked, also=moments[1:], now=now).first
    except (
        *(errors.AlreadyWaiting, errors.NeverFits, errors.NoWaitingList, errors.SeatsFree),
        *(BookingClosed, SchoolLimit),
    ) as refusal:
        return _ask_page(programme, form, moments, now=now, status=409, refusal=refusal)
    flash("Jullie staan op de wachtlijst. Komt er plaats, dan krijg je een mail.")
    return redirect(url_for("bookings.show", reference=first.reference), code=303)


def _ask_page(
    programme: Programme,
    form: BookingForm,
    moments: Sequence[int],
    *,
    now: datetime,
    status: int = 200,
    refusal: Refusal | None = None,
) -> ResponseReturnValue:
    choices = [choice for choice in programme.choices if choice.is_open(now)]
    return render_template(
        "waiting/ask.html",
        programme=programme,
        form=form,
        moments=moments,
        choices=choices,
        waiting=rules_in_force(db.session, programme.centre_id).rules.waiting,
        lengths=how_long(db.session, [choice.performance_id for choice in choices]),
        levels=tuple(ClassLevel),
        refusal=refusal,
        refused=refusal.code if refusal else "",
        refused_choice=programme.choice(getattr(refusal, "performance_id", None)),
    ), status


# --- The school's place, and its answer ---------------------------------------------------------------------------


def _visit(reference: str) -> Visit:
    return visit_by_reference(db.session, reference.upper(), person()) or abort(404)


@blueprint.get("/boekingen/<reference>/wachtlijst")
@signed_in
def place(reference: str) -> ResponseReturnValue:
    """Where the one link of the letter leads: yes or no, on a page, so that no mail program answers by itself."""
    visit = _visit(reference)
    stands = place_of(db.session, visit.id)
    if stands is None:
        return redirect(url_for("bookings.show", reference=visit.reference), code=303)
    return render_template(
        "waiting/place.html", visit=visit, place=stands, is_school=visit.school.id in person().schools
    )


@blueprint.post("/boekingen/<reference>/wachtlijst/ja")
@signed_in
def say_yes(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    with write_transaction(db.session):
        accept(db.session, visit.reference, actor=person(), now=utc_now())
    flash("Geboekt! De bevestiging is onderweg.")
    return redirect(url_for("bookings.show", reference=visit.reference), code=303)


@blueprint.post("/boekingen/<reference>/wachtlijst/nee")
@signed_in
def say_no(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    with write_transaction(db.session):
        refuse(db.session, visit.reference, actor=person(), now=utc_now())
    flash("Bedankt voor je antwoord. De plaatsen gaan naar wie na jullie komt; je betaalt niets.")
    return redirect(url_for("bookings.show", reference=visit.reference), code=303)


@blueprint.post("/boekingen/<reference>/wachtlijst/weg")
@signed_in
def go(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    with write_transaction(db.session):
        left = leave(db.session, visit.reference, actor=person(), now=utc_now(), whole_wish="alles" in request.form)
    flash("Jullie staan niet meer op de wachtlijst." if len(left) == 1 else "Jullie staan op geen enkele lijst meer.")
    return redirect(url_for("bookings.show", reference=visit.reference), code=303)


# --- The house ----------------------------------------------------------------------------------------------------


@blueprint.get("/centrum/wachtlijsten")
@for_booker
def lists() -> ResponseReturnValue:
    """All lists of the house, by performance."""
    cards = lists_of(db.session, person().handles)
    now = utc_now()
    return render_template(
        "waiting/lists.html",
        open_lists=[card for card in cards if card.closes_at > now],
        closed_lists=[card for card in reversed(cards) if card.closes_at <= now],
        keeps=[rules_in_force(db.session, centre_id).rules.waiting for centre_id in sorted(person().handles)],
    )


@blueprint.get("/centrum/wachtlijsten/<int:performance_id>")
@for_booker
def one_list(performance_id: int) -> ResponseReturnValue:
    return _list_page(performance_id)


def _list_page(performance_id: int, *, status: int = 200, missing: str = "") -> ResponseReturnValue:
    cards = lists_of(db.session, person().handles, performance_id=performance_id)
    if not cards:
        abort(404)
    house = house_of(db.session, performance_id) or abort(404)
    return render_template(
        "waiting/list.html",
        card=cards[0],
        entries=entries_at(db.session, performance_id),
        skips=skips_at(db.session, performance_id),
        waiting=rules_in_force(db.session, house).rules.waiting,
        is_closed=cards[0].closes_at <= utc_now(),
        reason_max=REASON_MAX,
        missing=missing,
    ), status


@blueprint.post("/centrum/wachtlijsten/<int:performance_id>")
@for_booker
def by_hand(performance_id: int) -> ResponseReturnValue:
    """Priority for somebody, or off the list; both with a reason."""
    reference = request.form.get("boeking", "").upper()
    reason = request.form.get("reden", "")
    act = remove if request.form.get("wat") == "weg" else give_priority
    if not lists_of(db.session, person().handles, performance_id=performance_id):
        abort(404)
    visit = visit_by_reference(db.session, reference, person())
    back = redirect(url_for("bookings.waiting.one_list", performance_id=performance_id), code=303)
    if visit is None or visit.performance_id != performance_id:
        flash("Die boeking staat niet op deze lijst.", "info")
        return back
    try:
        with write_transaction(db.session):
            act(db.session, reference, reason=reason, actor=person(), now=utc_now())
    except errors.ReasonMissing:
        return _list_page(performance_id, status=422, missing=reference)
    except (errors.NotWaiting, BookingChanged, ImpossibleStep):
        flash("Die boeking staat intussen niet meer op de lijst; er is niets veranderd.", "info")
    else:
        flash(
            f"{visit.school.name} is van de lijst gehaald en krijgt bericht."
            if act is remove
            else f"{visit.school.name} heeft voorrang; het staat met je reden in het logboek."
        )
    return back
