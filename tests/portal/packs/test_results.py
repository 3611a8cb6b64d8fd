"""The law of a company's results: what is told is always of five visits more than what was told before."""

from hypothesis import given
from hypothesis import strategies as st

from content.measure import Answers, Known
from portal.packs.results import CLASSES_MIN, Asked, Run, learned, played, tellable
from portal.visits.queries import Names

NAMES = Names({"stoel": "Naar je stoel"}, {"zaal": "de zaal"})


def a_run(visit, *words, scenes=()):
    return Run(visit, scenes, [{"id": one, "asked": asked, "first_try": known} for one, asked, known in words])


@given(st.lists(st.integers(1, 12), max_size=60))
def test_two_readings_of_the_page_differ_by_five_new_visits_or_by_nothing(visits):
    runs = [a_run(visit) for visit in visits]

    told_before: list[Run] = []
    for number in range(len(runs) + 1):
        told = list(tellable(runs[:number]))
        new = {run.visit_id for run in told} - {run.visit_id for run in told_before}
        assert told == told_before or len(new) == CLASSES_MIN
        assert told[: len(told_before)] == told_before
        told_before = told


def test_one_class_that_plays_often_is_one_visit():
    assert list(tellable([a_run(7)] * 40)) == []


def test_the_hardest_words_come_first():
    runs = [a_run(visit, ("zaal", 2, 2), ("vestiaire", 2, 1)) for visit in range(5)]

    found = played(runs, NAMES)

    assert [(one.word, one.share) for one in found.words] == [("vestiaire", 50), ("de zaal", 100)]
    assert (found.visits, found.runs) == (5, 5)


def test_scenes_are_summed_under_their_title():
    scene = {"id": "stoel", "rounds": 4, "first_try": 3}
    runs = [a_run(visit, scenes=[scene]) for visit in range(5)]

    (told,) = played(runs, NAMES).scenes

    assert (told.title, told.rounds, told.first_try, told.share) == ("Naar je stoel", 20, 15, 75)


def test_of_nothing_nothing_is_told():
    assert played([], NAMES) is None


def test_a_word_that_fewer_than_five_visits_met_is_left_out():
    runs = [a_run(visit, ("zaal", 2, 1)) for visit in range(1, 5)] + [a_run(0, ("zaal", 2, 1), ("zolder", 1, 0))]

    found = played(runs, NAMES)

    assert [(one.word, one.asked, one.first_try) for one in found.words] == [("de zaal", 10, 5)]


def test_a_word_grows_by_five_visits_that_met_it():
    """Five more visits, of which one met the word: its sum must not grow by that one."""
    first = [a_run(visit, ("zaal", 2, 2)) for visit in range(5)]
    more = [a_run(visit, ("vestiaire", 2, 1)) for visit in range(5, 9)] + [a_run(9, ("zaal", 2, 0))]

    before, after = played(first, NAMES), played(first + more, NAMES)

    assert after.visits == 10
    assert [one for one in after.words if one.word == "de zaal"] == [
        one for one in before.words if one.word == "de zaal"
    ]


def asked(visit, concept="zaal", right=10, *, is_control=False):
    return Asked(visit, concept, is_control, Answers(right, 20), Answers(right + 5, 20))


def told_of(words):
    """What a page tells: each word with its counts."""
    found = learned(words, NAMES)
    return {(one.word, one.is_control): one for one in found.words} if found else {}


WORDS = st.tuples(
    st.integers(1, 12), st.sampled_from(("zaal", "foyer", "gong")), st.integers(0, 15), st.booleans()
).map(lambda one: asked(one[0], one[1], one[2], is_control=one[3]))


@given(st.lists(WORDS, max_size=80))
def test_between_two_readings_every_word_gains_five_visits_or_nothing(words):
    before = {}
    for number in range(len(words) + 1):
        now = told_of(words[:number])
        for word, told in now.items():
            assert told == before.get(word) or told.visits - (before[word].visits if word in before else 0) == 5
        assert before.keys() <= now.keys()
        before = now


@given(st.lists(WORDS, max_size=80).filter(lambda words: len({one.visit_id for one in words}) < CLASSES_MIN))
def test_of_four_visits_nothing_is_ever_told(words):
    assert learned(words, NAMES) is None


def test_what_classes_learned_is_the_sum_of_their_answers():
    words = [asked(visit) for visit in range(5)] + [asked(visit, "foyer", 4, is_control=True) for visit in range(5)]

    found = learned(words, NAMES)

    assert found.words == (
        Known("de zaal", False, Answers(50, 100), Answers(75, 100), visits=5),
        Known("foyer", True, Answers(20, 100), Answers(45, 100), visits=5),
    )
    assert found.margin == 10
