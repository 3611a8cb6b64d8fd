"""The letters about a shared bus: a question to the one school, an answer to the other."""

from collections.abc import Mapping
from email.message import EmailMessage
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.bookings.letters.stationery import FRAME, Desk, desk_of, template
from portal.bookings.queries import Visit, visit_by_id
from portal.bookings.transport.models import BusShare, ShareState, Transport
from portal.bookings.transport.service import BUS_ANSWERED, BUS_ASKED
from portal.bookings.transport.words import SHARE
from portal.mail.letters import Draft, Envelope, letter
from portal.outbox.worker import Handler
from portal.web.formats import short_day


def handlers(base_url: str) -> dict[str, Handler]:
    desk = desk_of(base_url)
    return {BUS_ASKED: partial(told, desk), BUS_ANSWERED: partial(told, desk)}


def told(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """The question to the school whose bus it is, an answer to the school that asked; who stops tells the other."""
    share = session.scalar(select(BusShare).where(BusShare.id == payload["share_id"]))
    if share is None:
        return None
    giver, asker = visit_by_id(session, share.giver_id), visit_by_id(session, share.asker_id)
    if giver is None or asker is None:
        return None
    to_giver = share.state is ShareState.ASKED or _stopped_by_asker(session, share, asker)
    here, there = (giver, asker) if to_giver else (asker, giver)
    ride = session.get(Transport, share.giver_id)
    facts = {
        "share": share,
        "state": share.state.value,
        "word": SHARE[share.state],
        "visit": here,
        "other": there,
        "to_giver": to_giver,
        "pickup": ride.pickup_place if ride else "",
        "pickup_at": ride.pickup_at if ride else None,
        "url": f"{desk.base_url}/boekingen/{here.reference}/praktisch#delen",
    }
    draft = Draft(
        to_name=here.booker_name,
        to_email=here.booker_email,
        subject=f"{_subject(share.state)}: {here.offer.title}, {short_day(here.starts_at)} ({here.reference})",
        text=template(FRAME, "bus.txt").render(facts),
        html=template(FRAME, "bus.html").render(facts),
        # Whose address it is, is told once both schools have said yes.
        reply_to=there.booker_email if share.state is ShareState.ACCEPTED else here.centre.email,
    )
    at = share.answered_at or share.asked_at
    return letter(draft, Envelope(desk.sender, "Foyer", desk.domain, token, at))


def _stopped_by_asker(session: Session, share: BusShare, asker: Visit) -> bool:
    if share.state is not ShareState.WITHDRAWN or share.answered_by is None:
        return False
    home = select(User.id).where(User.id == share.answered_by)
    from_asker = session.scalar(home.where(User.memberships.any(school_id=asker.school.id)))
    return from_asker is not None


def _subject(state: ShareState) -> str:
    return {
        ShareState.ASKED: "Een school vraagt plaatsen in jullie bus",
        ShareState.ACCEPTED: "Jullie mogen mee in de bus",
        ShareState.DECLINED: "De andere bus heeft geen plaats",
        ShareState.WITHDRAWN: "De gedeelde bus gaat niet door",
    }[state]
