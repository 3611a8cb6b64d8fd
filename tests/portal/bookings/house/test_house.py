from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.bookings.errors import BookingClosed, NoSuchBooking, NotYours
from portal.bookings.house.audience import is_due, last_day, small_audiences, tell_of_small_audiences
from portal.bookings.house.errors import (
    AlreadyOff,
    EnoughAudience,
    HallTaken,
    NobodyToWriteTo,
    NoSuchVisit,
    NothingMoves,
    TooLateForTooFew,
)
from portal.bookings.house.models import WhyOff
from portal.bookings.house.moves import agree_to_move, move_performance, open_move, remind_of_move, unanswered
from portal.bookings.house.off import call_off
from portal.bookings.house.phone import add_school as write_down_school
from portal.bookings.house.phone import book_by_phone, find_schools
from portal.bookings.house.writing import Written, how_many, letters_about, write_to_all
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.policy.rules import Audience, Cancelling, HouseRules
from portal.bookings.policy.service import save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import Owes, book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.db import write_transaction
from portal.offers.models import Offer, Performance
from portal.offers.publish.errors import FewerThanBooked
from portal.offers.publish.service import Slot
from portal.outbox.models import Message
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    World,
    a_request,
    add_centre,
    add_offer,
    add_performance,
    add_school,
    for_school,
    make_world,
)

STRICT = HouseRules(cancelling=Cancelling(percent=50), audience=Audience(minimum=60, days_before=14))


@pytest.fixture
def world(session) -> World:
    world = make_world(session)
    with write_transaction(session):
        save_rules(session, world.centre_id, STRICT, after=0, actor=world.staff, now=MONDAY)
    return world


def book(session, world: World, *, seats: int = 24, now=MONDAY) -> Booking:
    with write_transaction(session):
        return book_seats(session, a_request(world, seats=seats), now=now).booking


def another_school(session, world: World) -> World:
    with write_transaction(session):
        school, teacher = add_school(session, "Basisschool De Meidoorn")
    return for_school(world, school.id, teacher)


def off(session, world: World, *, why=WhyOff.ILLNESS, now=MONDAY):
    with write_transaction(session):
        return call_off(
            session, world.performance_id, why=why, words="De actrice is ziek.", actor=world.staff, now=now
        )


def slot_of(
    session, world: World, *, days: int = 7, capacity: int | None = None, venue_id: int | None = None
) -> Slot:
    one = session.get_one(Performance, world.performance_id)
    starts_at = SHOW_TIME + timedelta(days=days)
    return Slot(
        starts_at,
        starts_at + timedelta(hours=1),
        venue_id or one.venue_id,
        capacity or one.capacity,
        starts_at - timedelta(days=2),
    )


def move(session, world: World, slot: Slot, *, now=MONDAY):
    with write_transaction(session):
        return move_performance(
            session, world.performance_id, slot, reason="De zaal wordt hersteld.", actor=world.staff, now=now
        )


def letters(session, kind: str) -> list[dict[str, object]]:
    return list(session.scalars(select(Message.payload).where(Message.kind == kind).order_by(Message.id)))


def all_is_well(session) -> bool:
    return not verify(session) and not verify_money(session)


# --- By phone -------------------------------------------------------------------------------------------------


def phoned(world: World, **values: object):
    return replace(a_request(world), actor=world.staff, by_house=True, letters_to="an@zilverberk.example", **values)


def test_the_house_books_for_a_school_that_phones_and_is_named_in_the_ledger(session, world):
    with write_transaction(session):
        booking = book_by_phone(session, phoned(world, reason="telefonisch"), now=MONDAY)

    row = session.scalars(select(LedgerRow)).one()
    assert (booking.state, booking.letters_to) == (BookingState.CONFIRMED, "an@zilverberk.example")
    assert (row.actor_name, row.reason, row.seats) == ("Bert Claes", "telefonisch", 24)


def test_the_house_books_after_the_closing_hour_but_not_after_the_curtain_rose(session, world):
    late = SHOW_TIME - timedelta(hours=3)
    with write_transaction(session):
        assert book_by_phone(session, phoned(world), now=late).seats == 24

    with pytest.raises(BookingClosed), write_transaction(session):
        book_by_phone(session, phoned(world), now=SHOW_TIME)


def test_another_house_books_nothing_here(session, world):
    with write_transaction(session):
        _, stranger = add_centre(session, "Elders")

    with pytest.raises(NoSuchVisit), write_transaction(session):
        book_by_phone(session, replace(phoned(world), actor=stranger), now=MONDAY)
    with pytest.raises(NotYours), write_transaction(session):
        book_seats(session, replace(phoned(world), actor=stranger), now=MONDAY)


def test_a_school_is_found_by_name_place_or_code_and_written_down_when_it_is_new(session, world):
    assert [one.name for one in find_schools(session, "zilver turnh")] == ["Basisschool De Zilverberk"]
    assert [one.name for one in find_schools(session, "2300")] == ["Basisschool De Zilverberk"]
    assert find_schools(session, "100%") == find_schools(session, "  ") == []

    with write_transaction(session):
        assert write_down_school(session, "De Nieuwe", "0000", "") is None


# --- Cancel for a school --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owes", "cents"), [(Owes.NOTHING, 0), (Owes.AS_RULED, 9_000), (Owes.FORCE_MAJEURE, 0)], ids=str
)
def test_the_house_says_whether_a_cancellation_costs_what_the_rules_say(session, world, owes, cents):
    booking = book(session, world)

    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.staff, now=MONDAY, owes=owes)

    assert booking.owed_cents == cents
    assert all_is_well(session)


# --- Call off -------------------------------------------------------------------------------------------------


def test_calling_off_ends_every_booking_costs_nobody_anything_and_tells_everybody(session, world):
    first = book(session, world)
    second = book(session, another_school(session, world), seats=26)

    ended = off(session, world)

    assert [one.reference for one in ended] == [first.reference, second.reference]
    assert {one.state for one in ended} == {BookingState.CANCELLED}
    assert {one.owed_cents for one in ended} == {0}
    assert [one["words"] for one in letters(session, "performance-called-off")] == ["De actrice is ziek."] * 2
    assert session.get_one(Performance, world.performance_id).seats_taken == 0
    assert all_is_well(session)


def test_nobody_books_what_was_called_off_and_nobody_calls_it_off_twice(session, world):
    off(session, world)

    with pytest.raises(BookingClosed), write_transaction(session):
        book_seats(session, a_request(world), now=MONDAY)
    with pytest.raises(AlreadyOff):
        off(session, world)


def test_a_small_audience_is_a_reason_until_the_promised_day_only(session, world):
    book(session, world)
    promised = SHOW_TIME - timedelta(days=14)

    with pytest.raises(TooLateForTooFew):
        off(session, world, why=WhyOff.TOO_FEW, now=promised + timedelta(days=1))
    assert len(off(session, world, why=WhyOff.TOO_FEW, now=promised)) == 1


def test_a_full_hall_is_no_small_audience(session, world):
    book(session, world, seats=60)

    with pytest.raises(EnoughAudience):
        off(session, world, why=WhyOff.TOO_FEW)


def test_another_house_calls_nothing_off(session, world):
    with write_transaction(session):
        _, stranger = add_centre(session, "Elders")

    with pytest.raises(NoSuchVisit):
        off(session, replace(world, staff=stranger))


# --- Small audiences ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seats", "today", "due"),
    [
        (59, date(2026, 12, 24), True),
        (59, date(2026, 12, 23), False),
        (59, date(2026, 12, 31), True),
        (59, date(2027, 1, 1), False),
        (60, date(2026, 12, 31), False),
    ],
    ids=str,
)
def test_a_small_audience_asks_for_a_decision_in_the_week_before_the_promised_day(seats, today, due):
    audience = Audience(minimum=60, days_before=14)

    assert last_day(audience, date(2027, 1, 14)) == date(2026, 12, 31)
    assert is_due(audience, seats=seats, day=date(2027, 1, 14), today=today) is due


def test_the_house_is_told_once_of_a_small_audience(session, world):
    book(session, world)
    due = SHOW_TIME - timedelta(days=16)

    with write_transaction(session):
        assert tell_of_small_audiences(session, MONDAY) == 0
        assert tell_of_small_audiences(session, due) == 1
        assert tell_of_small_audiences(session, due) == 0

    assert [one.seats_taken for one in small_audiences(session, {world.centre_id}, now=due)] == [24]
    assert [one["minimum"] for one in letters(session, "small-audience")] == [60]


# --- Move -----------------------------------------------------------------------------------------------------


def test_a_move_keeps_every_seat_and_asks_every_school(session, world):
    booking = book(session, world)
    other = book(session, another_school(session, world))

    move(session, world, slot_of(session, world))

    moved = session.get_one(Performance, world.performance_id)
    assert (moved.starts_at, moved.seats_taken) == (SHOW_TIME + timedelta(days=7), 48)
    assert [one["booking_id"] for one in letters(session, "performance-moved")] == [booking.id, other.id]
    kinds = session.scalars(select(LedgerRow.kind).where(LedgerRow.booking_id == booking.id).order_by(LedgerRow.id))
    assert list(kinds) == [LedgerKind.BOOKED, LedgerKind.MOVED]
    assert len(unanswered(session, world.performance_id)) == 2
    assert all_is_well(session)


def test_leaving_is_free_until_the_school_agreed_to_the_move(session, world):
    agreed, silent = book(session, world), book(session, world)
    move(session, world, slot_of(session, world))

    with write_transaction(session):
        assert agree_to_move(session, agreed.id, actor=world.teacher, now=MONDAY)
        assert not agree_to_move(session, agreed.id, actor=world.teacher, now=MONDAY)
        for one in (agreed, silent):
            cancel_booking(session, one.reference, actor=world.teacher, now=MONDAY)

    assert (agreed.owed_cents, silent.owed_cents) == (9_000, 0)


def test_a_second_move_asks_again_and_tells_from_where(session, world):
    booking = book(session, world)
    move(session, world, slot_of(session, world, days=7))
    move(session, world, slot_of(session, world, days=9))

    asked = open_move(session, booking.id)
    assert asked is not None
    assert (asked.starts_before, asked.starts_after) == (SHOW_TIME, SHOW_TIME + timedelta(days=9))

    with write_transaction(session):
        agree_to_move(session, booking.id, actor=world.staff, now=MONDAY)
    assert open_move(session, booking.id) is None


def test_only_the_silent_are_reminded(session, world):
    agreed, silent = book(session, world), book(session, world)
    move(session, world, slot_of(session, world))

    with write_transaction(session):
        agree_to_move(session, agreed.id, actor=world.teacher, now=MONDAY)
        assert remind_of_move(session, world.performance_id, actor=world.staff, now=MONDAY) == 1

    again = [one["booking_id"] for one in letters(session, "performance-moved") if one.get("again")]
    assert again == [silent.id]


def test_a_hall_that_is_too_small_or_taken_or_elsewhere_is_no_place_to_move_to(session, world):
    book(session, world)
    with write_transaction(session):
        offer = session.get_one(Offer, world.offer_id)
        there = add_performance(session, offer, capacity=300, starts_at=SHOW_TIME + timedelta(days=7, minutes=30))
        elsewhere, _ = add_centre(session, "Elders")
        foreign = add_performance(session, add_offer(session, elsewhere.id), capacity=50)

    with pytest.raises(FewerThanBooked):
        move(session, world, slot_of(session, world, capacity=20))
    with pytest.raises(HallTaken):
        move(session, world, slot_of(session, world, venue_id=there.venue_id))
    with pytest.raises(HallTaken):
        move(session, world, slot_of(session, world, venue_id=foreign.venue_id))
    with pytest.raises(NothingMoves):
        move(session, world, slot_of(session, world, days=0))
    with pytest.raises(AlreadyOff):
        move(session, world, slot_of(session, world, days=-60))
    assert session.get_one(Performance, world.performance_id).starts_at == SHOW_TIME


def test_a_stranger_agrees_to_nothing(session, world):
    booking = book(session, world)
    move(session, world, slot_of(session, world))
    stranger = another_school(session, world).teacher

    with pytest.raises(NoSuchBooking), write_transaction(session):
        agree_to_move(session, booking.id, actor=stranger, now=MONDAY)


# --- Write ----------------------------------------------------------------------------------------------------


def test_a_letter_goes_to_every_booking_once_however_often_it_is_clicked(session, world):
    book(session, world)
    gone = book(session, another_school(session, world))
    with write_transaction(session):
        cancel_booking(session, gone.reference, actor=world.staff, now=MONDAY)
    written = Written("a" * 32, "Parking", "De parking is dicht.")

    with write_transaction(session):
        assert write_to_all(session, world.performance_id, written, actor=world.staff, now=MONDAY) == 1
        assert write_to_all(session, world.performance_id, written, actor=world.staff, now=MONDAY) == 0

    assert len(letters(session, "house-wrote")) == 1
    assert [one.subject for one in letters_about(session, world.performance_id)] == ["Parking"]
    assert how_many(session, world.performance_id) == (1, 0)


def test_who_has_nobody_to_write_to_is_told(session, world):
    with pytest.raises(NobodyToWriteTo), write_transaction(session):
        write_to_all(session, world.performance_id, Written("b" * 32, "x", "y"), actor=world.staff, now=MONDAY)
