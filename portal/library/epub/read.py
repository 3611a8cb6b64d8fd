"""Take an EPUB 2 or 3 in: from the bytes of a file to a book that can be shown, or a refusal with a reason.

Container -> DRM check -> package -> spine and contents -> chapters made safe, pictures checked. All XML is
parsed without entities, DTDs and network. Defects that readers live with (a missing file in the manifest, a bad
link) become warnings; what can't be shown safely is a `BookRefused`.
"""

import hashlib
import html
import io
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

import lxml.etree
from PIL import Image, UnidentifiedImageError

from portal.library.epub.archive import BookFiles, normal, resolved
from portal.library.epub.clean import CHAPTER_MAX, clean, own_id, text_of, with_characters, words_in
from portal.library.errors import BookRefused

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
XML_MAX = 8_000_000
CHAPTERS_MAX = 3_000
HEADING_MAX = 120
PICTURE_MAX = 12_000_000
PIXELS_MAX = 40_000_000
PICTURE_SIDE = 1_600
"""Longest side of a kept picture: more than a tablet shows."""
COVER_SIDE = 800

FONT_OBFUSCATION = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
"""The two algorithms that hide fonts and are no DRM (EPUB 3.3, "Font obfuscation")."""

NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "enc": "http://www.w3.org/2001/04/xmlenc#",
}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}


@dataclass(frozen=True)
class BookChapter:
    heading: str
    html: str
    word_count: int


@dataclass(frozen=True)
class BookPicture:
    name: str
    media_type: str
    content: bytes


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
    pictures: tuple[BookPicture, ...]
    cover: str
    """Name of one of `pictures`, or ""."""
    warnings: tuple[str, ...]

    @property
    def word_count(self) -> int:
        return sum(chapter.word_count for chapter in self.chapters)


@dataclass(frozen=True)
class _Item:
    name: str
    media_type: str
    properties: frozenset[str]


@dataclass
class _Intake:
    """The state of one intake: what was read so far."""

    files: BookFiles
    picture_address: str
    chapter_address: str
    chapter_of: dict[str, int] = field(default_factory=dict)
    pictures: dict[str, BookPicture] = field(default_factory=dict)
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
    _refuse_damage(files, intake)
    items = _manifest(package, package_name)
    if any(item.name not in files for item in items.values()):
        intake.warnings.append("Het bestand mist onderdelen die het zelf noemt.")
    spine = _spine(package, items, intake)
    headings = _headings(files, package, items, intake)
    chapters = _chapters(spine, headings, intake)
    cover = _cover(package, items, intake)
    return Book(
        digest=hashlib.sha256(data).hexdigest(),
        name=_text(package, "dc:title") or _named_after(file_name),
        author=", ".join(_texts(package, "dc:creator"))[:200],
        language=(_text(package, "dc:language") or "nl")[:20],
        summary=_plain(_text(package, "dc:description"))[:2_000],
        subjects=tuple(_texts(package, "dc:subject")[:12]),
        chapters=chapters,
        pictures=tuple(intake.pictures.values()),
        cover=cover,
        warnings=tuple(dict.fromkeys(intake.warnings)),
    )


def _refuse_damage(files: BookFiles, intake: _Intake) -> None:
    files.verify()
    if "mimetype" not in files or files.read("mimetype").strip() != b"application/epub+zip":
        intake.warnings.append("Het bestand zegt niet zelf dat het een EPUB is.")


def _named_after(file_name: str) -> str:
    return " ".join(re.split(r"[\s_]+", PurePosixPath(file_name).stem)).strip()[:200] or "Zonder titel"


def refuse_drm(files: BookFiles) -> None:
    """Refuse books that only their own shop's reader may open; hidden fonts alone are fine."""
    if "META-INF/license.lcpl" in files or "META-INF/rights.xml" in files:
        raise BookRefused("Dit boek is beveiligd (DRM). Enkel boeken zonder beveiliging kan een klas samen lezen.")
    if ENCRYPTION not in files:
        return
    encryption = parse(files.read(ENCRYPTION, XML_MAX))
    methods = {found.get("Algorithm", "") for found in encryption.iter(f"{{{NS['enc']}}}EncryptionMethod")}
    if methods - FONT_OBFUSCATION:
        raise BookRefused("Dit boek is beveiligd (DRM). Enkel boeken zonder beveiliging kan een klas samen lezen.")


def _package_name(files: BookFiles) -> str:
    container = parse(files.read(CONTAINER, XML_MAX))
    for rootfile in container.iter(f"{{{NS['c']}}}rootfile"):
        name = resolved("", rootfile.get("full-path", ""))
        if name is not None and name in files:
            return name
        break
    raise BookRefused("Het boek zegt niet waar zijn inhoud staat.")


def _manifest(package: lxml.etree._Element, package_name: str) -> dict[str, _Item]:
    items: dict[str, _Item] = {}
    for found in package.iterfind("opf:manifest/opf:item", NS):
        name = resolved(package_name, found.get("href", ""))
        if name is None or found.get("id") is None:
            continue
        media_type = found.get("media-type", "").strip().lower()
        items[found.get("id", "")] = _Item(name, media_type, frozenset(found.get("properties", "").split()))
    return items


def _spine(package: lxml.etree._Element, items: dict[str, _Item], intake: _Intake) -> list[_Item]:
    spine: list[_Item] = []
    for reference in package.iterfind("opf:spine/opf:itemref", NS):
        item = items.get(reference.get("idref", ""))
        if item is None or item.name not in intake.files:
            intake.warnings.append("Een bladzijde die in de lijst staat, ontbreekt in het bestand.")
            continue
        if reference.get("linear") == "no" and "cover" in item.name.lower():
            continue  # A cover page is shown as the cover.
        spine.append(item)
        intake.chapter_of.setdefault(item.name, len(spine))
    if not spine:
        raise BookRefused("Het boek heeft geen enkele bladzijde die getoond kan worden.")
    if len(spine) > CHAPTERS_MAX:
        raise BookRefused(f"Het boek heeft meer dan {CHAPTERS_MAX} onderdelen.")
    return spine


def _headings(
    files: BookFiles, package: lxml.etree._Element, items: dict[str, _Item], intake: _Intake
) -> dict[str, str]:
    """The first entry of the contents for each page: from the EPUB 3 nav, else from the EPUB 2 NCX."""
    nav = next((item for item in items.values() if "nav" in item.properties and item.name in files), None)
    spine = package.find("opf:spine", NS)
    toc = items.get(spine.get("toc", "")) if spine is not None else None
    try:
        if nav is not None:
            return _nav_headings(parse(_without_doctype(files.read(nav.name, XML_MAX))), nav.name)
        if toc is not None and toc.name in files:
            return _ncx_headings(parse(_without_doctype(files.read(toc.name, XML_MAX))), toc.name)
    except BookRefused:
        intake.warnings.append("De inhoudstafel van het boek is niet leesbaar; de hoofdstukken zijn genummerd.")
    return {}


def _without_doctype(data: bytes) -> bytes:
    text = with_characters(text_of(data))
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", errors="replace")


def _nav_headings(page: lxml.etree._Element, base: str) -> dict[str, str]:
    headings: dict[str, str] = {}
    for nav in page.iter(f"{{{NS['x']}}}nav"):
        if "toc" not in (nav.get(EPUB_TYPE) or "toc").split():
            continue
        for link in nav.iter(f"{{{NS['x']}}}a"):
            images = [image.get("alt", "") for image in link.iter(f"{{{NS['x']}}}img")]
            label = " ".join(("".join(map(str, link.itertext())) or " ".join(images)).split())
            name = resolved(base, link.get("href", ""))
            if name and label:
                headings.setdefault(name, label[:HEADING_MAX])
        return headings
    return headings


def _ncx_headings(page: lxml.etree._Element, base: str) -> dict[str, str]:
    headings: dict[str, str] = {}
    for point in page.iter(f"{{{NS['ncx']}}}navPoint"):
        label = point.findtext("ncx:navLabel/ncx:text", "", NS)
        content = point.find("ncx:content", NS)
        name = resolved(base, content.get("src", "")) if content is not None else None
        if name and label.strip():
            headings.setdefault(name, " ".join(label.split())[:HEADING_MAX])
    return headings


def _chapters(spine: list[_Item], headings: dict[str, str], intake: _Intake) -> tuple[BookChapter, ...]:
    chapters = []
    for number, item in enumerate(spine, start=1):
        safe = _page_html(item, intake)
        heading = headings.get(item.name) or _first_heading(safe) or f"Deel {number}"
        chapters.append(BookChapter(heading, safe, words_in(safe)))
    return tuple(chapters)


def _page_html(item: _Item, intake: _Intake) -> str:
    if item.media_type.startswith("image/"):
        address = _kept_picture(item.name, intake)
        return f'<figure><img src="{address}" alt=""></figure>' if address else ""
    if item.media_type not in PAGES:
        intake.warnings.append("Een onderdeel van het boek is geen tekst en wordt niet getoond.")
        return ""
    text = text_of(intake.files.read(item.name, CHAPTER_MAX))
    return clean(
        text,
        link=lambda target: _link(item.name, target, intake),
        picture=lambda source: _picture(item.name, source, intake),
    )


def _link(base: str, target: str, intake: _Intake) -> str | None:
    fragment = target.partition("#")[2]
    anchor = "#" + quote(own_id(fragment), safe="-_.~") if fragment else ""
    if target.startswith("#"):
        return anchor or None
    name = resolved(base, target)
    number = intake.chapter_of.get(name) if name else None
    return None if number is None else f"{intake.chapter_address}{number}{anchor}"


def _picture(base: str, source: str, intake: _Intake) -> str | None:
    name = resolved(base, source)
    return _kept_picture(name, intake) if name and name in intake.files else None


def _kept_picture(name: str, intake: _Intake, side: int = PICTURE_SIDE) -> str | None:
    """Keep a picture of the book and give its address; None when it can't be shown safely."""
    key = normal(name)
    if key not in intake.pictures:
        kept = safe_picture(intake.files.read(name, PICTURE_MAX), side)
        if kept is None:
            intake.warnings.append("Een prent van het boek kan niet getoond worden.")
            return None
        content, media_type, suffix = kept
        own = hashlib.sha256(key.encode()).hexdigest()[:16] + suffix
        intake.pictures[key] = BookPicture(own, media_type, content)
    return intake.picture_address + intake.pictures[key].name


def safe_picture(data: bytes, side: int) -> tuple[bytes, str, str] | None:
    """A picture drawn anew (no metadata, no tricks, at most `side` pixels): bytes, media type, file ending."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PIXELS_MAX or image.format not in {"PNG", "JPEG", "GIF", "WEBP", "AVIF"}:
                return None
            lossless = image.format in {"PNG", "GIF"}
            image.load()
            drawn = image.convert("RGBA" if image.mode in {"RGBA", "LA", "P", "PA"} else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, MemoryError):
        return None
    drawn.thumbnail((side, side))
    out = io.BytesIO()
    if lossless or drawn.mode == "RGBA":
        drawn.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png", ".png"
    drawn.save(out, "JPEG", quality=85)
    return out.getvalue(), "image/jpeg", ".jpg"


def _cover(package: lxml.etree._Element, items: dict[str, _Item], intake: _Intake) -> str:
    """The cover picture: EPUB 3's property, else EPUB 2's meta; "" when there is none."""
    item = next((item for item in items.values() if "cover-image" in item.properties), None)
    if item is None:
        for meta in package.iterfind("opf:metadata/opf:meta", NS):
            if meta.get("name") == "cover":
                item = items.get(meta.get("content", ""))
    if item is None or item.name not in intake.files or not item.media_type.startswith("image/"):
        return ""
    address = _kept_picture(item.name, intake, COVER_SIDE)
    return PurePosixPath(address).name if address else ""


def _texts(package: lxml.etree._Element, path: str) -> list[str]:
    found = package.iterfind(f"opf:metadata/{path}", NS)
    return [text for element in found if (text := " ".join("".join(map(str, element.itertext())).split()))]


def _text(package: lxml.etree._Element, path: str) -> str:
    return next(iter(_texts(package, path)), "")[:2_000]


def _plain(text: str) -> str:
    """A description without markup: books put HTML in it, sometimes escaped."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def _first_heading(safe: str) -> str:
    found = re.search(r"<h[1-3][^>]*>(.*?)</h[1-3]>", safe, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found.group(1))).split())[:HEADING_MAX] if found else ""
