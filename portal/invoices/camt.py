"""A bank's statements (camt.053, versions 02 to 08 and on), read safely. Pure: bytes in, statements out.

What comes in may be anybody's file: no entities, no network, no document type, only so many bytes and entries.
Only what was booked is read; what is announced comes in a later file. Of what left the account only the number is
told: that is the house's own business.
"""

import enum
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from lxml import etree

from portal.invoices.errors import BadStatement
from portal.invoices.structured import NotStructured, find, read

BYTES_MAX = 20_000_000
ENTRIES_MAX = 50_000
NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d{2})")
CENTS_MAX = 10**13
TEXT_MAX = 1_000

E = etree._Element


class Why(enum.StrEnum):
    """Why a file is no statement."""

    TOO_LARGE = "too-large"
    NOT_XML = "not-xml"
    DOCTYPE = "doctype"
    OTHER_KIND = "other-kind"
    BROKEN = "broken"
    NO_STATEMENT = "no-statement"


@dataclass(frozen=True)
class Entry:
    """Money that came in, by one payer."""

    key: str
    """The same in every file that tells of it: of the bank's own reference where it gives one, else of everything
    that it tells, with a number for what is told twice in one statement."""
    booked_on: date
    cents: int
    payer: str
    payer_iban: str
    structured: str
    """Twelve digits, from the field for it or from the text; "" where there are none, or more than one."""
    text: str


@dataclass(frozen=True)
class Statement:
    iban: str
    entries: tuple[Entry, ...]
    debits: int
    announced: int
    """Entries that the bank hasn't booked yet."""
    other_currency: int


def read_statements(data: bytes) -> list[Statement]:
    """All statements of a file.

    Raises:
        BadStatement: it is no camt.053, or none that should be opened.
    """
    root = _root(data)
    statements = [one for one in root.iter() if isinstance(one.tag, str) and _name(one) == "Stmt"]
    if not statements:
        raise BadStatement(Why.NO_STATEMENT)
    if sum(1 for one in root.iter() if isinstance(one.tag, str) and _name(one) == "TxDtls") > ENTRIES_MAX:
        raise BadStatement(Why.TOO_LARGE)
    return [_statement(one) for one in statements]


def _root(data: bytes) -> E:
    if len(data) > BYTES_MAX:
        raise BadStatement(Why.TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        # A bomb of entities ends here too; what made it one is said first.
        why = Why.DOCTYPE if b"<!DOCTYPE" in data[:4096] else Why.NOT_XML
        raise BadStatement(why, str(error).partition("(")[0].strip()[:120]) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadStatement(Why.DOCTYPE)
    namespace = etree.QName(root).namespace or ""
    if _name(root) != "Document" or not NAMESPACE.fullmatch(namespace):
        raise BadStatement(Why.OTHER_KIND, namespace[:80] or _name(root)[:80])
    return root


# --- Walking: by local name, so that every version is read in one way ------------------------------------------


def _name(element: E) -> str:
    return etree.QName(element).localname


def _all(element: E, path: str) -> list[E]:
    found = [element]
    for name in path.split("/"):
        found = [child for one in found for child in one if isinstance(child.tag, str) and _name(child) == name]
    return found


def _first(element: E, *paths: str) -> E | None:
    return next((found[0] for path in paths if (found := _all(element, path))), None)


def _text(element: E, *paths: str) -> str:
    """The first text there is at one of these paths, on one line."""
    for path in paths:
        for one in _all(element, path):
            if text := " ".join((one.text or "").split()):
                return text
    return ""


def _statement(statement: E) -> Statement:
    iban = _text(statement, "Acct/Id/IBAN").replace(" ", "").upper()
    twins: Counter[str] = Counter()
    entries: list[Entry] = []
    debits = announced = other_currency = 0
    for entry in _all(statement, "Ntry"):
        # In version 02 the status is a word, later it is a code in an element.
        if _text(entry, "Sts/Cd", "Sts") not in {"BOOK", ""}:
            announced += 1
        elif _text(entry, "CdtDbtInd") != "CRDT":
            debits += 1
        elif (_first(entry, "Amt") is None) or _first(entry, "Amt").get("Ccy", "EUR") != "EUR":  # type: ignore[union-attr]
            other_currency += 1
        else:
            entries += _credits(entry, iban, twins)
    return Statement(iban, tuple(entries), debits, announced, other_currency)


def _credits(entry: E, iban: str, twins: Counter[str]) -> Iterator[Entry]:
    """One entry, or one for each payment that the bank booked together, where their amounts are told and add up."""
    whole, booked_on = _cents(entry, "Amt"), _day(entry)
    parts = _all(entry, "NtryDtls/TxDtls")
    amounts = [_part_cents(part) for part in parts]
    if len(parts) > 1 and None not in amounts and sum(one or 0 for one in amounts) == whole:
        told = zip(parts, [one or 0 for one in amounts], strict=True)
    else:
        told = zip([entry if len(parts) != 1 else parts[0]], [whole], strict=True)
    for number, (part, cents) in enumerate(told):
        if cents <= 0:
            continue
        text = _message(part) or _text(entry, "AddtlNtryInf")[:TEXT_MAX]
        payer = _text(part, "RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm", "RltdPties/UltmtDbtr/Nm")[:140]
        payer_iban = _text(part, "RltdPties/DbtrAcct/Id/IBAN").replace(" ", "")[:34]
        structured = _structured(part, text)
        said = f"{booked_on}|{cents}|{payer}|{payer_iban}|{structured}|{text}"
        reference = _text(part, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef")
        name = f"{reference}|{number}|{booked_on}|{cents}" if reference else said
        # Two of the same in one statement are two payments; the same statement again counts them the same.
        twins[name] += 1
        key = sha256(f"{iban}|{name}|{twins[name]}".encode()).hexdigest()
        yield Entry(key, booked_on, cents, payer, payer_iban, structured, text)


def _cents(element: E, path: str) -> int:
    try:
        amount = Decimal(_text(element, path))
        cents = amount.scaleb(2)
        if not cents.is_finite() or cents != cents.to_integral_value() or not 0 <= cents < CENTS_MAX:
            raise BadStatement(Why.BROKEN, f"bedrag {amount}"[:80])
    except InvalidOperation:
        raise BadStatement(Why.BROKEN, f"bedrag {_text(element, path)}"[:80]) from None
    return int(cents)


def _part_cents(part: E) -> int | None:
    """The amount of one of several payments, where the bank says it."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        found = _first(part, path)
        if found is not None and found.get("Ccy", "EUR") == "EUR":
            return _cents(part, path)
    return None


def _day(entry: E) -> date:
    said = _text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return datetime.fromisoformat(said).date()
    except ValueError:
        raise BadStatement(Why.BROKEN, f"datum {said}"[:80]) from None


def _message(part: E) -> str:
    """What the payer wrote: all free lines, then the structured ones."""
    inside = _all(part, "RmtInf/Ustrd") or _all(part, "NtryDtls/TxDtls/RmtInf/Ustrd")
    free = [" ".join((one.text or "").split()) for one in inside]
    fixed = [" ".join((one.text or "").split()) for one in _strd(part)]
    return " ".join(one for one in (*free, *fixed) if one)[:TEXT_MAX]


def _strd(part: E) -> list[E]:
    return _all(part, "RmtInf/Strd/CdtrRefInf/Ref") or _all(part, "NtryDtls/TxDtls/RmtInf/Strd/CdtrRefInf/Ref")


def _structured(part: E, text: str) -> str:
    """The one reference that is meant; two different ones are for a person to read."""
    meant = []
    for one in _strd(part):
        try:
            meant.append(read(one.text or ""))
        except NotStructured:
            continue
    found = list(dict.fromkeys(meant or find(text)))
    return found[0] if len(found) == 1 else ""
