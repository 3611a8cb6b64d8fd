"""Words of a text, for search: folded, stemmed, with a word or two that people may type instead."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

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

_PARTS = """
theater toneel voorstelling kast spel dans ballet muziek concert koor lied opera musical circus fanfare film boek
verhaal sprookje gedicht poezie strip kunst kunstenaar museum atelier workshop podium zaal gordijn schaduw masker
kostuum decor poppen marionet figuur papier karton klank geluid trommel fluit gitaar piano orkest festival feest
tocht reis wandeling route rondleiding bezoek school klas kind kleuter leerling vriend familie moeder vader baby
boom bloem tuin woud dier vogel hond paard beer wolf olifant leeuw egel insect vlinder vissen water regen wind storm
nacht winter zomer lente herfst huis toren kasteel burcht kerk stad dorp straat plein markt haven brug station boot
schip trein fiets auto vliegtuig raket ruimte wereld eiland berg grot koning koningin prins prinses ridder heks
tovenaar reus draak monster spook kabouter clown piraat robot detective dief held liefde angst oorlog vrede
geschiedenis woord letter cijfer droom geheim wens machine fabriek doos koffer sleutel spiegel brief tafel stoel
deur raam hoed schoen keuken brood soep taart appel snoep kamer choreografie improvisatie poster prent tekening
schilderij foto fotografie architectuur archief bibliotheek erfgoed legende mythe sage fabel raadsel avontuur quiz
experiment laboratorium planeet klimaat natuur techniek radio televisie podcast computer
"""
PART_LEAST, REST_LEAST = 4, 3
_NO_COMPOUND = frozenset({"ver", "ont", "her", "mis", "aan", "uit", "toe", "voor", "door", "over", "onder", "tegen"})
"""What stands before a part in words that are no compounds: "verhuis", "voorbeeld"."""
_GLUE = ("", "s", "en", "e")
"""What Dutch sets between the words of a compound: stad-s-tuin, poppen-kast, zonn-e-bloem."""

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters that Unicode takes for letters of their own and a Dutch keyboard has not."""

_WORD = re.compile(r"[a-z0-9]+")
_stemmer, _one_at_a_time = Stemmer.Stemmer("dutch"), threading.Lock()
"""Snowball's stemmer keeps its word in itself: two threads would stem each other's."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Dutch stem, at most `WORD_MAX` letters. Kept: texts share most words."""
    with _one_at_a_time:
        return str(_stemmer.stemWord(word))[:WORD_MAX]


PARTS = {part: part for part in _PARTS.split()} | {stem(part): part for part in _PARTS.split()}
"""Words that compounds end in, by themselves and by their stems: who types "toren" means the vuurtoren too. Written
out, because a guess hears "oren" in it; without words that end many others by chance ("ster", "taal", "land")."""


def fold(text: str) -> str:
    """Lower case without accents: "Café" and "CAFE" are one."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text in order, folded to a-z and 0-9, cut at the length of the column."""
    return [word[:WORD_MAX] for word in _WORD.findall(fold(text))]


def search_words(text: str) -> list[str]:
    """The words of a question that carry it: without "de", "van" and the like, each once."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS))[:12]


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """The words that a compound is made of, but for its first: that one is its start, and is found as such."""
    for form in (word, stem(word)):
        for at in range(REST_LEAST, len(form) - PART_LEAST + 1):
            if (part := PARTS.get(form[at:])) and word[:at] == form[:at] and form[:at] not in _NO_COMPOUND:
                rests = (parts(form[:at].removesuffix(glue)) for glue in _GLUE)
                return (part, *next(filter(None, rests), ()))
    return ()


def weighed(texts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Each word with the highest weight among the texts that it stands in; parts of compounds weigh one less."""
    found: dict[str, int] = {}
    for text, weight in texts:
        for word in words(text):
            if word not in STOP_WORDS:
                found[word] = max(weight, found.get(word, 0))
                for part in parts(word):
                    found[part] = max(weight - 1, 1, found.get(part, 0))
    return found


def near_misses(word: str) -> list[str]:
    """LIKE patterns for every word that is one typing error away: a letter wrong, missing, extra or swapped."""
    places = range(len(word))
    wrong = [f"{word[:at]}_{word[at + 1 :]}" for at in places]
    missing = [f"{word[:at]}_{word[at:]}" for at in range(len(word) + 1)]
    extra = [word[:at] + word[at + 1 :] for at in places]
    swapped = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return list(dict.fromkeys(wrong + missing + extra + swapped))
