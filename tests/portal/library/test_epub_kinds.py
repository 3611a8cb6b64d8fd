"""What is kept of metadata, text, drawings and fixed pages; what is asked of each kind: `test_epub_asked.py`."""

import base64
import hashlib
import random
import re
import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from portal.library.epub.drawing import drawing_of
from portal.library.epub.fixed import headers, with_pictures
from portal.library.epub.pages import page_of
from portal.library.epub.read import Book, read_book
from portal.library.epub.style import Rule, meanings_of, sheet_of, written
from portal.library.errors import BookRefused
from tests.portal.library.test_epub import a_picture, files_of, item, package, spine, xhtml, zipped

OPS = 'xmlns:epub="http://www.idpf.org/2007/ops"'
NAV = item("n", "nav.xhtml", more='properties="nav"')
PAGE = item("c", "een.xhtml")
SVG = "image/svg+xml"


def bound(opf: str, pages: Mapping[str, str | bytes]) -> Book:
    """A book of this package and these files beside it."""
    return read_book(zipped(files_of(opf=opf, page=None) | {f"O/{name}": body for name, body in pages.items()}))


def one(body: str, head: str = "", more: str = "", **files: str | bytes) -> Book:
    """A book of one page; `files` are its neighbours, named in the package with the type of their name."""
    kinds = {"css": "text/css", "svg": SVG, "png": "image/png"}
    named = {name.replace("_", "."): content for name, content in files.items()}
    items = "".join(item(name, name, kinds[name.rpartition(".")[2]]) for name in named)
    page = xhtml(body).replace("<head>", f"<head>{head}").replace("<html ", f"<html {OPS} {more} ")
    return bound(package(PAGE + items, spine("c")), {"een.xhtml": page} | named)


def tree(book: Book, chapter: int = 0) -> html.HtmlElement:
    return html.fragment_fromstring(book.chapters[chapter].html, create_parent="div")


# What a book says of itself.


def test_publisher_year_rights_way_and_accessibility_are_read() -> None:
    metadata = (
        '<dc:title dir="rtl">ספר</dc:title><dc:language>he</dc:language><dc:publisher>Huis</dc:publisher>'
        "<dc:date>2013-05-01</dc:date><dc:rights>CC BY</dc:rights>"
        '<meta property="rendition:flow">scrolled-doc</meta>'
        '<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>'
        '<meta property="schema:accessibilityFeature">alternativeText</meta>'
        '<meta property="schema:accessibilitySummary">&lt;b&gt;Alles&lt;/b&gt; is tekst.</meta>'
        '<link rel="dcterms:conformsTo" href="http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa"/>'
    )

    book = bound(package(PAGE, spine("c"), metadata=metadata), {"een.xhtml": xhtml("<p>x</p>")})

    assert (book.name_direction, book.direction, book.flow) == ("rtl", "rtl", "scrolled")
    assert (book.publisher, book.year, book.rights) == ("Huis", 2013, "CC BY")
    assert book.access["modes"] == ["textual", "visual"]
    assert book.access["features"] == ["alternativeText"]
    assert book.access["summary"] == ["Alles is tekst."]
    assert book.access["conforms"] == ["http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa"]


def test_the_language_of_a_page_is_what_the_page_says_and_never_the_packages() -> None:
    assert one("<p>x</p>").chapters[0].language == ""
    said = one("<p>x</p>", more='xml:lang="nl-BE" dir="ltr"').chapters[0]
    assert (said.language, said.direction) == ("nl-BE", "ltr")
    assert one("<p>x</p>", more='lang="x" onload="y'.replace('"', "&quot;") + '"').chapters[0].language == ""


# Running text.


def test_what_a_stylesheet_means_for_the_words_is_kept_and_how_it_looks_is_not() -> None:
    css = (
        ".schuin{font-style:italic;color:red}.vers,span.regel{display:block}"
        "h1{text-align:center}.p .q{font-weight:bold}"
    )

    book = one(
        '<h1>K</h1><p><span class="schuin">a</span><em class="schuin">b</em><span class="vers">c</span></p>'
        '<p class="vers q">d</p>',
        head='<link rel="stylesheet" href="s.css"/>',
        s_css=css,
    )

    assert [(element.tag, element.get("class")) for element in tree(book).iter() if element.get("class")] == [
        ("h1", "b-center"),
        ("span", "b-italic"),
        ("span", "b-line"),
    ]


# Drawings.


def test_a_drawing_in_the_text_becomes_a_picture_and_one_around_a_picture_that_picture() -> None:
    lone = '<svg viewBox="0 0 8 6"><title>Kaft</title><image xlink:href="p.png" xmlns:xlink="http://www.w3.org/1999/xlink"/></svg>'
    shape = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="Een stip"><circle r="3"/></svg>'

    for body in (f"<p>a{shape}b</p>{lone}", f"<p>a{shape}b</p>{lone}<p>soep"):
        book = one(body, p_png=a_picture())

        images = list(tree(book).iter("img"))
        assert [image.get("alt") for image in images] == ["Een stip", "Kaft"]
        assert [image.get("src")[-4:] for image in images] == [".svg", ".png"]
        assert "svg" not in re.sub(r"beeld/\w+\.svg", "", book.chapters[0].html)


def test_a_drawing_that_multiplies_itself_is_cut_short() -> None:
    """Ten parts that each show the one before ten times: a billion shapes from a page of text."""
    parts = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 11))
    root = etree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"><path d="M0 0"/></g>{parts}</svg>')

    drawn = drawing_of(root, lambda _: None)

    assert drawn is not None
    assert (drawn.left_out, drawn.content.count(b"<use")) == (True, 10), (
        "only those of the last part, which nothing reuses"
    )


# Fixed pages.

FIXED = '<dc:title>Strip</dc:title><meta property="rendition:layout">pre-paginated</meta>'
FIXED_PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>'
    '<meta name="viewport" content="width=900, height=600"/>'
    '<link rel="stylesheet" href="s.css"/></head><body class="blad" onload="slecht()"><script>slecht()</script>'
    '<p id="w" class="tekst" style="top:9px;background:url(http://x/);position:fixed">Woord &lt;/style&gt;</p>'
    '<img src="p.png" alt="Prent" onerror="slecht()"/><img src="http://x/y.png" alt="ver"/><a href="http://x/">weg</a>'
    '<svg xmlns="http://www.w3.org/2000/svg">'
    '<text style="fill:red;left:1px">Ballon</text><script>slecht()</script></svg></body></html>'
)
FIXED_CSS = (
    '@import url("http://x/i.css");@font-face{font-family:x;src:url(http://x/f.woff)}.blad{background:url(p.png)}'
    ".tekst{position:absolute;left:40px;width:expression(slecht());behavior:url(x.htc);content:'</style><script>'}"
    "@media print{p{display:none}}p{background:u\\72l(http://x/)}</style><script>slecht()</script>"
)


def a_comic() -> Book:
    items = PAGE + item("s", "s.css", "text/css") + item("p", "p.png", "image/png")
    opf = package(items, spine("c"), metadata=FIXED)
    return bound(opf, {"een.xhtml": FIXED_PAGE, "s.css": FIXED_CSS, "p.png": a_picture()})


def test_a_fixed_page_keeps_its_look_and_does_nothing() -> None:
    book = a_comic()

    page = book.chapters[0]
    assert (book.layout, page.kind, page.width, page.height) == ("fixed", "fixed", 900, 600)
    shown = html.document_fromstring(page.fixed_html)
    assert {element.tag for element in shown.iter()} <= {
        "html", "head", "meta", "title", "style", "body", "p", "img", "a", "svg", "text"
    }  # fmt: skip
    for element in shown.iter():
        assert not {"onload", "onerror", "onclick", "href", "style", "srcset"} & set(element.attrib)
    assert [image.get("src") for image in shown.iter("img")] == [f"../beeld/{book.pictures[0].name}"]
    style = shown.findtext(".//style") or ""
    assert ".blad{background:url(../beeld/" in style
    assert "left:40px" in style
    for word in ("http", "expression", "behavior", "@import", "font-face", "script", "fixed", "\\", "<"):
        assert word not in style, word
    assert "top:9px !important" in style
    assert f".{shown.find('.//text').get('class')}{{fill:red !important;left:1px !important}}" in style
    assert "Woord" in page.html, "its words stay, for search, marks and who can't see it"


def test_a_fixed_page_is_answered_so_that_only_its_own_style_applies() -> None:
    page = a_comic().chapters[0].fixed_html

    policy = headers(page)["Content-Security-Policy"]

    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("sandbox; default-src 'none'")
    assert "unsafe" not in policy


def test_a_fixed_page_brings_its_pictures_along_because_its_frame_may_ask_for_none() -> None:
    book = a_comic()
    known = {picture.name: (picture.media_type, picture.content) for picture in book.pictures}

    page = with_pictures(book.chapters[0].fixed_html, known.get)

    assert "beeld/" not in page
    assert page.count("data:image/png;base64,") == 2, "the picture, and the one behind the page"
    assert with_pictures(book.chapters[0].fixed_html, lambda _: None).count("data:,") == 2


def test_older_books_say_in_their_own_way_that_pages_are_fixed() -> None:
    options = (
        '<display_options><platform name="*"><option name="fixed-layout">true</option></platform></display_options>'
    )
    files = files_of() | {"META-INF/com.apple.ibooks.display-options.xml": options}
    assert read_book(zipped(files)).chapters[0].kind == "fixed"
    mixed = '<spine><itemref idref="c" properties="rendition:layout-reflowable"/></spine>'
    assert read_book(zipped(files | {"O/p.opf": package(PAGE, mixed)})).chapters[0].kind == "text"


def test_too_large_a_picture_is_left_out_and_not_the_book() -> None:
    book = one('<p>x<img src="p.png" alt="Prent"/></p>', p_png=b"\x89PNG" + random.Random(1).randbytes(12_100_000))

    assert tree(book).xpath("string(.//p)") == "xPrent"
    assert tree(book).xpath(".//img") == []
    assert any("prent" in warning.lower() for warning in book.warnings)


@pytest.mark.parametrize(
    "sheet",
    [
        "{" * 300_000,
        ";" * 300_000,
        "a{b:" + "(" * 300_000,
        "@" * 300_000,
        "a{color:'" + "url('" * 60_000,
        "@media x{" * 40_000,
    ],
    ids=["open", "semicolons", "brackets", "at", "urls", "media"],
)
def test_a_stylesheet_that_never_ends_is_read_at_once(sheet: str) -> None:
    began = time.process_time()

    written(sheet_of(sheet).rules, lambda _: None)

    assert time.process_time() - began < 5


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab.#{}();:'\"@/*\\<>-! url,\n", max_size=120))
def test_no_stylesheet_reaches_out_of_its_place(text: str) -> None:
    css = written(sheet_of(f".a{{color:red}}{text}").rules, lambda _: None)

    assert not set("<\\@") & set(css.replace("@media", ""))
    assert "url(" not in css.replace("url(#", "")
    assert css.count("{") == css.count("}")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/ap=\"' &;#x!-[]?svgmathstyle", max_size=200))
def test_whatever_stands_in_a_page_nothing_acts(body: str) -> None:
    try:
        book = one(f"<p>Begin.</p>{body}")
    except BookRefused:
        return
    for element in tree(book).iter():
        assert isinstance(element.tag, str)
        assert element.tag not in {"script", "style", "svg", "iframe", "form"}
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)


def test_meanings_are_those_of_simple_selectors() -> None:
    rules = (
        Rule("i.x, .y", (("font-style", "italic"),)),
        Rule(".a > .b", (("font-style", "italic"),)),
        Rule(".z", (("font-weight", "700"),), "print"),
    )
    assert meanings_of(rules) == {("i", "x"): frozenset({"b-italic"}), ("", "y"): frozenset({"b-italic"})}


def test_a_page_is_xml_first_and_mended_only_when_it_must() -> None:
    assert not page_of(xhtml('<a id="x"/><p>y</p>')).is_mended
    assert page_of("<p>een<br>twee").is_mended
