"""What is forgotten of those who paid: their accounts, once nobody has to find out any more whose money it was."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, or_, update
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.invoices.models import BankEntry, EntryState

DECIDED_KEPT = timedelta(days=90)
"""Long enough to pay back what came twice. The bank's own statements keep the account for the bookkeeper."""
OPEN_KEPT = timedelta(days=730)
"""Money that nobody has claimed by then is a matter for the bookkeeper too."""


def forget_payers(session: Session, now: datetime) -> int:
    """Erase the account numbers of payers that are past their time; how many there were. The name, the message and
    the sum stay, and the same file taken in again is still known."""
    today = school_day(now)
    gone = session.execute(
        update(BankEntry)
        .where(
            BankEntry.payer_iban != "",
            or_(
                (BankEntry.state != EntryState.OPEN) & (BankEntry.booked_on < today - DECIDED_KEPT),
                BankEntry.booked_on < today - OPEN_KEPT,
            ),
        )
        .values(payer_iban="")
    )
    return cast(CursorResult[Any], gone).rowcount
