"""Everything that can be touched: in reach, large, apart, and with an action that the rules know."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.model import Level
from game.rules import run as rules
from game.rules.activity import Advance, IllegalAction
from game.rules.choices import ChoicesPhase, Reveal, SetCount
from game.rules.flies import FliesPhase
from game.rules.run import EnterScene, GoOn, StartPlay
from game.rules.seat import SeatPhase, SeatState
from game.rules.together import InputMode
from game.view import layout
from game.view.layout import REACH_HIGHEST, REACH_LOWEST, Rect
from game.view.slots import flies as flies_slots
from game.view.slots.seat import seats_directly
from game.view.touch import hit, slots
from tests.game.packs import EVERY, EVERY_KIND, LEVELS, PACK, a_pack, a_setup, seat_scene

WIDE = {
    "level": "L4",
    "rows": 8,
    "seats": 12,
    "balcony_rows": 3,
    "doors": True,
    "coats": 6,
    "tickets": 1,
}
LARGEST = a_pack(
    scenes=[seat_scene(places=[{**WIDE, "level": level} for level in LEVELS]), *EVERY.model_dump()["scenes"][1:]]
)
PACKS = {"small": EVERY, "large": LARGEST}
packs = st.sampled_from(sorted(PACKS))
setups = st.builds(
    a_setup,
    level=st.sampled_from(LEVELS),
    input=st.sampled_from(list(InputMode)),
    scenes=st.sampled_from([(), *((kind,) for kind in EVERY_KIND)]),
    seed=st.integers(0, 1000),
    calm=st.booleans(),
)
TEACHERS = ("corner",)
BESIDE = ("corner", "undo", "sou", "go-on", "seek", "reveal", "together")
READ = {"less", "more", "set", "tip", "nod", "mood"} | {
    "absent",
    "clue",
    "scene",
    "view",
    "plus",
    "answer",
    "decide",
    "hook",
    "door",
    "seat",
    "row",
    "pick",
    "send",
}


def walked(pack, setup, numbers):
    """Every state of a lesson with moves, slips and walks to a row."""
    run = rules.start(pack, setup)
    yield run
    for number in numbers:
        touched = [slot.action for slot in slots(run) if slot.action is not None]
        candidates = (*rules.moves(run), *rules.moves(run), *rules.slips(run), *touched)
        if not rules.moves(run) and rules.needs_ticks(run):
            candidates = (Advance(60),)
        if not candidates:
            return
        try:
            run, _ = rules.apply(run, candidates[number % len(candidates)])
        except IllegalAction:
            continue
        yield run


def walks_first(run):
    seeking = run.phase == "play" and isinstance(run.play, SeatState) and run.play.phase is SeatPhase.SEAT
    return seeking and not seats_directly(run.play)


lessons = st.lists(st.integers(0, 1000), min_size=20, max_size=70)


@settings(max_examples=60, deadline=None)
@given(packs, setups, lessons, st.integers(0, 1080), st.booleans())
def test_what_pupils_touch_is_in_reach_large_and_apart(pack, setup, lesson, reach, mirrored):
    line = min(max(reach, REACH_HIGHEST), REACH_LOWEST)
    for run in walked(PACKS[pack], setup, lesson):
        found = slots(run, reach, mirrored=mirrored)
        assert len({slot.id for slot in found}) == len(found)
        for slot in found:
            assert slot.rect.w >= layout.MIN_TARGET, slot
            assert slot.rect.h >= layout.MIN_TARGET, slot
            assert slot.rect.x >= 0, slot
            assert slot.rect.right <= layout.WIDTH, slot
            assert slot.rect.bottom <= layout.HEIGHT, slot
            assert slot.id in TEACHERS or slot.rect.y >= line, slot
        for one, other in combinations(found, 2):
            assert one.rect.distance(other.rect) >= layout.GAP, (one, other)


@settings(max_examples=30, deadline=None)
@given(packs, setups, lessons)
def test_every_move_of_the_class_can_be_touched(pack, setup, lesson):
    """Nothing is left to a key that the board doesn't have, except walking to the row of a big hall first."""
    for run in walked(PACKS[pack], setup, lesson):
        actions = {slot.action for slot in slots(run)}
        if walks_first(run):
            continue
        for move in rules.moves(run):
            assert move in actions, move


@settings(max_examples=30, deadline=None)
@given(setups, lessons)
def test_a_mirrored_board_has_the_same_slots_on_the_other_side(setup, lesson):
    for run in walked(EVERY, setup, lesson):
        for one, other in zip(slots(run), slots(run, mirrored=True), strict=True):
            assert (one.id, one.action) == (other.id, other.action)
            if one.id in BESIDE:
                assert one.rect == other.rect.mirrored()


@settings(max_examples=30, deadline=None)
@given(setups, lessons)
def test_left_to_right_stays_left_to_right_in_the_mirror(setup, lesson):
    """A left door is on the left for everybody, and numbers and letters are read in the same direction."""
    for run in walked(EVERY, setup, lesson):
        pairs = list(zip(slots(run), slots(run, mirrored=True), strict=True))
        for (one, one_there), (other, other_there) in combinations(pairs, 2):
            kinds = {one.id.partition(":")[0], other.id.partition(":")[0]}
            if len(kinds) == 1 and kinds <= READ:
                assert (one.rect.x < other.rect.x) == (one_there.rect.x < other_there.rect.x), (one, other)


def opened(kind, **setup):
    run = rules.start(PACK, a_setup(**setup))
    for action in (EnterScene(kind), StartPlay()):
        run, _ = rules.apply(run, action)
    return run


def until(run, phase):
    while run.play.phase is not phase:
        moves = rules.moves(run)
        run, _ = rules.apply(run, moves[0] if moves else Advance(30))
    return run


def by_id(run, **more):
    return {slot.id: slot for slot in slots(run, **more)}


def test_a_point_finds_the_slot_below_it():
    run = rules.start(PACK, a_setup())
    card = by_id(run)["scene:flies"]

    assert hit(slots(run), card.rect.centre) == card
    assert hit(slots(run), (card.rect.right, card.rect.y)) != card
    assert hit(slots(run), (960, 400)) is None


def test_a_small_hall_is_touched_seat_by_seat_and_a_big_one_row_by_row():
    small = until(opened("seat", level=Level.L2), SeatPhase.SEAT)
    assert "seat:stalls:1:1" in by_id(small)
    assert not [name for name in by_id(small) if name.startswith("row:")]

    big = until(opened("seat", level=Level.L4), SeatPhase.SEAT)
    assert not [name for name in by_id(big) if name.startswith("seat:")]
    walked_to, _ = rules.apply(big, by_id(big)["row:balcony:2"].action)
    assert len([name for name in by_id(walked_to) if name.startswith("seat:balcony:2:")]) == 12


def test_ropes_and_brakes_are_held_and_let_go():
    run = opened("flies", level=Level.L4)
    found = by_id(run)

    assert {f"rope:{n}" for n in range(1, 5)} | {f"brake:{n}" for n in range(1, 5)} <= found.keys()
    assert all(found[name].held for name in found if name.startswith(("rope", "brake")))


def test_the_handle_is_the_lower_end_of_the_rope():
    for ropes in (3, 4):
        for rope in range(1, ropes + 1):
            picture, handle = flies_slots.rope_picture(rope, ropes), flies_slots.rope_handle(rope, ropes)
            assert handle.x <= picture.x
            assert picture.right <= handle.right
            assert handle.y < picture.bottom <= handle.bottom


def test_the_stage_stays_free_of_ropes_and_holds_the_drop():
    for rope in range(1, 5):
        assert flies_slots.rope_column(rope, 4).distance(flies_slots.STAGE) >= 0
    assert flies_slots.STAGE.contains((flies_slots.DROP.x, flies_slots.DROP.y))
    assert flies_slots.STAGE.contains((flies_slots.STAGEHAND.right, flies_slots.STAGEHAND.bottom - 1))


@pytest.mark.parametrize("phase", [FliesPhase.BELOW, FliesPhase.READY])
def test_the_stagehand_and_the_word_now_can_be_touched(phase):
    below = a_pack(scenes=[PACK.scenes[1].model_dump()])
    run = rules.start(below, a_setup(scenes=("flies",), calm=True, level=Level.L4))
    for action in (EnterScene("flies"), StartPlay()):
        run, _ = rules.apply(run, action)
    run = until(run, phase)

    assert ("stagehand" if phase is FliesPhase.BELOW else "now") in by_id(run)


def test_an_option_that_was_tried_has_no_counter_any_more():
    run = until(opened("choices"), ChoicesPhase.VOTE)
    wrong = next(n for n, option in enumerate(run.play.dilemma.options) if option.verdict == "wrong")
    for action in (SetCount(wrong, 20), Reveal(), GoOn(), GoOn()):
        run, _ = rules.apply(run, action)

    assert f"plus:{wrong}" not in by_id(run)
    assert "plus:0" in by_id(run)


def test_only_the_teacher_presses_long():
    run = opened("seat")

    assert [slot.id for slot in slots(run) if slot.long] == ["corner"]


@pytest.mark.parametrize("count", range(1, 7))
def test_word_cards_are_apart_and_as_many_as_words(count):
    cards = layout.word_cards(count)

    assert len(cards) == count
    assert all(one.distance(other) >= layout.GAP for one, other in combinations(cards, 2))
    assert all(card.w >= 400 or count < 4 for card in cards)


def test_distance_is_the_gap_between_two_rectangles():
    assert Rect(0, 0, 10, 10).distance(Rect(30, 0, 10, 10)) == 20
    assert Rect(0, 0, 10, 10).distance(Rect(0, 15, 10, 10)) == 5
    assert Rect(0, 0, 10, 10).distance(Rect(5, 5, 10, 10)) < 0
