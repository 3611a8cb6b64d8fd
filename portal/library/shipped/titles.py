"""The shipped books: what stands on their covers, and how their chapters are written down.

A book is a folder: `cover.png`, chapters `01.txt`, `02.txt`, ... and the pictures they name. A chapter's first
line is its heading; paragraphs are separated by blank lines; `***` alone is a break in the telling; a line
`![what is to be seen](picture.png)` puts a picture under the heading.

`vragen.txt` holds questions for a class that reads the book together, separated by blank lines: `3: the question`
is asked at the end of chapter 3, and lines `- so` under it are what can be chosen.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from portal.library.epub.write import Manuscript, ManuscriptChapter, Picture
from portal.library.together.service import Asked

HERE = Path(__file__).parent
RIGHTS = "EUPL-1.2. Tekst en prenten van Foyer."
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]+)\]\((?P<name>[a-z0-9-]+\.png)\)")


@dataclass(frozen=True)
class ShippedTitle:
    """A book with what a library says about it."""

    manuscript: Manuscript
    age_from: int
    age_to: int
    questions: tuple[Asked, ...]
    production_slug: str | None = None


def shipped_manuscripts() -> tuple[ShippedTitle, ...]:
    """The shipped books, in the order of the shelf."""
    return (
        ShippedTitle(
            _manuscript(
                "jits",
                name="Jits en het laatste licht",
                author="Foyer",
                summary=(
                    "Jits woont in een oude vuurtoren aan zee. Op de avond van het grote strandfeest valt een dikke "
                    "mist over het dorp, en niemand luistert nog naar de toren. Behalve Jits."
                ),
                subjects=("licht en donker", "moed", "thuis", "zee"),
                cover_alt="Een rood-witte vuurtoren van papier schijnt over een donkere zee; een meisje zwaait.",
                modified=datetime(2026, 11, 22, tzinfo=UTC),
            ),
            age_from=8,
            age_to=12,
            questions=_questions("jits"),
            production_slug="de-vuurtoren-die-niet-wou-slapen",
        ),
        ShippedTitle(
            _manuscript(
                "reinaert",
                name="Reinaert, de streken van een vos",
                author="Naverteld door Foyer, naar Willem die Madocke maecte",
                summary=(
                    "Alle dieren komen naar het hof van koning Nobel, behalve Reinaert de vos. Wie heeft er geen "
                    "klacht over hem? Een middeleeuws verhaal uit het Waasland, opnieuw verteld."
                ),
                subjects=("dieren", "list", "recht en onrecht", "middeleeuwen"),
                cover_alt="Een rode vos van papier kijkt met een scheve lach om de hoek van een burchtpoort.",
                modified=datetime(2026, 11, 22, tzinfo=UTC),
            ),
            age_from=10,
            age_to=14,
            questions=_questions("reinaert"),
        ),
        ShippedTitle(
            _manuscript(
                "blauwe-vogel",
                name="De blauwe vogel",
                author="Naverteld door Foyer, naar Maurice Maeterlinck",
                summary=(
                    "In de nacht voor Kerstmis moeten Tyltyl en Mytyl op zoek naar de blauwe vogel. Ze krijgen een "
                    "hoedje met een diamant, en plots kan het brood lopen en de hond praten."
                ),
                subjects=("geluk", "dromen", "familie", "kerst"),
                cover_alt="Twee kinderen van papier reiken naar een blauwe vogel boven een maanverlicht dak.",
                modified=datetime(2026, 11, 22, tzinfo=UTC),
            ),
            age_from=7,
            age_to=11,
            questions=_questions("blauwe-vogel"),
        ),
    )


def _manuscript(
    folder: str,
    *,
    name: str,
    author: str,
    summary: str,
    subjects: tuple[str, ...],
    cover_alt: str,
    modified: datetime,
) -> Manuscript:
    place = HERE / folder
    return Manuscript(
        identifier=f"urn:foyer:title:{folder}",
        name=name,
        author=author,
        language="nl",
        summary=summary,
        subjects=subjects,
        rights=RIGHTS,
        modified=modified,
        cover=_picture(place, "cover.png", cover_alt),
        chapters=tuple(_chapter(place, file) for file in sorted(place.glob("[0-9]*.txt"))),
    )


def _questions(folder: str) -> tuple[Asked, ...]:
    text = (HERE / folder / "vragen.txt").read_text(encoding="utf-8").strip()
    return tuple(_question(block.splitlines()) for block in re.split(r"\n\s*\n", text))


def _question(lines: list[str]) -> Asked:
    chapter, _, words = lines[0].partition(": ")
    options = tuple(set_in_type(line.removeprefix("- ")) for line in lines[1:])
    return Asked(int(chapter), set_in_type(words), options)


def _picture(place: Path, name: str, alt: str) -> Picture:
    return Picture(name, "image/png", (place / name).read_bytes(), alt)


def set_in_type(text: str) -> str:
    """Straight quotes as a book prints them: “so”, and ’s for what is left out."""
    opened = re.sub(r"(^|[\s(])\"", r"\1“", text)
    return opened.replace('"', "”").replace("'", "’")


def _chapter(place: Path, file: Path) -> ManuscriptChapter:
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8").strip())]
    heading, *paragraphs = blocks
    picture = None
    if paragraphs and (found := _PICTURE.fullmatch(paragraphs[0])):
        picture = _picture(place, found["name"], found["alt"])
        paragraphs = paragraphs[1:]
    return ManuscriptChapter(set_in_type(heading), tuple(map(set_in_type, paragraphs)), picture)
