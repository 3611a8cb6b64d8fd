"""`/centrum/facturen/gegevens`: who sends the invoices of a house, and the VAT of what it offers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.models import Centre
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.invoices.billing import offers_with_rate, save_centre, save_offer_rates
from portal.invoices.forms import CentreBillingForm
from portal.invoices.models import CentreBilling
from portal.invoices.numbers import show_enterprise, show_iban
from portal.invoices.vat import Rate
from portal.invoices.words import RATES
from portal.web.access import for_booker, person

blueprint = Blueprint("settings", __name__)


def _centre_id() -> int:
    return min(person().handles)


@blueprint.get("/centrum/facturen/gegevens")
@for_booker
def centre() -> ResponseReturnValue:
    return _page(_filled())


def _filled() -> CentreBillingForm:
    stored = db.session.get(CentreBilling, _centre_id())
    if stored is None:
        house = db.session.get_one(Centre, _centre_id())
        return CentreBillingForm(
            formdata=None,
            legal_name=house.name,
            street=house.street,
            postal_code=house.postal_code,
            email=house.email,
        )
    form = CentreBillingForm(formdata=None, obj=stored)
    form.rate.data = stored.rate.value
    form.enterprise.data, form.iban.data = show_enterprise(stored.enterprise), show_iban(stored.iban)
    return form


def _page(form: CentreBillingForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "invoices/settings.html",
        form=form,
        offers=offers_with_rate(db.session, _centre_id()),
        rates=RATES,
        may_change=_centre_id() in person().administers,
    ), status


@blueprint.post("/centrum/facturen/gegevens")
@for_booker
def centre_submit() -> ResponseReturnValue:
    if _centre_id() not in person().administers:
        abort(403)
    form = CentreBillingForm()
    if not form.validate():
        return _page(form, status=422)
    offers = {
        int(name.removeprefix("btw-")): Rate(value) if value in set(Rate) else None
        for name, value in request.form.items()
        if name.startswith("btw-") and name[4:].isascii() and name[4:].isdigit() and len(name) < 22
    }
    with write_transaction(db.session):
        save_centre(db.session, _centre_id(), form.data, now=utc_now())
        save_offer_rates(db.session, _centre_id(), offers)
    flash("Bewaard. Nieuwe facturen volgen dit; wat al gemaakt is, blijft zoals het is.")
    return redirect(url_for("invoices.settings.centre"), code=303)
