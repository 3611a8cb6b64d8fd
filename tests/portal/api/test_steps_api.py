"""A booking over the API that isn't confirmed at once: requests, holds, numbers."""

import pytest
from werkzeug.test import TestResponse

from portal.bookings.policy.rules import Allocation, Counts
from portal.bookings.queries import verify, verify_money
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import OfferTariff
from tests.portal.booking_world import add_school
from tests.portal.bookings.rules_in import give_rules

CLASSES = [
    {"name": "4A", "level": "lager-2", "pupils": 22, "companions": 2},
    {"name": "4B", "level": "lager-2", "pupils": 20},
]


@pytest.fixture
def post(client, bearer):
    def send(booking: TestResponse, step: str, person, body=None) -> TestResponse:
        path = f"/api/v1/bookings/{booking.json['reference']}/{step}"
        return client.post(path, json={} if body is None else body, headers=bearer(person))

    return send


def test_a_request_is_202_and_the_house_confirms_or_declines_it(post_booking, post, world):
    give_rules(db.session, world, allocation=Allocation.APPROVAL)
    made, other = post_booking("one"), post_booking("two")

    assert made.status_code == 202
    assert (made.json["state"], made.json["owed_cents"], made.json["visit_code"]) == ("requested", 0, None)
    assert made.json["price_cents"] > 0
    assert post_booking("one").status_code == 200
    assert post(made, "confirm", world.teacher).json["code"] == "impossible_step"
    yes = post(made, "confirm", world.staff)
    assert (yes.status_code, yes.json["state"], yes.json["owed_cents"]) == (
        200,
        "confirmed",
        made.json["price_cents"],
    )
    assert post(other, "decline", world.staff, {"reason": ""}).status_code == 422
    assert post(other, "decline", world.teacher, {"reason": "Nee."}).status_code == 404
    assert post(other, "decline", world.staff, {"reason": "Première die dag."}).json["state"] == "declined"
    assert (verify(db.session), verify_money(db.session)) == ([], [])


def test_a_hold_is_202_until_the_school_confirms_and_twice_is_the_same(post_booking, post, world):
    give_rules(db.session, world, hold_hours=48)
    made = post_booking("one")

    assert made.status_code == 202
    assert made.json["held_until"].endswith(("+01:00", "+02:00"))
    first, again = post(made, "confirm", world.teacher), post(made, "confirm", world.teacher)
    assert first.json == again.json
    assert (first.json["state"], first.json["held_until"]) == ("confirmed", None)
    assert first.json["visit_code"]


def test_numbers_change_whole_and_become_definitive(post_booking, post, world):
    give_rules(db.session, world, counts=Counts(definitive_days_before=1))
    with write_transaction(db.session):
        db.session.add(OfferTariff(offer_id=world.offer_id, name="UiTPAS", price_cents=150))
    made = post_booking("one", groups=CLASSES)

    numbers = [{"pupils": 24, "companions": 2, "wheelchair": 1, "reduced": 4}, {"pupils": 20}]
    changed = post(made, "counts", world.teacher, {"groups": numbers})
    assert changed.status_code == 200
    assert (changed.json["seats"], changed.json["reduced"]) == (46, 4)
    assert changed.json["price_cents"] == 40 * 750 + 4 * 150
    too_many = post(made, "counts", world.teacher, {"groups": [{"pupils": 200}, {"pupils": 200}]})
    assert (too_many.status_code, too_many.json["code"]) == (409, "performance_full")
    wrong = post(made, "counts", world.teacher, {"groups": [{"pupils": 3, "wheelchair": 9}, {"pupils": 20}]})
    assert [one["field"] for one in wrong.json["errors"]] == ["groups.0.wheelchair"]
    settled = post(made, "counts", world.teacher, {"definitive": True})
    assert (settled.json["state"], settled.json["seats"]) == ("definitive", 46)
    locked = post(made, "counts", world.teacher, {"groups": [{"pupils": 10}, {"pupils": 10}]})
    assert (locked.status_code, locked.json["code"]) == (409, "counts_locked")
    assert post(made, "counts", world.staff, {"groups": [{"pupils": 10}, {"pupils": 10}]}).json["seats"] == 20
    assert (verify(db.session), verify_money(db.session)) == ([], [])


def test_steps_are_closed_to_another_school(post_booking, post, world):
    give_rules(db.session, world, hold_hours=48)
    made = post_booking("one")
    with write_transaction(db.session):
        _school, stranger = add_school(db.session, "De Beuk")

    for step, body in (("confirm", None), ("decline", {"reason": "x"}), ("counts", {"definitive": True})):
        assert post(made, step, stranger, body).status_code == 404
