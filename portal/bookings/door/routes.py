"""Pages for who stands at the door. They work as plain forms; with a script they work without a network too."""

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from portal.bookings.door import words
from portal.bookings.door.errors import NotAtThisDoor
from portal.bookings.door.models import NOTE_MAX, TapKind
from portal.bookings.door.queries import Board, DoorClass, board_of, next_sittings, sittings_of
from portal.bookings.door.service import Outcome, Tap, count_class
from portal.bookings.requests import COMPANIONS_MAX, PUPILS_MAX
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.errors import Refusal
from portal.extensions import db
from portal.web.access import for_door, person
from portal.web.formats import STATIC
from portal.web.intake import row_id

blueprint = Blueprint("door", __name__, template_folder="templates")

SOON = 6
LONGEST_ON_ITS_WAY = timedelta(hours=12)
"""No tap is older: a log-in lasts as long."""

KINDS = {"gekomen": TapKind.CAME, "niet": TapKind.ABSENT, "terug": TapKind.BACK, "nota": TapKind.NOTE}
WHOLE_SCHOOL = "allen"


@blueprint.get("/centrum/deur")
@for_door
def start() -> ResponseReturnValue:
    """The performances of today; below them the next ones, to print their lists."""
    today = school_day(utc_now())
    return render_template(
        "door/start.html",
        today=today,
        sittings=sittings_of(db.session, person().receives, first=today, last=today),
        soon=next_sittings(db.session, person().receives, after=today, limit=SOON),
    )


def _board(performance_id: int) -> Board:
    return board_of(db.session, performance_id, person().receives) or abort(404)


@blueprint.get("/centrum/deur/<int:performance_id>")
@for_door
def board(performance_id: int) -> ResponseReturnValue:
    shown = _board(performance_id)
    today = school_day(utc_now())
    return render_template(
        "door/board.html",
        board=shown,
        sitting=shown.sitting,
        can_count=shown.sitting.day <= today and not shown.sitting.is_called_off,
        is_today=shown.sitting.day == today,
        words=words,
        nonce=secrets.token_hex(12),
        note_max=NOTE_MAX,
        pupils_max=PUPILS_MAX,
        companions_max=COMPANIONS_MAX,
    )


@blueprint.get("/centrum/deur/<int:performance_id>/stand")
@for_door
def stand(performance_id: int) -> ResponseReturnValue:
    """Who is in by now, for a page that is open; with a token for what it still has to send."""
    return _stand(performance_id)


def _stand(performance_id: int, **more: object) -> Response:
    shown = _board(performance_id)
    classes = {str(one.group_id): _told(one) for one in shown.classes}
    return jsonify({"token": generate_csrf(), "shape": shown.shape, "classes": classes} | more)


def _told(one: DoorClass) -> dict[str, Any]:
    state = "here" if one.is_here else "absent" if one.is_absent else "open"
    note = one.notes[0] if one.notes else None
    return {
        "state": state,
        "pupils": one.came_pupils,
        "companions": one.came_companions,
        "said": words.said(one),
        "other": words.other(one),
        "note": f"{note.note} ({note.by})" if note else "",
    }


@blueprint.post("/centrum/deur/<int:performance_id>")
@for_door
def tap(performance_id: int) -> ResponseReturnValue:
    """One tap: of a form that leads back to its class, or of the script, which sends them one by one."""
    shown, now = _board(performance_id), utc_now()
    try:
        outcome = _count(shown, now)
    except NotAtThisDoor:
        abort(404)
    except Refusal as refusal:
        return _refused(performance_id, words.reason(refusal))
    if _is_script():
        return _stand(performance_id, outcome=outcome.value)
    return redirect(_place(performance_id), code=303)


def _count(shown: Board, now: datetime) -> Outcome:
    outcome = Outcome.COUNTED
    with write_transaction(db.session):
        for one in _taps(shown, now):
            outcome = count_class(db.session, one, person(), now=now)
    return outcome


def _is_script() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _refused(performance_id: int, said: str) -> ResponseReturnValue:
    if _is_script():
        return jsonify({"refused": said}), 409
    flash(said, "error")
    return redirect(_place(performance_id), code=303)


def _place(performance_id: int) -> str:
    """The class on its page, so that who has no script goes on where the thumb was."""
    group = request.form.get("klas", "")
    anchor = f"klas-{group}" if group.isdecimal() else None
    return url_for("bookings.door.board", performance_id=performance_id, _anchor=anchor)


def _taps(shown: Board, now: datetime) -> list[Tap]:
    sent = request.form
    nonce = sent.get("sleutel", "")
    if sent.get("wat") == WHOLE_SCHOOL:
        return _whole_school(shown, nonce, now)
    kind = KINDS.get(sent.get("wat", ""))
    if kind is None or not re.fullmatch(r"[0-9a-z-]{8,48}", nonce):
        abort(400)
    is_count = kind is TapKind.CAME
    return [
        Tap(
            nonce=nonce,
            performance_id=shown.sitting.performance_id,
            group_id=_id(sent.get("klas", "")),
            kind=kind,
            counted_at=now - _on_its_way(sent.get("geleden", "")),
            pupils=_number(sent.get("leerlingen", "")) if is_count else None,
            companions=_number(sent.get("begeleiders", "")) if is_count else None,
            note=" ".join(sent.get("nota", "").split())[:NOTE_MAX],
        )
    ]


def _whole_school(shown: Board, nonce: str, now: datetime) -> list[Tap]:
    """All classes of a booking that nobody has counted yet, as they were booked."""
    booking = next((one for one in shown.schools if str(one.booking_id) == request.form.get("boeking")), None)
    if booking is None or not re.fullmatch(r"[0-9a-z-]{8,40}", nonce):
        abort(400)
    place = shown.sitting.performance_id
    return [
        Tap(f"{nonce}-{one.group_id}"[:64], place, one.group_id, TapKind.CAME, now, one.pupils, one.companions)
        for one in booking.waits_for
    ]


def _id(typed: str) -> int:
    try:
        return row_id(typed)
    except ValueError:
        abort(404)


def _number(typed: str) -> int:
    """What was typed; nothing and nonsense are refused as a count, not as a page."""
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else -1


def _on_its_way(typed: str) -> timedelta:
    """How long ago the finger came down. The phone says so by one clock, which need not be right."""
    if not re.fullmatch(r"[0-9]{1,9}", typed):
        return timedelta()
    return min(timedelta(milliseconds=int(typed)), LONGEST_ON_ITS_WAY)


@blueprint.get("/centrum/afgemeld")
def left() -> ResponseReturnValue:
    """After a log-out on a phone where counts wait: the script of this page clears the rest.

    Outside the scope of the worker, which would keep again what the script throws away.
    """
    return render_template("door/left.html")


@blueprint.get("/centrum/deur/wachter.js")
def worker() -> ResponseReturnValue:
    """The service worker, from an address that lets it keep the pages of the door and no others."""
    answer = Response((STATIC / "door-worker.js").read_text("utf-8"), content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = url_for("bookings.door.start")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
