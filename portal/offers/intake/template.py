"""The sheet that a house fills in: with an example, and what each column is for."""

import csv
import io

from portal.offers.intake.table import COLUMNS

EXAMPLE = {
    "kenmerk": "2027-014",
    "titel": "De vuurtoren die niet wou slapen",
    "kort": "Jits houdt het licht brandend.",
    "beschrijving": "Figurentheater met live muziek over licht en donker, thuis en moed.",
    "soort": "voorstelling",
    "discipline": "figurentheater",
    "waar": "in het centrum",
    "gezelschap": "Kartonnen Maan",
    "leeftijd van": "8",
    "leeftijd tot": "12",
    "niveaus": "lager 2, lager 3",
    "duur": "60",
    "prijs": "7,50",
    "per": "leerling",
    "tarieven": "UiTPAS met kansentarief: 1,50",
    "gratis begeleider per": "15",
    "hoogstens per school": "",
    "kan vanaf": "",
    "kan tot": "",
    "werkingsregio": "",
    "vragen": "Is er lesmateriaal? Ja, je krijgt het bij je boeking.",
    "talen": "",
    "foto": "",
    "foto tekst": "",
    "foto van": "",
    "datum": "14-01-2027",
    "begin": "10.30",
    "einde": "",
    "zaal": "Grote zaal",
    "plaatsen": "180",
    "vooraf": "Speel het spel op het bord.",
    "achteraf": "Praat na in een kring.",
    "goed om te weten": "Er is een korte scène in het donker.",
    "rolstoel": "ja",
    "prikkelarm": "nee",
    "tolk": "nee",
    "audiodescriptie": "nee",
    "status": "gepubliceerd",
}


def template_csv() -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerow([EXAMPLE[name] for name in COLUMNS])
    writer.writerow([{**EXAMPLE, "datum": "15-01-2027", "begin": "13.30"}[name] for name in COLUMNS])
    return "\ufeff" + out.getvalue()


def template_xlsx() -> bytes:
    """A sheet to fill in, with an example, and a second sheet that explains each column."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#6d0a1a", "font_color": "#ffffff"})
        # As text: no program turns 10.30 into a date or 007 into 7.
        as_text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Aanbod")
        sheet.freeze_panes(1, 2)
        for place, name in enumerate(COLUMNS):
            sheet.set_column(place, place, 40 if name in {"titel", "kort", "beschrijving"} else 16, as_text)
            sheet.write_string(0, place, name, head)
            sheet.write_string(1, place, EXAMPLE[name], as_text)
        help_sheet = book.add_worksheet("Uitleg")
        help_sheet.set_column(0, 0, 20)
        help_sheet.set_column(1, 1, 100)
        for row, (name, text) in enumerate(COLUMNS.items()):
            help_sheet.write_string(row, 0, name, head)
            help_sheet.write_string(row, 1, text)
    return out.getvalue()
