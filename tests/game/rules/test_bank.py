"""What is still due, what was missed, and which question comes next."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from content.model import Item, Level, PerformanceMode
from game.rules.bank import Question, bank, missed, pick, still_due
from game.rules.chance import Stream
from tests.game.packs import an_item

ITEMS = tuple(Item.model_validate(an_item(f"{slug}-{n}", slug)) for slug in ("rij", "cue") for n in (1, 2))
questions = st.lists(
    st.builds(Question, st.sampled_from("abcd"), st.booleans(), st.sampled_from(["een", "twee", "drie"])), max_size=30
)


def test_a_new_word_is_due_three_times_and_all_words_come_once_before_one_comes_twice():
    assert still_due(["a", "b"], []) == ("a", "b", "a", "b", "a", "b")


def test_a_word_that_was_asked_three_times_in_one_scene_is_asked_once_more_elsewhere():
    asked = [Question("a", True, "een")] * 3

    assert still_due(["a"], asked) == ("a",)
    assert still_due(["a"], [*asked, Question("a", False, "twee")]) == ()


def test_who_was_asked_least_comes_first():
    asked = [Question("a", True, "een"), Question("a", True, "twee")]

    assert still_due(["a", "b"], asked) == ("b", "b", "b", "a")


@given(questions)
def test_asking_what_is_due_leaves_at_most_another_scene_to_ask_it_in(asked):
    due = still_due("abcd", asked)
    left = still_due("abcd", [*asked, *(Question(concept, True, "nieuw") for concept in due)])

    assert max(Counter(due).values(), default=0) <= 3
    assert set(left) <= set("abcd") - {question.concept for question in asked}
    assert max(Counter(left).values(), default=0) <= 1


def test_what_went_wrong_last_is_missed_and_what_came_right_is_not():
    asked = [Question("a", False, "een"), Question("b", False, "een"), Question("a", True, "twee")]

    assert missed(asked) == ("b",)


def test_a_fresh_question_goes_before_a_used_one_and_then_the_one_of_longest_ago():
    stream = Stream(3)

    assert pick(ITEMS, "rij", ["rij-1"], stream).id == "rij-2"
    assert pick(ITEMS, "rij", ["rij-2", "rij-1"], stream).id == "rij-2"
    assert pick(ITEMS, "gsm", [], stream) is None


def test_the_bank_holds_what_fits_the_level_and_the_show():
    relaxed = Item.model_validate(an_item("stil-1", "stilte", modes=["standard"], levels=["L2"]))

    assert bank([relaxed], Level.L2, PerformanceMode.STANDARD) == (relaxed,)
    assert bank([relaxed], Level.L2, PerformanceMode.RELAXED) == ()
    assert bank([relaxed], Level.L3, PerformanceMode.STANDARD) == ()
