"""Many teachers, one title, on both databases: never more copies out than there are; each race with its control."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from portal.db import write_transaction
from portal.errors import Refusal
from portal.library.errors import CannotReach, NoRoom, SetFull, TitleWithdrawn
from portal.library.lending import promotion, service, taking_back, waiting
from portal.library.lending.models import SeatBlock, SetWait
from portal.library.lending.queries import lending
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set, change_period, resize_set, return_set
from portal.library.lending.taking_back import revoke_lot, withdraw_title
from portal.library.lending.waiting import accept_offer, join_line, turn_lines
from portal.library.models import Animal, ClassSet, Licence, Reader
from portal.library.reading.service import join_set
from portal.outbox.models import Message
from tests.portal.library.conftest import NOW, Place, fill
from tests.portal.library.lending.lending_world import may, more_classes, on_may

TEACHERS = 12
SEATS = 10
COPIES = 30
DAYS = Period(may(1), may(10))


@pytest.fixture
def world(sessions: sessionmaker[Session]) -> tuple[Place, list[int]]:
    with sessions() as session:
        place = fill(session)
        return place, more_classes(session, place, TEACHERS)


def do(sessions: sessionmaker[Session], change: Callable[[Session], Any]) -> Any:
    """A change in a transaction of its own; gives what came of it, or the refusal."""
    try:
        with sessions() as session, write_transaction(session):
            return change(session)
    except Refusal as refusal:
        return refusal


def request(place: Place, group: int, seats: int = SEATS, period: Period = DAYS, key: str = "") -> SetRequest:
    return SetRequest(place.title, group, place.school, seats, period, key or f"key-{group}-{period.first}")


def assign(sessions: sessionmaker[Session], place: Place, group: int, **facts: Any) -> Any:
    wish = request(place, group, **facts)
    return do(sessions, lambda s: assign_set(s, wish, assigned_by=place.teacher, now=NOW))


def wait(sessions: sessionmaker[Session], place: Place, group: int, **facts: Any) -> Any:
    wish = request(place, group, **facts)
    return do(sessions, lambda s: join_line(s, wish, asked_by=place.teacher, now=NOW))


def on_set(sessions: sessionmaker[Session], made: ClassSet, change: Callable[[Session, ClassSet], Any]) -> Any:
    """Each its own object, as two browsers have."""
    return do(sessions, lambda s: change(s, s.get_one(ClassSet, made.id)))


def busiest(sessions: sessionmaker[Session]) -> int:
    """Seats on the busiest day, counted day by day from the rows: of sets, and of what is kept."""
    with sessions() as session:
        sets = session.scalars(select(ClassSet).where(ClassSet.revoked_at.is_(None))).all()
        kept = session.scalars(select(SetWait).where(SetWait.ended_at.is_(None), SetWait.offered_from.is_not(None)))
        spans = [(one.copies, one.from_day, one.returned_on and one.returned_on - timedelta(days=1)) for one in sets]
        spans = [(n, first, last or one.until_day) for (n, first, last), one in zip(spans, sets, strict=True)]
        spans += [(one.copies, one.offered_from, one.until_day) for one in kept]
        return max(sum(n for n, first, last in spans if first <= may(day) <= last) for day in range(1, 32))


def count(sessions: sessionmaker[Session], kind: type[Any], *conditions: Any) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(kind).where(*conditions)) or 0


def test_scenario_04_twelve_teachers_at_once_get_exactly_the_copies_there_are(sessions, at_once, world) -> None:
    place, classes = world

    outcomes = at_once([partial(assign, sessions, place, group) for group in classes])

    assert {type(one) for one in outcomes} == {ClassSet, NoRoom}
    assert busiest(sessions) == COPIES
    assert all(one.instead is not None for one in outcomes if isinstance(one, NoRoom))


def test_scenario_05_one_request_sent_ten_times_at_once_is_one_set(sessions, at_once, world) -> None:
    place, classes = world

    outcomes = at_once([partial(assign, sessions, place, classes[0])] * 10)

    assert len({one.id for one in outcomes}) == 1
    assert count(sessions, ClassSet) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_control_without_the_lock_gives_out_too_many(sessions, at_once, world, monkeypatch) -> None:
    """On SQLite the one writer is the lock, so this shows it on PostgreSQL."""
    place, classes = world
    all_have_looked = threading.Barrier(TEACHERS)
    look = service.take_room

    def look_and_wait(*args: Any, **kwargs: Any) -> Any:
        found = look(*args, **kwargs)
        all_have_looked.wait(timeout=30)
        return found

    monkeypatch.setattr(service, "lock_title", lambda *_: None)
    monkeypatch.setattr(service, "take_room", look_and_wait)

    at_once([partial(assign, sessions, place, group) for group in classes])

    assert busiest(sessions) == TEACHERS * SEATS > COPIES


def extend(session: Session, made: ClassSet) -> None:
    change_period(session, made, Period(may(1), may(20)), now=NOW)


def grow(session: Session, made: ClassSet) -> None:
    resize_set(session, made, 2 * SEATS, now=NOW)


def test_sets_that_go_on_or_grow_and_new_ones_share_what_there_is(sessions, at_once, world) -> None:
    place, classes = world
    made = [assign(sessions, place, group) for group in classes[:3]]
    later = Period(may(11), may(20))
    jobs = [partial(on_set, sessions, one, extend) for one in made]
    jobs += [partial(on_set, sessions, one, grow) for one in made]
    jobs += [partial(assign, sessions, place, group, period=later) for group in classes[3:9]]

    outcomes = at_once(jobs)

    assert {type(one) for one in outcomes} <= {type(None), ClassSet, CannotReach, NoRoom}
    assert busiest(sessions) <= COPIES
    assert sum(one is None or isinstance(one, ClassSet) for one in outcomes) >= 3


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_control_without_the_lock_lets_extensions_and_new_sets_meet(
    sessions, at_once, world, monkeypatch
) -> None:
    place, classes = world
    made = [assign(sessions, place, group) for group in classes[:3]]
    all_have_looked = threading.Barrier(6)
    look_at_reach, look_at_room = service.reach, service.take_room

    def look_and_wait(look: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        found = look(*args, **kwargs)
        all_have_looked.wait(timeout=30)
        return found

    monkeypatch.setattr(service, "lock_title", lambda *_: None)
    monkeypatch.setattr(service, "reach", partial(look_and_wait, look_at_reach))
    monkeypatch.setattr(service, "take_room", partial(look_and_wait, look_at_room))
    later = Period(may(11), may(20))

    at_once(
        [partial(on_set, sessions, one, extend) for one in made]
        + [partial(assign, sessions, place, group, period=later) for group in classes[3:6]]
    )

    assert busiest(sessions) == 6 * SEATS > COPIES


def offers(sessions: sessionmaker[Session]) -> int:
    return count(sessions, Message, Message.kind == promotion.SET_OFFERED)


def rush(sessions, at_once, place, classes) -> list[Any]:
    """Three classes give back while three wait and three others press the button."""
    made = [assign(sessions, place, group) for group in classes[:3]]
    for group in classes[3:6]:
        wait(sessions, place, group)
    back = [partial(on_set, sessions, one, lambda s, it: return_set(s, it, now=on_may(1))) for one in made]
    new = [partial(assign, sessions, place, group, period=Period(may(2), may(10))) for group in classes[6:9]]
    return at_once([job for pair in zip(back, new, strict=True) for job in pair])[1::2]


def test_what_comes_free_goes_to_the_line_and_to_nobody_who_is_quicker(sessions, at_once, world) -> None:
    place, classes = world

    strangers = rush(sessions, at_once, place, classes)

    assert all(isinstance(one, NoRoom) for one in strangers)
    assert offers(sessions) == count(sessions, SetWait, SetWait.offered_at.is_not(None)) == 3
    assert busiest(sessions) <= COPIES


def test_the_control_without_a_line_lets_the_quicker_in(sessions, at_once, world, monkeypatch) -> None:
    place, classes = world
    monkeypatch.setattr(service, "serve_line", lambda *_, **__: 0)
    monkeypatch.setattr(
        service, "take_room", lambda s, wish, *, today: lending(s, wish.title_id, since=today).stock.spread(1, DAYS)
    )

    strangers = rush(sessions, at_once, place, classes)

    assert any(isinstance(one, ClassSet) for one in strangers)
    assert offers(sessions) == 0


def three_wait(sessions, place, classes) -> None:
    """Three classes in line, and copies that nobody has served yet: their lot was bought by another hand."""
    assign(sessions, place, classes[0], seats=COPIES)
    for group in classes[1:4]:
        wait(sessions, place, group)
    do(sessions, lambda s: s.add(Licence(title_id=place.title, copies=3 * SEATS)))


def test_six_workers_offer_each_seat_once(sessions, at_once, world) -> None:
    place, classes = world
    three_wait(sessions, place, classes)

    outcomes = at_once([partial(do, sessions, lambda s: turn_lines(s, NOW))] * 6)

    assert sorted(outcomes) == [0, 0, 0, 0, 0, 3]
    assert offers(sessions) == 3
    assert busiest(sessions) == 2 * COPIES


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_control_without_the_lock_has_workers_that_run_into_each_other(
    sessions, at_once, world, monkeypatch
) -> None:
    place, classes = world
    three_wait(sessions, place, classes)
    all_have_looked = threading.Barrier(6)
    look = promotion.turn

    def look_and_wait(*args: Any) -> Any:
        found = look(*args)
        with suppress(threading.BrokenBarrierError):
            all_have_looked.wait(timeout=30)
        return found

    monkeypatch.setattr(waiting, "lock_title", lambda *_: None)
    monkeypatch.setattr(promotion, "turn", look_and_wait)

    outcomes = at_once([partial(do, sessions, lambda s: turn_lines(s, NOW))] * 6)

    # The second to offer finds that somebody has: without the lock that is a crash and no quiet zero.
    assert sum(isinstance(one, RuntimeError) for one in outcomes) == 5


def test_a_yes_and_the_end_of_its_term_make_a_set_or_none(sessions, at_once, world) -> None:
    place, classes = world
    three_wait(sessions, place, classes)
    do(sessions, lambda s: turn_lines(s, NOW))
    late = on_may(2)

    def yes(number: int) -> Any:
        return do(sessions, lambda s: accept_offer(s, s.get_one(SetWait, number), now=late))

    outcomes = at_once(
        [partial(yes, number) for number in (1, 2, 3)] * 2 + [partial(do, sessions, lambda s: turn_lines(s, late))]
    )

    accepted = {one.id for one in outcomes if isinstance(one, ClassSet)}
    assert count(sessions, ClassSet) == 1 + len(accepted)
    assert busiest(sessions) <= 2 * COPIES
    assert count(sessions, SetWait, SetWait.ended_at.is_(None)) == 0


def revoke(sessions, place) -> Any:
    def change(session: Session) -> int:
        lot = session.scalars(select(Licence.id)).one()
        return revoke_lot(session, place.title, lot, "Opgezegd.", now=NOW)

    return do(sessions, change)


def test_a_lot_that_is_taken_back_leaves_no_set_that_came_in_the_same_moment(sessions, at_once, world) -> None:
    place, classes = world

    outcomes = at_once(
        [partial(revoke, sessions, place)] + [partial(assign, sessions, place, group) for group in classes[:5]]
    )

    made = sum(isinstance(one, ClassSet) for one in outcomes[1:])
    assert outcomes[0] == made
    assert busiest(sessions) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_control_without_the_lock_leaves_a_set_on_a_lot_that_is_gone(
    sessions, at_once, world, monkeypatch
) -> None:
    place, classes = world
    both_have_looked = threading.Barrier(2)
    look_at_sets, look_at_room = taking_back._holders, service.take_room

    def look_and_wait(look: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        found = look(*args, **kwargs)
        both_have_looked.wait(timeout=30)
        return found

    for module in (service, taking_back):
        monkeypatch.setattr(module, "lock_title", lambda *_: None)
    monkeypatch.setattr(taking_back, "_holders", partial(look_and_wait, look_at_sets))
    monkeypatch.setattr(service, "take_room", partial(look_and_wait, look_at_room))

    at_once([partial(revoke, sessions, place), partial(assign, sessions, place, classes[0])])

    assert busiest(sessions) == SEATS


def test_a_title_that_is_taken_back_closes_all_and_takes_no_more(sessions, at_once, world) -> None:
    place, classes = world
    withdraw = partial(do, sessions, lambda s: withdraw_title(s, place.title, "Fout bestand.", now=NOW))

    outcomes = at_once([withdraw, withdraw] + [partial(assign, sessions, place, group) for group in classes[:6]])

    made = sum(isinstance(one, ClassSet) for one in outcomes[2:])
    assert sorted(outcomes[:2]) == [0, made]
    assert {type(one) for one in outcomes[2:]} <= {ClassSet, NoRoom, TitleWithdrawn}
    assert busiest(sessions) == 0


def test_loans_of_a_metered_lot_are_spent_once_each(sessions, at_once, world) -> None:
    place, classes = world
    with sessions() as session, write_transaction(session):
        lot = session.scalars(select(Licence)).one()
        lot.copies, lot.loans_total = 300, 45

    outcomes = at_once([partial(assign, sessions, place, group) for group in classes])

    assert sum(isinstance(one, ClassSet) for one in outcomes) == 4
    with sessions() as session:
        spent = session.scalars(select(Licence.loans_spent)).one()
        assert spent == session.scalar(select(func.sum(SeatBlock.loans))) == 40


def join(sessions, made, animal) -> Any:
    return on_set(sessions, made, lambda s, it: join_set(s, it, animal, ("ster", "maan", "vis"), now=on_may(2)))


def test_the_last_seat_of_a_set_goes_to_one_pupil_and_a_set_never_shrinks_below_them(
    sessions, at_once, world
) -> None:
    place, classes = world
    made = assign(sessions, place, classes[0], seats=4)
    shrink = partial(on_set, sessions, made, lambda s, it: resize_set(s, it, 2, now=on_may(2)))

    outcomes = at_once([shrink] + [partial(join, sessions, made, animal) for animal in list(Animal)[:8]])

    readers = sum(isinstance(one, Reader) for one in outcomes)
    with sessions() as session:
        copies = session.get_one(ClassSet, made.id).copies
    assert (copies, readers) in {(2, 2), (4, 4)}
    assert sum(isinstance(one, SetFull) for one in outcomes) == 8 - readers
