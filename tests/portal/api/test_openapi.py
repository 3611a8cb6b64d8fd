"""The description of the API is complete, sound, and what the portal really answers."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker

from portal.accounts.models import Role
from portal.accounts.queries import Person
from portal.api.auth import PREFIX
from portal.api.offers import KNOWN
from portal.api.openapi import FILTER
from portal.bookings.service import book_seats
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.filter import OfferFilter
from portal.offers.models import Offer, Performance
from portal.places.service import load_municipalities
from tests.portal.api.test_visits_api import a_run
from tests.portal.booking_world import World, a_request, add_user, make_world
from tests.portal.offers.region import TURNHOUT, add_centre, add_offer, add_performance

Json = dict[str, Any]
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(client: FlaskClient) -> Json:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    found: Json = answer.json
    return found


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def below(value: Any) -> Iterator[Json]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from below(one)
    elif isinstance(value, list):
        for one in value:
            yield from below(one)


def test_every_route_is_described_and_nothing_else_is(app: Flask, document: Json) -> None:
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix(PREFIX)), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert routes == {(path, method) for path, method, _ in operations(document)}


def test_the_search_is_described_with_all_its_parameters(document: Json) -> None:
    described = {one["name"] for one in document["paths"]["/offers"]["get"]["parameters"]}

    assert described == set(FILTER) == KNOWN


def test_the_document_has_the_build_of_openapi_3_1(document: Json) -> None:
    assert document["openapi"].startswith("3.1.")
    assert document["servers"] == [{"url": "http://127.0.0.1:8000/api/v1"}]
    assert set(document) <= {"openapi", "info", "servers", "tags", "paths", "components"}
    assert {"title", "version"} <= set(document["info"])
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(names)) == len(names)
    schemes = document["components"]["securitySchemes"]
    tags = {tag["name"] for tag in document["tags"]}
    for path, method, operation in operations(document):
        assert method in METHODS
        assert operation["summary"]
        assert set(operation["tags"]) <= tags
        assert all(set(one) <= set(schemes) for one in operation["security"])
        given = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
        assert given == set(re.findall(r"{(\w+)}", path))
        for one in operation.get("parameters", ()):
            assert set(one) <= {"name", "in", "required", "description", "schema"}
            assert one["in"] in {"path", "query", "header"}
            assert one["in"] != "path" or one["required"] is True
        for status, answer in operation["responses"].items():
            assert re.fullmatch(r"[2-5][0-9]{2}", status)
            assert answer["description"]


def test_every_schema_is_json_schema_and_every_reference_leads_somewhere(document: Json) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for one in below(document["paths"]):
        if isinstance(one.get("schema"), dict):
            Draft202012Validator.check_schema(one["schema"])
    references = {one["$ref"] for one in below(document) if isinstance(one.get("$ref"), str)}
    assert references == {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}


def test_every_call_can_be_limited_and_a_token_is_asked_for_where_it_is_needed(document: Json) -> None:
    for _path, _method, operation in operations(document):
        assert "Retry-After" in operation["responses"]["429"]["headers"]
        assert ("401" in operation["responses"]) == bool(operation["security"])


class Described:
    """Calls the API and holds each answer against the description."""

    def __init__(self, client: FlaskClient, document: Json) -> None:
        self.client, self.document = client, document
        self.seen: set[tuple[str, str, str]] = set()

    def __call__(self, method: str, path: str, *, status: int, code: str = "", query: str = "", **given: Any) -> Any:
        concrete = re.sub(r"{\w+:([^}]*)}", r"\1", path)
        answer = self.client.open(PREFIX + concrete + query, method=method, **given)
        assert answer.status_code == status, answer.text
        template = re.sub(r"{(\w+):[^}]*}", r"{\1}", path)
        told = self.document["paths"][template][method.lower()]["responses"][str(status)]
        self.seen.add((template, method.lower(), str(status)))
        if "content" in told:
            kind, content = next(iter(told["content"].items()))
            assert answer.mimetype == kind
            if "schema" in content:
                self.validate(answer.json, content["schema"])
        if code:
            assert answer.json["code"] == code
        for name in told.get("headers", ()):
            assert name in answer.headers
        return answer

    def validate(self, value: Any, schema: Json) -> None:
        whole = {**schema, "components": self.document["components"]}
        Draft202012Validator(whole, format_checker=FormatChecker()).validate(value)


@pytest.fixture
def call(client: FlaskClient, document: Json) -> Described:
    return Described(client, document)


def a_class(**values: object) -> Json:
    return {"name": "4A", "level": "lager-2", "pupils": 24, "companions": 2, "wheelchair": 1} | values


def test_offers_answer_as_described(call: Described, app: Flask) -> None:
    soon = utc_now().replace(microsecond=0) + timedelta(days=30)
    with write_transaction(db.session):
        load_municipalities(db.session)
        offer = add_offer(db.session, add_centre(db.session, TURNHOUT), at=(soon,), company="Kartonnen Maan")
        full = add_performance(db.session, offer, soon + timedelta(days=1), capacity=5, taken=5)
        add_offer(db.session, at=(), by_agreement=True, works_in=("reg-kempen",))

    listed = call("GET", "/offers", status=200)
    assert listed.json["total"] == 2
    call("GET", "/offers", query="?place=2300&distance=10&seats=5&sort=distance", status=200)
    call("GET", "/offers", query="?dateFrom=x&levls=lager-1", status=422, code="bad_parameter")
    for item in listed.json["items"]:
        call("GET", f"/offers/{{key:{item['slug']}}}", status=200)
    call("GET", "/offers/{key:nergens}", status=404, code="offer_unknown")
    call("GET", f"/performances/{{performance_id:{full.id}}}", status=200)
    call("GET", "/performances/{performance_id:999999}", status=404, code="performance_unknown")


def test_the_parameters_described_are_those_that_are_read(document: Json) -> None:
    """Every value that a list is said to take, and both ends of every range, is read without a complaint."""
    from werkzeug.datastructures import MultiDict

    for parameter in document["paths"]["/offers"]["get"]["parameters"]:
        schema = parameter["schema"]
        items = schema.get("items", schema)
        for value in (*items.get("enum", ()), *(items[end] for end in ("minimum", "maximum") if end in items)):
            _read, bad = OfferFilter.from_query(MultiDict({parameter["name"]: str(value)}))
            assert not bad, parameter["name"]
        for past in ("minimum", "maximum"):
            if past in items:
                value = items[past] + (1 if past == "maximum" else -1)
                assert OfferFilter.from_query(MultiDict({parameter["name"]: str(value)}))[1], parameter["name"]


def test_bookings_answer_as_described(
    call: Described, world: World, bearer: Callable[[Person], dict[str, str]]
) -> None:
    teacher, staff = bearer(world.teacher), bearer(world.staff)
    with write_transaction(db.session):
        admin = add_user(db.session, "Beheer", Role.ADMIN)
    stranger = bearer(admin)
    body = {"performance_id": world.performance_id, "groups": [a_class()]}

    def book(key: str | None, status: int, code: str = "", headers: dict[str, str] = teacher, **fields: Any) -> Any:
        sent = headers | ({"Idempotency-Key": key} if key else {})
        return call("POST", "/bookings", status=status, code=code, json=body | fields, headers=sent)

    made = book("one", 201)
    assert made.headers["Location"].endswith(made.json["reference"])
    book("one", 200)
    book("one", 409, "key_reused", groups=[a_class(pupils=20)])
    book("two", 409, "performance_full", groups=[a_class(pupils=120)])
    book(None, 400, "idempotency_key_missing")
    book("é", 400, "idempotency_key_invalid")
    book("three", 422, "invalid", groups=[a_class(pupils=0, name="")])
    book("three", 401, "unauthorized", headers={})
    book("three", 403, "forbidden", headers=staff)
    keyed = teacher | {"Idempotency-Key": "four"}
    call(
        "POST", "/bookings", status=400, code="bad_request", data="{", content_type="application/json", headers=keyed
    )
    call("POST", "/bookings", status=415, code="unsupported_media_type", data="x=1", headers=keyed)
    call("POST", "/bookings", status=413, data=b" " * 1_000_001, content_type="application/json", headers=keyed)

    reference = f"{{reference:{made.json['reference']}}}"
    for header in (teacher, staff):
        call("GET", f"/bookings/{reference}", status=200, headers=header)
        assert call("GET", "/bookings", status=200, headers=header).json["items"]
    call("GET", "/bookings", status=401)
    call("GET", "/bookings", status=403, headers=stranger)
    call("GET", "/bookings", query="?limit=0", status=422, code="invalid", headers=teacher)
    call("GET", "/bookings/{reference:FY-2222-22}", status=404, headers=teacher)
    call("POST", f"/bookings/{reference}/confirm", status=200, headers=teacher)
    call("POST", f"/bookings/{reference}/decline", status=422, code="invalid", json={"reason": ""}, headers=staff)
    call(
        "POST",
        f"/bookings/{reference}/decline",
        status=409,
        code="impossible_step",
        json={"reason": "Nee."},
        headers=staff,
    )
    call("POST", f"/bookings/{reference}/counts", status=200, json={"groups": [{"pupils": 20}]}, headers=teacher)
    call(
        "POST",
        f"/bookings/{reference}/counts",
        status=409,
        code="performance_full",
        json={"groups": [{"pupils": 180}]},
        headers=teacher,
    )
    call("POST", f"/bookings/{reference}/counts", status=422, json={"groups": [{"pupils": 0}]}, headers=teacher)
    call("POST", f"/bookings/{reference}/cancel", status=422, code="invalid", json={"waarom": "x"}, headers=teacher)
    call("POST", f"/bookings/{reference}/cancel", status=200, json={"reason": "Staking bij de bus."}, headers=teacher)
    call("POST", f"/bookings/{reference}/cancel", status=409, code="already_cancelled", headers=teacher)
    call("POST", "/bookings/{reference:FY-2222-22}/cancel", status=404, code="not_found", headers=teacher)

    slug = f"{{slug:{made.json['centre']['slug']}}}"
    rows = call("GET", f"/centres/{slug}/ledger", status=200, headers=staff).json["items"]
    assert [row["kind"] for row in rows] == ["booked", "counts", "cancelled"]
    paged = call("GET", f"/centres/{slug}/ledger", query="?limit=1", status=200, headers=staff).json
    assert paged["next_cursor"] == rows[0]["id"]
    call("GET", f"/centres/{slug}/ledger", query="?cursor=-1", status=422, headers=staff)
    call("GET", f"/centres/{slug}/ledger", status=404, headers=teacher)
    call("GET", f"/centres/{slug}/ledger", status=401)


@pytest.mark.parametrize(
    ("change", "code"), [("closes", "booking_closed"), ("share", "school_limit"), ("begun", "too_late_to_cancel")]
)
def test_what_the_house_refuses_is_described(
    call: Described, app: Flask, bearer: Callable[[Person], dict[str, str]], change: str, code: str
) -> None:
    world = make_world(db.session, max_seats_per_school=30)
    header, now = bearer(world.teacher), utc_now()
    with write_transaction(db.session):
        booking = book_seats(db.session, a_request(world, seats=10), now=now).booking
        performance = db.session.get_one(Performance, world.performance_id)
        if change == "closes":
            performance.closes_at = now - timedelta(hours=1)
        elif change == "begun":
            performance.starts_at = now - timedelta(hours=1)
        else:
            db.session.get_one(Offer, world.offer_id).max_seats_per_school = 20

    if change == "begun":
        path = f"/bookings/{{reference:{booking.reference}}}/cancel"
        call("POST", path, status=409, code=code, headers=header)
    else:
        body = {"performance_id": world.performance_id, "groups": [a_class()]}
        call("POST", "/bookings", status=409, code=code, json=body, headers=header | {"Idempotency-Key": "k"})


def test_visits_answer_as_described(call: Described, world: World) -> None:
    with write_transaction(db.session):
        booking = book_seats(db.session, a_request(world), now=utc_now()).booking
    code, other = f"{{code:{booking.visit_code}}}", "{code:2222CCCC}"

    etag = call("GET", f"/visits/{code}/pack", status=200).headers["ETag"]
    call("GET", f"/visits/{code}/pack", status=304, headers={"If-None-Match": etag})
    call("GET", f"/visits/{other}/pack", status=404, code="not_found")
    call("POST", f"/visits/{code}/results", status=201, json=a_run())
    call("POST", f"/visits/{code}/results", status=200, json=a_run())
    call("POST", f"/visits/{other}/results", status=404, json=a_run())
    call("POST", f"/visits/{code}/results", status=422, code="invalid", json=a_run(level="L5"))
    call("POST", f"/visits/{code}/results", status=415, data="x")
    call("POST", f"/visits/{code}/results", status=400, data="[", content_type="application/json")
    call("GET", "/openapi.json", status=200)


def test_what_is_sent_is_described_as_it_is_read(call: Described) -> None:
    """The bodies that these tests send are bodies by the description; what the portal refuses is none."""
    booking = {"$ref": "#/components/schemas/BookingBody"}
    call.validate({"performance_id": 1, "groups": [a_class()]}, booking)
    call.validate(a_run(), {"$ref": "#/components/schemas/RunReport"})

    for bad in ({"groups": [a_class()]}, {"performance_id": 1, "groups": []}, {"performance_id": "1"}):
        with pytest.raises(Exception, match="Failed validating"):
            call.validate(bad, booking)
