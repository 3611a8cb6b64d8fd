"""A round in the browser and without scripts: a house announces, schools wish, everybody works it out again."""

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from portal.bookings.rounds.draw import draw_round
from portal.bookings.rounds.models import PreferenceRound, RoundState, RoundWish
from portal.bookings.rounds.publish import publish_round
from portal.clock import local, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import add_centre, add_class
from tests.portal.bookings.rounds.conftest import Town, make_town
from tests.portal.desks import Browser, browser_of


@pytest.fixture
def session(app):
    return db.session


@pytest.fixture
def town(session) -> Town:
    """The round of the services' tests, moved so that its window is open whatever today is."""
    made = make_town(session)
    now = utc_now()
    with write_transaction(session):
        session.execute(
            update(PreferenceRound).values(
                opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=3), draws_at=now + timedelta(days=4)
            )
        )
        for number, one in enumerate(made.dates):
            starts = now + timedelta(days=60 + number)
            session.execute(
                update(Performance)
                .where(Performance.id == one)
                .values(
                    starts_at=starts,
                    ends_at=starts + timedelta(hours=1),
                    closes_at=starts - timedelta(days=2),
                    day=local(starts).date(),
                )
            )
        add_class(session, made.schools[0][0], "4A")
        add_class(session, made.schools[0][0], "4B", 22)
    return made


def slug_of(session) -> str:
    slug = session.scalar(select(PreferenceRound.slug))
    assert slug
    return slug


def teacher(app, town: Town, school: int = 0) -> FlaskClient:
    return browser_of(app, town.schools[school][1])


def asked(town: Town, *choices: int, **values: object) -> dict[str, object]:
    """One group that is no class of the list, with its choices by number; 0 leaves a row empty."""
    return {
        "klas": "anders",
        "naam-anders": "Kikkers",
        "niveau-anders": "lager-2",
        "leerlingen-anders": "20",
        "begeleiders-anders": "2",
        "keuze": [str(town.dates[one - 1]) if one else "" for one in choices],
    } | values


def close(session, now=None) -> None:
    """Let the window and the day of the lot lie behind us."""
    moment = (now or utc_now()) - timedelta(hours=1)
    with write_transaction(session):
        session.execute(update(PreferenceRound).values(closes_at=moment, draws_at=moment))


def finish(session, town: Town) -> None:
    close(session)
    with write_transaction(session):
        draw_round(session, town.round_id, actor=town.staff, now=utc_now())
    with write_transaction(session):
        publish_round(session, town.round_id, actor=town.staff, now=utc_now())


def test_a_teacher_gives_changes_and_withdraws_a_preference(app, session, town) -> None:
    browser, where = teacher(app, town), f"/verdeling/{slug_of(session)}/voorkeur"
    page = browser.get(where).text
    assert "1e keuze" in page
    assert "2e reserve" in page

    assert browser.post(where, data=asked(town, 2, 0, 1)).status_code == 303
    noted = browser.get(where).text
    assert "Kikkers" in noted
    assert "€\u00a0150" in noted  # 20 x € 7,50: what it is to cost, before the lot.

    changed = browser.get(f"{where}?groep=1").text
    assert 'value="Kikkers"' in changed
    assert browser.post(where, data=asked(town, 3, 0, 0, 1)).status_code == 303
    wish = session.scalars(select(RoundWish)).one()
    assert wish.number == 1
    assert "1e reserve" in browser.get(where).text

    assert browser.post(where.replace("voorkeur", "intrekken"), data={"groep": "1"}).status_code == 303
    assert session.scalars(select(RoundWish)).all() == []


def test_rows_move_up_and_down_without_a_script_and_nothing_is_noted(app, session, town) -> None:
    browser, where = teacher(app, town), f"/verdeling/{slug_of(session)}/voorkeur"

    page = browser.post(where, data=asked(town, 1, 2, 3) | {"omhoog": "1", "samen": "1"}).text

    chosen = re.findall(r'<option value="(\d+)" selected>', page)
    assert [int(one) for one in chosen] == [town.dates[1], town.dates[0], town.dates[2]]
    assert 'name="samen" value="1" checked' in page
    assert 'value="Kikkers"' in page
    assert session.scalars(select(RoundWish)).all() == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"keuze": ["", "", ""]}, "Kies minstens één voorstelling."),
        ({"klas": []}, "Kruis minstens één klas aan."),
        ({"leerlingen-anders": "0"}, "Vul een aantal leerlingen in"),
        ({"leerlingen-anders": "60"}, "te klein voor 62 personen"),
        ({"keuze": ["999999"]}, "Kies minstens één voorstelling."),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(app, session, town, values, said) -> None:
    browser = teacher(app, town)

    answer = browser.post(f"/verdeling/{slug_of(session)}/voorkeur", data=asked(town, 1) | values)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Kikkers"' in answer.text


def test_a_list_after_the_window_is_refused_with_its_hours(app, session, town) -> None:
    browser, slug = teacher(app, town), slug_of(session)
    close(session)

    answer = browser.post(f"/verdeling/{slug}/voorkeur", data=asked(town, 1))

    assert answer.status_code == 409
    assert "Het venster is open van" in answer.text
    assert "Het venster is gesloten" in browser.get(f"/verdeling/{slug}/voorkeur").text


def test_who_would_book_is_sent_to_the_round(app, session, town) -> None:
    browser, slug = teacher(app, town), slug_of(session)
    offer = session.get_one(Offer, town.world.offer_id)
    data = asked(town) | {"moment": str(town.dates[0]), "sleutel": "a" * 32}

    answer = browser.post(f"/aanbod/{offer.slug}/boeken", data=data)

    assert answer.status_code == 409
    assert f"/verdeling/{slug}" in answer.text


def test_everybody_sees_the_commitment_and_afterwards_the_file_that_keeps_it(app, session, town) -> None:
    stranger, slug = Browser(app, app.response_class), slug_of(session)
    before = stranger.get(f"/verdeling/{slug}").text
    commitment = session.scalar(select(PreferenceRound.commitment))
    secret = session.scalar(select(PreferenceRound.secret))
    assert commitment in before
    assert stranger.get(f"/verdeling/{slug}.json").status_code == 404
    for school in range(3):
        browser = teacher(app, town, school)
        browser.post(f"/verdeling/{slug}/voorkeur", data=asked(town, 1, 2))

    close(session)
    with write_transaction(session):
        draw_round(session, town.round_id, actor=town.staff, now=utc_now())
    drawn = stranger.get(f"/verdeling/{slug}").text
    assert secret not in drawn
    assert stranger.get(f"/verdeling/{slug}.json").status_code == 404
    with write_transaction(session):
        publish_round(session, town.round_id, actor=town.staff, now=utc_now())

    after = stranger.get(f"/verdeling/{slug}").text
    assert secret in after
    assert "School 1" not in after
    assert "Kikkers" not in after
    mine = teacher(app, town).get(f"/verdeling/{slug}").text
    assert "Kikkers" in mine
    data = stranger.get(f"/verdeling/{slug}.json").data
    said = stranger.post("/verdeling/narekenen", data={"bestand": (io.BytesIO(data), "verdeling.json")})
    assert "Alles klopt." in said.text
    wrong = data.replace(b'"heads": 22', b'"heads": 21', 1)
    assert (
        "Dit klopt niet."
        in stranger.post("/verdeling/narekenen", data={"bestand": (io.BytesIO(wrong), "verdeling.json")}).text
    )
    assert stranger.post("/verdeling/narekenen", data={}).status_code == 422


def typed(moment) -> str:
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_house_runs_a_round_from_one_page(app, session, town) -> None:
    """Announce, change, draw, look, make known, correct: each a button on the page of the round."""
    staff, now = browser_of(app, town.staff), utc_now()
    free = town.world.performance_id
    later = now + timedelta(days=90)
    with write_transaction(session):
        session.execute(update(Performance).where(Performance.id == free).values(starts_at=later, closes_at=later))
    plan = {
        "titel": "Najaar",
        "open": typed(now + timedelta(days=1)),
        "sluit": typed(now + timedelta(days=3)),
        "loting": typed(now + timedelta(days=4)),
        "hoogstens": "1",
        "voorkeuren": "1",
        "reserves": "0",
        "voorstelling": str(free),
    }
    assert staff.get("/centrum/verdelingen/nieuw").text.count('name="voorstelling"') == 1
    refused = staff.post("/centrum/verdelingen/nieuw", data=plan | {"titel": "", "sluit": "morgen"})
    assert refused.status_code == 422
    assert "Vul een dag en een uur in." in refused.text

    here = staff.post("/centrum/verdelingen/nieuw", data=plan).location
    number = int(here.rpartition("/")[2])
    assert staff.post(f"{here}/wijzig", data=plan | {"titel": "Najaar 2027"}).status_code == 303
    assert "Najaar 2027" in staff.get("/centrum/verdelingen").text
    with write_transaction(session):
        session.execute(
            update(PreferenceRound).where(PreferenceRound.id == number).values(opens_at=now - timedelta(days=1))
        )
    browser = teacher(app, town)
    slug = session.get_one(PreferenceRound, number).slug
    wish = asked(town) | {"keuze": [str(free)]}
    assert browser.post(f"/verdeling/{slug}/voorkeur", data=wish).status_code == 303
    assert "School 1" in staff.get(here).text
    assert staff.post(here, data={"schrap": "1"}).status_code == 409

    close(session)
    assert "Loot nu" in staff.get(here).text
    assert staff.post(here, data={"loot": "1"}).status_code == 303
    assert "Maak bekend" in staff.get(here).text
    assert staff.post(here, data={"bekend": "1"}).status_code == 303
    assert "kreeg 1e keuze" in staff.get(here).text
    assert staff.post(here, data={"verbeter": "1", "reden": ""}).status_code == 422
    assert staff.post(here, data={"verbeter": "1", "reden": "Groep 1 komt een uur later."}).status_code == 303
    assert "Groep 1 komt een uur later." in Browser(app, app.response_class).get(f"/verdeling/{slug}").text
    assert staff.post(here, data={"zomaar": "1"}).status_code == 400
    assert session.get_one(PreferenceRound, number).state is RoundState.PUBLISHED


def test_the_round_of_a_house_is_closed_to_any_other(app, session, town) -> None:
    with write_transaction(session):
        _centre, stranger = add_centre(session, "Ander huis")
    browser = browser_of(app, stranger)

    for path in ("", "/wijzig"):
        assert browser.get(f"/centrum/verdelingen/{town.round_id}{path}").status_code == 404
        assert browser.post(f"/centrum/verdelingen/{town.round_id}{path}", data={"loot": "1"}).status_code == 404
    assert "Seizoen 2027" not in browser.get("/centrum/verdelingen").text


def test_a_school_sees_its_rounds_and_no_groups_of_another(app, session, town) -> None:
    slug = slug_of(session)
    teacher(app, town, 1).post(f"/verdeling/{slug}/voorkeur", data=asked(town, 1) | {"naam-anders": "Padden"})
    browser = teacher(app, town)

    assert "Seizoen 2027" in browser.get("/verdelingen").text
    assert "Geef jullie voorkeur" in browser.get("/school").text
    for path in (f"/verdeling/{slug}/voorkeur?groep=1", f"/verdeling/{slug}"):
        assert "Padden" not in browser.get(path).text
    assert browser.post(f"/verdeling/{slug}/intrekken", data={"groep": "1"}).status_code == 303
    assert session.scalars(select(RoundWish.name)).all() == ["Padden"]


def test_letters_tell_what_each_group_got_and_why_not(app, session, town) -> None:
    from portal.bookings.rounds.draw import ROUND_DRAWN
    from portal.bookings.rounds.letters import handlers
    from portal.bookings.rounds.publish import ROUND_RESULT

    slug = slug_of(session)
    for school in range(3):
        teacher(app, town, school).post(f"/verdeling/{slug}/voorkeur", data=asked(town, 1))
    close(session)
    with write_transaction(session):
        draw_round(session, town.round_id, actor=town.staff, now=utc_now())
    write = handlers("http://127.0.0.1:8000")
    drawn = write[ROUND_DRAWN](session, {"round_id": town.round_id}, "t1")
    assert drawn is not None
    assert "/centrum/verdelingen/" in str(drawn.get_body(("plain",)))
    with write_transaction(session):
        publish_round(session, town.round_id, actor=town.staff, now=utc_now())
    assert write[ROUND_DRAWN](session, {"round_id": town.round_id}, "t1") is None

    told = []
    for school_id, person in town.schools:
        payload = {"round_id": town.round_id, "user_id": person.id, "school_id": school_id}
        sent = write[ROUND_RESULT](session, payload, "t2")
        assert sent is not None
        body = sent.get_body(("plain",))
        assert body is not None
        told.append(body.get_content())
    assert sum("boeking FY-" in text for text in told) == 2
    assert sum("kon ze bij geen van haar keuzes" in text and "Wie eerst komt" in text for text in told) == 1
    assert all(f"/verdeling/{slug}" in text for text in told)
