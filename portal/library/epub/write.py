"""Write an EPUB 3: the container, the package, the contents and one page a chapter.

For texts of our own: the shipped titles are written here when the demo region is made, and read back through
the same intake as any file of a library, so that the demo proves the way of a real book.
Shape after EPUB 3.3 (W3C Recommendation): `mimetype` first and stored, `META-INF/container.xml`, one package
document with nav, and XHTML chapters. The bytes are the same each time: dates come in, nothing is looked up.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

STYLE = """body { font-family: serif; line-height: 1.5; margin: 5%; }
h1 { font-size: 1.4em; }
p { margin: 0 0 0.8em; }
.break { text-align: center; }
figure { margin: 1em 0; text-align: center; }
img { max-width: 100%; }
"""

BREAK = '<p class="break">* * *</p>'

# The oldest moment a zip can name; a real time would make every build another file.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Picture:
    """A picture of the book: its file name, media type, bytes, and what is to be seen on it."""

    name: str
    media_type: str
    content: bytes
    alt: str


@dataclass(frozen=True)
class ManuscriptChapter:
    """A chapter as its author wrote it: paragraphs; one that is "***" is a break in the telling."""

    heading: str
    paragraphs: tuple[str, ...]
    picture: Picture | None = None


@dataclass(frozen=True)
class Manuscript:
    """A whole book. `identifier` is a URN of ours; `modified` says when the text was last changed."""

    identifier: str
    name: str
    author: str
    language: str
    summary: str
    subjects: tuple[str, ...]
    rights: str
    modified: datetime
    cover: Picture
    chapters: tuple[ManuscriptChapter, ...]


def epub(book: Manuscript) -> bytes:
    """The book as the bytes of an EPUB 3 file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # The specification asks for this entry first and uncompressed, so that the type can be read at byte 38.
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER.encode())
        _add(archive, "EPUB/package.opf", _package(book).encode())
        _add(archive, "EPUB/nav.xhtml", _nav(book).encode())
        _add(archive, "EPUB/style.css", STYLE.encode())
        _add(archive, "EPUB/cover.xhtml", _cover(book).encode())
        for number, chapter in enumerate(book.chapters, start=1):
            _add(archive, f"EPUB/{_file(number)}", _chapter(book, chapter).encode())
        for picture in _pictures(book):
            _add(archive, f"EPUB/images/{picture.name}", picture.content)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, ZIP_TIME)
    info.compress_type = method
    info.external_attr = 0o644 << 16
    info.create_system = 3
    archive.writestr(info, content)


def _file(number: int) -> str:
    return f"chapter-{number:02d}.xhtml"


def _pictures(book: Manuscript) -> Sequence[Picture]:
    """The cover and the chapters' pictures, each once."""
    every = [book.cover, *(chapter.picture for chapter in book.chapters if chapter.picture)]
    return list({picture.name: picture for picture in every}.values())


def _page(language: str, title: str, body: str, kind: str = "") -> str:
    epub_type = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}">\n'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" href="style.css"/></head>\n'
        f"<body{epub_type}>\n{body}\n</body>\n</html>\n"
    )


def _figure(picture: Picture) -> str:
    return f'<figure><img src="images/{picture.name}" alt="{escape(picture.alt, quote=True)}"/></figure>'


def _chapter(book: Manuscript, chapter: ManuscriptChapter) -> str:
    parts = [f"<h1>{escape(chapter.heading)}</h1>"]
    if chapter.picture is not None:
        parts.append(_figure(chapter.picture))
    parts += [BREAK if text == "***" else f"<p>{escape(text)}</p>" for text in chapter.paragraphs]
    return _page(book.language, chapter.heading, "<section>\n" + "\n".join(parts) + "\n</section>", "bodymatter")


def _cover(book: Manuscript) -> str:
    return _page(book.language, book.name, _figure(book.cover), "cover")


def _nav(book: Manuscript) -> str:
    entries = "\n".join(
        f'<li><a href="{_file(number)}">{escape(chapter.heading)}</a></li>'
        for number, chapter in enumerate(book.chapters, start=1)
    )
    contents = f'<nav epub:type="toc"><h1>Inhoud</h1><ol>\n{entries}\n</ol></nav>'
    # The cover stands outside the reading order, so something must link to it (EPUB 3.3, "The itemref element").
    landmarks = (
        '<nav epub:type="landmarks" hidden="hidden"><ol>\n'
        '<li><a epub:type="cover" href="cover.xhtml">Omslag</a></li>\n'
        f'<li><a epub:type="bodymatter" href="{_file(1)}">Begin</a></li>\n</ol></nav>'
    )
    return _page(book.language, "Inhoud", f"{contents}\n{landmarks}")


def _package(book: Manuscript) -> str:
    modified = book.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    subjects = "".join(f"<dc:subject>{escape(subject)}</dc:subject>\n" for subject in book.subjects)
    numbers = range(1, len(book.chapters) + 1)
    chapters = "".join(f'<item id="c{n}" href="{_file(n)}" media-type="application/xhtml+xml"/>\n' for n in numbers)
    pictures = "".join(
        f'<item id="i{n}" href="images/{picture.name}" media-type="{picture.media_type}"'
        f"{' properties=' + chr(34) + 'cover-image' + chr(34) if picture == book.cover else ''}/>\n"
        for n, picture in enumerate(_pictures(book), start=1)
    )
    spine = "".join(f'<itemref idref="c{n}"/>\n' for n in numbers)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{book.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{escape(book.identifier)}</dc:identifier>
<dc:title>{escape(book.name)}</dc:title>
<dc:creator>{escape(book.author)}</dc:creator>
<dc:language>{book.language}</dc:language>
<dc:description>{escape(book.summary)}</dc:description>
{subjects}<dc:rights>{escape(book.rights)}</dc:rights>
<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Alle tekst is voor te lezen; prenten hebben een beschrijving.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
{chapters}{pictures}</manifest>
<spine>
<itemref idref="cover" linear="no"/>
{spine}</spine>
</package>
"""
