"""A walk past every door of the portal with everybody's keys: nobody gets into another's house."""

import pytest
from werkzeug.test import TestResponse

from portal.library.models import Animal
from tests.portal.security.doors import BASIC, CLOSED, EVERYBODY, EVERYBODYS, OPEN, Door, doors
from tests.portal.security.town import PASSWORD, PEOPLE, Town, everything, give_password

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PROBLEM = "application/problem+json"
ELSEWHERE = {
    *(
        "home.static",
        "home.font",
        "home.upload",
        "reader.picture",
        "reader.fixed",
        "export.sitemap_part",
        "agenda.calendar",
    ),
    *("rounds.file", "opds.epub", "kept.stand", "kept.whole_book"),
}
"""Files of which there are none here; they have tests of their own."""


def ask(town: Town, door: Door, name: str) -> TestResponse:
    """Knock as somebody: with a log-in for pages, with a token for the API."""
    if door.is_api:
        json = {} if door.method == "POST" else None
        return town.client().open(door.path, method=door.method, headers=town.bearer(name), json=json)
    return town.client(name).open(door.path, method=door.method, data={} if door.method == "POST" else None)


def judge(door: Door, name: str, answer: TestResponse) -> str:
    """What is wrong with an answer; empty when nothing is."""
    status = answer.status_code
    if door.is_open:
        return "" if status not in {401, 403, 404} else f"{status}: an open door is shut"
    if door.endpoint in BASIC:
        asked = status == 401 and answer.headers["WWW-Authenticate"].startswith("Basic ")
        return "" if asked else f"{status}, not 401"
    if name in door.allowed:
        return "" if status not in {401, 403, 404} else f"{status}: the owner is kept out"
    if name == "nobody" and door.is_api:
        return "" if status == 401 and answer.headers["WWW-Authenticate"] else f"{status}, not 401"
    if name == "nobody":
        sent = status == 303 and answer.location.startswith("/aanmelden?volgende=")
        return "" if sent else f"{status}, not on to the log-in"
    return "" if status in {403, 404} else f"{status}, not 403 or 404"


def walk(town: Town, method: str) -> list[str]:
    """What is wrong with the answers to everybody at every door."""
    return [
        f"{door} as {name}: {found}"
        for door in doors(town)
        if door.method == method and door.endpoint not in ELSEWHERE
        for name in sorted(EVERYBODY)
        if (found := judge(door, name, ask(town, door, name)))
    ]


def test_every_door_is_on_the_list(town: Town) -> None:
    """A new route must say here who may pass, or this fails."""
    there = {rule.endpoint for rule in town.app.url_map.iter_rules()}

    assert there == OPEN | set(CLOSED)


def test_scenario_50_every_page_opens_for_its_own_people_and_for_nobody_else(town: Town) -> None:
    assert walk(town, "GET") == []


def test_nothing_of_a_house_is_changed_by_a_stranger(town: Town) -> None:
    before = everything(town)
    changing = [door for door in doors(town) if door.method != "GET" and not door.is_open]
    assert len(changing) > 10

    wrong = [
        f"{door} as {name}: {found}"
        for door in changing
        for name in sorted(EVERYBODY - door.allowed)
        if (found := judge(door, name, ask(town, door, name)))
    ]

    assert wrong == []
    assert everything(town) == before


def test_no_page_tells_a_stranger_what_is_of_another_house(town: Town) -> None:
    """Lists and desks of the far houses, with the ids of the near ones in their questions."""
    near = town.near
    foreign = f"?moment={near['performance_id']}&klas={near['class_id']}&voor=999999&zoek={near['class_name']}"
    keys = {town.near["visit_code"], town.near["set_code"]}

    for door in doors(town):
        # Who holds a code may see what it opens.
        if door.method != "GET" or any(key in door.path for key in keys) or door.is_api:
            continue
        for name in (*(f"far_{one}" for one in PEOPLE), "nobody"):
            for query in ("", foreign):
                answer = town.client(name).get(door.path + query)
                asked = set() if not query else {town.near["class_name"]}
                for secret in set(town.secrets) - asked:
                    # A page may repeat its own address, as the link back does after a log-in.
                    assert secret.encode() not in answer.data.replace(door.path.encode(), b""), (
                        f"{door}{query} as {name}: {secret}"
                    )


def test_scenario_49_the_api_lists_what_is_the_callers_own(town: Town) -> None:
    for name in ("far_teacher", "far_staff"):
        for path in ("/api/v1/bookings", f"/api/v1/centres/{town.far['centre']}/ledger"):
            text = town.client().get(path, headers=town.bearer(name)).text
            assert not [secret for secret in town.secrets if secret in text]


def test_a_school_can_not_book_with_or_lend_to_the_class_of_another(town: Town) -> None:
    before = everything(town)
    stranger = town.client("far_teacher")

    answer = stranger.post(
        f"/boeken/{town.near['title']}/klasset",
        data={"class_group_id": town.near["class_id"], "copies": "5", "key": "k" * 20}
        | {"first": "2026-12-01", "last": "2026-12-20"},
    )

    assert answer.status_code in {404, 422}
    assert everything(town) == before


def test_pupils_of_one_class_read_nothing_with_the_device_of_another(town: Town) -> None:
    device = town.client()
    chosen = {"prent1": "ster", "prent2": "maan", "prent3": "vis", "nieuw": "1"}
    animal = next(iter(Animal)).value
    assert device.post(f"/klas/{town.far['set_code']}/{animal}", data=chosen).status_code == 303
    assert device.get(f"/klas/{town.far['set_code']}/lees/1").status_code == 200
    code = town.near["set_code"]

    assert device.get(f"/klas/{code}/lees/1").location == f"/klas/{code}"
    assert device.get(f"/klas/{code}/lees/beeld/prent.png").status_code == 404
    assert device.post(f"/klas/{code}/lees/1/plaats", data={"plaats": "0.5"}).status_code == 422


def test_every_form_without_its_token_is_refused_and_changes_nothing(guarded_town: Town) -> None:
    town, before = guarded_town, everything(guarded_town)
    pages = [door for door in doors(town) if door.method != "GET" and not door.is_api]
    assert len(pages) > 15

    for door in pages:
        somebody = max(door.allowed - {"nobody"}, default="teacher")
        for data in ({}, {"csrf_token": "geraden"}):
            answer = town.client(somebody).open(door.path, method=door.method, data=data)
            assert answer.status_code == 400, f"{door} as {somebody}: {answer.status_code}"
            assert 'lang="nl-BE"' in answer.text

    assert everything(town) == before


def test_the_api_asks_for_a_token_and_never_for_a_form_token(guarded_town: Town) -> None:
    reference = guarded_town.near["reference"]

    asked = guarded_town.client().post(f"/api/v1/bookings/{reference}/cancel", headers=guarded_town.bearer("teacher"))

    assert (asked.status_code, asked.json["state"]) == (200, "cancelled")


def test_a_cookie_is_no_token_and_a_token_no_cookie(town: Town) -> None:
    for door in doors(town):
        if door.is_open:
            continue
        if door.is_api:
            for name in sorted(door.allowed):
                answer = town.client(name).open(door.path, method=door.method, json={})
                assert answer.status_code == 401, f"{door} with the cookie of {name}"
                assert answer.content_type == PROBLEM
        else:
            name = max(door.allowed, default="teacher")
            answer = town.client().open(door.path, method=door.method, headers=town.bearer(name))
            assert answer.status_code == (401 if door.endpoint in BASIC else 303), f"{door} with the token of {name}"
    reference = town.near["reference"]
    for header in ("Basic eDp5", "Bearer", "Bearer ", "Bearer x y", "bearer \xff", "Token " + town.tokens["teacher"]):
        answer = town.client().get(f"/api/v1/bookings/{reference}", headers={"Authorization": header})
        assert answer.status_code == 401


def test_every_answer_carries_the_headers_and_none_of_somebody_is_kept_by_a_cache(town: Town) -> None:
    for door in doors(town):
        if door.endpoint in {"home.static", "home.font"} or door.endpoint == "accounts.logout":
            continue  # The same for everybody, and nobody's.
        for name in sorted({"nobody", *sorted(door.allowed)[-1:], "far_teacher"}):
            answer = ask(town, door, name)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            # A drawing of a book has its own strokes and colours written in it, and may do nothing else.
            is_drawing = policy.startswith("sandbox; ") and "-src 'self'" not in policy and "script" not in policy
            assert "unsafe" not in policy or is_drawing
            if door.endpoint in EVERYBODYS and answer.status_code == 200:
                assert "Set-Cookie" not in answer.headers, str(door)
                continue
            assert {header: answer.headers[header] for header in HEADERS} == HEADERS, str(door)
            kept = answer.headers["Cache-Control"]
            if name != "nobody" and answer.status_code != 404 and door.endpoint != "api_description.openapi":
                assert "public" not in kept, f"{door} as {name}: {kept}"
                assert "no-store" in kept or "private" in kept or kept == "no-cache", f"{door} as {name}: {kept}"


def cookies_of(answer: TestResponse) -> list[str]:
    return answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("base_url", ["http://localhost", "https://foyer.example"])
def test_all_cookies_are_shut_to_scripts_and_to_other_sites(request: pytest.FixtureRequest, base_url: str) -> None:
    is_https = base_url.startswith("https")
    place: Town = request.getfixturevalue("https_town" if is_https else "town")
    place.app.config["WTF_CSRF_ENABLED"] = False
    email = give_password(place, "teacher")
    seen: list[str] = []
    for door in doors(place):
        client = place.client("teacher", base_url=base_url)
        if not door.is_api:
            seen += cookies_of(client.open(door.path, method=door.method, base_url=base_url))
    form = {"email": email, "password": PASSWORD}
    seen += cookies_of(place.client().post("/aanmelden", data=form, base_url=base_url))

    assert {cookie.partition("=")[0] for cookie in seen} == {"foyer", "leeslook"}
    for cookie in seen:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) == is_https
        assert "Domain" not in cookie


def test_behind_https_the_browser_is_told_to_stay_there(https_town: Town) -> None:
    answer = https_town.client().get("/", base_url="https://foyer.example")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_an_error_is_our_own_page_or_a_problem_document(town: Town) -> None:
    for method, path, status in (
        ("GET", "/nergens", 404),
        ("POST", "/nergens", 404),
        ("DELETE", "/aanmelden", 405),
        ("GET", "/afmelden", 405),
        ("PUT", "/", 405),
        ("TRACE", "/", 405),
        ("GET", "/api/v1/nergens", 404),
        ("DELETE", "/api/v1/offers", 405),
    ):
        answer = town.client("teacher").open(path, method=method)
        assert answer.status_code == status, f"{method} {path}"
        if path.startswith("/api/"):
            assert answer.content_type == PROBLEM
            assert answer.json["code"]
        else:
            assert 'lang="nl-BE"' in answer.text
        if status == 405:
            assert answer.headers["Allow"]


def test_what_is_too_large_is_refused_before_it_is_kept(town: Town) -> None:
    for data, kind in (
        ({"email": "x" * 1_100_000}, None),
        ({"email": "x" * 600_000}, "multipart/form-data"),
        ({f"veld{number}": "x" for number in range(1_001)}, "multipart/form-data"),
    ):
        answer = town.client().post("/aanmelden", data=data, content_type=kind)
        assert answer.status_code == 413
        assert "Dat past niet door de deur" in answer.text


def test_head_and_options_are_answered_without_a_body_that_should_not_be_there(town: Town) -> None:
    for door in doors(town):
        if door.method != "GET" or door.endpoint in {"home.static", "home.font", "home.upload"}:
            continue
        name = max(door.allowed - {"nobody"}, default="teacher")
        headers = town.bearer(name) if door.is_api else {}
        client = town.client(None if door.is_api else name)
        head, get = (client.open(door.path, method=method, headers=headers) for method in ("HEAD", "GET"))
        assert (head.status_code, head.data) == (get.status_code, b""), str(door)
        options = client.open(door.path, method="OPTIONS", headers=headers)
        assert options.status_code == 200
        assert "Access-Control-Allow-Origin" not in options.headers


def test_a_broken_view_shows_no_traceback(tmp_path: object, limited_town: Town) -> None:
    def break_down() -> str:
        raise RuntimeError("geheim: wachtwoord van de database")

    app = limited_town.app
    app.view_functions["home.home"] = break_down
    app.view_functions["api_offers.offers"] = break_down

    page, problem = limited_town.client().get("/"), limited_town.client().get("/api/v1/offers")

    assert (page.status_code, problem.status_code) == (500, 500)
    assert problem.content_type == PROBLEM
    for answer in (page, problem):
        assert "geheim" not in answer.text
        assert "Traceback" not in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
