"""Feeds as OPDS 2.0: JSON.

Where the JSON schemas of the drafts and Palace's models disagree, what is written satisfies both: no empty
`publications`, always a JPEG, moments with their offset, no facet of one link, no value that is blank.
"""

import json
from datetime import datetime
from typing import Any

from portal.clock import local
from portal.library.opds.shape import (
    AGES,
    JPEG,
    Author,
    Availability,
    Entry,
    Facet,
    Feed,
    Group,
    Kind,
    Link,
    Publication,
)

FEED = "application/opds+json"
PUBLICATION = "application/opds-publication+json"
TYPES = {Kind.NAVIGATION: FEED, Kind.ACQUISITION: FEED, Kind.SEARCH: FEED, Kind.BOOK: PUBLICATION}

Json = dict[str, Any]


def feed_type(_kind: Kind) -> str:
    return FEED


def written(feed: Feed) -> bytes:
    body: Json = {"metadata": _feed_metadata(feed), "links": [_link(link) for link in feed.links]}
    if feed.entries or not (feed.publications or feed.groups):
        # A list without books still has to be a list of something.
        body["navigation"] = [_navigation(entry) for entry in feed.entries] or [_back(feed)]
    if feed.publications:
        body["publications"] = [_publication(book) for book in feed.publications]
    if feed.groups:
        body["groups"] = [_group(group) for group in feed.groups]
    if feed.facets:
        body["facets"] = [_facet(facet) for facet in feed.facets]
    return _bytes(body)


def written_alone(book: Publication) -> bytes:
    return _bytes(_publication(book))


def _bytes(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _filled(values: Json) -> Json:
    """Without blank values, which the specification asks to leave out; a zero is a value."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else local(moment).isoformat(timespec="seconds")


def _feed_metadata(feed: Feed) -> Json:
    paging = feed.paging
    return _filled(
        {
            "title": feed.title,
            "subtitle": feed.subtitle,
            "modified": _moment(feed.updated),
            "numberOfItems": paging.total if paging else None,
            "itemsPerPage": paging.size if paging else None,
            "currentPage": paging.number if paging else None,
        }
    )


def _link(link: Link) -> Json:
    kind = link.type if isinstance(link.type, str) else TYPES[link.type]
    made = _filled({"rel": link.rel, "href": link.href, "type": kind, "title": link.title})
    if link.is_template:
        made["templated"] = True
    if properties := _properties(link):
        made["properties"] = properties
    return made


def _properties(link: Link) -> Json:
    made: Json = {}
    if link.availability is not None:
        made |= _availability(link.availability)
    if link.becomes:
        made["indirectAcquisition"] = [{"type": link.becomes}]
    if link.count is not None:
        made["numberOfItems"] = link.count
    if link.authenticate:
        made["authenticate"] = link.authenticate
    return made


def _availability(stand: Availability) -> Json:
    copies = {"total": stand.copies, "available": stand.free} if stand.copies is not None else {}
    holds = {"total": stand.waiting} if stand.waiting is not None else {}
    when = {"since": _moment(stand.since), "until": _moment(stand.until)}
    return _filled({"availability": {"state": stand.state.value} | _filled(when), "copies": copies, "holds": holds})


def _navigation(entry: Entry) -> Json:
    return _link(entry.link)


def _back(feed: Feed) -> Json:
    start = next((link for link in feed.links if link.rel == "start"), feed.links[0])
    return _link(start) | {"title": start.title or feed.title}


def _publication(book: Publication) -> Json:
    low, high = book.ages
    subjects: list[Json] = [{"name": theme} for theme in book.themes]
    subjects.append({"name": f"{low} tot {high} jaar", "code": f"{low}-{high}", "scheme": AGES})
    metadata = _filled(
        {
            "@type": "http://schema.org/Book",
            "title": book.title,
            "author": [_author(author) for author in book.authors],
            "identifier": book.id,
            "language": book.language,
            "publisher": book.publisher,
            "modified": _moment(book.updated),
            "description": book.summary,
            "subject": subjects,
        }
    )
    images = [{"href": href, "type": JPEG} for href, _width in book.images]
    return {"metadata": metadata, "links": [_link(link) for link in book.links], "images": images}


def _author(author: Author) -> Json:
    return _filled({"name": author.name, "sortAs": author.sort})


def _facet(facet: Facet) -> Json:
    return {"metadata": {"title": facet.title}, "links": [_facet_link(link) for link in facet.links]}


def _facet_link(link: Link) -> Json:
    return _link(link) | ({"rel": "self"} if link.is_active else {})


def _group(group: Group) -> Json:
    return {
        "metadata": {"title": group.title},
        "links": [_link(group.more)],
        "publications": [_publication(book) for book in group.publications],
    }
