"""`/centrum/aanbod`: the offers of a house, from the first word of a draft to the end of the season."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

import portal.offers.publish.refusals  # noqa: F401 - registers the words of the refusals.
from portal.accounts.models import Centre, ClassLevel
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.details import details_of
from portal.offers.history import Author, changes_of
from portal.offers.models import Discipline, Offer, OfferKind, OfferMode, OfferState, Performance, PriceUnit
from portal.offers.photos.sources import photo_sources
from portal.offers.publish.desk import school_years, season_of
from portal.offers.publish.errors import EditedMeanwhile, NotReady
from portal.offers.publish.facts import OfferFacts, facts_of, with_json
from portal.offers.publish.productions import (
    differing,
    link,
    maker_of,
    news_for,
    programme,
    shared_productions,
    take_over,
    unlink,
)
from portal.offers.publish.service import (
    change_offer,
    changed_since,
    create_draft,
    missing,
    offer_of,
    publish_offer,
    remove_draft,
    withdraw_offer,
)
from portal.offers.publish.sheet import (
    ACCESS,
    LANGUAGES,
    MODES,
    SPEECH,
    Merged,
    Sheet,
    Towns,
    merged,
    read_sheet,
    sheet_of,
)
from portal.offers.publish.story import in_words, label_of, told
from portal.offers.queries import page_of
from portal.offers.routes import cost_of
from portal.places.models import Province, Region
from portal.places.queries import all_places
from portal.web import formats
from portal.web.access import for_editor, person
from portal.web.booked import alive_at, booked_at, booked_by
from portal.web.intake import row_id

blueprint = Blueprint("publish", __name__, template_folder="templates")

ADD_ROW = "rij"
HISTORY_PAGE = 50
SHOWS_A_PAGE, PAGES_MAX = 24, 1_000

MISSING = {
    "short": ("short", "een zin die zegt wat het is"),
    "description": ("description", "een beschrijving"),
    "levels": ("levels", "minstens één niveau"),
    "ages": ("age_from", "de leeftijd"),
    "duration": ("duration_min", "de duur"),
    "discipline": ("discipline", "de discipline"),
    "price": ("price", "een prijs; vul 0 in als het gratis is"),
    "regions": ("towns", "waar je komt, want dit gaat naar de scholen"),
    "date": ("", "een datum, of een afspraak in overleg"),
    "picture": ("", "een foto met een beschrijving en een bron"),
}
"""By code of what is missing: the field in the form, and its words."""


def author() -> Author:
    return Author(person().id, person().name)


def own_offer(offer_id: int, *, lock: bool = False) -> Offer:
    """An offer of this person's house; one of another house is not there (404)."""
    return offer_of(db.session, offer_id, person().edits, lock=lock)


def own_centres() -> list[tuple[int, str]]:
    rows = db.session.execute(
        select(Centre.id, Centre.name).where(Centre.id.in_(person().edits)).order_by(Centre.name)
    )
    return [(row.id, row.name) for row in rows]


def chosen_centre() -> int:
    """The house that a form names; who has one house need not say."""
    wanted = request.form.get("huis", type=row_id)
    if wanted is None:
        return min(person().edits)
    return wanted if wanted in person().edits else abort(403)


# --- The list -------------------------------------------------------------------------------------------------


@blueprint.get("/centrum/aanbod")
@for_editor
def season() -> ResponseReturnValue:
    now, centres = utc_now(), person().edits
    shown = request.args.get("staat", "")
    state = OfferState(shown) if shown in set(OfferState) else None
    year = request.args.get("seizoen", type=int)
    text = request.args.get("zoek", "").strip()[:80]
    years = school_years(db.session, centres, school_day(now))
    found = season_of(
        db.session,
        centres,
        now,
        state=state,
        year=year if year in years else None,
        text=text,
        page=request.args.get("pagina", 1, type=int),
    )
    return render_template(
        "publish/season.html",
        season=found,
        states=OfferState,
        state=state,
        years=years,
        year=year,
        text=text,
        houses=own_centres(),
        news=news_for(db.session, centres),
        sources=photo_sources,
        query={"staat": shown if state else "", "seizoen": year or "", "zoek": text},
    )


# --- The form -------------------------------------------------------------------------------------------------


def _towns() -> Towns:
    return Towns.of([(place.nis, place.name) for place in all_places(db.session)])


def wide_regions() -> dict[str, dict[str, str]]:
    """The regions to tick as a working region: by kind, their code and their name."""
    return {
        "Provincies": {f"prv-{one.value}": formats.word(one.value) for one in Province},
        "Regio's": {f"reg-{one.value}": formats.word(one.value) for one in Region},
    }


def _codes() -> list[str]:
    return [code for group in wide_regions().values() for code in group]


def form_page(sheet: Sheet, *, offer: Offer | None = None, status: int = 200, **more: Any) -> ResponseReturnValue:
    """The form of an offer, new or known, with everything it offers to choose from."""
    return render_template(
        "publish/edit.html",
        sheet=sheet,
        offer=offer,
        version=more.pop("version", offer.updated_at.isoformat() if offer else ""),
        merge=more.pop("merge", None),
        houses=own_centres(),
        levels=list(ClassLevel),
        kinds=list(OfferKind),
        disciplines=list(Discipline),
        modes=list(OfferMode),
        units=list(PriceUnit),
        speech=SPEECH,
        visits=MODES,
        languages=LANGUAGES,
        access=ACCESS,
        regions=wide_regions(),
        lacking=[MISSING[code] for code in missing(db.session, offer, utc_now())] if offer else [],
        differences=_differences(offer) if offer else [],
        maker=maker_of(db.session, offer) if offer else None,
        label_of=label_of,
        **more,
    ), status


def _differences(offer: Offer) -> list[dict[str, str]]:
    return [
        {
            "name": one.name,
            "label": label_of(one.name),
            "own": in_words(one.name, one.own),
            "company": in_words(one.name, one.company),
        }
        for one in differing(db.session, offer)
    ]


@blueprint.get("/centrum/aanbod/nieuw")
@for_editor
def new() -> ResponseReturnValue:
    empty = OfferFacts(title="", open_fields=("age_from", "discipline", "duration_min", "price_cents"))
    return form_page(sheet_of(empty, _towns()))


@blueprint.post("/centrum/aanbod/nieuw")
@for_editor
def new_submit() -> ResponseReturnValue:
    centre_id = chosen_centre()
    sheet = read_sheet(request.form, _towns(), _codes())
    if ADD_ROW in request.form:
        return form_page(sheet)
    if sheet.facts is None:
        return form_page(sheet, status=422)
    with write_transaction(db.session) as session:
        made = create_draft(session, centre_id, sheet.facts, author=author(), now=utc_now())
    flash(f"{made.title} is bewaard als ontwerp. Niemand ziet het tot je het publiceert.")
    return redirect(_onward(made.id), code=303)


def _onward(offer_id: int) -> str:
    """Where the button that was pressed leads: stay, or on to the next step."""
    steps = {"fotos": "photos.gallery", "data": "moments.dates", "voorbeeld": "publish.preview"}
    return url_for(steps.get(request.form.get("verder", ""), "publish.edit"), offer_id=offer_id)


@blueprint.get("/centrum/aanbod/<int:offer_id>")
@for_editor
def edit(offer_id: int) -> ResponseReturnValue:
    offer = own_offer(offer_id)
    return form_page(sheet_of(facts_of(db.session, offer), _towns()), offer=offer)


@blueprint.post("/centrum/aanbod/<int:offer_id>")
@for_editor
def edit_submit(offer_id: int) -> ResponseReturnValue:
    """Save. What a colleague saved meanwhile is shown next to what was typed here, and nothing of either is lost."""
    offer = own_offer(offer_id)
    sheet = read_sheet(request.form, _towns(), _codes())
    version = request.form.get("versie", "")
    if ADD_ROW in request.form:
        return form_page(sheet, offer=offer, version=version)
    try:
        seen = row_moment(version)
    except ValueError:
        seen = offer.updated_at
    if sheet.facts is None:
        return form_page(sheet, offer=offer, version=version, status=422)
    try:
        with write_transaction(db.session) as session:
            locked = own_offer(offer_id, lock=True)
            changed = change_offer(session, locked, sheet.facts, seen, author=author(), now=utc_now())
    except EditedMeanwhile:
        return _conflict(sheet, own_offer(offer_id), seen)
    except NotReady as refusal:
        return _kept_whole(sheet, own_offer(offer_id), refusal.missing, version)
    flash("Bewaard." if changed else "Er was niets veranderd.", "message" if changed else "info")
    return redirect(_onward(offer_id), code=303)


def row_moment(text: str) -> datetime:
    """A version out of a form: an aware moment; ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _kept_whole(sheet: Sheet, offer: Offer, gone: tuple[str, ...], version: str) -> ResponseReturnValue:
    """A published offer that would lose what teachers need: each field says so."""
    problems = {MISSING[code][0]: f"Dit aanbod is gepubliceerd en heeft {MISSING[code][1]} nodig." for code in gone}
    wrong = Sheet(sheet.typed, sheet.marked, sheet.rows, problems)
    return form_page(wrong, offer=offer, version=version, status=422)


def _conflict(mine: Sheet, offer: Offer, seen: datetime) -> ResponseReturnValue:
    """Somebody else was faster: their fields come along, disputed ones show both, and one more click saves."""
    towns = _towns()
    now_there = facts_of(db.session, offer)
    base = with_json(now_there, changed_since(db.session, offer.id, seen))
    found: Merged = merged(mine, sheet_of(base, towns), sheet_of(now_there, towns))
    entries = [told(change) for change in changes_of(db.session, offer.id, after=seen)]
    return form_page(found.sheet, offer=offer, merge=found, entries=entries, status=409)


# --- States ---------------------------------------------------------------------------------------------------


@blueprint.get("/centrum/aanbod/<int:offer_id>/voorbeeld")
@for_editor
def preview(offer_id: int) -> ResponseReturnValue:
    """The page exactly as teachers will see it, under a banner that says that it is an example."""
    offer, now = own_offer(offer_id), utc_now()
    page = page_of(db.session, offer, now)
    codes = missing(db.session, offer, now)
    return render_template(
        "publish/preview.html",
        page=page,
        details=details_of(db.session, page, now),
        cost=cost_of(page),
        asked=False,
        address=url_for("publish.preview", offer_id=offer_id),
        # Without what stands behind a comma: that helps in the form, and is too long in a banner.
        lacking=[re.split("[,;]", MISSING[code][1])[0] for code in codes],
    )


@blueprint.get("/centrum/aanbod/<int:offer_id>/publiceren")
@for_editor
def publishing(offer_id: int) -> ResponseReturnValue:
    return _publishing_page(own_offer(offer_id))


def _publishing_page(offer: Offer, status: int = 200) -> ResponseReturnValue:
    codes = missing(db.session, offer, utc_now())
    steps = [(code, field, words, code not in codes) for code, (field, words) in MISSING.items()]
    if offer.mode is not OfferMode.AT_SCHOOL:
        steps = [step for step in steps if step[0] != "regions"]
    return render_template("publish/publish.html", offer=offer, steps=steps, ready=not codes), status


@blueprint.post("/centrum/aanbod/<int:offer_id>/publiceren")
@for_editor
def publishing_submit(offer_id: int) -> ResponseReturnValue:
    own_offer(offer_id)
    try:
        with write_transaction(db.session) as session:
            offer = own_offer(offer_id, lock=True)
            fresh = publish_offer(session, offer, author=author(), now=utc_now())
    except NotReady:
        return _publishing_page(own_offer(offer_id), 422)
    flash(f"{offer.title} staat nu op de affiche." if fresh else "Dit aanbod stond al op de affiche.")
    return redirect(url_for("publish.edit", offer_id=offer_id), code=303)


@blueprint.get("/centrum/aanbod/<int:offer_id>/intrekken")
@for_editor
def withdrawing(offer_id: int) -> ResponseReturnValue:
    """Who booked, before anything is taken off the affiche: those bookings stay."""
    offer = own_offer(offer_id)
    performances = db.session.execute(
        select(Performance.id, Performance.starts_at)
        .where(Performance.offer_id == offer_id)
        .order_by(Performance.starts_at)
    ).all()
    booked = booked_by(db.session, {offer.centre_id}, [row.id for row in performances])
    waiting = sum(alive_at(db.session, [row.id for row in performances]).values())
    return render_template(
        "publish/withdraw.html",
        offer=offer,
        performances=[row for row in performances if row.id in booked],
        booked=booked,
        bookings=max(waiting, sum(map(len, booked.values()))),
    )


@blueprint.post("/centrum/aanbod/<int:offer_id>/intrekken")
@for_editor
def withdrawing_submit(offer_id: int) -> ResponseReturnValue:
    own_offer(offer_id)
    with write_transaction(db.session) as session:
        offer = own_offer(offer_id, lock=True)
        withdrawn = withdraw_offer(session, offer, author=author(), now=utc_now())
    flash(f"{offer.title} is ingetrokken." if withdrawn else "Dit aanbod stond niet op de affiche.")
    return redirect(url_for("publish.edit", offer_id=offer_id), code=303)


@blueprint.post("/centrum/aanbod/<int:offer_id>/weg")
@for_editor
def remove_submit(offer_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    own_offer(offer_id)
    with write_transaction(db.session) as session:
        offer = own_offer(offer_id, lock=True)
        remove_draft(session, offer, booked_at)
    flash(f"Het ontwerp van {offer.title} is weg.", "info")
    return redirect(url_for("publish.season"), code=303)


# --- History --------------------------------------------------------------------------------------------------


@blueprint.get("/centrum/aanbod/<int:offer_id>/geschiedenis")
@for_editor
def history(offer_id: int) -> ResponseReturnValue:
    offer = own_offer(offer_id)
    before = request.args.get("voor", type=row_id)
    changes = changes_of(db.session, offer_id, before_id=before, limit=HISTORY_PAGE + 1)
    older = changes[HISTORY_PAGE - 1].id if len(changes) > HISTORY_PAGE else None
    entries = [told(change) for change in changes[:HISTORY_PAGE]]
    return render_template("publish/history.html", offer=offer, entries=entries, older=older, is_first=before is None)


# --- Productions of companies ---------------------------------------------------------------------------------


@blueprint.get("/centrum/producties")
@for_editor
def productions() -> ResponseReturnValue:
    text = request.args.get("zoek", "").strip()[:80]
    page = min(max(1, request.args.get("pagina", 1, type=int)), PAGES_MAX)
    start = (page - 1) * SHOWS_A_PAGE
    found = shared_productions(db.session, person().edits, text, start=start, limit=SHOWS_A_PAGE + 1)
    return render_template(
        "publish/productions.html",
        productions=found[:SHOWS_A_PAGE],
        text=text,
        page=page,
        pages=page + (len(found) > SHOWS_A_PAGE),
        houses=own_centres(),
        sources=photo_sources,
    )


@blueprint.post("/centrum/producties/<slug>")
@for_editor
def programme_submit(slug: str) -> ResponseReturnValue:
    """Put a production on the programme: a draft that is filled in already."""
    centre_id = chosen_centre()
    with write_transaction(db.session) as session:
        made = programme(session, slug, centre_id, author=author(), now=utc_now())
    flash(f"{made.title} staat klaar als ontwerp. Vul de prijs en je data nog in.")
    return redirect(url_for("publish.edit", offer_id=made.id), code=303)


@blueprint.post("/centrum/aanbod/<int:offer_id>/overnemen")
@for_editor
def take_over_submit(offer_id: int) -> ResponseReturnValue:
    own_offer(offer_id)
    with write_transaction(db.session) as session:
        offer = own_offer(offer_id, lock=True)
        many = take_over(session, offer, request.form.getlist("veld"), author=author(), now=utc_now())
    flash(
        f"{formats.count(many, 'veld', 'velden')} overgenomen van het gezelschap."
        if many
        else "Er was niets over te nemen."
    )
    return redirect(url_for("publish.edit", offer_id=offer_id), code=303)


@blueprint.get("/centrum/aanbod/<int:offer_id>/productie")
@for_editor
def production(offer_id: int) -> ResponseReturnValue:
    """Which production of a company this offer is: those that are called like it, or what is looked for."""
    offer = own_offer(offer_id)
    text = request.args.get("zoek", offer.title).strip()[:80]
    found = shared_productions(db.session, person().edits, text, limit=SHOWS_A_PAGE)
    return render_template(
        "publish/link.html",
        offer=offer,
        productions=found,
        text=text,
        maker=maker_of(db.session, offer),
        sources=photo_sources,
    )


@blueprint.post("/centrum/aanbod/<int:offer_id>/productie")
@for_editor
def production_submit(offer_id: int) -> ResponseReturnValue:
    own_offer(offer_id)
    slug = request.form.get("productie", "")
    with write_transaction(db.session) as session:
        offer = own_offer(offer_id, lock=True)
        if slug:
            title = link(session, offer, slug, author=author(), now=utc_now()).title
            told_so = f"Dit aanbod hoort nu bij {title}. Jullie eigen tekst en data bleven staan."
        else:
            undone = unlink(session, offer, author=author(), now=utc_now())
            told_so = "Dit aanbod staat weer op zichzelf." if undone else "Er was niets veranderd."
    flash(told_so)
    return redirect(url_for("publish.edit", offer_id=offer_id), code=303)
