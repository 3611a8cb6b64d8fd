"""Which content pack a class plays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.archive import build
from content.load import SHIPPED, load_pack, shipped
from portal.bookings.models import Booking
from portal.offers.models import Offer, Performance, Production
from portal.packs.models import StoredPack

CORE = "theatercode"
"""The pack of every visit whose show has none of its own."""


@dataclass(frozen=True)
class PackFile:
    """A `.foyer` file ready to hand out. `digest` is that of the content, not of the zip's bytes."""

    pack_id: str
    version: str
    title: str
    data: bytes
    digest: str

    @property
    def filename(self) -> str:
        return f"{self.pack_id}-{self.version}.foyer"


def pack_for_booking(session: Session, booking: Booking) -> PackFile:
    """The pack of the show that was booked."""
    production_id = session.scalar(
        select(Offer.production_id)
        .join(Performance, Performance.offer_id == Offer.id)
        .where(Performance.id == booking.performance_id)
    )
    return pack_for_production(session, production_id)


def pack_for_production(session: Session, production_id: int | None) -> PackFile:
    """The newest pack stored with a production, else the shipped one it names, else the theatre code."""
    if production_id is None:
        return shipped_pack(CORE)
    stored = session.scalar(
        select(StoredPack).where(StoredPack.production_id == production_id).order_by(StoredPack.id.desc()).limit(1)
    )
    if stored is not None:
        return PackFile(stored.pack_id, stored.version, stored.title, stored.data, stored.digest)
    named = session.scalar(select(Production.pack_id).where(Production.id == production_id))
    return shipped_pack(named if named in shipped() else CORE)


@lru_cache(maxsize=16)
def shipped_pack(pack_id: str) -> PackFile:
    """A shipped pack as a file. Kept: its bytes don't change while the portal runs."""
    loaded = load_pack(pack_id)
    pack = loaded.pack
    return PackFile(pack.id, pack.version, pack.title, build(SHIPPED / pack_id), loaded.digest)


@dataclass(frozen=True)
class PackCard:
    """Which pack classes play, without its bytes. `stored_at` None: one that comes with Foyer."""

    pack_id: str
    version: str
    title: str
    digest: str
    stored_at: datetime | None

    @property
    def is_core(self) -> bool:
        """The theatre code alone: the show has no game of its own."""
        return self.pack_id == CORE


def pack_cards(session: Session, named: Mapping[int, str | None]) -> dict[int, PackCard]:
    """What the classes of each production play now; `named` maps a production to the pack id it names.

    One statement, and the packs' bytes stay where they are.
    """
    newest = (
        select(func.max(StoredPack.id)).where(StoredPack.production_id.in_(named)).group_by(StoredPack.production_id)
    )
    rows = session.execute(select(*_CARD, StoredPack.production_id).where(StoredPack.id.in_(newest)))
    stored = {row.production_id: PackCard(*row[:5]) for row in rows}
    return {one: stored.get(one) or _shipped_card(pack_id) for one, pack_id in named.items()}


_CARD = (StoredPack.pack_id, StoredPack.version, StoredPack.title, StoredPack.digest, StoredPack.created_at)


def _shipped_card(named: str | None) -> PackCard:
    file = shipped_pack(named if named in shipped() else CORE)
    return PackCard(file.pack_id, file.version, file.title, file.digest, stored_at=None)


def earlier_packs(session: Session, production_id: int, *, limit: int = 10) -> list[PackCard]:
    """The packs that were stored before the one that plays now, the newest first."""
    rows = session.execute(
        select(*_CARD)
        .where(StoredPack.production_id == production_id)
        .order_by(StoredPack.id.desc())
        .offset(1)
        .limit(limit)
    )
    return [PackCard(*row) for row in rows]
