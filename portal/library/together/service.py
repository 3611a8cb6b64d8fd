"""Goals, questions and answers: the changes. All flush, none commits."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.library.lending.service import lock_title
from portal.library.models import Reader
from portal.library.together.errors import (
    AnswerRefused,
    QuestionAnswered,
    QuestionClosed,
    QuestionTwice,
    TooManyQuestions,
)
from portal.library.together.models import Answer, ChapterQuestion, ReadingGoal, TitleQuestion

QUESTIONS_MAX = 60
"""Of one class set: a book of forty chapters with a question each, and some to spare."""
QUESTION_MAX, OPTION_MAX, ANSWER_MAX = 300, 100, 500
"""Characters."""
OPTIONS_MAX = 6

_CONTACT = re.compile(r"\S@\S|https?:|www\.|(?:\d[\s./-]?){9,}", re.IGNORECASE)
"""E-mail and web addresses, and runs of digits as long as a telephone number."""


@dataclass(frozen=True)
class Asked:
    """A question as a teacher writes it. Without options: a short answer in one's own words."""

    chapter: int
    text: str
    options: tuple[str, ...] = ()


def set_goals(session: Session, set_id: int, goals: Mapping[date, int]) -> None:
    """Put these goals (by Monday) in the place of all earlier ones; none at all takes them away."""
    session.execute(delete(ReadingGoal).where(ReadingGoal.class_set_id == set_id))
    session.add_all(ReadingGoal(class_set_id=set_id, monday=monday, chapter=n) for monday, n in goals.items())
    session.flush()


def ask(session: Session, set_id: int, asked: Asked, *, now: datetime) -> ChapterQuestion:
    """Ask the class a question. The same one twice (a second click) is one.

    Raises:
        TooManyQuestions: the set has `QUESTIONS_MAX` already.
    """
    known = list(session.scalars(select(ChapterQuestion).where(ChapterQuestion.class_set_id == set_id)))
    earlier = next((one for one in known if (one.chapter, one.text) == (asked.chapter, asked.text)), None)
    if earlier is not None:
        return earlier
    if len(known) >= QUESTIONS_MAX:
        raise TooManyQuestions(QUESTIONS_MAX)
    question = ChapterQuestion(
        class_set_id=set_id, chapter=asked.chapter, text=asked.text, options="\n".join(asked.options), asked_at=now
    )
    session.add(question)
    session.flush()
    return question


def take_over(session: Session, set_id: int, title_id: int, ids: Collection[int], *, now: datetime) -> int:
    """Ask the class these questions of the title itself; gives how many there were. Those asked already stay one."""
    chosen = session.scalars(
        select(TitleQuestion)
        .where(TitleQuestion.title_id == title_id, TitleQuestion.id.in_(ids))
        .order_by(TitleQuestion.chapter, TitleQuestion.id)
    ).all()
    for one in chosen:
        ask(session, set_id, Asked(one.chapter, one.text, tuple(one.options.splitlines())), now=now)
    return len(chosen)


def give_questions(session: Session, title_id: int, questions: Sequence[Asked]) -> None:
    """Give a title questions of its own, for every class that will read it. A title that has some keeps those."""
    if session.scalar(select(TitleQuestion.id).where(TitleQuestion.title_id == title_id).limit(1)) is not None:
        return
    session.add_all(
        TitleQuestion(title_id=title_id, chapter=one.chapter, text=one.text, options="\n".join(one.options))
        for one in questions
    )
    session.flush()


def add_title_question(session: Session, title_id: int, asked: Asked) -> TitleQuestion:
    """Give a title one more question of its own. The same one twice (a second click) is one.

    Raises:
        TooManyQuestions: the title has `QUESTIONS_MAX` already.
    """
    lock_title(session, title_id)
    if (earlier := _same_of_title(session, title_id, asked)) is not None:
        return earlier
    known = session.scalar(select(func.count()).where(TitleQuestion.title_id == title_id)) or 0
    if known >= QUESTIONS_MAX:
        raise TooManyQuestions(QUESTIONS_MAX)
    question = TitleQuestion(
        title_id=title_id, chapter=asked.chapter, text=asked.text, options="\n".join(asked.options)
    )
    session.add(question)
    session.flush()
    return question


def change_title_question(session: Session, title_id: int, question_id: int, asked: Asked) -> bool:
    """Put a title's own question in other words; False when it is not there (any more). Classes keep their copies.

    Raises:
        QuestionTwice: another one of this chapter says the same.
    """
    lock_title(session, title_id)
    earlier = _same_of_title(session, title_id, asked)
    if earlier is not None and earlier.id != question_id:
        raise QuestionTwice
    changed = session.execute(
        update(TitleQuestion)
        .where(TitleQuestion.title_id == title_id, TitleQuestion.id == question_id)
        .values(chapter=asked.chapter, text=asked.text, options="\n".join(asked.options))
        .returning(TitleQuestion.id)
    )
    return changed.first() is not None


def remove_title_question(session: Session, title_id: int, question_id: int) -> bool:
    """Offer a question no longer with the title; False when it was gone. Classes that took it over keep theirs."""
    gone = session.execute(
        delete(TitleQuestion)
        .where(TitleQuestion.title_id == title_id, TitleQuestion.id == question_id)
        .returning(TitleQuestion.id)
    )
    return gone.first() is not None


def _same_of_title(session: Session, title_id: int, asked: Asked) -> TitleQuestion | None:
    return session.scalar(
        select(TitleQuestion)
        .where(
            TitleQuestion.title_id == title_id,
            TitleQuestion.chapter == asked.chapter,
            TitleQuestion.text == asked.text,
        )
        .limit(1)
    )


def change_question(session: Session, question: ChapterQuestion, asked: Asked) -> None:
    """Put a question in other words, while nobody has answered.

    Raises:
        QuestionAnswered
    """
    answers = session.scalar(select(func.count()).where(Answer.question_id == question.id))
    if answers:
        raise QuestionAnswered
    question.chapter, question.text, question.options = asked.chapter, asked.text, "\n".join(asked.options)


def remove_question(session: Session, question: ChapterQuestion) -> None:
    """Take a question away, and what was answered to it."""
    session.execute(delete(ChapterQuestion).where(ChapterQuestion.id == question.id))


def answer(session: Session, reader_id: int, question_id: int, words: str) -> ChapterQuestion:
    """Keep a pupil's answer in the place of an earlier one; an empty one takes it back. Gives the question.

    Raises:
        QuestionClosed: no question of this pupil's class, or of a chapter that this pupil has not opened.
        AnswerRefused: none of the options, too long, or with an address or a telephone number in it.
    """
    question = session.scalar(
        select(ChapterQuestion)
        .join(Reader, Reader.class_set_id == ChapterQuestion.class_set_id)
        .where(Reader.id == reader_id, ChapterQuestion.id == question_id, ChapterQuestion.chapter <= Reader.furthest)
    )
    if question is None:
        raise QuestionClosed
    text = tidy(words)
    refuse_answer(text, question.options.splitlines())
    mine = (Answer.question_id == question_id, Answer.reader_id == reader_id)
    if not text:
        session.execute(delete(Answer).where(*mine))
        return question
    kept = session.execute(update(Answer).where(*mine).values(text=text).returning(Answer.id)).first()
    if kept is None:
        try:
            with session.begin_nested():
                session.add(Answer(question_id=question_id, reader_id=reader_id, text=text))
        except IntegrityError:  # The same pupil on a second device, in the same moment: the later one stays.
            session.execute(update(Answer).where(*mine).values(text=text))
    return question


def tidy(words: str) -> str:
    """What was typed in plain characters, with single spaces."""
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())


def refuse_answer(text: str, options: Collection[str]) -> None:
    if not text:
        return
    if options and text not in options:
        raise AnswerRefused("Kies een van de antwoorden.")
    if len(text) > ANSWER_MAX:
        raise AnswerRefused(f"Zeg het korter: in hoogstens {ANSWER_MAX} tekens.")
    if not options and _CONTACT.search(text):
        raise AnswerRefused("Laat e-mailadressen, websites en telefoonnummers weg.")
