"""`/aanbod`: the search and the pages of offers."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

import portal.offers.refusals  # noqa: F401 - registers the words of the refusals.
from portal.bookings.price import Tariff, price
from portal.clock import utc_now
from portal.extensions import db
from portal.offers.filter import BadParameter, OfferFilter
from portal.offers.page import DISTANCES_KM, search_page
from portal.offers.queries import OfferPage, find_offers, offer_cards, offer_page
from portal.offers.where import START_KM, located
from portal.places.queries import Place, all_places
from portal.web.access import settings
from portal.web.neighbourhood import home_place, round_home

blueprint = Blueprint("offers", __name__, template_folder="templates")

PLACE_PARAMETERS = ("distance", "place", "postalCode", "coordinates", "regions", "regions[]")
PUPILS_MAX, COMPANIONS_MAX = 500, 100


def asked_for(home: Place | None) -> tuple[OfferFilter, tuple[BadParameter, ...]]:
    """The filter of this request. A teacher's search starts round the school until they say where else."""
    wanted, unreadable = OfferFilter.from_query(request.args)
    nowhere = home is not None and not any(name in request.args for name in PLACE_PARAMETERS)
    # Who names a municipality means the neighbourhood; "enkel hier" is an empty distance that was sent along.
    if nowhere or (wanted.place and "distance" not in request.args):
        wanted = replace(wanted, distance=START_KM)
    wanted, unfound = located(db.session, wanted, home)
    return wanted, unreadable + unfound


def link_to(wanted: OfferFilter, home: Place | None) -> str:
    """The address of a search. Where `asked_for` would put a distance in, an empty one says that none is meant."""
    query = wanted.to_query()
    from_school = home is not None and not (wanted.names_a_place or wanted.regions)
    if not wanted.distance and (wanted.place or from_school):
        query = f"{query}&distance=".removeprefix("&")
    return f"/aanbod?{query}" if query else "/aanbod"


@blueprint.get("/aanbod")
def search() -> ResponseReturnValue:
    now, home = utc_now(), home_place()
    wanted, bad = asked_for(home)
    found = find_offers(db.session, wanted, now, home=round_home(home))
    cards = offer_cards(db.session, found.ids, wanted, now, home=round_home(home))
    places = all_places(db.session)
    page = search_page(db.session, wanted, found, cards, bad, places=places, home=home, now=now)
    fragment = request.headers.get("X-Fragment") == "cards"
    response = Response(
        render_template(
            "offers/fragment.html" if fragment else "offers/search.html",
            page=page,
            places=places,
            distances=DISTANCES_KM,
            link=lambda other: link_to(other, home),
        )
    )
    return _of_this_moment(response)


def _of_this_moment(response: Response) -> Response:
    """One address gives a page and a fragment, each person their own region, and places left go by the minute."""
    response.headers["Vary"] = "X-Fragment, Cookie"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@dataclass(frozen=True)
class ClassCount:
    """Who comes, for "what does it cost for my class"."""

    pupils: int
    companions: int


@dataclass(frozen=True)
class Cost:
    """What a class pays, or which field is not a number yet."""

    count: ClassCount
    cents: int
    paying: int
    free_companions: int
    problems: dict[str, str]


def cost_of(page: OfferPage) -> Cost:
    problems: dict[str, str] = {}
    pupils = _counted("leerlingen", 24, 1, PUPILS_MAX, problems)
    companions = _counted("begeleiders", 2, 0, COMPANIONS_MAX, problems)
    offer, count = page.offer, ClassCount(pupils, companions)
    asked = price([count], Tariff(offer.price_cents, offer.price_unit, offer.pupils_per_free_companion))
    return Cost(count, asked.cents, asked.paying, asked.free_companions, problems)


def _counted(name: str, usual: int, least: int, most: int, problems: dict[str, str]) -> int:
    typed = request.args.get(name, "").strip()
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4 and least <= int(typed) <= most):
        problems[name] = f"Vul een getal van {least} tot {most} in."
        return usual
    return int(typed)


@blueprint.get("/aanbod/<slug>")
def offer(slug: str) -> ResponseReturnValue:
    home = home_place()
    page = offer_page(db.session, slug, utc_now(), home=round_home(home))
    if page.offer.slug != slug:
        return redirect(f"/aanbod/{page.offer.slug}", code=301)
    cost = cost_of(page)
    if request.headers.get("X-Fragment") == "cost":
        response = Response(render_template("offers/cost.html", cost=cost, offer=page.offer))
    else:
        asked = "leerlingen" in request.args and not cost.problems
        address = f"{settings().base_url}/aanbod/{slug}"
        response = Response(render_template("offers/offer.html", page=page, cost=cost, asked=asked, address=address))
    return _of_this_moment(response)
