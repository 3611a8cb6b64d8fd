"""`/boeken`: the shelf that everybody may look at, and giving a title to a class."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from portal.accounts.models import LEVEL_AGES, ClassLevel
from portal.accounts.queries import ClassCard, class_by_id, classes_of, school_year
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.choosing.shows import shows_of_title
from portal.library.errors import AlreadyWaiting, NeverFits, NoRoom, PeriodRefused, RoomNow, SetExists, TitleWithdrawn
from portal.library.lending.forms import AssignForm
from portal.library.lending.freedays import MONTHS_SHOWN, free_months, month_of, months_on
from portal.library.lending.queries import HORIZON, free_on, lending
from portal.library.lending.seats import UNLIMITED, Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.lending.waiting import join_line
from portal.library.lending.words import no_room
from portal.library.models import COPIES_MAX
from portal.library.titles.pictures import picture_response
from portal.library.titles.queries import (
    TitleCard,
    contents,
    facts,
    title_card,
    title_cards,
)
from portal.web.access import for_school, person, person_or_none
from portal.web.intake import row_id
from portal.web.neighbourhood import home_place, round_home

blueprint = Blueprint("titles", __name__, template_folder="../templates")

SUGGESTED_WEEKS = 3
SPARE_COPIES = 1
"""The teacher reads along."""


@blueprint.get("/boeken")
def titles() -> ResponseReturnValue:
    text = request.args.get("zoek", "")[:80].strip()
    age = request.args.get("leeftijd", type=row_id)
    cards = title_cards(db.session, text, age)
    free = free_on(db.session, [card.id for card in cards], school_day(utc_now()))
    return render_template("library/titles.html", cards=cards, free=free, text=text, age=age, unlimited=UNLIMITED)


def _title(slug: str) -> TitleCard:
    card = title_card(db.session, slug)
    if card is None:
        abort(404)
    return card


@blueprint.get("/boeken/<slug>")
def title(slug: str) -> ResponseReturnValue:
    card = _title(slug)
    classes = _school_classes()
    return _title_page(card, _fresh_form(card, classes) if classes else None)


@blueprint.get("/boeken/<slug>/beeld/<name>")
def title_picture(slug: str, name: str) -> ResponseReturnValue:
    """The cover: the only picture of a title that is open to all; the others belong to the readers."""
    card = _title(slug)
    if not card.cover or name not in {card.cover, card.small_cover}:
        abort(404)
    return picture_response(card.id, name)


def _school_classes() -> list[ClassCard]:
    somebody = person_or_none()
    if somebody is None or somebody.home_school_id is None:
        return []
    return classes_of(db.session, somebody.home_school_id, school_year(school_day(utc_now())))


def _fresh_form(card: TitleCard, classes: list[ClassCard]) -> AssignForm:
    """The form as a teacher most often wants it: the asked class, else one of the book's age; from today."""
    wanted = request.args.get("klas", type=int)
    asked = [group for group in classes if group.id == wanted]
    fitting = [group for group in classes if _is_of_age(group, card)]
    chosen = next(iter(asked + fitting + classes), None)
    today = school_day(utc_now())
    return AssignForm(
        formdata=None,
        class_group_id=chosen.id if chosen else None,
        first=_asked_day("van") or today,
        last=_asked_day("tot") or today + timedelta(weeks=SUGGESTED_WEEKS),
        copies=_asked_copies() or (min(COPIES_MAX, chosen.pupils + SPARE_COPIES) if chosen else None),
        key=secrets.token_urlsafe(16),
    )


def _asked_day(name: str) -> date | None:
    """The day that a link to this page fills in, as the weeks before a visit; None for whatever is none."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _asked_copies() -> int | None:
    asked = request.args.get("exemplaren", type=row_id)
    return asked if asked is not None and 1 <= asked <= COPIES_MAX else None


def _is_of_age(group: ClassCard, card: TitleCard) -> bool:
    """Is the whole class, by its level, within the ages of the book?"""
    youngest, oldest = LEVEL_AGES[ClassLevel(group.level)]
    return card.age_from <= youngest and oldest <= card.age_to


def _title_page(
    card: TitleCard, form: AssignForm | None, *, refused: NoRoom | None = None, status: int = 200
) -> ResponseReturnValue:
    """Without a form for who has no class: its token would be a cookie for every visitor."""
    classes = _school_classes() if form is not None else []
    if form is not None:
        form.class_group_id.choices = _class_choices(classes)
    return render_template(
        "library/title.html",
        card=card,
        form=form,
        classes=classes,
        chapters=contents(db.session, card.id),
        facts=facts(db.session, card.id),
        free=free_on(db.session, [card.id], school_day(utc_now()))[card.id],
        unlimited=UNLIMITED,
        shows=shows_of_title(db.session, card.id, utc_now(), home=round_home(home_place())),
        refused=refused,
    ), status


def _class_choices(classes: Sequence[ClassCard]) -> list[SelectChoice]:
    return [SelectChoice(group.id, f"{group.name} ({group.pupils} leerlingen)") for group in classes]


@blueprint.post("/boeken/<slug>/klasset")
@for_school
def assign(slug: str) -> ResponseReturnValue:
    """Lend the title to a class, or show what is possible instead."""
    card, form, wish = _asked(slug)
    if wish is None:
        return _title_page(card, form, status=422)
    try:
        with write_transaction(db.session) as session:
            made = assign_set(session, wish, assigned_by=person().id, now=utc_now())
            set_id = made.id
    except (PeriodRefused, SetExists) as refusal:
        return _refused_wish(card, form, refusal)
    except TitleWithdrawn:
        return _title_page(card, form, status=409)
    except NoRoom as refusal:
        form.copies.errors = [no_room(refusal)]
        return _title_page(card, form, refused=refusal, status=409)
    flash("Het boek staat klaar voor je klas.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/boeken/<slug>/wachtlijst")
@for_school
def wait(slug: str) -> ResponseReturnValue:
    """Put the class in line for the same wish; or lend at once, when copies came free meanwhile."""
    card, form, wish = _asked(slug)
    if wish is None:
        return _title_page(card, form, status=422)
    try:
        with write_transaction(db.session) as session:
            waits = join_line(session, wish, asked_by=person().id, now=utc_now())
            wait_id, is_offered = waits.id, waits.offered_at is not None
    except (PeriodRefused, SetExists) as refusal:
        return _refused_wish(card, form, refusal)
    except AlreadyWaiting as refusal:
        flash("Deze klas staat al op de wachtlijst voor dit boek.", "info")
        return redirect(url_for("lending.wait", wait_id=refusal.wait_id), code=303)
    except TitleWithdrawn:
        return _title_page(card, form, status=409)
    except RoomNow:
        return assign(slug)
    except NeverFits as refusal:
        form.copies.errors = [f"Zoveel exemplaren zijn er niet, ook niet als alles terugkomt: {refusal.wanted}."]
        return _title_page(card, form, status=409)
    flash("Jullie zijn meteen aan de beurt." if is_offered else "Je klas staat op de wachtlijst.")
    return redirect(url_for("lending.wait", wait_id=wait_id), code=303)


def _asked(slug: str) -> tuple[TitleCard, AssignForm, SetRequest | None]:
    """The wish in the form; None when a field is wrong."""
    card, form = _title(slug), AssignForm()
    school_id = person().home_school_id
    if school_id is None:
        abort(403)
    form.class_group_id.choices = _class_choices(_school_classes())
    if not form.validate_on_submit():
        return card, form, None
    if class_by_id(db.session, school_id, form.class_group_id.data) is None:
        abort(404)
    period = Period(form.first.data, form.last.data)
    group, copies = form.class_group_id.data, form.copies.data
    return card, form, SetRequest(card.id, group, school_id, copies, period, form.key.data)


def _refused_wish(card: TitleCard, form: AssignForm, refusal: PeriodRefused | SetExists) -> ResponseReturnValue:
    if isinstance(refusal, PeriodRefused):
        form.last.errors = [refusal.reason]
        return _title_page(card, form, status=422)
    flash("Deze klas leest dit boek al in die periode.", "info")
    return redirect(url_for("lending.class_set", set_id=refusal.set_id), code=303)


@blueprint.get("/boeken/<slug>/kalender")
def calendar(slug: str) -> ResponseReturnValue:
    """The free copies of a title, day by day. A first and a last day are picked by links, so without script too."""
    card, today = _title(slug), school_day(utc_now())
    stock = lending(db.session, card.id, since=today).for_newcomer(today)
    first, last = _asked_day("van"), _asked_day("tot")
    if first is None or not today <= first <= today + HORIZON or not stock.room(Period(first, first)).free:
        first = None
    if first is None or last is None or not first <= last <= first + HORIZON:
        last = None
    shown = _asked_day("maand") or first or today
    start = min(max(month_of(shown), month_of(today)), month_of(today + HORIZON))
    return render_template(
        "library/calendar.html",
        card=card,
        months=free_months(stock, start, today=today, since=first if last is None else None),
        first=first,
        last=last,
        copies=_asked_copies(),
        group=request.args.get("klas", type=row_id),
        free=stock.room(Period(first, last)).free if first and last else None,
        earlier=months_on(start, -MONTHS_SHOWN) if start > month_of(today) else None,
        later=months_on(start, MONTHS_SHOWN) if months_on(start, MONTHS_SHOWN) <= today + HORIZON else None,
        today=today,
        start=start,
        is_unlimited=stock.is_unlimited,
        unlimited=UNLIMITED,
    )
