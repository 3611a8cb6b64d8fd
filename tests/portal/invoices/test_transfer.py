"""The code to pay with, by value: what a banking app reads in it."""

from dataclasses import replace

import pytest
import segno

from portal.invoices.structured import structured
from portal.invoices.transfer import CENTS_MAX, Transfer, transfer_to
from tests.portal.invoices.papers import paper

PLAIN = Transfer("De Lantaarn vzw", "BE68539007547034", "", 18_005, "127000000108")


def amount(cents):
    return replace(PLAIN, cents=cents).payload.split("\n")[7]


def test_it_is_read_line_by_line_as_the_european_payments_council_wrote():
    assert PLAIN.payload.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "De Lantaarn vzw",
        "BE68539007547034",
        "EUR180.05",
        "",
        "127000000108",
    ]
    assert replace(PLAIN, bic="KREDBEBB").payload.split("\n")[4] == "KREDBEBB"


@pytest.mark.parametrize(
    ("cents", "written"),
    [(1, "EUR0.01"), (10, "EUR0.10"), (100, "EUR1.00"), (123_456, "EUR1234.56"), (CENTS_MAX, "EUR999999999.99")],
)
def test_the_amount_is_exact_to_the_cent(cents, written):
    assert amount(cents) == written


@pytest.mark.parametrize("cents", [0, -1, CENTS_MAX + 1])
def test_an_amount_that_nobody_can_pay_is_no_code(cents):
    with pytest.raises(ValueError, match="transferred"):
        _ = replace(PLAIN, cents=cents).payload


def test_a_name_has_one_line_and_seventy_signs_and_the_code_stays_readable():
    long = replace(PLAIN, name="Gemeenschapscentrum\nDe Zéér Lange Ñaam " * 9, bic="KREDBEBBXXX", cents=CENTS_MAX)
    lines = long.payload.split("\n")

    assert len(lines) == 10
    assert len(lines[5]) == 70
    assert len(long.payload.encode()) <= 331
    code = segno.make_qr(long.payload, error="m", boost_error=False, encoding="utf-8")
    assert (code.error, int(code.version) <= 13) == ("M", True)
    assert long.as_svg().startswith("data:image/svg+xml")
    assert long.as_png().getvalue().startswith(b"\x89PNG")


def test_what_is_settled_or_a_credit_note_has_none():
    seller, digits = paper().seller, structured(1270000001)

    assert transfer_to(seller, digits, 18_000) == Transfer(seller.name, seller.iban, seller.bic, 18_000, digits)
    assert transfer_to(seller, digits, 0) is None
    assert transfer_to(seller, digits, -500) is None
    assert transfer_to(seller, None, 18_000) is None
