"""`/school`: all bookings of a school in one place, and what is to be done next.

The pages of its basket, its maximum bill and its transport hang here too.
"""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import school_by_id
from portal.bookings.basket import pages as basket
from portal.bookings.budget import pages as budget
from portal.bookings.budget.queries import class_years
from portal.bookings.school.access import is_office, school_id
from portal.bookings.school.queries import SchoolLine, Wanted, school_lines, sums
from portal.bookings.school.todo import TaskKind, tasks
from portal.bookings.sheets import as_csv
from portal.bookings.states import BookingState
from portal.bookings.transport import pages as transport
from portal.bookings.transport.words import TRAVEL
from portal.clock import local, school_day, utc_now
from portal.extensions import db
from portal.places.school_calendar import school_year
from portal.web.access import for_school, person
from portal.web.formats import word
from portal.web.intake import row_id
from portal.web.todo import school_todos

blueprint = Blueprint("school", __name__, template_folder="../templates")
for _feature in (basket, budget, transport):
    blueprint.register_blueprint(_feature.blueprint)

COLUMNS = (
    *("datum", "uur", "voorstelling", "huis", "gemeente", "klassen", "leerlingen", "plaatsen", "toestand"),
    *("bedrag", "betaald", "te betalen", "vervoer", "geboekt door", "boeking"),
)
YEARS_BACK = 3


@dataclass(frozen=True)
class Asked:
    """The school year and the bookings of it that the page is about."""

    year: int
    lines: list[SchoolLine]
    wanted: Wanted

    @property
    def shown(self) -> list[SchoolLine]:
        return [line for line in self.lines if self.wanted.fits(line)]

    @property
    def is_filtered(self) -> bool:
        return self.wanted != Wanted()


def _asked() -> Asked:
    this = school_year(school_day(utc_now()))
    year = request.args.get("jaar", this, type=int)
    year = year if this - YEARS_BACK <= year <= this + 1 else this
    lines = school_lines(db.session, school_id(), first=date(year, 9, 1), last=date(year + 1, 8, 31))
    state = request.args.get("toestand", "")
    wanted = Wanted(
        class_key=request.args.get("klas", ""),
        booker_id=request.args.get("wie", type=row_id),
        state=BookingState(state) if state in set(BookingState) else None,
    )
    return Asked(year, lines, wanted)


@blueprint.get("/school")
@for_school
def overview() -> ResponseReturnValue:
    """The bookings of a school year: a teacher's own first, the office sees them by date."""
    now, asked = utc_now(), _asked()
    office, me = is_office(person()), person().id
    shown = asked.shown
    years = class_years(db.session, school_id(), f"{asked.year}-{asked.year + 1}")
    return render_template(
        "bookings/school/overview.html",
        school=school_by_id(db.session, school_id()),
        asked=asked,
        parts=_parts(shown, me) if not office else [("", shown)],
        sums=sums(shown),
        tasks=tasks(asked.lines, now=now),
        todos=school_todos(db.session, {school_id()}, now=now) if office else [],
        is_office=office,
        TaskKind=TaskKind,
        travels=TRAVEL,
        classes=sorted({pair for line in asked.lines for pair in line.classes.items()}, key=lambda pair: pair[1]),
        people=sorted({(line.booker_id, line.booker_name) for line in asked.lines}, key=lambda pair: pair[1]),
        states=sorted({line.state for line in asked.lines}, key=list(BookingState).index),
        school_years=range(school_year(school_day(now)) + 1, school_year(school_day(now)) - YEARS_BACK, -1),
        fullest=sorted((one for one in years.values() if one.limit), key=lambda one: -one.meter.share)[:4],
        now=now,
    )


def _parts(lines: list[SchoolLine], me: int) -> list[tuple[str, list[SchoolLine]]]:
    """What somebody booked, and what colleagues booked for the school."""
    own = [line for line in lines if line.booker_id == me]
    others = [line for line in lines if line.booker_id != me]
    return [(name, some) for name, some in (("Van jou", own), ("Van collega's", others)) if some]


@blueprint.get("/school/boekingen.csv")
@for_school
def sheet() -> ResponseReturnValue:
    """The same bookings for a spreadsheet: semicolons and a byte order mark, as a Belgian Excel expects."""
    text = as_csv(COLUMNS, [_values(line) for line in _asked().shown], delimiter=";")
    answer = Response("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="boekingen-school.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _values(line: SchoolLine) -> tuple[str | int, ...]:
    at = local(line.starts_at)
    return (
        f"{at:%Y-%m-%d}",
        f"{at:%H:%M}",
        line.title,
        line.centre_name,
        line.municipality,
        ", ".join(line.classes.values()),
        line.pupils,
        line.seats,
        word(line.state),
        _money(line.cents),
        _money(line.paid_cents),
        _money(max(0, line.open_cents)),
        TRAVEL[line.how] if line.how else "",
        line.booker_name,
        line.reference,
    )


def _money(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"
