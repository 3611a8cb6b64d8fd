"""`/sitemap.xml` and `/robots.txt`: which pages search engines may know, and when those last changed."""

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from flask import Response, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from portal.clock import school_day
from portal.extensions import db
from portal.offers.export.answers import blueprint, public
from portal.offers.models import Offer, OfferState
from portal.web.access import settings

FILE_MAX = 50_000
"""As many as one file may hold; with more, `/sitemap.xml` is a list of files (sitemaps.org)."""
HOUR_S = 3_600
XML = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

PAGES = ("/", "/aanbod", "/boeken")
OFFERS_MAX = FILE_MAX - len(PAGES)
CLOSED = (
    *(
        "/aanmelden",
        "/afmelden",
        "/registreren",
        "/boekingen",
        "/klassen",
        "/klas",
        "/klassets",
        "/bezoek",
        "/beheer",
    ),
    *("/centrum", "/gezelschap", "/bibliotheek", "/school/", "/insluiten/", "/widget/", "/api/", "/opds/"),
)
"""What is somebody's own, or no page by itself. A rule counts for every path that starts so."""


@blueprint.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """Every published offer; a list of files where one can't hold them all."""
    total = db.session.scalar(select(func.count()).select_from(Offer).where(Offer.state == OfferState.PUBLISHED)) or 0
    if total <= OFFERS_MAX:
        return _file(_part(0))
    pages = -(-total // OFFERS_MAX)
    lines = (f"<sitemap><loc>{settings().base_url}/sitemap-{number}.xml</loc></sitemap>" for number in range(pages))
    return public(_document("sitemapindex", lines), XML, fresh_s=HOUR_S)


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> ResponseReturnValue:
    """One file of many."""
    part = _part(number) if 0 <= number < 1_000 else []
    return _file(part) if part else abort(404)


def _part(number: int) -> list[tuple[str, date | None]]:
    """The paths of one file, with the day on which each last changed."""
    rows = db.session.execute(
        select(Offer.slug, Offer.updated_at)
        .where(Offer.state == OfferState.PUBLISHED)
        .order_by(Offer.id)
        .offset(number * OFFERS_MAX)
        .limit(OFFERS_MAX)
    )
    offers: list[tuple[str, date | None]] = [(f"/aanbod/{row.slug}", school_day(row.updated_at)) for row in rows]
    return [(page, None) for page in PAGES if number == 0] + offers


def _file(pages: list[tuple[str, date | None]]) -> Response:
    base = settings().base_url
    lines = (
        f"<url><loc>{escape(base + path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in pages
    )
    return public(_document("urlset", lines), XML, fresh_s=HOUR_S)


def _document(kind: str, lines: Iterable[str]) -> str:
    inside = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{NAMESPACE}">\n{inside}\n</{kind}>\n'


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """The offers are for everybody; what is somebody's own is no business of a search engine."""
    closed = "\n".join(f"Disallow: {path}" for path in CLOSED)
    text = f"User-agent: *\n{closed}\n\nSitemap: {settings().base_url}/sitemap.xml\n"
    return public(text, "text/plain; charset=utf-8", fresh_s=HOUR_S)
