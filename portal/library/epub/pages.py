"""A page of a book, from bytes to a tree of plain element names: as the XML that it says it is, else mended.

Order matters. Most pages are well-formed and go through libxml2's XML parser, which is fast and refuses depth by
itself. What is not, goes through the mender for HTML, which cuts the text at depth 256 without a word: of a page that
comes out so deep, all words are kept as plain paragraphs instead. Named entities are put in as characters, because
no DTD is ever loaded.
"""

import codecs
import html.entities
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import cast

import lxml.etree
import lxml.html

from portal.library.epub.drawing import local, pixels
from portal.library.errors import BookRefused

DEPTH_MAX = 200
"""Of a page that was mended; libxml2 refuses well-formed ones from 256, and cuts others there."""
ATTRIBUTES_MAX = 200
"""Of one tag; the mender needs quadratic time for them (35 s for 100 000)."""
SHEETS_MAX = 20

_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_OWN_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([A-Za-z_][\w.-]{0,60})")
_ENTITY = re.compile(r"&([A-Za-z_][\w.-]{0,60});")
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]{1,40})["']""")
_CODECS = re.compile(
    r"(utf-?8|utf-?16(le|be)?|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|(windows-|cp)125\d|koi8-[ru]|shift_jis|"
    r"euc-(jp|kr)|gb2312|gbk|gb18030|big5)",
    re.IGNORECASE,
)
"""Encodings a book may declare. Python knows more, and some (punycode) take quadratic time."""
_KEPT = {"amp", "lt", "gt", "quot", "apos"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

OPS = "http://www.idpf.org/2007/ops"
_PLAIN_KEYS = {
    "{http://www.w3.org/XML/1998/namespace}lang": "lang",
    "xml:lang": "lang",
    f"{{{OPS}}}type": "epub-type",
    "epub:type": "epub-type",
}
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_NAMESPACE = re.compile(
    r"""(<(?:html|math)\b[^<>]*?)\s+xmlns=(["'])http://www\.w3\.org/(?:1999/xhtml|1998/Math/MathML)\2"""
)
_ODD_NAME = re.compile(r"<(?!/?[a-z][a-z0-9-]*[\s/>])")
_CAPITAL = re.compile(r"[A-Z][\w.:-]*\s*=")
"""What the name of an attribute with a capital looks like; other text may look so too."""
Find = Callable[[lxml.html.HtmlElement], list[lxml.html.HtmlElement]]
"""An XPath of which the answer is elements."""
_NAMESPACED = cast(Find, lxml.etree.XPath("descendant-or-self::*[namespace-uri() or @*[namespace-uri()]]"))

_ELEMENTS = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
"""lxml.html's own lookup asks Python about each element; a book of 2 000 chapters has half a million."""


def _as_windows(problem: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 as the letter that Windows writes with it: most such books come from there."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.start + 1].decode("cp1252", "replace"), problem.start + 1


codecs.register_error("foyer-as-windows", _as_windows)


@dataclass(frozen=True)
class Decoded:
    text: str
    is_odd: bool
    """Not simply UTF-8 or UTF-16: read all right, but a sign that the maker should look at it."""


def decoded(data: bytes) -> Decoded:
    """Bytes as text: byte order mark, then what they declare, then UTF-8; stray bytes as Windows writes them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(data.decode("utf-16", errors="replace"), is_odd=False)
    declared = _DECLARED.match(data)
    own = "utf-8" if declared is None else declared.group(1).decode("ascii")
    if _CODECS.fullmatch(own) and not re.fullmatch(r"utf-?8", own, re.IGNORECASE):
        try:
            return Decoded(data.decode(own), is_odd=True)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    try:
        return Decoded(data.decode("utf-8-sig"), is_odd=False)
    except UnicodeDecodeError:
        return Decoded(data.decode("utf-8-sig", errors="foyer-as-windows"), is_odd=True)


def text_of(data: bytes) -> str:
    return decoded(data).text


def with_characters(text: str) -> str:
    """Named entities as the characters they mean; the five of XML stay, what the page declares itself stays empty."""
    own = set(_OWN_ENTITY.findall(text[: _doctype_end(text)]))

    def character(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in _KEPT:
            return match.group(0)
        if name in own:
            return ""
        return html.entities.html5.get(name + ";", match.group(0))

    return _ENTITY.sub(character, without_doctype(text))


def without_doctype(text: str) -> str:
    """The text without its document type and what is declared in it. By hand: a pattern backtracks for hours."""
    found = _DOCTYPE.search(text)
    if found is None:
        return text
    end = _doctype_end(text)
    return text if end == 0 else text[: found.start()] + text[end:]


def _doctype_end(text: str) -> int:
    """Where the document type ends; 0 when there is none, or no end to it."""
    found = _DOCTYPE.search(text)
    if found is None:
        return 0
    end = text.find(">", found.end())
    subset = text.find("[", found.end(), end if end >= 0 else None)
    if subset >= 0:
        end = text.find(">", max(text.find("]", subset), subset))
    return end + 1


class _Words(HTMLParser):
    """The words of a page by paragraph, however deep they stand: a stream, without a tree to build."""

    UNSHOWN = frozenset({"script", "style", "title"})
    WITHIN_A_LINE = frozenset(
        {
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "cite",
            "code",
            "del",
            "dfn",
            "em",
            "i",
            "img",
            "ins",
            "kbd",
            "mark",
            "q",
            "s",
        }
        | {"samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._line: list[str] = []
        self._unshown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(attrs) > ATTRIBUTES_MAX:
            raise BookRefused("Een hoofdstuk zit te vreemd in elkaar om veilig te tonen.")
        if tag in self.UNSHOWN:
            self._unshown = tag
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unshown:
            self._unshown = ""
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self._line.append(data)

    def close(self) -> None:
        super().close()
        self._break_at("p")

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over `<![...`: the standard library fails an assertion on the ones it doesn't know."""
        end = self.rawdata.find(">", i)
        return -1 if end < 0 else end + 1

    def _break_at(self, tag: str) -> None:
        if tag in self.WITHIN_A_LINE:
            return
        if words := " ".join("".join(self._line).split()):
            self.paragraphs.append(words)
        self._line.clear()


@dataclass(frozen=True)
class Page:
    """A page as a tree. Elements have plain lower-case names, but for what is inside an `svg`."""

    body: lxml.html.HtmlElement
    root: lxml.html.HtmlElement
    is_mended: bool
    """It was no well-formed XML."""
    is_flat: bool = False
    """It was nested too deep: these are its words, and nothing else of it."""

    @property
    def language(self) -> str:
        """What the page says of its own language; "" when it says nothing."""
        found = self.body.get("lang") or self.root.get("lang") or ""
        return found if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}", found) and len(found) <= 20 else ""

    @property
    def direction(self) -> str:
        found = (self.body.get("dir") or self.root.get("dir") or "").lower()
        return found if found in {"ltr", "rtl", "auto"} else ""

    @property
    def viewport(self) -> tuple[int | None, int | None]:
        """The size of a fixed page in pixels."""
        for meta in self.root.iter("meta"):
            if (meta.get("name") or "").lower() == "viewport":
                pairs = re.findall(r"(width|height)\s*=\s*([\d.]+)", meta.get("content") or "", re.IGNORECASE)
                sizes = {name.lower(): pixels(size) for name, size in pairs}
                return sizes.get("width"), sizes.get("height")
        return None, None

    def sheets(self) -> list[tuple[str, str]]:
        """Its stylesheets in order: ("href", address) or ("text", the rules)."""
        found: list[tuple[str, str]] = []
        for element in self.root.iter("link", "style"):
            if element.tag == "style":
                found.append(("text", "".join(map(str, element.itertext()))))
            elif (element.get("rel") or "").lower().split() == ["stylesheet"] and element.get("href"):
                found.append(("href", element.get("href") or ""))
        return found[:SHEETS_MAX]


def page_of(text: str) -> Page:
    """The page in a text.

    Raises:
        BookRefused: it has too many attributes to be shown safely.
    """
    plain = _PROLOGUE.sub("", _CONTROL.sub("", with_characters(text)).lstrip("\ufeff"), count=1)
    root = _well_formed(plain)
    if root is None:
        words = _Words()
        words.feed(plain)
        root = _mended(plain)
        is_flat = _is_deep(root)
        if is_flat:
            words.close()
            root = _flat(words.paragraphs)
        _plain_names(root, list(root.iter()))
        return Page(_body(root), root, is_mended=True, is_flat=is_flat)
    return Page(_body(root), root, is_mended=False)


def _well_formed(text: str) -> lxml.html.HtmlElement | None:
    parser = lxml.etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(_ELEMENTS)
    if "<![CDATA[" not in text:
        # Without the names of the usual namespaces, nearly every element has a plain name from the start.
        text = _NAMESPACE.sub(r"\1", text)
    try:
        root = lxml.etree.fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError):
        return None
    is_odd = _ODD_NAME.search(text) or _CAPITAL.search(text)
    odd = root.iter() if is_odd else (*_NAMESPACED(root), *root.iter(lxml.etree.Entity))
    _plain_names(root, list(odd))
    return root if root.tag in {"html", "body", "dtbook"} else None


def _mended(text: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return lxml.html.fragment_fromstring("<div></div>")


def _is_deep(root: lxml.html.HtmlElement) -> bool:
    depth = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH_MAX:
            return True
    return False


def _flat(paragraphs: list[str]) -> lxml.html.HtmlElement:
    root = lxml.html.Element("html")
    body = lxml.etree.SubElement(root, "body")
    for words in paragraphs:
        lxml.etree.SubElement(body, "p").text = words
    return root


def _body(root: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    found = next((child for child in root if child.tag in {"body", "book"}), None)
    return root if found is None else found


def _plain_names(root: lxml.html.HtmlElement, odd: Iterable[lxml.etree._Element]) -> None:
    """Names without namespaces, `lang` and `epub:type` as plain attributes; a drawing keeps its own names.

    `odd` are the elements to look at: in a page of plain names it is quicker to find them than to ask each.
    """
    drawn = {inner for drawing in root.iter("{*}svg") for inner in drawing.iterdescendants()}
    for element in odd:
        if drawn and element in drawn:
            continue
        if isinstance(element, lxml.etree._Entity):
            _forget(element)
        elif isinstance(element.tag, str):
            _plain_name(element)


def _plain_name(element: lxml.etree._Element) -> None:
    for key, value in element.items():
        # To XML `HREF` is another word than `href`; to who writes the page anew, and to browsers, it is the same.
        plain = _PLAIN_KEYS.get(str(key), str(key).lower())
        if plain != key:
            del element.attrib[key]
            if not element.get(plain):
                element.set(plain, value)
    name = local(element)
    if name not in {element.tag, "svg"}:
        element.tag = name if _NAME.fullmatch(name) else "span"


def _forget(node: lxml.etree._Element) -> None:
    """Take a node out; the text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)
