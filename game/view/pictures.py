"""Our own SVG pictures by name, drawn once at the resolution of the board, and the pictures of a pack.

A picture's viewBox is its size on the 1920 x 1080 canvas, so a name alone says how large it is.
"""

import io
import re
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.view.cutout import Cutout
from game.view.kept import Kept

if TYPE_CHECKING:
    from content.load import LoadedPack

ROOT = Path(__file__).resolve().parents[2] / "assets" / "pictures"
BUDGET_BYTES = 16 * 1024 * 1024
"""For a board of 1920 x 1080; larger ones have their own, see `screen`."""
_ROUGH = 0.75
"""A picture is drawn first at a smaller size where that is less than this part of the board's."""
_LARGE = 1920 * 1080 / 3
"""A picture of so much of the canvas is large."""
_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Path]:
    """Every picture that ships, by its name."""
    return {path.stem: path for path in sorted(ROOT.rglob("*.svg"))}


@lru_cache(maxsize=512)
def natural_size(name: str) -> tuple[float, float]:
    """Width and height on the 1920 x 1080 canvas; those of a puppet for a picture we don't have (any more)."""
    if name not in catalogue():
        return 200.0, 300.0
    try:
        found = _SIZE.search(catalogue()[name].read_text("utf-8")[:600])
    except OSError:
        return 200.0, 300.0
    if found is None:
        raise ValueError(f"{name}.svg has no viewBox that starts at 0 0")
    return float(found[1]), float(found[2])


class Pictures:
    """Surfaces at board resolution. Everything that is drawn for the board is kept together in `kept`."""

    def __init__(self, scale: float, kept: Kept | None = None) -> None:
        self.scale = scale
        self.missing: set[str] = set()
        """Names that were asked for and don't exist; the tests want it empty."""
        self.lost: set[str] = set()
        """Files that were there when the pack was opened and can't be read now: a stick was pulled out."""
        self.kept = kept or Kept(BUDGET_BYTES)
        self._rough: list[str] = []
        """What was drawn small and enlarged."""

    def get(
        self, name: str, size: tuple[float, float] | None = None, *, tilt: float = 0, mirrored: bool = False
    ) -> Cutout:
        """The picture, its natural size or within `size`; `tilt` in degrees, as a hand tilts a puppet."""
        # Poses are baked at steps of one degree: rotating every frame would cost more than everything else.
        pose = round(tilt)
        key = (name, size, pose, mirrored)
        return self.kept.there(key) or self.kept.get(
            key,
            lambda: self._pose(name, size, pose, mirrored=mirrored),
            instead=(name, size, 0, mirrored),
            large=_is_large(size or natural_size(name)),
        )

    def ahead(self, *names: str) -> None:
        """Have pictures drawn that the first screen will ask for.

        For a board of more than 1920 x 1080 they are drawn as for that one and enlarged, which takes a quarter of
        the time; `sharpen` has them drawn anew once the screen is there.
        """
        part = 1 / self.scale if 1 / self.scale < _ROUGH else 1.0
        for name in names:
            self._ahead(name, part)
        self._rough += names if part < 1 else ()

    def sharpen(self) -> None:
        """Have drawn at the board's own resolution what was enlarged for the first screen."""
        while self._rough:
            self._ahead(self._rough.pop(0), anew=True)

    def _ahead(self, name: str, part: float = 1.0, *, anew: bool = False) -> None:
        draw = partial(self._pose, name, None, 0, mirrored=False) if part == 1 else partial(self._sketch, name, part)
        self.kept.ahead((name, None, 0, False), draw, large=part == 1 and _is_large(natural_size(name)), anew=anew)

    def _sketch(self, name: str, part: float) -> pygame.Surface:
        wide, high = self._pixels(natural_size(name))
        small = (max(1, round(wide * part)), max(1, round(high * part)))
        return pygame.transform.smoothscale(pygame.image.load_sized_svg(str(catalogue()[name]), small), (wide, high))

    def of_pack(self, pack: "LoadedPack", file: str, size: tuple[float, float]) -> Cutout:
        """A picture of the pack, as large as fits within `size`."""
        return self.kept.get((pack.digest, file, size), lambda: self._of_pack(pack, file, size))

    def part_of_pack(self, pack: "LoadedPack", file: str, side: float, part: tuple[float, float, float]) -> Cutout:
        """A square part of a picture of the pack: its left, top and side as parts (0-1). Only the part is kept."""
        return self.kept.get(
            ("part", pack.digest, file, side, part), lambda: self._part_of_pack(pack, file, side, part)
        )

    def svg(self, text: str, size: tuple[float, float]) -> pygame.Surface:
        """A picture that our own code wrote a moment ago."""
        return pygame.image.load_sized_svg(io.BytesIO(text.encode()), self._pixels(size))

    def _pixels(self, size: tuple[float, float]) -> tuple[int, int]:
        return max(1, round(size[0] * self.scale)), max(1, round(size[1] * self.scale))

    def _pose(self, name: str, size: tuple[float, float] | None, pose: int, *, mirrored: bool) -> pygame.Surface:
        # Drawn anew and not turned from the straight one, which was cut into parts.
        surface = self._draw(name, size or natural_size(name))
        if mirrored:
            surface = pygame.transform.flip(surface, True, False)
        if pose:
            surface = pygame.transform.rotozoom(surface, pose, 1.0)
        return surface

    def _draw(self, name: str, size: tuple[float, float]) -> pygame.Surface:
        path = catalogue().get(name)
        if path is None:
            self.missing.add(name)
            return self.svg(_blank(name, size), size)
        try:
            return pygame.image.load_sized_svg(str(path), self._pixels(size))
        except (OSError, pygame.error):
            return self._instead(path.name, size)

    def _instead(self, file: str, size: tuple[float, float]) -> pygame.Surface:
        """An empty frame, so that the lesson goes on without the picture."""
        self.lost.add(file)
        return self.svg(_frame(size), size)

    def _of_pack(self, pack: "LoadedPack", file: str, size: tuple[float, float]) -> pygame.Surface:
        try:
            return self._read(pack, file, size)
        except (OSError, pygame.error):
            return self._instead(file, size)

    def _read(self, pack: "LoadedPack", file: str, size: tuple[float, float]) -> pygame.Surface:
        wide, high = self._pixels(size)
        raw = io.BytesIO(pack.read(file))
        if file.lower().endswith(".svg"):
            return pygame.image.load_sized_svg(raw, (wide, high))
        loaded = pygame.image.load(raw, file)
        part = min(wide / loaded.get_width(), high / loaded.get_height())
        at = (max(1, round(loaded.get_width() * part)), max(1, round(loaded.get_height() * part)))
        return pygame.transform.smoothscale(loaded.convert_alpha(), at)

    def _part_of_pack(
        self, pack: "LoadedPack", file: str, side: float, part: tuple[float, float, float]
    ) -> pygame.Surface:
        left, top, size = part
        whole = self._of_pack(pack, file, (side / size, side / size))
        wide = round(side * self.scale)
        square = pygame.Surface((wide, wide), pygame.SRCALPHA)
        square.blit(whole, (-round(left * whole.get_width()), -round(top * whole.get_height())))
        return square


def _is_large(size: tuple[float, float]) -> bool:
    return size[0] * size[1] > _LARGE


def _blank(name: str, size: tuple[float, float]) -> str:
    """A plain piece of card, for a picture that a pack names and this version does not have."""
    w, h = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}" id="{escape(name)}">'
        f'<rect x="4" y="4" width="{w - 8:g}" height="{h - 8:g}" rx="18" fill="#f3dcae"/>'
        "</svg>"
    )


def _frame(size: tuple[float, float]) -> str:
    """An empty picture frame on its nail, as large as fits."""
    w, h = size
    side = min(w, h)
    left, top = (w - side) / 2, (h - side) / 2
    x, y, middle = left + 0.14 * side, top + 0.3 * side, left + side / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}">'
        f'<path d="M{x:g} {y:g}L{middle:g} {top + 0.1 * side:g}L{x + 0.72 * side:g} {y:g}"'
        f' fill="none" stroke="#9b6a1c" stroke-width="{0.02 * side:g}"/>'
        f'<rect x="{x:g}" y="{y:g}" width="{0.72 * side:g}" height="{0.56 * side:g}" rx="{0.04 * side:g}"'
        f' fill="#f3dcae" stroke="#9b6a1c" stroke-width="{0.05 * side:g}"/>'
        f'<circle cx="{middle:g}" cy="{top + 0.09 * side:g}" r="{0.03 * side:g}" fill="#9b6a1c"/>'
        "</svg>"
    )
