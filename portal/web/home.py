"""The home page, and the files that every page needs: styles, fonts, and the pictures that houses uploaded."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from itertools import count, islice
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request, send_from_directory
from flask.typing import ResponseReturnValue

from portal.accounts.models import ClassLevel
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.offers.filter import Month, OfferFilter
from portal.offers.queries import OfferCard, count_offers, find_offers, known_places, offer_cards
from portal.offers.where import START_KM
from portal.web.access import settings
from portal.web.formats import STATIC
from portal.web.neighbourhood import home_place, round_home

blueprint = Blueprint("home", __name__)

YEAR_S = 31_536_000
HOUR_S = 3_600
SOON_SHOWN, SOON_LOOKED_AT, MONTHS_AHEAD = 4, 16, 10

FONTS = {
    "lexend.ttf": ("fontpkg_lexend", "Lexend[wght].ttf"),
    "atkinson-regular.ttf": ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    "atkinson-bold.ttf": ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
    "atkinson-italic.ttf": ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Italic.ttf"),
}

PICTURE = re.compile(r"[a-z0-9][a-z0-9_-]{0,100}\.(svg|png|jpg|jpeg|webp)")
PICTURE_POLICY = "default-src 'none'; img-src data:; sandbox"
"""For an uploaded picture opened by itself: an SVG could carry scripts and links, and gets to use none of them.
Inside a page the browser runs nothing in a picture anyway."""


@blueprint.get("/static/fonts/<name>")
def font(name: str) -> ResponseReturnValue:
    """A font out of its installed package; nothing is copied into our tree and nothing comes from elsewhere."""
    if name not in FONTS:
        abort(404)
    package, file = FONTS[name]
    response = send_from_directory(str(files(package).joinpath("files")), file, mimetype="font/ttf")
    return _kept(response, YEAR_S, immutable=True)


@blueprint.get("/static/<path:name>")
def static(name: str) -> ResponseReturnValue:
    """A file of ours. With a fingerprint in its address it never changes; without one it is asked for again."""
    response = _packed(send_from_directory(STATIC, name), name)
    if name.endswith(".js"):
        # Some Windows machines have no or another type for .js, and browsers refuse modules without it.
        response.mimetype = "text/javascript"
    return _kept(response, YEAR_S if "v" in request.args else HOUR_S, immutable="v" in request.args)


PACKED = (".css", ".js", ".svg")


def _packed(response: Response, name: str) -> Response:
    """A text file in gzip where the browser reads it: a school's line is slow, and styles shrink to a quarter."""
    if not name.endswith(PACKED):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and request.accept_encodings.quality("gzip"):
        path = Path(STATIC, name)
        response.direct_passthrough = False
        response.data = _gzip(path, path.stat().st_mtime_ns)
        response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=256)
def _gzip(path: Path, _changed_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


@blueprint.get("/uploads/<name>")
def upload(name: str) -> ResponseReturnValue:
    """A picture that a house uploaded. File names are made by us and never used twice, so it may be kept."""
    folder = settings().uploads_dir
    if not PICTURE.fullmatch(name) or not Path(folder, name).is_file():
        abort(404)
    response = send_from_directory(folder, name)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return _kept(response, 30 * 24 * HOUR_S, immutable=False)


def _kept(response: Response, seconds: int, *, immutable: bool) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={seconds}" + (", immutable" if immutable else "")
    return response


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What Foyer is, the search, and what plays soon: round the school of who is signed in when there is enough."""
    now, place = utc_now(), home_place()
    spot = round_home(place, START_KM)
    anywhere = OfferFilter(sold_out=False, limit=SOON_LOOKED_AT)
    nearby = replace(anywhere, around=spot)
    found = find_offers(db.session, nearby, now, facets=())
    near_home = spot is not None and found.total >= SOON_SHOWN
    if spot is not None and not near_home:
        found = find_offers(db.session, anywhere, now, facets=())
    return render_template(
        "home.html",
        cards=_varied(offer_cards(db.session, found.ids, anywhere, now, home=spot))[:SOON_SHOWN],
        total=count_offers(db.session, OfferFilter(), now),
        home=place,
        near_home=near_home,
        places=known_places(db.session),
        levels=list(ClassLevel),
        months=list(islice(_months_from(now), MONTHS_AHEAD)),
    )


def _varied(cards: list[OfferCard]) -> list[OfferCard]:
    """One card a picture, soonest first: the same show in four towns is one show on the home page."""
    return list({card.picture or card.slug: card for card in reversed(cards)}.values())[::-1]


def _months_from(now: datetime) -> Iterator[Month]:
    today = school_day(now)
    for number in count(today.year * 12 + today.month - 1):
        yield Month(number // 12, number % 12 + 1)
