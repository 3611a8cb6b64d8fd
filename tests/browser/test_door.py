"""A volunteer at the door, whose phone loses the network while the children come in."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select

from portal.bookings.door.models import DoorTap
from portal.bookings.models import Booking, BookingGroup, LedgerRow
from portal.bookings.queries import verify, verify_money
from tests.browser.conftest import Portal
from tests.browser.test_journey import sign_in

PHONE = {"width": 390, "height": 844}
KEPT = "Alles verzonden. Werkt ook zonder netwerk."


def at_the_door(browser: Browser, portal: Portal, password: str) -> tuple[BrowserContext, Page]:
    """A phone of its own, at the door of today, which keeps the page."""
    phone = browser.new_context(base_url=portal.settings.base_url)
    page = phone.new_page()
    sign_in(page, "centrum@demo.example", password)
    page.set_viewport_size(PHONE)
    page.goto("/centrum/deur")
    page.get_by_role("link", name="Open de deur").click()
    expect(page.locator("[data-status]")).to_have_text(KEPT, timeout=15_000)
    return phone, page


def row(page: Page, name: str):
    return page.locator("[data-class]").filter(has=page.get_by_role("heading", name=name, exact=True))


def arrive(page: Page, name: str) -> None:
    row(page, name).get_by_role("button", name="Aangekomen").click()


def leave(page: Page) -> None:
    page.goto("/centrum")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Afmelden").click()


def test_what_is_tapped_without_a_network_arrives_once_and_the_later_phone_counts(
    browser: Browser, portal: Portal, password: str
) -> None:
    phone, page = at_the_door(browser, portal, password)

    # The network goes. Three classes come in: one as booked, one with fewer, one not at all.
    phone.set_offline(True)
    arrive(page, "Klas 1")
    fewer = row(page, "Klas 2")
    fewer.get_by_text("Ander aantal").click()
    fewer.get_by_role("button", name="Eén minder: Leerlingen").click()
    fewer.get_by_role("button", name="Eén minder: Leerlingen").click()
    fewer.get_by_role("button", name="Zoveel zijn er").click()
    absent = row(page, "Klas 3")
    absent.get_by_text("Ander aantal").click()
    absent.get_by_role("button", name="Niet gekomen").click()
    expect(page.locator("[data-status]")).to_contain_text("3 wachten op verzending")
    expect(page.locator("[data-status]")).to_contain_text("Geen netwerk")
    expect(page.locator("[data-arrived]")).to_have_text(str(24 + 2 + 21 + 2))

    # The phone is locked and opened again: the page and what was tapped are still there.
    page.reload()
    expect(page.locator("[data-status]")).to_contain_text("3 wachten op verzending")
    expect(page.locator("[data-arrived]")).to_have_text(str(24 + 2 + 21 + 2))
    expect(row(page, "Klas 2").locator("[data-said]")).to_have_text("21 + 2 binnen · wacht op verzending")

    # Somebody else counts the same class in the meantime, later than the tap that waits.
    other_phone, other = at_the_door(browser, portal, password)
    arrive(other, "Klas 1")
    expect(row(other, "Klas 1").locator("[data-said]")).to_contain_text("24 + 2 binnen ·")

    # The network comes back: everything is sent in order, and each tap counts once.
    phone.set_offline(False)
    expect(page.locator("[data-status]")).to_have_text(KEPT, timeout=15_000)
    expect(page.locator("[data-refused]")).to_be_hidden()
    with portal.sessions() as session:
        booking = session.scalars(select(Booking).where(Booking.request_key == "demo-vandaag-de-regenpijp")).one()
        groups = session.scalars(select(BookingGroup).where(BookingGroup.booking_id == booking.id)).all()
        taps = select(func.count()).select_from(DoorTap).where(DoorTap.group_id.in_([one.id for one in groups]))
        assert {one.name: (one.came_pupils, one.came_companions) for one in groups} == {
            "1": (24, 2),
            "2": (21, 2),
            "3": (0, 0),
        }
        assert session.scalar(taps) == 4
        told = session.scalars(
            select(LedgerRow.reason).where(LedgerRow.booking_id == booking.id).order_by(LedgerRow.id)
        ).all()
        assert [re.sub(r" om .*", "", one) for one in told[1:]] == [
            "1: 24 leerlingen en 2 begeleiders geteld",
            "2: 21 leerlingen en 2 begeleiders geteld",
            "3: niet gekomen",
        ]
        assert (verify(session), verify_money(session)) == ([], [])

    # The other phone sees it all by itself, and whoever leaves takes the list along.
    other.reload()
    expect(row(other, "Klas 3").locator("[data-said]")).to_contain_text("Niet gekomen")
    leave(page)
    expect(page.get_by_text("Je bent afgemeld")).to_be_visible()
    assert page.evaluate("caches.keys()") == []

    # But not what waits, where the network lets nothing of the door through: that stays until An is back.
    other.route(re.compile("/centrum/deur/[0-9]+"), lambda route: route.abort())
    note = row(other, "Klas 1")
    note.locator("summary").click()
    note.get_by_role("button", name="Eén minder: Leerlingen").click()
    note.get_by_role("button", name="Bewaar dit aantal").click()
    expect(other.locator("[data-status]")).to_contain_text("1 wacht op verzending")
    leave(other)
    expect(other.locator("[data-waiting]")).to_contain_text("1 telling wacht op deze telefoon")
    assert other.evaluate("caches.keys()") == []
    other.unroute_all()
    other.set_viewport_size({"width": 1280, "height": 800})
    sign_in(other, "centrum@demo.example", password)
    other.goto("/centrum/deur")
    other.get_by_role("link", name="Open de deur").click()
    expect(other.locator("[data-status]")).to_have_text(KEPT, timeout=15_000)
    with portal.sessions() as session:
        assert session.scalar(taps) == 5
    other_phone.close()
    phone.close()
