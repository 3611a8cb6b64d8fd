"""The main job without a script, and without a mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select

from portal.demo.prepare import DEMO_PASSWORD
from portal.library.models import ClassSet
from tests.browser.conftest import Portal
from tests.browser.people import DEMO
from tests.browser.seen import LAPTOP, PATIENCE_MS, sign_in
from tests.browser.test_journey import join

SHOW = "De vuurtoren die niet wou slapen"
TABS_MAX = 120
"""How far a person is willing to press Tab before it counts as unreachable."""


@pytest.fixture
def no_script(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=portal.settings.base_url, java_script_enabled=False, viewport={"width": LAPTOP, "height": 900}
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def keys_only(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=portal.settings.base_url, viewport={"width": LAPTOP, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def class_code(portal: Portal) -> str:
    """The code of the class set that the demo has ready."""
    with portal.sessions() as session:
        return session.scalars(select(ClassSet.code).where(ClassSet.request_key == "demo-journey")).one()


def test_a_teacher_without_scripts_searches_books_and_gives_a_book(no_script: BrowserContext) -> None:
    sign_in(no_script, DEMO["teacher"])
    page = no_script.new_page()

    # Search: words, a choice and a page of results are links and a form.
    page.goto("/aanbod")
    page.get_by_label("Wat zoek je?").fill("vuurtoren")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page).to_have_url(re.compile("text=vuurtoren"))
    page.get_by_role("link", name=SHOW).first.click()

    # Book: the server tells the price, because no script does.
    page.locator("a[href*='/boeken?moment=']").last.click()
    page.locator("[data-class]").nth(2).check()
    page.get_by_role("button", name="Reken eerst de prijs uit").click()
    expect(page.locator("[data-bill-price]")).to_contain_text("€")
    page.get_by_role("button", name="Boek deze plaatsen").click()
    expect(page).to_have_url(re.compile(r"/boekingen/"))

    # A book for the class.
    page.goto("/boeken")
    page.get_by_role("link", name=re.compile("Reinaert")).first.click()
    page.get_by_role("button", name="Boek klaarzetten").click()
    expect(page).to_have_url(re.compile(r"/klassets/\d+"))
    code = page.locator(".class-code__code").inner_text()

    # And the pupils read, choose another letter and turn the page.
    join(page, code.replace(" ", ""), "uil")
    page.locator(".bar__looks summary").click()
    page.locator("input[value=nacht]").check(force=True)
    page.get_by_role("button", name="Zo lezen").click()
    expect(page.locator("body")).to_have_class(re.compile("theme-nacht"))
    page.get_by_role("link", name="Volgend hoofdstuk").click()
    expect(page.locator(".turn__here")).to_contain_text("2 van")


def test_a_teacher_without_a_mouse_signs_in_and_books(keys_only: BrowserContext) -> None:
    page = keys_only.new_page()
    page.goto("/aanbod/demo-eerst-komt")
    reach(page, page.locator("a[href*='/boeken?moment=']").first).press("Enter")

    expect(page).to_have_url(re.compile("/aanmelden"))
    reach(page, page.get_by_label("E-mailadres")).press_sequentially(DEMO["teacher"])
    reach(page, page.get_by_label("Wachtwoord")).press_sequentially(DEMO_PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/boeken"))
    reach(page, page.locator("[data-class]").first).press("Space")
    expect(page.locator("[data-bill-seats]")).to_contain_text("plaatsen")
    reach(page, page.get_by_role("button", name="Boek deze plaatsen")).press("Enter")
    expect(page).to_have_url(re.compile("/boekingen/"))


def test_the_choices_of_a_search_open_and_close_with_keys_on_a_phone(keys_only: BrowserContext) -> None:
    page = keys_only.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/aanbod")
    choices = page.locator("#filters")
    reach(page, page.locator("[popovertarget=filters]:not([popovertargetaction])")).press("Enter")
    expect(choices).to_be_visible()

    page.keyboard.press("Escape")

    expect(choices).to_be_hidden()


def test_a_pupil_without_a_mouse_reads(keys_only: BrowserContext, portal: Portal, class_code: str) -> None:
    page = keys_only.new_page()
    page.goto("/klas")
    reach(page, page.locator("input[name=code]")).press_sequentially(class_code)
    page.keyboard.press("Enter")

    reach(page, page.locator("a[href$='/egel']")).press("Enter")
    for place in (1, 2, 3):
        reach(page, page.locator(f"input[name=prent{place}]").first).press("Space")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/lees/1"))
    reach(page, page.locator(".bar__contents summary")).press("Enter")
    reach(page, page.locator(".bar__contents a").nth(1)).press("Enter")
    expect(page.locator(".turn__here")).to_contain_text("2 van")


def test_the_first_tab_leads_past_the_menu(keys_only: BrowserContext) -> None:
    page = keys_only.new_page()
    page.goto("/boeken")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def reach(page: Page, wanted: Locator) -> Locator:
    """Press Tab until the element has the focus."""
    handle = wanted.element_handle()
    for _ in range(TABS_MAX):
        if page.evaluate("(element) => document.activeElement === element", handle):
            return wanted
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} can't be reached with the Tab key")
