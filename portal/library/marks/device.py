"""Which of a pupil's devices asks, and where that device is in the book. Needs a request."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app, request, session
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.library.marks.merge import ahead_of
from portal.library.marks.models import DeviceKind
from portal.library.marks.queries import Device, devices_of
from portal.library.marks.service import tell_place
from portal.library.reading.queries import Reading
from portal.library.reading.service import ReadingPlace

_KINDS = (
    (DeviceKind.TABLET, re.compile(r"iPad|Tablet|Android(?!.*Mobile)|Silk|Kindle|Kobo")),
    (DeviceKind.TELEFOON, re.compile(r"iPhone|Mobile")),
    # An iPad says that it is a Macintosh, so that word tells nothing.
    (DeviceKind.COMPUTER, re.compile(r"Windows NT|CrOS|X11")),
)


def this_device(me: Reading) -> str:
    """The name of this device in its cookie: made when somebody begins on it, and a new one for the next pupil."""
    owner, _, device = str(session.get("toestel", "")).partition(":")
    if owner == str(me.reader_id) and device:
        return device
    device = secrets.token_hex(8)
    session["toestel"] = f"{me.reader_id}:{device}"
    return device


def device_kind() -> DeviceKind:
    agent = request.user_agent.string
    return next((kind for kind, words in _KINDS if words.search(agent)), DeviceKind.TOESTEL)


def owner_of(me: Reading) -> str:
    """What a device writes on what it keeps, so that another animal never gets it. Says nothing to anybody else."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"bewaard {me.code} {me.reader_id}".encode(), hashlib.sha256).hexdigest()[:16]


def devices(me: Reading) -> dict[str, Device]:
    """The places of this pupil's devices, asked once a request."""
    if _ASKED not in request.environ:
        request.environ[_ASKED] = devices_of(db.session, me.reader_id)
    found: dict[str, Device] = request.environ[_ASKED]
    return found


_ASKED = "foyer.devices"


def at_this_device(me: Reading) -> Reading:
    """The pupil with this device's own place; a device that is new goes on where the pupil was."""
    here = devices(me).get(this_device(me))
    if here is None:
        return me
    at = here.told.place
    return replace(me, chapter=at.chapter, piece=at.piece, part=at.part, place=at.far)


def tell(transaction: Session, me: Reading, at: ReadingPlace, *, now: datetime, turn: int | None = None) -> None:
    """This device is here now."""
    request.environ.pop(_ASKED, None)
    tell_place(transaction, me.reader_id, this_device(me), at, now=now, kind=device_kind(), turn=turn)


@dataclass(frozen=True)
class Elsewhere:
    """Another device of this pupil, further in the book."""

    device: str
    turn: int
    at: ReadingPlace
    name: str
    """As in "Op je tablet was je al in hoofdstuk 4"."""


def elsewhere(me: Reading) -> Elsewhere | None:
    """The device to ask about: the pupil had come further there."""
    known = devices(me)
    there = ahead_of({device: one.told for device, one in known.items()}, this_device(me))
    if there is None:
        return None
    kind = known[there].kind
    name = f"andere {kind}" if kind == device_kind() and kind != DeviceKind.TOESTEL else kind.value
    return Elsewhere(there, known[there].told.turn, known[there].told.place, _OTHER.get(name, name))


_OTHER = {"toestel": "ander toestel"}
