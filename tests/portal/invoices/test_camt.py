"""Reading statements: every version, every way of writing, and the files that nobody should open."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.invoices.camt import Why, read_statements
from portal.invoices.errors import BadStatement
from portal.invoices.structured import show, structured
from tests.portal.invoices.money_world import HOUSE_IBAN, SCHOOL_IBAN
from tests.portal.invoices.statements import Credit, camt, one_file, statement

DIGITS = structured(1270000001)


def entries(data):
    (only,) = read_statements(data)
    return only.entries


@pytest.mark.parametrize("version", ["02", "04", "06", "08"])
def test_each_version_says_the_same(version):
    data = one_file(Credit(18_000, DIGITS, ref="K1"), Credit(750, text="schooltoneel", ref="K2"), version=version)

    one, two = entries(data)

    assert (one.cents, one.structured, one.booked_on) == (18_000, DIGITS, date(2027, 1, 20))
    assert (one.payer, one.payer_iban) == ("SCHOLENGROEP DE BERKEN VZW", SCHOOL_IBAN)
    assert (two.cents, two.structured, two.text) == (750, "", "schooltoneel")


@pytest.mark.parametrize(
    "written", [show(DIGITS), f"*** {DIGITS[:3]}/{DIGITS[3:7]}/{DIGITS[7:]} ***", f"fact {DIGITS}"]
)
def test_a_reference_that_was_typed_as_text_counts_too(written):
    assert entries(one_file(Credit(100, text=written)))[0].structured == DIGITS


def test_two_references_or_a_wrong_one_are_for_a_person():
    other = structured(1270000002)

    assert entries(one_file(Credit(100, text=f"{DIGITS} en {other}")))[0].structured == ""
    assert entries(one_file(Credit(100, digits=DIGITS[:-1] + "1")))[0].structured == ""


def test_what_left_is_announced_or_is_no_euro_is_counted_and_not_kept():
    data = one_file(
        Credit(100, DIGITS),
        Credit(200, sign="DBIT"),
        Credit(300, status="PDNG"),
        Credit(400, currency="USD"),
    )

    (only,) = read_statements(data)

    assert ([entry.cents for entry in only.entries], only.debits, only.announced, only.other_currency) == (
        [100],
        1,
        1,
        1,
    )


@pytest.mark.parametrize("version", ["02", "04"])
def test_payments_that_were_booked_together_are_told_apart(version):
    parts = (Credit(18_000, DIGITS), Credit(750, structured(2)))
    data = one_file(Credit(18_750, ref="BATCH", parts=parts), version=version)

    assert [(one.cents, one.structured) for one in entries(data)] == [(18_000, DIGITS), (750, structured(2))]
    assert len({one.key for one in entries(data)}) == 2


def test_a_batch_that_does_not_add_up_stays_whole():
    parts = (Credit(18_000, DIGITS), Credit(700, structured(2)))

    (only,) = entries(one_file(Credit(18_750, ref="BATCH", parts=parts)))

    assert (only.cents, only.structured) == (18_750, "")


def test_twins_are_two_payments_and_the_same_statement_again_is_the_same():
    twin = Credit(750, text="toneel")
    data = one_file(twin, twin, Credit(750, text="toneel", ref="K1"), Credit(750, text="toneel", ref="K1"))

    keys = [one.key for one in entries(data)]

    assert len(set(keys)) == 4
    assert [one.key for one in entries(data)] == keys


def test_several_statements_in_a_file_are_each_read():
    data = camt(statement(Credit(1, ref="a")), statement(Credit(2, ref="b"), number=2), statement(iban=SCHOOL_IBAN))

    assert [(one.iban, len(one.entries)) for one in read_statements(data)] == [
        (HOUSE_IBAN, 1),
        (HOUSE_IBAN, 1),
        (SCHOOL_IBAN, 0),
    ]


GOOD = one_file(Credit(100, DIGITS)).decode()
EXTERNAL = '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOMB = (
    '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
HOSTILE = {
    "nothing": (b"", Why.NOT_XML),
    "a picture": (b"\x89PNG\r\n" * 100, Why.NOT_XML),
    "cut off": (GOOD[:-40].encode(), Why.NOT_XML),
    "a file of this machine": (
        GOOD.replace("?>", f"?>{EXTERNAL}", 1).replace("SCHOLENGROEP DE BERKEN VZW", "&x;").encode(),
        Why.DOCTYPE,
    ),
    "a bomb": (GOOD.replace("?>", f"?>{BOMB}", 1).replace("SCHOLENGROEP DE BERKEN VZW", "&i;").encode(), Why.DOCTYPE),
    "a document type that does nothing": (
        GOOD.replace("?>", "?><!DOCTYPE Document [<!ENTITY y 'z'>]>", 1).encode(),
        Why.DOCTYPE,
    ),
    "an order to pay": (GOOD.replace("camt.053.001.02", "pain.001.001.03").encode(), Why.OTHER_KIND),
    "a page": (b"<html><body/></html>", Why.OTHER_KIND),
    "no statement": (camt(), Why.NO_STATEMENT),
    "an amount of words": (GOOD.replace(">1.00<", ">veel<").encode(), Why.BROKEN),
    "an amount without end": (GOOD.replace(">1.00<", ">Infinity<").encode(), Why.BROKEN),
    "a negative amount": (GOOD.replace(">1.00<", ">-1.00<").encode(), Why.BROKEN),
    "half a cent": (GOOD.replace(">1.00<", ">1.005<").encode(), Why.BROKEN),
    "a day that is none": (GOOD.replace("2027-01-20", "2027-02-31").encode(), Why.BROKEN),
    "too much": (b" " * 20_000_001, Why.TOO_LARGE),
    "deep": (("<a>" * 5_000).encode(), Why.NOT_XML),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_none_is_refused_with_its_reason(name):
    data, why = HOSTILE[name]

    with pytest.raises(BadStatement) as refusal:
        read_statements(data)

    assert refusal.value.why == why


@given(st.lists(st.builds(Credit, st.integers(1, 10**9), st.just(""), st.text("ab c/+1", max_size=30)), max_size=8))
def test_nothing_is_lost_whatever_stands_in_it(told):
    found = entries(one_file(*(replace(one, ref="") for one in told)))

    assert [one.cents for one in found] == [one.cents for one in told]
    assert len({one.key for one in found}) == len(told)
