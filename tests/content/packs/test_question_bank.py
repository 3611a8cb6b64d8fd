"""The questions of the shipped packs, counted: is every word asked, at every age, fairly and in two forms?

Nothing here uses the linter: a rule that stops looking must not let a thin bank through.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from content.load import complete, load_pack
from content.model import Item, Level, Pack, PerformanceMode, Phase

OWN = ("theatercode", "vuurtoren")
OLDEST = {Level.L1: 8, Level.L2: 10, Level.L3: 12, Level.L4: 14}
CONTROLS = {Level.L1: "schouwburg", Level.L2: "scene", Level.L3: "bedrijf", Level.L4: "bedrijf"}
"""True words of the theatre that no scene teaches: who gets better at them got better at answering."""


@pytest.fixture(scope="module", params=OWN)
def own(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param).pack


@pytest.fixture(scope="module")
def core() -> Pack:
    return load_pack("theatercode").pack


@pytest.fixture(scope="module")
def whole() -> Pack:
    """The show on the core: all that a class can be asked."""
    return complete(load_pack("vuurtoren")).pack


def played(pack: Pack, mode: PerformanceMode = PerformanceMode.STANDARD) -> Iterator[Item]:
    return (item for item in pack.items if item.phase is Phase.PLAY and (not item.modes or mode in item.modes))


def taught(pack: Pack, level: Level) -> set[str]:
    return {word for scene in pack.scenes for word in scene.words.get(level, ())}


def single_right(pack: Pack) -> Iterator[tuple[Item, int]]:
    """Each question with one right answer, and its place."""
    for item in pack.items:
        right = [place for place, option in enumerate(item.options) if option.verdict == "right"]
        if len(right) == 1:
            yield item, right[0]


# -- enough --------------------------------------------------------------------------------------------------
def test_every_word_is_asked_three_times_and_twice_at_every_age_it_is_for(own: Pack) -> None:
    asked: dict[str, Counter[Level]] = defaultdict(Counter)
    for item in played(own):
        for concept in item.concepts:
            asked[concept].update(item.levels)
    times = Counter(concept for item in played(own) for concept in item.concepts)
    thin = [
        (concept.id, level.value, asked[concept.id][level])
        for concept in own.concepts
        for level in Level
        if concept.age_from <= OLDEST[level] and asked[concept.id][level] < 2
    ]

    assert thin == []
    assert [concept.id for concept in own.concepts if times[concept.id] < 3] == []


def test_a_word_that_a_scene_teaches_can_be_asked_three_times_without_repeating(whole: Pack) -> None:
    """Three times is what a run asks; a question that comes back is answered from memory of the question."""
    asked = Counter((concept, level) for item in played(whole) for concept in item.concepts for level in item.levels)
    thin = [(word, level.value) for level in Level for word in taught(whole, level) if asked[word, level] < 3]

    assert thin == []


def test_no_word_is_asked_before_its_age(whole: Pack) -> None:
    age = {concept.id: concept.age_from for concept in whole.concepts}
    too_early = [
        (item.id, level.value)
        for item in whole.items
        for level in item.levels
        if any(age[concept] > OLDEST[level] for concept in item.concepts)
    ]

    assert too_early == []


def test_the_show_is_asked_about_at_every_level(whole: Pack) -> None:
    show = load_pack("vuurtoren").pack
    levels = Counter(level for item in show.items for level in item.levels)
    asked = " ".join(f"{item.prompt} {' '.join(option.text for option in item.options)}" for item in show.items)

    assert min(levels[level] for level in Level) >= 6
    assert all(word in asked for word in ("affiche", "titel", "Kartonnen Maan", "De Lantaarn", "Jits", "cello"))


# -- in two forms --------------------------------------------------------------------------------------------
def test_every_question_has_a_twin_of_its_own_age(own: Pack) -> None:
    by_id = {item.id: item for item in own.items}
    for item in own.items:
        assert item.twin in by_id, item.id
        twin = by_id[item.twin]
        assert twin.twin == item.id != twin.id
        assert set(twin.concepts) == set(item.concepts), item.id
        assert set(twin.levels) & set(item.levels), item.id


def test_no_two_questions_of_all_packs_ask_the_same(whole: Pack) -> None:
    prompts = Counter(re.sub(r"\W+", " ", item.prompt.casefold()).strip() for item in whole.items)

    assert [prompt for prompt, times in prompts.items() if times > 1] == []


# -- fair ----------------------------------------------------------------------------------------------------
def test_the_longest_answer_is_the_right_one_hardly_more_often_than_by_chance(own: Pack) -> None:
    """At most a third over chance; answers of the same length share."""
    longest = chance = 0.0
    for item, place in single_right(own):
        lengths = [len(option.text) for option in item.options]
        longest += (lengths[place] == max(lengths)) / lengths.count(max(lengths))
        chance += 1 / len(lengths)

    assert longest < chance * 4 / 3


def test_the_right_answer_stands_everywhere(core: Pack) -> None:
    places: dict[int, Counter[int]] = defaultdict(Counter)
    for item, place in single_right(core):
        places[len(item.options)][place] += 1
    for size, found in places.items():
        for place in range(size):
            assert 0.5 / size < found[place] / found.total() < 1.5 / size, (size, place, found)


def test_the_pictures_of_one_question_differ(own: Pack) -> None:
    for item in own.items:
        pictures = [option.image.file for option in item.options if option.image]
        assert len(set(pictures)) == len(pictures), item.id


# -- true for the show ---------------------------------------------------------------------------------------
def test_silence_and_sitting_still_are_right_only_where_the_show_asks_for_them(whole: Pack) -> None:
    quiet = {PerformanceMode.STANDARD, PerformanceMode.SCHOOL_HALL}
    for item in played(whole):
        if {"stilte", "blijven_zitten"} & set(item.concepts) and any(one.verdict == "right" for one in item.options):
            assert item.modes, item.id
            assert set(item.modes) <= quiet, item.id


@pytest.mark.parametrize("mode", [PerformanceMode.RELAXED, PerformanceMode.PARTICIPATORY])
def test_a_show_where_more_is_allowed_has_questions_of_its_own(core: Pack, mode: PerformanceMode) -> None:
    own_ones = [item for item in core.items if item.modes == (mode,)]

    assert len(own_ones) >= 2
    assert all(item.source for item in own_ones if mode is PerformanceMode.RELAXED), "a rule has a source"


# -- the probe -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("level", list(Level))
def test_the_probe_measures_at_least_eight_taught_words_and_one_untaught(core: Pack, level: Level) -> None:
    probes = [item for item in core.items if item.phase is Phase.PROBE and level in item.levels]
    words = [item.concepts[0] for item in probes]

    assert len(set(words) & taught(core, level)) >= 8
    assert words.count(CONTROLS[level]) >= 2, "a second run asks another question about the control"


def test_no_scene_teaches_or_asks_a_control(whole: Pack) -> None:
    """What is found by this in the data is what the game takes for the control: there is no field for it."""
    by_id = {item.id: item for item in whole.items}
    lit = {word for level in Level for word in taught(whole, level)}
    recalled = {concept for scene in whole.scenes for name in scene.recall for concept in by_id[name].concepts}

    assert set(CONTROLS.values()) & (lit | recalled) == set()


def test_probe_and_after_are_parallel_forms(core: Pack) -> None:
    by_id = {item.id: item for item in core.items}
    probes = [item for item in core.items if item.phase is Phase.PROBE]
    assert {item.twin for item in probes} == {item.id for item in core.items if item.phase is Phase.AFTER}
    for probe in probes:
        after = by_id[str(probe.twin)]
        assert (after.levels, after.concepts) == (probe.levels, probe.concepts)
        assert len(after.options) == len(probe.options), probe.id
        for item in (probe, after):
            verdicts = Counter(option.verdict for option in item.options)
            assert verdicts == {"right": 1, "wrong": len(item.options) - 1}, item.id
            assert (len(item.levels), len(item.concepts), item.modes) == (1, 1, ()), item.id


def test_a_measured_question_is_never_played(whole: Pack) -> None:
    """A class that saw it in the game would remember the answer instead of the word."""
    measured = {item.id for item in whole.items if item.phase is not Phase.PLAY}

    assert [name for scene in whole.scenes for name in scene.recall if name in measured] == []


def test_no_other_question_tells_what_the_control_is(whole: Pack) -> None:
    """A control among the wrong answers, with a because that explains it, would be taught after all."""
    terms = {concept.id: concept.terms["nl"] for concept in whole.concepts}
    told = [
        (item.id, level.value)
        for item in whole.items
        for level in item.levels
        for option in item.options
        if CONTROLS[level] not in item.concepts
        and re.search(rf"\b{terms[CONTROLS[level]]}", option.text, re.IGNORECASE)
    ]

    assert told == []
