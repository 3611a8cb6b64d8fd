"""The structured reference: what banks accept, read however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.invoices.structured import NUMBER_MAX, NotStructured, find, is_structured, read, show, structured

NUMBERS = st.integers(0, NUMBER_MAX)


def test_the_example_of_the_banks_comes_out():
    assert show(structured(909337554)) == "+++090/9337/55493+++"


def test_what_divides_by_97_gets_97_and_never_00():
    assert structured(0) == "000000000097"
    assert structured(97) == "000000009797"


@given(NUMBERS)
def test_every_number_gives_a_reference_that_is_read_back(number):
    digits = structured(number)

    assert is_structured(digits)
    assert read(show(digits)) == read(f" {digits[:3]} {digits[3:]} ") == digits
    assert find(f"Factuur zilverberk {show(digits)}, dank u") == find(f"ref {digits}") == [digits]


@given(NUMBERS, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_seen(number, at, more):
    digits = structured(number)
    wrong = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]

    assert not is_structured(wrong)


@given(NUMBERS, st.integers(0, 10))
def test_two_digits_changed_about_are_seen(number, at):
    digits = structured(number)
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]

    assert swapped == digits or not is_structured(swapped)


@pytest.mark.parametrize("text", ["", "abc", "+++090/9337/5549+++", "+++090/9337/55494+++", "0" * 13, "１２３" * 4])
def test_what_is_none_is_refused(text):
    with pytest.raises(NotStructured):
        read(text)


def test_a_text_with_two_references_tells_both_once():
    one, two = structured(1234567890), structured(42)

    assert find(f"{show(two)} en {show(one)} en nog eens {two}, niet 123456789012") == [two, one]


@pytest.mark.parametrize("number", [-1, NUMBER_MAX + 1])
def test_a_number_of_eleven_digits_is_a_mistake_of_ours(number):
    with pytest.raises(ValueError, match="ten digits"):
        structured(number)
