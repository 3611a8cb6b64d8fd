"""What a tap at the door does to the booking, the money and the ledger; on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from portal.bookings.door import service
from portal.bookings.door.errors import (
    AlreadyInvoiced,
    CalledOff,
    ImpossibleCount,
    NotAtThisDoor,
    NotExpected,
    NotToday,
    OtherDate,
)
from portal.bookings.door.models import DoorTap, TapKind
from portal.bookings.door.queries import board_of
from portal.bookings.door.service import NOTES_KEPT, Outcome, forget_old_notes
from portal.bookings.models import BookingGroup, LedgerKind
from portal.bookings.policy.rules import Basis, Cancelling, HouseRules, Tolerance
from portal.bookings.policy.service import save_rules
from portal.bookings.queries import verify, verify_money
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.db import write_transaction
from portal.offers.models import Offer, Performance, PerformanceState, PriceUnit
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    a_group,
    a_request,
    add_centre,
    add_performance,
    make_world,
)
from tests.portal.bookings.door.at_the_door import ARRIVAL, came, history, open_door, send


@pytest.fixture
def door(both_session):
    return open_door(both_session)


def test_a_class_that_came_as_booked_owes_what_it_was_to_cost(both_session, door):
    assert send(both_session, door.tap("5A", heads=(22, 1)), door.an) is Outcome.COUNTED

    assert door.second.state is BookingState.ATTENDED
    assert came(both_session, door.groups["5A"]) == (22, 1)
    assert door.second.owed_cents == door.second.price_cents == 22 * 750
    assert history(both_session, door.second)[1:] == [
        ("attended", 0, "An Deur", "5A: 22 leerlingen en 1 begeleiders geteld")
    ]
    assert (verify(both_session), verify_money(both_session)) == ([], [])


def test_who_stays_away_is_billed_by_the_rules_the_booking_was_made_under(both_session):
    world = make_world(both_session)
    rules = HouseRules(
        basis=Basis.ATTENDED, tolerance=Tolerance(percent=10), cancelling=Cancelling(no_show_percent=80)
    )
    with write_transaction(both_session):
        save_rules(both_session, world.centre_id, rules, after=0, actor=world.staff, now=MONDAY)
        booking = book_seats(both_session, a_request(world, a_group("4A", 24, 2)), now=MONDAY).booking
        later = HouseRules(basis=Basis.BOOKED)
        save_rules(both_session, world.centre_id, later, after=1, actor=world.staff, now=MONDAY)
        # The offer's price goes up after they booked.
        both_session.execute(update(Offer).values(price_cents=900))
    group = both_session.scalars(select(BookingGroup.id).where(BookingGroup.booking_id == booking.id)).one()
    tap = service.Tap("een", world.performance_id, group, TapKind.CAME, ARRIVAL, 18, 2)

    send(both_session, tap, world.staff)
    assert booking.owed_cents == 22 * 750  # Two of 24 may stay away.

    absent = service.Tap("twee", world.performance_id, group, TapKind.ABSENT, ARRIVAL + timedelta(minutes=1))
    send(both_session, absent, world.staff)
    assert booking.state is BookingState.NO_SHOW
    assert booking.owed_cents == 24 * 750 * 80 // 100
    assert verify_money(both_session) == []


def test_one_class_of_a_school_that_came_is_enough_and_the_other_is_not_billed(both_session, door):
    send(both_session, door.tap("4B", TapKind.ABSENT), door.an)
    assert door.first.state is BookingState.CONFIRMED

    send(both_session, door.tap("4A"), door.an)

    assert door.first.state is BookingState.ATTENDED
    assert door.first.owed_cents == 24 * 750


def test_a_price_per_group_is_owed_whoever_stays_away(both_session):
    door = open_door(both_session, price_cents=9_000, price_unit=PriceUnit.GROUP)

    send(both_session, door.tap("5A", heads=(3, 1)), door.an)

    assert door.second.owed_cents == 9_000


def test_scenario_47_the_same_tap_again_counts_once(both_session, door):
    tap = door.tap("5A", heads=(20, 1))

    assert [send(both_session, tap, door.an) for _ in range(3)] == [Outcome.COUNTED] + [Outcome.REPEATED] * 2

    assert len(history(both_session, door.second)) == 2
    assert both_session.scalar(select(func.count()).select_from(DoorTap)) == 1


def test_of_two_phones_the_later_count_stands_whichever_was_sent_first(both_session, door):
    early = door.tap("5A", heads=(20, 1))
    late = door.tap("5A", heads=(21, 2), counted_at=ARRIVAL + timedelta(minutes=5))
    now = ARRIVAL + timedelta(minutes=10)

    assert send(both_session, late, door.bert, now) is Outcome.COUNTED
    assert send(both_session, early, door.an, now) is Outcome.OUTDATED

    assert came(both_session, door.groups["5A"]) == (21, 2)
    board = board_of(both_session, door.world.performance_id, [door.world.centre_id])
    seen = next(one for one in board.classes if one.name == "5A")
    assert (seen.stands.by, seen.other.by, seen.other.pupils) == ("Bert Claes", "An Deur", 20)
    assert history(both_session, door.second)[-1][3] == "5A: 21 leerlingen en 2 begeleiders geteld om 10.15 uur"


def test_a_wrong_class_is_taken_back_as_if_nothing_happened(both_session, door):
    with write_transaction(both_session):
        definitive = Step(LedgerKind.DEFINITIVE, BookingState.DEFINITIVE)
        take_step(both_session, door.second, definitive, door.bert, now=MONDAY)
    send(both_session, door.tap("5A", heads=(10, 1)), door.an)
    assert door.second.owed_cents == 10 * 750

    back = door.tap("5A", TapKind.BACK, counted_at=ARRIVAL + timedelta(minutes=1))
    send(both_session, back, door.an)

    assert door.second.state is BookingState.DEFINITIVE
    assert door.second.owed_cents == door.second.price_cents
    assert came(both_session, door.groups["5A"]) == (None, None)
    assert verify_money(both_session) == []


def test_a_correction_days_later_is_logged_and_the_same_count_again_is_no_row(both_session, door):
    send(both_session, door.tap("5A", heads=(22, 1)), door.an)
    days_later = SHOW_TIME + timedelta(days=4)

    send(both_session, door.tap("5A", heads=(22, 1), counted_at=days_later), door.bert, days_later)
    send(both_session, door.tap("5A", heads=(19, 1), counted_at=days_later), door.bert, days_later)

    assert [row[:3] for row in history(both_session, door.second)[1:]] == [
        ("attended", 0, "An Deur"),
        ("counts", -3 * 750, "Bert Claes"),
    ]


def test_a_note_is_kept_and_counts_nobody(both_session, door):
    send(both_session, door.tap("5A", TapKind.NOTE, note="De bus staat vast in Geel."), door.an)

    board = board_of(both_session, door.world.performance_id, [door.world.centre_id])
    assert board.sitting.arrived == 0
    assert board.sitting.to_come == board.sitting.expected == 26 + 22 + 23
    assert next(one for one in board.classes if one.name == "5A").notes[0].note == "De bus staat vast in Geel."
    assert len(history(both_session, door.second)) == 1


def test_scenario_46_who_may_not_come_in_is_refused_with_the_reason(both_session, door):
    world = door.world
    with write_transaction(both_session):
        cancel_booking(both_session, door.second.reference, actor=door.bert, now=MONDAY)
        other = add_performance(both_session, both_session.get_one(Offer, world.offer_id), capacity=50)
        _centre, stranger = add_centre(both_session, "De Beurs")
    with pytest.raises(NotExpected) as cancelled:
        send(both_session, door.tap("5A", heads=(22, 1)), door.an)
    assert cancelled.value.state is BookingState.CANCELLED
    with pytest.raises(OtherDate) as elsewhere:
        send(both_session, door.tap("4A", performance_id=other.id), door.an)
    assert elsewhere.value.starts_at == SHOW_TIME
    with pytest.raises(NotToday):
        send(both_session, door.tap("4A"), door.an, SHOW_TIME - timedelta(days=1))
    for nobody in (stranger, world.teacher):
        with pytest.raises(NotAtThisDoor):
            send(both_session, door.tap("4A"), nobody)
    for heads in ((-1, 2), (201, 2), (24, 51)):
        with pytest.raises(ImpossibleCount):
            send(both_session, door.tap("4A", heads=heads), door.an)
    with write_transaction(both_session):
        both_session.execute(update(Performance).values(state=PerformanceState.CANCELLED))
    with pytest.raises(CalledOff):
        send(both_session, door.tap("4A"), door.an)
    assert both_session.scalar(select(func.count()).select_from(DoorTap)) == 0


def test_what_stands_on_an_invoice_is_corrected_by_a_credit_note(both_session, door, monkeypatch):
    send(both_session, door.tap("5A", heads=(22, 1)), door.an)
    monkeypatch.setattr(service, "_invoiced", [lambda _session, booking_id: booking_id == door.second.id])

    with pytest.raises(AlreadyInvoiced):
        send(both_session, door.tap("5A", heads=(20, 1)), door.an)

    send(both_session, door.tap("5A", TapKind.NOTE, note="Sjaal gevonden."), door.an)
    send(both_session, door.tap("4A"), door.an)
    assert door.first.state is BookingState.ATTENDED


def test_what_the_door_wrote_down_is_forgotten_and_what_it_counted_is_not(both_session, door):
    send(both_session, door.tap("5A", heads=(22, 1), note="Laat door de bus."), door.an)
    after = SHOW_TIME + NOTES_KEPT

    with write_transaction(both_session):
        assert forget_old_notes(both_session, after) == 0
        assert forget_old_notes(both_session, after + timedelta(seconds=1)) == 1

    (tap,) = both_session.scalars(select(DoorTap).execution_options(populate_existing=True))
    assert (tap.note, tap.pupils) == ("", 22)
