"""Pictures on disk: in the uploads folder, named by what they hold, all sizes or none."""

import errno
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from portal.errors import Refusal
from portal.offers.models import Offer, OfferPhoto, ProductionPhoto
from portal.offers.photos.pictures import Picture
from portal.offers.photos.sources import NAME, files_of

YOUNG_S = 3_600
"""A file younger than this may belong to a form that somebody is still filling in."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NoRoom(Refusal):
    """The disk is full; nothing of the picture was kept."""

    code = "no_room"


def keep(folder: Path, picture: Picture) -> None:
    """Write every size that is not there yet. What is written is complete, or it is not there under its name.

    Raises:
        NoRoom: the disk is full.
    """
    written: list[Path] = []
    try:
        for name, data in picture.files.items():
            path = folder / name
            if path.exists():
                os.utime(path)  # Young again: the sweep leaves it alone while the form is open.
            else:
                _write(path, data)
                written.append(path)
    except OSError as problem:
        for path in written:
            path.unlink(missing_ok=True)
        if problem.errno in FULL:
            raise NoRoom from problem
        raise


def _write(path: Path, data: bytes) -> None:
    half = path.with_name(f".{secrets.token_hex(8)}.half")
    try:
        with half.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def used(session: Session, among: Iterable[str] | None = None) -> set[str]:
    """The names of all files that an offer or a production shows; `among`: only for these largest sizes."""
    queries = [select(column) for column in (OfferPhoto.file, ProductionPhoto.file, Offer.picture)]
    if among is not None:
        wanted = list(among)
        queries = [query.where(query.selected_columns[0].in_(wanted)) for query in queries]
    return {name for file in session.scalars(union(*queries)) for name in files_of(file)}


def forget(session: Session, folder: Path, files: Iterable[str]) -> int:
    """Remove pictures that nothing shows any more, after their rows are gone; how many files went.

    One that was written a moment ago may belong to an offer that is being saved: that is left to `sweep`.
    """
    candidates = list(files)
    kept = used(session, candidates)
    names = {name for file in candidates for name in files_of(file)} - kept
    return _remove(folder, names, older_than_s=60)


def sweep(session: Session, folder: Path) -> int:
    """Remove every picture of ours that nothing shows, and halves of an interrupted upload; how many went."""
    there = {path.name for path in folder.iterdir() if NAME.fullmatch(path.name) or path.suffix == ".half"}
    return _remove(folder, there - used(session), older_than_s=YOUNG_S) if there else 0


def _remove(folder: Path, names: Iterable[str], *, older_than_s: float) -> int:
    young = time.time() - older_than_s
    gone = 0
    for name in names:
        path = folder / name
        try:
            if path.stat().st_mtime <= young:
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue  # Another worker was first.
    return gone
