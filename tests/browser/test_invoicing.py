"""The money of a visit: what is due becomes an invoice, the bank says that it was paid, and the school reads so."""

import re

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal.accounts.models import Centre
from portal.clock import school_day, utc_now
from portal.invoices.models import CentreBilling
from tests.browser.conftest import Portal
from tests.browser.seen import LAPTOP, PHONE, barriers, too_wide
from tests.browser.test_journey import sign_in
from tests.portal.invoices.statements import Credit, one_file

HOUSE = "de-lantaarn"
SCHOOL = "De Ponton"
"""It cancelled late for the demo's performance of today, so half of its price is due at once."""


def look(page: Page) -> None:
    for width in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, width) == []
        assert too_wide(page, width) == []


def cents(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def test_what_is_due_is_invoiced_paid_by_bank_and_seen_by_the_school(
    page: Page, portal: Portal, password: str, browser: Browser
) -> None:
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, "centrum@demo.example", password)
    page.goto("/centrum/facturen/maken")
    draft = page.locator(".draft").filter(has_text=SCHOOL)
    due = cents(draft.locator(".draft__sum").inner_text())
    look(page)
    draft.get_by_role("button", name="Maak deze factuur").click()
    expect(page.get_by_role("status")).to_contain_text("Gemaakt: 1 factuur")

    page.locator("tr").filter(has_text=SCHOOL).get_by_role("link").first.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("te betalen")
    number = heading.inner_text().split()[1]
    reference = re.sub(r"\D", "", page.locator("dt:text-is('Mededeling') + dd").inner_text())
    address = page.get_by_role("link", name="Pdf").get_attribute("href")
    assert address is not None
    paper = page.request.get(address)
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-")
    look(page)
    page.get_by_role("button", name="Stuur naar de school").click()
    expect(page.get_by_role("status")).to_contain_text("Onderweg per mail")

    # The school pays with the reference; the bank's file lays it by the right invoice.
    with portal.sessions() as session:
        iban = session.scalars(
            select(CentreBilling.iban).join(Centre, Centre.id == CentreBilling.centre_id).where(Centre.slug == HOUSE)
        ).one()
    paid = Credit(due, digits=reference, ref=f"B-{number}", day=school_day(utc_now()))
    page.goto("/centrum/facturen/bank")
    page.locator("#bestand").set_input_files(
        files=[{"name": "uittreksel.xml", "mimeType": "application/xml", "buffer": one_file(paid, iban=iban)}]
    )
    page.get_by_role("button", name="Lees in").click()
    came = page.get_by_role("row").filter(has_text=number)
    expect(came).to_contain_text("betaald")
    look(page)

    school = browser.new_context(base_url=portal.settings.base_url, reduced_motion="reduce").new_page()
    sign_in(school, "boekingen@de-ponton.example", password)
    school.goto("/school/facturen")
    own = school.get_by_role("row").filter(has_text=number)
    expect(own.locator(".badge")).to_have_text("betaald")
    assert school.request.get(f"{own.get_by_role('link').get_attribute('href')}").body().startswith(b"%PDF-")
    look(school)
