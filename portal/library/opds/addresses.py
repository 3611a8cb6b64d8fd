"""The addresses of a catalogue in one version, whole: apps keep them, and not all join a path to a host well."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from portal.library.opds.catalogue import Book

COVER_WIDTHS = (600, 200)
VERSIONS = ("2.0", "1.2")


@dataclass(frozen=True)
class Addresses:
    """`base` is the portal's own address, without a slash at its end."""

    base: str
    version: str

    def feed(self, path: str = "", **asked: str | int) -> str:
        """`path` within this version; what is asked and empty is left out."""
        query = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
        return f"{self.base}/opds/{self.version}/{path}{'?' if query else ''}{query}"

    @property
    def search(self) -> str:
        """A template, as this version writes it."""
        if self.version == "1.2":
            return self.feed("titels") + "?query={searchTerms}&pagina={startPage?}"
        return self.feed("titels") + "{?query}"

    @property
    def authentication(self) -> str:
        return f"{self.base}/opds/aanmelden"

    def page(self, path: str) -> str:
        """A page of the portal."""
        return f"{self.base}{path}"

    def book(self, book: Book) -> str:
        return self.feed(f"titels/{quote(book.slug)}")

    def epub(self, book: Book) -> str:
        return f"{self.base}/boeken/{quote(book.slug)}/boek.epub"

    def covers(self, book: Book) -> tuple[tuple[str, int], ...]:
        return tuple((f"{self.base}/opds/omslag/{quote(book.slug)}/{width}.jpg", width) for width in COVER_WIDTHS)
