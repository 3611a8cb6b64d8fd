"""From the command to the closed curtain, within a second on a slow computer.

Until the curtain hangs only what draws is imported; packs and rules come behind it, while a crew of two already
draws the hall.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pygame

from game.view import theatre
from game.view.private import open_screen, open_smaller, probe, require_pygame_ce, set_hints, settle_memory
from game.view.quality import HD, Rung, choose_rung, rung_named
from game.view.screen import Screen

_NO_MODE = "Dit scherm kan niet op 1920 x 1080 gezet worden. Het spel blijft op {} x {}."
CREW = 2
"""Threads that draw pictures beside the main loop."""


@dataclass(frozen=True, slots=True)
class House:
    """An open house with its curtain closed."""

    screen: Screen
    rung: Rung
    note: str = ""
    """What the teacher asked for and this screen can't do."""


def open_house(size: tuple[int, int] | None, *, windowed: bool, quality: str = "auto") -> House:
    """The window with a closed curtain, on the rung of the quality ladder that fits this computer.

    Raises:
        NoScreen: there is none.
        WrongPygame: the older pygame is installed.
    """
    set_hints()
    require_pygame_ce()
    settle_memory()
    window = open_screen(size, windowed=windowed)
    theatre.first_curtain(window)
    measured = probe(window)
    rung, note = choose_rung(measured) if quality == "auto" else rung_named(quality), ""
    # A window that was asked for keeps its size; only a whole screen has modes.
    if not rung.native and not windowed and window.get_size() > HD:
        window = open_smaller(HD)
        theatre.first_curtain(window)
        if window.get_size() != HD:
            if quality == "auto":
                rung = choose_rung(measured, modes=False)
            else:
                note = _NO_MODE.format(*window.get_size())
    pygame.font.init()
    screen = Screen(window, ThreadPoolExecutor(CREW, thread_name_prefix="crew"))
    screen.pictures.ahead(*theatre.HALL)
    return House(screen, rung, note)
