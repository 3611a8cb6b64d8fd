"""Whatever is sent to whatever address, on both databases: an answer of ours, never a 500.

The app of these tests lets exceptions through, so a view that breaks fails the test with its own traceback.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import AnyConverter, Rule

from portal.offers.filter import PARAMETERS
from tests.portal.security.doors import CLOSED, doors, values_of
from tests.portal.security.town import Town
from tests.thorough import share

NASTY = (
    "%00",
    "a%00b",
    "%ff%fe",
    "%ed%a0%80",
    "%c0%ae%c0%ae/",
    *map(
        quote,
        (
            "🎭👩‍👩‍👧",
            "\u202egnihtemos\u2066",
            "\ufeff\u200b",
            "e\u0301" * 50,
            "x" * 5_000,
            "'; DROP TABLE booking; --",
            "{{7*7}}${7*7}<script>alert(1)</script>",
            "../../../../etc/passwd",
            "..\\..\\windows",
            "%s%n%(x)s",
            "\r\nSet-Cookie: a=b",
            "//[",
            "-1",
            "0",
            "9" * 19,
            "9" * 30,
            "9" * 5_000,
            "1e999",
            "nan",
            "-inf",
            "²",
            "٣",
            "1_000",
            " 1 ",
            "",
            ",,,",
            "2027-13-45",
            "0000-00-00",
        ),
    ),
)
"""Percent-encoded: bytes that are no text among them."""

NAMES = (
    *(name for name, _ in PARAMETERS.values()),
    *("moment", "voor", "klas", "leeftijd", "zoek", "code", "volgende", "leerlingen", "begeleiders", "pagina"),
    *("cursor", "v", "regions[]", "onbekend"),
)

DATABASES = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def askers(town: Town, rule: Rule) -> tuple[str, dict[str, str]]:
    """Who may ask for this address, and with which token."""
    name = max(CLOSED.get(rule.endpoint) or {"teacher"})
    return name, town.bearer(name) if rule.rule.startswith("/api/") else {}


def reading_rules(town: Town) -> Iterator[Rule]:
    yield from (rule for rule in town.app.url_map.iter_rules() if "GET" in (rule.methods or ()))


def with_value(town: Town, rule: Rule, name: str, written: str) -> str:
    """The address of a rule with one of its values replaced by something that stands there as it is written."""
    values = values_of(rule, town.near)
    usual = town.app.url_map.bind("localhost").build(rule.endpoint, values)
    if isinstance(rule._converters[name], AnyConverter):
        return usual.replace(str(values[name]), written)
    mark = 77_777 if "int" in rule.rule and isinstance(values[name], int) else "77777"
    marked = town.app.url_map.bind("localhost").build(rule.endpoint, values | {name: mark})
    return marked.replace("77777", written)


def test_nothing_in_an_address_breaks_a_page(any_town: Town) -> None:
    # In turns, for hundreds of addresses are alike.
    for number, rule in enumerate(reading_rules(any_town)):
        name, headers = askers(any_town, rule)
        client = any_town.client(name)
        for argument in rule.arguments:
            for written in share(NASTY, number, of=12):
                answer = client.get(with_value(any_town, rule, argument, written), headers=headers)
                assert answer.status_code < 500, f"{rule.rule} {argument}={written}"


def test_nothing_in_a_question_breaks_a_page(any_town: Town) -> None:
    for number, door in enumerate(doors(any_town)):
        if door.method != "GET" or "/static/" in door.path:
            continue
        name = max(door.allowed, default="teacher")
        client = any_town.client(name)
        headers = any_town.bearer(name) if door.is_api else {}
        # NUL for all; of the others one each, in turns.
        for written in ("%00", *share(NASTY, number, of=32)):
            query = "&".join(f"{parameter}={written}" for parameter in NAMES)
            answer = client.get(f"{door.path}?{query}", headers=headers)
            assert answer.status_code < 500 or door.path == "/readyz", f"{door} {written}"


@pytest.mark.parametrize("parameter", [name for name, _ in PARAMETERS.values()])
def test_each_parameter_of_the_search_stands_alone(town: Town, parameter: str) -> None:
    """One at a time, or a bad one would hide another: pairs are dropped together."""
    client = town.client()
    for written in NASTY:
        assert client.get(f"/api/v1/offers?{parameter}={written}").status_code in {200, 422}, written


MANY = {
    "nobody reads": [(f"p{number}", "x") for number in range(10_000)],
    "one name": [("levels", "lager-1")] * 10_000,
    "towns": [("regions", f"nis-{number:05d}") for number in range(10_000)],
    "months": [("months", f"20{number // 12:02d}-{number % 12 + 1:02d}") for number in range(1_200)],
    "words": [("text", " ".join("abcdefghij"[number % 10] * 3 for number in range(10_000)))],
}


@pytest.mark.parametrize("kind", MANY)
def test_ten_thousand_parameters_are_a_question_too(any_town: Town, kind: str) -> None:
    query = urlencode(MANY[kind])
    for path in ("/aanbod", "/api/v1/offers", "/boeken", "/bezoek", "/aanmelden", "/"):
        assert any_town.client().get(f"{path}?{query}").status_code in {200, 422}, path


TEXTS = (
    "\0",
    "4A\0",
    "x" * 100_000,
    "🎭" * 50,
    "\u202e\u2066 Klas",
    "\ud7ff\ue000\uffff",
    "9" * 30,
    "-1",
    "²",
    "2026-02-31",
    "<script>alert(1)</script>",
    "=1+1",
    " ",
)

FORMS = {
    "/aanmelden": ("email", "password", "volgende"),
    "/klassen": ("name", "level", "pupils"),
    "/klassen/{class_id}/wijzigen": ("name", "level", "pupils"),
    "/aanbod/{offer}/boeken": (
        *("moment", "klas", "contact", "bericht", "opmerking", "sleutel", "key", "prijs", "toch"),
        *("naam-1", "niveau-1", "leerlingen-1", "begeleiders-1", "rolstoel-1", "naam", "leerlingen", "begeleiders"),
    ),
    "/boekingen/{reference}/annuleren": ("reden",),
    "/boeken/{title}/klasset": ("class_group_id", "copies", "first", "last", "key"),
    "/boeken/{title}/wachtlijst": ("class_group_id", "copies", "first", "last", "key"),
    "/klassets/{set_id}/periode": ("first", "last"),
    "/klassets/{set_id}/aantal": ("copies",),
    "/bibliotheek/titels/{title}/terugtrekken": ("because",),
    "/klas": ("code",),
    "/klas/{set_code}/vos": ("prent1", "prent2", "prent3", "nieuw"),
    "/klas/{set_code}/look": ("grootte", "kleur", "letter", "regels", "rand", "bladeren", "hoofdstuk"),
    "/klas/{set_code}/lees/1/plaats": ("plaats", "stuk", "deel"),
    "/klassets/{set_id}/samen/vragen": ("chapter", "text", "options"),
    "/klassets/{set_id}/samen/vragen/van-het-boek": ("vraag",),
    "/bibliotheek/titels/{title}": ("copies", "first", "last", "loans", "key"),
    "/bibliotheek/titels/{title}/gegevens": ("age_from", "age_to", "themes", "language", "summary", "basis", "stamp"),
    "/bibliotheek/titels/{title}/vragen": ("chapter", "text", "options"),
    "/bibliotheek/kijker": ("title", "first", "last", "line"),
    "/bibliotheek/toevoegen": ("copies", "first", "last", "loans", "age_from", "age_to", "themes"),
    "/gezelschap/{production}": ("pack",),
}
WHO = {"/bibliotheek": "librarian", "/gezelschap": "author"}


def sender(form: str) -> str:
    return next((name for start, name in WHO.items() if form.startswith(start)), "teacher")


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_a_form_breaks_a_page(any_town: Town, form: str) -> None:
    path, client = form.format(**any_town.near), any_town.client(sender(form))
    sound = {"name": "5B", "level": "lager-2", "pupils": "20", "email": "a@b.example", "password": "x" * 12}
    sound |= {"copies": "5", "first": "2026-12-01", "last": "2026-12-20", "key": "k" * 20, "moment": "1"}
    for turn, field in enumerate(FORMS[form]):
        for text in share(TEXTS, turn, of=4):
            data = {name: sound.get(name, "1") for name in FORMS[form]} | {field: text}
            assert client.post(path, data=data).status_code < 500, f"{field}={text[:20]!r}"
    for text in TEXTS:
        everywhere = client.post(path, data=dict.fromkeys(FORMS[form], text))
        assert everywhere.status_code < 500
    for raw, kind in (
        (b"name=%ff%fe&email=%ed%a0%80&code=\xff\xfe", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff', "multipart/form-data; boundary=x"),
        (b"no boundary", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"", "text/plain; charset=klingon"),
    ):
        assert client.post(path, data=raw, content_type=kind).status_code < 500, kind


@pytest.mark.parametrize("form", ["/klassen", "/aanmelden", "/aanbod/{offer}/boeken", "/klas"])
def test_any_text_in_a_form_is_answered(any_town: Town, form: str) -> None:
    path, client = form.format(**any_town.near), any_town.client("teacher")

    @DATABASES
    @given(st.dictionaries(st.sampled_from(FORMS[form]), st.text(max_size=60), max_size=6))
    def post(data: dict[str, str]) -> None:
        assert client.post(path, data=data).status_code < 500

    post()


def test_any_text_in_an_address_is_answered(any_town: Town) -> None:
    rules = [rule for rule in reading_rules(any_town) if not rule.rule.startswith("/static")]
    clients = {name: any_town.client(name) for name in any_town.people}

    @DATABASES
    @given(
        st.sampled_from(rules), st.text(max_size=40), st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30))
    )
    def get(rule: Rule, text: str, query: dict[str, str]) -> None:
        name, headers = askers(any_town, rule)
        values = values_of(rule, any_town.near)
        path = rule.rule
        for argument in rule.arguments:
            value = quote(text, safe="") or str(values[argument])
            path = path.replace(next(part for part in path.split("/") if f"{argument}>" in part), value, 1)
        assert clients[name].get(f"{path}?{urlencode(query)}", headers=headers).status_code < 500

    get()


API_BODIES = (
    {"performance_id": 1, "groups": [{"name": "4A\0", "level": "lager-2", "pupils": 20}]},
    {"performance_id": 2**31 - 1, "groups": [{"name": "4A", "level": "lager-2", "pupils": 20}]},
    {"performance_id": 10**30, "groups": []},
    {"performance_id": 1, "groups": [{"name": "\u202e🎭", "level": "lager-2", "pupils": 1}], "note": "\0" * 10},
    {"performance_id": 1, "groups": [{"name": "x" * 100_000, "level": "\0", "pupils": 1e308}]},
    {"performance_id": True, "groups": {"name": "x"}, "\0": "\0"},
    [],
    "tekst",
    12,
)


def test_nothing_in_the_json_of_a_call_breaks_it(any_town: Town) -> None:
    headers = any_town.bearer("teacher")
    reference, code = any_town.near["reference"], any_town.near["visit_code"]
    for path in ("/api/v1/bookings", f"/api/v1/bookings/{reference}/cancel", f"/api/v1/visits/{code}/results"):
        for number, body in enumerate(API_BODIES):
            key = {"Idempotency-Key": f"sleutel-{number}"}
            answer = any_town.client().post(path, json=body, headers=headers | key)
            assert answer.status_code in {200, 201, 404, 409, 422}, f"{path} {str(body)[:60]}"
        for raw in (
            b'{"reason": "\\ud800"}',
            b"\xff\xfe{}",
            b"[" * 5_000,
            b'{"a": NaN}',
            b"null",
            b'{"reason": "x"',
            b"9" * 5_000,
        ):
            answer = any_town.client().post(
                path, data=raw, content_type="application/json", headers=headers | {"Idempotency-Key": "rauw"}
            )
            assert answer.status_code in {400, 422}, f"{path} {raw[:20]!r}"
            assert answer.content_type == "application/problem+json"
