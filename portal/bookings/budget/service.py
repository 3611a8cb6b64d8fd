"""Set the school's amounts and enter other costs. Functions flush and never commit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.accounts.errors import ClassUnknown
from portal.accounts.models import ClassGroup
from portal.bookings.budget.models import BudgetLimit, ClassCost
from portal.bookings.budget.rules import Stage

WORD_MAX = 60
CENTS_MAX = 1_000_000


@dataclass(frozen=True)
class CostRequest:
    """A cost as it is entered. `key` makes the same form, sent twice, one cost."""

    key: str
    class_group_id: int
    word: str
    cents: int
    is_per_pupil: bool


def set_limit(session: Session, school_id: int, year: str, stage: Stage, cents: int | None) -> None:
    """The school's own amount; None: back to what was published."""
    where = (BudgetLimit.school_id == school_id, BudgetLimit.school_year == year, BudgetLimit.stage == stage)
    if cents is None:
        session.execute(delete(BudgetLimit).where(*where))
        return
    made = _insert(session, BudgetLimit).values(school_id=school_id, school_year=year, stage=stage, cents=cents)
    keys = ["school_id", "school_year", "stage"]
    session.execute(made.on_conflict_do_update(index_elements=keys, set_={"cents": cents}))


def add_cost(session: Session, school_id: int, request: CostRequest, *, user_id: int, now: datetime) -> None:
    """Enter a cost for a class of this school.

    Raises:
        ClassUnknown: it is no class of this school.
    """
    owner = session.scalar(select(ClassGroup.school_id).where(ClassGroup.id == request.class_group_id))
    if owner != school_id:
        raise ClassUnknown(request.class_group_id)
    values = {
        "class_group_id": request.class_group_id,
        "request_key": request.key,
        "word": request.word,
        "cents": request.cents,
        "is_per_pupil": request.is_per_pupil,
        "added_by": user_id,
        "added_at": now,
    }
    session.execute(_insert(session, ClassCost).values(values).on_conflict_do_nothing())


def remove_cost(session: Session, school_id: int, cost_id: int) -> bool:
    """False: there is none of this school, or it was gone already."""
    own = select(ClassGroup.id).where(ClassGroup.school_id == school_id)
    gone = session.execute(delete(ClassCost).where(ClassCost.id == cost_id, ClassCost.class_group_id.in_(own)))
    return cast(CursorResult[Any], gone).rowcount == 1


def _insert(session: Session, model: type[BudgetLimit] | type[ClassCost]) -> Any:
    return (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(model)
