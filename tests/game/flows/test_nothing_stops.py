"""What happens to a board in a class does not stop the lesson: through the real main loop."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from content import load
from content.load import LoadedPack, complete, load_pack
from game.app import App
from game.input.pointers import LOST_TICKS
from game.rules import run as rules
from game.rules.run import EnterScene, Stage
from game.saved import Folder
from game.scenes.pause import Pause
from game.view import theatre
from game.view.pictures import catalogue
from game.view.quality import LADDER

PLACES = [(x, y) for x in range(100, 1900, 230) for y in range(500, 1080, 120)]


@pytest.fixture
def playing(klas: Any, theatercode: LoadedPack) -> Any:
    """A class at the ropes."""
    klas.begin(theatercode, level="L2", minutes=50, touch="multi")
    klas.lesson.perform(EnterScene("decorwissel"))
    klas.lesson.perform(rules.StartPlay())
    klas.seconds(4)
    return klas


@pytest.fixture
def on_a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the shipped packs, on something that can be pulled out."""
    stick = tmp_path / "packs"
    shutil.copytree(load.SHIPPED, stick)
    monkeypatch.setattr(load, "SHIPPED", stick)
    load._shipped.cache_clear()
    yield stick
    load._shipped.cache_clear()


def goes_on(klas: Any) -> bool:
    """Whether the board still answers: a pause can be opened and closed."""
    klas.key(pygame.K_p, "p")
    opened = klas.scene == "pause"
    klas.key(pygame.K_p, "p")
    klas.key(pygame.K_RETURN)
    return opened and klas.app.desk.open


def post(kind: int, **fields: Any) -> None:
    pygame.event.post(pygame.event.Event(kind, **fields))


def test_a_laptop_that_was_closed_for_hours_goes_on_where_it_was(playing: Any) -> None:
    theatre.close_curtain(playing.app.desk.motion)
    playing.frames(3)
    before = playing.lesson.tick

    playing._now_s += 5 * 3600
    playing.frames()

    assert playing.lesson.tick - before <= 20
    assert goes_on(playing)


def test_a_clock_that_goes_back_stops_nothing(playing: Any) -> None:
    playing._now_s -= 7200
    playing.frames(2)

    assert goes_on(playing)


def test_a_minimised_window_paints_nothing_and_comes_back(playing: Any) -> None:
    post(pygame.WINDOWMINIMIZED)
    hidden = [playing.frames() for _ in range(40)]
    post(pygame.WINDOWRESTORED)
    playing.app.desk.motion.go(theatre.CURTAIN, 1, 0, 1.0)
    back = [playing.frames() for _ in range(20)]

    assert not any(hidden)
    assert any(back)
    assert goes_on(playing)


def test_a_window_that_is_dragged_larger_is_drawn_anew_when_it_rests(playing: Any) -> None:
    screens = set()
    for step in range(40):
        size = (960 + 4 * step, 540 + 3 * step)
        pygame.display.set_mode(size)
        post(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])
        playing.frames()
        screens.add(playing.app.desk.screen)
    playing.seconds(1)

    assert playing.app.desk.screen.size == (1116, 657)
    assert len(screens) <= 4
    assert goes_on(playing)


def test_a_moved_window_needs_nothing(playing: Any) -> None:
    post(pygame.WINDOWMOVED, x=30, y=40)
    post(pygame.VIDEOEXPOSE)
    playing.frames()

    assert goes_on(playing)


def test_a_screen_that_goes_away_is_opened_again(playing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*rects: Any) -> None:
        monkeypatch.undo()
        raise pygame.error("Display Surface quit")

    monkeypatch.setattr(pygame.display, "update", gone)
    before = playing.app.desk.screen
    playing.app.desk.stack.push(Pause(playing.app.desk))
    playing.frames(8)
    playing.app.desk.stack.pop()

    assert playing.app.desk.screen is not before
    assert goes_on(playing)


def test_forty_fingers_at_once_stop_nothing(playing: Any) -> None:
    for number, at in enumerate(PLACES[:40]):
        playing.finger(pygame.FINGERDOWN, at, number)
    playing.frames(10)
    for number, at in enumerate(PLACES[:40]):
        playing.finger(pygame.FINGERMOTION, (at[0] + 9, at[1]), number)
    playing.frames(10)
    for number, at in enumerate(PLACES[:40]):
        playing.finger(pygame.FINGERUP, at, number)
    playing.frames(10)

    assert playing.app.desk.open
    assert playing.app._pointers.contacts == ()


def test_a_palm_on_a_button_does_not_press_it(playing: Any) -> None:
    pressed = playing.run
    x, y, w, h = playing.target("sou").box
    for number in range(9):
        playing.finger(pygame.FINGERDOWN, (x + 30 * (number % 3) + w / 3, y + 30 * (number // 3) + h / 3), number)
    playing.frames(12)
    for number in range(9):
        playing.finger(pygame.FINGERUP, (x + w / 2, y + h / 2), number)
    playing.frames(4)

    assert playing.run == pressed


def test_a_touch_that_is_unplugged_lets_go_and_others_can_play(playing: Any) -> None:
    playing.finger(pygame.FINGERDOWN, (900, 700), 3)
    playing.frames(6)

    for _ in range(LOST_TICKS // 15 + 2):
        playing._now_s += 0.25
        playing.app.frame()

    assert playing.app._pointers.contacts == ()
    assert goes_on(playing)


def test_numbers_of_fingers_are_forgotten_when_they_leave(playing: Any) -> None:
    for number in range(300):
        playing.finger(pygame.FINGERDOWN, (20, 20), number)
        playing.finger(pygame.FINGERUP, (20, 20), number)
        playing.frames()

    assert len(playing.app._reader._numbers) == 0


def test_a_pack_that_disappears_in_mid_lesson_costs_its_pictures_and_one_line(klas: Any, on_a_stick: Path) -> None:
    klas.begin(complete(load_pack("theatercode")), level="L1", minutes=10, touch="turns")
    klas.lesson.perform(EnterScene("wat-doe-jij"))
    klas.seconds(2)

    shutil.rmtree(on_a_stick)
    told = []
    while klas.run.stage is not Stage.HOUSE:
        klas._one_move(klas.tap)
        if klas.app.desk.notice:
            told.append(klas.app.desk.notice)
            klas.app.desk.notice = ""

    assert klas.app.desk.screen.pictures.lost
    assert told == ["Een prent is weg: zit de stick er nog in, staat de map er nog? Speel gerust verder."]
    assert goes_on(klas)


def test_a_drawing_of_ours_that_is_gone_is_an_empty_frame(
    klas: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    klas.open()
    pictures = klas.app.desk.screen.pictures
    monkeypatch.setitem(catalogue(), "gone", tmp_path / "gone.svg")

    drawn = pictures.get("gone")

    assert drawn.get_width() > 1
    assert pictures.lost == {"gone.svg"}


@pytest.mark.parametrize("rung", LADDER, ids=lambda rung: rung.name)
def test_every_rung_of_the_ladder_plays(klas: Any, rung: Any) -> None:
    app = type(klas.app)(klas.window, klas.app.desk.folder, clock=lambda: klas._now_s, rung=rung)
    klas.app = app
    klas.open()

    painted = []
    for _ in range(6 * rung.frames):
        klas._now_s += 1 / rung.frames
        painted.append(app.frame())
    klas.tap("play")

    assert klas.scene == "setup"
    assert any(painted[-2 * rung.frames :]) == rung.ambient  # The last two seconds.


def test_half_a_minute_of_random_hands_neither_crashes_nor_sticks(
    klas: Any, theatercode: LoadedPack, tmp_path: Path
) -> None:
    from tests.bench.game.soak import Hands

    klas.begin(theatercode, level="L2", minutes=50, touch="multi")
    hands = Hands(klas.app, random.Random(4))

    for _ in range(30 * 60):
        hands.move()
        klas._now_s += 1 / 60
        klas.app.frame()
        hands.look()

    assert klas.app.desk.open
    assert hands.scenes > 1


def test_a_screen_that_can_not_do_what_was_asked_for_says_so_on_the_title(klas: Any, tmp_path: Path) -> None:
    app = App(klas.window, Folder(tmp_path), note="Dit scherm kan dat niet.")

    app.open_title(None)

    assert app.desk.notice == "Dit scherm kan dat niet."
