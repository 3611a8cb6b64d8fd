"""The change between two scenes: flats slide in from the wings, a cloth comes down, or the light goes out.

Behind it one picture takes the place of the other. A flat is one picture that is only moved; a calm class sees the
light alone.
"""

from enum import StrEnum

from game.view.motion import Motion, smooth
from game.view.pictures import natural_size
from game.view.screen import Canvas
from game.view.theme import LOGICAL_H, LOGICAL_W


class Way(StrEnum):
    FLATS = "flats"
    DROP = "drop"
    LIGHT = "light"


WAYS = {
    "seat": Way.FLATS,
    "silence": Way.LIGHT,
    "applause": Way.DROP,
    "flies": Way.DROP,
    "people": Way.FLATS,
    "making": Way.FLATS,
    "pairs": Way.FLATS,
    "whisper": Way.DROP,
    "lights": Way.LIGHT,
    "choices": Way.FLATS,
    "veil": Way.DROP,
    "finish": Way.DROP,
}
"""How each kind of scene comes and goes: as its room does it."""
_MOVES, _LIGHT = "change", "change light"
_LASTS_S = 2.0
_FADE_S = 0.7
_DARK = 0.06
_STAYS = 1.12
"""A little more than there and back: it stands still for a moment, while nobody sees what changes behind it."""


def way_of(kind: str, motion: Motion) -> Way:
    return Way.LIGHT if motion.calm else WAYS.get(kind, Way.FLATS)


def begin(motion: Motion, way: Way) -> None:
    if way is Way.LIGHT:
        motion.light(_LIGHT, 1.0)
        motion.light(_LIGHT, _DARK, _FADE_S)
    else:
        motion.go(_MOVES, 0, 2, _LASTS_S, curve=float)


def is_closed(motion: Motion, way: Way) -> bool:
    """Whether nothing of the picture is to be seen, so that another one may stand there."""
    if way is Way.LIGHT:
        return motion.light_level(_LIGHT, _DARK) <= _DARK + 0.02
    return motion.value(_MOVES, 2.0) >= 1


def reopen(motion: Motion, way: Way) -> None:
    """The other picture stands there: let it be seen."""
    if way is Way.LIGHT:
        motion.light(_LIGHT, 1.0, _FADE_S)


def is_over(motion: Motion, way: Way) -> bool:
    if way is Way.LIGHT:
        return motion.light_level(_LIGHT, 1.0) >= 1
    return motion.value(_MOVES, 2.0) >= 2


def paint(canvas: Canvas, motion: Motion, way: Way) -> None:
    """Over all that was painted."""
    if way is Way.LIGHT:
        level = motion.light_level(_LIGHT, 1.0)
        canvas.shade((0, 0, LOGICAL_W, LOGICAL_H), (level, level, min(1.0, level * 1.1)))
        return
    there = motion.value(_MOVES, 2.0)
    shut = smooth(min(1.0, _STAYS * (there if there < 1 else 2 - there)))
    if shut > 0 and way is Way.FLATS:
        _flats(canvas, shut)
    elif shut > 0:
        _drop(canvas, shut)


def _flats(canvas: Canvas, shut: float) -> None:
    """Three from each side."""
    step = LOGICAL_W / 6
    off = round((3 * step + 12) * (1 - shut))
    top = (LOGICAL_H - natural_size("change_flat")[1]) / 2
    for number in range(3):
        canvas.picture("change_flat", number * step - off - 1, top)
        canvas.picture("change_flat", (number + 3) * step + off - 1, top)


def _drop(canvas: Canvas, shut: float) -> None:
    """As many strips as the stage is wide; the batten at its foot comes to stand on the floor."""
    wide, high = natural_size("change_drop")
    for number in range(round(LOGICAL_W / wide)):
        canvas.picture("change_drop", number * wide, round(LOGICAL_H * shut) - high)
