"""The hall as the players see it from the stage, and who sits in it.

`full_house` is laid over `empty_house` seat by seat: every guest is a part of the same picture, so a hall that is
filled costs no more memory than a full one.
"""

from functools import lru_cache
from itertools import groupby
from random import Random

from game.view.screen import Box, Canvas
from game.view.theatre import placement
from game.view.theme import LOGICAL_W

_GALLERY = 16
"""Guests on the balcony, side by side."""
_LAPS = 10.0
"""The front row is seen a little deeper: no row covers its laps."""


@lru_cache(maxsize=1)
def seats() -> tuple[Box, ...]:
    """The place of every guest on the canvas, in the order in which they come in.

    Row by row from the back, because the part of a seat shows who sits behind it too; the balcony last.
    """
    found = [(float(at["x"]), float(at["y"]), float(at["w"]), float(at["h"])) for at in _placed()]
    stalls = [box for box in found if box[2] < LOGICAL_W]
    front = max(y for _, y, _, _ in stalls)
    stalls = [(x, y, w, h + (_LAPS if y == front else 0)) for x, y, w, h in stalls]
    wide = LOGICAL_W / _GALLERY
    balcony = [(number * wide, y, wide, h) for _, y, w, h in found if w >= LOGICAL_W for number in range(_GALLERY)]
    chance = Random(4)  # noqa: S311  decoration has a stream of its own
    order: list[Box] = []
    for places in (*(list(row) for _, row in groupby(stalls, key=lambda box: box[1])), balcony):
        chance.shuffle(places)
        order += places
    return tuple(order)


def _placed() -> list[dict[str, float]]:
    placed: list[dict[str, float]] = placement()["full_house"]["seats"]
    return placed


def house(canvas: Canvas, filled: float) -> None:
    """The hall with its first `filled` guests; the last of them are still rising from behind the row before."""
    canvas.picture("empty_house", 0, 0)
    for number, seat in enumerate(seats()):
        up = min(1.0, (filled - number) / _RISING)
        if up <= 0:
            break
        guest(canvas, seat, up)


_RISING = 2.5
"""How many guests come in while one sits down."""
_DEEP = 0.2


def guest(canvas: Canvas, seat: Box, up: float = 1.0) -> None:
    """One guest; below 1 `up` is how far they have come up in their seat."""
    x, y, w, h = seat
    low = h * _DEEP * (1 - up) ** 2
    scale = canvas.pictures.scale
    left, top = round(x * scale), round(y * scale)
    right, bottom = round((x + w) * scale), round((y + h - low) * scale)
    whole = canvas.pictures.get("full_house")
    canvas.surface(whole, x, y + low, part=(left, top, right - left, bottom - top))
