"""Which kind of file it is, told by its bytes and not by its name, and its records one by one."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from portal.offers.intake.jsonld import read_jsonld
from portal.offers.intake.records import Read
from portal.offers.intake.table import NotATable, csv_rows, read_table, xlsx_rows

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class UnknownFile(Exception):
    """No file that can be imported; the message says why, for people."""


@dataclass(frozen=True)
class Reading:
    """A file that is being read."""

    kind: str
    """json, csv or xlsx."""
    size: int
    source: BinaryIO
    reads: Iterator[Read]

    @property
    def at(self) -> int:
        """How many bytes have been read; for a progress bar."""
        return 0 if self.source.closed else self.source.tell()


@contextmanager
def opened_file(path: Path) -> Iterator[Reading]:
    """
    Raises:
        UnknownFile: it is empty, or no JSON, CSV or XLSX. Also while the records are read, for a table.
        OSError: it can't be opened.
    """
    with path.open("rb") as source:
        kind = _kind(source)
        reads = _reads(kind, source)
        yield Reading(kind, path.stat().st_size, source, reads)


def _kind(source: BinaryIO) -> str:
    head = source.read(4096)
    source.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\x1f\x8b")):
        raise UnknownFile("Dit is geen JSON, CSV of XLSX. Bewaar een oud rekenblad (.xls) eerst als .xlsx.")
    text = head.decode(_bom(head) or "latin-1", "ignore").lstrip("\ufeff \t\r\n")
    if not text:
        raise UnknownFile("Dit bestand is leeg.")
    if text[0] in "[{":
        return "json"
    if "\0" in text or (not any(sign in text.splitlines()[0] for sign in ";,\t") and "titel" not in text.lower()):
        raise UnknownFile("Dit is geen JSON, CSV of XLSX.")
    return "csv"


def _bom(head: bytes) -> str | None:
    return next((name for mark, name in BOMS.items() if head.startswith(mark)), None)


def _reads(kind: str, source: BinaryIO) -> Iterator[Read]:
    try:
        if kind == "xlsx":
            yield from read_table(xlsx_rows(source))
            return
        encoding = _encoding(source, kind)
        text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="" if kind == "csv" else None)
        try:
            yield from read_jsonld(text) if kind == "json" else read_table(csv_rows(text))
        finally:
            text.detach()
    except NotATable as problem:
        raise UnknownFile(str(problem)) from None


def _encoding(source: BinaryIO, kind: str) -> str:
    """By its mark; without one UTF-8, or what an older Excel writes when the bytes are no UTF-8."""
    head = source.read(4)
    source.seek(0)
    if (marked := _bom(head)) is not None:
        return marked
    if kind == "json":
        return "utf-8"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := source.read(1 << 16):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        source.seek(0)
    return "utf-8"
