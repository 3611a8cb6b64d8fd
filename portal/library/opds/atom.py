"""Feeds as OPDS 1.2: Atom, for e-readers and older apps; and the search description (OpenSearch 1.1)."""

from datetime import datetime
from typing import Any

from lxml import etree

from portal.clock import local
from portal.library.opds.shape import AGES, JPEG, Availability, Entry, Facet, Feed, Kind, Link, Publication

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
OPDS = "http://opds-spec.org/2010/catalog"
THREAD = "http://purl.org/syndication/thread/1.0"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
# Any: lxml-stubs know no name space without a prefix.
SPACES: Any = {None: ATOM, "dc": DC, "opds": OPDS, "thr": THREAD, "opensearch": OPENSEARCH}

CATALOGUE = "application/atom+xml;profile=opds-catalog"
SEARCH = "application/opensearchdescription+xml"
TYPES = {
    Kind.NAVIGATION: f"{CATALOGUE};kind=navigation",
    Kind.ACQUISITION: f"{CATALOGUE};kind=acquisition",
    Kind.BOOK: "application/atom+xml;type=entry;profile=opds-catalog",
    Kind.SEARCH: SEARCH,
}
_SEARCH_SPACE: Any = {None: OPENSEARCH}
FACET = "http://opds-spec.org/facet"
COVER, SMALL_COVER = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"


def feed_type(kind: Kind) -> str:
    return TYPES[kind]


def written(feed: Feed) -> bytes:
    root = _new("feed")
    root.set(f"{{{XML}}}lang", "nl-BE")
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    _name(_text(root, "author", ""), "Foyer")
    for link in feed.links:
        root.append(_link(link))
    for facet in feed.facets:
        root.extend(_facet_links(facet))
    if feed.paging is not None:
        size, first = feed.paging.size, (feed.paging.number - 1) * feed.paging.size + 1
        for name, value in (("totalResults", feed.paging.total), ("startIndex", first), ("itemsPerPage", size)):
            etree.SubElement(root, f"{{{OPENSEARCH}}}{name}").text = str(value)
    for entry in feed.entries:
        root.append(_navigation(entry, feed))
    for book in feed.publications:
        root.append(_entry(book))
    return _bytes(root)


def written_alone(book: Publication) -> bytes:
    return _bytes(_entry(book))


def search_description(template: str, icon: str) -> bytes:
    """How to search the titles; `template` holds `{searchTerms}`."""
    root = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap=_SEARCH_SPACE)
    for tag, text, attributes in (
        ("ShortName", "Foyer", {}),
        ("Description", "Zoek een boek voor de klas op titel, schrijver of thema.", {}),
        ("Url", "", {"type": TYPES[Kind.ACQUISITION], "template": template}),
        ("Image", icon, {"type": "image/svg+xml"}),
        ("Query", "", {"role": "example", "searchTerms": "vuurtoren"}),
        ("Language", "nl-BE", {}),
        ("OutputEncoding", "UTF-8", {}),
        ("InputEncoding", "UTF-8", {}),
    ):
        etree.SubElement(root, f"{{{OPENSEARCH}}}{tag}", attributes).text = text or None
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _new(tag: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{ATOM}}}{tag}", attributes, nsmap=SPACES)


def _text(parent: etree._Element, tag: str, text: str, space: str = ATOM) -> etree._Element:
    child = etree.SubElement(parent, f"{{{space}}}{tag}")
    child.text = text or None
    return child


def _name(person: etree._Element, name: str) -> None:
    _text(person, "name", name)


def _moment(moment: datetime) -> str:
    return local(moment).isoformat(timespec="seconds")


def _link(link: Link) -> etree._Element:
    kind = link.type if isinstance(link.type, str) else TYPES[link.type]
    made = _new("link", rel=link.rel, href=link.href, type=kind)
    if link.title:
        made.set("title", link.title)
    if link.count is not None:
        made.set(f"{{{THREAD}}}count", str(link.count))
    if link.becomes:
        etree.SubElement(made, f"{{{OPDS}}}indirectAcquisition", type=link.becomes)
    if link.availability is not None:
        _availability(made, link.availability)
    return made


def _availability(link: etree._Element, stand: Availability) -> None:
    """As Palace and its clients write it: three elements in the OPDS space."""
    state = etree.SubElement(link, f"{{{OPDS}}}availability", status=stand.state.value)
    for name, moment in (("since", stand.since), ("until", stand.until)):
        if moment is not None:
            state.set(name, _moment(moment))
    if stand.copies is not None:
        etree.SubElement(link, f"{{{OPDS}}}copies", total=str(stand.copies), available=str(stand.free or 0))
    if stand.waiting is not None:
        etree.SubElement(link, f"{{{OPDS}}}holds", total=str(stand.waiting))


def _facet_links(facet: Facet) -> list[etree._Element]:
    made = []
    for link in facet.links:
        one = _new("link", rel=FACET, href=link.href, type=TYPES[Kind.ACQUISITION], title=link.title)
        one.set(f"{{{OPDS}}}facetGroup", facet.title)
        if link.is_active:
            one.set(f"{{{OPDS}}}activeFacet", "true")
        if link.count is not None:
            one.set(f"{{{THREAD}}}count", str(link.count))
        made.append(one)
    return made


def _navigation(entry: Entry, feed: Feed) -> etree._Element:
    made = _new("entry")
    _text(made, "id", entry.link.href)
    _text(made, "title", entry.link.title)
    _text(made, "updated", _moment(feed.updated))
    _text(made, "content", entry.summary).set("type", "text")
    made.append(_link(entry.link))
    return made


def _entry(book: Publication) -> etree._Element:
    made = _new("entry")
    _text(made, "id", book.id)
    _text(made, "title", book.title)
    _text(made, "updated", _moment(book.updated))
    for author in book.authors:
        _name(_text(made, "author", ""), author.name)
    for tag, value in (
        ("language", book.language),
        ("publisher", book.publisher),
        ("issued", f"{book.year:04d}" if book.year else ""),
    ):
        if value:
            _text(made, tag, value, DC)
    if book.rights:
        _text(made, "rights", book.rights)
    if book.summary:
        _text(made, "summary", book.summary).set("type", "text")
    low, high = book.ages
    for theme in book.themes:
        made.append(_new("category", term=theme, label=theme))
    made.append(_new("category", scheme=AGES, term=f"{low}-{high}", label=f"{low} tot {high} jaar"))
    made.extend(_covers(book))
    made.extend(_link(link) for link in book.links)
    return made


def _covers(book: Publication) -> list[etree._Element]:
    if not book.images:
        return []
    largest, smallest = book.images[0][0], book.images[-1][0]
    return [_new("link", rel=COVER, href=largest, type=JPEG), _new("link", rel=SMALL_COVER, href=smallest, type=JPEG)]
