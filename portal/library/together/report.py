"""What a class read together, without anybody in it: for the file of the class, the head of school, the library."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from portal.library.lending.seats import ONE_DAY, Period
from portal.library.models import ClassSet
from portal.library.reading.queries import ReaderCard, readers_of
from portal.library.titles.queries import TitleCard, contents, title_by_id
from portal.library.together.erasing import answer_counts
from portal.library.together.queries import QuestionCard, counters_of, goals_of, questions_of
from portal.library.together.sums import reached
from portal.library.together.weeks import weeks_of


@dataclass(frozen=True)
class ChapterLine:
    position: int
    heading: str
    reached: int | None
    """How many opened it; None where the group is too small to tell."""


@dataclass(frozen=True)
class GoalLine:
    """A week with a goal. Weeks without school are no lines: they asked nothing of anybody."""

    first: date
    last: date
    chapter: int
    reached: int | None
    """How many have come that far until now."""


@dataclass(frozen=True)
class QuestionLine:
    chapter: int
    text: str
    answered: int
    chosen: tuple[tuple[str, int], ...]
    """By option how many chose it; empty where the answers are in own words, or too few to tell."""


@dataclass(frozen=True)
class Report:
    title: TitleCard
    class_name: str
    period: Period
    copies: int
    readers: int
    is_erased: bool
    chapters: tuple[ChapterLine, ...]
    goals: tuple[GoalLine, ...]
    holidays: tuple[str, ...]
    """The holidays in the period."""
    questions: tuple[QuestionLine, ...]

    @property
    def is_small(self) -> bool:
        """Too few readers to tell how far they are."""
        return self.readers > 0 and all(line.reached is None for line in self.chapters)


def period_of(made: ClassSet) -> Period:
    """The days on which the class could read, also when the copies went back early."""
    last = made.until_day if made.returned_on is None else min(made.until_day, made.returned_on - ONE_DAY)
    return Period(made.from_day, max(last, made.from_day))


def report(session: Session, made: ClassSet, class_name: str) -> Report:
    """As it stands; after the erasure, from the counters that stayed."""
    chapters = contents(session, made.title_id)
    readers = readers_of(session, made.id)
    count, sums, answers = _counted(session, made, readers, len(chapters))
    weeks = weeks_of(period_of(made))
    goals = goals_of(session, made.id)
    return Report(
        title=title_by_id(session, made.title_id),
        class_name=class_name,
        period=period_of(made),
        copies=made.copies,
        readers=count,
        is_erased=made.erased_at is not None and not readers,
        chapters=tuple(ChapterLine(one.position, one.heading, _at(sums, one.position)) for one in chapters),
        goals=tuple(
            GoalLine(week.first, week.last, goals[week.monday], _at(sums, goals[week.monday]))
            for week in weeks
            if week.monday in goals
        ),
        holidays=tuple(dict.fromkeys(week.holiday for week in weeks if week.holiday)),
        questions=tuple(_question(one, answers.get(str(one.id), {})) for one in questions_of(session, made.id)),
    )


def _counted(
    session: Session, made: ClassSet, readers: Sequence[ReaderCard], chapters: int
) -> tuple[int, Sequence[int] | None, Mapping[str, Any]]:
    """How many readers, by chapter how many opened it, and by question what was answered."""
    if readers:
        return len(readers), reached(readers, chapters), answer_counts(session, made.id)
    kept = counters_of(session, made.id)
    return (0, None, {}) if kept is None else (kept.readers, kept.reached, kept.answers)


def _at(sums: Sequence[int] | None, position: int) -> int | None:
    """None too for a chapter that the book did not have when the class was counted."""
    return sums[position - 1] if sums is not None and 0 < position <= len(sums) else None


def _question(card: QuestionCard, counted: Mapping[str, Any]) -> QuestionLine:
    chosen = counted.get("chosen") or []
    return QuestionLine(
        card.chapter, card.text, counted.get("answered", 0), tuple(zip(card.options, chosen, strict=False))
    )


def sheet(told: Report) -> str:
    """The report as CSV with semicolons, as spreadsheets in Flanders open it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in _rows(told))
    return "\ufeff" + out.getvalue()


def _rows(told: Report) -> Iterator[tuple[object, ...]]:
    yield ("soort", "hoofdstuk", "tekst", "keuze", "aantal", "van")
    yield ("titel", "", told.title.name, told.title.author, "", "")
    yield ("klas", "", told.class_name, "", told.readers, told.copies)
    yield ("periode", "", f"{told.period.first.isoformat()} tot en met {told.period.last.isoformat()}", "", "", "")
    for chapter in told.chapters:
        yield ("hoofdstuk", chapter.position, chapter.heading, "", _number(chapter.reached), told.readers)
    for goal in told.goals:
        yield (
            "leesdoel",
            goal.chapter,
            f"vanaf {goal.first.isoformat()}",
            "",
            _number(goal.reached),
            told.readers,
        )
    for question in told.questions:
        yield ("vraag", question.chapter, question.text, "", question.answered, told.readers)
        for option, count in question.chosen:
            yield ("keuze", question.chapter, question.text, option, count, question.answered)


def _number(count: int | None) -> int | str:
    return "" if count is None else count


def _harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets a quote in front."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
