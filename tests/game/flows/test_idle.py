"""What a game costs that nobody touches: nothing is described that looks as it did."""

from typing import Any

import pygame
import pytest

from content.load import LoadedPack
from game.app import RESTING
from game.rules.run import EnterScene, StartPlay
from game.view.quality import BEST


def _described(klas: Any, seconds: int) -> tuple[int, int]:
    """How often the board was described, and how often something was painted."""
    screen = klas.app.desk.screen
    described, canvas = 0, screen.canvas

    def counted() -> Any:
        nonlocal described
        described += 1
        return canvas()

    screen.canvas = counted
    try:
        painted = sum(bool(klas.frames()) for _ in range(seconds * 60))
    finally:
        del screen.canvas
    return described, painted


@pytest.mark.parametrize("scene", ["", "decorwissel"])
def test_a_calm_board_is_described_once_a_second(klas: Any, theatercode: LoadedPack, scene: str) -> None:
    klas.begin(theatercode, calm=True)
    if scene:
        klas.lesson.perform(EnterScene(scene))
        klas.lesson.perform(StartPlay())
    klas.seconds(6)

    described, painted = _described(klas, 5)

    assert described <= 6
    assert painted == 0


def test_sou_breathes_and_blinks_and_nothing_is_described_in_vain(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode)
    klas.seconds(4)

    described, painted = _described(klas, 8)

    assert painted >= 20
    assert described <= 2 * painted


def test_the_loop_slows_down_while_nobody_touches_the_board(klas: Any) -> None:
    klas.open(calm=True)
    klas.seconds(4)
    waiting = klas.app.pace
    klas.finger(pygame.FINGERDOWN, (20, 20))
    klas.frames()
    touched = klas.app.pace
    klas.finger(pygame.FINGERUP, (20, 20))
    klas.seconds(3)

    assert (waiting, touched, klas.app.pace) == (RESTING, BEST.frames, RESTING)


def test_a_short_tap_wakes_a_resting_board(klas: Any) -> None:
    klas.open()
    klas.seconds(4)
    x, y, _, _ = klas.target("code").box

    klas.finger(pygame.FINGERDOWN, (x + 20, y + 20))
    klas.frames(a_second=RESTING)
    klas.frames(2)
    klas.finger(pygame.FINGERUP, (x + 20, y + 20))
    klas.frames()

    assert klas.scene == "code"
