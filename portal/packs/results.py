"""What classes did in the game of a show, for its company: sums over five classes or more, never fewer.

A run is of one class, but two runs of one visit may be the same class twice. So visits are counted: five visits are
five classes at least. Sums grow by five visits at a time; whoever kept yesterday's page and subtracts it from
today's is left with five classes again. A word or scene that fewer than five visits met is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.bookings.models import Booking
from portal.offers.models import Offer, Performance
from portal.visits.models import VisitRun
from portal.visits.queries import Names, WordLine

CLASSES_MIN = 5


@dataclass(frozen=True)
class Run:
    """One run of the game, as it was kept with its visit."""

    visit_id: int
    scenes: Sequence[dict[str, Any]]
    words: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class SceneSum:
    title: str
    rounds: int
    first_try: int

    @property
    def share(self) -> int:
        """How many of a hundred rounds were right at the first try."""
        return round(100 * self.first_try / self.rounds) if self.rounds else 0


@dataclass(frozen=True)
class Played:
    """The sums of at least `CLASSES_MIN` classes; words the hardest first."""

    visits: int
    runs: int
    scenes: tuple[SceneSum, ...]
    words: tuple[WordLine, ...]


def runs_of_production(session: Session, production_id: int) -> list[Run]:
    """All runs of a show's visits in order of arrival; one statement."""
    rows = session.execute(
        select(VisitRun.booking_id, VisitRun.scenes, VisitRun.concepts)
        .join(Booking, Booking.id == VisitRun.booking_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Offer.production_id == production_id)
        .order_by(VisitRun.id)
    )
    return [Run(*row) for row in rows]


def tellable(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs up to the one that brought the last whole five of visits."""
    visits: set[int] = set()
    end = 0
    for number, run in enumerate(runs, start=1):
        is_first = run.visit_id not in visits
        visits.add(run.visit_id)
        if is_first and len(visits) % CLASSES_MIN == 0:
            end = number
    return runs[:end]


def played(runs: Sequence[Run], names: Names) -> Played | None:
    """The sums of runs that `tellable` let through; None while there are too few classes."""
    if not runs:
        return None
    scenes = _summed(runs, lambda run: [(one["id"], one["rounds"], one["first_try"]) for one in run.scenes])
    words = _summed(runs, lambda run: [(one["id"], one["asked"], one["first_try"]) for one in run.words])
    word_lines = [WordLine(names.word(one), *sums) for one, sums in words.items()]
    return Played(
        visits=len({run.visit_id for run in runs}),
        runs=len(runs),
        scenes=tuple(SceneSum(names.scene(one), *sums) for one, sums in scenes.items()),
        words=tuple(sorted(word_lines, key=lambda line: (line.share, line.word))),
    )


def _summed(runs: Sequence[Run], counts: Callable[[Run], list[tuple[str, int, int]]]) -> dict[str, tuple[int, int]]:
    """How often each thing was tried and how often it went well at once, of what enough visits met."""
    tried: dict[str, tuple[int, int]] = {}
    met: dict[str, set[int]] = {}
    for run in runs:
        for one, times, first_try in counts(run):
            if times:
                before = tried.get(one, (0, 0))
                tried[one] = (before[0] + times, before[1] + first_try)
                met.setdefault(one, set()).add(run.visit_id)
    return {one: sums for one, sums in tried.items() if len(met[one]) >= CLASSES_MIN}
