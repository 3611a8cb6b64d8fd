"""The pages of an open book: chapters, fixed pages, contents, search, and the links that lead out of it."""

import gzip

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.epub.fixed import headers, with_pictures
from portal.library.marks.device import at_this_device, tell
from portal.library.models import ChapterKind, ClassSet, EntryKind
from portal.library.reading.blueprint import blueprint
from portal.library.reading.contents import contents_beside, contents_part
from portal.library.reading.notes import with_ways_back
from portal.library.reading.pupil import CHOICES, look, open_set, pupil_of, seated
from portal.library.reading.queries import (
    ChapterPage,
    Reading,
    chapter,
    contents_count,
    fixed_page,
    outside_address,
    printed_page,
)
from portal.library.reading.seams import filled
from portal.library.reading.search import Spot, find_in_book, index_title, is_indexed, texts_of
from portal.library.reading.service import PIECE_MAX, ReadingPlace
from portal.library.titles.pictures import picture_response
from portal.library.titles.queries import picture_of
from portal.web.headers import policy

QUERY_MAX = 80
SMALLEST_PACKED = 1_000
NUMBER = "int(max=99999)"


def _at_book(code: str) -> tuple[ClassSet, Reading]:
    """The open set, and the pupil where this device is in the book."""
    made, me = seated(code)
    return made, at_this_device(me)


@blueprint.get(f"/klas/<code>/lees/<{NUMBER}:number>")
def read(code: str, number: int) -> ResponseReturnValue:
    made, me = _at_book(code)
    page = chapter(db.session, made.title_id, number)
    if page is None:
        abort(404)
    at = _place_on(page, me)
    # A device that takes the whole book along (`bewaar`) has opened none of its chapters yet.
    if not _is_aside(page) and me.chapter != number and "bewaar" not in request.args:
        with write_transaction(db.session) as transaction:
            tell(transaction, me, at, now=utc_now())
    return _packed(_chapter_page(made, me, page, at))


def _is_aside(page: ChapterPage) -> bool:
    """A look beside the reading order: a loose page, or a note on another one."""
    return not page.is_linear or "noot" in request.args


def _number(name: str) -> int:
    """A number in the address; 0 when it is none or can't be one."""
    number = request.args.get(name, 0, type=int)
    return number if 0 < number <= PIECE_MAX else 0


def _place_on(page: ChapterPage, me: Reading) -> ReadingPlace:
    """Where a page opens: at the piece that a link asks for, where this pupil was, or at its beginning."""
    asked = _number("stuk")
    if asked:
        return ReadingPlace(page.position, asked)
    if me.chapter == page.position and not _is_aside(page):
        return ReadingPlace(page.position, me.piece, me.part, me.place)
    return ReadingPlace(page.position)


def _chapter_page(made: ClassSet, me: Reading, page: ChapterPage, at: ReadingPlace) -> Response:
    is_fixed = page.kind is ChapterKind.FIXED and "tekst" not in request.args
    response = make_response(
        render_template(
            "library/fixed.html" if is_fixed else "library/read.html",
            made=made,
            me=me,
            page=page,
            text=_with_target(with_ways_back(page.html), at.piece),
            last=page.last,
            is_aside=_is_aside(page),
            contents=contents_beside(db.session, me.title_id, page.position, page.last),
            at=at,
            look=look(me.flow),
            choices={} if is_fixed else CHOICES,
            **filled(db.session, me, page.position),
        )
    )
    if is_fixed:
        response.headers["Content-Security-Policy"] = policy(frame_src="'self'")
    return response


def _with_target(html: str, piece: int) -> str:
    """The chapter with an anchor at the piece a link asked for, so that it is found without script too."""
    if "stuk" not in request.args:
        return html
    # In text this stands with quotes too, and does no harm there; in a value of an attribute they are escaped.
    return html.replace(f' data-n="{piece}"', f' data-n="{piece}" id="stuk-{piece}"', 1)


def _packed(response: Response) -> Response:
    """A chapter in gzip where the browser reads it: with its style sheet it arrives in one round trip.

    Only pages that repeat nothing of what was asked, because the size of one that does can tell its secrets.
    """
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") and len(response.data) >= SMALLEST_PACKED:
        response.data = gzip.compress(response.data, 5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.post(f"/klas/<code>/lees/<{NUMBER}:number>/plaats")
def place(code: str, number: int) -> ResponseReturnValue:
    """Keep how far into the chapter this pupil is; the page sends it while scrolling.

    Only for the chapter that was opened last: the word of a page that was left arrives after the next one opened,
    and would pull the pupil back, as would a tab that stayed open on another device.
    """
    made = open_set(code)
    if not isinstance(made, ClassSet):
        return Response(status=410)
    me = pupil_of(made)
    if me is None:
        return Response(status=422)
    try:
        at = _told_place(number)
    except ValueError:
        return Response(status=422)
    if number == at_this_device(me).chapter:
        with write_transaction(db.session) as transaction:
            tell(transaction, me, at, now=utc_now())
    return Response(status=204)


def _told_place(number: int) -> ReadingPlace:
    """The place that the page tells; `ValueError` when there can't be such a one."""
    sent = request.form
    far = float(sent.get("plaats", ""))
    return ReadingPlace(number, int(sent.get("stuk", "0")), float(sent.get("deel", "0")), far)


def _read_here(code: str) -> ClassSet:
    """The set that a pupil on this device reads; for what is a part of a page, and not there for anybody else."""
    made = open_set(code)
    return made if isinstance(made, ClassSet) and pupil_of(made) is not None else abort(404)


@blueprint.get("/klas/<code>/lees/beeld/<name>")
def picture(code: str, name: str) -> ResponseReturnValue:
    made = _read_here(code)
    return picture_response(made.title_id, name)


@blueprint.get(f"/klas/<code>/lees/vast/<{NUMBER}:number>")
def fixed(code: str, number: int) -> ResponseReturnValue:
    """A page as its maker drew it, for the frame without scripts on the page of the chapter, and for nowhere else."""
    made = _read_here(code)
    html = fixed_page(db.session, made.title_id, number)
    if html is None:
        abort(404)
    whole = with_pictures(html, lambda name: picture_of(db.session, made.title_id, name))
    return Response(whole, mimetype="text/html", headers=headers(whole))


@blueprint.get("/klas/<code>/lees/inhoud")
def contents(code: str) -> ResponseReturnValue:
    """The whole contents, in parts; and the way to a page of the printed book."""
    made, me = _at_book(code)
    wanted = request.args.get("bladzijde", "")[:QUERY_MAX]
    if wanted and (found := printed_page(db.session, me.title_id, wanted)):
        chapter_number, anchor = found
        return redirect(
            url_for("reader.read", code=made.code, number=chapter_number, _anchor=anchor or None),
            code=303,
        )
    page = render_template(
        "library/contents.html",
        made=made,
        me=me,
        part=contents_part(db.session, me.title_id, _number("vanaf"), chapter=_number("bij") or me.chapter),
        has_pages=contents_count(db.session, me.title_id, EntryKind.PAGE) > 0,
        wanted=wanted,
        look=look(me.flow),
        choices={},
    )
    return page, 404 if wanted else 200


@blueprint.get("/klas/<code>/lees/zoek")
def search(code: str) -> ResponseReturnValue:
    made, me = _at_book(code)
    text = " ".join(request.args.get("q", "").split())[:QUERY_MAX]
    after = Spot(_number("na"), _number("stuk")) if "na" in request.args else Spot()
    if text and not is_indexed(db.session, me.title_id):
        texts = texts_of(db.session, me.title_id)
        with write_transaction(db.session) as transaction:
            index_title(transaction, me.title_id, texts)
    found = find_in_book(db.session, me.title_id, text, after=after)
    return render_template(
        "library/search.html",
        made=made,
        me=me,
        text=text,
        found=found,
        goes_on=after.chapter > 0,
        look=look(me.flow),
        choices={},
    )


@blueprint.get(f"/klas/<code>/lees/weg/<{NUMBER}:number>-<{NUMBER}:link>")
def outside(code: str, number: int, link: int) -> ResponseReturnValue:
    """What a link out of the book says. Its address is text to talk about, not a link to follow."""
    made, me = _at_book(code)
    address = outside_address(db.session, me.title_id, number, link)
    if address is None:
        abort(404)
    return render_template(
        "library/outside.html",
        made=made,
        me=me,
        number=number,
        address=address,
        look=look(me.flow),
        choices={},
    )
