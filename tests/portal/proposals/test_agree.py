"""Propose, counter, accept: one performance, one booking, for one school, whoever says yes first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.bookings.errors import NoSuchPerformance
from portal.bookings.models import LedgerRow
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.db import write_transaction
from portal.offers.models import Offer, Performance
from portal.outbox.models import Message
from portal.proposals.dates import Known, Window, problem_with, warnings_about
from portal.proposals.errors import BadDates, DateNotOffered, NoSuchProposal, NotByAgreement, NotYourTurn
from portal.proposals.letters import handlers
from portal.proposals.models import ProposalState, Side
from portal.proposals.queries import proposals_of, talk_of
from portal.proposals.service import PROPOSAL_ANSWERED, Wish, accept, close, counter, propose
from tests.portal.booking_world import MONDAY, a_group, a_request, add_school, for_school, make_world

TUESDAY = datetime(2027, 2, 2, 9, 30, tzinfo=UTC)
THURSDAY = datetime(2027, 2, 4, 12, 30, tzinfo=UTC)
CARNIVAL = datetime(2027, 2, 9, 9, 30, tzinfo=UTC)


@pytest.fixture
def world(both_session):
    return make_world(
        both_session, by_agreement=True, available_from=date(2027, 1, 11), available_to=date(2027, 5, 28)
    )


def slug_of(session, world):
    return session.scalar(select(Offer.slug).where(Offer.id == world.offer_id))


def ask(session, world, *dates, key="k", slug=None, groups=None):
    wish = Wish(
        key=key,
        offer_slug=slug or slug_of(session, world),
        school_id=world.school_id,
        actor=world.teacher,
        groups=groups or (a_group("4A"), a_group("4B", pupils=22, companions=2)),
        dates=dates or (TUESDAY, THURSDAY),
        contact="An, 0470 00 00 00",
        message="Liefst in de voormiddag.",
    )
    with write_transaction(session):
        return propose(session, wish, now=MONDAY)


def say_yes(session, proposal, starts_at, actor):
    with write_transaction(session):
        return accept(session, proposal.reference, starts_at, actor=actor, now=MONDAY)


def test_the_house_says_yes_and_the_class_has_its_seats(both_session, world):
    session = both_session
    proposal = ask(session, world)

    booking = say_yes(session, proposal, THURSDAY, world.staff)

    performance = session.get_one(Performance, booking.performance_id)
    assert (performance.starts_at, performance.agreed_with_id) == (THURSDAY, world.school_id)
    assert (performance.capacity, booking.seats, booking.price_cents) == (48, 48, 46 * 750)
    assert proposal.state is ProposalState.ACCEPTED
    row = session.scalars(select(LedgerRow)).one()
    assert row.actor_name == world.teacher.name
    assert world.staff.name in row.reason
    assert (verify(session), verify_money(session)) == ([], [])


def test_the_house_counters_and_the_school_says_yes(both_session, world):
    session = both_session
    proposal = ask(session, world, TUESDAY)
    with write_transaction(session):
        counter(
            session, proposal.reference, actor=world.staff, dates=[THURSDAY], message="Dinsdag zit vol.", now=MONDAY
        )

    with pytest.raises(NotYourTurn):
        say_yes(session, proposal, THURSDAY, world.staff)
    with pytest.raises(DateNotOffered):
        say_yes(session, proposal, TUESDAY, world.teacher)
    booking = say_yes(session, proposal, THURSDAY, world.teacher)

    assert booking.school_id == world.school_id
    talk = talk_of(session, proposal.reference, world.teacher)
    assert [said.side for said in talk.rounds] == [Side.SCHOOL, Side.CENTRE, Side.SCHOOL]
    assert talk.line.booking == booking.reference


def test_nobody_says_yes_twice_and_nothing_is_said_after_the_end(both_session, world):
    session = both_session
    proposal = ask(session, world)
    say_yes(session, proposal, TUESDAY, world.staff)

    with pytest.raises((NotYourTurn, DateNotOffered)):
        say_yes(session, proposal, TUESDAY, world.staff)
    for end in (
        lambda: close(session, proposal.reference, actor=world.teacher, message="", now=MONDAY),
        lambda: counter(session, proposal.reference, actor=world.staff, dates=[THURSDAY], message="", now=MONDAY),
    ):
        with pytest.raises(NotYourTurn), write_transaction(session):
            end()
    assert len(session.scalars(select(Performance).where(Performance.agreed_with_id.is_not(None))).all()) == 1


def test_a_form_that_is_sent_twice_is_one_proposal(both_session, world):
    assert ask(both_session, world).id == ask(both_session, world).id


def test_the_date_is_for_this_school_alone(both_session, world):
    session = both_session
    booking = say_yes(session, ask(session, world), TUESDAY, world.staff)
    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.teacher, now=MONDAY)
        school, teacher = add_school(session, "Basisschool De Wilg")
    other = for_school(world, school.id, teacher)

    request = replace(a_request(other), performance_id=booking.performance_id)
    with pytest.raises(NoSuchPerformance), write_transaction(session):
        book_seats(session, request, now=MONDAY)


def test_others_see_nothing_of_it(both_session, world):
    session = both_session
    proposal = ask(session, world)
    with write_transaction(session):
        _, stranger = add_school(session, "Basisschool De Wilg")

    assert talk_of(session, proposal.reference, stranger) is None
    assert proposals_of(session, schools=stranger.schools) == []
    with pytest.raises(NoSuchProposal):
        say_yes(session, proposal, TUESDAY, stranger)


@pytest.mark.parametrize("closer", ["staff", "teacher"])
def test_either_side_can_end_it(both_session, world, closer):
    session = both_session
    proposal = ask(session, world)
    with write_transaction(session):
        close(session, proposal.reference, actor=getattr(world, closer), message="Lukt niet.", now=MONDAY)

    wanted = ProposalState.DECLINED if closer == "staff" else ProposalState.WITHDRAWN
    assert proposal.state is wanted


def test_an_offer_with_dates_of_its_own_is_not_talked_about(both_session):
    world = make_world(both_session)

    with pytest.raises(NotByAgreement):
        ask(both_session, world)


def test_dates_that_cannot_be_are_named_by_place(both_session, world):
    with pytest.raises(BadDates) as bad:
        ask(both_session, world, TUESDAY, datetime(2027, 6, 15, 9, 0, tzinfo=UTC), MONDAY)

    assert set(bad.value.problems) == {1, 2}
    with pytest.raises(BadDates):
        ask(both_session, world, *(TUESDAY + timedelta(days=n) for n in range(6)))


def test_each_round_is_a_letter_to_the_other_side(both_session, world):
    session = both_session
    proposal = ask(session, world)
    with write_transaction(session):
        counter(
            session, proposal.reference, actor=world.staff, dates=[THURSDAY], message="Dinsdag zit vol.", now=MONDAY
        )
    say_yes(session, proposal, THURSDAY, world.teacher)
    write = handlers("https://foyer.example")[PROPOSAL_ANSWERED]
    messages = session.scalars(select(Message).where(Message.kind == PROPOSAL_ANSWERED).order_by(Message.id)).all()

    letters = [write(session, message.payload, message.token) for message in messages]

    assert [letter["To"].addresses[0].addr_spec for letter in letters] == [
        "school@delantaarn.example",
        world.teacher.email,
        "school@delantaarn.example",
    ]
    assert "Basisschool De Zilverberk vraagt De vuurtoren" in letters[0]["Subject"]
    text = letters[1].get_body(("plain",)).get_content().replace("\u00a0", " ")
    assert "do 4 februari 2027, 13.30 uur" in text
    assert f"https://foyer.example/voorstellen/{proposal.reference}" in text


def test_warnings_name_holidays_hours_and_what_is_planned():
    known = [Known(TUESDAY, TUESDAY + timedelta(hours=1), "“Circus”")]
    hour = timedelta(hours=1)

    assert warnings_about(CARNIVAL, hour, []) == ["krokusvakantie voor de scholen"]
    assert warnings_about(datetime(2027, 2, 3, 12, 30, tzinfo=UTC), hour, []) == ["buiten de schooluren"]
    assert warnings_about(datetime(2027, 2, 6, 9, 30, tzinfo=UTC), hour, []) == ["in het weekend"]
    assert warnings_about(TUESDAY + timedelta(minutes=30), hour, known) == ["tegelijk met “Circus” om 10.30 uur"]
    assert warnings_about(TUESDAY + timedelta(hours=3), hour, known) == ["dezelfde dag als “Circus” om 10.30 uur"]
    assert warnings_about(THURSDAY, hour, known) == []


@pytest.mark.parametrize(
    ("starts_at", "said"),
    [
        (MONDAY + timedelta(hours=23), "te dichtbij"),
        (datetime(2027, 1, 10, 22, 59, tzinfo=UTC), "vanaf 11/01/2027"),
        (datetime(2027, 1, 10, 23, 0, tzinfo=UTC), ""),
        (datetime(2027, 5, 28, 21, 59, tzinfo=UTC), ""),
        (datetime(2027, 5, 28, 22, 0, tzinfo=UTC), "tot 28/05/2027"),
        (datetime(2031, 1, 1, tzinfo=UTC), "te ver weg"),
    ],
)
def test_the_window_is_one_of_days_on_the_wall_calendar(starts_at, said):
    problem = problem_with(starts_at, Window(date(2027, 1, 11), date(2027, 5, 28)), now=MONDAY)

    assert said in problem
    assert bool(said) == bool(problem)
