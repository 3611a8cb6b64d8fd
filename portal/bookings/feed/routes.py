"""`/boekingen/agenda`: a school's address for its calendar programs, and the calendar behind it."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from icalendar import Event

from portal.accounts.models import School
from portal.bookings.feed.service import Outing, key_of, opens, outings_of, renew, take_back
from portal.clock import local, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.mail.transports import mail_domain
from portal.web.access import for_school, person, person_or_none, settings
from portal.web.formats import clock_time
from portal.web.ics import feed

blueprint = Blueprint("agenda", __name__, template_folder="templates")

FRESH_S = 900


@blueprint.get("/boekingen/agenda/<int:school_id>/<key>.ics")
def calendar(school_id: int, key: str) -> ResponseReturnValue:
    """The calendar of a school. The address is the key: a calendar program can't log in."""
    school = db.session.get(School, school_id) if school_id < 2**31 else None
    if school is None or not opens(db.session, school_id, key, settings().secret_key):
        abort(404)
    base = settings().base_url
    text = "De bezoeken van je school, uit Foyer. Houd dit adres voor jezelf."
    found = feed("Boekingen", f"Uitstappen {school.name}", text)
    for outing in outings_of(db.session, school_id, utc_now()):
        found.add_component(_event(outing, base))
    answer = Response(found.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="uitstappen.ics"'
    answer.headers["Cache-Control"] = f"private, max-age={FRESH_S}"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _event(outing: Outing, base_url: str) -> Event:
    event = Event()
    # The same as in the file of the booking itself: a program that has both shows one.
    event.add("uid", f"{outing.reference.lower()}@{mail_domain(base_url)}")
    event.add("sequence", 1 if outing.is_off else 0)
    event.add("dtstamp", outing.changed_at)
    event.add("dtstart", local(outing.starts_at))
    event.add("dtend", local(outing.ends_at))
    event.add("summary", f"{outing.title} ({', '.join(outing.classes)})" if outing.classes else outing.title)
    event.add("status", "CANCELLED" if outing.is_off else "CONFIRMED" if outing.is_sure else "TENTATIVE")
    event.add("location", outing.place)
    event.add("url", f"{base_url}/boekingen/{outing.reference}")
    event.add("description", "\n".join(_lines(outing, base_url)))
    return event


def _lines(outing: Outing, base_url: str) -> Iterable[str]:
    if outing.is_off:
        yield "Dit bezoek gaat niet door."
    else:
        minutes = int(outing.arrive_early.total_seconds() // 60)
        yield f"Kom om {clock_time(outing.starts_at - outing.arrive_early)}: {minutes} minuten voor het begin."
    yield f"{outing.seats} plaatsen, boeking {outing.reference}."
    yield f"Alles over dit bezoek: {base_url}/boekingen/{outing.reference}"


@blueprint.post("/boekingen/agenda")
@for_school
def make() -> ResponseReturnValue:
    """A first address, or a new one in its place."""
    with write_transaction(db.session) as session:
        renew(session, _own_school(), now=utc_now())
    flash("Het adres voor je agenda staat klaar. Een vorig adres werkt niet meer.")
    return redirect("/boekingen#agenda", code=303)


@blueprint.post("/boekingen/agenda/weg")
@for_school
def remove() -> ResponseReturnValue:
    with write_transaction(db.session) as session:
        take_back(session, _own_school())
    flash("Het adres werkt niet meer.")
    return redirect("/boekingen#agenda", code=303)


def _own_school() -> int:
    return person().home_school_id or abort(403)


@blueprint.app_template_global("school_calendar_address")
def school_calendar_address() -> str | None:
    """Where the school of who asks has its calendar; None where it has no address."""
    somebody = person_or_none()
    school_id = somebody.home_school_id if somebody is not None else None
    if school_id is None:
        return None
    key = key_of(db.session, school_id, settings().secret_key)
    return f"{settings().base_url}/boekingen/agenda/{school_id}/{key}.ics" if key else None
