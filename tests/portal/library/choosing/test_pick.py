"""Which five: fair, never a neighbour's, and more often what a library puts in front."""

import os
import threading
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.library.choosing.pick import FIVE, five, ordered
from portal.library.choosing.turns import Turn, Turns, read_turn

laps = some.text("0123456789abcdef", min_size=8, max_size=8)
numbers = some.integers(0, 10**6)


def shown(ids: range, turn: Turn, *, pushed: frozenset[int] = frozenset(), again: int = 0) -> tuple[int, ...]:
    page = five(ids, (), pushed, turn, again)
    assert page.others == ()
    return page.fitting


@given(laps, numbers, some.integers(10, 300), some.sets(some.integers(0, 300), max_size=6))
def test_two_neighbours_never_get_the_same_five(lap: str, number: int, titles: int, pushed: set[int]) -> None:
    first, second = (shown(range(titles), Turn(lap, one), pushed=frozenset(pushed)) for one in (number, number + 1))

    assert len(set(first)) == len(set(second)) == FIVE
    assert set(first) != set(second)
    if not pushed:
        assert not set(first) & set(second)


@given(laps, numbers, some.integers(6, 9))
def test_on_a_small_shelf_they_differ_too(lap: str, number: int, titles: int) -> None:
    assert set(shown(range(titles), Turn(lap, number))) != set(shown(range(titles), Turn(lap, number + 1)))


@given(laps, numbers, some.integers(1, 60), some.integers(0, 60), some.sets(some.integers(0, 100), max_size=5))
def test_who_goes_on_sees_everything_and_what_fits_comes_first(
    lap: str, number: int, fitting: int, more: int, pushed: set[int]
) -> None:
    everything = range(fitting + more)
    pages = -(-len(everything) // FIVE)
    seen: list[int] = []
    for again in range(pages):
        page = five(range(fitting), everything, pushed, Turn(lap, number), again)
        assert len(page.fitting + page.others) == min(FIVE, len(everything))
        assert all(one < fitting for one in page.fitting)
        assert all(one >= fitting for one in page.others)
        seen += page.fitting + page.others

    assert set(seen) == set(everything)
    assert page.is_all == (len(everything) <= FIVE)
    first = five(range(fitting), everything, pushed, Turn(lap, number), 0)
    assert len(first.fitting) == min(FIVE, fitting)
    assert five(range(fitting), everything, pushed, Turn(lap, number), pages) == first


def test_every_title_comes_up_equally_often() -> None:
    often = Counter(one for number in range(400) for one in shown(range(40), Turn("ab12", number)))

    assert len(often) == 40
    assert set(often.values()) == {400 * FIVE // 40}


def test_what_is_in_front_comes_more_often_but_not_always() -> None:
    turns = [Turn("cd34", number) for number in range(400)]
    often = Counter(one for turn in turns for one in shown(range(40), turn, pushed=frozenset({7})))

    plain = sum(often[one] for one in range(40) if one != 7) / 39
    assert 3 * plain < often[7] < 300
    assert min(often.values()) > 0


def test_two_things_in_front_share_the_place() -> None:
    turns = [Turn("ef56", number) for number in range(200)]
    often = Counter(one for turn in turns for one in shown(range(50), turn, pushed=frozenset({3, 30})))

    assert min(often[3], often[30]) > 30


def test_the_same_address_shows_the_same_five() -> None:
    turn = read_turn("0a1b2c3d-17")

    assert turn == Turn("0a1b2c3d", 17)
    assert shown(range(30), turn) == shown(range(30), Turn("0a1b2c3d", 17))
    assert ordered([], (), turn) == []


@pytest.mark.parametrize("text", ["", "17", "a-", "-3", "a-1-2", "A-1", "a-1234567890", "é-1", "a-1\n"])
def test_what_is_no_turn_is_none(text: str) -> None:
    assert read_turn(text) is None


def test_devices_that_start_in_the_same_moment_have_turns_of_their_own() -> None:
    turns, taken = Turns(), list[Turn]()
    start = threading.Barrier(16)

    def visit() -> None:
        start.wait()
        taken.extend(turns.take() for _ in range(50))

    visits = [threading.Thread(target=visit) for _ in range(16)]
    for one in visits:
        one.start()
    for one in visits:
        one.join()

    assert len(set(taken)) == 16 * 50
    fives = [frozenset(shown(range(20), turn)) for turn in sorted(taken, key=lambda turn: turn.number)]
    assert all(before != after for before, after in pairwise(fives))


def test_a_forked_server_shuffles_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns()
    before = turns.take()
    monkeypatch.setattr(os, "getpid", lambda: -1)

    after = turns.take()

    assert after.number == 0
    assert after.lap != before.lap
