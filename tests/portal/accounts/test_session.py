"""How long a log-in lasts, by value."""

from datetime import UTC, datetime, timedelta

from portal.accounts.session import begin, is_over

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_scenario_53_a_login_lasts_while_somebody_clicks_and_ends_after_twelve_hours() -> None:
    cookie: dict[str, object] = {}
    begin(cookie, NINE)

    assert not any(is_over(cookie, NINE + timedelta(hours=hours)) for hours in range(0, 13, 2))
    assert is_over(cookie, NINE + timedelta(hours=12, seconds=1))


def test_scenario_53_three_hours_without_a_click_end_a_login() -> None:
    cookie: dict[str, object] = {}
    begin(cookie, NINE)

    assert is_over(cookie, NINE + timedelta(hours=3, seconds=1))


def test_a_cookie_without_moments_is_no_login() -> None:
    assert is_over({}, NINE)
    assert is_over({"since": "yesterday", "seen": None}, NINE)


def test_a_clock_that_goes_back_ends_nothing() -> None:
    cookie: dict[str, object] = {}
    begin(cookie, NINE)

    assert not is_over(cookie, NINE - timedelta(hours=2))


def test_the_cookie_is_sent_again_every_few_minutes_only() -> None:
    cookie: dict[str, object] = {}
    begin(cookie, NINE)
    first = dict(cookie)

    is_over(cookie, NINE + timedelta(minutes=4))
    assert cookie == first
    is_over(cookie, NINE + timedelta(minutes=6))
    assert cookie != first
