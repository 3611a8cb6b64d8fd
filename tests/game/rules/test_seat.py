"""Scene 1: clues, hooks, doors, seats, and what happens when the class misunderstands."""

from dataclasses import replace

import pytest

from content.load import complete, load_pack, shipped
from content.model import Level, SeatScene
from game.rules import run as rules
from game.rules import seat
from game.rules.activity import Advance, GoOn, Hint, Hinted, IllegalAction, RoundDone, SceneDone, Together
from game.rules.seat import (
    CLUE_TICKS,
    CloseClue,
    EnterDoor,
    Floor,
    HangCoat,
    OpenClue,
    Place,
    SeatPhase,
    SeatTaken,
    Seek,
    Side,
    Sit,
    Walk,
    hinted_places,
    owner,
    parts,
)
from game.rules.together import Team
from tests.game.packs import PACK, a_setup


def opened(level: Level = Level.L4, **setup):
    run = rules.start(PACK, a_setup(level=level, **setup))
    for action in (rules.EnterScene("seat"), rules.StartPlay()):
        run, _ = rules.apply(run, action)
    return run.play


def done(state, *actions):
    for action in actions:
        state, _ = seat.apply(state, action)
    return state


def until(state, *phases):
    """The state after a class that does everything right until one of the phases."""
    while state.phase not in phases:
        state = done(state, seat.moves(state)[0])
    return state


def wrong_seat(state):
    return seat.slips(state)[0]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.L1, ("row", "seat")),
        (Level.L2, ("row", "seat")),
        (Level.L3, ("coat", "door", "row", "seat")),
        (Level.L4, ("coat", "door", "floor", "row", "seat")),
    ],
)
def test_the_plan_of_the_level_decides_which_clues_there_are(level, expected):
    assert parts(opened(level).plan) == expected


def test_who_cannot_read_yet_gets_pictures_for_the_row_and_the_seat():
    plan, place = opened(Level.L1).plan, Place(Floor.STALLS, 2, 4)

    assert (seat.sign_of(plan, "row", place), seat.sign_of(plan, "seat", place)) == ("pear", "boat")
    assert {*seat.SIGNS}.isdisjoint(seat.ROW_SIGNS)
    assert seat.sign_of(opened(Level.L2).plan, "row", place) is None


@pytest.mark.parametrize("pack_id", shipped())
def test_where_seats_have_pictures_nothing_must_be_read(pack_id):
    scenes = [scene for scene in complete(load_pack(pack_id)).pack.scenes if isinstance(scene, SeatScene)]
    plans = [plan for scene in scenes for plan in scene.places if plan.signs]

    assert [plan.level for plan in plans] == [Level.L1]
    for plan in plans:
        assert parts(plan) == ("row", "seat")
        for place in seat.places(plan):
            assert seat.sign_of(plan, "row", place)
            assert seat.sign_of(plan, "seat", place)


def test_the_pupil_may_not_turn_round_before_all_clues_were_told():
    state = opened(Level.L2)
    with pytest.raises(IllegalAction, match="listen_first"):
        done(state, OpenClue("row"), Seek())

    assert done(state, OpenClue("row"), OpenClue("seat"), Seek()).phase is SeatPhase.SEAT


def test_one_clue_is_open_at_a_time_and_closes_when_the_pupil_turns_round():
    state = done(opened(Level.L2), OpenClue("row"))
    assert state.open == "row"
    state = done(state, OpenClue("seat"))
    assert state.open == "seat"
    assert done(state, CloseClue()).open is None
    assert done(state, Seek()).open is None


def test_a_clue_stays_open_as_long_as_the_class_needs():
    state = done(opened(), OpenClue("row"))

    assert not seat.needs_ticks(state)
    assert done(state, Advance(100_000)).open == "row"


def test_with_the_timer_on_a_clue_closes_after_six_seconds():
    state = done(opened(timed=True), OpenClue("row"))

    assert done(state, Advance(CLUE_TICKS - 1)).open == "row"
    assert done(state, Advance(CLUE_TICKS)).open is None


def test_the_teams_take_turns_with_the_clues():
    state = opened(Level.L3)
    assert [owner(state, part) for part in parts(state.plan)] == list(Team)
    later = replace(state, round=1)
    assert [owner(later, part) for part in parts(state.plan)] == [Team.B, Team.C, Team.D, Team.A]


def test_first_the_coat_then_the_door_then_the_seat():
    state = until(opened(), SeatPhase.HOOK)
    with pytest.raises(IllegalAction, match="not_now"):
        done(state, Sit(Floor.STALLS, 1, 1))
    state = done(state, HangCoat(state.ticket.hook))
    assert state.phase is SeatPhase.DOOR
    state = done(state, EnterDoor(state.ticket.door))
    assert state.phase is SeatPhase.SEAT


def test_odd_seats_enter_left_and_even_seats_right():
    assert seat.door_of(Place(Floor.STALLS, 1, 3)) is Side.LEFT
    assert seat.door_of(Place(Floor.BALCONY, 1, 4)) is Side.RIGHT


def test_somebody_sits_on_a_wrong_seat_and_the_class_tells_that_clue_again():
    state = until(opened(Level.L2), SeatPhase.SEAT)
    target = state.ticket.place
    other_row = target.row % state.plan.rows + 1

    state, events = seat.apply(state, Sit(target.floor, other_row, target.seat))

    assert SeatTaken(target.floor, other_row, target.seat, "row") in events
    assert state.card is not None
    assert (state.card.verdict, state.card.text) == ("wrong", "Want row.")
    state = done(state, GoOn())
    assert (state.phase, state.needed) == (SeatPhase.CLUES, ("row",))
    assert done(state, OpenClue("row"), Seek()).phase is SeatPhase.SEAT


def test_a_wrong_seat_keeps_the_coat_on_its_hook():
    state = until(opened(), SeatPhase.SEAT)

    state = until(done(state, wrong_seat(state), GoOn()), SeatPhase.HOOK, SeatPhase.DOOR, SeatPhase.SEAT)

    assert state.phase is SeatPhase.SEAT


def test_hints_come_with_mistakes_and_narrow_to_the_row_and_then_the_seat():
    state = until(opened(Level.L2), SeatPhase.SEAT)
    assert hinted_places(state) == frozenset()

    state, events = seat.apply(state, wrong_seat(state))
    assert Hinted(1) in events
    assert {place.row for place in hinted_places(state)} == {state.ticket.place.row}
    assert len(hinted_places(state)) == state.plan.seats

    state = until(done(state, GoOn()), SeatPhase.SEAT)
    state = done(state, wrong_seat(state))
    assert hinted_places(state) == {state.ticket.place}


def test_after_three_mistakes_only_doing_it_together_goes_on_and_the_board_shows_the_seat():
    state = opened(Level.L2)
    for _ in range(3):
        state = until(state, SeatPhase.SEAT)
        state = done(state, wrong_seat(state), GoOn())
    assert state.phase is SeatPhase.STUCK
    with pytest.raises(IllegalAction, match="only_together"):
        done(state, OpenClue("row"))

    state = done(state, Together())

    assert seat.board_view(state).answer == state.ticket
    state = until(state, SeatPhase.FOUND)
    assert (state.score.rounds, state.score.first_try, state.score.together) == (1, 0, 1)


def test_a_class_may_ask_for_hints_but_not_for_the_answer():
    state = opened(Level.L2)
    with pytest.raises(IllegalAction, match="too_early"):
        done(state, Together())
    state = done(state, Hint(), Hint())
    with pytest.raises(IllegalAction, match="no_hint_left"):
        done(state, Hint())
    assert state.score.hints == 2


def test_a_seat_that_was_found_before_is_no_mistake():
    state = until(opened(Level.L2), SeatPhase.FOUND)
    place = state.found[0]
    state = until(done(state, GoOn()), SeatPhase.SEAT)

    with pytest.raises(IllegalAction, match="occupied"):
        done(state, Sit(place.floor, place.row, place.seat))


def test_a_lost_coat_does_not_make_the_row_a_missed_concept():
    state = until(opened(), SeatPhase.HOOK)
    state = until(done(state, seat.slips(state)[0], GoOn()), SeatPhase.FOUND)

    asked = {one.concept: one.first_try for one in state.score.asked}

    assert asked["vestiaire"] is False
    assert asked["rij"] is True
    assert state.score.first_try == 0


def test_walking_to_a_row_helps_where_the_plan_is_too_big_to_touch():
    state = until(opened(), SeatPhase.SEAT)

    state = done(state, Walk(Floor.BALCONY, 2))

    assert state.aisle == (Floor.BALCONY, 2)
    with pytest.raises(IllegalAction, match="not_there"):
        done(state, Walk(Floor.BALCONY, 3))


def test_every_ticket_has_another_seat_and_the_last_one_ends_the_scene():
    state = opened()
    assert len({ticket.place for ticket in state.tickets}) == 3
    state = until(state, SeatPhase.FOUND)
    assert state.score.first_try == 1
    while state.round < 2:
        state = until(done(state, GoOn()), SeatPhase.FOUND)

    state, events = seat.apply(state, GoOn())

    assert SceneDone() in events
    assert seat.is_complete(state)
    assert len(state.found) == 3


def test_the_card_must_be_read_before_anything_else():
    state = until(opened(Level.L2), SeatPhase.SEAT)
    state, events = seat.apply(state, seat.moves(state)[0])

    assert RoundDone(True) in events
    with pytest.raises(IllegalAction, match="card"):
        done(state, OpenClue("row"))


def test_a_new_ticket_starts_without_hints_and_mistakes():
    state = until(opened(Level.L2), SeatPhase.SEAT)
    state = until(done(state, wrong_seat(state), GoOn()), SeatPhase.FOUND)

    state = done(state, GoOn())

    assert (state.hint, state.mistakes, state.misheard, state.settled) == (0, 0, (), ())


# The house's own hall ---------------------------------------------------------------------------------------------


def in_the_house(**venue):
    pack = PACK.model_validate(PACK.model_dump(mode="json") | {"venue": {"name": "De Lantaarn"} | venue})
    run = rules.start(pack, a_setup(level=Level.L4))
    for action in (rules.EnterScene("seat"), rules.StartPlay()):
        run, _ = rules.apply(run, action)
    return run.play


def test_a_house_that_told_its_hall_is_played_in_that_hall():
    hall = {"level": "L4", "rows": 7, "seats": 9, "doors": True, "coats": 3, "tickets": 2}

    assert (in_the_house(hall=[hall]).plan.rows, in_the_house(hall=[hall]).plan.seats) == (7, 9)
    assert in_the_house(hall=[hall | {"level": "L1"}]).plan.rows == 6


def test_where_coats_may_stay_on_nobody_looks_for_a_hook():
    state = in_the_house(coats_compulsory=False)

    assert "coat" not in parts(state.plan)
    assert state.ticket.hook is None
    assert "coat" in parts(in_the_house().plan)
