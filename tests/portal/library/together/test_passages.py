"""A chapter for the board: passages that can be read from the last row."""

from itertools import pairwise

import lxml.html

from portal.library.epub.clean import clean
from portal.library.shipped.titles import shipped_manuscripts
from portal.library.together.passages import Passage, passages, place_of


def chapter(*pieces: str) -> str:
    return clean("".join(pieces), link=lambda target: target, picture=lambda source: source)


def spans(told: tuple[Passage, ...]) -> list[tuple[int, int]]:
    return [(one.first, one.last) for one in told]


def test_short_pieces_stand_together_and_a_long_one_alone() -> None:
    html = chapter(
        "<h1>Eén</h1>", "<p>vier woorden zijn hier</p>" * 3, f"<p>{'lang ' * 30}</p>", "<p>en weer kort</p>"
    )

    assert spans(passages(html, 10)) == [(1, 3), (4, 4), (5, 5), (6, 6)]
    assert spans(passages(html, 100)) == [(1, 6)]


def test_a_heading_goes_with_what_follows_it() -> None:
    html = chapter("<h1>Boek</h1><h2>Eén</h2>", f"<p>{'woord ' * 9}</p>", "<h2>Twee</h2><p>tekst</p>")

    assert spans(passages(html, 5)) == [(1, 3), (4, 5)]


def test_a_piece_is_found_by_its_number_also_one_that_has_no_passage() -> None:
    told = passages(chapter("<p>een</p><p>twee drie</p><p></p><p>vier</p>"), 2)

    assert spans(told) == [(1, 1), (2, 2), (4, 4)]
    assert [place_of(told, number) for number in (0, 1, 2, 3, 4, 99)] == [0, 0, 1, 1, 2, 2]


def test_nothing_on_the_board_can_be_clicked_or_loaded_and_no_word_is_lost() -> None:
    html = chapter(
        '<ul><li>los <a href="2">woord</a></li><li><p id="x">alinea</p></li></ul><div>om<p>in</p>heen</div>',
        '<p>een <img src="prent.png" alt="prent">slot</p><table><tr><td>cel</td></tr></table>',
    )

    told = "".join(one.html for one in passages(html, 1))

    assert not any(mark in told for mark in ("<a", "<img", "id=", "<li", "<td"))
    assert "".join(words_of(told).split()) == "loswoordalineaominheeneenslotcel"


def words_of(html: str) -> str:
    return str(lxml.html.fromstring(f"<div>{html}</div>").text_content())


def test_a_chapter_without_words_has_no_passages() -> None:
    assert passages(chapter('<p><img src="a.png" alt=""></p>'), 60) == ()
    assert passages("", 60) == ()
    assert place_of((), 4) == 0


def test_every_shipped_chapter_falls_into_passages_for_the_back_of_the_class() -> None:
    for title in shipped_manuscripts():
        for one in title.manuscript.chapters:
            html = chapter(f"<h1>{one.heading}</h1>", *(f"<p>{words}</p>" for words in one.paragraphs))
            told = passages(html, 60)
            assert max(len(words_of(passage.html).split()) for passage in told) <= 75
            assert told[0].first == 1
            assert all(after.first - before.last == (after.part == 0) for before, after in pairwise(told))
            assert "".join(words_of(p.html) for p in told).replace(" ", "") == words_of(html).replace(" ", "")


def test_a_long_piece_is_told_in_parts_cut_between_sentences() -> None:
    long = "Zij zei: “Kom je mee?” Hij zweeg. Het regende op 3 mei. “Nee,” zei hij… Toen ging hij, en zij liep voor."
    html = chapter(f"<p>{'kort ' * 9}</p><p>{long}</p><p>{long.replace('regende', '<em>regende</em>')}</p>")

    told = passages(html, 10)

    assert [(one.first, one.part) for one in told] == [(1, 0), (2, 0), (2, 1), (2, 2), (3, 0)]
    assert [words_of(one.html) for one in told[1:4]] == [
        "Zij zei: “Kom je mee?” Hij zweeg.",
        "Het regende op 3 mei. “Nee,” zei hij…",
        "Toen ging hij, en zij liep voor.",
    ]
    assert [place_of(told, 2, part) for part in (0, 1, 2, 9)] == [1, 2, 3, 3]
    assert place_of(told, 3, 0) == 4
