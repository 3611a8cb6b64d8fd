"""What the journal is told of invoices and payments beside the rows of the ledger, and how it comes back.

Whenever money of a booking is told (an invoice, a credit note, a payment), the invoices it stands on go along, with
their lines, their payments, and who sends and gets them. So a rebuild has who was asked what, under which number, and
who paid; what it has not are the bank's entries, for these come back with the bank's own files.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, func, insert, select

from portal.bookings import journal
from portal.bookings.journal import Values, rows_told, table_of
from portal.invoices.models import (
    CentreBilling,
    Invoice,
    InvoiceLine,
    Payment,
    PaymentShare,
    SchoolBilling,
    Series,
)


def read(connection: Connection, bookings: Collection[int]) -> dict[str, list[Values]]:
    """The invoices and payments of these bookings, by table."""
    lines, shares = table_of(InvoiceLine), table_of(PaymentShare)
    invoices = rows_told(
        connection,
        table_of(Invoice),
        "id",
        connection.scalars(select(lines.c.invoice_id).where(lines.c.booking_id.in_(bookings))),
    )
    ids = _each(invoices, "id")
    payments = {
        row["id"]: row
        for row in (
            *rows_told(connection, table_of(Payment), "invoice_id", ids),
            *rows_told(
                connection,
                table_of(Payment),
                "id",
                connection.scalars(select(shares.c.payment_id).where(shares.c.booking_id.in_(bookings))),
            ),
        )
    }
    for payment in payments.values():
        payment["entry_id"] = None
    return {
        "centre_billing": rows_told(connection, table_of(CentreBilling), "centre_id", _each(invoices, "centre_id")),
        "school_billing": rows_told(connection, table_of(SchoolBilling), "school_id", _each(invoices, "school_id")),
        "invoice": invoices,
        "invoice_line": rows_told(connection, lines, "invoice_id", ids),
        "payment": [payments[one] for one in sorted(payments)],
        "payment_share": rows_told(connection, shares, "payment_id", payments),
    }


def _each(rows: Iterable[Values], name: str) -> set[Any]:
    return {row[name] for row in rows}


def restore_series(connection: Connection) -> None:
    """The next numbers go on where the invoices stopped."""
    invoice = table_of(Invoice)
    last = select(
        invoice.c.centre_id, invoice.c.kind, invoice.c.year, func.max(invoice.c.sequence).label("last")
    ).group_by(invoice.c.centre_id, invoice.c.kind, invoice.c.year)
    series = table_of(Series)
    connection.execute(insert(series).from_select(["centre_id", "kind", "year", "last"], last))


journal.tell_beside(read, restore_series)
