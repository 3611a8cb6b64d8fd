"""An invoice or credit note as UBL 2.1 by the rules of Peppol BIS Billing 3.0. Pure: a document in, bytes out.

Prices of schools include VAT and Peppol's lines don't: the lines share the base of their rate (`vat.without_vat`),
and the price of one is what that makes it, with as many decimals as it takes. What must be equal is equal: lines,
base, VAT and total, to the cent.
"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from portal.invoices.document import Document, DocumentLine, Seller, Side
from portal.invoices.errors import NoAddress
from portal.invoices.structured import show
from portal.invoices.vat import Rate, Taxed, without_vat

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
ROOTS = {
    False: ("Invoice", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"),
    True: ("CreditNote", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"),
}
COMMERCIAL_INVOICE, CREDIT_NOTE = "380", "381"
CREDIT_TRANSFER = "30"
PIECE = "C62"
EXEMPT_CODE = "VATEX-EU-132-1N"
"""Directive 2006/112/EC, article 132(1)(n): cultural services of recognised bodies; in Belgium article 44 § 2."""
EXEMPT_TEXT = "Vrijgesteld van btw: artikel 44 van het Wetboek btw"
PRICE_PLACES = Decimal("0.000001")

E = etree._Element


def peppol_xml(document: Document) -> bytes:
    """The file for Peppol.

    Raises:
        NoAddress: buyer or seller has no address on the network and none to make one of.
    """
    name, namespace = ROOTS[document.is_credit]
    prefixes = {None: namespace, "cac": CAC, "cbc": CBC}
    root = etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)  # type: ignore[arg-type]
    for tag, text in _head(document):
        _put(root, tag, text)
    _references(root, document)
    _party(_add(root, "AccountingSupplierParty"), document.seller)
    _party(_add(root, "AccountingCustomerParty"), document.buyer)
    _payment(root, document)
    _tax(root, document.taxed)
    _totals(root, document)
    nets = _nets(document)
    for position, line in enumerate(document.lines, start=1):
        _line(root, document, position, line, nets[position - 1])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: E, tag: str) -> E:
    return etree.SubElement(parent, f"{{{CAC}}}{tag}")


def _put(parent: E, tag: str, text: str, **attributes: str) -> None:
    """An element with a text; an empty one is left out, because Peppol refuses empty elements."""
    if text := _allowed(text):
        etree.SubElement(parent, f"{{{CBC}}}{tag}", attributes).text = text


def _allowed(text: str) -> str:
    """Without the control characters that XML can't hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n").strip()


def _money(parent: E, tag: str, cents: int) -> None:
    _put(parent, tag, str(Decimal(cents).scaleb(-2)), currencyID="EUR")


def _head(document: Document) -> Iterator[tuple[str, str]]:
    yield "CustomizationID", CUSTOMIZATION
    yield "ProfileID", PROFILE
    yield "ID", document.number
    yield "IssueDate", document.issued_on.isoformat()
    if document.is_credit:
        yield "CreditNoteTypeCode", CREDIT_NOTE
    else:
        yield "DueDate", document.due_on.isoformat()
        yield "InvoiceTypeCode", COMMERCIAL_INVOICE
    yield "Note", document.note
    yield "DocumentCurrencyCode", "EUR"
    if not document.order_reference:
        # One of the two must be there, so that the school knows what it is about (PEPPOL-EN16931-R003).
        yield "BuyerReference", ", ".join(document.references)


def _references(root: E, document: Document) -> None:
    if document.order_reference:
        _put(_add(root, "OrderReference"), "ID", document.order_reference)
    if document.credits is not None:
        _, number, issued_on = document.credits
        earlier = _add(_add(root, "BillingReference"), "InvoiceDocumentReference")
        _put(earlier, "ID", number)
        _put(earlier, "IssueDate", issued_on.isoformat())


def _party(parent: E, side: Side) -> None:
    endpoint = side.endpoint
    if endpoint is None:
        raise NoAddress
    party = _add(parent, "Party")
    _put(party, "EndpointID", endpoint[1], schemeID=endpoint[0])
    if isinstance(side, Seller) and side.trade_name:
        _put(_add(party, "PartyName"), "Name", side.trade_name)
    address = _add(party, "PostalAddress")
    _put(address, "StreetName", side.street)
    _put(address, "CityName", side.city)
    _put(address, "PostalZone", side.postal_code)
    _put(_add(address, "Country"), "IdentificationCode", "BE")
    if isinstance(side, Seller):
        _seller_numbers(party, side)
    legal = _add(party, "PartyLegalEntity")
    _put(legal, "RegistrationName", side.name)
    _put(legal, "CompanyID", side.enterprise, schemeID="0208")
    if side.email or side.phone:
        contact = _add(party, "Contact")
        _put(contact, "Telephone", side.phone)
        _put(contact, "ElectronicMail", side.email)


def _seller_numbers(party: E, seller: Seller) -> None:
    """A VAT number where the house has one; else its enterprise number, for without any a line can't be exempt."""
    scheme = _add(party, "PartyTaxScheme")
    _put(scheme, "CompanyID", f"BE{seller.enterprise}" if seller.has_vat_number else seller.enterprise)
    _put(_add(scheme, "TaxScheme"), "ID", "VAT" if seller.has_vat_number else "TAX")


def _payment(root: E, document: Document) -> None:
    if document.structured is None:
        return
    means = _add(root, "PaymentMeans")
    _put(means, "PaymentMeansCode", CREDIT_TRANSFER)
    _put(means, "PaymentID", show(document.structured))
    account = _add(means, "PayeeFinancialAccount")
    _put(account, "ID", document.seller.iban)
    _put(account, "Name", document.seller.name)
    if document.seller.bic:
        _put(_add(account, "FinancialInstitutionBranch"), "ID", document.seller.bic)
    _put(_add(root, "PaymentTerms"), "Note", f"Te betalen tegen {_day(document.due_on)}")


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _category(parent: E, tag: str, rate: Rate, *, with_reason: bool) -> None:
    category = _add(parent, tag)
    _put(category, "ID", "E" if rate is Rate.EXEMPT else "S")
    _put(category, "Percent", str(rate.percent))
    if with_reason and rate is Rate.EXEMPT:
        _put(category, "TaxExemptionReasonCode", EXEMPT_CODE)
        _put(category, "TaxExemptionReason", EXEMPT_TEXT)
    _put(_add(category, "TaxScheme"), "ID", "VAT")


def _tax(root: E, rates: tuple[Taxed, ...]) -> None:
    total = _add(root, "TaxTotal")
    _money(total, "TaxAmount", sum(one.vat_cents for one in rates))
    for one in rates:
        part = _add(total, "TaxSubtotal")
        _money(part, "TaxableAmount", one.base_cents)
        _money(part, "TaxAmount", one.vat_cents)
        _category(part, "TaxCategory", one.rate, with_reason=True)


def _totals(root: E, document: Document) -> None:
    totals = _add(root, "LegalMonetaryTotal")
    _money(totals, "LineExtensionAmount", document.base_cents)
    _money(totals, "TaxExclusiveAmount", document.base_cents)
    _money(totals, "TaxInclusiveAmount", document.total_cents)
    if document.prepaid_cents:
        _money(totals, "PrepaidAmount", document.prepaid_cents)
    _money(totals, "PayableAmount", document.payable_cents)


def _nets(document: Document) -> list[int]:
    """Each line without VAT, in the order of the lines."""
    nets = [0] * len(document.lines)
    for one in document.taxed:
        own = [at for at, line in enumerate(document.lines) if line.rate is one.rate]
        shares = without_vat([document.lines[at].cents for at in own], one.base_cents)
        for at, net in zip(own, shares, strict=True):
            nets[at] = net
    return nets


def _line(root: E, document: Document, position: int, line: DocumentLine, net: int) -> None:
    element = _add(root, "CreditNoteLine" if document.is_credit else "InvoiceLine")
    _put(element, "ID", str(position))
    _put(element, "CreditedQuantity" if document.is_credit else "InvoicedQuantity", str(line.count), unitCode=PIECE)
    _money(element, "LineExtensionAmount", net)
    item = _add(element, "Item")
    _put(item, "Description", line.what)
    _put(item, "Name", line.text)
    _category(item, "ClassifiedTaxCategory", line.rate, with_reason=False)
    price = (Decimal(net).scaleb(-2) / line.count).quantize(PRICE_PLACES, ROUND_HALF_UP)
    _put(_add(element, "Price"), "PriceAmount", f"{price.normalize():f}", currencyID="EUR")
