"""Whatever the length: each word that was lit is asked three times or more, in two scenes or more."""

from collections import Counter, defaultdict

import pytest

from content.load import complete, load_pack
from content.model import Level
from game.rules import run as rules
from game.rules.activity import Advance
from game.rules.chance import Stream
from game.rules.run import Run, Setup

LEVELS = tuple(Level)
ERRS_PERCENT = 12


def played(name: str, **fields) -> Run:
    """A lesson of a class that errs now and then."""
    run = rules.start(complete(load_pack(name)).pack, Setup(digest="d", **fields))
    chance = Stream(fields["seed"])
    while not rules.is_complete(run):
        drawn, chance = chance.below(100)
        choice = (rules.slips(run) if drawn < ERRS_PERCENT else ()) or rules.moves(run)
        run, _ = rules.apply(run, choice[drawn % len(choice)] if choice else Advance(60))
    return run


@pytest.mark.parametrize("name", ["theatercode", "vuurtoren"])
@pytest.mark.parametrize("minutes", [10, 25, 50])
@pytest.mark.parametrize("level", LEVELS)
def test_every_word_that_was_lit_is_asked_three_times_in_two_scenes(name, minutes, level):
    run = played(name, level=level, minutes=minutes, seed=minutes + LEVELS.index(level))

    times = Counter(question.concept for question in run.asked)
    places = defaultdict(set)
    for question in run.asked:
        places[question.concept].add(question.scene)
    assert len(run.taught) >= 6
    assert {word: times[word] for word in run.taught if times[word] < 3} == {}
    assert {word: places[word] for word in run.taught if len(places[word]) < 2} == {}


@pytest.mark.parametrize("minutes", [10, 25, 50])
def test_a_lesson_has_more_scenes_the_longer_it_is_and_ends_in_the_lit_hall(minutes):
    run = played("theatercode", level=Level.L2, minutes=minutes, seed=1)

    assert len(run.plan) in {10: (3,), 25: (4, 5), 50: (6, 7, 8)}[minutes]
    assert run.plan[-1] == "de-zaal-is-klaar"
    assert run.done == run.plan
