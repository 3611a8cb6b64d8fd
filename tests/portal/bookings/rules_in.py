"""Rules of a house for tests that book under them."""

from portal.bookings.policy.rules import HouseRules
from portal.bookings.policy.service import rules_in_force, save_rules
from portal.db import write_transaction
from tests.portal.booking_world import MONDAY, World


def give_rules(session, world: World, **rules: object) -> None:
    """Put these rules in force at the house of this world."""
    with write_transaction(session):
        after = rules_in_force(session, world.centre_id).number
        save_rules(session, world.centre_id, HouseRules(**rules), after=after, actor=world.staff, now=MONDAY)
