"""Two pupils and their teacher: words that are kept, a tablet without a network, a device that changes hands.

Scenarios 28 (two devices) and 29 (a week offline, then the end) of the class e-books, as people live them.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from sqlalchemy import Engine, event, select, update
from sqlalchemy.exc import OperationalError

from portal.accounts.models import ClassGroup
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.marks.models import Mark, MarkKind
from portal.library.models import Animal, ClassSet, Reader, Title
from tests.browser.conftest import Portal
from tests.browser.people import DEMO
from tests.browser.seen import AXE, RULES
from tests.browser.test_journey import sign_in

PATIENCE_MS = 15_000
TABLET = {"width": 820, "height": 1180}
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
ON_DEVICE = "Dit boek staat op dit toestel"


@pytest.fixture
def klas(portal: Portal) -> str:
    """The code of a class set of this test's own."""
    with portal.sessions() as session, write_transaction(session):
        opened = session.scalars(select(ClassSet).where(ClassSet.request_key == "demo-journey")).one()
        other = session.scalars(
            select(ClassGroup).where(ClassGroup.school_id == opened.school_id, ClassGroup.id != opened.class_group_id)
        ).first()
        assert other is not None
        title = session.scalars(select(Title).where(Title.slug == session.get_one(Title, opened.title_id).slug)).one()
        old = select(ClassSet).where(ClassSet.class_group_id == other.id, ClassSet.title_id == title.id)
        for one in session.scalars(old):
            one.returned_on = school_day(utc_now())
        days = Period(school_day(utc_now()), school_day(utc_now()) + timedelta(days=10))
        wish = SetRequest(title.id, other.id, opened.school_id, 5, days, uuid4().hex)
        return assign_set(session, wish, assigned_by=opened.assigned_by, now=utc_now()).code


@contextmanager
def device(browser: Browser, portal: Portal, agent: str | None = None) -> Iterator[tuple[BrowserContext, Page]]:
    context = browser.new_context(base_url=portal.settings.base_url, viewport=TABLET, user_agent=agent)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    yield context, page
    context.close()
    assert problems == []


def join(page: Page, klas: str, animal: str) -> None:
    page.goto(f"/klas/{klas}/{animal}")
    for place, picture in enumerate(("ster", "maan", "vis"), start=1):
        page.locator(f"input[name=prent{place}][value={picture}]").check(force=True)
    with page.expect_navigation():
        page.locator("main form button").click()
    expect(page.locator(".marks__device")).not_to_be_empty()


def choose_words(page: Page, piece: int, first: int, last: int) -> str:
    words: str = page.evaluate(
        """([piece, first, last]) => {
            const text = document.querySelector(`[data-n="${piece}"]`).firstChild;
            const range = document.createRange();
            range.setStart(text, first);
            range.setEnd(text, last);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return range.toString();
        }""",
        [piece, first, last],
    )
    expect(page.locator(".colours")).to_be_visible()
    return words


def note(page: Page, piece: int, text: str, *, share: bool = False) -> str:
    words = choose_words(page, piece, 3, 20)
    page.get_by_role("button", name="Notitie").click()
    page.get_by_label("Jouw notitie").fill(text)
    if share:
        page.get_by_label("Deel met mijn leerkracht").check()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    return words


def menu(page: Page) -> None:
    page.locator(".bar__marks summary").click()


def keep_book(page: Page) -> None:
    menu(page)
    page.get_by_role("button", name="Bewaar dit boek op dit toestel").click()
    expect(page.get_by_text(ON_DEVICE)).to_be_visible(timeout=PATIENCE_MS)
    menu(page)


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something that no element shows. Playwright's own way is refused by the pages' policy."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not holds():
        assert time.monotonic() < until
        page.wait_for_timeout(100)


def settled(page: Page) -> None:
    """All that was done here has reached the portal."""
    waits = "foyerKept.read(document.body.dataset.code).then((drawer) => foyerKept.isWaiting(drawer))"
    page.wait_for_timeout(300)
    eventually(page, lambda: page.evaluate(waits) is False)


def copies(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return names


def marks(portal: Portal, klas: str, animal: Animal) -> dict[str, Mark]:
    with portal.sessions() as session:
        rows = session.scalars(
            select(Mark)
            .join(Reader, Reader.id == Mark.reader_id)
            .join(ClassSet, ClassSet.id == Reader.class_set_id)
            .where(ClassSet.code == klas, Reader.animal == animal, ~Mark.is_gone)
        )
        return {row.text or row.quote: row for row in rows}


def barriers(page: Page) -> list[str]:
    found = AXE.run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}})
    return [one["id"] for one in found.response["violations"]]


@pytest.mark.parametrize("paints", ["highlights", "marks"])
def test_words_are_kept_shared_with_the_teacher_only_and_found_again(
    browser: Browser, portal: Portal, klas: str, password: str, paints: str
) -> None:
    with (
        device(browser, portal) as (_, fox),
        device(browser, portal) as (_, owl),
        device(browser, portal) as (_, desk),
    ):
        if paints == "marks":
            fox.add_init_script("delete globalThis.Highlight")
        join(fox, klas, "vos")
        before = fox.locator(".book-text").text_content()

        question = choose_words(fox, 2, 0, 12)
        assert barriers(fox) == []
        fox.get_by_role("button", name="Vraag").click()
        shared = note(fox, 3, "Waarom <b>juist</b> daar?", share=True)
        settled(fox)
        kept = marks(portal, klas, Animal.VOS)
        assert (kept[question].kind, kept[question].start, kept[question].stop) == (MarkKind.VRAAG, 0, 12)
        assert kept["Waarom <b>juist</b> daar?"].is_shared

        # The page shows them again after a reload, and its text is what it was.
        fox.reload()
        if paints == "marks":
            expect(fox.locator("mark.merk--vraag")).to_have_text(question)
            fox.locator("mark.merk--notitie").click()
        else:
            eventually(fox, lambda: fox.evaluate("CSS.highlights.get('merk-vraag')?.size") == 1)
            box = fox.evaluate("[...CSS.highlights.get('merk-notitie')][0].getBoundingClientRect().toJSON()")
            fox.mouse.click(box["x"] + 20, box["y"] + box["height"] / 2)
        expect(fox.get_by_label("Jouw notitie")).to_have_value("Waarom <b>juist</b> daar?")
        assert barriers(fox) == []
        fox.get_by_role("button", name="Laat zo").click()
        assert fox.locator(".book-text").text_content() == before

        if paints == "marks":
            return  # What follows doesn't know how words are painted.

        # The teacher sees what was shared, and whose; the board says it to nobody. The owl sees nothing.
        desk.set_viewport_size({"width": 1280, "height": 800})
        sign_in(desk, DEMO["teacher"], password)
        with portal.sessions() as session:
            set_id = session.scalars(select(ClassSet.id).where(ClassSet.code == klas)).one()
        desk.goto(f"/klassets/{set_id}/notities")
        expect(desk.locator(".shared-note")).to_have_count(1)
        expect(desk.locator(".shared-note")).to_contain_text("Vos")
        desk.get_by_role("link", name="Toon op het bord").click()
        expect(desk.locator("main")).to_contain_text("Waarom <b>juist</b> daar?")
        expect(desk.locator("main")).to_contain_text(shared)
        expect(desk.locator("body")).not_to_contain_text("Vos", ignore_case=False)
        join(owl, klas, "uil")
        owl.goto(f"/klas/{klas}/bladwijzers")
        expect(owl.locator("main")).to_contain_text("Hier staat nog niets")

        # A plain page without a script takes it back.
        fox.goto(f"/klas/{klas}/bladwijzers")
        fox.get_by_role("link", name="Verander of wis: Notitie").click()
        fox.get_by_label("Deel mijn notitie").uncheck()
        fox.get_by_role("button", name="Bewaar").click()
        assert desk.reload().status == 404


@contextmanager
def database_away() -> Iterator[None]:
    """No statement of the portal's comes through, as when its server was killed."""

    def refuse(*_: object) -> None:
        raise OperationalError("select", {}, ConnectionError("de server is weg"))

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)


def test_a_database_that_dies_in_the_middle_of_a_book_takes_nothing_from_a_pupil(
    browser: Browser, portal: Portal, klas: str
) -> None:
    with device(browser, portal, ANDROID) as (_, kept), device(browser, portal) as (_, plain):
        join(kept, klas, "vos")
        keep_book(kept)
        join(plain, klas, "uil")
        with database_away():
            written = note(plain, 3, "Net voor de pauze")
            menu(plain)
            expect(plain.locator(".marks__status")).to_contain_text("Foyer antwoordt even niet")
            expect(plain.locator(".marks__status")).to_contain_text("wacht op dit toestel")
            plain.goto(f"/klas/{klas}/lees/2")
            expect(plain.get_by_role("heading", name="Even pauze")).to_be_visible()
            kept.goto(f"/klas/{klas}/lees/2")
            expect(kept.locator(".book-text")).not_to_be_empty()

        plain.get_by_role("link", name="Probeer opnieuw").click()
        expect(plain.locator(".book-text")).not_to_be_empty()
        settled(plain)
        assert marks(portal, klas, Animal.UIL)["Net voor de pauze"].quote == written


def test_scenario_28_and_29_a_tablet_reads_on_without_a_network_and_meets_the_other_device(
    browser: Browser, portal: Portal, klas: str
) -> None:
    with device(browser, portal, ANDROID) as (tablet, page), device(browser, portal) as (_, other):
        join(page, klas, "vos")
        keep_book(page)
        assert copies(page) == [f"foyer-boek-{klas}"]

        # A week without a network: another chapter, its picture and letters, a place and a note.
        tablet.set_offline(True)
        page.goto(f"/klas/{klas}/lees/2")
        expect(page.locator(".book-text")).not_to_be_empty()
        assert page.evaluate("getComputedStyle(document.querySelector('.bar')).position") == "sticky"
        written = note(page, 3, "Op de trein gelezen")
        menu(page)
        expect(page.locator(".marks__status")).to_contain_text("Geen netwerk")
        expect(page.locator(".marks__status")).to_contain_text("wacht op dit toestel")
        page.goto(f"/klas/{klas}/lees/")
        expect(page).to_have_url(f"{portal.settings.base_url}/klas/{klas}/lees/2")
        page.mouse.wheel(0, 600)
        assert marks(portal, klas, Animal.VOS) == {}

        # Meanwhile the same pupil reads further on another device, and keeps something there.
        join(other, klas, "vos")
        other.goto(f"/klas/{klas}/lees/5")
        note(other, 2, "Aan tafel gelezen")
        settled(other)

        # The network is back: both notes are one pupil's, the furthest place stays, and the tablet is asked.
        tablet.set_offline(False)
        expect(page.locator(".ask")).to_contain_text("was je al in hoofdstuk 5", timeout=PATIENCE_MS)
        settled(page)
        assert set(marks(portal, klas, Animal.VOS)) == {"Op de trein gelezen", "Aan tafel gelezen"}
        assert marks(portal, klas, Animal.VOS)["Op de trein gelezen"].quote == written
        with portal.sessions() as session:
            reader = session.scalars(select(Reader).join(ClassSet).where(ClassSet.code == klas)).one()
            assert (reader.chapter, reader.furthest) == (5, 5)
        assert barriers(page) == []
        page.get_by_role("button", name="Nee, hier verder").click()
        expect(page.locator(".book-text")).to_be_visible()
        settled(page)
        expect(page.locator(".ask")).to_have_count(0)
        other.reload()
        expect(other.locator(".ask")).to_have_count(0)

        # The period ends while the tablet has no network: at the next contact the copy goes, the words arrive.
        tablet.set_offline(True)
        page.goto(f"/klas/{klas}/lees/2")
        note(page, 4, "Nog net op tijd")
        with portal.sessions() as session, write_transaction(session):
            over = {
                "from_day": school_day(utc_now()) - timedelta(days=9),
                "until_day": school_day(utc_now()) - timedelta(days=1),
            }
            session.execute(update(ClassSet).where(ClassSet.code == klas).values(over))
        tablet.set_offline(False)
        expect(page.get_by_role("heading", name="Het doek is dicht")).to_be_visible(timeout=PATIENCE_MS)
        assert copies(page) == []
        assert "Nog net op tijd" in marks(portal, klas, Animal.VOS)
        tablet.set_offline(True)
        with pytest.raises(Error, match="INTERNET_DISCONNECTED"):
            page.goto(f"/klas/{klas}/lees/2")


def test_scenario_29_after_the_last_day_the_copy_goes_by_the_clock_of_the_tablet(
    browser: Browser, portal: Portal, klas: str
) -> None:
    with device(browser, portal) as (tablet, page):
        join(page, klas, "vos")
        keep_book(page)
        tablet.set_offline(True)
        page.goto(f"/klas/{klas}/lees/2")
        expect(page.locator(".book-text")).not_to_be_empty()
        # A page that finds its copy over while it begins loads itself again, across the next step.
        page.locator("button.sheet__button", has_text="Bladwijzer hier").wait_for(state="attached")

        page.evaluate(
            "code => foyerKept.change(code, (drawer) => (drawer.tot = new Date(Date.now() - 1000).toISOString()))",
            klas,
        )
        page.goto(f"/klas/{klas}/lees/3")

        expect(page.get_by_role("heading", name="Het doek is dicht")).to_be_visible()
        assert copies(page) == []


def test_a_tablet_that_goes_to_the_next_animal_keeps_nothing_of_the_first(
    browser: Browser, portal: Portal, klas: str
) -> None:
    with device(browser, portal) as (tablet, page):
        join(page, klas, "vos")
        keep_book(page)
        note(page, 2, "Van de vos")
        settled(page)

        # Stopped without a network: the book is gone at once, and what was written still arrives.
        tablet.set_offline(True)
        note(page, 3, "Nog even dit")
        page.locator(".bar__me summary").click()
        page.get_by_role("button", name="Stoppen").click()
        expect(page.get_by_role("heading", name="Tot de volgende keer!")).to_be_visible(timeout=PATIENCE_MS)
        assert copies(page) == []
        page.goto(f"/klas/{klas}/lees/1")
        expect(page.locator(".book-text")).to_have_count(0)

        tablet.set_offline(False)
        page.goto(f"/klas/{klas}/lees/1")
        expect(page.get_by_role("heading", name="Wie ben jij?")).to_be_visible(timeout=PATIENCE_MS)
        assert "Nog even dit" in marks(portal, klas, Animal.VOS)

        # The owl begins, and finds no word of the fox, on the page or under it.
        join(page, klas, "uil")
        expect(page.locator(".marks__list")).to_be_empty()
        drawers = page.evaluate("code => foyerKept.read(code).then((drawer) => JSON.stringify(drawer))", klas)
        assert "Van de vos" not in drawers
        keep_book(page)

        # Somebody who simply chooses another animal leaves nothing either.
        join(page, klas, "kat")
        assert copies(page) == []
        page.locator(".bar__me summary").click()
        page.get_by_role("button", name="Stoppen").click()
        expect(page.get_by_role("heading", name="Wie ben jij?")).to_be_visible(timeout=PATIENCE_MS)
        page.goto("/klas")
        assert copies(page) == []
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_words_that_were_not_sent_wait_for_their_animal_while_another_reads(
    browser: Browser, portal: Portal, klas: str
) -> None:
    with device(browser, portal) as (tablet, page):
        join(page, klas, "vos")
        tablet.set_offline(True)
        note(page, 2, "Nog niet weg")
        page.wait_for_timeout(300)
        page.close()  # And nobody pressed "Stoppen".
        tablet.set_offline(False)

        page = tablet.new_page()
        join(page, klas, "uil")
        settled(page)
        expect(page.locator(".marks__list")).to_be_empty()
        assert "Nog niet weg" not in marks(portal, klas, Animal.UIL)
        assert "Nog niet weg" not in marks(portal, klas, Animal.VOS)

        join(page, klas, "vos")
        settled(page)
        assert "Nog niet weg" in marks(portal, klas, Animal.VOS)
        names = "code => new Promise((done) => { const asked = indexedDB.open('foyer-boek');"
        names += " asked.onsuccess = () => {"
        names += " asked.result.transaction('laden').objectStore('laden').getAllKeys().onsuccess ="
        names += " (event) => done(event.target.result) } })"
        assert page.evaluate(names, klas) == [klas]


def test_a_full_tablet_says_so_and_keeps_no_half_book(browser: Browser, portal: Portal, klas: str) -> None:
    with device(browser, portal) as (_, page):
        page.add_init_script("navigator.storage.estimate = async () => ({ quota: 1000, usage: 900 })")
        join(page, klas, "vos")

        menu(page)
        page.get_by_role("button", name="Bewaar dit boek op dit toestel").click()

        expect(page.locator(".marks__device")).to_contain_text("Er is geen plaats meer op dit toestel")
        assert copies(page) == []
