"""Nine houses, nine ways to bill the same class: every sum worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import ClassLevel
from portal.bookings.policy.charge import (
    Ask,
    Party,
    Until,
    Why,
    billed,
    cancellation_percent,
    charge,
    charge_no_show,
    owed_after_cancelling,
    price_of,
    what_cancelling_costs,
)
from portal.bookings.policy.rules import HouseRules
from portal.offers.models import OfferKind, PriceUnit
from tests.portal.bookings.policy.houses import HOUSES, A, B, C, E, F, G, H

SHOW = date(2027, 1, 14)
SEVEN_FIFTY = Ask(750, PriceUnit.PUPIL, OfferKind.PERFORMANCE)
L2 = ClassLevel.LAGER_2


def a_class(*, came: int | None = None, level: ClassLevel = L2, companions: int = 3) -> Party:
    """24 pupils and 3 companions, of whom so many pupils came."""
    return Party(level, 24, companions, came)


def euros(cents: float) -> int:
    return round(cents * 100)


@pytest.mark.parametrize(
    ("house", "when_booked", "two_absent", "six_absent", "late", "early", "no_show"),
    [
        # 24 at 7.50 and one companion too many (2 of 3 are free): 25 x 7.50 = 187.50.
        ("A", 187.50, 172.50, 142.50, 187.50, 46.88, 187.50),
        # 5.00 for primary school, companions free.
        ("B", 120.00, 110.00, 90.00, 60.00, 0.00, 120.00),
        # One companion free a class: 2 pay. Two may stay away; of six, four are billed. After 30 September 80 %.
        ("C", 195.00, 180.00, 180.00, 156.00, 156.00, 195.00),
        ("D", 187.50, 172.50, 142.50, 187.50, 187.50, 187.50),
        ("E", 120.00, 110.00, 110.00, 0.00, 0.00, 120.00),
        ("F", 187.50, 172.50, 172.50, 187.50, 187.50, 187.50),
        ("G", 187.50, 172.50, 172.50, 187.50, 187.50, 187.50),
        ("H", 187.50, 172.50, 172.50, 187.50, 93.75, 187.50),
        ("I", 187.50, 172.50, 142.50, 0.00, 0.00, 187.50),
    ],
)
def test_what_a_class_of_24_with_3_companions_pays_at_each_house(
    house: str,
    when_booked: float,
    two_absent: float,
    six_absent: float,
    late: float,
    early: float,
    no_show: float,
) -> None:
    """`late`: cancelled 20 days before; `early`: 90 days before, on 16 October."""
    rules = HOUSES[house]

    assert charge(rules, SEVEN_FIFTY, [a_class()]).cents == euros(when_booked)
    assert charge(rules, SEVEN_FIFTY, [a_class(came=22)]).cents == euros(two_absent)
    assert charge(rules, SEVEN_FIFTY, [a_class(came=18)]).cents == euros(six_absent)
    assert cancelled(rules, 20) == euros(late)
    assert cancelled(rules, 90) == euros(early)
    assert charge_no_show(rules, charge(rules, SEVEN_FIFTY, [a_class()]).cents) == euros(no_show)


def cancelled(rules: HouseRules, days_before: int, *, force_majeure: bool = False) -> int:
    price = charge(rules, SEVEN_FIFTY, [a_class()]).cents
    on = SHOW - timedelta(days=days_before)
    return owed_after_cancelling(rules, price, on=on, performance=SHOW, force_majeure=force_majeure)


def test_what_cancelling_costs_is_told_step_by_step() -> None:
    steps = what_cancelling_costs(A, 18_750, today=date(2026, 11, 22), performance=SHOW)

    assert steps == [Until(date(2026, 12, 15), 4_688, 25), Until(None, 18_750, 100)]


def test_on_the_last_day_there_is_one_step() -> None:
    assert what_cancelling_costs(A, 100, today=SHOW, performance=SHOW) == [Until(None, 100, 100)]


@pytest.mark.parametrize(
    ("on", "percent"), [(date(2026, 9, 30), 0), (date(2026, 10, 1), 80), (date(2026, 8, 31), 0), (SHOW, 80)]
)
def test_a_date_of_the_school_year_is_still_free_on_that_day(on: date, percent: int) -> None:
    assert cancellation_percent(C.cancelling, on=on, performance=SHOW) == percent


@pytest.mark.parametrize(("left", "percent"), [(31, 25), (30, 25), (29, 100), (0, 100)])
def test_fewer_days_than_thirty_begins_at_29(left: int, percent: int) -> None:
    assert cancellation_percent(A.cancelling, on=SHOW - timedelta(days=left), performance=SHOW) == percent


def test_a_day_in_june_belongs_to_the_school_year_of_the_performance() -> None:
    """A performance in January 2027 booked in June 2026: 30 September 2026 is still to come."""
    assert cancellation_percent(C.cancelling, on=date(2026, 6, 10), performance=SHOW) == 0


def test_force_majeure_costs_nothing_where_the_house_says_so() -> None:
    assert cancelled(F, 1, force_majeure=True) == 0


def test_small_children_may_be_ill_more_often() -> None:
    assert billed(H, Party(ClassLevel.KLEUTER, 20, 0, came_pupils=15)) == 15
    assert billed(H, Party(ClassLevel.KLEUTER, 20, 0, came_pupils=14)) == 15
    assert billed(H, Party(L2, 20, 0, came_pupils=15)) == 18


def test_who_comes_with_more_than_were_booked_pays_for_all_who_came() -> None:
    assert billed(G, Party(L2, 20, 0, came_pupils=22)) == 22


def test_films_and_levels_have_their_own_price_and_the_first_that_fits_counts() -> None:
    film = Ask(900, PriceUnit.PUPIL, OfferKind.FILM)
    assert charge(B, film, [Party(L2, 10)]).cents == 4000
    assert charge(B, SEVEN_FIFTY, [Party(ClassLevel.SECUNDAIR_2, 10)]).cents == 7000
    assert charge(B, SEVEN_FIFTY, [Party(ClassLevel.OKAN, 10)]).cents == 7500
    assert charge(E, Ask(900, PriceUnit.PUPIL, OfferKind.WORKSHOP), [Party(L2, 10)]).cents == 2500


def test_a_price_per_group_is_one_price_a_class_whoever_stays_away() -> None:
    workshop = Ask(12_000, PriceUnit.GROUP, OfferKind.WORKSHOP)

    made = charge(A, workshop, [a_class(came=3), a_class(companions=9)])

    assert (made.cents, made.free_companions) == (24_000, 12)


def test_a_reduced_tariff_counts_for_those_who_came() -> None:
    party = Party(L2, 24, 0, came_pupils=20, reduced=5, reduced_cents=150)

    made = charge(C, SEVEN_FIFTY, [party])

    assert [(line.why, line.count, line.cents_each) for line in made.lines] == [
        (Why.PUPILS, 15, 750),
        (Why.REDUCED, 5, 150),
        (Why.EMPTY_SEATS, 2, 750),
    ]


def test_a_free_companion_that_one_class_leaves_over_is_for_the_next() -> None:
    two = [Party(L2, 15, 0), Party(L2, 15, 2)]

    assert charge(HouseRules(), SEVEN_FIFTY, two).free_companions == 2


parties = st.lists(
    st.builds(
        lambda level, pupils, came, companions, reduced: Party(
            level, pupils, companions, None if came is None else min(came, pupils), None, min(reduced, pupils), 100
        ),
        st.sampled_from(ClassLevel),
        st.integers(1, 60),
        st.none() | st.integers(0, 60),
        st.integers(0, 10),
        st.integers(0, 10),
    ),
    min_size=1,
    max_size=4,
)
houses = st.sampled_from(sorted(HOUSES))


@given(houses, parties)
def test_lines_add_up_and_nobody_pays_more_than_when_all_come(house: str, made: list[Party]) -> None:
    rules = HOUSES[house]
    whole = [Party(p.level, p.pupils, p.companions, reduced=p.reduced, reduced_cents=p.reduced_cents) for p in made]
    found = charge(rules, SEVEN_FIFTY, made)

    assert found.cents == sum(line.count * line.cents_each for line in found.lines)
    assert all(line.count > 0 and line.cents_each >= 0 for line in found.lines)
    full = charge(rules, SEVEN_FIFTY, [Party(p.level, p.pupils, p.companions) for p in whole])
    assert 0 <= found.cents <= full.cents


booked = st.lists(
    st.builds(Party, st.sampled_from(ClassLevel), st.integers(1, 60), st.integers(0, 20)), min_size=1, max_size=6
)
asks = st.builds(Ask, st.integers(0, 5000), st.just(PriceUnit.PUPIL), st.sampled_from(OfferKind), st.integers(0, 40))


@given(houses, asks, booked)
def test_every_head_is_paid_for_or_free(house: str, ask: Ask, made: list[Party]) -> None:
    found = charge(HOUSES[house], ask, made)

    heads = sum(party.pupils + party.companions for party in made)
    assert sum(line.count for line in found.lines) + found.free_companions == heads
    assert sum(line.count for line in found.lines) >= sum(party.pupils for party in made)


@given(houses, asks, booked)
def test_one_more_pupil_never_makes_it_cheaper_than_the_companion_that_becomes_free(
    house: str, ask: Ask, made: list[Party]
) -> None:
    first, *rest = made
    more = [Party(first.level, first.pupils + 1, first.companions), *rest]

    dearest = max(price_of(HOUSES[house], ask, party.level) for party in made)
    own = price_of(HOUSES[house], ask, first.level)
    assert charge(HOUSES[house], ask, more).cents >= charge(HOUSES[house], ask, made).cents + own - dearest


@given(houses, st.integers(1, 60), st.integers(0, 20), st.integers(1, 40))
def test_a_started_number_of_pupils_lets_one_companion_in(house: str, pupils: int, companions: int, per: int) -> None:
    free = charge(HouseRules(), Ask(500, PriceUnit.PUPIL, pupils_per_free=per), [Party(L2, pupils, companions)])

    assert free.free_companions == min(companions, -(-pupils // per))


@given(houses, st.integers(0, 1_000_000), st.integers(0, 200), st.integers(0, 200))
def test_scenario_44_later_is_never_cheaper_and_never_more_than_the_price(
    house: str, price: int, one: int, other: int
) -> None:
    rules, early, late = HOUSES[house], max(one, other), min(one, other)

    first, then = (
        owed_after_cancelling(rules, price, on=SHOW - timedelta(days=left), performance=SHOW)
        for left in (early, late)
    )

    assert 0 <= first <= then <= price


@given(houses, st.integers(0, 100_000), st.integers(0, 300))
def test_the_steps_say_what_every_single_day_costs(house: str, price: int, left: int) -> None:
    rules, today = HOUSES[house], SHOW - timedelta(days=left)
    steps = what_cancelling_costs(rules, price, today=today, performance=SHOW)

    for number in range(left + 1):
        day = today + timedelta(days=number)
        step = next(one for one in steps if one.last is None or day <= one.last)
        assert step.cents == owed_after_cancelling(rules, price, on=day, performance=SHOW)


@given(st.sampled_from(sorted(HOUSES)))
def test_rules_survive_being_stored(house: str) -> None:
    rules = HOUSES[house]

    assert HouseRules.model_validate_json(rules.model_dump_json()) == rules
