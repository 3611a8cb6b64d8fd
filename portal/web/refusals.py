"""What somebody sees when something is refused, missing or broken: status and words, in one place.

Pages get a page, the API a problem document. A refusal is looked up by its class, then by the classes it derives
from, so that a new one works at once and can be given its own page later.
"""

import logging
from dataclasses import dataclass

from flask import Flask, Response, current_app, json, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.accounts import errors as accounts
from portal.errors import Refusal
from portal.extensions import db

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """How one refusal looks. `template` extends errors/base.html and receives the refusal's facts as `facts`."""

    status: int
    title: str = "Dat gaat niet"
    text: str = ""
    template: str = "errors/refused.html"


REFUSALS: dict[type[Refusal], Page] = {
    Refusal: Page(409, text="Dit kan nu niet. Ga terug en probeer het anders."),
    accounts.ClassExists: Page(
        409, "Die klas bestaat al", "Je school heeft dit schooljaar al een klas met die naam."
    ),
    accounts.ClassUnknown: Page(404, "We vinden die klas niet", "Ze is misschien al verwijderd."),
}
"""Features add their own with `show`."""

STATUS: dict[int, tuple[str, str]] = {
    400: ("Daar klopt iets niet", "We begrijpen deze vraag niet. Ga terug en probeer het opnieuw."),
    401: ("Meld je eerst aan", "Deze pagina is er enkel voor wie aangemeld is."),
    403: ("Hier heb je geen sleutel van", "Deze pagina hoort bij een andere school of een ander huis."),
    404: ("Deze deur bestaat niet", "De pagina is verhuisd, of het adres is niet helemaal juist overgenomen."),
    405: ("Zo gaat deze deur niet open", "Ga terug naar de vorige pagina en probeer het daar."),
    409: ("Dat gaat niet", "Iemand was je net voor. Ga terug en kijk hoe het er nu voor staat."),
    410: ("Dit stuk is van de affiche", "Deze pagina bestaat niet meer."),
    413: ("Dat past niet door de deur", "Het bestand is te groot."),
    422: ("Daar klopt iets niet", "Niet alles is juist ingevuld. Ga terug en kijk het even na."),
    429: ("Even pauze", "Er kwamen te veel pogingen na elkaar. Wacht een minuutje en probeer het dan opnieuw."),
    500: (
        "Er is een decorstuk omgevallen",
        "Dat ligt aan ons. Probeer het straks nog eens; er is niets half geboekt.",
    ),
    503: ("Nog heel even", "Foyer is bijna klaar om te openen. Probeer het zo meteen opnieuw."),
}


AWAY = (
    "De boeken liggen even niet open",
    "Foyer kan nu niet bij zijn gegevens. Er is niets half gebeurd: probeer het over een minuut opnieuw. Wat geboekt "
    "was, blijft geboekt, en dezelfde boeking wordt nooit twee keer gemaakt.",
)
AWAY_IN = {
    "/klas/": (
        "Even pauze",
        "Foyer kan nu niet bij de boeken. Wat je las en schreef, blijft bewaard. Wacht een minuutje en probeer het "
        "dan opnieuw.",
    )
}
"""What pupils read instead, by how the address begins: they booked nothing."""
RETRY_AFTER_S = 30


def show(refusal: type[Refusal], page: Page) -> None:
    """Give a refusal its page."""
    REFUSALS[refusal] = page


def page_of(refusal: Refusal) -> Page:
    return next(REFUSALS[kind] for kind in type(refusal).__mro__ if kind in REFUSALS)


def is_api() -> bool:
    return request.path.startswith("/api/")


def problem(status: int, code: str, title: str, detail: str = "", **facts: object) -> Response:
    """A problem document (RFC 9457) with our stable `code`."""
    body: dict[str, object] = {"type": "about:blank", "status": status, "code": code, "title": title}
    if detail:
        body["detail"] = detail
    return Response(json.dumps(body | facts), status=status, content_type="application/problem+json")


def refused(refusal: Refusal) -> ResponseReturnValue:
    page = page_of(refusal)
    if is_api():
        return problem(page.status, refusal.code, page.title, page.text, **refusal.facts())
    return render_template(page.template, page=page, facts=refusal.facts()), page.status


def csrf_failed(_problem: CSRFError) -> ResponseReturnValue:
    """The form was open for too long, or came from elsewhere. The page says how to go on without losing work."""
    return render_template("errors/csrf.html"), 400


def http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error
    title, text = STATUS.get(status, STATUS[400] if status < 500 else STATUS[500])
    if is_api():
        made = problem(status, error.name.lower().replace(" ", "_"), title, text)
    else:
        made = Response(_page(status, title, text), status=status, content_type="text/html; charset=utf-8")
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            made.headers[name] = value
    return made


def _page(status: int, title: str, text: str) -> str:
    if status < 500:
        return render_template("errors/status.html", status=status, title=title, text=text)
    # Without the request's own context: who is signed in would be read from a database that may be the trouble.
    again = request.full_path.removesuffix("?") if request.method == "GET" else ""
    page = current_app.jinja_env.get_template("errors/broken.html")
    return page.render(title=title, text=text, again=again)


def _place() -> str:
    """The address as it is registered: one that opens an account to whoever has it must not stand in a log."""
    return request.path if request.url_rule is None else request.url_rule.rule


def database_away(error: DBAPIError) -> ResponseReturnValue:
    """The database is gone, busy beyond patience, or its disk is full: nothing was done, and a retry is safe."""
    log.error("The database failed on %s %s: %s", request.method, _place(), error.orig)
    # What is left of the transaction would refuse every further question of this session.
    db.session.rollback()
    title, text = next((said for begin, said in AWAY_IN.items() if request.path.startswith(begin)), AWAY)
    if is_api():
        made = problem(503, "database_unavailable", title, text)
    else:
        made = Response(_page(503, title, text), status=503, content_type="text/html; charset=utf-8")
    made.headers["Retry-After"] = str(RETRY_AFTER_S)
    return made


def broken(error: Exception) -> ResponseReturnValue:
    """Nobody sees a traceback; whoever runs the house finds it in the log."""
    log.error("Unhandled on %s %s", request.method, _place(), exc_info=error)
    return http_error(InternalServerError())


def init_app(app: Flask) -> None:
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, csrf_failed)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(InterfaceError, database_away)
    if not app.testing:
        app.register_error_handler(Exception, broken)
