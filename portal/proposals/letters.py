"""The letters of a proposal: each round goes to the other side."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, School, User
from portal.mail.letters import Draft, Envelope, letter
from portal.mail.transports import mail_domain, sender_for
from portal.offers.models import Offer
from portal.outbox.worker import Handler
from portal.proposals.models import Proposal, ProposalDate, ProposalRound, ProposalState, Side
from portal.proposals.service import PROPOSAL_ANSWERED
from portal.web.formats import FILTERS


@dataclass(frozen=True)
class Desk:
    base_url: str
    sender: str


def handlers(base_url: str) -> dict[str, Handler]:
    desk = Desk(base_url, sender_for(None, base_url))
    return {PROPOSAL_ANSWERED: partial(answered, desk)}


SUBJECTS = {
    (Side.SCHOOL, "dates"): "{school} vraagt {title}",
    (Side.CENTRE, "dates"): "Andere data voor {title}",
    (Side.CENTRE, ProposalState.DECLINED): "{title} lukt niet",
    (Side.SCHOOL, ProposalState.WITHDRAWN): "{school} vraagt {title} niet meer",
    (Side.SCHOOL, ProposalState.ACCEPTED): "{school} zegt ja tegen {title}",
    (Side.CENTRE, ProposalState.ACCEPTED): "Afgesproken: {title}",
}


def answered(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """To the house what the school said, to the teacher what the house said; None where nobody can be written to."""
    row = session.execute(
        select(ProposalRound, Proposal, Offer, Centre, School, User)
        .join(Proposal, Proposal.id == ProposalRound.proposal_id)
        .join(Offer, Offer.id == Proposal.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(School, School.id == Proposal.school_id)
        .join(User, User.id == Proposal.proposed_by)
        .where(ProposalRound.id == payload["round_id"])
    ).one_or_none()
    if row is None:
        return None
    said, proposal, offer, centre, school, teacher = row
    to_house = said.side is Side.SCHOOL
    to_name, to_email = (centre.name, centre.email) if to_house else (teacher.name, teacher.email)
    if not to_email:
        return None
    dates = list(
        session.scalars(
            select(ProposalDate.starts_at).where(ProposalDate.round_id == said.id).order_by(ProposalDate.starts_at)
        )
    )
    what = "dates" if dates else proposal.state
    facts = {
        "said": said,
        "what": what,
        "dates": dates,
        "title": offer.title,
        "centre": centre.name,
        "school": school.name,
        "to_name": to_name,
        "to_house": to_house,
        "url": f"{desk.base_url}/voorstellen/{proposal.reference}",
    }
    subject = SUBJECTS[said.side, what].format(title=offer.title, school=school.name)
    draft = Draft(
        to_name=to_name,
        to_email=to_email,
        subject=f"{subject} ({proposal.reference})",
        text=_templates().get_template("letters/proposal.txt").render(facts),
        html=_templates().get_template("letters/proposal.html").render(facts),
        reply_to=teacher.email if to_house else centre.email,
    )
    sender_name = f"{school.name if to_house else centre.name} via Foyer"
    return letter(draft, Envelope(desk.sender, sender_name, mail_domain(desk.base_url), token, said.at))


@cache
def _templates() -> Environment:
    here = Path(__file__).parent
    environment = Environment(
        # The frame of the letters of bookings is that of all letters.
        loader=FileSystemLoader([here / "templates", here.parent / "bookings" / "templates"]),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
