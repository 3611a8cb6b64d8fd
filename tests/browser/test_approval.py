"""A house that chooses for itself: a teacher asks, the house says yes, and the teacher has a visit."""

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal.accounts.models import Centre, Role
from portal.accounts.service import create_user, give_role, hash_password
from portal.clock import utc_now
from portal.db import write_transaction
from portal.offers.models import Offer, OfferMode, Performance, PerformanceState
from tests.browser.conftest import Portal
from tests.browser.seen import LAPTOP, PHONE, barriers, too_wide
from tests.browser.test_journey import sign_in

HOUSE = "de-stoomfluit"
HER = "fluit@voorbeeld.example"


def open_the_house(portal: Portal, password: str) -> str:
    """Somebody who books for the house, and the address of the form of its emptiest hall."""
    with portal.sessions() as session, write_transaction(session):
        user = create_user(
            session, email=HER, name="Fien Claes", password_hash=hash_password(password), now=utc_now()
        )
        give_role(session, user, Role.BOOKER, ("centre", HOUSE))
        slug, performance_id = session.execute(
            select(Offer.slug, Performance.id)
            .join(Offer, Offer.id == Performance.offer_id)
            .join(Centre, Centre.id == Offer.centre_id)
            .where(
                Centre.slug == HOUSE,
                Offer.mode == OfferMode.ON_SITE,
                Performance.state == PerformanceState.PLANNED,
                Performance.closes_at > utc_now(),
            )
            .order_by((Performance.capacity - Performance.seats_taken).desc(), Performance.id)
            .limit(1)
        ).one()
    return f"/aanbod/{slug}/boeken?moment={performance_id}"


def look(page: Page) -> None:
    for width in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, width) == []
        assert too_wide(page, width) == []


def test_a_teacher_asks_the_house_says_yes_and_the_teacher_has_a_visit(
    page: Page, portal: Portal, password: str, browser: Browser
) -> None:
    form = open_the_house(portal, password)
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, "leraar@demo.example", password)
    page.goto(form)
    page.locator(".class-row").filter(has_text="6A").locator("[data-class]").check()
    page.get_by_role("button", name="Vraag deze plaatsen aan").click()
    sure = page.get_by_role("button", name="toch")
    if sure.count():
        sure.click()

    # Nothing is promised yet: no seats, no code, no debt.
    expect(page.get_by_role("heading", name="Je aanvraag")).to_be_visible()
    expect(page.locator(".badge--few").first).to_have_text("aangevraagd")
    expect(page.locator(".ticket__code")).to_have_count(0)
    look(page)
    reference = page.url.rsplit("/", 1)[1]

    house = browser.new_context(base_url=portal.settings.base_url, reduced_motion="reduce").new_page()
    sign_in(house, HER, password)
    house.goto("/centrum/aanvragen")
    asked = house.locator(".asked__one").filter(has_text=reference)
    expect(asked).to_contain_text("Basisschool De Zilverberk")
    look(house)
    asked.get_by_role("button", name="Ja tegen").click()
    expect(house.get_by_role("status")).to_contain_text("Ja gezegd")
    expect(asked).to_have_count(0)

    page.reload()
    expect(page.get_by_role("heading", name="Je boeking")).to_be_visible()
    expect(page.locator(".ticket__code")).to_be_visible()
    look(page)
    portal.deliver()
    letters = [one["Subject"] for one in portal.mail.letters if reference in one["Subject"]]
    assert [subject.split(":")[0] for subject in letters][-1] == "Geboekt"
