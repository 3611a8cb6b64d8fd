"""What people and programs see when something is refused, missing or broken."""

import pytest
from flask import Flask, abort

from portal.errors import Refusal
from portal.web import refusals
from portal.web.refusals import Page, page_of, show
from tests.portal.conftest import some_settings
from tests.portal.quick import quick_app


class HallLocked(Refusal):
    code = "hall_locked"

    def __init__(self, hall: str) -> None:
        super().__init__(hall)
        self.hall = hall


class DoorLocked(HallLocked):
    pass


@pytest.fixture
def broken_app(tmp_path) -> Flask:
    """The portal as it serves people (not the test setting, which lets errors through), with pages that go wrong."""
    app = quick_app(some_settings(tmp_path))
    app.testing = False
    refusals.init_app(app)
    for path, error in {"refused": HallLocked("Grote zaal"), "boom": ZeroDivisionError("geheim")}.items():
        app.add_url_rule(f"/{path}", path, _raises(error))
        app.add_url_rule(f"/api/v1/{path}", f"api-{path}", _raises(error))
    app.add_url_rule("/hush", "hush", lambda: abort(403))
    return app


def _raises(error: Exception):
    def view():
        raise error

    return view


def test_a_refusal_without_words_of_its_own_gets_the_general_page(broken_app):
    response = broken_app.test_client().get("/refused")

    assert response.status_code == 409
    assert "Dat gaat niet" in response.text


def test_a_refusal_finds_the_page_of_the_nearest_class():
    show(HallLocked, Page(423, "De zaal is op slot"))

    assert page_of(DoorLocked("Grote zaal")).status == 423


def test_the_api_answers_with_a_problem_document(broken_app):
    answer = broken_app.test_client().get("/api/v1/refused")

    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "hall_locked"
    assert answer.json["hall"] == "Grote zaal"
    assert broken_app.test_client().get("/api/v1/nergens").json["code"] == "not_found"


def test_a_fault_shows_nothing_of_itself_and_needs_no_database(broken_app):
    response = broken_app.test_client().get("/boom")

    assert response.status_code == 500
    assert "decorstuk" in response.text
    assert "geheim" not in response.text
    assert broken_app.test_client().get("/api/v1/boom").json["status"] == 500


def test_the_log_tells_where_it_broke_but_no_link_that_opens_something(broken_app, caplog):
    broken_app.add_url_rule("/open/<link>", "open", lambda link: 1 / 0)

    broken_app.test_client().get("/open/sesam-sesam")

    assert "Unhandled on GET /open/<link>" in caplog.text
    assert "sesam-sesam" not in caplog.text


def test_missing_and_forbidden_pages_say_what_to_do(broken_app):
    client = broken_app.test_client()

    assert client.get("/nergens").status_code == 404
    assert "Aanmelden" in client.get("/hush").text
    assert client.post("/").status_code in {400, 405}
