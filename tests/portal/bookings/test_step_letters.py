"""The letters that say where a booking stands and what to do next."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.accounts.models import Role, School
from portal.bookings.approval.service import approve, decline
from portal.bookings.clockwork import run_clockwork
from portal.bookings.counts.service import Numbers, change_counts, settle_counts
from portal.bookings.letters.booked import handlers
from portal.bookings.policy.rules import Allocation, Counts
from portal.bookings.service import book_seats
from portal.db import make_sessions, write_transaction
from portal.mail.transports import RecordingTransport
from portal.outbox.worker import deliver
from tests.portal.booking_world import MONDAY, SHOW_TIME, a_group, a_request, add_user, make_world
from tests.portal.bookings.rules_in import give_rules

HANDLERS = handlers("https://foyer.example", "foyer@foyer.example")


@pytest.fixture
def world(session):
    return make_world(session, capacity=60)


def book(session, world, now=MONDAY):
    with write_transaction(session):
        return book_seats(session, a_request(world, a_group("4A", 22, 2)), now=now).booking


def sent(session, now):
    """The letters that leave now: who gets them, subject, text on one line."""
    transport = RecordingTransport()
    session.rollback()
    deliver(make_sessions(session.get_bind()), transport, HANDLERS, worker="test", clock=lambda: now)
    return [
        (
            str(letter["To"]).split(" <")[0],
            str(letter["Subject"]).split(":")[0],
            " ".join(letter.get_body(("plain",)).get_content().replace("\u00a0", " ").split()),
        )
        for letter in transport.letters
    ]


def test_a_request_says_that_nothing_is_booked_and_an_answer_says_yes_or_no(session, world):
    give_rules(session, world, allocation=Allocation.APPROVAL)
    yes, no = book(session, world), book(session, world)

    first, house, _second = sent(session, MONDAY)
    assert house[:2] == ("Cultuurhuis De Lantaarn", "Een aanvraag")
    assert "https://foyer.example/centrum/aanvragen" in house[2]
    assert first[:2] == ("An Peeters", "Aangevraagd")
    assert "nog niet geboekt" in first[2]
    assert "bezoekcode" not in first[2].lower()

    with write_transaction(session):
        approve(session, yes.reference, actor=world.staff, now=MONDAY)
        decline(session, no.reference, reason="Die dag is er een première.", actor=world.staff, now=MONDAY)
    answers = sent(session, MONDAY)
    assert [one[1] for one in answers] == ["Geboekt", "Geweigerd"]
    assert "zegt ja op je aanvraag" in answers[0][2]
    assert "Die dag is er een première." in answers[1][2]


def test_a_hold_says_until_when_and_its_end_says_how_to_go_on(session, world):
    give_rules(session, world, hold_hours=48)
    booking = book(session, world)

    (held,) = sent(session, MONDAY)
    assert held[1] == "Nog te bevestigen"
    assert "Tot wo 25 november 2026, 10.00 uur houden we jullie plaatsen vrij" in held[2]

    run_clockwork(make_sessions(session.get_bind()), now=MONDAY + timedelta(hours=30))
    run_clockwork(make_sessions(session.get_bind()), now=MONDAY + timedelta(hours=49))
    expired = sent(session, MONDAY + timedelta(hours=50))
    # The reminder waited so long that it is no longer true.
    assert [one[1] for one in expired] == ["Vervallen"]
    assert f"/boeken?zoals={booking.reference}" in expired[0][2]


def test_the_head_is_asked_and_reminded_in_person(session, world):
    with write_transaction(session):
        session.execute(update(School).values(confirms_bookings=True))
        add_user(session, "Mia Claes", Role.OFFICE, school_id=world.school_id)
    booking = book(session, world)

    letters = sent(session, MONDAY)
    assert [one[:2] for one in letters] == [
        ("An Peeters", "Nog te bevestigen"),
        ("Mia Claes", "Bevestig deze boeking"),
    ]
    assert "Jullie directie of secretariaat bevestigt" in letters[0][2]
    assert "An Peeters boekte voor jullie school" in letters[1][2]
    session.refresh(booking)
    almost = booking.held_until - timedelta(hours=2)
    session.rollback()
    run_clockwork(make_sessions(session.get_bind()), now=almost)
    assert [one[:2] for one in sent(session, almost)] == [("Mia Claes", "Nog even")]


def test_numbers_are_asked_told_and_settled(session, world):
    give_rules(session, world, counts=Counts(definitive_days_before=14, reminder_days=7))
    booking = book(session, world)
    assert "Pas de aantallen zelf aan, tot en met do 31 december 2026" in sent(session, MONDAY)[0][2]

    reminder = SHOW_TIME - timedelta(days=20)
    run_clockwork(make_sessions(session.get_bind()), now=reminder)
    (asked,) = sent(session, reminder)
    assert asked[1] == "Kloppen de aantallen nog?"
    assert f"/boekingen/{booking.reference}/aantallen" in asked[2]

    with write_transaction(session):
        change_counts(session, booking.reference, [Numbers(20, 2)], actor=world.teacher, now=reminder)
    assert "van 24 naar 22" in sent(session, reminder)[0][2]
    with write_transaction(session):
        settle_counts(session, booking.reference, actor=world.teacher, now=reminder)
    assert sent(session, reminder)[0][1] == "Definitief"
