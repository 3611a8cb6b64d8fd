"""Two schools that want the same two halls on one day, on both databases; with the controls that show the race."""

import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from portal.bookings.basket import service
from portal.bookings.basket.models import BasketLine
from portal.bookings.basket.service import choose_way, put_in
from portal.bookings.basket.settle import book_basket
from portal.bookings.models import Booking
from portal.bookings.queries import verify, verify_money
from portal.db import write_transaction
from portal.offers.models import Offer, Performance
from tests.portal.booking_world import MONDAY, a_group, a_request, add_performance, add_school, for_school, make_world

CLASS = 25


class Pair:
    """Two performances on one day, each with room for one class, and two schools with both in their baskets."""

    def __init__(self, sessions, *, whole_days):
        self.sessions = sessions
        with sessions() as session:
            world = make_world(session, capacity=CLASS)
            with write_transaction(session):
                offer = session.get_one(Offer, world.offer_id)
                other = add_performance(session, offer, capacity=CLASS)
                self.schools = [for_school(world, *self._school(session)) for _ in range(2)]
            self.halls = [world.performance_id, other.id]
            # The one school put them in in this order, the other in that.
            for school, halls in zip(self.schools, (self.halls, self.halls[::-1]), strict=True):
                with write_transaction(session):
                    for hall in halls:
                        request = a_request(school, a_group(pupils=CLASS))
                        put_in(session, replace(request, performance_id=hall), now=MONDAY)
                    choose_way(session, school.teacher.id, whole_days=whole_days)

    def _school(self, session):
        school, teacher = add_school(session)
        return school.id, teacher

    def book(self, school):
        with self.sessions() as session:
            book_basket(session, school.teacher, now=MONDAY)

    def held(self):
        """How many halls each school has."""
        with self.sessions() as session:
            rows = session.execute(select(Booking.school_id, func.count()).group_by(Booking.school_id)).all()
            assert verify(session) == []
            assert verify_money(session) == []
            return sorted(number for _, number in rows)


@pytest.fixture
def meet(monkeypatch):
    """Both stop after their first line until the other has one too, or half a second has gone by."""
    barrier, first = threading.Barrier(2), threading.local()
    book_one = service._booking_of

    def booking_of(*args, **kwargs):
        booking = book_one(*args, **kwargs)
        if not getattr(first, "is_past", False):
            first.is_past = True
            with suppress(threading.BrokenBarrierError):
                barrier.wait(timeout=0.5)
        return booking

    monkeypatch.setattr(service, "_booking_of", booking_of)


def test_a_day_is_booked_whole_or_not_at_all_by_one_of_two(sessions, at_once, meet):
    pair = Pair(sessions, whole_days=True)

    outcomes = at_once([partial(pair.book, school) for school in pair.schools])

    assert outcomes == [None, None]
    assert pair.held() == [2]
    with sessions() as session:
        assert set(session.scalars(select(BasketLine.refused))) == {"", "performance_full", "together"}


def test_control_without_the_bundle_each_gets_half_a_day(sessions, at_once, meet, monkeypatch):
    """The guard is the one transaction: booked line by line, in the order in which they were put in, both lose."""
    pair = Pair(sessions, whole_days=False)
    bundles = {school.teacher.id: [[line] for line in _lines(sessions, school)] for school in pair.schools}
    monkeypatch.setattr("portal.bookings.basket.settle._bundles", lambda session, user_id: bundles[user_id])
    # Between the transactions of two lines anybody may come: here the other school does.
    for school in pair.schools:
        with sessions() as session, write_transaction(session):
            service.book_lines(session, school.teacher, bundles[school.teacher.id][0], now=MONDAY)

    at_once([partial(pair.book, school) for school in pair.schools])

    assert pair.held() == [1, 1]


def _lines(sessions, school):
    with sessions() as session:
        owner = BasketLine.user_id == school.teacher.id
        return list(session.scalars(select(BasketLine.id).where(owner).order_by(BasketLine.id)))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_control_without_the_order_two_schools_wait_for_each_other(sessions, at_once, meet, monkeypatch):
    """PostgreSQL alone locks rows (SQLite has one writer): in the order of putting in, it must end one of the two."""
    in_any_order = service._open_lines
    monkeypatch.setattr(
        service, "_open_lines", lambda user_id, ids: in_any_order(user_id, ids).order_by(None).order_by(BasketLine.id)
    )
    pair = Pair(sessions, whole_days=True)

    outcomes = at_once([partial(pair.book, school) for school in pair.schools])

    (ended,) = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(ended, OperationalError)
    assert "deadlock" in str(ended)


def test_a_basket_sent_by_two_windows_at_once_is_booked_once(sessions, at_once):
    pair = Pair(sessions, whole_days=False)

    outcomes = at_once([partial(pair.book, pair.schools[0])] * 4)

    assert outcomes == [None] * 4
    assert pair.held() == [2]
    with sessions() as session:
        assert session.scalar(select(func.sum(Performance.seats_taken))) == 2 * CLASS


def test_what_a_killed_process_left_is_booked_by_sending_again(sessions, monkeypatch):
    pair = Pair(sessions, whole_days=False)
    book_lines, done = service.book_lines, []

    def dies_at_the_second(*args, **kwargs):
        if done:
            raise KeyboardInterrupt
        done.append(True)
        return book_lines(*args, **kwargs)

    monkeypatch.setattr("portal.bookings.basket.settle.book_lines", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        pair.book(pair.schools[0])
    assert pair.held() == [1]

    monkeypatch.setattr("portal.bookings.basket.settle.book_lines", book_lines)
    pair.book(pair.schools[0])

    assert pair.held() == [2]
