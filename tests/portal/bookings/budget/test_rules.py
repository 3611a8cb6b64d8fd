"""The maximum bill as sums."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import ClassLevel
from portal.bookings.budget.amounts import AMOUNTS, amounts_of
from portal.bookings.budget.forms import read_euro, show_euro
from portal.bookings.budget.rules import Other, Stage, Visit, meter, shares, stage_of

PUPILS = st.lists(st.integers(1, 60), min_size=1, max_size=8)


def test_primary_school_has_a_maximum_and_secondary_none():
    assert {level: stage_of(level) for level in ClassLevel if stage_of(level)} == {
        ClassLevel.KLEUTER: Stage.KLEUTER,
        ClassLevel.LAGER_1: Stage.LAGER,
        ClassLevel.LAGER_2: Stage.LAGER,
        ClassLevel.LAGER_3: Stage.LAGER,
        ClassLevel.BUITENGEWOON_BASIS: Stage.LAGER,
    }


@pytest.mark.parametrize(
    ("year", "since", "kleuter", "lager"),
    [
        ("2010-2011", "2016-2017", 45, 85),
        ("2016-2017", "2016-2017", 45, 85),
        ("2018-2019", "2016-2017", 45, 85),
        ("2021-2022", "2019-2020", 45, 90),
        ("2022-2023", "2022-2023", 50, 95),
        ("2023-2024", "2023-2024", 55, 105),
        ("2026-2027", "2023-2024", 55, 105),
    ],
)
def test_a_school_year_has_the_newest_amounts_that_are_not_of_a_later_one(year, since, kleuter, lager):
    amounts = amounts_of(year)

    assert amounts.since == since
    assert amounts.cents == {Stage.KLEUTER: kleuter * 100, Stage.LAGER: lager * 100}
    assert [one.since for one in AMOUNTS] == sorted(one.since for one in AMOUNTS)


def test_visits_buses_and_other_costs_add_up_per_pupil():
    visits = [Visit(180_00, 24, bus_cents=120_00), Visit(276_00, 46), Visit(70_00, 20, is_sure=False)]
    others = [Other(18_00, is_per_pupil=True), Other(100_00, is_per_pupil=False)]

    full = meter(visits, others, class_pupils=25, limit=30_00)

    # 7.50 + 5.00 for the bus + 6.00 + 18.00 + 4.00; 3.50 is only asked for.
    assert (full.sure, full.pending, full.total) == (40_50, 3_50, 44_00)
    assert (full.is_over, full.over, full.left, full.percent) == (True, 14_00, 0, 100)


def test_thirds_of_a_cent_are_rounded_once():
    thirds = [Visit(1_00, 3)] * 3

    assert meter(thirds, [], class_pupils=3, limit=None).total == 1_00


def test_without_a_maximum_nothing_is_over():
    secondary = meter([Visit(999_00, 1)], [], class_pupils=1, limit=None)

    assert (secondary.is_over, secondary.left) == (False, 0)


@given(st.integers(0, 1_000_000), PUPILS)
def test_shares_are_exact_and_nobody_is_a_cent_off(cents, pupils):
    parts = shares(cents, pupils)

    assert sum(parts) == cents
    assert all(abs(part - Fraction(cents * here, sum(pupils))) < 1 for part, here in zip(parts, pupils, strict=True))


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("95", 95_00), ("€ 4,50", 4_50), ("4.5", 4_50), ("0,05", 5), ("-3", None), ("vier", None), ("1,234", None)],
)
def test_sums_are_read_as_people_type_them(typed, cents):
    assert read_euro(typed) == cents


@given(st.integers(0, 9_999_999))
def test_what_a_field_shows_is_read_back(cents):
    assert read_euro(show_euro(cents)) == cents
