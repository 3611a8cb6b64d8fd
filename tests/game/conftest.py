"""What every test of the game shares: properties are tried in examples, not against a clock that others share, and a
picture is drawn once for all tests."""

import io
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import pygame
import pytest
from hypothesis import settings

settings.register_profile("foyer", deadline=None)
settings.load_profile("foyer")


class DrawnOnce:
    """`load_sized_svg` that remembers: of a test that plays a lesson, two thirds are SDL drawing what the test before
    has drawn. Gives copies, for the game paints on what it gets."""

    ROOM, LARGEST = 160_000_000, 4_000_000
    """Bytes, of all pictures and of one."""

    def __init__(self) -> None:
        self._draw = pygame.image.load_sized_svg
        self._kept: OrderedDict[tuple[bytes, tuple[int, int]], pygame.Surface] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    def __call__(self, source: str | io.BytesIO, size: tuple[int, int]) -> pygame.Surface:
        # A file is read every time: a stick that was pulled out gives no pictures.
        text = source.read() if isinstance(source, io.BytesIO) else Path(source).read_bytes()
        key = (text, (int(size[0]), int(size[1])))
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept.copy()
        drawn = self._draw(io.BytesIO(text), size)
        self._keep(key, drawn)
        return drawn

    def _keep(self, key: tuple[bytes, tuple[int, int]], drawn: pygame.Surface) -> None:
        if _bytes_of(drawn) > self.LARGEST:
            return
        with self._lock:
            if key not in self._kept:
                self._taken += _bytes_of(drawn)
                self._kept[key] = drawn.copy()
            while self._taken > self.ROOM:
                self._taken -= _bytes_of(self._kept.popitem(last=False)[1])


def _bytes_of(surface: pygame.Surface) -> int:
    return surface.get_pitch() * surface.get_height()


@pytest.fixture(scope="session", autouse=True)
def _drawings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pygame.image, "load_sized_svg", DrawnOnce())
        yield
