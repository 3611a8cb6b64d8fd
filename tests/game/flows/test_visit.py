"""A visit code: the show's own pack from a portal, offline too, and results that count once."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from content.archive import build
from content.load import SHIPPED, load_pack
from game.fetch import BadPack, BadPortal, PortalAway, UnknownVisit, Visits, tidy_address, tidy_code, usual_portal
from game.input.keys import Key
from game.scenes.title import VisitCode

CODE = "7K3M9QFT"


class Portal:
    """A small portal that serves one visit and remembers what it got."""

    def __init__(self) -> None:
        self.data = build(SHIPPED / "vuurtoren")
        self.digest = load_pack(self.data).digest
        self.asked: list[str] = []
        self.results: list[dict[str, Any]] = []
        self.answer_results = 201
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                known = self.path == f"/api/v1/visits/{CODE}/pack"
                unchanged = self.headers.get("If-None-Match") == '"v1"'
                status = 404 if not known else 304 if unchanged else 200
                portal.asked.append(f"{status}")
                self.send_response(status)
                if status == 200:
                    self.send_header("ETag", '"v1"')
                    self.send_header("X-Pack-Digest", portal.digest)
                    self.send_header("Content-Length", str(len(portal.data)))
                self.end_headers()
                if status == 200:
                    self.wfile.write(portal.data)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                portal.results.append(body)
                self.send_response(portal.answer_results)
                self.end_headers()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def portal() -> Iterator[Portal]:
    portal = Portal()
    yield portal
    portal.close()


@pytest.fixture
def visits(tmp_path: Path) -> Visits:
    return Visits(tmp_path)


def test_a_code_brings_the_pack_of_its_show(portal: Portal, visits: Visits) -> None:
    visit = visits.fetch("7k3m 9qft", portal.url)

    assert visit.pack.pack.id == "vuurtoren"
    assert not visit.from_store


def test_an_unchanged_pack_is_not_sent_twice(portal: Portal, visits: Visits) -> None:
    visits.fetch(CODE, portal.url)

    again = visits.fetch(CODE, portal.url)

    assert portal.asked == ["200", "304"]
    assert again.pack.digest == portal.digest


def test_without_a_connection_the_kept_copy_plays_and_that_is_said(portal: Portal, visits: Visits) -> None:
    visits.fetch(CODE, portal.url)
    portal.close()

    again = visits.fetch(CODE, portal.url)

    assert again.from_store
    assert again.pack.digest == portal.digest
    assert [visit.code for visit in visits.known()] == [CODE]


def test_an_unknown_code_is_said_clearly(portal: Portal, visits: Visits) -> None:
    with pytest.raises(UnknownVisit, match="XXXX9999"):
        visits.fetch("XXXX9999", portal.url)


def test_a_portal_that_is_away_is_said_clearly(visits: Visits) -> None:
    with pytest.raises(PortalAway, match="Geen antwoord"):
        visits.fetch(CODE, "http://127.0.0.1:9")


def test_an_address_that_is_none_is_refused(visits: Visits) -> None:
    with pytest.raises(BadPortal):
        visits.fetch(CODE, "file:///etc")


def test_a_damaged_pack_is_refused_and_not_kept(portal: Portal, visits: Visits) -> None:
    portal.digest = "0" * 64

    with pytest.raises(BadPack):
        visits.fetch(CODE, portal.url)

    assert visits.known() == ()


def test_bytes_that_are_no_pack_are_refused(portal: Portal, visits: Visits) -> None:
    portal.data = b"<html>log in first</html>"

    with pytest.raises(BadPack):
        visits.fetch(CODE, portal.url)


def test_a_half_written_copy_is_fetched_anew(portal: Portal, visits: Visits) -> None:
    visits.fetch(CODE, portal.url)
    kept = next(visits.folder.glob("packs/*.foyer"))
    kept.write_bytes(kept.read_bytes()[:100])

    again = visits.fetch(CODE, portal.url)

    assert again.pack.digest == portal.digest


def test_results_are_sent_once(portal: Portal, visits: Visits) -> None:
    assert visits.hand_in(CODE, portal.url, {"run_id": "abc", "class_size": 22})
    assert visits.send_waiting() == 0

    assert portal.results == [{"run_id": "abc", "class_size": 22}]


def test_results_wait_until_the_portal_is_back(portal: Portal, visits: Visits) -> None:
    portal.answer_results = 503
    assert not visits.hand_in(CODE, portal.url, {"run_id": "abc"})
    portal.answer_results = 200

    assert visits.send_waiting() == 1
    assert visits.send_waiting() == 0


def test_a_refused_result_is_not_sent_again(portal: Portal, visits: Visits) -> None:
    portal.answer_results = 422

    visits.hand_in(CODE, portal.url, {"run_id": "abc"})

    assert visits.send_waiting() == 0
    assert len(portal.results) == 1


@pytest.mark.parametrize("typed", ["7K3M9QFT", " 7k3m 9qft ", "7K3M-9QFT", "7k3m.9qft"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert tidy_code(typed) == CODE


def test_a_class_types_its_code_plays_and_hands_in_its_counts(klas: Any, portal: Portal) -> None:
    klas.app.desk.wish(portal=portal.url)
    klas.open(level="L1", touch="latch", minutes=50)
    klas.tap("code")
    for letter in CODE:
        klas.tap(f"key-{letter}")
    klas.tap("go")
    klas.app.desk.stack.top._errand.wait()
    klas.frames(3)
    assert klas.scene == "setup"
    klas.tap("start")

    klas.play_on(klas.tap, lambda: klas.scene == "finale")
    klas.lesson.sent.wait()

    assert len(portal.results) == 1
    assert portal.results[0]["pack"]["id"] == "vuurtoren"
    assert all(scene["done"] for scene in portal.results[0]["scenes"])


def test_the_counts_of_a_very_small_group_stay_here(klas: Any, portal: Portal) -> None:
    klas.app.open_title(
        None, code=CODE, portal=portal.url, changes={"level": "L1", "pupils": 6, "minutes": 10, "touch": "latch"}
    )
    klas.app.desk.stack.top._errand.wait()
    klas.frames(3)
    klas.tap("start")

    klas.play_on(klas.tap, lambda: klas.scene == "finale")

    assert portal.results == []
    assert "niets doorgestuurd" in klas.app.desk.notice


def test_a_wrong_code_leaves_the_keyboard_open(klas: Any, portal: Portal) -> None:
    klas.app.desk.wish(portal=portal.url)
    klas.open()
    klas.tap("code")
    for letter in "XXXX9999":
        klas.key(ord(letter.lower()), letter)
    klas.tap("go")
    klas.app.desk.stack.top._errand.wait()
    klas.frames(3)

    assert klas.scene == "code"
    assert "kennen" in klas.app.desk.stack.top.problem


def test_a_computer_that_never_saw_a_portal_looks_where_foyer_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOYER_BASE_URL", raising=False)
    assert usual_portal() == "http://127.0.0.1:8000"

    monkeypatch.setenv("FOYER_BASE_URL", "https://foyer.example.org/")
    assert usual_portal() == "https://foyer.example.org"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("foyer.example.org/", "https://foyer.example.org"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://foyer.example.org", "http://foyer.example.org"),
    ],
)
def test_an_address_is_welcome_without_its_beginning(typed: str, address: str) -> None:
    assert tidy_address(typed) == address


def test_a_portal_that_does_not_answer_can_be_changed_on_the_board(
    klas: Any, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOYER_BASE_URL", "http://127.0.0.1:9")
    klas.open()
    page = VisitCode(klas.app.desk)
    klas.app.desk.stack.push(page)
    for letter in CODE:
        page.typed(letter)
    page.key(Key.CHOOSE)
    page.wait()
    page.tick()
    assert "127.0.0.1:9" in page.problem

    page.choose("address")
    typing = klas.app.desk.stack.top
    while typing.line:
        typing.choose("rub")
    for letter in portal.url.removeprefix("http://"):
        typing.choose(f"key-{letter}")
    typing.key(Key.CHOOSE)
    page.wait()
    page.tick()

    assert klas.scene == "setup"
    assert klas.app.desk.wishes.portal == portal.url
