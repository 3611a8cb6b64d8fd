"""A board of another shape than the stage: what is larger than the stage ends where the stage does."""

import os

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest

from game.view.screen import Screen
from game.view.theme import NIGHT


@pytest.mark.parametrize("room", ["foyer_room", "wings", "entrance"])
def test_a_room_that_is_larger_than_the_stage_leaves_the_bars_dark(room: str) -> None:
    pygame.display.init()
    pygame.font.init()
    window = pygame.display.set_mode((1024, 768))
    screen = Screen(window)

    canvas = screen.canvas()
    canvas.picture(room, 0, -39, (1920, 1158))
    screen.show(canvas)

    x, y, _w, h = screen.stage
    bars = [(at, high) for at in (x + 5, 500, 1000) for high in (y - 2, y + h + 1)]
    assert {tuple(window.get_at(bar)[:3]) for bar in bars} == {tuple(pygame.Color(NIGHT))[:3]}
    assert tuple(window.get_at((500, y + h - 2))[:3]) != tuple(pygame.Color(NIGHT))[:3]
    pygame.display.quit()
