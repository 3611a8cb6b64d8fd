"""The list at the door on paper: who comes, boxes to write the heads in, and room for notes."""

from dataclasses import dataclass
from datetime import datetime

from portal.bookings.door.queries import Board, DoorClass, DoorSchool
from portal.bookings.paper.sheet import BOTTOM, CREAM, DEEP, GOLD, LEFT, RIGHT, SOFT, WIDTH, Sheet
from portal.bookings.transport.words import TRAVEL
from portal.web.formats import clock_time, count, day_time, long_day, word

ROW, HEAD = 9.5, 9.0
FIRST_Y, NEXT_Y = 50.0, 33.0
TOTALS = 24.0


@dataclass(frozen=True)
class Column:
    x: float
    width: float
    name: str


CLASS = Column(LEFT, 40, "Klas")
PUPILS = Column(54, 15, "leerl.")
COMPANIONS = Column(69, 15, "begel.")
CAME = Column(87, 16, "leerl.")
CAME_WITH = Column(105, 16, "begel.")
ABSENT = Column(126, 8, "niet")
NOTE = Column(140, 56, "Nota")


def door_list(board: Board, *, now: datetime) -> bytes:
    """All schools that may come in, by name; those that may not on the last page, so that nobody has to guess."""
    sheet = _List(board, now)
    sheet.add_page()
    y = FIRST_Y
    for school in board.schools:
        height = _height(school)
        if y + height > BOTTOM - 6:
            sheet.add_page()
            y = NEXT_Y
        y = _school(sheet, school, y)
    if y + TOTALS + 7 * len(board.others) > BOTTOM - 6:
        sheet.add_page()
        y = NEXT_Y
    _foot(sheet, board, y)
    return bytes(sheet.output())


class _List(Sheet):
    def __init__(self, board: Board, now: datetime) -> None:
        super().__init__(f"Deurlijst: {board.sitting.title}", now)
        self.board = board
        self.now = now
        self.alias_nb_pages()

    def header(self) -> None:
        sitting = self.board.sitting
        is_first = self.page_no() == 1
        self.say(sitting.title, (LEFT, 11), 18 if is_first else 13, bold=True, colour=DEEP, width=150)
        self.say(f"{self.page_no()} / {{nb}}", (RIGHT - 30, 12), 10, colour=SOFT, width=30, align="R")
        when = f"{long_day(sitting.starts_at)}, {clock_time(sitting.starts_at)}"
        place = f"{sitting.centre_name}, {sitting.hall}" if sitting.hall else sitting.centre_name
        if is_first:
            self.say(f"{when} · {place}", (LEFT, 21.5), 11, bold=True, width=WIDTH)
            heads = f"{count(sitting.schools, 'school', 'scholen')}, {count(sitting.classes, 'klas', 'klassen')}"
            seats = f"{count(self.board.wheelchair, 'rolstoel', 'rolstoelen')}" if self.board.wheelchair else ""
            people = f"{count(sitting.expected, 'persoon', 'personen')} verwacht"
            said = " · ".join(
                part for part in (heads, people, seats, f"binnen vanaf {clock_time(sitting.arrive_at)}") if part
            )
            self.say(said, (LEFT, 28), 11, width=WIDTH)
        else:
            self.say(when, (LEFT, 18.5), 10, width=WIDTH)
        self._columns(38.0 if is_first else 24.0)

    def _columns(self, y: float) -> None:
        self.say("geboekt", (PUPILS.x, y), 8, colour=SOFT, width=30, align="C")
        self.say("geteld", (CAME.x, y), 8, colour=SOFT, width=34, align="C")
        for column in (CLASS, PUPILS, COMPANIONS, CAME, CAME_WITH, ABSENT, NOTE):
            align = "L" if column in (CLASS, NOTE) else "C"
            self.say(column.name, (column.x, y + 3.8), 9, bold=True, width=column.width, align=align)
        self.rule(y + 8.6, GOLD, 0.7)

    def footer(self) -> None:
        self.say(f"Stand van {day_time(self.now)}", (LEFT, 288), 8, colour=SOFT)
        self.say("Geen namen van kinderen op dit blad.", (RIGHT - 80, 288), 8, colour=SOFT, width=80, align="R")


def _remarks(school: DoorSchool) -> list[str]:
    bus = [TRAVEL[school.travel]] if school.travel else []
    bus += [f"plaats {school.bay}"] if school.bay else []
    bus += [school.ride_note] if school.ride_note else []
    remarks = [", ".join(bus), school.note.replace("\n", " ")]
    return [one for one in remarks if one]


def _height(school: DoorSchool) -> float:
    return HEAD + len(school.classes) * ROW + len(_remarks(school)) * 5.0 + 3


def _school(sheet: Sheet, school: DoorSchool, y: float) -> float:
    sheet.set_fill_color(*CREAM)
    sheet.rect(LEFT, y, WIDTH, HEAD - 1.5, style="F")
    sheet.say(school.school_name, (LEFT + 1.5, y + 1.4), 11, bold=True, width=107)
    contact = school.contact or school.phone
    sheet.say(f"{school.municipality} · {contact}" if contact else school.municipality, (124, y + 1.7), 9, width=71)
    y += HEAD
    for remark in _remarks(school):
        sheet.say(remark, (LEFT + 1.5, y - 0.4), 9, colour=DEEP, width=WIDTH - 3)
        y += 5.0
    for one in school.classes:
        _class(sheet, one, y)
        y += ROW
    return y + 3


def _class(sheet: Sheet, one: DoorClass, y: float) -> None:
    needs = [f"{one.wheelchair} in rolstoel"] if one.wheelchair else []
    needs += [f"{people} × {word(need)}" for need, people in one.needs]
    sheet.say(one.title, (CLASS.x + 1.5, y + (0.2 if needs else 1.8)), 11, bold=True, width=CLASS.width - 3)
    if needs:
        sheet.say(", ".join(needs), (CLASS.x + 1.5, y + 4.8), 8, colour=DEEP, width=CLASS.width + 34)
    for column, number in ((PUPILS, one.pupils), (COMPANIONS, one.companions)):
        sheet.say(str(number), (column.x, y + (0.2 if needs else 1.6)), 11, width=column.width, align="C")
    came = (str(one.came_pupils), str(one.came_companions)) if one.is_here else ("", "")
    for column, counted in ((CAME, came[0]), (CAME_WITH, came[1])):
        sheet.box(column.x, y, column.width, ROW - 2, counted)
    sheet.box(ABSENT.x, y, ABSENT.width, ROW - 2, "x" if one.is_absent else "")
    note = one.notes[0].note if one.notes else ""
    sheet.say(note, (NOTE.x, y + 2.4), 8.5, width=NOTE.width)
    sheet.rule(y + ROW - 2, left=NOTE.x)


def _foot(sheet: Sheet, board: Board, y: float) -> None:
    sheet.rule(y, GOLD, 0.7)
    sheet.say("Samen", (CLASS.x + 1.5, y + 4), 11, bold=True)
    pupils = sum(one.pupils for one in board.classes)
    companions = sum(one.companions for one in board.classes)
    for column, number in ((PUPILS, pupils), (COMPANIONS, companions)):
        sheet.say(str(number), (column.x, y + 4), 11, bold=True, width=column.width, align="C")
    sheet.box(CAME.x, y + 2.5, CAME.width, ROW - 2)
    sheet.box(CAME_WITH.x, y + 2.5, CAME_WITH.width, ROW - 2)
    sheet.say("Geteld door", (NOTE.x, y + 4), 9, width=22)
    sheet.rule(y + 9, left=NOTE.x + 20)
    y += 15
    if board.others:
        sheet.say("Mogen niet binnen", (LEFT + 1.5, y), 11, bold=True, colour=DEEP)
        for number, school in enumerate(board.others):
            names = ", ".join(one.title for one in school.classes)
            said = f"{school.school_name}: {names} ({word(school.state)})"
            sheet.say(said, (LEFT + 1.5, y + 6 + 6 * number), 9.5, width=WIDTH - 3)
