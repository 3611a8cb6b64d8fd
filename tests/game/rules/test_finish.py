"""De zaal is klaar: readers, a clue, and a team that has not seen the question."""

from dataclasses import replace

import pytest

from content.model import Item, Level
from game.rules import finish
from game.rules.activity import GoOn, Hint, IllegalAction, SceneSetup, Together
from game.rules.chance import Stream
from game.rules.finish import FinishPhase, FinishState, GiveClue, Light, PassOn, SeatShines, SeatStaysDark
from game.rules.together import Team
from tests.game.packs import PACK, a_pack, a_setup, an_item, an_option, finish_scene

SCENE = PACK.model_validate(PACK.model_dump() | {"scenes": [finish_scene()]}).scenes[0]


def a_scene_setup(**fields) -> SceneSetup:
    run = a_setup()
    known = {
        "pack": PACK,
        "level": Level.L2,
        "class_size": 20,
        "input": run.input,
        "performance_mode": run.performance_mode,
        "stream": Stream(5),
    }
    return SceneSetup(**(known | fields))


def started(**fields) -> FinishState:
    return finish.start(SCENE, a_scene_setup(**fields))


def done(state, *actions):
    for action in actions:
        state, _ = finish.apply(state, action)
    return state


def wrong(state) -> Light:
    return next(action for action in finish.slips(state) if isinstance(action, Light))


def to_the_end(state):
    steps = 0
    while not finish.is_complete(state):
        state = done(state, finish.moves(state)[0])
        steps += 1
        assert steps < 500
    return state


@pytest.mark.parametrize(("level", "seats"), [(Level.L1, 4), (Level.L2, 5), (Level.L3, 6), (Level.L4, 8)])
def test_a_hall_has_the_seats_of_its_level_each_with_a_question_of_its_own(level, seats):
    state = started(level=level)

    assert len(state.seats) == seats
    assert len({seat.item.id for seat in state.seats}) == seats


def test_a_short_lesson_has_fewer_seats_and_what_is_due_makes_more():
    assert len(started(minutes=10).seats) == 3
    assert len(started(due=("rij", "cue", "stilte", "rij", "cue", "stilte", "stoelnummer")).seats) == 7


def test_what_is_due_comes_first_and_then_what_went_wrong():
    state = started(due=("cue", "cue"), missed=("stilte",))

    assert [seat.concept for seat in state.seats[:3]] == ["cue", "cue", "stilte"]


def test_readers_give_a_clue_and_another_team_lights_the_seat():
    state = started()
    assert (state.phase, state.readers, state.answerers) == (FinishPhase.READ, Team.A, Team.B)

    state = done(state, GiveClue())
    state, events = finish.apply(state, Light(finish.good(state)))

    assert SeatShines(0) in events
    assert state.lit == (0,)
    assert state.card.verdict == "right"
    state = done(state, GoOn())
    assert (state.number, state.readers, state.answerers) == (1, Team.B, Team.C)


def test_a_seat_goes_round_the_other_teams_for_another_clue_and_costs_nothing():
    state = done(started(), GiveClue())
    asked = []
    for _ in range(3):
        asked.append(state.answerers)
        state = done(state, PassOn())
        assert state.phase is FinishPhase.READ
        state = done(state, GiveClue())

    assert asked == [Team.B, Team.C, Team.D]
    assert state.answerers is Team.B
    assert state.readers is Team.A
    assert done(state, Light(finish.good(state))).score.first_try == 1


def test_a_dark_seat_comes_back_at_the_end_with_a_hint():
    state = done(started(), GiveClue())
    state, events = finish.apply(state, wrong(state))
    assert SeatStaysDark(0) in events
    assert state.card.verdict == "wrong"

    state = done(state, GoOn())
    assert state.number == 1
    assert state.queue[-1] == 0
    while state.number != 0:
        state = done(state, finish.moves(state)[0])

    assert (state.hint, state.mistakes, state.tried) == (1, 1, ())
    state = to_the_end(state)
    assert state.score.rounds == 5
    assert state.score.first_try == 4


def test_after_three_times_dark_the_class_does_it_together():
    state = started(minutes=10)
    for _ in range(3):
        while state.number != 0 or state.phase is not FinishPhase.ANSWER:
            state = done(state, finish.moves(state)[0])
        state = done(state, wrong(state), GoOn())
    while state.number != 0:
        state = done(state, finish.moves(state)[0])
    assert state.phase is FinishPhase.STUCK
    with pytest.raises(IllegalAction, match="only_together"):
        done(state, GiveClue())

    state = done(state, Together())

    assert finish.board_view(state).answer == finish.good(state)
    assert to_the_end(state).lit[-1] == 0


def test_sou_gives_two_hints_and_no_more():
    state = done(started(), Hint(), Hint())

    assert finish.hint_text(state) == state.seat.item.hint2
    with pytest.raises(IllegalAction, match="no_hint_left"):
        done(state, Hint())


@pytest.mark.parametrize("action", [Light(0), PassOn()])
def test_nobody_answers_while_the_question_is_read(action):
    with pytest.raises(IllegalAction, match="not_now"):
        done(started(), action)


def test_a_pack_without_questions_for_the_level_does_not_offer_the_scene():
    pack = a_pack(items=[an_item("rij-1", "rij", levels=["L4"])])

    assert not finish.offers(SCENE, a_scene_setup(pack=pack))
    assert finish.offers(SCENE, a_scene_setup(pack=pack, level=Level.L4))


# Nobody does it alone -------------------------------------------------------------------------------------------


def worlds() -> tuple[FinishState, ...]:
    """The same answers on the board, and another question behind them: another one is right."""
    texts = ("vestiaire", "balkon", "foyer")
    items = [
        Item.model_validate(
            an_item(
                f"waar-{right}",
                "rij",
                prompt=f"Vraag {right}",
                options=[an_option(text, "right" if n == right else "wrong") for n, text in enumerate(texts)],
            )
        )
        for right in range(3)
    ]
    state = started()
    seats = [replace(state.seats[0], item=item, order=(0, 1, 2)) for item in items]
    return tuple(done(replace(state, seats=(seat, *state.seats[1:])), GiveClue()) for seat in seats)


def test_the_board_of_who_answers_is_the_same_whatever_the_question_was():
    boards = [finish.board_view(state) for state in worlds()]

    assert boards[0] == boards[1] == boards[2]


def test_whatever_is_chosen_without_the_clue_is_wrong_in_some_world_and_with_it_right_in_all():
    for place in range(3):
        assert {done(state, Light(place)).card.verdict for state in worlds()} == {"right", "wrong"}
    assert {done(state, Light(finish.good(state))).card.verdict for state in worlds()} == {"right"}
