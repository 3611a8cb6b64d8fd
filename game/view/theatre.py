"""The paper theatre in which everything happens: hall, stage, curtain, light.

Layers from back to front: wall, what stands on the stage, tied curtains, the curtain itself, valance,
proscenium, footlights, seats. Light is a multiplication of what lies under it, never a veil.
"""

from collections.abc import Callable

from game.view.motion import Motion, smooth
from game.view.pictures import natural_size
from game.view.screen import Canvas
from game.view.theme import LOGICAL_H, LOGICAL_W

OPENING = (320.0, 110.0, 1280.0, 750.0)
"""The stage opening of the proscenium: x, y, w, h."""
STAGE_FLOOR_Y = 800.0
"""Where puppets put their foot."""
SET_AT = (330.0, 105.0)
"""Top left of a 1260 x 760 set picture."""
CURTAIN = "curtain"
HOUSE = "house light"
_WARM = (1.0, 0.93, 0.80)

Paint = Callable[[Canvas], None]


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
    canvas.picture("wall", 0, 0)
    if opened > 0:
        if stage is None:
            canvas.picture("backstage", *SET_AT)
            canvas.picture("floor", 210, 640)
        else:
            stage(canvas)
        canvas.picture("curtain_tied_left", 318, 92)
        canvas.picture("curtain_tied_right", 1602 - 300, 92)
    if opened < 1:
        _curtain(canvas, opened)
    canvas.picture("valance", 310, 96)
    canvas.picture("proscenium", 0, 0)
    if footlights:
        canvas.picture("footlights", 310, 800)
    light = motion.light_level(HOUSE, house)
    if light < 1:
        _dim_hall(canvas, light, seats)
    elif seats:
        canvas.picture("seats", 0, 830)


def _curtain(canvas: Canvas, opened: float) -> None:
    """Two halves that slide behind the columns; what would stick out is left out."""
    gone = opened * 690
    for name, left in (("curtain_left", True), ("curtain_right", False)):
        whole = canvas.pictures.get(name)
        cut = round(gone * canvas.pictures.scale)
        if cut >= whole.get_width() - 2:
            continue
        if cut == 0:
            canvas.surface(whole, 318 if left else 902, 92)
            continue
        width = whole.get_width() - cut
        if left:
            part = whole.subsurface((cut, 0, width, whole.get_height()))
            canvas.surface(part, 318, 92)
        else:
            part = whole.subsurface((0, 0, width, whole.get_height()))
            canvas.surface(part, 902 + gone, 92)


def _dim_hall(canvas: Canvas, light: float, seats: bool) -> None:
    """The house light goes down: the hall gets dark and bluish, the stage keeps its own light."""
    tint = (0.28 + 0.72 * light, 0.25 + 0.75 * light, 0.36 + 0.64 * light)
    canvas.shade((0, 0, LOGICAL_W, 92), tint)
    canvas.shade((0, 92, 318, LOGICAL_H - 92), tint)
    canvas.shade((1602, 92, LOGICAL_W - 1602, LOGICAL_H - 92), tint)
    if seats:
        canvas.picture("seats", 0, 830)
        canvas.shade((318, 880, 1284, LOGICAL_H - 880), tint)


def open_curtain(motion: Motion, lasts_s: float = 1.8, *, wait_s: float = 0.0) -> None:
    motion.go(CURTAIN, motion.value(CURTAIN, 0.0), 1.0, lasts_s, wait_s=wait_s, curve=smooth)


def close_curtain(motion: Motion, lasts_s: float = 1.4) -> None:
    motion.go(CURTAIN, motion.value(CURTAIN, 0.0), 0.0, lasts_s, curve=smooth)


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
