"""Just enough Dutch to find a word in a sentence, also in the plural or made small."""

import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_LONG_VOWEL = re.compile(r"(.*)(aa|ee|oo|uu)([bcdfgklmnprstvz])")
_SHORT_VOWEL = re.compile(r"(?:.*[^aeiouy])?[aeiou][bdfgklmnprst]")
_SOFTENED = {"f": "v", "s": "z"}


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without what stands between them."""
    return tuple(WORD.findall(text.casefold().replace("’", "'")))


def forms(term: str) -> frozenset[tuple[str, ...]]:
    """A term as it may stand in a sentence: itself, plurals, diminutives. A form that no one says does no harm."""
    *before, last = words(term) or ("",)
    return frozenset((*before, form) for form in _forms_of_word(last))


def _forms_of_word(word: str) -> Iterator[str]:
    yield word
    for ending in ("s", "'s", "en", "n", "ën", "je", "jes", "tje", "tjes", "pje", "pjes"):
        yield word + ending
    if (long := _LONG_VOWEL.fullmatch(word)) is not None:
        start, vowel, last = long.groups()
        yield f"{start}{vowel[0]}{last}en"
        yield f"{start}{vowel[0]}{_SOFTENED.get(last, last)}en"
    if _SHORT_VOWEL.fullmatch(word):
        yield f"{word}{word[-1]}en"
        yield f"{word}{word[-1]}etje"
    if word.endswith(("f", "s")):
        yield f"{word[:-1]}{_SOFTENED[word[-1]]}en"
    if word.endswith("heid"):
        yield f"{word[:-3]}eden"
    if word.endswith("um"):
        yield f"{word[:-2]}a"


def has_phrase(text: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Do these words stand in the text, whole and in this order?"""
    if not phrase:
        return False
    return any(text[start : start + len(phrase)] == phrase for start in range(len(text) - len(phrase) + 1))


def phrases(text: tuple[str, ...], longest: int) -> Iterator[tuple[str, ...]]:
    """Every run of up to `longest` words."""
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            yield text[start:end]
