"""Pages of a school: its invoices with their files, and to whom they go."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.invoices.answers import paper, shown
from portal.invoices.billing import save_school
from portal.invoices.document import Document, document_of
from portal.invoices.forms import SchoolBillingForm
from portal.invoices.models import SchoolBilling
from portal.invoices.numbers import show_enterprise, show_iban
from portal.invoices.queries import Standing, standing_of, standings, sums, transfers
from portal.invoices.service import buyer_of
from portal.invoices.structured import show
from portal.invoices.ubl import peppol_xml
from portal.invoices.words import STAGES
from portal.web.access import for_school, person

blueprint = Blueprint("school", __name__)


@blueprint.get("/school/facturen")
@for_school
def own() -> ResponseReturnValue:
    today = school_day(utc_now())
    found = standings(db.session, schools=person().schools)
    return render_template(
        "invoices/school.html",
        shown=found,
        ways=transfers(db.session, found),
        sums=sums(found, today),
        today=today,
        stages=STAGES,
        show_reference=show,
        show_iban=show_iban,
        has_billing=db.session.get(SchoolBilling, _school_id()) is not None,
    )


def _school_id() -> int:
    return person().home_school_id or abort(403)


def _standing(invoice_id: int) -> Standing:
    found = standing_of(db.session, invoice_id)
    return found if found is not None and found.school_id in person().schools else abort(404)


def _document(invoice_id: int) -> Document:
    _standing(invoice_id)
    return document_of(db.session, invoice_id) or abort(404)


@blueprint.get("/school/facturen/<int:invoice_id>.pdf")
@for_school
def pdf(invoice_id: int) -> ResponseReturnValue:
    standing = _standing(invoice_id)
    return paper(_document(invoice_id), open_cents=standing.open_cents)


@blueprint.get("/school/facturen/<int:invoice_id>.xml")
@for_school
def ubl(invoice_id: int) -> ResponseReturnValue:
    document = _document(invoice_id)
    return shown(peppol_xml(document), "application/xml", f"{document.file_name}.xml")


@blueprint.get("/school/facturatie")
@for_school
def billing() -> ResponseReturnValue:
    stored = db.session.get(SchoolBilling, _school_id())
    if stored is None:
        side, _ = buyer_of(db.session, _school_id())
        return _page(SchoolBillingForm(formdata=None, **side.model_dump(exclude={"phone", "peppol", "enterprise"})))
    form = SchoolBillingForm(formdata=None, obj=stored)
    form.enterprise.data = show_enterprise(stored.enterprise)
    return _page(form)


def _page(form: SchoolBillingForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("invoices/school_billing.html", form=form), status


@blueprint.post("/school/facturatie")
@for_school
def billing_submit() -> ResponseReturnValue:
    form = SchoolBillingForm()
    if not form.validate():
        return _page(form, status=422)
    with write_transaction(db.session):
        save_school(db.session, _school_id(), form.data, now=utc_now())
    flash("Bewaard. Nieuwe facturen gaan naar dit adres.")
    return redirect(url_for("invoices.school.own"), code=303)
