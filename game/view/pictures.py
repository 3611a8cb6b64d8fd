"""Our own SVG pictures by name, drawn once at the resolution of the board, and the pictures of a pack.

A picture's viewBox is its size on the 1920 x 1080 canvas, so a name alone says how large it is.
"""

import io
import re
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import pygame

if TYPE_CHECKING:
    from content.load import LoadedPack

ROOT = Path(__file__).resolve().parents[2] / "assets" / "pictures"
BUDGET_BYTES = 160 * 1024 * 1024
_OPAQUE = frozenset({"wall", "house_dark", "backstage", "tower", "foyer_room"})
_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Path]:
    """Every picture that ships, by its name."""
    return {path.stem: path for path in sorted(ROOT.rglob("*.svg"))}


@lru_cache(maxsize=512)
def natural_size(name: str) -> tuple[float, float]:
    """Width and height on the 1920 x 1080 canvas; those of a puppet for a name we don't have."""
    if name not in catalogue():
        return 200.0, 300.0
    found = _SIZE.search(catalogue()[name].read_text("utf-8")[:600])
    if found is None:
        raise ValueError(f"{name}.svg has no viewBox that starts at 0 0")
    return float(found[1]), float(found[2])


def weight(surface: pygame.Surface) -> int:
    """Bytes of memory."""
    return surface.get_width() * surface.get_height() * surface.get_bytesize()


class Kept:
    """Surfaces by key, within a budget of bytes; the longest unused go first."""

    def __init__(self, budget: int) -> None:
        self._budget, self._held = budget, 0
        self._surfaces: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> pygame.Surface | None:
        found = self._surfaces.get(key)
        if found is not None:
            self._surfaces.move_to_end(key)
        return found

    def keep(self, key: tuple[object, ...], surface: pygame.Surface) -> pygame.Surface:
        self._surfaces[key] = surface
        self._held += weight(surface)
        while self._held > self._budget and len(self._surfaces) > 1:
            _, oldest = self._surfaces.popitem(last=False)
            self._held -= weight(oldest)
        return surface


class Pictures:
    """Surfaces at board resolution; the longest unused go first when the budget is full."""

    def __init__(self, scale: float, budget: int = BUDGET_BYTES) -> None:
        self.scale = scale
        self.missing: set[str] = set()
        """Names that were asked for and don't exist; the tests want it empty."""
        self._kept = Kept(budget)

    def get(
        self, name: str, size: tuple[float, float] | None = None, *, tilt: float = 0, mirrored: bool = False
    ) -> pygame.Surface:
        """The picture, its natural size or within `size`; `tilt` in degrees, as a hand tilts a puppet."""
        # Poses are baked at steps of one degree: rotating every frame would cost more than everything else.
        pose = round(tilt)
        key = (name, size, pose, mirrored)
        if (kept := self._kept.get(key)) is not None:
            return kept
        if pose or mirrored:
            surface = self.get(name, size)
            if mirrored:
                surface = pygame.transform.flip(surface, True, False)
            if pose:
                surface = pygame.transform.rotozoom(surface, pose, 1.0)
        else:
            surface = self._draw(name, size or natural_size(name))
        return self._kept.keep(key, surface)

    def of_pack(self, pack: "LoadedPack", file: str, size: tuple[float, float]) -> pygame.Surface:
        """A picture of the pack, as large as fits within `size`."""
        key = (pack.digest, file, size)
        if (kept := self._kept.get(key)) is not None:
            return kept
        wide, high = round(size[0] * self.scale), round(size[1] * self.scale)
        raw = io.BytesIO(pack.read(file))
        if file.lower().endswith(".svg"):
            surface = pygame.image.load_sized_svg(raw, (wide, high))
        else:
            loaded = pygame.image.load(raw, file)
            part = min(wide / loaded.get_width(), high / loaded.get_height())
            at = (max(1, round(loaded.get_width() * part)), max(1, round(loaded.get_height() * part)))
            surface = pygame.transform.smoothscale(loaded.convert_alpha(), at)
        return self._kept.keep(key, surface.convert_alpha())

    def part_of_pack(
        self, pack: "LoadedPack", file: str, side: float, part: tuple[float, float, float]
    ) -> pygame.Surface:
        """A square part of a picture of the pack: its left, top and side as parts (0-1). Only the part is kept."""
        key = ("part", pack.digest, file, side, part)
        if (kept := self._kept.get(key)) is not None:
            return kept
        left, top, size = part
        whole = Pictures(self.scale, budget=0).of_pack(pack, file, (side / size, side / size))
        wide = round(side * self.scale)
        cut = pygame.Surface((wide, wide), pygame.SRCALPHA)
        cut.blit(whole, (-round(left * whole.get_width()), -round(top * whole.get_height())))
        return self._kept.keep(key, cut.convert_alpha())

    def svg(self, text: str, size: tuple[float, float]) -> pygame.Surface:
        """A picture that our own code wrote a moment ago. The caller keeps it."""
        wide, high = (max(1, round(side * self.scale)) for side in size)
        return pygame.image.load_sized_svg(io.BytesIO(text.encode()), (wide, high)).convert_alpha()

    def _draw(self, name: str, size: tuple[float, float]) -> pygame.Surface:
        path = catalogue().get(name)
        if path is None:
            self.missing.add(name)
            return self.svg(_blank(name, size), size)
        wide, high = (max(1, round(side * self.scale)) for side in size)
        drawn = pygame.image.load_sized_svg(str(path), (wide, high))
        return drawn.convert() if name in _OPAQUE else drawn.convert_alpha()


def _blank(name: str, size: tuple[float, float]) -> str:
    """A plain piece of card, for a picture that a pack names and this version does not have."""
    w, h = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}" id={quoteattr(name)}>'
        f'<rect x="4" y="4" width="{w - 8:g}" height="{h - 8:g}" rx="18" fill="#f3dcae"/>'
        "</svg>"
    )
