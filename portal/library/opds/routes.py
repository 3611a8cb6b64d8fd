"""`/opds`: feeds for reading apps and e-readers, covers, books to take along; and the pages that tell how."""

import json
import re
import unicodedata
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound

from portal.accounts.models import ClassLevel
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.library.errors import CodeUnknown
from portal.library.opds import atom, opds2
from portal.library.opds.access import NotLetIn, class_reader, known_visitor, visitor
from portal.library.opds.addresses import COVER_WIDTHS, Addresses
from portal.library.opds.catalogue import (
    TEXT_MAX,
    Book,
    Wish,
    book_for,
    cover_file,
    epub_file,
    may_take,
    primary,
    stands,
)
from portal.library.opds.covers import jpeg
from portal.library.opds.feeds import shelf, start, titles
from portal.library.opds.publications import Asked, ClassReader, Visitor, plain, publication
from portal.library.opds.shape import EPUB, HTML, JPEG, SHELF, Feed, Kind
from portal.library.reading.pupil import seated
from portal.library.reading.service import PIN_PICTURES
from portal.library.titles.queries import title_by_id
from portal.web.access import settings
from portal.web.formats import static_file
from portal.web.intake import row_id
from portal.web.refusals import STATUS, http_error, problem

blueprint = Blueprint("opds", __name__, template_folder="../templates")

VENDOR_TYPE = "application/vnd.opds.authentication.v1.0+json"
SPEC_TYPE = "application/opds-authentication+json"
"""The specification's type; the apps there are know the other one, and most know both."""
COVER_S = 86_400
FILE_NAME_MAX = 120
VERSION = '/opds/<any("2.0", "1.2"):version>'
WRITERS: dict[str, Any] = {"2.0": opds2, "1.2": atom}


# --- who asks


@blueprint.errorhandler(NotLetIn)
def not_let_in(_refusal: NotLetIn) -> ResponseReturnValue:
    """The authentication document, the same for whatever was wrong."""
    answer = _authentication_document()
    answer.status_code = 401
    answer.headers["WWW-Authenticate"] = 'Basic realm="Foyer", charset="UTF-8"'
    here = _addresses("2.0").authentication
    for kind in (VENDOR_TYPE, SPEC_TYPE):
        answer.headers.add("Link", f'<{here}>; rel="http://opds-spec.org/auth/document"; type="{kind}"')
    return answer


@blueprint.errorhandler(HTTPException)
def refused(error: HTTPException) -> ResponseReturnValue:
    """For programs a problem document; for people the page they know."""
    if not request.path.startswith("/opds/") or error.code is None or error.code < 400 or error.response is not None:
        return http_error(error)
    title, text = STATUS.get(error.code, STATUS[400])
    answer = problem(error.code, error.name.lower().replace(" ", "_"), title, text)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            answer.headers[name] = value
    return answer


@blueprint.get("/opds/aanmelden")
def authentication() -> ResponseReturnValue:
    return _authentication_document()


def _authentication_document() -> Response:
    """Authentication for OPDS 1.0."""
    to = _addresses("2.0")
    document = {
        "id": to.authentication,
        "title": "Foyer",
        "description": (
            "Leerling: je klascode, en je dier met je drie prentjes, bijvoorbeeld vos ster maan zon. "
            "Leerkracht of bibliotheek: je e-mailadres en je wachtwoord van Foyer, of een sleutel van je "
            "account."
        ),
        "links": [
            {"rel": "logo", "href": to.page(static_file("pictures/logo.svg")), "type": "image/svg+xml"},
            {"rel": "help", "href": to.page("/boeken/andere-apps"), "type": HTML},
            {"rel": "start", "href": to.feed(), "type": opds2.FEED},
            {"rel": SHELF, "href": to.feed("plank"), "type": opds2.FEED},
        ],
        "authentication": [
            {
                "type": "http://opds-spec.org/auth/basic",
                "labels": {
                    "login": "Klascode (of e-mailadres)",
                    "password": "Dier en prentjes (of wachtwoord)",
                },
            }
        ],
    }
    return Response(json.dumps(document, ensure_ascii=False), content_type=VENDOR_TYPE)


# --- feeds


def _addresses(version: str) -> Addresses:
    return Addresses(settings().base_url, version)


def _asked(version: str, somebody: Visitor) -> Asked:
    now = utc_now()
    return Asked(db.session, _addresses(version), somebody, school_day(now))


def _answer(version: str, feed: Feed) -> Response:
    writer = WRITERS[version]
    return _kept(Response(writer.written(feed), content_type=writer.feed_type(feed.kind)))


def _kept(answer: Response) -> Response:
    """What an app has and is unchanged need not travel again. Another visitor sees another feed."""
    answer.vary.add("Authorization")
    answer.add_etag(weak=True)
    answer.make_conditional(request)
    return answer


@blueprint.get("/opds/")
def door() -> ResponseReturnValue:
    """Somebody types it in a browser, or in an app that wants a feed."""
    is_browser = request.accept_mimetypes.quality(HTML) > 0 and request.headers.get("Accept", "*/*") != "*/*"
    return redirect(url_for("opds.how") if is_browser else url_for("opds.begin", version="2.0"), code=303)


@blueprint.get(f"{VERSION}/")
def begin(version: str) -> ResponseReturnValue:
    return _answer(version, start(_asked(version, visitor())))


@blueprint.get(f"{VERSION}/titels")
def list_titles(version: str) -> ResponseReturnValue:
    return _answer(version, titles(_asked(version, visitor()), _wish(), _page_number()))


@blueprint.get(f"{VERSION}/plank")
def own_shelf(version: str) -> ResponseReturnValue:
    return _answer(version, shelf(_asked(version, known_visitor()), _page_number()))


def _wish() -> Wish:
    """What the address asks; a word that nobody knows is as if it was not there."""
    levels = {level.value: level for level in ClassLevel}
    asked = request.args
    return Wish(
        text=asked.get("query", "")[:TEXT_MAX].strip(),
        level=levels.get(asked.get("niveau", "")),
        language=primary(asked.get("taal", "")[:TEXT_MAX]),
        theme=asked.get("thema", "")[:TEXT_MAX].strip(),
        to_keep=asked.get("meenemen") == "1",
        in_front=asked.get("kijker") == "1",
        newest=asked.get("orde") == "nieuw",
    )


def _page_number() -> int:
    return max(1, request.args.get("pagina", 1, type=row_id))


@blueprint.get(f"{VERSION}/titels/<slug>")
def one_title(version: str, slug: str) -> ResponseReturnValue:
    asked = _asked(version, visitor())
    book = _book(slug, asked.visitor)
    told = publication(asked, book, stands(asked.session, [book.id], asked.today)[book.id])
    kind = opds2.PUBLICATION if version == "2.0" else atom.TYPES[Kind.BOOK]
    return _kept(Response(WRITERS[version].written_alone(told), content_type=kind))


def _book(slug: str, somebody: Visitor) -> Book:
    """A title that this visitor may see; for a class's reader, only its own and while the class may read."""
    book = book_for(db.session, slug)
    if book is None:
        abort(404)
    if isinstance(somebody, ClassReader) and (not somebody.is_open or somebody.made.title_id != book.id):
        abort(404)
    return book


@blueprint.get("/opds/1.2/zoeken.xml")
def search() -> ResponseReturnValue:
    to = _addresses("1.2")
    body = atom.search_description(to.search, to.page(static_file("pictures/logo.svg")))
    return Response(body, content_type=atom.SEARCH)


# --- covers and books


@blueprint.get("/opds/omslag/<slug>/<int:width>.jpg")
def cover(slug: str, width: int) -> ResponseReturnValue:
    """Open to all, as on the page of the title; to a class's reader only that of its own book."""
    book = _book(slug, class_reader())
    if width not in COVER_WIDTHS:
        abort(404)
    answer = Response(content_type=JPEG)
    answer.vary.add("Authorization")
    answer.set_etag(f"{book.digest[:16]}-{len(book.cover)}-{width}")
    answer.headers["Cache-Control"] = f"private, max-age={COVER_S}"
    if answer.make_conditional(request).status_code != 304:
        answer.set_data(jpeg(cover_file(db.session, book), plain(book.name), plain(book.author), width))
    return answer


@blueprint.get("/boeken/<slug>/boek.epub")
def epub(slug: str) -> ResponseReturnValue:
    """The file as the library got it, where it may be taken along. Anybody may, as its page says."""
    book = _book(slug, class_reader())
    content = epub_file(db.session, book.id) if may_take_along(book.id) else None
    if content is None:
        abort(404)
    return send_file(
        BytesIO(content),
        mimetype=EPUB,
        as_attachment=True,
        download_name=file_name(book),
        etag=book.digest,
        last_modified=book.added_at,
    )


@blueprint.app_template_global()
def may_take_along(title_id: int) -> bool:
    """For any page that would link to the file."""
    return may_take(db.session, title_id, school_day(utc_now()))


def file_name(book: Book) -> str:
    """What the file is called on somebody's device: its name and who wrote it, without what a disk can't hold."""
    words = f"{book.name} - {book.author}" if book.author else book.name
    # Signs without a shape too: one that turns the direction makes a name look as if it ended otherwise.
    shown = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in words)
    tidy = " ".join(re.sub(r'["*/:<>?\\|]+', " ", shown).split())
    return f"{tidy[:FILE_NAME_MAX].strip(' .') or book.slug}.epub"


# --- how to


@blueprint.get("/boeken/andere-apps")
def how() -> ResponseReturnValue:
    to = {version: _addresses(version).feed() for version in WRITERS}
    return render_template("opds/apps.html", modern=to["2.0"], older=to["1.2"], pictures=PIN_PICTURES)


@blueprint.errorhandler(CodeUnknown)
def code_unknown(_refusal: CodeUnknown) -> ResponseReturnValue:
    return http_error(NotFound())


@blueprint.get("/klas/<code>/andere-apps")
def how_for_pupil(code: str) -> ResponseReturnValue:
    """For a pupil who chose an animal: what to type in an app or on an e-reader."""
    made, me = seated(code)
    page = render_template(
        "opds/pupil.html",
        made=made,
        me=me,
        title=title_by_id(db.session, made.title_id),
        address=_addresses("1.2").feed("plank"),
        klas=f"{settings().base_url}/klas".partition("://")[2],
    )
    answer = Response(page)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
