"""Documents by value, for the tests of what is printed and sent."""

from dataclasses import replace
from datetime import date

from portal.invoices.document import Document, DocumentLine, Seller, Side
from portal.invoices.models import Kind
from portal.invoices.numbers import enterprise, iban_of
from portal.invoices.structured import structured
from portal.invoices.vat import Rate, taxed

WHAT = "De vuurtoren die niet wou slapen, do 14 januari 2027, 10.30 uur (boeking KLB-2F7)"

SELLER = Seller(
    name="De Lantaarn vzw",
    trade_name="Cultuurhuis De Lantaarn",
    street="Warandestraat 42",
    postal_code="2300",
    city="Turnhout",
    enterprise=enterprise(1234567),
    email="school@delantaarn.example",
    phone="014 00 00 00",
    iban=iban_of("BE", "539007547034"),
)
BUYER = Side(
    name="Scholengroep De Berken vzw",
    street="Berkenlaan 3",
    postal_code="2300",
    city="Turnhout",
    enterprise=enterprise(1345678),
    email="boekhouding@zilverberk.example",
)


def paper(*items: tuple[str, int, int, Rate], **values) -> Document:
    """An invoice of these lines: text, count, price of one, rate."""
    lines = tuple(
        DocumentLine(number, WHAT, text, count, cents, count * cents, rate, "KLB-2F7")
        for number, (text, count, cents, rate) in enumerate(items or (("Leerlingen", 24, 750, Rate.EXEMPT),), start=1)
    )
    has_vat = any(line.rate is not Rate.EXEMPT for line in lines)
    document = Document(
        id=1,
        kind=Kind.INVOICE,
        number="F2027-0001",
        issued_on=date(2027, 1, 15),
        due_on=date(2027, 2, 14),
        structured=structured(1270000001),
        credits=None,
        school_id=1,
        centre_id=1,
        seller=SELLER.model_copy(update={"has_vat_number": has_vat}),
        buyer=BUYER,
        order_reference="",
        lines=lines,
        taxed=taxed((line.rate, line.cents) for line in lines),
        total_cents=sum(line.cents for line in lines),
        prepaid_cents=0,
        note="",
    )
    return replace(document, **values)


def credit_paper(*items: tuple[str, int, int, Rate], **values) -> Document:
    credit = {
        "kind": Kind.CREDIT_NOTE,
        "number": "FC2027-0001",
        "structured": None,
        "credits": (1, "F2027-0001", date(2027, 1, 15)),
    }
    return paper(*items, **(credit | values))
