"""The log-in and class pages through the whole app."""

from flask.testing import FlaskClient

from portal.web.access import safe_target


def test_a_page_for_schools_sends_strangers_to_the_login_and_back(client: FlaskClient) -> None:
    answer = client.get("/klassen?x=1")

    assert answer.status_code == 303
    assert answer.location == "/aanmelden?volgende=/klassen?x%3D1"


def test_a_failed_login_keeps_the_address_and_tells_nothing_more(client: FlaskClient) -> None:
    answer = client.post("/aanmelden", data={"email": "wie@demo.example", "password": "wat dan ook"})

    assert answer.status_code == 422
    assert 'value="wie@demo.example"' in answer.text
    assert "horen niet bij elkaar" in answer.text
    assert "wat dan ook" not in answer.text


def test_after_the_login_nobody_is_sent_to_another_site() -> None:
    for target in ("//evil.example/x", "https://evil.example", "/\\evil.example", "\\\\evil", "/a\nb", "", None):
        assert safe_target(target) == "/"
    assert safe_target("/boekingen?x=1") == "/boekingen?x=1"


def test_every_answer_carries_the_headers(client: FlaskClient) -> None:
    for path in ("/", "/aanmelden", "/nergens", "/healthz"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_process_is_alive_and_not_ready_before_the_schema_is_there(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["reason"]) == (503, "schema")
