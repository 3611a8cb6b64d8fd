"""Every screen, scene, phase and level can be read from the last row: contrast, size, place, measured in the picture.

A run of CI takes each kind of scene at two of the four levels on a small board, and every other screen. All levels,
in all four sizes and mirrored: `FOYER_ALL=1 pytest tests/game/flows/test_reading.py`.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from content.load import LoadedPack, complete, load_pack
from game.kinds import KINDS
from game.rules import run as rules
from game.rules.activity import GoOn
from game.rules.run import EnterScene, Stage, StartPlay
from game.view.screen import Screen
from tests.game.flows.conftest import SIZE, Klas
from tests.game.flows.playing import entered
from tests.game.flows.reading import troubles, watched
from tests.game.flows.test_screens import LEVELS, SCREENS, SIZES
from tests.thorough import ALL

pytestmark = [pytest.mark.timeout(1800)] if ALL else []
"""A scene at 3840 x 2160 takes minutes on a computer that is busy with other things."""
_MOST_MOVES = 140


@pytest.fixture(scope="module")
def vuurtoren() -> LoadedPack:
    """The show pack on the core pack: between them they have a scene of every kind."""
    return complete(load_pack("vuurtoren"))


def boards() -> list[Any]:
    """Kind, level, size and whether mirrored."""
    found = []
    for number, kind in enumerate(KINDS):
        levels = LEVELS if ALL else (LEVELS[number % 2], LEVELS[number % 2 + 2])
        for level in levels:
            for size in SIZES if ALL else [SIZE]:
                for mirrored in (False, True) if ALL else (False,):
                    name = f"{kind}-{level}-{size[0]}x{size[1]}{'-mirrored' if mirrored else ''}"
                    found.append(pytest.param(kind, level, size, mirrored, id=name))
    return found


def stops(klas: Klas, scene: str) -> Iterator[str]:
    """Play a scene with mistakes, and stop at every different thing that is on the board."""
    seen: set[str] = set()
    chance = random.Random(9)
    klas.lesson.perform(EnterScene(scene))
    for _ in range(_MOST_MOVES):
        run = klas.run
        if run.stage in (Stage.HOUSE, Stage.FINALE):
            return
        name = f"{run.phase}/{getattr(run.play, 'phase', '')}/{getattr(run.play, 'hint', '')}"
        if run.phase == "because" and run.card is not None:
            name = f"because/{run.card.verdict}"
        if name not in seen:
            seen.add(name)
            yield f"{scene}: {name}"
        moves = (rules.slips(run) if chance.random() < 0.3 else ()) or rules.moves(run)
        if run.stage is Stage.WORDS and run.phase != "because":
            klas.lesson.perform(StartPlay() if run.word else GoOn())
        elif not moves or not klas.lesson.perform(chance.choice(moves)):
            klas.lesson.advance(60)
        while klas.scene == "whisper":
            klas.app.desk.stack.pop()


def at_rest(klas: Klas) -> None:
    klas._now_s += 5
    for _ in range(2):
        klas.app.still_frame()
        klas._now_s += 5


def meant(kind: str, trouble: str) -> bool:
    """Behind six curtains hangs a poster: what it says is what the class guesses at."""
    return kind == "veil" and trouble.startswith("covered")


@pytest.mark.parametrize(("kind", "level", "size", "mirrored"), boards())
def test_what_a_scene_says_can_be_read(
    tmp_path: Path, vuurtoren: LoadedPack, kind: str, level: str, size: tuple[int, int], mirrored: bool
) -> None:
    klas = Klas(tmp_path, size)
    klas.begin(vuurtoren, level=level, minutes=50, touch="turns", mirrored=mirrored)
    run = klas.run
    scenes = [s.id for s in run.pack.scenes if s.kind == kind and rules.offers(run.pack, s, run.setup)]

    wrong: dict[str, list[str]] = {}
    with watched() as found:
        for scene in scenes[:1]:
            for name in stops(klas, scene):
                at_rest(klas)
                if trouble := [one for one in troubles(klas, found) if not meant(kind, one)]:
                    wrong[name] = trouble
                klas.app.desk.screen.type.unfit.clear()

    klas.lesson.close()
    assert wrong == {}


@pytest.mark.parametrize("scene", ["naar-je-stoel", "ssst", "decorwissel", "applaus", "van-idee-tot-applaus"])
def test_a_class_at_the_keyboard_reads_on_the_board_which_number_takes_what(
    tmp_path: Path, vuurtoren: LoadedPack, scene: str
) -> None:
    klas = Klas(tmp_path, SIZE)
    entered(klas, vuurtoren, scene, level="L2", touch="keys")
    while klas.scene == "whisper":
        klas.app.desk.stack.pop()

    with watched() as found:
        klas.app.desk.screen.forget()
        at_rest(klas)

        numbers = {slot.key for slot in klas.activity.view().slots if slot.key and slot.key.isdigit()}
        assert numbers
        assert numbers <= {line for one in found for line in one.block.lines}
        assert troubles(klas, found) == []
    klas.lesson.close()


@pytest.mark.parametrize("size", SIZES if ALL else [SIZE], ids=str)
@pytest.mark.parametrize("name", ["title", *SCREENS])
def test_what_the_other_screens_say_can_be_read(
    tmp_path: Path, vuurtoren: LoadedPack, name: str, size: tuple[int, int]
) -> None:
    klas = Klas(tmp_path, size)
    if name == "title":
        klas.open()
    else:
        klas.begin(vuurtoren, minutes=50)
        SCREENS[name](klas)

    with watched() as found:
        klas.seconds(20 if name == "finale" else 4)
        klas.app.desk.screen.forget()
        at_rest(klas)

        assert found
        assert troubles(klas, found) == []


@pytest.mark.parametrize(
    ("ink", "ground", "read"),
    [("#2a1020", "#fff3d6", True), ("#8a6070", "#fff3d6", False), ("#2a1020", "#c81e33", False)],
)
def test_the_measure_tells_ink_that_stands_out_from_ink_that_does_not(ink: str, ground: str, read: bool) -> None:
    klas = _Picture()

    with watched() as found:
        canvas = klas.screen.canvas()
        canvas.fill((0, 0, 1920, 1080), ground)
        canvas.words("Wie zit er al klaar?", (200, 300, 1500, 200), (84,), ink)
        klas.screen.show(canvas)

        assert (troubles(klas, found) == []) is read


def test_the_measure_finds_words_that_something_lies_on() -> None:
    klas = _Picture()

    with watched() as found:
        canvas = klas.screen.canvas()
        canvas.fill((0, 0, 1920, 1080), "#fff3d6")
        canvas.words("Wie zit er al klaar?", (200, 300, 1500, 200), (84,))
        canvas.fill((300, 300, 200, 300), "#fff3d6")
        klas.screen.show(canvas)

        assert "covered" in troubles(klas, found)[0]


def test_the_measure_finds_words_that_are_too_small_or_beyond_the_board() -> None:
    klas = _Picture()

    with watched() as found:
        canvas = klas.screen.canvas()
        canvas.fill((0, 0, 1920, 1080), "#fff3d6")
        canvas.words("klein", (200, 300, 1500, 200), (40,))
        canvas.words("weg", (1850, 800, 1500, 200), (84,))
        klas.screen.show(canvas)

        wrong = troubles(klas, found)
    assert any(sentence.startswith("set at 40 px") for sentence in wrong)
    assert any(sentence.startswith("beyond the board") for sentence in wrong)


class _Picture:
    """A board with nothing on it yet."""

    def __init__(self) -> None:
        pygame.display.init()
        pygame.font.init()
        self.window = pygame.display.set_mode(SIZE)
        self.screen = Screen(self.window)
        self.app = self
        self.desk = self
