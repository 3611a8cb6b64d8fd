"""The API described in OpenAPI 3.1, out of the models that check what comes in and the shapes of what goes out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from portal.accounts.models import ClassLevel
from portal.api import shapes
from portal.api.auth import PREFIX, api_blueprint
from portal.api.bookings import ID_MAX, KEY, PAGE_MAX, BookingBody, CancelBody, CountsBody, DeclineBody
from portal.offers import filter as offers
from portal.offers.models import Discipline, OfferKind, OfferMode
from portal.visits.report import RunReport
from portal.web.access import settings

Json = dict[str, Any]

VERSION = "1.0.0"
REFS = "#/components/schemas/{model}"
TOKEN: list[Json] = [{"token": []}]

blueprint = api_blueprint("api_description")


@blueprint.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """This description."""
    answer = jsonify(description() | {"servers": [{"url": f"{settings().base_url}{PREFIX}"}]})
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@cache
def description() -> Json:
    """The document, but for the address of this portal."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Foyer",
            "version": VERSION,
            "summary": "School offers of cultural houses, bookings of schools, and the game of a visit.",
            "description": (
                "Published offers, performances and packs of visits are open to all; everything else needs a token. "
                "Money is in integer cents, times are ISO 8601 with their offset. Errors are problem documents "
                "(RFC 9457) with a stable `code`. At most 600 requests a minute per token, 300 per address without "
                "a known one, 20 unknown visit codes or tokens a minute per address; over it 429 with `Retry-After`."
            ),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made with `foyer portal token create`; a cookie is no token.",
                }
            },
            "schemas": _schemas(),
        },
    }


TAGS = {
    "offers": "What plays where, and how many places are left.",
    "bookings": "The bookings of the caller's own school or centre, and a centre's ledger.",
    "visits": "What the game on the board asks for with a visit code.",
    "description": "This document.",
}


@dataclass(frozen=True)
class Refused:
    """A status that an operation can refuse with, and the codes it does so with."""

    status: int
    text: str
    codes: tuple[str, ...]
    schema: type[BaseModel] = shapes.Problem
    headers: tuple[str, ...] = ()


LIMITED = Refused(429, "Too many requests; come back later.", ("too_many_requests",), headers=("Retry-After",))
NO_TOKEN = Refused(401, "No token, or none that is known.", ("unauthorized",), headers=("WWW-Authenticate",))
NO_OFFER = Refused(404, "No published offer has this id or slug.", ("offer_unknown",))
NO_PERFORMANCE = Refused(
    404, "There is none of this id, or its offer is not published.", ("performance_unknown", "not_found")
)
NO_BOOKING = Refused(404, "There is none, or it is of another school or centre.", ("not_found",))
NO_CENTRE = Refused(404, "There is none, or it is not the caller's.", ("not_found",))
NO_VISIT = Refused(404, "The code is unknown, or its booking has no seats (any more).", ("not_found",))
BAD_PARAMETERS = Refused(
    422, "Parameters that can't be read, all named at once.", ("bad_parameter",), shapes.ParametersProblem
)
BAD_NUMBERS = Refused(422, "A number out of its range.", ("invalid",), shapes.BodyProblem)
BAD_BODY = Refused(422, "Fields that are missing, wrong or unknown, all named.", ("invalid",), shapes.BodyProblem)
BAD_RUN = Refused(
    422,
    "Fields that are missing, wrong or unknown, all named in `errors`; or a group so small that a count is about a"
    " child, of which nothing is kept.",
    ("invalid", "group_too_small"),
)
BROKEN_BODY = Refused(400, "The body is not JSON.", ("bad_request",))
LARGE_BODY = Refused(413, "The body is larger than 1 MB.", ("request_entity_too_large",))
NOT_JSON = Refused(415, "The body is not said to be application/json.", ("unsupported_media_type",))
BODY = (BROKEN_BODY, LARGE_BODY, NOT_JSON, BAD_BODY)


def _paths() -> Json:
    return {
        "/offers": {
            "get": _operation(
                "offers",
                "findOffers",
                "Published offers that match.",
                parameters=filter_parameters(),
                answers={"200": _answer("The offers that match.", shapes.OfferList)},
                refusals=(BAD_PARAMETERS,),
            )
        },
        "/offers/{key}": {
            "get": _operation(
                "offers",
                "getOffer",
                "One published offer, with its coming performances.",
                parameters=[_in_path("key", {"type": "string"}, "The id or the slug.")],
                answers={"200": _answer("The offer.", shapes.OfferDetail)},
                refusals=(NO_OFFER,),
            )
        },
        "/performances/{performance_id}": {
            "get": _operation(
                "offers",
                "getPerformance",
                "One performance, with the places that are left at this moment.",
                parameters=[_in_path("performance_id", {"type": "integer", "minimum": 0}, "The id.")],
                answers={"200": _answer("The performance.", shapes.PerformanceDetail)},
                refusals=(NO_PERFORMANCE,),
            )
        },
        "/bookings": {"get": _list_bookings(), "post": _create_booking()},
        "/bookings/{reference}": {
            "get": _operation(
                "bookings",
                "getBooking",
                "One booking of the caller's school or centre.",
                parameters=[REFERENCE],
                answers={"200": _answer("The booking.", shapes.BookingDetail)},
                refusals=(NO_TOKEN, NO_BOOKING),
                security=TOKEN,
            )
        },
        "/bookings/{reference}/confirm": {"post": _confirm_booking()},
        "/bookings/{reference}/decline": {"post": _decline_booking()},
        "/bookings/{reference}/counts": {"post": _change_counts()},
        "/bookings/{reference}/cancel": {"post": _cancel_booking()},
        "/centres/{slug}/ledger": {"get": _ledger()},
        "/visits/{code}/pack": {"get": _pack()},
        "/visits/{code}/results": {"post": _results()},
        "/openapi.json": {
            "get": _operation(
                "description",
                "getDescription",
                "This document.",
                answers={"200": {"description": "OpenAPI 3.1.", "content": _json({"type": "object"})}},
            )
        },
    }


def _list_bookings() -> Json:
    return _operation(
        "bookings",
        "listBookings",
        "The bookings of the caller's schools and centres, the latest performance first.",
        parameters=[_number("start", 0, ID_MAX, 0), _number("limit", 1, PAGE_MAX, 100)],
        answers={"200": _answer("The bookings.", shapes.BookingList)},
        refusals=(
            NO_TOKEN,
            Refused(403, "The caller acts for no school and no centre.", ("forbidden",)),
            BAD_NUMBERS,
        ),
        security=TOKEN,
    )


def _create_booking() -> Json:
    booked = _answer("Booked; the seats are taken.", shapes.BookingDetail)
    booked["headers"] = {"Location": {"description": "The path of the booking.", "schema": {"type": "string"}}}
    waits = _answer(
        "No seat for certain yet: the house says yes (`requested`), or the school (`held`, until `held_until`), "
        "or a place comes free (`waiting`).",
        shapes.BookingDetail,
    )
    again = _answer("A repeated request: the booking that its key made.", shapes.BookingDetail)
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": (
            "New and random for every booking, the same for a new try of the same one: only the key makes two "
            "requests one."
        ),
        "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
    }
    return _operation(
        "bookings",
        "createBooking",
        "Book seats for whole classes of the caller's school: all of them, or none.",
        parameters=[key],
        body=(BookingBody, True),
        answers={"201": booked, "202": waits, "200": again},
        refusals=(
            Refused(
                400,
                "The key is missing or no key, or the body is not JSON.",
                ("idempotency_key_missing", "idempotency_key_invalid", "bad_request"),
            ),
            NO_TOKEN,
            Refused(403, "The caller books for no school.", ("forbidden",)),
            Refused(
                409,
                "Too few places are left (`seats_left`), or too few for wheelchairs (`wheelchair_places_left`: ask "
                "the house and set `wheelchairs_agreed`), booking is over, the school has its share, or the key came "
                "with another body before.",
                ("performance_full", "wheelchair_places", "booking_closed", "school_limit", "key_reused"),
            ),
            LARGE_BODY,
            NOT_JSON,
            BAD_BODY,
        ),
        security=TOKEN,
    )


def _confirm_booking() -> Json:
    return _operation(
        "bookings",
        "confirmBooking",
        "Say yes: the school to seats that are held, the house to a request. A second yes is the same.",
        parameters=[REFERENCE],
        answers={"200": _answer("Confirmed; or held, where the school still confirms.", shapes.BookingDetail)},
        refusals=(
            NO_TOKEN,
            Refused(403, "The school wants its head or office to confirm.", ("head_confirms",)),
            NO_BOOKING,
            Refused(
                409,
                "It is neither held nor requested (any more), the seats were let go, too few are left for a request, "
                "or the performance has begun.",
                ("impossible_step", "booking_changed", "hold_ended", "performance_full", "booking_closed"),
            ),
        ),
        security=TOKEN,
    )


def _decline_booking() -> Json:
    return _operation(
        "bookings",
        "declineBooking",
        "The house says no to a request; the school is told the reason.",
        parameters=[REFERENCE],
        body=(DeclineBody, True),
        answers={"200": _answer("The booking, declined.", shapes.BookingDetail)},
        refusals=(
            NO_TOKEN,
            NO_BOOKING,
            Refused(409, "It is no request (any more).", ("impossible_step", "booking_changed")),
            *BODY,
        ),
        security=TOKEN,
    )


def _change_counts() -> Json:
    return _operation(
        "bookings",
        "changeCounts",
        "Other numbers for the classes of a booking, whole or not at all; and whether they are definitive.",
        parameters=[REFERENCE],
        body=(CountsBody, True),
        answers={"200": _answer("The booking with its numbers.", shapes.BookingDetail)},
        refusals=(
            NO_TOKEN,
            NO_BOOKING,
            Refused(
                409,
                "The numbers are definitive, too few places are left, the school has its share, or it is too late.",
                (
                    "counts_locked",
                    "performance_full",
                    "school_limit",
                    "impossible_step",
                    "booking_changed",
                    "booking_closed",
                ),
            ),
            *BODY,
        ),
        security=TOKEN,
    )


def _cancel_booking() -> Json:
    return _operation(
        "bookings",
        "cancelBooking",
        "Cancel a booking; its seats are free again.",
        parameters=[REFERENCE],
        body=(CancelBody, False),
        answers={"200": _answer("The booking, cancelled.", shapes.BookingDetail)},
        refusals=(
            NO_TOKEN,
            NO_BOOKING,
            Refused(
                409,
                "Somebody was first, or the performance has begun.",
                ("already_cancelled", "too_late_to_cancel"),
            ),
            *BODY,
        ),
        security=TOKEN,
    )


def _ledger() -> Json:
    return _operation(
        "bookings",
        "listLedger",
        "The ledger of the caller's centre, oldest row first.",
        parameters=[
            _in_path("slug", {"type": "string"}, "The centre."),
            _number("cursor", 0, ID_MAX, 0),
            _number("limit", 1, PAGE_MAX, 200),
        ],
        answers={"200": _answer("Rows after the cursor.", shapes.LedgerPage)},
        refusals=(NO_TOKEN, NO_CENTRE, BAD_NUMBERS),
        security=TOKEN,
    )


def _pack() -> Json:
    file = {
        "description": "The pack as a `.foyer` file.",
        "headers": {
            "ETag": {"description": "Of the pack's content.", "schema": {"type": "string"}},
            "X-Pack-Digest": {
                "description": "sha256 of the pack's canonical bytes.",
                "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
        },
        "content": {"application/zip": {}},
    }
    return _operation(
        "visits",
        "getPack",
        "The content pack that the class of this visit plays.",
        parameters=[CODE],
        answers={"200": file, "304": {"description": "The board has it: If-None-Match named its ETag."}},
        refusals=(NO_VISIT,),
    )


def _results() -> Json:
    return _operation(
        "visits",
        "sendResults",
        "Keep the counts of one run of the game, of the class and never of a child: the scenes, the words, and what"
        " the class knew before and after.",
        parameters=[CODE],
        body=(RunReport, True),
        answers={
            "201": _answer("Kept.", shapes.RunKept),
            "200": _answer("Kept before; this one changed nothing.", shapes.RunKept),
        },
        refusals=(NO_VISIT, BROKEN_BODY, LARGE_BODY, NOT_JSON, BAD_RUN),
    )


def _operation(
    tag: str,
    name: str,
    summary: str,
    *,
    answers: Mapping[str, Json],
    refusals: Iterable[Refused] = (),
    parameters: Iterable[Json] = (),
    body: tuple[type[BaseModel], bool] | None = None,
    security: list[Json] | None = None,
) -> Json:
    """One operation. `body` is its model and whether it must be sent; without `security` it is open to all."""
    made: Json = {"tags": [tag], "operationId": name, "summary": summary, "security": security or []}
    if listed := list(parameters):
        made["parameters"] = listed
    if body is not None:
        made["requestBody"] = {"required": body[1], "content": _json(_ref(body[0]))}
    refused = sorted((*refusals, LIMITED), key=lambda one: one.status)
    made["responses"] = {**answers, **{str(one.status): _problem(one) for one in refused}}
    return made


def _answer(text: str, shape: type[BaseModel]) -> Json:
    return {"description": text, "content": _json(_ref(shape))}


def _problem(refused: Refused) -> Json:
    codes = {"properties": {"code": {"enum": list(refused.codes)}, "status": {"const": refused.status}}}
    made: Json = {
        "description": refused.text,
        "content": {"application/problem+json": {"schema": {"allOf": [_ref(refused.schema), codes]}}},
    }
    if refused.headers:
        made["headers"] = {name: {"schema": {"type": "string"}} for name in refused.headers}
    return made


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": REFS.format(model=model.__name__)}


def _in_path(name: str, schema: Json, text: str) -> Json:
    return {"name": name, "in": "path", "required": True, "description": text, "schema": schema}


def _number(name: str, least: int, most: int, usual: int) -> Json:
    return _query(name, {"type": "integer", "minimum": least, "maximum": most, "default": usual})


def _query(name: str, schema: Json, text: str = "") -> Json:
    made: Json = {"name": name, "in": "query", "schema": schema}
    return made | ({"description": text} if text else {})


REFERENCE = _in_path("reference", {"type": "string"}, "The reference on the confirmation, FY-XXXX-XX.")
CODE = _in_path("code", {"type": "string"}, "The visit code, as people type it: case, spaces and dashes are free.")


def _schemas() -> Json:
    """The models as JSON Schema: bodies as they are read, answers as they are written."""
    bodies = [(model, "validation") for model in (BookingBody, CancelBody, CountsBody, DeclineBody, RunReport)]
    answers = [(model, "serialization") for model in shapes.ANSWERS]
    _, found = models_json_schema([*bodies, *answers], ref_template=REFS)  # type: ignore[list-item]
    return dict(sorted(found["$defs"].items()))


def _several(kind: type[StrEnum]) -> Json:
    return {"type": "array", "items": {"type": "string", "enum": [str(value) for value in kind]}}


def _up_to(least: float, most: float, kind: str = "integer") -> Json:
    return {"type": kind, "minimum": least, "maximum": most}


DAY: Json = {"type": "string", "format": "date"}
MOMENT = "A moment stands for its whole day in Flanders; without a zone it is on the clock there."

NO_EFFECT = "Taken as UiTdatabank has it, without effect: every offer is one for schools, and none is there twice."

FILTER: dict[str, tuple[Json, str]] = {
    "text": ({"type": "string", "maxLength": offers.TEXT_MAX}, "Words in title, company, house or description."),
    "place": ({"type": "string", "maxLength": offers.TEXT_MAX}, "A municipality by name or postal code."),
    "postalCode": (
        {"type": "string", "pattern": r"^([0-9]{4}|[0-9]{1,3}\*)$"},
        "2300, or 23* for all that start so.",
    ),
    "coordinates": ({"type": "string", "examples": ["51.32,4.94"]}, "Latitude, then longitude."),
    "distance": (
        {"type": "number", "exclusiveMinimum": 0, "maximum": offers.DISTANCE_MAX_KM},
        "Kilometres round the place, postal code or coordinates.",
    ),
    "regions": (
        {
            "type": "array",
            "maxItems": offers.VALUES_MAX,
            "items": {"type": "string", "examples": ["nis-13040", "prv-antwerpen", "reg-kempen"]},
        },
        "Municipalities (nis-13040), provinces (prv-antwerpen or nis-10000) and reference regions (reg-kempen): an "
        "offer plays in one of them, or travels to one.",
    ),
    "bounds": ({"type": "string", "examples": ["51.2,4.8|51.4,5.1"]}, "A window: south-west and north-east corner."),
    "levels": (_several(ClassLevel), "One of these levels."),
    "disciplines": (_several(Discipline), "One of these disciplines."),
    "kinds": (_several(OfferKind), "One of these kinds."),
    "mode": (_several(OfferMode), "In the house, at school or streamed."),
    "termIds": (
        {"type": "array", "maxItems": offers.VALUES_MAX, "items": {"type": "string", "examples": ["0.55.0.0.0"]}},
        "All of these event types and themes of UiTdatabank.",
    ),
    "languages": (
        {"type": "array", "maxItems": offers.VALUES_MAX, "items": {"type": "string", "pattern": "^[a-z]{2}$"}},
        "One of these languages.",
    ),
    "access": (_several(offers.Access), "All of these."),
    "fits": (_several(offers.Fit), "All of these, for one performance."),
    "dateFrom": (DAY, f"A performance on or after this day. {MOMENT}"),
    "dateTo": (DAY, f"A performance on or before this day. {MOMENT}"),
    "schoolYear": ({"type": "string", "pattern": "^20[0-9]{2}-20[0-9]{2}$"}, "2026-2027: from September to August."),
    "months": ({"type": "array", "items": {"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"}}, "2027-01"),
    "seats": (_up_to(1, offers.SEATS_MAX), "So many places left in one performance."),
    "minAge": (_up_to(0, offers.AGE_MAX), "Age ranges overlap."),
    "maxAge": (_up_to(0, offers.AGE_MAX), "Age ranges overlap."),
    "allAges": ({"type": "boolean"}, "Offers for every age, or all others."),
    "price": (_up_to(0, offers.EURO_MAX, "number"), "Exactly so many euro per pupil."),
    "minPrice": (_up_to(0, offers.EURO_MAX, "number"), "Euro per pupil."),
    "maxPrice": (_up_to(0, offers.EURO_MAX, "number"), "Euro per pupil."),
    "prices": (_several(offers.PriceBand), "Price per pupil; the bands do not overlap."),
    "soldOut": ({"type": "string", "enum": ["show", "hide"], "default": "show"}, "What is sold out."),
    "sort": (
        {"type": "string", "enum": [str(one) for one in offers.Sort]},
        "Without it: by how well the text fits when there is one, else by date.",
    ),
    "facets": (
        {
            "type": "array",
            "items": {"type": "string", "enum": [*map(str, offers.Facet), *offers.FACET_ALIASES, "none"]},
        },
        "Which counts to answer; without it all of them.",
    ),
    "audienceType": ({"type": "string"}, NO_EFFECT),
    "isDuplicate": ({"type": "string"}, NO_EFFECT),
    "disableDefaultFilters": ({"type": "string"}, NO_EFFECT),
    "start": (_up_to(0, offers.START_MAX) | {"default": 0}, "How many to pass over."),
    "limit": (_up_to(1, offers.LIMIT_MAX) | {"default": offers.LIMIT}, "How many at most."),
}
"""Each parameter of the search by its name in the query, with its schema and what it means."""


def filter_parameters() -> list[Json]:
    """The parameters of the search. Lists are repeated, or joined by commas."""
    return [_query(name, schema, text) for name, (schema, text) in FILTER.items()]
