"""The words of a book, to search in."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base


class ChapterText(Base):
    """A chapter as lines: line `n` is the text of the piece with `data-n` n, line 0 what stands in none.

    Two texts of as many lines: one as words to look for, one as it is read. A search reads the first only.
    """

    __tablename__ = "chapter_text"
    __table_args__ = (UniqueConstraint("title_id", "position"),)

    chapter_id: Mapped[int] = mapped_column(ForeignKey("chapter.id", ondelete="CASCADE"), primary_key=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    """Small letters without accents or punctuation, a space before each word."""
    plain: Mapped[str] = mapped_column(Text)
