"""The bill that the script shows while a teacher types is the bill of the server."""

import pytest
from playwright.sync_api import Page, expect

from portal.bookings.price import Tariff, price
from portal.offers.models import PriceUnit
from portal.web.formats import price as shown
from tests.browser.conftest import Portal
from tests.browser.test_journey import sign_in
from tests.portal.booking_world import a_group

FORM = "/aanbod/de-vuurtoren-die-niet-wou-slapen-de-lantaarn/boeken"


@pytest.mark.parametrize(
    "heads", [[(24, 2)], [(20, 1), (21, 3)], [(15, 1)], [(16, 9), (1, 0)], [(40, 0), (40, 0), (41, 12)]]
)
def test_the_bill_follows_what_is_typed(
    page: Page, portal: Portal, password: str, heads: list[tuple[int, int]]
) -> None:
    sign_in(page, "leraar@demo.example", password)
    page.goto(FORM)
    rows = page.locator(".class-row")
    for number, (pupils, companions) in enumerate(heads):
        # Typing a count means that the class comes along.
        rows.nth(number).locator("[data-count=leerlingen]").fill(str(pupils))
        rows.nth(number).locator("[data-count=begeleiders]").fill(str(companions))

    form = page.locator("[data-booking]")
    tariff = Tariff(
        int(form.get_attribute("data-price-cents") or ""),
        PriceUnit(form.get_attribute("data-unit") or ""),
        int(form.get_attribute("data-per-free") or ""),
    )
    groups = [a_group(pupils=pupils, companions=companions) for pupils, companions in heads]
    expect(page.locator("[data-bill-price]")).to_have_text(shown(price(groups, tariff).cents))
    expect(page.locator("[data-class]:checked")).to_have_count(len(heads))

    # And the server says so too, when it is asked as a browser without scripts asks.
    page.evaluate(
        """() => {
          const ask = Object.assign(document.createElement("input"), {type: "hidden", name: "prijs", value: "1"});
          document.querySelector("[data-booking]").append(ask);
          document.querySelector("[data-booking]").submit();
        }"""
    )
    page.wait_for_load_state()
    expect(page.locator("[data-bill-price]")).to_have_text(shown(price(groups, tariff).cents))


def test_a_group_that_does_not_fit_is_told_before_it_is_sent(page: Page, portal: Portal, password: str) -> None:
    sign_in(page, "leraar@demo.example", password)
    page.goto(FORM)
    page.locator("[name=moment]").first.check()
    for row in range(2):
        page.locator("[data-count=leerlingen]").nth(row).fill("200")

    expect(page.locator("[data-bill-few]")).to_contain_text("kies een andere datum")


def test_a_group_without_pupils_has_no_price_yet(page: Page, portal: Portal, password: str) -> None:
    sign_in(page, "leraar@demo.example", password)
    page.goto(FORM)
    page.locator("[data-class]").first.check()
    page.locator("[data-count=leerlingen]").first.fill("")

    expect(page.locator("[data-bill-seats]")).to_have_text("Hoeveel leerlingen?")
    expect(page.locator("[data-bill-price]")).to_have_text("")
