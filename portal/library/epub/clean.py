"""Make a chapter safe: what stays is text, structure and pictures, so that even without the security header a
hostile book can do nothing to a pupil.

A page is first mended as a tree (`pages`): links and pictures get the reader's addresses, drawings become
pictures, notes and page numbers are marked. Then nh3 writes it anew from the elements and attributes allowed here.
nh3 gets the body only, or the text of <title> would leak into the page; and never more than `ESCAPES_MAX` escapes.
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast
from urllib.parse import unquote

import lxml.etree
import lxml.html
import nh3

from portal.library.epub.drawing import local
from portal.library.epub.pages import Find, Page, page_of
from portal.library.epub.style import MEANINGS, Meanings, meanings_at
from portal.library.errors import BookRefused

ESCAPES_MAX = 100_000
"""Escaped characters of a chapter; nh3 needs quadratic time for them (26 s for a million)."""
CHAPTER_MAX = 5_000_000
"""Bytes of one chapter; a novel has about one million in all."""
ID_PREFIX = "b-"
_PLAIN_ID = re.compile(r"[\w.:-]+")

BLOCKS = "p div section article aside header footer h1 h2 h3 h4 h5 h6 blockquote pre hr br figure figcaption details"
LISTS = "ul ol li dl dt dd table caption thead tbody tfoot tr td th colgroup col"
INLINE = "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub summary sup"
TIMES = "time u var wbr"
MATH = (
    "math mi mo mn ms mtext mrow mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup msubsup "
    "munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd mspace semantics"
)
TAGS = {*f"{BLOCKS} {LISTS} {INLINE} {TIMES} {MATH}".split(), "img"}
_MATH_STYLE = {"mathvariant", "displaystyle", "scriptlevel", "dir"}
ATTRIBUTES = {
    "*": {"id", "lang", "dir", "role", "title", "data-n"},
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "bdo": {"dir"},
    "details": {"open"},
    "math": {"display", "alttext"} | _MATH_STYLE,
    "mi": _MATH_STYLE,
    "mn": _MATH_STYLE,
    "mtext": _MATH_STYLE,
    "ms": _MATH_STYLE,
    "mstyle": _MATH_STYLE,
    "mo": {"stretchy", "fence", "separator", "largeop", "movablelimits", "symmetric", "form", "lspace", "rspace"}
    | {"minsize", "maxsize", "accent"}
    | _MATH_STYLE,
    "mspace": {"width", "height", "depth"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mfrac": {"linethickness", "bevelled", "numalign", "denomalign"} | _MATH_STYLE,
    "menclose": {"notation"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "mtable": {"columnalign", "rowalign", "columnspacing", "rowspacing", "columnlines", "rowlines", "frame"},
    "mtr": {"columnalign", "rowalign"},
    "mtd": {"columnspan", "rowspan", "columnalign", "rowalign"},
}
DROPPED_WITH_TEXT = {
    "script", "style", "template", "iframe", "embed", "svg", "select", "textarea", "datalist", "title", "head",
    "annotation", "annotation-xml", "mglyph", "malignmark", "maligngroup", "foreignobject", "canvas", "frameset",
    "noframes", "noembed", "xmp", "plaintext", "dialog", "portal", "math-x",
}  # fmt: skip
"""They go with all that is in them; any other element that isn't allowed goes and leaves its words."""
_PLAIN_BLOCKS = "center main nav hgroup address form fieldset legend search menu noscript"
_DTBOOK = "level level1 level2 level3 level4 level5 level6 frontmatter bodymatter rearmatter linegroup line"
AS_DIV = frozenset(f"{_PLAIN_BLOCKS} {_DTBOOK}".split())
"""Blocks that are shown as plain ones, so that their words don't run together."""
_INLINE = frozenset(f"{INLINE} {TIMES}".split())
_SAYS = {
    "b-italic": {"i", "em", "cite", "dfn", "var"},
    "b-bold": {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"},
}
"""Elements that mean it by themselves."""

NUMBERED = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "blockquote", "pre"}
    | {"figcaption", "caption", "td", "th"}
)
"""Elements that get a number (`data-n`, from 1 in reading order), so that a place or a mark can name its piece of
text whatever the size of the letters. A character belongs to the nearest numbered element around it."""

ROLES = {
    "noteref": ("doc-noteref", {"a"}),
    "footnote": ("doc-footnote", {"aside", "div", "section"}),
    "endnote": ("doc-footnote", {"aside", "div", "section"}),
    "rearnote": ("doc-footnote", {"aside", "div", "section"}),
    "note": ("doc-footnote", {"aside"}),
    "pagebreak": ("doc-pagebreak", {"span", "div", "hr"}),
}
"""`epub:type` as roles, on the elements that may carry them."""
_OWN_ROLES = frozenset(
    {"doc-noteref", "doc-footnote", "doc-backlink", "doc-pagebreak", "doc-subtitle", "doc-epigraph", "doc-tip"}
)

_WRITER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED_WITH_TEXT,
    attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
    allowed_classes={name: set(MEANINGS) for name in TAGS},
    url_schemes=set(),
    link_rel=None,
    strip_comments=True,
)
"""Made once: for short chapters, to make it costs as much as to use it."""

_SETTLED = DROPPED_WITH_TEXT | AS_DIV | {"switch", "mfenced", "object"}
_SETTLED_NAMES = tuple(f"{{*}}{name}" for name in sorted(_SETTLED))
_MENDED_KEYS = ("id", "name", "class", "href", "rel", "src", "headers", "epub-type", "role", "data-n")

Resolve = Callable[[str], str | None]
"""Turns a reference of the book into an address of the reader; None drops it."""
Draw = Callable[[lxml.etree._Element], tuple[str, str] | None]
"""Keeps a drawing that stands in the text as a picture: its address and its words; None leaves it out."""


def clean(text: str, *, link: Resolve, picture: Resolve) -> str:
    """The body of a chapter as safe HTML; see `cleaned`."""
    if len(text) > CHAPTER_MAX:
        raise BookRefused("Een hoofdstuk is te groot om te tonen.")
    return cleaned(page_of(text), link=link, picture=picture)


def cleaned(
    page: Page,
    *,
    link: Resolve,
    picture: Resolve,
    draw: Draw = lambda _: None,
    meanings: Meanings | None = None,
    sizes: Mapping[str, tuple[int, int]] | None = None,
) -> str:
    """The body of a page as safe HTML. The tree is changed on the way.

    `link` turns a link's target into an address of the reader (None: the words stay, the link goes);
    `picture` does the same for images (None: the description stays).
    """
    body = page.body
    placed = _settle(page, picture, draw)
    # Of a picture the size is known once it was asked for: `sizes` grows on the way.
    meant, known = meanings or {}, {} if sizes is None else sizes
    for element in _to_mend(frozenset(tag for tag, name in meant if tag in TAGS and not name))(body):
        _mend(element, link, meant)
        if element.tag in {"img", "image"}:
            source = element.attrib.pop("src", None)
            _mend_picture(element, placed.get(element) or (picture(source) if source else None), known)
    numbered = (element for element in body.iter(*NUMBERED) if element is not body)
    for number, element in enumerate(numbered, start=1):
        element.set("data-n", str(number))
    inner = lxml.etree.tostring(body, encoding="unicode", with_tail=False, method="html")
    if inner.count("&") > ESCAPES_MAX:
        raise BookRefused("Een hoofdstuk zit te vreemd in elkaar om veilig te tonen.")
    return _WRITER.clean(inner).strip()


@lru_cache(maxsize=64)
def _to_mend(tags: frozenset[str]) -> Find:
    """Finds what `_mend` has work with: most elements say nothing but their name, and to ask each takes longer.

    `tags` are those that the stylesheets give a meaning by their name alone.
    """
    named = " or ".join(f"self::{tag}" for tag in ("img", "image", *sorted(tags)))
    # What has no attribute at all is passed over by the first question.
    path = f"descendant::*[@* or {named}][{' or '.join(f'@{key}' for key in _MENDED_KEYS)} or {named}]"
    return cast(Find, lxml.etree.XPath(path))


def _settle(page: Page, picture: Resolve, draw: Draw) -> dict[lxml.etree._Element, str]:
    """Take out what is never shown, and put what stands for something else in its place.

    Gives the pictures that were put there with their addresses of ours, which are not looked up in the book.
    """
    body = page.body
    placed: dict[lxml.etree._Element, str] = {}
    # The mender leaves names as "svg:svg", which only `local` sees through.
    for element in list(body.iter() if page.is_mended else body.iter(*_SETTLED_NAMES)):
        tag = local(element)
        if tag not in _SETTLED or element is body or element.getparent() is None:
            continue
        if tag == "svg":
            _replace(element, draw(element), placed)
        elif tag in DROPPED_WITH_TEXT or (tag == "nav" and element.get("hidden") is not None):
            element.drop_tree()
        elif tag == "switch":
            _choose(element)
        elif tag == "mfenced":
            _unfence(element)
        elif tag == "object":
            source = element.get("data")
            address = picture(source) if source and _is_picture(element) else None
            if address is None:
                element.drop_tag()  # What stands in it is what its maker shows when the object can't run.
            else:
                _replace(element, (address, " ".join(element.text_content().split())), placed)
        elif tag in AS_DIV:
            element.tag = "div"
    return placed


def _is_picture(element: lxml.html.HtmlElement) -> bool:
    kind = (element.get("type") or "").lower()
    name = (element.get("data") or "").lower().partition("#")[0]
    return kind.startswith("image/") or (not kind and name.endswith((".svg", ".png", ".jpg", ".jpeg", ".gif")))


def _replace(
    element: lxml.html.HtmlElement, found: tuple[str, str] | None, placed: dict[lxml.etree._Element, str]
) -> None:
    if found is None:
        element.drop_tree()
        return
    image = lxml.html.Element("img", {"alt": found[1]})
    image.tail = element.tail
    placed[image] = found[0]
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, image)


_SHOWN_CASES = {"http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}


def _choose(switch: lxml.html.HtmlElement) -> None:
    """`epub:switch`: the first case that a browser can show, else the default; never both."""
    cases = [child for child in switch if local(child) == "case"]
    chosen = next((case for case in cases if case.get("required-namespace") in _SHOWN_CASES), None)
    if chosen is None:
        chosen = next((child for child in switch if local(child) == "default"), None)
    for child in list(switch):
        if child is not chosen:
            child.drop_tree()
    switch.tag = "div" if chosen is not None and any(local(child) in NUMBERED for child in chosen) else "span"


def _unfence(fenced: lxml.html.HtmlElement) -> None:
    """`mfenced` as the brackets and commas that it stands for: browsers no longer draw them."""
    opens, closes = fenced.get("open", "("), fenced.get("close", ")")
    between = "".join(fenced.get("separators", ",").split())
    parts = list(fenced)
    fenced.tag = "mrow"
    fenced.text = None
    for part in parts:
        fenced.remove(part)
    for at, part in enumerate(parts):
        part.tail = None
        if at and between:
            fenced.append(_sign(between[min(at, len(between)) - 1]))
        fenced.append(part)
    fenced.insert(0, _sign(opens[:2]))
    fenced.append(_sign(closes[:2]))


def _sign(text: str) -> lxml.html.HtmlElement:
    sign = lxml.html.Element("mo")
    sign.text = text
    return sign


def _mend(element: lxml.html.HtmlElement, link: Resolve, meanings: Meanings) -> None:
    """Give an element our own names for what it says of itself. Asked first: that costs a quarter of taking away."""
    if identifier := element.get("id") or (element.get("name") if element.tag == "a" else None):
        element.set("id", own_id(identifier))
    _dress(element, meanings)
    if element.tag == "a":
        target = element.attrib.pop("href", None)
        element.attrib.pop("rel", None)
        address = link(target) if target else None
        if address is not None:
            element.set("href", address)
            if address.startswith("weg/"):
                element.set("rel", "external")
    if headers := element.get("headers"):
        element.set("headers", " ".join(own_id(name) for name in headers.split()))
    if element.get("epub-type") is not None or element.get("role") is not None:
        _mark(element)
    if element.get("data-n") is not None:
        del element.attrib["data-n"]  # Ours alone.


def _mend_picture(element: lxml.html.HtmlElement, address: str | None, sizes: Mapping[str, tuple[int, int]]) -> None:
    if address is None:
        _tell_picture(element)
        return
    element.tag = "img"
    element.set("src", address)
    element.set("alt", element.get("alt") or element.get("title") or "")
    sides = [element.get(side) for side in ("width", "height")]
    if not all(side is None or re.fullmatch(r"\d{1,5}", side) for side in sides) or not any(sides):
        for name, pixels in zip(("width", "height"), sizes.get(address, (None, None)), strict=True):
            element.attrib.pop(name, None)
            if pixels is not None:
                element.set(name, str(pixels))


def _tell_picture(element: lxml.html.HtmlElement) -> None:
    """A picture that can't be shown as its description; its id stays, because a link may lead to it."""
    words = element.get("alt") or element.attrib.pop("title", None) or ""
    del element[:]
    element.tag = "span"
    element.text = " ".join(words.split())
    if not element.text and element.get("id") is None:
        element.drop_tag()


def _dress(element: lxml.html.HtmlElement, meanings: Meanings) -> None:
    own = element.get("class")
    if own is not None:
        del element.attrib["class"]
    if not meanings:
        return
    classes = (own or "").split()
    found = meanings_at(meanings, element.tag, classes)
    found -= {word for word, tags in _SAYS.items() if element.tag in tags}
    if element.tag not in _INLINE:
        found -= {"b-line", "b-margin"}
    if found:
        element.set("class", " ".join(word for word in MEANINGS if word in found))


def _mark(element: lxml.html.HtmlElement) -> None:
    """Notes and page numbers as roles that assistive technology and the reader know; no other role comes through."""
    kinds = element.attrib.pop("epub-type", "").split()
    own = element.attrib.pop("role", "")
    chosen = own if own in _OWN_ROLES else ""
    for kind in kinds:
        role, tags = ROLES.get(kind, ("", set()))
        if element.tag in tags:
            chosen = role
    if chosen == "doc-noteref" and not element.get("href"):
        return
    if chosen == "doc-pagebreak":
        label = element.get("title") or element.get("aria-label") or element.text_content()
        element.set("title", " ".join(label.split())[:40])
    if chosen:
        element.set("role", chosen)


def own_id(identifier: str) -> str:
    """An id of the book under our prefix, so that it can't stand in for one of the page's own; without spaces."""
    return ID_PREFIX + (identifier if _PLAIN_ID.fullmatch(identifier) else "_".join(unquote(identifier).split()))


def words_in(safe: str) -> int:
    """How many words a safe chapter has."""
    return len(html.unescape(re.sub(r"<[^>]+>", " ", safe)).split())
