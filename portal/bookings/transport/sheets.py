"""The list of buses of a day for a spreadsheet: semicolons and a byte order mark, as a Belgian Excel expects."""

from collections.abc import Sequence

from portal.bookings.sheets import as_csv
from portal.bookings.transport.queries import Arrival
from portal.bookings.transport.words import TRAVEL
from portal.clock import local

COLUMNS = (
    *("aankomst", "begin", "voorstelling", "school", "gemeente", "klassen", "aantal", "vervoer", "plaats van de bus"),
    *("ophaalplaats", "ophalen", "terug", "samen met", "bellen", "opmerking", "boeking"),
)


def bus_list_csv(rows: Sequence[Arrival]) -> str:
    return "\ufeff" + as_csv(COLUMNS, [_values(row) for row in rows], delimiter=";")


def _values(row: Arrival) -> tuple[str | int, ...]:
    def clock(moment: object) -> str:
        return f"{local(moment):%H:%M}" if moment else ""  # type: ignore[arg-type]

    return (
        clock(row.arrives_at),
        clock(row.starts_at),
        row.title,
        row.school_name,
        row.municipality,
        ", ".join(row.class_names),
        row.people,
        TRAVEL[row.how] if row.how else "",
        row.bay,
        row.pickup_place,
        clock(row.pickup_at),
        clock(row.return_at),
        row.shares_with,
        row.contact,
        row.note,
        row.reference,
    )
