"""A house with three performances in a round, and schools that wish."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.accounts.queries import Person
from portal.bookings.requests import GroupRequest
from portal.bookings.rounds.announce import Plan, make_round
from portal.bookings.rounds.models import PreferenceRound, RoundWish
from portal.bookings.rounds.wishes import WishList, submit_wishes
from portal.db import write_transaction
from portal.offers.models import Offer
from tests.portal.booking_world import World, a_group, add_offer, add_performance, add_school, make_world

MADE = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
OPENS = datetime(2026, 5, 6, 6, 0, tzinfo=UTC)
CLOSES = datetime(2026, 5, 15, 16, 0, tzinfo=UTC)
DRAWS = datetime(2026, 5, 18, 8, 0, tzinfo=UTC)
IN_WINDOW = datetime(2026, 5, 7, 9, 0, tzinfo=UTC)
FIRST_SHOW = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """The round of 't Schaliken: a window in May, three performances of two shows."""

    world: World
    round_id: int
    dates: tuple[int, int, int]
    schools: tuple[tuple[int, Person], ...]

    @property
    def staff(self) -> Person:
        return self.world.staff


def a_plan(dates: tuple[int, ...], **values: Any) -> Plan:
    return replace(Plan("Seizoen 2027", OPENS, CLOSES, DRAWS, dates), **values)


def make_town(session: Session, *, capacity: int = 50, schools: int = 3, **plan: Any) -> Town:
    world = make_world(session, capacity=capacity)
    with write_transaction(session):
        other = add_offer(session, world.centre_id, title="Zout")
        offer = session.get_one(Offer, world.offer_id)
        dates = (
            add_performance(session, offer, capacity=capacity, starts_at=FIRST_SHOW).id,
            add_performance(session, offer, capacity=capacity, starts_at=FIRST_SHOW + timedelta(days=1)).id,
            add_performance(session, other, capacity=capacity, starts_at=FIRST_SHOW + timedelta(days=2)).id,
        )
        added = tuple(add_school(session, f"School {number}") for number in range(1, schools + 1))
        made = make_round(session, a_plan(dates, **plan), centre_id=world.centre_id, actor=world.staff, now=MADE)
        return Town(world, made.id, dates, tuple((school.id, teacher) for school, teacher in added))


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


Wishing = Callable[..., list[RoundWish]]


def a_list(town: Town, school: int, *choices: int, groups: tuple[GroupRequest, ...] = (), **values: Any) -> WishList:
    """What school number `school` (from 0) would like; `choices` are numbers of the town's dates, from 1."""
    school_id, teacher = town.schools[school]
    reserves = tuple(town.dates[one - 1] for one in values.pop("reserves", ()))
    asked = groups or (a_group(pupils=20),)
    wanted = tuple(town.dates[one - 1] for one in choices)
    return WishList(town.round_id, school_id, teacher, asked, wanted, reserves, **values)


def wish(session: Session, town: Town, school: int, *choices: int, now: datetime = IN_WINDOW, **values: Any) -> Any:
    with write_transaction(session):
        return submit_wishes(session, a_list(town, school, *choices, **values), now=now)


def the_round(session: Session, town: Town) -> PreferenceRound:
    return session.get_one(PreferenceRound, town.round_id, populate_existing=True)
