"""How the houses of the demo let schools in: no two alike, as in Flanders. And the plans of two halls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.accounts.queries import user_id_for_email
from portal.bookings.policy.rules import (
    Allocation,
    Audience,
    Bundle,
    Cancelling,
    Counts,
    HouseRules,
    Invoicing,
    Late,
    Tolerance,
    Waiting,
)
from portal.bookings.policy.service import save_rules
from portal.bookings.rounds.announce import Plan, make_round
from portal.bookings.seating.service import save_plan
from portal.offers.models import Offer, OfferState, Performance, Venue

RULES: Mapping[str, HouseRules] = {
    "de-lantaarn": HouseRules(
        cancelling=Cancelling(steps=(Late(percent=50, fewer_days_than=30), Late(percent=100, fewer_days_than=7))),
        tolerance=Tolerance(percent=10),
        waiting=Waiting(),
    ),
    "de-stoomfluit": HouseRules(
        allocation=Allocation.APPROVAL,
        cancelling=Cancelling(steps=(Late(percent=25, fewer_days_than=30),)),
    ),
    "het-vliegluik": HouseRules(
        hold_hours=72,
        counts=Counts(definitive_days_before=21),
        audience=Audience(minimum=40),
        invoicing=Invoicing(bundle=Bundle.TERM),
        waiting=Waiting(),
    ),
}
"""Of the other houses the mildest rules hold, because they wrote none."""

ROUND_HOUSE = "het-vliegluik"
ROUND_SHOWS = 3


def _plan(rows: str, blocks: tuple[int, ...], back: str) -> str:
    """A line for each letter of `rows`, with aisles between the blocks, and behind them a row for wheelchairs."""
    row = "  ".join("o" * many for many in blocks)
    return "\n".join([*(f"{name}: {row}" for name in rows), back])


PLANS = {
    ("de-lantaarn", "Grote zaal"): _plan("ABCDEFGHIJKLMNOPQRS", (9, 14, 9), "T: rrrrrr" + " " * 24 + "rrrrrr"),
    ("de-lantaarn", "Lampenzolder"): _plan("ABCDEFGH", (17,), "I: rr" + " " * 13 + "rr"),
}
"""As many places as `houses.toml` says that the halls have."""


@dataclass(frozen=True)
class Manager:
    """The manager of the demo house, who here speaks for the others too."""

    id: int
    centres: frozenset[int]
    name: str = "Jef Van Loock"
    email: str = "centrum@demo.example"

    @property
    def handles(self) -> frozenset[int]:
        return self.centres

    @property
    def schools(self) -> frozenset[int]:
        return frozenset()

    @property
    def is_admin(self) -> bool:
        return False


def load_rules(session: Session, *, now: datetime) -> None:
    """Rules of three houses, the plans of two halls, and a round in which schools can tell what they like best."""
    houses = {slug: number for number, slug in session.execute(select(Centre.id, Centre.slug))}
    manager = Manager(user_id_for_email(session, Manager.email) or 0, frozenset(houses.values()))
    for slug, rules in RULES.items():
        save_rules(session, houses[slug], rules, after=0, actor=manager, now=now)
    for (slug, name), text in PLANS.items():
        hall = select(Venue.id).where(Venue.centre_id == houses[slug], Venue.name == name)
        save_plan(session, session.execute(hall).scalar_one(), text, by=manager, now=now)
    _announce_round(session, houses[ROUND_HOUSE], manager, now=now)


def _announce_round(session: Session, centre_id: int, manager: Manager, *, now: datetime) -> None:
    """About performances that nobody booked yet; with fewer than two of them there is nothing to choose."""
    free = list(
        session.scalars(
            select(Performance.id)
            .join(Offer, Offer.id == Performance.offer_id)
            .where(
                Offer.centre_id == centre_id,
                Offer.state == OfferState.PUBLISHED,
                Performance.agreed_with_id.is_(None),
                Performance.seats_taken == 0,
                Performance.closes_at > now + timedelta(days=40),
            )
            .order_by(Performance.starts_at)
            .limit(ROUND_SHOWS)
        )
    )
    if len(free) < 2:
        return
    plan = Plan(
        title="Voorkeurronde",
        about="Zeg voor het einde wat je klas het liefst ziet. Het lot beslist, en iedereen kan het narekenen.",
        opens_at=now + timedelta(minutes=1),
        closes_at=now + timedelta(days=14),
        draws_at=now + timedelta(days=15),
        performance_ids=tuple(free),
    )
    make_round(session, plan, centre_id=centre_id, actor=manager, now=now)
