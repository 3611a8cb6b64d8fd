"""Pages of a round: for everybody, and for schools that wish. Those of a house are in `house_pages`."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.models import ClassLevel
from portal.accounts.queries import ClassCard, classes_of, school_year
from portal.bookings.forms import BookingForm, read_form
from portal.bookings.policy.service import rules_in_force
from portal.bookings.policy.words import sentences
from portal.bookings.rounds import errors, house_pages
from portal.bookings.rounds.forms import ChoiceForm, choices_of, class_form, empty_choices, read_choices
from portal.bookings.rounds.keeping import Keeper, keepers_of
from portal.bookings.rounds.lottery import RULES
from portal.bookings.rounds.models import RoundState
from portal.bookings.rounds.protocol import FILE_MAX_BYTES, NotAProtocol, verify
from portal.bookings.rounds.queries import (
    RoundCard,
    RoundLine,
    WishCard,
    corrections_of,
    protocol_of,
    round_by_slug,
    rounds_for_school,
    told,
    wishes_in,
)
from portal.bookings.rounds.wishes import WishList, submit_wishes, withdraw_wishes
from portal.bookings.rounds.words import CHECKS, STATES, VERDICTS, choice_name
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db, limiter
from portal.web.access import for_school, person, person_or_none
from portal.web.refusals import Page, show

blueprint = Blueprint("rounds", __name__, template_folder="templates")
blueprint.register_blueprint(house_pages.blueprint)

show(errors.NoSuchRound, Page(404, "We vinden die verdeling niet", "Ze is van een ander huis, of ze is geschrapt."))
show(
    errors.InRound,
    Page(
        409,
        "Deze voorstelling wordt verdeeld",
        "Er zijn meer scholen dan plaatsen: het huis verdeelt ze na een loting. Geef je voorkeur door; wat daarna "
        "over is, kan iedereen boeken.",
        "rounds/in_round.html",
    ),
)
show(
    errors.RoundNotOpen,
    Page(
        409,
        "Voorkeuren geven kan nu niet",
        "Het venster van deze verdeling is nog niet open, of het is gesloten. Er is niets veranderd.",
        "rounds/not_open.html",
    ),
)
show(errors.RoundFixed, Page(409, "Dit ligt al vast", "Wat aangekondigd of geloot is, verandert niet meer."))
show(
    errors.RoundNotReady,
    Page(409, "Zover zijn we nog niet", "Het venster is nog open, of het getal van buitenaf is nog niet bekend."),
)
show(
    errors.TooFewSeats,
    Page(
        409,
        "Een zaal is te klein geworden",
        "Sinds de loting heeft een van de voorstellingen minder plaatsen dan er gegeven zijn. Er is niets geboekt: "
        "zet het aantal plaatsen terug en maak de verdeling dan bekend.",
    ),
)

blueprint.add_app_template_filter(choice_name, "choice_name")
blueprint.add_app_template_filter(STATES.__getitem__, "round_state")
blueprint.add_app_template_filter(VERDICTS.__getitem__, "verdict")


@blueprint.app_template_global("keepers_of")
def keepers(performance_ids: Sequence[int]) -> dict[int, Keeper]:
    """The rounds that give these performances out, for the page of an offer and the form of a booking."""
    return keepers_of(db.session, performance_ids, now=utc_now())


@blueprint.app_template_global("open_rounds")
def open_rounds() -> list[RoundLine]:
    """The rounds in which the school of who is signed in can wish now."""
    moment = utc_now()
    lines = rounds_for_school(db.session, person().schools, now=moment)
    return [line for line in lines if line.state(moment) is RoundState.OPEN]


def _round(slug: str) -> RoundCard:
    return round_by_slug(db.session, slug) or abort(404)


# --- For everybody ----------------------------------------------------------------------------------------------


@blueprint.get("/verdeling/<slug>")
def public(slug: str) -> ResponseReturnValue:
    """The rules and the commitment; after the lot what it gave, under numbers."""
    found = _round(slug)
    text = protocol_of(db.session, slug)
    somebody = person_or_none()
    mine = wishes_in(db.session, found.id, schools=somebody.schools) if somebody and somebody.schools else []
    return render_template(
        "rounds/public.html",
        found=found,
        state=found.state(utc_now()),
        rules=RULES,
        told=told(text) if text else None,
        corrections=corrections_of(db.session, found.id),
        mine=mine,
    )


@blueprint.get("/verdeling/<slug>.json")
def file(slug: str) -> ResponseReturnValue:
    """The published file itself, to the byte: its sha256 stands on the page."""
    text = protocol_of(db.session, slug)
    if text is None:
        abort(404)
    answer = Response(text.encode(), content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="verdeling-{slug}.json"'
    return answer


@blueprint.get("/verdeling/narekenen")
def check() -> ResponseReturnValue:
    return render_template("rounds/check.html", verdict=None, problem="", checks=CHECKS)


@blueprint.post("/verdeling/narekenen")
@limiter.limit("20 per minute")
def check_submit() -> ResponseReturnValue:
    """Draw a published file again. Nothing of it is kept."""
    sent = request.files.get("bestand")
    data = sent.stream.read(FILE_MAX_BYTES + 1) if sent is not None else b""
    try:
        verdict = verify(data)
    except NotAProtocol:
        problem = "Dit is geen bestand van een verdeling. Neem het van de pagina van de verdeling, onveranderd."
        return render_template("rounds/check.html", verdict=None, problem=problem, checks=CHECKS), 422
    return render_template("rounds/check.html", verdict=verdict, problem="", checks=CHECKS)


# --- For schools ------------------------------------------------------------------------------------------------


@blueprint.get("/verdelingen")
@for_school
def own() -> ResponseReturnValue:
    moment = utc_now()
    lines = rounds_for_school(db.session, person().schools, now=moment)
    return render_template("rounds/own.html", lines=lines, moment=moment)


def _school_id() -> int:
    return person().home_school_id or abort(403)


def _classes() -> list[ClassCard]:
    return classes_of(db.session, _school_id(), school_year(school_day(utc_now())))


@blueprint.get("/verdeling/<slug>/voorkeur")
@for_school
def wish(slug: str) -> ResponseReturnValue:
    """`?groep=7` opens the list of a group that wished already, with those that go together with it."""
    found = _round(slug)
    wishes = wishes_in(db.session, found.id, schools=[_school_id()])
    number = request.args.get("groep", type=int)
    picked = next((one for one in wishes if one.number == number), None)
    changing = [one for one in wishes if picked and _goes_with(one, picked)]
    form = class_form(_classes(), wishes, changing)
    return _wish_page(found, wishes, form, choices_of(found, picked) if picked else empty_choices(found))


def _goes_with(one: WishCard, picked: WishCard) -> bool:
    return one.id == picked.id or (one.together is not None and one.together == picked.together)


@blueprint.post("/verdeling/<slug>/voorkeur")
@for_school
def wish_submit(slug: str) -> ResponseReturnValue:
    found = _round(slug)
    read = read_form(request.form, request.form.getlist("klas"), _classes(), "")
    form = replace(read, errors={name: said for name, said in read.errors.items() if name != "moment"})
    choices = read_choices(request.form, request.form.getlist("keuze"), found)
    if "omhoog" in request.form or "omlaag" in request.form:
        calm = replace(form, errors={}, rows=tuple(replace(row, errors={}) for row in form.rows))
        return _wish_page(found, _wishes(found), calm, choices)
    if not form.is_sound:
        return _wish_page(found, _wishes(found), form, choices, status=422)
    wanted = WishList(
        round_id=found.id,
        school_id=_school_id(),
        actor=person(),
        groups=form.groups,
        preferences=choices.chosen_preferences,
        reserves=choices.chosen_reserves,
        wants=choices.wanted,
        together=choices.together,
    )
    try:
        with write_transaction(db.session):
            noted = submit_wishes(db.session, wanted, now=utc_now())
    except errors.BadWish as bad:
        return _wish_page(found, _wishes(found), form, replace(choices, errors=bad.problems), status=422)
    names = " en ".join(one.name for one in noted)
    flash(f"De voorkeur van {names} is genoteerd. Tot het venster sluit, kan je ze nog wijzigen.")
    return redirect(url_for("rounds.wish", slug=slug) + "#genoteerd", code=303)


def _wishes(found: RoundCard) -> list[WishCard]:
    return wishes_in(db.session, found.id, schools=[_school_id()])


def _wish_page(
    found: RoundCard, wishes: list[WishCard], form: BookingForm, choices: ChoiceForm, *, status: int = 200
) -> ResponseReturnValue:
    rules = rules_in_force(db.session, found.centre_id).rules
    return render_template(
        "rounds/wish.html",
        found=found,
        state=found.state(utc_now()),
        wishes=wishes,
        form=form,
        choices=choices,
        levels=tuple(ClassLevel),
        rules=rules,
        sentences=sentences(rules),
    ), status


@blueprint.post("/verdeling/<slug>/intrekken")
@for_school
def withdraw(slug: str) -> ResponseReturnValue:
    found = _round(slug)
    gone = request.form.get("groep", type=int)
    ids = [one.id for one in _wishes(found) if one.number == gone]
    with write_transaction(db.session):
        many = withdraw_wishes(db.session, found.id, ids, school_id=_school_id(), actor=person(), now=utc_now())
    flash("Ingetrokken." if many else "Die groep had geen voorkeur (meer).", "success" if many else "info")
    return redirect(url_for("rounds.wish", slug=slug), code=303)
