from hypothesis import given
from hypothesis import strategies as st

from portal.bookings.price import Tariff, free_companions, price
from portal.offers.models import PriceUnit
from tests.portal.booking_world import a_group

GROUPS = st.lists(
    st.builds(a_group, pupils=st.integers(1, 60), companions=st.integers(0, 20)), min_size=1, max_size=6
)
CENTS = st.integers(0, 5000)
PER_FREE = st.integers(0, 40)


def test_two_classes_with_three_companions_pay_for_their_pupils_only():
    groups = [a_group(pupils=24, companions=2), a_group(pupils=22, companions=1)]

    asked = price(groups, Tariff(750, PriceUnit.PUPIL, pupils_per_free=15))

    assert asked.cents == 46 * 750
    assert asked.free_companions == 3


def test_a_companion_beyond_the_free_ones_pays_as_a_pupil():
    asked = price([a_group(pupils=24, companions=3)], Tariff(750, PriceUnit.PUPIL, pupils_per_free=15))

    assert asked.cents == 25 * 750
    assert asked.free_companions == 2


def test_every_companion_is_free_where_the_house_counts_none():
    asked = price([a_group(pupils=24, companions=9)], Tariff(750, PriceUnit.PUPIL, pupils_per_free=0))

    assert asked.cents == 24 * 750


def test_a_price_per_group_counts_classes_and_nobody_in_them():
    groups = [a_group(pupils=24, companions=4), a_group(pupils=12)]

    asked = price(groups, Tariff(9000, PriceUnit.GROUP, pupils_per_free=15))

    assert asked.cents == 2 * 9000


@given(pupils=st.integers(1, 500), companions=st.integers(0, 100), per_free=st.integers(1, 40))
def test_a_started_number_of_pupils_lets_one_companion_in(pupils, companions, per_free):
    free = free_companions(pupils, companions, per_free)

    assert 0 <= free <= companions
    assert free == companions or (free - 1) * per_free < pupils <= free * per_free


@given(groups=GROUPS, cents=CENTS, per_free=PER_FREE)
def test_every_head_is_paid_for_or_free(groups, cents, per_free):
    asked = price(groups, Tariff(cents, PriceUnit.PUPIL, per_free))

    heads = sum(group.pupils + group.companions for group in groups)
    assert asked.paying + asked.free_companions == heads
    assert asked.cents == asked.paying * cents
    assert asked.paying >= sum(group.pupils for group in groups)


@given(groups=GROUPS, cents=CENTS, per_free=PER_FREE)
def test_one_more_pupil_never_makes_it_cheaper(groups, cents, per_free):
    first, *rest = groups
    one_more = [a_group(pupils=first.pupils + 1, companions=first.companions), *rest]
    tariff = Tariff(cents, PriceUnit.PUPIL, per_free)

    assert price(one_more, tariff).cents >= price(groups, tariff).cents


@given(groups=GROUPS, cents=CENTS, per_free=PER_FREE, unit=st.sampled_from(PriceUnit))
def test_the_order_of_the_classes_makes_no_difference(groups, cents, per_free, unit):
    tariff = Tariff(cents, unit, per_free)

    assert price(groups[::-1], tariff) == price(groups, tariff)
