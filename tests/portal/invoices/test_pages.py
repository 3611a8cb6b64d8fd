"""The pages: from a visit to a paid invoice in a browser, files for the school and the accountant."""

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from markupsafe import escape
from sqlalchemy import select

from portal.accounts.models import Role
from portal.bookings.models import Booking, LedgerKind, LedgerRow
from portal.bookings.queries import verify_money
from portal.bookings.service import book_seats
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.invoices.forms import read_cents
from portal.invoices.models import BankEntry, CentreBilling, EntryState, Invoice, InvoiceMail, OfferVat, Payment
from portal.invoices.numbers import enterprise, iban_of, show_enterprise, show_iban
from portal.invoices.structured import show
from portal.invoices.transfer import Transfer
from portal.invoices.vat import Rate
from portal.offers.models import Offer
from portal.outbox.models import Message
from portal.web.formats import euro
from tests.portal.booking_world import a_group, a_request, add_performance, add_user, make_world
from tests.portal.desks import browser_of
from tests.portal.invoices.money_world import HOUSE_IBAN, add_billing
from tests.portal.invoices.statements import Credit, one_file

PAID = {"paid_on": "2026-11-20", "how": "transfer"}


def visited(world, pupils=24, days=40):
    """A class that was here so many days ago, seen from today."""
    now = utc_now()
    with write_transaction(db.session):
        offer = db.session.get_one(Offer, world.offer_id)
        performance = add_performance(db.session, offer, capacity=200, starts_at=now - timedelta(days=days))
        visit = replace(a_request(world, a_group("4A", pupils)), performance_id=performance.id)
        return book_seats(db.session, visit, now=now - timedelta(days=days + 30)).booking.reference


@pytest.fixture
def world(app):
    world = make_world(db.session)
    with write_transaction(db.session):
        add_billing(db.session, world)
    return world


@pytest.fixture
def staff(app, world):
    return browser_of(app, world.staff)


def fresh(model):
    db.session.rollback()
    return db.session.scalars(select(model).order_by(model.id).execution_options(populate_existing=True)).all()


def test_from_a_visit_to_a_paid_invoice(staff, world):
    visited(world)

    page = staff.get("/centrum/facturen/maken").text
    made = staff.post("/centrum/facturen/maken", data={"versturen": "1"})
    (invoice,) = fresh(Invoice)
    here = f"/centrum/facturen/{invoice.id}"
    staff.post(f"{here}/betaling", data={"amount": "100,00", "paid_on": "2026-11-20", "how": "cash", "note": "balie"})
    part = staff.get(here).text
    staff.post(f"{here}/betaling", data={"amount": "80", "paid_on": "2026-11-21", "how": "transfer"})

    assert "24 × Leerlingen (2e graad lager)" in page
    assert "niet geteld: iedereen gerekend" in page
    assert made.location == "/centrum/facturen"
    assert "deels betaald" in part
    assert "Nog open" in part
    assert "balie" in part
    assert ">betaald</span>" in staff.get("/centrum/facturen?stand=betaald").text
    assert [payment.cents for payment in fresh(Payment)] == [10_000, 8_000]
    assert len(fresh(InvoiceMail)) == 1
    assert "invoice" in [message.kind for message in fresh(Message)]


def test_an_amount_that_is_none_is_said_and_changes_nothing(staff, world):
    visited(world)
    staff.post("/centrum/facturen/maken")
    (invoice,) = fresh(Invoice)

    for amount in ("", "veel", "-5", "0", "1,234"):
        staff.post(
            f"/centrum/facturen/{invoice.id}/betaling",
            data={"amount": amount, "paid_on": "2026-11-20", "how": "cash"},
        )

    assert "Vul een bedrag in" in staff.get(f"/centrum/facturen/{invoice.id}").text
    assert fresh(Payment) == []


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("187,50", 18_750),
        ("€ 1.187,5", 118_750),
        ("80", 8_000),
        ("80.5", 8_050),
        ("1,234", None),
        ("٣", None),
        ("", None),
    ],
)
def test_amounts_as_people_type_them(typed, cents):
    assert read_cents(typed) == cents


def test_on_the_page_of_a_booking_its_money_stands_and_a_payment_is_noted_there(staff, world):
    reference = visited(world)
    here = f"/boekingen/{reference}"
    noted = {"amount": "30,00", "paid_on": "2026-11-20", "how": "cash", "note": "aan de balie"}
    unbilled = staff.get(here).text

    # Before there is an invoice, and then on it; too much is told.
    answer = staff.post(f"/centrum/facturen/boeking/{reference}/betaling", data=noted)
    staff.post("/centrum/facturen/maken")
    (invoice,) = fresh(Invoice)
    part = staff.get(here).text
    staff.post(f"/centrum/facturen/boeking/{reference}/betaling", data=noted | {"amount": "150", "how": "transfer"})
    settled = staff.get(here).text
    staff.post(f"/centrum/facturen/boeking/{reference}/betaling", data=noted | {"amount": "1"})

    assert "Nog niet op een factuur" in unbilled
    assert 'value="180,00"' in unbilled
    assert answer.location == here
    assert f'href="/centrum/facturen/{invoice.id}"' in part
    assert "genoteerd door Bert Claes: “aan de balie”" in part
    assert f"Ze komt op factuur {invoice.number}" in part
    assert 'value="150,00"' in part
    assert "Nog een betaling noteren" in settled
    assert "Te veel betaald" in staff.get(here).text
    (booking,) = fresh(Booking)
    assert (booking.owed_cents, booking.paid_cents) == (18_000, 18_100)
    ledger = fresh(LedgerRow)
    assert [(row.kind, row.paid_cents, row.actor_name) for row in ledger if row.paid_cents] == [
        (LedgerKind.PAID, 3_000, "Bert Claes"),
        (LedgerKind.PAID, 15_000, "Bert Claes"),
        (LedgerKind.PAID, 100, "Bert Claes"),
    ]
    assert verify_money(db.session) == []


def test_the_school_reads_how_to_pay_what_is_open_and_nothing_else(app, staff, world):
    visited(world)
    visited(world, pupils=10, days=41)
    staff.post("/centrum/facturen/maken")
    first, second = fresh(Invoice)
    staff.post(f"/centrum/facturen/{first.id}/betaling", data=PAID | {"amount": "0,50"})
    staff.post(f"/centrum/facturen/{second.id}/betaling", data=PAID | {"amount": euro(second.total_cents)})

    page = browser_of(app, world.teacher).get("/school/facturen").text

    asked = first.total_cents - 50
    assert page.count("data:image/svg+xml") == 1
    assert escape(Transfer("De Lantaarn vzw", HOUSE_IBAN, "", asked, first.structured).as_svg()) in page
    for said in (euro(asked), show_iban(HOUSE_IBAN), show(first.structured), "Scan met je bankapp"):
        assert page.count(said) >= 1
    staff.post(f"/centrum/facturen/{first.id}/crediteren", data={"kwijt": "1"})
    assert "data:image" not in browser_of(app, world.teacher).get("/school/facturen").text


def test_the_money_of_a_booking_is_for_who_does_the_bookings_of_its_house(app, world):
    reference = visited(world)
    with write_transaction(db.session):
        door = add_user(db.session, "Deur", Role.DOOR, centre_id=world.centre_id)
    other = make_world(db.session).staff
    noted = {"amount": "30,00", "paid_on": "2026-11-20", "how": "cash"}

    for somebody in (door, world.teacher):
        assert "Nog open" not in browser_of(app, somebody).get(f"/boekingen/{reference}").text
    for somebody, status in ((door, 403), (world.teacher, 403), (other, 404)):
        answer = browser_of(app, somebody).post(f"/centrum/facturen/boeking/{reference}/betaling", data=noted)
        assert answer.status_code == status
    assert fresh(Payment) == []


def test_a_credit_note_takes_lines_back_and_the_school_owes_less(staff, world):
    reference = visited(world)
    staff.post("/centrum/facturen/maken")
    (invoice,) = fresh(Invoice)

    answer = staff.post(
        f"/centrum/facturen/{invoice.id}/crediteren", data={"reden": "technisch defect", "kwijt": "1"}
    )

    note = fresh(Invoice)[-1]
    assert answer.location == f"/centrum/facturen/{note.id}"
    assert "technisch defect" in staff.get(answer.location).text
    assert "gecrediteerd" in staff.get(f"/centrum/facturen/{invoice.id}").text
    assert next(one.owed_cents for one in fresh(Booking) if one.reference == reference) == 0
    assert "Alles staat op een factuur" in staff.get("/centrum/facturen/maken").text


def test_a_bank_file_pays_and_the_rest_is_decided_on_the_page(staff, world):
    visited(world)
    visited(world, pupils=10, days=41)
    staff.post("/centrum/facturen/maken")
    first, second = fresh(Invoice)
    data = one_file(
        Credit(first.total_cents, first.structured, ref="1"),
        Credit(second.total_cents, text="theater", ref="2"),
        Credit(999, text="huur", ref="3"),
    )

    page = staff.post("/centrum/facturen/bank", data={"bestand": (io.BytesIO(data), "november.xml")}).text
    mine, rent = fresh(BankEntry)[1:]
    staff.post(f"/centrum/facturen/bank/{mine.id}", data={"factuur": second.id})
    staff.post(f"/centrum/facturen/bank/{rent.id}", data={"niet": "1"})

    assert "3 nieuwe betalingen uit 1 uittreksel: 1 juist, 0 deels, 0 te veel, 2 te bekijken." in page
    assert f"Voor {second.number}" in page
    assert [entry.state for entry in fresh(BankEntry)] == [
        EntryState.MATCHED,
        EntryState.ASSIGNED,
        EntryState.NOT_OURS,
    ]
    assert "alles heeft zijn plaats" in staff.get("/centrum/facturen/bank").text


@pytest.mark.parametrize(
    "data", [b"", b"<html/>", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>']
)
def test_a_file_that_is_no_statement_is_refused_on_the_page(staff, world, data):
    answer = staff.post("/centrum/facturen/bank", data={"bestand": (io.BytesIO(data), "x.xml")})

    assert answer.status_code == 422
    assert "Er is niets veranderd." in answer.text
    assert "root:" not in answer.text


def test_the_boss_fills_in_who_invoices_and_the_rest_only_look(app, staff, world):
    with write_transaction(db.session):
        boss = browser_of(app, add_user(db.session, "Rita", Role.CENTRE_ADMIN, centre_id=world.centre_id))
    good = {
        "legal_name": "De Lantaarn vzw",
        "street": "Markt 1",
        "postal_code": "2300",
        "city": "Turnhout",
        "enterprise": f"BE {show_enterprise(enterprise(1234567))}",
        "has_vat_number": "y",
        "iban": show_iban(iban_of("BE", "539007547034")),
        "prefix": "tk",
        "rate": "6",
        f"btw-{world.offer_id}": "21",
    }

    refused = staff.post("/centrum/facturen/gegevens", data=good)
    wrong = boss.post("/centrum/facturen/gegevens", data=good | {"enterprise": "0123456740", "iban": "BE1"})
    right = boss.post("/centrum/facturen/gegevens", data=good)

    assert (refused.status_code, wrong.status_code, right.status_code) == (403, 422, 303)
    assert "kan niet juist zijn" in wrong.text
    db.session.rollback()
    stored = db.session.get_one(CentreBilling, world.centre_id, populate_existing=True)
    assert (stored.enterprise, stored.prefix, stored.rate) == (enterprise(1234567), "TK", Rate.LOW)
    assert db.session.get_one(OfferVat, world.offer_id).rate is Rate.HIGH


def test_a_school_sees_its_invoices_and_says_where_they_go(app, staff, world):
    visited(world)
    school = browser_of(app, world.teacher)
    sent = {
        "name": "Scholengroep",
        "street": "Laan 1",
        "postal_code": "2300",
        "city": "Turnhout",
        "order_reference": "PO-7",
    }
    assert school.post("/school/facturatie", data=sent | {"enterprise": "123"}).status_code == 422
    assert school.post("/school/facturatie", data=sent | {"enterprise": enterprise(1345678)}).status_code == 303
    staff.post("/centrum/facturen/maken")
    (invoice,) = fresh(Invoice)

    page = school.get("/school/facturen").text
    pdf, xml = (school.get(f"/school/facturen/{invoice.id}.{kind}") for kind in ("pdf", "xml"))

    assert invoice.number in page
    assert show(invoice.structured) in page
    assert pdf.data.startswith(b"%PDF")
    assert b"PO-7" in xml.data
    assert "no-store" in pdf.headers["Cache-Control"]


def test_the_accountant_gets_every_amount_as_a_number(staff, world):
    visited(world)
    staff.post("/centrum/facturen/maken")
    (invoice,) = fresh(Invoice)
    staff.post(f"/centrum/facturen/{invoice.id}/crediteren", data={"reden": "=1+1"})

    csv = staff.get("/centrum/facturen.csv").text.removeprefix("\ufeff").splitlines()
    sheet = openpyxl.load_workbook(io.BytesIO(staff.get("/centrum/facturen.xlsx").data)).active
    rows = list(sheet.iter_rows(values_only=True))

    assert csv[0].startswith("nummer;soort;datum")
    assert "180,00" in csv[2]
    assert [row[11] for row in rows[1:]] == [-180, 180]
    assert rows[1][17] == invoice.number


def test_a_preview_is_a_pdf_and_makes_nothing(staff, world):
    visited(world)
    booking = next(one for one in fresh(Booking))

    answer = staff.get(f"/centrum/facturen/voorbeeld.pdf?sleutel=b-{booking.id}")

    assert answer.data.startswith(b"%PDF")
    assert fresh(Invoice) == []


def test_the_list_asks_the_database_the_same_few_questions_however_long_it_is(staff, world, queries):
    visited(world)
    staff.post("/centrum/facturen/maken")
    with queries() as few:
        staff.get("/centrum/facturen")
    for day in range(3):
        visited(world, days=50 + day)
    staff.post("/centrum/facturen/maken")

    with queries() as many:
        staff.get("/centrum/facturen")

    assert len(many) == len(few)
