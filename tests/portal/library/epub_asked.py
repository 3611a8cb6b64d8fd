"""What is asked of the gate for each kind of file in a corpus of real, odd and hostile EPUBs: a line a kind.

The names are those that the kinds have in that corpus: `own/` ours, `idpf/` and `w3c/` after the sample books of
those houses, `hostile/` what somebody sends who means harm. The files themselves are no part of this repository; each
is made here in the same shape, as small as shows it. `test_epub_asked.py` goes through both tables.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree, html

from portal.library.epub.archive import ENTRIES_MAX
from portal.library.epub.clean import CHAPTER_MAX
from portal.library.epub.contents import ENTRIES_MAX as LINES_MAX
from portal.library.epub.read import Book, BookEntry
from tests.portal.library.test_epub import (
    CONTAINER,
    LAUGHS,
    XXE,
    a_picture,
    files_of,
    item,
    package,
    spine,
    xhtml,
    zipped,
)

OPS = 'xmlns:epub="http://www.idpf.org/2007/ops"'
SVG = "image/svg+xml"
NCX = "application/x-dtbncx+xml"
PAGE = item("c", "een.xhtml")
NAV = item("n", "nav.xhtml", more='properties="nav"')
TITLE = "<dc:title>Het licht</dc:title>"
FIXED = f'{TITLE}<meta property="rendition:layout">pre-paginated</meta>'
KINDS = {"css": "text/css", "svg": SVG, "png": "image/png", "webp": "image/webp", "avif": "image/avif"}

Files = Mapping[str, str | bytes]


def of(opf: str, pages: Files, **more: str | None) -> bytes:
    """The bytes of a book with this package and these files beside it."""
    return zipped(files_of(opf=opf, page=None, **more) | {f"O/{name}": body for name, body in pages.items()})


def pages_of(*bodies: str, more: str = "", metadata: str = TITLE, items: str = "", **files: str | bytes) -> bytes:
    """A book of these pages (p1.xhtml, p2.xhtml); `files` are their neighbours, `a_png` for a.png."""
    named = {name.replace("_", "."): content for name, content in files.items()}
    manifest = "".join(item(f"p{n}", f"p{n}.xhtml") for n in range(1, len(bodies) + 1)) + items
    manifest += "".join(
        item(name, name, KINDS[name.rpartition(".")[2]]) for name in named if name.rpartition(".")[2] in KINDS
    )
    order = spine(*(f"p{n}" for n in range(1, len(bodies) + 1)), more=more)
    texts = {f"p{n}.xhtml": xhtml(body).replace("<html ", f"<html {OPS} ") for n, body in enumerate(bodies, start=1)}
    return of(package(manifest, order, metadata=metadata), texts | named)


def nav(lines: str, after: str = "") -> str:
    return xhtml(f'<nav {OPS} epub:type="toc"><ol>{lines}</ol></nav>{after}')


def with_nav(document: str, *bodies: str) -> bytes:
    return pages_of(*bodies, items=NAV, nav_xhtml=document)


def tree(book: Book, chapter: int = 1) -> html.HtmlElement:
    return html.fragment_fromstring(book.chapters[chapter - 1].html or "<p></p>", create_parent="div")


def words(book: Book) -> str:
    return " ".join(
        " ".join(piece for n in range(1, len(book.chapters) + 1) for piece in tree(book, n).itertext()).split()
    )


def hrefs(book: Book, chapter: int = 1) -> list[str | None]:
    return [link.get("href") for link in tree(book, chapter).iter("a")]


def alts(book: Book) -> list[str | None]:
    return [image.get("alt") for n in range(1, len(book.chapters) + 1) for image in tree(book, n).iter("img")]


def kinds(book: Book) -> list[tuple[str, int | None, int | None]]:
    return [(chapter.kind, chapter.width, chapter.height) for chapter in book.chapters]


def shapes(book: Book) -> set[str]:
    """The elements of its only drawing."""
    [drawing] = book.pictures
    return {etree.QName(element).localname for element in etree.fromstring(drawing.content).iter()}


# What is refused, and the words that say why.


def swapped(name: str) -> bytes:
    """A file under a name that `zipfile` would mend while it writes."""
    mended = name.replace("\\", "/").encode()
    return zipped(files_of() | {mended.decode(): "x"}).replace(mended, name.encode())


def a_link() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files_of().items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("O/link.xhtml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    return out.getvalue()


def changed(data: bytes, name: bytes, at: int, new: bytes) -> bytes:
    """The bytes at this offset of the entry of `name` in the directory (46 bytes before its name) replaced."""
    found = bytearray(data)
    start = found.rindex(name) - 46 + at
    found[start : start + len(new)] = new
    return bytes(found)


def overlapping() -> bytes:
    """Two entries of the directory that point at one place: how a small file becomes petabytes."""
    data = zipped(files_of() | {"O/a.txt": "x" * 50, "O/b.txt": "x" * 50}, zipfile.ZIP_STORED)
    first = data.rindex(b"O/a.txt") - 46
    return changed(data, b"O/b.txt", 42, data[first + 42 : first + 46])


def damaged() -> bytes:
    data = bytearray(zipped(files_of() | {"O/los.txt": "los blad, los blad"}, zipfile.ZIP_STORED))
    data[data.index(b"los blad")] ^= 0xFF
    return bytes(data)


def an_encryption(algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/></enc:EncryptedData></encryption>'
    )


NAMED = "<dc:title>&xxe;&a8;</dc:title>"
ENTITIES = "instructies die niet in een boek horen"
DRM = "beveiligd (DRM)"
NO_PAGE = "geen enkele bladzijde"


def headed(doctype: str) -> bytes:
    return zipped(files_of(opf=package(PAGE, spine("c"), metadata=NAMED, head=doctype)))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "hostile/z01-empty-file": (lambda: b"", "leeg"),
    "hostile/z02-not-a-zip-html": (lambda: b"<html>geen boek</html>", "geen EPUB"),
    "hostile/z02-an-empty-zip": (lambda: b"PK\x05\x06" + b"\0" * 18, "geen EPUB"),
    "hostile/z13-truncated": (lambda: zipped(files_of())[:-40], "geen EPUB"),
    "hostile/z03-bomb-ratio-400MB": (
        lambda: zipped(files_of() | {"O/bom.txt": b"\0" * 3_000_000}),
        "verdacht sterk ingepakt",
    ),
    "hostile/z03-that-lies-about-its-size": (
        lambda: changed(zipped(files_of("<p>" + "a b " * 5_000)), b"O/een.xhtml", 24, (100).to_bytes(4, "little")),
        "Een onderdeel van het boek is",
    ),
    "hostile/z04-bomb-20000-entries": (
        lambda: zipped(files_of() | {f"O/{n}": "" for n in range(ENTRIES_MAX)}, zipfile.ZIP_STORED),
        "meer dan 5000 bestanden",
    ),
    "hostile/z05-overlapping-entries": (overlapping, "overlappen"),
    "hostile/z06-path-traversal-entry": (lambda: swapped("../weg.txt"), "buiten het boek"),
    "hostile/z06-in-the-middle": (lambda: swapped("O/../../weg.txt"), "buiten het boek"),
    "hostile/z06-from-the-root": (lambda: swapped("/etc/weg"), "buiten het boek"),
    "hostile/z06-of-a-drive": (lambda: swapped("C:/weg"), "buiten het boek"),
    "hostile/z06-backwards": (lambda: swapped("a\\..\\weg"), "buiten het boek"),
    "hostile/z07-symlink-entry": (a_link, "koppeling"),
    "hostile/z08-duplicate-entries": (
        lambda: zipped(files_of() | {"O/ook.xhtml": "x"}).replace(b"O/ook.xhtml", b"O/een.xhtml"),
        "dezelfde naam",
    ),
    "hostile/z11-lzma-compressed": (lambda: zipped(files_of(), zipfile.ZIP_LZMA), "ongewone manier"),
    "hostile/z12-zip-password": (lambda: changed(zipped(files_of()), b"O/een.xhtml", 8, b"\x01"), "wachtwoord"),
    "hostile/z14-crc-error": (damaged, "beschadigd"),
    "hostile/p01-missing-container": (lambda: zipped(files_of(container=None)), "geen EPUB"),
    "hostile/p02-container-malformed-xml": (lambda: zipped(files_of(container="<container")), "niet leesbaar"),
    "hostile/p03-container-without-rootfile": (
        lambda: zipped(files_of(container=re.sub("<rootfile .*/>", "", CONTAINER))),
        "waar zijn inhoud staat",
    ),
    "hostile/p04-opf-path-outside": (
        lambda: zipped(files_of(container=CONTAINER.replace("O/p.opf", "../../p.opf"))),
        "waar zijn inhoud staat",
    ),
    "hostile/p05-opf-missing": (lambda: zipped(files_of(opf=None)), "waar zijn inhoud staat"),
    "hostile/p06-xxe-container": (lambda: zipped(files_of(container=XXE + CONTAINER)), ENTITIES),
    "hostile/p07-xxe-opf-title": (lambda: headed(XXE), ENTITIES),
    "hostile/p07-a-parameter-entity": (lambda: headed(XXE.replace("ENTITY", "ENTITY %")), ENTITIES),
    "hostile/p08-billion-laughs-opf": (lambda: headed(LAUGHS), ENTITIES),
    "hostile/p11-with-no-other-page": (lambda: of(package(item("c", "../../een.xhtml"), spine("c")), {}), NO_PAGE),
    "hostile/p13-empty-spine": (lambda: zipped(files_of(opf=package(PAGE, spine()))), NO_PAGE),
    "hostile/p17-opf-no-namespace": (lambda: zipped(files_of(opf="<package/>")), "juiste vorm"),
    "hostile/p17-opf-too-deep": (lambda: zipped(files_of(opf="<a>" * 300 + "</a>" * 300)), "niet leesbaar"),
    "hostile/c11-one-paragraph-12MB": (lambda: pages_of("<p>" + "woord " * 300_000), "verdacht sterk ingepakt"),
    "hostile/c11-that-does-not-shrink": (
        lambda: zipped(files_of("a" * (CHAPTER_MAX + 1)), zipfile.ZIP_STORED),
        "te groot",
    ),
    "hostile/d01-drm-adept": (lambda: zipped(files_of() | {"META-INF/rights.xml": "<rights/>"}), DRM),
    "hostile/d02-drm-lcp": (lambda: zipped(files_of() | {"META-INF/license.lcpl": "{}"}), DRM),
    "hostile/d03-drm-fairplay-sinf": (lambda: zipped(files_of() | {"META-INF/sinf.xml": "<sinf/>"}), DRM),
    "hostile/d03-encrypted-pages": (
        lambda: zipped(files_of(encryption=an_encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc"))),
        DRM,
    ),
    "w3c/pub-foreign_json-spine-in-a-circle": (
        lambda: of(
            package('<item id="j" href="x.json" media-type="application/json" fallback="j"/>', spine("j")),
            {"x.json": "{}"},
        ),
        NO_PAGE,
    ),
}


# What is taken, what is seen of it, and of what its library is warned.


@dataclass(frozen=True)
class Kind:
    make: Callable[[], bytes]
    seen: Callable[[Book], object]
    expected: object
    warned: tuple[str, ...] = ()
    """A piece of each warning, in order; no others."""
    never: tuple[str, ...] = ()
    """Stands nowhere in what is kept of the book."""


BREAKS = (
    '<span epub:type="pagebreak" id="b{0}" title="{0}"/>',
    '<span role="doc-pagebreak" id="b{0}">{0}</span>',
)
CLASS_TITLE = nav(
    "".join(f'<li><a href="p{n}.xhtml">Hoofdstuk {n}</a></li>' for n in range(1, 13)),
)
EPUB_2 = (
    f'{TITLE}<dc:creator xmlns:opf="http://www.idpf.org/2007/opf" opf:file-as="Jansen, An">An Jansen</dc:creator>'
    '<meta name="cover" content="k"/>'
)
DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
POINTS = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Het caf&eacute;</text>'
    '</navLabel><content src="een.xhtml"/><navPoint><navLabel><text>De tafel</text></navLabel>'
    '<content src="een.xhtml#x"/></navPoint></navPoint></navMap></ncx>'
)


def epub_2() -> bytes:
    items = PAGE + item("l", "los.xhtml") + item("n", "t.ncx", NCX) + item("k", "k.jpg", "image/jpeg")
    order = '<spine toc="n"><itemref idref="c"/><itemref idref="l" linear="no"/></spine>'
    page = xhtml("<p>Caf&eacute;&nbsp;na&iuml;ef</p>", DOCTYPE)
    files = {
        "een.xhtml": page,
        "los.xhtml": xhtml("<p>Los.</p>"),
        "t.ncx": POINTS,
        "k.jpg": a_picture(100, 140, "JPEG"),
    }
    return of(package(items, order, metadata=EPUB_2), files)


def odd_names() -> bytes:
    names = ["prijs €.xhtml", "a#b?.xhtml", "cafe\u0301.xhtml"]
    links = ["prijs%20%E2%82%AC.xhtml", "a%23b%3F.xhtml", "caf%C3%A9.xhtml"]
    items = "".join(item(f"c{n}", link) for n, link in enumerate(links))
    return of(package(items, spine("c0", "c1", "c2")), {name: xhtml(f"<p>{n}</p>") for n, name in enumerate(names)})


def utf_16() -> bytes:
    opf = package(PAGE, spine("c"), metadata="<dc:title>Café</dc:title>")
    opf = opf.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')
    return zipped(files_of(opf=opf.encode("utf-16")))


def a_fixed_page(word: str, size: str = "width=900, height=600") -> str:
    return xhtml(f'<p style="left:40px">{word}</p>').replace(
        "<head>", f'<head><meta name="viewport" content="{size}"/>'
    )


def fixed(*words: str, more: str = "", properties: str = "") -> bytes:
    names = [f"f{n}" for n in range(len(words))]
    items = "".join(item(name, f"{name}.xhtml") for name in names)
    order = "".join(f'<itemref idref="{name}" properties="{properties}"/>' for name in names)
    texts = {f"{name}.xhtml": a_fixed_page(word) for name, word in zip(names, words, strict=True)}
    return of(package(items, f"<spine {more}>{order}</spine>", metadata=FIXED), texts)


def mixed() -> bytes:
    """Running text with one fixed page among it."""
    order = '<spine><itemref idref="c"/><itemref idref="f" properties="rendition:layout-pre-paginated"/></spine>'
    files = {"een.xhtml": xhtml("<p>Lopend.</p>"), "vast.xhtml": a_fixed_page("Vast.")}
    return of(package(PAGE + item("f", "vast.xhtml"), order), files)


def in_spine(name: str, kind: str, content: str | bytes, items: str = "", **files: bytes) -> bytes:
    return of(
        package(item("s", name, kind) + items, spine("s")),
        {name: content} | {key.replace("_", "."): value for key, value in files.items()},
    )


EVIL_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100" '
    'onload="slecht()"><title>Een lamp</title><script>slecht()</script><style>@import url(//x.example);.a{fill:red;'
    'background:url(http://x.example/)}</style><foreignObject><p>html</p></foreignObject>'
    '<a xlink:href="javascript:slecht()"><circle class="a" r="5" onclick="slecht()" fill="url(http://x.example/)"/></a>'
    '<image xlink:href="http://x.example/y.png"/><image xlink:href="p.png" width="9"/>'
    '<use xlink:href="http://x.example/#y"/><set attributeName="onload" to="slecht()"/>'
    '<animate attributeName="href" values="javascript:x"/><linearGradient id="g"/>'
    '<rect fill="url(#g)" style="fill:blue;behavior:url(x)"/></svg>'
)  # fmt: skip
EVIL_PAGE = (
    '<p onclick="slecht()" style="position:fixed">leesbaar</p><script>top.document.title = "slecht"</script>'
    '<form action="http://x.example/slecht"><input name="pin"/></form><iframe src="http://x.example/slecht"></iframe>'
    '<a href="javascript:slecht()">lok</a><a href="data:text/html,slecht">val</a><base href="http://x.example/"/>'
    '<meta http-equiv="refresh" content="0;http://x.example/slecht"/><object data="http://x.example/slecht"></object>'
    "<style>@import url(//x.example/slecht);</style>"
)
EVIL_SHEET = (
    "@import url('http://x.example/i.css'); @font-face{font-family:x;src:url(http://x.example/f.woff)}"
    "p{position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999;background:url(http://x.example/b.png)}"
)
BEACONS = (
    '<p>Rustig.</p><img src="http://x.example/a.png" alt="Een stip"/><audio src="http://x.example/a.mp3"></audio>'
    '<a href="https://x.example/?q=1" ping="//y.example">woord</a>'
)


def a_bomb() -> bytes:
    """A PNG of 60 000 x 60 000 points in a hundred bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def covered(cover: bytes, kind: str = "image/png") -> bytes:
    """A book with this as its cover, and as a picture in its text."""
    items = PAGE + item("k", "k.bin", kind, 'properties="cover-image"')
    return of(
        package(items, spine("c")), {"een.xhtml": xhtml('<p>a<img src="k.bin" alt="Kaft"/></p>'), "k.bin": cover}
    )


def metadata(said: str) -> bytes:
    return zipped(files_of(opf=package(PAGE, spine("c"), metadata=said)))


def lies() -> bytes:
    """A program and an archive that call themselves page, picture and stylesheet, and are linked to."""
    items = (
        item("x", "a.exe", "application/xhtml+xml")
        + item("y", "b.zip", "image/jpeg")
        + item("z", "c.exe", "text/css")
        + item("p", "p.png", "text/html")
    )
    body = (
        '<p>Veilig <a href="a.exe">a</a><a href="b.zip">b</a><img src="b.zip" alt="B"/><img src="p.png" alt="P"/></p>'
    )
    program = b"MZ\x90\0 geheim programma"
    files = {
        "een.xhtml": xhtml(body),
        "a.exe": program,
        "b.zip": zipped({"x": "y"}),
        "c.exe": program,
        "p.png": a_picture(),
    }
    return of(package(PAGE + items, spine("c")), files)


MATH = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML">'
    '<mfenced open="[" separators=";"><mi>a</mi><mi>b</mi></mfenced>'
    "<mmultiscripts><mi>x</mi><mn>1</mn><none/><mprescripts/><mn>2</mn><none/></mmultiscripts>"
    "<menclose notation='box'><mi>y</mi></menclose>"
    "<semantics><mi>z</mi><annotation>weg</annotation></semantics></math>"
)
THREE = (
    '<dc:title>Licht</dc:title><dc:creator id="a">Boulet</dc:creator><dc:creator id="b">An Jansen</dc:creator>'
    '<meta refines="#b" property="file-as">Jansen, An</meta><meta refines="#b" property="role">ill</meta>'
)
OBFUSCATED = "".join(map(an_encryption, ("http://www.idpf.org/2008/embedding",)))
LATIN = b'<?xml version="1.0" encoding="iso-8859-1"?>' + xhtml("<p>café</p>").encode("latin-1")
DEEP = "<div>" * 20_000 + "bodem" + "</div>" * 20_000


def one_page(content: bytes | str) -> bytes:
    return zipped(files_of(page=content))


TAKEN: dict[str, Kind] = {
    # Ours.
    "own/class-title-nl": Kind(
        lambda: with_nav(CLASS_TITLE, *(f"<p>a{BREAKS[n % 2].format(n)}b</p>" for n in range(1, 13))),
        lambda book: (
            len(book.contents),
            [page.label for page in book.pages],
            book.contents[11].chapter,
            book.length,
        ),
        (12, [str(n) for n in range(1, 13)], 12, 12),
    ),
    "own/ok-minimal-epub3": Kind(
        lambda: zipped(files_of()), lambda book: (book.name, words(book)), ("Het licht", "Een Licht.")
    ),
    "own/ok-epub2-ncx": Kind(
        epub_2,
        lambda book: (
            book.chapters[0].html,
            [(entry.depth, entry.label) for entry in book.contents],
            [(maker.name, maker.sort) for maker in book.creators],
            [chapter.is_linear for chapter in book.chapters],
            book.cover in {picture.name for picture in book.pictures},
        ),
        (
            '<p data-n="1">Café&nbsp;naïef</p>',
            [(1, "Het café"), (2, "De tafel")],
            [("An Jansen", "Jansen, An")],
            [True, False],
            True,
        ),
    ),
    "own/ok-odd-filenames": Kind(odd_names, words, "0 1 2"),
    "own/ok-utf16-opf": Kind(utf_16, lambda book: book.name, "Café"),
    # Of the IDPF.
    "idpf/childrens-literature": Kind(
        lambda: with_nav(
            nav(
                '<li><span>Deel een</span><ol><li><a href="p1.xhtml#b">Eén</a></li></ol></li>'
                '<li><a href="weg.xhtml">Weg</a></li>',
                f'<nav {OPS} epub:type="page-list"><ol><li><a href="p1.xhtml#p1">iv</a></li></ol></nav>',
            ),
            '<p id="b">Er <i id="p1">was</i> eens.</p>',
        ),
        lambda book: (book.contents, book.pages),
        ((BookEntry(1, "Deel een", None), BookEntry(2, "Eén", 1, "b-b")), (BookEntry(1, "iv", 1, "b-p1"),)),
    ),
    "idpf/moby-dick": Kind(
        lambda: pages_of(
            '<h1>Een</h1><img src="k.png" alt="Kaft"/>', "<h1>Twee</h1>", "<h1>Drie</h1>", k_png=a_picture()
        ),
        # Each page is stored and answered by itself: the first brings nothing of the others.
        lambda book: [(tree(book, n).xpath("string(.//h1)"), len(tree(book, n))) for n in (1, 2, 3)],
        [("Een", 2), ("Twee", 1), ("Drie", 1)],
    ),
    "idpf/wasteland": Kind(
        lambda: pages_of(
            '<p>een<br/>twee<a epub:type="noteref" id="r" href="p2.xhtml#n1">1</a></p>'
            '<p role="dialog"><a epub:type="noteref">los</a></p>',
            '<aside epub:type="footnote" id="n1"><p>Noot. <a href="p1.xhtml#r">terug</a></p></aside>',
        ),
        lambda book: (
            "een<br>twee" in book.chapters[0].html,
            hrefs(book),
            hrefs(book, 2),
            tree(book).xpath(".//@role"),
            tree(book, 2).xpath(".//@role"),
        ),
        (True, ["2#b-n1", None], ["1#b-r"], ["doc-noteref"], ["doc-footnote"]),
    ),
    "idpf/wasteland-otf-obf": Kind(
        lambda: zipped(files_of(encryption=OBFUSCATED)),
        lambda book: (words(book), len(book.pictures)),
        ("Een Licht.", 0),
    ),
    "idpf/regime-anticancer-arabic": Kind(
        lambda: pages_of(
            '<p lang="ar" dir="rtl">\u0643\u062a\u0627\u0628 <span dir="ltr">Dr</span></p>',
            metadata=f"{TITLE}<dc:language>ar</dc:language>",
            more='page-progression-direction="rtl"',
        ),
        lambda book: (book.direction, book.language, tree(book)[0].get("dir"), tree(book)[0][0].get("dir")),
        ("rtl", "ar", "rtl", "ltr"),
    ),
    "idpf/israelsailing": Kind(
        # The order of leafing is not said: the language says it.
        lambda: pages_of("<p>\u05e1\u05e4\u05e8</p>", metadata=f"{TITLE}<dc:language>he</dc:language>"),
        lambda book: book.direction,
        "rtl",
    ),
    "idpf/linear-algebra": Kind(
        lambda: pages_of(MATH),
        lambda book: (
            "<mo>[</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>)</mo>" in book.chapters[0].html,
            [
                name
                for name in ("<mmultiscripts>", "<mprescripts>", '<menclose notation="box">', "<mi>z</mi>")
                if name not in book.chapters[0].html
            ],
        ),
        (True, []),
        never=("weg",),
    ),
    "idpf/cole-voyage-of-life": Kind(
        mixed, lambda book: (book.layout, kinds(book)), ("reflow", [("text", None, None), ("fixed", 900, 600)])
    ),
    "idpf/page-blanche": Kind(
        lambda: fixed("Zee", "Land"),
        lambda book: (book.layout, kinds(book), "left:40px" in book.chapters[0].fixed_html, words(book)),
        ("fixed", [("fixed", 900, 600)] * 2, True, "Zee Land"),
    ),
    "idpf/haruko-html-jpeg": Kind(
        lambda: fixed("Zee", "Land", more='page-progression-direction="rtl"'),
        lambda book: (book.direction, book.layout, len(book.chapters)),
        ("rtl", "fixed", 2),
    ),
    "idpf/page-blanche-bitmaps-in-spine": Kind(
        lambda: in_spine("p.png", "image/png", a_picture()),
        lambda book: (kinds(book), book.chapters[0].heading, alts(book)),
        ([("picture", 8, 6)], "Bladzijde 1", ["Bladzijde 1"]),
    ),
    "idpf/svg-in-spine": Kind(
        lambda: in_spine(
            "s.svg",
            SVG,
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><title>Een lamp</title><circle r="3"/></svg>',
        ),
        lambda book: (kinds(book), alts(book), [picture.media_type for picture in book.pictures]),
        ([("picture", 4, 3)], ["Een lamp"], [SVG]),
    ),
    "idpf/sous-le-vent_svg-in-spine": Kind(
        # A drawing around one picture.
        lambda: in_spine(
            "s.svg",
            SVG,
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><image href="p.png"/></svg>',
            item("p", "p.png", "image/png"),
            p_png=a_picture(),
        ),
        lambda book: (kinds(book), [b"data:image/png" in picture.content for picture in book.pictures]),
        ([("picture", 4, 3)], [True]),
    ),
    "idpf/quiz-bindings": Kind(
        lambda: pages_of(
            "<object data='x.xml' type='application/x-quiz'><p>terugval</p></object>"
            "<noscript><p>zonder</p></noscript>"
            "<form><label>vraag</label><input/></form>"
        ),
        words,
        "terugval zonder vraag",
    ),
    "idpf/figure-gallery-bindings": Kind(
        lambda: pages_of(
            '<object data="x.xml" type="application/x-epub-figure-gallery"><img src="p.png" alt="Een maan"/></object>'
            '<epub:switch><epub:case required-namespace="urn:cml">cml</epub:case><epub:default>gewoon</epub:default>'
            "</epub:switch>",
            p_png=a_picture(),
        ),
        lambda book: (alts(book), words(book)),
        (["Een maan"], "gewoon"),
        never=("cml",),
    ),
    "idpf/internallinks": Kind(
        lambda: pages_of(
            '<p><a href="p2.xhtml#%E8%A1%A8%201">tabel</a> <a href="#\u8868">hier</a> '
            '<a href="p9.xhtml">kwijt</a></p>'
            '<p id="\u8868">x</p>',
            '<p id="\u8868 1">y</p>',
        ),
        lambda book: (hrefs(book), words(book)),
        (["2#b-%E8%A1%A8_1", "#b-%E8%A1%A8", None], "tabel hier kwijt x y"),
    ),
    "idpf/hefty-water": Kind(
        lambda: with_nav(
            nav('<li><a href="p1.xhtml">A</a><ol><li><a href="p1.xhtml#b">B</a></li></ol></li>'),
            '<h1>A</h1><h2 id="b">B</h2><p><a href="#b">x</a></p>',
        ),
        lambda book: (book.contents, hrefs(book)),
        ((BookEntry(1, "A", 1), BookEntry(2, "B", 1, "b-b")), ["#b-b"]),
    ),
    # Of the W3C.
    "w3c/cnt-mathml-support": Kind(
        lambda: pages_of('<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math><ol start="3"><li>x</li></ol>'),
        lambda book: ("<mfrac><mi>a</mi><mn>2</mn></mfrac>" in book.chapters[0].html, tree(book).xpath(".//@start")),
        (True, ["3"]),
    ),
    "w3c/cnt-svg-support": Kind(
        lambda: pages_of(
            '<p>a<svg xmlns="http://www.w3.org/2000/svg" aria-label="Een stip"><circle r="3"/></svg>b</p>'
        ),
        lambda book: (alts(book), words(book)),
        (["Een stip"], "a b"),
    ),
    "w3c/pub-cmt-webp": Kind(
        lambda: pages_of('<img src="p.webp" alt="Prent"/>', p_webp=a_picture(kind="WEBP")),
        lambda book: (alts(book), [picture.media_type for picture in book.pictures]),
        (["Prent"], ["image/jpeg"]),
    ),
    "w3c/pub-cmt-avif": Kind(
        lambda: pages_of('<img src="p.avif" alt="Prent"/>', p_avif=a_picture(64, 64, kind="AVIF")),
        lambda book: (alts(book), [picture.media_type for picture in book.pictures]),
        (["Prent"], ["image/jpeg"]),
    ),
    "w3c/lay-fxl-layout-pre-paginated": Kind(lambda: fixed("a", "b", "c"), kinds, [("fixed", 900, 600)] * 3),
    "own/fixed-pages-are-called-pages": Kind(
        lambda: fixed("a", "b"),
        lambda book: [chapter.heading for chapter in book.chapters],
        ["Bladzijde 1", "Bladzijde 2"],
    ),
    "w3c/lay-fxl-spread-both": Kind(
        lambda: fixed("a", "b", properties="rendition:spread-both rendition:page-spread-center"),
        kinds,
        [("fixed", 900, 600)] * 2,
    ),
    "w3c/lay-pkg-flow-scrolled-doc": Kind(
        lambda: metadata(f'{TITLE}<meta property="rendition:flow">scrolled-doc</meta>'),
        lambda book: book.flow,
        "scrolled",
    ),
    "w3c/mol-audio": Kind(
        lambda: of(
            package(
                item("c", "een.xhtml", more='media-overlay="m"')
                + item("m", "m.smil", "application/smil+xml")
                + item("a", "a.mp3", "audio/mpeg"),
                spine("c"),
            ),
            {
                "een.xhtml": xhtml("<p>Noem me Jits.</p><audio src='a.mp3'>stilte</audio>"),
                "m.smil": "<smil/>",
                "a.mp3": b"ID3",
            },
        ),
        lambda book: (words(book), len(book.pictures)),
        ("Noem me Jits. stilte", 0),
        warned=("Geluid en film", "voorleesgeluid van de uitgever"),
    ),
    "w3c/mol-tts_single": Kind(
        lambda: of(
            package(
                item("c", "een.xhtml", more='media-overlay="m"') + item("m", "m.smil", "application/smil+xml"),
                spine("c"),
            ),
            {"een.xhtml": xhtml("<p>Leesbaar.</p>"), "m.smil": "<smil/>"},
        ),
        words,
        "Leesbaar.",
        warned=("voorleesgeluid van de uitgever",),
    ),
    "w3c/nav-access": Kind(
        lambda: with_nav(nav('<li><a href="p1.xhtml">Deze link</a></li>'), "<p>x</p>"),
        lambda book: (book.contents, book.chapters[0].heading),
        ((BookEntry(1, "Deze link", 1),), "Deze link"),
    ),
    "w3c/nav-spine_in-spine": Kind(
        lambda: of(
            package(NAV + PAGE, spine("n", "c")),
            {"nav.xhtml": nav('<li><a href="een.xhtml">Een</a></li>'), "een.xhtml": xhtml("<p>x</p>")},
        ),
        lambda book: ([chapter.heading for chapter in book.chapters], hrefs(book), book.contents),
        (["Inhoud", "Een"], ["2"], (BookEntry(1, "Een", 2),)),
    ),
    "w3c/nav-non-text_img": Kind(
        lambda: with_nav(nav('<li><a href="p1.xhtml"><img src="x.png" alt="De abdij"/></a></li>'), "<p>x</p>"),
        lambda book: book.contents,
        (BookEntry(1, "De abdij", 1),),
    ),
    "w3c/ocf-font_obfuscation": Kind(
        lambda: zipped(files_of(encryption=an_encryption("http://ns.adobe.com/pdf/enc#RC"))), words, "Een Licht."
    ),
    "w3c/ocf-package_multiple": Kind(
        lambda: zipped(
            files_of(container=CONTAINER.replace("</rootfiles>", '<rootfile full-path="A/a.opf"/></rootfiles>'))
            | {
                "A/a.opf": package(item("x", "x.xhtml"), spine("x"), metadata="<dc:title>Tweede</dc:title>"),
                "A/x.xhtml": xhtml("<p>Tweede</p>"),
            }
        ),
        lambda book: (book.name, words(book)),
        ("Het licht", "Een Licht."),
        never=("Tweede",),
    ),
    "w3c/ocf-url_manifest": Kind(
        lambda: zipped(
            files_of(opf=package(item("c", "../A/B/een.xhtml"), spine("c")), page=None)
            | {"A/B/een.xhtml": xhtml("<p>Diep</p>")}
        ),
        words,
        "Diep",
    ),
    "w3c/ocf-url_link-leaking-relative": Kind(
        lambda: pages_of('<img src="../../../../p.png" alt="Een abdij"/>', p_png=a_picture()),
        lambda book: (words(book), alts(book)),
        ("Een abdij", []),
        warned=("staat niet in het boek zelf",),
    ),
    "w3c/ocf-url_parse-leaking-relative": Kind(
        lambda: pages_of('<a href="../../../../../etc/hostname">x</a><a href="%2e%2e/%2e%2e/%2e%2e/x">y</a>'),
        hrefs,
        [None, None],
    ),
    "w3c/pkg-creator-order": Kind(
        lambda: metadata(THREE),
        lambda book: (book.author, [(maker.name, maker.sort, maker.role) for maker in book.creators]),
        ("Boulet, An Jansen", [("Boulet", "", ""), ("An Jansen", "Jansen, An", "ill")]),
    ),
    "w3c/pkg-dir_rtl-root-unset": Kind(
        lambda: metadata('<dc:title dir="rtl">CSS: \u05d4\u05e8\u05e4\u05ea\u05e7\u05d4!</dc:title>'),
        lambda book: (book.name_direction, book.direction),
        ("rtl", "ltr"),
    ),
    "w3c/pkg-lang_but_not_content": Kind(
        lambda: metadata(f"{TITLE}<dc:language>fr</dc:language>"),
        lambda book: (book.language, book.chapters[0].language),
        ("fr", ""),
    ),
    "w3c/pkg-manifest-unlisted-resource": Kind(
        lambda: of(
            package(PAGE, spine("c")), {"een.xhtml": xhtml('<img src="los.png" alt="Los"/>'), "los.png": a_picture()}
        ),
        lambda book: (alts(book), words(book), len(book.pictures)),
        ([], "Los", 0),
        warned=("staat niet in het boek zelf",),
    ),
    "w3c/pkg-spine-nonlinear-activation": Kind(
        lambda: of(
            package(
                PAGE + item("a", "antwoord.xhtml") + item("d", "twee.xhtml"),
                '<spine><itemref idref="c"/><itemref idref="a" linear="no"/><itemref idref="d"/></spine>',
            ),
            {
                "een.xhtml": xhtml('<a href="antwoord.xhtml">a</a>'),
                "antwoord.xhtml": xhtml("<p>Ja.</p>"),
                "twee.xhtml": xhtml("<p>y</p>"),
            },
        ),
        lambda book: ([chapter.is_linear for chapter in book.chapters], hrefs(book), words(book), book.length),
        ([True, True, False], ["3"], "a y Ja.", 2),
    ),
    "w3c/pkg-spine-duplicate-item-hyperlink": Kind(
        lambda: of(
            package(PAGE + item("d", "twee.xhtml"), spine("c", "d", "d", "d")),
            {"een.xhtml": xhtml('<a href="twee.xhtml#x">a</a>'), "twee.xhtml": xhtml('<p id="x">y</p>')},
        ),
        lambda book: (len(book.chapters), hrefs(book)),
        (4, ["2#b-x"]),
    ),
    "w3c/pkg-spine-progression_rtl": Kind(
        lambda: pages_of("<p>x</p>", more='page-progression-direction="rtl"'), lambda book: book.direction, "rtl"
    ),
    "w3c/pkg-unique-id_duplicate": Kind(
        # What a title is known by is what is in its file; `test_two_books_of_one_identifier_stay_two` has the shelf.
        lambda: metadata(f"{TITLE}<dc:identifier>x</dc:identifier>"),
        lambda book: (book.identifier, len(book.digest)),
        ("x", 64),
    ),
    "w3c/pkg-version-backward": Kind(
        lambda: zipped(files_of(opf=package(PAGE, spine("c")).replace('version="3.0"', 'version="0"'))),
        words,
        "Een Licht.",
    ),
    "w3c/pub-data-urls_top-level-content": Kind(
        lambda: pages_of('<a href="data:text/html,slecht">a</a><img src="data:image/png;base64,slecht" alt="Stip"/>'),
        lambda book: (hrefs(book), words(book)),
        ([None], "a Stip"),
        warned=("staat niet in het boek zelf",),
        never=("data:", "slecht"),
    ),
    "w3c/pub-file-urls": Kind(
        lambda: pages_of(
            '<p>a<a href="file:///etc/x">b</a><img src="file:///etc/x" alt="c"/></p>'
            '<iframe src="file:///etc/x"></iframe>'
        ),
        lambda book: (hrefs(book), words(book)),
        ([None], "a b c"),
        warned=("Een kader", "staat niet in het boek zelf"),
        never=("file:",),
    ),
    "w3c/pub-external-links_consent": Kind(
        # The page behind `weg/` shows the address as text; one for the post has none.
        lambda: pages_of('<a href="https://a.example/?q=1">woord</a> <a href="mailto:x@a.example">schrijf</a>'),
        lambda book: (hrefs(book), tree(book).xpath(".//@rel"), book.chapters[0].outside, words(book)),
        (["weg/1-0", None], ["external"], ("https://a.example/?q=1",), "woord schrijf"),
        never=("mailto",),
    ),
    "w3c/sec-untrusted-consent_network": Kind(
        lambda: pages_of(
            BEACONS + '<iframe src="https://x.example/"></iframe><video src="https://x.example/v.webm"></video>'
        ),
        words,
        "Rustig. Een stip woord",
        warned=("Geluid en film", "Een kader", "staat niet in het boek zelf"),
        never=("a.png", "mp3", "webm", "y.example"),
    ),
    "w3c/sec-untrusted-consent_scripting": Kind(
        lambda: pages_of('<p>Stil.</p><iframe src="p2.xhtml"></iframe>', "<p>b</p><script>slecht()</script>"),
        words,
        "Stil. b",
        warned=("Een kader", "met scripts"),
        never=("slecht",),
    ),
    "w3c/pub-foreign_json-spine": Kind(
        lambda: of(
            package(
                '<item id="j" href="x.json" media-type="application/json" fallback="k"/>'
                '<item id="k" href="x.bin" media-type="x/y" fallback="c"/>' + PAGE,
                spine("j"),
            ),
            {"x.json": "{}", "x.bin": "", "een.xhtml": xhtml("<p>Leesbaar</p>")},
        ),
        words,
        "Leesbaar",
    ),
    "w3c/pub-xml-external-id": Kind(
        lambda: one_page('<!DOCTYPE html [<!ENTITY x SYSTEM "buiten.xhtml">]>' + xhtml("<p>a&x;b</p>")), words, "ab"
    ),
    "w3c/pub-xml-non-validating_unclosed": Kind(
        lambda: one_page(xhtml("<p>een<p>twee <b>drie</p> vier")), words, "een twee drie vier", warned=("slordig",)
    ),
    "w3c/scr-support": Kind(
        lambda: pages_of("<p>Rust.</p><script>slecht()</script>"),
        words,
        "Rust.",
        warned=("met scripts",),
        never=("slecht",),
    ),
    "w3c/scr-support_iframe": Kind(
        lambda: pages_of('<p>Rust.</p><iframe src="p2.xhtml"></iframe>', "<p>b</p>"),
        words,
        "Rust. b",
        warned=("Een kader",),
    ),
    "w3c/scr-support_origin": Kind(
        lambda: pages_of('<p id="o">Rust.</p><script>o.textContent = origin</script>', "<p>b</p>"),
        words,
        "Rust. b",
        warned=("met scripts",),
        never=("origin",),
    ),
    # Hostile, and taken all the same.
    "hostile/z09-no-mimetype": Kind(
        lambda: zipped(files_of(mimetype=None)), words, "Een Licht.", warned=("zegt niet zelf dat het een EPUB is",)
    ),
    "hostile/z10-mimetype-wrong-compressed": Kind(
        lambda: zipped(files_of(mimetype="text/plain")), words, "Een Licht.", warned=("zegt niet zelf",)
    ),
    "hostile/z10-not-the-first": Kind(
        lambda: zipped({"O/eerst.txt": "x"} | files_of()), words, "Een Licht.", warned=("zegt niet vooraan",)
    ),
    # With a file that is there and a server that would answer: `test_no_file_is_opened_and_nobody_is_asked`.
    "hostile/p09-xxe-chapter": Kind(lambda: one_page(xhtml("<p>voor &xxe;na</p>", XXE)), words, "voor na"),
    "hostile/p10-external-dtd-ssrf": Kind(lambda: one_page(xhtml("<p>voor&nbsp;na</p>", DOCTYPE)), words, "voor na"),
    "hostile/p11-manifest-href-traversal": Kind(
        lambda: zipped(files_of(opf=package(PAGE + item("x", "../../../etc/passwd"), spine("c", "x")))),
        words,
        "Een Licht.",
        warned=("mist onderdelen", "ontbreekt in het bestand"),
    ),
    "hostile/p12-manifest-missing-files": Kind(
        lambda: zipped(files_of(opf=package(PAGE + item("d", "weg.xhtml"), spine("c")))),
        words,
        "Een Licht.",
        warned=("mist onderdelen",),
    ),
    "hostile/p14-spine-dangling-idref": Kind(
        lambda: zipped(files_of(opf=package(PAGE, spine("c", "nergens")))), words, "Een Licht.", warned=("ontbreekt",)
    ),
    "hostile/p15-duplicate-ids": Kind(
        lambda: of(
            package(PAGE + item("c", "twee.xhtml"), spine("c")),
            {"een.xhtml": xhtml("<p>eerste</p>"), "twee.xhtml": xhtml("<p>tweede</p>")},
        ),
        words,
        "eerste",
        warned=("dezelfde naam",),
    ),
    "hostile/p16-no-metadata": Kind(
        lambda: metadata(""), lambda book: book.name, "De blauwe vogel", warned=("zegt niet hoe het heet",)
    ),
    "hostile/p18-metadata-xss": Kind(
        # Words, which every page escapes: see `test_a_hostile_title_is_text_wherever_it_is_named`.
        lambda: metadata(
            "<dc:title>&lt;img src=x onerror=alert(1)&gt;</dc:title><dc:description>&lt;b&gt;Kort"
            "&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;</dc:description>"
        ),
        lambda book: (book.name, book.summary),
        ("<img src=x onerror=alert(1)>", "Kort x"),
    ),
    "hostile/p19-metadata-huge-title": Kind(
        lambda: metadata(
            f"<dc:title>{'ab' * 50_000}</dc:title><dc:description>{'x' * 9_000}</dc:description>"
            + f"<dc:creator>{'y' * 20}</dc:creator>" * 90
        ),
        lambda book: (len(book.name), len(book.summary), len(book.author), len(book.creators)),
        (200, 2_000, 200, 20),
        warned=("ingekort",),
    ),
    "hostile/p20-nav-deep-3000": Kind(
        lambda: with_nav(xhtml("<ol><li>" * 3_000), "<p>Zonder kop</p>"),
        lambda book: (book.contents, book.chapters[0].heading),
        ((BookEntry(1, "Deel 1", 1),), "Deel 1"),
        warned=("inhoudstafel van het boek is niet leesbaar",),
    ),
    "hostile/p21-nav-50000-items": Kind(
        lambda: with_nav(nav("<li><a href='p1.xhtml'>x</a></li>" * (LINES_MAX + 100)), "<p>x</p>"),
        lambda book: len(book.contents),
        LINES_MAX,
        warned=("te lang",),
    ),
    "hostile/c01-script-everything": Kind(
        lambda: pages_of(EVIL_PAGE),
        words,
        "leesbaar lok val",
        warned=("met scripts", "Een kader"),
        never=("slecht", "x.example"),
    ),
    "hostile/c02-svg-in-spine-script": Kind(
        lambda: in_spine("s.svg", SVG, EVIL_DRAWING, item("p", "p.png", "image/png"), p_png=a_picture()),
        lambda book: (kinds(book), alts(book), shapes(book)),
        ([("picture", 200, 100)], ["Een lamp"], {"svg", "style", "circle", "image", "linearGradient", "rect"}),
        warned=("Van een tekening",),
        never=("slecht", "x.example", "foreign", "onload", "animate", "behavior", "<script"),
    ),
    "hostile/c03-css-attack": Kind(
        lambda: of(
            package(PAGE + item("s", "s.css", "text/css"), spine("c")),
            {
                "een.xhtml": xhtml("<p>leesbaar</p>").replace(
                    "<head>", '<head><link rel="stylesheet" href="s.css"/>'
                ),
                "s.css": EVIL_SHEET,
            },
        ),
        lambda book: book.chapters[0].html,
        '<p data-n="1">leesbaar</p>',
        never=("x.example",),
    ),
    "hostile/c04-remote-beacons": Kind(
        lambda: pages_of(BEACONS),
        lambda book: (hrefs(book), book.chapters[0].outside, words(book)),
        (["weg/1-0"], ("https://x.example/?q=1",), "Rustig. Een stip woord"),
        warned=("Geluid en film", "staat niet in het boek zelf"),
        never=("a.png", "mp3", "ping", "y.example"),
    ),
    "hostile/c05-png-60000x60000": Kind(
        lambda: covered(a_bomb()),
        lambda book: (book.cover, len(book.pictures), words(book)),
        ("", 0, "a Kaft"),
        warned=("prent van het boek kan niet", "Foyer maakt er een"),
    ),
    "hostile/c06-fake-jpeg-is-html": Kind(
        lambda: covered(b"<html><script>slecht()</script></html>", "image/jpeg"),
        lambda book: (book.cover, len(book.pictures), words(book)),
        ("", 0, "a Kaft"),
        warned=("prent van het boek kan niet", "Foyer maakt er een"),
        never=("slecht",),
    ),
    "hostile/c07-latin1-declared": Kind(lambda: one_page(LATIN), words, "café", warned=("verouderd",)),
    "hostile/c08-invalid-utf8-bytes": Kind(
        lambda: one_page(xhtml("<p>caf\u00e9 XX na</p>").encode().replace(b"XX", b"\xe9\x93")),
        words,
        "café é“ na",
        warned=("verouderd",),
    ),
    "hostile/c09-malformed-xhtml-tagsoup": Kind(
        lambda: one_page(xhtml("<p>een <b>twee <i>drie</b> vier</p><p>vijf<div>zes</p> zeven")),
        words,
        "een twee drie vier vijf zes zeven",
        warned=("slordig",),
    ),
    "hostile/c10-deep-nesting-20000": Kind(lambda: one_page(xhtml(DEEP)), words, "bodem", warned=("te diep",)),
    "hostile/c12-case-mismatch-links": Kind(
        lambda: of(
            package(PAGE + item("d", "TWEE.xhtml") + item("e", "twee.xhtml"), spine("c", "d", "e")),
            {
                "EEN.xhtml": xhtml('<a href="Twee.xhtml">x</a> <a href="twee.xhtml">y</a>'),
                "TWEE.xhtml": xhtml("<p>groot</p>"),
                "twee.xhtml": xhtml("<p>klein</p>"),
            },
        ),
        lambda book: (words(book), hrefs(book)),
        ("x y groot klein", ["2", "3"]),
    ),
    "hostile/c13-mediatype-lies": Kind(
        lies,
        lambda book: (words(book), hrefs(book), alts(book), [picture.media_type for picture in book.pictures]),
        ("Veilig a b B", [None, None], ["P"], ["image/png"]),
        warned=("prent van het boek kan niet",),
        never=("geheim programma", ".exe", ".zip"),
    ),
    "hostile/d04-obfuscated-font-no-uid": Kind(
        lambda: zipped(files_of(encryption=OBFUSCATED) | {"O/f.otf": b"\0" * 99}), lambda book: len(book.pictures), 0
    ),
}
