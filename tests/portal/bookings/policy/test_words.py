"""The rules of each house in plain Dutch."""

import pytest
from pydantic import ValidationError

from portal.bookings.policy.rules import Late, MonthDay
from portal.bookings.policy.words import sentences
from tests.portal.bookings.policy.houses import HOUSES, A, B, C, H, I


def said(rules) -> str:
    return " ".join(sentences(rules)).replace("\u00a0", " ")


def test_the_ladder_is_said_in_order() -> None:
    assert "Annuleren: 25 % van de prijs, minder dan 30 dagen vooraf 100 %." in said(A)
    assert "Annuleren: gratis, na 30 september 80 %." in said(C)


def test_prices_name_whom_they_are_for() -> None:
    assert "Prijs voor film: € 4,00." in said(B)
    assert "Prijs voor kleuter, 1e graad lager, 2e graad lager en 3e graad lager: € 5,00." in said(B)


def test_tolerance_names_the_levels_that_differ() -> None:
    assert "tot 10 % van de klas (kleuter tot 25 %) mag wegblijven" in said(H)


def test_a_hold_and_a_strict_list_are_told() -> None:
    assert "Je hebt 3 dagen om te bevestigen" in said(I)
    assert "Niemand steekt voor." in said(I)


@pytest.mark.parametrize("house", sorted(HOUSES))
def test_every_sentence_is_whole(house: str) -> None:
    for sentence in sentences(HOUSES[house]):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "None" not in sentence


@pytest.mark.parametrize("values", [{"month": 2, "day": 29}, {"month": 4, "day": 31}, {"month": 13, "day": 1}])
def test_a_day_that_not_every_year_has_is_refused(values) -> None:
    with pytest.raises(ValidationError):
        MonthDay(**values)


def test_a_step_says_how_late_in_one_way() -> None:
    for values in ({"percent": 50}, {"percent": 50, "fewer_days_than": 3, "after": MonthDay(month=9, day=30)}):
        with pytest.raises(ValidationError):
            Late(**values)
