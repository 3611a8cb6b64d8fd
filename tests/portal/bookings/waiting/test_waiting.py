"""The waiting list on both databases: the scenarios of portal.md 3.4 by their number, and what hangs on them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.bookings.errors import BookingClosed, NotYours, PerformanceFull, SchoolLimit, SeatsPromised
from portal.bookings.house.models import WhyOff
from portal.bookings.house.moves import move_performance
from portal.bookings.house.off import call_off
from portal.bookings.models import Booking, LedgerKind
from portal.bookings.policy.rules import Waiting, WaitingOrder
from portal.bookings.requests import CLOCKWORK
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.bookings.waiting import service
from portal.bookings.waiting.errors import (
    AlreadyWaiting,
    AnsweredTooLate,
    NeverFits,
    NoOffer,
    NotOneOffer,
    NotWaiting,
    NoWaitingList,
    ReasonMissing,
    SeatsFree,
)
from portal.bookings.waiting.models import Outcome, WaitingEntry, WaitingSkip
from portal.bookings.waiting.rebuild import restore_lines
from portal.db import write_transaction
from portal.offers.models import Offer, OfferState, Performance, PerformanceState, Venue
from portal.offers.publish.service import Slot
from tests.portal.booking_world import a_group, a_request, add_offer, add_performance, add_school
from tests.portal.bookings.waiting.lists import Lists, lists

HELD, WAITING, CONFIRMED = BookingState.HELD, BookingState.WAITING, BookingState.CONFIRMED
CANCELLED, EXPIRED = BookingState.CANCELLED, BookingState.EXPIRED


@pytest.fixture
def a_list(session: Session) -> Callable[..., Lists]:
    def make(**facts: object) -> Lists:
        return lists(session, **facts)  # type: ignore[arg-type]

    return make


@pytest.fixture
def both_lists(both_session: Session) -> Callable[..., Lists]:
    def make(**facts: object) -> Lists:
        return lists(both_session, **facts)  # type: ignore[arg-type]

    return make


def another_moment(lists: Lists, *, capacity: int = 24, offer_id: int | None = None) -> int:
    """A second date of the same offer, taken whole by somebody else; gives its id."""
    starts = lists.hall().starts_at + timedelta(days=7)
    with write_transaction(lists.session):
        offer = lists.session.get_one(Offer, offer_id or lists.world.offer_id)
        return add_performance(lists.session, offer, capacity=capacity, starts_at=starts).id


def test_scenario_11_a_class_that_does_not_fit_waits_whole_and_owes_nothing(both_lists):
    lists = both_lists(capacity=50)
    lists.book(27)
    school = lists.school()

    with pytest.raises(PerformanceFull) as refusal:
        lists.book(24, school)
    booking = lists.join(24, school)

    assert refusal.value.left == 23
    assert (booking.state, booking.seats, booking.owed_cents, booking.price_cents) == (WAITING, 24, 0, 24 * 750)
    (row,) = lists.ledger(booking)
    assert (row.kind, row.seats, row.cents, row.actor_name) == (LedgerKind.WAITING, 0, 0, "An Peeters")
    assert lists.hall().seats_taken == 27
    assert ("waiting-joined", booking.id) in lists.letters()
    assert lists.keeps_the_laws()


def test_scenario_20_and_27_a_freed_place_goes_to_who_waits_in_the_transaction_that_frees_it(both_lists):
    lists = both_lists(capacity=50)
    one, two = lists.book(25), lists.book(25)
    waiting = lists.join(24)
    late = lists.school()

    lists.cancel(one)

    assert lists.state(waiting) is HELD
    assert lists.hall().seats_taken == 25 + 24
    with pytest.raises(PerformanceFull):
        lists.book(24, late)
    held, entry = lists.session.get_one(Booking, waiting.id), lists.entry(waiting)
    assert held.held_until == entry.answer_by == lists.now + timedelta(hours=48)
    assert held.owed_cents == 0
    assert [(row.kind, row.seats, row.actor_name) for row in lists.ledger(waiting)][-1] == (
        LedgerKind.HELD,
        24,
        CLOCKWORK.name,
    )
    assert lists.letters()[-1] == ("waiting-offered", waiting.id)
    assert lists.state(two) is CONFIRMED
    assert lists.keeps_the_laws()


def test_scenario_20_and_27_seats_that_came_free_by_another_way_are_kept_from_the_public_too(both_lists):
    lists = both_lists(capacity=50)
    lists.book(50)
    first, second = lists.join(26), lists.join(22)

    lists.capacity(50 + 30)

    with pytest.raises(SeatsPromised) as refusal:
        lists.book(10)
    assert (refusal.value.wanted, refusal.value.left, refusal.value.waiting) == (10, 4, 2)
    # What the two that wait can't use is for whoever asks.
    small = lists.book(4)
    lists.round()
    assert [lists.state(one) for one in (small, first, second)] == [CONFIRMED, HELD, WAITING]
    assert lists.keeps_the_laws()


def test_scenario_21_nothing_is_offered_while_nothing_is_free(both_lists):
    lists = both_lists(capacity=50)
    lists.book(50)
    booking = lists.join(24)

    lists.round()

    assert lists.state(booking) is WAITING
    assert [kind for kind, _ in lists.letters()] == ["booking-confirmed", "waiting-joined"]


def test_scenario_22_ten_wait_and_the_first_seven_that_fit_get_an_offer(both_lists):
    lists = both_lists(capacity=70)
    full = lists.book(70)
    waiting = [lists.join(10) for _ in range(10)]

    lists.cancel(full)

    assert [lists.state(one) for one in waiting] == [HELD] * 7 + [WAITING] * 3
    assert lists.line() == [one.id for one in waiting[7:]]
    assert lists.keeps_the_laws()


def test_scenario_23_priority_goes_before_older_and_the_ledger_names_the_reason(both_lists):
    lists = both_lists(capacity=24)
    full = lists.book(24)
    older, younger = lists.join(24), lists.join(24)

    lists.give_priority(younger)

    assert lists.line() == [younger.id, older.id]
    row = lists.ledger(younger)[-1]
    assert (row.reason, row.actor_name, row.seats) == ("voorrang: vorig jaar uitgevallen", "Bert Claes", 0)
    lists.cancel(full)
    assert [lists.state(one) for one in (older, younger)] == [WAITING, HELD]


def test_scenario_23_a_place_given_by_hand_is_offered_at_once_where_it_is_free(a_list):
    lists = a_list(capacity=50, order=WaitingOrder.STRICT)
    lists.book(30)
    too_large, fits = lists.join(24), lists.join(20)
    assert lists.state(fits) is WAITING

    lists.give_priority(fits, "komt met de bus van de andere school")

    assert [lists.state(one) for one in (too_large, fits)] == [WAITING, HELD]
    with pytest.raises(ReasonMissing):
        lists.give_priority(too_large, "  ")
    with pytest.raises(NotWaiting):
        lists.give_priority(fits)


def test_scenario_24_an_offer_without_an_answer_lapses_and_goes_to_the_next(both_lists):
    lists = both_lists(capacity=24)
    full = lists.book(24)
    first, second = lists.join(24), lists.join(24)
    lists.cancel(full)

    lists.now += timedelta(hours=48)
    lists.round()

    assert [lists.state(one) for one in (first, second)] == [EXPIRED, HELD]
    assert lists.entry(first).outcome is Outcome.LAPSED
    assert ("waiting-lapsed", first.id) in lists.letters()
    with pytest.raises(AnsweredTooLate):
        lists.accept(first)
    assert lists.keeps_the_laws()


def test_scenario_24_a_late_yes_counts_as_long_as_nobody_let_the_seats_go(a_list):
    lists = a_list(capacity=24)
    full = lists.book(24)
    booking, behind = lists.join(24), lists.join(24)
    lists.cancel(full)

    lists.now += timedelta(hours=49)
    lists.accept(booking)
    lists.round()

    assert [lists.state(one) for one in (booking, behind)] == [CONFIRMED, WAITING]


def test_scenario_25_one_entry_gets_one_offer_and_one_class_one_entry(both_lists):
    lists = both_lists(capacity=24)
    full = lists.book(24)
    school = lists.school()
    booking = lists.join(24, school, name="4A")

    with pytest.raises(AlreadyWaiting) as twice:
        lists.join(20, school, name=" 4a ")
    lists.cancel(full)
    lists.round()
    lists.round()

    assert twice.value.reference == booking.reference
    assert [kind for kind, one in lists.letters() if one == booking.id].count("waiting-offered") == 1
    # Nor while it has an offer; another class of the school may wait.
    with pytest.raises(AlreadyWaiting):
        lists.join(20, school, name="4A")
    assert lists.join(20, school, name="4B").state is WAITING


@pytest.mark.parametrize("why", ["closed", "off", "withdrawn", "cancelled"])
def test_scenario_26_nothing_is_offered_once_bookings_are_closed_or_the_list_is_off(a_list, why):
    lists = a_list(capacity=50)
    lists.book(50)
    booking = lists.join(24)
    with write_transaction(lists.session):
        hall = lists.session.get_one(Performance, lists.world.performance_id)
        hall.capacity = 100
        if why == "cancelled":
            hall.state = PerformanceState.CANCELLED
        if why == "withdrawn":
            lists.session.get_one(Offer, lists.world.offer_id).state = OfferState.WITHDRAWN
        if why == "closed":
            hall.closes_at = lists.now
    if why == "off":
        lists.keep_a_list(None)

    lists.round()

    assert lists.state(booking) is (EXPIRED if why == "closed" else WAITING)
    assert "waiting-offered" not in {kind for kind, _ in lists.letters()}
    if why == "off":
        # Who waits for a list that isn't kept holds nobody back either.
        assert lists.book(50).state is CONFIRMED


def test_under_fitting_who_is_passed_over_keeps_the_place_and_is_told(both_lists):
    lists = both_lists(capacity=60)
    one, two = lists.book(24), lists.book(36)
    large, small = lists.join(30), lists.join(22)

    lists.cancel(one)

    assert [lists.state(booking) for booking in (large, small)] == [WAITING, HELD]
    (skip,) = lists.session.scalars(select(WaitingSkip)).all()
    assert (skip.booking_id, skip.served_id, skip.wanted, skip.free) == (large.id, small.id, 30, 24)
    assert ("waiting-passed", large.id) in lists.letters()
    lists.cancel(two)
    assert lists.state(large) is HELD
    assert lists.keeps_the_laws()


def test_under_strict_nobody_passes_and_the_seats_wait_for_the_first(both_lists):
    lists = both_lists(capacity=60, order=WaitingOrder.STRICT)
    one = lists.book(24)
    lists.book(36)
    large, small = lists.join(30), lists.join(22)

    lists.cancel(one)

    assert [lists.state(booking) for booking in (large, small)] == [WAITING, WAITING]
    with pytest.raises(SeatsPromised) as refusal:
        lists.book(2)
    assert refusal.value.left == 0
    # The first leaves in one click, and the second is served at once.
    lists.leave(large)
    assert [lists.state(booking) for booking in (large, small)] == [CANCELLED, HELD]
    assert lists.entry(large).outcome is Outcome.LEFT
    assert lists.keeps_the_laws()


def test_a_yes_confirms_and_owes_and_a_no_goes_to_the_next(both_lists):
    lists = both_lists(capacity=48)
    one, two = lists.book(24), lists.book(24)
    first, second, third = lists.join(24), lists.join(24), lists.join(24)
    lists.cancel(one)
    lists.cancel(two)

    accepted = lists.accept(first)
    lists.refuse(second)

    assert (accepted.state, accepted.owed_cents, accepted.held_until) == (CONFIRMED, 24 * 750, None)
    assert lists.accept(first).id == first.id
    assert [lists.state(booking) for booking in (second, third)] == [CANCELLED, HELD]
    assert [lists.entry(booking).outcome for booking in (first, second, third)] == [
        Outcome.CONFIRMED,
        Outcome.REFUSED,
        None,
    ]
    assert lists.ledger(second)[-1].cents == 0
    with pytest.raises(NoOffer):
        lists.refuse(second)
    assert lists.letters()[-1] == ("waiting-offered", third.id)
    assert lists.keeps_the_laws()


def test_the_term_never_passes_the_closing_of_the_bookings(a_list):
    lists = a_list(capacity=24)
    full = lists.book(24)
    booking = lists.join(24)
    lists.now = lists.hall().closes_at - timedelta(hours=3)

    lists.cancel(full)

    assert lists.entry(booking).answer_by == lists.hall().closes_at


def test_one_offer_ends_the_other_moments_of_the_wish(both_lists):
    lists = both_lists(capacity=24)
    full = lists.book(24)
    other = another_moment(lists)
    with pytest.raises(SeatsFree) as free:
        lists.wish(24, also=(other,))
    assert (free.value.performance_id, free.value.left) == (other, 24)
    fill_other(lists, other)
    here, there = lists.wish(24, also=(other,))
    behind = lists.join(20)

    lists.cancel(full)

    assert [lists.state(booking) for booking in (here, there, behind)] == [HELD, CANCELLED, WAITING]
    assert lists.entry(there).outcome is Outcome.ELSEWHERE
    assert lists.line(other) == []
    assert lists.session.get_one(Booking, there.id).owed_cents == 0
    assert lists.keeps_the_laws()


def fill_other(lists: Lists, performance_id: int) -> Booking:
    return lists.book(24, replace(lists.school(), performance_id=performance_id))


def test_a_wish_is_of_one_offer_and_its_retry_is_the_same_wish(a_list):
    lists = a_list(capacity=24)
    lists.book(24)
    other = another_moment(lists)
    fill_other(lists, other)
    request = a_request(lists.school(), a_group("4A", 24))
    with write_transaction(lists.session):
        foreign = add_offer(lists.session, lists.world.centre_id)
        elsewhere = add_performance(lists.session, foreign, capacity=10).id

    def ask(*also):
        with write_transaction(lists.session):
            return service.join(lists.session, request, also=also, now=lists.now)

    with pytest.raises(NotOneOffer):
        ask(elsewhere)
    joined = ask(other)
    again = ask(other)
    assert [booking.id for booking in again.bookings] == [booking.id for booking in joined.bookings]
    assert (joined.is_new, again.is_new, len(joined.bookings)) == (True, False, 2)
    # Leaving the whole wish takes both off.
    owner = lists.owner(joined.first)
    with write_transaction(lists.session):
        left = service.leave(lists.session, joined.first.reference, actor=owner, now=lists.now, whole_wish=True)
    assert {booking.state for booking in left} == {CANCELLED}
    assert len(left) == 2


def test_who_can_not_be_helped_by_waiting_is_told_so_at_once(a_list):
    lists = a_list(capacity=50, max_seats_per_school=40)
    school = lists.school()
    with pytest.raises(SeatsFree):
        lists.join(24, school)
    lists.book(20, school)
    lists.book(30)
    with pytest.raises(NeverFits):
        lists.join(60)
    with pytest.raises(SchoolLimit) as limit:
        lists.join(24, school)
    assert (limit.value.limit, limit.value.held) == (40, 20)
    lists.keep_a_list(None)
    with pytest.raises(NoWaitingList):
        lists.join(10)
    lists.keep_a_list(Waiting())
    lists.now = lists.hall().closes_at
    with pytest.raises(BookingClosed):
        lists.join(10)


def test_a_school_at_its_limit_blocks_nobody_and_is_told_why(a_list):
    lists = a_list(capacity=48, order=WaitingOrder.STRICT, max_seats_per_school=40)
    full = [lists.book(24), lists.book(24)]
    school = lists.school()
    one, two, other = lists.join(24, school, name="4A"), lists.join(24, school, name="4B"), lists.join(24)

    for booking in full:
        lists.cancel(booking)

    assert [lists.state(booking) for booking in (one, two, other)] == [HELD, WAITING, HELD]


def test_smaller_counts_and_a_hold_that_ends_serve_the_list_as_a_cancellation_does(a_list):
    lists = a_list(capacity=50)
    large = lists.book(50)
    waiting = lists.join(10)

    with write_transaction(lists.session):
        booking = lists.session.get_one(Booking, large.id, populate_existing=True)
        smaller = Step(LedgerKind.COUNTS, seats=40, price_cents=30_000, owed_cents=30_000)
        take_step(lists.session, booking, smaller, lists.owner(large), now=lists.now)

    assert lists.state(waiting) is HELD


def test_a_class_that_grows_passes_nobody_either(a_list):
    lists = a_list(capacity=50, order=WaitingOrder.STRICT)
    small = lists.book(20)
    other = lists.book(10)
    lists.book(10)
    lists.join(24)

    with pytest.raises(SeatsPromised), write_transaction(lists.session):
        booking = lists.session.get_one(Booking, small.id, populate_existing=True)
        take_step(lists.session, booking, Step(LedgerKind.COUNTS, seats=22), lists.owner(small), now=lists.now)
    lists.cancel(other)
    assert lists.keeps_the_laws()


def test_the_list_closes_with_the_bookings_and_everybody_left_is_told(a_list):
    lists = a_list(capacity=24)
    lists.book(24)
    left = [lists.join(24), lists.join(20)]

    lists.now = lists.hall().closes_at
    lists.round()

    assert [lists.state(booking) for booking in left] == [EXPIRED, EXPIRED]
    assert [lists.entry(booking).outcome for booking in left] == [Outcome.CLOSED] * 2
    assert [one for one in lists.letters() if one[0] == "waiting-closed"] == [
        ("waiting-closed", booking.id) for booking in left
    ]


def test_the_house_takes_somebody_off_with_a_reason_and_no_other_house_can(a_list):
    lists = a_list(capacity=24)
    lists.book(24)
    booking = lists.join(24)
    with write_transaction(lists.session):
        _, stranger = add_school(lists.session)

    for act in (service.remove, service.give_priority):
        with pytest.raises(NotYours), write_transaction(lists.session):
            act(lists.session, booking.reference, reason="zomaar", actor=stranger, now=lists.now)
    with pytest.raises(NotYours), write_transaction(lists.session):
        # Its own school can't give itself priority.
        owner = lists.owner(booking)
        service.give_priority(lists.session, booking.reference, reason="zomaar", actor=owner, now=lists.now)
    with write_transaction(lists.session):
        actor = lists.world.staff
        service.remove(lists.session, booking.reference, reason="dubbel", actor=actor, now=lists.now)

    assert lists.state(booking) is BookingState.DECLINED
    assert lists.entry(booking).outcome is Outcome.REMOVED


def test_whoever_is_put_on_the_list_by_another_step_stands_at_its_end(a_list):
    """A round of wishes, or a house that can't say yes, puts a request on the list with a step like any other."""
    lists = a_list(capacity=24)
    lists.book(24)
    first = lists.join(24)
    asked = lists.join(20)
    with write_transaction(lists.session):
        # As a house with approval has it: asked for, no seats yet.
        lists.session.get_one(Booking, asked.id).state = BookingState.REQUESTED
        lists.session.execute(delete(WaitingEntry).where(WaitingEntry.booking_id == asked.id))
    third = lists.join(22)

    with write_transaction(lists.session):
        booking = lists.session.get_one(Booking, asked.id, populate_existing=True)
        step = Step(LedgerKind.WAITING, WAITING, reason="geen plaats meer")
        take_step(lists.session, booking, step, lists.world.staff, now=lists.now)

    assert lists.line() == [first.id, third.id, asked.id]


def test_a_rebuild_from_the_ledger_puts_everybody_back_in_line(both_lists):
    lists = both_lists(capacity=24)
    full = lists.book(24)
    other = another_moment(lists)
    fill_other(lists, other)
    lists.wish(20, also=(other,))
    lists.join(24)
    lists.give_priority(lists.session.get_one(Booking, lists.line()[1]))
    lists.join(22)
    lists.cancel(full)
    before = entries_of(lists)

    with write_transaction(lists.session):
        lists.session.execute(delete(WaitingEntry))
        restore_lines(lists.session.connection())

    assert entries_of(lists) == before
    assert len(before) == 4


def entries_of(lists: Lists) -> list[tuple[object, ...]]:
    """Everything but the height of a priority, in the order of the line."""
    lists.session.rollback()
    rows = lists.session.execute(
        select(
            WaitingEntry.booking_id,
            WaitingEntry.wish,
            WaitingEntry.priority > 0,
            WaitingEntry.joined_at,
            WaitingEntry.offered_at,
            WaitingEntry.answer_by,
        )
        .where(WaitingEntry.outcome.is_(None))
        .order_by(WaitingEntry.priority.desc(), WaitingEntry.id)
    )
    return [tuple(row) for row in rows]


def test_a_larger_hall_serves_the_line_and_a_performance_that_is_off_serves_nobody(a_list):
    lists = a_list(capacity=24)
    lists.book(24)
    first, second = lists.join(24), lists.join(20)
    hall = lists.hall()
    with write_transaction(lists.session):
        large = Venue(centre_id=lists.world.centre_id, name="Schouwburg", seats=60)
        lists.session.add(large)
        lists.session.flush()
        slot = Slot(hall.starts_at, hall.ends_at, large.id, 60, hall.closes_at)
        move_performance(lists.session, hall.id, slot, reason="groter", actor=lists.world.staff, now=lists.now)

    assert [lists.state(one) for one in (first, second)] == [HELD, WAITING]

    with write_transaction(lists.session):
        call_off(lists.session, hall.id, why=WhyOff.ILLNESS, words="ziek", actor=lists.world.staff, now=lists.now)
    assert [lists.state(one) for one in (first, second)] == [CANCELLED, CANCELLED]
    assert [kind for kind, _ in lists.letters()].count("waiting-offered") == 1
    assert lists.keeps_the_laws()
