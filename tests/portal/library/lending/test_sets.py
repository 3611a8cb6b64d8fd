"""Class sets on real SQLite; the numbers are those of the class-set scenarios."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import school_day
from portal.db import write_transaction
from portal.library.errors import (
    NoRoom,
    NotEnoughLoans,
    PeriodRefused,
    SetClosed,
    SetExists,
    SetFull,
    TitleUnknown,
    WrongPin,
)
from portal.library.lending.queries import set_for_code, set_of_school, sets_of_school
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set, return_set
from portal.library.models import Animal, ClassSet, Licence, Reader
from portal.library.reading.queries import readers_of
from portal.library.reading.service import ReadingPlace, join_set, keep_place, refuse_closed, renew_pin
from portal.library.together.erasing import erase_readers
from tests.portal.library.conftest import NOW, Place

PIN = ("ster", "maan", "vis")


def may(day: int) -> date:
    return date(2027, 5, day)


def a_request(place: Place, seats: int, first: int, last: int, *, group: int = 0, key: str = "") -> SetRequest:
    school = place.other_school if group == 2 else place.school
    days = Period(may(first), may(last))
    return SetRequest(
        place.title, place.classes[group], school, seats, days, key or f"{group}-{seats}-{first}-{last}"
    )


def assign(session: Session, place: Place, request: SetRequest, now: datetime = NOW) -> ClassSet:
    with write_transaction(session):
        return assign_set(session, request, assigned_by=place.teacher, now=now)


def test_two_classes_share_thirty_copies_and_a_third_hears_what_is_free(session: Session, place: Place) -> None:
    assign(session, place, a_request(place, 20, 1, 10))
    assign(session, place, a_request(place, 10, 1, 10, group=1))

    with pytest.raises(NoRoom) as refusal:
        assign(session, place, a_request(place, 11, 1, 10, group=2))
    assert (refusal.value.free, refusal.value.tightest) == (0, may(1))
    assert refusal.value.instead == Period(may(11), may(20))


def test_the_same_request_sent_twice_is_one_set(session: Session, place: Place) -> None:
    first = assign(session, place, a_request(place, 20, 1, 10))
    second = assign(session, place, a_request(place, 20, 1, 10))

    assert first.id == second.id
    assert session.scalar(select(func.count()).select_from(ClassSet)) == 1


def test_a_class_does_not_get_a_title_twice_at_once(session: Session, place: Place) -> None:
    first = assign(session, place, a_request(place, 10, 1, 10))

    with pytest.raises(SetExists) as refusal:
        assign(session, place, a_request(place, 10, 5, 15))
    assert refusal.value.set_id == first.id


def test_what_was_given_back_is_read_until_tonight(session: Session, place: Place) -> None:
    first = assign(session, place, a_request(place, 10, 1, 10))
    on_the_fourth = datetime(2027, 5, 4, 9, tzinfo=UTC)
    with write_transaction(session):
        return_set(session, first, now=on_the_fourth)

    with pytest.raises(SetExists):
        assign(session, place, a_request(place, 10, 4, 15), on_the_fourth)
    assert assign(session, place, a_request(place, 10, 5, 15), on_the_fourth).id != first.id


def test_an_early_return_frees_the_seats_from_tomorrow_on(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 30, 1, 10))
    on_the_fourth = datetime(2027, 5, 4, 10, 0, tzinfo=UTC)

    with write_transaction(session):
        return_set(session, made, now=on_the_fourth)
        return_set(session, made, now=on_the_fourth + timedelta(days=1))

    assert made.returned_on == may(5)
    assign(session, place, a_request(place, 30, 5, 10, group=1))


def test_a_metered_lot_pays_for_every_seat_and_never_more_than_it_has(session: Session, place: Place) -> None:
    with write_transaction(session):
        lot = session.scalars(select(Licence)).one()
        lot.loans_total = 26

    with pytest.raises(NotEnoughLoans) as refusal:
        assign(session, place, a_request(place, 27, 1, 10))
    assert refusal.value.left == 26
    assign(session, place, a_request(place, 26, 1, 10))
    session.refresh(lot)
    assert lot.loans_spent == 26


@pytest.mark.parametrize("days", [(10, 1), (1, 10)])
def test_periods_that_cannot_be_are_refused(session: Session, place: Place, days: tuple[int, int]) -> None:
    later = datetime(2027, 6, 1, 10, 0, tzinfo=UTC)

    with pytest.raises(PeriodRefused):
        assign(session, place, a_request(place, 5, *days), now=later)


def test_a_title_that_is_gone_is_refused(session: Session, place: Place) -> None:
    with pytest.raises(TitleUnknown):
        assign(session, place, replace(a_request(place, 5, 1, 2), title_id=999))


def test_a_set_opens_and_closes_at_midnight_in_brussels(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 5, 1, 31))

    refuse_closed(made, may(1))
    refuse_closed(made, may(31))
    for day in (date(2027, 4, 30), date(2027, 6, 1)):
        with pytest.raises(SetClosed):
            refuse_closed(made, day)


def test_a_code_may_be_typed_with_spaces_and_small_letters(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 5, 1, 10))
    typed = f" {made.code[:3].lower()} {made.code[3:].lower()} "

    found = set_for_code(session, typed)
    assert found is not None
    assert found.id == made.id
    assert set_for_code(session, "BCDFGHJ") is None


def test_a_pupil_finds_the_place_back_with_animal_and_pictures(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 2, 1, 10))
    today = datetime(2027, 5, 2, 9, 0, tzinfo=UTC)
    with write_transaction(session):
        me = join_set(session, made, Animal.VOS, PIN, now=today)
        keep_place(session, me.id, ReadingPlace(2, far=0.5), now=today)

    with write_transaction(session):
        again = join_set(session, made, Animal.VOS, PIN, now=today)
    session.refresh(again)
    assert (again.id, again.chapter, again.place, again.furthest) == (me.id, 2, 0.5, 2)
    with pytest.raises(WrongPin), write_transaction(session):
        join_set(session, made, Animal.VOS, ("vis", "maan", "ster"), now=today)


def test_there_are_as_many_readers_as_copies(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 1, 1, 10))
    today = datetime(2027, 5, 2, 9, 0, tzinfo=UTC)
    with write_transaction(session):
        join_set(session, made, Animal.VOS, PIN, now=today)

    with pytest.raises(SetFull), write_transaction(session):
        join_set(session, made, Animal.UIL, PIN, now=today)


def test_new_pictures_keep_the_place_and_sign_the_old_device_out(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 2, 1, 10))
    today = datetime(2027, 5, 2, 9, 0, tzinfo=UTC)
    with write_transaction(session):
        me = join_set(session, made, Animal.VOS, PIN, now=today)
        keep_place(session, me.id, ReadingPlace(3, far=0.1), now=today)
    stamp = me.stamp

    with write_transaction(session):
        renew_pin(session, made, Animal.VOS)
    with write_transaction(session):
        again = join_set(session, made, Animal.VOS, ("boot", "boot", "boot"), now=today)

    session.refresh(again)
    assert (again.chapter, again.stamp == stamp) == (3, False)


def test_going_back_a_chapter_keeps_the_furthest_one(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 2, 1, 10))
    today = datetime(2027, 5, 2, 9, 0, tzinfo=UTC)
    with write_transaction(session):
        me = join_set(session, made, Animal.VOS, PIN, now=today)
        keep_place(session, me.id, ReadingPlace(3, far=0.9), now=today)
        keep_place(session, me.id, ReadingPlace(1, far=1.0), now=today)

    card = readers_of(session, made.id)[0]
    assert (card.chapter, card.place, card.furthest) == (1, 1.0, 3)


def test_erasing_leaves_no_animal_behind(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 2, 1, 10))
    with write_transaction(session):
        join_set(session, made, Animal.VOS, PIN, now=datetime(2027, 5, 2, tzinfo=UTC))
    with write_transaction(session):
        erase_readers(session, made, now=NOW)

    assert session.scalar(select(func.count()).select_from(Reader)) == 0


def test_a_school_sees_its_own_sets_only(session: Session, place: Place) -> None:
    made = assign(session, place, a_request(place, 5, 1, 10))

    assert [card.id for card in sets_of_school(session, place.school, school_day(NOW))] == [made.id]
    assert sets_of_school(session, place.other_school, school_day(NOW)) == []
    assert set_of_school(session, place.other_school, made.id) is None
