"""What a house is told to decide on, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import portal.app  # noqa: F401 - its features say what waits.
from portal.bookings.policy.rules import Allocation
from portal.bookings.service import book_seats
from portal.db import write_transaction
from portal.invoices.queries import Stage, standings
from portal.offers.models import Offer
from portal.proposals.service import Wish, propose
from portal.web.todo import Todo, todos
from tests.portal.booking_world import MONDAY, a_group, a_request, add_performance, add_school, for_school
from tests.portal.bookings.rules_in import give_rules
from tests.portal.invoices.money_world import AFTER, another_date, booked, invoiced, make_billed_world
from tests.portal.invoices.statements import Credit, one_file
from tests.portal.invoices.test_bank import take

LATER = AFTER + timedelta(days=60)


def test_a_house_is_told_what_waits_in_the_order_of_its_menu(both_session):
    session = both_session
    until = {"available_from": date(2027, 1, 11), "available_to": date(2027, 5, 28)}
    world = make_billed_world(session, by_agreement=True, **until)
    booked(session, world, 24)
    paid = invoiced(session, world)
    booked(session, another_date(session, world, -7), 10)
    invoiced(session, world)
    take(session, world, one_file(Credit(paid.total_cents, paid.structured, ref="1"), Credit(99, text="?", ref="2")))
    _ask_for_seats(session, world, LATER + timedelta(days=30))
    _propose(session, world, LATER + timedelta(days=31))

    found = todos(session, [world.centre_id], now=LATER)

    assert found == [
        Todo("/centrum/aanvragen", 1, "aanvraag wacht op je antwoord"),
        Todo("/centrum/voorstellen", 1, "school stelt een datum voor en wacht op je antwoord"),
        Todo("/centrum/facturen?stand=vervallen", 1, "factuur is te laat en niet betaald"),
        Todo("/centrum/facturen/bank", 1, "betaling herkennen we niet"),
    ]
    late = [one for one in standings(session, centres=[world.centre_id]) if one.stage(LATER.date()) is Stage.OVERDUE]
    assert len(late) == 1
    assert todos(session, [], now=LATER) == todos(session, [world.centre_id + 1], now=LATER) == []


def _ask_for_seats(session, world, starts_at):
    give_rules(session, world, allocation=Allocation.APPROVAL)
    with write_transaction(session):
        hall = add_performance(session, session.get_one(Offer, world.offer_id), capacity=80, starts_at=starts_at)
        school, teacher = add_school(session, "De Kiezel")
        here = for_school(world, school.id, teacher)
        book_seats(session, replace(a_request(here), performance_id=hall.id), now=MONDAY)


def _propose(session, world, starts_at):
    slug = session.get_one(Offer, world.offer_id).slug
    wish = Wish(
        key="k",
        offer_slug=slug,
        school_id=world.school_id,
        actor=world.teacher,
        groups=(a_group("4A"),),
        dates=(starts_at,),
        contact="An",
        message="",
    )
    session.rollback()
    with write_transaction(session):
        propose(session, wish, now=MONDAY)
