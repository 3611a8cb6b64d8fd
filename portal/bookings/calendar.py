"""Calendar files of a booking: one stable UID, so that a change or a cancellation finds its entry again."""

from datetime import timedelta

from icalendar import Event, vCalAddress, vText

from portal.bookings.codes import show_visit_code
from portal.bookings.queries import Visit
from portal.bookings.states import OWING
from portal.clock import local
from portal.offers.models import PerformanceState
from portal.web.formats import clock_time
from portal.web.ics import empty_calendar


def calendar_file(visit: Visit, *, base_url: str, domain: str) -> bytes:
    """The visit as an .ics file: to add (PUBLISH), or to strike out (CANCEL) when it is cancelled."""
    gone = visit.is_off or visit.performance_state is PerformanceState.CANCELLED
    calendar = empty_calendar("Boekingen", "CANCEL" if gone else "PUBLISH")
    calendar.add_component(_event(visit, base_url, domain, gone=gone))
    data: bytes = calendar.to_ical()
    return data


def _event(visit: Visit, base_url: str, domain: str, *, gone: bool) -> Event:
    event = Event()
    event.add("uid", f"{visit.reference.lower()}@{domain}")
    event.add("sequence", visit.moves + (1 if gone else 0))
    event.add("dtstamp", visit.cancelled_at or visit.created_at)
    event.add("dtstart", local(visit.starts_at))
    event.add(
        "dtend", local(visit.ends_at if visit.ends_at > visit.starts_at else visit.starts_at + timedelta(hours=1))
    )
    event.add("summary", visit.offer.title)
    event.add("status", _status(visit, gone=gone))
    event.add("location", ", ".join(part for part in (visit.place, visit.address) if part))
    event.add("url", _page(visit, base_url))
    event.add("description", _description(visit, base_url))
    if visit.centre.email:
        organizer = vCalAddress(f"mailto:{visit.centre.email}")
        organizer.params["CN"] = vText(visit.centre.name)
        event.add("organizer", organizer)
    return event


def _status(visit: Visit, *, gone: bool) -> str:
    if gone:
        return "CANCELLED"
    return "CONFIRMED" if visit.state in OWING else "TENTATIVE"


def _description(visit: Visit, base_url: str) -> str:
    classes = ", ".join(group.name for group in visit.groups)
    arrival = f"Kom om {clock_time(visit.arrive_at)}: {visit.arrive_minutes_early} minuten voor het begin."
    return "\n".join(
        (
            *((arrival,) if visit.class_travels else ()),
            f"Klassen: {classes} ({visit.pupils} leerlingen, {visit.companions} begeleiders).",
            f"Boeking {visit.reference}{_code(visit)}.",
            f"Alles over dit bezoek: {_page(visit, base_url)}",
        )
    )


def _page(visit: Visit, base_url: str) -> str:
    """Where the reader finds more: the visit for its school, the booking for its house, which gets no code."""
    return f"{base_url}/bezoek/{visit.visit_code}" if visit.visit_code else f"{base_url}/boekingen/{visit.reference}"


def _code(visit: Visit) -> str:
    return f", bezoekcode {show_visit_code(visit.visit_code)}" if visit.visit_code else ""
