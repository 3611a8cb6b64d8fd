"""Bookings and ledger over the API: the same services as the pages."""

import re
from datetime import datetime
from typing import Annotated, Any

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

import portal.bookings.refusals  # noqa: F401 - registers the words of the refusals.
from portal.accounts.models import ClassLevel
from portal.accounts.queries import Person
from portal.api.auth import api_blueprint, needs, with_token
from portal.api.problems import InvalidBody, answer_with_problems, body
from portal.bookings.approval.service import approve, decline
from portal.bookings.counts.service import Numbers, change_counts, settle_counts
from portal.bookings.doubts import doubts_about
from portal.bookings.errors import NoSuchPerformance, PerformanceFull
from portal.bookings.holds.service import confirm_hold
from portal.bookings.models import Booking
from portal.bookings.queries import (
    BookingLine,
    LedgerLine,
    Narrowed,
    Visit,
    bookings_of,
    centre_by_slug,
    ledger_rows,
    visit_by_reference,
)
from portal.bookings.requests import (
    COMPANIONS_MAX,
    CONTACT_MAX,
    GROUPS_MAX,
    KEY_MAX,
    NAME_MAX,
    NOTE_MAX,
    PUPILS_MAX,
    REASON_MAX,
    GroupRequest,
    SeatRequest,
)
from portal.bookings.seating.service import wheelchairs_left
from portal.bookings.service import booking_for_key, cancel_booking
from portal.bookings.states import OWING, BookingState
from portal.bookings.together import Made, book_in_line
from portal.bookings.waiting.errors import SeatsFree
from portal.bookings.waiting.queries import place_of
from portal.bookings.waiting.service import join
from portal.clock import local, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import settings
from portal.web.refusals import problem

KEY = re.compile(rf"[\x21-\x7e]{{1,{KEY_MAX}}}")
PAGE_MAX = 500
ID_MAX = 2**31 - 1
"""The largest id that both databases can look for."""

blueprint = api_blueprint("api_bookings")
answer_with_problems(blueprint)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Heads = Annotated[int, Field(strict=True, ge=0)]


class GroupBody(Strict):
    """One class. `wheelchair` users are among the pupils and companions, `reduced` (with a right to the offer's
    reduced tariff) among the pupils."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX)]
    level: ClassLevel
    pupils: Annotated[int, Field(strict=True, ge=1, le=PUPILS_MAX)]
    companions: Annotated[Heads, Field(le=COMPANIONS_MAX)] = 0
    wheelchair: Heads = 0
    reduced: Heads = 0


class BookingBody(Strict):
    performance_id: Annotated[int, Field(strict=True, ge=1, le=ID_MAX)]
    groups: Annotated[list[GroupBody], Field(min_length=1, max_length=GROUPS_MAX)]
    contact: Annotated[str, StringConstraints(strip_whitespace=True, max_length=CONTACT_MAX)] = ""
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE_MAX)] = ""
    waitlist: bool = Field(default=False, description="Where it is full: on the house's waiting list, as a 202.")
    wheelchairs_agreed: bool = Field(
        default=False,
        description="The house says that the wheelchairs fit, though fewer places for them are left. Without it that "
        "is asked first, as a 409.",
    )


class NumbersBody(Strict):
    """The numbers of one class of a booking."""

    pupils: Annotated[int, Field(strict=True, ge=1, le=PUPILS_MAX)]
    companions: Annotated[Heads, Field(le=COMPANIONS_MAX)] = 0
    wheelchair: Heads = 0
    reduced: Heads = 0


class CountsBody(Strict):
    """Other numbers, for all classes of the booking in their order; and whether they are definitive."""

    groups: Annotated[list[NumbersBody], Field(max_length=GROUPS_MAX)] = Field(
        default=[], description="Left out: the numbers stay as they are."
    )
    definitive: bool = False


class DeclineBody(Strict):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=REASON_MAX)]


class CancelBody(Strict):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=REASON_MAX)] = ""


@blueprint.post("/bookings")
@with_token
def create(person: Person) -> ResponseReturnValue:
    """Book: 201; 202 where somebody still says yes; 200 with the same body for a repeated key."""
    school_id = person.home_school_id
    needs(school_id)
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        return problem(
            400,
            "idempotency_key_missing" if not key else "idempotency_key_invalid",
            "Geef elke boeking een eigen Idempotency-Key",
            f"Een nieuwe, willekeurige sleutel van 1 tot {KEY_MAX} zichtbare ASCII-tekens; herhaal ze enkel bij een "
            "nieuwe poging van dezelfde boeking.",
        )
    asked = body(BookingBody)
    now = utc_now()
    seats = SeatRequest(
        key=key,
        performance_id=asked.performance_id,
        school_id=school_id or 0,
        actor=person,
        groups=tuple(GroupRequest(**group.model_dump()) for group in asked.groups),
        contact=asked.contact,
        note=asked.note,
    )
    if not asked.wheelchairs_agreed and (left := _too_few_wheelchairs(seats)) is not None:
        return problem(
            409,
            "wheelchair_places",
            "Te weinig rolstoelplaatsen vrij",
            "Vraag aan het huis of het past: soms kan er een stoel uit. Boek dan opnieuw met wheelchairs_agreed.",
            wheelchairs=sum(group.wheelchair for group in seats.groups),
            wheelchair_places_left=left,
        )
    try:
        made = _book_or_wait(seats, waitlist=asked.waitlist, now=now)
    except NoSuchPerformance as unknown:
        raise InvalidBody([("performance_id", unknown.code, "is not a performance that can be booked")]) from unknown
    if not made.is_new:
        return _answer(made, person, status=200)
    return _answer(made, person, status=201 if made.state in OWING else 202)


def _too_few_wheelchairs(seats: SeatRequest) -> int | None:
    """The places for wheelchairs that are left, where a new booking needs more: what the form asks too."""
    if not any(group.wheelchair for group in seats.groups):
        return None
    left = wheelchairs_left(db.session, seats.performance_id)
    lacking = doubts_about(seats.groups, (), frozenset(), left).wheelchairs_left
    return None if lacking is None or booking_for_key(db.session, seats) is not None else lacking


def _book_or_wait(seats: SeatRequest, *, waitlist: bool, now: datetime) -> Made:
    """Book, or where it is full and that was asked for, stand in line."""
    try:
        return book_in_line(db.session, seats, now=now)
    except PerformanceFull:
        if not waitlist:
            raise
    try:
        with write_transaction(db.session):
            joined = join(db.session, seats, now=now)
    except SeatsFree:
        # Places came free between the two.
        return book_in_line(db.session, seats, now=now)
    return Made(joined.first.reference, joined.first.state, joined.is_new)


@blueprint.get("/bookings")
@with_token
def list_own(person: Person) -> ResponseReturnValue:
    """The bookings of the caller's schools and centres, the latest performance first."""
    needs(person.schools or person.centres)
    limit, start = _number("limit", 100, 1, PAGE_MAX), _number("start", 0, 0, ID_MAX)
    lines = bookings_of(db.session, schools=person.schools, centres=person.centres, limit=limit, start=start)
    return jsonify({"start": start, "limit": limit, "items": [_line(line) for line in lines]})


@blueprint.get("/bookings/<reference>")
@with_token
def show(person: Person, reference: str) -> ResponseReturnValue:
    return jsonify(_booking(_visit(reference, person)))


@blueprint.post("/bookings/<reference>/confirm")
@with_token
def confirm(person: Person, reference: str) -> ResponseReturnValue:
    """Say yes: the school to what is held, the house to what is requested. Twice is the same."""
    visit, now = _visit(reference, person), utc_now()
    is_house = visit.centre.id in person.handles
    with write_transaction(db.session):
        if is_house and visit.state is BookingState.REQUESTED:
            booking = approve(db.session, visit.reference, actor=person, now=now)
        else:
            booking = confirm_hold(db.session, visit.reference, actor=person, now=now)
    return _answer(booking, person, status=200)


@blueprint.post("/bookings/<reference>/decline")
@with_token
def decline_request(person: Person, reference: str) -> ResponseReturnValue:
    """The house says no to a request, and why."""
    visit = _visit(reference, person)
    if visit.centre.id not in person.handles and not person.is_admin:
        abort(404)
    reason = body(DeclineBody).reason
    with write_transaction(db.session):
        booking = decline(db.session, visit.reference, reason=reason, actor=person, now=utc_now())
    return _answer(booking, person, status=200)


@blueprint.post("/bookings/<reference>/counts")
@with_token
def counts(person: Person, reference: str) -> ResponseReturnValue:
    """Other numbers, definitive or not: both or neither."""
    visit = _visit(reference, person)
    if not (visit.school.id in person.schools or visit.centre.id in person.handles or person.is_admin):
        abort(404)
    asked, now = body(CountsBody), utc_now()
    numbers = [Numbers(**one.model_dump()) for one in asked.groups]
    with write_transaction(db.session):
        if numbers:
            change_counts(db.session, visit.reference, numbers, actor=person, now=now)
        if asked.definitive:
            settle_counts(db.session, visit.reference, actor=person, now=now)
    return jsonify(_booking(_visit(reference, person)))


@blueprint.post("/bookings/<reference>/cancel")
@with_token
def cancel(person: Person, reference: str) -> ResponseReturnValue:
    """Cancel: 200 with the booking; 409 `already_cancelled` when somebody was first."""
    reason = body(CancelBody).reason if request.get_data() else ""
    with write_transaction(db.session):
        booking = cancel_booking(db.session, reference.upper(), actor=person, now=utc_now(), reason=reason)
    return _answer(booking, person, status=200)


@blueprint.get("/centres/<slug>/ledger")
@with_token
def ledger(person: Person, slug: str) -> ResponseReturnValue:
    """The ledger of a centre, oldest row first. `next_cursor` asks for what comes after; null: nothing yet."""
    centre_id = centre_by_slug(db.session, slug)
    if centre_id is None or not (centre_id in person.centres or person.is_admin):
        abort(404)
    limit = _number("limit", 200, 1, PAGE_MAX)
    lines = ledger_rows(db.session, Narrowed(slug), cursor=_number("cursor", 0, 0, ID_MAX), limit=limit)
    return jsonify(
        {
            "items": [_ledger_line(line) for line in lines],
            "next_cursor": lines[-1].id if len(lines) == limit else None,
        }
    )


def _number(name: str, usual: int, least: int, most: int) -> int:
    """A whole number out of the query; InvalidBody when it is none or out of bounds."""
    given = request.args.get(name)
    if given is None:
        return usual
    if not re.fullmatch(r"\d{1,10}", given, re.ASCII) or not least <= int(given) <= most:
        raise InvalidBody([(name, "out_of_range", f"is not a whole number from {least} to {most}")])
    return int(given)


def _visit(reference: str, person: Person) -> Visit:
    visit = visit_by_reference(db.session, reference.upper(), person)
    if visit is None:
        abort(404)
    return visit


def _answer(booking: Booking | Made, person: Person, *, status: int) -> ResponseReturnValue:
    answer = jsonify(_booking(_visit(booking.reference, person)))
    answer.status_code = status
    answer.headers["Location"] = f"/api/v1/bookings/{booking.reference}"
    return answer


def _moment(value: datetime | None) -> str | None:
    """ISO 8601 on the Flemish wall clock, with its offset."""
    return None if value is None else local(value).isoformat()


def _code(visit: Visit) -> str:
    """What opens the game; nothing as long as there are no seats."""
    return visit.visit_code if visit.is_seated or visit.is_off else ""


def _waiting(visit: Visit) -> dict[str, Any] | None:
    """Its place on the waiting list; None when it doesn't wait (any more)."""
    place = place_of(db.session, visit.id) if visit.state is BookingState.WAITING else None
    return {"position": place.position, "seats_ahead": list(place.ahead)} if place and place.position else None


def _booking(visit: Visit) -> dict[str, Any]:
    base = settings().base_url
    return {
        "reference": visit.reference,
        "state": visit.state.value,
        "seats": visit.seats,
        "pupils": visit.pupils,
        "companions": visit.companions,
        "wheelchair": visit.wheelchair,
        "reduced": visit.reduced,
        "price_cents": visit.price_cents,
        "owed_cents": visit.owed_cents,
        "held_until": _moment(visit.held_until),
        "waiting": _waiting(visit),
        "visit_code": _code(visit) or None,
        "performance_id": visit.performance_id,
        "performance": {
            "id": visit.performance_id,
            "start": _moment(visit.starts_at),
            "end": _moment(visit.ends_at),
            "arrive": _moment(visit.arrive_at),
            "hall": visit.hall,
        },
        "offer": {"id": visit.offer.id, "slug": visit.offer.slug, "title": visit.offer.title},
        "centre": {"slug": visit.centre_slug, "name": visit.centre.name},
        "school": {"name": visit.school.name},
        "groups": [
            {
                "name": group.name,
                "level": group.level.value,
                "pupils": group.pupils,
                "companions": group.companions,
                "wheelchair": group.wheelchair,
                "reduced": group.reduced,
            }
            for group in visit.groups
        ],
        "contact": visit.contact,
        "note": visit.note,
        "created_at": _moment(visit.created_at),
        "cancelled_at": _moment(visit.cancelled_at),
        "links": {
            "page": f"{base}/boekingen/{visit.reference}",
            "visit": f"{base}/bezoek/{visit.visit_code}" if _code(visit) else None,
            "calendar": f"{base}/boekingen/{visit.reference}.ics",
        },
    }


def _line(line: BookingLine) -> dict[str, Any]:
    return {
        "reference": line.reference,
        "state": line.state.value,
        "seats": line.seats,
        "price_cents": line.price_cents,
        "held_until": _moment(line.held_until),
        "visit_code": (line.visit_code if line.is_seated or line.is_off else "") or None,
        "start": _moment(line.starts_at),
        "offer": {"slug": line.offer_slug, "title": line.title},
        "centre": {"name": line.centre_name},
        "groups": list(line.classes),
    }


def _ledger_line(line: LedgerLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "at": _moment(line.at),
        "reference": line.reference,
        "kind": line.kind.value,
        "seats": line.seats,
        "cents": line.cents,
        "paid_cents": line.paid_cents,
        "performance_id": line.performance_id,
        "start": _moment(line.starts_at),
        "title": line.title,
        "school": line.school_name,
        "actor": {"name": line.actor_name, "email": line.actor_email},
        "reason": line.reason,
    }
