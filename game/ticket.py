"""The class ticket: one A4 that the class takes home from a run. What it knows now, and what to look out for.

Counts of a class never show who was right; words do not either. There is no place for names on it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, cast

import fontpkg
from fpdf import FPDF

from content.model import Concept, Pack
from game.rules.activity import VisitRound
from game.rules.bank import missed
from game.rules.run import Run

RED, DEEP, GOLD, CREAM, INK = (200, 30, 51), (109, 10, 26), (224, 169, 60), (255, 243, 214), (42, 16, 32)
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
MOST_WORDS = 24
"""Words on the sheet: two columns of twelve, each with its sentence."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the ticket."""

    title: str
    company: str
    house: str
    day: date
    rooms: int
    after: bool
    known: tuple[Concept, ...]
    """Words that were right the last time they were asked."""
    again: tuple[Concept, ...]
    """Words that the class will look out for."""


def printed(run: Run, day: date) -> Printed:
    """The ticket of a run, however far it came."""
    pack = run.pack
    by_id = {concept.id: concept for concept in pack.concepts}
    asked = tuple(dict.fromkeys(question.concept for question in run.asked if question.concept in by_id))
    again = missed(run.asked)
    return Printed(
        title=_title(pack),
        company=pack.show.company if pack.show else "",
        house=pack.venue.name if pack.venue else "",
        day=day,
        rooms=len(run.lit),
        after=run.setup.visit is VisitRound.AFTER,
        known=tuple(by_id[slug] for slug in asked if slug not in again)[:MOST_WORDS],
        again=tuple(by_id[slug] for slug in again if slug in by_id)[:6],
    )


def _title(pack: Pack) -> str:
    return pack.show.title if pack.show else pack.title


def term(concept: Concept) -> str:
    return concept.terms.get("nl", concept.id.replace("_", " "))


def save(run: Run, folder: Path, day: date) -> Path:
    """Write the ticket into `folder` (made if need be) and tell where. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    data = as_pdf(printed(run, day))
    place = folder / f"klasticket-{run.pack.id}-{day.isoformat()}.pdf"
    number = 2
    while place.exists() and place.read_bytes() != data:
        place = folder / f"klasticket-{run.pack.id}-{day.isoformat()}-{number}.pdf"
        number += 1
    place.write_bytes(data)
    return place


# The sheet ------------------------------------------------------------------------------------------------------


def as_pdf(ticket: Printed) -> bytes:
    """One page of A4, in millimetres."""
    pdf = FPDF(format="A4")
    pdf.set_title(f"Klasticket: {ticket.title}")
    pdf.set_lang("nl-BE")
    pdf.set_creation_date(datetime.combine(ticket.day, time(12), UTC))
    pdf.set_auto_page_break(False)
    font = str(fontpkg.path("Lexend"))
    pdf.add_font("lexend", fname=font, variations=cast(Any, {"wght": 400}))
    pdf.add_font("lexend", style="B", fname=font, variations=cast(Any, {"wght": 700}))
    pdf.add_page()
    _stub(pdf, ticket)
    _words(pdf, ticket)
    return bytes(pdf.output())


def _stub(pdf: FPDF, ticket: Printed) -> None:
    """The ticket itself, with its torn-off edge: cream card, a gold line, half-round bites along the side."""
    x, y, w, h = 12.0, 14.0, 186.0, 82.0
    pdf.set_fill_color(*RED)
    pdf.rect(x, y, w, h, style="F", round_corners=True, corner_radius=5)
    pdf.set_fill_color(*CREAM)
    pdf.rect(x + 4, y + 4, w - 8, h - 8, style="F", round_corners=True, corner_radius=3)
    pdf.set_draw_color(*GOLD)
    pdf.set_line_width(0.8)
    pdf.rect(x + 6.5, y + 6.5, w - 13, h - 13, style="D", round_corners=True, corner_radius=2)
    pdf.set_fill_color(255, 255, 255)
    for number in range(9):
        pdf.circle(x + w - 44, y + 4.6 + number * 9.1, 1.6, style="F")
    _line(pdf, "Klasticket", (x + 12, y + 11), 12, RED, bold=True)
    _box(pdf, ticket.title, (x + 12, y + 19, w - 64), 24, DEEP, bold=True, lines=2)
    below = " · ".join(part for part in (ticket.company, ticket.house) if part)
    _box(pdf, below, (x + 12, y + 45, w - 64), 11, INK, lines=2)
    _line(pdf, _day(ticket.day), (x + 12, y + h - 17), 11, INK)
    _seal(pdf, ticket, x + w - 23, y + h / 2)


def _seal(pdf: FPDF, ticket: Printed, x: float, y: float) -> None:
    """The stub at the right: how many rooms of the house the class lit."""
    pdf.set_fill_color(*GOLD)
    pdf.circle(x, y - 6, 15, style="F")
    pdf.set_fill_color(*DEEP)
    pdf.circle(x, y - 6, 13, style="F")
    pdf.set_xy(x - 13, y - 15)
    pdf.set_text_color(*CREAM)
    pdf.set_font("lexend", "B", 26)
    pdf.cell(26, 12, str(ticket.rooms), align="C")
    pdf.set_xy(x - 15, y - 5)
    pdf.set_font("lexend", "", 9)
    pdf.cell(30, 6, "kamer" if ticket.rooms == 1 else "kamers", align="C")
    pdf.set_text_color(*INK)
    pdf.set_xy(x - 17, y + 12)
    pdf.set_font("lexend", "B", 10)
    pdf.multi_cell(34, 5, "De zaal\nis klaar", align="C")


def _words(pdf: FPDF, ticket: Printed) -> None:
    y = 108.0
    if ticket.known:
        _line(pdf, "Dit weten wij nog" if ticket.after else "Dit weten wij nu", (12, y), 17, DEEP, bold=True)
        y = _columns(pdf, ticket.known, y + 11)
    if ticket.again:
        _line(pdf, "Hier letten we extra op in het theater", (12, y + 4), 14, DEEP, bold=True)
        y = _columns(pdf, ticket.again, y + 13)
    if not ticket.known and not ticket.again:
        _line(pdf, "Vandaag hebben we samen het theater verkend.", (12, y), 14, DEEP, bold=True)
    _line(pdf, "Dit ticket is van heel de klas. Foyer bewaart geen namen.", (12, 284), 9, INK)


def _columns(pdf: FPDF, concepts: tuple[Concept, ...], top: float) -> float:
    """Words with their sentence in two columns; gives where it ends."""
    rows = -(-len(concepts) // 2)
    step = min(19.0, max(11.5, (272 - top) / max(1, rows)))
    size = 10.0 if step > 17 else 8.5 if step > 13 else 7.2
    for number, concept in enumerate(concepts):
        x, y = 12 + number // rows * 95, top + number % rows * step
        pdf.set_fill_color(*GOLD)
        pdf.circle(x + 1.6, y + 2.6, 1.5, style="F")
        _line(pdf, term(concept), (x + 5, y), size + 3, INK, bold=True)
        _box(pdf, concept.definition, (x + 5, y + 5.2, 85), size, INK, lines=2)
    return top + rows * step


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _line(
    pdf: FPDF, text: str, at: tuple[float, float], size: float, colour: tuple[int, int, int], *, bold: bool = False
) -> None:
    pdf.set_font("lexend", "B" if bold else "", size)
    pdf.set_text_color(*colour)
    pdf.set_xy(*at)
    pdf.cell(text=text)


def _box(
    pdf: FPDF,
    text: str,
    at: tuple[float, float, float],
    size: float,
    colour: tuple[int, int, int],
    *,
    bold: bool = False,
    lines: int,
) -> None:
    """Text in a column of a width, smaller until it has no more than so many lines."""
    x, y, w = at
    pdf.set_text_color(*colour)
    while True:
        pdf.set_font("lexend", "B" if bold else "", size)
        found = cast(list[str], pdf.multi_cell(w, text=text, dry_run=True, output="LINES"))
        if len(found) <= lines or size < 6:
            break
        size -= 0.5
    pdf.set_xy(x, y)
    pdf.multi_cell(w, size * 0.46, text, align="L")
