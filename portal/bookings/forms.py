"""The booking form as it was sent: classes with counts. Nothing typed is lost, errors stand with their field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from portal.accounts.models import ClassLevel
from portal.accounts.queries import ClassCard
from portal.bookings.queries import GroupCard
from portal.bookings.requests import COMPANIONS_MAX, CONTACT_MAX, NAME_MAX, NOTE_MAX, PUPILS_MAX, GroupRequest

EXTRA = "anders"
"""Id of a row for a group that is no class of the school's list; where there are several, a number follows."""
USUAL_COMPANIONS = 2
KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Row:
    """A class in the form, in the words that were typed."""

    id: str
    name: str
    level: str
    is_chosen: bool = False
    pupils: str = ""
    companions: str = str(USUAL_COMPANIONS)
    wheelchair: str = "0"
    reduced: str = "0"
    errors: Mapping[str, str] = field(default_factory=dict)
    """By field: pupils, companions, wheelchair, reduced, name, level."""

    @property
    def is_extra(self) -> bool:
        return self.id.startswith(EXTRA)


@dataclass(frozen=True)
class BookingForm:
    """The whole form. `groups` is what can be booked; it is complete when `is_sound`."""

    key: str
    performance_id: int | None
    rows: tuple[Row, ...]
    contact: str = ""
    note: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    """By field: moment, groups, contact, note."""

    @property
    def is_sound(self) -> bool:
        return not self.errors and not any(row.errors for row in self.rows)

    @property
    def chosen(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_chosen)

    @property
    def groups(self) -> tuple[GroupRequest, ...]:
        """The chosen classes whose counts can be read; a school without classes starts with one that can't."""
        return tuple(group_of(row) for row in self.chosen if not any(row_errors(row)))

    @property
    def seats(self) -> int:
        return sum(group.pupils + group.companions for group in self.groups)

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """(id of the field, message) of everything that is wrong, from top to bottom."""
        of_rows = [
            (f"{name}-{row.id}", f"{row.name or 'De andere groep'}: {message}")
            for row in self.rows
            for name, message in row.errors.items()
        ]
        return (*self.errors.items(), *of_rows)


def empty_form(key: str, performance_id: int | None, classes: Sequence[ClassCard]) -> BookingForm:
    """The form as it opens. A school with one class means that class."""
    rows = [_class_row(one, is_chosen=len(classes) == 1) for one in classes]
    return BookingForm(key, performance_id, (*rows, Row(EXTRA, "", "", is_chosen=not classes)))


def like_before(form: BookingForm, groups: Sequence[GroupCard]) -> BookingForm:
    """The form with the classes and numbers of an earlier booking; what is no class of the school is one group."""
    before = {group.name: group for group in groups}
    rows = tuple(
        _like(row, before.pop(row.name)) if row.name in before else row for row in form.rows if not row.is_extra
    )
    extra = next(row for row in form.rows if row.is_extra)
    other = next(iter(before.values()), None)
    if other is not None:
        extra = _like(replace(extra, name=other.name, level=other.level.value), other)
    return replace(form, rows=(*rows, extra))


def _like(row: Row, group: GroupCard) -> Row:
    return replace(
        row,
        is_chosen=True,
        pupils=str(group.pupils),
        companions=str(group.companions),
        wheelchair=str(group.wheelchair),
        reduced=str(group.reduced),
    )


def read_form(sent: Mapping[str, str], chosen: Sequence[str], classes: Sequence[ClassCard], key: str) -> BookingForm:
    """The form as it was sent; `chosen` are the values of its checkboxes, `key` replaces one that is none."""
    moment = sent.get("moment", "")
    rows = [_sent_row(_class_row(one), sent, chosen) for one in classes]
    extra = Row(EXTRA, " ".join(sent.get("naam-anders", "").split()), sent.get("niveau-anders", ""))
    form = BookingForm(
        key=sent["sleutel"] if KEY.fullmatch(sent.get("sleutel", "")) else key,
        performance_id=int(moment) if re.fullmatch(r"[0-9]{1,9}", moment) else None,
        rows=(*rows, _sent_row(extra, sent, chosen)),
        contact=" ".join(sent.get("contact", "").split()),
        note=sent.get("opmerking", "").replace("\r\n", "\n").strip(),
    )
    return replace(form, errors=dict(_form_errors(form)))


def _class_row(one: ClassCard, *, is_chosen: bool = False) -> Row:
    return Row(str(one.id), one.name, one.level, is_chosen=is_chosen, pupils=str(one.pupils))


def _sent_row(row: Row, sent: Mapping[str, str], chosen: Sequence[str]) -> Row:
    filled = replace(
        row,
        is_chosen=row.id in chosen,
        pupils=sent.get(f"leerlingen-{row.id}", row.pupils).strip(),
        companions=sent.get(f"begeleiders-{row.id}", row.companions).strip(),
        wheelchair=sent.get(f"rolstoel-{row.id}", row.wheelchair).strip(),
        reduced=sent.get(f"tarief-{row.id}", row.reduced).strip(),
    )
    return replace(filled, errors=dict(row_errors(filled))) if filled.is_chosen else filled


def _form_errors(form: BookingForm) -> Iterator[tuple[str, str]]:
    if form.performance_id is None:
        yield "moment", "Kies een voorstelling."
    if not form.chosen:
        yield "klassen", "Kruis minstens één klas aan."
    if len(form.contact) > CONTACT_MAX:
        yield "contact", f"Hou het bij {CONTACT_MAX} tekens."
    if len(form.note) > NOTE_MAX:
        yield "opmerking", f"Hou het bij {NOTE_MAX} tekens."


def row_errors(row: Row) -> Iterator[tuple[str, str]]:
    """(field, message) of everything in a row that can't be right."""
    if row.is_extra and not row.name:
        yield "naam", "Geef de groep een naam, bijvoorbeeld 4A."
    if len(row.name) > NAME_MAX:
        yield "naam", f"Hou de naam bij {NAME_MAX} tekens."
    if row.level not in set(ClassLevel):
        yield "niveau", "Kies een niveau."
    pupils, companions = _count(row.pupils), _count(row.companions or "0")
    if pupils is None or not 1 <= pupils <= PUPILS_MAX:
        yield "leerlingen", f"Vul een aantal leerlingen in, van 1 tot {PUPILS_MAX}."
    if companions is None or companions > COMPANIONS_MAX:
        yield "begeleiders", f"Vul een aantal begeleiders in, van 0 tot {COMPANIONS_MAX}."
    wheelchair = _count(row.wheelchair or "0")
    if wheelchair is None or wheelchair > (pupils or 0) + (companions or 0):
        yield (
            "rolstoel",
            "Dit zijn er meer dan er meekomen. Tel wie in een rolstoel zit ook mee als leerling of begeleider.",
        )
    reduced = _count(row.reduced or "0")
    if reduced is None or reduced > (pupils or 0):
        yield "tarief", "Dit zijn er meer dan er leerlingen zijn."


def _count(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else None


def group_of(row: Row) -> GroupRequest:
    return GroupRequest(
        name=row.name,
        level=ClassLevel(row.level),
        pupils=int(row.pupils),
        companions=int(row.companions or "0"),
        wheelchair=int(row.wheelchair or "0"),
        class_group_id=None if row.is_extra else int(row.id),
        reduced=int(row.reduced or "0"),
    )
