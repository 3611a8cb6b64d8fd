"""Notes without scripts: a link to a note leads back to the line, and a look at another page loses no place."""

import re
from functools import lru_cache
from html import escape as html_escape

import lxml.html
import lxml.html.builder

_REFERS = re.compile(r'role="doc-noteref"')
_ELSEWHERE = re.compile(r"(\d+)#(.+)")


def with_ways_back(html: str) -> str:
    """The chapter, in which every note that is referred to here leads back to the reference.

    A note on another page is asked for as such (`?noot=1`), and that page leads back to where the pupil is.
    """
    return _with_ways_back(html) if _REFERS.search(html) else html


@lru_cache(maxsize=32)
def _with_ways_back(html: str) -> str:
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    by_id = {element.get("id"): element for element in body.iterfind(".//*[@id]")}
    for reference in body.xpath("//a[@role='doc-noteref']"):
        if found := _ELSEWHERE.fullmatch(reference.get("href", "")):
            # Looked up, not read: the page of the notes is not where this pupil is.
            reference.set("href", f"{found[1]}?noot=1#{found[2]}")
    served: set[str] = set()
    for number, reference in enumerate(body.xpath("//a[@role='doc-noteref'][starts-with(@href, '#')]"), start=1):
        target = reference.get("href", "")[1:]
        note = by_id.get(target)
        if note is None or target in served:
            continue
        served.add(target)
        if note.xpath(".//a[@role='doc-backlink']"):
            continue
        if not reference.get("id"):
            reference.set("id", f"terug-{number}")
        back = lxml.html.builder.A({"href": f"#{reference.get('id')}", "role": "doc-backlink", "class": "back"})
        back.set("aria-label", "Terug naar de tekst")
        # Nothing but an attribute to show: the text of a note stays as its marks counted it.
        note.append(back)
    return html_escape(body.text or "", quote=False) + "".join(
        lxml.html.tostring(child, encoding="unicode") for child in body
    )
