"""Reading goals, questions at chapters, answers, and the counters that stay when the readers are erased."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class ReadingGoal(Base):
    """How far a class wants to be at the end of a week."""

    __tablename__ = "reading_goal"
    __table_args__ = (CheckConstraint("chapter > 0", name="chapter"),)

    class_set_id: Mapped[int] = mapped_column(ForeignKey("class_set.id", ondelete="CASCADE"), primary_key=True)
    monday: Mapped[date] = mapped_column(primary_key=True)
    """Of the week. A day and never a moment: the weeks in which the clocks change are whole weeks."""
    chapter: Mapped[int]
    """Up to and with this one."""


class TitleQuestion(Base):
    """A question that comes with a title. What a teacher takes over is a copy, so its library may change it: no class
    that asks it, and no answer, changes with it."""

    __tablename__ = "title_question"
    __table_args__ = (Index("ix_title_question_title_chapter", "title_id", "chapter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    chapter: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    options: Mapped[str] = mapped_column(Text, default="")


class ChapterQuestion(Base):
    """A question of a teacher at the end of a chapter, open for who has opened that chapter."""

    __tablename__ = "chapter_question"
    __table_args__ = (Index("ix_chapter_question_set_chapter", "class_set_id", "chapter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_set_id: Mapped[int] = mapped_column(ForeignKey("class_set.id", ondelete="CASCADE"))
    chapter: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    options: Mapped[str] = mapped_column(Text, default="")
    """What can be chosen, one a line; empty: a short answer in the pupil's own words."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Answer(Base):
    """What a pupil answered: seen by that pupil and the teacher, erased with the reader."""

    __tablename__ = "chapter_answer"
    __table_args__ = (UniqueConstraint("question_id", "reader_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("chapter_question.id", ondelete="CASCADE"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(500))
    """The words, or the line of the chosen option."""


class ReadingCounters(Base):
    """What stays of a class's reading when its readers are erased: numbers, and of a small group hardly those."""

    __tablename__ = "reading_counters"

    class_set_id: Mapped[int] = mapped_column(ForeignKey("class_set.id", ondelete="CASCADE"), primary_key=True)
    readers: Mapped[int]
    reached: Mapped[list[int] | None] = mapped_column(JSON)
    """By chapter how many opened it; None where the group was too small to tell without telling on somebody."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By the id of a question: how many answered it, and by option how many chose it."""
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
