"""Store a pack with a production."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.load import load_pack
from portal.packs.models import StoredPack


def store_pack(session: Session, production_id: int, data: bytes, *, now: datetime) -> StoredPack:
    """Keep the bytes of a `.foyer` file as the pack that classes play from now on.

    The very check that the board makes: what is stored here opens there. Storing the newest pack again changes
    nothing. Flushes, never commits.

    Raises:
        content.load.PackError: everything that is wrong with it.
    """
    loaded = load_pack(data)
    newest = session.scalar(
        select(StoredPack).where(StoredPack.production_id == production_id).order_by(StoredPack.id.desc()).limit(1)
    )
    if newest is not None and newest.digest == loaded.digest:
        return newest
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
    return stored
