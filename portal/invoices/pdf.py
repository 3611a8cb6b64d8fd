"""An invoice or credit note as a PDF: one A4, or more when a school year stands on it. Pure: document in, bytes out.

The dates in the file are those of the invoice, so that the same invoice is the same file, byte for byte.
"""

import importlib.util
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from portal.invoices.document import Document, DocumentLine, Seller, Side
from portal.invoices.numbers import show_enterprise, show_iban
from portal.invoices.structured import show
from portal.invoices.transfer import transfer_to
from portal.invoices.ubl import EXEMPT_TEXT
from portal.invoices.vat import Rate
from portal.web.formats import MONTHS, euro

INK, GREY, RED, GOLD, CREAM = (42, 16, 32), (107, 84, 94), (200, 30, 51), (224, 169, 60), (255, 243, 214)
LEFT, RIGHT, WIDTH = 20.0, 190.0, 170.0
COLUMNS = (112.0, 14.0, 21.0, 23.0)
"""Text, count, price, sum: millimetres."""
FACTS_Y, LINES_Y, PAY_HEIGHT, FOOT = 92.0, 118.0, 44.0, 22.0

FONT = "Atkinson"


def pdf_of(document: Document, open_cents: int | None = None) -> bytes:
    """With `open_cents` it asks for what is open now; without, for what was open when it was made."""
    page = _Paper(document)
    page.add_page()
    _parties(page, document)
    _facts(page, document)
    _lines(page, document)
    _totals(page, document)
    _payment(page, document, document.payable_cents if open_cents is None else open_cents)
    return bytes(page.output())


def _font_file(name: str) -> Path:
    found = importlib.util.find_spec("fontpkg_atkinson_hyperlegible")
    if found is None or found.origin is None:
        raise RuntimeError("the package fontpkg-atkinson-hyperlegible is not installed")
    return next(Path(found.origin).parent.rglob(f"AtkinsonHyperlegible-{name}.ttf"))


class _Paper(FPDF):
    """A4 with the head and foot of this document on each page."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        self.document = document
        self.set_margins(LEFT, 18, 210 - RIGHT)
        self.set_auto_page_break(True, FOOT + 4)
        self.alias_nb_pages()
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font(FONT, style, _font_file(name))
        self.set_lang("nl-BE")
        self.set_title(f"{_word(document)} {document.number}")
        self.set_author(document.seller.name)
        day = document.issued_on
        self.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))

    def text_at(
        self, x: float, y: float, text: str, size: float = 9.5, style: str = "", colour: object = INK
    ) -> None:
        self.ink(size, style, colour)
        self.set_xy(x, y)
        self.cell(0, 5, text)

    def right_at(self, x: float, y: float, width: float, text: str, size: float = 9.5, style: str = "") -> None:
        self.ink(size, style, INK)
        self.set_xy(x, y)
        self.cell(width, 5, text, align="R")

    def ink(self, size: float, style: str = "", colour: object = INK) -> None:
        self.set_font(FONT, style, size)
        self.set_text_color(*colour)  # type: ignore[misc]

    def line_at(self, y: float, colour: tuple[int, int, int] = GOLD, width: float = 0.3) -> None:
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(LEFT, y, RIGHT, y)

    def header(self) -> None:
        self.set_fill_color(*RED)
        self.rect(0, 0, 210, 5, style="F")
        self.set_fill_color(*GOLD)
        self.rect(0, 5, 210, 0.8, style="F")
        seller = self.document.seller
        first = self.page_no() == 1
        self.ink(17 if first else 11, "B")
        self.set_xy(LEFT, 15)
        self.multi_cell(100, 7, seller.trade_name or seller.name, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
        self.ink(22 if first else 11, "B", RED)
        self.set_xy(120, 14 if first else 15)
        self.cell(RIGHT - 120, 9 if first else 7, _word(self.document).upper(), align="R")
        self.right_at(120, 23 if first else 21, RIGHT - 120, self.document.number, 11 if first else 9)
        if self.document.is_draft:
            self.ink(9, "B", RED)
            self.set_xy(120, 29)
            self.cell(RIGHT - 120, 5, "voorbeeld: nog niet gemaakt", align="R")
        self.set_y(34)

    def footer(self) -> None:
        seller = self.document.seller
        y = 297 - FOOT + 6
        self.line_at(y - 2)
        parts = [seller.name, _address(seller), _number(seller), f"IBAN {show_iban(seller.iban)}"]
        if seller.bic:
            parts.append(f"BIC {seller.bic}")
        self.ink(7.5, "", GREY)
        self.set_xy(LEFT, y)
        self.cell(WIDTH, 4, "  ·  ".join(part for part in parts if part))
        self.set_xy(LEFT, y + 4)
        self.cell(WIDTH / 2, 4, "  ·  ".join(part for part in (seller.email, seller.phone) if part))
        self.set_xy(LEFT + WIDTH / 2, y + 4)
        self.cell(WIDTH / 2, 4, f"{self.page_no()} van {{nb}}", align="R")


def _word(document: Document) -> str:
    return "Creditnota" if document.is_credit else "Factuur"


def _address(side: Side) -> str:
    town = f"{side.postal_code} {side.city}".strip()
    return ", ".join(part for part in (side.street, town) if part)


def _number(side: Side) -> str:
    if not side.enterprise:
        return ""
    written = show_enterprise(side.enterprise)
    return f"btw BE {written}" if isinstance(side, Seller) and side.has_vat_number else f"KBO {written}"


def _parties(page: _Paper, document: Document) -> None:
    for x, title, side in ((LEFT, "Van", document.seller), (110.0, "Aan", document.buyer)):
        page.text_at(x, 44, title.upper(), 7.5, "B", RED)
        page.ink(10.5, "B")
        page.set_xy(x, 49.5)
        page.multi_cell(78, 5, side.name, new_x=XPos.LEFT, new_y=YPos.NEXT, align="L")
        page.ink(9.5)
        for text in (side.street, f"{side.postal_code} {side.city}".strip(), _number(side), side.email):
            if text:
                page.set_x(x)
                page.cell(78, 4.8, text, new_x=XPos.LEFT, new_y=YPos.NEXT)


def _facts(page: _Paper, document: Document) -> None:
    facts = [("Datum", _day(document.issued_on))]
    if document.credits is not None:
        facts += [("Bij factuur", document.credits[1]), ("van", _day(document.credits[2]))]
    else:
        facts.append(("Te betalen tegen", _day(document.due_on)))
    if document.order_reference:
        facts.append(("Jullie referentie", document.order_reference))
    width = WIDTH / 4
    page.set_fill_color(*CREAM)
    page.rect(LEFT, FACTS_Y - 2, WIDTH, 15, style="F")
    for at, (name, value) in enumerate(facts):
        page.text_at(LEFT + 2 + at * width, FACTS_Y, name, 7.5, "", GREY)
        page.text_at(LEFT + 2 + at * width, FACTS_Y + 5, value, 10, "B")


def _day(day: object) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"  # type: ignore[attr-defined]


def _lines(page: _Paper, document: Document) -> None:
    page.set_y(LINES_Y - 5)
    _line_head(page)
    for what, lines in groupby(document.lines, key=lambda line: line.what):
        items = list(lines)
        # The heading of a visit and its first line stay together.
        if page.will_page_break(6.5 + 5.5 * min(2, len(items))):
            page.add_page()
            _line_head(page)
        page.ink(9.5, "B")
        page.set_x(LEFT)
        page.multi_cell(WIDTH, 5.5, what, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
        for item in items:
            if page.will_page_break(5.5):
                page.add_page()
                _line_head(page)
            _line(page, item, show_rate=len(document.taxed) > 1)
        page.ln(1.5)


def _line_head(page: _Paper) -> None:
    page.ink(7.5, "", GREY)
    page.set_x(LEFT)
    for width, text, align in zip(COLUMNS, ("Wat", "Aantal", "Prijs", "Bedrag"), "LRRR", strict=True):
        page.cell(width, 5, text, align=align)
    page.ln(5)
    page.line_at(page.get_y())
    page.ln(1.5)


def _line(page: _Paper, line: DocumentLine, *, show_rate: bool) -> None:
    page.ink(9.5)
    page.set_x(LEFT)
    text = f"{line.text}, {_rate(line.rate)}" if show_rate else line.text
    for width, value, align in zip(
        COLUMNS, (text, str(line.count), euro(line.cents_each), euro(line.cents)), "LRRR", strict=True
    ):
        page.cell(width, 5.5, value, align=align)
    page.ln(5.5)


def _rate(rate: Rate) -> str:
    return "vrijgesteld van btw" if rate is Rate.EXEMPT else f"btw {rate.percent} %"


def _totals(page: _Paper, document: Document) -> None:
    rows = [
        (f"{_rate(one.rate).capitalize()}: maatstaf {euro(one.base_cents)}", euro(one.vat_cents))
        for one in document.taxed
        if one.rate is not Rate.EXEMPT
    ]
    needed = 16 + 5.5 * (len(rows) + (2 if document.prepaid_cents else 0)) + PAY_HEIGHT + 12
    if page.will_page_break(needed):
        page.add_page()
    page.line_at(page.get_y() + 1)
    page.set_y(page.get_y() + 3)
    for name, value in rows:
        _sum(page, name, value)
    word = "Terug te krijgen" if document.is_credit else "Totaal"
    _sum(page, word, euro(document.total_cents), 12.5, "B")
    if document.prepaid_cents:
        _sum(page, "Al betaald", f"-{euro(document.prepaid_cents)}")
        _sum(page, "Nog te betalen", euro(document.payable_cents), 12.5, "B")
    if document.is_exempt:
        page.ink(8, "", GREY)
        page.set_x(LEFT)
        page.cell(WIDTH, 5, f"{EXEMPT_TEXT}.", align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if document.note:
        page.ln(2)
        page.ink(9.5)
        page.multi_cell(WIDTH, 5, document.note, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")


def _sum(page: _Paper, name: str, value: str, size: float = 9.5, style: str = "") -> None:
    y = page.get_y()
    height = 7 if style else 5.5
    page.ink(size, style)
    page.set_xy(LEFT, y)
    page.cell(WIDTH - 32, height, name, align="R")
    page.cell(32, height, value, align="R")
    page.set_y(y + height)


def _payment(page: _Paper, document: Document, open_cents: int) -> None:
    if document.structured is None or document.payable_cents <= 0:
        return
    y = page.get_y() + 7
    transfer = transfer_to(document.seller, document.structured, open_cents)
    if transfer is None:
        page.text_at(LEFT, y, "Op deze factuur is niets meer te betalen.", 11, "B", RED)
        return
    page.set_fill_color(*CREAM)
    page.set_draw_color(*GOLD)
    page.set_line_width(0.4)
    page.rect(LEFT, y, WIDTH, PAY_HEIGHT, style="DF")
    x = LEFT + 6
    if document.is_draft:
        page.text_at(x, y + 5, "Hier komen rekening, mededeling en QR-code.", 10, "", GREY)
        return
    page.text_at(x, y + 4, "Zo betaal je", 12, "B", RED)
    rows = (
        ("Bedrag" if open_cents == document.payable_cents else "Nog te betalen", euro(transfer.cents)),
        ("Rekening", show_iban(transfer.iban)),
        ("Op naam van", transfer.name),
        ("Mededeling", show(document.structured)),
        ("Ten laatste", _day(document.due_on)),
    )
    for at, (name, value) in enumerate(rows):
        page.text_at(x, y + 12 + at * 5.6, name, 9, "", GREY)
        page.text_at(x + 27, y + 12 + at * 5.6, value, 10.5, "B")
    size = PAY_HEIGHT - 10
    page.image(transfer.as_png(), x=RIGHT - size - 5, y=y + 3, w=size, alt_text="QR-code om te betalen")
    page.ink(7.5, "", GREY)
    page.set_xy(RIGHT - size - 5, y + size + 3)
    page.cell(size, 4, "Scan met je bankapp", align="C")
