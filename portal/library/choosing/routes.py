"""`/kies`: pictures to choose by, and five titles or shows that are there now.

Three plain pages: an age, pictures, five. What is chosen stands in the address and nowhere else: no cookie, no row.
"""

from dataclasses import dataclass, replace
from random import Random
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.models import ClassLevel
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.library.choosing.interests import INTERESTS, Interest, chosen
from portal.library.choosing.shelf import Dealt, deal_shows, deal_titles, shelf_for
from portal.library.choosing.turns import Turn, Turns, read_turn
from portal.library.models import COPIES_MAX
from portal.offers.filter import OfferFilter
from portal.offers.map.queries import REGION_NAMES
from portal.offers.models import OfferKind
from portal.offers.where import START_KM, located
from portal.places.models import Province
from portal.places.queries import Place
from portal.places.regions import region_code
from portal.web.intake import row_id
from portal.web.neighbourhood import home_place

blueprint = Blueprint("choosing", __name__, template_folder="../templates")

TITLE_AGES = tuple(range(5, 15))
SHOW_AGES = tuple(range(3, 15))
AGAIN_MAX = 10_000
LEAST_PICTURES = 8
"""Pictures in the deck, even where the shelf answers to fewer: a child wants something to choose from."""
AT_SCHOOL = "school"

_turns = Turns()


@dataclass(frozen=True)
class Wish:
    """What the address says. An age alone asks for pictures, `is_done` for the five."""

    turn: Turn
    age: int | None
    level: ClassLevel | None
    interests: tuple[Interest, ...]
    is_done: bool
    again: int
    copies: int
    where: str
    class_id: int | None
    """The class that a teacher chooses with: the title's form begins with it."""

    def address(self, **other: object) -> str:
        """The address of this wish with some of it said otherwise; empty and None leave it out."""
        said: dict[str, object] = {
            "beurt": self.turn,
            "leeftijd": self.age,
            "niveau": self.level,
            "interesse": [interest.slug for interest in self.interests],
            "waar": self.where,
            "plaatsen": self.copies if self.copies > 1 else None,
            "klas": self.class_id,
            "klaar": 1 if self.is_done else None,
            "nog": self.again or None,
        }
        pairs = [(name, value) for name, value in (said | other).items() if value not in (None, "", [])]
        return "?" + urlencode(pairs, doseq=True)


def _wish(ages: tuple[int, ...]) -> Wish:
    """Never fails: what can't be read was not said. A visit without a turn gets one."""
    age = request.args.get("leeftijd", type=row_id)
    level = request.args.get("niveau", "")
    copies = request.args.get("plaatsen", 1, type=row_id)
    again = request.args.get("nog", 0, type=row_id)
    return Wish(
        turn=read_turn(request.args.get("beurt", "")) or _turns.take(),
        age=age if age in ages else None,
        level=ClassLevel(level) if level in set(ClassLevel) else None,
        interests=chosen(request.args.getlist("interesse")),
        is_done="klaar" in request.args,
        again=min(again, AGAIN_MAX),
        copies=min(max(copies, 1), COPIES_MAX),
        where=_where(request.args.get("waar", "")),
        class_id=request.args.get("klas", type=row_id),
    )


def _where(text: str) -> str:
    code = text if text == AT_SCHOOL else region_code(text)
    return code if code == AT_SCHOOL or code in REGION_NAMES else ""


def _shuffled(interests: tuple[Interest, ...], turn: Turn) -> list[Interest]:
    """Neighbours get the pictures in another order: who follows another's fingers chooses nothing."""
    order = list(interests)
    Random(f"{turn}").shuffle(order)  # noqa: S311 - the order of pictures is no secret.
    return order


@blueprint.get("/kies")
def titles() -> ResponseReturnValue:
    wish, today = _wish(TITLE_AGES), school_day(utc_now())
    if wish.age is None:
        return _page("choosing/ages.html", wish, ages=TITLE_AGES, is_shows=False)
    shelf = shelf_for(db.session, wish.age, wish.copies, today)
    if not wish.is_done:
        return _page("choosing/deck.html", wish, deck=_deck(shelf.interests, wish.turn), is_shows=False)
    dealt = deal_titles(db.session, shelf, wish.interests, wish.turn, wish.again, today)
    return _page("choosing/five.html", wish, dealt=dealt, is_shows=False, missing=_missing(dealt, wish))


def _deck(leading: frozenset[str], turn: Turn) -> list[Interest]:
    """The pictures that lead to a book; where these are few, some more."""
    order = _shuffled(INTERESTS, turn)
    there = [interest for interest in order if interest.slug in leading]
    more = [interest for interest in order if interest.slug not in leading]
    return _shuffled(tuple(there + more[: max(0, LEAST_PICTURES - len(there))]), turn)


def _missing(dealt: Dealt, wish: Wish) -> tuple[Interest, ...]:
    """What was chosen and found nowhere; said only where that filled the page with something else."""
    if not dealt.others:
        return ()
    found = {interest for choice in dealt.fitting for interest in choice.because}
    return tuple(interest for interest in wish.interests if interest not in found)


@blueprint.get("/kies/voorstellingen")
def shows() -> ResponseReturnValue:
    wish, now, home = _wish(SHOW_AGES), utc_now(), home_place()
    if wish.age is None and wish.level is None:
        return _page(
            "choosing/ages.html",
            wish,
            ages=SHOW_AGES,
            is_shows=True,
            levels=list(ClassLevel),
            regions=_regions(),
            home=home,
        )
    if not wish.is_done:
        return _page("choosing/deck.html", wish, deck=_shuffled(INTERESTS, wish.turn), is_shows=True)
    dealt = deal_shows(db.session, _filter(wish, home), wish.interests, wish.turn, wish.again, now)
    return _page(
        "choosing/five.html",
        wish,
        dealt=dealt,
        is_shows=True,
        missing=_missing(dealt, wish),
        place=home.name if home and wish.where == AT_SCHOOL else REGION_NAMES.get(wish.where, ""),
    )


def _filter(wish: Wish, home: Place | None) -> OfferFilter:
    """Shows of an age or a level with places left, in a region or round the school."""
    wanted = OfferFilter(
        kinds=frozenset({OfferKind.PERFORMANCE}),
        seats=wish.copies,
        min_age=wish.age,
        max_age=wish.age,
        levels=frozenset({wish.level} if wish.level else ()),
        regions=frozenset({wish.where} if wish.where in REGION_NAMES else ()),
        distance=START_KM if wish.where == AT_SCHOOL and home else None,
    )
    return located(db.session, replace(wanted), home)[0]


def _regions() -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of "where" by group, as code and name."""
    provinces = [(f"prv-{one}", REGION_NAMES[f"prv-{one}"]) for one in Province]
    regions = sorted((code, name) for code, name in REGION_NAMES.items() if code.startswith("reg-"))
    return [("Provincie", provinces), ("Streek", regions)]


def _page(template: str, wish: Wish, **facts: object) -> Response:
    response = Response(render_template(template, wish=wish, **facts))
    # Each visit has its own turn: a page out of a cache would give a neighbour this one's five.
    response.headers["Cache-Control"] = "private, no-store"
    return response
