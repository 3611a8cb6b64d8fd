"""The one address that devices of pupils tell everything to, and what they need to keep a book until its last day."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import generate_csrf
from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import BRUSSELS, school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db, limiter
from portal.library.errors import CodeUnknown, SetClosed, SetRevoked
from portal.library.marks.device import at_this_device, devices, elsewhere, owner_of, tell, this_device
from portal.library.marks.merge import not_followed
from portal.library.marks.models import MarkKind
from portal.library.marks.queries import marks_of, standing
from portal.library.marks.service import MARKS_MAX, keep_marks, read_on_here
from portal.library.marks.wire import BYTES_MAX, COUNT_MAX, Said, written
from portal.library.models import Chapter, ClassSet, TitleFile
from portal.library.reading.pupil import made_for, open_set, opened, pupil_of
from portal.library.reading.queries import Reading
from portal.library.reading.seams import on_chapter
from portal.library.reading.service import refuse_closed
from portal.library.titles.queries import contents
from portal.web.refusals import problem

blueprint = Blueprint("kept", __name__, template_folder="../templates")

STATIC = Path(__file__).parents[2] / "web" / "static"
KIND_WORDS = {
    MarkKind.BLADWIJZER: "Bladwijzer",
    MarkKind.MOOI: "Mooi",
    MarkKind.BELANGRIJK: "Belangrijk",
    MarkKind.VRAAG: "Vraag",
    MarkKind.WOORD: "Moeilijk woord",
    MarkKind.NOTITIE: "Notitie",
}
TOO_MANY = f"Je hebt al {MARKS_MAX} bladwijzers en notities. Wis er eerst een paar."


@blueprint.errorhandler(CodeUnknown)
def code_unknown(_refusal: CodeUnknown) -> Response:
    """The code of a class that is nobody's, or no longer."""
    return problem(404, "code_unknown", "Die klascode kennen we niet (meer)")


@blueprint.after_request
def keep_nothing(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


@on_chapter
def on_this_chapter(_session: Session, me: Reading, number: int) -> Mapping[str, object]:
    here = devices(me).get(this_device(me))
    return {
        "owner": owner_of(me),
        "turn": 0 if here is None else here.told.turn,
        "elsewhere": elsewhere(me),
    }


def _pupil_key() -> str:
    """A class shares one address, so each pupil is counted alone."""
    kept = session.get("lezer")
    return str(kept) if isinstance(kept, dict) else get_remote_address()


@blueprint.get("/klas/<code>/bewaard")
def stand(code: str) -> ResponseReturnValue:
    """How everything stands, with a fresh token for a page that was kept on the device."""
    made = made_for(code)
    me = pupil_of(made)
    if me is None:
        return _signed_out()
    if (closed := closed_answer(made)) is not None:
        return closed
    return jsonify(_stand(made, me))


@blueprint.post("/klas/<code>/bewaard")
@limiter.limit("90 per minute", key_func=_pupil_key)
def tell_all(code: str) -> ResponseReturnValue:
    """One message of a device: its place, and the marks that changed on it. Repeats change nothing.

    When the period ended while the device had no network, what was read and written in it is still joined; the
    answer is 410, and the device clears the book away.
    """
    made = made_for(code)
    me = pupil_of(made)
    if me is None:
        return _signed_out()
    if request.content_length is None or request.content_length > BYTES_MAX:
        abort(413)
    try:
        said = Said.model_validate_json(request.get_data())
    except ValidationError as wrong:
        where = [".".join(map(str, one["loc"])) for one in wrong.errors()][:10]
        return problem(422, "not_understood", "Dit bericht begrijpen we niet", velden=where)
    if not secrets.compare_digest(said.van.encode(), owner_of(me).encode()):
        return problem(409, "other_reader", "Op dit toestel leest nu iemand anders")
    refused = _keep(made, me, said)
    if (closed := closed_answer(made)) is not None:
        return closed
    return jsonify(_stand(made, me, known=said.stand) | {"geweigerd": refused, "waarom": TOO_MANY if refused else ""})


def _keep(made: ClassSet, me: Reading, said: Said) -> list[str]:
    now = utc_now()
    last = _chapters_of(made)
    marks = [one.mark() for one in said.merken if one.hoofdstuk <= last]
    refused: list[str] = []
    if said.plaats is None and not said.merken:
        return refused
    with write_transaction(db.session) as transaction:
        if said.plaats is not None and said.plaats.hoofdstuk <= last:
            tell(transaction, me, said.plaats.place(), now=now, turn=said.plaats.beurt)
        if marks:
            refused = keep_marks(transaction, me.reader_id, marks, now=now)
    return refused + [one.sleutel for one in said.merken if one.hoofdstuk > last]


def _chapters_of(made: ClassSet) -> int:
    return db.session.scalar(select(func.max(Chapter.position)).where(Chapter.title_id == made.title_id)) or 0


def _stand(made: ClassSet, me: Reading, *, known: str = "") -> dict[str, object]:
    marks = marks_of(db.session, me.reader_id)
    stands = standing(marks)
    here = devices(me).get(this_device(me))
    there = elsewhere(me)
    return {
        "token": generate_csrf(),
        "van": owner_of(me),
        "tot": closes_at(made).isoformat(),
        "stand": stands,
        "merken": None if stands == known else [written(mark) for mark in marks],
        "beurt": 0 if here is None else here.told.turn,
        "elders": None
        if there is None
        else {
            "toestel": there.name,
            "hoofdstuk": there.at.chapter,
            "stuk": there.at.piece,
            "naam": there.device,
            "beurt": there.turn,
        },
    }


def last_day(made: ClassSet) -> date:
    """The last day on which the book may be read."""
    return made.until_day if made.returned_on is None else min(made.until_day, made.returned_on - timedelta(days=1))


def closes_at(made: ClassSet) -> datetime:
    """The moment after which a copy on a device is nobody's: midnight in Flanders after the last day."""
    return datetime.combine(last_day(made) + timedelta(days=1), time(), BRUSSELS)


def _signed_out() -> Response:
    """Nobody is signed in for this class on this device: it keeps no book."""
    return problem(
        401,
        "not_signed_in",
        "Kies opnieuw je dier",
        "Wat je schreef, wacht op dit toestel tot je met je drie prentjes terug bent.",
    )


def closed_answer(made: ClassSet) -> Response | None:
    """The answer when the set may not be read today, with what to do."""
    today = school_day(utc_now())
    try:
        refuse_closed(made, today)
    except SetClosed as refusal:
        if today < refusal.first and not isinstance(refusal, SetRevoked):
            return problem(410, "set_not_open", "Jullie boek is nog niet open", vanaf=refusal.first.isoformat())
        notes = url_for("marks.kept", code=made.code) if may_export(made) else None
        revoked = isinstance(refusal, SetRevoked)
        return problem(
            410,
            refusal.code,
            "De bibliotheek had dit boek weer nodig" if revoked else "De leesperiode is voorbij",
            "Dit toestel ruimt het boek op. "
            + ("Je notities kun je nog afdrukken." if notes else "Vraag je leerkracht wat je nog kunt doen."),
            notities=notes,
        )
    return None


def may_export(made: ClassSet) -> bool:
    """A pupil's own words stay theirs until the day that was promised, also when the seats went back earlier."""
    return made.from_day <= school_day(utc_now()) <= made.until_day


@blueprint.get("/klas/<code>/bewaard/boek")
def whole_book(code: str) -> ResponseReturnValue:
    """What a device needs to keep the whole book until the last day."""
    made = open_set(code)
    me = pupil_of(made) if isinstance(made, ClassSet) else None
    if not isinstance(made, ClassSet):
        return closed_answer(made_for(code)) or abort(410)
    if me is None:
        return _signed_out()
    # Who takes the book home deliberately comes back without choosing pictures anew; it ends with the session.
    session.permanent = True
    chapters = contents(db.session, made.title_id)
    return jsonify(
        {
            "van": owner_of(me),
            "titel": me.title_name,
            "dier": me.animal.value,
            "tot": closes_at(made).isoformat(),
            "bytes": _bytes_of(made, len(chapters)),
            "hoofdstukken": [url_for("reader.read", code=made.code, number=one.position) for one in chapters],
        }
    )


PAGE_BYTES = 12_000
"""Of a chapter's page around its text."""
SHARED_BYTES = 700_000
"""Styles, scripts and letters."""


def _bytes_of(made: ClassSet, chapters: int) -> int:
    """About how much room the book takes."""
    text = select(func.sum(func.length(Chapter.html))).where(Chapter.title_id == made.title_id)
    pictures = select(func.sum(func.length(TitleFile.content))).where(TitleFile.title_id == made.title_id)
    return sum(db.session.scalar(one) or 0 for one in (text, pictures)) + chapters * PAGE_BYTES + SHARED_BYTES


@blueprint.get("/klas/<code>/wachter.js")
def worker(code: str) -> ResponseReturnValue:
    """The service worker, from an address that lets it watch over this class's book and nothing else.

    Browsers compare it byte by byte with the one they have, so a new version of either file is taken at once.
    """
    script = "\n".join((STATIC / name).read_text("utf-8") for name in ("kept.js", "book-worker.js"))
    answer = Response(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = f"/klas/{made_for(code).code}/"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.post("/klas/<code>/bewaard/plaats")
def stay_here(code: str) -> ResponseReturnValue:
    """The pupil reads on here, although another device was further."""
    made = opened(code)
    me = pupil_of(made)
    turn = request.form.get("beurt", 0, type=int)
    if me is None or not 0 < turn <= COUNT_MAX:
        abort(422)
    places = {device: one.told for device, one in devices(me).items()}
    said = not_followed(places, this_device(me), request.form.get("toestel", "")[:32], turn)
    with write_transaction(db.session) as transaction:
        read_on_here(transaction, me.reader_id, said, now=utc_now())
    if request.headers.get("Accept", "").startswith("application/json"):
        return jsonify({})
    return redirect(url_for("reader.read", code=made.code, number=at_this_device(me).chapter), code=303)
