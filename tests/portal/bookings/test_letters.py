from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from portal.bookings.letters.booked import handlers
from portal.bookings.service import book_seats, cancel_booking
from portal.db import make_sessions, write_transaction
from portal.mail.transports import RecordingTransport, transport_for
from portal.offers.models import OfferMode
from portal.outbox.worker import deliver
from tests.portal.booking_world import MONDAY, SHOW_TIME, a_group, a_request, make_world
from tests.portal.smtp_server import smtp_server
from tests.portal.words import typed

BASE = "https://foyer.example"
HANDLERS = handlers(BASE, "foyer@foyer.example")


@pytest.fixture
def sessions(engine):
    return make_sessions(engine)


def book(session, world):
    with write_transaction(session):
        return book_seats(
            session, a_request(world, a_group("4A", 24, 2, 1), a_group("4B", 22, 1)), now=MONDAY
        ).booking


def sent(sessions, now=MONDAY):
    transport = RecordingTransport()
    deliver(sessions, transport, HANDLERS, worker="test", clock=lambda: now)
    return transport.letters


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


def event_of(letter):
    (attachment,) = letter.iter_attachments()
    calendar = Calendar.from_ical(attachment.get_content())
    return calendar, calendar.events[0]


def test_the_confirmation_tells_a_teacher_everything(sessions, session):
    world = make_world(session)
    booking = book(session, world)

    (letter,) = sent(sessions)

    assert letter["To"] == f"An Peeters <{world.teacher.email}>"
    assert letter["Reply-To"] == "school@delantaarn.example"
    assert booking.reference in letter["Subject"]
    text = typed(text_of(letter))
    for fact in (
        "De vuurtoren die niet wou slapen",
        "do 14 januari 2027, 10.30 uur",
        "Kom om 10.15 uur, 15 minuten voor het begin.",
        "Cultuurhuis De Lantaarn, Grote zaal",
        "Warandestraat 42, 2300 Turnhout",
        "4A: 24 leerlingen, 2 begeleiders, 1 rolstoelgebruiker",
        "4B: 22 leerlingen, 1 begeleider",
        "Samen 49 plaatsen voor € 345,00.",
        f"{booking.visit_code[:4]} {booking.visit_code[4:]}",
        f"{BASE}/bezoek/{booking.visit_code}",
        f"{BASE}/boekingen/{booking.reference}",
        "De bus stopt voor de deur.",
        "014 00 00 00",
    ):
        assert fact in text, fact


def test_the_html_says_the_same_and_loads_nothing(sessions, session):
    world = make_world(session)
    booking = book(session, world)

    (letter,) = sent(sessions)

    html = typed(letter.get_body(("html",)).get_content())
    assert f"{BASE}/bezoek/{booking.visit_code}" in html
    assert "10.15 uur" in html
    assert "src=" not in html


def test_a_title_with_markup_stays_text(sessions, session):
    world = make_world(session, title="<b>Wie</b> & wat?")
    book(session, world)

    (letter,) = sent(sessions)

    assert "&lt;b&gt;Wie" in letter.get_body(("html",)).get_content()
    assert "<b>Wie</b> & wat?" in text_of(letter)


def test_the_calendar_file_says_when_where_and_to_come_early(sessions, session):
    world = make_world(session)
    booking = book(session, world)

    (letter,) = sent(sessions)

    calendar, event = event_of(letter)
    assert calendar["METHOD"] == "PUBLISH"
    assert event["UID"] == f"{booking.reference.lower()}@foyer.example"
    assert event.start == SHOW_TIME
    assert event.start.tzinfo.key == "Europe/Brussels"
    assert event.start.hour == 10
    assert "Kom om 10.15 uur" in typed(event["DESCRIPTION"])
    assert "Turnhout" in event["LOCATION"]
    assert calendar.timezones[0].tz_name == "Europe/Brussels"


def test_the_zone_in_the_calendar_file_keeps_flemish_time_in_summer_and_winter(sessions, session):
    world = make_world(session)
    book(session, world)
    (letter,) = sent(sessions)

    zone = event_of(letter)[0].timezones[0].to_tz(lookup_tzid=False)

    brussels = ZoneInfo("Europe/Brussels")
    for days in range(0, 730, 13):
        moment = (MONDAY + timedelta(days=days)).astimezone(brussels).replace(tzinfo=None, hour=10)
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=brussels).utcoffset()


def test_a_cancellation_strikes_the_same_calendar_entry_out(sessions, session):
    world = make_world(session)
    booking = book(session, world)
    (confirmation,) = sent(sessions)
    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.teacher, now=MONDAY + timedelta(days=1))

    (letter,) = sent(sessions, MONDAY + timedelta(days=1))

    calendar, event = event_of(letter)
    _calendar, confirmed = event_of(confirmation)
    assert letter["Subject"].startswith("Geannuleerd: ")
    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"] == confirmed["UID"]
    assert event["SEQUENCE"] > confirmed["SEQUENCE"]
    assert letter["Message-ID"] != confirmation["Message-ID"]


def test_a_cancellation_by_the_house_says_who_and_why(sessions, session):
    world = make_world(session)
    booking = book(session, world)
    sent(sessions)
    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.staff, now=MONDAY, reason="De acteur is <ziek>")

    (letter,) = sent(sessions)

    assert "Door      Bert Claes" in text_of(letter)
    assert "Reden     De acteur is <ziek>" in text_of(letter)
    assert "De acteur is &lt;ziek&gt;" in letter.get_body(("html",)).get_content()


def test_a_confirmation_that_waited_too_long_is_not_sent_for_a_cancelled_booking(sessions, session):
    world = make_world(session)
    booking = book(session, world)
    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.teacher, now=MONDAY)

    letters = sent(sessions)

    assert [letter["Subject"].split(":")[0] for letter in letters] == ["Geannuleerd"]


def test_who_gets_the_show_at_school_is_not_told_to_come_early(sessions, session):
    world = make_world(session, mode=OfferMode.AT_SCHOOL)
    book(session, world)

    (letter,) = sent(sessions)

    assert "bij jullie op school, Basisschool De Zilverberk" in text_of(letter)
    assert "Kom om" not in text_of(letter)
    assert "vestiaire" not in text_of(letter)


class Inbox:
    """Accepts every letter."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name.
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


class Killed(BaseException):
    """Stands for the kill: nothing of ours catches it, so nothing is settled."""


class KilledAfterSending:
    """A real SMTP conversation, after which the process is gone."""

    def __init__(self, transport):
        self._transport = transport

    def send(self, letter):
        self._transport.send(letter)
        raise Killed


def test_a_worker_killed_after_sending_sends_the_same_letter_again(sessions, session):
    """Against a real SMTP server: the school gets the letter twice under one Message-ID, and never not at all."""
    world = make_world(session)
    book(session, world)
    inbox = Inbox()
    later = MONDAY + timedelta(minutes=5)

    with smtp_server(inbox) as port:
        smtp = transport_for(f"smtp://127.0.0.1:{port}")
        with pytest.raises(Killed):
            deliver(sessions, KilledAfterSending(smtp), HANDLERS, worker="killed", clock=lambda: MONDAY)
        assert deliver(sessions, smtp, HANDLERS, worker="next", clock=lambda: later) == 1
        assert deliver(sessions, smtp, HANDLERS, worker="next", clock=lambda: later) == 0

    first, second = inbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Subject"] == second["Subject"]
