"""Statements as Belgian banks write them, made here: nobody's real account."""

from dataclasses import dataclass, field
from datetime import date

from portal.invoices.structured import show
from tests.portal.invoices.money_world import HOUSE_IBAN, SCHOOL_IBAN

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"


@dataclass(frozen=True)
class Credit:
    cents: int
    digits: str = ""
    """The structured reference, in the field for it."""
    text: str = ""
    ref: str = ""
    """The bank's own reference."""
    payer: str = "SCHOLENGROEP DE BERKEN VZW"
    day: date = date(2027, 1, 20)
    sign: str = "CRDT"
    status: str = "BOOK"
    currency: str = "EUR"
    parts: "tuple[Credit, ...]" = field(default=())
    """What the bank booked together."""


def statement(*entries: Credit, iban: str = HOUSE_IBAN, version: str = "02", number: int = 1) -> str:
    inside = "".join(_entry(one, version) for one in entries)
    return (
        f"<Stmt><Id>{iban}-{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{inside}</Stmt>"
    )


def camt(*statements: str, version: str = "02") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="{NAMESPACE.format(version=version)}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>1</MsgId></GrpHdr>{''.join(statements)}</BkToCstmrStmt></Document>"
    ).encode()


def one_file(*entries: Credit, version: str = "02", **values) -> bytes:
    return camt(statement(*entries, version=version, **values), version=version)


def _entry(credit: Credit, version: str) -> str:
    status = f"<Sts>{credit.status}</Sts>" if version < "04" else f"<Sts><Cd>{credit.status}</Cd></Sts>"
    parts = credit.parts or (credit,)
    details = "".join(_details(part, version, alone=not credit.parts) for part in parts)
    ref = f"<AcctSvcrRef>{credit.ref}</AcctSvcrRef>" if credit.ref else ""
    return (
        f'<Ntry><Amt Ccy="{credit.currency}">{_euro(credit.cents)}</Amt><CdtDbtInd>{credit.sign}</CdtDbtInd>{status}'
        f"<BookgDt><Dt>{credit.day}</Dt></BookgDt><ValDt><Dt>{credit.day}</Dt></ValDt>{ref}"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _details(credit: Credit, version: str, *, alone: bool) -> str:
    amount = ""
    if not alone:
        amount = f'<Amt Ccy="EUR">{_euro(credit.cents)}</Amt>'
        amount = amount if version >= "04" else f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
    party = f"<Nm>{credit.payer}</Nm>"
    party = party if version < "08" else f"<Pty>{party}</Pty>"
    strd = ""
    if credit.digits:
        reference = f"<Ref>{credit.digits}</Ref>"
        kind = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp>"
        strd = f"<Strd><CdtrRefInf>{kind}{reference}</CdtrRefInf></Strd>"
    free = f"<Ustrd>{credit.text}</Ustrd>" if credit.text else ""
    return (
        f"<TxDtls>{amount}<RltdPties><Dbtr>{party}</Dbtr>"
        f"<DbtrAcct><Id><IBAN>{SCHOOL_IBAN}</IBAN></Id></DbtrAcct></RltdPties>"
        f"<RmtInf>{free}{strd}</RmtInf></TxDtls>"
    )


def _euro(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


__all__ = ["Credit", "camt", "one_file", "show", "statement"]
