"""The paper theatre in which everything happens: hall, stage, curtain, light.

Layers from back to front: wall, what stands on the stage, tied curtains, the curtain itself, valance,
proscenium, footlights, seats. Light is a multiplication of what lies under it, never a veil.
"""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from math import ceil
from typing import Any

import pygame

from game.view.cloth import PLEAT_W, Pleat, pleats
from game.view.motion import Motion, smooth
from game.view.pictures import ROOT, catalogue, natural_size
from game.view.screen import Canvas
from game.view.theme import LOGICAL_H, LOGICAL_W

SET_AT = (330.0, 105.0)
"""Top left of a 1260 x 760 set picture."""
SEATS_Y = 820.0
"""A little lower than drawn: the stage needs the room more than the heads do."""
HALL = (
    "wall",
    "seats",
    "proscenium",
    "valance",
    "sou_happy",
    "curtain_fold_1",
    "curtain_fold_2",
    "curtain_fold_3",
    "apron",
    "footlights",
)
"""The pictures of the closed theatre, those that take longest first."""
CURTAIN = "curtain"
HOUSE = "house light"

Paint = Callable[[Canvas], None]


@lru_cache(maxsize=1)
def placement() -> dict[str, Any]:
    """Where the artist put the pieces of the hall and the rooms of the house."""
    placed: dict[str, Any] = json.loads((ROOT / "placement.json").read_text("utf-8"))
    return placed


def place(name: str) -> tuple[float, float]:
    at = placement()["hall"][name]
    return float(at["x"]), float(at["y"])


def hall(
    canvas: Canvas,
    motion: Motion,
    stage: Paint | None = None,
    *,
    seats: bool = True,
    footlights: bool = True,
    house: float = 1.0,
) -> None:
    """The whole theatre; `stage` paints what stands behind the curtain. `house` is the light in the hall."""
    opened = motion.value(CURTAIN, 0.0)
    if opened <= 0 or stage is None:
        canvas.still(motion, "wall", opened > 0, lambda: _wall(canvas, bare=opened > 0))
    else:
        canvas.picture("wall", 0, 0)
        stage(canvas)
    canvas.still(motion, "apron", opened > 0, lambda: _apron(canvas, tied=opened > 0))
    if opened < 1:
        _curtain(canvas, motion, opened)
    canvas.still(motion, "arch", (seats, footlights), lambda: _arch(canvas, seats=seats, footlights=footlights))
    light = motion.light_level(HOUSE, house)
    if light < 1:
        canvas.light_map(light)


def _wall(canvas: Canvas, *, bare: bool) -> None:
    canvas.picture("wall", 0, 0)
    if bare:
        bare_stage(canvas)


def _apron(canvas: Canvas, *, tied: bool) -> None:
    """The front of the stage covers where a set ends, so that nothing floats in the dark."""
    canvas.picture("apron", *place("apron"))
    if tied:
        canvas.picture("curtain_tied_left", *place("curtain_tied_left"))
        canvas.picture("curtain_tied_right", *place("curtain_tied_right"))


def _arch(canvas: Canvas, *, seats: bool, footlights: bool) -> None:
    """What stands before the curtain."""
    canvas.picture("valance", *place("valance"))
    canvas.picture("proscenium", 0, 0)
    if footlights:
        canvas.picture("footlights", *place("footlights"))
    if seats:
        canvas.picture("seats", 0, SEATS_Y)


def bare_stage(canvas: Canvas) -> None:
    canvas.picture("backstage", *place("backstage"))
    floor(canvas)


def floor(canvas: Canvas) -> None:
    """What is left of the bare stage before a cloth that hides the rest."""
    canvas.picture("floor", *place("floor"))


def _curtain(canvas: Canvas, motion: Motion, opened: float) -> None:
    y = place("curtain_left")[1]
    left, right = place("curtain_left")[0], place("curtain_right")[0] + natural_size("curtain_right")[0]
    hang(canvas, motion, CURTAIN, (left, right, y), edge=opened > 0)


def hang(
    canvas: Canvas,
    motion: Motion,
    curtain: str,
    at: tuple[float, float, float],
    size: tuple[float, float] | None = None,
    *,
    edge: bool = False,
) -> None:
    """Two halves of cloth, whose pleats are pushed together towards the columns, as far as the `curtain` is open.

    They hang from the left to the right end of `at`, at its height; `size` is that of a pleat. The halves move in
    turn, so that half of the cloth is painted in a frame; on a real rope, too, one of them is a little ahead.
    """
    sways = motion.moving(curtain)
    for mirrored in (False, True):
        opened, when_s = motion.in_steps(curtain, 0.0, _PULLS, 0.5 * mirrored)
        hanging = pleats(opened, when_s, moving=sways)
        if hanging:
            facts = (hanging, at, size, edge)
            half = partial(_half, canvas, *facts, mirrored=mirrored)
            canvas.still(motion, (curtain, mirrored), facts, half)


def _half(
    canvas: Canvas,
    hanging: Sequence[Pleat],
    at: tuple[float, float, float],
    size: tuple[float, float] | None,
    edge: bool,
    *,
    mirrored: bool,
) -> None:
    """Behind tight cloth nothing of the stage is painted, and of each pleat only what the next one leaves free."""
    left, right, y = at
    w, h = natural_size(hanging[0].picture)
    part, high = (1.0, h) if size is None else (size[0] / w, size[1])
    if edge:
        inner, wide = (hanging[-1].x + PLEAT_W - 6) * part, natural_size("curtain_edge")[0]
        canvas.picture("curtain_edge", right - inner - wide if mirrored else left + inner, y, mirrored=mirrored)
    tight = (hanging[-1].x + w - 2 * _EDGE) * part
    if tight > 0:
        x = right - _EDGE * part - tight if mirrored else left + _EDGE * part
        canvas.fill((x, y, tight, high * (1 - _HEM / h)), _IN_FOLDS)
    names = dict.fromkeys(pleat.picture for pleat in hanging)
    folds = {name: canvas.pictures.get(name, size, mirrored=mirrored) for name in names}
    for number, pleat in enumerate(hanging):
        free = min(w, hanging[number + 1].x - pleat.x + _EDGE) if number + 1 < len(hanging) else w
        drawn = folds[pleat.picture]
        wide, tall = drawn.get_size()
        shown = min(wide, ceil(free * part * canvas.pictures.scale))
        hidden = wide - shown if mirrored else 0
        x = right - (pleat.x + w) * part if mirrored else left + pleat.x * part
        canvas.surface(drawn, x + hidden / canvas.pictures.scale, y, part=(hidden, 0, shown, tall))


_PULLS = 30
"""Steps a second in which a half of the curtain moves."""
_EDGE = 14.0
"""So far from its sides a pleat is nowhere seen through, on its natural size."""
_HEM = 70.0
"""So high a pleat ends in fringes."""
_IN_FOLDS = "#6d0a1a"


def first_curtain(window: pygame.Surface) -> None:
    """Closed curtains over the whole window, within a tenth of a second: small pictures, made large."""
    wide, high = window.get_size()
    for name, x in (("curtain_left", 0), ("curtain_right", wide // 2)):
        small = pygame.image.load_sized_svg(str(catalogue()[name]), (175, 195))
        window.blit(
            pygame.transform.smoothscale(small, (wide // 2 + 8, round(high * 1.08))), (x, -round(high * 0.03))
        )
    pygame.display.flip()


def open_curtain(motion: Motion, lasts_s: float = 1.8, *, wait_s: float = 0.0) -> None:
    motion.go(CURTAIN, motion.value(CURTAIN, 0.0), 1.0, lasts_s, wait_s=wait_s, curve=smooth)


def close_curtain(motion: Motion, lasts_s: float = 1.4) -> None:
    motion.go(CURTAIN, motion.value(CURTAIN, 0.0), 0.0, lasts_s, curve=smooth)


VEIL = "veil"
_VEILED = (0.40, 0.36, 0.47)


def veil(canvas: Canvas, motion: Motion) -> None:
    """Darken all that was painted so far, as far as the veil has come down: what comes next stands out."""
    level = motion.light_level(VEIL, 0.0)
    canvas.shade((0, 0, LOGICAL_W, LOGICAL_H), tuple(1 - (1 - part) * level for part in _VEILED))  # type: ignore[arg-type]


def spot(canvas: Canvas, x: float, y: float, part: float = 1.0) -> None:
    """A pool of light on the floor, with its middle at x, y."""
    w, h = natural_size("spot_pool")
    canvas.picture("spot_pool", x - w * part / 2, y - h * part / 2, None if part == 1 else (w * part, h * part))


def glow(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.picture("glow", x - size / 2, y - size / 2, (size, size))


def puppet(
    canvas: Canvas,
    motion: Motion,
    name: str,
    foot_x: float,
    foot_y: float,
    *,
    part: float = 1.0,
    number: int = 0,
    sways: bool = False,
    mirrored: bool = False,
) -> None:
    """A paper puppet on its stick: slides to its place, tilts a little, breathes while it waits."""
    x = foot_x + motion.value(("slide", name), 0.0)
    y = foot_y + motion.value(("drop", name), 0.0) + (motion.bob(number, 5) if sways else 0.0)
    tilt = motion.value(("tilt", name), 0.0) + (round(motion.bob(number + 3, 2.2, 3.6)) if sways else 0.0)
    canvas.standing(name, x, y, part, tilt=tilt, mirrored=mirrored)
