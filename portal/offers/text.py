"""Words of a text, for search: folded, stemmed, with a word or two that people may type instead."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from portal.offers.models import Discipline, OfferKind

WORD_MAX = 40

_STOP_WORDS = (
    "aan al als bij dan dat de den der die dit door een en er het hun ik in is je met naar niet nog of om onder "
    "ook op over te tegen ten ter tot uit van voor waar wat we wie ze zich zijn zo"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())

TERMS: dict[Discipline | OfferKind, str] = {
    Discipline.THEATRE: "theater toneel",
    Discipline.PUPPETRY: "figurentheater poppentheater poppenkast poppen objecttheater",
    Discipline.DANCE: "dans dansvoorstelling beweging",
    Discipline.MUSIC: "muziek concert",
    Discipline.MUSIC_THEATRE: "muziektheater muziek musical opera",
    Discipline.CIRCUS: "circus acrobatie",
    Discipline.FILM: "film bioscoop cinema",
    Discipline.VISUAL_ARTS: "beeldende kunst beeld museum",
    Discipline.LITERATURE: "literatuur boek verhaal lezing auteur",
    Discipline.HERITAGE: "erfgoed geschiedenis museum",
    OfferKind.PERFORMANCE: "voorstelling",
    OfferKind.WORKSHOP: "workshop atelier",
    OfferKind.TOUR: "rondleiding bezoek",
    OfferKind.FILM: "film",
    OfferKind.TRAINING: "vorming nascholing opleiding",
}
"""What teachers type for what we call otherwise."""

_WORD = re.compile(r"[a-z0-9]+")
_stemmer = snowballstemmer.stemmer("dutch")


def fold(text: str) -> str:
    """Lower case without accents: "Café" and "CAFE" are one."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text in order, folded to a-z and 0-9, cut at the length of the column."""
    return [word[:WORD_MAX] for word in _WORD.findall(fold(text))]


def search_words(text: str) -> list[str]:
    """The words of a question that carry it: without "de", "van" and the like, each once."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS))[:12]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Dutch stem, at most `WORD_MAX` letters. Kept: texts share most words, and a stem takes 60 microseconds."""
    return str(_stemmer.stemWord(word))[:WORD_MAX]


def weighed(texts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Each word with the highest weight among the texts that it stands in."""
    found: dict[str, int] = {}
    for text, weight in texts:
        for word in words(text):
            if word not in STOP_WORDS:
                found[word] = max(weight, found.get(word, 0))
    return found


def near_misses(word: str) -> list[str]:
    """LIKE patterns for every word that is one typing error away: a letter wrong, missing, extra or swapped."""
    places = range(len(word))
    wrong = [f"{word[:at]}_{word[at + 1 :]}" for at in places]
    missing = [f"{word[:at]}_{word[at:]}" for at in range(len(word) + 1)]
    extra = [word[:at] + word[at + 1 :] for at in places]
    swapped = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return list(dict.fromkeys(wrong + missing + extra + swapped))
