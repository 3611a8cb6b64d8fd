"""Every kind of book: what is read from it, how its pages are kept, and what never comes along."""

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
from portal.library.epub.read import Book, BookEntry, read_book
from portal.library.epub.style import Rule, meanings_of, sheet_of, written
from portal.library.errors import BookRefused
from tests.portal.library.test_epub import a_picture, files_of, item, package, refusal, spine, xhtml, zipped

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


def test_makers_stand_in_order_with_the_name_to_sort_by() -> None:
    three = (
        '<dc:title>Licht</dc:title><dc:creator id="a">Boulet</dc:creator><dc:creator id="b">An Jansen</dc:creator>'
        '<meta refines="#b" property="file-as">Jansen, An</meta><meta refines="#b" property="role">ill</meta>'
    )
    two = (
        '<dc:title>Licht</dc:title><dc:creator xmlns:opf="http://www.idpf.org/2007/opf" opf:file-as="Jansen, An"'
        ' opf:role="aut">An Jansen</dc:creator>'
    )

    newer = bound(package(PAGE, spine("c"), metadata=three), {"een.xhtml": xhtml("<p>x</p>")})
    older = bound(package(PAGE, spine("c"), metadata=two), {"een.xhtml": xhtml("<p>x</p>")})

    assert [(maker.name, maker.sort, maker.role) for maker in newer.creators] == [
        ("Boulet", "", ""),
        ("An Jansen", "Jansen, An", "ill"),
    ]
    assert [(maker.name, maker.sort, maker.role) for maker in older.creators] == [("An Jansen", "Jansen, An", "aut")]


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


def test_the_package_says_which_way_a_book_is_leafed() -> None:
    page = {"een.xhtml": xhtml("<p>x</p>")}
    assert bound(package(PAGE, spine("c", more='page-progression-direction="rtl"')), page).direction == "rtl"
    assert bound(package(PAGE, spine("c")), page).direction == "ltr"


# The order of a book.


def test_contents_are_nested_and_a_picture_in_them_says_its_words() -> None:
    nav = xhtml(
        f'<nav {OPS} epub:type="toc"><ol><li><span>Deel een</span><ol><li>'
        '<a href="een.xhtml#b">Eén</a></li></ol></li>'
        '<li><a href="twee.xhtml"><img src="x.png" alt="De abdij"/></a></li><li><a href="weg.xhtml">Weg</a></li></ol>'
        f'</nav><nav {OPS} epub:type="page-list"><ol><li><a href="een.xhtml#p1">iv</a></li></ol></nav>'
    )
    opf = package(PAGE + item("d", "twee.xhtml") + NAV, spine("c", "d"))

    book = bound(opf, {"nav.xhtml": nav, "een.xhtml": xhtml("<p>x</p>"), "twee.xhtml": xhtml("<p>y</p>")})

    assert book.contents == (
        BookEntry(1, "Deel een", None),
        BookEntry(2, "Eén", 1, "b-b"),
        BookEntry(1, "De abdij", 2),
    )
    assert book.pages == (BookEntry(1, "iv", 1, "b-p1"),)
    assert [chapter.heading for chapter in book.chapters] == ["Eén", "De abdij"]


def test_an_endless_list_of_contents_is_cut_with_a_word_about_it() -> None:
    lines = "<li><a href='een.xhtml'>x</a></li>" * 20_000
    nav = xhtml(f'<nav {OPS} epub:type="toc"><ol>{lines}</ol></nav>')

    book = bound(package(PAGE + NAV, spine("c")), {"nav.xhtml": nav, "een.xhtml": xhtml("<p>x</p>")})

    assert len(book.contents) == 3_000
    assert any("te lang" in warning for warning in book.warnings)


def test_page_breaks_in_the_text_make_the_list_of_printed_pages_when_there_is_none() -> None:
    book = one(
        '<p>a<span epub:type="pagebreak" id="p7" title="7"/>b</p><p><span role="doc-pagebreak" id="p8">8</span></p>'
    )

    assert book.pages == (BookEntry(1, "7", 1, "b-p7"), BookEntry(1, "8", 1, "b-p8"))


def test_pages_out_of_the_order_come_last_and_a_link_reaches_them() -> None:
    opf = package(
        PAGE + item("a", "antwoord.xhtml") + item("d", "twee.xhtml"),
        '<spine><itemref idref="c"/><itemref idref="a" linear="no"/><itemref idref="d"/><itemref idref="c"/></spine>',
    )
    pages = {
        "een.xhtml": xhtml('<p><a href="antwoord.xhtml">a</a> <a href="een.xhtml#x">x</a></p>'),
        "antwoord.xhtml": xhtml("<p>Ja.</p>"),
        "twee.xhtml": xhtml("<p>y</p>"),
    }

    book = bound(opf, pages)

    assert [chapter.is_linear for chapter in book.chapters] == [True, True, True, False]
    assert [link.get("href") for link in tree(book).iter("a")] == ["4", "1#b-x"], "the first of two is meant"
    assert (book.length, "Ja." in book.chapters[3].html) == (3, True)


def test_what_no_browser_shows_is_replaced_by_what_the_book_puts_in_its_place() -> None:
    opf = package(
        '<item id="j" href="x.json" media-type="application/json" fallback="k"/>'
        '<item id="k" href="x.bin" media-type="x/y" fallback="c"/>' + PAGE,
        spine("j"),
    )

    book = bound(opf, {"x.json": "{}", "x.bin": "", "een.xhtml": xhtml("<p>Leesbaar</p>")})

    assert "Leesbaar" in book.chapters[0].html
    circle = opf.replace('fallback="c"', 'fallback="j"')
    assert "geen enkele bladzijde" in refusal(zipped(files_of(opf=circle) | {"O/x.json": "{}", "O/x.bin": ""}))


def test_names_that_differ_in_capitals_only_are_found_and_the_exact_one_first() -> None:
    opf = package(PAGE + item("d", "TWEE.xhtml") + item("e", "twee.xhtml"), spine("c", "d", "e"))
    one_link = xhtml('<p><a href="Twee.xhtml">x</a> <a href="twee.xhtml">y</a></p>')

    book = bound(
        opf, {"EEN.xhtml": one_link, "TWEE.xhtml": xhtml("<p>groot</p>"), "twee.xhtml": xhtml("<p>klein</p>")}
    )

    assert ["groot" in chapter.html for chapter in book.chapters] == [False, True, False]
    assert [link.get("href") for link in tree(book).iter("a")] == ["2", "3"]


def test_the_same_id_twice_and_paths_out_of_the_book_are_passed_over_with_a_warning() -> None:
    opf = package(PAGE + item("c", "twee.xhtml") + item("x", "../../../etc/passwd"), spine("c", "x"))

    book = bound(opf, {"een.xhtml": xhtml("<p>eerste</p>"), "twee.xhtml": xhtml("<p>tweede</p>")})

    assert ["eerste" in chapter.html for chapter in book.chapters] == [True]
    assert len(book.warnings) == 3


# Running text.


def test_notes_are_marked_and_so_is_the_way_to_them() -> None:
    book = one(
        '<p>Zon<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>Noot.</p></aside>'
        '<a epub:type="noteref">los</a><p role="dialog">x</p>'
    )

    marked = [(element.tag, element.get("role")) for element in tree(book).iter() if element.get("role")]
    assert marked == [("a", "doc-noteref"), ("aside", "doc-footnote")]


def test_formulas_survive_with_the_brackets_that_browsers_no_longer_draw() -> None:
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML">'
        '<mfenced open="[" separators=";"><mi>a</mi><mi>b</mi></mfenced>'
        "<mmultiscripts><mi>x</mi><mn>1</mn><none/><mprescripts/><mn>2</mn><none/></mmultiscripts>"
        "<menclose notation='box'><mi>y</mi></menclose>"
        "<semantics><mi>z</mi><annotation>weg</annotation></semantics></math>"
    )

    safe = one(math).chapters[0].html

    assert "<mo>[</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>)</mo>" in safe
    assert all(
        name in safe for name in ("<mmultiscripts>", "<mprescripts>", '<menclose notation="box">', "<mi>z</mi>")
    )
    assert "weg" not in safe


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


def test_a_switch_shows_one_of_its_cases_and_an_object_what_stands_in_it() -> None:
    book = one(
        '<p><epub:switch><epub:case required-namespace="urn:cml">cml</epub:case><epub:default>gewoon</epub:default>'
        "</epub:switch></p> <object data='x.xml' type='application/x-quiz'><p>terugval</p></object> "
        "<noscript><p>zonder script</p></noscript> <form><label>vraag</label><input/></form>"
    )

    said = " ".join(tree(book).text_content().split())
    assert (said, "cml" in said) == ("gewoon terugval zonder script vraag", False)


LATIN = b'<?xml version="1.0" encoding="iso-8859-1"?>' + xhtml("<p>café</p>").encode("latin-1")


@pytest.mark.parametrize(
    ("page", "text", "warned"),
    [
        (LATIN, "café", "verouderd"),
        (xhtml("<p>caf\u00e9 XX na</p>").encode().replace(b"XX", b"\xe9\x93"), "café é“ na", "verouderd"),
        (xhtml("<p>een<p>twee <b>drie</p> vier").encode(), "drie", "slordig"),
        (b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + xhtml("<p>a&x;b</p>").encode(), "ab", ""),
    ],
    ids=["latin-1", "stray bytes", "tag soup", "entity"],
)  # fmt: skip
def test_a_sloppy_page_is_read_whole_and_with_a_word_about_it(page: bytes, text: str, warned: str) -> None:
    book = bound(package(PAGE, spine("c")), {"een.xhtml": page})

    assert text in tree(book).text_content()
    assert any(warned in warning for warning in book.warnings) == bool(warned)


def test_sound_that_foyer_does_not_play_is_named() -> None:
    opf = package(
        item("c", "een.xhtml", more='media-overlay="m"') + item("m", "m.smil", "application/smil+xml"), spine("c")
    )

    book = bound(opf, {"een.xhtml": xhtml("<p>x</p><audio src='a.mp3'>stilte</audio>"), "m.smil": "<smil/>"})

    assert sum("geluid" in warning.lower() for warning in book.warnings) == 2
    assert "stilte" in book.chapters[0].html


# Drawings.

EVIL = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100" '
    'onload="slecht()"><title>Een lamp</title><script>slecht()</script><style>@import url(//x);.a{fill:red;'
    'background:url(http://x/)}</style><foreignObject><p>html</p></foreignObject>'
    '<a xlink:href="javascript:slecht()"><circle class="a" r="5" onclick="slecht()" fill="url(http://x/)"/></a>'
    '<image xlink:href="http://x/y.png"/><image xlink:href="p.png" width="9"/><use xlink:href="http://x/#y"/>'
    '<set attributeName="onload" to="slecht()"/><animate attributeName="href" values="javascript:x"/>'
    '<linearGradient id="g"/><rect fill="url(#g)" style="fill:blue;behavior:url(x)"/></svg>'
)  # fmt: skip


def test_a_drawing_keeps_its_shapes_and_nothing_that_acts_or_asks() -> None:
    opf = package(item("s", "s.svg", SVG) + item("p", "p.png", "image/png"), spine("s"))

    book = bound(opf, {"s.svg": EVIL, "p.png": a_picture()})

    page = book.chapters[0]
    assert (page.kind, page.width, page.height, page.heading) == ("picture", 200, 100, "Een lamp")
    [kept] = book.pictures
    drawn = kept.content.decode()
    assert kept.media_type == SVG
    for word in ("script", "slecht", "on", "http://x", "foreign", "html", "@import", "animate", "behavior", "<a"):
        assert re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z-])", drawn.replace("www.w3.org", "")) is None, word
    assert 'href="data:image/png;base64,' in drawn
    assert {"circle", "rect", "linearGradient"} <= {
        etree.QName(found).localname for found in etree.fromstring(drawn).iter()
    }
    assert 'viewBox="0 0 200 100"' in drawn


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


# Containers.


def test_a_shop_s_own_lock_and_a_type_that_is_packed_are_known() -> None:
    assert "DRM" in refusal(zipped(files_of() | {"META-INF/sinf.xml": "<sinf/>"}))
    out = zipped({"O/eerst.txt": "x"} | files_of())
    assert any("vooraan" in warning for warning in read_book(out).warnings)


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
