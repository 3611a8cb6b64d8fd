"""The versions of a house's rules. A version never changes: a booking keeps the one that it was made under."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class PolicyVersion(Base):
    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("centre_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    number: Mapped[int]
    """1, 2, 3 ... for each house; the highest is in force."""
    rules: Mapped[str] = mapped_column(Text)
    """`HouseRules` as JSON."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    made_by_name: Mapped[str] = mapped_column(String(120))
