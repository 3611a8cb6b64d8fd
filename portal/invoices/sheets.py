"""The invoices of a house for its accountant: CSV as a Belgian Excel expects, XLSX with real dates and amounts."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.bookings.sheets import as_csv
from portal.invoices.document import Facts
from portal.invoices.models import Invoice, Kind
from portal.invoices.queries import Standing
from portal.invoices.structured import show
from portal.invoices.vat import Rate
from portal.invoices.words import STAGES

COLUMNS = (
    *(
        "nummer",
        "soort",
        "datum",
        "vervaldag",
        "klant",
        "ondernemingsnummer",
        "vrijgesteld",
        "maatstaf 6 %",
        "btw 6 %",
    ),
    *(
        "maatstaf 21 %",
        "btw 21 %",
        "totaal",
        "betaald",
        "gecrediteerd",
        "nog open",
        "stand",
        "mededeling",
        "bij factuur",
    ),
)
MONEY = range(6, 15)
DAYS = (2, 3)

Cell = str | int | date

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def rows_of(session: Session, found: Sequence[Standing], today: date) -> list[tuple[Cell, ...]]:
    """A row for each, in the order of `COLUMNS`; money in cents, that of credit notes below 0."""
    facts = {
        invoice_id: Facts.model_validate(kept)
        for invoice_id, kept in session.execute(
            select(Invoice.id, Invoice.facts).where(Invoice.id.in_([one.id for one in found]))
        )
    }
    numbers = {one.id: one.number for one in found}
    return [_row(one, facts[one.id], numbers, today) for one in found]


def _row(one: Standing, facts: Facts, numbers: dict[int, str], today: date) -> tuple[Cell, ...]:
    sign = -1 if one.kind is Kind.CREDIT_NOTE else 1
    sums = {vat.rate: vat for vat in facts.vat}
    vat: list[int] = []
    for rate in (Rate.LOW, Rate.HIGH):
        vat += [sign * sums[rate].base_cents, sign * sums[rate].vat_cents] if rate in sums else [0, 0]
    return (
        one.number,
        "creditnota" if one.kind is Kind.CREDIT_NOTE else "factuur",
        one.issued_on,
        one.due_on,
        facts.buyer.name,
        facts.buyer.enterprise,
        sign * sums[Rate.EXEMPT].base_cents if Rate.EXEMPT in sums else 0,
        *vat,
        sign * one.total_cents,
        one.paid_cents,
        one.credited_cents,
        one.open_cents,
        STAGES[one.stage(today)][0],
        show(one.structured) if one.structured else "",
        numbers.get(one.credits_id or 0, ""),
    )


def csv_of(rows: Iterable[Sequence[Cell]]) -> str:
    return as_csv(COLUMNS, ([_plain(at, value) for at, value in enumerate(row)] for row in rows), delimiter=";")


def _plain(at: int, value: Cell) -> str:
    if at in MONEY and isinstance(value, int):
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value) // 100},{abs(value) % 100:02d}"
    return value.isoformat() if isinstance(value, date) else str(value)


def xlsx_of(rows: Sequence[Sequence[Cell]]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet("Facturen")
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "d/mm/yyyy"})
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, COLUMNS, bold)
        for number, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                if at in MONEY and isinstance(value, int):
                    sheet.write_number(number, at, value / 100, money)
                elif isinstance(value, date):
                    sheet.write_datetime(number, at, value, day)
                else:
                    sheet.write_string(number, at, str(value))
        sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
        sheet.autofit()
    return out.getvalue()
