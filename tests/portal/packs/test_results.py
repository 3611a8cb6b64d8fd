"""The law of a company's results: what is told is always of five visits more than what was told before."""

from hypothesis import given
from hypothesis import strategies as st

from portal.packs.results import CLASSES_MIN, Run, played, tellable
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
