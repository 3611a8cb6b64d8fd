"""The session: live play, undo, and the same run again from its journal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import journal
from game.journal import JournalRefused
from game.rules import run as rules
from game.rules.activity import Advance, GoOn, IllegalAction
from game.rules.flies import Counted
from game.rules.run import EnterScene, StartPlay
from game.rules.together import InputMode
from game.session import Session, resume
from tests.game.packs import LEVELS, PACK, a_setup

setups = st.builds(
    a_setup,
    level=st.sampled_from(LEVELS),
    input=st.sampled_from(list(InputMode)),
    seed=st.integers(0, 2**32),
    timed=st.booleans(),
    calm=st.booleans(),
)
frames = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 1000)), max_size=80)


def play_live(session: Session, lesson, *, frame: int = 1) -> None:
    """Play as the game's loop does: some ticks a frame, now and then an action, a slip or an undo."""
    tick = 0
    for wait, number in lesson:
        for _ in range(0, wait, frame):
            tick += frame
            session.advance(tick)
        if number % 11 == 0:
            session.undo(tick)
            continue
        candidates = (*rules.moves(session.run), *rules.slips(session.run))
        if candidates:
            session.perform(tick, candidates[number % len(candidates)])


@settings(max_examples=80, deadline=None)
@given(setups, frames)
def test_a_replay_from_the_journal_is_the_run_as_the_class_saw_it(setup, lesson):
    live = Session(PACK, setup)
    play_live(live, lesson)
    live.check()

    again = resume(PACK, setup.digest, journal.read(live.journal.text))

    assert again.run == live.run
    assert again.tick == live.tick
    assert again.can_undo == live.can_undo
    assert again.journal.text == live.journal.text


@settings(max_examples=40, deadline=None)
@given(setups, frames)
def test_a_resumed_run_undoes_what_the_first_half_did(setup, lesson):
    live = Session(PACK, setup)
    play_live(live, lesson)
    again = resume(PACK, setup.digest, journal.read(live.journal.text))

    while live.can_undo:
        assert live.undo(live.tick)
        assert again.undo(again.tick)
        assert again.run == live.run
    assert live.run == rules.start(PACK, setup)


@settings(max_examples=30, deadline=None)
@given(setups, frames, st.integers(1, 7))
def test_frames_of_any_length_give_the_same_run(setup, lesson, frame):
    lesson = [(wait - wait % (frame * 7), number) for wait, number in lesson]
    smooth, rough = Session(PACK, setup), Session(PACK, setup)

    play_live(smooth, lesson, frame=frame)
    play_live(rough, lesson, frame=frame * 7)

    assert rough.run == smooth.run


def test_a_refused_action_is_not_written_down_and_its_time_is_still_told():
    session = Session(PACK, a_setup(scenes=("flies",)))
    for action in (EnterScene("flies"), StartPlay()):
        session.perform(0, action)
    while moves := rules.moves(session.run):
        session.perform(0, moves[0])
    written = session.journal.text

    with pytest.raises(IllegalAction):
        session.perform(60, StartPlay())

    assert session.journal.text == written
    assert Counted(2) in session.advance(60)


def test_time_is_never_an_action_of_a_pupil():
    with pytest.raises(TypeError):
        Session(PACK, a_setup()).perform(0, Advance(60))


def test_a_clock_that_goes_back_stops_no_lesson():
    session = Session(PACK, a_setup())
    session.perform(100, GoOn())

    session.perform(50, GoOn())

    assert session.tick == 100


def test_there_is_nothing_to_undo_at_the_start():
    session = Session(PACK, a_setup())

    assert session.undo(0) is False
    assert session.journal.entries == []


def test_an_undo_is_written_down_and_can_be_followed_by_other_play():
    session = Session(PACK, a_setup())
    session.perform(5, EnterScene("seat"))
    session.undo(6)
    session.perform(7, EnterScene("choices"))

    again = resume(PACK, "d" * 64, journal.read(session.journal.text))

    assert again.run.scene_id == "choices"


def test_a_run_of_another_pack_is_refused_with_a_clear_reason():
    session = Session(PACK, a_setup())

    with pytest.raises(JournalRefused, match="andere versie van het pakket 'proef'") as refusal:
        resume(PACK, "e" * 64, journal.read(session.journal.text))
    assert refusal.value.reason == "other_pack"


def test_a_run_that_ends_otherwise_than_its_fingerprint_is_found_out():
    session = Session(PACK, a_setup())
    session.perform(0, GoOn())
    session.check()
    changed = session.journal.text.replace(b'"class_size":20', b'"class_size":21')

    with pytest.raises(JournalRefused) as refusal:
        resume(PACK, "d" * 64, journal.read(changed))
    assert refusal.value.reason == "differs"


def test_an_action_that_does_not_fit_the_rules_names_its_line():
    session = Session(PACK, a_setup())
    data = session.journal.text + b'{"t":1,"do":{"kind":"reveal"}}\n'

    with pytest.raises(JournalRefused, match="Regel 2") as refusal:
        resume(PACK, "d" * 64, journal.read(data))
    assert refusal.value.reason == "damaged"
