"""Classes of school years long past: a name, a level and a count that nobody looks at any more."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, exists, select
from sqlalchemy.orm import Session

from portal.accounts.queries import school_year
from portal.clock import school_day
from portal.db import Base

YEARS_SHOWN = 3
"""The desk of a school looks back so many school years; what is older is on no page."""
BOOKKEEPING = timedelta(days=3653)
"""Ten years: as long as invoices and what they rest on have to be kept (Belgian VAT code, article 60)."""
AT_ONCE = 500


def forget_classes(session: Session, now: datetime) -> int:
    """Remove the classes of past years that no booking within the bookkeeping period needs; how many.

    A booking has the name and counts of its classes itself. A class set names its class for good, and keeps it.
    """
    tables = Base.metadata.tables
    group = tables["class_group"]
    first = int(school_year(school_day(now))[:4]) - YEARS_SHOWN
    needed = [
        exists().where(
            tables["booking_group"].c.class_group_id == group.c.id,
            tables["booking"].c.id == tables["booking_group"].c.booking_id,
            tables["booking"].c.created_at > now - BOOKKEEPING,
        ),
        *(exists().where(tables[name].c.class_group_id == group.c.id) for name in ("class_set", "set_wait")),
    ]
    old = (
        select(group.c.id)
        .where(group.c.school_year < f"{first}-{first + 1}", *(~one for one in needed))
        .order_by(group.c.id)
        .limit(AT_ONCE)
    )
    gone = session.execute(group.delete().where(group.c.id.in_(old)))
    return cast(CursorResult[Any], gone).rowcount
