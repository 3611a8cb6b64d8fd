import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.bookings.codes import ALPHABET, new_reference, new_visit_code, read_visit_code, show_visit_code


def test_the_alphabet_has_no_letters_that_look_alike_and_spells_no_words():
    assert not set(ALPHABET) & set("01OILSZBAEU")
    assert len(set(ALPHABET)) == len(ALPHABET) == 25


def test_a_reference_looks_like_one():
    assert re.fullmatch(rf"FY-[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}", new_reference())


def test_a_visit_code_can_be_read_back_from_what_is_shown():
    code = new_visit_code()

    assert read_visit_code(show_visit_code(code)) == code


@given(st.text(ALPHABET, min_size=8, max_size=8))
def test_a_code_is_read_in_any_case_with_dashes_or_spaces(code):
    assert read_visit_code(f" {code[:3].lower()}-{code[3:]} ") == code


def test_a_letter_that_was_misread_is_understood():
    assert read_visit_code("BSZ34567") == "85234567"


@pytest.mark.parametrize("typed", ["", "ABC", "0000 0000", "AAAA AAAA", "2345678", "234567893", "../../etc"])
def test_what_can_be_no_code_is_not_looked_up(typed):
    assert read_visit_code(typed) is None
