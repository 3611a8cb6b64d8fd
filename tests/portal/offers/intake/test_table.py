"""CSV and XLSX, as people and their Excel write them, and as nobody should."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from portal.accounts.models import ClassLevel
from portal.offers.intake.reading import UnknownFile, opened_file
from portal.offers.intake.records import PictureFile, Record, Refused, Withdrawal, digest
from portal.offers.intake.template import EXAMPLE, template_csv, template_xlsx
from portal.offers.models import Discipline, OfferMode, OfferState
from tests.portal.offers.intake.sources import codes, read_sheet

HEAD = "kenmerk;titel;prijs;leeftijd van;leeftijd tot;niveaus;datum;begin;einde;plaatsen;status\n"


def rows(*lines: str) -> list[object]:
    return read_sheet(HEAD + "\n".join(lines))


def read_file(path: Path) -> list[object]:
    with opened_file(path) as reading:
        return list(reading.reads)


def test_the_templates_say_the_same_and_need_no_correction(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(template_csv(), encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(template_xlsx())

    (sheet,), (book,) = read_file(tmp_path / "a.csv"), read_file(tmp_path / "a.xlsx")

    assert isinstance(sheet, Record)
    assert isinstance(book, Record)
    assert sheet.notes == book.notes == ()
    assert (sheet.title, sheet.discipline) == (EXAMPLE["titel"], Discipline.PUPPETRY)
    assert sheet.levels == (ClassLevel.LAGER_2, ClassLevel.LAGER_3)
    assert [slot.starts_at.day for slot in sheet.slots] == [14, 15]
    assert book.slots == sheet.slots[:1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_excel_may_write_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = delimiter.join(("titel", "prijs", "datum", "begin")) + "\r\n"
    text += delimiter.join(("Café Élan – één", '"7,50"', "14/01/2027", "10u30")) + "\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))

    (found,) = read_file(tmp_path / "a.csv")

    assert isinstance(found, Record)
    assert (found.title, found.price_cents) == ("Café Élan – één", 750)
    assert found.slots[0].starts_at == datetime(2027, 1, 14, 9, 30, tzinfo=UTC)


def test_rows_with_one_mark_are_one_offer_and_a_bad_date_costs_only_its_row() -> None:
    found = rows(
        "A;Een;5;;;;14-01-2027;10.30;;80;", "A;Een;5;;;;31-02-2027;10.30;;80;", "A;Een;5;;;;15-01-2027;10.30;;;"
    )

    offer, refused = found
    assert isinstance(offer, Record)
    assert [slot.capacity for slot in offer.slots] == [80, None]
    assert isinstance(refused, Refused)
    assert (refused.row, refused.notes[0].code) == (3, "bad_date")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A;;5;;;;;;;;", "no_title"),
        ("A;Een;;;;;;;;;", "no_price"),
        ("A;Een;veel;;;;;;;;", "bad_price"),
        ("A;Een;5;oud;;;;;;;", "bad_age"),
        ("A;Een;5;;;universiteit;;;;;", "unknown_level"),
        ("A;Een;5;;;;14-01-2027;;;;", "no_start"),
        ("A;Een;5;;;;14-01-2027;26.00;;;", "bad_time"),
        ("A;Een;5;;;;14-01-2027;10.30;09.30;;", "end_before_start"),
        ("A;Een;5;;;;14-01-2027;10.30;;veel;", "bad_capacity"),
    ],
)
def test_a_refused_row_says_which_column_and_why(line: str, code: str) -> None:
    refused, good = rows(line, "B;Twee;5;;;;;;;;")

    assert [note.code for note in refused.notes] == [code]
    assert refused.notes[0].field in HEAD
    assert isinstance(good, Record)


def test_status_decides() -> None:
    draft, gone, called_off = rows(
        "A;a;0;;;;;;;;ontwerp", "B;b;0;;;;;;;;ingetrokken", "C;c;0;;;;14-01-2027;10.30;;;geannuleerd"
    )

    assert draft.state is OfferState.DRAFT
    assert isinstance(gone, Withdrawal)
    assert called_off.slots[0].is_cancelled


def test_a_cell_of_html_is_made_safe() -> None:
    (found,) = read_sheet("titel;prijs;beschrijving\nEen;5;<script>x()</script><b>Dag</b>\n")

    assert found.description == "Dag"
    assert codes(found) == ["unsafe_html"]


def test_numbers_and_dates_of_a_workbook_are_read_as_such(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kenmerk", "Titel", "Prijs", "Datum", "Begin", "Plaatsen"])
    book.active.append([12, "Een", 7.5, datetime(2027, 1, 14), 0.4375, 120.0])  # noqa: DTZ001
    book.active.append([13, "=1+1", 5, None, None, None])
    book.save(tmp_path / "a.xlsx")

    first, second = read_file(tmp_path / "a.xlsx")

    assert (first.external_id, first.price_cents, first.slots[0].capacity) == ("blad:12", 750, 120)
    assert first.slots[0].starts_at == datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
    # A formula that no program has worked out has no value, and none is worked out here.
    assert isinstance(second, Refused)


def a_workbook_with(name: str, body: bytes) -> bytes:
    """The template with one part changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template_xlsx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, body)
    return out.getvalue()


NO_TABLES: dict[str, Callable[[], bytes]] = {
    "no archive": lambda: b"PK\x03\x04 niets",
    "bomb": lambda: a_workbook_with("xl/worksheets/bom.xml", b"0" * 160_000_000),
    "entity": lambda: a_workbook_with(
        "xl/worksheets/sheet1.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    ),
    "sheet that is no xml": lambda: a_workbook_with("xl/worksheets/sheet1.xml", b"<dit is geen xml"),
    "workbook without sheets": lambda: a_workbook_with("xl/workbook.xml", b"<workbook/>"),
    "cut short": lambda: template_xlsx()[:3000],
    "empty": lambda: b"",
    "pdf": lambda: b"%PDF-1.7",
    "old workbook": lambda: b"\xd0\xcf\x11\xe0 oud rekenblad",
    "letter": lambda: b"Beste, hierbij ons aanbod.",
    "other table": lambda: b"naam van de klas;aantal\n4A;24\n",
}
"""Made when a test asks: a workbook says when it was made, so its length differs from one second to the next."""


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    body = NO_TABLES[name]()
    (tmp_path / "a.xlsx").write_bytes(body)

    with pytest.raises(UnknownFile) as refusal:
        read_file(tmp_path / "a.xlsx")
    assert str(refusal.value).endswith(".")


def test_an_external_link_is_never_followed(tmp_path: Path) -> None:
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    (tmp_path / "a.xlsx").write_bytes(a_workbook_with("xl/externalLinks/externalLink1.xml", link))

    (found,) = read_file(tmp_path / "a.xlsx")

    assert isinstance(found, Record)


def test_a_record_is_the_same_wherever_its_rows_stand() -> None:
    (first,) = rows("A;Een;5;8;12;lager 2;14-01-2027;10.30;11.30;80;")
    (_, second) = rows("B;Twee;5;;;;;;;;", "A;Een;5,00;8;12;2e graad lager;14/1/2027;10:30;11:30;80;")

    assert digest(first) == digest(second)


def test_a_sheet_says_where_an_offer_travels_what_it_costs_and_what_schools_ask() -> None:
    (found,) = read_sheet(
        "titel;prijs;niveaus;waar;werkingsregio;kan vanaf;kan tot;tarieven;vragen;talen;foto;foto tekst;foto van;"
        "hoogstens per school;gratis begeleider per\n"
        'Op reis;7,50;lager 2;op school;Turnhout, provincie Limburg;1-2-2027;30-6-2027;"UiTPAS: 1,50; leerkracht: 0";'
        '"Is er lesmateriaal? Ja, op de site. | Eten we er? Nee.";Nederlands, Frans;a\\b.jpg;Een koffer;An;60;12\n'
    )

    assert (found.mode, found.regions) == (OfferMode.AT_SCHOOL, ("Turnhout", "provincie Limburg"))
    assert (found.by_agreement, found.available_from, found.available_to) == (
        True,
        date(2027, 2, 1),
        date(2027, 6, 30),
    )
    assert found.tariffs == (("UiTPAS", 150), ("leerkracht", 0))
    assert found.questions == (("Is er lesmateriaal?", "Ja, op de site."), ("Eten we er?", "Nee."))
    assert found.languages == ("fr", "nl")
    assert found.pictures == (PictureFile("b.jpg", "Een koffer", "An"),)
    assert (found.max_seats_per_school, found.pupils_per_free_companion) == (60, 12)


@pytest.mark.parametrize(
    ("column", "told", "code"),
    [
        ("tarieven", "leerkracht", "bad_price"),
        ("tarieven", "a: 1; A: 2", "double_tariff"),
        ("talen", "Klingon", "unknown_language"),
        ("kan vanaf", "ooit", "bad_date"),
        ("hoogstens per school", "veel", "no_number"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, told: str, code: str) -> None:
    (found,) = read_sheet(f'titel;prijs;{column}\nOp reis;7;"{told}"\n')

    assert isinstance(found, Refused)
    assert [(note.code, note.field) for note in found.notes] == [(code, column)]
