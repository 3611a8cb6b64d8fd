"""`/boekingen/<reference>/praktisch`: how a class comes and what it needs; `/centrum/bussen`: who arrives when."""

from datetime import date, timedelta

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.accounts.models import Centre
from portal.accounts.queries import houses_of
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.needs.models import Need
from portal.bookings.needs.service import WORDS, Counts, may_see_needs, needs_of, set_needs, totals
from portal.bookings.queries import Visit, visit_by_reference
from portal.bookings.transport import service
from portal.bookings.transport.errors import BusFull, NoSuchShare, SeatsGiven
from portal.bookings.transport.forms import RideForm, filled, read_ride
from portal.bookings.transport.models import BUSES, ShareState, Transport, Travel
from portal.bookings.transport.queries import (
    Arrival,
    arrivals,
    days_with_classes,
    offers_near,
    pickup_of,
    ride_of,
    shares_of,
    stand_of,
)
from portal.bookings.transport.rules import hints, is_stale
from portal.bookings.transport.sheets import bus_list_csv
from portal.bookings.transport.words import FREE_RIDES, HINTS, SHARE, TRAVEL
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import for_door, for_school, person
from portal.web.formats import names
from portal.web.refusals import REFUSALS, Page

blueprint = Blueprint("transport", __name__, template_folder="../templates")
blueprint.add_app_template_filter(TRAVEL.__getitem__, "travel")
blueprint.add_app_template_filter(WORDS.__getitem__, "need")

REFUSALS[NoSuchShare] = Page(
    404, "Die vraag is er niet meer", "Ze is al beantwoord of ingetrokken. Kijk bij je bezoek."
)
REFUSALS[BusFull] = Page(
    409, "Er zijn niet genoeg vrije plaatsen meer in die bus", "Kijk bij je bezoek wat er nog is."
)

DAYS_BACK = timedelta(days=7)


def _own(reference: str) -> Visit:
    """A visit of the person's own school; the pages of a house have their own list."""
    visit = visit_by_reference(db.session, reference.upper(), person())
    if visit is None or visit.school.id not in person().schools:
        abort(404)
    return visit


@blueprint.app_template_global("practical_of")
def practical_of(visit: Visit) -> tuple[Transport | None, Counts]:
    """How the classes of a visit come and what they need, as far as who asks may see it."""
    somebody = person()
    if not may_see_needs(somebody, school_id=visit.school.id, centre_id=visit.centre.id):
        return None, {}
    return ride_of(db.session, visit.id), totals(needs_of(db.session, [visit.id]).get(visit.id, {}))


@blueprint.get("/boekingen/<reference>/praktisch")
@for_school
def practical(reference: str) -> ResponseReturnValue:
    visit = _own(reference)
    if visit.is_off:
        return redirect(url_for("bookings.show", reference=visit.reference), code=303)
    return _page(visit)


def _page(
    visit: Visit, form: RideForm | None = None, needs_typed: dict[str, str] | None = None, status: int = 200
) -> ResponseReturnValue:
    ride = ride_of(db.session, visit.id)
    pickup = pickup_of(db.session, visit.school.id)
    shares = shares_of(db.session, visit.id)
    # Who took a question back may ask again; else a bus stands here once, with what became of it.
    asked = {share.giver_id for share in shares if not share.is_giver and share.state is not ShareState.WITHDRAWN}
    offers = [] if ride is not None and ride.how in BUSES else offers_near(db.session, visit.id)
    return render_template(
        "bookings/transport/practical.html",
        visit=visit,
        form=form or filled(ride, seats=visit.seats, pickup=pickup),
        ride=ride,
        pickup=pickup,
        groups=db.session.scalars(
            select(BookingGroup).where(BookingGroup.booking_id == visit.id).order_by(BookingGroup.id)
        ).all(),
        needs=needs_of(db.session, [visit.id]).get(visit.id, {}),
        needs_typed=needs_typed or {},
        all_needs=WORDS,
        travels=TRAVEL,
        shares=shares,
        offers=[offer for offer in offers if offer.giver_id not in asked],
        stand=stand_of(db.session, visit.centre.id),
        is_stale=ride is not None and is_stale(ride.pickup_at, ride.return_at, starts_at=visit.starts_at),
        share_words=SHARE,
        free_rides=FREE_RIDES,
        hints=[HINTS[one] for one in hints(ride.people, there=ride.pickup_at, back=ride.return_at)]
        if ride is not None and ride.how is Travel.PUBLIC
        else [],
    ), status


def _back(visit: Visit, part: str = "") -> ResponseReturnValue:
    return redirect(url_for("school.transport.practical", reference=visit.reference, _anchor=part or None), code=303)


@blueprint.post("/boekingen/<reference>/vervoer")
@for_school
def ride_submit(reference: str) -> ResponseReturnValue:
    visit = _own(reference)
    form = read_ride(request.form, school_day(visit.starts_at))
    if form.ride is None:
        return _page(visit, form, status=422)
    try:
        with write_transaction(db.session):
            booking = db.session.get_one(Booking, visit.id)
            service.plan_ride(db.session, booking, form.ride, person(), now=utc_now())
            if "onthoud" in request.form:
                service.remember_pickup(db.session, visit.school.id, form.ride.pickup_place)
    except SeatsGiven as refused:
        told = f"{refused.given} plaatsen in deze bus zijn al beloofd aan een andere school. Stop eerst die afspraak."
        return _page(visit, RideForm(form.values, {"vrij": told}), status=409)
    flash("Bewaard: het huis weet hoe jullie komen.")
    return _back(visit)


@blueprint.post("/boekingen/<reference>/noden")
@for_school
def needs_submit(reference: str) -> ResponseReturnValue:
    """Counts of what somebody in a class needs."""
    visit = _own(reference)
    wanted: dict[int, Counts] = {}
    typed, wrong = dict(request.form), False
    rows = db.session.scalars(select(BookingGroup).where(BookingGroup.booking_id == visit.id)).all()
    for group in rows:
        for need in Need:
            text = request.form.get(f"nood-{group.id}-{need.value}", "").strip() or "0"
            if not text.isdecimal() or len(text) > 4 or int(text) > group.pupils + group.companions:
                wrong = True
                continue
            wanted.setdefault(group.id, {})[need] = int(text)
    if wrong:
        flash("Vul aantallen in, en niet meer dan er in de klas meekomen.", "error")
        return _page(visit, needs_typed=typed, status=422)
    with write_transaction(db.session):
        set_needs(db.session, visit.id, wanted)
    flash("Bewaard: enkel wie in het huis de boekingen of de deur doet, ziet dit.")
    return _back(visit, "noden")


@blueprint.post("/boekingen/<reference>/bus-delen")
@for_school
def ask(reference: str) -> ResponseReturnValue:
    """Ask a school nearby for seats in its bus."""
    visit = _own(reference)
    giver, people = (request.form.get(name, "") for name in ("bus", "mensen"))
    if not (giver.isdecimal() and people.isdecimal() and len(giver) < 10 and 1 <= int(people[:4]) <= 999):
        flash("Vul in voor hoeveel mensen je plaats zoekt.", "error")
        return _back(visit, "delen")
    message = " ".join(request.form.get("bericht", "").split())[: service.MESSAGE_MAX]
    wish = service.ShareRequest(int(giver), visit.id, int(people[:4]), message)
    try:
        with write_transaction(db.session):
            service.ask_share(db.session, wish, person(), now=utc_now())
        flash("Gevraagd. Je krijgt een mail zodra de andere school antwoordt.")
    except BusFull as full:
        flash(f"In die bus zijn nog {full.left} plaatsen vrij.", "error")
    return _back(visit, "delen")


@blueprint.post("/boekingen/<reference>/bus-delen/<int:share_id>")
@for_school
def answer(reference: str, share_id: int) -> ResponseReturnValue:
    """Say yes or no to the other school, or stop what was agreed."""
    visit = _own(reference)
    if share_id not in {share.id for share in shares_of(db.session, visit.id)}:
        abort(404)
    said = request.form.get("antwoord", "")
    try:
        with write_transaction(db.session):
            if said in {"ja", "nee"}:
                service.answer_share(db.session, share_id, person(), yes=said == "ja", now=utc_now())
            else:
                service.end_share(db.session, share_id, person(), now=utc_now())
        flash("De andere school krijgt een mail met je antwoord.")
    except BusFull as full:
        flash(f"Er zijn nog maar {full.left} plaatsen vrij in jullie bus.", "error")
    return _back(visit, "delen")


# --- The house ------------------------------------------------------------------------------------------------


def _asked_day() -> date:
    """The day in the address, or the next one on which classes come."""
    try:
        return date.fromisoformat(request.args.get("dag", ""))
    except ValueError:
        today = school_day(utc_now())
        return next(iter(days_with_classes(db.session, person().receives, from_day=today)), today)


def _house() -> int:
    return min(person().receives)


@blueprint.get("/centrum/bussen")
@for_door
def buses() -> ResponseReturnValue:
    """Who comes on a day, in the order of arrival."""
    day = _asked_day()
    today = school_day(utc_now())
    return render_template(
        "bookings/transport/buses.html",
        day=day,
        days=days_with_classes(db.session, person().receives, from_day=min(day, today) - DAYS_BACK),
        rows=_rows(day),
        stand=stand_of(db.session, _house()),
        travels=TRAVEL,
        BUSES=BUSES,
        houses=houses_of(db.session, person())["centre"],
    )


def _rows(day: date) -> list[Arrival]:
    return arrivals(db.session, person().receives, day)


@blueprint.post("/centrum/bussen")
@for_door
def buses_submit() -> ResponseReturnValue:
    """Keep where buses stand: for every day, and of each bus on this one."""
    day = _asked_day()
    place = " ".join(request.form.get("standplaats", "").split())[:200]
    with write_transaction(db.session):
        service.set_stand(db.session, _house(), place)
        for row in _rows(day):
            if (bay := request.form.get(f"vak-{row.booking_id}")) is not None:
                service.set_bay(db.session, person().receives, row.booking_id, " ".join(bay.split())[:30])
    flash("Bewaard.")
    return redirect(url_for("school.transport.buses", dag=day.isoformat()), code=303)


@blueprint.get("/centrum/bussen.csv")
@for_door
def buses_sheet() -> ResponseReturnValue:
    day = _asked_day()
    return _file(bus_list_csv(_rows(day)).encode(), "text/csv; charset=utf-8", f"bussen-{day.isoformat()}.csv")


@blueprint.get("/centrum/bussen.pdf")
@for_door
def buses_paper() -> ResponseReturnValue:
    # The writer of PDFs takes a fifth of a second to read in, and a portal starts often that never makes one.
    from portal.bookings.transport.paper import bus_list_pdf

    day = _asked_day()
    house = db.session.get_one(Centre, _house())
    title = names(sorted(houses_of(db.session, person())["centre"]))
    data = bus_list_pdf(_rows(day), house=title or house.name, day=day, stand=stand_of(db.session, house.id))
    return _file(data, "application/pdf", f"bussen-{day.isoformat()}.pdf")


def _file(data: bytes, content_type: str, name: str) -> Response:
    made = Response(data, content_type=content_type)
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    made.headers["Cache-Control"] = "private, no-store"
    return made
