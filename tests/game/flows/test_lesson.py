"""A lesson from the curtain to "de zaal is klaar", through the real main loop."""

from typing import Any

import pygame
import pytest

from content.load import LoadedPack
from game.kinds import KINDS

LEVELS = ("L1", "L2", "L3", "L4")


def at_finale(klas: Any) -> Any:
    return lambda: klas.scene == "finale"


def in_the_house(klas: Any) -> Any:
    return lambda: klas.scene in ("house", "finale")


@pytest.mark.parametrize("level", LEVELS)
def test_a_class_plays_its_plan_with_fingers_to_the_finale(klas: Any, theatercode: LoadedPack, level: str) -> None:
    klas.open()
    klas.tap("play")
    assert klas.scene == "setup"
    klas.app.desk.wish(level=level, touch="latch", minutes=10)
    klas.tap("start")

    klas.play_on(klas.tap, at_finale(klas))

    assert klas.run.done == klas.run.plan


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_a_class_plays_every_scene_with_fingers_or_a_mouse(klas: Any, theatercode: LoadedPack, number: int) -> None:
    """Each kind once here, at a level and with an input of its own; the bot plays them all in every way."""
    scene = theatercode.pack.scenes[number]
    hand, touch = ((klas.tap, "latch"), (klas.click, "turns"), (klas.tap, "turns"))[number % 3]
    klas.begin(theatercode, level=LEVELS[number % len(LEVELS)], touch=touch, minutes=10)
    klas.app.desk.run.perform(enter(scene.id))
    klas.frames(2)

    klas.play_on(hand, in_the_house(klas))

    assert scene.id in klas.run.done


@pytest.mark.parametrize("touch", ["turns", "latch"])
def test_a_class_plays_with_nothing_but_a_mouse(klas: Any, theatercode: LoadedPack, touch: str) -> None:
    klas.begin(theatercode, level="L2", touch=touch, minutes=10)

    klas.play_on(klas.click, at_finale(klas))

    assert klas.run.done == klas.run.plan


def test_a_class_plays_from_the_keyboard_alone(klas: Any, theatercode: LoadedPack) -> None:
    klas.open(theatercode, level="L3", touch="keys", minutes=10)
    klas.key(pygame.K_RETURN)
    assert klas.scene == "house"

    def walk_to(target: str) -> None:
        """Move the focus there, as somebody at the desk does."""
        top = klas.app.desk.stack.top
        for _ in range(90):
            if top.look.focus == target:
                klas.key(pygame.K_RETURN)
                return
            klas.key(pygame.K_TAB)
        raise AssertionError(f"the keyboard can't reach {target}")

    klas.play_on(walk_to, at_finale(klas), most=900)

    assert klas.run.done == klas.run.plan


def test_several_fingers_hold_ropes_together(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", touch="multi", minutes=50)
    klas.app.desk.run.perform(enter("decorwissel"))
    klas.frames(2)
    klas.play_on(klas.tap, lambda: klas.run.phase == "play")
    slots = {slot.action: slot for slot in klas.activity.slots()}
    wanted = [slots[action] for action in moves(klas)]

    for number, slot in enumerate(wanted, start=1):
        klas.finger(pygame.FINGERDOWN, slot.rect.centre, number)
    klas.frames(8)

    assert len(klas.run.play.holds) == len(wanted) >= 3


def test_a_pause_takes_all_hands_off_the_ropes(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", touch="multi", minutes=50)
    klas.app.desk.run.perform(enter("decorwissel"))
    klas.play_on(klas.tap, lambda: klas.run.phase == "play")
    slots = {slot.action: slot for slot in klas.activity.slots()}
    klas.finger(pygame.FINGERDOWN, slots[moves(klas)[0]].rect.centre)
    klas.frames(8)
    assert klas.run.play.holds

    klas.key(pygame.K_p, "p")

    assert klas.run.play.holds == ()


def enter(scene: str) -> Any:
    from game.rules.run import EnterScene

    return EnterScene(scene)


def moves(klas: Any) -> Any:
    from game.rules import run as rules

    return rules.moves(klas.run)


def test_undo_takes_a_wrong_tap_back(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", touch="latch")
    klas.tap("go-on")
    klas.play_on(klas.tap, lambda: getattr(klas.run.play, "phase", "") == "hook")
    before = klas.run.play
    wrong = next(t.id for t in klas.targets() if t.id.startswith("hook:") and t.id != klas.good_move())

    klas.tap(wrong)
    klas.seconds(2)
    assert klas.run.phase == "because"
    if klas.scene == "whisper":
        klas.tap("ok")
    klas.tap("undo")

    assert klas.run.play == before


def test_a_refused_touch_changes_nothing_and_wobbles(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", touch="latch")
    klas.app.desk.run.perform(enter("wat-doe-jij"))
    klas.play_on(klas.tap, lambda: klas.run.phase == "play")
    before = klas.run

    klas.tap("reveal")

    assert klas.run == before
    assert "soft_no" in klas.app.desk.sounds.played


def test_the_class_pauses_and_goes_on(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode)
    klas.key(pygame.K_p, "p")
    assert klas.scene == "pause"
    klas.tap("on")
    assert klas.scene == "house"


def test_time_stands_still_in_a_pause(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode)
    klas.tap("go-on")
    tick = klas.lesson.tick
    klas.key(pygame.K_p, "p")
    ticked = klas.lesson.tick

    klas.seconds(5)

    assert klas.lesson.tick == ticked >= tick


def test_a_run_is_resumed_on_another_day(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", touch="latch")
    klas.tap("go-on")
    klas.play_on(klas.tap, lambda: klas.run.phase == "play")
    klas.tap(klas.good_move())
    stopped_at = klas.run
    klas.key(pygame.K_ESCAPE)
    assert klas.scene == "teacher"
    klas.tap("stop")
    klas.tap("yes")
    assert klas.scene == "title"

    another_day = type(klas)(klas.app.desk.folder.root)
    another_day.open()
    another_day.tap("resume")

    assert another_day.scene == "activity"
    assert another_day.run == stopped_at


def test_a_laptop_that_dies_costs_nothing(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", touch="latch")
    klas.tap("go-on")
    klas.play_on(klas.tap, lambda: klas.run.phase == "play")
    stopped_at = klas.run

    another_day = type(klas)(klas.app.desk.folder.root)
    another_day.open()
    another_day.tap("resume")

    assert another_day.run == stopped_at


def test_a_finished_run_is_not_offered_again(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, touch="latch", minutes=10)
    klas.play_on(klas.tap, at_finale(klas))
    klas.tap("again")

    assert klas.scene == "title"
    assert "resume" not in [target.id for target in klas.targets()]


def test_a_full_disk_is_said_and_the_lesson_goes_on(klas: Any, theatercode: LoadedPack) -> None:
    (klas.app.desk.folder.root / "runs").write_text("a file where the folder should be", "utf-8")

    klas.begin(theatercode, level="L2", touch="latch")
    klas.tap("go-on")

    assert "schijf" in klas.app.desk.notice
    assert klas.scene == "activity"


def test_the_teachers_bar_skips_jumps_and_changes_the_level(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2")
    klas.tap("go-on")
    klas.key(pygame.K_ESCAPE)
    klas.tap("skip")
    assert klas.scene == "house"
    assert len(klas.run.skipped) == 1

    klas.key(pygame.K_ESCAPE)
    klas.tap("more-level")
    klas.tap("on")
    assert klas.run.setup.level == "L3"

    klas.tap("go-on")
    klas.key(pygame.K_ESCAPE)
    klas.tap("jump")
    assert klas.scene == "house"


def test_a_locked_level_stays(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2")
    klas.key(pygame.K_ESCAPE)
    klas.tap("lock")

    assert not klas.target("more-level").enabled


def test_two_fingers_in_a_corner_open_the_teachers_bar_and_one_tap_does_not(
    klas: Any, theatercode: LoadedPack
) -> None:
    klas.begin(theatercode)
    klas.tap_at((1900, 20))
    assert klas.scene == "house"

    klas.finger(pygame.FINGERDOWN, (1900, 20), 1)
    klas.finger(pygame.FINGERDOWN, (1760, 60), 2)
    klas.frames(70)

    assert klas.scene == "teacher"


def test_stopping_asks_first(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode)
    klas.key(pygame.K_ESCAPE)
    klas.tap("stop")
    assert klas.scene == "ask"
    klas.tap("no")
    assert klas.scene == "teacher"
    assert klas.app.desk.run is not None


def test_one_finger_at_a_time_when_the_teacher_wants_it(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, touch="multi")
    klas.key(pygame.K_ESCAPE)
    klas.tap("single")

    assert klas.run.setup.input == "turns"


def test_a_recording_shows_the_same_lesson_again(klas: Any, theatercode: LoadedPack) -> None:
    from game.journal import read

    klas.begin(theatercode, level="L1", touch="latch", minutes=10)
    klas.play_on(klas.tap, at_finale(klas))
    recording = read(klas.lesson.session.journal.text)
    finished = klas.run

    again = type(klas)(klas.app.desk.folder.root / "elsewhere")
    again.app.open_replay(theatercode, recording)
    for _ in range(4000):
        if again.scene == "finale":
            break
        again.seconds(1)

    assert again.run == finished


def test_sou_whispers_after_the_card_was_read(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", touch="latch")
    klas.tap("go-on")
    klas.play_on(klas.tap, lambda: getattr(klas.run.play, "phase", "") == "hook")
    wrong = next(t.id for t in klas.targets() if t.id.startswith("hook:") and t.id != klas.good_move())

    klas.tap(wrong)
    klas.seconds(2)
    assert klas.scene == "activity"
    klas.tap("go-on")

    assert klas.scene == "whisper"


def test_every_hint_is_to_be_seen(klas: Any, theatercode: LoadedPack) -> None:
    for scene in ("decorwissel", "naar-je-stoel", "wat-doe-jij"):
        klas.begin(theatercode, level="L2", touch="latch", minutes=50)
        klas.lesson.perform(enter(scene))
        klas.play_on(klas.tap, lambda: klas.run.phase == "play")

        klas.tap("sou")

        assert klas.scene == "whisper", scene
