"""What a pupil keeps, as pages that need no script: the list, one mark, and the whole of it on paper."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.errors import CodeUnknown
from portal.library.marks.device import at_this_device
from portal.library.marks.merge import Anchor, Mark, gone, texts_of
from portal.library.marks.models import MarkKind
from portal.library.marks.pieces import Piece, pieces_of
from portal.library.marks.queries import Writer, marks_of, writers_of
from portal.library.marks.service import TEXT_MAX, keep_marks
from portal.library.marks.sync import KIND_WORDS, TOO_MANY, closed_answer, may_export
from portal.library.marks.wire import plain
from portal.library.models import ClassSet
from portal.library.reading.guessing import count_wrong_pin, refuse_pin_guesser
from portal.library.reading.pupil import made_for, pupil_of, seated
from portal.library.reading.queries import Reading, chapter
from portal.library.reading.routes import code_unknown
from portal.library.reading.service import PIN_LENGTH, PIN_PICTURES, pin_matches
from portal.library.titles.queries import ContentsEntry, contents

blueprint = Blueprint("marks", __name__, template_folder="../templates")

blueprint.register_error_handler(CodeUnknown, code_unknown)

PIECES_ON_A_PAGE = 100


@blueprint.after_request
def keep_nothing(response: Response) -> Response:
    """As on the other pages of pupils: nothing of them stays in the browser's cache."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


@dataclass(frozen=True)
class KeptChapter:
    """The marks of one chapter, for a list."""

    position: int
    heading: str
    marks: tuple[Mark, ...]


def by_chapter(marks: Iterable[Mark], chapters: Iterable[ContentsEntry]) -> list[KeptChapter]:
    alive = [mark for mark in marks if not mark.is_gone]
    found = (
        KeptChapter(one.position, one.heading, tuple(mark for mark in alive if mark.anchor.chapter == one.position))
        for one in chapters
    )
    return [one for one in found if one.marks]


def _exporter(code: str) -> tuple[ClassSet, Writer]:
    """The pupil who may see the own words: also when the book itself is closed, until the promised last day."""
    made = made_for(code)
    if not may_export(made):
        seated(code)  # The page that says that it is over, or not open yet.
        abort(410)
    writers = {str(one.reader_id): one for one in writers_of(db.session, made.id)}
    keys = [session.get(name) for name in ("lezer", "notities")]
    known = [str(key.get(made.code, "")).partition(":") for key in keys if isinstance(key, dict)]
    found = (writers[reader] for reader, _, stamp in known if reader in writers and writers[reader].stamp == stamp)
    if (who := next(found, None)) is None:
        abort(redirect(url_for("marks.whose", code=made.code), code=303))
    return made, who


@blueprint.get("/klas/<code>/notities")
def whose(code: str) -> ResponseReturnValue:
    """Only for the own notes: who left the class, or whose book is closed, chooses the animal and its pictures."""
    made = made_for(code)
    if not may_export(made):
        seated(code)
    return _whose_page(made)


def _whose_page(made: ClassSet, problem: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template(
        "marks/whose.html",
        made=made,
        writers=writers_of(db.session, made.id),
        chosen=request.form.get("dier", ""),
        pictures=PIN_PICTURES,
        places=range(1, PIN_LENGTH + 1),
        problem=problem,
    ), status


@blueprint.post("/klas/<code>/notities")
def whose_submit(code: str) -> ResponseReturnValue:
    made = made_for(code)
    if not may_export(made):
        seated(code)
    who = next((one for one in writers_of(db.session, made.id) if one.animal.value == request.form.get("dier")), None)
    pin = tuple(request.form.get(f"prent{place}", "") for place in range(1, PIN_LENGTH + 1))
    if who is None or any(picture not in PIN_PICTURES for picture in pin):
        return _whose_page(made, "Kies je dier, en in elke rij één prentje.", 422)
    refuse_pin_guesser(made.id, who.animal)
    if not pin_matches(who.pin_hash, pin):
        count_wrong_pin(made.id, who.animal)
        return _whose_page(made, "Dat zijn niet de prentjes van dit dier.", 422)
    session["notities"] = {made.code: f"{who.reader_id}:{who.stamp}"}
    return redirect(url_for("marks.kept", code=made.code), code=303)


@blueprint.get("/klas/<code>/bladwijzers")
def kept(code: str) -> ResponseReturnValue:
    """All that a pupil kept in this book."""
    return _kept_page(code, "marks/kept.html")


@blueprint.get("/klas/<code>/bladwijzers/afdruk")
def kept_on_paper(code: str) -> ResponseReturnValue:
    return _kept_page(code, "marks/paper.html")


def _kept_page(code: str, template: str) -> ResponseReturnValue:
    made, me = _exporter(code)
    chapters = contents(db.session, made.title_id)
    reading = pupil_of(made) if closed_answer(made) is None else None
    return render_template(
        template,
        made=made,
        me=me,
        chapters=chapters,
        kept=by_chapter(marks_of(db.session, me.reader_id), chapters),
        is_open=reading is not None,
        here=1 if reading is None else at_this_device(reading).chapter,
        words=KIND_WORDS,
        MarkKind=MarkKind,
    )


@blueprint.get("/klas/<code>/bladwijzers.txt")
def kept_as_text(code: str) -> ResponseReturnValue:
    """The same as a file of plain text, which any device can keep."""
    made, me = _exporter(code)
    chapters = by_chapter(marks_of(db.session, me.reader_id), contents(db.session, made.title_id))
    lines = [f"{me.title_name}: wat de {me.animal.value} bewaarde", ""]
    for one in chapters:
        lines += [f"{one.position}. {one.heading}", ""]
        for mark in one.marks:
            lines.append(f"[{KIND_WORDS[mark.kind]}] {' '.join(mark.anchor.quote.split())}".rstrip())
            lines += [f"  {line}" for text in sorted(mark.texts) for line in text.split("\n")]
            lines.append("")
    answer = Response("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="notities-{me.title_slug}.txt"'
    return answer


@blueprint.get("/klas/<code>/bladwijzers/nieuw")
def new(code: str) -> ResponseReturnValue:
    """Choose a piece of a chapter, and put a bookmark or a note at it."""
    made, me = seated(code)
    return _new_page(made, me, request.args.get("hoofdstuk", 1, type=int))


def _new_page(
    made: ClassSet, me: Reading, number: int, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    page = chapter(db.session, made.title_id, number)
    if page is None:
        abort(404)
    pieces = pieces_of(page.html)
    first = max(0, request.args.get("vanaf", 0, type=int))
    return render_template(
        "marks/new.html",
        made=made,
        me=me,
        page=page,
        chapters=contents(db.session, made.title_id),
        pieces=pieces[first : first + PIECES_ON_A_PAGE],
        earlier=max(0, first - PIECES_ON_A_PAGE) if first else None,
        later=first + PIECES_ON_A_PAGE if first + PIECES_ON_A_PAGE < len(pieces) else None,
        words=KIND_WORDS,
        key=secrets.token_hex(12),
        at=request.values.get("stuk", 0, type=int),
        chosen=request.form.get("soort", MarkKind.BLADWIJZER.value),
        text=request.form.get("tekst", ""),
        text_max=TEXT_MAX,
        problem=problem,
    ), status


@blueprint.post("/klas/<code>/bladwijzers/nieuw")
def new_submit(code: str) -> ResponseReturnValue:
    made, me = seated(code)
    number = request.form.get("hoofdstuk", 0, type=int)
    page = chapter(db.session, made.title_id, number)
    if page is None:
        abort(404)
    text = plain(request.form.get("tekst", "")).strip()
    kind = _kind(request.form.get("soort", ""))
    if len(text) > TEXT_MAX:
        return _new_page(made, me, number, problem=f"Een notitie heeft hoogstens {TEXT_MAX} tekens.", status=422)
    if kind is MarkKind.NOTITIE and not text:
        return _new_page(made, me, number, problem="Schrijf eerst wat je wilt onthouden.", status=422)
    mark = Mark(
        _key(request.form.get("sleutel", "")),
        kind,
        _anchor(pieces_of(page.html), number, request.form.get("stuk", 0, type=int), kind),
        texts_of(text),
        is_shared=bool(text) and "deel" in request.form,
    )
    with write_transaction(db.session) as transaction:
        if keep_marks(transaction, me.reader_id, [mark], now=utc_now()):
            return _new_page(made, me, number, problem=TOO_MANY, status=422)
    return redirect(url_for("marks.kept", code=made.code, _anchor=f"m-{mark.key}"), code=303)


def _kind(word: str) -> MarkKind:
    try:
        return MarkKind(word)
    except ValueError:
        abort(422)


def _key(word: str) -> str:
    if not (8 <= len(word) <= 32 and word.isascii() and word.isalnum() and word == word.lower()):
        abort(422)
    return word


def _anchor(pieces: list[Piece], number: int, wanted: int, kind: MarkKind) -> Anchor:
    """The whole piece that was chosen; a bookmark lies at its first letter; 0 is the chapter as a whole."""
    piece = next((one for one in pieces if one.number == wanted), None)
    if piece is None:
        return Anchor(number, 0, 0, 0, 0)
    whole = piece.whole(number)
    return replace(whole, stop=0) if kind is MarkKind.BLADWIJZER else whole


@blueprint.get("/klas/<code>/bladwijzers/<key>")
def one(code: str, key: str) -> ResponseReturnValue:
    """One mark, to change, share or throw away."""
    made, me = seated(code)
    return _one_page(made, me, _own(me, key))


def _own(me: Reading, key: str) -> Mark:
    found = next((mark for mark in marks_of(db.session, me.reader_id) if mark.key == key and not mark.is_gone), None)
    if found is None:
        abort(404)
    return found


def _one_page(
    made: ClassSet, me: Reading, mark: Mark, *, text: str | None = None, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return render_template(
        "marks/one.html",
        made=made,
        me=me,
        mark=mark,
        text=mark.text if text is None else text,
        words=KIND_WORDS,
        text_max=TEXT_MAX,
        problem=problem,
        MarkKind=MarkKind,
    ), status


@blueprint.post("/klas/<code>/bladwijzers/<key>")
def one_submit(code: str, key: str) -> ResponseReturnValue:
    made, me = seated(code)
    mark = _own(me, key)
    text = plain(request.form.get("tekst", "")).strip()
    if any(len(part) > TEXT_MAX for part in texts_of(text)):
        said = f"Een notitie heeft hoogstens {TEXT_MAX} tekens."
        return _one_page(made, me, mark, text=text, problem=said, status=422)
    changed = _changed(mark, request.form.get("wat", ""), text)
    with write_transaction(db.session) as transaction:
        keep_marks(transaction, me.reader_id, [changed], now=utc_now())
    where = None if changed.is_gone else f"m-{changed.key}"
    return redirect(url_for("marks.kept", code=made.code, _anchor=where), code=303)


def _changed(mark: Mark, what: str, text: str) -> Mark:
    """The next version of a mark: thrown away, or with other words, shared or not."""
    after = replace(mark, version=mark.version + 1)
    if what == "weg" or (mark.kind is MarkKind.NOTITIE and not text):
        return gone(after)
    if what != "bewaar":
        abort(422)
    return replace(after, texts=texts_of(text), is_shared=bool(text) and "deel" in request.form)
