"""The three views of a search: by mouse, by keys alone, and on a phone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.accounts.models import Centre
from portal.db import write_transaction
from portal.offers.models import Offer, OfferPhoto, OfferQuestion, OfferRegion, OfferTariff
from portal.offers.service import reindex
from tests.browser.conftest import Portal
from tests.browser.people import DEMO
from tests.browser.seen import LAPTOP, PATIENCE_MS, PHONE, barriers, sign_in, too_wide

COUNT = re.compile(r"^(\d+) ")


@pytest.fixture
def laptop(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=portal.settings.base_url,
        viewport={"width": LAPTOP, "height": 900},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=portal.settings.base_url,
        viewport={"width": PHONE, "height": 844},
        reduced_motion="reduce",
        has_touch=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def results(page: Page) -> int:
    found = COUNT.match(page.locator("#count").inner_text())
    return int(found[1]) if found else 0


def test_a_teacher_turns_from_list_to_map_to_calendar_and_keeps_the_question(laptop: BrowserContext) -> None:
    sign_in(laptop, DEMO["teacher"])
    page = laptop.new_page()
    page.goto("/aanbod")
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url) if frame == page.main_frame else None)
    page.locator("input[name=levels][value=lager-2]").check()
    expect(page).to_have_url(re.compile("levels=lager-2"))

    # The map shows the circle round the school; a region is a link, by keys too.
    page.locator("#view-kaart").click()
    expect(page.locator(".map__circle")).to_be_attached()
    expect(page.locator("input[name=levels][value=lager-2]")).to_be_checked()
    page.locator("#atlas-whole").click()
    expect(page.locator(".map--near")).to_have_count(0)
    everywhere = results(page)
    kempen = page.locator("#region-reg-kempen")
    said = re.search(r"(\d+) resultaten", kempen.get_attribute("aria-label") or "")
    kempen.focus()
    page.keyboard.press("Enter")
    expect(kempen).to_have_attribute("aria-current", "true")
    expect(kempen).to_be_focused()
    assert said is not None
    assert results(page) == int(said[1]) < everywhere

    # The calendar asks the same; a month is a link, and "back" is the month before.
    page.locator("#view-kalender").click()
    month = page.locator("#month")
    first = month.inner_text()
    page.locator("#month-after").click()
    expect(month).not_to_have_text(first)
    expect(page).to_have_url(re.compile(r"maand=20\d\d-\d\d.*|.*regions=reg-kempen"))
    page.go_back()
    expect(month).to_have_text(first)
    expect(page.locator(".chip", has_text="Kempen")).to_be_visible()

    # Who lets a condition go by keys stands at the answer, not at the top of the page.
    page.locator(".chip", has_text="2e graad lager").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_be_focused()
    page.go_back()
    expect(page.locator(".chip", has_text="2e graad lager")).to_be_visible()

    # None of it loaded a page anew, and the address works for somebody else.
    assert all("/aanbod" in url for url in loads)
    page.locator("#keep summary").click()
    page.locator("[data-copy=keep-calendar]").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/kalender\.ics\?.*regions=reg-kempen.*levels=lager-2", copied)
    assert page.request.get(copied).body().startswith(b"BEGIN:VCALENDAR")


def test_on_a_phone_the_choices_never_hide_how_much_there_is(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/aanbod")
    before = results(page)
    bar = page.locator(".thumb")
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text(f"{before} resultaten")
    # Pictures come first: the first card begins on the first screen.
    assert page.locator(".card").first.bounding_box()["y"] < 560  # type: ignore[index]

    bar.get_by_role("button").tap()
    page.locator("input[name=levels][value=okan]").tap()
    shown = page.locator(".drawer__foot button")
    expect(shown).not_to_have_text(f"Toon {before} resultaten")
    expect(shown).to_be_in_viewport()
    shown.tap()

    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator(".chip")).to_have_text(re.compile("OKAN"))
    assert results(page) < before
    # What is on goes off where it stands.
    page.locator(".chip").first.tap()
    expect(bar).to_contain_text(f"{before} resultaten")


def test_a_page_does_not_jump_while_its_pictures_arrive(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    for path in ("/aanbod", "/aanbod?weergave=kaart", "/aanbod?weergave=kalender"):
        page.goto(path, wait_until="networkidle")
        assert page.evaluate("window.shift") < 0.1, path


@pytest.fixture
def workshop(portal: Portal) -> str:
    """An offer that travels, on dates to agree, with all that a house can tell of it."""
    now = datetime.now(UTC)
    with portal.sessions() as session, write_transaction(session):
        centre = session.query(Centre).filter_by(slug="de-lantaarn").one()
        like = session.query(Offer).filter_by(centre_id=centre.id).filter(Offer.picture != "").first()
        assert like is not None
        offer = Offer(
            slug="klei-op-school",
            centre_id=centre.id,
            kind="workshop",
            discipline="visual-arts",
            mode="at-school",
            state="published",
            title="Klei op school",
            short="Een kamer vol klei, in je eigen klas.",
            description="Wij brengen de klei mee.\n\nJullie de handen.",
            age_from=6,
            age_to=9,
            duration_min=100,
            price_cents=12_000,
            price_unit="group",
            by_agreement=True,
            created_at=now,
            updated_at=now,
        )
        session.add(offer)
        session.flush()
        session.add_all(
            [
                OfferRegion(offer_id=offer.id, region="reg-kempen"),
                OfferTariff(offer_id=offer.id, name="Tweede klas op dezelfde dag", price_cents=9_000),
                OfferQuestion(offer_id=offer.id, position=1, question="Moeten wij iets voorzien?", answer="Water."),
                *(
                    OfferPhoto(
                        offer_id=offer.id,
                        position=place,
                        file=like.picture,
                        width=1200,
                        height=800,
                        alt=f"Handen in klei, {place}",
                        credit="Foyer",
                    )
                    for place in (1, 2)
                ),
            ]
        )
        reindex(session, offer)
    return "klei-op-school"


def test_everybody_can_use_the_page_of_an_offer_that_travels(laptop: BrowserContext, workshop: str) -> None:
    page = laptop.new_page()
    page.goto(f"/aanbod/{workshop}")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")

    expect(page.locator(".brief")).to_contain_text("bij jou op school")
    expect(page.locator(".brief")).to_be_in_viewport(ratio=0.6)
    page.get_by_label("Leerlingen").fill("31")
    expect(page.locator("[data-cost-brief]")).to_contain_text("31 leerlingen")
    page.locator(".gallery").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gallery figure").last).to_be_in_viewport(ratio=0.8)
    for width in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": 800})
        assert barriers(page, width) == []
        assert too_wide(page, width) == []
