"""What children choose by: twenty-four pictures, and the words by which titles and offers belong to them. Pure.

A title belongs where a word of its themes or its name says so, and where those say nothing, its summary. An offer
has no themes: its discipline or the words of its texts say it, as the search knows them. UiTdatabank's themes come
in as disciplines (`offers.terms`); README.md has the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.offers.models import Discipline
from portal.offers.text import parts, search_words, stem

SEARCHED = 6
"""How many of its words an interest looks for among offers: the first ones, each a question to the search."""


@dataclass(frozen=True)
class Interest:
    """`slug` names the picture too: `pictures/interests/<slug>.svg`."""

    slug: str
    name: str
    words: tuple[str, ...]
    """The strongest first."""
    disciplines: frozenset[Discipline] = frozenset()


def _interest(slug: str, name: str, words: str, *disciplines: Discipline) -> Interest:
    return Interest(slug, name, tuple(words.split()), frozenset(disciplines))


INTERESTS: tuple[Interest, ...] = (
    _interest(
        "dieren",
        "Dieren",
        "dier vos hond kat beer vogel wolf paard olifant konijn muis leeuw uil egel aap vis kikker hert ezel insect",
    ),
    _interest("zee", "De zee", "zee vuurtoren strand schip walvis piraat boot eiland haven kust golf oceaan duiken"),
    _interest("ruimte", "De ruimte", "ruimte planeet raket maan ster astronaut heelal sterren robot zon"),
    _interest("griezelen", "Griezelen", "spook monster griezel eng spannend heks vampier skelet angst bang draak"),
    _interest(
        "ridders", "Ridders en kastelen", "ridder kasteel burcht koning koningin middeleeuwen prins prinses jonkvrouw"
    ),
    _interest("toveren", "Toveren", "tovenaar magie heks toveren betovering fee wens wonder goochelen elf kabouter"),
    _interest("vriendschap", "Vrienden", "vriend vriendschap samen vriendin pesten klas school buur maatje"),
    _interest(
        "thuis", "Thuis en familie", "familie thuis oma opa broer zus vader moeder gezin huis baby papa mama tante"
    ),
    _interest("lachen", "Lachen", "humor grap clown lachen grappig streken mop list zot komisch absurd"),
    _interest("avontuur", "Avontuur", "avontuur tocht schat zoektocht held ontsnappen wildernis expeditie jungle"),
    _interest("speuren", "Geheimen", "geheim detective raadsel mysterie speurder dief spoor misdaad verdwenen code"),
    _interest("sport", "Sport", "sport voetbal fiets wedstrijd lopen zwemmen turnen koers ploeg bal atletiek"),
    _interest(
        "muziek",
        "Muziek en dans",
        "muziek dans concert lied orkest zingen trommel viool ballet piano klank",
        Discipline.MUSIC,
        Discipline.DANCE,
        Discipline.MUSIC_THEATRE,
    ),
    _interest("circus", "Circus", "circus acrobaat acrobatie jongleren trapeze clown tent", Discipline.CIRCUS),
    _interest(
        "uitvinden", "Uitvinden", "wetenschap techniek uitvinding machine robot experiment computer proef uitvinder"
    ),
    _interest(
        "natuur", "Bos en natuur", "natuur bos boom tuin bloem klimaat seizoen water regen woud plant zaad berg"
    ),
    _interest(
        "vroeger",
        "Vroeger",
        "geschiedenis vroeger oorlog middeleeuwen romeinen erfgoed verleden prehistorie farao mammoet",
        Discipline.HERITAGE,
    ),
    _interest("reizen", "Verre reizen", "reis wereld land vlucht trein vliegtuig reizen woestijn koffer vluchteling"),
    _interest("gevoelens", "Gevoelens", "gevoel verdriet geluk verliefd afscheid liefde boos troost verlies eenzaam"),
    _interest("dromen", "Nacht en dromen", "nacht droom donker slapen maan licht schaduw dromen bed fantasie"),
    _interest(
        "maken",
        "Tekenen en maken",
        "tekenen kunst schilderen papier bouwen verf kleur knutselen museum kunstenaar karton",
        Discipline.VISUAL_ARTS,
    ),
    _interest("sprookjes", "Sprookjes", "sprookje fee reus prinses legende sage kabouter heks mythe fabel"),
    _interest("feest", "Feest", "feest kerst verjaardag winter sinterklaas carnaval taart cadeau sneeuw nieuwjaar"),
    _interest("moed", "Dapper zijn", "moed dapper durven held moedig kracht recht onrecht vrijheid opkomen"),
)

BY_SLUG = {interest.slug: interest for interest in INTERESTS}


def chosen(slugs: Iterable[str]) -> tuple[Interest, ...]:
    """The interests of these names, in our order, each once; what is none is left out."""
    wanted = set(slugs)
    return tuple(interest for interest in INTERESTS if interest.slug in wanted)


@lru_cache(maxsize=1)
def _slugs_by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for interest in INTERESTS:
        for word in interest.words:
            found.setdefault(stem(word), set()).add(interest.slug)
    return {word: frozenset(slugs) for word, slugs in found.items()}


def _spoken_of(text: str) -> frozenset[str]:
    by_stem = _slugs_by_stem()
    # A compound belongs where its parts do: a "kerstnacht" is a night and a feast.
    heard = (by_stem.get(stem(part), frozenset()) for word in _carrying(text) for part in (word, *_pieces(word)))
    return frozenset[str]().union(*heard)


def _pieces(word: str) -> tuple[str, ...]:
    """What a compound is made of, its beginning with it."""
    ends = parts(word)
    if not ends or not word.endswith(ends[0]):
        return ends
    head = word.removesuffix(ends[0])
    return (*ends, head, head.removesuffix("s"), head.removesuffix("en"))


def _carrying(text: str) -> list[str]:
    """The words that carry a text, however long it is; `search_words` stops at a dozen."""
    pieces = text.split()
    return [word for at in range(0, len(pieces), 6) for word in search_words(" ".join(pieces[at : at + 6]))]


@lru_cache(maxsize=5_000)
def interests_of(themes: str, name: str, summary: str) -> frozenset[str]:
    """The names of the interests that a title belongs to."""
    return _spoken_of(f"{themes} {name}") or _spoken_of(summary)
