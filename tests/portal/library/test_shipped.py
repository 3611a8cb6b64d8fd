"""The books, animals and PIN pictures that come with the portal."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import lxml.etree
import pytest
from PIL import Image

import portal
from portal.library.epub.read import Book, read_book
from portal.library.epub.write import epub
from portal.library.models import Animal
from portal.library.reading.service import PIN_PICTURES
from portal.library.shipped.titles import ShippedTitle, shipped_manuscripts
from portal.library.together.service import OPTION_MAX, OPTIONS_MAX, QUESTION_MAX

PORTAL = Path(portal.__file__).parent
SHIPPED = PORTAL / "library" / "shipped"
ANIMALS, PIN = (PORTAL / "web" / "static" / folder for folder in ("animals", "pin"))
PICTURES = sorted([*ANIMALS.glob("*.svg"), *PIN.glob("*.svg"), *SHIPPED.glob("*/*.svg")])

NS = {"x": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}

HEADINGS = {
    "jits": (
        "Honderdachtennegentig treden",
        "De kamer van glas",
        "Het bezoek",
        "Donker",
        "Een licht dat wacht",
        "Heel het dorp",
        "De Drie Gebroeders",
        "Niet voor je plezier",
    ),
    "reinaert": (
        "De dag van de klachten",
        "Honing",
        "Muizen",
        "De biecht van een vos",
        "Een ladder, een touw en een leugen",
        "De pelgrim",
        "De tas",
    ),
    "blauwe-vogel": (
        "Het feest aan de overkant",
        "Het brood stapt uit de kast",
        "Het land van toen",
        "Het paleis van de nacht",
        "Het bos dat niets vergeet",
        "De kinderen die nog moeten komen",
        "Wakker",
    ),
}
PLATES = {"jits": 2, "reinaert": 2, "blauwe-vogel": 2}


def slug_of(title: ShippedTitle) -> str:
    return title.manuscript.identifier.rpartition(":")[2]


@pytest.fixture(scope="module", params=shipped_manuscripts(), ids=slug_of)
def title(request: pytest.FixtureRequest) -> ShippedTitle:
    shipped: ShippedTitle = request.param
    return shipped


@pytest.fixture(scope="module")
def book(title: ShippedTitle) -> Book:
    return read_book(epub(title.manuscript))


def test_three_books_stand_on_the_shelf():
    assert [slug_of(title) for title in shipped_manuscripts()] == list(HEADINGS)


def test_a_book_goes_through_the_gate_without_a_warning(book, title):
    assert book.warnings == ()
    assert book.language == "nl"
    assert book.name == title.manuscript.name
    assert book.author == title.manuscript.author
    assert book.summary == title.manuscript.summary


def test_the_chapters_come_in_the_order_of_the_story(book, title):
    assert tuple(chapter.heading for chapter in book.chapters) == HEADINGS[slug_of(title)]


def test_every_chapter_is_worth_opening(book):
    assert all(chapter.word_count >= 250 for chapter in book.chapters)


def test_no_mark_of_the_manuscript_is_left_in_the_text(title):
    text = "\n".join(p for chapter in title.manuscript.chapters for p in chapter.paragraphs if p != "***")

    assert not re.search(r"[*_#<>\[\]]|!\(|  ", text)


def test_the_dialogue_of_every_paragraph_is_closed(title):
    paragraphs = [p for chapter in title.manuscript.chapters for p in chapter.paragraphs]

    assert [p for p in paragraphs if p.count('"') % 2] == []


def test_cover_and_pictures_say_what_there_is_to_see(book, title):
    pictures = [title.manuscript.cover, *(c.picture for c in title.manuscript.chapters if c.picture)]

    assert book.cover
    assert len(book.pictures) - 1 == len(pictures) == 1 + PLATES[slug_of(title)]  # One is the cover for a shelf.
    assert all(len(picture.alt) > 30 and picture.alt.endswith(".") for picture in pictures)
    html = "".join(chapter.html for chapter in book.chapters)
    assert all(f'alt="{picture.alt}"' in html for picture in pictures[1:])


def test_pictures_have_the_size_of_a_book_and_load_quickly(title):
    pictures = [title.manuscript.cover, *(c.picture for c in title.manuscript.chapters if c.picture)]

    for picture, size in zip(pictures, [(800, 1120)] + [(1200, 800)] * (len(pictures) - 1), strict=True):
        assert Image.open(io.BytesIO(picture.content)).size == size
        assert len(picture.content) <= 250_000


def test_every_picture_of_a_book_is_used_and_has_its_source_beside_it(title):
    folder = SHIPPED / slug_of(title)
    used = {title.manuscript.cover.name, *(c.picture.name for c in title.manuscript.chapters if c.picture)}

    assert {file.name for file in folder.glob("*.png")} == used
    assert {file.stem for file in folder.glob("*.svg")} == {Path(name).stem for name in used}


def test_a_book_is_the_same_bytes_each_time(title):
    assert epub(title.manuscript) == epub(title.manuscript)


def test_the_media_type_comes_first_and_is_not_compressed(title):
    with zipfile.ZipFile(io.BytesIO(epub(title.manuscript))) as archive:
        first = archive.infolist()[0]

        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


def test_the_contents_list_every_chapter(title):
    with zipfile.ZipFile(io.BytesIO(epub(title.manuscript))) as archive:
        nav = lxml.etree.fromstring(archive.read("EPUB/nav.xhtml"))
        names = set(archive.namelist())
    links = nav.findall(".//x:nav[@e:type='toc']//x:a", NS)
    landmarks = nav.findall(".//x:nav[@e:type='landmarks']//x:a", NS)

    assert tuple(link.text for link in links) == HEADINGS[slug_of(title)]
    assert all(f"EPUB/{link.get('href')}" in names for link in [*links, *landmarks])
    assert landmarks[0].get("href") == "cover.xhtml"


def test_every_animal_has_its_picture_and_no_picture_lacks_its_animal():
    assert {file.stem for file in ANIMALS.glob("*.svg")} == {animal.value for animal in Animal}


def test_no_two_animals_look_the_same():
    assert len({file.read_bytes() for file in ANIMALS.glob("*.svg")}) == len(Animal)


def test_every_picture_of_the_pin_is_there():
    assert {file.stem for file in PIN.glob("*.svg")} == set(PIN_PICTURES)


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_picture_needs_nothing_from_outside_and_runs_nothing(file):
    picture = lxml.etree.fromstring(file.read_bytes())
    tags = {lxml.etree.QName(element).localname for element in picture.iter()}
    values = [(name, value) for element in picture.iter() for name, value in element.attrib.items()]

    assert not tags & {"script", "style", "foreignObject", "image", "text", "use", "a", "animate", "set"}
    assert not [name for name, _ in values if name.startswith("on") or name.endswith("href") or name == "style"]
    assert all(target.startswith("#") for _, value in values for target in re.findall(r"url\(([^)]*)\)", value))


@pytest.mark.parametrize(("folder", "side"), [(ANIMALS, 160), (PIN, 120)])
def test_pictures_of_one_kind_have_one_size(folder, side):
    boxes = {lxml.etree.fromstring(file.read_bytes()).get("viewBox") for file in folder.glob("*.svg")}

    assert boxes == {f"0 0 {side} {side}"}


def test_every_chapter_has_a_question_or_two_that_fit_a_class(title, book):
    by_chapter = Counter(question.chapter for question in title.questions)

    assert sorted(by_chapter) == list(range(1, len(book.chapters) + 1))
    assert max(by_chapter.values()) <= 2
    for question in title.questions:
        assert question.text.rstrip("”").endswith("?") or question.text.endswith("woorden.")
        assert len(question.text) <= QUESTION_MAX
        assert len(question.options) != 1
        assert len(question.options) <= OPTIONS_MAX
        assert all(0 < len(option) <= OPTION_MAX for option in question.options)
