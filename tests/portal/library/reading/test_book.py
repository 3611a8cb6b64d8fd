"""The open book: contents of any length, search, notes, fixed pages, what leads out of it, and its weight."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from portal.db import make_sessions, write_transaction
from portal.library.models import Chapter, ChapterKind, ClassSet, Direction, EntryKind, Flow, Title, TitleEntry
from portal.library.reading.models import ChapterText
from portal.library.reading.search import Spot, find_in_book, folded, index_title, pieces_of, texts_of
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import Device, page, selects, words

LONG = 2_000
FIRST_PAGE_MAX = 15_000
"""Bytes of a first chapter page with its style sheet as they go over the line: ten packets, one round trip."""


def write(house: Session, made: ClassSet, number: int, html: str, **more: Any) -> None:
    """Put text in a chapter of the set's book."""
    with write_transaction(house):
        chosen = (Chapter.title_id == made.title_id, Chapter.position == number)
        house.execute(update(Chapter).where(*chosen).values(html=html, **more))


def lines(house: Session, made: ClassSet, *entries: tuple[str, int, int | None], kind: EntryKind) -> None:
    with write_transaction(house):
        house.add_all(
            TitleEntry(title_id=made.title_id, kind=kind, position=number, label=label, depth=depth, chapter=chapter)
            for number, (label, depth, chapter) in enumerate(entries, start=1)
        )


def lengthen(house: Session, made: ClassSet) -> None:
    with write_transaction(house):
        house.add_all(
            Chapter(title_id=made.title_id, position=n, heading=f"Avond {n}", html=f"<p>Avond {n}</p>", word_count=2)
            for n in range(4, LONG + 1)
        )


def test_short_contents_stand_in_the_bar_and_long_ones_are_a_page_in_parts(
    pupil: Device, made: ClassSet, house: Session, queries: Callable[[], Any]
) -> None:
    here = f"/klas/{made.code}/lees/"
    shown = page(pupil.get(f"{here}1")).xpath("//nav[@aria-label='Inhoud']//li/a/@href")
    assert shown == [f"{here}{n}" for n in (1, 2, 3)]

    lengthen(house, made)
    entries = [(f"Avond {n}", 1 if n % 10 == 1 else 2, n) for n in range(1, LONG + 1)]
    lines(house, made, *entries, kind=EntryKind.CONTENTS)
    pupil.get(f"{here}1500")
    with queries() as sent:
        answer = pupil.get(f"{here}1500")
    beside = page(answer).xpath("//nav[@aria-label='Inhoud']//li/a/text()")
    assert "Avond 1500" in beside
    assert len(beside) < 20
    assert len(answer.data) < FIRST_PAGE_MAX
    assert len(selects(sent)) <= 9

    whole = page(pupil.get(f"{here}inhoud"))
    assert len(whole.xpath("//nav[@class='parts']//a")) == 10
    tree = whole.find_class("tree")[0]
    assert [words(link) for link in tree.xpath("./li/a")][:2] == ["Avond 1401", "Avond 1411"]
    assert len(tree.xpath("./li[1]/details/ol/li")) == 9
    assert words(tree.xpath(".//a[@aria-current]")[0]) == "Avond 1500"


def test_a_printed_page_is_found_by_its_number_and_an_unknown_one_is_said_so(
    pupil: Device, made: ClassSet, house: Session
) -> None:
    contents = f"/klas/{made.code}/lees/inhoud"
    assert not page(pupil.get(contents)).xpath("//input[@name='bladzijde']")
    lines(house, made, ("xii", 1, 1), ("23", 1, 2), kind=EntryKind.PAGE)

    assert pupil.get(f"{contents}?bladzijde=23").location == f"/klas/{made.code}/lees/2"
    assert pupil.get(f"{contents}?bladzijde= XII ").location == f"/klas/{made.code}/lees/1"
    assert "vinden we niet" in words(page(pupil.get(f"{contents}?bladzijde=99"), 404))


def test_words_are_found_without_accents_or_capitals_with_the_place_they_stand(
    pupil: Device, made: ClassSet, house: Session
) -> None:
    write(
        house,
        made,
        2,
        '<h1 data-n="1">Twee</h1><p data-n="2">Niets.</p><p data-n="3">In het <b>Café</b> brandde licht.</p>',
    )
    search = f"/klas/{made.code}/lees/zoek"

    found = page(pupil.get(f"{search}?q=CAFE+licht"))
    (hit,) = found.find_class("hits")[0].xpath(".//a")
    assert hit.get("href") == f"/klas/{made.code}/lees/2?stuk=3#stuk-3"
    assert [mark.text for mark in hit.iter("mark")] == ["Café", "licht"]
    there = page(pupil.get(hit.get("href")))
    assert there.get_element_by_id("stuk-3").get("data-n") == "3"
    assert there.find("body").get("data-piece") == "3"

    assert "Niets gevonden" in words(page(pupil.get(f"{search}?q=draak")))
    assert not page(pupil.get(search)).find_class("hits")
    nonsense = page(pupil.get(f"{search}?q=%25_%22<script>'&na=99999999999999999999&stuk=-4"))
    assert not nonsense.xpath("//script[not(@src)]")


def test_a_search_knows_the_same_on_both_databases_and_goes_on_where_it_stopped(
    filled: tuple[Engine, Place],
) -> None:
    engine, place = filled
    texts = ["Eén vuurtoren aan zee.", "100% zeker, zei de zeehond_1.", "Ça va? " + "Zee. " * 3]
    with make_sessions(engine)() as session:
        with write_transaction(session):
            for chapter in session.scalars(select(Chapter)):
                chapter.html = "".join(f'<p data-n="{n}">{text}</p>' for n, text in enumerate(texts * 4, start=1))
        for _ in range(2):  # Two who search first at the same moment.
            with write_transaction(session) as transaction:
                index_title(transaction, place.title, texts_of(session, place.title))
        assert session.scalar(select(func.count()).select_from(ChapterText)) == 3

        first = find_in_book(session, place.title, "zee")
        assert [(hit.chapter, hit.piece) for hit in first.hits[:3]] == [(1, 1), (1, 2), (1, 3)]
        assert first.after == Spot(2, 8)
        second = find_in_book(session, place.title, "zee", after=first.after)
        assert (second.hits[0].chapter, second.hits[0].piece, len(second.hits), second.after) == (2, 9, 16, None)
        assert len(find_in_book(session, place.title, "EEN vuur").hits) == 12
        assert len(find_in_book(session, place.title, "ca VA").hits) == 12
        assert len(find_in_book(session, place.title, "100% zeehond_1").hits) == 12
        assert find_in_book(session, place.title, "orens").hits == ()
        assert find_in_book(session, place.title, "%").hits == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Één CAFÉ, naïef", " een cafe naief"),
        ("שָׁלוֹם", " שלום"),
        ("Straße", " strasse"),
        ("\U0001e900\U0001e944 x", " \U0001e922 x"),
        ("", ""),
        ("…!", ""),
    ],
)
def test_words_are_folded_in_every_script(text: str, kept: str) -> None:
    assert folded(text) == kept


def test_a_piece_has_its_own_text_and_what_stands_in_none_is_line_zero() -> None:
    html = 'los <div data-n="1">voor<p data-n="2">een<br>twee</p>na</div><ul><li data-n="4">drie</li></ul>'

    assert pieces_of(html) == ["los", "voorna", "een twee", "", "drie"]


def test_a_note_without_a_way_back_gets_one(pupil: Device, made: ClassSet, house: Session) -> None:
    write(
        house,
        made,
        1,
        '<p data-n="1">Licht<a role="doc-noteref" href="#b-n1">1</a> en <a role="doc-noteref" href="#b-n2">2</a></p>'
        '<aside role="doc-footnote" id="b-n1"><p data-n="2">Een lamp.</p></aside>'
        '<aside role="doc-footnote" id="b-n2"><p data-n="3">Zon <a href="#b" role="doc-backlink">op</a></p></aside>',
    )

    text = page(pupil.get(f"/klas/{made.code}/lees/1")).find_class("book-text")[0]

    (back,) = text.get_element_by_id("b-n1").xpath(".//a[@role='doc-backlink']")
    assert text.get_element_by_id(back.get("href")[1:]).text == "1"
    assert back.get("aria-label") == "Terug naar de tekst"
    assert len(text.get_element_by_id("b-n2").xpath(".//a[@role='doc-backlink']")) == 1
    assert text.xpath("string(.//*[@data-n='2'])") == "Een lamp."


def test_a_fixed_page_stands_in_a_frame_that_can_do_nothing(
    app: Flask, pupil: Device, tablet: Device, made: ClassSet, house: Session
) -> None:
    drawn = "<!doctype html><html><head><title>Bladzijde</title><style>p{color:red}</style></head><p>Zee</p></html>"
    fixed = {"kind": ChapterKind.FIXED, "width": 900, "height": 600, "fixed_html": drawn}
    write(house, made, 2, '<p data-n="1">Zee</p>', **fixed)
    here = f"/klas/{made.code}/lees"

    answer = pupil.get(f"{here}/2")
    shown = page(answer)
    (frame,) = shown.iter("iframe")
    assert (frame.get("sandbox"), frame.get("src")) == ("", f"{here}/vast/2")
    assert (frame.get("width"), frame.get("height"), bool(frame.get("title"))) == ("900", "600", True)
    assert not shown.find_class("bar__looks")
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    inside = pupil.get(frame.get("src"))
    policy = inside.headers["Content-Security-Policy"]
    assert inside.text == drawn
    assert policy.startswith("sandbox; default-src 'none'")
    assert "unsafe" not in policy
    assert inside.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Zee" in words(page(pupil.get(f"{here}/2?tekst=1")).find_class("book-text")[0])
    assert pupil.get(f"{here}/vast/1").status_code == 404
    assert tablet.get(f"{here}/vast/2").status_code == 404


def test_a_loose_page_and_a_note_elsewhere_are_read_without_losing_the_place(
    pupil: Device, made: ClassSet, house: Session
) -> None:
    pupil.get(f"/klas/{made.code}/lees/2")
    write(house, made, 3, "<p>Antwoorden</p>", is_linear=False)

    loose = page(pupil.get(f"/klas/{made.code}/lees/3"))

    assert "Terug naar je plekje" in words(loose)
    assert pupil.get(f"/klas/{made.code}/lees/").location.endswith("/lees/2")
    write(house, made, 2, '<p data-n="1">Zee<a role="doc-noteref" href="1#b-n">1</a></p>')
    (note,) = page(pupil.get(f"/klas/{made.code}/lees/2")).xpath("//a[@role='doc-noteref']/@href")
    assert note == "1?noot=1#b-n"
    assert "Terug naar je plekje" in words(page(pupil.get(f"/klas/{made.code}/lees/{note}")))
    assert pupil.get(f"/klas/{made.code}/lees/").location.endswith("/lees/2")
    assert "2 van 2" in words(page(pupil.get(f"/klas/{made.code}/lees/2")))


def test_a_link_out_of_the_book_is_told_and_not_followed(pupil: Device, made: ClassSet, house: Session) -> None:
    write(house, made, 1, "<p>x</p>", outside=["https://voorbeeld.example/<b>"])

    told = page(pupil.get(f"/klas/{made.code}/lees/weg/1-0"))

    assert "https://voorbeeld.example/<b>" in words(told)
    assert not [link for link in told.xpath("//a/@href") if "voorbeeld" in link]
    assert pupil.get(f"/klas/{made.code}/lees/weg/1-1").status_code == 404


def test_a_book_from_right_to_left_says_so_and_a_paged_one_opens_in_pages(
    pupil: Device, made: ClassSet, house: Session
) -> None:
    write(house, made, 1, "<p>שלום</p>", language="he", direction="rtl")
    with write_transaction(house):
        title = house.get_one(Title, made.title_id)
        title.direction, title.flow = Direction.RTL, Flow.PAGED

    shown = page(pupil.get(f"/klas/{made.code}/lees/1"))

    text = shown.find_class("book-text")[0]
    assert (text.get("lang"), text.get("dir"), shown.find("body").get("data-direction")) == ("he", "rtl", "rtl")
    assert "leaf-bladzijden" in shown.find("body").get("class")
    pupil.post(f"/klas/{made.code}/look", data={"bladeren": "rollen"})
    assert "leaf-rollen" in page(pupil.get(f"/klas/{made.code}/lees/1")).find("body").get("class")


def test_a_first_chapter_and_its_style_come_in_one_round_trip(pupil: Device, made: ClassSet, house: Session) -> None:
    write(house, made, 1, "<h1>Eén</h1>" + "<p>Het licht ging aan en weer uit, en niemand zag het.</p>" * 120)
    packed = {"Accept-Encoding": "gzip"}

    answer = pupil.get(f"/klas/{made.code}/lees/1", headers=packed)
    html = gzip.decompress(answer.data).decode()
    first, *_ = [line for line in html.splitlines() if "reader.css" in line]
    style = pupil.get(first.partition('href="')[2].partition('"')[0], headers=packed)

    assert len(html.encode()) < FIRST_PAGE_MAX
    assert len(answer.data) + len(style.data) < FIRST_PAGE_MAX
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert "max-age=31536000" in style.headers["Cache-Control"]
    blocking = [
        line for line in html.splitlines() if "<script" in line and "module" not in line and "defer" not in line
    ]
    assert blocking == []
    # What was typed never goes into a packed page: its size could be asked letter by letter.
    assert "Content-Encoding" not in pupil.get(f"/klas/{made.code}/lees/zoek?q=licht", headers=packed).headers
