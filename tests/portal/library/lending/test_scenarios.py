"""The class-set scenarios by number, on real SQLite. T has 30 copies unless said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.db import write_transaction
from portal.library.errors import (
    AlreadyWaiting,
    AnsweredTooLate,
    CannotReach,
    NeverFits,
    NoOffer,
    NoRoom,
    NotEnoughLoans,
    PeriodRefused,
    RoomNow,
    SeatsInUse,
    SetClosed,
    SetExists,
    SetFull,
    SetOver,
    SetRevoked,
    TitleWithdrawn,
    Why,
)
from portal.library.lending.models import SeatBlock, SetWait, WaitEnd
from portal.library.lending.queries import free_on, place_of
from portal.library.lending.seats import UNLIMITED, Period
from portal.library.lending.service import SetRequest, assign_set, change_period, leave_set, resize_set, return_set
from portal.library.lending.taking_back import restore_lot, restore_title, revoke_lot, withdraw_title
from portal.library.lending.waiting import accept_offer, leave_line, refuse_offer, tell_of_ends, turn_lines
from portal.library.models import Animal, ClassSet, Reader
from portal.library.reading.service import refuse_closed
from tests.portal.library.conftest import NOW, Place
from tests.portal.library.lending.lending_world import (
    a_wish,
    add_lot,
    assign,
    change_lot,
    free,
    letters,
    may,
    more_classes,
    on_may,
    reads,
    spent,
    the_lot,
    wait,
)


def test_scenario_01_twenty_and_ten_share_thirty_and_eleven_hear_the_first_full_day(
    session: Session, place: Place
) -> None:
    assign(session, place, a_wish(place, 20, 1, 10))

    with pytest.raises(NoRoom) as refusal:
        assign(session, place, a_wish(place, 11, 1, 10, group=1))
    assert (refusal.value.tightest, refusal.value.free, refusal.value.why) == (may(1), 10, Why.OUT)
    assert (refusal.value.instead, refusal.value.waits) == (Period(may(11), may(20)), True)
    assert assign(session, place, a_wish(place, 10, 1, 10, group=1)).copies == 10


def test_scenario_02_the_last_day_of_a_set_counts(session: Session, place: Place) -> None:
    assign(session, place, a_wish(place, 20, 1, 10))

    with pytest.raises(NoRoom):
        assign(session, place, a_wish(place, 20, 10, 20, group=1))
    assert assign(session, place, a_wish(place, 20, 11, 20, group=1)).from_day == may(11)


def test_scenario_03_sets_that_never_meet_do_not_add_up(session: Session, place: Place) -> None:
    far, near, long = more_classes(session, place, 3)
    assign(session, place, replace(a_wish(place, 20, 1, 5), class_group_id=far))
    assign(session, place, replace(a_wish(place, 20, 20, 25), class_group_id=near))

    assert assign(session, place, replace(a_wish(place, 10, 1, 30), class_group_id=long)).copies == 10


def test_scenario_06_an_extension_keeps_the_code_and_names_the_longest_that_is_free(
    session: Session, place: Place
) -> None:
    made = assign(session, place, a_wish(place, 20, 1, 10))
    code = made.code
    with write_transaction(session):
        change_period(session, made, Period(may(1), may(17)), now=on_may(5))
    assert (made.code, made.until_day) == (code, may(17))
    assign(session, place, a_wish(place, 20, 21, 28, group=2))

    with pytest.raises(CannotReach) as refusal, write_transaction(session):
        change_period(session, made, Period(may(1), may(24)), now=on_may(5))
    assert (refusal.value.day, refusal.value.until, refusal.value.why) == (may(21), may(20), Why.OUT)


def test_scenario_07_an_extension_past_the_licence_names_its_last_day(session: Session, place: Place) -> None:
    change_lot(session, until_day=may(20))
    made = assign(session, place, a_wish(place, 20, 1, 10))

    with pytest.raises(CannotReach) as refusal, write_transaction(session):
        change_period(session, made, Period(may(1), may(25)), now=on_may(5))
    assert (refusal.value.until, refusal.value.why) == (may(20), Why.LICENCE)


def test_scenario_08_seats_given_back_go_to_who_waits_in_the_same_minute(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 20, 1, 20))
    waiting = wait(session, place, a_wish(place, 25, 1, 20, group=2))
    assert waiting.offered_at is None

    with write_transaction(session):
        return_set(session, made, now=on_may(4))
    first = letters(session)
    with write_transaction(session):
        return_set(session, made, now=on_may(4, 11))

    session.refresh(waiting)
    assert made.returned_on == may(5)
    assert (waiting.offered_at, waiting.offered_from) == (on_may(4), may(5))
    assert letters(session) == first == ["set-offered"]
    assert free(session, place, 5, 20) == 5


def test_scenario_09_nobody_overtakes_on_days_that_the_head_needs(session: Session, place: Place) -> None:
    other, newcomer = more_classes(session, place, 2)
    made = assign(session, place, a_wish(place, 30, 1, 20))
    head = wait(session, place, a_wish(place, 25, 1, 14, group=2))
    small = wait(session, place, a_wish(place, 15, 1, 14, group=1))
    later = wait(session, place, replace(a_wish(place, 15, 15, 28), class_group_id=other))
    assert place_of(session, small, may(1)).ahead == (25,)

    with write_transaction(session):
        resize_set(session, made, 10, now=on_may(1))

    for one in (head, small, later):
        session.refresh(one)
    # Twenty came free. The head needs 25, so they wait for it; on days after its own somebody else goes first.
    assert (head.offered_at, small.offered_at) == (None, None)
    assert later.offered_from == may(15)
    assert (head.passed, small.passed) == (1, 1)
    assert place_of(session, head, may(1)).free == 20
    with pytest.raises(NoRoom) as refusal:
        assign(session, place, replace(a_wish(place, 5, 1, 14, key="new"), class_group_id=newcomer))
    assert refusal.value.why is Why.LINE


def test_scenario_10_what_is_kept_lapses_and_goes_to_the_next(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 30, 1, 28))
    head = wait(session, place, a_wish(place, 25, 1, 28, group=2))
    second = wait(session, place, a_wish(place, 20, 1, 28, group=1))
    with write_transaction(session):
        return_set(session, made, now=on_may(4))
    session.refresh(head)
    # Tuesday 4 May and three days is Friday. Ascension is on Thursday, the bridge on Friday: so Monday.
    assert head.answer_by == date(2027, 5, 10)

    with write_transaction(session):
        assert turn_lines(session, on_may(9)) == 1  # The reminder.
        assert turn_lines(session, on_may(9)) == 0
    with write_transaction(session):
        assert turn_lines(session, on_may(11)) == 2

    session.refresh(head)
    session.refresh(second)
    assert head.outcome is WaitEnd.LAPSED
    assert second.offered_from == may(11)
    assert letters(session) == ["set-offered", "set-reminded", "set-lapsed", "set-offered"]
    with pytest.raises(AnsweredTooLate), write_transaction(session):
        accept_offer(session, head, now=on_may(11))


def test_scenario_10_a_yes_makes_the_set_and_twice_is_one(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 30, 1, 28))
    head = wait(session, place, a_wish(place, 25, 1, 28, group=2))
    with pytest.raises(NoOffer), write_transaction(session):
        accept_offer(session, head, now=on_may(4))
    with write_transaction(session):
        return_set(session, made, now=on_may(4))

    with write_transaction(session):
        mine = accept_offer(session, head, now=on_may(6))
    with write_transaction(session):
        again = accept_offer(session, head, now=on_may(6))

    assert (mine.id, mine.copies, mine.from_day, mine.until_day) == (again.id, 25, may(6), may(28))
    assert head.outcome is WaitEnd.ACCEPTED
    assert free(session, place, 6, 28) == 5


def test_scenario_10_a_no_goes_on_at_once_and_each_sees_its_own_place_only(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 30, 1, 28))
    head = wait(session, place, a_wish(place, 25, 1, 28, group=2))
    second = wait(session, place, a_wish(place, 20, 1, 28, group=1))
    with write_transaction(session):
        return_set(session, made, now=on_may(4))
    assert place_of(session, second, may(4)).position == 1

    with write_transaction(session):
        refuse_offer(session, head, now=on_may(4))
    session.refresh(second)
    assert (head.outcome, second.offered_from) == (WaitEnd.REFUSED, may(5))
    with write_transaction(session):
        leave_line(session, second, now=on_may(4))
        leave_line(session, second, now=on_may(4))
    assert second.outcome is WaitEnd.REFUSED
    assert free(session, place, 5, 28) == 30


def test_scenario_11_plain_lots_may_follow_each_other_and_metered_ones_may_not(
    session: Session, place: Place
) -> None:
    change_lot(session, until_day=may(15))
    with pytest.raises(NoRoom) as refusal:
        assign(session, place, a_wish(place, 10, 10, 20))
    assert (refusal.value.tightest, refusal.value.why, refusal.value.waits) == (may(16), Why.LICENCE, False)
    second = add_lot(session, place, 30, may(16), may(31))
    assert free(session, place, 10, 20) == 30

    # Lots that count their loans: a seat can't move without costing one more.
    with write_transaction(session):
        the_lot(session).loans_total = second.loans_total = 50
    assert free(session, place, 10, 20) == 0
    assert free(session, place, 16, 20) == 30


def test_scenario_12_a_lot_that_is_bought_later_serves_who_waits(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 30, 1, 28))
    waiting = wait(session, place, a_wish(place, 25, 1, 28, group=2))

    add_lot(session, place, 25)
    with write_transaction(session):
        assert turn_lines(session, NOW) == 1

    session.refresh(waiting)
    session.refresh(made)
    assert waiting.offered_from == may(1)
    assert (made.copies, made.from_day, made.until_day) == (30, may(1), may(28))


def test_scenario_13_a_class_larger_than_what_is_left_of_the_loans_is_refused(session: Session, place: Place) -> None:
    change_lot(session, loans_total=26)

    with pytest.raises(NotEnoughLoans) as refusal:
        assign(session, place, a_wish(place, 27, 1, 10))
    assert (refusal.value.left, refusal.value.instead) == (26, None)
    assign(session, place, a_wish(place, 26, 1, 10))
    assert spent(session) == 26


def test_scenario_14_a_seat_that_nobody_opened_takes_its_loan_along(session: Session, place: Place) -> None:
    change_lot(session, loans_total=26)
    made = assign(session, place, a_wish(place, 25, 1, 10))
    reads(session, made, Animal.VOS, on_may(1))

    # A pupil leaves before opening and another joins: the same seat, or one back and one again.
    with write_transaction(session):
        resize_set(session, made, 24, now=on_may(2))
    assert spent(session) == 24
    with write_transaction(session):
        resize_set(session, made, 25, now=on_may(2))
    assert spent(session) == 25

    # After opening: one extra, or refused.
    with write_transaction(session):
        assert leave_set(session, made, Animal.VOS, now=on_may(3))
        assert not leave_set(session, made, Animal.VOS, now=on_may(3))
    assert (made.copies, spent(session)) == (24, 25)
    with write_transaction(session):
        resize_set(session, made, 25, now=on_may(3))
    assert spent(session) == 26
    reads(session, made, Animal.UIL, on_may(3))
    with write_transaction(session):
        leave_set(session, made, Animal.UIL, now=on_may(3))
    with pytest.raises(NotEnoughLoans), write_transaction(session):
        resize_set(session, made, 25, now=on_may(3))


def test_scenario_14_what_nobody_opened_comes_back_with_an_early_return(session: Session, place: Place) -> None:
    change_lot(session, loans_total=26)
    made = assign(session, place, a_wish(place, 20, 1, 10))
    for animal in (Animal.VOS, Animal.UIL, Animal.BEER):
        reads(session, made, animal, on_may(1))

    with write_transaction(session):
        return_set(session, made, now=on_may(4))

    assert (spent(session), made.returned_on) == (3, may(5))
    with pytest.raises(SetFull):
        reads(session, made, Animal.DAS, on_may(4))
    empty = assign(session, place, a_wish(place, 20, 6, 10, group=1))
    with write_transaction(session):
        return_set(session, empty, now=on_may(7))
    assert (spent(session), empty.returned_on) == (3, may(7))


def test_scenario_15_a_class_grows_while_copies_are_free_and_nobody_loses_a_book(
    session: Session, place: Place
) -> None:
    made = assign(session, place, a_wish(place, 24, 1, 10))
    other = assign(session, place, a_wish(place, 4, 1, 10, group=2))
    with write_transaction(session):
        resize_set(session, made, 26, now=on_may(3))

    with pytest.raises(NoRoom) as refusal, write_transaction(session):
        resize_set(session, made, 28, now=on_may(3))
    assert (refusal.value.wanted, refusal.value.free, refusal.value.tightest) == (2, 0, may(3))
    assert (made.copies, other.copies) == (26, 4)
    for animal in list(Animal)[:26]:
        reads(session, made, animal, on_may(3))
    with pytest.raises(SetFull):
        reads(session, made, list(Animal)[26], on_may(3))


def test_scenario_16_a_smaller_class_frees_seats_at_once_and_the_notes_stay(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 3, 1, 10))
    for animal in (Animal.VOS, Animal.UIL, Animal.DAS):
        reads(session, made, animal, on_may(1))
    with pytest.raises(SeatsInUse) as refusal, write_transaction(session):
        resize_set(session, made, 2, now=on_may(2))
    assert refusal.value.readers == 3

    with write_transaction(session):
        leave_set(session, made, Animal.UIL, now=on_may(2))

    assert made.copies == 2
    assert free(session, place, 2, 10) == 28
    assert session.scalar(select(func.count()).select_from(Reader)) == 3
    with write_transaction(session):
        leave_set(session, made, Animal.VOS, now=on_may(2))
    with pytest.raises(SeatsInUse), write_transaction(session):
        leave_set(session, made, Animal.DAS, now=on_may(2))


def test_scenario_17_a_class_may_take_no_seat_for_the_teacher(session: Session, place: Place) -> None:
    assert assign(session, place, a_wish(place, 24, 1, 10)).copies == 24
    assert free(session, place, 1, 10) == 6


def test_scenario_18_a_title_that_is_taken_back_closes_now_and_keeps_the_places(
    session: Session, place: Place
) -> None:
    made = assign(session, place, a_wish(place, 24, 1, 10))
    waiting = wait(session, place, a_wish(place, 20, 1, 10, group=2))
    reads(session, made, Animal.VOS, on_may(2))

    with write_transaction(session):
        assert withdraw_title(session, place.title, "De uitgever vroeg het.", now=on_may(3)) == 1
        assert withdraw_title(session, place.title, "nog eens", now=on_may(3)) == 0

    with pytest.raises(SetRevoked):
        refuse_closed(made, may(3))
    assert made.revoked_because == "De uitgever vroeg het."
    assert session.scalar(select(func.count()).select_from(Reader)) == 1
    assert free_on(session, [place.title], may(3)) == {place.title: 0}
    session.refresh(waiting)
    assert waiting.outcome is WaitEnd.WITHDRAWN
    assert letters(session) == ["set-revoked", "set-wait-ended"]
    with pytest.raises(TitleWithdrawn):
        assign(session, place, a_wish(place, 5, 12, 20, group=1), now=on_may(3))
    with pytest.raises(SetOver), write_transaction(session):
        resize_set(session, made, 25, now=on_may(3))

    with write_transaction(session):
        assert restore_title(session, place.title, now=on_may(4)) == 1
    refuse_closed(made, may(4))


def test_scenario_18_a_lot_that_is_taken_back_leaves_the_classes_that_others_can_carry(
    session: Session, place: Place
) -> None:
    lot = the_lot(session)
    add_lot(session, place, 20)
    first = assign(session, place, a_wish(place, 15, 1, 10))
    second = assign(session, place, a_wish(place, 25, 1, 10, group=1))
    third = assign(session, place, a_wish(place, 5, 1, 10, group=2))

    with write_transaction(session):
        assert revoke_lot(session, place.title, lot.id, "Opgezegd.", now=on_may(3)) == 1
        assert revoke_lot(session, place.title, lot.id, "Opgezegd.", now=on_may(3)) == 0

    assert [one.revoked_at is None for one in (first, second, third)] == [True, False, True]
    assert letters(session) == ["set-revoked"]
    with write_transaction(session):
        assert restore_lot(session, place.title, lot.id, now=on_may(3, 12)) == 1
    assert second.revoked_at is None


def test_scenario_18_seats_move_from_a_metered_lot_and_what_was_opened_stays_spent(
    session: Session, place: Place
) -> None:
    lot = change_lot(session, loans_total=100)
    made = assign(session, place, a_wish(place, 10, 1, 10))
    for animal in (Animal.VOS, Animal.UIL):
        reads(session, made, animal, on_may(1))
    add_lot(session, place, 6)
    other = add_lot(session, place, 10, loans=10)

    with write_transaction(session):
        assert revoke_lot(session, place.title, lot.id, "Opgezegd.", now=on_may(2)) == 0

    session.refresh(lot)
    session.refresh(other)
    assert (lot.loans_spent, other.loans_spent) == (2, 4)
    blocks = session.execute(select(SeatBlock.licence_id, SeatBlock.seats, SeatBlock.loans).order_by(SeatBlock.id))
    assert [tuple(row) for row in blocks] == [(lot.id, 0, 2), (other.id, 4, 4)]


def test_scenario_18_what_was_kept_on_a_lot_that_goes_is_in_line_again(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 30, 1, 28))
    waiting = wait(session, place, a_wish(place, 25, 1, 28, group=2))
    with write_transaction(session):
        return_set(session, made, now=on_may(4))

    with write_transaction(session):
        revoke_lot(session, place.title, the_lot(session).id, "Opgezegd.", now=on_may(5))

    session.refresh(waiting)
    assert (waiting.offered_at, waiting.ended_at) == (None, None)
    assert letters(session) == ["set-offered", "set-not-offered"]


@pytest.mark.parametrize(
    ("last", "open_at", "closed_at"),
    [
        (date(2027, 6, 30), datetime(2027, 6, 30, 21, 59, 59, tzinfo=UTC), datetime(2027, 6, 30, 22, 0, tzinfo=UTC)),
        (date(2027, 1, 31), datetime(2027, 1, 31, 22, 59, 59, tzinfo=UTC), datetime(2027, 1, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_scenario_19_the_last_day_ends_at_midnight_in_brussels(
    session: Session, place: Place, last: date, open_at: datetime, closed_at: datetime
) -> None:
    days = Period(last - timedelta(days=20), last)
    began = datetime(2026, 12, 1, tzinfo=UTC)
    made = assign(session, place, replace(a_wish(place, 5, 1, 2), period=days), now=began)

    refuse_closed(made, school_day(open_at))
    with pytest.raises(SetClosed):
        refuse_closed(made, school_day(closed_at))


@pytest.mark.parametrize("turn", [date(2027, 3, 28), date(2027, 10, 31)])
def test_scenario_20_a_day_of_23_or_25_hours_is_one_day(session: Session, place: Place, turn: date) -> None:
    began = datetime(2027, 3, 1, tzinfo=UTC) if turn.month == 3 else NOW
    change_lot(session, copies=10)
    before = Period(turn - timedelta(days=6), turn)
    assign(session, place, replace(a_wish(place, 10, 1, 2), period=before), now=began)

    after = Period(turn + timedelta(days=1), turn + timedelta(days=7))
    assert before.days == after.days == 7
    assert assign(session, place, replace(a_wish(place, 10, 1, 3), period=after), now=began).from_day == after.first


@pytest.mark.parametrize(
    ("first", "last"), [(date(2027, 4, 1), date(2027, 4, 19)), (may(9), may(1)), (date(2028, 5, 1), date(2028, 5, 9))]
)
def test_scenario_21_periods_that_cannot_be_are_refused(
    session: Session, place: Place, first: date, last: date
) -> None:
    wish = replace(a_wish(place, 5, 1, 2), period=Period(first, last))

    with pytest.raises(PeriodRefused):
        assign(session, place, wish)
    with pytest.raises(PeriodRefused):
        wait(session, place, wish)


def test_scenario_22_a_set_of_today_opens_at_once(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 5, 1, 9), now=on_may(1, 8))

    assert reads(session, made, Animal.VOS, on_may(1, 8)).chapter == 1


def test_scenario_23_a_book_without_copyright_has_no_limit_and_no_line(session: Session, place: Place) -> None:
    change_lot(session, copies=None)
    for group in range(3):
        assign(session, place, a_wish(place, 46, 1, 30, group=group))

    assert free(session, place, 1, 30) == UNLIMITED
    with pytest.raises(RoomNow):
        wait(
            session,
            place,
            replace(a_wish(place, 46, 1, 30, key="w"), class_group_id=more_classes(session, place, 1)[0]),
        )


def test_scenario_24_a_class_has_a_title_once_at_a_time(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 10, 1, 10))
    with pytest.raises(SetExists) as refusal:
        assign(session, place, a_wish(place, 10, 5, 15))
    assert refusal.value.set_id == made.id
    later = assign(session, place, a_wish(place, 10, 20, 28))
    with pytest.raises(SetExists), write_transaction(session):
        change_period(session, made, Period(may(1), may(22)), now=NOW)
    assert later.from_day == may(20)


def test_scenario_24_a_class_waits_once_and_stops_when_it_gets_the_book(session: Session, place: Place) -> None:
    assign(session, place, a_wish(place, 20, 1, 28, group=2))
    waiting = wait(session, place, a_wish(place, 25, 1, 28))
    with pytest.raises(AlreadyWaiting):
        wait(session, place, a_wish(place, 24, 3, 20))
    assert wait(session, place, a_wish(place, 25, 1, 28)).id == waiting.id

    assign(session, place, a_wish(place, 10, 1, 20))

    session.refresh(waiting)
    assert waiting.outcome is WaitEnd.ELSEWHERE


def test_scenario_25_two_classes_of_a_teacher_share_thirty_with_codes_of_their_own(
    session: Session, place: Place
) -> None:
    large = assign(session, place, a_wish(place, 20, 1, 10))
    small = assign(session, place, a_wish(place, 10, 1, 10, group=1))
    reads(session, large, Animal.VOS, on_may(2))
    reads(session, small, Animal.VOS, on_may(2))

    assert large.code != small.code
    assert free(session, place, 1, 10) == 0


def test_scenario_31_a_start_that_moves_and_a_clock_that_goes_back_give_nothing_twice(
    session: Session, place: Place
) -> None:
    made = assign(session, place, a_wish(place, 30, 10, 28))
    with write_transaction(session):
        change_period(session, made, Period(may(5), may(28)), now=on_may(3))
    assert made.from_day == may(5)
    waiting = wait(session, place, a_wish(place, 25, 4, 28, group=2))
    with pytest.raises(CannotReach) as refusal, write_transaction(session):
        change_period(session, made, Period(may(4), may(28)), now=on_may(3))
    assert refusal.value.why is Why.LINE
    with write_transaction(session):
        return_set(session, made, now=on_may(6))

    for back in (on_may(4), NOW, on_may(5)):
        with write_transaction(session):
            return_set(session, made, now=back)
            turn_lines(session, back)

    session.refresh(waiting)
    assert (waiting.offered_from, waiting.offered_at) == (may(7), on_may(6))
    assert letters(session) == ["set-offered"]
    assert free(session, place, 7, 28) == 5
    with pytest.raises(PeriodRefused), write_transaction(session):
        second = assign_in(session, place, a_wish(place, 5, 10, 20, group=1))
        change_period(session, second, Period(may(1), may(20)), now=on_may(2))


def assign_in(session: Session, place: Place, wish: SetRequest) -> ClassSet:
    """In the transaction that is open."""
    return assign_set(session, wish, assigned_by=place.teacher, now=NOW)


def test_a_wait_that_can_never_be_served_is_refused_and_holds_nobody_up(session: Session, place: Place) -> None:
    assign(session, place, a_wish(place, 20, 1, 28))
    with pytest.raises(NeverFits):
        wait(session, place, a_wish(place, 31, 1, 28, group=2))
    waiting = wait(session, place, a_wish(place, 25, 1, 28, group=2))
    assert free(session, place, 1, 28) == 0

    change_lot(session, copies=22)

    assert waiting.ended_at is None
    assert free(session, place, 1, 28) == 2


def test_a_wait_ends_when_too_little_is_left_of_its_days(session: Session, place: Place) -> None:
    assign(session, place, a_wish(place, 20, 1, 28))
    waiting = wait(session, place, a_wish(place, 25, 1, 20, group=2))

    with write_transaction(session):
        assert turn_lines(session, on_may(14)) == 0
        assert turn_lines(session, on_may(15)) == 1

    session.refresh(waiting)
    assert (waiting.outcome, letters(session)) == (WaitEnd.CLOSED, ["set-wait-closed"])


def test_a_teacher_hears_once_that_a_long_set_ends(session: Session, place: Place) -> None:
    made = assign(session, place, a_wish(place, 20, 1, 28))
    assign(session, place, a_wish(place, 5, 18, 28, group=1))

    with write_transaction(session):
        assert tell_of_ends(session, on_may(24)) == 0
        assert tell_of_ends(session, on_may(25)) == 1
        assert tell_of_ends(session, on_may(26)) == 0
        change_period(session, made, Period(may(1), may(31)), now=on_may(26))
        assert tell_of_ends(session, on_may(26)) == 1

    assert letters(session) == ["set-ends", "set-ends"]


def test_sets_and_waits_of_the_past_cost_nothing(session: Session, place: Place) -> None:
    for n in range(3):
        assign(session, place, a_wish(place, 30, 1 + n, 1 + n, group=n % 2, key=str(n)))

    assert free(session, place, 10, 20) == 30
    assert session.scalar(select(func.count()).select_from(ClassSet)) == 3
    assert session.scalar(select(func.count()).select_from(SetWait)) == 0
