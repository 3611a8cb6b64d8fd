"""What waits for somebody's yes: an invitation of a house, or a teacher who wants to join a school.

Both are gone once they are answered: what stays of them is a role. A link is known by its digest alone.
"""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class Invitation(Base):
    """A house asks an address to act for it; none of the four houses: the platform itself."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN school_id IS NULL THEN 0 ELSE 1 END + CASE WHEN centre_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN company_id IS NULL THEN 0 ELSE 1 END + CASE WHEN library_id IS NULL THEN 0 ELSE 1 END)"
            " <= 1",
            name="one_house",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    """Lower case, as in `User`."""
    roles: Mapped[list[str]] = mapped_column(JSON)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id", ondelete="CASCADE"))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    library_id: Mapped[int | None] = mapped_column(ForeignKey("library.id", ondelete="CASCADE"))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    nonce: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    mailed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class JoinRequest(Base):
    """Somebody says to teach at a school. First the address is confirmed, then the school answers."""

    __tablename__ = "join_request"
    __table_args__ = (
        CheckConstraint("confirmed_at IS NULL OR user_id IS NOT NULL", name="confirmed"),
        CheckConstraint("refused_at IS NULL OR confirmed_at IS NOT NULL", name="refused"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    """Of the account that the confirmation makes; empty once it is there, and for who has one already."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    """The account; None: there is none yet."""
    nonce: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Until when the address can be confirmed."""
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")
