"""What a pupil keeps: the changes. All flush, none commits; call them inside `write_transaction`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.library.marks.errors import MarkUnknown
from portal.library.marks.merge import (
    Mark,
    Told,
    common_place,
    gone,
    lay_aside,
    merge_mark,
    merge_place,
)
from portal.library.marks.models import DeviceKind, DevicePlace
from portal.library.marks.models import Mark as MarkRow
from portal.library.marks.queries import mark_of, told_of
from portal.library.models import Reader
from portal.library.reading.service import ReadingPlace, keep_place

MARKS_MAX = 400
"""Marks of one pupil in one book, with those that were thrown away."""
DEVICES_MAX = 8
TEXT_MAX = 1000
"""Characters of a note."""


def keep_marks(session: Session, reader_id: int, said: Sequence[Mark], *, now: datetime) -> list[str]:
    """Join what a device says with what is kept, under one lock a pupil; gives the keys that found no room."""
    _lock(session, reader_id)
    kept = {row.key: row for row in session.scalars(select(MarkRow).where(MarkRow.reader_id == reader_id))}
    without_room = []
    for mark in said:
        one = gone(mark) if mark.is_gone else mark
        if (row := kept.get(one.key)) is not None:
            _write(row, merge_mark(mark_of(row), one), now=now)
        elif len(kept) >= MARKS_MAX:
            without_room.append(one.key)
        else:
            row = MarkRow(reader_id=reader_id, key=one.key)
            _write(row, one, now=now)
            session.add(row)
            kept[one.key] = row
    session.flush()
    return without_room


def _lock(session: Session, reader_id: int) -> None:
    """Two devices of a pupil go one after the other: a row lock on PostgreSQL; SQLite has one writer anyway."""
    session.execute(select(Reader.id).where(Reader.id == reader_id).with_for_update())


def _write(row: MarkRow, mark: Mark, *, now: datetime) -> None:
    if row.version is not None and mark_of(row) == mark:
        return
    at = mark.anchor
    row.kind, row.chapter, row.piece, row.start = mark.kind, at.chapter, at.piece, at.start
    row.end_piece, row.stop, row.quote, row.text = at.end_piece, at.stop, at.quote, mark.text
    row.is_shared, row.is_gone = mark.is_shared and bool(mark.texts), mark.is_gone
    row.version, row.changed_at = mark.version, now


def put_away(session: Session, set_id: int, mark_id: int, *, now: datetime) -> None:
    """The teacher gives a shared note back: it is the pupil's own again. Doing it twice changes nothing."""
    row = session.scalar(
        select(MarkRow)
        .join(Reader, Reader.id == MarkRow.reader_id)
        .where(MarkRow.id == mark_id, Reader.class_set_id == set_id, ~MarkRow.is_gone)
    )
    if row is None:
        raise MarkUnknown
    if row.is_shared:
        mark = mark_of(row)
        _write(row, replace(mark, is_shared=False, version=mark.version + 1), now=now)


def tell_place(
    session: Session,
    reader_id: int,
    device: str,
    at: ReadingPlace,
    *,
    now: datetime,
    kind: DeviceKind = DeviceKind.TOESTEL,
    turn: int | None = None,
) -> None:
    """A device says where it is. The pupil's own place moves when that is further than the other devices are.

    `turn` counts what the device says, so that an older word that comes late changes nothing; None: the next one.
    """
    _lock(session, reader_id)
    rows = _devices(session, reader_id)
    row = rows.get(device)
    if row is None:
        row = DevicePlace(reader_id=reader_id, device=device, aside=0)
        _put(row, Told(turn or 1, at), now=now)
        session.add(row)
        rows[device] = row
    else:
        told = told_of(row)
        _put(row, merge_place(told, Told(turn or told.turn + 1, at)), now=now)
    row.kind = kind
    session.flush()
    _forget_devices(session, rows, but=device)
    _follow(session, reader_id, rows.values(), now=now)


def read_on_here(session: Session, reader_id: int, over: Iterable[tuple[str, int]], *, now: datetime) -> None:
    """The pupil chose to read on elsewhere than these devices were, each at the turn that the pupil saw."""
    _lock(session, reader_id)
    rows = _devices(session, reader_id)
    for device, turn in over:
        if (row := rows.get(device)) is not None:
            row.aside = lay_aside(told_of(row), turn).aside
    session.flush()
    _follow(session, reader_id, rows.values(), now=now)


def _devices(session: Session, reader_id: int) -> dict[str, DevicePlace]:
    return {row.device: row for row in session.scalars(select(DevicePlace).where(DevicePlace.reader_id == reader_id))}


def _put(row: DevicePlace, told: Told, *, now: datetime) -> None:
    at = told.place
    row.chapter, row.piece, row.part, row.far = at.chapter, at.piece, at.part, at.far
    row.turn, row.aside, row.seen_at = told.turn, told.aside, now


def _forget_devices(session: Session, rows: dict[str, DevicePlace], *, but: str) -> None:
    """A tablet that goes from hand to hand is a new device every time: keep those that are furthest in the book."""
    others = sorted((row for row in rows.values() if row.device != but), key=lambda row: told_of(row).place)
    for row in others[: max(0, len(rows) - DEVICES_MAX)]:
        session.execute(delete(DevicePlace).where(DevicePlace.id == row.id))
        del rows[row.device]


def _follow(session: Session, reader_id: int, rows: Iterable[DevicePlace], *, now: datetime) -> None:
    at = common_place({row.device: told_of(row) for row in rows})
    if at is not None:
        keep_place(session, reader_id, at, now=now)
