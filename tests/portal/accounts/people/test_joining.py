"""A teacher who hears of Foyer joins: school, address, password, link, and the school's yes."""

from datetime import timedelta

import pytest
from flask import Flask
from limits import RateLimitItemPerDay, RateLimitItemPerHour
from sqlalchemy import func, select

from portal.accounts.links import link_again
from portal.accounts.models import Membership, Role, User
from portal.accounts.people import errors, joining, service
from portal.accounts.people.houses import PLATFORM
from portal.accounts.people.joining import (
    Wish,
    approve,
    ask,
    ask_as,
    confirm_as,
    confirm_as_new,
    forget_joins,
    refuse,
)
from portal.accounts.people.models import JoinRequest
from portal.accounts.people.queries import joins_at, joins_of
from portal.accounts.queries import person_by_id
from portal.accounts.service import hash_password
from portal.db import write_transaction
from portal.extensions import db
from portal.outbox.models import Message
from tests.portal.accounts.people.houses_of_people import (
    SECRET,
    Browser,
    as_somebody,
    link_in,
    make_town,
    queued,
    text_of,
    written,
)
from tests.portal.booking_world import MONDAY
from tests.portal.quick import quick_app

PASSWORD = "vlonder kastanje orgel"


@pytest.fixture
def town(session):
    return make_town(session)


def asked(session, school, email="els@demo.example", now=MONDAY, password=PASSWORD):
    wish = Wish(school.id, "Els Goossens", email, hash_password(password))
    with write_transaction(session):
        ask(session, wish, secret_key=SECRET, now=now)


def secret_of(session):
    path = link_in(written(session, queued(session, joining.JOIN_ASKED)[-1]))
    return path.removeprefix("/registreren/bevestig/")


def waiting(session, school):
    """Somebody with a confirmed address, who waits for the school."""
    asked(session, school)
    with write_transaction(session):
        user_id = confirm_as_new(session, secret_of(session), PASSWORD, now=MONDAY)
    return user_id, joins_of(session, user_id)[0].id


def test_from_the_form_to_the_class_list_of_the_school(session, town):
    asked(session, town.school, email=" Els@Demo.example ")
    assert session.scalar(select(User.id).where(User.email == "els@demo.example")) is None

    with write_transaction(session):
        user_id = confirm_as_new(session, secret_of(session), PASSWORD, now=MONDAY + timedelta(days=6))
    assert person_by_id(session, user_id).hats == ()
    waits = joins_at(session, town.school)
    assert [(one.name, one.email) for one in waits] == [("Els Goossens", "els@demo.example")]

    with write_transaction(session):
        assert approve(session, town.school, waits[0].id, actor_id=town.office.id, now=MONDAY) == "Els Goossens"
    assert person_by_id(session, user_id).home_school_id == town.school.id
    assert joins_at(session, town.school) == []
    letter = written(session, queued(session, joining.JOIN_ANSWERED)[0])
    assert letter["Subject"] == "Welkom bij Basisschool De Zilverberk in Foyer"


def test_the_letter_to_an_unknown_address_carries_nothing_that_a_stranger_typed(session, town):
    wish = Wish(town.school.id, "Win nu op https://elders.example", "els@demo.example", hash_password(PASSWORD))
    with write_transaction(session):
        ask(session, wish, secret_key=SECRET, now=MONDAY)

    letter = written(session, queued(session, joining.JOIN_ASKED)[0])

    assert letter["To"] == "els@demo.example"
    assert "elders" not in letter.as_string()


def test_an_address_with_an_account_gets_a_letter_that_says_so_and_no_second_account(session, town):
    asked(session, town.school, email=town.author.email)

    letter = written(session, queued(session, joining.JOIN_ASKED)[0])
    assert letter["Subject"] == "Je hebt al een account bij Foyer"
    secret = secret_of(session)
    with pytest.raises(errors.HasAccount), write_transaction(session):
        confirm_as_new(session, secret, PASSWORD, now=MONDAY)
    with pytest.raises(errors.JoinGone), write_transaction(session):
        confirm_as(session, secret, town.boss.id, now=MONDAY)
    with write_transaction(session):
        assert confirm_as(session, secret, town.author.id, now=MONDAY)

    assert [one.email for one in joins_at(session, town.school)] == [town.author.email]
    assert session.scalar(select(JoinRequest.password_hash)) == ""


def test_a_teacher_who_is_there_already_is_told_to_log_in(session, town):
    asked(session, town.school, email=town.teacher.email)

    assert "hoort al bij de school" in " ".join(
        text_of(written(session, queued(session, joining.JOIN_ASKED)[0])).split()
    )
    secret = link_again(SECRET, joining.LINK, session.scalars(select(JoinRequest.nonce)).one()).secret
    with write_transaction(session):
        assert not confirm_as(session, secret, town.teacher.id, now=MONDAY)
    assert joins_at(session, town.school) == []


def test_the_link_alone_makes_no_account_for_who_chose_the_password(session, town):
    """Otherwise anybody could fill in the address of a teacher, who only has to click on it."""
    asked(session, town.school, password="van een vreemde gekozen")

    with pytest.raises(errors.WrongPassword), write_transaction(session):
        confirm_as_new(session, secret_of(session), PASSWORD, now=MONDAY)
    assert joins_at(session, town.school) == []


def test_a_link_is_used_once_and_lasts_seven_days(session, town):
    asked(session, town.school)
    secret = secret_of(session)
    with pytest.raises(errors.JoinGone), write_transaction(session):
        confirm_as_new(session, secret, PASSWORD, now=MONDAY + timedelta(days=7))
    with write_transaction(session):
        confirm_as_new(session, secret, PASSWORD, now=MONDAY)
    with pytest.raises(errors.JoinGone), write_transaction(session):
        confirm_as_new(session, secret, PASSWORD, now=MONDAY)


def test_an_address_gets_three_letters_a_day_however_often_somebody_asks(session, town):
    for _ in range(10):
        asked(session, town.school)
    for _ in range(10):
        asked(session, town.school, email=town.author.email)

    assert session.scalar(select(func.count()).select_from(Message)) == 2 * joining.LETTERS_A_DAY
    asked(session, town.school, now=MONDAY + timedelta(days=1))
    assert session.scalar(select(func.count()).select_from(Message)) == 2 * joining.LETTERS_A_DAY + 1


def test_the_school_gets_one_letter_until_it_has_answered(session, town):
    waiting(session, town.school)
    asked(session, town.school, email="tom@demo.example")
    with write_transaction(session):
        confirm_as_new(session, secret_of(session), PASSWORD, now=MONDAY)

    (message,) = queued(session, joining.JOIN_WAITS)
    letter = written(session, message)
    assert letter["To"] == f"Rita Mertens <{town.office.email}>"
    assert "/school/collegas/de-zilverberk" in text_of(letter)


def test_a_school_without_office_is_answered_by_the_platform_and_by_nobody_else(session, town):
    with write_transaction(session):
        session.execute(Membership.__table__.delete().where(Membership.role == Role.OFFICE))
    user_id, join_id = waiting(session, town.school)

    assert [one.id for one in joins_at(session, PLATFORM)] == [join_id]
    letter = written(session, queued(session, joining.JOIN_WAITS)[0])
    assert letter["To"] == f"Noor Baert <{town.admin.email}>"
    assert "/beheer/collegas" in text_of(letter)
    for actor in (town.boss, town.teacher):
        with pytest.raises(errors.NotManaging), write_transaction(session):
            approve(session, town.school, join_id, actor_id=actor.id, now=MONDAY)
    with write_transaction(session):
        approve(session, PLATFORM, join_id, actor_id=town.admin.id, now=MONDAY)
    assert person_by_id(session, user_id).schools == {town.school.id}


def test_the_platform_leaves_a_school_with_an_office_to_answer_itself(session, town):
    _, join_id = waiting(session, town.school)

    assert joins_at(session, PLATFORM) == []
    with pytest.raises(errors.JoinGone), write_transaction(session):
        approve(session, PLATFORM, join_id, actor_id=town.admin.id, now=MONDAY)


def test_a_no_has_a_reason_that_the_teacher_reads_and_may_be_followed_by_another_try(session, town):
    user_id, join_id = waiting(session, town.school)
    with pytest.raises(errors.ReasonMissing), write_transaction(session):
        refuse(session, town.school, join_id, "  ", actor_id=town.office.id, now=MONDAY)

    with write_transaction(session):
        refuse(session, town.school, join_id, "We kennen je niet.", actor_id=town.office.id, now=MONDAY)

    letter = written(session, queued(session, joining.JOIN_ANSWERED)[0])
    assert "We kennen je niet." in text_of(letter)
    assert [one.reason for one in joins_of(session, user_id)] == ["We kennen je niet."]
    with pytest.raises(errors.JoinGone), write_transaction(session):
        approve(session, town.school, join_id, actor_id=town.office.id, now=MONDAY)
    with write_transaction(session):
        wish = Wish(town.school.id, "Els Goossens", "els@demo.example", "")
        assert ask_as(session, wish, user_id, secret_key=SECRET, now=MONDAY)
    assert [one.refused_at for one in joins_of(session, user_id)] == [None]


def test_what_nobody_confirmed_goes_after_seven_days_and_what_waits_stays(session, town):
    waiting(session, town.school)
    asked(session, town.school, email="tom@demo.example")

    with write_transaction(session):
        assert forget_joins(session, MONDAY + timedelta(days=6)) == 0
        assert forget_joins(session, MONDAY + timedelta(days=7)) == 1
    assert len(joins_at(session, town.school)) == 1


# --- Through the pages ------------------------------------------------------------------------------------------


@pytest.fixture
def pages(app: Flask):
    app.test_client_class = Browser
    return make_town(db.session)


def test_a_teacher_finds_the_school_joins_and_books_after_the_yes(app: Flask, pages):
    els = app.test_client()
    assert 'href="/registreren"' in els.get("/aanmelden").text
    assert f"/registreren?school={pages.school.id}" in els.get("/registreren?zoek=zilverberk+2300").text
    typed = {"school": pages.school.id, "name": "Els Goossens", "email": "els@demo.example", "password": PASSWORD}

    weak = els.post("/registreren", data=typed | {"password": "elsgoossens"})
    assert weak.status_code == 422
    assert 'value="Els Goossens"' in weak.text
    assert els.post("/registreren", data=typed).location == "/registreren/verstuurd"
    link = link_in(written(db.session, queued(db.session, joining.JOIN_ASKED)[-1]))
    assert els.get(link).status_code == 200
    assert els.post(link, data={"password": "een heel ander woord"}).status_code == 422
    assert els.post(link, data={"password": PASSWORD}).location == "/registreren/wachten"

    assert "Je wacht op het ja van <strong>Basisschool De Zilverberk" in els.get("/aanbod").text
    assert els.get("/klassen").status_code == 403
    office = as_somebody(app, pages.office.id)
    assert "leerkracht wil bij je school" in office.get("/school").text
    join_id = joins_at(db.session, pages.school)[0].id
    assert "Els Goossens" in office.get(pages.school.path).text
    office.post(f"{pages.school.path}/aanvragen/{join_id}/ja")

    assert els.get("/klassen").status_code == 200
    assert "Je wacht op het ja" not in els.get("/aanbod").text


def test_the_answer_is_the_same_for_an_address_that_has_an_account(app: Flask, pages):
    typed = {"school": pages.school.id, "name": "Iemand", "password": PASSWORD}
    answers = [
        app.test_client().post("/registreren", data=typed | {"email": email})
        for email in (pages.boss.email, "niemand@demo.example")
    ]

    assert len({(one.status_code, one.location, one.text) for one in answers}) == 1


def test_a_password_is_hashed_before_anything_is_known_of_the_address(app: Flask, pages, monkeypatch):
    from portal.accounts.people import coming

    hashed = []
    monkeypatch.setattr(coming, "hash_password", lambda word: hashed.append(word) or "hash")
    typed = {"school": pages.school.id, "name": "Iemand", "password": PASSWORD}
    for email in (pages.boss.email, "niemand@demo.example"):
        app.test_client().post("/registreren", data=typed | {"email": email})

    assert len(hashed) == 2


def test_somebody_with_an_account_asks_for_a_school_more_without_a_letter(app: Flask, pages):
    author = as_somebody(app, pages.author.id)

    answer = author.post("/registreren", data={"school": pages.school.id})

    assert answer.location == "/registreren/wachten"
    assert "Je wacht op je school" in author.get(answer.location).text
    assert queued(db.session, joining.JOIN_ASKED) == []
    join_id = joins_of(db.session, pages.author.id)[0].id
    assert as_somebody(app, pages.boss.id).post(f"/registreren/wachten/{join_id}/weg").status_code == 404
    author.post(f"/registreren/wachten/{join_id}/weg")
    assert joins_of(db.session, pages.author.id) == []


def test_the_office_refuses_on_its_page_and_the_teacher_reads_why(app: Flask, pages):
    author, office = as_somebody(app, pages.author.id), as_somebody(app, pages.office.id)
    author.post("/registreren", data={"school": pages.school.id})
    join_id = joins_of(db.session, pages.author.id)[0].id

    page = office.post(f"{pages.school.path}/aanvragen/{join_id}/nee", data={}, follow_redirects=True).text
    assert "Zeg ook waarom niet" in page
    office.post(f"{pages.school.path}/aanvragen/{join_id}/nee", data={"reden": "Geen leerkracht bij ons."})

    assert "Geen leerkracht bij ons." in author.get("/registreren/wachten").text


def test_a_link_that_never_was_is_a_dead_end_with_a_way_on(client):
    for path in ("/uitnodiging/abc", "/registreren/bevestig/" + "x" * 43):
        assert client.get(path).status_code == 410
        assert client.post(path).status_code == 410


def test_letters_name_nobody_who_could_answer_when_there_is_nobody(session, town):
    with write_transaction(session):
        session.execute(Membership.__table__.delete().where(Membership.role.in_([Role.OFFICE, Role.ADMIN])))
    waiting(session, town.school)

    assert written(session, queued(session, joining.JOIN_WAITS)[0]) is None
    assert service.INVITED not in {message.kind for message in session.scalars(select(Message))}


def test_an_address_that_registers_whole_lists_is_stopped(app: Flask, pages, monkeypatch):
    from portal.accounts.people import coming

    limited = quick_app(app.extensions["foyer_settings"], testing=False)
    limited.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr(coming, "REGISTRATIONS", RateLimitItemPerHour(2))
    typed = {"school": pages.school.id, "name": "Els Goossens", "password": PASSWORD}

    answers = [
        limited.test_client().post("/registreren", data=typed | {"email": f"els{number}@demo.example"}).status_code
        for number in range(3)
    ]

    assert answers == [303, 303, 429]


def test_an_account_that_asks_and_takes_back_all_day_is_stopped(app: Flask, pages, monkeypatch):
    """Each first wish writes to the school."""
    from portal.accounts.people import coming

    limited = quick_app(app.extensions["foyer_settings"], testing=False)
    limited.config["WTF_CSRF_ENABLED"] = False
    limited.test_client_class = Browser
    monkeypatch.setattr(coming, "WISHES", RateLimitItemPerDay(2))
    author, boss = as_somebody(limited, pages.author.id), as_somebody(limited, pages.boss.id)

    answers = [author.post("/registreren", data={"school": pages.school.id}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "Morgen kan het weer" in answers[-1].text
    assert boss.post("/registreren", data={"school": pages.school.id}).status_code == 303
