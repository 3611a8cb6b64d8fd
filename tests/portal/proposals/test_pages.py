"""A teacher asks for dates, a house answers, in the browser and without scripts."""

import re
from datetime import UTC, datetime

import pytest

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer
from portal.proposals.forms import read_dates
from tests.portal.booking_world import add_school, make_world
from tests.portal.desks import browser_of


@pytest.fixture
def session(app):
    return db.session


@pytest.fixture
def world(session):
    return make_world(session, by_agreement=True)


@pytest.fixture
def slug(session, world):
    return session.get_one(Offer, world.offer_id).slug


def next_february() -> str:
    """A Tuesday that lies ahead whatever today is."""
    year = school_day(utc_now()).year + 1
    return next(f"{year}-02-{day:02d}" for day in range(1, 8) if datetime(year, 2, day, tzinfo=UTC).weekday() == 1)


def asked(day: str, hour: str = "10.30") -> dict[str, object]:
    return {
        "klas": "anders",
        "naam-anders": "4A",
        "niveau-anders": "lager-2",
        "leerlingen-anders": "24",
        "begeleiders-anders": "2",
        "dag": [day, ""],
        "uur": [hour, ""],
        "bericht": "Liefst in de turnzaal.",
    }


def test_from_question_to_booking(app, world, slug) -> None:
    teacher, staff = browser_of(app, world.teacher), browser_of(app, world.staff)
    assert f'action="/aanbod/{slug}/datums"' in teacher.get(f"/aanbod/{slug}/datums").text

    sent = teacher.post(f"/aanbod/{slug}/datums", data=asked(next_february()))
    assert sent.status_code == 303
    assert "is aan de beurt" in teacher.get(sent.location).text
    reference = sent.location.rpartition("/")[2]
    assert reference in staff.get("/centrum/voorstellen").text
    page = staff.get(sent.location).text
    assert "Liefst in de turnzaal." in page
    moment = re.search(r'name="ja" value="([^"]+)"', page)
    assert moment is not None

    answer = staff.post(sent.location, data={"ja": moment[1]})

    assert answer.status_code == 303
    assert answer.location.startswith("/boekingen/FY-")
    assert "26 plaatsen" in teacher.get(answer.location).text.replace("\u00a0", " ")
    assert "Afgesproken" in teacher.get(sent.location).text
    assert teacher.post(sent.location, data={"stop": "1"}).status_code == 409


def test_other_dates_go_back_and_forth(app, world, slug) -> None:
    teacher, staff = browser_of(app, world.teacher), browser_of(app, world.staff)
    talk = teacher.post(f"/aanbod/{slug}/datums", data=asked(next_february())).location

    back = staff.post(talk, data={"ander": "1", "dag": next_february(), "uur": "13:30", "bericht": "Later?"})

    assert back.status_code == 303
    assert "Later?" in teacher.get(talk).text
    assert 'name="ja"' in teacher.get(talk).text
    assert 'name="ja"' not in staff.get(talk).text
    assert "aan jou" in teacher.get("/voorstellen").text


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("", "10.30", "Geef een dag en een uur"),
        ("2020-01-01", "10.30", "te dichtbij"),
        ("", "", "minstens één datum"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(app, world, slug, day, hour, said) -> None:
    answer = browser_of(app, world.teacher).post(f"/aanbod/{slug}/datums", data=asked(day, hour))

    assert answer.status_code == 422
    assert said in answer.text
    assert "Liefst in de turnzaal." in answer.text
    assert 'value="24"' in answer.text


def test_another_school_finds_no_conversation(app, session, world, slug) -> None:
    talk = browser_of(app, world.teacher).post(f"/aanbod/{slug}/datums", data=asked(next_february())).location
    with write_transaction(session):
        _, stranger = add_school(session, "Basisschool De Wilg")

    assert browser_of(app, stranger).get(talk).status_code == 404


@pytest.mark.parametrize(
    ("hour", "read"), [("10.30", "09:30"), ("10:30", "09:30"), ("9u15", "08:15"), ("14", "13:00"), ("25.00", None)]
)
def test_hours_are_read_as_people_write_them(hour: str, read: str | None) -> None:
    form = read_dates(["2027-02-02"], [hour], "")

    assert [f"{one:%H:%M}" for one in form.moments] == ([read] if read else [])
    assert bool(form.errors) == (read is None)


def test_an_hour_that_the_clocks_skip_is_no_hour() -> None:
    assert read_dates(["2027-03-28"], ["02.30"], "").errors
