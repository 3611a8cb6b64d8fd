"""VAT out of prices that include it, to the cent."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.invoices.vat import Rate, taxed, vat_within, without_vat

LINES = st.lists(st.tuples(st.sampled_from(list(Rate)), st.integers(1, 500_000)), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("cents", "percent", "vat"),
    [(18_000, 6, 1_019), (18_000, 21, 3_124), (750, 6, 42), (121, 21, 21), (1, 21, 0), (3, 21, 1), (18_000, 0, 0)],
)
def test_worked_sums(cents, percent, vat):
    assert vat_within(cents, percent) == vat
    assert vat_within(-cents, percent) == -vat


@given(st.integers(0, 10_000_000), st.sampled_from([6, 21]))
def test_vat_is_never_more_than_half_a_cent_off(cents, percent):
    assert abs(vat_within(cents, percent) - Fraction(cents * percent, 100 + percent)) <= Fraction(1, 2)


@given(LINES)
def test_rates_add_up_to_what_is_paid_and_lines_to_their_base(lines):
    rates = taxed(lines)

    assert sum(one.cents for one in rates) == sum(cents for _, cents in lines)
    for one in rates:
        own = [cents for rate, cents in lines if rate is one.rate]
        net = without_vat(own, one.base_cents)
        assert sum(net) == one.base_cents
        for cents, alone in zip(own, net, strict=True):
            # A line moves by less than a cent from its own share.
            assert abs(alone - Fraction(cents * one.base_cents, one.cents)) < 1


def test_an_exempt_invoice_has_no_vat():
    (only,) = taxed([(Rate.EXEMPT, 18_000)])

    assert (only.base_cents, only.vat_cents) == (18_000, 0)
