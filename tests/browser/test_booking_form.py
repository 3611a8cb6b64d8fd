"""The bill that the script shows while a teacher types is the bill of the server."""

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import ClassLevel
from portal.bookings.policy.charge import Ask, Party, charge
from portal.bookings.policy.rules import HouseRules
from portal.offers.models import PriceUnit
from portal.web.formats import price as shown
from tests.browser.conftest import Portal
from tests.browser.test_journey import sign_in

FORM = "/aanbod/de-vuurtoren-die-niet-wou-slapen-de-lantaarn/boeken"


@pytest.mark.parametrize("heads", [[(20, 1), (21, 3)], [(16, 9), (1, 0)]])
def test_the_bill_follows_what_is_typed(
    page: Page, portal: Portal, password: str, heads: list[tuple[int, int]]
) -> None:
    sign_in(page, "leraar@demo.example", password)
    page.goto(FORM)
    rows = page.locator(".class-row")
    for number, (pupils, companions) in enumerate(heads):
        # The counts of a class show when it comes along.
        rows.nth(number).locator("[data-class]").check()
        rows.nth(number).locator("[data-count=leerlingen]").fill(str(pupils))
        rows.nth(number).locator("[data-count=begeleiders]").fill(str(companions))

    # What the demo's show asks: 7.00 a pupil, one companion free for every 20.
    parties = [Party(ClassLevel.LAGER_2, pupils, companions) for pupils, companions in heads]
    wanted = charge(HouseRules(), Ask(700, PriceUnit.PUPIL, pupils_per_free=20), parties)
    expect(page.locator("[data-bill-price]")).to_have_text(shown(wanted.cents))
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
    expect(page.locator("[data-bill-price]")).to_have_text(shown(wanted.cents))


def test_a_group_that_does_not_fit_is_told_before_it_is_sent(page: Page, portal: Portal, password: str) -> None:
    sign_in(page, "leraar@demo.example", password)
    page.goto(FORM)
    page.locator("[name=moment]").first.check()
    for row in range(2):
        page.locator("[data-class]").nth(row).check()
        page.locator("[data-count=leerlingen]").nth(row).fill("200")

    expect(page.locator("[data-bill-few]")).to_contain_text("kies een andere datum")


def test_a_group_without_pupils_has_no_price_yet(page: Page, portal: Portal, password: str) -> None:
    sign_in(page, "leraar@demo.example", password)
    page.goto(FORM)
    page.locator("[data-class]").first.check()
    page.locator("[data-count=leerlingen]").first.fill("")

    expect(page.locator("[data-bill-seats]")).to_have_text("Hoeveel leerlingen?")
    expect(page.locator("[data-bill-price]")).to_have_text("")
