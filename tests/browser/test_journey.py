"""The main job in a real browser: search -> book -> mail -> visit -> pupils read."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Portal


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/aanmelden")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password)
    page.locator("main").get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()


def test_a_teacher_finds_books_prepares_and_the_class_reads(
    page: Page, portal: Portal, password: str, browser: Browser
) -> None:
    sign_in(page, "leraar@demo.example", password)

    # Search: the show in the teacher's own region.
    page.goto("/aanbod?text=vuurtoren&regions=nis-13040")
    page.get_by_role("link", name=re.compile("De vuurtoren die niet wou slapen")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("De vuurtoren die niet wou slapen")

    # Book: the class the demo has not booked yet, at the last date.
    page.locator("a[href*='/boeken?moment=']").last.click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name=re.compile("Boek")).click()
    again = page.get_by_role("button", name=re.compile("toch", re.IGNORECASE))
    if again.count():
        again.click()
    expect(page).to_have_url(re.compile(r"/boekingen/"))
    reference = page.url.rstrip("/").rsplit("/", 1)[1]
    expect(page.locator("main")).to_contain_text(reference)

    # Mail: one confirmation, with the calendar file.
    portal.deliver()
    letters = [letter for letter in portal.mail.letters if reference in letter.as_string()]
    assert len(letters) == 1
    assert any(part.get_content_type() == "text/calendar" for part in letters[0].walk())

    # Visit: everything about it on one page that needs no account.
    visit = page.locator("a[href*='/bezoek/']").first.get_attribute("href")
    assert visit is not None
    stranger = browser.new_context(base_url=portal.settings.base_url).new_page()
    stranger.goto(visit)
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("De vuurtoren")
    expect(stranger.locator("main")).to_contain_text("foyer game --code")

    # A book for the class that does not have it yet.
    page.goto("/boeken")
    page.get_by_role("link", name=re.compile("blauwe vogel", re.IGNORECASE)).click()
    page.get_by_role("button", name="Boek klaarzetten").click()
    expect(page).to_have_url(re.compile(r"/klassets/\d+"))
    code = page.locator(".class-code__code").inner_text().strip()

    # Two pupils, two devices, no names.
    for animal, chapters in (("vos", 2), ("uil", 1)):
        pupil = browser.new_context(base_url=portal.settings.base_url).new_page()
        read_as(pupil, code, animal, chapters)
    page.reload()
    expect(page.locator(".reader")).to_have_count(2)
    expect(page.locator(".reader", has_text="vos")).to_contain_text("hoofdstuk 2")

    # The place is kept: another device, the same animal and pictures.
    tablet = browser.new_context(base_url=portal.settings.base_url).new_page()
    join(tablet, code, "vos")
    expect(tablet).to_have_url(re.compile(r"/lees/2$"))


def join(pupil: Page, code: str, animal: str) -> None:
    pupil.goto("/klas")
    pupil.locator("input[name=code]").fill(f"{code[:3].lower()} {code[3:].lower()}")
    pupil.locator("main form button").click()
    pupil.locator(f"a[href$='/{animal}']").click()
    for place, picture in enumerate(("ster", "maan", "vis"), start=1):
        pupil.locator(f"input[name=prent{place}][value={picture}]").check(force=True)
    pupil.locator("main form button").click()


def read_as(pupil: Page, code: str, animal: str, chapters: int) -> None:
    join(pupil, code, animal)
    expect(pupil.locator("article.book-text")).not_to_be_empty()
    for _ in range(1, chapters):
        pupil.get_by_role("link", name="Volgend hoofdstuk").click()
    expect(pupil.locator(".turn__here")).to_contain_text(f"{chapters} van")
