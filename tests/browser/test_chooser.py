"""The chooser as children use it: keys on a board, a finger on a phone, and no script at all."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Portal
from tests.browser.seen import PATIENCE_MS, PHONE, barriers, too_wide

FIVE = re.compile("klaar=1")


@pytest.fixture
def board(browser: Browser, portal: Portal) -> Iterator[Page]:
    context = browser.new_context(
        base_url=portal.settings.base_url, viewport={"width": 1920, "height": 1080}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def a_phone(browser: Browser, portal: Portal, *, scripts: bool = True) -> BrowserContext:
    context = browser.new_context(
        base_url=portal.settings.base_url,
        viewport={"width": PHONE, "height": 844},
        has_touch=True,
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


def heard(page: Page) -> str:
    return page.locator("[data-deck] [role=status]").inner_text()


def test_a_class_chooses_on_the_board_with_the_keys_and_comes_out_at_the_book(board: Page) -> None:
    board.goto("/kies")
    board.get_by_role("button", name="9 jaar").focus()
    board.keyboard.press("Enter")

    expect(board.locator(".deck--play")).to_be_visible()
    first = heard(board)
    assert first.startswith("Prentje 1 van ")
    card = board.locator(".taste--now")
    box = card.bounding_box()
    # Card, buttons and what was caught are all on the screen at once, and large enough for the last row.
    assert box is not None
    assert box["width"] > 380
    pockets = board.locator(".pockets").bounding_box()
    assert pockets is not None
    assert pockets["y"] + pockets["height"] < 1080
    board.keyboard.press("ArrowLeft")
    assert heard(board).startswith("Prentje 2 van ")
    board.keyboard.press("Backspace")
    assert heard(board) == first
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight"):
        board.keyboard.press(key)
    assert heard(board).endswith("Gekozen: 2.")
    expect(board.locator(".pocket--full")).to_have_count(2)
    assert barriers(board, 1920) == []
    board.get_by_role("button", name="Ja, leuk!").click()

    expect(board).to_have_url(FIVE)
    assert len(re.findall("interesse=", board.url)) == 3
    expect(board.locator(".find").first).to_be_visible()
    assert barriers(board, 1920) == []
    assert board.context.cookies() == []
    name = board.locator(".find__name").first.inner_text()
    board.locator(".find__door").first.press("Enter")
    expect(board.get_by_role("heading", level=1)).to_have_text(name)
    # Back at the five, and back again at a deck that begins anew.
    board.go_back()
    board.go_back()
    expect(board.locator(".pocket--full")).to_have_count(0)


def test_a_child_swipes_on_a_phone(browser: Browser, portal: Portal) -> None:
    context = a_phone(browser, portal)
    page = context.new_page()
    page.goto("/kies?leeftijd=9")
    expect(page.locator(".deck--play")).to_be_visible()

    for way in (-200, 200, 40):
        box = page.locator(".taste--now").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + way, y, steps=4)
        page.mouse.up()
    # No, yes, and a finger that changed its mind.
    assert heard(page).startswith("Prentje 3 van ")
    assert heard(page).endswith("Gekozen: 1.")
    assert not too_wide(page, PHONE)
    page.get_by_role("button", name="Alle prentjes samen").tap()
    wall = page.locator(".taste")
    expect(wall.last).to_be_visible()
    wall.nth(4).tap()
    wall.nth(5).tap()
    expect(page.locator(".taste input:checked")).to_have_count(3)
    assert barriers(page, PHONE) == []
    page.get_by_role("button", name="Toon mijn vijf boeken").tap()

    expect(page).to_have_url(FIVE)
    assert len(re.findall("interesse=", page.url)) == 3
    assert context.cookies() == []
    context.close()


def test_without_a_script_the_pictures_are_a_wall_to_tick(browser: Browser, portal: Portal) -> None:
    context = a_phone(browser, portal, scripts=False)
    page = context.new_page()
    page.goto("/kies/voorstellingen")
    page.get_by_role("button", name="9 jaar").tap()
    page.get_by_label("De zee").check(force=True)
    page.get_by_role("button", name="Toon mijn vijf voorstellingen").tap()

    expect(page.locator(".find__door").first).to_have_attribute("href", re.compile("^/aanbod/"))
    expect(page.locator(".find")).to_have_count(5)
    page.get_by_role("link", name="Vijf andere").tap()
    expect(page).to_have_url(re.compile("nog=1"))
    expect(page.locator(".find")).to_have_count(5)
    context.close()
