"""What happened to offers: who changed what, and when."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime, words


class ChangeKind(enum.StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


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
