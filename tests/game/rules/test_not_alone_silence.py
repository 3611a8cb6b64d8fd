"""Nobody plays Ssst alone: what lit up in a corner is known to one team only. With its control."""

from dataclasses import replace
from itertools import permutations

import pytest

from content.model import Level
from game.rules import silence
from game.rules.activity import GoOn, IllegalAction, Together
from game.rules.silence import CheckRow, Dark, PlacePicture, SilencePhase, SilenceState, Watch, known_to
from game.rules.together import Team
from tests.game.packs import EVERY, a_play
from tests.game.rules.test_silence import done, until


def worlds() -> list[SilenceState]:
    """The same board after every possible darkness: two of six pictures were seen."""
    state = until(a_play(EVERY, "silence", level=Level.L1), SilencePhase.ASK)
    return [with_answer(state, answer) for answer in permutations(state.dark.pictures, 2)]


def with_answer(state: SilenceState, answer) -> SilenceState:
    watches = tuple(Watch(watch.team, one) for watch, one in zip(state.dark.watches, answer, strict=True))
    return replace(state, darks=(Dark(state.dark.moment, watches, state.dark.pictures),))


def guess(state: SilenceState, row) -> SilenceState:
    """What comes of laying this row; a picture that the hint took away can't be laid."""
    return done(state, *(PlacePicture(one) for one in row), CheckRow())


def seen(state: SilenceState) -> object:
    return silence.board_view(state)


def surely_found(states: list[SilenceState], tries: int) -> bool:
    """Whether a player who sees the board has a way to find the row in so many tries, whichever world it is."""
    if len(states) <= 1:
        return True
    if tries == 0:
        return False
    rows = permutations(silence.choices(states[0]), len(states[0].dark.watches))
    return any(_all_found(states, row, tries) for row in rows)


def _all_found(states: list[SilenceState], row, tries: int) -> bool:
    looks: dict[object, list[SilenceState]] = {}
    for state in states:
        after = guess(state, row)
        if after.phase is SilencePhase.SEEN:
            continue
        after = done(after, GoOn())
        if after.phase is SilencePhase.STUCK:
            return False
        looks.setdefault(str(seen(after)), []).append(after)
    return all(surely_found(same, tries - 1) for same in looks.values())


def test_the_board_looks_the_same_whatever_the_corners_showed():
    boards = [seen(state) for state in worlds()]

    assert len(boards) == 30
    assert all(board == boards[0] for board in boards)


def test_no_way_of_trying_finds_the_row_without_the_teams():
    assert not surely_found(worlds(), 3)


@pytest.mark.parametrize("team", [Team.A, Team.B, Team.C])
def test_nor_does_what_one_team_saw(team):
    """With its own picture in hand a team still doesn't find that of the other in three tries."""
    one = worlds()[0]
    alike = [state for state in worlds() if known_to(state, team) == known_to(one, team)]

    assert not surely_found(alike, 3)


def test_control_who_could_try_for_ever_would_find_it():
    """The law is about three tries and the teacher, not about a row that nobody could ever lay."""
    alike = [state for state in worlds() if known_to(state, Team.A) == known_to(worlds()[0], Team.A)]

    assert surely_found(alike[:2], 2)


def test_control_with_what_every_team_tells_the_class_lays_it_at_once():
    for state in worlds():
        told = [next(row[place] for row in (known_to(state, t) for t in Team) if row[place]) for place in (0, 1)]

        assert guess(state, told).phase is SilencePhase.SEEN


def test_only_the_teacher_goes_on_when_the_tries_are_over():
    state = worlds()[0]
    wrong = tuple(reversed(state.dark.answer))
    for _ in range(3):
        state = done(guess(state, wrong), GoOn())

    assert silence.moves(state) == (Together(),)
    for picture in state.dark.pictures:
        with pytest.raises(IllegalAction):
            silence.apply(state, PlacePicture(picture))


def test_no_light_goes_down_while_anybody_speaks():
    """The teacher's hand stands for the silence of all: without it nothing ever happens."""
    state = until(a_play(EVERY, "silence"), SilencePhase.WATCH)

    assert done(state, silence.Advance(100_000)) == state
