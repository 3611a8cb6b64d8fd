"""De souffleur: every word can be given without saying it."""

from collections.abc import Iterator

from content.checks.dutch import forms, words
from content.checks.rule import Findings, View, at, rule
from content.model import WhisperScene, WhisperWord
from content.where import Loc


@rule(
    "whisper.too-few-forbidden",
    nl=(
        "{level} speelt met {wanted} verboden woorden, en '{concept}' heeft er {found}.",
        "Schrijf er meer bij 'forbidden', of speel met minder.",
    ),
    en=(
        "{level} plays with {wanted} forbidden words, and '{concept}' has {found}.",
        "Write more in 'forbidden', or play with fewer.",
    ),
)
def there_are_words_to_forbid(view: View) -> Findings:
    """With one forbidden word less the first clue gives the word away."""
    for scene, guesses in _played(view):
        for word_loc, word in guesses:
            for level in word.levels:
                wanted, found = scene.forbidden.get(level, 0), len(word.forbidden)
                if found < wanted:
                    facts = {"level": level.value, "wanted": wanted, "concept": word.concept, "found": found}
                    yield at(*word_loc, "forbidden", **facts)


@rule(
    "whisper.forbidden-itself",
    nl=("'{term}' is het woord zelf; dat mag nooit gezegd worden.", "Verbied een ander woord."),
    en=("'{term}' is the word itself, which may never be said.", "Forbid another word."),
)
def the_word_itself_is_not_listed(view: View) -> Findings:
    """A line on the board is worth a word that a class would think of."""
    for _, guesses in _played(view):
        for word_loc, word in guesses:
            concept = view.concepts.get(word.concept)
            own = forms(concept.terms["nl"]) if concept is not None and "nl" in concept.terms else ()
            for index, term in enumerate(word.forbidden):
                if words(term) in own:
                    yield at(*word_loc, "forbidden", index, term=term)


@rule(
    "whisper.forbidden-twice",
    nl=("'{term}' staat er twee keer.", "Verbied twee verschillende woorden."),
    en=("'{term}' is there twice.", "Forbid two different words."),
)
def forbidden_words_differ(view: View) -> Findings:
    """Two words that are one forbid less than the level promises."""
    for _, guesses in _played(view):
        for word_loc, word in guesses:
            seen: set[str] = set()
            for index, term in enumerate(word.forbidden):
                if term.casefold() in seen:
                    yield at(*word_loc, "forbidden", index, term=term)
                seen.add(term.casefold())


@rule(
    "whisper.twice",
    nl=("'{concept}' staat twee keer bij {level}.", "Hou er een van de twee."),
    en=("'{concept}' is there twice at {level}.", "Keep one of the two."),
)
def a_word_is_guessed_once(view: View) -> Findings:
    """The second time it is no riddle, and the game would take the forbidden words of either."""
    for _, guesses in _played(view):
        seen: set[tuple[str, str]] = set()
        for word_loc, word in guesses:
            for level in word.levels:
                if (word.concept, level.value) in seen:
                    yield at(*word_loc, "concept", concept=word.concept, level=level.value)
                seen.add((word.concept, level.value))


@rule(
    "whisper.no-picture",
    nl=(
        "'{concept}' heeft geen beeld, en {level} kijkt en beeldt uit.",
        "Geef het begrip een 'image' met 'alt'.",
    ),
    en=("'{concept}' has no picture, and {level} looks and mimes.", "Give the concept an 'image' with 'alt'."),
)
def what_is_mimed_can_be_seen(view: View) -> Findings:
    """At six a class can't read the word, and the teacher can't say it: the actor would hear."""
    for scene, guesses in _played(view):
        for word_loc, word in guesses:
            concept = view.concepts.get(word.concept)
            for level in word.levels:
                if scene.ways.get(level) == "mime" and concept is not None and concept.image is None:
                    yield at(*word_loc, "concept", concept=word.concept, level=level.value)


def _played(view: View) -> Iterator[tuple[WhisperScene, list[tuple[Loc, WhisperWord]]]]:
    """Own words with the scene in which they are given: their own one, or that of the base which they join."""
    for loc, scene in view.own_scenes():
        if isinstance(scene, WhisperScene):
            yield scene, [((*loc, "guesses", index), word) for index, word in enumerate(scene.guesses)]
    for base in view.scenes.values():
        if isinstance(base, WhisperScene) and view.pack.guesses:
            yield base, list(view.own_guesses())


RULES = (
    there_are_words_to_forbid,
    the_word_itself_is_not_listed,
    forbidden_words_differ,
    a_word_is_guessed_once,
    what_is_mimed_can_be_seen,
)
