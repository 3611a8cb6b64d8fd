"""The parts of the gate for EPUBs, and its laws; what is asked of each kind of file is in `test_epub_asked.py`."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from portal.library.epub.archive import resolved
from portal.library.epub.clean import CHAPTER_MAX, clean
from portal.library.epub.pages import ATTRIBUTES_MAX, DEPTH_MAX, text_of, without_doctype
from portal.library.epub.pictures import safe_picture, small_name
from portal.library.epub.read import Book, read_book
from portal.library.epub.write import Manuscript, ManuscriptChapter, Picture, epub
from portal.library.errors import BookRefused
from tests.thorough import tries

XHTML = "application/xhtml+xml"
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="O/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def package(items: str, spine: str, *, metadata: str = "<dc:title>Het licht</dc:title>", head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest>{spine}</package>"
    )


def item(name: str, href: str, media_type: str = XHTML, more: str = "") -> str:
    return f'<item id="{name}" href="{href}" media-type="{media_type}" {more}/>'


def spine(*names: str, more: str = "") -> str:
    return f"<spine {more}>" + "".join(f'<itemref idref="{name}"/>' for name in names) + "</spine>"


def xhtml(body: str, head: str = "") -> str:
    return f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{body}</body></html>'


def zipped(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return out.getvalue()


def files_of(body: str = "<h1>Een</h1><p>Licht.</p>", /, **changes: bytes | str | None) -> dict[str, bytes | str]:
    """The files of a small book; `changes` by short name replace one (None: leave it out)."""
    names = {
        "mimetype": "mimetype",
        "container": "META-INF/container.xml",
        "opf": "O/p.opf",
        "page": "O/een.xhtml",
        "encryption": "META-INF/encryption.xml",
    }
    usual: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "container": CONTAINER,
        "opf": package(item("c", "een.xhtml"), spine("c")),
        "page": xhtml(body),
    }
    chosen = usual | changes
    return {names[name]: content for name, content in chosen.items() if content is not None}


def a_book(body: str = "<h1>Een</h1><p>Licht.</p>", /, **changes: bytes | str | None) -> Book:
    return read_book(zipped(files_of(body, **changes)))


def chapter_html(body: str) -> str:
    return a_book(body).chapters[0].html


def a_picture(width: int = 8, height: int = 6, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#c81e33").save(out, kind)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(BookRefused) as refused:
        read_book(data)
    return refused.value.reason


# XML.


XXE = '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    "<!DOCTYPE x ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    + "]>"
)


def test_entities_in_a_page_stay_empty() -> None:
    for doctype in (XXE, LAUGHS):
        book = a_book(page=xhtml("<p>voor &xxe; &a8; na</p>", doctype))
        assert "ha" * 10 not in book.chapters[0].html
        assert "ENTITY" not in book.chapters[0].html
        assert "na</p>" in book.chapters[0].html


def test_utf16_does_not_smuggle_entities_past_the_gate() -> None:
    opf = package(item("c", "een.xhtml"), spine("c"), metadata="<dc:title>A&xxe;B</dc:title>", head=XXE)
    try:
        name = a_book(opf=opf.encode("utf-16")).name
    except BookRefused:
        return
    assert name in {"AB", "A&xxe;B"}


# What books get wrong and are forgiven.


def test_a_book_without_any_name_is_called_so() -> None:
    assert a_book(opf=package(item("c", "een.xhtml"), spine("c"), metadata="")).name == "Zonder titel"


def test_a_chapter_that_no_contents_list_names_is_called_by_its_first_heading() -> None:
    assert a_book("<h2>Pim &amp; de <em>zee</em></h2><p>100%25</p>").chapters[0].heading == "Pim & de zee"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        ("é".encode("utf-16"), "é"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>\xe9', "é"),
        (b'<?xml version="1.0" encoding="punycode"?>\xe9', "é"),
        (b"\xe9", "é"),
    ],
)
def test_a_page_is_read_in_the_letters_it_was_written_in(data: bytes, text: str) -> None:
    assert text_of(data).endswith(text)


# The sanitiser.

ALLOWED_SCHEMES = ("beeld/", "#", "1", "2", "weg/1-")


@pytest.mark.parametrize(
    "evil",
    [
        "<script>slecht()</script>",
        '<img src="x" onerror="slecht()"/>',
        '<p onclick="slecht()" style="position:fixed">leesbaar</p>',
        '<a href="javascript:slecht()">leesbaar</a>',
        '<a href=" java\tscript:slecht()">x</a>',
        '<a href="&#106;avascript:slecht()">x</a>',
        '<a href="data:text/html,slecht">x</a>',
        '<a href="//buiten.example/slecht" ping="//buiten.example">x</a>',
        '<a href="https://buiten.example/slecht">x</a>',
        '<img src="https://buiten.example/slecht.png" alt="x"/>',
        '<img srcset="//buiten.example/slecht 1x" alt="x"/>',
        '<iframe src="slecht"></iframe><object data="slecht"></object><embed src="slecht"/>',
        '<form action="slecht"><input name="pin"/><button>slecht</button></form>',
        "<style>@import url(//slecht); body{display:none}</style>",
        '<link rel="stylesheet" href="//slecht"/><base href="//slecht"/>',
        '<meta http-equiv="refresh" content="0;slecht"/>',
        "<svg><script>slecht()</script><foreignObject><p>slecht</p></foreignObject></svg>",
        "<math><annotation-xml encoding='text/html'><script>slecht()</script></annotation-xml></math>",
        "<math><mtext><table><mglyph><style><img src=x onerror=slecht()></style></mglyph></table></mtext></math>",
        '<noscript><p title="</noscript><img src=x onerror=slecht()>"></p></noscript>',
        "<!--><img src=x onerror=slecht()>-->",
        "<![CDATA[<script>slecht()</script>]]>",
        "<template><script>slecht()</script></template>",
        '<video src="slecht" autoplay=""></video><audio src="slecht"></audio>',
        '<p ONCLICK="slecht()" CLASS="b-line" Style="position:fixed">x</p><A HREF="//buiten.example/slecht">x</A>',
        '<img src="x.png" SRC="//buiten.example/slecht.png" alt="x"/><a href="#b" HREF="/afmelden">x</a>',
        '<img SRC="//buiten.example/slecht.png" src="x.png" alt="x"/><a Href="/afmelden" href="#b">x</a>',
        "<title><img src=x onerror=slecht()></title>",
        "<xmp><script>slecht()</script></xmp><plaintext><script>slecht()</script>",
    ],
)
def test_nothing_of_a_hostile_page_acts(evil: str) -> None:
    safe = chapter_html(f"<p>Begin.</p>{evil}<p>Einde.</p>")

    tree = html.fragment_fromstring(safe, create_parent="div")
    assert "Begin." in safe
    for element in tree.iter():
        if not isinstance(element.tag, str):
            pytest.fail("a comment or instruction came through")
        assert element.tag not in {
            "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "link", "base",
            "meta", "video", "audio", "template", "noscript", "title",
        }  # fmt: skip
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"style", "srcset", "ping", "class", "action"}
            if name in {"href", "src"}:
                assert value.startswith(ALLOWED_SCHEMES)


def test_what_a_page_says_in_capitals_is_the_same_as_in_small_letters() -> None:
    """To XML they are other words, which would pass by what small letters may not say."""
    safe = chapter_html('<p ID="reader" ROLE="alert" DATA-N="7" Class="b-line">een</p><A HREF="#noot">twee</A>')

    assert safe == '<p id="b-reader" data-n="1">een</p><a href="#b-noot">twee</a>'


def test_links_in_the_book_lead_to_its_chapters_and_ids_can_not_stand_in_for_ours() -> None:
    opf = package(item("c", "een.xhtml") + item("d", "twee.xhtml"), spine("c", "d"))
    body = (
        '<p id="text"><a href="twee.xhtml#noot%201">noot</a> <a href="#text">op</a> <a href="drie.xhtml">weg</a></p>'
    )

    book = read_book(zipped(files_of(body, opf=opf) | {"O/twee.xhtml": xhtml('<p id="noot 1">x</p>')}))

    first = html.fragment_fromstring(book.chapters[0].html)
    assert first.get("id") == "b-text"
    assert [link.get("href") for link in first.iter("a")] == ["2#b-noot_1", "#b-text", None]
    assert 'id="b-noot_1"' in book.chapters[1].html


def test_pictures_of_the_book_come_along_and_others_leave_their_words() -> None:
    body = '<img src="p.png" alt="Een lamp"/><img src="../../p.png" alt="Buiten"/>'
    body += '<img src="weg.png" id="w" title="Weg"/><p>Zo<img src="weg.png" alt=""/>maar</p>'

    opf = package(item("c", "een.xhtml") + item("p", "p.png", "image/png"), spine("c"))
    book = read_book(
        zipped(
            files_of(body + '<img src="los.png" alt="Los"/>', opf=opf)
            | dict.fromkeys(("O/p.png", "O/los.png"), a_picture())
        )
    )

    shown = html.fragment_fromstring(book.chapters[0].html, create_parent="div")
    assert [(image.get("src"), image.get("alt")) for image in shown.iter("img")] == [
        (f"beeld/{book.pictures[0].name}", "Een lamp")
    ]
    assert [(words.text, words.get("id")) for words in shown.iter("span")] == [
        ("Buiten", None),
        ("Weg", "b-w"),
        ("Los", None),
    ]
    assert shown.xpath("string(.//p)") == "Zomaar"
    assert (shown[0].get("width"), shown[0].get("height")) == ("8", "6")


@pytest.mark.parametrize(
    "body",
    [
        "<p " + " ".join(f'a{n}="1"' for n in range(ATTRIBUTES_MAX + 1)) + ">x</p>",
        "&amp;" * 200_000,
        "a" * (CHAPTER_MAX + 1),
    ],
    ids=["attributes", "escapes", "long"],
)
@pytest.mark.timeout(60)  # Without the guards each of these takes minutes.
def test_a_page_that_would_choke_the_tools_is_refused_in_time(body: str) -> None:
    with pytest.raises(BookRefused):
        clean(body, link=lambda _: None, picture=lambda _: None)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + "bodem" + "</div>" * 20_000,
        "<div>" * (DEPTH_MAX + 5) + "bodem",
        "<b><div></b>" * 150 + "bodem",
        "<table><tr><td>" * 90 + "bodem",
        "<p>kop <em>van</em> <b>een</b></p><script>slecht()</script>" + "<div>" * 500 + "bodem",
    ],
    ids=["c10", "open", "crossed", "tables", "with more"],
)
@pytest.mark.timeout(60)
def test_of_a_page_that_is_nested_too_deep_every_word_is_kept(body: str) -> None:
    book = a_book(body)

    assert "bodem" in book.chapters[0].html
    assert "slecht" not in book.chapters[0].html
    assert "kop" not in body or '<p data-n="1">kop van een</p>' in book.chapters[0].html
    assert any("te diep" in warning for warning in book.warnings)


@pytest.mark.timeout(60)
def test_a_document_type_is_found_in_linear_time() -> None:
    assert without_doctype("<!DOCTYPE html [<!ENTITY a '>'>]><p>x</p>").endswith("<p>x</p>")
    for text in ("<!DOCTYPE" * 200_000, "<!DOCTYPE[" + "]" * 1_000_000, "<!DOCTYPE" + "[" * 1_000_000):
        without_doctype(text)


# Pictures.


def test_a_picture_is_drawn_anew_and_never_larger_than_a_tablet() -> None:
    for size, kind, end in (
        ((4_000, 20), "JPEG", (1_600, 8)),
        ((40, 20), "JPEG", (40, 20)),
        ((40, 20), "PNG", (40, 20)),
    ):
        kept = safe_picture(a_picture(*size, kind) + b"<script>", 1_600)

        assert kept is not None
        assert kept.media_type == f"image/{kind.lower()}"
        assert b"<script>" not in kept.content
        assert Image.open(io.BytesIO(kept.content)).size == end == (kept.width, kept.height)


def test_a_picture_keeps_nothing_but_the_picture() -> None:
    """Where it was taken, by whom, and a small one of before it was cut."""
    image = Image.new("RGB", (40, 30), "#1b2a6b")
    notes = image.getexif()
    notes[0x010E] = "Thuis bij Jits"
    for kind in ("JPEG", "PNG"):
        out = io.BytesIO()
        image.save(out, kind, exif=notes, comment="Geheim")

        kept = safe_picture(out.getvalue(), 1_600)

        assert kept is not None
        assert b"Thuis" in out.getvalue()
        assert b"Thuis" not in kept.content
        assert b"Geheim" not in kept.content
        assert Image.open(io.BytesIO(kept.content)).getpixel((5, 5)) in {(27, 42, 107), (26, 42, 107), (28, 42, 107)}


def test_a_picture_that_was_taken_sideways_stands_upright() -> None:
    image = Image.new("RGB", (40, 30))
    notes = image.getexif()
    notes[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=notes)

    kept = safe_picture(out.getvalue(), 1_600)

    assert kept is not None
    assert (kept.width, kept.height) == (30, 40)


@pytest.mark.parametrize(
    "data", [b"", b"<html>nee</html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", a_picture()[:40]]
)
def test_what_is_no_picture_is_left_out(data: bytes) -> None:
    assert safe_picture(data, 800) is None


@pytest.mark.parametrize(
    ("size", "is_cover"),
    [((80, 112), True), ((40, 60), False), ((300, 79), False), ((300, 90), False), ((240, 80), True)],
)
def test_a_stamp_or_a_banner_is_no_cover_and_the_library_is_told(size: tuple[int, int], is_cover: bool) -> None:
    opf = package(item("c", "een.xhtml") + item("k", "k.png", "image/png", 'properties="cover-image"'), spine("c"))

    book = read_book(zipped(files_of(opf=opf) | {"O/k.png": a_picture(*size)}))

    assert bool(book.cover) == is_cover
    assert any("te klein of te smal" in warning for warning in book.warnings) != is_cover


@pytest.mark.parametrize(
    ("size", "shown"),
    [((200, 300), (200, 300)), ((240, 280), (240, 280)), ((250, 250), (250, 350)), ((300, 200), (300, 420))],
)
def test_a_wide_cover_stands_whole_in_the_shape_of_a_book(size: tuple[int, int], shown: tuple[int, int]) -> None:
    opf = package(item("c", "een.xhtml") + item("k", "k.png", "image/png", 'properties="cover-image"'), spine("c"))

    book = read_book(zipped(files_of(opf=opf) | {"O/k.png": a_picture(*size)}))

    cover, small = (
        next(one for one in book.pictures if one.name == name) for name in (book.cover, small_name(book.cover))
    )
    with Image.open(io.BytesIO(cover.content)) as whole, Image.open(io.BytesIO(small.content)) as on_shelf:
        assert whole.size == shown
        assert on_shelf.width / on_shelf.height == pytest.approx(shown[0] / shown[1], abs=0.01)


# Names.


@pytest.mark.parametrize(
    ("base", "href", "name"),
    [
        ("O/p.opf", "een.xhtml", "O/een.xhtml"),
        ("O/T/een.xhtml", "../b/x.png#y", "O/b/x.png"),
        ("O/p.opf", "../../x", None),
        ("O/p.opf", "/x", None),
        ("O/p.opf", "file:///etc/x", None),
        ("O/p.opf", "%2e%2e/%2e%2e/x", None),
        ("O/p.opf", "een%20twee.xhtml?x", "O/een twee.xhtml"),
    ],
)
def test_references_are_resolved_inside_the_book(base: str, href: str, name: str | None) -> None:
    assert resolved(base, href) == name


# Laws.

MANUSCRIPT = Manuscript(
    identifier="urn:foyer:title:proef",
    name="Proef & <toets>",
    author='An "de lamp" Peeters',
    language="nl",
    summary="Kort & goed.",
    subjects=("licht", "moed"),
    rights="EUPL-1.2",
    modified=datetime(2026, 11, 22, tzinfo=UTC),
    cover=Picture("kaft.png", "image/png", a_picture(100, 140), "Een kaft"),
    chapters=(
        ManuscriptChapter(
            "Eén", ("Het licht & het donker.", "***", "Uit."), Picture("p.png", "image/png", a_picture(), "P")
        ),
        ManuscriptChapter("Twee <3", ("Aan.",)),
    ),
)
WRITTEN = epub(MANUSCRIPT)


def test_what_we_write_we_read() -> None:
    book = read_book(WRITTEN)

    assert (book.name, book.author, book.language) == (MANUSCRIPT.name, MANUSCRIPT.author, "nl")
    assert (book.summary, book.subjects, book.warnings) == ("Kort & goed.", ("licht", "moed"), ())
    assert [chapter.heading for chapter in book.chapters] == ["Eén", "Twee <3"]
    assert "Het licht &amp; het donker." in book.chapters[0].html
    assert book.cover in {picture.name for picture in book.pictures}
    assert epub(MANUSCRIPT) == WRITTEN


@settings(max_examples=tries(120, 3_000), deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WRITTEN) - 1), st.integers(0, 255)), min_size=1, max_size=12), st.data())
def test_damage_is_refused_and_never_breaks(changes: list[tuple[int, int]], data: st.DataObject) -> None:
    mutated = bytearray(WRITTEN)
    for at, value in changes:
        mutated[at] = value
    cut = data.draw(st.sampled_from([len(mutated)] * 4 + [len(mutated) // 2, len(mutated) - 1]))
    try:
        book = read_book(bytes(mutated[:cut]))
    except BookRefused:
        return
    assert book.chapters


PARTS = files_of("<h1>Kop</h1><p>Een <b>zin</b> &eacute;n <a href='#x'>meer</a>.</p><img src='p.png' alt='x'/>")
SNIPPETS = st.sampled_from(
    ["<", ">", "&", '"', "]]>", "<![CDATA[", "<!--", "<!DOCTYPE x [", "<?", "</p>", "<script>",
     "\0", "\ud7ff", "&#0;",
     "&#xD800;", "..", "/", "%2e", "%ff", "\ufeff", "encoding='utf-16'", "<p>" * 300, "xmlns=''", "é", "&nbsp;"]
)  # fmt: skip


@settings(max_examples=tries(120, 3_000), deadline=None)
@given(
    st.sampled_from(["META-INF/container.xml", "O/p.opf", "O/een.xhtml"]),
    st.lists(st.tuples(st.floats(0, 1), SNIPPETS), min_size=1, max_size=4),
)
def test_mangled_markup_is_refused_or_mended_and_never_breaks(name: str, cuts: list[tuple[float, str]]) -> None:
    text = str(PARTS[name])
    for where, snippet in cuts:
        at = int(where * len(text))
        text = text[:at] + snippet + text[at:]
    try:
        book = read_book(zipped(PARTS | {name: text.encode("utf-8", "replace")}))
    except BookRefused:
        return
    for chapter in book.chapters:
        assert "<script" not in chapter.html
