"""Cooperation: hands that hold, turns, agreement; and the stream of chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules.chance import Stream
from game.rules.together import (
    LATCH_TICKS,
    InputMode,
    Team,
    Zone,
    agreed,
    agreement,
    grab,
    held,
    leader,
    let_go,
    one_tick,
    renewed,
    team_sizes,
    turn,
)

ROPE = Zone(1, "rope")
BRAKE = Zone(2, "brake")


def after(ticks, holds):
    for _ in range(ticks):
        holds = one_tick(holds)
    return holds


@pytest.mark.parametrize("mode", [InputMode.LATCH, InputMode.KEYS])
def test_a_tapped_zone_stays_held_for_eight_seconds(mode):
    holds = let_go(grab((), ROPE, mode), ROPE, mode)

    assert held(after(LATCH_TICKS - 1, holds)) == {ROPE}
    assert held(after(LATCH_TICKS, holds)) == set()


def test_a_second_tap_gives_a_latched_zone_its_whole_time_again():
    holds = after(LATCH_TICKS - 1, grab((), ROPE, InputMode.LATCH))

    holds = grab(holds, ROPE, InputMode.LATCH)

    assert held(after(LATCH_TICKS - 1, holds)) == {ROPE}
    assert len(holds) == 1


def test_with_many_touches_a_hand_holds_until_it_lifts():
    holds = grab((), ROPE, InputMode.MULTI)

    assert held(after(10_000, holds)) == {ROPE}
    assert let_go(holds, ROPE, InputMode.MULTI) == ()


def test_in_turns_hands_stay_and_the_next_team_is_called():
    holds = grab((), ROPE, InputMode.TURNS)

    assert held(after(10_000, let_go(holds, ROPE, InputMode.TURNS))) == {ROPE}
    assert turn((ROPE, BRAKE), holds) is Team.B
    assert turn((ROPE, BRAKE), grab(holds, BRAKE, InputMode.TURNS)) is None


def test_who_is_in_time_keeps_hold_during_the_countdown():
    holds = after(LATCH_TICKS - 1, grab((), ROPE, InputMode.LATCH))

    assert held(after(180, renewed(holds, 181))) == {ROPE}


@pytest.mark.parametrize("size", range(4, 31))
def test_every_pupil_is_in_one_of_four_teams_of_about_equal_size(size):
    sizes = team_sizes(size)

    assert sum(sizes.values()) == size
    assert max(sizes.values()) - min(sizes.values()) <= 1
    assert min(sizes.values()) >= 1


@pytest.mark.parametrize(
    ("counts", "share", "option"),
    [((16, 4), 0.8, 0), ((15, 5), 0.8, None), ((1, 19, 0), 0.8, 1), ((5, 5), 0.5, None), ((0, 0), 0.8, None)],
)
def test_agreement_needs_the_share_of_all_votes(counts, share, option):
    assert agreed(counts, share) == option


@given(st.lists(st.integers(0, 30), min_size=2, max_size=4), st.integers(51, 100))
def test_what_is_agreed_leads_and_has_its_share(counts, percent):
    option = agreed(counts, percent / 100)

    assert (option is not None) == (sum(counts) > 0 and max(counts) * 100 >= percent * sum(counts))
    if option is not None:
        assert option == leader(counts)
        assert agreement(counts) == counts[option] / sum(counts)


@given(st.integers(0, 2**64 - 1), st.integers(1, 1000))
def test_chance_stays_below_its_bound(state, n):
    number, following = Stream(state).below(n)

    assert 0 <= number < n
    assert following != Stream(state)


def test_the_stream_is_splitmix64():
    """The reference values of Vigna's C code for seed 1234567, scaled to 2**64."""
    stream, drawn = Stream(1234567), []
    for _ in range(3):
        number, stream = stream.below(1 << 64)
        drawn.append(number)

    assert drawn == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@given(st.integers(0, 2**32), st.lists(st.integers()))
def test_shuffling_keeps_every_item(seed, items):
    shuffled, _ = Stream(seed).shuffled(items)

    assert sorted(shuffled) == sorted(items)


def test_every_order_of_three_comes_about_as_often():
    orders: dict[tuple[str, ...], int] = {}
    stream = Stream(5)
    for _ in range(6000):
        order, stream = stream.shuffled("abc")
        orders[order] = orders.get(order, 0) + 1

    assert len(orders) == 6
    assert all(850 < times < 1150 for times in orders.values())


def test_streams_with_other_names_differ():
    assert Stream(1).fork("seat") != Stream(1).fork("flies")
    assert Stream(1).fork("seat") == Stream(1).fork("seat")
