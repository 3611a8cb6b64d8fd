"""`/aanbod`: the search and the pages of offers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

import portal.offers.refusals  # noqa: F401 - registers the words of the refusals.
from portal.accounts.models import ClassLevel
from portal.bookings.policy.charge import Ask, Party, charge
from portal.bookings.policy.price_line import price_line
from portal.bookings.policy.service import rules_in_force
from portal.clock import utc_now
from portal.extensions import db
from portal.library.choosing.shows import Show, titles_of
from portal.mail.transports import mail_domain
from portal.offers.calendar.feed import calendar_of, feed_entries
from portal.offers.calendar.month import month_sheet
from portal.offers.choices import chips_of, language_name
from portal.offers.details import details_of
from portal.offers.filter import BadParameter, Month, OfferFilter
from portal.offers.map.queries import REGION_NAMES, map_of
from portal.offers.page import DISTANCES_KM, Links, Look, SearchPage, View, search_page
from portal.offers.photos.sources import Sources, photo_sources
from portal.offers.queries import OfferPage, find_offers, known_places, offer_cards, offer_page
from portal.offers.where import START_KM, located
from portal.places.queries import Place
from portal.web import formats
from portal.web.access import person_or_none, settings
from portal.web.neighbourhood import home_place, round_home

blueprint = Blueprint("offers", __name__, template_folder="templates")

PLACE_PARAMETERS = ("distance", "place", "postalCode", "coordinates", "bounds", "regions", "regions[]")
PUPILS_MAX, COMPANIONS_MAX = 500, 100
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


def asked_for(home: Place | None) -> tuple[OfferFilter, tuple[BadParameter, ...]]:
    """The filter of this request. A teacher's search starts round the school until they say where else."""
    wanted, unreadable = OfferFilter.from_query(request.args)
    nowhere = home is not None and not any(name in request.args for name in PLACE_PARAMETERS)
    # Who names a municipality means the neighbourhood; "enkel hier" is an empty distance that was sent along.
    if nowhere or (wanted.place and "distance" not in request.args):
        wanted = replace(wanted, distance=START_KM)
    wanted, unfound = located(db.session, wanted, home)
    return wanted, unreadable + unfound


def looked_at() -> tuple[Look, tuple[BadParameter, ...]]:
    """The view of this request; what can't be read is named, and the list is shown."""
    view, month = request.args.get("weergave", "").strip(), request.args.get("maand", "").strip()
    bad = []
    if view and view not in set(View):
        bad.append(BadParameter("weergave", view[:80], f"Kies uit: {', '.join(View)}."))
    if month and not MONTH.fullmatch(month):
        bad.append(BadParameter("maand", month[:80], "Schrijf een maand als 2027-01."))
    look = Look(
        View(view) if view in set(View) else View.LIST,
        Month(int(month[:4]), int(month[5:])) if MONTH.fullmatch(month) else None,
    )
    return look, tuple(bad)


@blueprint.get("/aanbod")
def search() -> ResponseReturnValue:
    now, home = utc_now(), home_place()
    wanted, bad = asked_for(home)
    look, unknown = looked_at()
    page, places = _searched(wanted, look, bad + unknown, home, now)
    fragment = request.headers.get("X-Fragment") == "cards"
    response = Response(
        render_template(
            "offers/fragment.html" if fragment else "offers/search.html",
            page=page,
            places=places,
            distances=DISTANCES_KM,
            link=Links(look, home, settings().base_url),
        )
    )
    return _of_this_moment(response)


def _searched(
    wanted: OfferFilter, look: Look, bad: tuple[BadParameter, ...], home: Place | None, now: datetime
) -> tuple[SearchPage, list[Place]]:
    """The page in the view that is looked at. A calendar needs no cards."""
    asked = replace(wanted, start=0, limit=1) if look.view is View.CALENDAR else wanted
    found = find_offers(db.session, asked, now, home=round_home(home))
    cards = []
    if look.view is not View.CALENDAR:
        cards = offer_cards(db.session, found.ids, wanted, now, home=round_home(home), dates=found.dates)
    places = known_places(db.session)
    page = search_page(
        db.session, wanted, found, cards, bad, look=look, places=places, regions=REGION_NAMES, home=home, now=now
    )
    if look.view is View.CALENDAR:
        sheet = month_sheet(db.session, wanted, now, look.month, found.facets["months"])
        return replace(page, calendar=sheet), places
    if look.view is View.MAP:
        return replace(page, map=map_of(db.session, wanted, now, places, home)), places
    return page, places


@blueprint.get("/kalender.ics")
def calendar_feed() -> ResponseReturnValue:
    """A search as a feed. A calendar program has no school and no eyes: it gets what it asks for, or a refusal."""
    wanted, bad = asked_for(None)
    if bad:
        reasons = "\n".join(f"{one.name}: “{one.value}”. {one.reason}" for one in bad)
        return Response(
            f"Deze agenda kunnen we niet maken.\n{reasons}\n", 422, content_type="text/plain; charset=utf-8"
        )
    entries = feed_entries(db.session, wanted, utc_now())
    names = REGION_NAMES | {f"nis-{place.nis}": place.name for place in known_places(db.session)}
    about = ", ".join(chip.label for chip in chips_of(wanted, names))
    name, base_url = f"Aanbod: {about}" if about else "Aanbod voor scholen", settings().base_url
    response = Response(content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = "inline; filename=aanbod.ics"
    response.headers["Cache-Control"] = "no-cache"
    # Calendar programs ask every few hours: what they already have is found out before the file is written.
    response.set_etag(sha256(repr((entries, name, base_url)).encode()).hexdigest())
    response.make_conditional(request)
    if response.status_code == HTTPStatus.OK:
        response.data = calendar_of(entries, name, base_url=base_url, domain=mail_domain(base_url))
    return response


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
    each: int
    """Cents that one of them pays."""
    free_companions: int
    line: str
    """What one pays and who comes in free, in words; empty where nobody pays."""
    problems: dict[str, str]


def cost_of(page: OfferPage) -> Cost:
    problems: dict[str, str] = {}
    pupils = _counted("leerlingen", 24, 1, PUPILS_MAX, problems)
    companions = _counted("begeleiders", 2, 0, COMPANIONS_MAX, problems)
    offer, count = page.offer, ClassCount(pupils, companions)
    # A house may ask another price of small children: the level that the offer is made for first counts.
    level = ClassLevel(page.levels[0]) if page.levels else ClassLevel.LAGER_2
    ask = Ask(offer.price_cents, offer.price_unit, offer.kind, offer.pupils_per_free_companion)
    rules = rules_in_force(db.session, offer.centre_id).rules
    asked = charge(rules, ask, [Party(level, pupils, companions)])
    paying, each = sum(line.count for line in asked.lines), asked.lines[0].cents_each
    line = price_line(rules, ask, [ClassLevel(one) for one in page.levels])
    return Cost(count, asked.cents, paying, each, asked.free_companions, line, problems)


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
    now = utc_now()
    person = person_or_none()
    schools = frozenset() if person is None else person.schools
    page = offer_page(db.session, slug, now, home=round_home(home), schools=schools)
    if page.offer.slug != slug:
        return redirect(f"/aanbod/{page.offer.slug}", code=301)
    cost = cost_of(page)
    if request.headers.get("X-Fragment") == "cost":
        return _of_this_moment(Response(render_template("offers/cost.html", cost=cost, offer=page.offer)))
    response = Response(
        render_template(
            "offers/offer.html",
            page=page,
            details=details_of(db.session, page, now, home),
            cost=cost,
            asked="leerlingen" in request.args and not cost.problems,
            address=f"{settings().base_url}/aanbod/{slug}",
            books=titles_of(db.session, Show(page.offer.production_id, page.offer.id)),
        )
    )
    return _of_this_moment(response)


@blueprint.app_template_filter("sources")
def sources(file: str) -> Sources:
    """`src` and `srcset` of a picture by the name of its file."""
    return photo_sources(file)


@blueprint.app_template_filter("region_names")
def region_names(codes: Sequence[str]) -> list[str]:
    """What reference regions and provinces are called; municipalities have a name only in the database."""
    return [REGION_NAMES[code] for code in codes if code in REGION_NAMES]


@blueprint.app_template_filter("place_options")
def place_options(places: Sequence[Place]) -> Markup:
    """The names of municipalities for a list of suggestions: three hundred, the same on every page."""
    return _options(tuple(place.name for place in places))


@lru_cache(maxsize=4)
def _options(names: tuple[str, ...]) -> Markup:
    return Markup().join(Markup('<option value="{}">').format(name) for name in names)


@blueprint.app_template_filter("languages")
def languages(codes: Sequence[str]) -> str:
    return formats.names([language_name(code) for code in codes])


@blueprint.app_template_global("can_propose")
def can_propose() -> bool:
    """Whether dates can be proposed here, or only by telephone."""
    return "proposals.propose" in current_app.view_functions
