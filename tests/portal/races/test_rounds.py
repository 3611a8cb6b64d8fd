"""Many at one round, on both databases: it is closed, drawn and published once, and no wish falls in between."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from portal.bookings.models import Booking
from portal.bookings.queries import verify as verify_ledger
from portal.bookings.rounds import protocol, wishes
from portal.bookings.rounds.draw import close_round, draw_round, drawn_wishes, turn_rounds
from portal.bookings.rounds.errors import RoundFixed, RoundNotOpen
from portal.bookings.rounds.models import PreferenceRound, RoundAward, RoundWish
from portal.bookings.rounds.publish import publish_round
from portal.bookings.rounds.wishes import submit_wishes
from portal.db import make_engine, make_sessions, write_transaction
from portal.outbox.models import Message
from tests.portal.booking_world import a_group
from tests.portal.bookings.rounds.conftest import CLOSES, DRAWS, IN_WINDOW, Town, a_list, make_town
from tests.portal.tables import make_tables

SCHOOLS = 6
AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]


def write(sessions: sessionmaker[Session], act: Callable[[Session], Any]) -> Any:
    with sessions() as session, write_transaction(session):
        return act(session)


def wished(sessions: sessionmaker[Session]) -> Town:
    with sessions() as session:
        town = make_town(session, schools=SCHOOLS)
    for school in range(SCHOOLS):
        wanted = a_list(town, school, 1, 2, reserves=(3,))
        write(sessions, partial(submit_wishes, wanted=wanted, now=IN_WINDOW))
    return town


def count(session: Session, table: Any) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_round_that_many_draw_at_once_is_drawn_once(sessions, at_once: AtOnce) -> None:
    town = wished(sessions)
    by_hand = partial(draw_round, round_id=town.round_id, actor=town.staff, now=DRAWS)
    by_clock = partial(turn_rounds, now=DRAWS)

    outcomes = at_once([partial(write, sessions, act) for act in (by_hand, by_clock) * 3])

    assert [one for one in outcomes if isinstance(one, BaseException)] == []
    with sessions() as session:
        drawn = session.get_one(PreferenceRound, town.round_id)
        assert {one.protocol for one in outcomes if isinstance(one, PreferenceRound)} == {drawn.protocol}
        assert count(session, RoundAward) == len(protocol.allocation_of(drawn.protocol)) == SCHOOLS
        assert count(session, Message) == 1


def test_a_round_that_many_publish_at_once_is_booked_once(sessions, at_once: AtOnce) -> None:
    town = wished(sessions)
    write(sessions, partial(draw_round, round_id=town.round_id, actor=town.staff, now=DRAWS))
    publish = partial(publish_round, round_id=town.round_id, actor=town.staff, now=DRAWS)

    outcomes = at_once([partial(write, sessions, publish)] * 3)

    assert sorted(isinstance(one, RoundFixed) for one in outcomes) == [False, True, True]
    with sessions() as session:
        assert count(session, Booking) == SCHOOLS
        assert verify_ledger(session) == []


def late_wishes(sessions: sessionmaker[Session], town: Town, at_once: AtOnce) -> tuple[list[Any], str, str]:
    """At the closing second all send another list while the round closes: outcomes, what was fixed, what is."""
    second = CLOSES - timedelta(microseconds=1)
    lists = [a_list(town, school, 3, groups=(a_group(pupils=10),)) for school in range(SCHOOLS)]
    jobs = [partial(write, sessions, partial(submit_wishes, wanted=one, now=second)) for one in lists]
    close = partial(write, sessions, partial(close_round, round_id=town.round_id, now=CLOSES))
    outcomes = at_once([*jobs[:3], close, *jobs[3:]])
    with sessions() as session:
        fixed = session.get_one(PreferenceRound, town.round_id).wishes_digest
        return outcomes, fixed, protocol.wishes_digest(drawn_wishes(session, town.round_id))


def test_a_wish_at_the_closing_second_is_in_the_seed_or_refused(sessions, at_once: AtOnce) -> None:
    town = wished(sessions)

    outcomes, fixed, found = late_wishes(sessions, town, at_once)

    assert fixed == found
    assert {type(one) for one in outcomes} <= {list, PreferenceRound, RoundNotOpen}
    with sessions() as session:
        changed = session.scalar(select(func.count()).where(RoundWish.pupils == 10))
        assert changed == sum(isinstance(one, list) for one in outcomes)


def test_without_the_meeting_on_the_row_a_late_wish_is_not_in_the_seed(
    pg_url: str, at_once: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control. On SQLite the one writer is the lock, so this shows it on PostgreSQL."""
    engine = make_engine(pg_url)
    make_tables(engine)
    sessions = make_sessions(engine)
    town = wished(sessions)
    has_looked, has_closed = threading.Event(), threading.Event()

    def only_look(session: Session, round_id: int, **_: Any) -> PreferenceRound:
        found = session.get_one(PreferenceRound, round_id)
        has_looked.set()
        has_closed.wait(timeout=30)
        return found

    def submit(session: Session) -> Any:
        return submit_wishes(session, a_list(town, 0, 3), now=CLOSES - timedelta(microseconds=1))

    def close() -> Any:
        has_looked.wait(timeout=30)
        closed = write(sessions, partial(close_round, round_id=town.round_id, now=CLOSES))
        has_closed.set()
        return closed

    monkeypatch.setattr(wishes, "_write_in_window", only_look)
    at_once([partial(write, sessions, submit), close])

    with pytest.raises(RuntimeError, match="not those of its close"):
        write(sessions, partial(draw_round, round_id=town.round_id, actor=town.staff, now=DRAWS))
    engine.dispose()
