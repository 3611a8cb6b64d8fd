"""What a school lets a pupil's year cost, and the costs of a class that Foyer doesn't know by itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.bookings.budget.rules import Stage
from portal.db import Base, UtcDateTime, words


class BudgetLimit(Base):
    """The amount that the school holds itself to, per pupil; without a row the one of `amounts.py` counts."""

    __tablename__ = "budget_limit"
    __table_args__ = (CheckConstraint("cents >= 0", name="cents"),)

    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), primary_key=True)
    school_year: Mapped[str] = mapped_column(String(9), primary_key=True)
    stage: Mapped[Stage] = mapped_column(words(Stage, "budget_stage"), primary_key=True)
    cents: Mapped[int]


class ClassCost(Base):
    """A cost of a class beside what it books here: swimming, a museum, the bus to the farm."""

    __tablename__ = "class_cost"
    __table_args__ = (CheckConstraint("cents >= 1", name="cents"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_group_id: Mapped[int] = mapped_column(ForeignKey("class_group.id", ondelete="CASCADE"), index=True)
    request_key: Mapped[str] = mapped_column(String(32), unique=True)
    word: Mapped[str] = mapped_column(String(60))
    cents: Mapped[int]
    is_per_pupil: Mapped[bool]
    """Else the sum is of the class together."""
    added_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
