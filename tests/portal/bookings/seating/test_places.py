from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.accounts.models import ClassLevel
from portal.bookings.seating.places import Party, Sits, in_words, seat_again, seat_all
from portal.bookings.seating.plan import read_plan

HALL = """
A: oooooooooo  oooooooooo
B: oooooooooo  oooooooooo
C: oooooooooo  oooooooooo
D: rroooooooo  oooooooorr
"""


def plan_of(text: str = HALL):
    plan, problems = read_plan(text)
    assert not problems
    return plan


def party(number: int, pupils: int, companions: int = 2, wheelchair: int = 0, level=ClassLevel.LAGER_2) -> Party:
    return Party(number, level, pupils, companions, wheelchair)


# --- The plan -------------------------------------------------------------------------------------------------


def test_a_plan_is_read_row_by_row_with_its_aisles_and_wheelchair_places():
    plan = plan_of("A: oo  oo\nb: r.oo")

    assert [(seat.name, seat.number, seat.column) for seat in plan.seats] == [
        *(("A", 1, 0), ("A", 2, 1), ("A", 3, 4), ("A", 4, 5)),
        *(("B", 1, 0), ("B", 2, 2), ("B", 3, 3)),
    ]
    assert [seat.number for seat in plan.wheelchairs] == [1]
    assert plan.size == (2, 6)


def test_the_path_turns_at_the_end_of_a_row():
    path = plan_of("A: ooo\nB: ooo").path

    assert [f"{seat.name}{seat.number}" for seat in path] == ["A1", "A2", "A3", "B3", "B2", "B1"]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("A oooo", 1, "dubbelpunt"),
        ("A: oxo", 1, '"x"'),
        ("A: oo\nA: oo", 2, "staat er al"),
        ("", 0, "geen enkele stoel"),
        ("A: " + "o" * 81, 1, "hoogstens 80"),
        ("\n".join(f"{number}: o" for number in range(61)), 0, "hoogstens 60"),
    ],
)
def test_what_can_not_be_read_is_named_with_its_line(text, line, word):
    plan, problems = read_plan(text)

    assert plan is None
    assert any(problem.line == line and word in problem.text for problem in problems)


# --- Places ---------------------------------------------------------------------------------------------------


def test_classes_sit_together_the_youngest_in_front():
    seating = seat_all(plan_of(), [party(1, 22), party(2, 14, level=ClassLevel.KLEUTER)])

    assert in_words(seating.of[2]) == "rij A 1-16"
    assert in_words(seating.of[1]) == "rij A 17-20, rij B 1-20"


def test_companions_sit_among_their_pupils_and_not_beside_each_other():
    path = plan_of().path
    places = seat_all(plan_of(), [party(1, 18, companions=2)]).of[1]

    adults = [path.index(seat) for seat, sits in places.items() if sits is Sits.COMPANION]
    assert len(adults) == 2
    assert abs(adults[0] - adults[1]) > 5


def test_a_wheelchair_gets_its_place_with_a_companion_beside_it():
    seating = seat_all(plan_of(), [party(1, 20), party(2, 20, companions=2, wheelchair=1), party(3, 20)])

    places = seating.of[2]
    (wheelchair,) = [seat for seat, sits in places.items() if sits is Sits.WHEELCHAIR]
    adults = [seat for seat, sits in places.items() if sits is Sits.COMPANION]
    assert min(seat.away_from(wheelchair) for seat in adults) <= 2
    assert len(places) == 22


def test_a_class_that_does_not_fit_whole_gets_no_places_at_all():
    seating = seat_all(plan_of("A: ooooo"), [party(1, 2, 0), party(2, 4, 0)])

    assert seating.without == (2,)
    assert set(seating.of) == {1}
    assert seat_all(plan_of("A: ooooo"), [party(1, 2, 0, wheelchair=1)]).without == (1,)


def test_who_did_not_change_keeps_its_places_when_another_class_grows():
    plan, before = plan_of(), [party(1, 20), party(2, 10), party(3, 20)]
    first = seat_all(plan, before)
    after = [party(1, 20), party(2, 14), party(3, 20)]

    then = seat_again(plan, first.of, after)

    assert then.of[1] == first.of[1]
    assert then.of[3] == first.of[3]
    assert len(then.of[2]) == 16


def test_everybody_moves_only_when_nothing_else_fits():
    plan = plan_of("A: oooooooooo")
    first = seat_all(plan, [party(1, 4, 0), party(2, 4, 0)])

    then = seat_again(plan, first.of, [party(1, 5, 0), party(2, 4, 0)])

    assert not then.without
    assert len(then.taken) == 9


def test_places_are_told_as_people_look_for_them():
    path = plan_of("A: oo  oo\nB: oooo").path

    assert in_words(path[:3]) == "rij A 1-3"
    assert in_words([path[0], path[2], path[3], path[4]]) == "rij A 1 en 3-4, rij B 4"


# --- Laws -----------------------------------------------------------------------------------------------------

LEVELS = st.sampled_from(list(ClassLevel))
CLASSES = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 4), st.integers(0, 2), LEVELS), min_size=1, max_size=8
).map(
    lambda rows: [
        Party(number, level, pupils, companions, min(wheelchair, pupils))
        for number, (pupils, companions, wheelchair, level) in enumerate(rows, start=1)
    ]
)


def assert_lawful(plan, parties, seating):
    wanted = {one.id: one for one in parties}
    assert set(seating.of) | set(seating.without) == set(wanted)
    assert len(seating.taken) == sum(len(places) for places in seating.of.values()), "two on one chair"
    for number, places in seating.of.items():
        sits = list(places.values())
        assert len(sits) == wanted[number].heads, "a class is seated whole"
        assert sits.count(Sits.WHEELCHAIR) == wanted[number].wheelchair
        assert all(seat.is_wheelchair == (sits is Sits.WHEELCHAIR) for seat, sits in places.items())
        stretch = sorted(plan.path.index(seat) for seat in places if not seat.is_wheelchair)
        assert all(later == earlier + 1 for earlier, later in pairwise(stretch)), "a class sits together"


@settings(max_examples=60, deadline=None)
@given(CLASSES)
def test_scenario_30_seated_classes_are_whole_and_together_and_each_seat_is_given_once(parties):
    plan = plan_of()
    seating = seat_all(plan, parties)

    assert_lawful(plan, parties, seating)
    assert seating == seat_all(plan, parties)


@settings(max_examples=60, deadline=None)
@given(CLASSES)
def test_without_wheelchairs_no_chair_is_left_between_two_classes(parties):
    plan = plan_of()
    on_foot = [Party(one.id, one.level, one.pupils, one.companions) for one in parties]

    seating = seat_all(plan, on_foot)

    taken = sorted(plan.path.index(seat) for seat in seating.taken)
    assert taken == list(range(len(taken)))
    assert bool(seating.without) == (sum(one.chairs for one in on_foot) > len(plan.path))


@pytest.mark.parametrize("large", [12, 14])
def test_a_class_that_would_sit_away_from_its_wheelchairs_goes_before_the_other(large):
    """The second, the younger one, would take all of row C; the first would sit five away from its wheelchairs."""
    parties = [party(1, large, 4, 2, ClassLevel.LAGER_1), party(2, 20, 4, 1, ClassLevel.KLEUTER)]

    seating = seat_all(plan_of(), parties)

    assert_lawful(plan_of(), parties, seating)
    for places in seating.of.values():
        wheels = [seat for seat, sits in places.items() if sits is Sits.WHEELCHAIR]
        adults = [seat for seat, sits in places.items() if sits is Sits.COMPANION]
        assert min(seat.away_from(wheel) for seat in adults for wheel in wheels) <= 2


@settings(max_examples=60, deadline=None)
@given(CLASSES)
def test_a_companion_sits_by_the_wheelchair_as_long_as_the_class_is_not_pushed_away(parties):
    plan = plan_of()
    seating = seat_all(plan, parties[:2])

    for one in parties[:2]:
        places = seating.of.get(one.id, {})
        wheels = [seat for seat, sits in places.items() if sits is Sits.WHEELCHAIR]
        adults = [seat for seat, sits in places.items() if sits is Sits.COMPANION]
        if wheels and adults:
            # Farther than four only where both classes are larger than a row and a half.
            assert min(seat.away_from(wheel) for seat in adults for wheel in wheels) <= 6


@settings(max_examples=60, deadline=None)
@given(CLASSES, st.integers(0, 7), st.integers(1, 30))
def test_the_laws_hold_after_any_change(parties, which, pupils):
    plan = plan_of()
    changed = list(parties)
    one = changed[which % len(changed)]
    changed[which % len(changed)] = Party(one.id, one.level, pupils, one.companions, min(one.wheelchair, pupils))

    assert_lawful(plan, changed, seat_again(plan, seat_all(plan, parties).of, changed))
