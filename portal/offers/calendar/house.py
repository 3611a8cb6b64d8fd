"""A house's programme as a calendar to subscribe to."""

from datetime import datetime

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.clock import utc_now
from portal.extensions import db
from portal.mail.transports import mail_domain
from portal.offers.calendar.feed import ENTRY, EVENTS_MAX, KEPT, FeedEntry, calendar_of, entry_of
from portal.offers.export.answers import blueprint, public
from portal.offers.models import Offer, OfferState, Performance
from portal.places.models import Municipality
from portal.web.access import settings

KIND = "text/calendar; charset=utf-8"
FRESH_S = 900


def centre_entries(session: Session, centre_id: int, now: datetime) -> list[FeedEntry]:
    """Every published date of a house that is open to all, soonest first, with what is off and what is just over."""
    rows = session.execute(
        select(*ENTRY)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .where(
            Offer.centre_id == centre_id,
            Offer.state == OfferState.PUBLISHED,
            Performance.agreed_with_id.is_(None),
            Performance.starts_at > now - KEPT,
        )
        .order_by(Performance.starts_at, Performance.id)
        .limit(EVENTS_MAX + 1)
    )
    return [entry_of(row) for row in rows]


def as_feed(data: bytes, name: str) -> Response:
    """A calendar that programs ask for again and again: they get it only when it changed."""
    answer = public(data, KIND, fresh_s=FRESH_S)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@blueprint.get("/centra/<slug>/kalender.ics")
def centre_calendar(slug: str) -> ResponseReturnValue:
    centre = db.session.scalar(select(Centre).where(Centre.slug == slug.replace("\0", ""))) or abort(404)
    base = settings().base_url
    entries = centre_entries(db.session, centre.id, utc_now())
    data = calendar_of(entries, f"Voor scholen: {centre.name}", base_url=base, domain=mail_domain(base))
    return as_feed(data, centre.slug)
