"""The forms of a house as they were sent: a school that phones, a letter to all, why a performance is off."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from portal.bookings.forms import EXTRA, KEY, Row, group_of, row_errors
from portal.bookings.house.models import WhyOff
from portal.bookings.house.writing import SUBJECT_MAX, TEXT_MAX
from portal.bookings.requests import CONTACT_MAX, NOTE_MAX, REASON_MAX, GroupRequest

ROWS = 5
"""Classes that one phone call books; who has more books twice."""

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class PhoneForm:
    """A booking that somebody dictates."""

    key: str
    rows: tuple[Row, ...]
    email: str = ""
    contact: str = ""
    note: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_chosen)

    @property
    def is_sound(self) -> bool:
        return not self.errors and not any(row.errors for row in self.rows)

    @property
    def groups(self) -> tuple[GroupRequest, ...]:
        return tuple(group_of(row) for row in self.filled if not row.errors)

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        of_rows = [(f"{name}-{row.id}", message) for row in self.rows for name, message in row.errors.items()]
        return (*self.errors.items(), *of_rows)


def empty_phone(key: str, email: str) -> PhoneForm:
    return PhoneForm(key, tuple(Row(f"{EXTRA}-{number}", "", "") for number in range(1, ROWS + 1)), email=email)


def read_phone(sent: Mapping[str, str], key: str) -> PhoneForm:
    """A row counts once it has a name, a level or pupils."""
    form = PhoneForm(
        key=sent["sleutel"] if KEY.fullmatch(sent.get("sleutel", "")) else key,
        rows=tuple(_row(sent, f"{EXTRA}-{number}") for number in range(1, ROWS + 1)),
        email=sent.get("email", "").strip(),
        contact=" ".join(sent.get("contact", "").split()),
        note=sent.get("opmerking", "").replace("\r\n", "\n").strip(),
    )
    return replace(form, errors=dict(_phone_errors(form)))


def _row(sent: Mapping[str, str], row_id: str) -> Row:
    row = Row(
        row_id,
        " ".join(sent.get(f"naam-{row_id}", "").split()),
        sent.get(f"niveau-{row_id}", ""),
        pupils=sent.get(f"leerlingen-{row_id}", "").strip(),
        companions=sent.get(f"begeleiders-{row_id}", "").strip(),
        wheelchair=sent.get(f"rolstoel-{row_id}", "").strip(),
    )
    if not (row.name or row.level or row.pupils):
        return row
    return replace(row, is_chosen=True, errors=dict(row_errors(row)))


def _phone_errors(form: PhoneForm) -> Iterator[tuple[str, str]]:
    if not form.filled:
        yield "naam-anders-1", "Vul minstens één klas in."
    if not ADDRESS.fullmatch(form.email) or len(form.email) > 254:
        yield "email", "Vul het e-mailadres in waar de bevestiging naartoe gaat."
    if len(form.contact) > CONTACT_MAX:
        yield "contact", f"Hou het bij {CONTACT_MAX} tekens."
    if len(form.note) > NOTE_MAX:
        yield "opmerking", f"Hou het bij {NOTE_MAX} tekens."


@dataclass(frozen=True)
class LetterForm:
    key: str
    subject: str = ""
    text: str = ""
    to_waiting: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)


def read_letter(sent: Mapping[str, str], key: str) -> LetterForm:
    form = LetterForm(
        key=sent["sleutel"] if KEY.fullmatch(sent.get("sleutel", "")) else key,
        subject=" ".join(sent.get("onderwerp", "").split()),
        text=sent.get("bericht", "").replace("\r\n", "\n").strip(),
        to_waiting="wachtenden" in sent,
    )
    errors = {}
    if not 1 <= len(form.subject) <= SUBJECT_MAX:
        errors["onderwerp"] = f"Geef een onderwerp, van hoogstens {SUBJECT_MAX} tekens."
    if not 1 <= len(form.text) <= TEXT_MAX:
        errors["bericht"] = f"Schrijf een bericht, van hoogstens {TEXT_MAX} tekens."
    return replace(form, errors=errors)


@dataclass(frozen=True)
class OffForm:
    why: WhyOff | None = None
    words: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


def read_off(sent: Mapping[str, str]) -> OffForm:
    why = sent.get("waarom", "")
    words = " ".join(sent.get("woorden", "").split())
    errors = {}
    if why not in set(WhyOff):
        errors["waarom"] = "Kies een reden."
    if len(words) > REASON_MAX:
        errors["woorden"] = f"Hou het bij {REASON_MAX} tekens."
    elif why == WhyOff.OTHER and not words:
        errors["woorden"] = "Zeg in een zin waarom: de scholen lezen het."
    return OffForm(WhyOff(why) if why in set(WhyOff) else None, words, errors)
