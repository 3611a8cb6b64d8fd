"""Which schools have a calendar address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class SchoolFeed(Base):
    """A school's calendar address. Without the row there is none; with another salt the old address is nothing."""

    __tablename__ = "school_feed"

    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    """Goes into the address together with the secret of the portal, so that the database alone opens nothing."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
