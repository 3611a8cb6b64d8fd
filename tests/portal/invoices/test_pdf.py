"""The invoice on paper: what it says, on as many pages as it takes, the same file every time."""

import re
import zlib
from dataclasses import replace

from portal.invoices.pdf import pdf_of
from portal.invoices.vat import Rate, taxed
from tests.portal.invoices.papers import credit_paper, paper


def pages(data: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", data))


def drawn(data: bytes) -> int:
    """How many texts the pages draw."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)
    texts = 0
    for stream in streams:
        try:
            texts += zlib.decompress(stream).count(b"Tj") + zlib.decompress(stream).count(b"TJ")
        except zlib.error:
            continue
    return texts


def test_the_same_invoice_is_the_same_file():
    assert pdf_of(paper()) == pdf_of(paper())


def test_an_invoice_is_one_page_and_a_school_year_more_with_all_of_its_lines():
    short = pdf_of(paper(("Leerlingen", 24, 750, Rate.LOW)))
    item = paper(("Leerlingen", 24, 750, Rate.LOW)).lines[0]
    many = tuple(replace(item, what=f"Voorstelling {number}") for number in range(60))
    whole = paper(
        lines=many, taxed=taxed((one.rate, one.cents) for one in many), total_cents=sum(one.cents for one in many)
    )

    long = pdf_of(whole)

    assert pages(short) == 1
    assert pages(long) == 4
    assert drawn(long) > drawn(short) + 59 * 5


def test_what_is_paid_and_what_is_credited_asks_for_no_payment():
    asked = drawn(pdf_of(paper()))

    assert drawn(pdf_of(paper(prepaid_cents=18_000))) < asked
    assert drawn(pdf_of(credit_paper(note="Aangepast"))) < asked
    assert b"/Subtype /Image" in pdf_of(paper())
    assert b"/Subtype /Image" not in pdf_of(credit_paper())


def test_what_was_paid_since_is_not_asked_again():
    asked = paper()

    assert b"/Subtype /Image" in pdf_of(asked, asked.total_cents - 1)
    assert b"/Subtype /Image" not in pdf_of(asked, 0)
    assert pdf_of(asked, asked.total_cents) == pdf_of(asked)
    assert pdf_of(asked, asked.total_cents - 1) != pdf_of(asked)


def test_names_that_are_long_or_strange_are_printed():
    strange = paper(buyer=paper().buyer.model_copy(update={"name": "Ŝcholengroep Éé ñ " * 12, "city": "Œ 漢字"}))

    assert pdf_of(strange).startswith(b"%PDF")
