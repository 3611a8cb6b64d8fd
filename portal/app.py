"""`create_app(settings)`: builds the services and registers the features; the only place that sees everything."""

import inspect
from typing import Any

from flask import Flask, Response, request, session
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import db as database
from portal.accounts import routes as accounts
from portal.accounts.keys import own_pages as own_account
from portal.accounts.keys import routes as keys
from portal.accounts.people import coming
from portal.accounts.people import pages as people
from portal.accounts.privacy import noting
from portal.accounts.privacy import pages as privacy
from portal.accounts.queries import Person, person_by_id
from portal.accounts.session import is_over
from portal.api import bookings as api_bookings
from portal.api import offers as api_offers
from portal.api import openapi as api_openapi
from portal.api import visits as api_visits
from portal.bookings import routes as bookings
from portal.bookings.feed import routes as agenda
from portal.bookings.journal import attach
from portal.bookings.rounds import routes as rounds
from portal.bookings.school import pages as school
from portal.clock import utc_now
from portal.extensions import csrf, db, limiter, login_manager
from portal.invoices import routes as invoices
from portal.journal.writer import Journal
from portal.library.choosing import desk as choosing_desk
from portal.library.choosing import houses as choosing_houses
from portal.library.choosing import routes as choosing
from portal.library.desk import routes as desk
from portal.library.lending import desk as lending_desk
from portal.library.lending import routes as lending
from portal.library.marks import routes as marks
from portal.library.marks import shared as shared_notes
from portal.library.marks import sync as kept
from portal.library.opds import routes as opds
from portal.library.reading import routes as reader
from portal.library.titles import routes as titles
from portal.library.together import desk as together_desk
from portal.library.together import routes as together
from portal.offers import routes as offers
from portal.offers.export import routes as export
from portal.offers.index import catalogue
from portal.offers.intake import pages as imports
from portal.offers.photos import pages as photos
from portal.offers.publish import company_pages, date_pages, hall_pages
from portal.offers.publish import pages as publish
from portal.packs import routes as packs
from portal.proposals import routes as proposals
from portal.settings import Settings
from portal.visits import routes as visits
from portal.web import desk as desk_menu
from portal.web import formats, health, home, intake, metrics, platform, refusals, tally
from portal.web.headers import HEADERS

UPLOAD_MAX_BYTES = 100_000_000


def create_app(settings: Settings, *, testing: bool = False) -> Flask:
    app = Flask("portal", static_folder=None, template_folder="web/templates")
    app.config.from_mapping(_config(settings, testing=testing))
    app.extensions["foyer_settings"] = settings
    if settings.is_https:
        # Waitress speaks no TLS, so behind https there is one proxy, and it says who asked. Without one these
        # headers would be anybody's invention, and a way round the limits on wrong guesses.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    _open_database(app, settings)
    metrics.init_app(app)
    intake.init_app(app)
    login_manager.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    _register(app)
    app.after_request(_secure)
    return app


def _config(settings: Settings, *, testing: bool) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_ENGINES": {
            "default": {"url": settings.database_url, **database.engine_options(settings.database_url)}
        },
        "SESSION_COOKIE_NAME": "foyer",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "MAX_CONTENT_LENGTH": UPLOAD_MAX_BYTES,
        "WTF_CSRF_TIME_LIMIT": None,
        "RATELIMIT_STORAGE_URI": settings.redis_url or f"{tally.SCHEME}://",
        "RATELIMIT_STORAGE_OPTIONS": _storage_options(settings),
        # While Redis is away each process counts for itself.
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": settings.redis_url is not None,
        "RATELIMIT_ENABLED": not testing,
        "TESTING": testing,
    }


def _storage_options(settings: Settings) -> dict[str, Any]:
    """A Redis that doesn't answer must cost a visitor a second at most."""
    if settings.redis_url is None:
        return {}
    return {"wrap_exceptions": True, "socket_connect_timeout": 1, "socket_timeout": 1}


def _open_database(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    # The extension also closes asynchronous sessions after each request, for which Flask starts an event loop
    # every time. There are none here, and a thread that has a loop of its own (a browser test) can't do it.
    app.teardown_appcontext_funcs = [
        close for close in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(close)
    ]
    with app.app_context():
        catalogue.attach(database.prepare_engine(db.engine))
        attach(db.engine, Journal(settings.journal_dir, utc_now))


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_person(key: str) -> Person | None:
    """The person of a login cookie; None when the account, its session stamp or the browser has changed."""
    user_id, _, stamp = str(key).partition(":")
    try:
        number = intake.row_id(user_id)
    except ValueError:
        return None
    if is_over(session, utc_now(), request.user_agent.string):
        return None
    somebody = person_by_id(db.session, number)
    return somebody if somebody is not None and somebody.session_stamp == stamp else None


def _register(app: Flask) -> None:
    """Hang every feature's pages and API on the app."""
    for pages in (
        home,
        health,
        metrics,
        platform,
        accounts,
        keys,
        own_account,
        people,
        coming,
        privacy,
        offers,
        export,
        imports,
        publish,
        date_pages,
        hall_pages,
        photos,
        company_pages,
        bookings,
        rounds,
        proposals,
        invoices,
        agenda,
        school,
        visits,
        titles,
        choosing,
        choosing_desk,
        choosing_houses,
        lending,
        lending_desk,
        together,
        together_desk,
        desk,
        reader,
        opds,
        marks,
        kept,
        shared_notes,
        packs,
        api_offers,
        api_bookings,
        api_visits,
        api_openapi,
    ):
        app.register_blueprint(pages.blueprint)
    formats.init_app(app)
    noting.init_app(app)
    desk_menu.init_app(app)
    refusals.init_app(app)


def _secure(response: Response) -> Response:
    """Headers for every answer. A view that needs a policy of its own has set it already."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "frame-ancestors *" in response.headers["Content-Security-Policy"]:
        # The older header knows no "everybody", and would close what this page is for.
        del response.headers["X-Frame-Options"]
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _keeping(response)
    _stay_here(response)
    return response


def _keeping(response: Response) -> str:
    """Who may keep an answer that says nothing of it itself: nobody, once it is somebody's own.

    With `no-store` the Back button of a shared school computer shows nothing after a log-out.
    """
    known = "_user_id" in session or "lezer" in session or "Authorization" in request.headers
    own = known or "Set-Cookie" in response.headers
    return "private, no-store" if own else "private, no-cache"


def _stay_here(response: Response) -> None:
    """Redirects of the router (a missing slash) name the Host that was sent: make them paths, as all others are.

    Their page names it too, and is for browsers of long ago: they get none.
    """
    target = response.headers.get("Location", "")
    if target.startswith(request.host_url):
        response.headers["Location"] = "/" + target.removeprefix(request.host_url)
        response.set_data(b"")
