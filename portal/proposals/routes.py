"""Pages of proposals: ask for dates, answer them, both lists."""

import secrets
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.accounts.models import Centre, ClassLevel
from portal.accounts.queries import ClassCard, classes_of, houses_of, school_year
from portal.bookings.forms import BookingForm, empty_form, read_form
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, OfferState
from portal.proposals import errors
from portal.proposals.dates import Window
from portal.proposals.forms import DatesForm, empty_dates, read_dates, read_moment
from portal.proposals.models import Side
from portal.proposals.queries import Talk, how_many_to_answer, known_days, proposals_of, talk_of
from portal.proposals.service import MESSAGE_MAX, Wish, accept, close, counter, propose
from portal.web.access import for_centre, for_school, person, signed_in
from portal.web.refusals import Page, show
from portal.web.todo import WAITS, Wait

blueprint = Blueprint("proposals", __name__, template_folder="templates")

WAITS.append(
    Wait(
        "/centrum/voorstellen",
        "school stelt een datum voor en wacht op je antwoord",
        "scholen stellen een datum voor en wachten op je antwoord",
        how_many_to_answer,
    )
)

show(errors.NoSuchProposal, Page(404, "We vinden dit voorstel niet", "Het is misschien van een andere school."))
show(
    errors.NotYourTurn,
    Page(409, "Hier valt niets meer te antwoorden", "Iemand was je voor, of de andere kant is aan de beurt."),
)
show(errors.NotByAgreement, Page(404, "Dit aanbod heeft eigen data", "Kies er een op de pagina van het aanbod."))
show(errors.DateNotOffered, Page(409, "Die datum staat niet meer voor", "Kijk wat er nu voorgesteld is."))


def _offer(slug: str) -> Offer:
    offer = db.session.scalar(
        select(Offer).where(Offer.slug == slug, Offer.state == OfferState.PUBLISHED, Offer.by_agreement.is_(True))
    )
    return offer or abort(404)


def _school_id() -> int:
    return person().home_school_id or abort(403)


def _classes() -> list[ClassCard]:
    return classes_of(db.session, _school_id(), school_year(school_day(utc_now())))


@blueprint.get("/aanbod/<slug>/datums", endpoint="propose")
@for_school
def ask(slug: str) -> ResponseReturnValue:
    return _ask_page(_offer(slug), empty_form(secrets.token_hex(16), None, _classes()), empty_dates())


@blueprint.post("/aanbod/<slug>/datums", endpoint="propose_submit")
@for_school
def ask_submit(slug: str) -> ResponseReturnValue:
    offer = _offer(slug)
    read = read_form(request.form, request.form.getlist("klas"), _classes(), secrets.token_hex(16))
    # A booking needs a performance; here there is none yet.
    form = replace(read, errors={name: said for name, said in read.errors.items() if name != "moment"})
    dates = _sent_dates()
    if not form.is_sound or dates.errors:
        return _ask_page(offer, form, dates, status=422)
    wish = Wish(
        key=form.key,
        offer_slug=slug,
        school_id=_school_id(),
        actor=person(),
        groups=form.groups,
        dates=dates.moments,
        contact=form.contact,
        message=dates.message,
    )
    try:
        with write_transaction(db.session):
            made = propose(db.session, wish, now=utc_now())
    except errors.BadDates as bad:
        return _ask_page(offer, form, _placed(dates, bad), status=422)
    flash("Je voorstel is onderweg. Je krijgt een mail zodra het huis antwoordt.")
    return redirect(url_for("proposals.talk", reference=made.reference), code=303)


def _sent_dates() -> DatesForm:
    return read_dates(
        request.form.getlist("dag"), request.form.getlist("uur"), request.form.get("bericht", "")[:MESSAGE_MAX]
    )


def _placed(dates: DatesForm, bad: errors.BadDates) -> DatesForm:
    """The problems of moments, back at the rows they were typed in."""
    rows = [number for number, (day, hour) in enumerate(dates.typed) if day or hour]
    return replace(dates, errors={rows[at] if at >= 0 else -1: said for at, said in bad.problems.items()})


def _ask_page(offer: Offer, form: BookingForm, dates: DatesForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "proposals/ask.html",
        offer=offer,
        centre=db.session.get_one(Centre, offer.centre_id),
        window=Window(offer.available_from, offer.available_to),
        form=form,
        dates=dates,
        levels=tuple(ClassLevel),
        known=known_days(db.session, Side.SCHOOL, school_id=_school_id(), centre_id=offer.centre_id),
        today=school_day(utc_now()),
        message_max=MESSAGE_MAX,
    ), status


@blueprint.get("/voorstellen")
@for_school
def own() -> ResponseReturnValue:
    lines = proposals_of(db.session, schools=person().schools)
    return render_template("proposals/own.html", lines=lines, side=Side.SCHOOL)


@blueprint.get("/centrum/voorstellen")
@for_centre
def at_centre() -> ResponseReturnValue:
    lines = proposals_of(db.session, centres=person().centres)
    houses = houses_of(db.session, person())["centre"]
    return render_template("proposals/centre.html", lines=lines, side=Side.CENTRE, houses=houses)


def _talk(reference: str) -> Talk:
    return talk_of(db.session, reference.upper(), person()) or abort(404)


@blueprint.get("/voorstellen/<reference>")
@signed_in
def talk(reference: str) -> ResponseReturnValue:
    return _talk_page(_talk(reference), empty_dates())


@blueprint.post("/voorstellen/<reference>")
@signed_in
def talk_submit(reference: str) -> ResponseReturnValue:
    """`ja` with a moment, `ander` with dates, or `stop`."""
    here = _talk(reference)
    name = here.line.reference
    if "ja" in request.form:
        moment = read_moment(request.form["ja"]) or abort(400)
        try:
            with write_transaction(db.session):
                booking = accept(db.session, name, moment, actor=person(), now=utc_now())
        except errors.BadDates as bad:
            return _talk_page(here, empty_dates(), wrong=next(iter(bad.problems.values())), status=409)
        flash("Afgesproken! De bevestiging van de boeking is onderweg.")
        return redirect(url_for("bookings.show", reference=booking.reference), code=303)
    if "stop" in request.form:
        with write_transaction(db.session):
            close(db.session, name, actor=person(), message=request.form.get("bericht", ""), now=utc_now())
        flash("Dit voorstel is afgesloten; de andere kant krijgt een mail.")
        return redirect(url_for("proposals.talk", reference=name), code=303)
    dates = _sent_dates()
    if dates.errors:
        return _talk_page(here, dates, status=422)
    try:
        with write_transaction(db.session):
            counter(db.session, name, actor=person(), dates=dates.moments, message=dates.message, now=utc_now())
    except errors.BadDates as bad:
        return _talk_page(here, _placed(dates, bad), status=422)
    flash("Je voorstel is onderweg.")
    return redirect(url_for("proposals.talk", reference=name), code=303)


def _talk_page(here: Talk, dates: DatesForm, *, wrong: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template(
        "proposals/talk.html",
        talk=here,
        dates=dates,
        wrong=wrong,
        today=school_day(utc_now()),
        window=here.window,
        message_max=MESSAGE_MAX,
    ), status
