"""Each kind of file in a corpus of EPUBs, under its name there: refused with its reason, or taken and seen as asked.

What more is asked of a page than of its text stands in `reading/test_book.py` (contents in parts, the weight of the
first page, what leads out of the book), `test_reader.py` (`nosniff`) and `opds/test_feeds.py` (names in feeds).
"""

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from portal.library.epub.archive import BookFiles
from portal.library.epub.read import Book, BookEntry, read_book
from portal.library.errors import BookRefused
from tests.portal.library.epub_asked import PAGE, REFUSED, SVG, TAKEN, Kind, nav, tree, with_nav
from tests.portal.library.test_epub import CONTAINER, files_of, package, spine, xhtml, zipped


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("make", "why"), REFUSED.values(), ids=REFUSED)
def test_refused_with_a_reason_that_repeats_nothing_of_the_file(make: Callable[[], bytes], why: str) -> None:
    with pytest.raises(BookRefused) as refused:
        read_book(make())

    assert why in refused.value.reason
    assert re.fullmatch(r"[A-Za-zéë0-9 (),.:;-]{10,120}", refused.value.reason)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", TAKEN.values(), ids=TAKEN)
def test_taken_and_seen_as_asked(kind: Kind) -> None:
    book = read_book(kind.make(), file_name="C:/boeken/De_blauwe  vogel.epub")

    assert kind.seen(book) == kind.expected
    assert len(book.warnings) == len(kind.warned), book.warnings
    for piece, warning in zip(kind.warned, book.warnings, strict=True):
        assert piece in warning
    kept = repr(book)
    assert [word for word in kind.never if word in kept] == []
    nothing_acts(book)
    every_way_leads_somewhere(book)


ACTS = {
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "link", "base", "meta", "video",
    "audio", "template", "noscript", "title",
}  # fmt: skip
PICTURES = {"image/png", "image/jpeg", SVG}


def nothing_acts(book: Book) -> None:
    """In running text nothing but words, structure and pictures of the book; in its pictures nothing but pictures."""
    for number in range(1, len(book.chapters) + 1):
        for element in tree(book, number).iter():
            assert isinstance(element.tag, str)
            assert element.tag not in ACTS
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name not in {"style", "srcset", "ping", "action", "target"}
                assert name not in {"href", "src"} or re.match(r"(\d+(#|$)|#b-|weg/|beeld/)", value)
    assert {picture.media_type for picture in book.pictures} <= PICTURES
    for chapter in book.chapters:
        assert not re.search(r"<script|<iframe|http:|\son\w+=", chapter.fixed_html)


def every_way_leads_somewhere(book: Book) -> None:
    """Each link to a chapter and each picture is there, and so is each place in a chapter that a link names."""
    ids = [{element.get("id") for element in tree(book, n).iter()} for n in range(1, len(book.chapters) + 1)]
    files = {f"beeld/{picture.name}" for picture in book.pictures}
    for number in range(1, len(book.chapters) + 1):
        for link in tree(book, number).iter("a"):
            chapter, _, place = (link.get("href") or "").partition("#")
            if link.get("href") and not chapter.startswith("weg/"):
                assert not place or unquote(place) in ids[int(chapter or number) - 1]
        assert {image.get("src") for image in tree(book, number).iter("img")} <= files


# What a line of a table can't say.


@pytest.mark.timeout(60)
def test_mahabharata_2014_chapters_are_read_once_each_and_all_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """idpf/mahabharata: what an intake does for a chapter doesn't grow with the number of chapters."""
    many = 2_014
    read: list[str] = []
    usual = BookFiles.read

    def noted(files: BookFiles, name: str, *limit: int) -> bytes:
        read.append(name)
        return usual(files, name, *limit)

    monkeypatch.setattr(BookFiles, "read", noted)
    lines = "".join(f"<li><a href='p{n}.xhtml'>{n}</a></li>" for n in range(1, many + 1))
    list_of_all = nav(f"<li><span>Boek</span><ol>{lines}</ol></li>")

    book = read_book(with_nav(list_of_all, *(f"<p>{n}</p>" for n in range(1, many + 1))))

    assert (book.length, len(book.contents), book.contents[-1]) == (many, many + 1, BookEntry(2, str(many), many))
    assert len(read) == len(set(read)) == many + 4  # With the type, the container, the package and the list.


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[tuple[str, str, socket.socket]]:
    """A secret in a file, and a door on this machine at which nobody may knock."""
    secret = tmp_path / "geheim.txt"
    secret.write_text("heel geheim")
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        yield secret.as_uri(), f"http://127.0.0.1:{door.getsockname()[1]}/x.dtd", door


WAYS_OUT = ["p06-xxe-container", "p07-xxe-opf-title", "p09-xxe-chapter", "p10-external-dtd-ssrf"]


@pytest.mark.parametrize("where", WAYS_OUT)
def test_no_file_is_opened_and_nobody_is_asked(where: str, outside: tuple[str, str, socket.socket]) -> None:
    """hostile/p06, p07, p09, p10: with a file that is there, and a server that would answer."""
    file, address, door = outside
    head = f'<!DOCTYPE html SYSTEM "{address}" [<!ENTITY f SYSTEM "{file}"><!ENTITY n SYSTEM "{address}">]>'
    if where.startswith("p10"):
        head = f'<!DOCTYPE html SYSTEM "{address}">'
    opf = package(PAGE, spine("c"), metadata="<dc:title>A&f;B&n;C</dc:title>", head=head)
    hostile: dict[str, dict[str, str]] = {"p06": {"container": head + CONTAINER}, "p07": {"opf": opf}}
    page = xhtml("<p>voor &f;&n; na</p>", head)

    try:
        kept = repr(read_book(zipped(files_of(**hostile.get(where[:3], {"page": page})))))
    except BookRefused as refused:
        kept = refused.reason

    assert "geheim" not in kept
    with pytest.raises(BlockingIOError):
        door.accept()
    assert where[:3] in hostile or " na</p>" in kept
