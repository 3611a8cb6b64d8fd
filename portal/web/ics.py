"""What every calendar file of ours shares: its frame, and the rules of the clock in Flanders."""

from datetime import timedelta

from icalendar import Calendar, Timezone, vDuration, vText

LOOK_AGAIN = timedelta(hours=6)

BRUSSELS_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
"""Summer time as the Union has kept it since 1996 (Directive 2000/84/EC). The zone that icalendar would write by
itself lists seventy dates and begins summer an hour late."""


def empty_calendar(product: str, method: str = "PUBLISH") -> Calendar:
    """A calendar without events; `product` says which part of Foyer wrote it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Foyer//{product}//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    # Outlook reads a zone name without its rules as UTC, an hour or two off.
    calendar.add_component(Timezone.from_ical(BRUSSELS_RULES))
    return calendar


def feed(product: str, name: str, text: str) -> Calendar:
    """A calendar to subscribe to, with what calendar programs show of it; they look again every few hours."""
    calendar = empty_calendar(product)
    # As text: of names that it does not know, icalendar would leave commas as they are.
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(name))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(text))
    calendar.add("x-wr-timezone", vText("Europe/Brussels"))
    calendar.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN))
    return calendar
