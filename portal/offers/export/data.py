"""Offers as data for others: one as JSON-LD, a search as JSON-LD, and what search engines read in a page."""

from typing import Any

from flask import json, redirect, request
from flask.typing import ResponseReturnValue

import portal.offers.refusals  # noqa: F401 - registers the words of the refusals.
from portal.clock import utc_now
from portal.extensions import db
from portal.offers.export.answers import blueprint, public
from portal.offers.export.queries import whole_offers
from portal.offers.export.schema import schema_org
from portal.offers.export.uitdatabank import as_event, page_of_events
from portal.offers.filter import OfferFilter
from portal.offers.queries import OfferPage, find_offers, published_offer
from portal.offers.where import located
from portal.web.access import settings
from portal.web.refusals import problem

KIND = "application/ld+json"


@blueprint.get("/aanbod/<slug>.jsonld")
def offer_jsonld(slug: str) -> ResponseReturnValue:
    """A published offer in the shape of UiTdatabank, with the places that are left."""
    offer = published_offer(db.session, slug)
    if offer.slug != slug:
        return redirect(f"/aanbod/{offer.slug}.jsonld", code=301)
    (whole,) = whole_offers(db.session, [offer.id])
    return public(json.dumps(as_event(whole, settings().base_url)), KIND)


@blueprint.get("/aanbod.jsonld")
def offers_jsonld() -> ResponseReturnValue:
    """A page of search results in that shape; the parameters are those of the search, and a wrong one is refused."""
    wanted, unreadable = OfferFilter.from_query(request.args)
    wanted, unfound = located(db.session, wanted, None)
    if bad := (*unreadable, *unfound):
        errors = [{"parameter": one.name, "value": one.value, "message": one.reason} for one in bad]
        return problem(422, "bad_parameter", "Een parameter klopt niet", errors=errors)
    found = find_offers(db.session, wanted, utc_now(), facets=())
    events = [as_event(whole, settings().base_url) for whole in whole_offers(db.session, found.ids)]
    return public(json.dumps(page_of_events(events, total=found.total, limit=wanted.limit)), KIND)


@blueprint.app_template_global("schema_org")
def schema_org_of(page: OfferPage) -> dict[str, Any]:
    """What search engines read in the page of an offer. In a data block, which no browser runs."""
    return schema_org(page, settings().base_url)


@blueprint.app_template_global("base_url")
def base_url() -> str:
    return settings().base_url
