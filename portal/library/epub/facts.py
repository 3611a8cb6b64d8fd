"""What a package says about its book: who made it, in which language, which way, for whose eyes and ears.

All of it is text of a stranger: cut to length here, escaped where it is shown, and never a key.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.etree

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"

NAME_MAX = 200
CREATORS_MAX = 20
SUMMARY_MAX = 2_000
WORDS_MAX = 30
"""Of one kind of accessibility metadata."""

ACCESS = ("modes", "sufficient", "features", "hazards", "summary", "conforms", "certified")
"""Kinds of accessibility metadata, as kept with a title."""
_ACCESS_OF = {
    "schema:accessMode": "modes",
    "schema:accessModeSufficient": "sufficient",
    "schema:accessibilityFeature": "features",
    "schema:accessibilityHazard": "hazards",
    "schema:accessibilitySummary": "summary",
    "dcterms:conformsTo": "conforms",
    "a11y:certifiedBy": "certified",
}
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
"""Languages written from right to left: their books are leafed so too when they say nothing of it."""


@dataclass(frozen=True)
class Creator:
    name: str
    sort: str = ""
    role: str = ""
    """MARC relator such as "aut" or "ill"."""


@dataclass(frozen=True)
class Facts:
    name: str
    """"" when the package has none."""
    name_is_cut: bool
    name_direction: str
    creators: tuple[Creator, ...]
    language: str
    summary: str
    subjects: tuple[str, ...]
    publisher: str
    year: int | None
    rights: str
    identifier: str
    is_rtl: bool
    is_fixed: bool
    flow: str
    """"auto", "paged" or "scrolled"."""
    access: dict[str, list[str]]


def facts_of(package: lxml.etree._Element) -> Facts:
    metadata = package.find(f"{OPF}metadata")
    if metadata is None:
        metadata = lxml.etree.Element("none")
    refined = _refined(metadata)
    title = _main_title(metadata, refined)
    name = _text(title)
    language = _language(metadata)
    spine = package.find(f"{OPF}spine")
    progression = (spine.get("page-progression-direction") or "") if spine is not None else ""
    direction = ((title.get("dir") if title is not None else None) or package.get("dir") or "").lower()
    return Facts(
        name=name[:NAME_MAX].strip(),
        name_is_cut=len(name) > NAME_MAX,
        name_direction=direction if direction in {"ltr", "rtl"} else "",
        creators=_creators(metadata, refined),
        language=language,
        summary=plain(_first(metadata, "description", 40_000))[:SUMMARY_MAX],
        subjects=tuple(text for found in metadata.iterfind(f"{DC}subject") if (text := _text(found)[:80]))[:12],
        publisher=_first(metadata, "publisher", 200),
        year=_year(metadata),
        rights=_first(metadata, "rights", 500),
        identifier=_identifier(package, metadata),
        is_rtl=progression == "rtl" or (progression != "ltr" and language.partition("-")[0] in RIGHT_TO_LEFT),
        is_fixed=_is_fixed(metadata),
        flow=_flow(metadata),
        access=_access(metadata),
    )


def _text(element: lxml.etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _first(metadata: lxml.etree._Element, name: str, limit: int) -> str:
    return next((text[:limit] for found in metadata.iterfind(f"{DC}{name}") if (text := _text(found))), "")


def plain(text: str) -> str:
    """A description without markup: books put HTML in it, sometimes escaped."""
    return " ".join(re.sub(r"<[^<>]*>", " ", text).split())


def _metas(metadata: lxml.etree._Element) -> Iterator[tuple[str, str]]:
    """Each statement about the whole book, of EPUB 3 and of EPUB 2."""
    for meta in metadata.iterfind(f"{OPF}meta"):
        if meta.get("property") and not meta.get("refines"):
            yield meta.get("property", ""), _text(meta)
        elif meta.get("name"):
            yield meta.get("name", ""), " ".join(meta.get("content", "").split())
    for link in metadata.iterfind(f"{OPF}link"):
        if not link.get("refines"):
            yield link.get("rel", ""), link.get("href", "")


def _refined(metadata: lxml.etree._Element) -> dict[tuple[str, str], str]:
    """What is said of one element: by (its id, property)."""
    found: dict[tuple[str, str], str] = {}
    for meta in metadata.iterfind(f"{OPF}meta"):
        target = meta.get("refines", "")
        if target.startswith("#") and meta.get("property"):
            found.setdefault((target[1:], meta.get("property", "")), _text(meta))
    return found


def _main_title(metadata: lxml.etree._Element, refined: dict[tuple[str, str], str]) -> lxml.etree._Element | None:
    titles = [found for found in metadata.iterfind(f"{DC}title") if _text(found)]
    main = (found for found in titles if refined.get((found.get("id", ""), "title-type")) == "main")
    return next(main, next(iter(titles), None))


def _creators(metadata: lxml.etree._Element, refined: dict[tuple[str, str], str]) -> tuple[Creator, ...]:
    found = []
    for element in metadata.iterfind(f"{DC}creator"):
        own = element.get("id", "")
        name = _text(element)[:NAME_MAX]
        sort = refined.get((own, "file-as")) or element.get(f"{OPF}file-as") or ""
        role = refined.get((own, "role")) or element.get(f"{OPF}role") or ""
        if name:
            found.append(Creator(name, " ".join(sort.split())[:NAME_MAX], role if _is_role(role) else ""))
    return tuple(found[:CREATORS_MAX])


def _is_role(role: str) -> bool:
    return re.fullmatch(r"[a-z]{3}", role) is not None


def _language(metadata: lxml.etree._Element) -> str:
    found = _first(metadata, "language", 20).replace("_", "-")
    return found if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", found) else "nl"


def _year(metadata: lxml.etree._Element) -> int | None:
    dates = list(metadata.iterfind(f"{DC}date"))
    dates.sort(key=lambda date: date.get(f"{OPF}event") not in {"publication", "original-publication"})
    for date in dates:
        if match := re.match(r"\s*(1[0-9]{3}|20[0-9]{2})\b", _text(date)):
            return int(match.group(1))
    return None


def _identifier(package: lxml.etree._Element, metadata: lxml.etree._Element) -> str:
    wanted = package.get("unique-identifier")
    every = [(found.get("id"), _text(found)[:200]) for found in metadata.iterfind(f"{DC}identifier")]
    return next(
        (text for own, text in every if own == wanted and text), next((text for _, text in every if text), "")
    )


def _is_fixed(metadata: lxml.etree._Element) -> bool:
    return any(
        (name == "rendition:layout" and value == "pre-paginated")
        or (name == "fixed-layout" and value.lower() in {"true", "yes"})
        for name, value in _metas(metadata)
    )


def _flow(metadata: lxml.etree._Element) -> str:
    said = next((value for name, value in _metas(metadata) if name == "rendition:flow"), "")
    return {"paginated": "paged", "scrolled-doc": "scrolled", "scrolled-continuous": "scrolled"}.get(said, "auto")


def _access(metadata: lxml.etree._Element) -> dict[str, list[str]]:
    """What the publisher says of reading without eyes or ears; words of a closed shape only."""
    found: dict[str, list[str]] = {}
    for name, value in _metas(metadata):
        kind = _ACCESS_OF.get(name if ":" in name else f"schema:{name}")
        text = plain(value)[: 1_000 if kind == "summary" else 120]
        if kind is None or not text:
            continue
        kept = found.setdefault(kind, [])
        if text not in kept and len(kept) < (1 if kind == "summary" else WORDS_MAX):
            kept.append(text)
    return found
