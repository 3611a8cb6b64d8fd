"""A library brings many books at once: each with how far it is and what became of it; with and without a script."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Portal
from tests.browser.people import DEMO
from tests.browser.seen import LAPTOP, PATIENCE_MS, sign_in
from tests.portal.library.test_epub import WRITTEN, files_of, zipped


def a_library(browser: Browser, portal: Portal, *, script: bool) -> BrowserContext:
    context = browser.new_context(
        base_url=portal.settings.base_url,
        locale="nl-BE",
        viewport={"width": LAPTOP, "height": 900},
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE_MS)
    sign_in(context, DEMO["library"])
    return context


def a_file(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/epub+zip", "buffer": data}


BOOKS = [
    a_file("proef.epub", WRITTEN),
    a_file("leeg.epub", b""),
    a_file("licht.epub", zipped(files_of("<p>een<p>twee"))),
    a_file("nog-eens.epub", WRITTEN),
]


def choose(page: Page) -> None:
    page.goto("/bibliotheek/toevoegen")
    # For the oldest: other tests of this portal look for books of children.
    page.get_by_label("Vanaf leeftijd").fill("17")
    page.get_by_label("Tot leeftijd").fill("18")
    page.get_by_label("EPUB-bestanden").set_input_files(BOOKS)  # type: ignore[arg-type] # a dict, as it asks


def lines(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".outcome").all_inner_texts()]


def test_each_book_has_its_own_progress_and_line(browser: Browser, portal: Portal) -> None:
    context = a_library(browser, portal, script=True)
    page = context.new_page()
    choose(page)

    page.get_by_role("button", name="Toevoegen").click()

    expect(page.locator(".outcomes__sum")).to_have_text("4 bestanden nagekeken, waarvan 1 niet toegevoegd.")
    said = lines(page)
    assert [
        bool(re.search(words, line))
        for words, line in zip(
            (
                "staat op de plank",
                "leeg.epub is geweigerd",
                "slordig|opmerking",
                "staat er al, met precies deze licentie",
            ),
            said,
            strict=True,
        )
    ] == [True] * 4, said
    assert page.url.endswith("/bibliotheek/toevoegen")
    expect(page.get_by_role("button", name="Toevoegen")).to_be_enabled()

    choose(page)
    context.set_offline(True)
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator(".outcomes__sum")).to_have_text("4 bestanden nagekeken, waarvan 4 niet toegevoegd.")
    assert all("de verbinding viel weg" in line for line in lines(page))
    context.set_offline(False)

    choose(page)
    page.get_by_label("Vanaf leeftijd").fill("99")
    with page.expect_navigation():
        page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator(".field--wrong").first).to_contain_text("Vul een getal van 3 tot 18 in.")
    context.close()


def test_without_a_script_all_come_at_once_and_say_the_same(browser: Browser, portal: Portal) -> None:
    context = a_library(browser, portal, script=False)
    page = context.new_page()
    choose(page)

    page.get_by_role("button", name="Toevoegen").click()

    expect(page.locator(".outcomes__sum")).to_have_text("4 bestanden, waarvan 1 niet toegevoegd.")
    assert len(lines(page)) == 4
    context.close()
