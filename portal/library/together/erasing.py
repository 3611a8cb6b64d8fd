"""Erase what is known of pupils: animals, PINs, places, answers, marks. What stays are counters without persons.

Everything of a pupil hangs on `reader` with ON DELETE CASCADE, so the one row that goes takes the rest along.
"""

from collections import Counter
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.library.models import ClassSet, Reader
from portal.library.reading.queries import readers_of
from portal.library.titles.queries import contents
from portal.library.together.models import Answer, ReadingCounters
from portal.library.together.queries import questions_of
from portal.library.together.sums import reached
from portal.places.school_calendar import school_year
from portal.visits.models import SMALLEST_CLASS

ERASE_AFTER = timedelta(days=30)
"""How long what is known of pupils is kept after the last day of their set."""


def erase_readers(session: Session, made: ClassSet, *, now: datetime) -> None:
    """Erase the readers of a set at once, on the teacher's word or when its time has come; count them first."""
    keep_counters(session, made, now=now)
    session.execute(delete(Reader).where(Reader.class_set_id == made.id))
    made.erased_at = now


def erase_due(session: Session, now: datetime) -> int:
    """Erase the readers of every set whose time has come; gives the number of sets that had any.

    Call inside `write_transaction`. A set that was given back early ended on the day before `returned_on`.
    """
    limit = erased_before(school_day(now))
    over = or_(ClassSet.until_day < limit, ClassSet.returned_on <= limit)
    with_readers = select(Reader.class_set_id).where(Reader.class_set_id == ClassSet.id).exists()
    due = session.scalars(select(ClassSet).where(over, with_readers)).all()
    for made in due:
        erase_readers(session, made, now=now)
    return len(due)


def erased_before(today: date) -> date:
    """Readers of sets that ended before this day are erased: 30 days after the end, and on the first of September
    what ended in the school year before, for that class is no more."""
    return max(today - ERASE_AFTER, date(school_year(today), 9, 1))


def keep_counters(session: Session, made: ClassSet, *, now: datetime) -> None:
    """Count what a class read. A class that began anew after an erasure keeps the counters of its fullest reading."""
    readers = readers_of(session, made.id)
    kept = session.get(ReadingCounters, made.id)
    if not readers or (kept is not None and kept.readers > len(readers)):
        return
    chapters = len(contents(session, made.title_id))
    counters = {
        "readers": len(readers),
        "reached": reached(readers, chapters),
        "answers": answer_counts(session, made.id),
        "counted_at": now,
    }
    if kept is None:
        session.add(ReadingCounters(class_set_id=made.id, **counters))
    else:
        for name, value in counters.items():
            setattr(kept, name, value)
    session.flush()


def answer_counts(session: Session, set_id: int) -> dict[str, dict[str, object]]:
    """By question: how many answered, and by option how many chose it where enough did. No answer's own words."""
    given: dict[int, Counter[str]] = {}
    rows = session.execute(
        select(Answer.question_id, Answer.text, func.count())
        .join(Reader, Reader.id == Answer.reader_id)
        .where(Reader.class_set_id == set_id, Reader.left_at.is_(None))
        .group_by(Answer.question_id, Answer.text)
    )
    for question_id, text, count in rows:
        given.setdefault(question_id, Counter())[text] = count
    counts: dict[str, dict[str, object]] = {}
    for question in questions_of(session, set_id):
        answered = given.get(question.id, Counter())
        enough = answered.total() >= SMALLEST_CLASS
        chosen = [answered[option] for option in question.options] if enough and question.options else None
        counts[str(question.id)] = {"answered": answered.total(), "chosen": chosen}
    return counts
