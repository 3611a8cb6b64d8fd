"""A house writes its rules in the browser, and teachers see what they cost before they book."""

import re

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from portal.accounts.models import Role
from portal.bookings.policy.form import filled, read_rules_form
from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import rules_in_force, save_rules
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer
from tests.portal.booking_world import MONDAY, add_user, make_world
from tests.portal.bookings.policy.houses import HOUSES, A, B
from tests.portal.desks import browser_of

PAGE = "/centrum/huisregels"


def sent(rules: HouseRules) -> MultiDict[str, str]:
    """What a browser sends when it opens the form of these rules and sends it back untouched."""
    form = filled(rules)
    boxes = [(name, value) for name, values in form.many.items() for value in values]
    return MultiDict([*((name, value) for name, value in form.values.items() if value), *boxes])


@pytest.mark.parametrize("house", sorted(HOUSES))
def test_the_rules_of_every_house_go_through_the_form_unchanged(house: str) -> None:
    assert read_rules_form(sent(HOUSES[house])).rules == HOUSES[house]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("annuleren", "101"),
        ("annuleren", "veel"),
        ("prijs-0", "7,505"),
        ("prijs-0", "-1"),
        ("prijs-0", "1e9"),
        ("trap-0", "120"),
        ("trap-0-dagen", "9999999"),
        ("optie", "١٢"),
        ("toewijzing", "iets"),
    ],
)
def test_what_cannot_be_read_is_named_and_kept(name: str, typed: str) -> None:
    form = read_rules_form(MultiDict({"trap-0-dagen": "20", "trap-0": "50"} | {name: typed}))

    assert form.rules is None
    assert list(form.errors) == [name]
    assert form.values[name] == typed


def test_a_step_without_a_moment_and_half_a_day_are_named() -> None:
    form = read_rules_form(MultiDict({"trap-0": "50", "definitief-dag": "30"}))

    assert set(form.errors) == {"trap-0-dagen", "definitief-dag"}


@pytest.fixture
def session(app):
    return db.session


@pytest.fixture
def world(session):
    return make_world(session)


@pytest.fixture
def boss(app, session, world):
    with write_transaction(session):
        person = add_user(session, "Jef Van Loock", Role.CENTRE_ADMIN, centre_id=world.centre_id)
    return browser_of(app, person)


def test_rules_are_saved_as_versions_and_told_in_plain_dutch(session, world, boss) -> None:
    first = boss.post(PAGE, data=sent(A) | {"versie": "0"})
    second = boss.post(PAGE, data=sent(B) | {"versie": "1"})

    assert (first.status_code, second.status_code) == (303, 303)
    session.expire_all()
    assert rules_in_force(session, world.centre_id).rules == B
    page = boss.get(PAGE).text.replace("\u00a0", " ").replace("&nbsp;", " ")
    assert "Prijs voor film: € 4,00." in page
    assert "Versie 1" in page
    assert "25 % van de prijs" in boss.get(f"{PAGE}/1").text.replace("\u00a0", " ")


def test_who_saves_over_a_colleague_is_told_and_keeps_what_was_typed(session, world, boss) -> None:
    boss.post(PAGE, data=sent(A) | {"versie": "0"})

    answer = boss.post(PAGE, data=sent(B) | {"versie": "0"})

    assert answer.status_code == 409
    assert "Een collega bewaarde intussen versie 1" in answer.text
    assert 'value="4,00"' in answer.text
    session.expire_all()
    assert rules_in_force(session, world.centre_id).rules == A


def test_the_example_follows_the_fields_without_saving(session, world, boss) -> None:
    asked = sent(A) | {"voorbeeld-leerlingen": "24", "voorbeeld-begeleiders": "3", "voorbeeld-dagen": "20"}

    answer = boss.post(PAGE, data=asked, headers={"X-Fragment": "example"})

    sums = re.findall(r"€\s(\d+,\d\d)</td>", answer.text)
    assert sums == ["187,50", "172,50", "187,50", "187,50"]
    assert "<html" not in answer.text
    assert rules_in_force(session, world.centre_id).number == 0


def test_a_booker_reads_the_rules_and_cannot_change_them(app, session, world) -> None:
    booker = browser_of(app, world.staff)

    assert booker.get(PAGE).status_code == 200
    assert booker.post(PAGE, data=sent(A) | {"versie": "0"}).status_code == 403
    assert rules_in_force(session, world.centre_id).number == 0


def test_a_teacher_sees_the_price_and_the_cost_of_cancelling_before_booking(app, session, world) -> None:
    with write_transaction(session):
        save_rules(session, world.centre_id, A, after=0, actor=world.staff, now=MONDAY)
    teacher = browser_of(app, world.teacher)
    slug = session.scalars(select(Offer.slug)).one()

    asked = {
        "prijs": "1",
        "moment": str(world.performance_id),
        "klas": "anders",
        "naam-anders": "4A",
        "niveau-anders": "lager-2",
        "leerlingen-anders": "24",
        "begeleiders-anders": "3",
    }
    bill = teacher.post(f"/aanbod/{slug}/boeken", data=asked, headers={"X-Fragment": "bill"}).text

    said = bill.replace("\u00a0", " ")
    assert "€ 187,50" in said
    assert "<strong>€ 46,88</strong>" in said
    assert "daarna: <strong>€ 187,50</strong>" in said
