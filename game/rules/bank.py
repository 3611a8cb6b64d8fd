"""What the class was asked so far, what is still due, and which question to take from the bank.

A word that is lit is asked at least three times, in two scenes or more: spread practice is what stays
(Latimier et al. 2021: spaced against massed retrieval, g = 0.74). What was missed comes back later in the run, and
never at once. A question comes back only when nothing fresh is left.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.model import Item, Level, PerformanceMode, Phase, fits
from game.rules.chance import Stream

TIMES = 3
SCENES = 2


@dataclass(frozen=True, slots=True)
class Question:
    """A concept was asked in a scene; class level, no names."""

    concept: str
    first_try: bool
    scene: str


def missed(asked: Iterable[Question]) -> tuple[str, ...]:
    """Concepts whose latest question was not right at the first try, oldest first."""
    latest: dict[str, bool] = {}
    for question in asked:
        latest.pop(question.concept, None)
        latest[question.concept] = question.first_try
    return tuple(concept for concept, first_try in latest.items() if not first_try)


def still_due(taught: Iterable[str], asked: Sequence[Question]) -> tuple[str, ...]:
    """Concepts to ask again, most in need first; each stands in it as often as it is to be asked.

    The first of every concept come before the second of any, so that who has little time asks of everything.
    """
    times = Counter(question.concept for question in asked)
    scenes = {(question.concept, question.scene) for question in asked}
    places = Counter(concept for concept, _ in scenes)
    need = {concept: max(TIMES - times[concept], int(places[concept] < SCENES)) for concept in dict.fromkeys(taught)}
    return tuple(
        concept
        for turn in range(TIMES, 0, -1)
        for concept, wanted in sorted(need.items(), key=lambda pair: -pair[1])
        if wanted >= turn
    )


def bank(items: Iterable[Item], level: Level, mode: PerformanceMode) -> tuple[Item, ...]:
    """The questions to play with at this level, for this kind of performance."""
    return tuple(item for item in items if item.phase is Phase.PLAY and fits(item, level, mode))


def pick(items: Sequence[Item], concept: str, used: Sequence[str], stream: Stream) -> Item | None:
    """A question about `concept`: one that wasn't used, else the one that was used longest ago."""
    about = [item for item in items if concept in item.concepts]
    fresh = [item for item in about if item.id not in used]
    if fresh:
        drawn, _ = stream.fork(f"pick/{concept}").below(len(fresh))
        return fresh[drawn]
    last = {item_id: place for place, item_id in enumerate(used)}
    return min(about, key=lambda item: last[item.id], default=None)
