"""Tipje van de sluier and Lichtplan on the real board: every question and every light, at every level."""

import functools
from typing import Any

import pytest

from content.load import LoadedPack, complete, load_pack
from content.model import PerformanceMode
from content.model.lights import STEP_MAX
from game.rules import lights, veil
from game.rules import run as rules
from game.rules.activity import VisitRound, changed
from game.rules.lights import LightsPhase
from game.rules.run import EnterScene, Stage
from game.rules.together import TEAMS
from game.rules.veil import VeilPhase
from game.view.boards.lights import LightsBoard, _lamps
from game.view.boards.veil import VeilBoard
from game.view.touch import slots
from tests.game.flows.playing import assert_a_scene_can_be_read_and_reached, entered, settled

LEVELS = ("L1", "L2", "L3", "L4")
PACKS = ("theatercode", "vuurtoren")
SCENES = ("tipje-van-de-sluier", "lichtplan")


@functools.cache
def a_pack(name: str) -> LoadedPack:
    return complete(load_pack(name))


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(
    ("level", "touch", "mirrored"),
    [("L1", "turns", False), ("L2", "multi", True), ("L3", "turns", True), ("L4", "multi", False)],
)
def test_everything_can_be_read_and_reached(klas: Any, scene: str, level: str, touch: str, mirrored: bool) -> None:
    entered(klas, a_pack("vuurtoren"), scene, level=level, touch=touch, reach=596, mirrored=mirrored)

    assert_a_scene_can_be_read_and_reached(klas, seed=2)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", PACKS)
def test_every_question_and_every_guess_of_the_veil_can_be_read(klas: Any, name: str, level: str) -> None:
    entered(klas, a_pack(name), "tipje-van-de-sluier", level=level, touch="keys", reach=596)
    state, view = klas.run.play, klas.activity.view()
    canvas = klas.app.desk.screen.canvas()

    for visit in VisitRound:
        setup = changed(state.setup, visit=visit)
        assert len(veil.asked(state.scene, setup)) >= len(TEAMS)
        every = (veil.asked(state.scene, changed(setup, performance_mode=mode)) for mode in PerformanceMode)
        questions = tuple({question.id: question for asked in every for question in asked}.values())
        for question in questions:
            moments = [(VeilPhase.ASK, 0), *((VeilPhase.AGREE, choice) for choice in range(len(question.guesses)))]
            for phase, choice in moments:
                shown = changed(state, setup=setup, questions=(question,) * 6, phase=phase, choice=choice)
                run = changed(klas.run, play=shown)
                VeilBoard().paint(canvas, run, changed(view, slots=slots(run, 596)))
        guesses = tuple((question, label) for question in questions for label in range(len(question.guesses)))
        for first in range(0, len(guesses), 6):
            some = guesses[first : first + 6]
            wall = changed(
                state,
                setup=setup,
                questions=tuple(question for question, _ in some),
                labels=tuple(label for _, label in some),
                phase=VeilPhase.WALL,
            )
            VeilBoard().paint(canvas, changed(klas.run, play=wall), view)

    assert canvas.type.unfit == []
    assert canvas.pictures.missing == set()


def of_another_day(klas: Any, pack: LoadedPack, **wishes: Any) -> None:
    """The same class at school again, after the visit."""
    klas.lesson.stop()
    klas.open(pack, minutes=50, **wishes)
    klas.tap("visit")
    klas.tap("start")


@pytest.mark.parametrize("level", ["L1", "L4"])
def test_what_a_class_expected_hangs_there_again_after_the_visit(klas: Any, level: str) -> None:
    pack = a_pack("vuurtoren")
    entered(klas, pack, "tipje-van-de-sluier", level=level, touch="turns", calm=True)
    klas.play_on(klas.tap, lambda: klas.run.stage is not Stage.PLAY)

    of_another_day(klas, pack, level=level, touch="turns", calm=True)
    klas.lesson.perform(EnterScene("tipje-van-de-sluier"))
    klas.lesson.perform(rules.StartPlay())
    settled(klas)
    asked = klas.run.play.questions
    klas.play_on(klas.tap, lambda: klas.run.stage is not Stage.PLAY)

    assert any(question.foretold for question in asked)
    assert klas.app.desk.screen.type.unfit == []
    assert klas.app.desk.screen.pictures.missing == set()


def test_another_class_is_not_asked_for_what_this_one_expected(klas: Any) -> None:
    pack = a_pack("vuurtoren")
    entered(klas, pack, "tipje-van-de-sluier", level="L2", touch="turns", calm=True)
    klas.play_on(klas.tap, lambda: klas.run.stage is not Stage.PLAY)

    of_another_day(klas, pack, level="L2", pupils=19)

    assert klas.run.setup.foretold == ()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", PACKS)
def test_every_moment_and_every_mood_of_the_light_can_be_read(klas: Any, name: str, level: str) -> None:
    entered(klas, a_pack(name), "lichtplan", level=level, touch="turns", reach=596)
    state, view = klas.run.play, klas.activity.view()
    canvas = klas.app.desk.screen.canvas()

    moments = [moment for moment in state.scene.moments if level in moment.levels]
    assert len(moments) >= 3
    for moment in moments:
        every = [(phase, 0, 0) for phase in LightsPhase if phase is not LightsPhase.SET]
        every += [(LightsPhase.SET, goal, ready) for goal in range(len(moment.moods)) for ready in range(4)]
        for phase, goal, ready in every:
            given = changed(
                state,
                moment=moment,
                phase=phase,
                goal=goal,
                counts=(30,) * len(moment.moods),
                ready=tuple(team < ready for team in range(4)),
                hint=2,
            )
            run = changed(klas.run, play=given)
            LightsBoard().paint(canvas, run, changed(view, slots=slots(run, 596)))

    assert canvas.type.unfit == []
    assert canvas.pictures.missing == set()


def test_the_light_follows_what_is_undone(klas: Any) -> None:
    entered(klas, a_pack("theatercode"), "lichtplan", level="L2", touch="turns")
    while klas.run.play.phase is not LightsPhase.SET:
        klas.lesson.perform(rules.moves(klas.run)[0])
    settled(klas)
    motion = klas.app.desk.motion
    before = motion.light_level(("lamp", 0), -1.0)
    by = 1 if klas.run.play.values[0] < STEP_MAX else -1
    klas.lesson.perform(lights.Slide(TEAMS[0], by))
    for _ in range(3):
        settled(klas)
    assert motion.light_level(("lamp", 0), -1.0) != before

    klas.lesson.undo()
    for _ in range(3):
        settled(klas)

    assert motion.light_level(("lamp", 0), -1.0) == before


def test_a_darker_lamp_makes_a_darker_stage_and_the_spot_stays_bright(klas: Any) -> None:
    klas.open()
    bright, dark = _lamps(0.25, 8, 16, 8), _lamps(0.25, 8, 0, 8)
    w, h = bright.get_size()
    corner, spot = (w // 20, h // 2), (w // 2, h * 3 // 4)

    assert sum(dark.get_at(corner)[:3]) < sum(bright.get_at(corner)[:3]) / 3
    assert sum(dark.get_at(spot)[:3]) > 2 * sum(dark.get_at(corner)[:3])


def test_cold_light_is_bluer_and_warm_light_is_redder(klas: Any) -> None:
    klas.open()
    cold, warm = (_lamps(0.25, warmth, 16, 0).get_at((300, 60)) for warmth in (0, 16))

    assert cold[2] > cold[0]
    assert warm[0] > warm[2]
