"""The parts of pygame and SDL that are not a promise to anyone: hints, probing, opening the screen.

Everything that may change with a next SDL stands here, so that one module has to follow it.
"""

import ctypes
import math
import os
import sys
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

import pygame

from game.view.quality import Probe

NOWHERE = ("dummy", "offscreen")
"""SDL's drivers without a screen."""

_TRIES = 3
_SLOW_FLIP_MS = 8.0
_SERVER_S = 0.3
_ACCELERATION = "SDL_FRAMEBUFFER_ACCELERATION"
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
"""The numbers of these settings in glibc's malloc.h."""
_LARGE_BLOCK = 16 * 1024
_CAPTION = "Foyer"
_WAYS_TO_OPEN = pygame.FULLSCREEN | pygame.RESIZABLE | pygame.NOFRAME


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


def settle_memory() -> None:
    """Give the memory of dropped pictures back at once.

    After the first large block that is freed glibc keeps even frames of 33 MB in its own heap, full of holes: a
    lesson at 3840 x 2160 then takes half as much again. A heap for each of the crew would have holes of its own.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # Another C library has no such setting, and no such habit.
            libc = ctypes.CDLL(None)
            libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
            libc.mallopt(_M_ARENA_MAX, 1)


def tidy_memory() -> None:
    """Give back what lies free between what is kept: each picture of the board that goes leaves small holes."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def open_screen(size: tuple[int, int] | None, *, windowed: bool) -> pygame.Surface:
    """Open the window, or the whole screen when `size` is None and `windowed` is False.

    On Linux without a graphics driver SDL presents through a software texture, 15-20 times slower than
    copying. Where there is no driver at all that path is never taken; else a few flips tell, and then the
    screen is opened once more without it.

    Raises:
        NoScreen: there is none, or the driver refuses.
    """
    try:
        if sys.platform.startswith("linux") and not any(Path("/dev/dri").glob("render*")):
            os.environ.setdefault(_ACCELERATION, "0")
        pygame.display.init()
        _refuse_nowhere()
        screen = _set_mode(size, windowed)
        if _presents_slowly():
            os.environ[_ACCELERATION] = "0"
            _begin_again()
            screen = _set_mode(size, windowed)
    except pygame.error as error:
        raise NoScreen(str(error)) from error
    pygame.display.set_caption(_CAPTION)
    return screen


def open_smaller(size: tuple[int, int]) -> pygame.Surface:
    """The whole screen in a mode of `size`, which the panel enlarges itself; as it was where it has no such mode.

    Raises:
        NoScreen: it has gone meanwhile.
    """
    try:
        _begin_again()  # A window that is open keeps the mode it has, whatever it is asked for.
        try:
            window = pygame.display.set_mode(size, pygame.FULLSCREEN)
        except pygame.error:
            window = pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
    except pygame.error as error:
        raise NoScreen(str(error)) from error
    pygame.display.set_caption(_CAPTION)
    return window


def _begin_again() -> None:
    """Let go of the screen and take it again, by the same driver: SDL's next best may draw where nobody looks.

    A server that begins anew when its last window goes is not there for a moment.
    """
    os.environ["SDL_VIDEODRIVER"] = pygame.display.get_driver()
    pygame.display.quit()
    for _ in range(_TRIES):
        with suppress(pygame.error):
            pygame.display.init()
            return
        sleep(_SERVER_S)
    pygame.display.init()


def open_again(size: tuple[int, int], flags: int) -> pygame.Surface | None:
    """A window with this size and these flags once more, after its screen went away; None when there is none yet."""
    try:
        pygame.display.quit()
        pygame.display.init()
        return pygame.display.set_mode(size, flags & _WAYS_TO_OPEN)
    except pygame.error:
        return None


def probe(window: pygame.Surface) -> Probe:
    """Measure this computer with what the window shows now, so that nothing is seen of it."""
    frame = window.copy()
    copies = [_ms(lambda: window.blit(frame, (0, 0))) for _ in range(_TRIES)]
    flips = [_ms(pygame.display.flip) for _ in range(_TRIES)]
    return Probe(window.get_size(), median(copies), median(flips))


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
    if not sys.platform.startswith("linux") or _ACCELERATION in os.environ:
        return False
    if pygame.display.get_driver() in NOWHERE:
        return False
    return median(_ms(pygame.display.flip) for _ in range(_TRIES)) > _SLOW_FLIP_MS


def _ms(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


class Microphone:
    """How loud the room is. Each piece of sound is measured in the sound card's own thread and forgotten there."""

    def __init__(self, device: Any, rate: int) -> None:
        self._device, self._rate = device, rate
        self._levels: deque[tuple[float, float]] = deque(maxlen=400)

    def measure(self, _device: Any, samples: memoryview) -> None:
        """Called by SDL with 16-bit samples; only their loudness (RMS, 0-1) is kept."""
        values = array("h", bytes(samples))
        if values:
            level = math.sqrt(sum(value * value for value in values) / len(values)) / 32_768
            self._levels.append((level, len(values) / self._rate))

    def levels(self) -> Iterator[tuple[float, float]]:
        """Loudness and seconds of every piece since the last call."""
        while self._levels:
            yield self._levels.popleft()

    def close(self) -> None:
        self._device.pause(1)
        self._device.close()


def open_microphone(rate: int = 16_000) -> Microphone | None:
    """The first microphone, listening; None when there is none, or it may not be used."""
    try:
        from pygame._sdl2 import audio

        if not pygame.mixer.get_init():
            pygame.mixer.init()
        heard: list[Microphone] = []
        device = audio.AudioDevice(
            devicename=None,
            iscapture=True,
            frequency=rate,
            audioformat=audio.AUDIO_S16,
            numchannels=1,
            chunksize=1024,
            allowed_changes=0,
            callback=lambda source, samples: heard[0].measure(source, samples),
        )
    except (ImportError, pygame.error):
        return None
    heard.append(Microphone(device, rate))
    device.pause(0)
    return heard[0]
