"""Nobody finishes a scene alone. Each law has its control: the same player with the class does finish."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.load import complete, load_pack, shipped
from content.model import Level, SeatScene
from game.rules import choices, flies, seat
from game.rules import run as rules
from game.rules.activity import Advance, GoOn, IllegalAction, Together
from game.rules.choices import ChoicesPhase, Reveal, SetAbsent, SetCount
from game.rules.flies import FliesPhase, FliesState, Grab, LetGo
from game.rules.run import EnterScene, StartPlay
from game.rules.seat import SeatPhase, SeatState, Sit, Ticket, places
from game.rules.together import InputMode
from tests.game.packs import PACK, a_play, a_setup


def opened(kind: str, **setup):
    """The state of a scene that was just entered."""
    run = rules.start(PACK, a_setup(**setup))
    for action in (EnterScene(kind), StartPlay()):
        run, _ = rules.apply(run, action)
    return run.play


# Scene 1: the ticket is known to the class only ----------------------------------------------------------------


def worlds() -> list[SeatState]:
    """The same board with every possible ticket: two rows of five seats."""
    state = opened("seat", level=Level.L1)
    return [replace(state, tickets=(Ticket(place, None, None), *state.tickets[1:])) for place in places(state.plan)]


def listened(state: SeatState) -> SeatState:
    """The clues were opened behind the back of the pupil, who then turns to the board."""
    while state.phase is SeatPhase.CLUES:
        state, _ = seat.apply(state, seat.moves(state)[0])
    return state


def tried(state: SeatState, guesses) -> list[object]:
    """What a player who only guesses gets to see, until the first seat is found or the tries are over."""
    seen = []
    state = listened(state)
    for place in guesses:
        state, _ = seat.apply(state, Sit(place.floor, place.row, place.seat))
        if state.phase is SeatPhase.FOUND:
            return [*seen, "found"]
        state, _ = seat.apply(state, GoOn())
        seen.append(seat.board_view(state))
        if state.phase is SeatPhase.STUCK:
            return [*seen, "stuck"]
        state = listened(state)
    return seen


def test_the_board_looks_the_same_whatever_the_ticket_says():
    boards = [seat.board_view(state) for state in worlds()]
    turned = [seat.board_view(listened(state)) for state in worlds()]

    assert all(board == boards[0] for board in boards)
    assert all(board == turned[0] for board in turned)


def test_whatever_a_pupil_guesses_there_is_a_ticket_that_is_never_found():
    every_place = places(worlds()[0].plan)

    for guesses in permutations(every_place, 3):
        outcomes = [tried(state, guesses)[-1] for state in worlds()]
        assert "stuck" in outcomes


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("pack_id", shipped())
def test_at_every_level_no_team_alone_knows_the_seat(pack_id, level):
    pack = complete(load_pack(pack_id)).pack
    scene = next(one for one in pack.scenes if isinstance(one, SeatScene))
    for state in (a_play(pack, scene.id, level=level, seed=seed) for seed in range(10)):
        clues = seat.parts(state.plan)
        for told in (replace(state, round=number) for number in range(len(state.tickets))):
            teams = {seat.owner(told, part) for part in clues}
            assert len(teams) >= 2
            for team in teams:
                own = [part for part in clues if seat.owner(told, part) is team]
                assert len(seats_that_fit(told, own)) > 1
            assert seats_that_fit(told, clues) == [told.ticket.place], "control: all teams together know it"


def seats_that_fit(state: SeatState, clues) -> list[seat.Place]:
    """The seats that whoever hears only these clues can't tell apart."""
    known = [seat.clue(state, part) for part in clues]
    fit = []
    for place in places(state.plan):
        door = seat.door_of(place) if state.plan.doors else None
        other = replace(state, tickets=(Ticket(place, door, state.ticket.hook),), round=0)
        if [seat.clue(other, part) for part in clues] == known:
            fit.append(place)
    return fit


def test_two_tickets_that_look_the_same_all_along_want_different_seats():
    first, second, third, *_ = worlds()
    wrong = third.ticket.place

    assert tried(first, [wrong]) == tried(second, [wrong])
    assert first.ticket != second.ticket


def test_control_with_the_words_of_the_class_the_same_pupil_finds_every_seat():
    for state in worlds():
        row, number = ord(seat.clue(state, "row")) - ord("A") + 1, int(seat.clue(state, "seat"))
        found, _ = seat.apply(listened(state), Sit(seat.Floor.STALLS, row, number))
        assert found.phase is SeatPhase.FOUND


def test_only_the_teacher_goes_on_when_the_tries_are_over():
    state = worlds()[0]
    for place in places(state.plan)[1:4]:
        state, _ = seat.apply(listened(state), Sit(place.floor, place.row, place.seat))
        state, _ = seat.apply(state, GoOn())

    assert state.phase is SeatPhase.STUCK
    assert seat.moves(state) == (Together(),)
    for place in places(state.plan):
        with pytest.raises(IllegalAction):
            seat.apply(state, Sit(place.floor, place.row, place.seat))


# Scene 4: three hands or more at the same moment -----------------------------------------------------------------

zones = st.tuples(st.integers(1, 4), st.sampled_from(["rope", "brake"]))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(Level)),
    st.integers(0, 50),
    st.lists(st.one_of(zones, st.integers(1, 300)), max_size=40),
)
def test_two_hands_never_make_a_piece_fly(level, seed, doings):
    state: FliesState = opened("flies", level=level, seed=seed, input=InputMode.MULTI)
    for doing in doings:
        if state.card is not None:
            state, _ = flies.apply(state, GoOn())
        if isinstance(doing, int):
            state, _ = flies.apply(state, Advance(doing))
            continue
        if len(state.holds) == 2:
            state, _ = flies.apply(state, LetGo(state.holds[0].zone.rope, state.holds[0].zone.part))
        try:
            state, _ = flies.apply(state, Grab(*doing))
        except IllegalAction:
            continue
        assert state.phase in (FliesPhase.HANDS, FliesPhase.STUCK)

    assert state.score.rounds == 0


@pytest.mark.parametrize("level", list(Level))
def test_control_one_hand_more_and_the_class_counts(level):
    state: FliesState = opened("flies", level=level, input=InputMode.MULTI)
    assert len(flies.required(state)) >= 3

    for grab in flies.moves(state):
        assert state.phase is FliesPhase.HANDS
        state, _ = flies.apply(state, grab)

    assert state.phase in (FliesPhase.COUNT, FliesPhase.BELOW)


def test_on_a_board_with_one_finger_the_game_says_whose_turn_it_is():
    state: FliesState = opened("flies", level=Level.L3, input=InputMode.TURNS)
    first, *others = flies.required(state)

    for zone in others:
        with pytest.raises(IllegalAction, match="not_your_turn"):
            flies.apply(state, Grab(zone.rope, zone.part))
    state, _ = flies.apply(state, Grab(first.rope, first.part))
    assert flies.turn(state) is others[0].team


# Scene 10: four votes, and agreement -----------------------------------------------------------------------------


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(lambda counts: sum(counts) < 4))
def test_fewer_than_four_votes_open_no_door(votes):
    state = opened("choices", class_size=4)
    for option, count in enumerate(votes):
        state, _ = choices.apply(state, SetCount(option, count))

    with pytest.raises(IllegalAction):
        choices.apply(state, Reveal())
    with pytest.raises(IllegalAction, match="too_few"):
        choices.apply(state, SetAbsent(1))


def test_control_four_votes_that_agree_do():
    state = opened("choices", class_size=4)
    state, _ = choices.apply(state, SetCount(0, 4))

    state, _ = choices.apply(state, Reveal())

    assert state.phase is ChoicesPhase.CONSEQUENCE


def test_one_who_disagrees_in_a_class_of_four_must_be_convinced_first():
    state = opened("choices", class_size=4)
    for option, count in ((0, 3), (1, 1)):
        state, _ = choices.apply(state, SetCount(option, count))

    state, _ = choices.apply(state, Reveal())

    assert state.phase is ChoicesPhase.CONVINCE
