"""A teacher fills a basket at two houses, books it at once and says how the classes come; the office looks on."""

import re

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete

from portal.bookings.basket.models import BasketLine
from portal.db import write_transaction
from tests.browser.conftest import Portal
from tests.browser.seen import LAPTOP, PHONE, barriers, too_wide
from tests.browser.test_journey import sign_in

LANTAARN = "/aanbod/kabaal-in-de-keuken-de-lantaarn/boeken"
GRAANKORREL = "/aanbod/twaalf-ballen-en-een-belofte-de-graankorrel/boeken"


def put_in(page: Page, form: str, class_name: str) -> None:
    page.goto(form)
    page.locator("[name=moment]:not([disabled])").last.check()
    page.locator(".class-row").filter(has_text=class_name).locator("[data-class]").check()
    # What a pupil pays this year is told before anything is promised.
    expect(page.locator("[data-bill-year]")).to_contain_text(f"{class_name}: na deze voorstelling")
    page.get_by_role("button", name="In het mandje").click()
    expect(page.get_by_role("heading", name="Je mandje")).to_be_visible()


def look(page: Page) -> None:
    for width in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, width) == []
        assert too_wide(page, width) == []


def test_a_basket_over_two_houses_becomes_bookings_with_a_bus(
    page: Page, portal: Portal, password: str, browser: Browser
) -> None:
    with portal.sessions() as session, write_transaction(session):
        session.execute(delete(BasketLine))  # The portal is shared: another test may have left its wishes.
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, "leraar@demo.example", password)
    put_in(page, LANTAARN, "5A")
    put_in(page, GRAANKORREL, "5A")
    look(page)

    # The basket is the person's, not the browser's.
    page.get_by_role("button", name="Afmelden").click()
    sign_in(page, "leraar@demo.example", password)
    page.goto("/mandje")
    expect(page.locator(".basket-line")).to_have_count(2)
    page.get_by_label("Alles of niets per klas en dag").check()
    page.get_by_role("button", name="Boek alles").click()

    expect(page.get_by_role("status")).to_contain_text("2 boekingen zijn gemaakt")
    expect(page.locator(".basket-done .badge--free")).to_have_count(2)
    look(page)

    # A bus, with the hour at which it leaves; the pick-up place is kept for next time.
    page.goto("/school")
    page.locator("tr").filter(has_text="Twaalf ballen").filter(has_text="5A").get_by_role(
        "link", name="nog te regelen"
    ).click()
    page.get_by_label("Bus van de school").check()
    page.get_by_label("Vertrek aan school").fill("9.15")
    page.get_by_label("Ophaalplaats", exact=False).first.fill("Aan de poort")
    page.get_by_role("button", name="Bewaren").first.click()
    expect(page.get_by_role("status")).to_contain_text("het huis weet hoe jullie komen")
    look(page)

    office = browser.new_context(base_url=portal.settings.base_url, reduced_motion="reduce").new_page()
    sign_in(office, "school@demo.example", password)
    expect(office).to_have_url(re.compile("/school$"))
    expect(office.locator("main")).to_contain_text("bus van de school")
    look(office)
