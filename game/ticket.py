"""The class ticket: one A4 that the class takes home from a run. What it knows now, and what to look out for.

Counts of a class never show who was right; words do not either. There is no place for names on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import fontpkg
import pygame
from fpdf import FPDF

from content.model import Concept, Pack
from game.rules.activity import VisitRound
from game.rules.bank import missed
from game.rules.run import Run
from game.view.pictures import catalogue

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
_DOTS = 10
"""Of a picture in a millimetre of paper: 254 an inch."""
_CROWD = (0.0, 0.50, 1.0, 0.34)
"""The part of the full hall that stands on the ticket: left, top, width and height as parts of the drawing."""
Read = Callable[[str], bytes]
"""Gives a file of the pack."""
MOST_WORDS = 22
"""Words on the sheet: two columns of eleven, each with its sentence."""
MOST_AGAIN = 6
_BOTTOM, _ROW = 279.0, 13.0
"""Where words end on the paper, and a row of those that the class looks out for."""


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
    look_out = tuple(by_id[slug] for slug in again if slug in by_id)[:MOST_AGAIN]
    return Printed(
        title=_title(pack),
        company=pack.show.company if pack.show else "",
        house=pack.venue.name if pack.venue else "",
        day=day,
        rooms=len(run.lit),
        after=run.setup.visit is VisitRound.AFTER,
        known=tuple(by_id[slug] for slug in asked if slug not in again)[: MOST_WORDS - len(look_out)],
        again=look_out,
    )


def _title(pack: Pack) -> str:
    return pack.show.title if pack.show else pack.title


def term(concept: Concept) -> str:
    return concept.terms.get("nl", concept.id.replace("_", " "))


def save(run: Run, folder: Path, day: date, read: Read | None = None) -> Path:
    """Write the ticket into `folder` (made if need be) and tell where; with `read` words have their picture.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = as_pdf(printed(run, day), read)
    place = folder / f"klasticket-{run.pack.id}-{day.isoformat()}.pdf"
    number = 2
    while place.exists() and place.read_bytes() != data:
        place = folder / f"klasticket-{run.pack.id}-{day.isoformat()}-{number}.pdf"
        number += 1
    place.write_bytes(data)
    return place


# The sheet ------------------------------------------------------------------------------------------------------


def as_pdf(ticket: Printed, read: Read | None = None) -> bytes:
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
    _words(pdf, ticket, read)
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
    below = " · ".join(part for part in (ticket.company, ticket.house, _day(ticket.day)) if part)
    _box(pdf, below, (x + 12, y + 41.5, w - 64), 11, INK, lines=1)
    pdf.image(_crowd(w - 66), x + 12, y + 49, w - 66)
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


def _crowd(wide_mm: float) -> BytesIO:
    """The hall that is full and cheers, from the balcony down to the second row."""
    wide = round(wide_mm * _DOTS)
    hall = pygame.image.load_sized_svg(str(catalogue()["full_house"]), (wide, round(wide * 1080 / 1920)))
    w, h = hall.get_size()
    left, top, part_w, part_h = _CROWD
    seen = hall.subsurface((round(left * w), round(top * h), round(part_w * w), round(part_h * h)))
    return _png(seen)


def _png(drawn: pygame.Surface) -> BytesIO:
    found = BytesIO()
    pygame.image.save(drawn, found, "picture.png")
    found.seek(0)
    return found


def _words(pdf: FPDF, ticket: Printed, read: Read | None) -> None:
    y = 108.0
    if ticket.known:
        _line(pdf, "Dit weten wij nog" if ticket.after else "Dit weten wij nu", (12, y), 17, DEEP, bold=True)
        rows = -(-len(ticket.again) // 2)
        y = _columns(pdf, ticket.known, (y + 11, _BOTTOM - (rows * _ROW + 15 if rows else 0)), read)
    if ticket.again:
        _line(pdf, "Hier letten we extra op in het theater", (12, y + 4), 14, DEEP, bold=True)
        y = _columns(pdf, ticket.again, (y + 13, min(_BOTTOM, y + 13 + -(-len(ticket.again) // 2) * _ROW)), read)
    if not ticket.known and not ticket.again:
        _line(pdf, "Vandaag hebben we samen het theater verkend.", (12, y), 14, DEEP, bold=True)
    _line(pdf, "Dit ticket is van heel de klas. Foyer bewaart geen namen.", (12, 284), 9, INK)


def _columns(pdf: FPDF, concepts: tuple[Concept, ...], room: tuple[float, float], read: Read | None) -> float:
    """Words with their picture and sentence in two columns, between two heights; gives where it ends."""
    rows = -(-len(concepts) // 2)
    top, bottom = room
    step = min(19.0, (bottom - top) / max(1, rows))
    size = 10.0 if step > 17 else 8.5 if step > 13 else 7.2
    for number, concept in enumerate(concepts):
        x, y = 12 + number // rows * 95, top + number % rows * step
        side = step - 3.5
        picture = _picture(concept, side, read)
        if picture is None:
            pdf.set_fill_color(*GOLD)
            pdf.circle(x + 1.6, y + 2.6, 1.5, style="F")
        else:
            pdf.image(picture, x, y, side, side, keep_aspect_ratio=True)
        inset = 5.0 if picture is None else side + 3
        _line(pdf, term(concept), (x + inset, y), size + 3, INK, bold=True)
        _box(pdf, concept.definition, (x + inset, y + 5.2, 90 - inset), size, INK, lines=2)
    return top + rows * step


def _picture(concept: Concept, side_mm: float, read: Read | None) -> BytesIO | None:
    """What the class knows the word by; None where there is none, or its file went away with the stick."""
    if read is None or concept.image is None:
        return None
    side = round(side_mm * _DOTS)
    try:
        data = BytesIO(read(concept.image.file))
        if concept.image.file.endswith(".svg"):
            return _png(pygame.image.load_sized_svg(data, (side, side)))
        return _png(pygame.image.load(data, concept.image.file))
    except (OSError, LookupError, pygame.error):
        return None


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
