"""A house announces a round, and announces it otherwise as long as nobody could wish. Flushes, never commits."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from portal.bookings.errors import NotYours
from portal.bookings.requests import Actor
from portal.bookings.rounds import protocol
from portal.bookings.rounds.errors import BadRound
from portal.bookings.rounds.models import KEEPING, PreferenceRound, RoundPerformance, RoundState
from portal.bookings.rounds.state import own_round, step
from portal.offers.models import Offer, OfferState, Performance, PerformanceState
from portal.offers.text import fold

TITLE_MAX = 90
ABOUT_MAX = 2000
SOURCE_MAX = 200


@dataclass(frozen=True)
class Plan:
    """What a house announces."""

    title: str
    opens_at: datetime
    closes_at: datetime
    draws_at: datetime
    performance_ids: tuple[int, ...]
    about: str = ""
    most_shows: int = 1
    preferences: int = 3
    reserves: int = 2
    beacon_source: str = ""


def make_round(session: Session, plan: Plan, *, centre_id: int, actor: Actor, now: datetime) -> PreferenceRound:
    """Announce a round. The secret is drawn here, and its digest is public from here on.

    Raises:
        NotYours: it is another house's.
        BadRound: names every field that can't be right.
    """
    if centre_id not in actor.handles:
        raise NotYours
    _refuse_unsound(session, plan, centre_id, now=now)
    secret = secrets.token_hex(32)
    made = PreferenceRound(
        slug=_free_slug(session, plan.title),
        centre_id=centre_id,
        state=RoundState.PLANNED,
        secret=secret,
        commitment=protocol.sha256(secret),
        made_by_id=actor.id,
        made_by_name=actor.name,
        made_at=now,
        **_values(plan),
    )
    session.add(made)
    session.flush()
    _set_performances(session, made.id, plan.performance_ids)
    return made


def change_round(session: Session, round_id: int, plan: Plan, *, actor: Actor, now: datetime) -> PreferenceRound:
    """Announce it otherwise, as long as nobody could wish yet. The secret stays, for its digest is known.

    Raises:
        NoSuchRound, BadRound.
        RoundFixed: the window has opened.
    """
    found = own_round(session, round_id, actor)
    _refuse_unsound(session, plan, found.centre_id, now=now, besides=round_id)
    step(session, found, (RoundState.PLANNED,), _values(plan), PreferenceRound.opens_at > now)
    _set_performances(session, round_id, plan.performance_ids)
    return found


def drop_round(session: Session, round_id: int, *, actor: Actor, now: datetime) -> None:
    """Take an announcement back before the window opens.

    Raises:
        NoSuchRound, RoundFixed.
    """
    found = own_round(session, round_id, actor)
    step(session, found, (RoundState.PLANNED,), {"touched": found.touched + 1}, PreferenceRound.opens_at > now)
    session.execute(delete(RoundPerformance).where(RoundPerformance.round_id == round_id))
    session.execute(delete(PreferenceRound).where(PreferenceRound.id == round_id))


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title.strip(),
        "about": plan.about.strip(),
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "draws_at": plan.draws_at,
        "most_shows": plan.most_shows,
        "preferences": plan.preferences,
        "reserves": plan.reserves,
        "beacon_source": plan.beacon_source.strip(),
    }


def _set_performances(session: Session, round_id: int, performance_ids: Iterable[int]) -> None:
    session.execute(delete(RoundPerformance).where(RoundPerformance.round_id == round_id))
    session.execute(
        insert(RoundPerformance), [{"performance_id": one, "round_id": round_id} for one in sorted(performance_ids)]
    )


def _free_slug(session: Session, title: str) -> str:
    wanted = "-".join("".join(c if c.isalnum() else " " for c in fold(title)).split())[:70].strip("-") or "verdeling"
    number, slug = 1, wanted
    while slug in RESERVED or session.scalar(select(PreferenceRound.id).where(PreferenceRound.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


RESERVED = frozenset({"narekenen"})
"""Words that stand in an address of our own where a slug could stand."""


def _refuse_unsound(
    session: Session, plan: Plan, centre_id: int, *, now: datetime, besides: int | None = None
) -> None:
    problems: dict[str, str] = {}
    if not plan.title.strip() or len(plan.title) > TITLE_MAX:
        problems["titel"] = f"Geef de verdeling een naam van hoogstens {TITLE_MAX} tekens."
    if len(plan.about) > ABOUT_MAX:
        problems["uitleg"] = f"Hou het bij {ABOUT_MAX} tekens."
    if len(plan.beacon_source) > SOURCE_MAX:
        problems["getal"] = f"Hou het bij {SOURCE_MAX} tekens."
    if plan.opens_at < now:
        problems["open"] = "Dit moment is voorbij. Laat het leeg om nu te openen."
    if plan.closes_at <= max(plan.opens_at, now):
        problems["sluit"] = "Sluiten komt na het openen."
    if plan.draws_at < plan.closes_at:
        problems["loting"] = "Loten kan pas als het venster gesloten is."
    if not 1 <= plan.most_shows <= protocol.WANTS_MAX:
        problems["hoogstens"] = f"Een groep krijgt 1 tot {protocol.WANTS_MAX} voorstellingen."
    if not 1 <= plan.preferences <= 9 or not 0 <= plan.reserves <= 9:
        problems["voorkeuren"] = "Vraag 1 tot 9 voorkeuren, en hoogstens 9 reserves."
    if problem := _problem_with_performances(session, plan, centre_id, besides):
        problems["voorstellingen"] = problem
    if problems:
        raise BadRound(problems)


def _problem_with_performances(session: Session, plan: Plan, centre_id: int, besides: int | None) -> str:
    wanted = sorted(set(plan.performance_ids))
    if not wanted:
        return "Kies minstens één voorstelling."
    # Locked, so that of two rounds that want one performance the second sees the first.
    sound = session.scalars(
        select(Performance)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(
            Performance.id.in_(wanted),
            Offer.centre_id == centre_id,
            Offer.state == OfferState.PUBLISHED,
            Performance.state == PerformanceState.PLANNED,
            Performance.agreed_with_id.is_(None),
        )
        .order_by(Performance.id)
        .with_for_update(of=Performance)
    ).all()
    if len(sound) < len(wanted):
        return "Een van de voorstellingen staat niet (meer) op jullie programma."
    if any(one.closes_at <= plan.draws_at for one in sound):
        return "Een van de voorstellingen is al voorbij of niet meer te boeken als er geloot wordt."
    in_another = session.scalar(
        select(PreferenceRound.title)
        .join(RoundPerformance, RoundPerformance.round_id == PreferenceRound.id)
        .where(
            RoundPerformance.performance_id.in_(wanted),
            PreferenceRound.state.in_(KEEPING),
            PreferenceRound.id != (besides or 0),
        )
    )
    return f"Een van de voorstellingen zit al in de verdeling “{in_another}”." if in_another else ""
