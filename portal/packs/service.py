"""Store a pack with a production."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.load import LoadedPack, load_pack
from portal.packs.models import StoredPack


@dataclass(frozen=True)
class Stored:
    """The pack that classes play from now on. `is_new` False: they did already, and nothing was written."""

    pack: StoredPack
    is_new: bool


def store_pack(session: Session, production_id: int, data: bytes, *, now: datetime) -> StoredPack:
    """Keep the bytes of a `.foyer` file as the pack that classes play from now on.

    The very check that the board makes: what is stored here opens there. Storing the newest pack again changes
    nothing. Flushes, never commits.

    Raises:
        content.load.PackError: everything that is wrong with it.
    """
    return keep_pack(session, production_id, load_pack(data), data, now=now).pack


def keep_pack(session: Session, production_id: int, loaded: LoadedPack, data: bytes, *, now: datetime) -> Stored:
    """Keep a pack that was judged before: a page judges outside the transaction, because it can take a second.

    `loaded` is what `load_pack(data)` gave. Flushes, never commits.
    """
    newest = session.scalar(
        select(StoredPack).where(StoredPack.production_id == production_id).order_by(StoredPack.id.desc()).limit(1)
    )
    if newest is not None and newest.digest == loaded.digest:
        return Stored(newest, is_new=False)
    stored = StoredPack(
        production_id=production_id,
        pack_id=loaded.pack.id,
        version=loaded.pack.version,
        title=loaded.pack.title,
        digest=loaded.digest,
        data=data,
        created_at=now,
    )
    session.add(stored)
    session.flush()  # The page that follows shows it.
    return Stored(stored, is_new=True)
