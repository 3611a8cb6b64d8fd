"""The contents of a book and its list of printed pages: from EPUB 3's nav, else from EPUB 2's NCX."""

from collections.abc import Iterator
from dataclasses import dataclass

import lxml.etree
import lxml.html

LABEL_MAX = 200
ENTRIES_MAX = 3_000
"""Of each list; what stands after them can still be reached by leafing."""
DEPTH_MAX = 8
"""Deeper entries are shown at this depth."""

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


@dataclass(frozen=True)
class Entry:
    """A line of a list, before it is known which chapter it means."""

    depth: int
    label: str
    target: str
    """A reference as the list says it; "" for a heading only."""


@dataclass(frozen=True)
class Lists:
    contents: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()
    is_cut: bool = False


def nav_lists(body: lxml.html.HtmlElement) -> Lists:
    """The lists of a nav document (as `pages.page_of` gives it)."""
    navs = [(set((nav.get("epub-type") or "").split()), nav) for nav in body.iter("nav")]
    toc = next((nav for kinds, nav in navs if "toc" in kinds), next((nav for kinds, nav in navs if not kinds), None))
    pages = next((nav for kinds, nav in navs if "page-list" in kinds), None)
    return _lists(_nav_entries(toc), _nav_entries(pages))


def _lists(contents: Iterator[Entry], pages: Iterator[Entry]) -> Lists:
    lines, printed = _some(contents), _some(pages)
    is_cut = max(len(lines), len(printed)) > ENTRIES_MAX
    return Lists(tuple(lines[:ENTRIES_MAX]), tuple(printed[:ENTRIES_MAX]), is_cut)


def _some(entries: Iterator[Entry]) -> list[Entry]:
    found = []
    for entry in entries:
        found.append(entry)
        if len(found) > ENTRIES_MAX:
            break
    return found


def _nav_entries(nav: lxml.html.HtmlElement | None) -> Iterator[Entry]:
    """In order, without recursion: a hostile list is three thousand deep."""
    first = None if nav is None else next(nav.iter("ol", "ul"), None)
    stack = [(item, 1) for item in reversed(first if first is not None else [])]
    while stack:
        item, depth = stack.pop()
        if item.tag != "li":
            continue
        below = [child for child in item if child.tag in {"ol", "ul"}]
        link = next((child for child in item.iter("a") if _belongs(child, item)), None)
        label = _label(link) if link is not None else _label_of(item)
        if label:
            yield Entry(min(depth, DEPTH_MAX), label, (link.get("href") or "") if link is not None else "")
        for inner in reversed(below):
            stack.extend((child, depth + 1) for child in reversed(inner))


def _belongs(link: lxml.html.HtmlElement, item: lxml.html.HtmlElement) -> bool:
    """Is this the item's own link, and not one of an item inside it?"""
    above = link.getparent()
    while above is not None and above is not item:
        if above.tag in {"ol", "ul"}:
            return False
        above = above.getparent()
    return True


def _label(element: lxml.html.HtmlElement) -> str:
    """The words of an entry; a picture says what stands in its `alt`."""
    parts: list[str] = []
    for found in element.iter():
        if found.tag == "img":
            parts.append(f" {found.get('alt') or ''} ")
        elif isinstance(found.tag, str) and found.text:
            parts.append(found.text)
        if found is not element and found.tail:
            parts.append(found.tail)
    return " ".join("".join(parts).split())[:LABEL_MAX] or " ".join((element.get("title") or "").split())[:LABEL_MAX]


def _label_of(item: lxml.html.HtmlElement) -> str:
    heading = next(
        (child for child in item if child.tag not in {"ol", "ul", "a"} and isinstance(child.tag, str)), None
    )
    return _label(heading) if heading is not None else " ".join((item.text or "").split())[:LABEL_MAX]


def ncx_lists(root: lxml.etree._Element) -> Lists:
    return _lists(_points(root), _page_targets(root))


def _points(root: lxml.etree._Element) -> Iterator[Entry]:
    top = root.find(f"{NCX}navMap")
    stack = [(point, 1) for point in reversed(list(top) if top is not None else [])]
    while stack:
        point, depth = stack.pop()
        if point.tag != f"{NCX}navPoint":
            continue
        label, target = _said(point)
        if label:
            yield Entry(min(depth, DEPTH_MAX), label, target)
        stack.extend((child, depth + 1) for child in reversed(point))


def _page_targets(root: lxml.etree._Element) -> Iterator[Entry]:
    for found in root.iterfind(f"{NCX}pageList/{NCX}pageTarget"):
        label, target = _said(found)
        if label := label or found.get("value", "")[:LABEL_MAX]:
            yield Entry(1, label, target)


def _said(point: lxml.etree._Element) -> tuple[str, str]:
    content = point.find(f"{NCX}content")
    label = " ".join((point.findtext(f"{NCX}navLabel/{NCX}text") or "").split())[:LABEL_MAX]
    return label, content.get("src", "") if content is not None else ""
