"""Two pupils and their teacher read together: a plan, a question, answers that nobody else sees, and the board."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal.accounts.models import ClassLevel
from portal.accounts.queries import school_year
from portal.accounts.service import ClassRequest, add_class
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.demo.prepare import DEMO_PASSWORD
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import ClassSet
from tests.browser.conftest import Portal
from tests.browser.people import DEMO
from tests.browser.seen import barriers
from tests.browser.test_journey import join, sign_in


@pytest.fixture
def reads(portal: Portal) -> tuple[int, str]:
    """A class set of this test's own: its id and its code."""
    with portal.sessions() as session, write_transaction(session):
        demo = session.scalars(select(ClassSet).where(ClassSet.request_key == "demo-journey")).one()
        today = school_day(utc_now())
        request = ClassRequest(f"Leeskring {uuid4().hex[:6]}", ClassLevel.LAGER_2, 12)
        group = add_class(session, demo.school_id, request, year=school_year(today))
        days = Period(today, today + timedelta(days=40))
        wish = SetRequest(demo.title_id, group.id, demo.school_id, 12, days, uuid4().hex)
        made = assign_set(session, wish, assigned_by=demo.assigned_by, now=utc_now())
        return made.id, made.code


def answer(pupil: Page, words: str) -> None:
    pupil.locator(".question textarea").first.fill(words)
    pupil.get_by_role("button", name="Bewaar mijn antwoord").first.click()
    expect(pupil.get_by_text("Je antwoord is bewaard.").first).to_be_visible()


def test_a_class_reads_together_and_the_board_tells_on_nobody(
    browser: Browser, portal: Portal, reads: tuple[int, str]
) -> None:
    set_id, code = reads
    desk = browser.new_context(base_url=portal.settings.base_url, viewport={"width": 1920, "height": 1080})
    teacher = desk.new_page()
    sign_in(teacher, DEMO["teacher"], DEMO_PASSWORD)
    teacher.goto(f"/klassets/{set_id}/samen")
    teacher.get_by_role("link", name="Maak een weekplan").click()
    teacher.get_by_role("button", name="Bewaar het weekplan").click()
    teacher.get_by_role("button", name="Stel deze vragen").click()
    expect(teacher.locator(".asked li")).not_to_have_count(0)

    # One pupil on a tablet, one on a computer without scripts.
    tablet = browser.new_context(base_url=portal.settings.base_url, viewport={"width": 820, "height": 1180})
    plain = browser.new_context(base_url=portal.settings.base_url, java_script_enabled=False)
    fox, owl = tablet.new_page(), plain.new_page()
    join(fox, code, "vos")
    expect(fox.locator(".goal")).to_contain_text("Deze week: tot en met hoofdstuk")
    answer(fox, "Dat er thuis iemand wacht.")
    join(owl, code, "uil")
    answer(owl, "Een licht is warmer dan een scherm.")
    expect(owl.locator("body")).not_to_contain_text("Dat er thuis iemand wacht.")
    fox.goto(f"/klas/{code}/vragen")
    expect(fox.locator(".asked li")).to_have_count(1)

    # The teacher sees what was answered, and shows one answer without whose it is.
    teacher.reload()
    teacher.locator(".asked__link").first.click()
    expect(teacher.locator(".answers__one")).to_have_count(2)
    assert not tells_on_somebody(teacher)
    teacher.get_by_role("link", name=re.compile("Naamloos .*Dat er thuis iemand wacht")).click()
    expect(teacher.locator(".big__answer")).to_have_text("Dat er thuis iemand wacht.")
    assert not tells_on_somebody(teacher)
    assert barriers(teacher, 1920) == []

    # The keys of a clicker turn the passages; each fits the board.
    seen = [teacher.locator(".big__text").inner_text()]
    for key in ("ArrowRight", "PageDown", "ArrowLeft"):
        with teacher.expect_navigation():
            teacher.keyboard.press(key)
        seen.append(teacher.locator(".big__text").inner_text())
        assert teacher.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert len(set(seen)) == 3
    assert seen[1] == seen[3]
    with teacher.expect_navigation():
        teacher.get_by_role("link", name="grootte 4 van 4").click()
    assert teacher.evaluate("document.documentElement.scrollHeight <= innerHeight")

    teacher.goto(f"/klassets/{set_id}/verslag")
    expect(teacher.locator(".report")).to_contain_text("2 antwoorden")
    expect(teacher.locator(".report")).not_to_contain_text("iemand wacht.")
    for context in (desk, tablet, plain):
        context.close()


def tells_on_somebody(page: Page) -> bool:
    """Whether it names or draws an animal of the class."""
    words = re.findall(r"\w+", page.inner_text("body").lower())
    return bool({"vos", "uil"} & set(words)) or page.locator("img[src*='/animals/']").count() > 0
