"""The parts of pygame and SDL that are not a promise to anyone: hints, probing, opening the screen.

Everything that may change with a next SDL stands here, so that one module has to follow it.
"""

import os
import sys
from statistics import median
from time import perf_counter

import pygame

NOWHERE = ("dummy", "offscreen")
"""SDL's drivers without a screen."""

_FLIPS = 5
_SLOW_FLIP_MS = 8.0


class NoScreen(Exception):
    """This computer offers no screen that a window can be opened on."""


class WrongPygame(Exception):
    """The older `pygame` sits in the folder of pygame-ce; both share one import name."""


def set_hints() -> None:
    """Set what SDL reads once at its start. Call before `pygame.init`."""
    # SDL makes a mouse click of every touch and a touch of every click: each tap would count twice.
    os.environ.setdefault("SDL_TOUCH_MOUSE_EVENTS", "0")
    os.environ.setdefault("SDL_MOUSE_TOUCH_EVENTS", "0")
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "0")


def require_pygame_ce() -> None:
    if not getattr(pygame, "IS_CE", False):
        raise WrongPygame


def open_screen(size: tuple[int, int] | None, *, windowed: bool) -> pygame.Surface:
    """Open the window, or the whole screen when `size` is None and `windowed` is False.

    On Linux without a graphics driver SDL presents through a software texture, 15-20 times slower than
    copying: five flips tell, and then the screen is opened once more without that path.

    Raises:
        NoScreen: there is none, or the driver refuses.
    """
    try:
        pygame.display.init()
        _refuse_nowhere()
        screen = _set_mode(size, windowed)
        if _presents_slowly():
            os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
            pygame.display.quit()
            pygame.display.init()
            screen = _set_mode(size, windowed)
    except pygame.error as error:
        raise NoScreen(str(error)) from error
    pygame.display.set_caption("Foyer")
    return screen


def _refuse_nowhere() -> None:
    """Without a screen SDL falls back on a driver that draws into memory: a game that runs where nobody sees it.

    Who asks for such a driver by name, as the tests do, gets it.
    """
    if pygame.display.get_driver() in NOWHERE and os.environ.get("SDL_VIDEODRIVER", "") not in NOWHERE:
        pygame.display.quit()
        raise NoScreen("SDL found memory only")


def _set_mode(size: tuple[int, int] | None, windowed: bool) -> pygame.Surface:
    if size is None and not windowed:
        return pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
    flags = pygame.RESIZABLE if windowed else pygame.NOFRAME
    return pygame.display.set_mode(size or (1280, 720), flags)


def _presents_slowly() -> bool:
    if not sys.platform.startswith("linux") or "SDL_FRAMEBUFFER_ACCELERATION" in os.environ:
        return False
    if pygame.display.get_driver() in NOWHERE:
        return False
    return median(_flip_ms() for _ in range(_FLIPS)) > _SLOW_FLIP_MS


def _flip_ms() -> float:
    start = perf_counter()
    pygame.display.flip()
    return (perf_counter() - start) * 1000
