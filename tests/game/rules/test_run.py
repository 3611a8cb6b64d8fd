"""The whole run: the plan, the rhythm of a scene, what was missed, and the teacher's freedom."""

import pytest

from content.model import Level
from game.rules import recall
from game.rules import run as rules
from game.rules.activity import GoOn, Hint, IllegalAction, Together
from game.rules.flies import FliesState, Grab
from game.rules.recall import Answer
from game.rules.run import (
    BECAUSE,
    EnterScene,
    FinaleReached,
    GoHome,
    NothingToPlay,
    RecallStarted,
    SeatLit,
    SetCalm,
    SetClassSize,
    SetInput,
    SetLevel,
    SkipScene,
    Stage,
    StartPlay,
    WordLit,
    missed_concepts,
)
from game.rules.together import InputMode
from tests.game.packs import PACK, a_pack, a_setup, an_item, choices_scene, flies_scene, seat_scene


def started(pack=PACK, **setup):
    return rules.start(pack, a_setup(**setup))


def done(run, *actions):
    for action in actions:
        run, _ = rules.apply(run, action)
    return run


def until(run, *stages, slips=0):
    """The run after a class that errs `slips` times and is otherwise right, until one of the stages."""
    for _ in range(500):
        if run.stage in stages:
            return run
        wrong = rules.slips(run) if slips and run.stage is Stage.PLAY else ()
        slips -= bool(wrong)
        moves = wrong or rules.moves(run)
        run = done(run, moves[0] if moves else rules.Advance(60))
    raise AssertionError("no end")


# The plan --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "plan"),
    [
        (8, ("seat", "choices")),
        (10, ("seat", "flies", "choices")),
        (25, ("seat", "flies", "choices")),
        (16, ("seat", "flies", "choices")),
        (1, ("choices",)),
    ],
)
def test_the_plan_takes_what_is_needed_most_in_the_order_of_the_pack(minutes, plan):
    assert started(minutes=minutes).plan == plan


def test_the_teacher_may_choose_the_scenes_and_their_order():
    assert started(minutes=10, scenes=("choices", "seat", "choices")).plan == ("choices", "seat")


def test_a_scene_that_does_not_offer_the_level_is_left_out():
    words = {level: ["rij", "cue", "gsm"] for level in (Level.L3, Level.L4)}
    pack = a_pack(scenes=[seat_scene(words=words), flies_scene()])

    assert started(pack, level=Level.L1).plan == ("flies",)


def test_a_pack_without_a_scene_for_the_level_says_so():
    pack = a_pack(scenes=[seat_scene(words={Level.L4: ["rij"]})])

    with pytest.raises(NothingToPlay):
        started(pack, level=Level.L1)


@pytest.mark.parametrize("size", [3, 31])
def test_a_class_has_four_to_thirty_pupils(size):
    with pytest.raises(ValueError, match="class_size"):
        a_setup(class_size=size)


# The rhythm ------------------------------------------------------------------------------------------------------


def test_words_come_into_the_light_one_by_one_and_then_the_play_begins():
    run, events = rules.apply(started(), EnterScene("seat"))
    assert WordLit("rij") in events
    lit = ["rij"]
    while run.stage is Stage.WORDS:
        run, events = rules.apply(run, GoOn())
        lit += [event.concept for event in events if isinstance(event, WordLit)]

    assert lit == ["rij", "stoelnummer", "vestiaire", "cue"]
    assert run.phase == "play"


def test_after_play_and_recall_a_seat_lights_up_and_the_house_comes_back():
    run = until(done(started(), GoOn()), Stage.RECALL)
    while run.stage is Stage.RECALL:
        run = done(run, Answer(recall.good(run.recall)))
        assert run.phase == BECAUSE
        run, events = rules.apply(run, GoOn())

    assert SeatLit("zaal", 1) in events
    run = done(run, GoOn())
    assert (run.stage, run.lit, run.done) == (Stage.HOUSE, ("zaal",), ("seat",))
    assert rules.next_scene(run) == "flies"


def test_when_every_scene_was_played_the_house_is_ready():
    run = until(started(), Stage.FINALE)

    assert run.lit == ("zaal", "toneeltoren", "foyer")
    assert rules.is_complete(run)
    assert rules.moves(run) == ()
    assert done(run, GoHome()).stage is Stage.HOUSE


def test_a_card_is_shown_for_right_and_wrong_alike():
    run = until(started(scenes=("flies",)), Stage.PLAY)

    wrong = done(run, rules.slips(run)[0])

    assert wrong.phase == BECAUSE
    assert wrong.card is not None
    assert done(wrong, GoOn()).phase == "play"


# Recall ----------------------------------------------------------------------------------------------------------


def at_recall(**setup):
    return until(started(scenes=("seat",), **setup), Stage.RECALL)


def test_a_wrong_answer_gives_a_hint_and_another_try():
    run = at_recall()
    wrong = rules.slips(run)[0]

    run = done(run, wrong)

    assert run.card.verdict == "wrong"
    run = done(run, GoOn())
    assert (run.stage, run.recall.hint) == (Stage.RECALL, 1)
    with pytest.raises(IllegalAction, match="tried"):
        done(run, wrong)


def test_the_right_answer_is_not_always_the_first():
    places = {recall.good(at_recall(seed=seed).recall) for seed in range(20)}

    assert places == {0, 1, 2}


def test_when_hints_are_used_up_the_class_answers_together():
    run = at_recall()
    with pytest.raises(IllegalAction, match="too_early"):
        done(run, Together())

    run = done(run, Hint(), Hint(), Together())

    assert run.recall.shown
    run = done(run, Answer(recall.good(run.recall)), GoOn())
    assert run.asked[-1].first_try is False


def test_what_was_missed_comes_back_as_the_recall_of_a_later_scene():
    run = until(started(level=Level.L2), Stage.PLAY)
    while run.stage is Stage.PLAY:
        wrong = rules.slips(run) if run.play.mistakes == 0 else ()
        run = done(run, (wrong or rules.moves(run))[0])
    assert run.recall.again is False
    run = done(run, SkipScene())
    assert "rij" in missed_concepts(run) or "stoelnummer" in missed_concepts(run)

    run = until(run, Stage.PLAY)
    run = until(run, Stage.RECALL)

    assert run.recall.again is True
    assert set(run.recall.item.concepts) <= {"rij", "stoelnummer"}


def test_what_is_right_at_the_second_asking_is_no_longer_missed():
    run = until(started(level=Level.L2, seed=3), Stage.FINALE, slips=1)

    assert set(missed_concepts(run)) <= {count.id for count in rules.concept_counts(run)}
    for count in rules.concept_counts(run):
        assert 0 <= count.first_try <= count.asked


def test_a_scene_without_an_item_for_the_level_goes_straight_to_its_seat():
    pack = a_pack(scenes=[seat_scene()], items=[an_item("rij-1", "rij", levels=["L4"])])

    run = until(started(pack), Stage.PLAY)

    assert until(run, Stage.RECALL, Stage.SEAT).stage is Stage.SEAT


def test_a_recall_item_tells_that_it_comes_back():
    run = until(started(), Stage.PLAY, slips=0)
    while True:
        moves = rules.moves(run)
        run, events = rules.apply(run, moves[0])
        if run.stage is not Stage.PLAY:
            break

    assert [(event.item[:-2], event.again) for event in events if isinstance(event, RecallStarted)] == [
        ("cue", False)
    ]


# The teacher's freedom ---------------------------------------------------------------------------------------------


def test_a_scene_can_be_skipped_and_entered_later_all_the_same():
    run = done(started(), GoOn(), SkipScene())
    assert (run.stage, run.skipped, run.done) == (Stage.HOUSE, ("seat",), ())
    assert rules.next_scene(run) == "flies"

    run = until(done(run, EnterScene("seat")), Stage.SEAT)

    assert (run.skipped, run.done) == ((), ("seat",))


def test_skipping_everything_ends_the_run():
    run = started()
    for _ in range(3):
        run, events = rules.apply(done(run, GoOn()), SkipScene())

    assert FinaleReached() in events


def test_the_teacher_jumps_from_scene_to_scene_and_back_home():
    run = until(started(), Stage.PLAY)

    run = done(run, EnterScene("choices"))
    assert (run.scene_id, run.stage) == ("choices", Stage.WORDS)
    run = done(run, GoHome())

    assert (run.stage, run.skipped, run.done) == (Stage.HOUSE, (), ())


def test_a_scene_that_does_not_exist_is_refused():
    with pytest.raises(IllegalAction, match="unknown_scene"):
        done(started(), EnterScene("kelder"))


def test_the_level_changes_between_scenes_only():
    run = done(started(), SetLevel(Level.L4), GoOn(), StartPlay())
    assert run.play.plan.level is Level.L4

    with pytest.raises(IllegalAction, match="between_scenes"):
        done(run, SetLevel(Level.L1))
    with pytest.raises(IllegalAction, match="between_scenes"):
        done(run, SetClassSize(10))


def test_the_input_mode_changes_in_the_middle_of_a_scene_and_hands_come_off():
    run = until(started(scenes=("flies",)), Stage.PLAY)
    run = done(run, rules.moves(run)[0])
    assert isinstance(run.play, FliesState)
    assert run.play.holds

    run = done(run, SetInput(InputMode.TURNS), SetCalm(on=True))

    assert run.play.holds == ()
    assert (run.play.setup.input, run.play.setup.calm) == (InputMode.TURNS, True)


def test_a_scene_played_again_draws_something_else():
    run = until(started(level=Level.L4), Stage.PLAY)
    first = run.play.tickets
    run = done(run, GoHome(), EnterScene("seat"), StartPlay())

    assert run.play.tickets != first


def test_the_same_seed_draws_the_same_and_another_seed_something_else():
    def tickets(seed):
        return until(started(level=Level.L4, seed=seed), Stage.PLAY).play.tickets

    assert tickets(7) == tickets(7)
    assert len({tickets(seed) for seed in range(8)}) > 4


def test_actions_of_another_scene_are_refused():
    run = until(started(scenes=("choices",)), Stage.PLAY)

    with pytest.raises(IllegalAction, match="not_now"):
        done(run, Grab(1, "rope"))


def test_a_scene_without_known_words_starts_at_once():
    pack = a_pack(scenes=[choices_scene(words={"L2": ["onbekend"]})])

    assert done(started(pack), GoOn()).stage is Stage.PLAY


# Met before ------------------------------------------------------------------------------------------------------


def test_a_class_knows_the_words_of_earlier_scenes_and_of_an_earlier_lesson():
    first = started(minutes=50)
    assert first.met_before == frozenset()

    entered = done(first, EnterScene(first.plan[0]))
    words = {concept.id for concept in entered.words}
    assert not words & entered.met_before, "they are lit now for the first time"
    home = done(until(entered, Stage.PLAY), SkipScene(), GoHome())
    second = started(minutes=50, played=(first.plan[0], "a-scene-of-another-pack"))

    assert home.met_before == second.met_before == words
