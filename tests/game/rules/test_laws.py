"""Laws that hold for every run, whatever pupils do."""

import json
from dataclasses import fields
from enum import StrEnum
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.model import PerformanceMode
from game.rules import codec
from game.rules import run as rules
from game.rules.activity import REASONS, Action, Advance, Hint, IllegalAction, VisitRound
from game.rules.applause import SIGNS
from game.rules.codec import ACTIONS, decode, encode, fingerprint
from game.rules.flies import FliesState, Grab, LetGo
from game.rules.run import Run, Stage
from game.rules.seat import SeatState
from game.rules.silence import PICTURES, SilenceState
from game.rules.together import InputMode
from game.session import Session
from tests.game.packs import EVERY, EVERY_KIND, LEVELS, PACK, a_setup

SMALL = st.integers(-1, 7)
FIELDS = {
    "ticks": st.integers(0, 700),
    "part": st.sampled_from(["rope", "brake", "row", "seat", "door", "coat", "floor", "nothing"]),
    "side": st.sampled_from(["left", "right"]),
    "floor": st.sampled_from(["stalls", "balcony"]),
    "scene": st.sampled_from([*EVERY_KIND, "nowhere"]),
    "team": st.sampled_from(list("ABCD")),
    "level": st.sampled_from([str(level) for level in LEVELS]),
    "mode": st.sampled_from([str(mode) for mode in InputMode]),
    "on": st.booleans(),
    "step": st.sampled_from(["gong", "deuren", "op-een-kier", "toestel", "nothing"]),
    "picture": st.sampled_from([*PICTURES, "nothing"]),
    "sign": st.sampled_from([*SIGNS, "nothing"]),
}
"""What a field may hold beside what its type says."""
BY_TYPE: dict[type, st.SearchStrategy[object]] = {bool: st.booleans(), str: st.sampled_from(["cue-1", "nothing"])}


def _of_kind(kind: str) -> st.SearchStrategy[Action]:
    hints = get_type_hints(ACTIONS[kind])
    names = [field.name for field in fields(ACTIONS[kind])]
    return st.fixed_dictionaries(
        {name: FIELDS[name] if name in FIELDS else _of_type(hints[name]) for name in names}
    ).map(lambda given: decode({"kind": kind, **given}))


def _of_type(hint: type) -> st.SearchStrategy[object]:
    return st.sampled_from([str(one) for one in hint]) if issubclass(hint, StrEnum) else BY_TYPE.get(hint, SMALL)


any_action = st.sampled_from(sorted(ACTIONS)).flatmap(_of_kind)
"""Any action at all, sensible or not."""

setups = st.builds(
    a_setup,
    level=st.sampled_from(LEVELS),
    input=st.sampled_from(list(InputMode)),
    scenes=st.sampled_from([(), *((kind,) for kind in EVERY_KIND)]),
    seed=st.integers(0, 2**32),
    class_size=st.integers(4, 30),
    timed=st.booleans(),
    calm=st.booleans(),
    minutes=st.sampled_from([10, 25, 50]),
    measure=st.booleans(),
    visit=st.sampled_from(list(VisitRound)),
    performance_mode=st.sampled_from(list(PerformanceMode)),
)

steps = st.lists(st.one_of(st.integers(0, 1000), st.integers(0, 1000), any_action), max_size=60)
"""A lesson: a number is something sensible or a pupil's slip, the rest is whatever a hand may do."""


def sensible(run: Run, number: int) -> Action | None:
    """What a class might do: mostly a move, sometimes a slip, and waiting when there is nothing else."""
    candidates = (*rules.moves(run), *rules.moves(run), *rules.slips(run))
    if rules.needs_ticks(run) and (not candidates or number % 5 == 0):
        return Advance(number)
    return candidates[number % len(candidates)] if candidates else None


def played(run: Run, lesson: list[int | Action]) -> Run:
    for step in lesson:
        action = sensible(run, step) if isinstance(step, int) else step
        if action is None:
            continue
        try:
            run, _ = rules.apply(run, action)
        except IllegalAction:
            continue
    return run


def refusal_of(run: Run, action: Action) -> str | None:
    try:
        rules.apply(run, action)
    except IllegalAction as refusal:
        return refusal.reason
    return None


def finished(run: Run) -> Run:
    """The run after a class that cooperates well from here on."""
    for _ in range(500):
        if rules.is_complete(run):
            break
        moves = rules.moves(run)
        assert moves or rules.needs_ticks(run), "the class is stuck"
        run, _ = rules.apply(run, moves[0] if moves else Advance(30))
    return run


@settings(max_examples=150, deadline=None)
@given(setups, steps)
def test_whatever_pupils_do_the_class_can_still_finish(setup, lesson):
    run = played(rules.start(EVERY, setup), lesson)

    assert rules.is_complete(finished(run))


@settings(max_examples=100, deadline=None)
@given(setups, steps, any_action)
def test_an_action_either_is_refused_with_a_known_reason_or_gives_a_new_state(setup, lesson, action):
    run = played(rules.start(EVERY, setup), lesson)
    before = fingerprint(run)

    reason = refusal_of(run, action)

    assert reason is None or reason in REASONS
    assert fingerprint(run) == before


@settings(max_examples=150, deadline=None)
@given(setups, steps, st.integers(0, 700), st.integers(0, 700))
def test_time_in_two_parts_is_time_in_one(setup, lesson, first, second):
    run = played(rules.start(EVERY, setup), lesson)

    once, events = rules.apply(run, Advance(first + second))
    half, earlier = rules.apply(run, Advance(first))
    twice, later = rules.apply(half, Advance(second))

    assert twice == once
    assert (*earlier, *later) == events


@settings(max_examples=100, deadline=None)
@given(setups, steps)
def test_moves_and_slips_are_always_legal(setup, lesson):
    run = played(rules.start(EVERY, setup), lesson)

    for action in (*rules.moves(run), *rules.slips(run)):
        rules.apply(run, action)


@settings(max_examples=100, deadline=None)
@given(setups, steps, any_action)
def test_undo_gives_back_the_state_before_the_step_with_hands_off_the_board(setup, lesson, action):
    session = Session(EVERY, setup)
    session.run = played(session.run, lesson)
    before = session.run
    if isinstance(action, Advance) or rules.is_contact(before, action):
        return
    try:
        session.perform(0, action)
    except IllegalAction:
        return

    changed = session.run != before
    assert session.undo(0) is changed
    assert session.run == (rules.hands_off(before) if changed else before)


@given(any_action)
def test_an_action_comes_back_from_its_json_the_same(action):
    assert decode(json.loads(json.dumps(encode(action)))) == action


@settings(max_examples=60, deadline=None)
@given(setups, steps)
def test_what_the_board_shows_never_tells_the_answer_before_the_class_does_it_together(setup, lesson):
    run = played(rules.start(EVERY, setup), lesson)
    board = rules.board_view(run)

    if run.stage is Stage.PLAY and isinstance(run.play, SeatState) and not run.play.shown:
        assert board.answer is None
    if run.stage is Stage.PLAY and isinstance(run.play, FliesState) and run.play.hint < 2:
        assert board.answer == ()
    if run.stage is Stage.PLAY and isinstance(run.play, SilenceState) and run.play.hint < 2 and not run.play.shown:
        assert board.answer == ()
    if run.stage is not Stage.PLAY:
        assert board is None


@settings(max_examples=40, deadline=None)
@given(setups)
def test_a_class_that_errs_never_sees_its_work_undone(setup):
    """Counts only grow: a slip costs a card, never a ticket, a piece or a door."""
    run = rules.start(EVERY, setup)
    rounds = 0
    for number in range(400):
        slips = rules.slips(run) if number % 3 == 0 else ()
        candidates = slips or rules.moves(run)
        if rules.is_complete(run):
            break
        run, _ = rules.apply(run, candidates[number % len(candidates)] if candidates else Advance(60))
        done = sum(result.score.rounds for result in run.results) + (run.play.score.rounds if run.play else 0)
        if run.stage is Stage.PLAY:
            assert done >= rounds
            rounds = done

    assert rules.is_complete(finished(run))


def test_a_finger_that_lifts_is_never_refused():
    session = Session(PACK, a_setup())

    assert session.perform(0, LetGo(1, "rope")) == ()


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_scene_can_be_entered_at_every_level(kind):
    for level in LEVELS:
        run = rules.start(EVERY, a_setup(level=level))
        run, _ = rules.apply(run, rules.EnterScene(kind))
        run, _ = rules.apply(run, rules.StartPlay())

        assert run.play.scene.kind == kind


def test_hands_on_the_board_are_no_steps_that_undo_walks_back_through():
    session = Session(PACK, a_setup(scenes=("flies",)))
    session.perform(0, rules.EnterScene("flies"))
    session.perform(0, rules.StartPlay())
    start = session.run
    first, second, _ = rules.moves(session.run)
    assert isinstance(first, Grab)
    assert isinstance(second, Grab)
    session.perform(10, first)
    session.perform(20, second)
    session.perform(30, LetGo(first.rope, first.part))

    session.undo(40)

    assert session.run == start


def test_after_undo_nobody_holds_who_may_have_let_go_meanwhile():
    session = Session(PACK, a_setup(scenes=("flies",)))
    for action in (rules.EnterScene("flies"), rules.StartPlay()):
        session.perform(0, action)
    session.perform(1, rules.moves(session.run)[0])
    session.perform(2, Hint())

    session.undo(3)

    assert session.run.play.holds == ()


@pytest.mark.parametrize("mode", [InputMode.LATCH, InputMode.TURNS, InputMode.KEYS])
def test_undo_takes_back_one_hand_where_a_tap_is_a_step(mode):
    session = Session(PACK, a_setup(scenes=("flies",), input=mode))
    for action in (rules.EnterScene("flies"), rules.StartPlay()):
        session.perform(0, action)
    session.perform(1, rules.moves(session.run)[0])
    one_hand = session.run
    session.perform(1, rules.moves(session.run)[0])

    session.undo(1)

    assert session.run == one_hand


def test_no_two_actions_have_the_same_name_in_a_journal():
    names = [action.kind for action in set(codec._ACTIONS)]

    assert sorted(names) == sorted(set(names)) == sorted(ACTIONS)
