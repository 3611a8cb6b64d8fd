"""Scene 4: ropes and brakes, the stagehand below, the countdown."""

import pytest

from content.load import complete, load_pack, shipped
from content.model import FliesScene, Level, SceneChange
from game.rules import flies
from game.rules import run as rules
from game.rules.activity import Advance, GoOn, IllegalAction, SceneDone, Together, Whispered
from game.rules.flies import (
    COUNT_TICKS,
    AllHeld,
    CallFree,
    Counted,
    CountStopped,
    Flew,
    FliesPhase,
    Grab,
    LetGo,
    Now,
    Wobbled,
    required,
)
from game.rules.together import LATCH_TICKS, InputMode, held
from tests.game.packs import PACK, a_change, a_pack, a_play, a_setup, flies_scene


def opened(pack=PACK, **setup):
    run = rules.start(pack, a_setup(**setup))
    for action in (rules.EnterScene("flies"), rules.StartPlay()):
        run, _ = rules.apply(run, action)
    return run.play


def with_changes(*changes, **setup):
    scene = flies_scene(changes=list(changes), rounds={level: len(changes) for level in Level})
    return opened(a_pack(scenes=[scene]), **setup)


def done(state, *actions):
    for action in actions:
        state, _ = flies.apply(state, action)
    return state


def all_hold(state):
    while state.phase is FliesPhase.HANDS:
        state = done(state, flies.moves(state)[0])
    return state


def flown(state):
    """The state at the next cue, or at the end, after a class that does everything right."""
    was = state.round
    while state.round == was and not flies.is_complete(state):
        moves = flies.moves(state)
        state = done(state, moves[0] if moves else Advance(60))
    return state


MOON = {"op": (["maan"], []), "af": ([], ["maan"])}
NIGHT = a_change("nacht", ["maan"], ["bos"])


@pytest.mark.parametrize(("level", "ropes"), [(Level.L1, 3), (Level.L4, 4)])
def test_every_team_holds_its_rope_or_its_brake(level, ropes):
    state = opened(level=level)

    assert [zone.rope for zone in required(state)] == list(range(1, ropes + 1))
    moving = {state.ropes[zone.rope - 1] for zone in required(state) if zone.part == "rope"}
    assert moving == {*flies.moving(state.change, state.stage)}


def on_stage(story: tuple[SceneChange, ...], now: int) -> set[str]:
    """The stage before change `now`, piece by piece: the last change that moved it, or else the next one, tells."""
    pieces = {slug for change in story for slug in (*change.down, *change.up)}
    before = {slug: [slug in one.down for one in story[:now] if slug in (*one.down, *one.up)] for slug in pieces}
    after = {slug: [slug in one.up for one in story[now:] if slug in (*one.down, *one.up)] for slug in pieces}
    return {slug for slug in pieces if (before[slug][-1] if before[slug] else after[slug][0])}


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("pack_id", shipped())
def test_the_stage_of_every_change_is_what_the_story_left(pack_id, level):
    pack = complete(load_pack(pack_id)).pack
    scene = next(one for one in pack.scenes if isinstance(one, FliesScene))
    story = tuple(change for change in scene.changes if level in change.levels)
    seen = set()
    for seed in range(40):
        state = a_play(pack, scene.id, seed=seed, level=level)
        while not flies.is_complete(state):
            change = state.change
            seen.add(change.id)
            assert state.stage == on_stage(story, story.index(change))
            assert not state.stage.intersection(change.down), "what comes down hangs out of sight before"
            assert state.stage.issuperset(change.up), "what goes up hangs on the stage before"
            assert set(flies.moving(change, state.stage)) == {*change.down, *change.up}
            state = flown(state)
    assert seen == {change.id for change in story}


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("pack_id", shipped())
def test_what_stays_on_the_stage_hangs_on_a_rope_that_can_be_chosen_wrongly(pack_id, level):
    pack = complete(load_pack(pack_id)).pack
    scene = next(one for one in pack.scenes if isinstance(one, FliesScene))
    for seed in range(20):
        state = a_play(pack, scene.id, seed=seed, level=level)
        while not flies.is_complete(state):
            stays = state.stage.difference(state.change.up)
            free = len(state.ropes) - len(flies.moving(state.change, state.stage))
            assert len(stays.intersection(state.ropes)) == min(len(stays), free)
            assert len(set(state.ropes)) == len(state.ropes)
            state = flown(state)


def test_a_piece_that_came_down_long_ago_still_hangs_there():
    changes = [
        a_change("bos", ["bos"], []),
        *(a_change(f"{n}-{way}", *pieces) for n in range(9) for way, pieces in MOON.items()),
    ]
    scene = flies_scene(changes=changes, rounds=dict.fromkeys(Level, 1))
    runs = [opened(a_pack(scenes=[scene]), seed=seed) for seed in range(20)]

    later = [state for state in runs if state.change.id != "bos"]
    assert later
    assert all("bos" in state.stage and "bos" in state.ropes for state in later)


def test_what_goes_up_hangs_down_at_the_start():
    assert with_changes(NIGHT).stage == {"bos"}


def test_all_hold_and_the_class_counts_three_two_one():
    state = with_changes(NIGHT)
    *first, last = flies.moves(state)
    state = done(state, *first)

    state, started = flies.apply(state, last)
    state, counted = flies.apply(state, Advance(COUNT_TICKS))

    assert AllHeld() in started
    assert [event.number for event in (*started, *counted) if isinstance(event, Counted)] == [3, 2, 1]
    assert Flew(("maan",), ("bos",)) in counted
    assert state.stage == {"maan"}
    assert state.card is not None
    assert state.card.verdict == "right"


def test_who_lets_go_stops_the_count_and_the_piece_waits():
    state = done(all_hold(with_changes(NIGHT)), Advance(COUNT_TICKS - 1))
    zone = required(state)[0]

    state, events = flies.apply(state, LetGo(zone.rope, zone.part))

    assert CountStopped() in events
    assert Whispered("Want released.") in events
    assert (state.phase, state.stage, state.mistakes) == (FliesPhase.HANDS, {"bos"}, 0)
    state = done(state, Grab(zone.rope, zone.part), Advance(COUNT_TICKS - 1))
    assert state.stage == {"bos"}
    assert done(state, Advance(1)).stage == {"maan"}


def test_the_wrong_rope_wobbles_and_tells_why():
    state = with_changes(NIGHT)
    idle = next(zone for zone in required(state) if zone.part == "brake")

    state, events = flies.apply(state, Grab(idle.rope, "rope"))

    assert Wobbled(idle.rope) in events
    assert state.card is not None
    assert state.card.text == "Want wrong_rope."
    assert held(state.holds) == frozenset()


def test_who_brakes_a_piece_that_must_move_hears_that_too():
    state = with_changes(NIGHT)
    moving = next(zone for zone in required(state) if zone.part == "rope")

    state = done(state, Grab(moving.rope, "brake"))

    assert state.card is not None
    assert state.card.text == "Want held."


def test_nothing_moves_while_somebody_stands_below():
    state = all_hold(with_changes(a_change("nacht", ["maan"], ["bos"], someone_below=True)))
    assert state.phase is FliesPhase.BELOW
    assert done(state, Advance(10_000)).stage == {"bos"}

    state = done(state, CallFree())

    assert state.phase is FliesPhase.COUNT
    assert done(state, Advance(COUNT_TICKS)).stage == {"maan"}


def test_the_class_may_call_free_before_it_takes_hold():
    state = with_changes(a_change("nacht", ["maan"], ["bos"], someone_below=True))

    assert all_hold(done(state, CallFree())).phase is FliesPhase.COUNT


def test_calling_free_is_refused_when_nobody_is_there():
    with pytest.raises(IllegalAction, match="not_now"):
        done(with_changes(NIGHT), CallFree())


@pytest.mark.parametrize("setup", [{"input": InputMode.TURNS}, {"calm": True}])
def test_in_calm_and_in_turns_the_stage_manager_says_now(setup):
    state = all_hold(with_changes(NIGHT, **setup))

    assert state.phase is FliesPhase.READY
    assert done(state, Advance(100)).stage == {"bos"}
    assert done(state, Now()).stage == {"maan"}


def test_now_over_somebodys_head_is_explained():
    below = a_change("nacht", ["maan"], ["bos"], someone_below=True)
    state = done(all_hold(with_changes(below, calm=True)), Now())

    assert state.card is not None
    assert state.card.text == "Want below."
    assert state.stage == {"bos"}


@pytest.mark.parametrize("mode", [InputMode.LATCH, InputMode.KEYS])
def test_two_fingers_are_enough_where_taps_stay_held(mode):
    state = with_changes(NIGHT, input=mode)
    first, *others = flies.moves(state)

    state = done(state, first, LetGo(first.rope, first.part), Advance(LATCH_TICKS - 10), *others)

    assert state.phase is FliesPhase.COUNT
    assert done(state, Advance(COUNT_TICKS)).stage == {"maan"}


def test_a_latched_hand_slips_off_in_time():
    state = with_changes(NIGHT, input=InputMode.LATCH)
    first, *others = flies.moves(state)

    state = done(state, first, Advance(LATCH_TICKS), *others)

    assert state.phase is FliesPhase.HANDS
    assert [(grab.rope, grab.part) for grab in flies.moves(state)] == [(first.rope, first.part)]


def test_the_board_tells_the_ropes_only_after_hint_two():
    state = with_changes(NIGHT)
    for _ in range(3):
        state = done(state, flies.slips(state)[0])
        shown = flies.board_view(state).answer
        assert bool(shown) == (state.hint == 2)
        state = done(state, GoOn())

    assert state.phase is FliesPhase.STUCK
    with pytest.raises(IllegalAction, match="only_together"):
        done(state, Grab(1, "rope"))
    state = all_hold(done(state, Together()))
    state = done(state, Advance(COUNT_TICKS))
    assert (state.score.first_try, state.score.together) == (0, 1)


def test_the_pieces_of_every_change_hang_on_a_rope():
    for seed in range(30):
        state = opened(seed=seed, level=Level.L4)
        while not flies.is_complete(state):
            moving = set(flies.moving(state.change, state.stage))
            assert moving <= set(state.ropes)
            assert len(set(state.ropes)) == len(state.ropes)
            moves = flies.moves(state)
            state = done(state, moves[0] if moves else Advance(60))


def test_the_last_change_ends_the_scene():
    state = done(all_hold(with_changes(NIGHT)), Advance(COUNT_TICKS))

    state, events = flies.apply(state, GoOn())

    assert SceneDone() in events
    assert flies.is_complete(state)


def test_a_new_cue_starts_without_hints_and_mistakes():
    state = with_changes(NIGHT, a_change("dag", ["bos"], ["maan"], someone_below=True))
    state = done(state, flies.slips(state)[0], GoOn())
    state = done(all_hold(state), Advance(COUNT_TICKS))

    state = done(state, GoOn())

    assert (state.hint, state.mistakes, state.freed, state.holds) == (0, 0, False, ())
    assert flies.someone_below(state)
