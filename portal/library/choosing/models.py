"""What brings a title before somebody's eyes: the shows it goes with, and the weeks in which a library puts it in
front.

Nothing here is about who chooses. What a child picks is in the address of its page and nowhere else.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime

LINE_MAX = 160


class TitleShow(Base):
    """A title goes with a production, or with one offer that no company made (a tour, a workshop)."""

    __tablename__ = "title_show"
    __table_args__ = (
        CheckConstraint("(production_id IS NULL) <> (offer_id IS NULL)", name="one_show"),
        UniqueConstraint("title_id", "production_id", name="title_show_production"),
        UniqueConstraint("title_id", "offer_id", name="title_show_offer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    production_id: Mapped[int | None] = mapped_column(ForeignKey("production.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)


class TitlePush(Base):
    """ "In de kijker": a library puts a title in front, from a day until and with a day, and says why."""

    __tablename__ = "title_push"
    __table_args__ = (
        CheckConstraint("from_day <= until_day", name="days"),
        UniqueConstraint("library_id", "title_id", "from_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    library_id: Mapped[int] = mapped_column(ForeignKey("library.id", ondelete="CASCADE"))
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date]
    line: Mapped[str] = mapped_column(String(LINE_MAX), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
