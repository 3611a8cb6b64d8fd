"""Rules are versions: a booking keeps the one it was made under, whatever the house writes later."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.bookings.models import Booking, LedgerRow
from portal.bookings.policy.service import RulesChanged, rules_in_force, rules_of_version, save_rules, versions_of
from portal.bookings.queries import verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.db import write_transaction
from tests.portal.booking_world import MONDAY, SHOW_TIME, a_group, a_request, make_world
from tests.portal.bookings.policy.houses import A, B, H


def write(session, world, rules, *, after=0, now=MONDAY):
    with write_transaction(session):
        return save_rules(session, world.centre_id, rules, after=after, actor=world.staff, now=now)


def book(session, world, **how):
    with write_transaction(session):
        return book_seats(session, a_request(world, a_group(pupils=24, companions=3)), now=MONDAY, **how).booking


def cancel(session, booking, actor, now):
    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=actor, now=now)
    return session.execute(
        select(Booking).where(Booking.id == booking.id).execution_options(populate_existing=True)
    ).scalar_one()


def test_a_house_without_rules_has_the_mildest(both_session):
    world = make_world(both_session)

    now = rules_in_force(both_session, world.centre_id)

    assert (now.id, now.number, now.rules.cancelling.percent) == (None, 0, 0)


def test_each_save_is_a_version_and_the_same_again_is_none(both_session):
    session = both_session
    world = make_world(session)

    first = write(session, world, A)
    again = write(session, world, A, after=1)
    second = write(session, world, B, after=1)

    assert (first.number, again.id, second.number) == (1, first.id, 2)
    assert rules_in_force(session, world.centre_id).rules == B
    assert [version.number for version in versions_of(session, world.centre_id)] == [2, 1]


def test_who_changes_a_version_that_is_not_the_newest_is_told(both_session):
    world = make_world(both_session)
    write(both_session, world, A)

    with pytest.raises(RulesChanged):
        write(both_session, world, B, after=0)


def test_a_booking_costs_what_the_rules_of_its_moment_say(both_session):
    session = both_session
    world = make_world(session)
    before = book(session, world)
    write(session, world, B)
    after = book(session, world)

    assert (before.price_cents, before.policy_id) == (25 * 750, None)
    assert after.price_cents == 24 * 500
    assert rules_of_version(session, after.policy_id) == B
    assert verify_money(session) == []


@pytest.mark.parametrize(("days", "owed"), [(40, 4_688), (20, 18_750)])
def test_a_school_that_cancels_owes_its_share_also_after_the_rules_changed(both_session, days, owed):
    session = both_session
    world = make_world(session)
    write(session, world, A)
    booking = book(session, world)
    write(session, world, H, after=1)

    gone = cancel(session, booking, world.teacher, SHOW_TIME - timedelta(days=days))

    assert gone.owed_cents == owed
    rows = session.scalars(select(LedgerRow).order_by(LedgerRow.id)).all()
    assert [(row.seats, row.cents) for row in rows] == [(27, 18_750), (-27, owed - 18_750)]
    assert verify_money(session) == []


def test_a_house_that_cancels_asks_nothing(both_session):
    session = both_session
    world = make_world(session)
    write(session, world, A)

    gone = cancel(session, book(session, world), world.staff, SHOW_TIME - timedelta(days=1))

    assert gone.owed_cents == 0
    assert verify_money(session) == []
