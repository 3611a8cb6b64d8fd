"""Moments, money and words as Flemish people write them."""

from datetime import UTC, date, datetime

import pytest

from portal.accounts.models import ClassLevel, Role
from portal.bookings.states import BookingState
from portal.offers.models import Discipline, OfferKind, OfferMode, OfferState, PerformanceState, PriceUnit
from portal.places.models import Province
from portal.web import formats
from tests.portal.words import typed

MORNING = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cents", "written"),
    [(0, "€ 0,00"), (5, "€ 0,05"), (750, "€ 7,50"), (123_456_789, "€ 1.234.567,89"), (-750, "-€ 7,50")],
)
def test_money(cents, written):
    assert typed(formats.euro(cents)) == written


def test_a_price_for_people_has_no_empty_cents():
    assert [typed(formats.price(cents)) for cents in (0, 700, 750)] == ["gratis", "€ 7", "€ 7,50"]


def test_moments_are_read_on_the_flemish_wall_clock():
    assert typed(formats.day_time(MORNING)) == "do 14 januari 2027, 10.30 uur"
    assert typed(formats.clock_time(datetime(2027, 6, 1, 7, 0, tzinfo=UTC))) == "9.00 uur"
    assert formats.day(datetime(2027, 1, 14, 23, 30, tzinfo=UTC)) == "vr 15 januari 2027"
    assert formats.short_day(date(2027, 3, 1)) == "ma 1 maart"
    assert formats.iso(MORNING.replace(microsecond=406_296)) == "2027-01-14T10:30:00+01:00"


def test_a_number_and_its_unit_stay_on_one_line():
    together = (formats.clock_time(MORNING), formats.euro(750), formats.minutes(50), formats.minutes(75))

    assert together == ("10.30\u00a0uur", "€\u00a07,50", "50\u00a0min", "1\u00a0u\u00a015")


def test_levels_together_read_as_people_say_them():
    assert formats.levels(["lager-2", "lager-3"]) == "2e en 3e graad lager"
    assert formats.levels(["kleuter", "lager-1", "okan"]) == "kleuter, 1e graad lager, OKAN"
    assert formats.levels(["lager-1", "lager-2", "lager-3", "secundair-1"]) == (
        "1e, 2e en 3e graad lager, 1e graad secundair"
    )
    assert formats.levels(list(ClassLevel)) == "alle niveaus"


@pytest.mark.parametrize(
    "kind",
    [
        ClassLevel,
        Role,
        OfferKind,
        Discipline,
        OfferMode,
        OfferState,
        PerformanceState,
        PriceUnit,
        Province,
        BookingState,
    ],
)
def test_every_value_has_a_dutch_word(kind):
    for value in kind:
        assert value.value in formats.WORDS


def test_lengths_and_distances():
    assert [typed(formats.minutes(number)) for number in (50, 60, 75, 120)] == ["50 min", "60 min", "1 u 15", "2 uur"]
    assert [formats.kilometres(number) for number in (0.2, 12.4)] == ["vlakbij", "12 km"]
    assert formats.names(["a", "b", "c"]) == "a, b en c"
    assert formats.names([]) == ""
