"""Whole ticks out of uneven frames."""

from hypothesis import given
from hypothesis import strategies as st

from game.clock import LONGEST_FRAME_S, FixedStep


@given(st.lists(st.floats(0, LONGEST_FRAME_S), max_size=200))
def test_no_time_is_lost_between_frames(frames):
    clock = FixedStep()

    ticks = sum(clock.ticks(elapsed) for elapsed in frames)

    assert abs(ticks - sum(frames) * 60) <= 1


def test_sixty_even_frames_are_sixty_ticks():
    clock = FixedStep()

    assert sum(clock.ticks(1 / 60) for _ in range(3600)) == 3600


def test_a_laptop_that_slept_does_not_make_the_game_race():
    assert FixedStep().ticks(3600.0) == 15
    assert FixedStep().ticks(-5.0) == 0
