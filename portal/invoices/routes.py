"""Pages of a house: its invoices, what can be invoiced, one invoice with its payments; and the files of each."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

import portal.invoices.closed  # noqa: F401 - tells the door which bookings stand on an invoice.
from portal.bookings.errors import BookingChanged
from portal.bookings.models import Booking
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.invoices import bank_pages, errors, school_pages, settings_pages
from portal.invoices.answers import paper, saved
from portal.invoices.bank import waiting
from portal.invoices.document import Document, DocumentLine, document_of
from portal.invoices.drafts import Draft, drafts_of
from portal.invoices.forms import MoneyForm, money_form
from portal.invoices.models import How, Kind, MailKind
from portal.invoices.payments import Money, record_payment, record_repayment, repay_booking, take_payment
from portal.invoices.queries import (
    Stage,
    Standing,
    credit_notes_of,
    how_many_overdue,
    loose_surplus,
    mails_of,
    payments_of,
    standing_of,
    standings,
    sums,
)
from portal.invoices.sending import remind, send, send_all
from portal.invoices.service import Made, buyer_of, credit, issue_all, seller_of
from portal.invoices.sheets import csv_of, rows_of, xlsx_of
from portal.invoices.structured import show as show_reference
from portal.invoices.ubl import peppol_xml
from portal.invoices.words import HOWS, STAGES
from portal.offers.models import Offer, Performance
from portal.web.access import for_booker, person
from portal.web.formats import count, euro
from portal.web.refusals import Page, show
from portal.web.todo import WAITS, Wait

blueprint = Blueprint("invoices", __name__, template_folder="templates")
for pages in (bank_pages, settings_pages, school_pages):
    blueprint.register_blueprint(pages.blueprint)

WAITS.append(
    Wait(
        "/centrum/facturen?stand=vervallen",
        "factuur is te laat en niet betaald",
        "facturen zijn te laat en niet betaald",
        how_many_overdue,
    )
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

show(errors.NoBilling, Page(409, "Nog geen facturatiegegevens", "Vul eerst in wie jullie facturen stuurt."))
show(errors.NothingToInvoice, Page(409, "Hier is niets meer te factureren", "Iemand was je voor."))
show(errors.NothingToCredit, Page(409, "Hier is niets meer te crediteren", "Er is al een creditnota voor."))
show(errors.NoSuchInvoice, Page(404, "We vinden die factuur niet", "Ze is misschien van een ander huis."))
show(errors.BadAmount, Page(422, "Dat bedrag kan niet", "Vul een bedrag boven nul in."))
show(errors.MoreThanPaid, Page(409, "Zoveel is er niet betaald", "Meer teruggeven dan er betaald werd, kan niet."))
show(errors.AlreadyDecided, Page(409, "Hierover is al beslist", "Iemand was je voor; kijk hoe het er nu voor staat."))
show(errors.NoAddress, Page(409, "We hebben geen adres", "Deze school heeft nog geen e-mail of ondernemingsnummer."))

FILTERS: dict[str, Callable[[Stage], bool]] = {
    "alles": lambda stage: True,
    "open": lambda stage: stage in {Stage.OPEN, Stage.PART, Stage.OVERDUE},
    "vervallen": lambda stage: stage is Stage.OVERDUE,
    "te-veel": lambda stage: stage is Stage.OVERPAID,
    "betaald": lambda stage: stage is Stage.PAID,
    "gecrediteerd": lambda stage: stage in {Stage.CREDITED, Stage.CREDIT_NOTE},
}

T = TypeVar("T")


def centre_id() -> int:
    """The house that is worked for."""
    return min(person().handles)


def _asked() -> tuple[list[Standing], list[Standing]]:
    """All invoices of the year and words that are asked for, and of those the ones of the stage."""
    today = school_day(utc_now())
    found = standings(
        db.session,
        centres=[centre_id()],
        year=request.args.get("jaar", type=int),
        search=request.args.get("zoek", "")[:80],
    )
    fits = FILTERS.get(request.args.get("stand", "alles"), FILTERS["alles"])
    return found, [one for one in found if fits(one.stage(today))]


@blueprint.get("/centrum/facturen")
@for_booker
def index() -> ResponseReturnValue:
    today = school_day(utc_now())
    found, shown = _asked()
    years = {one.issued_on.year for one in standings(db.session, centres=[centre_id()])} | {today.year}
    counts = {name: sum(fits(one.stage(today)) for one in found) for name, fits in FILTERS.items()}
    return render_template(
        "invoices/index.html",
        shown=shown,
        counts=counts,
        filters=list(FILTERS),
        stage=request.args.get("stand", "alles"),
        year=request.args.get("jaar", type=int),
        years=sorted(years, reverse=True),
        search=request.args.get("zoek", "")[:80],
        sums=sums(shown, today),
        today=today,
        stages=STAGES,
        to_invoice=len(drafts_of(db.session, centre_id(), now=utc_now())),
        to_decide=waiting(db.session, centre_id()),
        unsent=sum(one.sent_at is None for one in found),
        show_reference=show_reference,
        query=request.query_string.decode("ascii", "replace"),
    )


@blueprint.get("/centrum/facturen.csv")
@for_booker
def sheet() -> ResponseReturnValue:
    rows = rows_of(db.session, _asked()[1], school_day(utc_now()))
    return saved("\ufeff" + csv_of(rows), "text/csv; charset=utf-8", "facturen.csv")


@blueprint.get("/centrum/facturen.xlsx")
@for_booker
def workbook() -> ResponseReturnValue:
    rows = rows_of(db.session, _asked()[1], school_day(utc_now()))
    return saved(xlsx_of(rows), XLSX, "facturen.xlsx")


# --- What can be invoiced -------------------------------------------------------------------------------------


@blueprint.get("/centrum/facturen/maken")
@for_booker
def drafts() -> ResponseReturnValue:
    today = school_day(utc_now())
    found = drafts_of(db.session, centre_id(), now=utc_now())
    return render_template(
        "invoices/drafts.html",
        ripe=[draft for draft in found if draft.is_ripe(today)],
        later=[draft for draft in found if not draft.is_ripe(today)],
        surplus=loose_surplus(db.session, centre_id()),
        form=MoneyForm(paid_on=today, formdata=None),
        has_billing=_has_billing(),
    )


def _has_billing() -> bool:
    try:
        seller_of(db.session, centre_id())
    except errors.NoBilling:
        return False
    return True


@blueprint.post("/centrum/facturen/maken")
@for_booker
def drafts_submit() -> ResponseReturnValue:
    """`sleutel` makes those; without it everything that is ripe. With `versturen` they leave at once."""
    keys = request.form.getlist("sleutel")
    now = utc_now()
    if not _has_billing():
        return redirect(url_for("invoices.settings.centre"), code=303)

    def make() -> tuple[list[Made], int]:
        made = issue_all(db.session, centre_id(), actor=person(), now=now, keys=keys or None)
        papers = {paper.id for one in made for paper in (*one.credit_notes, one.invoice) if paper is not None}
        if "versturen" not in request.form:
            return made, 0
        found = [one for one in standings(db.session, centres=[centre_id()]) if one.id in papers]
        return made, send_all(db.session, found, actor=person(), now=now)

    made, sent = _written(make)
    invoices = sum(one.invoice is not None for one in made)
    notes = sum(len(one.credit_notes) for one in made)
    if not made:
        raise errors.NothingToInvoice
    said = [count(invoices, "factuur", "facturen")] + ([count(notes, "creditnota", "creditnota's")] if notes else [])
    flash(f"Gemaakt: {' en '.join(said)}." + (f" {sent} onderweg per mail." if sent else ""))
    return redirect(url_for("invoices.index"), code=303)


def _written(change: Callable[[], T]) -> T:
    """Do it in one transaction; once more when somebody changed a booking just then."""
    try:
        with write_transaction(db.session):
            return change()
    except BookingChanged:
        with write_transaction(db.session):
            return change()


@blueprint.get("/centrum/facturen/voorbeeld.pdf")
@for_booker
def preview() -> ResponseReturnValue:
    """How an invoice will look; no number, no reference."""
    wanted = request.args.get("sleutel", "")
    found = next((one for one in drafts_of(db.session, centre_id(), now=utc_now()) if one.key == wanted), None)
    if found is None or not _has_billing():
        return redirect(url_for("invoices.drafts"), code=303)
    return paper(_as_document(found), "voorbeeld")


def _as_document(draft: Draft) -> Document:
    today = school_day(utc_now())
    _, seller = seller_of(db.session, centre_id())
    buyer, order_reference = buyer_of(db.session, draft.school_id)
    lines = tuple(
        DocumentLine(0, due.what, item.text, item.count, item.cents_each, item.cents, due.rate, due.reference)
        for due in draft.bookings
        for item in due.items
    )
    return Document(
        id=0,
        kind=Kind.INVOICE,
        number="",
        issued_on=today,
        due_on=today,
        structured="0" * 12,
        credits=None,
        school_id=draft.school_id,
        centre_id=centre_id(),
        seller=seller,
        buyer=buyer,
        order_reference=order_reference,
        lines=lines,
        taxed=draft.taxed,
        total_cents=draft.cents,
        prepaid_cents=0,
        note="",
        is_draft=True,
    )


def _booking(reference: str) -> Booking:
    """A booking of this house."""
    found = db.session.scalar(
        select(Booking)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(Booking.reference == reference.upper(), Offer.centre_id.in_(person().handles))
        .execution_options(populate_existing=True)
    )
    return found or abort(404)


@blueprint.post("/centrum/facturen/boeking/<reference>/betaling")
@for_booker
def booking_paid(reference: str) -> ResponseReturnValue:
    """Paid for one booking: on its invoice, or before there is one, at the counter or in advance."""
    back = url_for("bookings.show", reference=_booking(reference).reference)
    return _money(
        lambda money: take_payment(db.session, _booking(reference), money, actor=person(), now=utc_now()),
        "Betaling genoteerd",
        back=back,
    )


@blueprint.post("/centrum/facturen/boeking/<reference>/terugbetaling")
@for_booker
def booking_repaid(reference: str) -> ResponseReturnValue:
    booking = _booking(reference)
    return _money(lambda money: repay_booking(db.session, booking, money, actor=person(), now=utc_now()), "Terug")


def _money(change: Callable[[Money], object], word: str, *, back: str = "") -> ResponseReturnValue:
    """Read the form, and do it; or back with what was wrong."""
    form = MoneyForm()
    target = back or url_for("invoices.drafts")
    if not form.validate() or form.paid_on.data is None:
        flash(" ".join(said for told in form.errors.values() for said in told), "error")
        return redirect(target, code=303)
    money = Money(form.cents, form.paid_on.data, How(form.how.data), form.note.data or "")
    _written(lambda: change(money))
    flash(f"{word}: {euro(money.cents)}.")
    return redirect(target, code=303)


# --- One invoice ----------------------------------------------------------------------------------------------


def _standing(invoice_id: int) -> Standing:
    found = standing_of(db.session, invoice_id)
    return found if found is not None and found.centre_id in person().handles else abort(404)


def _document(invoice_id: int) -> Document:
    _standing(invoice_id)
    return document_of(db.session, invoice_id) or abort(404)


@blueprint.get("/centrum/facturen/<int:invoice_id>")
@for_booker
def invoice(invoice_id: int) -> ResponseReturnValue:
    standing = _standing(invoice_id)
    today = school_day(utc_now())
    document = _document(invoice_id)
    return render_template(
        "invoices/invoice.html",
        one=standing,
        document=document,
        stage=standing.stage(today),
        stages=STAGES,
        payments=payments_of(db.session, invoice_id),
        mails=mails_of(db.session, invoice_id),
        notes=credit_notes_of(db.session, invoice_id),
        hows=HOWS,
        form=money_form(today, abs(standing.open_cents)),
        today=today,
        reference=show_reference(document.structured) if document.structured else "",
    )


def _back(invoice_id: int) -> str:
    return url_for("invoices.invoice", invoice_id=invoice_id)


@blueprint.post("/centrum/facturen/<int:invoice_id>/betaling")
@for_booker
def pay(invoice_id: int) -> ResponseReturnValue:
    _standing(invoice_id)
    return _money(
        lambda money: record_payment(db.session, invoice_id, money, actor=person(), now=utc_now()),
        "Betaling genoteerd",
        back=_back(invoice_id),
    )


@blueprint.post("/centrum/facturen/<int:invoice_id>/terugbetaling")
@for_booker
def repay(invoice_id: int) -> ResponseReturnValue:
    _standing(invoice_id)
    return _money(
        lambda money: record_repayment(db.session, invoice_id, money, actor=person(), now=utc_now()),
        "Terugbetaling genoteerd",
        back=_back(invoice_id),
    )


@blueprint.post("/centrum/facturen/<int:invoice_id>/crediteren")
@for_booker
def take_back(invoice_id: int) -> ResponseReturnValue:
    """`regel` names the lines; without it all of them. `kwijt`: the school owes it no more."""
    _standing(invoice_id)
    lines = {int(one) for one in request.form.getlist("regel") if one.isascii() and one.isdigit() and len(one) < 19}
    reason = " ".join(request.form.get("reden", "").split())[:150]
    note = _written(
        lambda: credit(
            db.session,
            invoice_id,
            line_ids=lines or None,
            reason=reason,
            waive="kwijt" in request.form,
            actor=person(),
            now=utc_now(),
        )
    )
    flash(f"Creditnota {note.number} is gemaakt.")
    return redirect(_back(note.id), code=303)


@blueprint.post("/centrum/facturen/<int:invoice_id>/versturen")
@for_booker
def send_one(invoice_id: int) -> ResponseReturnValue:
    _standing(invoice_id)
    with write_transaction(db.session):
        send(db.session, invoice_id, MailKind.SENT, actor=person(), now=utc_now())
    flash("Onderweg per mail, met de pdf en het bestand voor Peppol.")
    return redirect(_back(invoice_id), code=303)


@blueprint.post("/centrum/facturen/<int:invoice_id>/herinneren")
@for_booker
def remind_one(invoice_id: int) -> ResponseReturnValue:
    _standing(invoice_id)
    with write_transaction(db.session):
        sent = remind(db.session, invoice_id, actor=person(), now=utc_now())
    flash("De herinnering is onderweg." if sent else "Deze factuur is niet vervallen; er is niets verstuurd.")
    return redirect(_back(invoice_id), code=303)


@blueprint.post("/centrum/facturen/versturen")
@for_booker
def send_rest() -> ResponseReturnValue:
    """All that never left."""
    with write_transaction(db.session):
        found = standings(db.session, centres=[centre_id()])
        sent = send_all(db.session, found, actor=person(), now=utc_now())
    left = sum(one.sent_at is None for one in found) - sent
    flash(f"{sent} onderweg per mail." + (f" {left} zonder e-mailadres bleven liggen." if left else ""))
    return redirect(url_for("invoices.index"), code=303)


@blueprint.get("/centrum/facturen/<int:invoice_id>.pdf")
@for_booker
def pdf(invoice_id: int) -> ResponseReturnValue:
    return paper(_document(invoice_id), open_cents=_standing(invoice_id).open_cents)


@blueprint.get("/centrum/facturen/<int:invoice_id>.xml")
@for_booker
def ubl(invoice_id: int) -> ResponseReturnValue:
    document = _document(invoice_id)
    return saved(peppol_xml(document), "application/xml", f"{document.file_name}.xml")
