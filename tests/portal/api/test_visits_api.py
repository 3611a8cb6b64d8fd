import pytest
from sqlalchemy import func, select

from content.load import load_pack
from portal.app import create_app
from portal.bookings.service import book_seats, cancel_booking
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db, limiter
from portal.visits.models import ProbeCount, VisitRun
from tests.portal.booking_world import a_request

PROBLEM = "application/problem+json"


def a_run(**values):
    return {
        "run_id": "run-0123456789",
        "pack": {"id": "theatercode", "version": "1.0.0", "digest": "a" * 64},
        "level": "L2",
        "mode": "multi",
        "class_size": 24,
        "scenes": [
            {
                "id": "naar-je-stoel",
                "kind": "seat",
                "done": True,
                "rounds": 3,
                "first_try": 2,
                "hints": 1,
                "together": 4,
            }
        ],
        "concepts": [{"id": "zaal", "asked": 2, "first_try": 1}],
        "app_version": "0.1.0",
    } | values


def probe(**values):
    return {
        "item": "stilte-a",
        "concept": "stilte",
        "phase": "before",
        "control": False,
        "right": 11,
        "answered": 22,
    } | values


@pytest.fixture
def booking(world):
    with write_transaction(db.session):
        return book_seats(db.session, a_request(world), now=utc_now()).booking


def stored():
    return db.session.scalar(select(func.count()).select_from(VisitRun))


def test_the_pack_of_a_visit_opens_in_the_game(client, booking):
    answer = client.get(f"/api/v1/visits/{booking.visit_code}/pack")

    assert answer.status_code == 200
    assert answer.content_type == "application/zip"
    assert answer.headers["Content-Disposition"].endswith('.foyer"')
    assert load_pack(answer.data).digest == answer.headers["X-Pack-Digest"]


def test_a_code_is_read_as_people_type_it(client, booking):
    code = booking.visit_code
    typed = f"{code[:4].lower()}-{code[4:]}"

    assert client.get(f"/api/v1/visits/{typed}/pack").status_code == 200


def test_a_board_that_has_the_pack_gets_304(client, booking):
    first = client.get(f"/api/v1/visits/{booking.visit_code}/pack")

    again = client.get(f"/api/v1/visits/{booking.visit_code}/pack", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("code", ["2222CCCC", "AAAAAAAA", "x", "..%2f..%2fetc", "%00", "é" * 8])
def test_an_unknown_code_is_a_404_problem(client, booking, code):
    for answer in (
        client.get(f"/api/v1/visits/{code}/pack"),
        client.post(f"/api/v1/visits/{code}/results", json=a_run()),
    ):
        assert answer.status_code == 404
        assert answer.content_type == PROBLEM


def test_the_code_of_a_cancelled_booking_opens_nothing(client, booking, world):
    with write_transaction(db.session):
        cancel_booking(db.session, booking.reference, actor=world.teacher, now=utc_now())

    assert client.get(f"/api/v1/visits/{booking.visit_code}/pack").status_code == 404


def test_a_run_is_kept_once_however_often_it_is_sent(client, booking):
    path = f"/api/v1/visits/{booking.visit_code}/results"

    first, again = client.post(path, json=a_run()), client.post(path, json=a_run(class_size=20))

    assert (first.status_code, first.json["stored"]) == (201, True)
    assert (again.status_code, again.json["stored"]) == (200, True)
    assert stored() == 1
    assert db.session.scalar(select(VisitRun.class_size)) == 24


def test_another_run_is_kept_beside_it(client, booking):
    path = f"/api/v1/visits/{booking.visit_code}/results"

    client.post(path, json=a_run())
    client.post(path, json=a_run(run_id="run-abcdefghij"))

    assert stored() == 2


def test_of_a_small_class_nothing_is_kept(client, booking):
    answer = client.post(f"/api/v1/visits/{booking.visit_code}/results", json=a_run(class_size=7))

    assert (answer.status_code, answer.content_type) == (422, PROBLEM)
    assert (answer.json["code"], answer.json["pupils"], answer.json["least"]) == ("group_too_small", 7, 8)
    assert stored() == 0


def test_what_a_class_knew_before_and_after_is_kept(client, booking):
    probes = [probe(), probe(item="stilte-b", phase="after", right=19)]

    answer = client.post(f"/api/v1/visits/{booking.visit_code}/results", json=a_run(probes=probes))

    assert answer.status_code == 201
    kept = db.session.scalars(select(ProbeCount).order_by(ProbeCount.id)).all()
    assert [(one.item, one.phase, one.correct) for one in kept] == [
        ("stilte-a", "before", 11),
        ("stilte-b", "after", 19),
    ]


@pytest.mark.parametrize(
    ("probes", "named"),
    [
        ([{"item": "stilte-a"}], "probes.0.concept"),
        ([{"pupil": "Jits"}], "probes.0.pupil"),
        ([{"right": 23}], "probes.0"),
        ([{"right": -1}], "probes.0.right"),
        ([{"right": 3, "answered": 7}], "probes.0.answered"),
        ([{"answered": 31}], "probes.0.answered"),
        ([{"phase": "tijdens"}], "probes.0.phase"),
        ([{"control": "ja"}], "probes.0.control"),
        ([{}, {"right": 12}], "probes"),
        ([{"control": True}, {"phase": "after"}], "probes"),
        ([{"control": True}, {"concept": "foyer", "control": True}], "probes"),
        ([{"concept": f"woord-{number}"} for number in range(13)], "probes"),
    ],
)
def test_a_measure_that_can_not_be_is_422_and_named(client, booking, probes, named):
    rows = [probe(**values) for values in probes] if probes[0] != {"item": "stilte-a"} else probes

    answer = client.post(f"/api/v1/visits/{booking.visit_code}/results", json=a_run(probes=rows))

    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert named in [one["field"] for one in answer.json["errors"]]
    assert stored() == 0


def test_after_the_visit_nothing_is_asked_before_the_scenes(client, booking):
    path = f"/api/v1/visits/{booking.visit_code}/results"

    refused = client.post(path, json=a_run(round="after_visit", probes=[probe()]))
    kept = client.post(path, json=a_run(round="after_visit", probes=[probe(phase="after")]))

    assert (refused.status_code, kept.status_code) == (422, 201)
    assert db.session.scalar(select(VisitRun.round)) == "after_visit"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"pupils": ["Jits"]}, "pupils"),
        ({"run_id": ""}, "run_id"),
        ({"run_id": "../../../etc"}, "run_id"),
        ({"level": "L5"}, "level"),
        ({"class_size": "24"}, "class_size"),
        ({"class_size": 0}, "class_size"),
        ({"pack": {"id": "x", "version": "1.0.0", "digest": "short"}}, "pack.digest"),
        ({"scenes": [{"id": "x"}]}, "scenes.0.kind"),
        ({"concepts": [{"id": "zaal", "asked": -1, "first_try": 0}]}, "concepts.0.asked"),
        ({"concepts": [{"id": "Jits Peeters", "asked": 1, "first_try": 0}]}, "concepts.0.id"),
    ],
)
def test_what_is_no_run_is_422_and_named(client, booking, values, named):
    answer = client.post(f"/api/v1/visits/{booking.visit_code}/results", json=a_run(**values))

    assert answer.status_code == 422
    assert answer.content_type == PROBLEM
    assert named in [one["field"] for one in answer.json["errors"]]
    assert stored() == 0


def test_a_body_that_is_far_too_large_is_a_413_problem(client, booking):
    answer = client.post(f"/api/v1/visits/{booking.visit_code}/results", json=a_run(app_version="v" * 1_000_000))

    assert answer.status_code == 413
    assert answer.content_type == PROBLEM


@pytest.fixture
def limited_client(app):
    """The same portal with its limits on, as it is served."""
    served = create_app(app.extensions["foyer_settings"])
    limiter.reset()
    yield served.test_client()
    limiter.reset()
    limiter.enabled = False


def test_unknown_codes_are_limited_and_known_ones_are_not(limited_client, booking):
    for _ in range(20):
        assert limited_client.get("/api/v1/visits/2222CCCC/pack").status_code == 404

    over = limited_client.get("/api/v1/visits/2222CCCC/pack")

    assert over.status_code == 429
    assert over.content_type == PROBLEM
    assert int(over.headers["Retry-After"]) in range(1, 61)
    assert limited_client.get(f"/api/v1/visits/{booking.visit_code}/pack").status_code == 200


def test_an_address_without_a_token_may_ask_300_times_a_minute(limited_client, booking):
    path = f"/api/v1/visits/{booking.visit_code}/pack"
    etag = limited_client.get(path).headers["ETag"]
    for _ in range(299):
        assert limited_client.get(path, headers={"If-None-Match": etag}).status_code == 304

    over = limited_client.get(path)

    assert over.status_code == 429
    assert over.content_type == PROBLEM
    assert int(over.headers["Retry-After"]) in range(1, 62)
