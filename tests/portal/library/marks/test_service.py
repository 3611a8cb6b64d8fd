"""What is kept of a pupil, on both databases: joined, bounded, erased with the reader."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import write_transaction
from portal.library.marks import service
from portal.library.marks.errors import MarkUnknown
from portal.library.marks.merge import Anchor, Mark
from portal.library.marks.models import DeviceKind, DevicePlace, MarkKind
from portal.library.marks.models import Mark as MarkRow
from portal.library.marks.queries import devices_of, marks_of, shared_notes, standing
from portal.library.marks.service import keep_marks, put_away, read_on_here, tell_place
from portal.library.models import Animal, ClassSet, Reader
from portal.library.reading.service import ReadingPlace, join_set
from portal.library.together.erasing import erase_readers
from tests.portal.library.conftest import NOW, fill
from tests.portal.library.library_house import PIN, a_set

WORDS = Anchor(2, 3, 0, 3, 10, "Het licht.")


@pytest.fixture
def made(both_session: Session) -> ClassSet:
    return a_set(both_session, fill(both_session), first=-1)


@pytest.fixture
def fox(both_session: Session, made: ClassSet) -> int:
    return a_reader(both_session, made)


def a_reader(session: Session, made: ClassSet, animal: Animal = Animal.VOS) -> int:
    with write_transaction(session):
        return join_set(session, made, animal, PIN, now=made.created_at + timedelta(days=1)).id


def a_mark(key: str = "aaaaaaaa", text: str = "", **more: object) -> Mark:
    texts = frozenset({text} - {""})
    return replace(Mark(key, MarkKind.MOOI, WORDS, texts), **more)


def keep(session: Session, reader_id: int, *marks: Mark) -> list[str]:
    with write_transaction(session):
        return keep_marks(session, reader_id, marks, now=NOW)


def tell(
    session: Session, reader_id: int, device: str, chapter: int, far: float = 0.0, turn: int | None = None
) -> None:
    with write_transaction(session):
        tell_place(session, reader_id, device, ReadingPlace(chapter, far=far), now=NOW, turn=turn)


def place_of(session: Session, reader_id: int) -> tuple[int, float, int]:
    session.expire_all()
    reader = session.get_one(Reader, reader_id)
    found = reader.chapter, reader.place, reader.furthest
    session.rollback()
    return found


def test_a_repeated_message_is_no_second_mark_and_changes_nothing(both_session: Session, fox: int) -> None:
    mark = a_mark(text="Mooi!")

    keep(both_session, fox, mark)
    before = standing(marks_of(both_session, fox))
    keep(both_session, fox, mark, mark)

    assert marks_of(both_session, fox) == [mark]
    assert standing(marks_of(both_session, fox)) == before


def test_a_mark_that_is_thrown_away_leaves_no_word_behind(both_session: Session, fox: int) -> None:
    keep(both_session, fox, a_mark(text="Geheim"))

    keep(both_session, fox, a_mark(text="Geheim", is_gone=True, version=2))

    row = both_session.execute(select(MarkRow.text, MarkRow.quote, MarkRow.is_gone)).one()
    assert tuple(row) == ("", "", True)


def test_there_is_room_for_so_many_marks_and_the_rest_is_named(
    both_session: Session, fox: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MARKS_MAX", 2)
    keys = ["aaaaaaa1", "aaaaaaa2", "aaaaaaa3"]

    refused = keep(both_session, fox, *(a_mark(key) for key in keys))

    assert refused == ["aaaaaaa3"]
    assert keep(both_session, fox, a_mark("aaaaaaa1", "Toch nog iets", version=2)) == []


def test_two_animals_with_the_same_key_keep_their_own_marks(both_session: Session, made: ClassSet, fox: int) -> None:
    owl = a_reader(both_session, made, Animal.UIL)

    keep(both_session, fox, a_mark(text="Van de vos"))
    keep(both_session, owl, a_mark(text="Van de uil"))

    assert [mark.text for mark in marks_of(both_session, fox)] == ["Van de vos"]
    assert [mark.text for mark in marks_of(both_session, owl)] == ["Van de uil"]


def test_only_what_is_shared_and_still_there_reaches_the_teacher(
    both_session: Session, made: ClassSet, fox: int
) -> None:
    keep(both_session, fox, a_mark("aaaaaaa1", "Voor mij"), a_mark("aaaaaaa2", "Voor de juf", is_shared=True))
    keep(both_session, fox, a_mark("aaaaaaa3", "", is_shared=True))

    (note,) = shared_notes(both_session, made.id)
    assert (note.text, note.animal, note.chapter) == ("Voor de juf", Animal.VOS, 2)

    with write_transaction(both_session):
        put_away(both_session, made.id, note.id, now=NOW)
        put_away(both_session, made.id, note.id, now=NOW)
    assert shared_notes(both_session, made.id) == []
    assert "Voor de juf" in [mark.text for mark in marks_of(both_session, fox)]
    with pytest.raises(MarkUnknown), write_transaction(both_session):
        put_away(both_session, made.id + 1, note.id, now=NOW)


def test_all_goes_with_the_reader(both_session: Session, made: ClassSet, fox: int) -> None:
    keep(both_session, fox, a_mark(text="Weg"))
    tell(both_session, fox, "tablet", 2)

    with write_transaction(both_session):
        erase_readers(both_session, made, now=NOW)

    for table in (MarkRow, DevicePlace):
        assert both_session.scalar(select(func.count()).select_from(table)) == 0


def test_scenario_28_the_later_position_wins_only_if_further_or_the_pupil_agrees(
    both_session: Session, fox: int
) -> None:
    tell(both_session, fox, "tablet", 3, 0.5)
    tell(both_session, fox, "telefoon", 2, 0.1)
    assert place_of(both_session, fox) == (3, 0.5, 3)

    seen = devices_of(both_session, fox)["tablet"].told.turn
    with write_transaction(both_session):
        read_on_here(both_session, fox, [("tablet", seen)], now=NOW)
    assert place_of(both_session, fox) == (2, 0.1, 3)

    # The tablet reads on: it counts again, because it is further.
    tell(both_session, fox, "tablet", 3, 0.6)
    assert place_of(both_session, fox) == (3, 0.6, 3)
    # One seat, whatever the number of devices.
    assert both_session.scalar(select(func.count()).select_from(Reader)) == 1


def test_a_word_that_comes_late_changes_nothing_and_the_order_does_not_count(
    both_session: Session, made: ClassSet, fox: int
) -> None:
    owl = a_reader(both_session, made, Animal.UIL)
    words = [("tablet", 1, 0.2, 1), ("tablet", 2, 0.4, 2), ("telefoon", 1, 0.9, 1), ("tablet", 2, 0.4, 2)]

    for word in words:
        tell(both_session, fox, *word)
    for word in reversed(words):
        tell(both_session, owl, *word)

    assert place_of(both_session, fox)[:2] == place_of(both_session, owl)[:2] == (2, 0.4)


def test_a_device_that_goes_from_hand_to_hand_is_forgotten_and_the_furthest_is_not(
    both_session: Session, fox: int
) -> None:
    tell(both_session, fox, "ver", 3, 0.9)
    for number in range(service.DEVICES_MAX + 3):
        tell(both_session, fox, f"toestel{number}", 1)

    known = devices_of(both_session, fox)
    assert len(known) == service.DEVICES_MAX
    assert "ver" in known
    assert all(one.kind is DeviceKind.TOESTEL for one in known.values())
    assert place_of(both_session, fox)[0] == 3
