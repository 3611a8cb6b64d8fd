"""What a pupil keeps: bookmarks, highlights and notes, and where each of the pupil's devices is in the book."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime, words

KEY_MAX = 32
QUOTE_MAX = 300
"""Characters of the book that are kept with a mark: enough to find the words again."""


class MarkKind(enum.StrEnum):
    """What a pupil means by a mark. Four of them are a colour on the page, each with a line of its own kind."""

    BLADWIJZER = "bladwijzer"
    MOOI = "mooi"
    BELANGRIJK = "belangrijk"
    VRAAG = "vraag"
    WOORD = "woord"
    NOTITIE = "notitie"


class DeviceKind(enum.StrEnum):
    """How the page calls another device of the same pupil."""

    TABLET = "tablet"
    TELEFOON = "telefoon"
    COMPUTER = "computer"
    TOESTEL = "toestel"


class Mark(Base):
    """One mark of one pupil, from a character of a piece of text to another; erased with the reader.

    A mark that the pupil threw away keeps its key and `version`, so that a device that comes back later throws it
    away too; its words are gone at once.
    """

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("reader_id", "key"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(KEY_MAX))
    """Made by the device (or the form) that made the mark: a repeat is no second mark."""
    kind: Mapped[MarkKind] = mapped_column(words(MarkKind, "mark_kind"))
    chapter: Mapped[int]
    piece: Mapped[int]
    """`data-n` of the piece of text; 0: the chapter as a whole."""
    start: Mapped[int]
    """In characters of the piece's own text, as a browser counts them (UTF-16)."""
    end_piece: Mapped[int]
    stop: Mapped[int]
    quote: Mapped[str] = mapped_column(String(QUOTE_MAX), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    """The pupil's own words; with a separator where two devices wrote at once (`merge.BOTH`)."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """With the teacher, and nobody else."""
    is_gone: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    """One more with every change; no clock of a device is believed."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DevicePlace(Base):
    """Where one device of a pupil is in the book; erased with the reader."""

    __tablename__ = "device_place"
    __table_args__ = (UniqueConstraint("reader_id", "device"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"))
    device: Mapped[str] = mapped_column(String(KEY_MAX))
    """Made anew with every time that somebody begins on a device, so it follows nobody about."""
    kind: Mapped[DeviceKind] = mapped_column(words(DeviceKind, "device_kind"))
    chapter: Mapped[int]
    piece: Mapped[int]
    part: Mapped[float]
    far: Mapped[float]
    turn: Mapped[int]
    """Counts what the device told; the highest is its last word."""
    aside: Mapped[int] = mapped_column(default=0)
    """The pupil chose to read elsewhere than this device was at this turn."""
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
