"""The titles that go with a company's production, or with an offer of a house."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.extensions import db
from portal.library.choosing.pairs import pair_of_title, pairs_page, say_together
from portal.library.choosing.shows import Show, linkable_titles, titles_of
from portal.library.models import Title
from portal.offers.models import Offer, Production
from portal.web.access import for_company, for_editor, person
from portal.web.intake import row_id

blueprint = Blueprint("choosing_houses", __name__, template_folder="../templates")


def _titles_page(show: Show, name: str, address: str, crumbs: list[tuple[str, str]]) -> ResponseReturnValue:
    return pairs_page(
        "choosing/titles.html",
        name,
        address,
        crumbs,
        [pair_of_title(card) for card in titles_of(db.session, show)],
        lambda text: [pair_of_title(card) for card in linkable_titles(db.session, show, text)],
    )


def _titles_submit(show: Show) -> None:
    title_id = request.form.get("boek", type=row_id)
    if title_id is None or db.session.get(Title, title_id) is None:
        abort(404)
    say_together(title_id, show)


def _own_production(slug: str) -> Production:
    """A production of this person's company; another one is not there."""
    query = select(Production).where(Production.slug == slug, Production.company_id.in_(person().companies))
    found = db.session.scalar(query)
    return found if found is not None else abort(404)


@blueprint.get("/gezelschap/<slug>/boeken")
@for_company
def production_titles(slug: str) -> ResponseReturnValue:
    production = _own_production(slug)
    crumbs = [("Producties", "/gezelschap"), (production.title, f"/gezelschap/{slug}"), ("Boeken", "")]
    return _titles_page(Show(production.id), production.title, f"/gezelschap/{slug}/boeken", crumbs)


@blueprint.post("/gezelschap/<slug>/boeken")
@for_company
def production_titles_submit(slug: str) -> ResponseReturnValue:
    _titles_submit(Show(_own_production(slug).id))
    return redirect(url_for("choosing_houses.production_titles", slug=slug), code=303)


def _own_offer(offer_id: int) -> Offer:
    """An offer of this person's house; another one is not there."""
    found = db.session.scalar(select(Offer).where(Offer.id == offer_id, Offer.centre_id.in_(person().edits)))
    return found if found is not None else abort(404)


@blueprint.get("/centrum/aanbod/<int:offer_id>/boeken")
@for_editor
def offer_titles(offer_id: int) -> ResponseReturnValue:
    offer = _own_offer(offer_id)
    address = f"/centrum/aanbod/{offer.id}"
    crumbs = [("Aanbod", "/centrum/aanbod"), (offer.title, address), ("Boeken", "")]
    return _titles_page(Show(offer_id=offer.id), offer.title, f"{address}/boeken", crumbs)


@blueprint.post("/centrum/aanbod/<int:offer_id>/boeken")
@for_editor
def offer_titles_submit(offer_id: int) -> ResponseReturnValue:
    _titles_submit(Show(offer_id=_own_offer(offer_id).id))
    return redirect(url_for("choosing_houses.offer_titles", offer_id=offer_id), code=303)
