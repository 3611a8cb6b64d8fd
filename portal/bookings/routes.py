"""Pages of bookings: the form, the school's list, one booking, cancelling."""

import secrets
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import portal.bookings.refusals  # noqa: F401 - registers the words of the refusals.
from portal.accounts.models import ClassLevel
from portal.accounts.queries import ClassCard, classes_of, school_year
from portal.bookings import centre
from portal.bookings.approval import pages as approval
from portal.bookings.basket.service import put_in
from portal.bookings.bill import bill_of
from portal.bookings.calendar import calendar_file
from portal.bookings.codes import show_visit_code
from portal.bookings.counts import pages as counts
from portal.bookings.door import routes as door
from portal.bookings.doubts import Doubts, doubts_about
from portal.bookings.errors import AlreadyCancelled, BookingClosed, KeyReused, PerformanceFull, SchoolLimit
from portal.bookings.forms import BookingForm, empty_form, like_before, read_form
from portal.bookings.head import must_head_confirm
from portal.bookings.holds import pages as holds
from portal.bookings.house import pages as house
from portal.bookings.house.moves import open_move
from portal.bookings.house.queries import history_of
from portal.bookings.models import Booking
from portal.bookings.paper import pages as paper
from portal.bookings.policy import pages as policy
from portal.bookings.policy.charge import Until, what_cancelling_costs
from portal.bookings.policy.rules import Allocation, HouseRules
from portal.bookings.policy.service import rules_in_force, rules_of_version
from portal.bookings.queries import (
    BookingLine,
    Programme,
    Visit,
    bookings_of,
    classes_held,
    programme_by_slug,
    visit_by_reference,
)
from portal.bookings.requests import REASON_MAX, SeatRequest
from portal.bookings.seating import pages as seating
from portal.bookings.seating.service import SeatedClass, places_of_school, wheelchairs_left
from portal.bookings.service import Owes, cancel_booking
from portal.bookings.standing import standing_of
from portal.bookings.states import OWING, BookingState
from portal.bookings.together import book_in_line
from portal.bookings.waiting import pages as waiting
from portal.bookings.waiting.queries import place_of
from portal.bookings.who import pages as who
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.invoices.at_booking import money_of
from portal.invoices.forms import money_form
from portal.invoices.words import HOWS, STAGES
from portal.library.choosing.shows import Readers, Show, Suggestion, before_visit
from portal.mail.transports import mail_domain
from portal.packs.queries import pack_for_production
from portal.visits.queries import RunCard, names_in, run_cards, runs_of
from portal.web.access import for_school, person, settings, signed_in

blueprint = Blueprint("bookings", __name__, template_folder="templates")
blueprint.register_blueprint(centre.blueprint)
blueprint.register_blueprint(who.blueprint)
blueprint.register_blueprint(house.blueprint)
blueprint.register_blueprint(seating.blueprint)
blueprint.register_blueprint(policy.blueprint)
blueprint.register_blueprint(approval.blueprint)
blueprint.register_blueprint(holds.blueprint)
blueprint.register_blueprint(counts.blueprint)
blueprint.register_blueprint(door.blueprint)
blueprint.register_blueprint(paper.blueprint)
blueprint.register_blueprint(waiting.blueprint)
blueprint.add_app_template_filter(show_visit_code, "visit_code")

CALENDAR = "text/calendar; charset=utf-8"

MADE = {
    BookingState.REQUESTED: "Aangevraagd. Het huis zegt ja of nee; het antwoord komt naar {email}.",
    BookingState.HELD: "De plaatsen worden vrijgehouden. Een mail met wat er nog moet is onderweg naar {email}.",
}
"""What somebody reads who booked, where that isn't all yet."""


def _school_id() -> int:
    school_id = person().home_school_id
    if school_id is None:
        abort(403)
    return school_id


def _programme(slug: str) -> Programme:
    programme = programme_by_slug(db.session, slug, person().schools)
    if programme is None:
        abort(404)
    return programme


def _classes(programme: Programme, now: datetime) -> list[ClassCard]:
    """The school's classes of this year; those that the offer is made for come first."""
    classes = classes_of(db.session, _school_id(), school_year(school_day(now)))
    return sorted(classes, key=lambda one: one.level not in programme.levels)


def _new_key() -> str:
    return secrets.token_hex(16)


@blueprint.get("/aanbod/<slug>/boeken")
@for_school
def book(slug: str) -> ResponseReturnValue:
    now = utc_now()
    programme = _programme(slug)
    moment = request.args.get("moment", type=int)
    open_ids = [choice.performance_id for choice in programme.open_choices(now)]
    if moment is None and len(open_ids) == 1:
        moment = open_ids[0]
    form = empty_form(_new_key(), moment, _classes(programme, now))
    if before := _booked_before(programme):
        form = replace(like_before(form, before.groups), contact=before.contact, note=before.note)
    return _form_page(programme, form, now=now)


def _booked_before(programme: Programme) -> Visit | None:
    """An earlier booking of this offer that the new one is to look like (`?zoals=`)."""
    reference = request.args.get("zoals", "").upper()
    visit = visit_by_reference(db.session, reference, person()) if reference else None
    return visit if visit is not None and visit.offer.id == programme.offer_id else None


@blueprint.post("/aanbod/<slug>/boeken")
@for_school
def book_submit(slug: str) -> ResponseReturnValue:
    now = utc_now()
    programme = _programme(slug)
    form = read_form(request.form, request.form.getlist("klas"), _classes(programme, now), _new_key())
    if form.performance_id is not None and programme.choice(form.performance_id) is None:
        form = replace(form, performance_id=None, errors={**form.errors, "moment": "Kies een voorstelling."})
    if "prijs" in request.form:
        return _form_page(programme, replace(form, errors={}), now=now)
    if not form.is_sound:
        return _form_page(programme, form, now=now, status=422)
    if "mandje" in request.form:
        return _put_in_basket(programme, form, now=now)
    doubts = _doubts(programme, form)
    if doubts and "toch" not in request.form:
        return _form_page(programme, form, now=now, doubts=doubts)
    return _try_to_book(programme, form, now=now)


def _doubts(programme: Programme, form: BookingForm) -> Doubts:
    held = classes_held(db.session, _school_id(), form.performance_id or 0)
    wheelchairs = any(group.wheelchair for group in form.groups)
    left = wheelchairs_left(db.session, form.performance_id or 0) if wheelchairs else None
    return doubts_about(form.groups, held, programme.levels, left)


def _put_in_basket(programme: Programme, form: BookingForm, *, now: datetime) -> ResponseReturnValue:
    """Keep it for later, or show the same form with what was typed and why it can't be."""
    try:
        with write_transaction(db.session):
            put_in(db.session, _seat_request(form), now=now)
    except KeyReused as reused:
        return _form_page(programme, replace(form, key=_new_key()), now=now, status=409, earlier=reused.reference)
    except (BookingClosed, SchoolLimit) as refusal:
        return _form_page(programme, form, now=now, status=409, refusal=refusal)
    flash("Het ligt in je mandje. Plaatsen zijn pas van jullie als je boekt.")
    return redirect(url_for("school.basket.show"), code=303)


def _try_to_book(programme: Programme, form: BookingForm, *, now: datetime) -> ResponseReturnValue:
    """Book, or show the same form with what was typed and why it did not work."""
    try:
        booking = book_in_line(db.session, _seat_request(form), now=now)
    except KeyReused as reused:
        # The form of a booking that was made, opened again with the back button and changed.
        fresh = replace(form, key=_new_key())
        return _form_page(programme, fresh, now=now, status=409, earlier=reused.reference)
    except (PerformanceFull, BookingClosed, SchoolLimit) as refusal:
        # What the page knows of the places was read before somebody else took them.
        current = programme_by_slug(db.session, programme.slug, person().schools) or programme
        return _form_page(current, form, now=now, status=409, refusal=refusal)
    flash(MADE.get(booking.state, "Geboekt! De bevestiging is onderweg naar {email}.").format(email=person().email))
    return redirect(url_for("bookings.show", reference=booking.reference), code=303)


def _seat_request(form: BookingForm) -> SeatRequest:
    return SeatRequest(
        key=form.key,
        performance_id=form.performance_id or 0,
        school_id=_school_id(),
        actor=person(),
        groups=form.groups,
        contact=form.contact,
        note=form.note,
    )


def _becomes(rules: HouseRules, *, head_confirms: bool) -> BookingState:
    """What a booking made now becomes, for the words on the form; `start.py` decides when it is made."""
    if rules.allocation is Allocation.APPROVAL:
        return BookingState.REQUESTED
    return BookingState.HELD if rules.hold_hours or head_confirms else BookingState.CONFIRMED


def _form_page(
    programme: Programme,
    form: BookingForm,
    *,
    now: datetime,
    status: int = 200,
    doubts: Doubts | None = None,
    refusal: PerformanceFull | BookingClosed | SchoolLimit | None = None,
    earlier: str = "",
) -> ResponseReturnValue:
    rules = rules_in_force(db.session, programme.centre_id).rules
    head_confirms = must_head_confirm(db.session, _school_id(), person().id)
    template = "bookings/_bill.html" if request.headers.get("X-Fragment") == "bill" else "bookings/form.html"
    return render_template(
        template,
        programme=programme,
        form=form,
        choices=[choice for choice in programme.choices if choice.is_open(now)],
        chosen=programme.choice(form.performance_id),
        bill=bill_of(form, programme, rules, today=school_day(now)),
        becomes=_becomes(rules, head_confirms=head_confirms).value,
        head_confirms=head_confirms,
        keeps_list=rules.waiting is not None,
        doubts=doubts,
        refusal=refusal,
        levels=tuple(ClassLevel),
        refused=refusal.code if refusal else "",
        earlier=earlier,
    ), status


@blueprint.get("/boekingen")
@for_school
def own() -> ResponseReturnValue:
    """The school's bookings: what comes first on top, what was below it, the latest first."""
    now = utc_now()
    lines = bookings_of(db.session, schools=person().schools)
    coming = [line for line in lines if line.starts_at >= now and not line.is_off]
    other = [line for line in lines if line not in coming]
    sure = [line for line in coming if line.state in OWING]
    unsure = [line for line in coming if line.state not in OWING]
    return render_template(
        "bookings/own.html", coming=sure[::-1], unsure=unsure[::-1], other=other, totals=_totals(sure)
    )


def _totals(lines: list[BookingLine]) -> dict[str, int]:
    return {"seats": sum(line.seats for line in lines), "cents": sum(line.price_cents for line in lines)}


def _visit(reference: str) -> Visit:
    """The booking, when it is of the person's school or centre; there is no other."""
    visit = visit_by_reference(db.session, reference.upper(), person())
    if visit is None:
        abort(404)
    return visit


@blueprint.get("/boekingen/<reference>")
@signed_in
def show(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    is_school = visit.school.id in person().schools
    books, readers = _books(visit) if is_school and visit.is_seated else ([], [])
    return render_template(
        "bookings/booking.html",
        visit=visit,
        can_cancel=visit.can_be_cancelled(utc_now()),
        is_school=is_school,
        standing=standing_of(db.session, visit, person(), now=utc_now()),
        steps=_cancelling_steps(visit) if is_school else [],
        runs=_runs(visit) if is_school else [],
        move=open_move(db.session, visit.id),
        seated=_seated(visit),
        place=place_of(db.session, visit.id),
        history=history_of(db.session, visit.id),
        visit_url=f"{settings().base_url}/bezoek/{visit.visit_code}",
        books=books,
        readers=readers,
        **_money(visit),
    )


def _money(visit: Visit) -> dict[str, object]:
    """What came in and what is open: for who does the bookings of its house."""
    if visit.centre.id not in person().handles:
        return {}
    money = money_of(db.session, visit.id)
    if not (money.owed_cents or money.paid_cents or money.papers):
        return {}
    today = school_day(utc_now())
    open_cents = money.to_pay.standing.open_cents if money.to_pay else money.open_cents
    return {
        "money": money,
        "pay": money_form(today, max(0, open_cents)),
        "stages": STAGES,
        "hows": HOWS,
        "today": today,
    }


def _books(visit: Visit) -> tuple[list[Suggestion], list[Readers]]:
    """What its classes can read together before they go."""
    show = Show(visit.offer.production_id, visit.offer.id)
    days = {"visit": school_day(visit.starts_at), "today": school_day(utc_now())}
    return before_visit(db.session, show, visit.id, person().schools, **days)


def _seated(visit: Visit) -> list[SeatedClass]:
    """Where the classes of this booking sit, once the house has said so."""
    everybody = places_of_school(db.session, visit.performance_id, {visit.school.id}) if visit.is_seated else []
    return [one for one in everybody if one.reference == visit.reference]


def _runs(visit: Visit) -> list[RunCard]:
    """What the class did in the game: for its school alone."""
    runs = runs_of(db.session, visit.id)
    return run_cards(runs, names_in(pack_for_production(db.session, visit.offer.production_id).data)) if runs else []


@blueprint.get("/boekingen/<reference>.ics")
@signed_in
def calendar(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    base_url = settings().base_url
    data = calendar_file(visit, base_url=base_url, domain=mail_domain(base_url))
    answer = Response(data, content_type=CALENDAR)
    answer.headers["Content-Disposition"] = f'attachment; filename="{visit.reference}.ics"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.get("/boekingen/<reference>/annuleren")
@signed_in
def cancel(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    if not visit.can_be_cancelled(utc_now()):
        return redirect(url_for("bookings.show", reference=visit.reference), code=303)
    steps = _cancelling_steps(visit)
    return render_template(
        "bookings/cancel.html",
        visit=visit,
        reason_max=REASON_MAX,
        steps=steps if visit.school.id in person().schools else [],
        ruled=steps[0] if steps else None,
    )


def _cancelling_steps(visit: Visit) -> list[Until]:
    """What it costs the school to cancel, from today on; nothing before it has said yes, or when the show is over."""
    if not visit.can_be_cancelled(utc_now()) or visit.state not in OWING:
        return []
    rules = rules_of_version(db.session, visit.policy_id)
    today, day = school_day(utc_now()), school_day(visit.starts_at)
    return what_cancelling_costs(rules, visit.bill_cents, today=today, performance=day)


def _owes() -> Owes:
    """What somebody of the house says that the cancellation costs; for a school its rules say it."""
    said = request.form.get("kost", "")
    return Owes(said) if said in set(Owes) else Owes.NOTHING


@blueprint.post("/boekingen/<reference>/annuleren")
@signed_in
def cancel_submit(reference: str) -> ResponseReturnValue:
    visit = _visit(reference)
    reason = " ".join(request.form.get("reden", "").split())[:REASON_MAX]
    try:
        with write_transaction(db.session):
            booking: Booking = cancel_booking(
                db.session, visit.reference, actor=person(), now=utc_now(), reason=reason, owes=_owes()
            )
        gave_back = f"De {booking.seats} plaatsen zijn weer vrij; een" if visit.is_seated else "Een"
        flash(f"Geannuleerd. {gave_back} bevestiging is onderweg.")
    except AlreadyCancelled:
        flash("Deze boeking was al geannuleerd; er is niets meer veranderd.", "info")
    return redirect(url_for("bookings.show", reference=visit.reference), code=303)
