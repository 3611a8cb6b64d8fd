"""What somebody in a class needs to follow a show: how many, and never who."""

import enum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, words


class Need(enum.StrEnum):
    """A closed list. Places for wheelchairs are counted with the booking itself: they are seats."""

    LOW_STIMULUS = "low-stimulus"
    INTERPRETER = "interpreter"
    HEARING_LOOP = "hearing-loop"
    AUDIO_DESCRIPTION = "audio-description"


class GroupNeed(Base):
    """So many of a booked class need this."""

    __tablename__ = "booking_group_need"
    __table_args__ = (CheckConstraint("people >= 1", name="people"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("booking_group.id", ondelete="CASCADE"), primary_key=True)
    need: Mapped[Need] = mapped_column(words(Need, "booking_need"), primary_key=True)
    people: Mapped[int]
