"""What a class reads together: the reads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.library.models import Animal, Chapter, Reader
from portal.library.reading.queries import ReaderCard, Reading
from portal.library.together.models import Answer, ChapterQuestion, ReadingCounters, ReadingGoal, TitleQuestion
from portal.library.together.naming import chapter_name, piece_words
from portal.library.together.weeks import monday_of

GOAL_STEPS = 4
"""In how many steps the small curtain of a goal opens."""


@dataclass(frozen=True)
class PupilQuestion:
    """A question with this pupil's own answer, or an empty one."""

    id: int
    chapter: int
    text: str
    options: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class PupilGoal:
    """Up to and with which chapter this week, and whether this pupil got there."""

    chapter: int
    name: str
    furthest: int

    @property
    def is_reached(self) -> bool:
        return self.furthest >= self.chapter

    @property
    def opened(self) -> int:
        """How far the small curtain is open, 0 to `GOAL_STEPS`; only a goal that is reached opens it wholly."""
        return GOAL_STEPS if self.is_reached else min(self.furthest * GOAL_STEPS // self.chapter, GOAL_STEPS - 1)


@dataclass(frozen=True)
class Beside:
    """What stands beside the text of a chapter for one pupil."""

    goal: PupilGoal | None
    questions: tuple[PupilQuestion, ...]


def beside(session: Session, me: Reading, chapter: int, today: date) -> Beside:
    """This week's goal and the questions of a chapter that the pupil has opened: one statement for every page."""
    rows = session.execute(
        select(Reader.furthest, ReadingGoal.chapter, Chapter.heading, ChapterQuestion, Answer.text)
        .outerjoin(
            ReadingGoal,
            (ReadingGoal.class_set_id == Reader.class_set_id) & (ReadingGoal.monday == monday_of(today)),
        )
        .outerjoin(Chapter, (Chapter.title_id == me.title_id) & (Chapter.position == ReadingGoal.chapter))
        .outerjoin(
            ChapterQuestion,
            (ChapterQuestion.class_set_id == Reader.class_set_id)
            & (ChapterQuestion.chapter == chapter)
            & (ChapterQuestion.chapter <= Reader.furthest),
        )
        .outerjoin(Answer, (Answer.question_id == ChapterQuestion.id) & (Answer.reader_id == Reader.id))
        .where(Reader.id == me.reader_id)
        .order_by(ChapterQuestion.id)
    ).all()
    if not rows:
        return Beside(None, ())
    furthest, goal, heading = rows[0][:3]
    return Beside(
        None
        if goal is None
        else PupilGoal(goal, chapter_name(goal, heading or "", piece_words(is_pictures=me.is_pictures)), furthest),
        tuple(_of_pupil(question, text) for *_, question, text in rows if question is not None),
    )


def _of_pupil(question: ChapterQuestion, text: str | None) -> PupilQuestion:
    return PupilQuestion(
        question.id, question.chapter, question.text, tuple(question.options.splitlines()), text or ""
    )


def open_questions(session: Session, me: Reading) -> list[PupilQuestion]:
    """All questions of the chapters that this pupil has opened, in reading order."""
    rows = session.execute(
        select(ChapterQuestion, Answer.text)
        .join(
            Reader,
            (Reader.class_set_id == ChapterQuestion.class_set_id) & (ChapterQuestion.chapter <= Reader.furthest),
        )
        .outerjoin(Answer, (Answer.question_id == ChapterQuestion.id) & (Answer.reader_id == Reader.id))
        .where(Reader.id == me.reader_id)
        .order_by(ChapterQuestion.chapter, ChapterQuestion.id)
    )
    return [_of_pupil(question, text) for question, text in rows]


def goals_of(session: Session, set_id: int) -> dict[date, int]:
    """By the Monday of the week, in order."""
    goals = session.scalars(
        select(ReadingGoal).where(ReadingGoal.class_set_id == set_id).order_by(ReadingGoal.monday)
    )
    return {goal.monday: goal.chapter for goal in goals}


@dataclass(frozen=True)
class QuestionCard:
    """A question as the teacher sees it in a list: how many answered, not who."""

    id: int
    chapter: int
    text: str
    options: tuple[str, ...]
    answers: int


def questions_of(session: Session, set_id: int) -> list[QuestionCard]:
    rows = session.execute(
        select(ChapterQuestion, func.count(Answer.id))
        .outerjoin(Answer, Answer.question_id == ChapterQuestion.id)
        .where(ChapterQuestion.class_set_id == set_id)
        .group_by(ChapterQuestion.id)
        .order_by(ChapterQuestion.chapter, ChapterQuestion.id)
    )
    return [
        QuestionCard(one.id, one.chapter, one.text, tuple(one.options.splitlines()), answers) for one, answers in rows
    ]


def question_of_set(session: Session, set_id: int, question_id: int) -> ChapterQuestion | None:
    """A question of this set; another set's is not there."""
    return session.scalar(
        select(ChapterQuestion).where(ChapterQuestion.id == question_id, ChapterQuestion.class_set_id == set_id)
    )


@dataclass(frozen=True)
class AnswerCard:
    id: int
    text: str
    animal: Animal
    """Only shown when the teacher asks for it."""


def answers_to(session: Session, question_id: int) -> list[AnswerCard]:
    """In the order of the alphabet, which says nothing about who answered when."""
    rows = session.execute(
        select(Answer.id, Answer.text, Reader.animal)
        .join(Reader, Reader.id == Answer.reader_id)
        .where(Answer.question_id == question_id)
    )
    return sorted((AnswerCard(*row) for row in rows), key=lambda card: (card.text.casefold(), card.id))


def choices_made(answers: Sequence[AnswerCard], options: Sequence[str]) -> list[tuple[str, int]]:
    """How often each option was chosen, in the order of the options."""
    counted = Counter(card.text for card in answers)
    return [(option, counted[option]) for option in options]


@dataclass(frozen=True)
class OwnQuestion:
    """A question that comes with the title."""

    id: int
    chapter: int
    text: str
    options: tuple[str, ...]


def title_questions(session: Session, title_id: int) -> list[OwnQuestion]:
    rows = session.scalars(
        select(TitleQuestion)
        .where(TitleQuestion.title_id == title_id)
        .order_by(TitleQuestion.chapter, TitleQuestion.id)
    )
    return [OwnQuestion(one.id, one.chapter, one.text, tuple(one.options.splitlines())) for one in rows]


def title_question(session: Session, title_id: int, question_id: int) -> OwnQuestion | None:
    """A question of this title; another title's is not there."""
    return next((one for one in title_questions(session, title_id) if one.id == question_id), None)


@dataclass(frozen=True)
class GoalSums:
    """Where a class is against its goals, as numbers of readers."""

    readers: int
    due: int | None
    """The chapter that everybody was to have reached by now; None before the first goal is due."""
    where_wanted: int
    """How many are in the chapter of `due` or further; all of them while nothing is due."""
    this_week: int | None
    there_already: int
    """How many are at this week's goal."""


def goal_sums(readers: Sequence[ReaderCard], due: int | None, this_week: int | None) -> GoalSums:
    return GoalSums(
        len(readers),
        due,
        sum(reader.furthest >= (due or 0) for reader in readers),
        this_week,
        sum(reader.furthest >= (this_week or 0) for reader in readers),
    )


def counters_of(session: Session, set_id: int) -> ReadingCounters | None:
    return session.get(ReadingCounters, set_id)
