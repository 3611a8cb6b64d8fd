"""A book's stylesheets, read as data: what they mean for running text, and what of them may dress a fixed page.

Nothing of a stylesheet is ever passed on as it stands. It is taken apart, and rules are written anew from
selectors, properties and values that are known to be harmless: no address but one of the book's own pictures, no
escape, no import, no font, no motion.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

SHEET_MAX = 400_000
"""Characters of one stylesheet; what stands after them is left out."""
RULES_MAX = 4_000
NESTING_MAX = 3

PROPERTIES = frozenset(
    """
    align-content align-items align-self background background-color background-image background-position
    background-repeat background-size border border-bottom border-bottom-color border-bottom-left-radius
    border-bottom-right-radius border-bottom-style border-bottom-width border-collapse border-color border-left
    border-left-color border-left-style border-left-width border-radius border-right border-right-color
    border-right-style border-right-width border-spacing border-style border-top border-top-color
    border-top-left-radius border-top-right-radius border-top-style border-top-width border-width bottom box-shadow
    box-sizing clear clip color column-count column-gap columns direction display fill fill-opacity fill-rule flex
    flex-direction flex-wrap float font font-family font-feature-settings font-size font-style font-variant
    font-weight height hyphens justify-content left letter-spacing line-height list-style list-style-position
    list-style-type margin margin-bottom margin-left margin-right margin-top max-height max-width min-height
    min-width mix-blend-mode object-fit object-position opacity outline overflow overflow-wrap overflow-x overflow-y
    padding padding-bottom padding-left padding-right padding-top paint-order position right stop-color
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width table-layout text-align text-anchor text-decoration text-indent text-orientation
    text-shadow text-transform top transform transform-box transform-origin unicode-bidi vertical-align visibility
    white-space width word-break word-spacing word-wrap writing-mode z-index -webkit-writing-mode -epub-writing-mode
    -webkit-transform -webkit-transform-origin
    """.split()  # noqa: SIM905 - sixty to a line read better than one.
)
FUNCTIONS = frozenset(
    """
    rgb rgba hsl hsla calc matrix matrix3d translate translatex translatey translate3d scale scalex scaley scale3d
    rotate rotatez rotate3d skew skewx skewy rect linear-gradient radial-gradient url
    """.split()  # noqa: SIM905
)

_NOT_SPACE = re.compile(r"\S")
_BRACE = re.compile(r"[{}]")
_MARK = re.compile(r"[;()]")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"[\w\s.#>+~:*,()\[\]=\"'^$|-]{1,600}")
_VALUE = re.compile(r"[#\w\s.,%()\"'/+*!-]{1,600}")
_FUNCTION = re.compile(r"([\w-]+)\(")
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)""", re.IGNORECASE)
_MEDIA = re.compile(r"[\w\s():,.-]{1,120}")
_PROPERTY = re.compile(r"-?[a-z][a-z-]{1,40}")
_SIMPLE = re.compile(r"(?:([a-z][a-z0-9]*))?(?:\.([\w-]+))?", re.IGNORECASE)

Address = Callable[[str], str | None]
"""Turns the address of a picture, as the stylesheet says it, into one of the reader; None drops the declaration."""


@dataclass(frozen=True)
class Rule:
    selector: str
    declarations: tuple[tuple[str, str], ...]
    """Property and value as written, in order; properties in lower case."""
    media: str = ""


@dataclass(frozen=True)
class Sheet:
    rules: tuple[Rule, ...]
    imports: tuple[str, ...]


def sheet_of(text: str) -> Sheet:
    """The rules of a stylesheet in order; broken parts are passed over as browsers do."""
    plain = _COMMENT.sub(" ", text[:SHEET_MAX]).replace("<!--", " ").replace("-->", " ")
    rules: list[Rule] = []
    imports: list[str] = []
    for prelude, body, media in _blocks(plain):
        if len(rules) >= RULES_MAX:
            break
        if body is None:
            if prelude[:7].lower() == "@import" and (
                found := re.search(r"""["']([^"']+)["']|\(([^)"']+)\)""", prelude)
            ):
                imports.append((found.group(1) or found.group(2)).strip())
            continue
        if declarations := declarations_of(body):
            rules.append(Rule(" ".join(prelude.split()), declarations, media))
    return Sheet(tuple(rules), tuple(imports))


def _blocks(text: str, media: str = "", depth: int = 0) -> Iterator[tuple[str, str | None, str]]:
    """Each rule as (prelude, body, media); body None for a statement such as `@import`."""
    at = 0
    while at < len(text):
        opens, ends = text.find("{", at), text.find(";", at)
        if text[at:].lstrip()[:1] == "@" and ends >= 0 and (opens < 0 or ends < opens):
            yield text[at:ends].strip(), None, media
            at = ends + 1
            continue
        if opens < 0:
            return
        prelude, end = text[at:opens].strip(), _closing(text, opens)
        body = text[opens + 1 : end]
        if prelude[:6].lower() == "@media" and depth < NESTING_MAX:
            yield from _blocks(body, prelude[6:].strip() or "all", depth + 1)
        elif not prelude.startswith("@"):
            yield prelude, body, media
        at = end + 1


def _closing(text: str, opens: int) -> int:
    """Where the block that opens here ends; the end of the text for one that never does."""
    depth = 0
    for found in _BRACE.finditer(text, opens):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.start()
    return len(text)


def declarations_of(body: str) -> tuple[tuple[str, str], ...]:
    """`color: red; margin: 0` as pairs, whatever is in them."""
    found = []
    for part in _parts(body):
        name, colon, value = part.partition(":")
        if colon and _PROPERTY.fullmatch(name.strip().lower()):
            found.append((name.strip().lower(), " ".join(value.split())))
    return tuple(found)


def _parts(body: str) -> Iterator[str]:
    """What stands between semicolons; the one in `url(data:image/png;base64,...)` is none."""
    begin, depth = 0, 0
    for mark in _MARK.finditer(body):
        if mark.group() == ";" and depth <= 0:
            yield body[begin : mark.start()]
            begin = mark.end()
        else:
            depth += {"(": 1, ")": -1}.get(mark.group(), 0)
    yield body[begin:]


def safe_declarations(declarations: Iterable[tuple[str, str]], address: Address) -> tuple[tuple[str, str], ...]:
    """The ones that may stay, with pictures at the reader's addresses."""
    kept = []
    for name, value in declarations:
        if name in PROPERTIES and (safe := _safe_value(value, address)) is not None:
            # There is nothing to stick to in a page of its own; sticking pieces would only float over the text.
            kept.append((name, re.sub(r"\b(fixed|sticky)\b", "absolute", safe) if name == "position" else safe))
    return tuple(kept)


def _safe_value(value: str, address: Address) -> str | None:
    addresses: list[str] = []

    def swapped(match: re.Match[str]) -> str:
        target = next(filter(None, match.groups()), "").strip()
        found = f"#{target[1:]}" if re.fullmatch(r"#[\w-]+", target) else address(target)
        if found is None:
            raise ValueError
        addresses.append(found)
        return f"url(_{len(addresses) - 1}_)"

    try:
        plain = _URL.sub(swapped, value)
    except ValueError:
        return None
    if not _VALUE.fullmatch(plain) or any(name.lower() not in FUNCTIONS for name in _FUNCTION.findall(plain)):
        return None
    if plain.count("url(") != len(addresses) or plain.count("(") != plain.count(")"):
        return None
    if plain.count('"') % 2 or plain.count("'") % 2:
        return None
    for number, found in enumerate(addresses):
        plain = plain.replace(f"url(_{number}_)", f"url({found})")
    return plain


def written(rules: Iterable[Rule], address: Address) -> str:
    """The rules that may dress a page, written anew."""
    lines = []
    for rule in rules:
        kept = safe_declarations(rule.declarations, address)
        if not kept or not _SELECTOR.fullmatch(rule.selector) or not _even(rule.selector):
            continue
        line = f"{rule.selector}{{{css_text(kept)}}}"
        if rule.media in {"", "all", "screen"}:
            lines.append(line)
        elif _MEDIA.fullmatch(rule.media) and _even(rule.media):
            lines.append(f"@media {rule.media}{{{line}}}")
    return "\n".join(lines)


def _even(text: str) -> bool:
    """Are its brackets and quotes closed, so that it can't reach into what comes after?"""
    return (
        text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and text.count('"') % 2 == 0
        and text.count("'") % 2 == 0
    )


def css_text(declarations: Iterable[tuple[str, str]], *, important: bool = False) -> str:
    end = " !important" if important else ""
    return ";".join(f"{name}:{value.replace('!important', '').strip() + end}" for name, value in declarations)


# What a stylesheet means for running text, as few words: the reader has its own letters and colours.

MEANINGS = ("b-italic", "b-bold", "b-caps", "b-center", "b-right", "b-line", "b-pre", "b-margin")
"""Classes that a chapter's elements may carry; the reader's own stylesheet says how they look."""


def _meaning(name: str, value: str) -> str | None:
    word = value.replace("!important", "").strip().lower()
    match name, word:
        case "font-style", "italic" | "oblique":
            return "b-italic"
        case "font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900":
            return "b-bold"
        case "font-variant" | "font-variant-caps", "small-caps":
            return "b-caps"
        case "text-align", "center":
            return "b-center"
        case "text-align", "right" | "end":
            return "b-right"
        case "display", "block":
            return "b-line"
        case ("float", "right") | ("position", "absolute"):
            return "b-margin"
        case "white-space", "pre" | "pre-wrap" | "pre-line":
            return "b-pre"
    return None


Meanings = dict[tuple[str, str], frozenset[str]]
"""By (tag or "", class or ""): the words of `MEANINGS` that a simple selector gives."""


def meanings_of(rules: Iterable[Rule]) -> Meanings:
    """Of selectors of one tag, one class or both; what depends on where an element stands is left alone."""
    found: dict[tuple[str, str], set[str]] = {}
    for rule in rules:
        words = {word for name, value in rule.declarations if (word := _meaning(name, value))}
        if not words or rule.media not in {"", "all", "screen"}:
            continue
        for selector in rule.selector.split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple is not None and simple.group(0):
                found.setdefault(((simple.group(1) or "").lower(), simple.group(2) or ""), set()).update(words)
    return {key: frozenset(words) for key, words in found.items()}


def meanings_at(meanings: Meanings, tag: str, classes: Iterable[str]) -> set[str]:
    found = set(meanings.get((tag, ""), ()))
    for name in classes:
        found |= meanings.get(("", name), frozenset()) | meanings.get((tag, name), frozenset())
    return found
