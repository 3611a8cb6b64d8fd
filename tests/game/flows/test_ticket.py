"""The class ticket: what a class takes home on paper."""

from dataclasses import replace
from datetime import date

import pytest

from content.load import complete, load_pack
from game import ticket
from game.rules import run as rules
from game.rules.activity import Advance, VisitRound
from game.rules.bank import Question
from tests.game.packs import PACK, a_pack, a_setup

DAY = date(2026, 11, 24)
ASKED = (Question("rij", False, "a"), Question("cue", False, "a"), Question("stilte", True, "a"))


def played(pack=PACK, **setup):
    run = rules.start(pack, a_setup(**setup))
    while not rules.is_complete(run):
        moves = rules.moves(run)
        run, _ = rules.apply(run, moves[0] if moves else Advance(60))
    return run


def test_what_was_right_last_time_is_known_and_what_was_not_is_to_look_out_for():
    run = replace(rules.start(PACK, a_setup()), asked=(*ASKED, Question("rij", True, "b")))

    sheet = ticket.printed(run, DAY)

    assert [concept.id for concept in sheet.known] == ["rij", "stilte"]
    assert [concept.id for concept in sheet.again] == ["cue"]
    assert ticket.printed(played(), DAY).rooms == len(played().lit) > 0


def test_the_sheet_is_one_page_also_with_as_many_words_as_it_takes():
    concepts = tuple(PACK.concepts[n % len(PACK.concepts)] for n in range(ticket.MOST_WORDS))
    long = [concept.model_copy(update={"definition": "Een heel lange uitleg " * 5}) for concept in concepts]
    sheet = ticket.Printed("Een lange titel " * 5, "Gezelschap", "Huis", DAY, 12, False, tuple(long), tuple(long[:6]))

    data = ticket.as_pdf(sheet)

    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 1


def test_a_class_that_stops_early_has_a_ticket_too():
    run = rules.start(PACK, a_setup(visit=VisitRound.AFTER))

    sheet = ticket.printed(run, DAY)

    assert (sheet.known, sheet.again, sheet.rooms) == ((), (), 0)
    assert ticket.as_pdf(sheet).startswith(b"%PDF-")


def test_printing_twice_keeps_one_file_and_another_lesson_gets_its_own(tmp_path):
    first = ticket.save(played(), tmp_path, DAY)
    again = ticket.save(played(), tmp_path, DAY)
    other = ticket.save(played(a_pack(title="Iets anders")), tmp_path, DAY)

    assert first == again
    assert first.name == "klasticket-proef-2026-11-24.pdf"
    assert other.name == "klasticket-proef-2026-11-24-2.pdf"


def test_a_folder_that_cannot_be_written_is_an_error_to_tell(tmp_path):
    (tmp_path / "print").write_text("een bestand")

    with pytest.raises(OSError, match="print"):
        ticket.save(played(), tmp_path / "print", DAY)


def test_words_have_the_picture_that_the_class_knows_them_by_and_a_file_that_went_away_is_left_out():
    pack = complete(load_pack("theatercode"))
    known = tuple(concept for concept in pack.pack.concepts if concept.image is not None)[:3]
    sheet = ticket.Printed("De theatercode", "", "", DAY, 3, False, known, ())
    lost = known[0].image.file

    def without_the_first(file):
        if file == lost:
            raise OSError(file)
        return pack.read(file)

    bare, whole, torn = (pictures(ticket.as_pdf(sheet, read)) for read in (None, pack.read, without_the_first))

    assert (whole - bare, torn - bare) == (3, 2)


def pictures(pdf):
    return pdf.count(b"/Subtype /Image") - pdf.count(b"/SMask")
