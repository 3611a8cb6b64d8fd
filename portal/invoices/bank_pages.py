"""`/centrum/facturen/bank`: read in what the bank says, and decide on what it couldn't say."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.invoices.bank import (
    Intake,
    assign,
    entries_of,
    entry_of,
    files_of,
    how_many_open,
    leave,
    take_in,
    take_up_again,
)
from portal.invoices.camt import BYTES_MAX
from portal.invoices.errors import BadStatement, NoBilling
from portal.invoices.models import CentreBilling, EntryState
from portal.invoices.numbers import show_iban
from portal.invoices.queries import open_invoices
from portal.invoices.structured import show
from portal.invoices.words import OUTCOMES, intake_words, why_words
from portal.web.access import for_booker, person
from portal.web.intake import row_id
from portal.web.todo import WAITS, Wait

blueprint = Blueprint("bank", __name__)

WAITS.append(
    Wait(
        "/centrum/facturen/bank",
        "betaling herkennen we niet",
        "betalingen herkennen we niet",
        how_many_open,
    )
)


def _centre_id() -> int:
    return min(person().handles)


@blueprint.get("/centrum/facturen/bank")
@for_booker
def statements() -> ResponseReturnValue:
    return _page()


def _page(intake: Intake | None = None, wrong: str = "", *, status: int = 200) -> ResponseReturnValue:
    billing = db.session.get(CentreBilling, _centre_id())
    return render_template(
        "invoices/bank.html",
        intake=intake,
        said=intake_words(intake) if intake is not None else [],
        outcomes=OUTCOMES,
        wrong=wrong,
        iban=show_iban(billing.iban) if billing is not None else "",
        waiting=entries_of(db.session, _centre_id(), [EntryState.OPEN]),
        left_alone=entries_of(db.session, _centre_id(), [EntryState.NOT_OURS], limit=20),
        files=files_of(db.session, _centre_id()),
        may_be=open_invoices(db.session, _centre_id()),
        show_reference=show,
        show_iban=show_iban,
    ), status


@blueprint.post("/centrum/facturen/bank")
@for_booker
def statements_submit() -> ResponseReturnValue:
    file = request.files.get("bestand")
    if file is None or not file.filename:
        return _page(wrong="Kies een bestand.", status=422)
    data = file.stream.read(BYTES_MAX + 1)
    try:
        with write_transaction(db.session):
            intake = take_in(db.session, _centre_id(), file.filename, data, actor=person(), now=utc_now())
    except BadStatement as bad:
        said = why_words(bad.why, bad.detail)
        return _page(wrong=f"{said[0].upper()}{said[1:]}. Er is niets veranderd.", status=422)
    except NoBilling:
        return redirect(url_for("invoices.settings.centre"), code=303)
    return _page(intake)


@blueprint.post("/centrum/facturen/bank/<int:entry_id>")
@for_booker
def decide(entry_id: int) -> ResponseReturnValue:
    """`factuur` with an id, or `kies` with `ander`; `niet`: it is none of ours; `terug`: it was after all."""
    entry = entry_of(db.session, entry_id, person().handles)
    if entry is None:
        abort(404)
    now = utc_now()
    invoice_id = request.form.get("ander" if "kies" in request.form else "factuur", type=row_id)
    with write_transaction(db.session):
        if "terug" in request.form:
            take_up_again(db.session, entry_id)
        elif "niet" in request.form:
            leave(db.session, entry_id, actor=person(), now=now)
        elif invoice_id is not None:
            assign(db.session, entry_id, invoice_id, actor=person(), now=now)
    if invoice_id is not None and not {"terug", "niet"} & set(request.form):
        flash("Toegewezen; de betaling staat op de factuur.")
    return redirect(url_for("invoices.bank.statements"), code=303)
