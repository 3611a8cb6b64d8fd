"""The main job on the board: code -> three scenes -> results posted -> visible to the teacher."""

import urllib.request
from typing import Any

import pytest
from sqlalchemy import select

from game.fetch import Visits
from portal.bookings.models import Booking
from portal.visits.models import VisitRun
from tests.browser.conftest import Portal


def visit_code(portal: Portal) -> str:
    with portal.sessions() as session:
        return session.scalars(select(Booking.visit_code).where(Booking.request_key == "demo-journey")).one()


def runs(portal: Portal) -> list[VisitRun]:
    with portal.sessions() as session:
        return list(session.scalars(select(VisitRun).order_by(VisitRun.id)))


def page(portal: Portal, path: str) -> str:
    with urllib.request.urlopen(portal.settings.base_url + path, timeout=30) as answer:
        return str(answer.read().decode())


def open_visit(klas: Any, portal: Portal, code: str) -> None:
    """Type the code on the board's own keyboard."""
    klas.open(portal=portal.settings.base_url)
    klas.tap("code")
    for letter in code:
        klas.tap(f"key-{letter}")
    asking = klas.app.desk.stack.top
    klas.tap("go")
    while klas.scene == "code":
        asking.wait()
        klas.frames(1)
        assert not asking.problem
    assert klas.scene == "setup"


def play(klas: Any, **wishes: Any) -> None:
    klas.app.desk.wish(level="L2", touch="latch", **wishes)
    klas.tap("start")
    klas.play_on(klas.tap, lambda: klas.scene == "finale", most=1200)
    klas.lesson.sent.wait()


def test_a_class_plays_its_own_show_and_the_teacher_sees_what_it_knows(klas: Any, portal: Portal) -> None:
    code = visit_code(portal)
    before = len(runs(portal))

    open_visit(klas, portal, code)
    play(klas, minutes=25, measure=True)
    visits = Visits(klas.app.desk.folder.root)
    visits.send_waiting()
    visits.send_waiting()

    kept = runs(portal)
    assert len(kept) == before + 1
    assert kept[-1].pack_id == "vuurtoren"
    assert [scene["id"] for scene in kept[-1].scenes if scene["done"]] == list(klas.run.plan)
    seen = page(portal, f"/bezoek/{code}")
    for title in ("Naar je stoel", "Wat doe jij?", "De zaal is klaar"):
        assert title in seen
    assert "leerlingen: reken op" in seen
    for tally in klas.run.tallies:
        assert term(klas, tally.concept) in seen


def term(klas: Any, concept: str) -> str:
    return next(one.terms["nl"] for one in klas.run.pack.concepts if one.id == concept)


def test_without_a_network_the_kept_pack_is_played_and_the_result_waits(
    klas: Any, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = visit_code(portal)
    visits = Visits(klas.app.desk.folder.root)
    visits.fetch(code, portal.settings.base_url)
    before = len(runs(portal))

    def no_network(*_args: object, **_kwargs: object) -> object:
        raise OSError("no network")

    with monkeypatch.context() as away:
        away.setattr(urllib.request, "urlopen", no_network)
        open_visit(klas, portal, code)
        play(klas, minutes=10)
        visits.send_waiting()
        assert len(runs(portal)) == before
    visits.send_waiting()

    assert len(runs(portal)) == before + 1
