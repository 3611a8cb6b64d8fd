"""Enterprise numbers, IBANs and Peppol addresses: typed anyhow, stored one way, wrong ones refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.invoices.numbers import (
    BadNumber,
    enterprise,
    iban_of,
    read_enterprise,
    read_iban,
    read_peppol,
    show_enterprise,
    show_iban,
)


@given(st.integers(200_0000, 1_999_9999))
def test_an_enterprise_number_is_read_back_however_it_is_written(first):
    digits = enterprise(first)

    for written in (digits, show_enterprise(digits), f"BE {digits}", f"be{show_enterprise(digits)}"):
        assert read_enterprise(written) == digits


@given(st.integers(200_0000, 1_999_9999), st.integers(0, 9), st.integers(1, 9))
def test_an_enterprise_number_with_one_wrong_digit_is_refused(first, at, more):
    digits = enterprise(first)
    wrong = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]

    with pytest.raises(BadNumber):
        read_enterprise(wrong)


def test_an_old_number_of_nine_digits_gets_its_nought():
    digits = enterprise(1234567)

    assert read_enterprise(digits[1:]) == digits


@given(st.integers(0, 10**10 - 1))
def test_a_belgian_account_is_read_back(number):
    account = f"{number:010d}{number % 97 or 97:02d}"
    iban = iban_of("BE", account)

    assert read_iban(show_iban(iban)) == read_iban(iban.lower()) == iban


@pytest.mark.parametrize(
    "text", ["BE68539007547035", "BE6853900754703", "X", "BE68 5390 0754 703A", "12345678901234"]
)
def test_an_account_that_can_not_be_is_refused(text):
    with pytest.raises(BadNumber):
        read_iban(text)


def test_the_account_in_every_example_is_right():
    assert read_iban("BE68 5390 0754 7034") == "BE68539007547034"


def test_a_peppol_address_names_its_scheme_and_its_number_is_checked():
    digits = enterprise(1234567)

    assert read_peppol(f"0208: {show_enterprise(digits)}") == f"0208:{digits}"
    assert read_peppol("9956:NL123") == "9956:NL123"
    for wrong in ("0123456749", "0208:0123456740", "0208:", "abcd:1"):
        with pytest.raises(BadNumber):
            read_peppol(wrong)


def test_an_empty_field_stays_empty():
    assert read_enterprise(" ") == read_iban("") == read_peppol("") == show_enterprise("") == ""
