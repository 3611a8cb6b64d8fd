"""What stands on paper: read back as text."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from portal.bookings.door.models import TapKind
from portal.bookings.door.queries import board_of
from portal.bookings.paper.confirmation import confirmation
from portal.bookings.paper.door_list import door_list
from portal.bookings.policy.charge import Until
from portal.bookings.queries import visit_by_id
from portal.bookings.service import cancel_booking
from portal.db import write_transaction
from tests.portal.booking_world import MONDAY
from tests.portal.bookings.door.at_the_door import ARRIVAL, open_door, send


@pytest.fixture
def door(session):
    return open_door(session)


def pages(data: bytes) -> list[str]:
    return [" ".join((page.extract_text() or "").split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_the_list_says_who_comes_and_leaves_boxes_for_who_came(session, door):
    send(session, door.tap("4A", heads=(23, 2)), door.an)
    send(session, door.tap("5A", TapKind.NOTE, note="De bus staat vast."), door.an)

    [text] = pages(door_list(board_of(session, door.world.performance_id, [door.world.centre_id]), now=ARRIVAL))

    assert "donderdag 14 januari 2027, 10.30 uur" in text
    assert "2 scholen, 3 klassen · 71 personen verwacht · 1 rolstoel · binnen vanaf 10.15 uur" in text
    # By name, a class with its numbers, and what was counted already.
    assert text.index("Basisschool De Zilverberk") < text.index("De Beuk")
    assert "Klas 4A 24 2 23 2" in text or "4A 1 in rolstoel 24 2 23 2" in text
    assert "De bus staat vast." in text


def test_forty_schools_stand_on_several_pages_in_order_and_none_is_torn_apart(session, door):
    board = board_of(session, door.world.performance_id, [door.world.centre_id])
    one = board.schools[0]
    many = replace(board, schools=tuple(replace(one, school_name=f"School {n:02}") for n in range(40)))

    read = pages(door_list(many, now=ARRIVAL))

    assert 4 <= len(read) <= 8
    names = [f"School {n:02}" for n in range(40)]
    places = [(number, text.index(name)) for name in names for number, text in enumerate(read) if name in text]
    assert len(places) == 40
    assert places == sorted(places)
    assert all(text.count("School ") * 2 == text.count("Klas 4") for text in read)


def test_who_cancelled_stands_apart_so_that_nobody_has_to_guess(session, door):
    with write_transaction(session):
        cancel_booking(session, door.second.reference, actor=door.bert, now=MONDAY)

    [text] = pages(door_list(board_of(session, door.world.performance_id, [door.world.centre_id]), now=ARRIVAL))

    assert "Mogen niet binnen De Beuk: Klas 5A (geannuleerd)" in text


def test_the_confirmation_is_one_page_with_all_that_a_school_needs(session, door):
    visit = visit_by_id(session, door.first.id)
    steps = [Until(date(2026, 12, 14), 0, 0), Until(None, 33_000, 100)]

    [text] = pages(confirmation(visit, steps, base_url="https://foyer.example", now=MONDAY))

    assert f"Bevestiging · boeking {door.first.reference}" in text
    for part in (
        "De vuurtoren die niet wou slapen",
        "donderdag 14 januari 2027",
        "Kom om 10.15 uur, 15 minuten voor het begin",
        "Cultuurhuis De Lantaarn, Grote zaal",
        "Warandestraat 42, 2300 Turnhout",
        "4A, 2e graad lager 24 2 1",
        "Samen 48 plaatsen 44 4 1",
        "€ 337,50, de school betaalt later op factuur.",
        "Annuleren kost niets tot en met ma 14 december 2026, daarna € 330,00.",
        "Speel het spel op het bord.",
        f"foyer.example/bezoek/{visit.visit_code}",
    ):
        assert part in text, part


def test_a_full_confirmation_stays_on_its_page_and_odd_letters_do_no_harm(session, door):
    visit = visit_by_id(session, door.first.id)
    words = "Een heel lange zin over de voorstelling en de weg ernaartoe. " * 20
    full = replace(
        visit,
        groups=visit.groups * 15,
        note=f"{words} \U0001f600",
        how_to_arrive=words,
        contact="Ælfgifu Wałęsa 🚌",
        offer=replace(visit.offer, before_text=words, content_notes=words, title="Titel " * 14),
    )

    assert len(pages(confirmation(full, [], base_url="https://foyer.example", now=MONDAY))) == 1


def test_a_house_gets_the_confirmation_without_the_code_and_a_cancelled_one_says_so(session, door):
    with write_transaction(session):
        cancel_booking(session, door.second.reference, actor=door.bert, now=MONDAY)
    gone = visit_by_id(session, door.second.id)
    theirs = replace(visit_by_id(session, door.first.id), visit_code="")

    for visit in (gone, theirs):
        [text] = pages(confirmation(visit, [], base_url="https://foyer.example", now=MONDAY))
        assert "bezoekcode" not in text
    [text] = pages(confirmation(gone, [], base_url="https://foyer.example", now=MONDAY))
    assert "Geannuleerd · boeking" in text
