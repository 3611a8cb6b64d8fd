from datetime import date, timedelta

import pytest

from portal.demo.fiction import load_fiction
from portal.demo.season import FIRST_DAY, LAST_DAY, plan_season
from portal.places.school_calendar import is_school_day, school_days

FICTION = load_fiction()
DAYS = [
    date(2026, 11, 22),
    date(2026, 12, 20),
    date(2027, 4, 1),
    date(2027, 6, 25),
    date(2027, 7, 31),
    date(2028, 2, 29),
]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_whatever_the_day_the_season_lies_ahead_on_school_days(today):
    season = plan_season(FICTION, today)

    dates = [when for entry in season for when in entry.dates]
    assert len(season) >= 150
    assert 350 <= len(dates) <= 480
    for when in dates:
        assert today + timedelta(days=FIRST_DAY) <= when.starts.date() <= today + timedelta(days=LAST_DAY)
        assert is_school_day(when.starts.date())


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_offer_has_a_date_and_a_name_of_its_own(today):
    season = plan_season(FICTION, today)

    assert len({entry.slug for entry in season}) == len(season)
    agreed = [entry for entry in season if entry.by_agreement]
    assert 2 <= len(agreed) <= 5
    assert all(entry.at_school and not entry.dates for entry in agreed)
    dated = [entry for entry in season if not entry.by_agreement]
    assert all(any(not when.cancelled for when in entry.dates) for entry in dated)


def test_the_same_day_gives_the_same_season():
    assert plan_season(FICTION, DAYS[0]) == plan_season(FICTION, DAYS[0])
    assert plan_season(FICTION, DAYS[0]) != plan_season(FICTION, DAYS[2])


def test_a_show_comes_to_a_house_once():
    season = plan_season(FICTION, DAYS[0])

    assert len({(entry.show.slug, entry.house.slug) for entry in season}) == len(season)


def test_a_text_that_names_an_hour_is_kept_to():
    season = plan_season(FICTION, DAYS[0])

    night = [entry for entry in season if entry.show.slug == "nacht-in-de-bib-maar-dan-overdag"]
    assert {when.starts.strftime("%H.%M") for entry in night for when in entry.dates} == {"13.30"}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_show_with_a_game_comes_within_its_first_weeks_of_school(today):
    season = plan_season(FICTION, today)
    ahead = list(school_days(today + timedelta(days=FIRST_DAY), today + timedelta(days=LAST_DAY)))

    for entry in season:
        if entry.show.pack:
            assert entry.dates[0].starts.date() in ahead[:30]
