"""Which passwords are good enough, by value."""

import pytest

from portal.accounts.keys import rules
from portal.accounts.keys.rules import password_problem

LIEVE = ("Lieve Janssens", "lieve.janssens@zilverberk.example", "Basisschool De Zilverberk")

REFUSED = [
    ("negen-ja!", rules.SHORT),
    ("a" * 201, rules.LONG),
    ("8375 0284 6639", rules.NUMERIC),
    ("09/11/1984-2026", rules.NUMERIC),
    ("wachtwoord1", rules.COMMON),
    ("Welkom2026!", rules.COMMON),
    ("!!Vakantie26", rules.COMMON),
    ("goedemorgen", rules.COMMON),
    ("qwertyuiop", rules.COMMON),
    ("p@ssw0rd123", rules.COMMON),
    ("aaaaaaaaaaaaaaaa", rules.COMMON),
    ("Lieve.Janssens", rules.ABOUT),
    ("janssens-lieve-26", rules.ABOUT),
    ("Zilverberk2026!", rules.ABOUT),
    ("BasisschoolDeZilverberk", rules.ABOUT),
    ("Jánssens1234", rules.ABOUT),
]


@pytest.mark.parametrize(("password", "reason"), REFUSED)
def test_scenario_57_short_common_numeric_and_name_like_passwords_are_refused(password: str, reason: str) -> None:
    assert password_problem(password, about=LIEVE) == reason


@pytest.mark.parametrize(
    "password", ["vestiaire-2026", "lantaarn fiets regenjas", "kq9-Zr27-tulp", "x" * 3 + "Bruine kat op zolder" * 9]
)
def test_words_that_nobody_would_look_for_are_good(password: str) -> None:
    assert password_problem(password, about=LIEVE) is None


def test_the_name_of_another_is_no_reason_to_refuse() -> None:
    assert password_problem("Zilverberk-lamp-99", about=("Bo", "bo@elders.example")) is None
