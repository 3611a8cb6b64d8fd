"""The laws of merging: whatever the order in which a pupil's devices come back, the same is kept."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from portal.library.marks.merge import (
    Anchor,
    Mark,
    Told,
    ahead_of,
    common_place,
    gone,
    lay_aside,
    merge_mark,
    merge_place,
    merge_places,
    texts_of,
)
from portal.library.marks.models import MarkKind
from portal.library.reading.service import ReadingPlace

SMALL = st.integers(0, 3)
PLACES = st.builds(
    ReadingPlace, st.integers(1, 3), SMALL, st.sampled_from([0.0, 0.5]), st.sampled_from([0.0, 0.4, 1.0])
)
TOLD = st.builds(Told, st.integers(1, 3), PLACES, SMALL)
DEVICES = st.dictionaries(st.sampled_from(["t", "u", "v"]), TOLD)
MARKS = st.builds(
    Mark,
    st.just("k"),
    st.sampled_from(MarkKind),
    st.builds(Anchor, SMALL, SMALL, SMALL, SMALL, SMALL, st.sampled_from(["", "Het licht."])),
    st.frozensets(st.sampled_from("abcdef"), max_size=4),
    is_shared=st.booleans(),
    version=st.integers(1, 3),
)
MARKS = st.one_of(MARKS, MARKS.map(gone))


def obeys_the_laws(merge: Callable[[Any, Any], Any], one: Any, two: Any, three: Any) -> bool:
    return (
        merge(one, one) == one
        and merge(one, two) == merge(two, one)
        and merge(merge(one, two), three) == merge(one, merge(two, three))
    )


@given(MARKS, MARKS, MARKS)
def test_marks_merge_in_any_order_and_as_often_as_one_likes(one: Mark, two: Mark, three: Mark) -> None:
    assert obeys_the_laws(merge_mark, one, two, three)


@given(TOLD, TOLD, TOLD)
def test_the_last_word_of_a_device_is_the_same_in_any_order(one: Told, two: Told, three: Told) -> None:
    assert obeys_the_laws(merge_place, one, two, three)


@given(DEVICES, DEVICES, DEVICES)
def test_places_of_devices_merge_in_any_order(
    one: dict[str, Told], two: dict[str, Told], three: dict[str, Told]
) -> None:
    assert obeys_the_laws(merge_places, one, two, three)


@given(DEVICES)
def test_a_pupil_is_at_the_furthest_device_that_was_not_laid_aside(places: dict[str, Told]) -> None:
    at = common_place(places)
    counting = {told.place for told in places.values() if not told.is_aside}

    assert (at is None) == (not places)
    assert not counting or at == max(counting)


@given(DEVICES, st.sampled_from(["t", "u", "v"]))
def test_what_was_laid_aside_is_not_asked_about_until_that_device_reads_on(
    places: dict[str, Told], here: str
) -> None:
    rest = {device: told if device == here else lay_aside(told, told.turn) for device, told in places.items()}

    assert ahead_of(rest, here) is None
    assert rest == merge_places(places, rest)


@given(MARKS, st.frozensets(st.sampled_from("abcdef")), st.frozensets(st.sampled_from("abcdef")))
def test_nothing_that_was_written_at_once_on_two_devices_is_lost(
    mark: Mark, left: frozenset[str], right: frozenset[str]
) -> None:
    both = merge_mark(*(Mark(mark.key, mark.kind, mark.anchor, texts, version=2) for texts in (left, right)))

    assert both.texts <= left | right
    assert len(both.texts) == min(4, len(left | right))
    assert texts_of(both.text) == both.texts


def test_a_mark_that_is_changed_beats_one_that_is_thrown_away_at_once_and_loses_to_a_later_throw() -> None:
    mark = Mark("k", MarkKind.MOOI, Anchor(1, 1, 0, 1, 4, "Het"), frozenset({"Mooi!"}), version=2)

    assert merge_mark(gone(mark), mark) == mark
    thrown = merge_mark(Mark("k", mark.kind, mark.anchor, is_gone=True, version=3), mark)
    assert thrown.is_gone
    assert thrown.text == ""


def test_a_note_is_shared_only_when_both_devices_say_so() -> None:
    shared = Mark("k", MarkKind.NOTITIE, Anchor(1, 1, 0, 1, 0), frozenset({"Ja"}), is_shared=True)
    private = Mark("k", MarkKind.NOTITIE, Anchor(1, 1, 0, 1, 0), frozenset({"Ja"}))

    assert not merge_mark(shared, private).is_shared
