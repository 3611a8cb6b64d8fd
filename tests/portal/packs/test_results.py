"""The law of a company's results: what is told is always of five visits more than what was told before."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from content.measure import Answers, Known
from portal.packs import results
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


RUNS = count(1)


def a_measured_run(visit, *words, level="L2", right=10):
    """One run in which these words were asked before and after; a word in capitals is its control."""
    run = next(RUNS)
    return [
        Asked(visit, run, level, word.lower(), word.isupper(), Answers(right, 20), Answers(right + 5, 20))
        for word in words
    ]


def joined(runs):
    return [word for run in runs for word in run]


def told_of(runs):
    """What a page tells: each line with its counts."""
    found = learned(joined(runs), NAMES)
    return {(one.word, one.is_control): one for one in found.words} if found else {}


ANY_RUNS = st.lists(
    st.tuples(
        st.integers(1, 14),
        st.lists(st.sampled_from(("zaal", "foyer", "gong", "SPOT", "CUE")), min_size=1, max_size=4, unique=True),
        st.sampled_from(("L2", "L3")),
        st.integers(0, 15),
    ).map(lambda one: a_measured_run(one[0], *one[1], level=one[2], right=one[3])),
    max_size=70,
)


def rows_of(runs):
    """The rows behind each line."""
    found: dict = {}
    for five in results.fives(joined(runs)):
        for line, rows in results.lines_of(five).items():
            found.setdefault(line, []).extend(rows)
    return found


@given(ANY_RUNS)
def test_between_two_readings_every_line_gains_the_answers_of_five_visits_or_nothing(runs):
    before: dict = {}
    for number in range(len(runs) + 1):
        now = rows_of(runs[:number])
        for line, rows in now.items():
            gained = [row for row in rows if row not in before.get(line, [])]
            assert not gained or len({row.visit_id for row in gained}) >= CLASSES_MIN
            assert rows[: len(before.get(line, []))] == before.get(line, [])
        assert before.keys() <= now.keys()
        before = now


@given(ANY_RUNS)
def test_no_answer_is_told_in_two_lines(runs):
    told = [row for rows in rows_of(runs).values() for row in rows]

    assert len(told) == len(set(told))


@given(ANY_RUNS.filter(lambda runs: len({run[0].visit_id for run in runs}) < CLASSES_MIN))
def test_of_four_visits_nothing_is_ever_told(runs):
    assert learned(joined(runs), NAMES) is None


def test_what_classes_learned_is_the_sum_of_their_answers():
    found = learned(joined(a_measured_run(visit, "zaal", "FOYER") for visit in range(5)), NAMES)

    assert found.words == (
        Known("de zaal", False, Answers(50, 100), Answers(75, 100), visits=5),
        Known("foyer", True, Answers(50, 100), Answers(75, 100), visits=5),
    )
    assert found.margin == 10


def test_words_that_only_some_classes_were_asked_are_told_together():
    runs = [a_measured_run(visit, "zaal", ("gong", "foyer")[visit % 2]) for visit in range(5)]

    told = told_of(runs)

    assert {line: one.before.answered for line, one in told.items()} == {
        ("de zaal", False): 100,
        (results.OTHERS, False): 100,
    }


def test_a_word_that_one_class_was_asked_besides_is_not_told():
    runs = [a_measured_run(visit, "zaal") for visit in range(4)] + [a_measured_run(4, "zaal", "gong")]

    assert told_of(runs).keys() == {("de zaal", False)}


def test_classes_of_two_levels_are_no_five():
    runs = [a_measured_run(visit, "zaal", level=("L2", "L3")[visit % 2]) for visit in range(8)]

    assert told_of(runs) == {}
    assert told_of([*runs, a_measured_run(8, "zaal", level="L2")])["de zaal", False].visits == 5
