"""A house makes its programme in a real browser: with the keyboard, with photos, and without a script."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Portal
from tests.browser.people import DEMO
from tests.browser.seen import LAPTOP, PATIENCE_MS, PHONE, sign_in


def a_photo(colour: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1800, 1200), colour).save(out, "JPEG")
    return out.getvalue()


def file_of(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def a_house(browser: Browser, portal: Portal, **options: object) -> BrowserContext:
    context = browser.new_context(base_url=portal.settings.base_url, locale="nl-BE", **options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    sign_in(context, DEMO["centre"])
    return context


@pytest.fixture
def house(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = a_house(browser, portal, viewport={"width": LAPTOP, "height": 900})
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = a_house(browser, portal, viewport={"width": PHONE, "height": 800})
    yield context
    context.close()


@pytest.fixture
def no_script(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    context = a_house(browser, portal, viewport={"width": LAPTOP, "height": 900}, java_script_enabled=False)
    yield context
    context.close()


def type_in(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).focus()
    page.keyboard.type(text)


def tick_with_space(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).focus()
        page.keyboard.press("Space")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_season_is_published_with_the_keyboard_alone(house: BrowserContext) -> None:
    page = house.new_page()
    page.goto("/centrum/aanbod/nieuw")
    type_in(page, "Titel", "De nachtvlinder en de maan")
    type_in(page, "In één zin", "Een mot zoekt het licht.")
    page.get_by_label("Discipline").select_option("dance")
    type_in(page, "Beschrijving", "Dans met schaduwen.")
    tick_with_space(page, "2e graad lager")
    type_in(page, "Duur (minuten)", "45")
    # Nothing typed is lost when the page is left by accident.
    type_in(page, "Prijs (euro)", "7,50")
    expect(page.get_by_text("Nog niet bewaard")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/centrum/zalen")
    page.goto("/centrum/aanbod/nieuw")
    page.get_by_role("button", name="Zet het terug").press("Enter")
    expect(page.get_by_label("Prijs (euro)", exact=True)).to_have_value("7,50")
    expect(page.get_by_role("checkbox", name=re.compile("^2e graad lager"))).to_be_checked()
    press(page, "Bewaar en ga naar de data")

    # A whole series at once, ticked off before it is saved.
    tick_with_space(page, "dinsdag", "donderdag")
    type_in(page, "Om", "10.30 en 13.30")
    page.get_by_label("Van", exact=True).fill("2030-01-07")
    page.get_by_label("Tot en met", exact=True).fill("2030-03-15")
    press(page, "Toon de data")
    expect(page.locator("#lijst")).to_be_focused()
    expect(page.get_by_text("krokusvakantie")).to_have_count(4)
    press(page, "Bewaar 36 data")
    expect(page.locator(".flashes")).to_contain_text("36 data toegevoegd.")

    # A photo, with words for who can't see it.
    page.get_by_role("link", name="Foto’s").press("Enter")
    page.get_by_label("Bestand").first.set_input_files(files=[file_of("mot.jpg", a_photo((30, 30, 80)))])  # type: ignore[list-item]
    type_in_first(page, "Wat is er te zien?", "Een mot bij een lamp")
    type_in_first(page, "Van wie is de foto?", "Ann Foto")
    press(page, "Voeg toe")

    # What is still missing is said; nothing is, so it goes on the affiche.
    page.get_by_role("link", name="Voorbeeld").press("Enter")
    expect(page.get_by_role("complementary", name="Voorbeeld")).to_contain_text("Zo zien leraren deze pagina")
    page.get_by_role("link", name="Publiceren").press("Enter")
    expect(page.get_by_role("heading", name="Klaar voor de affiche")).to_be_visible()
    press(page, "Publiceer")
    page.goto("/aanbod/de-nachtvlinder-en-de-maan")
    expect(page.get_by_role("heading", level=1)).to_have_text("De nachtvlinder en de maan")
    picture = page.get_by_alt_text("Een mot bij een lamp").first
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth") > 0


def type_in_first(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).first.focus()
    page.keyboard.type(text)


def test_photos_from_a_telephone_are_taken_in_ordered_and_refused_kindly(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/centrum/aanbod/nieuw")
    page.get_by_label("Titel", exact=True).fill("Foto’s op de telefoon")
    page.get_by_role("button", name="Bewaar als ontwerp").click()
    page.get_by_role("link", name="Foto’s", exact=True).click()

    page.locator("#file-0").set_input_files(files=[file_of("een.jpg", a_photo((200, 30, 51)))])  # type: ignore[list-item]
    page.locator("#alt-0").fill("Rood doek")
    page.locator("#credit-0").fill("Ann Foto")
    page.locator("#file-1").set_input_files(files=[file_of("twee.jpg", b"geen foto")])  # type: ignore[list-item]
    page.locator("#alt-1").fill("Blauw doek")
    page.get_by_role("button", name="Voeg toe").click()

    # The good one is kept while the other one is chosen again.
    expect(page.get_by_text("Dit is geen foto die we kennen.")).to_be_visible()
    expect(page.locator("#alt-0")).to_have_value("Rood doek")
    page.locator("#file-1").set_input_files(files=[file_of("twee.jpg", a_photo((27, 42, 107)))])  # type: ignore[list-item]
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("2 foto's staan erbij.")).to_be_visible()
    photos = page.locator(".photo")
    expect(photos).to_have_count(2)
    page.get_by_role("button", name="Zet eerst").click()
    expect(photos.first.locator("img")).to_have_attribute("alt", "Blauw doek")
    # A phone takes a small size, not the 1600 pixels that were sent.
    assert "-1600" not in str(photos.first.locator("img").evaluate("one => one.currentSrc"))


def test_a_house_without_scripts_makes_changes_and_withdraws(no_script: BrowserContext) -> None:
    page = no_script.new_page()
    page.goto("/centrum/aanbod")
    page.get_by_label("Zoek op titel").fill("romeo")
    page.get_by_role("button", name="Toon").click()
    page.locator(".programme__title").first.click()
    title = page.get_by_role("heading", level=1).inner_text()

    # A row more, a wrong price, and everything typed is still there.
    page.get_by_label("Voor wie", exact=True).last.fill("UiTPAS met kansentarief")
    page.get_by_role("button", name="Nog een tarief").click()
    expect(page.locator("#tariff_name-0")).to_have_value("UiTPAS met kansentarief")
    page.locator("#tariff_price-0").fill("veel")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("#tariff_price-0-error")).to_contain_text("Vul een bedrag in")
    page.locator("#tariff_price-0").fill("1,50")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("link", name="Geschiedenis").click()
    expect(page.locator(".story")).to_contain_text("UiTPAS met kansentarief: € 1,50")

    # Off the affiche, and back on it.
    page.get_by_role("link", name="Gegevens").click()
    page.get_by_role("link", name="Intrekken").click()
    page.get_by_role("button", name=re.compile("^Trek in")).click()
    expect(page.locator(".flashes")).to_contain_text(f"{title} is ingetrokken.")
    page.get_by_role("link", name="Publiceren").first.click()
    page.get_by_role("button", name="Publiceer").click()
    expect(page.locator(".flashes")).to_contain_text("staat nu op de affiche")
