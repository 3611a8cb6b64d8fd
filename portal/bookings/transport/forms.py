"""How a class comes, as it is typed. Nothing typed is lost; errors stand with their field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from portal.bookings.budget.forms import read_euro, show_euro
from portal.bookings.budget.service import CENTS_MAX
from portal.bookings.transport.models import BUSES, Transport, Travel
from portal.bookings.transport.service import NOTE_MAX, PLACE_MAX, SEATS_MAX, Ride
from portal.clock import BRUSSELS, local

CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.u]([0-5][0-9])")
PEOPLE_MAX = 999
FIELDS = ("vervoer", "mensen", "ophaalplaats", "ophaaluur", "terug", "kost", "opmerking", "vrij")


@dataclass(frozen=True)
class RideForm:
    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    ride: Ride | None = None
    """What can be kept; None: nothing yet, or not said how they come."""


def filled(ride: Transport | None, *, seats: int, pickup: str) -> RideForm:
    """The form as it opens: what was said before, or what is likely."""
    if ride is None:
        return RideForm({"mensen": str(seats), "ophaalplaats": pickup, "vrij": "0"} | dict.fromkeys(("vervoer",), ""))
    return RideForm(
        {
            "vervoer": ride.how.value,
            "mensen": str(ride.people),
            "ophaalplaats": ride.pickup_place or pickup,
            "ophaaluur": _clock(ride.pickup_at),
            "terug": _clock(ride.return_at),
            "kost": "" if ride.cost_cents is None else show_euro(ride.cost_cents),
            "opmerking": ride.note,
            "vrij": str(ride.free_seats),
        }
    )


def read_ride(sent: Mapping[str, str], day: date) -> RideForm:
    """The form as it was sent, for a visit on this day."""
    values = {name: " ".join(sent.get(name, "").split()) for name in FIELDS}
    errors: dict[str, str] = {}
    if values["vervoer"] not in set(Travel):
        errors["vervoer"] = "Kies hoe jullie komen."
    people = _number(values["mensen"], 1, PEOPLE_MAX)
    if people is None:
        errors["mensen"] = "Vul in met hoeveel jullie zijn, leerlingen en begeleiders samen."
    free = _number(values["vrij"] or "0", 0, SEATS_MAX)
    if free is None:
        errors["vrij"] = f"Vul een aantal in, van 0 tot {SEATS_MAX}."
    there, back = _moment(values["ophaaluur"], day), _moment(values["terug"], day)
    for name, moment in (("ophaaluur", there), ("terug", back)):
        if values[name] and moment is None:
            errors[name] = "Vul een uur in, zoals 8.45."
    if there is not None and back is not None and back <= there:
        errors["terug"] = "Jullie vertrekken naar huis na het ophalen."
    cents = read_euro(values["kost"]) if values["kost"] else None
    if values["kost"] and (cents is None or cents > CENTS_MAX):
        errors["kost"] = "Vul een bedrag in, zoals 240."
    for name, most in (("ophaalplaats", PLACE_MAX), ("opmerking", NOTE_MAX)):
        if len(values[name]) > most:
            errors[name] = f"Hou het bij {most} tekens."
    if errors or people is None or free is None:
        return RideForm(values, errors)
    how = Travel(values["vervoer"])
    rides = how in BUSES
    ride = Ride(
        how,
        people,
        pickup_place=values["ophaalplaats"],
        pickup_at=there,
        return_at=back,
        cost_cents=cents,
        note=values["opmerking"],
        free_seats=free if rides else 0,
    )
    return RideForm(values, errors, ride)


def _number(typed: str, least: int, most: int) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) and least <= int(typed) <= most else None


def _moment(typed: str, day: date) -> datetime | None:
    """ "8.45", "08:45" or "8u45" on this day, on the wall clock of Flanders."""
    found = CLOCK.fullmatch(typed)
    if found is None:
        return None
    return datetime.combine(day, time(int(found[1]), int(found[2])), tzinfo=BRUSSELS)


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else local(moment).strftime("%H:%M")
