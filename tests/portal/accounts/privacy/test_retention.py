"""What nobody needs goes by itself: unused accounts, classes of long ago."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.accounts.models import ClassGroup, ClassLevel, Role, User
from portal.accounts.privacy import letters, unused
from portal.accounts.privacy.classes import forget_classes
from portal.accounts.privacy.erasing import is_erased
from portal.accounts.privacy.unused import ERASED_AFTER, WARNED_BEFORE, keep_accounts, note_use
from portal.bookings.models import Booking
from portal.bookings.service import book_seats
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.outbox.models import Message
from tests.portal.accounts.people.houses_of_people import BASE, SECRET, Browser, as_somebody, make_town, text_of
from tests.portal.booking_world import MONDAY, a_group, a_request, add_user, make_world

DAY = timedelta(days=1)


def kept(session, now):
    with write_transaction(session):
        return keep_accounts(session, now)


def last_used(session, user_id):
    return session.execute(select(User.last_used_on, User.warned_on).where(User.id == user_id)).one()


def used(session, user_id, now):
    with write_transaction(session):
        note_use(session, user_id, now=now)


@pytest.fixture
def somebody(session):
    town = make_town(session)
    kept(session, MONDAY)
    return town.author


def letter_of(session):
    (message,) = session.scalars(select(Message).where(Message.kind == unused.UNUSED))
    return letters.handlers(BASE, SECRET)[message.kind](session, message.payload, message.token)


def others_are_here(session, somebody, now):
    with write_transaction(session):
        session.execute(update(User).where(User.id != somebody.id).values(last_used_on=school_day(now)))


def test_after_23_months_a_letter_and_after_24_nothing(session, somebody):
    warned = MONDAY + ERASED_AFTER - WARNED_BEFORE
    others_are_here(session, somebody, warned)
    assert kept(session, warned - DAY) == 0
    assert last_used(session, somebody.id).warned_on is None

    assert [kept(session, warned), kept(session, warned)] == [0, 0]
    letter = letter_of(session)
    assert letter["To"] == f"Fien De Wit <{somebody.email}>"
    assert "vanaf wo 22 november 2028 wordt het gewist" in " ".join(text_of(letter).split())

    assert kept(session, warned + WARNED_BEFORE - DAY) == 0
    assert kept(session, warned + WARNED_BEFORE) == 1
    assert kept(session, warned + WARNED_BEFORE) == 0
    assert is_erased(session, somebody.id)


def test_one_log_in_starts_the_count_anew_and_the_letter_says_nothing_any_more(session, somebody):
    warned = MONDAY + ERASED_AFTER - WARNED_BEFORE
    others_are_here(session, somebody, warned)
    kept(session, warned)
    used(session, somebody.id, warned + DAY)

    assert letter_of(session) is None
    assert kept(session, warned + WARNED_BEFORE) == 0
    assert not is_erased(session, somebody.id)


def test_nobody_is_erased_without_a_letter_a_month_before(session, somebody):
    """A worker that was away for years warns first."""
    late = MONDAY + ERASED_AFTER + timedelta(days=400)
    others_are_here(session, somebody, late)

    assert kept(session, late) == 0
    assert kept(session, late + WARNED_BEFORE - DAY) == 0
    assert kept(session, late + WARNED_BEFORE) == 1


def test_the_last_admin_of_the_platform_is_never_erased_by_itself(session):
    with write_transaction(session):
        admin = add_user(session, "Noor Baert", Role.ADMIN)
    kept(session, MONDAY)
    over = MONDAY + ERASED_AFTER
    assert [kept(session, over), kept(session, over + WARNED_BEFORE)] == [0, 0]
    assert not is_erased(session, admin.id)


def test_a_page_that_is_opened_notes_the_use_once_a_month(app: Flask):
    app.test_client_class = Browser
    town = make_town(db.session)
    teacher, today = as_somebody(app, town.teacher.id), school_day(utc_now())
    for day, noted in ((today - timedelta(days=29), today - timedelta(days=29)), (today - timedelta(days=31), today)):
        with write_transaction(db.session):
            db.session.execute(update(User).values(last_used_on=day, warned_on=day))

        teacher.get("/klassen")

        assert last_used(db.session, town.teacher.id).last_used_on == noted


def test_classes_of_long_ago_go_and_those_that_a_booking_needs_stay(session):
    world = make_world(session)
    with write_transaction(session):
        for year in ("2022-2023", "2023-2024", "2026-2027"):
            for name in ("4A", "4B"):
                session.add(
                    ClassGroup(
                        school_id=world.school_id, name=name, level=ClassLevel.LAGER_2, pupils=20, school_year=year
                    )
                )
    booked = session.scalar(
        select(ClassGroup.id).where(ClassGroup.school_year == "2022-2023", ClassGroup.name == "4A")
    )
    with write_transaction(session):
        group = replace(a_group("4A", 20), class_group_id=booked)
        book_seats(session, a_request(world, group), now=MONDAY)

    def forgotten(now):
        with write_transaction(session):
            forget_classes(session, now)
        session.expire_all()
        named = select(ClassGroup.school_year, ClassGroup.name).order_by(ClassGroup.school_year, ClassGroup.name)
        return [f"{year} {name}" for year, name in session.execute(named)]

    stay = ["2023-2024 4A", "2023-2024 4B", "2026-2027 4A", "2026-2027 4B"]
    assert forgotten(MONDAY) == ["2022-2023 4A", *stay]
    assert forgotten(MONDAY) == ["2022-2023 4A", *stay]
    with write_transaction(session):
        session.execute(update(Booking).values(created_at=MONDAY - timedelta(days=3654)))
    assert forgotten(MONDAY) == stay
