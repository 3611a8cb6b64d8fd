"""Drawings: still, whole in themselves, and of shapes that the game can draw."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import svg
from tests.content.factories import a_drawing

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def rules_of_drawing(data: bytes) -> set[str]:
    return {problem.rule for problem in svg.problems("images/a.svg", data)}


def drawn(body: str) -> set[str]:
    return rules_of_drawing(a_drawing(body))


@pytest.mark.parametrize(
    "body",
    [
        '<g><path d="M0 0 L1 1" fill="none" stroke="#123"/></g>',
        f'<defs><linearGradient id="a"/><linearGradient id="b" {XLINK} xlink:href="#a"/></defs>'
        '<rect width="2" height="2" fill="url(#b)"/>',
        '<style>.a { fill: #c81e33 }</style><path class="a" d="M0 0"/>',
        '<path style="fill:#c81e33;stroke:black" d="M0 0"/>',
        '<metadata><x:note xmlns:x="urn:x" x:about="https://x.example">a</x:note></metadata>',
        "<title>Een doek</title><desc>Rood &amp; goud</desc>",
        '<path mask="none" d="M0 0" fill="rgb(1, 2, 3)"/>',
    ],
)
def test_a_plain_drawing_is_fine(body):
    assert drawn(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        '<path onload="alert(1)" d="M0 0"/>',
        '<path ONCLICK="alert(1)" d="M0 0"/>',
        '<path d="M0 0"><animate attributeName="fill" values="#000;#fff" dur="0.1s"/></path>',
        '<set attributeName="href" to="x"/>',
        "<style>@keyframes a { to { fill: #000 } }</style>",
        "<?xml-stylesheet href='x.css'?>",
        "<a><path d='M0 0'/></a>",
    ],
)
def test_what_runs_or_moves_is_refused(body):
    assert "svg.unsafe" in drawn(body)


@pytest.mark.parametrize(
    "body",
    [
        f'<image {XLINK} xlink:href="https://x.example/a.png"/>',
        '<image href="../geheim.png"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<image href="file:///etc/passwd"/>',
        '<path fill="url(https://x.example/a.svg#b)" d="M0 0"/>',
        "<path style=\"fill:url( 'https://x.example' )\" d='M0 0'/>",
        '<path style="fill:u\\72l(https://x.example)" d="M0 0"/>',
        '<path style="fill:url(/**/https://x.example)" d="M0 0"/>',
        "<style>@import 'https://x.example/a.css';</style>",
        "<style>.a { background: url(//x.example/a) }</style>",
        '<path xml:base="https://x.example/" d="M0 0"/>',
        '<path fill="javascript:alert(1)" d="M0 0"/>',
    ],
)
def test_what_comes_from_elsewhere_is_refused(body):
    assert "svg.outside" in drawn(body)


@pytest.mark.parametrize(
    "body",
    [
        "<text>hallo</text>",
        '<use href="#a"/>',
        "<mask/>",
        "<filter/>",
        "<clipPath/>",
        "<pattern/>",
        "<symbol/>",
        '<svg viewBox="0 0 1 1"/>',
        '<path mask="url(#a)" d="M0 0"/>',
        '<path style="filter: url(#a)" d="M0 0"/>',
        '<path fill="lime" d="M0 0"/>',
        '<path fill="currentColor" d="M0 0"/>',
        '<path style="stroke: #11223344" d="M0 0"/>',
    ],
)
def test_what_the_game_would_leave_out_is_refused(body):
    assert drawn(body) == {"svg.not-drawn"}


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE svg PUBLIC "x" "https://x.example/svg.dtd">',
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_doctype_is_refused_before_any_entity_is_read(start):
    assert rules_of_drawing(start.encode() + a_drawing("<title>&a;</title>")) == {"svg.doctype"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<svg></svg>",
        b'<html xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&amp;&lol;</svg>',
        b'<?xml version="1.0" encoding="ebcdic-klingon"?>' + a_drawing(),
        b"\x1f\x8b\x08" + a_drawing(),
        a_drawing()[:-3],
        a_drawing() + a_drawing(),
    ],
)
def test_what_is_no_drawing_is_refused(data):
    assert rules_of_drawing(data) == {"svg.broken"}


@pytest.mark.parametrize(
    "root",
    [
        {"viewBox": "0 0 99999 10"},
        {"width": "1e9"},
        {"width": "2000mm"},
        {"viewBox": "0 0 1e999 1"},
        {"height": "4097px"},
    ],
)
def test_a_huge_drawing_is_refused(root):
    assert rules_of_drawing(a_drawing(**root)) == {"media.huge"}


@pytest.mark.parametrize(
    "root", [{"viewBox": ""}, {"viewBox": "0 0 0 0"}, {"viewBox": "a b c d"}, {"viewBox": "0 0 9"}]
)
def test_a_drawing_without_a_size_is_refused(root):
    assert rules_of_drawing(a_drawing(**root)) == {"svg.no-size"}


@pytest.mark.parametrize(
    "root", [{"width": "100%", "height": "100%"}, {"width": "12em"}, {"width": "40", "height": "20"}]
)
def test_a_size_in_part_of_the_page_is_fine_beside_a_view_box(root):
    assert rules_of_drawing(a_drawing(**root)) == set()


def test_a_drawing_of_too_many_shapes_or_groups_is_refused():
    assert drawn("<g>" * 100 + "</g>" * 100) == {"media.huge"}
    assert drawn("<g/>" * 20_001) == {"media.huge"}


@pytest.mark.parametrize(
    "body",
    [
        f'<path fill="url(#{")" * 400_000}&#10;" d="M0 0"/>',
        f'<path style="fill:url({" " * 400_000}#a" d="M0 0"/>',
        f'<path d="{"(" * 400_000}"/>',
    ],
)
def test_an_endless_value_costs_no_time(body):
    assert drawn(body) <= {"svg.not-drawn"}


def test_an_endless_size_costs_no_time():
    assert rules_of_drawing(a_drawing(width="1" + " " * 400_000 + "x", height="9" * 400_000)) == set()


def test_a_style_full_of_half_comments_costs_no_time():
    """A search that starts anew at each of half a million openings would not end within this lesson."""
    assert drawn(f"<style>{'/*' * 250_000}</style>") == set()


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_in_a_drawing_is_judged_and_nothing_else(text):
    assert rules_of_drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {text}>'.encode("utf-8", "replace")) is not None
    assert rules_of_drawing(f"{a_drawing().decode()}{text}".encode("utf-8", "replace")) is not None
