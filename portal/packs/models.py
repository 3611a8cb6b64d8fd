"""Content packs that a company or a house stored with a production."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class StoredPack(Base):
    """One version of a production's pack; the newest row is the one that classes play."""

    __tablename__ = "stored_pack"
    __table_args__ = (
        # No UNIQUE on the digest: going back to an older version is a new row, and the newest row counts.
        Index("ix_stored_pack_production_id_id", "production_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    production_id: Mapped[int] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"))
    pack_id: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(90))
    digest: Mapped[str] = mapped_column(String(64))
    """Content digest: what journals and caches of the game know the pack by."""
    data: Mapped[bytes] = mapped_column(LargeBinary)
    """The `.foyer` zip."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
