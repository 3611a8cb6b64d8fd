"""Nothing of a pupil outlives the set, on either database; what stays are counters that tell on nobody."""

import enum
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Table, func, select
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.db import UtcDateTime, write_transaction
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import Animal, ClassSet, Reader
from portal.library.reading.service import ReadingPlace, join_set, keep_place
from portal.library.together.erasing import erase_due, erase_readers, erased_before
from portal.library.together.models import Answer, ChapterQuestion, ReadingCounters
from portal.library.together.report import report
from portal.library.together.service import Asked, answer, ask, set_goals
from portal.library.together.weeks import monday_of
from portal.migrations.tables import metadata
from tests.portal.library.conftest import NOW, Place, fill

PIN = ("ster", "maan", "vis")
TODAY = school_day(NOW)
ANIMALS = list(Animal)


def hanging_on_reader() -> list[Table]:
    """Every table whose rows are of a reader, and those that hang on these, parents first."""
    found = [Reader.__table__]
    for table in metadata.sorted_tables:
        if table is not found[0] and any(key.column.table in found for key in table.foreign_keys):
            found.append(table)
    return found[1:]


def test_every_table_of_a_reader_goes_with_the_reader() -> None:
    tables = hanging_on_reader()

    assert {"chapter_answer", "mark", "device_place"} <= {table.name for table in tables}
    for table in tables:
        keys = [key for key in table.foreign_keys if key.column.table in (Reader.__table__, *tables)]
        assert all(key.ondelete == "CASCADE" for key in keys), table.name
    named = {
        table.name
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name in ("reader_id", "animal")
    }
    assert named == {"reader", *(table.name for table in tables if "reader_id" in table.columns)}


def some_value(column: Column[Any], reader_id: int, number: int) -> object:
    """Something that the column takes; a number that differs from row to row."""
    for key in column.foreign_keys:
        return reader_id if key.column.table is Reader.__table__ else 1
    if isinstance(getattr(column.type, "enum_class", None), enum.EnumType):
        return next(iter(column.type.enum_class))  # type: ignore[attr-defined]
    if isinstance(column.type, UtcDateTime):
        return NOW
    return {int: number, float: 0.5, str: f"x{number}", bool: False}[column.type.python_type]


@pytest.fixture
def place(both_session: Session) -> Place:
    return fill(both_session)


def a_class(session: Session, place: Place, readers: int, *, group: int = 0, last: int = 20) -> ClassSet:
    """A set with so many readers, spread over three chapters, each with an answer to two questions."""
    days = Period(TODAY, TODAY + timedelta(days=last))
    wish = SetRequest(place.title, place.classes[group], place.school, max(readers, 1), days, f"k{group}")
    with write_transaction(session):
        made = assign_set(session, wish, assigned_by=place.teacher, now=NOW)
        own = ask(session, made.id, Asked(1, "Wat hoor je?"), now=NOW)
        choice = ask(session, made.id, Asked(1, "Blijf je?", ("ja", "nee")), now=NOW)
        set_goals(session, made.id, {monday_of(TODAY): 2})
        for number in range(readers):
            reader = join_set(session, made, ANIMALS[number], PIN, now=NOW)
            keep_place(session, reader.id, ReadingPlace(1 + number % 3), now=NOW)
            answer(session, reader.id, own.id, f"Het geheim van dier {number}")
            answer(session, reader.id, choice.id, "ja" if number % 2 else "nee")
    return made


def test_scenario_30_what_is_known_of_pupils_goes_at_once_and_counters_without_persons_stay(
    both_session: Session, place: Place
) -> None:
    session = both_session
    made, other = a_class(session, place, 9), a_class(session, place, 2, group=1)
    known = list(session.scalars(select(Reader.id).where(Reader.class_set_id == made.id)))
    with write_transaction(session):
        for table in hanging_on_reader():
            if table.name == "chapter_answer":
                continue
            for number, reader_id in enumerate(known, start=1):
                skip = {column.name for column in table.primary_key if not column.foreign_keys}
                columns = [one for one in table.columns if one.name not in skip and not one.nullable]
                session.execute(
                    table.insert().values({one.name: some_value(one, reader_id, number) for one in columns})
                )

    with write_transaction(session):
        erase_readers(session, made, now=NOW)

    for table in hanging_on_reader():
        left = select(func.count()).select_from(table)
        if "reader_id" in table.columns:
            left = left.where(table.c.reader_id.in_(known))
        assert session.scalar(left) == 0, table.name
    assert session.scalar(select(func.count()).where(Reader.class_set_id == made.id)) == 0
    assert session.scalar(select(func.count()).where(Reader.class_set_id == other.id)) == 2
    told = report(session, made, "4A")
    assert (told.readers, told.is_erased) == (9, True)
    assert [line.reached for line in told.chapters] == [9, 6, 3]
    assert [line.reached for line in told.goals] == [6]
    assert [(line.answered, line.chosen) for line in told.questions] == [(9, ()), (9, (("ja", 4), ("nee", 5)))]
    assert_nothing_tells(session)


def assert_nothing_tells(session: Session) -> None:
    """No word of a pupil of the erased set in any column of any table."""
    session.commit()
    for table in metadata.sorted_tables:
        words = " ".join(str(value) for row in session.execute(select(table)) for value in row)
        assert all(f"Het geheim van dier {number}" not in words for number in range(2, 9)), table.name


def test_of_a_small_group_only_its_size_and_how_many_answers_stay(both_session: Session, place: Place) -> None:
    made = a_class(both_session, place, 7)

    with write_transaction(both_session):
        erase_readers(both_session, made, now=NOW)

    kept = both_session.scalars(select(ReadingCounters)).one()
    assert (kept.readers, kept.reached) == (7, None)
    assert [one["chosen"] for one in kept.answers.values()] == [None, None]
    told = report(both_session, made, "4A")
    assert told.is_small
    assert [line.answered for line in told.questions] == [7, 7]


def test_a_class_that_begins_anew_keeps_the_counters_of_its_fullest_reading(
    both_session: Session, place: Place
) -> None:
    made = a_class(both_session, place, 9)
    with write_transaction(both_session):
        erase_readers(both_session, made, now=NOW)
        join_set(both_session, made, Animal.VOS, PIN, now=NOW)
        erase_readers(both_session, made, now=NOW)
        erase_readers(both_session, made, now=NOW)

    assert both_session.scalars(select(ReadingCounters.readers)).all() == [9]


@pytest.mark.parametrize(
    ("today", "limit"),
    [
        (date(2027, 5, 31), date(2027, 5, 1)),
        (date(2027, 8, 31), date(2027, 8, 1)),
        (date(2027, 9, 1), date(2027, 9, 1)),
        (date(2027, 9, 30), date(2027, 9, 1)),
        (date(2027, 10, 20), date(2027, 9, 20)),
    ],
)
def test_sets_are_erased_thirty_days_after_their_end_and_those_of_last_school_year_on_the_first_of_september(
    today: date, limit: date
) -> None:
    assert erased_before(today) == limit


def test_the_new_school_year_finds_no_pupil_of_the_old_one_but_who_still_reads(
    both_session: Session, place: Place
) -> None:
    session = both_session
    last_of_august = (date(2027, 8, 31) - TODAY).days
    over = a_class(session, place, 8, last=last_of_august)
    still = a_class(session, place, 2, group=1, last=last_of_august + 5)

    for day, left in ((31, {over.id, still.id}), (32, {still.id}), (37, {still.id}), (67, set())):
        moment = datetime(2027, 8, 1, 10, 0, tzinfo=UTC) + timedelta(days=day - 1)
        with write_transaction(session):
            erase_due(session, moment)
        assert set(session.scalars(select(Reader.class_set_id))) == left, moment
    assert session.scalars(select(Answer)).all() == []
    assert session.scalar(select(func.count()).select_from(ChapterQuestion)) == 4


def test_two_answers_of_one_pupil_in_the_same_moment_are_one(both_session: Session, place: Place) -> None:
    made = a_class(both_session, place, 1)
    reader = both_session.scalars(select(Reader)).one()
    question = both_session.scalars(select(ChapterQuestion).where(ChapterQuestion.options == "")).one()

    with write_transaction(both_session):
        answer(both_session, reader.id, question.id, "eerst")
        answer(both_session, reader.id, question.id, "dan")

    given = both_session.scalars(select(Answer.text).where(Answer.question_id == question.id)).all()
    assert given == ["dan"]
    assert made.erased_at is None
