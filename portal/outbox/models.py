"""Messages that wait to be sent. A row is written in the transaction of the change it tells about."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class Message(Base):
    """One letter to send, at least once, always under the same Message-ID."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("sent_at IS NULL OR gave_up_at IS NULL", name="one_end"),
        # The worker asks for what is due twice a second; letters that are settled are no part of that index.
        Index(
            "ix_message_waiting",
            "due_at",
            sqlite_where=text("sent_at IS NULL AND gave_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND gave_up_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    """Names the handler that writes the letter."""
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """Left half of the Message-ID: a mail program shows a letter that came twice once."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_by: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gave_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(Text, default="")
