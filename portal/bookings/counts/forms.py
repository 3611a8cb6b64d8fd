"""The numbers of a booking as they were sent. Nothing typed is lost, errors stand with their field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from portal.accounts.models import ClassLevel
from portal.bookings.counts.service import Numbers
from portal.bookings.queries import GroupCard
from portal.bookings.requests import COMPANIONS_MAX, PUPILS_MAX


@dataclass(frozen=True)
class NumberRow:
    """A class of the booking, in the words that were typed."""

    number: int
    name: str
    level: ClassLevel
    pupils: str
    companions: str
    wheelchair: str
    reduced: str
    has_tariff: bool
    """Whether it was booked with a reduced tariff to count."""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> Numbers:
        return Numbers(
            int(self.pupils), *(int(one or "0") for one in (self.companions, self.wheelchair, self.reduced))
        )


def rows_of(groups: Sequence[GroupCard]) -> list[NumberRow]:
    """The form as it opens."""
    return [
        NumberRow(
            number,
            group.name,
            group.level,
            str(group.pupils),
            str(group.companions),
            str(group.wheelchair),
            str(group.reduced),
            bool(group.reduced_cents or group.reduced),
        )
        for number, group in enumerate(groups)
    ]


def read_rows(sent: Mapping[str, str], groups: Sequence[GroupCard]) -> list[NumberRow]:
    """The form as it was sent; a field that is missing stays what it was."""
    rows = [_sent(row, sent) for row in rows_of(groups)]
    return [replace(row, errors=dict(_errors(row))) for row in rows]


def _sent(row: NumberRow, sent: Mapping[str, str]) -> NumberRow:
    return replace(
        row,
        pupils=sent.get(f"leerlingen-{row.number}", row.pupils).strip(),
        companions=sent.get(f"begeleiders-{row.number}", row.companions).strip(),
        wheelchair=sent.get(f"rolstoel-{row.number}", row.wheelchair).strip(),
        reduced=sent.get(f"tarief-{row.number}", row.reduced).strip() if row.has_tariff else row.reduced,
    )


def _errors(row: NumberRow) -> Iterator[tuple[str, str]]:
    pupils, companions = _count(row.pupils), _count(row.companions or "0")
    if pupils is None or not 1 <= pupils <= PUPILS_MAX:
        yield "leerlingen", f"Vul een aantal in, van 1 tot {PUPILS_MAX}."
    if companions is None or companions > COMPANIONS_MAX:
        yield "begeleiders", f"Vul een aantal in, van 0 tot {COMPANIONS_MAX}."
    wheelchair = _count(row.wheelchair or "0")
    if wheelchair is None or wheelchair > (pupils or 0) + (companions or 0):
        yield "rolstoel", "Dit zijn er meer dan er meekomen."
    reduced = _count(row.reduced or "0")
    if reduced is None or reduced > (pupils or 0):
        yield "tarief", "Dit zijn er meer dan er leerlingen zijn."


def _count(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed, re.ASCII) else None
