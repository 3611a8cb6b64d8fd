"""What classes did and learned in the game of a show: sums over five classes or more, never fewer.

A run is of one class, but two runs of one visit may be the same class twice. So visits are counted: five visits are
five classes at least. Each sum grows by five visits at a time; whoever kept yesterday's page and subtracts it from
today's is left with five classes again. That holds for every line of a page by itself. And a show has one sum,
the same for its company and for every house that plays it: between two sums of one show that are drawn otherwise (a
house, a month, a level) there would be a difference, and in that difference perhaps one class.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol, TypeVar

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from content.measure import Answers, Known, Measure, measure
from portal.bookings.models import Booking
from portal.offers.models import Offer, OfferState, Performance, Production
from portal.visits.models import Phase, ProbeCount, Round, VisitRun
from portal.visits.queries import Names, WordLine

CLASSES_MIN = 5


class OfVisit(Protocol):
    """Something that happened at a visit."""

    @property
    def visit_id(self) -> int: ...


T = TypeVar("T", bound=OfVisit)


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


def tellable(runs: Sequence[T]) -> Sequence[T]:
    """The runs, in order of arrival, up to the one that brought the last whole five of visits."""
    visits: set[int] = set()
    end = 0
    for number, run in enumerate(runs, start=1):
        is_first = run.visit_id not in visits
        visits.add(run.visit_id)
        if is_first and len(visits) % CLASSES_MIN == 0:
            end = number
    return runs[:end]


def played(runs: Sequence[Run], names: Names) -> Played | None:
    """The sums of these runs, in order of arrival; None while there are too few classes."""
    told = tellable(runs)
    if not told:
        return None
    scenes = _summed(runs, lambda run: [(one["id"], one["rounds"], one["first_try"]) for one in run.scenes])
    words = _summed(runs, lambda run: [(one["id"], one["asked"], one["first_try"]) for one in run.words])
    word_lines = [WordLine(names.word(one), *sums) for one, sums in words.items()]
    return Played(
        visits=len({run.visit_id for run in told}),
        runs=len(told),
        scenes=tuple(SceneSum(names.scene(one), *sums) for one, sums in scenes.items()),
        words=tuple(sorted(word_lines, key=lambda line: (line.share, line.word))),
    )


@dataclass(frozen=True)
class Tried:
    """One scene or word in one run: how often it was tried, and how often it went well at once."""

    visit_id: int
    times: int
    first_try: int


def _summed(runs: Sequence[Run], counts: Callable[[Run], list[tuple[str, int, int]]]) -> dict[str, tuple[int, int]]:
    """The sums of each thing by itself, over whole fives of the visits that met it."""
    tried: dict[str, list[Tried]] = {}
    for run in runs:
        for one, times, first_try in counts(run):
            if times:
                tried.setdefault(one, []).append(Tried(run.visit_id, times, first_try))
    told = {one: tellable(met) for one, met in tried.items()}
    return {
        one: (sum(met.times for met in all_met), sum(met.first_try for met in all_met))
        for one, all_met in told.items()
        if all_met
    }


OTHERS = "andere woorden samen"


@dataclass(frozen=True)
class Asked:
    """One word in one run, asked before the scenes and again after them."""

    visit_id: int
    run_id: int
    level: str
    concept: str
    is_control: bool
    before: Answers
    after: Answers


def asked_of(session: Session, productions: Collection[int]) -> dict[int, list[Asked]]:
    """The measured words of these shows' visits, by production and in order of arrival; one statement."""
    before, after = aliased(ProbeCount), aliased(ProbeCount)
    rows = session.execute(
        select(
            Offer.production_id,
            VisitRun.booking_id,
            VisitRun.id,
            VisitRun.level,
            before.concept,
            before.is_control,
            before.correct,
            before.answered,
            after.correct,
            after.answered,
        )
        .join_from(VisitRun, before, and_(before.run_id == VisitRun.id, before.phase == Phase.BEFORE))
        .join(after, and_(after.run_id == VisitRun.id, after.concept == before.concept, after.phase == Phase.AFTER))
        .join(Booking, Booking.id == VisitRun.booking_id)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Offer.production_id.in_(productions), VisitRun.round == Round.BEFORE_VISIT)
        .order_by(VisitRun.id, before.id)
    )
    found: dict[int, list[Asked]] = {}
    for production_id, visit_id, run_id, level, concept, is_control, *counts in rows:
        asked = Asked(visit_id, run_id, level, concept, is_control, Answers(*counts[:2]), Answers(*counts[2:]))
        found.setdefault(production_id or 0, []).append(asked)
    return found


def learned(asked: Sequence[Asked], names: Names) -> Measure | None:
    """What classes knew before and after, over whole fives of visits of one level; None while there are too few.

    Each five is told once and never again changed. In a five a word is told by its name when all five visits were
    asked it; the words that were not are told together, when all five visits are among those too, and else not at
    all. So no line, and no difference between two readings of a line, is of fewer than five.
    """
    lines: dict[tuple[str, bool], list[Asked]] = {}
    for five in fives(asked):
        for line, rows in lines_of(five).items():
            lines.setdefault(line, []).extend(rows)
    nothing = Answers(0, 0)
    return measure(
        [
            Known(
                word=names.word(concept) if concept else OTHERS,
                is_control=is_control,
                before=sum((one.before for one in rows), nothing),
                after=sum((one.after for one in rows), nothing),
                visits=len({one.visit_id for one in rows}),
            )
            # Those without a name come last.
            for (concept, is_control), rows in sorted(lines.items(), key=lambda line: not line[0][0])
        ]
    )


@dataclass(frozen=True)
class Five:
    """The words of the runs in which five visits played for the first time, or again."""

    new: frozenset[int]
    rows: tuple[Asked, ...]


def fives(asked: Sequence[Asked]) -> Iterator[Five]:
    """Whole fives in order of arrival, each of one level: classes of one level are asked the same words."""
    for level in sorted({one.level for one in asked}):
        known: set[int] = set()
        new: set[int] = set()
        rows: list[Asked] = []
        for _, run in groupby((one for one in asked if one.level == level), key=lambda one: one.run_id):
            words = list(run)
            new |= {words[0].visit_id} - known
            rows += words
            if len(new) == CLASSES_MIN:
                yield Five(frozenset(new), tuple(rows))
                known |= new
                new, rows = set(), []


def lines_of(five: Five) -> dict[tuple[str, bool], list[Asked]]:
    """The rows of one five by word and whether it is a control; under "" those that only some of its visits met."""
    by_word: dict[tuple[str, bool], list[Asked]] = {}
    for one in five.rows:
        by_word.setdefault((one.concept, one.is_control), []).append(one)
    lines: dict[tuple[str, bool], list[Asked]] = {}
    for (concept, is_control), rows in by_word.items():
        line = (concept if _met_by_all(five, rows) else "", is_control)
        lines.setdefault(line, []).extend(rows)
    return {line: rows for line, rows in lines.items() if _met_by_all(five, rows)}


def _met_by_all(five: Five, rows: Sequence[Asked]) -> bool:
    return five.new <= {one.visit_id for one in rows}


def shows_of_centres(session: Session, centres: Collection[int]) -> list[tuple[int, str]]:
    """Id and title of the shows that these houses programmed, by title; a draft tells nothing yet."""
    rows = session.execute(
        select(Production.id, Production.title)
        .join(Offer, Offer.production_id == Production.id)
        .where(Offer.centre_id.in_(centres), Offer.state != OfferState.DRAFT)
        .distinct()
        .order_by(Production.title, Production.id)
    )
    return [(row.id, row.title) for row in rows]
