"""Ssst: the light follows the silence, nothing is lost by a voice, and what is right depends on the show."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Level, PerformanceMode
from game.rules import silence
from game.rules.activity import Advance, Card, GoOn, Hint, Hinted, IllegalAction, SceneDone, Together
from game.rules.silence import (
    BREATH_TICKS,
    CheckRow,
    Hush,
    LookAgain,
    PlacePicture,
    Prepare,
    Shout,
    SilencePhase,
    SilenceState,
    TakePicture,
    Tempted,
    Voice,
    house_light,
)
from game.rules.together import TEAMS, InputMode
from tests.game.packs import EVERY, a_play


def opened(**setup) -> SilenceState:
    return a_play(EVERY, "silence", **setup)


def done(state, *actions):
    for action in actions:
        state, _ = silence.apply(state, action)
    return state


def one_move(state):
    moves = silence.moves(state)
    return done(state, moves[0] if moves else Advance(30))


def until(state, phase, *, round_=None):
    for _ in range(2000):
        if state.phase is phase and state.card is None and round_ in (None, state.round):
            return state
        state = one_move(state)
    raise AssertionError(f"never comes to {phase}")


def wrong_row(state):
    """A full row with two pictures in each other's place."""
    first, second, *rest = state.dark.answer
    return done(state, *(PlacePicture(one) for one in (second, first, *rest)), CheckRow())


# Making the hall ready --------------------------------------------------------------------------------------------


def test_the_hall_is_made_ready_in_the_order_of_an_evening():
    state = opened()

    state = done(state, Prepare("gong"), Prepare("deuren"), Prepare("toestel"))

    assert state.ready == ("gong", "deuren", "toestel")
    assert state.card == Card("right", "De zaal is klaar.")
    assert done(state, GoOn()).phase is SilencePhase.WATCH


def test_what_comes_too_early_says_why_and_undoes_nothing():
    state = done(opened(), Prepare("gong"), Prepare("toestel"))

    assert state.card == Card("wrong", "Want toestel.")
    assert state.ready == ("gong",)
    assert state.hint == 1


def test_a_relaxed_show_leaves_its_doors_open():
    state = opened(performance_mode=PerformanceMode.RELAXED)

    tried = done(state, Prepare("gong"), Prepare("op-een-kier"))
    assert tried.card == Card("wrong", "Want op-een-kier.")

    ready = done(state, Prepare("gong"), Prepare("toestel"))
    assert ready.card is not None
    assert ready.card.verdict == "right"


def test_after_three_tries_the_class_makes_the_hall_ready_with_the_teacher():
    state = opened()
    for _ in range(3):
        state = done(state, Prepare("toestel"), GoOn())

    assert silence.moves(state) == (Together(),)
    assert silence.board_view(done(state, Together())).answer == ("gong",)


# Silence ----------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 200), min_size=1, max_size=12))
def test_a_voice_stops_the_light_and_loses_nothing(stretches):
    state = until(opened(level=Level.L4), SilencePhase.WATCH)
    for ticks in stretches:
        if state.phase is not SilencePhase.WATCH:
            break
        silent = done(state, Hush(), Advance(ticks))
        stopped = done(silent, Voice(), Advance(500))

        assert house_light(stopped) == house_light(silent)
        assert (stopped.watch, stopped.elapsed) == (silent.watch, silent.elapsed)
        assert house_light(stopped) <= house_light(state) or stopped.phase is SilencePhase.ASK
        state = stopped


def test_the_light_goes_down_only_in_silence_and_is_out_in_the_blackout():
    state = until(opened(), SilencePhase.WATCH)
    assert house_light(done(state, Advance(600))) == 1.0

    dark = done(until(state, SilencePhase.BLACKOUT), Hush())
    assert house_light(dark) == 0.0
    assert done(dark, Advance(BREATH_TICKS)).phase is SilencePhase.ASK


@pytest.mark.parametrize("mode", [InputMode.LATCH, InputMode.TURNS, InputMode.KEYS, InputMode.MULTI])
def test_one_tap_begins_and_one_tap_stops_whatever_the_board_can_do(mode):
    state = done(until(opened(input=mode), SilencePhase.WATCH), Hush(), Advance(10))
    assert state.elapsed == 10

    state = done(state, Voice(), Advance(10), Hush(), Advance(10))

    assert state.elapsed == 20


def test_a_picture_is_seen_in_silence_only_and_by_the_team_that_watches():
    state = until(opened(), SilencePhase.WATCH)
    assert silence.picture_shown(state) is None

    state = done(state, Hush(), Advance(120))
    assert silence.picture_shown(state) == state.dark.watches[0].picture
    assert silence.picture_shown(done(state, Voice())) is None


def test_what_tempts_comes_last_and_never_in_calm_mode():
    def tempted(state):
        seen = []
        state = until(state, SilencePhase.WATCH)
        while state.phase is not SilencePhase.ASK:
            state = done(state, Hush())
            state, events = silence.apply(state, Advance(400))
            seen += [event.what for event in events if isinstance(event, Tempted)]
        return seen

    state = opened()
    moments = {dark.moment.tempts for dark in state.darks}
    assert tempted(state) == list(state.darks[0].moment.tempts)
    assert moments <= {("mouse",), ("phone", "cough")}
    assert tempted(opened(calm=True)) == []


def test_a_relaxed_show_never_goes_darker_than_half_and_has_no_blackout():
    state = until(opened(performance_mode=PerformanceMode.RELAXED), SilencePhase.WATCH)
    lowest = 1.0
    while state.phase is not SilencePhase.ASK:
        assert state.phase is SilencePhase.WATCH
        lowest = min(lowest, house_light(state))
        state = one_move(state)

    assert lowest >= 0.5
    assert state.dark.moment.id == "rust"


def test_where_the_class_takes_part_it_answers_when_it_is_asked():
    state = until(opened(performance_mode=PerformanceMode.PARTICIPATORY), SilencePhase.CALL)

    with pytest.raises(IllegalAction):
        silence.apply(state, Hush())
    assert done(state, Shout()).phase is SilencePhase.ASK


def test_hands_off_the_lever_and_the_light_waits():
    state = done(until(opened(), SilencePhase.WATCH), Hush(), Advance(5))

    assert not silence.hands_off(state).silent
    assert silence.hands_off(state).elapsed == 5


# Putting it together ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", list(Level))
def test_every_team_watches_before_one_watches_again(level):
    state = opened(level=level)
    teams = [watch.team for dark in state.darks for watch in dark.watches]

    assert set(teams[:4]) == set(TEAMS[: len(teams)])
    for dark in state.darks:
        assert len(set(dark.answer)) == len(dark.answer)
        assert set(dark.answer) < set(dark.pictures)


def test_the_row_is_right_when_every_team_told_its_own():
    state = until(opened(), SilencePhase.ASK)

    state = done(state, *(PlacePicture(one) for one in state.dark.answer), CheckRow())

    assert state.card == Card("right", state.dark.moment.because)
    assert state.score.rounds == 2


def test_the_last_picture_of_the_row_can_be_taken_back():
    state = until(opened(), SilencePhase.ASK)
    first = state.dark.pictures[0]

    assert done(state, PlacePicture(first), TakePicture()).row == ()
    with pytest.raises(IllegalAction):
        silence.apply(state, TakePicture())


def test_a_row_with_a_mistake_is_laid_anew_and_one_picture_falls_away():
    state = until(opened(), SilencePhase.ASK)
    wrong = wrong_row(state)

    assert wrong.card == Card("wrong", "Elk team zag iets anders.")
    assert wrong.row == ()
    assert set(silence.choices(state)) - set(silence.choices(wrong))
    assert set(state.dark.answer) <= set(silence.choices(wrong))


def test_with_the_second_hint_a_team_watches_again_in_silence():
    state = until(opened(), SilencePhase.ASK)
    with pytest.raises(IllegalAction, match="too_early"):
        silence.apply(state, LookAgain(1))

    state = done(state, Hint(), Hint(), LookAgain(1))
    assert state.phase is SilencePhase.WATCH
    state = done(state, Hush(), Advance(120))
    assert silence.picture_shown(state) == state.dark.answer[1]
    assert done(state, Advance(400)).phase is SilencePhase.ASK


def test_three_mistakes_and_the_board_helps():
    state = until(opened(), SilencePhase.ASK)
    for _ in range(3):
        state = done(wrong_row(state), GoOn())
    assert state.phase is SilencePhase.STUCK
    with pytest.raises(IllegalAction, match="only_together"):
        silence.apply(state, PlacePicture(state.dark.answer[0]))

    state = done(state, Together())

    assert silence.board_view(state).answer == state.dark.answer
    with pytest.raises(IllegalAction):
        silence.apply(state, PlacePicture(state.dark.answer[1]))


def test_a_hint_is_whispered_with_its_words():
    _, events = silence.apply(until(opened(), SilencePhase.ASK), Hint())

    assert events == (Hinted(1, "Eén prentje valt weg: dat zag niemand. Vraag elk team wat het zag."),)


def test_the_scene_ends_after_its_last_row():
    state = until(opened(level=Level.L1), SilencePhase.ASK)
    state = done(state, *(PlacePicture(one) for one in state.dark.answer), CheckRow())
    assert state.round == state.rounds == 1

    state, events = silence.apply(state, GoOn())

    assert silence.is_complete(state)
    assert SceneDone() in events


def test_a_show_without_anything_to_make_ready_begins_with_the_light():
    state = opened()
    scene = state.scene.model_copy(update={"steps": ()})

    assert silence.start(scene, state.setup).phase is SilencePhase.WATCH


def test_what_one_team_knows_is_its_own_pictures():
    state = until(opened(level=Level.L4), SilencePhase.ASK)

    known = [silence.known_to(state, team) for team in TEAMS]

    assert all(None in row for row in known)
    together = tuple(next(row[place] for row in known if row[place]) for place in range(6))
    assert together == state.dark.answer


def test_the_round_after_a_row_starts_afresh():
    state = until(opened(), SilencePhase.ASK)
    state = replace(state, mistakes=1, hint=1)
    state = done(state, *(PlacePicture(one) for one in state.dark.answer), CheckRow(), GoOn())

    assert (state.phase, state.round, state.mistakes, state.hint, state.row) == (SilencePhase.WATCH, 2, 0, 0, ())
