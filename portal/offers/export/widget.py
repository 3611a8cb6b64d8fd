"""A house's own programme on its own site: a page that may stand in a frame anywhere, and a line that puts it there.

The frame is ours, so nothing of the other site reaches it and nothing of ours reaches them. It sets no cookie, knows
nobody and changes nothing: all it has are links to the portal. Without script it is an ordinary `<iframe>`; with the
script the frame is as high as what is in it.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlencode

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.clock import utc_now
from portal.extensions import db
from portal.offers.export.answers import blueprint, public
from portal.offers.export.colours import CURTAIN, DARK, LIGHT, button_of, checked, readable
from portal.offers.filter import OfferFilter
from portal.offers.models import Offer, OfferState, Performance, PerformanceState
from portal.offers.photos.sources import photo_sources
from portal.offers.queries import offer_cards
from portal.web.access import for_centre, person, settings
from portal.web.formats import STATIC
from portal.web.headers import policy

THEMES = {"auto": "zoals de computer van wie kijkt", "licht": "licht", "donker": "donker"}
SHOWN, SHOWN_MAX = 6, 24
HOUR_S = 3_600
FRAMED = policy(img_src="'self'", connect_src="'none'", form_action="'none'", frame_ancestors="*")
"""Everybody may frame this page, and it may do less than any other."""


@dataclass(frozen=True)
class Look:
    """How a house wants its widget; what is out of bounds is as usual."""

    accent: str
    theme: str
    shown: int

    @classmethod
    def asked(cls) -> "Look":
        theme = request.args.get("thema", "")
        shown = request.args.get("aantal", SHOWN, type=int)
        return cls(
            accent=checked(request.args.get("accent", CURTAIN)[:20]),
            theme=theme if theme in THEMES else "auto",
            shown=min(max(1, shown), SHOWN_MAX),
        )

    @property
    def query(self) -> str:
        """What differs from the usual, as the end of an address."""
        told = {
            "accent": self.accent.removeprefix("#") if self.accent != CURTAIN else "",
            "thema": self.theme if self.theme != "auto" else "",
            "aantal": self.shown if self.shown != SHOWN else "",
        }
        query = urlencode({name: value for name, value in told.items() if value})
        return f"?{query}" if query else ""


def coming_offers(session: Session, centre_id: int, now: datetime) -> list[int]:
    """The published offers of a house that are still to come, soonest first; then those whose date is agreed."""
    soonest = (
        select(Performance.offer_id, func.min(Performance.starts_at).label("first"))
        .where(
            Performance.starts_at > now,
            Performance.state == PerformanceState.PLANNED,
            Performance.agreed_with_id.is_(None),
        )
        .group_by(Performance.offer_id)
        .subquery()
    )
    query = (
        select(Offer.id)
        .outerjoin(soonest, soonest.c.offer_id == Offer.id)
        .where(
            Offer.centre_id == centre_id,
            Offer.state == OfferState.PUBLISHED,
            soonest.c.first.is_not(None) | Offer.by_agreement,
        )
        .order_by(soonest.c.first.asc().nulls_last(), Offer.id)
    )
    return list(session.scalars(query))


def _centre(slug: str) -> Centre:
    return db.session.scalar(select(Centre).where(Centre.slug == slug.replace("\0", ""))) or abort(404)


@blueprint.get("/insluiten/<slug>")
def widget(slug: str) -> ResponseReturnValue:
    """The programme of a house, for a frame on its own site."""
    centre, look, now = _centre(slug), Look.asked(), utc_now()
    ids = coming_offers(db.session, centre.id, now)
    # Not through Flask, which looks up who asks: this page is the same for everybody, and sets no cookie.
    page = current_app.jinja_env.get_template("export/widget.html").render(
        centre=centre,
        look=look,
        sources=photo_sources,
        cards=offer_cards(db.session, ids[: look.shown], OfferFilter(), now),
        total=len(ids),
        base=settings().base_url,
        everything=f"/aanbod?{urlencode({'text': centre.name, 'distance': ''})}",
    )
    answer = public(page, "text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer


@blueprint.get("/widget/<slug>.js")
def widget_script(slug: str) -> ResponseReturnValue:
    """The line that a house puts in its page. The same for every house: it reads its own address."""
    return public(STATIC.joinpath("widget-line.js").read_bytes(), "text/javascript; charset=utf-8", fresh_s=HOUR_S)


@blueprint.get("/widget/kleur-<accent>.css")
def widget_colours(accent: str) -> ResponseReturnValue:
    """The accent as a style sheet: our policy takes no styles in a page, and neither does a careful site."""
    colour = checked(accent)
    button, ink = button_of(colour)
    rules = {
        "--accent": colour,
        "--button": button,
        "--on-button": ink,
        "--accent-on-light": readable(colour, LIGHT),
        "--accent-on-dark": readable(colour, DARK),
    }
    inside = "; ".join(f"{name}: {value}" for name, value in rules.items())
    return public(f":root {{ {inside} }}\n", "text/css; charset=utf-8", fresh_s=HOUR_S)


@dataclass(frozen=True)
class Lines:
    """What a house copies into its page, as HTML."""

    script: str
    frame: str


def lines_for(centre: Centre, look: Look, base_url: str) -> Lines:
    title, query = escape(f"Voor scholen bij {centre.name}"), escape(look.query)
    return Lines(
        script=f'<script src="{base_url}/widget/{centre.slug}.js{query}" data-titel="{title}" async></script>',
        frame=(
            f'<iframe src="{base_url}/insluiten/{centre.slug}{query}" title="{title}"'
            ' width="100%" height="640" loading="lazy" style="border:0"></iframe>'
        ),
    )


@blueprint.get("/centrum/insluiten")
@for_centre
def embed() -> ResponseReturnValue:
    """Choose how it looks, see it, and copy the line."""
    houses = db.session.scalars(select(Centre).where(Centre.id.in_(person().centres)).order_by(Centre.name)).all()
    chosen = request.args.get("huis", "")
    centre = next((house for house in houses if house.slug == chosen), houses[0])
    look = Look.asked()
    page = render_template(
        "export/embed.html",
        houses=houses,
        centre=centre,
        look=look,
        themes=THEMES,
        base=settings().base_url,
        lines=lines_for(centre, look, settings().base_url),
        shown_max=SHOWN_MAX,
    )
    answer = Response(page)
    answer.headers["Content-Security-Policy"] = policy(frame_src="'self'")
    return answer
