"""`/mandje`: what somebody means to book, over several houses, and booking it all at once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.bookings.basket import service
from portal.bookings.basket.errors import BasketFull, NoSuchLine
from portal.bookings.basket.plan import ClashKind
from portal.bookings.basket.queries import BasketPage, Line, Standing, basket_of
from portal.bookings.basket.settle import book_basket
from portal.bookings.budget.queries import Outlook, outlooks
from portal.bookings.budget.rules import Visit
from portal.bookings.errors import BookingClosed, NoSuchPerformance
from portal.bookings.school.access import school_id
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.web.access import for_school, person
from portal.web.formats import count
from portal.web.refusals import REFUSALS, Page

blueprint = Blueprint("basket", __name__, template_folder="../templates")

REFUSALS[BasketFull] = Page(
    409, "Je mandje is vol", f"Er passen {service.LINES_MAX} regels in. Boek eerst wat er ligt, of haal iets weg."
)
REFUSALS[NoSuchLine] = Page(404, "Die regel is er niet meer", "Ze is al geboekt of weggehaald. Kijk in je mandje.")

WHY_NOT = {
    "performance_full": "Er waren niet genoeg plaatsen voor alle klassen samen.",
    "booking_closed": "Boeken kan niet meer, of de voorstelling is afgelast.",
    "school_limit": "Dit is meer dan dit huis aan één school geeft.",
    "performance_unknown": "Deze voorstelling staat niet meer op het programma.",
    "key_reused": "Met dit formulier boekte je intussen iets anders. Haal de regel weg of leg ze opnieuw in.",
    "in_round": "Hier worden de plaatsen verdeeld in een verdeelronde: geef daar jullie voorkeur door.",
    "invalid": "Een van de klassen bestaat niet meer. Haal de regel weg en leg ze opnieuw in je mandje.",
    service.TOGETHER: "Niet geboekt, omdat iets anders van dezelfde klas op die dag niet lukte.",
}
"""By the code of a refusal: why a line is still here after booking."""


@blueprint.get("/mandje")
@for_school
def show() -> ResponseReturnValue:
    now = utc_now()
    page = basket_of(db.session, person().id, now=now)
    return render_template(
        "bookings/basket/basket.html",
        page=page,
        outlooks=_outlooks(page),
        why_not=WHY_NOT,
        Standing=Standing,
        ClashKind=ClashKind,
    )


def _outlooks(page: BasketPage) -> dict[str, Outlook]:
    """By the name of a class: its maximum bill before and after all that can be booked."""
    wishes: dict[int, list[Visit]] = {}
    for line in page.lines:
        if line.standing is Standing.OPEN:
            for class_id in _class_ids(line):
                wishes.setdefault(class_id, []).append(Visit(line.cents, line.pupils))
    return {one.name: one for one in outlooks(db.session, school_id(), wishes)}


def _class_ids(line: Line) -> list[int]:
    return [group.class_group_id for group in line.groups if group.class_group_id is not None]


@blueprint.post("/mandje/boeken")
@for_school
def book() -> ResponseReturnValue:
    """Book what waits. Sent again, it books what is left and nothing twice."""
    with write_transaction(db.session):
        service.choose_way(db.session, person().id, whole_days=request.form.get("hoe") == "dag")
    before = {line.id for line in basket_of(db.session, person().id, now=utc_now()).lines}
    book_basket(db.session, person(), now=utc_now())
    page = basket_of(db.session, person().id, now=utc_now())
    done = [one for one in page.done if one.line_id in before]
    if done and not page.lines:
        flash(f"{count(len(done), 'boeking is', 'boekingen zijn')} gemaakt. Hieronder staat hoe het met elk staat.")
    elif done:
        flash(f"{len(done)} gelukt, {len(page.lines)} niet. Hieronder staat waarom en wat je kan doen.", "warning")
    elif page.lines:
        flash("Er is niets geboekt. Bij elke regel staat waarom.", "error")
    return redirect(url_for("school.basket.show"), code=303)


@blueprint.post("/mandje/<int:line_id>/weg")
@for_school
def take_out(line_id: int) -> ResponseReturnValue:
    with write_transaction(db.session):
        service.take_out(db.session, person().id, line_id)
    flash("Weggehaald uit je mandje.")
    return redirect(url_for("school.basket.show"), code=303)


@blueprint.post("/mandje/<int:line_id>/datum")
@for_school
def move(line_id: int) -> ResponseReturnValue:
    """Take another date of the same offer."""
    wanted = request.form.get("moment", "")
    performance_id = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0
    try:
        with write_transaction(db.session):
            service.move_line(db.session, person(), line_id, performance_id, now=utc_now())
        flash("De andere datum ligt in je mandje. Boeken doe je nog.")
    except (NoSuchPerformance, BookingClosed):
        flash("Op die datum kan het niet (meer). Kies een andere.", "error")
    return redirect(url_for("school.basket.show"), code=303)


@blueprint.post("/mandje/<int:line_id>/wachtlijst")
@for_school
def wait(line_id: int) -> ResponseReturnValue:
    """On the waiting list of that date instead; a refusal has its own page."""
    with write_transaction(db.session):
        service.wait_for(db.session, person(), line_id, now=utc_now())
    flash("Jullie staan op de wachtlijst. Komt er plaats voor de hele klas, dan krijg je een mail.")
    return redirect(url_for("school.basket.show"), code=303)


@blueprint.post("/mandje/opruimen")
@for_school
def tidy_up() -> ResponseReturnValue:
    with write_transaction(db.session):
        service.tidy_up(db.session, person().id)
    return redirect(url_for("school.basket.show"), code=303)
