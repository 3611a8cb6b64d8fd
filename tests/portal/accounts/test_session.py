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
    begin(cookie, NINE, "")
    first = dict(cookie)

    is_over(cookie, NINE + timedelta(minutes=4))
    assert cookie == first
    is_over(cookie, NINE + timedelta(minutes=6))
    assert cookie != first


FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROMIUM = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"


def test_scenario_54_another_browser_that_shows_the_cookie_is_nobody() -> None:
    cookie: dict[str, object] = {}
    begin(cookie, NINE, FIREFOX)
    later = NINE + timedelta(minutes=10)

    assert is_over(cookie, later, CHROMIUM)
    assert is_over(cookie, later, FIREFOX.replace("X11; Linux", "Windows NT 10.0; Win64"))
    assert is_over(cookie, later, "")
    assert not is_over(cookie, later, FIREFOX)


def test_a_browser_that_updates_itself_is_the_same() -> None:
    cookie: dict[str, object] = {}
    begin(cookie, NINE, FIREFOX)

    assert not is_over(cookie, NINE, FIREFOX.replace("145.0", "146.0.1"))


def test_a_log_in_of_before_the_portal_looked_at_browsers_belongs_to_the_first_that_shows_it() -> None:
    cookie: dict[str, object] = {}
    begin(cookie, NINE)

    assert not is_over(cookie, NINE, FIREFOX)
    assert is_over(cookie, NINE, CHROMIUM)


def test_scenario_53_a_look_at_a_cookie_that_is_over_is_no_activity() -> None:
    """Whoever opens the log-in page with it has to log in."""
    cookie: dict[str, object] = {}
    begin(cookie, NINE, FIREFOX)
    kept = dict(cookie)

    for minutes in range(181, 300, 7):
        assert is_over(cookie, NINE + timedelta(minutes=minutes), FIREFOX)
    assert cookie == kept
