"""Which scenes a class plays in 10, 25 or 50 minutes, and how long each of them is.

A length is no cut through a long lesson: in ten minutes a class plays few scenes, of one round, with few words, and
still comes to "de zaal is klaar". The minutes of a scene in a pack are those of its full length.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from content.model import AnyScene
from game.rules.chance import Stream

LAST = "finish"
"""The kind that ends a run: the whole hall is lit with what was taught."""

FIRST_CHOICE = ("choices", "seat", "veil")
"""What a class needs most before a visit: how to behave, where to go, and what it is about."""

AFTER_THE_VISIT = ("veil", LAST)
"""The round at school after the visit: did the prediction come true, and what is still known?"""


@dataclass(frozen=True, slots=True)
class Length:
    """How a run of so many minutes differs from a full one."""

    minutes: int
    share: float
    """Of a scene's minutes."""
    rounds: float
    """Of a scene's rounds, at least one."""
    words: int
    """Words in "lights up"."""
    recalls: int
    """Questions in the recall flash."""


LENGTHS: Mapping[int, Length] = MappingProxyType(
    {
        10: Length(10, share=0.45, rounds=0.5, words=3, recalls=2),
        25: Length(25, share=0.7, rounds=0.75, words=4, recalls=3),
        50: Length(50, share=1.0, rounds=1.0, words=4, recalls=4),
    }
)
TOLERANCE = 1.1
"""A plan may be a tenth longer than the minutes: nobody stops a class in the last question."""


def length_of(minutes: int) -> Length:
    """The longest length that fits in the minutes, else the shortest."""
    fitting = [length for length in LENGTHS.values() if length.minutes <= minutes]
    return max(fitting, default=LENGTHS[10], key=lambda length: length.minutes)


def minutes_of(scenes: Iterable[AnyScene], minutes: int) -> int:
    """How long these scenes take in a run of so many minutes."""
    return round(sum(scene.minutes for scene in scenes) * length_of(minutes).share)


def chosen(
    offered: Iterable[AnyScene], minutes: int, stream: Stream, played: Sequence[str] = ()
) -> tuple[AnyScene, ...]:
    """The scenes of a run, in the order of the pack: the last one always, then what is needed most and fits.

    What the class played in an earlier lesson goes last, until it has played all. What is needed alike is drawn, so
    that two lessons differ even where nobody remembers the first.
    """
    offered = tuple(offered)
    if all(scene.id in played or scene.kind == LAST for scene in offered):
        played = ()
    drawn, _ = stream.fork("plan").shuffled(offered)
    kept = [scene for scene in offered if scene.kind == LAST]
    for scene in sorted(drawn, key=lambda scene: (scene.id in played, _rank(scene))):
        fits = minutes_of((*kept, scene), minutes) <= minutes * TOLERANCE
        if scene not in kept and (fits or not any(one.kind != LAST for one in kept)):
            kept.append(scene)
    return in_order(scene for scene in offered if scene in kept)


def in_order(scenes: Iterable[AnyScene]) -> tuple[AnyScene, ...]:
    """As they come, the one that ends the run at the end."""
    return tuple(sorted(scenes, key=lambda scene: scene.kind == LAST))


def _rank(scene: AnyScene) -> int:
    return FIRST_CHOICE.index(scene.kind) if scene.kind in FIRST_CHOICE else len(FIRST_CHOICE)
