import threading

import pytest
from sqlalchemy import func, select

from portal.db import Base, make_engine, make_sessions, write_transaction
from portal.mail.transports import RecordingTransport
from portal.migrations import tables
from portal.outbox.models import Message
from portal.outbox.service import Letter, enqueue
from portal.outbox.worker import worker_loop
from tests.portal.booking_world import MONDAY
from tests.portal.outbox.test_outbox import HANDLERS
from tests.portal.tables import make_tables

assert tables.metadata is Base.metadata
LETTERS = 40


@pytest.fixture
def sessions(database_url):
    engine = make_engine(database_url)
    make_tables(engine)
    yield make_sessions(engine)
    engine.dispose()


class Counted(RecordingTransport):
    """Sets `enough` after so many letters."""

    def __init__(self, letters: int) -> None:
        super().__init__()
        self.enough = threading.Event()
        self._wanted = letters

    def send(self, letter):
        super().send(letter)
        if len(self.letters) >= self._wanted:
            self.enough.set()


def test_four_workers_send_every_letter_once(sessions):
    with sessions() as session, write_transaction(session):
        for number in range(LETTERS):
            # Due in the past: the loop looks at the real clock.
            enqueue(session, Letter("hello", {"about": str(number)}), now=MONDAY.replace(year=2020))
    transport, stop = Counted(LETTERS), threading.Event()
    workers = [
        threading.Thread(target=worker_loop, args=(sessions, transport, HANDLERS, stop), kwargs={"poll_s": 0.01})
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()

    assert transport.enough.wait(timeout=60)
    stop.set()
    for worker in workers:
        worker.join(timeout=30)

    assert sorted(int(letter["Subject"]) for letter in transport.letters) == list(range(LETTERS))
    with sessions() as session:
        assert session.scalar(select(func.count()).where(Message.sent_at.is_not(None))) == LETTERS


def test_a_worker_that_is_told_to_stop_stops(sessions):
    stop = threading.Event()
    worker = threading.Thread(target=worker_loop, args=(sessions, RecordingTransport(), HANDLERS, stop))
    worker.start()

    stop.set()
    worker.join(timeout=30)

    assert not worker.is_alive()
