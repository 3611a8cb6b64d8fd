"""Ledger and lists as rows for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from portal.bookings.queries import LedgerLine
from portal.clock import local

LEDGER_COLUMNS = (
    *("id", "at", "centre", "performance_id", "start", "title", "reference", "kind"),
    *("seats", "cents", "paid_cents", "school", "actor", "actor_email", "reason"),
)


def ledger_values(line: LedgerLine) -> tuple[str | int, ...]:
    """A row of the ledger in the order of `LEDGER_COLUMNS`."""
    return (
        line.id,
        local(line.at).isoformat(timespec="seconds"),
        line.centre_slug,
        line.performance_id,
        local(line.starts_at).isoformat(timespec="minutes"),
        line.title,
        line.reference,
        line.kind.value,
        line.seats,
        line.cents,
        line.paid_cents,
        line.school_name,
        line.actor_name,
        line.actor_email,
        line.reason,
    )


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str | int]], *, delimiter: str = ",") -> str:
    """Rows as CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return out.getvalue()


def _harmless(value: str | int) -> str | int:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value
