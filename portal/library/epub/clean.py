"""Make a chapter safe: what stays is text, structure and pictures, so that even without the security header a
hostile book can do nothing to a pupil.

Order matters. Depth is checked while streaming, because both lxml.html (which cuts the text at depth 256) and
nh3 (quadratic: 20 000 nested divs cost 5 s) fail badly on it. Named entities are put in as characters, because
no DTD is ever loaded. nh3 gets the body only, or the text of <title> would leak into the page.
"""

import html
import html.entities
import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import unquote

import lxml.etree
import lxml.html
import nh3

from portal.library.errors import BookRefused

DEPTH_MAX = 200
ATTRIBUTES_MAX = 200
"""Of one tag; libxml2 needs quadratic time for them (35 s for 100 000)."""
ESCAPES_MAX = 100_000
"""Escaped characters of a chapter; nh3 needs quadratic time for them (26 s for a million)."""
CHAPTER_MAX = 5_000_000
"""Bytes of one chapter; a novel has about one million in all."""
ID_PREFIX = "b-"

BLOCKS = "p div section article aside header footer h1 h2 h3 h4 h5 h6 blockquote pre hr br figure figcaption"
LISTS = "ul ol li dl dt dd table caption thead tbody tfoot tr td th colgroup col"
INLINE = "a abbr b bdi bdo cite code dfn em i kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr"
MATH = (
    "math mi mo mn ms mtext mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced msub msup msubsup munder "
    "mover munderover mtable mtr mtd mspace semantics"
)
TAGS = {*f"{BLOCKS} {LISTS} {INLINE} {MATH}".split(), "img"}
ATTRIBUTES = {
    "*": {"id", "lang", "dir", "role", "title", "data-n"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
    "bdo": {"dir"},
    "math": {"display", "alttext"},
    "mo": {"stretchy", "fence", "separator"},
    "mspace": {"width"},
}
DROPPED_WITH_TEXT = {"script", "style", "template", "noscript", "iframe", "object", "embed", "form", "svg", "select"}

_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]{1,40})["']""")
_CODECS = re.compile(
    r"(utf-?8|utf-?16(le|be)?|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|(windows-|cp)125\d|koi8-[ru]|shift_jis|"
    r"euc-(jp|kr)|gb2312|gbk|gb18030|big5)",
    re.IGNORECASE,
)
"""Encodings a book may declare. Python knows more, and some (punycode) take quadratic time."""
_KEPT = {"amp", "lt", "gt", "quot", "apos"}

NUMBERED = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "blockquote", "pre"}
    | {"figcaption", "caption", "td", "th"}
)
"""Elements that get a number (`data-n`, from 1 in reading order), so that a place or a mark can name its piece of
text whatever the size of the letters. A character belongs to the nearest numbered element around it."""

Resolve = Callable[[str], str | None]
"""Turns a reference of the book into an address of the reader; None drops it."""


def text_of(data: bytes) -> str:
    """A chapter's bytes as text: byte order mark, then what it declares, then UTF-8, then Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    declared = _DECLARED.match(data)
    own = "" if declared is None else declared.group(1).decode("ascii")
    for name in (own, "utf-8-sig") if _CODECS.fullmatch(own) else ("utf-8-sig",):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("latin-1")


def with_characters(text: str) -> str:
    """Named entities as the characters they mean; the five of XML stay."""

    def character(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in _KEPT:
            return match.group(0)
        return html.entities.html5.get(name + ";", match.group(0))

    return _ENTITY.sub(character, without_doctype(text))


def without_doctype(text: str) -> str:
    """The text without its document type and what is declared in it. By hand: a pattern backtracks for hours."""
    found = _DOCTYPE.search(text)
    if found is None:
        return text
    end = text.find(">", found.end())
    subset = text.find("[", found.end(), end if end >= 0 else None)
    if subset >= 0:
        end = text.find(">", max(text.find("]", subset), subset))
    return text if end < 0 else text[: found.start()] + text[end + 1 :]


class _Depth(HTMLParser):
    """How deep a page is nested, counted without building anything."""

    VOID = "area base br col embed hr img input link meta source track wbr"

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._void = frozenset(self.VOID.split())
        self.now = 0
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(attrs) > ATTRIBUTES_MAX:
            raise BookRefused("Een hoofdstuk zit te vreemd in elkaar om veilig te tonen.")
        if tag not in self._void:
            self.now += 1
            self.deepest = max(self.deepest, self.now)
            if self.deepest > DEPTH_MAX:
                raise BookRefused("Een hoofdstuk zit te diep in elkaar om veilig te tonen.")

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over `<![...`: the standard library fails an assertion on the ones it doesn't know."""
        end = self.rawdata.find(">", i)
        return -1 if end < 0 else end + 1

    def handle_endtag(self, tag: str) -> None:
        self.now = max(0, self.now - 1)


def body_of(text: str) -> lxml.html.HtmlElement:
    """The parsed body of a page; broken markup is mended as browsers do."""
    _Depth().feed(text)
    without = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        page = lxml.html.document_fromstring(without.encode("utf-8", errors="replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return lxml.html.fragment_fromstring("<div></div>")
    found = page.find("body")
    return page if found is None else found


def clean(text: str, *, link: Resolve, picture: Resolve) -> str:
    """The body of a chapter as safe HTML.

    `link` turns a link's target into an address of the reader (None: the words stay, the link goes);
    `picture` does the same for images (None: the description stays).
    """
    if len(text) > CHAPTER_MAX:
        raise BookRefused("Een hoofdstuk is te groot om te tonen.")
    body = body_of(with_characters(text))
    number = 0
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        _mend(element, link, picture)
        element.attrib.pop("data-n", None)
        if element.tag in NUMBERED:
            number += 1
            element.set("data-n", str(number))
    inner = lxml.html.tostring(body, encoding="unicode")
    if inner.count("&") > ESCAPES_MAX:
        raise BookRefused("Een hoofdstuk zit te vreemd in elkaar om veilig te tonen.")
    return nh3.clean(
        inner,
        tags=TAGS,
        clean_content_tags=DROPPED_WITH_TEXT,
        attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
        url_schemes=set(),
        link_rel=None,
        strip_comments=True,
    ).strip()


def _mend(element: lxml.html.HtmlElement, link: Resolve, picture: Resolve) -> None:
    if identifier := element.get("id"):
        element.set("id", own_id(identifier))
    if element.tag == "a":
        target = element.attrib.pop("href", None)
        address = link(target) if target else None
        if address is not None:
            element.set("href", address)
    if element.tag == "img":
        source = element.attrib.pop("src", None)
        address = picture(source) if source else None
        if address is not None:
            element.set("src", address)
        element.set("alt", element.get("alt") or "")
    if element.get("headers"):
        element.set("headers", " ".join(own_id(name) for name in element.get("headers", "").split()))


def own_id(identifier: str) -> str:
    """An id of the book under our prefix, so that it can't stand in for one of the page's own."""
    return ID_PREFIX + unquote(identifier)


def words_in(safe: str) -> int:
    """How many words a safe chapter has."""
    return len(html.unescape(re.sub(r"<[^>]+>", " ", safe)).split())
