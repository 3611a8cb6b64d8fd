"""Words of the theatre: explained with words the class knows, in every language of the pack, and asked about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from content.checks.dutch import forms, phrases, words
from content.checks.rule import Findings, View, at, rule
from content.model import Concept, Level, Phase

ASKED_MIN = 3
SCENES_OF_A_FULL_PACK = 6
WORDS_MIN, WORDS_MAX = 3, 6


def _used_concepts(view: View) -> Mapping[str, frozenset[str]]:
    """Concept id -> ids of the concepts whose term stands in its definition, plurals and diminutives too."""
    by_form: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for concept in view.concepts.values():
        if "nl" in concept.terms:
            for form in forms(concept.terms["nl"]):
                by_form[form].add(concept.id)
    longest = max(map(len, by_form), default=1)
    return {
        concept.id: frozenset(_found(words(concept.definition), by_form, longest))
        for concept in view.concepts.values()
    }


def _found(text: tuple[str, ...], by_form: Mapping[tuple[str, ...], set[str]], longest: int) -> Iterable[str]:
    return (found for phrase in phrases(text, longest) for found in by_form.get(phrase, ()))


@rule(
    "definition.circular",
    nl=("de uitleg komt weer uit bij het woord zelf: {circle}.", "Leg het uit met woorden die de klas al kent."),
    en=("the explanation leads back to the word itself: {circle}.", "Explain it with words the class knows."),
)
def definitions_lead_somewhere(view: View) -> Findings:
    """ "Een podium is een podium" explains nothing, and neither do two words that explain each other."""
    uses = _used_concepts(view)
    for loc, concept in view.own_concepts():
        circle = _circle(concept.id, uses)
        if circle:
            terms = [view.concepts[name].terms["nl"] for name in (*circle, concept.id)]
            yield at(*loc, "definition", circle=" > ".join(terms))


def _circle(start: str, uses: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The concepts on the shortest way from `start` back to itself; empty when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        for following in sorted(uses.get(way[-1], ())):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


@rule(
    "definition.later-word",
    nl=(
        "de uitleg is voor vanaf {age} jaar, maar gebruikt '{term}', een begrip voor vanaf {later} jaar.",
        "Zeg het met een eenvoudiger woord.",
    ),
    en=(
        "the explanation is for age {age} and up, but uses '{term}', a concept for age {later} and up.",
        "Say it with a simpler word.",
    ),
)
def definitions_use_known_words(view: View) -> Findings:
    """A child can't look up the explanation of an explanation on the board."""
    uses = _used_concepts(view)
    for loc, concept in view.own_concepts():
        for other in sorted(uses[concept.id] - {concept.id}):
            later = view.concepts[other]
            if later.age_from > concept.age_from:
                yield at(*loc, "definition", age=concept.age_from, term=later.terms["nl"], later=later.age_from)


@rule(
    "term.no-dutch",
    nl=("het Nederlandse woord ontbreekt.", 'Zet bij terms: "nl": "...".'),
    en=("the Dutch word is missing.", 'Write at terms: "nl": "...".'),
)
def concepts_have_a_dutch_word(view: View) -> Findings:
    """The explanation is Dutch, and so are the classes."""
    for loc, concept in view.own_concepts():
        if "nl" not in concept.terms:
            yield at(*loc, "terms")


@rule(
    "term.missing-language",
    nl=(
        "het woord in '{language}' ontbreekt, terwijl het pakket het belooft of andere begrippen het wel hebben.",
        'Zet bij terms: "{language}": "...".',
    ),
    en=(
        "the word in '{language}' is missing, though the pack promises it or other concepts have it.",
        'Write at terms: "{language}": "...".',
    ),
    needs_whole=True,
)
def concepts_speak_the_same_languages(view: View) -> Findings:
    """A class that plays with French words beside the Dutch ones would meet an empty card."""
    spoken = {language[:2] for language in view.pack.locales}
    spoken |= {language for concept in view.pack.concepts for language in concept.terms}
    for loc, concept in view.own_concepts():
        for language in sorted(spoken - concept.terms.keys() - {"nl"}):
            if not any(term.startswith(language) for term in concept.terms):
                yield at(*loc, "terms", language=language)


@rule(
    "term.repeated",
    nl=("'{term}' is ook het woord van '{other}'.", "Gebruik een ander woord, of maak er een begrip van."),
    en=("'{term}' is the word of '{other}' too.", "Use another word, or make them one concept."),
)
def terms_differ(view: View) -> Findings:
    """Two cards with the same word can't be told apart in a word game."""
    owners: dict[str, str] = {}
    own = {concept.id for concept in view.pack.concepts}
    for concept in view.concepts.values():
        if concept.id not in own and "nl" in concept.terms:
            owners.setdefault(concept.terms["nl"].casefold(), concept.id)
    for loc, concept in view.own_concepts():
        term = concept.terms.get("nl", "")
        other = owners.setdefault(term.casefold(), concept.id)
        if term and other != concept.id:
            yield at(*loc, "terms", "nl", term=term, other=other)


@rule(
    "words.count",
    nl=(
        "{level} heeft {found} woorden; 3 tot 6 verschillende passen bij 'lichten aan'.",
        "Kies 3 tot 6 verschillende begrippen.",
    ),
    en=(
        "{level} has {found} words; 3 to 6 different ones fit 'lights up'.",
        "Choose 3 to 6 different concepts.",
    ),
)
def scenes_start_with_a_handful_of_words(view: View) -> Findings:
    """Lights up takes a minute or a little more: less is no start, more is not remembered."""
    for loc, scene in view.own_scenes():
        for level, ids in scene.words.items():
            if not WORDS_MIN <= len(set(ids)) <= WORDS_MAX or len(set(ids)) < len(ids):
                yield at(*loc, "words", level.value, level=level.value, found=len(set(ids)))


@rule(
    "words.no-picture",
    nl=("'{concept}' heeft geen beeld, en L1 leest nog niet.", "Geef het begrip een 'image' met 'alt'."),
    en=("'{concept}' has no picture, and L1 can't read yet.", "Give the concept an 'image' with 'alt'."),
)
def first_words_have_a_picture(view: View) -> Findings:
    """At six a class learns the word from the picture and the teacher's voice."""
    for loc, scene in view.own_scenes():
        for index, name in enumerate(scene.words.get(Level.L1, ())):
            concept: Concept | None = view.concepts.get(name)
            if concept is not None and concept.image is None:
                yield at(*loc, "words", "L1", index, concept=name)


@rule(
    "concept.never-asked",
    nl=("'{concept}' wordt getoond, maar er wordt nooit iets over gevraagd.", "Schrijf een vraag over dit begrip."),
    en=("'{concept}' is shown, but nothing is ever asked about it.", "Write a question about this concept."),
    needs_whole=True,
)
def shown_concepts_are_asked(view: View) -> Findings:
    """What is only looked at is forgotten by the day of the visit; asking is what makes it stay."""
    asked = {name for item in view.items.values() for name in item.concepts}
    for scene in view.scenes.values():
        asked |= {name for concepts in scene.own_questions() for name in concepts}
    told: set[str] = set()
    for loc, scene in view.own_scenes():
        for level, ids in scene.words.items():
            for index, name in enumerate(ids):
                if name in view.concepts and name not in asked | told:
                    told.add(name)
                    yield at(*loc, "words", level.value, index, concept=name)


@rule(
    "concept.asked-too-little",
    nl=(
        "over '{concept}' zijn er {asked} vragen om mee te spelen; minstens 3 moet.",
        "Schrijf meer vragen over dit begrip bij 'items'.",
    ),
    en=(
        "there are {asked} questions about '{concept}' to play with; at least 3 is needed.",
        "Write more questions about this concept in 'items'.",
    ),
    needs_whole=True,
)
def concepts_can_return(view: View) -> Findings:
    """A word stays when it returns: the game asks each word that it lit three times, in two scenes.

    Asked only of a pack of six scenes or more: a small one has no room for it.
    """
    if len(view.scenes) < SCENES_OF_A_FULL_PACK:
        return
    times = _questions(view)
    told: set[str] = set()
    for loc, scene in view.own_scenes():
        for level, ids in scene.words.items():
            for index, name in enumerate(ids):
                if name in view.concepts and times[name] < ASKED_MIN and name not in told:
                    told.add(name)
                    yield at(*loc, "words", level.value, index, concept=name, asked=times[name])


def _questions(view: View) -> Counter[str]:
    """Per concept: how many questions there are about it, in the bank and in the scenes themselves."""
    times: Counter[str] = Counter()
    for item in view.items.values():
        if item.phase is Phase.PLAY:
            times.update(item.concepts)
    for scene in view.scenes.values():
        for concepts in scene.own_questions():
            times.update(concepts)
    return times


RULES = (
    definitions_lead_somewhere,
    definitions_use_known_words,
    concepts_have_a_dutch_word,
    concepts_speak_the_same_languages,
    terms_differ,
    scenes_start_with_a_handful_of_words,
    first_words_have_a_picture,
    shown_concepts_are_asked,
    concepts_can_return,
)
