"""The plan of a hall, as a house types it: a line a row, from the stage backwards. Pure.

    A: oooooo  oooooo
    B: oooooo  oooooo
    C: rr  oooo  oooo

`o` is a chair, `r` a place for a wheelchair, a space or a point an aisle. Places are numbered from left to right in
each row, chairs and wheelchair places alike.
"""

import re
from dataclasses import dataclass
from functools import cached_property

CHAIR, WHEELCHAIR = "o", "r"
ROWS_MAX, COLUMNS_MAX = 60, 80
LINE = re.compile(r"\s*([0-9A-Za-z]{1,3})\s*:(.*)")


@dataclass(frozen=True, order=True)
class Seat:
    """A place. `row` counts from the stage, `column` from the left, aisles counted too; both from 0."""

    row: int
    column: int
    name: str
    """Of its row, as the hall writes it."""
    number: int
    """In its row, from 1."""
    is_wheelchair: bool = False

    def away_from(self, other: "Seat") -> int:
        """How far two places are apart; a row counts as two chairs."""
        return 2 * abs(self.row - other.row) + abs(self.column - other.column)


@dataclass(frozen=True)
class Plan:
    seats: tuple[Seat, ...]

    @cached_property
    def path(self) -> tuple[Seat, ...]:
        """All chairs in one line that never jumps: the first row from left to right, the next one back, and so on.

        Whoever gets a stretch of it sits together: in one row, or in rows behind each other at the same side.
        """
        rows: dict[int, list[Seat]] = {}
        for seat in self.seats:
            if not seat.is_wheelchair:
                rows.setdefault(seat.row, []).append(seat)
        return tuple(
            seat
            for turn, row in enumerate(sorted(rows))
            for seat in (rows[row] if turn % 2 == 0 else rows[row][::-1])
        )

    @cached_property
    def wheelchairs(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.is_wheelchair)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return max(seat.row for seat in self.seats) + 1, max(seat.column for seat in self.seats) + 1


@dataclass(frozen=True)
class PlanProblem:
    """What can't be read in a line; 0: of the plan as a whole."""

    line: int
    text: str


def read_plan(text: str) -> tuple[Plan | None, list[PlanProblem]]:
    """The plan that a text says, or everything that is wrong with it, in Dutch."""
    problems: list[PlanProblem] = []
    seats: list[Seat] = []
    names: set[str] = set()
    row = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = LINE.fullmatch(line.rstrip())
        if found is None:
            problems.append(
                PlanProblem(number, 'begin met de naam van de rij en een dubbelpunt, zoals "A: oooo oooo".')
            )
            continue
        name, cells = found[1].upper(), found[2].removeprefix(" ").lower()
        if name in names:
            problems.append(PlanProblem(number, f"rij {name} staat er al."))
        names.add(name)
        problems += _cell_problems(number, cells)
        seats += _seats(row, name, cells)
        row += 1
    if row > ROWS_MAX:
        problems.append(PlanProblem(0, f"hoogstens {ROWS_MAX} rijen."))
    if not seats and not problems:
        problems.append(PlanProblem(0, "er staat nog geen enkele stoel."))
    return (None, problems) if problems else (Plan(tuple(seats)), [])


def _cell_problems(number: int, cells: str) -> list[PlanProblem]:
    strange = sorted(set(cells) - set(f"{CHAIR}{WHEELCHAIR} ."))
    problems = [PlanProblem(number, f'"{strange[0]}" is geen o, r, spatie of punt.')] if strange else []
    if len(cells) > COLUMNS_MAX:
        problems.append(PlanProblem(number, f"hoogstens {COLUMNS_MAX} tekens in een rij."))
    return problems


def _seats(row: int, name: str, cells: str) -> list[Seat]:
    places = [(column, cell) for column, cell in enumerate(cells) if cell in (CHAIR, WHEELCHAIR)]
    return [
        Seat(row, column, name, number, cell == WHEELCHAIR) for number, (column, cell) in enumerate(places, start=1)
    ]
