"""A round from its announcement to its bookings, on SQLite; what hangs on the database is in `test_on_both`."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from portal.bookings.errors import NotYours
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.policy.rules import Allocation, HouseRules, Waiting
from portal.bookings.policy.service import save_rules
from portal.bookings.queries import verify as verify_ledger
from portal.bookings.rounds.announce import change_round, drop_round, make_round
from portal.bookings.rounds.draw import draw_round, drawn_wishes, note_beacon, turn_rounds
from portal.bookings.rounds.errors import (
    BadRound,
    BadWish,
    InRound,
    NoSuchRound,
    RoundFixed,
    RoundNotOpen,
    RoundNotReady,
    TooFewSeats,
)
from portal.bookings.rounds.models import PreferenceRound, RoundAward, RoundPerformance, RoundState, RoundWish
from portal.bookings.rounds.protocol import sha256, verify
from portal.bookings.rounds.publish import note_correction, publish_round
from portal.bookings.rounds.wishes import withdraw_wishes
from portal.bookings.service import book_seats
from portal.db import write_transaction
from portal.offers.models import Performance, PerformanceState
from portal.outbox.models import Message
from portal.web.booked import booked_at
from tests.portal.booking_world import World, a_group, a_request, add_centre, add_school, for_school
from tests.portal.bookings.rounds.conftest import (
    CLOSES,
    DRAWS,
    IN_WINDOW,
    MADE,
    OPENS,
    a_list,
    a_plan,
    make_town,
    the_round,
    wish,
)


def draw(session, town, now=DRAWS):
    with write_transaction(session):
        return draw_round(session, town.round_id, actor=town.staff, now=now)


def publish(session, town, now=DRAWS):
    with write_transaction(session):
        return publish_round(session, town.round_id, actor=town.staff, now=now)


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


# --- Announcing -------------------------------------------------------------------------------------------------


def test_the_digest_of_the_secret_is_known_before_anybody_can_wish(session, town) -> None:
    made = the_round(session, town)

    assert made.state is RoundState.PLANNED
    assert made.commitment == sha256(made.secret)
    with pytest.raises(RoundNotOpen):
        wish(session, town, 0, 1, now=OPENS - timedelta(seconds=1))


def test_an_announcement_can_change_until_the_window_opens_and_keeps_its_secret(session, town) -> None:
    secret = the_round(session, town).secret
    later = a_plan(town.dates[:2], title="Later", closes_at=CLOSES + timedelta(days=1))
    with write_transaction(session):
        change_round(session, town.round_id, later, actor=town.staff, now=MADE)

    changed = the_round(session, town)
    assert (changed.title, changed.secret) == ("Later", secret)
    assert count(session, RoundPerformance) == 2
    with pytest.raises(RoundFixed), write_transaction(session):
        change_round(session, town.round_id, replace(later, opens_at=IN_WINDOW), actor=town.staff, now=OPENS)
    with pytest.raises(RoundFixed), write_transaction(session):
        drop_round(session, town.round_id, actor=town.staff, now=OPENS)
    with write_transaction(session):
        drop_round(session, town.round_id, actor=town.staff, now=MADE)
    assert (count(session, PreferenceRound), count(session, RoundPerformance)) == (0, 0)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("titel", {"title": " "}),
        ("open", {"opens_at": MADE - timedelta(days=1)}),
        ("sluit", {"closes_at": OPENS}),
        ("loting", {"draws_at": CLOSES - timedelta(hours=1)}),
        ("hoogstens", {"most_shows": 0}),
        ("voorkeuren", {"preferences": 12}),
        ("voorstellingen", {"performance_ids": ()}),
        ("voorstellingen", {"performance_ids": (999,)}),
        ("voorstellingen", {"draws_at": DRAWS + timedelta(days=365)}),
    ],
)
def test_a_round_that_can_not_be_is_refused_by_field(session, town, field, values) -> None:
    free = (town.world.performance_id,)

    with pytest.raises(BadRound) as refusal, write_transaction(session):
        plan = replace(a_plan(free), **values)
        make_round(session, plan, centre_id=town.world.centre_id, actor=town.staff, now=MADE)

    assert field in refusal.value.problems


def test_a_performance_is_in_one_round_at_a_time(session, town) -> None:
    with pytest.raises(BadRound, match="Seizoen 2027"), write_transaction(session):
        make_round(session, a_plan(town.dates[:1]), centre_id=town.world.centre_id, actor=town.staff, now=MADE)


def test_a_round_is_its_own_houses(session, town) -> None:
    with write_transaction(session):
        centre, stranger = add_centre(session, "Ander huis")

    with pytest.raises(NotYours), write_transaction(session):
        make_round(session, a_plan(town.dates), centre_id=town.world.centre_id, actor=stranger, now=MADE)
    with pytest.raises(BadRound), write_transaction(session):
        make_round(session, a_plan(town.dates), centre_id=centre.id, actor=stranger, now=MADE)
    for act in (
        lambda: drop_round(session, town.round_id, actor=stranger, now=MADE),
        lambda: publish_round(session, town.round_id, actor=stranger, now=DRAWS),
        lambda: note_beacon(session, town.round_id, "7", actor=stranger),
        lambda: note_correction(session, town.round_id, "Zomaar", actor=stranger, now=DRAWS),
    ):
        with pytest.raises(NoSuchRound), write_transaction(session):
            act()


# --- Wishing ----------------------------------------------------------------------------------------------------


def test_a_second_list_of_a_class_replaces_the_first_under_its_number(session, town) -> None:
    wish(session, town, 0, 1)
    wish(session, town, 1, 1)

    wish(session, town, 0, 2, 3, groups=(a_group(pupils=18, companions=2),), reserves=(1,))

    first = drawn_wishes(session, town.round_id)[0]
    assert (first.group, first.school, first.heads) == (1, 1, 20)
    assert first.preferences == town.dates[1:]
    assert first.reserves == town.dates[:1]
    assert count(session, RoundWish) == 2


def test_a_number_is_never_given_twice(session, town) -> None:
    mine = wish(session, town, 0, 1)
    school_id, teacher = town.schools[0]
    with write_transaction(session):
        gone = withdraw_wishes(
            session, town.round_id, [mine[0].id], school_id=school_id, actor=teacher, now=IN_WINDOW
        )
    assert gone == 1

    assert wish(session, town, 0, 1)[0].number == 2


def test_who_leaves_a_bundle_leaves_the_others_together(session, town) -> None:
    classes = tuple(a_group(name, 10) for name in ("1A", "1B", "1C"))
    wish(session, town, 0, 1, groups=classes, together=True)
    assert [one.together for one in drawn_wishes(session, town.round_id)] == [1, 1, 1]

    wish(session, town, 0, 2, groups=classes[:1])
    assert [one.together for one in drawn_wishes(session, town.round_id)] == [None, 2, 2]

    wish(session, town, 0, 2, groups=classes[1:2])
    assert [one.together for one in drawn_wishes(session, town.round_id)] == [None, None, None]


@pytest.mark.parametrize(
    "values",
    [
        {"choices": ()},
        {"choices": (1, 1)},
        {"choices": (1, 2), "reserves": (2,)},
        {"choices": (1,), "wants": 2},
        {"choices": (1,), "groups": (a_group(pupils=60),)},
        {"choices": (1,), "groups": (a_group("4A", 30), a_group("4B", 30)), "together": True},
        {"choices": (1,), "groups": (a_group("4A"), a_group("4A"))},
    ],
)
def test_a_list_that_can_not_be_is_refused(session, town, values) -> None:
    choices = values.pop("choices")

    with pytest.raises(BadWish):
        wish(session, town, 0, *choices, **values)
    assert count(session, RoundWish) == 0


def test_a_wish_for_a_date_of_elsewhere_or_for_another_school_is_refused(session, town) -> None:
    elsewhere = replace(a_list(town, 0, 1), preferences=(town.world.performance_id,))
    strange = replace(a_list(town, 0, 1), school_id=town.schools[1][0])

    for wanted, refusal in ((elsewhere, BadWish), (strange, NotYours)):
        with pytest.raises(refusal), write_transaction(session):
            from portal.bookings.rounds.wishes import submit_wishes

            submit_wishes(session, wanted, now=IN_WINDOW)


def test_at_the_closing_second_the_window_is_shut(session, town) -> None:
    wish(session, town, 0, 1, now=CLOSES - timedelta(microseconds=1))

    with pytest.raises(RoundNotOpen):
        wish(session, town, 1, 1, now=CLOSES)


# --- Keeping the places -----------------------------------------------------------------------------------------


def at(town, place: int) -> World:
    return replace(town.world, performance_id=town.dates[place - 1])


@pytest.mark.parametrize("state", ["planned", "open", "closed", "drawn"])
def test_scenario_16_places_of_a_round_are_booked_in_no_other_way(session, town, state) -> None:
    if state != "planned":
        wish(session, town, 0, 1)
    if state in {"closed", "drawn"}:
        with write_transaction(session):
            turn_rounds(session, CLOSES if state == "closed" else DRAWS)
    assert the_round(session, town).state.value == state

    for by_house in (False, True):
        actor = town.staff if by_house else town.world.teacher
        request = replace(a_request(at(town, 1)), by_house=by_house, actor=actor)
        with pytest.raises(InRound) as refusal, write_transaction(session):
            book_seats(session, request, now=IN_WINDOW)
        assert refusal.value.facts()["round"] == f"/verdeling/{the_round(session, town).slug}"
    # Another date of the same show is booked as ever.
    with write_transaction(session):
        book_seats(session, a_request(town.world), now=IN_WINDOW)


def test_what_is_left_after_the_round_goes_to_who_comes_first(session, town) -> None:
    wish(session, town, 0, 1)
    draw(session, town)
    publish(session, town)

    with write_transaction(session):
        late, teacher = add_school(session)
        booking = book_seats(
            session, a_request(for_school(at(town, 1), late.id, teacher), seats=30), now=DRAWS
        ).booking
    assert booking.seats == 30


def test_a_performance_of_a_round_can_not_be_taken_away(session, town) -> None:
    assert booked_at(session, [town.world.performance_id, *town.dates]) == dict.fromkeys(town.dates, 1)


# --- Drawing ----------------------------------------------------------------------------------------------------


def three_wishes(session, town) -> None:
    """Fifty places: two of three classes of twenty fit on date 1."""
    for school in range(3):
        wish(session, town, school, 1, reserves=(2,))


def test_the_clock_opens_closes_and_draws_a_round(session, town) -> None:
    for now, state in ((OPENS, "open"), (CLOSES, "closed"), (DRAWS, "drawn")):
        with write_transaction(session):
            assert turn_rounds(session, now) == 1
        assert the_round(session, town).state.value == state
    assert the_round(session, town).drawn_by == "Foyer"
    assert [one.kind for one in session.scalars(select(Message))] == ["round-drawn"]


def test_the_drawn_file_verifies_and_names_no_school_class_or_person(session, town) -> None:
    three_wishes(session, town)
    text = draw(session, town).protocol

    verdict = verify(text.encode())

    assert verdict.matches
    assert verdict.groups == 3
    for name in ("School 1", "4A", "An Peeters", "@"):
        assert name not in text
    assert json.loads(text)["statistics"] | {"seats": 60} == json.loads(text)["statistics"]
    assert count(session, RoundAward) == 3
    assert count(session, Booking) == 0


def test_to_draw_again_changes_nothing(session, town) -> None:
    three_wishes(session, town)
    text = draw(session, town).protocol

    assert draw(session, town, now=DRAWS + timedelta(days=1)).protocol == text
    assert count(session, RoundAward) == 3


def test_a_draw_that_a_crash_undid_gives_the_same_when_it_is_done_again(session, town) -> None:
    """Between the lot and its commit the power fails: the seed was fixed at the close, so nothing is lost."""
    three_wishes(session, town)
    first = None
    with pytest.raises(ZeroDivisionError), write_transaction(session):
        first = draw_round(session, town.round_id, actor=town.staff, now=DRAWS).protocol
        raise ZeroDivisionError
    assert the_round(session, town).protocol == ""

    assert draw(session, town).protocol == first


def test_it_is_too_early_to_draw_while_somebody_may_still_wish(session, town) -> None:
    with pytest.raises(RoundNotReady):
        draw(session, town, now=CLOSES - timedelta(seconds=1))
    with pytest.raises(RoundNotReady):
        publish(session, town)


def test_a_round_waits_for_the_number_from_outside(session) -> None:
    town = make_town(session, beacon_source="Lotto van woensdag 20 mei")
    wish(session, town, 0, 1)
    with pytest.raises(RoundFixed), write_transaction(session):
        note_beacon(session, town.round_id, "1-2-3", actor=town.staff)
    with write_transaction(session):
        assert turn_rounds(session, DRAWS) == 1
        assert turn_rounds(session, DRAWS) == 0
    with pytest.raises(RoundNotReady):
        draw(session, town)

    with write_transaction(session):
        note_beacon(session, town.round_id, " 3-8-12-20-31-44 ", actor=town.staff)
        assert turn_rounds(session, DRAWS) == 1

    drawn = the_round(session, town)
    said = json.loads(drawn.protocol)
    assert said["seed"] == f"{drawn.secret}-{drawn.wishes_digest}-3-8-12-20-31-44"
    assert verify(drawn.protocol.encode()).matches
    with pytest.raises(RoundFixed), write_transaction(session):
        note_beacon(session, town.round_id, "9", actor=town.staff)


def test_a_performance_that_is_called_off_before_the_lot_has_no_places_in_it(session, town) -> None:
    three_wishes(session, town)
    session.execute(
        update(Performance).where(Performance.id == town.dates[0]).values(state=PerformanceState.CANCELLED)
    )
    session.commit()

    draw(session, town)

    assert {one.performance_id for one in session.scalars(select(RoundAward))} == {town.dates[1]}


# --- Publishing -------------------------------------------------------------------------------------------------


def test_the_result_becomes_bookings_with_a_ledger_that_says_why(session, town) -> None:
    three_wishes(session, town)
    draw(session, town)
    publish(session, town)

    bookings = session.scalars(select(Booking).order_by(Booking.id)).all()
    assert sorted(one.performance_id for one in bookings) == [town.dates[0], town.dates[0], town.dates[1]]
    assert {one.booked_by for one in bookings} == {teacher.id for _, teacher in town.schools}
    reasons = session.scalars(select(LedgerRow.reason)).all()
    assert all(one.startswith("verdeling Seizoen 2027: groep ") for one in reasons)
    assert verify_ledger(session) == []
    assert all(one.booking_id for one in session.scalars(select(RoundAward)))
    kinds = sorted(one.kind for one in session.scalars(select(Message)))
    assert kinds == ["booking-confirmed"] * 3 + ["round-drawn"] + ["round-result"] * 3


def test_a_round_is_published_once(session, town) -> None:
    three_wishes(session, town)
    draw(session, town)
    publish(session, town)

    with pytest.raises(RoundFixed):
        publish(session, town)
    assert count(session, Booking) == 3


def test_groups_that_go_together_are_one_booking(session, town) -> None:
    wish(session, town, 0, 1, groups=(a_group("4A", 20), a_group("4B", 22)), together=True)
    draw(session, town)
    publish(session, town)

    assert session.scalars(select(Booking.seats)).all() == [42]
    assert count(session, BookingGroup) == 2


def test_a_date_that_is_called_off_between_lot_and_publishing_gets_no_bookings(session, town) -> None:
    three_wishes(session, town)
    draw(session, town)
    session.execute(
        update(Performance).where(Performance.id == town.dates[0]).values(state=PerformanceState.CANCELLED)
    )
    session.commit()

    publish(session, town)

    assert session.scalars(select(Booking.performance_id)).all() == [town.dates[1]]


def test_nothing_is_published_while_a_hall_is_too_small_for_what_was_given(session, town) -> None:
    three_wishes(session, town)
    draw(session, town)
    session.execute(update(Performance).where(Performance.id == town.dates[0]).values(capacity=30))
    session.commit()

    with pytest.raises(TooFewSeats) as refusal:
        publish(session, town)

    assert refusal.value.performance_ids == (town.dates[0],)
    assert the_round(session, town).state is RoundState.DRAWN
    assert count(session, Booking) == 0


def test_the_house_can_only_say_afterwards_what_it_changed(session, town) -> None:
    with pytest.raises(RoundNotReady), write_transaction(session):
        note_correction(session, town.round_id, "Groep 1 ging naar date 2.", actor=town.staff, now=DRAWS)
    draw(session, town)
    text = publish(session, town).protocol

    with pytest.raises(BadRound), write_transaction(session):
        note_correction(session, town.round_id, " ", actor=town.staff, now=DRAWS)
    with write_transaction(session):
        said = note_correction(session, town.round_id, "Groep 1 was ziek.", actor=town.staff, now=DRAWS)
    assert said.by_name == town.staff.name
    assert the_round(session, town).protocol == text


def test_who_got_nothing_waits_in_the_order_of_the_lot_where_the_house_keeps_a_list(session) -> None:
    town = make_town(session, capacity=20, schools=4)
    with write_transaction(session):
        keeps = HouseRules(waiting=Waiting(), allocation=Allocation.APPROVAL)
        save_rules(session, town.world.centre_id, keeps, after=0, actor=town.staff, now=MADE)
    for school in range(4):
        wish(session, town, school, 1)
    text = draw(session, town).protocol
    publish(session, town)

    bookings = session.scalars(select(Booking).order_by(Booking.id)).all()
    # Seats that a round gives need no approval any more.
    assert [one.state.value for one in bookings] == ["confirmed", "waiting", "waiting", "waiting"]
    order = [one["group"] for one in json.loads(text)["order"]]
    assert [int(one.request_key.split("-")[2]) for one in bookings] == order
    assert verify_ledger(session) == []


def test_a_house_that_keeps_seats_on_hold_holds_what_the_round_gave(session, town) -> None:
    with write_transaction(session):
        save_rules(session, town.world.centre_id, HouseRules(hold_hours=72), after=0, actor=town.staff, now=MADE)
    wish(session, town, 0, 1)
    draw(session, town)
    publish(session, town)

    booking = session.scalars(select(Booking)).one()
    assert (booking.state.value, booking.held_until) == ("held", DRAWS + timedelta(hours=72))
