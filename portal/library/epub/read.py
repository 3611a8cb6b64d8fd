"""Take an EPUB 2 or 3 in: from the bytes of a file to a book that can be shown, or a refusal with a reason.

Container -> DRM check -> package -> spine and contents -> chapters made safe, pictures checked. All XML is
parsed without entities, DTDs and network. Defects that readers live with (a missing file in the manifest, a bad
link) become warnings; what can't be shown safely is a `BookRefused`.
"""

import base64
import hashlib
import html
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

import lxml.etree

from portal.library.epub.archive import BookFiles, normal, resolved
from portal.library.epub.clean import CHAPTER_MAX, cleaned, own_id, words_in
from portal.library.epub.contents import ENTRIES_MAX, Entry, Lists, nav_lists, ncx_lists
from portal.library.epub.drawing import Drawing, drawing_of, inline_drawing, local
from portal.library.epub.facts import Creator, facts_of
from portal.library.epub.fixed import fixed_document
from portal.library.epub.pages import Page, decoded, page_of, with_characters
from portal.library.epub.pictures import (
    COVER_LEAST,
    COVER_LONGEST,
    COVER_SIDE,
    PICTURE_MAX,
    PICTURE_SIDE,
    BookPicture,
    mounted_cover,
    own_name,
    safe_picture,
    small_cover,
)
from portal.library.epub.style import Meanings, Rule, meanings_of, sheet_of, written
from portal.library.errors import BookRefused

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
APPLE = "META-INF/com.apple.ibooks.display-options.xml"
XML_MAX = 8_000_000
SHEET_FILE_MAX = 2_000_000
CHAPTERS_MAX = 3_000
HEADING_MAX = 120
DRAWING_MAX = 4_000_000
PICTURES_MAX = 160_000_000
"""Bytes of all kept pictures of a book."""
OUTSIDE_MAX = 500
"""Addresses out of the book that a chapter may name."""
FALLBACKS_MAX = 10

FONT_OBFUSCATION = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
"""The two algorithms that hide fonts and are no DRM (EPUB 3.3, "Font obfuscation")."""

NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "enc": "http://www.w3.org/2001/04/xmlenc#",
}
PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}
SVG = "image/svg+xml"
DRM = "Dit boek is beveiligd (DRM). Enkel boeken zonder beveiliging kan een klas samen lezen."


UNSHOWN = {
    ("audio", "video"): "Geluid en film in het boek worden niet getoond; de tekst errond wel.",
    ("script",): "Wat het boek met scripts doet (een quiz, een spel) werkt niet in Foyer; de tekst wel.",
    ("iframe",): "Een kader met een andere bladzijde erin wordt niet getoond; de tekst errond wel.",
}
"""What a page may hold that no pupil sees, and what its library is told of it."""


@dataclass(frozen=True)
class BookChapter:
    heading: str
    html: str
    word_count: int
    kind: str = "text"
    """"text", "fixed" or "picture"."""
    is_linear: bool = True
    width: int | None = None
    height: int | None = None
    language: str = ""
    direction: str = ""
    outside: tuple[str, ...] = ()
    fixed_html: str = ""


@dataclass(frozen=True)
class BookEntry:
    """A line of the contents or of the list of printed pages."""

    depth: int
    label: str
    chapter: int | None
    """Number of the chapter, from 1; None for a heading only."""
    anchor: str = ""


@dataclass(frozen=True)
class Book:
    """A book that went through the gate."""

    digest: str
    name: str
    author: str
    language: str
    summary: str
    subjects: tuple[str, ...]
    chapters: tuple[BookChapter, ...]
    """In reading order; loose pages last."""
    pictures: tuple[BookPicture, ...]
    cover: str
    """Name of one of `pictures`, or ""."""
    warnings: tuple[str, ...]
    name_direction: str = ""
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    year: int | None = None
    rights: str = ""
    identifier: str = ""
    direction: str = "ltr"
    layout: str = "reflow"
    flow: str = "auto"
    access: dict[str, list[str]] = field(default_factory=dict)
    contents: tuple[BookEntry, ...] = ()
    pages: tuple[BookEntry, ...] = ()

    @property
    def word_count(self) -> int:
        return sum(chapter.word_count for chapter in self.chapters if chapter.is_linear)

    @property
    def length(self) -> int:
        """How many chapters the reading order has."""
        return sum(chapter.is_linear for chapter in self.chapters)


@dataclass(frozen=True)
class _Item:
    name: str
    media_type: str
    properties: frozenset[str]
    fallback: str = ""
    has_sound: bool = False


@dataclass(frozen=True)
class _Place:
    """A page in the order in which it is stored."""

    item: _Item
    is_linear: bool
    is_fixed: bool


@dataclass(frozen=True)
class _Look:
    """What the stylesheets of a page say. Its neighbours mostly name the same ones, and a shop's have thousands of
    rules: the last page's is kept."""

    folder: str
    sheets: list[tuple[str, str]]
    rules: tuple[Rule, ...]
    meanings: Meanings


@dataclass
class _Intake:
    """The state of one intake: what was read so far."""

    files: BookFiles
    picture_address: str
    chapter_address: str
    listed: dict[str, str] = field(default_factory=dict)
    """Files that the package names, with their media types: the others are no part of the book."""
    chapter_of: dict[str, int] = field(default_factory=dict)
    pictures: dict[str, BookPicture] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By address: width and height in pixels."""
    refused: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)
    """Pictures that were only met inside a drawing, which holds them as data: they need no place of their own."""
    kept_bytes: int = 0
    sheets: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    look: _Look | None = None
    outside: list[str] = field(default_factory=list)
    undescribed: int = 0
    warnings: list[str] = field(default_factory=list)


def parse(data: bytes) -> lxml.etree._Element:
    """XML without entities, DTD, network or great depth."""
    if re.search(rb"<!ENTITY", data[:20_000], re.IGNORECASE):
        raise BookRefused("Het boek bevat instructies die niet in een boek horen.")
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return lxml.etree.fromstring(data, parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as problem:
        raise BookRefused("Een belangrijk onderdeel van het boek is niet leesbaar.") from problem


def read_book(
    data: bytes, *, file_name: str = "", picture_address: str = "beeld/", chapter_address: str = ""
) -> Book:
    """The book in an EPUB file; `file_name` names it when it has no title of its own.

    In its chapters, pictures point at `picture_address` + name and links to other chapters at
    `chapter_address` + number, both relative to the page a chapter is shown on.
    Raises:
        BookRefused: with a reason to show to whom added it.
    """
    files = BookFiles(data)
    if CONTAINER not in files:
        raise BookRefused("Dit is geen EPUB: de inhoudstafel van het bestand ontbreekt.")
    refuse_drm(files)
    package_name = _package_name(files)
    package = parse(files.read(package_name, XML_MAX))
    if lxml.etree.QName(package).namespace != NS["opf"]:
        raise BookRefused("De beschrijving van het boek heeft niet de juiste vorm.")
    intake = _Intake(files, picture_address, chapter_address)
    _warn_of_container(files, intake)
    facts = facts_of(package)
    items = _manifest(package, package_name, intake)
    is_fixed = facts.is_fixed or _apple_says_fixed(files)
    order = _spine(package, items, intake, is_fixed=is_fixed)
    lists, base = _lists(package, items, intake)
    contents = _entries(lists.contents, base, intake)
    chapters = _chapters(order, contents, intake)
    cover = _cover(package, items, intake)
    files.verify()
    if not facts.name:
        intake.warnings.append("Het boek zegt niet hoe het heet; de titel komt van het bestand.")
    _warn(facts.name_is_cut, lists.is_cut, items, chapters, intake)
    return Book(
        digest=hashlib.sha256(data).hexdigest(),
        name=facts.name or _named_after(file_name),
        author=", ".join(creator.name for creator in facts.creators)[:200],
        language=facts.language,
        summary=facts.summary,
        subjects=facts.subjects,
        chapters=chapters,
        pictures=tuple(picture for key, picture in intake.pictures.items() if key not in intake.inside),
        cover=cover,
        warnings=tuple(dict.fromkeys(intake.warnings)),
        name_direction=facts.name_direction,
        creators=facts.creators,
        publisher=facts.publisher,
        year=facts.year,
        rights=facts.rights,
        identifier=facts.identifier,
        direction="rtl" if facts.is_rtl else "ltr",
        layout="fixed" if is_fixed else "reflow",
        flow=facts.flow,
        access=facts.access,
        contents=contents or _entries_of(chapters),
        pages=_printed_pages(lists, base, chapters, intake),
    )


def _warn_of_container(files: BookFiles, intake: _Intake) -> None:
    if "mimetype" not in files or files.read("mimetype").strip() != b"application/epub+zip":
        intake.warnings.append("Het bestand zegt niet zelf dat het een EPUB is.")
    elif files.is_odd("mimetype"):
        intake.warnings.append(
            "Het bestand zegt niet vooraan dat het een EPUB is; sommige e-readers struikelen daarover."
        )


def _named_after(file_name: str) -> str:
    return " ".join(re.split(r"[\s_]+", PurePosixPath(file_name).stem)).strip()[:200] or "Zonder titel"


def refuse_drm(files: BookFiles) -> None:
    """Refuse books that only their own shop's reader may open; hidden fonts alone are fine."""
    names = {name.lower() for name in files.names()}
    if names & {"meta-inf/license.lcpl", "meta-inf/rights.xml", "meta-inf/sinf.xml"}:
        raise BookRefused(DRM)
    if ENCRYPTION not in files:
        return
    encryption = parse(files.read(ENCRYPTION, XML_MAX))
    methods = {found.get("Algorithm", "") for found in encryption.iter(f"{{{NS['enc']}}}EncryptionMethod")}
    if methods - FONT_OBFUSCATION:
        raise BookRefused(DRM)


def _package_name(files: BookFiles) -> str:
    """The first package of the container; another one is another rendition."""
    container = parse(files.read(CONTAINER, XML_MAX))
    for rootfile in container.iter(f"{{{NS['c']}}}rootfile"):
        name = resolved("", rootfile.get("full-path", ""))
        if name is not None and name in files:
            return name
        break
    raise BookRefused("Het boek zegt niet waar zijn inhoud staat.")


def _apple_says_fixed(files: BookFiles) -> bool:
    """EPUB 2 has no word for fixed pages; shops made this one."""
    try:
        options = parse(files.read(APPLE, 100_000)) if APPLE in files else None
    except BookRefused:
        return False
    return options is not None and any(
        option.get("name") == "fixed-layout" and "".join(map(str, option.itertext())).strip() == "true"
        for option in options.iter("option")
    )


def _manifest(package: lxml.etree._Element, package_name: str, intake: _Intake) -> dict[str, _Item]:
    items: dict[str, _Item] = {}
    is_missing = False
    for found in package.iterfind("opf:manifest/opf:item", NS):
        own, href = found.get("id"), found.get("href", "")
        name = resolved(package_name, href)
        if own is None or name is None:
            is_missing = is_missing or not re.match(r"[a-z]+:", href, re.IGNORECASE)
            continue
        if own in items:
            intake.warnings.append("Het boek noemt twee bestanden met dezelfde naam; het eerste telt.")
            continue
        kept = intake.files.actual(name)
        is_missing = is_missing or kept is None
        media_type = found.get("media-type", "").strip().lower()
        sound = bool(found.get("media-overlay"))
        properties = frozenset(found.get("properties", "").split())
        items[own] = _Item(kept or name, media_type, properties, found.get("fallback", ""), sound)
        if kept is not None:
            intake.listed.setdefault(kept, media_type)
    if is_missing:
        intake.warnings.append("Het bestand mist onderdelen die het zelf noemt.")
    return items


def _spine(package: lxml.etree._Element, items: dict[str, _Item], intake: _Intake, *, is_fixed: bool) -> list[_Place]:
    order: list[_Place] = []
    for reference in package.iterfind("opf:spine/opf:itemref", NS):
        item = _shown(items.get(reference.get("idref", "")), items)
        if item is None or item.name not in intake.listed:
            intake.warnings.append("Een bladzijde die in de lijst staat, ontbreekt in het bestand.")
            continue
        is_linear = reference.get("linear") != "no"
        if not is_linear and "cover" in item.name.lower():
            continue  # A cover page is shown as the cover.
        words = set(reference.get("properties", "").split())
        fixed = "rendition:layout-pre-paginated" in words or (is_fixed and "rendition:layout-reflowable" not in words)
        order.append(_Place(item, is_linear, fixed))
    if order and not any(place.is_linear for place in order):
        order = [_Place(place.item, is_linear=True, is_fixed=place.is_fixed) for place in order]
    order.sort(key=lambda place: not place.is_linear)
    for number, place in enumerate(order, start=1):
        intake.chapter_of.setdefault(place.item.name, number)
    if not order:
        raise BookRefused("Het boek heeft geen enkele bladzijde die getoond kan worden.")
    if len(order) > CHAPTERS_MAX:
        raise BookRefused(f"Het boek heeft meer dan {CHAPTERS_MAX} onderdelen.")
    return order


def _shown(item: _Item | None, items: dict[str, _Item]) -> _Item | None:
    """The item, or the first of its fallbacks that a browser can show."""
    seen = item
    for _ in range(FALLBACKS_MAX):
        if seen is None or seen.media_type in PAGES or seen.media_type.startswith("image/"):
            return seen
        seen = items.get(seen.fallback)
    return item


def _lists(package: lxml.etree._Element, items: dict[str, _Item], intake: _Intake) -> tuple[Lists, str]:
    """The contents and the printed pages, and the file in which they stand."""
    nav = next((item for item in items.values() if "nav" in item.properties and item.name in intake.listed), None)
    spine = package.find("opf:spine", NS)
    toc = items.get(spine.get("toc", "")) if spine is not None else None
    try:
        if nav is not None:
            page = page_of(decoded(intake.files.read(nav.name, XML_MAX)).text)
            if not page.is_flat:
                return nav_lists(page.body), nav.name
            raise BookRefused("De inhoudstafel zit te diep in elkaar.")
        if toc is not None and toc.name in intake.listed:
            return ncx_lists(parse(_without_doctype(intake.files.read(toc.name, XML_MAX)))), toc.name
    except BookRefused:
        intake.warnings.append("De inhoudstafel van het boek is niet leesbaar; de hoofdstukken zijn genummerd.")
    return Lists(), ""


def _without_doctype(data: bytes) -> bytes:
    text = with_characters(decoded(data).text)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", errors="replace")


def _entries(entries: tuple[Entry, ...], base: str, intake: _Intake) -> tuple[BookEntry, ...]:
    """The lines with the chapters they mean. One that leads nowhere stays when lines below it need it."""
    found = []
    for at, entry in enumerate(entries):
        name = resolved(base, entry.target) if entry.target else None
        number = intake.chapter_of.get(intake.files.actual(name) or "") if name else None
        is_parent = at + 1 < len(entries) and entries[at + 1].depth > entry.depth
        if number is None and not is_parent:
            continue
        fragment = entry.target.partition("#")[2]
        anchor = own_id(fragment)[:200] if fragment and number is not None else ""
        found.append(BookEntry(entry.depth, entry.label, number, anchor))
    return tuple(found)


def _entries_of(chapters: tuple[BookChapter, ...]) -> tuple[BookEntry, ...]:
    """The contents of a book that has none: its chapters."""
    return tuple(
        BookEntry(1, chapter.heading, number) for number, chapter in enumerate(chapters, start=1) if chapter.is_linear
    )


_PAGE_BREAK = re.compile(r"<(?:span|div|hr)\b[^>]*\brole=\"doc-pagebreak\"[^>]*>")


def _printed_pages(
    lists: Lists, base: str, chapters: tuple[BookChapter, ...], intake: _Intake
) -> tuple[BookEntry, ...]:
    """Where the pages of the printed book begin: from the book's own list, else from the marks in its text."""
    listed = tuple(entry for entry in _entries(lists.pages, base, intake) if entry.chapter is not None)
    if listed:
        return listed
    found = []
    for number, chapter in enumerate(chapters, start=1):
        for mark in _PAGE_BREAK.finditer(chapter.html) if "doc-pagebreak" in chapter.html else ():
            said = dict(re.findall(r'\b(id|title)="([^"]*)"', mark.group()))
            if said.get("id") and said.get("title"):
                found.append(BookEntry(1, html.unescape(said["title"]), number, html.unescape(said["id"])[:200]))
    return tuple(found[:ENTRIES_MAX])


def _chapters(order: list[_Place], contents: tuple[BookEntry, ...], intake: _Intake) -> tuple[BookChapter, ...]:
    headings: dict[int, str] = {}
    for entry in contents:
        if entry.chapter is not None:
            headings.setdefault(entry.chapter, entry.label[:HEADING_MAX])
    return tuple(
        _chapter(place, number, headings.get(number, ""), intake) for number, place in enumerate(order, start=1)
    )


def _chapter(place: _Place, number: int, heading: str, intake: _Intake) -> BookChapter:
    item = place.item
    if item.media_type.startswith("image/"):
        return _picture_chapter(place, number, heading, intake)
    if item.media_type not in PAGES:
        intake.warnings.append("Een onderdeel van het boek is geen tekst en wordt niet getoond.")
        return BookChapter(heading or f"Deel {number}", "", 0, is_linear=place.is_linear)
    page = _page(item, intake)
    look = intake.look = _look(page, item.name, intake)
    intake.outside = []
    fixed_html, width, height = "", None, None
    if place.is_fixed:
        width, height = page.viewport
        fixed_html = _fixed(page, item.name, look.rules, intake)
    safe = _safe_html(page, item.name, number, look.meanings, intake)
    heading = heading or _first_heading(safe) or _made_heading(place, number)
    if not safe:
        intake.warnings.append("Een bladzijde van het boek is leeg, of toont enkel iets wat Foyer niet toont.")
    return BookChapter(
        heading,
        safe,
        words_in(safe),
        kind="fixed" if place.is_fixed else "text",
        is_linear=place.is_linear,
        width=width or (FIXED_SIZE[0] if place.is_fixed else None),
        height=height or (FIXED_SIZE[1] if place.is_fixed else None),
        language=page.language,
        direction=page.direction,
        outside=tuple(intake.outside),
        fixed_html=fixed_html,
    )


def _made_heading(place: _Place, number: int) -> str:
    """For a piece that says itself nowhere what it is called."""
    if "nav" in place.item.properties:
        return "Inhoud"
    return f"{'Bladzijde' if place.is_fixed else 'Deel'} {number}"


FIXED_SIZE = (800, 1_200)
"""Of a fixed page that does not say how large it is."""


def _page(item: _Item, intake: _Intake) -> Page:
    read = decoded(intake.files.read(item.name, CHAPTER_MAX))
    if read.is_odd:
        intake.warnings.append("Een bladzijde is in een verouderd schrift opgeslagen; kijk de accenten na.")
    page = page_of(read.text)
    if page.is_flat:
        intake.warnings.append("Een bladzijde zit te diep in elkaar. Enkel haar woorden worden getoond; kijk ze na.")
    elif page.is_mended:
        intake.warnings.append("Een bladzijde is slordig opgemaakt. Foyer heeft ze hersteld; kijk ze na.")
    return page


def _safe_html(page: Page, base: str, number: int, meanings: Meanings, intake: _Intake) -> str:
    for image in page.body.iter("img"):
        intake.undescribed += image.get("alt") is None
    for kinds, warning in UNSHOWN.items():
        if next(page.root.iter(*kinds), None) is not None:
            intake.warnings.append(warning)
    return cleaned(
        page,
        link=lambda target: _link(base, target, number, intake),
        picture=lambda source: _picture(base, source, intake),
        draw=lambda element: _drawn(element, base, intake),
        meanings=meanings,
        sizes=intake.sizes,
    )


def _fixed(page: Page, base: str, rules: tuple[Rule, ...], intake: _Intake) -> str:
    def address(source: str) -> str | None:
        found = _picture(base, source, intake)
        return None if found is None else f"../{found}"

    return fixed_document(
        page,
        css=written(rules, address),
        picture=address,
        inline=lambda element, prefix: inline_drawing(element, address, prefix),
    )


def _look(page: Page, base: str, intake: _Intake) -> _Look:
    """What the stylesheets of a page say, in order; those in files are read once."""
    folder, sheets = base.rpartition("/")[0], page.sheets()
    if intake.look is not None and (intake.look.folder, intake.look.sheets) == (folder, sheets):
        return intake.look
    rules: list[Rule] = []
    for kind, value in sheets:
        if kind == "text":
            rules += sheet_of(value).rules
        else:
            rules += _sheet_file(base, value, intake, depth=1)
    return _Look(folder, sheets, tuple(rules), meanings_of(rules))


def _sheet_file(base: str, href: str, intake: _Intake, *, depth: int) -> tuple[Rule, ...]:
    name = _file_named(base, href, intake)
    if name is None or depth > 3:
        return ()
    if name not in intake.sheets:
        intake.sheets[name] = ()  # One that imports itself finds this.
        if intake.files.size(name) > SHEET_FILE_MAX:
            return ()
        sheet = sheet_of(decoded(intake.files.read(name)).text)
        imported = [rule for href in sheet.imports[:10] for rule in _sheet_file(name, href, intake, depth=depth + 1)]
        intake.sheets[name] = (*imported, *sheet.rules)
    return intake.sheets[name]


def _file_named(base: str, reference: str, intake: _Intake) -> str | None:
    """The file of the book that a reference means; None for one outside it, or that the package doesn't name."""
    name = resolved(base, reference)
    actual = intake.files.actual(name) if name else None
    return actual if actual in intake.listed else None


def _link(base: str, target: str, number: int, intake: _Intake) -> str | None:
    target = target.strip()
    fragment = target.partition("#")[2]
    anchor = "#" + quote(own_id(fragment), safe="-_.~") if fragment else ""
    if target.startswith("#"):
        return anchor or None
    if re.match(r"https?://[^\s]{1,1000}$", target, re.IGNORECASE):
        if target not in intake.outside:
            if len(intake.outside) >= OUTSIDE_MAX:
                return None
            intake.outside.append(target)
        return f"weg/{number}-{intake.outside.index(target)}"
    name = _file_named(base, target, intake)
    chapter = intake.chapter_of.get(name) if name else None
    return None if chapter is None else f"{intake.chapter_address}{chapter}{anchor}"


# Pictures.


def _picture(base: str, source: str, intake: _Intake) -> str | None:
    name = _file_named(base, source, intake)
    if name is None:
        intake.warnings.append("Een prent staat niet in het boek zelf; enkel haar beschrijving wordt getoond.")
        return None
    intake.inside.discard(normal(name))
    return _kept_picture(name, intake)


def _kept_picture(name: str, intake: _Intake, side: int = PICTURE_SIDE) -> str | None:
    """Keep a picture of the book and give its address; None when it can't be shown safely."""
    key = normal(name)
    if key in intake.refused:
        return None
    if key not in intake.pictures:
        is_kept = _keep_drawing(name, key, intake) if _is_drawing(name, intake) else _keep_raster(key, side, intake)
        if not is_kept:
            intake.refused.add(key)
            intake.warnings.append("Een prent van het boek kan niet getoond worden.")
            return None
    return intake.picture_address + intake.pictures[key].name


def _is_drawing(name: str, intake: _Intake) -> bool:
    return intake.listed.get(name) == SVG or name.lower().endswith(".svg")


def _keep_raster(key: str, side: int, intake: _Intake) -> bool:
    if intake.files.size(key) > PICTURE_MAX:
        return False
    kept = safe_picture(intake.files.read(key), side)
    if kept is None:
        return False
    picture = BookPicture(own_name(key, kept.suffix), kept.media_type, kept.content)
    return _keep(key, picture, (kept.width, kept.height), intake)


def _keep(key: str, picture: BookPicture, size: tuple[int | None, int | None], intake: _Intake) -> bool:
    intake.kept_bytes += len(picture.content)
    if intake.kept_bytes > PICTURES_MAX:
        return False
    intake.pictures[key] = picture
    if size[0] and size[1]:
        intake.sizes[intake.picture_address + picture.name] = (size[0], size[1])
    return True


def _keep_drawing(name: str, key: str, intake: _Intake) -> bool:
    drawing = _drawing(name, intake)
    return drawing is not None and _store_drawing(drawing, key, intake)


def _store_drawing(drawing: Drawing, key: str, intake: _Intake) -> bool:
    if drawing.left_out:
        intake.warnings.append("Van een tekening in het boek wordt een deel niet getoond.")
    return _keep(
        key, BookPicture(own_name(key, ".svg"), SVG, drawing.content), (drawing.width, drawing.height), intake
    )


def _drawing(name: str, intake: _Intake) -> Drawing | None:
    """The drawing in a file of the book; None when it can't be read as one."""
    if intake.files.size(name) > DRAWING_MAX:
        return None
    text = with_characters(decoded(intake.files.read(name)).text)
    try:
        root = parse(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", errors="replace"))
    except BookRefused:
        return None
    return drawing_of(root, lambda source: _embedded(name, source, intake))


def _embedded(base: str, source: str, intake: _Intake) -> str | None:
    """A picture of the book as data, for inside a drawing."""
    name = _file_named(base, source, intake)
    if name is None or _is_drawing(name, intake):
        return None
    is_new = normal(name) not in intake.pictures
    if _kept_picture(name, intake) is None:
        return None
    if is_new:
        intake.inside.add(normal(name))
    picture = intake.pictures[normal(name)]
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode()}"


def _drawn(element: lxml.etree._Element, base: str, intake: _Intake) -> tuple[str, str] | None:
    """A drawing that stands in a text, as a picture of its own: its address and its words."""
    drawing = drawing_of(element, lambda source: _embedded(base, source, intake))
    if drawing is None:
        intake.warnings.append("Een tekening van het boek kan niet getoond worden.")
        return None
    if drawing.lone_picture:
        address = _picture(base, drawing.lone_picture, intake)
        return None if address is None else (address, drawing.words)
    if not any(local(child) not in {"title", "desc"} for child in element):
        return None
    key = f"{base}#svg-{hashlib.sha256(drawing.content).hexdigest()}"
    if key not in intake.pictures and not _store_drawing(drawing, key, intake):
        return None
    return intake.picture_address + intake.pictures[key].name, drawing.words


def _picture_chapter(place: _Place, number: int, heading: str, intake: _Intake) -> BookChapter:
    """A picture that is a page by itself."""
    name = place.item.name
    words = ""
    if _is_drawing(name, intake) and (drawing := _drawing(name, intake)) is not None:
        words = drawing.words
    intake.inside.discard(normal(name))
    address = _kept_picture(name, intake)
    heading = heading or words[:HEADING_MAX] or f"Bladzijde {number}"
    if address is None:
        return BookChapter(heading, "", 0, is_linear=place.is_linear)
    width, height = intake.sizes.get(address, (None, None))
    described = html.escape(words or heading, quote=True)
    size = f' width="{width}" height="{height}"' if width else ""
    return BookChapter(
        heading,
        f'<figure><img src="{address}" alt="{described}"{size}></figure>',
        len(words.split()),
        kind="picture",
        is_linear=place.is_linear,
        width=width,
        height=height,
    )


def _cover(package: lxml.etree._Element, items: dict[str, _Item], intake: _Intake) -> str:
    """The cover picture and its small version: EPUB 3's property, else EPUB 2's meta; "" when there is none."""
    item = next((item for item in items.values() if "cover-image" in item.properties), None)
    if item is None:
        for meta in package.iterfind("opf:metadata/opf:meta", NS):
            if meta.get("name") == "cover":
                item = items.get(meta.get("content", ""))
    if item is None or item.name not in intake.listed or not item.media_type.startswith("image/"):
        return ""
    kept = None
    if not _is_drawing(item.name, intake) and intake.files.size(item.name) <= PICTURE_MAX:
        kept = safe_picture(intake.files.read(item.name), COVER_SIDE)
    if kept is None:
        intake.warnings.append("De kaft kan niet getoond worden; Foyer maakt er een.")
        return ""
    if (
        min(kept.width, kept.height) < COVER_LEAST
        or not 1 / COVER_LONGEST <= kept.width / kept.height <= COVER_LONGEST
    ):
        intake.warnings.append("De kaft is te klein of te smal om op een plank te staan; Foyer maakt er een.")
        return ""
    kept = mounted_cover(kept)
    cover = BookPicture(own_name(f"cover:{item.name}", kept.suffix), kept.media_type, kept.content)
    intake.pictures["cover:"] = cover
    if (small := small_cover(cover)) is not None:
        intake.pictures["cover:small"] = small
    return cover.name


def _warn(
    name_is_cut: bool, list_is_cut: bool, items: dict[str, _Item], chapters: tuple[BookChapter, ...], intake: _Intake
) -> None:
    """What only shows when all was read."""
    if name_is_cut:
        intake.warnings.append("De titel is langer dan 200 tekens en werd ingekort.")
    if list_is_cut:
        intake.warnings.append("De inhoudstafel is te lang om helemaal te tonen.")
    if any(item.has_sound for item in items.values()):
        intake.warnings.append("Het voorleesgeluid van de uitgever zit niet in Foyer; de tekst wel.")
    if intake.undescribed:
        many = "1 prent heeft" if intake.undescribed == 1 else f"{intake.undescribed} prenten hebben"
        intake.warnings.append(f"{many} geen beschrijving voor wie ze niet ziet.")
    if not any(chapter.html or chapter.fixed_html for chapter in chapters):
        raise BookRefused("Het boek heeft geen enkele bladzijde die getoond kan worden.")


def _first_heading(safe: str) -> str:
    found = re.search(r"<h[1-3][^>]*>(.*?)</h[1-3]>", safe, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found.group(1))).split())[:HEADING_MAX] if found else ""
