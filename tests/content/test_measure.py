"""How sure a share is, by value and by law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.measure import Answers, Known, margin, measure, wilson

GROUPS = st.integers(1, 5_000).flatmap(lambda answered: st.tuples(st.integers(0, answered), st.just(answered)))


@pytest.mark.parametrize(
    ("right", "answered", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(right, answered, low, high):
    """The four examples of Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert wilson(right, answered) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(GROUPS)
def test_an_interval_holds_its_share_and_stays_a_share(counts):
    low, high = wilson(*counts)

    assert 0 <= low <= counts[0] / counts[1] + 1e-12
    assert counts[0] / counts[1] - 1e-12 <= high <= 1


@given(GROUPS)
def test_no_interval_is_wider_than_the_margin_says(counts):
    low, high = wilson(*counts)

    assert 100 * (high - low) / 2 <= margin(counts[1]) + 0.5


def test_one_class_of_22_is_19_points_and_twenty_are_5():
    assert [margin(pupils) for pupils in (8, 22, 110, 440)] == [28, 19, 9, 5]


def test_a_share_is_told_in_whole_points():
    answers = Answers(15, 22)

    assert (answers.share, answers.low, answers.high) == (68, 47, 84)


def test_only_words_asked_twice_are_compared():
    found = measure(
        [
            Known("orkestbak", True, Answers(6, 22), Answers(7, 22)),
            Known("stilte", False, Answers(11, 22), Answers(19, 22)),
            Known("coulissen", False, Answers(4, 20), None),
        ]
    )

    assert [one.word for one in found.words] == ["stilte", "coulissen", "orkestbak"]
    assert (found.taught.words, found.taught.before.share, found.taught.after.share) == (("stilte",), 50, 86)
    assert (found.untaught.before.share, found.untaught.after.share) == (27, 32)
    assert (found.pupils, found.margin) == (20, margin(20))


def test_where_nothing_was_asked_there_is_nothing_to_tell():
    assert measure([]) is None
