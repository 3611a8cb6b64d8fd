"""What a title says of itself, in Dutch that everybody understands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.accounts.models import LEVEL_AGES, ClassLevel
from portal.library.models import Layout

_REGULAR = tuple(level for level in LEVEL_AGES if level.value.startswith(("kleuter", "lager", "secundair")))
"""Special education and newcomers have pupils of all these ages: no book is kept from them by its ages."""


def levels_of(age_from: int, age_to: int) -> tuple[ClassLevel, ...]:
    """The levels with pupils of these ages, the youngest first."""
    return tuple(level for level in _REGULAR if LEVEL_AGES[level][0] <= age_to and age_from <= LEVEL_AGES[level][1])


_NAMES = """
af:Afrikaans am:Amhaars ar:Arabisch az:Azerbeidzjaans be:Belarussisch ber:Berbers bg:Bulgaars bn:Bengaals
bs:Bosnisch ca:Catalaans cs:Tsjechisch cy:Welsh da:Deens de:Duits el:Grieks en:Engels eo:Esperanto
es:Spaans et:Estisch eu:Baskisch fa:Perzisch fi:Fins fr:Frans fy:Fries ga:Iers gl:Galicisch grc:Oudgrieks
he:Hebreeuws hi:Hindi hr:Kroatisch hu:Hongaars hy:Armeens id:Indonesisch is:IJslands it:Italiaans
ja:Japans ka:Georgisch ko:Koreaans ku:Koerdisch la:Latijn lb:Luxemburgs ln:Lingala lt:Litouws lv:Lets
mk:Macedonisch mn:Mongools mr:Marathi mt:Maltees ne:Nepalees nl:Nederlands nb:Noors no:Noors nn:Noors
pa:Punjabi pl:Pools ps:Pasjtoe pt:Portugees ro:Roemeens ru:Russisch sa:Sanskriet sk:Slowaaks sl:Sloveens
so:Somalisch sq:Albanees sr:Servisch sv:Zweeds sw:Swahili ta:Tamil te:Telugu th:Thai ti:Tigrinya tr:Turks
uk:Oekraïens ur:Urdu vi:Vietnamees yi:Jiddisch zh:Chinees
"""
_LANGUAGES = {code: name for code, _, name in (pair.partition(":") for pair in _NAMES.split())}


def language_name(language: str) -> str:
    """ "nl-BE" is "Nederlands"; a language that isn't in the list stays as it is written."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), language)


@dataclass(frozen=True)
class AccessLine:
    """A line about reading without eyes, hands or ears."""

    term: str
    words: tuple[str, ...]


_MODES = {"textual": "tekst", "visual": "beeld", "auditory": "geluid", "tactile": "voelen"}
_FEATURES = {
    "alternativeText": "prenten hebben een beschrijving",
    "describedMath": "formules hebben een beschrijving",
    "longDescription": "prenten hebben een uitgebreide beschrijving",
    "structuralNavigation": "koppen wijzen de weg",
    "tableOfContents": "een inhoudstafel",
    "index": "een register",
    "pageNavigation": "bladzijden van het gedrukte boek",
    "printPageNumbers": "bladzijden van het gedrukte boek",
    "pageBreakMarkers": "bladzijden van het gedrukte boek",
    "readingOrder": "een vaste leesvolgorde",
    "displayTransformability": "letters en kleuren zijn te kiezen",
    "MathML": "formules zijn voor te lezen",
    "MathML-chemistry": "formules zijn voor te lezen",
    "latex": "formules als tekst",
    "ttsMarkup": "de uitspraak is aangeduid",
    "rubyAnnotations": "de uitspraak staat bij de tekens",
    "fullRubyAnnotations": "de uitspraak staat bij de tekens",
    "annotations": "aantekeningen",
    "ARIA": "aanduidingen voor een schermlezer",
    "largePrint": "grote letters",
    "highContrastDisplay": "sterk contrast",
    "highContrastAudio": "duidelijk geluid",
    "signLanguage": "gebarentaal",
    "captions": "ondertitels",
    "transcript": "uitgeschreven geluid",
    "braille": "braille",
    "tactileGraphic": "voelprenten",
    "tactileObject": "voelprenten",
    "synchronizedAudioText": "voorleesgeluid van de uitgever (niet in Foyer)",
}
_HAZARDS = {
    "none": "geen flitsen, geen beweging, geen plots geluid",
    "noFlashingHazard": "geen flitsen",
    "noMotionSimulationHazard": "geen beweging",
    "noSoundHazard": "geen plots geluid",
    "flashing": "let op: flitsen",
    "flashingHazard": "let op: flitsen",
    "motionSimulation": "let op: beweging",
    "motionSimulationHazard": "let op: beweging",
    "sound": "let op: plots geluid",
    "soundHazard": "let op: plots geluid",
    "unknown": "de uitgever weet het niet",
}
_WCAG = re.compile(r"wcag[\s-]*(2\.\d)?.{0,30}?(?:level\s*|-)(AAA|AA|A)\b", re.IGNORECASE)


def access_lines(access: Mapping[str, Sequence[str]], layout: Layout) -> tuple[AccessLine, ...]:
    """What the publisher says about accessibility, and what Foyer knows; nothing is made up."""
    lines = []
    if "textual" in access.get("sufficient", ()):
        lines.append(AccessLine("Voorlezen en braille", ("alles in het boek is ook tekst",)))
    elif modes := _known(access.get("modes", ()), _MODES):
        lines.append(AccessLine("Je hebt nodig", modes))
    if features := _known(access.get("features", ()), _FEATURES):
        lines.append(AccessLine("Dit helpt", features))
    if hazards := _known(access.get("hazards", ()), _HAZARDS):
        lines.append(AccessLine("Wat kan storen", hazards))
    if norms := _norms(access.get("conforms", ())):
        lines.append(AccessLine("Voldoet volgens de uitgever aan", norms))
    if certified := tuple(access.get("certified", ()))[:3]:
        lines.append(AccessLine("Nagekeken door", certified))
    if summary := tuple(access.get("summary", ()))[:1]:
        lines.append(AccessLine("De uitgever zegt", summary))
    if layout is Layout.FIXED:
        lines.append(AccessLine("Vaste bladzijden", ("grootte en soort letter zijn niet te kiezen",)))
    return tuple(lines)


def _known(words: Sequence[str], dutch: Mapping[str, str]) -> tuple[str, ...]:
    """The words that we know, each once; a sentence of several ("textual,visual") is taken apart."""
    every = [part for word in words for part in re.split(r"[,\s]+", word)]
    return tuple(dict.fromkeys(dutch[word] for word in every if word in dutch))


def _norms(statements: Sequence[str]) -> tuple[str, ...]:
    found = [match for statement in statements if (match := _WCAG.search(statement))]
    return tuple(dict.fromkeys(f"WCAG {match.group(1) or '2.0'}, niveau {match.group(2).upper()}" for match in found))
