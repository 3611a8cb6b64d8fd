"""What is kept of the keys of an account. Of a forgotten password nothing is: its link follows from the account."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class PasswordAsk(Base):
    """That somebody just asked for a link, for an address that is known or not: the next one has to wait."""

    __tablename__ = "password_ask"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the address, with the portal's secret: addresses of strangers stand nowhere."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SecondFactor(Base):
    """An app on a phone that tells a code; an account without a row here has no second step."""

    __tablename__ = "second_factor"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(32))
    """The key in the app follows from this and the portal's secret: who reads only the database makes no codes."""
    last_step: Mapped[int] = mapped_column(BigInteger)
    """The newest step of 30 seconds of which a code was used; that code and older ones are worth nothing."""
    on_since: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCode(Base):
    """A code on paper for who lost the phone; works once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
