"""CSV and XLSX as records: one row a date, rows with the same mark (or title) under each other one offer."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import PurePath
from typing import Any, BinaryIO, TextIO

from portal.clock import BRUSSELS
from portal.offers.intake import vocabulary as words
from portal.offers.intake.own import is_language
from portal.offers.intake.records import (
    AGE_MAX,
    LANGUAGES_MAX,
    MINUTES_MAX,
    NAME_MAX,
    QUESTIONS_MAX,
    REGIONS_MAX,
    SHORT_MAX,
    SLOTS_MAX,
    TARIFF_MAX,
    TARIFFS_MAX,
    TEXT_MAX,
    TITLE_MAX,
    USUAL,
    Note,
    PictureFile,
    Read,
    Record,
    Refused,
    Slot,
    Unusable,
    Withdrawal,
    cents,
    cut,
    in_order,
    levels_for_ages,
    made_up_key,
    plain,
    safe_text,
    short_key,
    whole,
)
from portal.offers.models import OfferKind, OfferMode, OfferState, PriceUnit
from portal.offers.text import fold

COLUMNS = {
    "kenmerk": "Je eigen nummer of code. Wie later hetzelfde kenmerk gebruikt, wijzigt dit aanbod.",
    "titel": "Verplicht, hoogstens 90 tekens.",
    "kort": "Eén zin voor het zoekresultaat.",
    "beschrijving": "Waarover gaat het?",
    "soort": "voorstelling, workshop, rondleiding, film of vorming",
    "discipline": "theater, figurentheater, dans, muziek, muziektheater, circus, film, beeldende kunst, ...",
    "waar": "in het centrum, op school of online",
    "gezelschap": "Wie het maakt.",
    "leeftijd van": "",
    "leeftijd tot": "",
    "niveaus": "kleuter, lager 1, lager 2, lager 3, secundair 1, ..., OKAN, buitengewoon basis",
    "duur": "In minuten.",
    "prijs": "Bijvoorbeeld 7,50. Gratis is 0.",
    "per": "leerling of groep",
    "tarieven": "Andere prijzen, als: UiTPAS met kansentarief: 1,50; leerkracht: 0",
    "gratis begeleider per": "Eén begeleider is gratis per zoveel leerlingen. Leeg: 15; 0: alle begeleiders gratis.",
    "hoogstens per school": "Hoeveel plaatsen één school op één moment mag boeken. Leeg: geen grens.",
    "datum": "Leeg: in overleg met de school. Meer data: een rij per datum, met hetzelfde kenmerk.",
    "kan vanaf": "In overleg: de eerste dag waarop het kan.",
    "kan tot": "In overleg: de laatste dag waarop het kan.",
    "werkingsregio": "Op school: waar je naartoe gaat, als: Turnhout, Geel, provincie Limburg",
    "begin": "Bijvoorbeeld 10.30",
    "einde": "Leeg: begin plus de duur.",
    "zaal": "Een zaal van je huis.",
    "plaatsen": "Hoeveel er voor scholen zijn.",
    "vooraf": "Wat de klas vooraf kan doen.",
    "achteraf": "",
    "goed om te weten": "",
    "vragen": "Als: Is er lesmateriaal? Ja, op onze site. | Kunnen we er eten? Nee.",
    "talen": "Waarin het doorgaat, als dat niet enkel Nederlands is: Nederlands, Frans",
    "rolstoel": "ja of nee",
    "prikkelarm": "ja of nee",
    "tolk": "ja of nee",
    "audiodescriptie": "ja of nee",
    "foto": "Naam van een bestand in de map met foto's (foyer portal import ... --pictures MAP).",
    "foto tekst": "Wat er op de foto te zien is, voor wie ze niet ziet.",
    "foto van": "Wie de foto maakte.",
    "status": "gepubliceerd, ontwerp, ingetrokken of geannuleerd (die ene datum)",
}
ALSO = {
    "id": "kenmerk",
    "title": "titel",
    "naam": "titel",
    "omschrijving": "beschrijving",
    "description": "beschrijving",
    "type": "soort",
    "van": "leeftijd van",
    "tot": "leeftijd tot",
    "min leeftijd": "leeftijd van",
    "max leeftijd": "leeftijd tot",
    "niveau": "niveaus",
    "prijs per": "per",
    "duur in minuten": "duur",
    "date": "datum",
    "uur": "begin",
    "start": "begin",
    "beginuur": "begin",
    "einduur": "einde",
    "capaciteit": "plaatsen",
}
ENTRY_MAX, ENTRIES_MAX, UNPACKED_MAX = 150_000_000, 2_000, 300_000_000
COLUMNS_MAX, CELL_MAX = 100, 50_000
LANGUAGES = {"nederlands": "nl", "frans": "fr", "engels": "en", "duits": "de", "spaans": "es", "arabisch": "ar"}
YES, NO = {"ja", "j", "x", "1", "true", "waar", "yes"}, {"", "nee", "n", "0", "false", "onwaar", "no", "-"}
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zones.

Cells = Mapping[str, Any]


class NotATable(Exception):
    """The file is no table that we know; the message says why, for people."""


# --- Rows -----------------------------------------------------------------------------------------------------


def csv_rows(source: TextIO) -> Iterator[tuple[int, list[Any] | str]]:
    """Rows with their number; in the place of a row that can't be read stands the reason."""
    head = source.readline(CELL_MAX)
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5:
        delimiter, head = head.strip()[-1], source.readline(CELL_MAX)
    else:
        delimiter = max(";,\t", key=head.count)
    reader = csv.reader(_with_first(head, source), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield (
                number,
                "Deze rij is geen geldige CSV (een aanhalingsteken dat niet sluit, of een veel te lange cel).",
            )
            continue
        yield number, list(row)


def _with_first(head: str, source: TextIO) -> Iterator[str]:
    yield head
    yield from source


def xlsx_rows(source: BinaryIO) -> Iterator[tuple[int, list[Any] | str]]:
    """Rows of the first sheet, a row at a time.

    Raises:
        NotATable: it is no workbook, or one made to do harm.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _check_archive(source)
    try:
        book = openpyxl.load_workbook(source, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # The size that a file claims for itself may be anything.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=COLUMNS_MAX)
        for number, row in enumerate(rows, start=1):
            yield number, list(row)
        book.close()
    except NotATable:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        SyntaxError,
    ) as problem:
        raise NotATable("Dit rekenblad is beschadigd of geen XLSX.") from problem


def _check_archive(source: BinaryIO) -> None:
    """Unpack everything once without keeping it: sizes in the index of a zip may lie, and XML may hide a bomb."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES_MAX or any(entry.flag_bits & 1 for entry in entries):
                raise NotATable("Dit rekenblad is versleuteld of heeft veel te veel onderdelen.")
            if "xl/workbook.xml" not in archive.namelist():
                raise NotATable("Dit is geen XLSX-rekenblad.")
            total = 0
            for entry in entries:
                total += _unpacked(archive, entry)
                if total > UNPACKED_MAX:
                    raise NotATable("Dit rekenblad wordt uitgepakt veel te groot.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as problem:
        raise NotATable("Dit rekenblad is beschadigd of geen XLSX.") from problem
    source.seek(0)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    size, tail = 0, b""
    with archive.open(entry) as part:
        while piece := part.read(1 << 20):
            size += len(piece)
            if size > ENTRY_MAX:
                raise NotATable("Dit rekenblad wordt uitgepakt veel te groot.")
            if entry.filename.endswith((".xml", ".rels")) and re.search(rb"<!\s*(DOCTYPE|ENTITY)", tail + piece):
                raise NotATable("Dit rekenblad bevat XML die er niet in hoort.")
            tail = piece[-16:]
    return size


# --- Records --------------------------------------------------------------------------------------------------


def read_table(rows: Iterable[tuple[int, list[Any] | str]]) -> Iterator[Read]:
    """
    Raises:
        NotATable: there is no row of headings with a "titel" among them.
    """
    numbered = iter(rows)
    names = _headings(numbered)
    parsed = ((number, row if isinstance(row, str) else _cells(names, row)) for number, row in numbered)
    filled = (
        (number, cells) for number, cells in parsed if isinstance(cells, str) or any(map(_said, cells.values()))
    )
    for _key, group in groupby(filled, key=_group_key):
        yield from _read_group(list(group))


def _headings(rows: Iterator[tuple[int, list[Any] | str]]) -> list[str]:
    for _number, row in rows:
        if isinstance(row, str):
            break
        if not any(map(_said, row)):
            continue
        names = [re.sub(r"[^a-z0-9]+", " ", fold(str(cell or "")[:100])).strip() for cell in row[:COLUMNS_MAX]]
        names = [ALSO.get(name, name) for name in names]
        if "titel" in names:
            return names
        break
    raise NotATable('De eerste rij heeft geen kolom "titel". Gebruik het sjabloon.')


def _cells(names: list[str], row: list[Any]) -> dict[str, Any]:
    return {name: value for name, value in zip(names, row, strict=False) if name in COLUMNS}


def _said(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _group_key(item: tuple[int, Any]) -> object:
    number, cells = item
    if isinstance(cells, str):
        return number
    return _line(cells, "kenmerk") or _line(cells, "titel").casefold() or number


def _read_group(rows: list[tuple[int, Any]]) -> Iterator[Read]:
    """One offer from its rows. The first row says what it is; a row with an impossible date is refused alone."""
    number, first = rows[0]
    if isinstance(first, str):
        yield Refused(number, "", (Note("unreadable", "", first),))
        return
    title = cut(_line(first, "titel"), TITLE_MAX)
    slots: list[Slot] = []
    refused: list[Refused] = []
    notes: list[Note] = []
    minutes = whole(_number(first.get("duur")), least=1, most=MINUTES_MAX) or 0
    for row, cells in rows[:SLOTS_MAX]:
        try:
            if (slot := _slot(cells, minutes, notes)) is not None:
                slots.append(slot)
        except Unusable as problem:
            refused.append(Refused(row, title, (problem.note,)))
    try:
        if refused and not slots:
            raise _Dateless
        if len(rows) > SLOTS_MAX:
            notes.append(Note("too_many_dates", "datum", f"Enkel de eerste {SLOTS_MAX} data zijn genomen."))
        yield _record(number, first, slots, minutes, notes)
    except _Dateless:
        pass
    except Unusable as problem:
        yield Refused(number, title, (problem.note,))
    yield from refused


class _Dateless(Exception):
    """Every date of an offer was refused; each of these rows says why."""


def _record(number: int, cells: Cells, slots: list[Slot], minutes: int, notes: list[Note]) -> Record | Withdrawal:
    title = _line(cells, "titel")
    slots = sorted({slot.starts_at: slot for slot in slots}.values(), key=lambda slot: slot.starts_at)
    key = _line(cells, "kenmerk")
    external_id = short_key(f"blad:{key}") if key else made_up_key(title, "", slots[0].starts_at if slots else None)
    status = fold(_line(cells, "status"))
    if status.startswith(("ingetrokken", "verwijder", "geschrapt")):
        return Withdrawal(number, external_id, cut(title, TITLE_MAX))
    if not title:
        raise Unusable("no_title", "titel", "Er is geen titel.")
    if len(title) > TITLE_MAX:
        notes.append(Note("title_cut", "titel", f"De titel is ingekort tot {TITLE_MAX} tekens."))
    texts = {name: _long(cells, name, notes) for name in ("beschrijving", "vooraf", "achteraf", "goed om te weten")}
    kind, discipline = _one_of(cells, "soort", words.kind_in), _one_of(cells, "discipline", words.discipline_in)
    age_from, age_to = _ages(cells, notes)
    price_cents = _price(cells)
    short = cut(_line(cells, "kort") or plain(texts["beschrijving"]) or title, SHORT_MAX)
    spans = [int((slot.ends_at - slot.starts_at).total_seconds() // 60) for slot in slots]
    return Record(
        row=number,
        external_id=external_id,
        title=cut(title, TITLE_MAX),
        short=short,
        description=texts["beschrijving"] or short,
        before_text=texts["vooraf"],
        after_text=texts["achteraf"],
        content_notes=texts["goed om te weten"],
        kind=kind or OfferKind.PERFORMANCE,
        discipline=discipline or Record.discipline,
        mode=_mode(cells),
        state=OfferState.DRAFT if status.startswith(("ontwerp", "concept", "draft")) else OfferState.PUBLISHED,
        age_from=age_from,
        age_to=age_to,
        levels=_levels(cells, age_from, age_to, notes),
        duration_min=minutes or next((span for span in spans if 0 < span <= MINUTES_MAX), 60),
        price_cents=price_cents,
        price_unit=PriceUnit.GROUP if fold(_line(cells, "per")).startswith(("groep", "klas")) else PriceUnit.PUPIL,
        wheelchair=_yes(cells, "rolstoel"),
        low_stimulus=_yes(cells, "prikkelarm"),
        interpreter=_yes(cells, "tolk"),
        audio_description=_yes(cells, "audiodescriptie"),
        pupils_per_free_companion=_whole_or(cells, "gratis begeleider per", Record.pupils_per_free_companion),
        max_seats_per_school=_whole_or(cells, "hoogstens per school", None, least=1),
        by_agreement=not slots,
        available_from=None if slots else _day_or_none(cells, "kan vanaf"),
        available_to=None if slots else _day_or_none(cells, "kan tot"),
        slots=tuple(slots),
        languages=_languages(cells),
        regions=_parts(cells, "werkingsregio", ",;|")[:REGIONS_MAX],
        tariffs=_tariffs(cells),
        questions=_questions(cells, notes),
        pictures=_pictures(cells),
        company=cut(_line(cells, "gezelschap"), NAME_MAX),
        notes=tuple(dict.fromkeys(notes)),
    )


def _line(cells: Cells, name: str) -> str:
    value = cells.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # A spreadsheet keeps "12" as 12.0.
    return plain(str(value)[:CELL_MAX]) if value is not None else ""


def _number(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _long(cells: Cells, name: str, notes: list[Note]) -> str:
    text, was_unsafe = safe_text(str(cells.get(name) or "")[:CELL_MAX])
    if was_unsafe:
        notes.append(Note("unsafe_html", name, "Script of vreemde opmaak is eruit gehaald."))
    return cut(text, TEXT_MAX)


def _one_of(cells: Cells, name: str, found_in: Any) -> Any:
    told = _line(cells, name)
    if not told:
        return None
    if (found := found_in(told)) is None:
        raise Unusable("unknown_word", name, f'"{cut(told, 40)}" kennen we niet. {COLUMNS[name].capitalize()}.')
    return found


def _mode(cells: Cells) -> OfferMode:
    told = fold(_line(cells, "waar"))
    if "school" in told or "klas" in told:
        return OfferMode.AT_SCHOOL
    return OfferMode.STREAMED if "online" in told or "stream" in told else OfferMode.ON_SITE


def _ages(cells: Cells, notes: list[Note]) -> tuple[int, int]:
    ages: list[int] = []
    for name, usual in (("leeftijd van", 0), ("leeftijd tot", AGE_MAX)):
        told = _line(cells, name)
        number = whole(told, most=AGE_MAX) if told else usual
        if number is None:
            raise Unusable("bad_age", name, f'"{cut(told, 20)}" is geen leeftijd van 0 tot {AGE_MAX}.')
        ages.append(number)
    if ages[0] > ages[1]:
        notes.append(Note("ages_swapped", "leeftijd van", "De leeftijden stonden omgekeerd."))
    return min(ages), max(ages)


def _levels(cells: Cells, age_from: int, age_to: int, notes: list[Note]) -> tuple[Any, ...]:
    told = _line(cells, "niveaus")
    if not told:
        text = "Geen onderwijsniveau: afgeleid van de leeftijd."
        notes.append(Note("levels_from_ages", "niveaus", text, is_correction=False))
        return levels_for_ages(age_from, age_to)
    found = words.levels_in(told)
    if found is None:
        raise Unusable("unknown_level", "niveaus", f'"{cut(told, 60)}" begrijpen we niet, als {COLUMNS["niveaus"]}.')
    return in_order(found)


def _price(cells: Cells) -> int:
    told = cells.get("prijs")
    if not _said(told):
        raise Unusable("no_price", "prijs", "Er is geen prijs. Gratis is 0.")
    amount = cents(told)
    if amount is None:
        raise Unusable("bad_price", "prijs", f'"{cut(plain(str(told)), 30)}" is geen bedrag van 0 euro of meer.')
    return amount


def _parts(cells: Cells, name: str, between: str) -> tuple[str, ...]:
    """The parts of a cell, each once."""
    return tuple(dict.fromkeys(filter(None, (one.strip() for one in re.split(f"[{between}]", _line(cells, name))))))


def _whole_or(cells: Cells, name: str, usual: Any, *, least: int = 0) -> Any:
    told = _line(cells, name)
    if told and (number := whole(told, least=least)) is not None:
        return number
    if told:
        raise Unusable("no_number", name, f'"{cut(told, 20)}" is geen getal van {least} of meer.')
    return usual


def _day_or_none(cells: Cells, name: str) -> date | None:
    return _day(cells[name], name) if _said(cells.get(name)) else None


def _languages(cells: Cells) -> tuple[str, ...]:
    """Codes of two letters; Dutch alone is as usual."""
    told = _parts(cells, "talen", ",;/")
    codes = [LANGUAGES.get(fold(one), fold(one)) for one in told]
    if wrong := next((one for one, code in zip(told, codes, strict=True) if not is_language(code)), ""):
        raise Unusable("unknown_language", "talen", f'"{cut(wrong, 20)}" kennen we niet. Schrijf Frans, of fr.')
    return () if codes == ["nl"] else tuple(sorted(dict.fromkeys(codes)))[:LANGUAGES_MAX]


def _tariffs(cells: Cells) -> tuple[tuple[str, int], ...]:
    found: dict[str, tuple[str, int]] = {}
    for one in _parts(cells, "tarieven", ";|"):
        name, _colon, told = one.rpartition(":")
        amount = cents(told)
        if not name.strip() or amount is None:
            text = f'"{cut(one, 40)}" is geen tarief, als: leerkracht: 0.'
            raise Unusable("bad_price", "tarieven", text)
        if name.strip().casefold() in found:
            raise Unusable("double_tariff", "tarieven", "Twee prijzen hebben dezelfde naam.")
        found[name.strip().casefold()] = (cut(name.strip(), TARIFF_MAX), amount)
    return tuple(found.values())[:TARIFFS_MAX]


def _questions(cells: Cells, notes: list[Note]) -> tuple[tuple[str, str], ...]:
    found = []
    for one in _parts(cells, "vragen", "|"):
        question, mark, answer = one.partition("?")
        if mark and answer.strip():
            found.append((cut(question.strip() + "?", SHORT_MAX), cut(answer.strip(), TEXT_MAX)))
        else:
            notes.append(Note("no_answer", "vragen", f'"{cut(one, 40)}": een vraag zonder antwoord; overgeslagen.'))
    return tuple(found[:QUESTIONS_MAX])


def _pictures(cells: Cells) -> tuple[PictureFile, ...]:
    name = PurePath(_line(cells, "foto").replace("\\", "/")).name
    if not name:
        return ()
    return (PictureFile(name[:NAME_MAX], cut(_line(cells, "foto tekst"), 200), cut(_line(cells, "foto van"), 120)),)


def _yes(cells: Cells, name: str) -> bool:
    told = fold(_line(cells, name))
    if told not in YES | NO:
        raise Unusable("not_yes_or_no", name, f'"{cut(told, 20)}": vul ja of nee in.')
    return told in YES


# --- Dates ----------------------------------------------------------------------------------------------------


def _slot(cells: Cells, minutes: int, notes: list[Note]) -> Slot | None:
    """The date of a row; None where it has none.

    Raises:
        Unusable: what stands there is no date, hour or number of places.
    """
    if not _said(cells.get("datum")):
        return None
    day, clock = _day(cells["datum"]), _clock(cells, "begin")
    if clock is None and isinstance(cells["datum"], datetime) and cells["datum"].time() != time():
        clock = cells["datum"].time()
    if clock is None:
        raise Unusable("no_start", "begin", "Er is een datum zonder beginuur.")
    start = datetime.combine(day, clock, tzinfo=BRUSSELS)
    until = _clock(cells, "einde")
    end = datetime.combine(day, until, tzinfo=BRUSSELS) if until else start + (timedelta(minutes=minutes) or USUAL)
    if end <= start:
        raise Unusable("end_before_start", "einde", "Het einde ligt niet na het begin.")
    if until is None and not minutes:
        text = "Geen einde en geen duur: een uur gerekend."
        notes.append(Note("no_end", "einde", text, is_correction=False))
    told = _line(cells, "plaatsen")
    seats = whole(told) if told else None
    if told and seats is None:
        raise Unusable("bad_capacity", "plaatsen", f'"{cut(told, 20)}" is geen aantal plaatsen.')
    gone = fold(_line(cells, "status")).startswith(("geannuleerd", "afgelast"))
    return Slot(start, end, is_cancelled=gone, capacity=seats, hall=cut(_line(cells, "zaal"), 80))


def _day(told: Any, name: str = "datum") -> date:
    if isinstance(told, datetime):
        return told.date()
    if isinstance(told, date):
        return told
    if isinstance(told, int | float) and not isinstance(told, bool) and 20_000 < told < 80_000:
        return (EXCEL_ZERO + timedelta(days=int(told))).date()
    text = plain(str(told))
    for pattern, order in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", (1, 2, 3)),
        (r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", (3, 2, 1)),
    ):
        if found := re.fullmatch(rf"(?:[a-z]{{2,9}}\.? )?{pattern}", text.lower()):
            try:
                day = date(*(int(found[place]) for place in order))
            except ValueError:
                break
            if 1970 <= day.year <= 2100:
                return day
    raise Unusable("bad_date", name, f'"{cut(text, 30)}" is geen datum, als 14-01-2027.')


def _clock(cells: Cells, name: str) -> time | None:
    told = cells.get(name)
    if not _said(told):
        return None
    if isinstance(told, datetime):
        return told.time()
    if isinstance(told, time):
        return told
    if isinstance(told, float) and 0 <= told < 1:
        return (EXCEL_ZERO + timedelta(days=told)).time().replace(microsecond=0)
    found = re.fullmatch(r"(\d{1,2})(?:[.:hu ]+(\d{2})?)?(?::\d{2})?\s*(?:uur|u|h)?", plain(str(told)).lower())
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    raise Unusable("bad_time", name, f'"{cut(plain(str(told)), 20)}" is geen uur, als 10.30.')
