"""Who booked and who paid, for a spreadsheet."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from portal.bookings.sheets import as_csv
from portal.bookings.who.queries import WhoLine
from portal.clock import local
from portal.web.formats import word

COLUMNS = (
    *("voorstelling", "wanneer", "school", "plaatsen", "bedrag", "boeking", "staat", "betaald", "open"),
    *("geboekt door", "e-mail", "geboekt op", "laatste betaling", "genoteerd door"),
)
WIDTHS = (34, 17, 34, 10, 12, 13, 16, 12, 12, 24, 30, 17, 17, 20)
SUMS = ("plaatsen", "bedrag", "betaald", "open")
MONEY = ("bedrag", "betaald", "open")
EURO_FORMAT = '"€" #,##0.00;[Red]-"€" #,##0.00'
DATE_FORMAT = "dd/mm/yyyy hh:mm"


Values = tuple[str | int | datetime | None, ...]


def values_of(line: WhoLine) -> Values:
    """In the order of `COLUMNS`: amounts in cents, moments as they are."""
    return (
        line.title,
        line.starts_at,
        line.school_name,
        line.seats,
        line.owed_cents,
        line.reference,
        word(line.state),
        line.paid_cents,
        line.open_cents,
        line.booked_by,
        line.booked_by_email,
        line.booked_at,
        line.paid_at,
        line.paid_noted_by or "",
    )


def who_csv(lines: Iterable[WhoLine]) -> str:
    """With semicolons, comma amounts and a byte order mark, as a Belgian Excel expects."""
    rows = ([_written(name, value) for name, value in zip(COLUMNS, values_of(line), strict=True)] for line in lines)
    return "\ufeff" + as_csv(COLUMNS, rows, delimiter=";")


def _written(name: str, value: str | int | datetime | None) -> str | int:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    if name in MONEY and isinstance(value, int):
        # Not a text with a minus in front, which would be taken for a formula.
        return Amount(value)
    return value


class Amount(int):
    """Cents that are written as "-4,50"."""

    def __str__(self) -> str:
        whole, rest = divmod(abs(self), 100)
        return f"{'-' if self < 0 else ''}{whole},{rest:02d}"


def who_xlsx(lines: Sequence[WhoLine], *, made_at: datetime) -> bytes:
    """Real dates and amounts, a head that stays, filters, and sums that follow them. Texts are never formulas."""
    # Imported here: it takes a tenth of a second that every start of a program would pay.
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": "Wie boekte, wie betaalde", "created": local(made_at).replace(tzinfo=None)})
        looks = _looks(book)
        sheet = book.add_worksheet("Boekingen")
        sheet.freeze_panes(1, 1)
        for place, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, name, looks["head"])
        rows = [values_of(line) for line in lines]
        for number, row in enumerate(rows, start=1):
            for place, (name, value) in enumerate(zip(COLUMNS, row, strict=True)):
                _write(sheet, number, place, name, value, looks)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
            _sums(sheet, rows, looks)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    bold = {"bold": True, "top": 2}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#6d0a1a", "font_color": "#ffffff", "text_wrap": True}),
        "date": book.add_format({"num_format": DATE_FORMAT, "align": "left"}),
        "money": book.add_format({"num_format": EURO_FORMAT}),
        "number": book.add_format({"num_format": "#,##0"}),
        "sum": book.add_format(bold | {"num_format": "#,##0"}),
        "sum-money": book.add_format(bold | {"num_format": EURO_FORMAT}),
        "sum-word": book.add_format(bold),
    }


def _write(sheet: Any, row: int, place: int, name: str, value: object, looks: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, local(value).replace(tzinfo=None), looks["date"])
    elif name in MONEY and isinstance(value, int):
        sheet.write_number(row, place, value / 100, looks["money"])
    elif isinstance(value, int):
        sheet.write_number(row, place, value, looks["number"])
    elif value:
        sheet.write_string(row, place, str(value))


def _sums(sheet: Any, rows: Sequence[Values], looks: dict[str, Any]) -> None:
    """Of the rows that a filter leaves visible: function 109."""
    last = len(rows)
    sheet.write_string(last + 1, 0, "Samen", looks["sum-word"])
    for place in range(1, len(COLUMNS)):
        sheet.write_blank(last + 1, place, None, looks["sum-word"])
    for name in SUMS:
        place = COLUMNS.index(name)
        letter = chr(ord("A") + place)
        total = sum(number for row in rows if isinstance(number := row[place], int))
        is_money = name in MONEY
        formula = f"=SUBTOTAL(109,{letter}2:{letter}{last + 1})"
        look = looks["sum-money" if is_money else "sum"]
        sheet.write_formula(last + 1, place, formula, look, total / 100 if is_money else total)
