"""The table of motifs, filled by the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from portal.demo.paper import Palette

Draw = Callable[[Palette, Random], str]


@dataclass(frozen=True)
class Motif:
    """What a picture is about; `alt` says it in Dutch, without capital or full stop."""

    draw: Draw
    alt: str
    ground: str
    backdrops: tuple[str, ...]
    frames: tuple[str, ...]


MOTIFS: dict[str, Motif] = {}


def motif(alt: str, ground: str, backdrops: str, frames: str) -> Callable[[Draw], Draw]:
    """Enter the decorated function under its own name; backdrops and frames are lists with spaces."""

    def enter(draw: Draw) -> Draw:
        name = draw.__name__
        MOTIFS[name] = Motif(draw, alt, ground, tuple(backdrops.split()), tuple(frames.split()))
        return draw

    return enter
