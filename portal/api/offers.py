"""Offers and performances over the API, open to all: the same search as the page."""

from datetime import date
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

import portal.offers.refusals  # noqa: F401 - registers the words of the refusals.
from portal.api.auth import api_blueprint
from portal.api.problems import answer_with_problems
from portal.clock import local, utc_now
from portal.extensions import db
from portal.offers.filter import PARAMETERS, WITHOUT_EFFECT, BadParameter, OfferFilter, asked_facets
from portal.offers.queries import (
    OfferCard,
    OfferPage,
    PerformanceLine,
    find_offers,
    offer_cards,
    offer_page,
    performance_line,
)
from portal.offers.where import located
from portal.web.access import settings
from portal.web.refusals import problem

KNOWN = {name for name, _write in PARAMETERS.values()} | WITHOUT_EFFECT | {"facets"}

blueprint = api_blueprint("api_offers")
answer_with_problems(blueprint)


@blueprint.get("/offers")
def offers() -> ResponseReturnValue:
    """Published offers that match. Where the page leaves out what it can't read, this refuses and names all of it."""
    now = utc_now()
    wanted, unreadable = OfferFilter.from_query(request.args)
    wanted, unfound = located(db.session, wanted, None)
    facets, no_facets = asked_facets(request.args)
    if bad := (*_unknown(), *unreadable, *unfound, *no_facets):
        return _bad_parameters(bad)
    found = find_offers(db.session, wanted, now, facets=facets)
    cards = offer_cards(db.session, found.ids, wanted, now, dates=found.dates)
    return jsonify(
        total=found.total,
        start=wanted.start,
        limit=wanted.limit,
        items=[_card(card) for card in cards],
        facets=found.facets,
    )


@blueprint.get("/offers/<key>")
def offer(key: str) -> ResponseReturnValue:
    """One published offer, by id or slug, with its coming performances."""
    return jsonify(_page(offer_page(db.session, key, utc_now())))


@blueprint.get("/performances/<int:performance_id>")
def performance(performance_id: int) -> ResponseReturnValue:
    line, offer = performance_line(db.session, performance_id, utc_now())
    return jsonify(_performance(line) | {"offer": {"id": offer.id, "slug": offer.slug, "title": offer.title}})


def _unknown() -> list[BadParameter]:
    """A misspelt parameter would otherwise look like one that matches everything."""
    names = [name for name in request.args if name.removesuffix("[]") not in KNOWN]
    return [BadParameter(name[:80], request.args[name][:80], "Deze parameter bestaat niet.") for name in names]


def _bad_parameters(bad: tuple[BadParameter, ...]) -> ResponseReturnValue:
    errors = [{"parameter": one.name, "value": one.value, "message": one.reason} for one in bad]
    named = ", ".join(dict.fromkeys(one.name for one in bad))
    return problem(422, "bad_parameter", "Een parameter klopt niet", f"Kijk na: {named}.", errors=errors)


def _card(card: OfferCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "slug": card.slug,
        "title": card.title,
        "short": card.short,
        "url": f"{settings().base_url}/aanbod/{card.slug}",
        "kind": card.kind,
        "discipline": card.discipline,
        "mode": card.mode,
        "company": card.company,
        "centre": {
            "name": card.centre,
            "nis": card.nis,
            "municipality": card.municipality,
            "province": card.province,
        },
        "distance_km": None if card.km is None else round(card.km, 1),
        "levels": card.levels,
        "languages": card.languages,
        "working_region": card.works_in,
        "age_from": card.age_from,
        "age_to": card.age_to,
        "duration_min": card.duration_min,
        "price_cents": card.price_cents,
        "price_unit": card.price_unit,
        "access": card.access,
        "by_agreement": card.by_agreement,
        "available_from": _day(card.available_from),
        "available_to": _day(card.available_to),
        "picture": _picture(card.picture, card.picture_alt),
        "pack_id": card.pack_id,
        "performances": {
            "count": card.dates,
            "first_start": None if card.first is None else local(card.first).isoformat(),
            "most_seats_left": card.most_left,
        },
    }


def _page(page: OfferPage) -> dict[str, Any]:
    offer, centre = page.offer, page.centre
    return {
        "id": offer.id,
        "slug": offer.slug,
        "title": offer.title,
        "short": offer.short,
        "description": offer.description,
        "before": offer.before_text,
        "after": offer.after_text,
        "content_notes": offer.content_notes,
        "url": f"{settings().base_url}/aanbod/{offer.slug}",
        "kind": offer.kind.value,
        "discipline": offer.discipline.value,
        "mode": offer.mode.value,
        "language": offer.language,
        "performance_mode": offer.performance_mode,
        "company": page.company.name if page.company else None,
        "centre": {
            "slug": centre.slug,
            "name": centre.name,
            "nis": centre.nis,
            "municipality": page.municipality,
            "street": centre.street,
            "postal_code": centre.postal_code,
        },
        "levels": page.levels,
        "languages": page.languages,
        "working_region": page.works_in,
        "age_from": offer.age_from,
        "age_to": offer.age_to,
        "duration_min": offer.duration_min,
        "price_cents": offer.price_cents,
        "price_unit": offer.price_unit.value,
        "pupils_per_free_companion": offer.pupils_per_free_companion,
        "max_seats_per_school": offer.max_seats_per_school,
        "access": page.access,
        "by_agreement": page.is_by_agreement,
        "available_from": _day(offer.available_from),
        "available_to": _day(offer.available_to),
        "picture": _picture(offer.picture, offer.picture_alt, offer.picture_credit),
        "pack_id": page.production.pack_id if page.production else None,
        "performances": [_performance(line) for line in page.performances],
    }


def _performance(line: PerformanceLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "start": local(line.starts_at).isoformat(),
        "end": local(line.ends_at).isoformat(),
        "closes": local(line.closes_at).isoformat(),
        "venue": line.venue,
        "wheelchair_places": line.wheelchair_places,
        "capacity": line.capacity,
        "seats_left": line.left,
        "status": line.status,
        "in_school_hours": line.in_school_hours,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _picture(name: str, alt: str, credit: str = "") -> dict[str, str] | None:
    if not name:
        return None
    return {"url": f"{settings().base_url}/uploads/{name}", "alt": alt} | ({"credit": credit} if credit else {})
