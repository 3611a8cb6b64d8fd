from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from portal.db import Base, make_engine, make_sessions, write_transaction
from portal.mail.transports import RecordingTransport
from portal.migrations import tables
from portal.outbox.models import Message
from portal.outbox.service import (
    ATTEMPTS_MAX,
    Letter,
    claim,
    due_ids,
    enqueue,
    settle_failed,
    settle_sent,
    wait_after,
)
from portal.outbox.worker import SendFailed, deliver
from tests.portal.booking_world import MONDAY
from tests.portal.tables import make_tables

assert tables.metadata is Base.metadata

LEASE = timedelta(minutes=2)


def a_letter(session, payload, token):
    letter = EmailMessage()
    letter["Message-ID"] = f"<{token}@foyer.localhost>"
    letter["Subject"] = payload["about"]
    return letter


HANDLERS = {"hello": a_letter, "nothing": lambda session, payload, token: None}


@pytest.fixture
def sessions(database_url):
    engine = make_engine(database_url)
    make_tables(engine)
    yield make_sessions(engine)
    engine.dispose()


def queue(sessions, *abouts, kind="hello"):
    with sessions() as session, write_transaction(session):
        for about in abouts:
            enqueue(session, Letter(kind, {"about": about}), now=MONDAY)


def messages(sessions):
    with sessions() as session:
        return session.scalars(select(Message).order_by(Message.id)).all()


def send(sessions, transport, now=MONDAY, worker="one", handlers=HANDLERS):
    return deliver(sessions, transport, handlers, worker=worker, clock=lambda: now)


def take(sessions, message_id, worker, now=MONDAY):
    with sessions() as session, write_transaction(session):
        return claim(session, message_id, worker=worker, now=now, lease=LEASE)


def test_what_is_queued_is_sent_once(sessions):
    queue(sessions, "eerst", "dan")
    transport = RecordingTransport()

    assert send(sessions, transport) == 2
    assert send(sessions, transport) == 0

    assert [letter["Subject"] for letter in transport.letters] == ["eerst", "dan"]
    assert all(message.sent_at == MONDAY and message.leased_by is None for message in messages(sessions))


def test_a_change_that_is_rolled_back_sends_nothing(sessions):
    with pytest.raises(RuntimeError), sessions() as session, write_transaction(session):
        enqueue(session, Letter("hello", {"about": "nooit"}), now=MONDAY)
        raise RuntimeError

    assert send(sessions, RecordingTransport()) == 0


def test_a_message_that_one_worker_holds_is_left_alone_by_another(sessions):
    queue(sessions, "hallo")
    (message,) = messages(sessions)

    assert take(sessions, message.id, "one") is not None
    assert take(sessions, message.id, "two") is None
    assert send(sessions, RecordingTransport(), worker="two") == 0


def test_a_worker_killed_between_sending_and_settling_is_followed_by_the_same_message_id(sessions):
    queue(sessions, "hallo")
    first = RecordingTransport()
    (message,) = messages(sessions)
    held = take(sessions, message.id, "killed")
    first.send(a_letter(None, held.payload, held.token))

    second = RecordingTransport()
    assert send(sessions, second, now=MONDAY + LEASE - timedelta(seconds=1)) == 0
    assert send(sessions, second, now=MONDAY + LEASE) == 1

    assert first.letters[0]["Message-ID"] == second.letters[0]["Message-ID"]


def test_a_worker_that_comes_back_after_its_lease_settles_nothing(sessions):
    queue(sessions, "hallo")
    (message,) = messages(sessions)
    late = take(sessions, message.id, "late")
    other = take(sessions, message.id, "other", now=MONDAY + LEASE)

    with sessions() as session, write_transaction(session):
        assert not settle_sent(session, late, now=MONDAY + LEASE)
        assert not settle_failed(session, late, "te laat", now=MONDAY + LEASE, for_good=True)
        assert settle_sent(session, other, now=MONDAY + LEASE)


def test_a_letter_that_fails_is_tried_again_later_and_later(sessions):
    queue(sessions, "hallo")

    def closed(letter):
        raise SendFailed("de postbus is dicht")

    now = MONDAY
    for attempt in (1, 2, 3):
        assert send(sessions, RecordingTransport(fail=closed), now=now) == 0
        (message,) = messages(sessions)
        assert (message.attempts, message.last_error) == (attempt, "de postbus is dicht")
        assert message.due_at == now + wait_after(attempt)
        assert send(sessions, RecordingTransport(), now=message.due_at - timedelta(seconds=1)) == 0
        now = message.due_at
    assert send(sessions, RecordingTransport(), now=now) == 1


def test_waits_double_and_end_at_six_hours():
    waits = [wait_after(attempt) for attempt in range(1, ATTEMPTS_MAX)]

    assert waits[:4] == [timedelta(seconds=30 * factor) for factor in (1, 2, 4, 8)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)
    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=3)


def test_an_address_that_is_refused_for_good_is_given_up(sessions):
    queue(sessions, "hallo")

    def refused(letter):
        raise SendFailed("550 unknown user", for_good=True)

    send(sessions, RecordingTransport(fail=refused))

    (message,) = messages(sessions)
    assert (message.gave_up_at, message.last_error) == (MONDAY, "550 unknown user")
    assert send(sessions, RecordingTransport(), now=MONDAY + timedelta(days=9)) == 0


def test_after_the_last_try_nobody_tries_again(sessions):
    queue(sessions, "hallo")

    def closed(letter):
        raise SendFailed("dicht")

    now = MONDAY
    for _ in range(ATTEMPTS_MAX):
        send(sessions, RecordingTransport(fail=closed), now=now)
        now = messages(sessions)[0].due_at + timedelta(days=1)

    (message,) = messages(sessions)
    assert message.attempts == ATTEMPTS_MAX
    assert message.gave_up_at is not None


def test_a_letter_that_can_not_be_written_does_not_hold_up_the_others(sessions):
    queue(sessions, "stuk", kind="broken")
    queue(sessions, "heel")

    def broken(session, payload, token):
        raise KeyError("naam")

    transport = RecordingTransport()
    assert send(sessions, transport, handlers=HANDLERS | {"broken": broken}) == 1
    assert [letter["Subject"] for letter in transport.letters] == ["heel"]
    assert "KeyError" in messages(sessions)[0].last_error


def test_a_transport_that_breaks_does_not_stop_the_worker(sessions):
    queue(sessions, "eerst", "dan")

    def broken(letter):
        if letter["Subject"] == "eerst":
            raise UnicodeError("een adres met een emoji")

    transport = RecordingTransport(fail=broken)
    assert send(sessions, transport) == 1
    assert "UnicodeError" in messages(sessions)[0].last_error


def test_a_kind_that_this_worker_does_not_know_waits_for_a_newer_one(sessions):
    queue(sessions, "later", kind="from-the-future")

    assert send(sessions, RecordingTransport()) == 0

    (message,) = messages(sessions)
    assert message.sent_at is None
    assert message.gave_up_at is None
    assert message.due_at > MONDAY


def test_a_message_with_nothing_to_say_is_settled_without_a_letter(sessions):
    queue(sessions, "stil", kind="nothing")
    transport = RecordingTransport()

    assert send(sessions, transport) == 0

    assert transport.letters == []
    assert messages(sessions)[0].sent_at == MONDAY


def test_what_is_not_due_yet_waits(sessions):
    queue(sessions, "straks")

    with sessions() as session:
        assert due_ids(session, now=MONDAY - timedelta(seconds=1)) == []
        assert len(due_ids(session, now=MONDAY)) == 1
