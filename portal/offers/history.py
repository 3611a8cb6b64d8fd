"""What happened to offers: who changed what, and when. All changes, by hand or by import, go through `note_down`."""

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.accounts.models import User
from portal.db import Base, UtcDateTime, words


class ChangeKind(enum.StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Via(enum.StrEnum):
    """How a change came, where it was not by hand on a page."""

    IMPORT = "import"
    COMPANY = "company"
    """The company corrected its production, and the offer followed."""
    COPY = "copy"


class OfferChange(Base):
    """The history of an offer: who, when, what. Only ever added to."""

    __tablename__ = "offer_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    """None: the command line, or an account that is gone; `actor_name` says which."""
    actor_name: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[ChangeKind] = mapped_column(words(ChangeKind, "offer_change_kind"))
    via: Mapped[str] = mapped_column(String(16), default="")
    """How, where it was not by hand on a page: a value of `Via`."""
    details: Mapped[str] = mapped_column(Text)
    """JSON: each field that changed, with its value before and after."""


@dataclass(frozen=True)
class Author:
    """Who changes something. `id` None: the command line, or the portal itself."""

    id: int | None
    name: str = ""
    via: Via | None = None


def entry(
    offer_id: int, kind: ChangeKind, changes: Mapping[str, Any], *, author: Author, now: datetime
) -> OfferChange:
    """A row for the history of an offer. `changes`: each field with its value before and after."""
    return OfferChange(
        offer_id=offer_id,
        at=now,
        actor_id=author.id,
        actor_name=author.name[:120],
        kind=kind,
        via=author.via or "",
        details=json.dumps(changes, ensure_ascii=False, default=str),
    )


def note_down(
    session: Session, offer_id: int, kind: ChangeKind, changes: Mapping[str, Any], *, author: Author, now: datetime
) -> None:
    """Add a change to the history of an offer (see `entry`). Flushes."""
    session.add(entry(offer_id, kind, changes, author=author, now=now))
    session.flush()


def moment_text(moment: datetime) -> str:
    """A moment as the history keeps it; `publish.story` reads it back."""
    return moment.isoformat()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields whose values differ, each with both."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


@dataclass(frozen=True)
class Change:
    """A row of the history as it is read. `who` is empty for the command line."""

    id: int
    at: datetime
    who: str
    kind: ChangeKind
    via: str
    details: Mapping[str, Any]


def changes_of(
    session: Session, offer_id: int, *, after: datetime | None = None, before_id: int | None = None, limit: int = 1000
) -> list[Change]:
    """The history of an offer, the newest first; `after`: only what is younger, `before_id`: only what is older."""
    query = (
        select(
            OfferChange.id,
            OfferChange.at,
            User.name,
            OfferChange.actor_name,
            OfferChange.kind,
            OfferChange.via,
            OfferChange.details,
        )
        .outerjoin(User, User.id == OfferChange.actor_id)
        .where(OfferChange.offer_id == offer_id)
        .order_by(OfferChange.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(OfferChange.at > after)
    if before_id is not None:
        query = query.where(OfferChange.id < before_id)
    return [
        Change(row.id, row.at, row.actor_name or row.name or "", row.kind, row.via, json.loads(row.details or "{}"))
        for row in session.execute(query)
    ]
