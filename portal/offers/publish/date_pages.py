"""`/centrum/aanbod/<id>/data`: the dates of an offer, one by one or a whole season at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer
from portal.offers.publish.date_sheet import (
    NO_HALL,
    DateSheet,
    Where,
    empty_sheet,
    read_one,
    read_series,
    sheet_of_date,
)
from portal.offers.publish.dates import Proposal, free_day, moved_to_next_season, proposed, weighed
from portal.offers.publish.desk import dates_of
from portal.offers.publish.errors import FewerThanBooked, HasBookings
from portal.offers.publish.halls import HallCard, busy_in, halls_of
from portal.offers.publish.pages import author, own_offer
from portal.offers.publish.service import (
    add_dates,
    cancel_date,
    change_date,
    coming_moments,
    copy_offer,
    performance_of,
    remove_date,
    restore_date,
)
from portal.web import formats
from portal.web.access import for_editor, person
from portal.web.booked import alive_at, booked_at

blueprint = Blueprint("moments", __name__, template_folder="templates")

USUAL_DURATION = timedelta(hours=1)
"""Of an offer that does not say yet how long it takes."""


def _halls(offer: Offer) -> list[HallCard]:
    return halls_of(db.session, {offer.centre_id})


def _duration(offer: Offer) -> timedelta:
    return timedelta(minutes=offer.duration_min) if offer.duration_min else USUAL_DURATION


def _weighed(offer: Offer, proposals: Sequence[Proposal], where: Where) -> list[Proposal]:
    """The proposals with what speaks against them: the hall, the offer's own dates, the past."""
    if not proposals:
        return []
    first, last = min(one.starts_at for one in proposals), max(one.ends_at for one in proposals)
    already = {one.starts_at for one in dates_of(db.session, offer.id, utc_now())}
    return weighed(proposals, busy_in(db.session, where.venue_id, first, last), already, utc_now())


@blueprint.get("/centrum/aanbod/<int:offer_id>/data")
@for_editor
def dates(offer_id: int) -> ResponseReturnValue:
    """The dates, and with a series in the question the list to tick off."""
    offer = own_offer(offer_id)
    halls = _halls(offer)
    if "van" not in request.args:
        return _dates_page(offer, halls)
    series = read_series(request.args, halls)
    if series.pattern is None or series.where is None:
        return _dates_page(offer, halls, series=series, status=422)
    found = _weighed(offer, proposed(series.pattern, _duration(offer)), series.where)
    return _dates_page(offer, halls, series=series, proposals=found)


def _dates_page(
    offer: Offer,
    halls: Sequence[HallCard],
    *,
    series: DateSheet | None = None,
    one: DateSheet | None = None,
    proposals: Sequence[Proposal] | None = None,
    ticked: frozenset[str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    rows = dates_of(db.session, offer.id, utc_now())
    return render_template(
        "publish/dates.html",
        offer=offer,
        halls=halls,
        no_hall=NO_HALL,
        coming=[row for row in rows if not row.is_past],
        past=[row for row in rows if row.is_past],
        booked=alive_at(db.session, [row.id for row in rows]),
        series=series or empty_sheet(halls),
        one=one or empty_sheet(halls),
        proposals=proposals,
        ticked=ticked,
        weekdays=formats.LONG_DAYS,
    ), status


@blueprint.post("/centrum/aanbod/<int:offer_id>/data")
@for_editor
def dates_submit(offer_id: int) -> ResponseReturnValue:
    """Save what was ticked off, or one date. What speaks against a date and was not shown before is shown first."""
    offer = own_offer(offer_id)
    halls = _halls(offer)
    is_one = "datum" in request.form
    sheet = read_one(request.form, halls) if is_one else _ticked_sheet(request.form, halls)
    if sheet.errors or sheet.where is None:
        one, series = (sheet, None) if is_one else (None, sheet)
        return _dates_page(offer, halls, one=one, series=series, status=422)
    moments = [sheet.moment] if sheet.moment else _moments(request.form.getlist("moment"))
    if not moments:
        flash("Er was geen enkele datum aangekruist.", "info")
        return redirect(url_for("moments.dates", offer_id=offer_id), code=303)
    wanted = [Proposal(moment, moment + _duration(offer)) for moment in sorted(set(moments))]
    found = _weighed(offer, _with_holidays(wanted) if is_one else wanted, sheet.where)
    known = set(_moments(request.form.getlist("gekend")))
    if any(not one.is_sound and not one.is_double and one.starts_at not in known for one in found):
        ticks = frozenset(one.starts_at.isoformat() for one in found if not one.is_past)
        return _dates_page(offer, halls, series=sheet, proposals=found, ticked=ticks, status=409)
    slots = [sheet.where.slot(one.starts_at, _duration(offer)) for one in found if not one.is_past]
    with write_transaction(db.session) as session:
        locked = own_offer(offer_id, lock=True)
        many = add_dates(session, locked, slots, author=author(), now=utc_now())
    _tell(many)
    return redirect(url_for("moments.dates", offer_id=offer_id), code=303)


def _tell(many: int) -> None:
    if many:
        flash(f"{formats.count(many, 'datum', 'data')} toegevoegd.")
    else:
        flash("Al deze data stonden er al.", "info")


def _with_holidays(proposals: Sequence[Proposal]) -> list[Proposal]:
    """One date that somebody types may lie in a holiday by mistake: it is asked once."""
    return [replace(one, holiday=free_day(school_day(one.starts_at))) for one in proposals]


def _ticked_sheet(sent: MultiDict[str, str], halls: Sequence[HallCard]) -> DateSheet:
    """Where the ticked dates go on: the series itself was read before and is not sent again."""
    read = read_one(sent, halls)
    errors = {name: text for name, text in read.errors.items() if name not in {"datum", "uur"}}
    return DateSheet(read.typed, errors=errors, where=read.where)


def _moments(values: Sequence[str]) -> list[datetime]:
    found = []
    for value in values[:2_000]:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            continue
        if moment.tzinfo is not None and 2000 <= moment.year <= 2100:
            found.append(moment)
    return found


# --- One date -------------------------------------------------------------------------------------------------


@blueprint.get("/centrum/aanbod/<int:offer_id>/data/<int:performance_id>")
@for_editor
def date(offer_id: int, performance_id: int) -> ResponseReturnValue:
    offer = own_offer(offer_id)
    one = performance_of(db.session, offer, performance_id)
    return _date_page(offer, performance_id, sheet_of_date(one.starts_at, one.venue_id, one.capacity, one.closes_at))


def _date_page(offer: Offer, performance_id: int, sheet: DateSheet, status: int = 200) -> ResponseReturnValue:
    one = performance_of(db.session, offer, performance_id)
    return render_template(
        "publish/date.html",
        offer=offer,
        one=one,
        sheet=sheet,
        halls=_halls(offer),
        no_hall=NO_HALL,
        bookings=alive_at(db.session, [one.id]).get(one.id, 0),
        ever_booked=booked_at(db.session, [one.id]).get(one.id, 0),
    ), status


@blueprint.post("/centrum/aanbod/<int:offer_id>/data/<int:performance_id>")
@for_editor
def date_submit(offer_id: int, performance_id: int) -> ResponseReturnValue:
    offer = own_offer(offer_id)
    there = performance_of(db.session, offer, performance_id)
    usual = sheet_of_date(there.starts_at, there.venue_id, there.capacity, there.closes_at).typed
    # Fields that are shut because of bookings are not sent.
    sent = MultiDict({name: request.form.get(name, usual[name]) for name in usual})
    sheet = read_one(sent, _halls(offer))
    if sheet.errors or sheet.where is None or sheet.moment is None:
        return _date_page(offer, performance_id, sheet, 422)
    try:
        with write_transaction(db.session) as session:
            locked = own_offer(offer_id, lock=True)
            one = performance_of(session, locked, performance_id, lock=True)
            # A date keeps its own length unless it moves: the house may have planned it longer.
            slot = sheet.where.slot(sheet.moment, one.ends_at - one.starts_at)
            if sheet.typed["sluit"] == usual["sluit"] and slot.starts_at == one.starts_at:
                slot = replace(slot, closes_at=one.closes_at)
            many = alive_at(session, [one.id]).get(one.id, 0)
            changed = change_date(session, locked, one, slot, bookings=many, author=author(), now=utc_now())
    except FewerThanBooked as refusal:
        text = f"Er zijn al {refusal.taken} plaatsen geboekt; minder kan niet."
        return _date_page(own_offer(offer_id), performance_id, replace(sheet, errors={"plaatsen": text}), 409)
    except HasBookings:
        text = "Op deze datum is intussen geboekt: dag, uur en zaal liggen nu vast."
        return _date_page(own_offer(offer_id), performance_id, replace(sheet, errors={"datum": text}), 409)
    flash("Bewaard." if changed else "Er was niets veranderd.", "message" if changed else "info")
    return redirect(url_for("moments.dates", offer_id=offer_id), code=303)


@blueprint.post("/centrum/aanbod/<int:offer_id>/data/<int:performance_id>/toestand")
@for_editor
def date_state_submit(offer_id: int, performance_id: int) -> ResponseReturnValue:
    """Cancel a date, let it go on after all, or take it away. With bookings: first look at those."""
    own_offer(offer_id)
    performance_of(db.session, own_offer(offer_id), performance_id)
    wish = request.form.get("doe", "")
    try:
        with write_transaction(db.session) as session:
            offer = own_offer(offer_id, lock=True)
            one = performance_of(session, offer, performance_id, lock=True)
            if wish == "annuleer":
                many = alive_at(session, [one.id]).get(one.id, 0)
                cancel_date(session, offer, one, bookings=many, author=author(), now=utc_now())
            elif wish == "herstel":
                restore_date(session, offer, one, author=author(), now=utc_now())
            elif wish == "schrap":
                ever = booked_at(session, [one.id]).get(one.id, 0)
                remove_date(session, offer, one, ever_booked=ever, author=author(), now=utc_now())
    except HasBookings:
        flash("Op deze datum is geboekt. Verplaats de voorstelling, of laat ze hier niet doorgaan.", "warning")
        if person().handles:
            return redirect(url_for("bookings.house.evening", performance_id=performance_id), code=303)
        return redirect(url_for("bookings.who.bookings", moment=performance_id), code=303)
    done = {"annuleer": "Deze datum gaat niet door.", "herstel": "Deze datum gaat weer door.", "schrap": "Geschrapt."}
    flash(done.get(wish, "Er was niets te doen."))
    return redirect(url_for("moments.dates", offer_id=offer_id), code=303)


# --- The next season ------------------------------------------------------------------------------------------


@blueprint.get("/centrum/aanbod/<int:offer_id>/volgend-seizoen")
@for_editor
def copy(offer_id: int) -> ResponseReturnValue:
    """The dates as they would be next season, to tick off."""
    offer = own_offer(offer_id)
    halls = _halls(offer)
    sheet = empty_sheet(halls)
    found = moved_to_next_season(coming_moments(db.session, offer_id))
    where = Where(int(sheet.typed["zaal"]) if halls else None, halls[0].seats if halls else 1, 2)
    busy = weighed(
        found,
        busy_in(db.session, where.venue_id, found[0].starts_at, found[-1].ends_at) if found else [],
        (),
        utc_now(),
    )
    return render_template(
        "publish/copy.html", offer=offer, proposals=busy, halls=halls, no_hall=NO_HALL, one=sheet, errors={}
    )


@blueprint.post("/centrum/aanbod/<int:offer_id>/volgend-seizoen")
@for_editor
def copy_submit(offer_id: int) -> ResponseReturnValue:
    offer = own_offer(offer_id)
    halls = _halls(offer)
    moments = _moments(request.form.getlist("moment")) if "zonder" not in request.form else []
    sheet = _ticked_sheet(request.form, halls)
    if moments and (sheet.errors or sheet.where is None):
        found = moved_to_next_season(coming_moments(db.session, offer_id))
        return render_template(
            "publish/copy.html", offer=offer, proposals=found, halls=halls, no_hall=NO_HALL, one=sheet
        ), 422
    slots = [sheet.where.slot(moment, _duration(offer)) for moment in sorted(set(moments))] if sheet.where else []
    with write_transaction(db.session) as session:
        source = own_offer(offer_id, lock=True)
        made = copy_offer(session, source, slots, author=author(), now=utc_now())
        many = len(slots)
    flash(f"{made.title} staat klaar als ontwerp voor volgend seizoen, met {formats.count(many, 'datum', 'data')}.")
    return redirect(url_for("publish.edit", offer_id=made.id), code=303)
