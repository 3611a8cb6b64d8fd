"""Titles and texts by a small grammar: none of these shows and houses exist."""

from random import Random


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()).split(", "))


THINGS = _listed("""
de vuurtoren, de walvis, het huis, de koffer, de egel, het eiland, de maan, de trein, het meisje, de reus, de
sleutel, het orkest, de tuin, de raket, het bos, de brief, de machine, het paard, de storm, de kleermaker, de
winter, het circus, de schaduw, de olifant, het schip, de klok, de bakker, het spook, de rivier, de hoed, het
piratennest, de fanfare, de boekenkast, het monster, de sterrenkijker, de zeemeermin, het poppenhuis, de
toverfluit, de uil, het raadsel, de stadstuin, de vlieger, het geheim, de lantaarn, de postbode, het
sneeuwveld, de draak, de speeldoos
""")
WISHES = _listed("""
die niet wou slapen, die alles hoorde, van karton, in de nacht, onder water, zonder naam, op wielen, die
verdween, met honderd deuren, achter het gordijn, van morgen, die kon zingen, aan zee, in de regen, die
niemand kende, vol geluid, op zolder, die te laat kwam, en de wind, in de stad, van papier, die wou dansen,
tussen de bomen, met een staart, voor twee handen
""")
THEMES = _listed("""
moed, thuis, vriendschap, afscheid, licht en donker, anders zijn, de zee, verhuizen, een geheim, de natuur,
dromen, oorlog en vrede, familie, durven spreken, het klimaat, verliefd zijn, winnen en verliezen, de eerste
schooldag, geluid en stilte, op reis gaan, oud worden, ruzie maken, pesten, de ruimte
""")
WAYS = _listed("""
met poppen en schaduwen, met livemuziek, zonder woorden, met dans en trommels, met film en klank, met
voorwerpen van elke dag, op een kale vloer, in een tent, met een koor van stemmen, met maskers, tussen de
banken van de klas, met licht en papier, op een draaiend decor, met acrobaten, met viool en gitaar
""")
ACTS = _listed("""
Drie spelers zoeken samen een weg, Een vertelster neemt de klas mee, Twee dansers botsen en vinden elkaar, Een
muzikant verzamelt geluiden, De kinderen beslissen hoe het afloopt, Een doos gaat langzaam open, Alles begint
met een kleine leugen, Niemand weet wie er aan de deur klopt, Een opa herinnert zich alles anders, De hele
zaal helpt mee
""")
HOUSES = _listed("""
De Kartonnen Egel, Het Gouden Koord, De Schuine Toren, De Papieren Zon, Het Blauwe Doek, De Stille Trom, De
Lange Trap, Het Open Venster, De Rode Loper, De Klinkende Zolder, De Houten Vis, Het Warme Water, De Kromme Linde,
De Blinde Spiegel, Het Tweede Bedrijf, De Losse Coulisse, De Papieren Waaier, Het Kapotte Kompas, De Scheve Wissel,
De Theeketel
""")
HOUSE_KINDS = ("Cultuurhuis", "Gemeenschapscentrum", "Theaterzaal", "Kunstencentrum", "Bibliotheek", "Museum")
MAKERS = _listed("""
Gezelschap, Theater, Compagnie, Collectief, Poppenmakers, Muziekhuis
""")
MAKER_NAMES = _listed("""
Wollen Walvis, Derde Bel, Nachtuil, Halve Hond, Krijt, Zeven Stoelen, Ruis, Lamp en Draad, Rammelkast,
Windkracht Twee, Potlood, Schelp, Stof, Tijm, Vingerhoed, Zaagsel, Bonte Was, Kleine Ommegang, Losse Planken,
Dubbele Bodem
""")
FIRST = tuple(f"{first}{last}" for first in "BDFGJKLMNPRSTVWZ" for last in "aeio")
MIDDLE = tuple(
    f"{first}{last}" for first in ("b", "d", "f", "g", "k", "l", "m", "n", "r", "t") for last in ("el", "or")
)
LAST = ("a", "e", "o", "ek", "en", "ik", "ing", "ka", "le", "lo", "na", "no", "ra", "sa", "to", "va")
HALLS = ("Grote zaal", "Kleine zaal", "Zolder", "Atelier")


def title(chance: Random) -> str:
    thing = chance.choice(THINGS)
    return f"{thing[0].upper()}{thing[1:]} {chance.choice(WISHES)}"


def name(chance: Random) -> str:
    """Of somebody in a show: there are thousands, so that a catalogue has rare words too."""
    return f"{chance.choice(FIRST)}{chance.choice(MIDDLE)}{chance.choice(LAST)}"


def short(chance: Random) -> str:
    return f"Over {chance.choice(THEMES)} en {chance.choice(THEMES)}, {chance.choice(WAYS)}."


def description(chance: Random) -> str:
    acts = chance.sample(ACTS, 2)
    thing = chance.choice(THINGS)
    return (
        f"{acts[0]}. {acts[1]}, {chance.choice(WAYS)}. "
        f"Wie {thing} wil vinden, moet eerst {name(chance)} leren kennen. "
        f"Een voorstelling over {chance.choice(THEMES)}, gemaakt door {name(chance)} en {name(chance)}."
    )


def house(chance: Random) -> str:
    return f"{chance.choice(HOUSE_KINDS)} {chance.choice(HOUSES)}"


def maker(chance: Random) -> str:
    return f"{chance.choice(MAKERS)} {chance.choice(MAKER_NAMES)}"
