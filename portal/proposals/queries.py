"""Reads of proposals: lists and one conversation, as frozen cards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, School, User
from portal.bookings.models import Booking
from portal.bookings.requests import Actor
from portal.bookings.states import SEATED
from portal.offers.models import Offer, Performance, PerformanceState
from portal.places.models import Municipality
from portal.proposals.dates import Known, Window, warnings_about
from portal.proposals.models import Proposal, ProposalDate, ProposalGroup, ProposalRound, ProposalState, Side


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list."""

    reference: str
    state: ProposalState
    turn: Side
    changed_at: datetime
    title: str
    slug: str
    centre: str
    school: str
    classes: tuple[str, ...]
    seats: int
    dates: tuple[datetime, ...]
    """Those named last."""
    booking: str
    """Reference of the booking that came of it, or empty."""


@dataclass(frozen=True)
class Said:
    side: Side
    actor_name: str
    at: datetime
    message: str
    dates: tuple[datetime, ...]


@dataclass(frozen=True)
class Asked:
    """A date that waits for a yes, with what to know of it."""

    starts_at: datetime
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """One conversation, seen by one side."""

    line: ProposalLine
    side: Side
    rounds: tuple[Said, ...]
    asked: tuple[Asked, ...]
    window: Window
    duration: timedelta
    groups: tuple[ProposalGroup, ...]
    contact: str
    school_town: str
    proposer: str
    proposer_email: str
    centre_email: str

    @property
    def is_mine_to_answer(self) -> bool:
        return self.line.state is ProposalState.OPEN and self.line.turn is self.side


def how_many_to_answer(centres: Collection[int], _now: datetime) -> ScalarSelect[int]:
    """Proposals in which it is these houses' turn."""
    open_ones = select(func.count(Proposal.id)).join(Offer, Offer.id == Proposal.offer_id)
    return open_ones.where(
        Proposal.state == ProposalState.OPEN, Proposal.turn == Side.CENTRE, Offer.centre_id.in_(centres)
    ).scalar_subquery()


def proposals_of(
    session: Session, *, schools: Collection[int] = (), centres: Collection[int] = ()
) -> list[ProposalLine]:
    """Proposals by these schools or to these centres: what waits first, then the newest."""
    rows = session.execute(
        select(Proposal, Offer.title, Offer.slug, Centre.name, School.name, Booking.reference)
        .join(Offer, Offer.id == Proposal.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(School, School.id == Proposal.school_id)
        .outerjoin(Booking, Booking.id == Proposal.booking_id)
        .where(or_(Proposal.school_id.in_(schools), Offer.centre_id.in_(centres)))
        .order_by((Proposal.state != ProposalState.OPEN).asc(), Proposal.changed_at.desc())
        .limit(200)
        .execution_options(populate_existing=True)
    ).all()
    ids = [row[0].id for row in rows]
    groups, dates = _groups(session, ids), _last_dates(session, ids)
    return [
        ProposalLine(
            reference=proposal.reference,
            state=proposal.state,
            turn=proposal.turn,
            changed_at=proposal.changed_at,
            title=title,
            slug=slug,
            centre=centre,
            school=school,
            classes=tuple(group.name for group in groups.get(proposal.id, ())),
            seats=sum(group.pupils + group.companions for group in groups.get(proposal.id, ())),
            dates=tuple(dates.get(proposal.id, ())),
            booking=booking or "",
        )
        for proposal, title, slug, centre, school, booking in rows
    ]


def _groups(session: Session, ids: Collection[int]) -> dict[int, list[ProposalGroup]]:
    found: dict[int, list[ProposalGroup]] = {}
    for group in session.scalars(
        select(ProposalGroup).where(ProposalGroup.proposal_id.in_(ids)).order_by(ProposalGroup.id)
    ):
        found.setdefault(group.proposal_id, []).append(group)
    return found


def _last_dates(session: Session, ids: Collection[int]) -> dict[int, list[datetime]]:
    """The dates of the last round that named any."""
    rows = session.execute(
        select(ProposalRound.proposal_id, ProposalRound.number, ProposalDate.starts_at)
        .join(ProposalDate, ProposalDate.round_id == ProposalRound.id)
        .where(ProposalRound.proposal_id.in_(ids))
        .order_by(ProposalRound.number, ProposalDate.starts_at)
    )
    found: dict[int, tuple[int, list[datetime]]] = {}
    for proposal_id, number, starts_at in rows:
        if found.get(proposal_id, (0, []))[0] != number:
            found[proposal_id] = (number, [])
        found[proposal_id][1].append(starts_at)
    return {proposal_id: dates for proposal_id, (_, dates) in found.items()}


def talk_of(session: Session, reference: str, actor: Actor) -> Talk | None:
    """A conversation of this actor's school or centre; None: there is none."""
    row = session.execute(
        select(Proposal, Offer, Centre.email, Municipality.name_nl, User.name, User.email)
        .join(Offer, Offer.id == Proposal.offer_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .join(School, School.id == Proposal.school_id)
        .join(Municipality, Municipality.nis == School.nis)
        .join(User, User.id == Proposal.proposed_by)
        .where(
            Proposal.reference == reference,
            or_(Proposal.school_id.in_(actor.schools), Offer.centre_id.in_(actor.centres)),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    proposal, offer, centre_email, town, proposer, proposer_email = row
    side = Side.SCHOOL if proposal.school_id in actor.schools else Side.CENTRE
    (line,) = (
        one for one in proposals_of(session, schools=[proposal.school_id], centres=[]) if one.reference == reference
    )
    duration = timedelta(minutes=offer.duration_min)
    known = known_days(session, side, school_id=proposal.school_id, centre_id=offer.centre_id)
    asked = line.dates if line.state is ProposalState.OPEN else ()
    return Talk(
        line=line,
        side=side,
        rounds=_rounds(session, proposal.id),
        asked=tuple(Asked(one, tuple(warnings_about(one, duration, known))) for one in asked),
        window=Window(offer.available_from, offer.available_to),
        duration=duration,
        groups=tuple(_groups(session, [proposal.id]).get(proposal.id, ())),
        contact=proposal.contact,
        school_town=town,
        proposer=proposer,
        proposer_email=proposer_email,
        centre_email=centre_email,
    )


def _rounds(session: Session, proposal_id: int) -> tuple[Said, ...]:
    rounds = session.scalars(
        select(ProposalRound).where(ProposalRound.proposal_id == proposal_id).order_by(ProposalRound.number)
    ).all()
    dates: dict[int, list[datetime]] = {}
    for one in session.scalars(
        select(ProposalDate)
        .where(ProposalDate.round_id.in_([said.id for said in rounds]))
        .order_by(ProposalDate.starts_at)
    ):
        dates.setdefault(one.round_id, []).append(one.starts_at)
    return tuple(
        Said(said.side, said.actor_name, said.at, said.message, tuple(dates.get(said.id, ()))) for said in rounds
    )


def known_days(session: Session, side: Side, *, school_id: int, centre_id: int) -> list[Known]:
    """What stands in the agenda of this side: the school's visits, or the house's performances. Nobody sees the
    other's."""
    query = (
        select(Performance.starts_at, Performance.ends_at, Offer.title)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Performance.state == PerformanceState.PLANNED)
        .order_by(Performance.starts_at)
    )
    if side is Side.SCHOOL:
        query = query.join(Booking, Booking.performance_id == Performance.id).where(
            Booking.school_id == school_id, Booking.state.in_(SEATED)
        )
    else:
        query = query.where(Offer.centre_id == centre_id)
    return [
        Known(starts_at, ends_at, f"“{title}”") for starts_at, ends_at, title in session.execute(query.distinct())
    ]
