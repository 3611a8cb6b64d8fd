"""Propose, counter, accept, decline, withdraw. Functions flush and never commit.

Whoever accepts makes a performance for this school alone, and books it through `bookings.service.book_seats`: price,
rules, ledger and letters are those of any other booking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, func, insert, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.bookings.codes import new_reference
from portal.bookings.errors import NotYours
from portal.bookings.models import Booking
from portal.bookings.requests import CONTACT_MAX, Actor, GroupRequest, SeatRequest, refuse_impossible
from portal.bookings.service import book_seats, refuse_foreign_classes
from portal.clock import school_day
from portal.offers.models import Offer, OfferState, Performance
from portal.outbox.service import Letter, enqueue
from portal.proposals.dates import DATES_MAX, Window, problem_with
from portal.proposals.errors import BadDates, DateNotOffered, NoSuchProposal, NotByAgreement, NotYourTurn
from portal.proposals.models import (
    Proposal,
    ProposalDate,
    ProposalGroup,
    ProposalRound,
    ProposalState,
    Side,
)

PROPOSAL_ANSWERED = "proposal-answered"
"""The other side said something; whom it concerns follows from the round."""

MESSAGE_MAX = 1000


@dataclass(frozen=True)
class Wish:
    """What a school asks for. `key` makes a form that is sent twice the same proposal."""

    key: str
    offer_slug: str
    school_id: int
    actor: Actor
    groups: tuple[GroupRequest, ...]
    dates: tuple[datetime, ...]
    contact: str = ""
    message: str = ""


@dataclass(frozen=True)
class _Proposer:
    """The teacher who asked, for whom the house's yes makes the booking."""

    id: int
    name: str
    email: str
    schools: frozenset[int]
    centres: frozenset[int] = frozenset()
    handles: frozenset[int] = frozenset()
    is_admin: bool = False


def propose(session: Session, wish: Wish, *, now: datetime) -> Proposal:
    """Ask a house for one of these dates.

    Raises:
        NotByAgreement: the offer isn't there, or has dates of its own.
        NotYours, InvalidGroups: as for a booking.
        BadDates: no date, too many, or some that can't be.
    """
    if wish.school_id not in wish.actor.schools:
        raise NotYours
    earlier = session.scalar(
        select(Proposal).where(Proposal.school_id == wish.school_id, Proposal.request_key == wish.key)
    )
    if earlier is not None:
        return earlier
    request = SeatRequest(wish.key, 0, wish.school_id, wish.actor, wish.groups, wish.contact[:CONTACT_MAX])
    refuse_impossible(request)
    refuse_foreign_classes(session, request)
    offer = session.scalar(
        select(Offer).where(
            Offer.slug == wish.offer_slug, Offer.state == OfferState.PUBLISHED, Offer.by_agreement.is_(True)
        )
    )
    if offer is None:
        raise NotByAgreement
    dates = sound_dates(wish.dates, Window(offer.available_from, offer.available_to), now=now)
    proposal = Proposal(
        reference=new_reference(),
        request_key=wish.key,
        offer_id=offer.id,
        school_id=wish.school_id,
        proposed_by=wish.actor.id,
        state=ProposalState.OPEN,
        turn=Side.CENTRE,
        contact=wish.contact[:CONTACT_MAX],
        created_at=now,
        changed_at=now,
    )
    session.add(proposal)
    session.flush()
    session.execute(
        insert(ProposalGroup),
        [
            {
                "proposal_id": proposal.id,
                "class_group_id": group.class_group_id,
                "name": group.name.strip(),
                "level": group.level,
                "pupils": group.pupils,
                "companions": group.companions,
                "wheelchair": group.wheelchair,
            }
            for group in wish.groups
        ],
    )
    _say(session, proposal, Side.SCHOOL, wish.actor, dates, wish.message, now=now)
    return proposal


def sound_dates(dates: Sequence[datetime], window: Window, *, now: datetime) -> list[datetime]:
    """The dates in order, each once.

    Raises:
        BadDates: names every one that can't be.
    """
    if not dates:
        raise BadDates({-1: "Geef minstens één datum met een uur."})
    if len(dates) > DATES_MAX:
        raise BadDates({-1: f"Geef hoogstens {DATES_MAX} data."})
    said = {place: problem_with(one, window, now=now) for place, one in enumerate(dates)}
    if problems := {place: problem for place, problem in said.items() if problem}:
        raise BadDates(problems)
    return sorted(set(dates))


def counter(
    session: Session, reference: str, *, actor: Actor, dates: Sequence[datetime], message: str, now: datetime
) -> Proposal:
    """Answer with other dates; from here on it is the other side's turn.

    Raises:
        NoSuchProposal, NotYourTurn, BadDates.
    """
    found = _mine(session, reference, actor)
    window = Window(found.offer.available_from, found.offer.available_to)
    _take_turn(session, found, now=now, turn=_other(found.side))
    _say(session, found.proposal, found.side, actor, sound_dates(dates, window, now=now), message, now=now)
    return found.proposal


def close(session: Session, reference: str, *, actor: Actor, message: str, now: datetime) -> Proposal:
    """End it: the house declines, or the school withdraws (also while the house thinks it over).

    Raises:
        NoSuchProposal, NotYourTurn.
    """
    found = _mine(session, reference, actor)
    state = ProposalState.DECLINED if found.side is Side.CENTRE else ProposalState.WITHDRAWN
    _take_turn(session, found, now=now, state=state, any_turn=True)
    _say(session, found.proposal, found.side, actor, [], message, now=now)
    return found.proposal


def accept(session: Session, reference: str, starts_at: datetime, *, actor: Actor, now: datetime) -> Booking:
    """Say yes to one of the dates that the other side named last: a performance for this school alone, booked.

    Raises:
        NoSuchProposal, NotYourTurn.
        DateNotOffered: the other side didn't name it last; or it has gone by, see BadDates.
        Everything that `book_seats` refuses.
    """
    found = _mine(session, reference, actor)
    proposal, offer = found.proposal, found.offer
    if starts_at not in last_dates(session, proposal.id):
        raise DateNotOffered
    sound_dates([starts_at], Window(None, None), now=now)
    if proposal.state is not ProposalState.OPEN or proposal.turn is not found.side:
        raise NotYourTurn
    groups = tuple(
        GroupRequest(row.name, row.level, row.pupils, row.companions, row.wheelchair, row.class_group_id)
        for row in session.scalars(
            select(ProposalGroup).where(ProposalGroup.proposal_id == proposal.id).order_by(ProposalGroup.id)
        )
    )
    performance = Performance(
        offer_id=offer.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=offer.duration_min),
        day=school_day(starts_at),
        capacity=sum(group.pupils + group.companions for group in groups),
        closes_at=starts_at,
        agreed_with_id=proposal.school_id,
    )
    session.add(performance)
    session.flush()
    user = session.get_one(User, proposal.proposed_by)
    request = SeatRequest(
        key=f"afspraak-{proposal.reference}",
        performance_id=performance.id,
        school_id=proposal.school_id,
        actor=_Proposer(user.id, user.name, user.email, frozenset({proposal.school_id})),
        groups=groups,
        contact=proposal.contact,
        reason=f"Afgesproken in {proposal.reference}; ja gezegd door {actor.name}",
        is_given=True,
    )
    booking = book_seats(session, request, now=now).booking
    _take_turn(session, found, now=now, state=ProposalState.ACCEPTED, booking_id=booking.id)
    _say(session, proposal, found.side, actor, [], "", now=now)
    return booking


def last_dates(session: Session, proposal_id: int) -> list[datetime]:
    """The dates that were named last, whoever did."""
    newest = select(func.max(ProposalRound.id)).where(ProposalRound.proposal_id == proposal_id).scalar_subquery()
    return list(
        session.scalars(
            select(ProposalDate.starts_at).where(ProposalDate.round_id == newest).order_by(ProposalDate.starts_at)
        )
    )


@dataclass(frozen=True)
class _Found:
    proposal: Proposal
    offer: Offer
    side: Side


def _mine(session: Session, reference: str, actor: Actor) -> _Found:
    row = session.execute(
        select(Proposal, Offer)
        .join(Offer, Offer.id == Proposal.offer_id)
        .where(Proposal.reference == reference)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NoSuchProposal
    if row.Proposal.school_id in actor.schools:
        return _Found(row.Proposal, row.Offer, Side.SCHOOL)
    if row.Offer.centre_id in actor.centres:
        return _Found(row.Proposal, row.Offer, Side.CENTRE)
    raise NoSuchProposal


def _other(side: Side) -> Side:
    return Side.CENTRE if side is Side.SCHOOL else Side.SCHOOL


def _take_turn(session: Session, found: _Found, *, now: datetime, any_turn: bool = False, **values: Any) -> None:
    """Row count 1 decides who of two was first; the other has nothing to answer any more."""
    turn = () if any_turn else (Proposal.turn == found.side,)
    taken = session.execute(
        update(Proposal)
        .where(Proposal.id == found.proposal.id, Proposal.state == ProposalState.OPEN, *turn)
        .values(changed_at=now, **values)
        .execution_options(synchronize_session="fetch")
    )
    if cast(CursorResult[Any], taken).rowcount != 1:
        raise NotYourTurn


def _say(
    session: Session,
    proposal: Proposal,
    side: Side,
    actor: Actor,
    dates: Sequence[datetime],
    message: str,
    *,
    now: datetime,
) -> None:
    number = session.scalar(select(func.count()).where(ProposalRound.proposal_id == proposal.id)) or 0
    said = ProposalRound(
        proposal_id=proposal.id,
        number=number + 1,
        side=side,
        actor_id=actor.id,
        actor_name=actor.name,
        at=now,
        message=message.strip()[:MESSAGE_MAX],
    )
    session.add(said)
    session.flush()
    session.add_all(ProposalDate(round_id=said.id, starts_at=one) for one in dates)
    session.flush()
    # A yes is told by the confirmation of the booking; to the house, which gets none, by this.
    enqueue(session, Letter(PROPOSAL_ANSWERED, {"round_id": said.id}), now=now)
