"""The list of buses of a day on paper, for who stands outside: a line a school, large enough to read in the rain."""

import importlib.util
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from portal.bookings.transport.queries import Arrival
from portal.bookings.transport.words import TRAVEL
from portal.clock import local
from portal.web.formats import long_day, names

INK, RED, CREAM = (42, 16, 32), (200, 30, 51), (255, 243, 214)
FONT = "Atkinson"
MARGIN = 12.0
COLUMNS = (19, 17, 60, 36, 17, 46, 29, 49)
"""Millimetres of 273: arrives, begins, school, classes, heads, how, bus stands, who to ring."""
HEADS = ("Komt om", "Begint", "School", "Klassen", "Aantal", "Vervoer", "Bus staat", "Bellen")


def bus_list_pdf(rows: Sequence[Arrival], *, house: str, day: date, stand: str) -> bytes:
    """A4 on its side; as many pages as it takes, the head of the table on each."""
    page = _paper(f"Aankomst {house}, {day.isoformat()}", day)
    page.set_font(FONT, "B", 18)
    page.cell(0, 9, f"Wie komt wanneer: {long_day(day)}", new_x="LMARGIN", new_y="NEXT")
    page.set_font(FONT, "", 11)
    people = sum(row.people for row in rows)
    told = f"{house}. {len(rows)} scholen, {people} mensen." + (f" Bussen staan: {stand}." if stand else "")
    page.multi_cell(0, 6, told, new_x="LMARGIN", new_y="NEXT")
    page.ln(2)
    if rows:
        _table(page, rows)
    else:
        page.cell(0, 8, "Er komt die dag niemand.")
    return bytes(page.output())


def _paper(title: str, day: date) -> FPDF:
    page = FPDF(orientation="landscape", format="A4")
    page.set_margins(MARGIN, MARGIN)
    page.set_auto_page_break(True, MARGIN)
    for style, name in (("", "Regular"), ("B", "Bold")):
        page.add_font(FONT, style, _font_file(name))
    page.set_lang("nl-BE")
    page.set_title(title)
    page.set_creation_date(datetime.combine(day, time(), tzinfo=UTC))
    page.set_text_color(*INK)
    page.add_page()
    return page


def _font_file(name: str) -> Path:
    found = importlib.util.find_spec("fontpkg_atkinson_hyperlegible")
    if found is None or found.origin is None:
        raise RuntimeError("the package fontpkg-atkinson-hyperlegible is not installed")
    return next(Path(found.origin).parent.rglob(f"AtkinsonHyperlegible-{name}.ttf"))


def _table(page: FPDF, rows: Sequence[Arrival]) -> None:
    page.set_font(FONT, "", 11)
    page.set_draw_color(*RED)
    head = FontFace(emphasis="BOLD", fill_color=CREAM)
    with page.table(
        col_widths=COLUMNS,
        headings_style=head,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        line_height=5.6,
        padding=1.4,
        text_align="LEFT",
    ) as table:
        table.row(HEADS)
        for row in rows:
            table.row(_cells(row))


def _cells(row: Arrival) -> tuple[str, ...]:
    unsaid = f"in de bus van {row.shares_with}" if row.shares_with else "nog niet gezegd"
    how = TRAVEL[row.how] if row.how else unsaid
    more = [row.note, f"samen met {row.shares_with}" if row.how and row.shares_with else ""]
    if row.return_at is not None:
        more.append(f"vertrekt om {_clock(row.return_at)}")
    return (
        _clock(row.arrives_at),
        _clock(row.starts_at),
        f"{row.school_name}, {row.municipality}",
        names(row.class_names),
        str(row.people),
        "\n".join([how, *filter(None, more)]),
        row.bay,
        row.contact,
    )


def _clock(moment: datetime) -> str:
    here = local(moment)
    return f"{here.hour}.{here.minute:02d}"
