"""Erase an account: nobody can log in, nobody reads who it was; what a house has to keep stays without the person.

The row of the account stays where something hangs on it, as nobody: a booking keeps its actor, the ledger its rows.
Where nothing does, the row goes too.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, literal, or_, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import Membership, Role, User
from portal.accounts.people.errors import LastManager
from portal.accounts.people.houses import PLATFORM
from portal.accounts.people.service import hold_house
from portal.accounts.privacy.guard import FORMER
from portal.accounts.privacy.held import ACCOUNT, BY_NAME, TRACES, tables_of_the_account
from portal.db import Base
from portal.outbox.service import NOWHERE

AFTERWARDS: list[Callable[[Session, int], None]] = []
"""Called in the transaction of an erasure with the account: the journal tells it once it is committed."""


def erase(session: Session, user_id: int, *, now: datetime) -> bool:
    """Erase an account; False where that was done before. Flushes, never commits.

    Raises:
        LastManager: nobody else looks after the platform.
    """
    if session.scalar(select(Membership.id).where(Membership.user_id == user_id, Membership.role == Role.ADMIN)):
        managers = hold_house(session, PLATFORM, user_id)
        if len(managers) == 1:
            raise LastManager
    session.flush()
    done = forget(session.connection(), user_id, now=now)
    if done:
        session.expire_all()
        for follow_up in AFTERWARDS:
            follow_up(session, user_id)
    return done


def forget(connection: Connection, user_id: int, *, now: datetime) -> bool:
    """What `erase` does to the rows; the rebuild from a journal does the same again."""
    account = Base.metadata.tables[ACCOUNT]
    # Of two who erase it at once, one does.
    found = connection.execute(
        select(account.c.email, account.c.name)
        .where(account.c.id == user_id, account.c.erased_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if found is None:
        return False
    values = {
        "email": f"{user_id}{NOWHERE}",
        "name": FORMER,
        "password_hash": "!",
        "session_stamp": f"erased {user_id}",
        "is_active": False,
        "erased_at": now,
    }
    connection.execute(update(account).where(account.c.id == user_id).values(values))
    for table, column in tables_of_the_account():
        connection.execute(table.delete().where(column == user_id))
    _forget_addresses(connection, user_id, found.email)
    _forget_names(connection, user_id, found.name)
    if not _is_needed(connection, user_id):
        connection.execute(account.delete().where(account.c.id == user_id))
    return True


def _forget_names(connection: Connection, user_id: int, name: str) -> None:
    for trace in TRACES:
        if trace.names:
            table = Base.metadata.tables[trace.table]
            is_theirs = table.c[trace.column] == user_id
            connection.execute(update(table).where(is_theirs).values(dict(trace.names)))
    account = Base.metadata.tables[ACCOUNT]
    if connection.scalar(select(exists().where(account.c.name == name, account.c.id != user_id))):
        # These tables keep no account: what stands there is the name of a colleague too.
        return
    for named, column in BY_NAME:
        table = Base.metadata.tables[named]
        connection.execute(update(table).where(table.c[column] == name).values({column: FORMER}))


def _forget_addresses(connection: Connection, user_id: int, email: str) -> None:
    """Whom a house may ring or write to about a booking: from now on the school itself."""
    booking, school, proposal = (Base.metadata.tables[name] for name in ("booking", "school", "proposal"))
    of_school = select(school.c.email).where(school.c.id == booking.c.school_id).scalar_subquery()
    connection.execute(update(booking).where(booking.c.booked_by == user_id).values(contact=""))
    connection.execute(
        update(booking)
        .where(or_(booking.c.booked_by == user_id, booking.c.letters_to == email))
        .where(booking.c.letters_to.in_(("", email)))
        .values(letters_to=func.coalesce(of_school, literal("")))
    )
    connection.execute(update(proposal).where(proposal.c.proposed_by == user_id).values(contact=""))
    for name, column in (("invitation", "email"), ("join_request", "email")):
        table = Base.metadata.tables[name]
        connection.execute(table.delete().where(table.c[column] == email))
    mail = Base.metadata.tables["invoice_mail"]
    connection.execute(update(mail).where(mail.c.to_email == email).values(to_email=""))


def _is_needed(connection: Connection, user_id: int) -> bool:
    """Whether a row that stays points to the account, or its number would be the next one's.

    SQLite gives the number of the last row anew once it is gone, and the journal says for good that it was erased: a
    rebuild would erase whoever has it then.
    """
    account = Base.metadata.tables[ACCOUNT]
    asked: list[Any] = [select(func.max(account.c.id)).scalar_subquery() == user_id]
    for trace in TRACES:
        table = Base.metadata.tables[trace.table]
        asked.append(exists().where(table.c[trace.column] == user_id))
    return bool(connection.scalar(select(or_(*asked))))


def is_erased(session: Session, user_id: int) -> bool:
    found = session.execute(select(User.erased_at).where(User.id == user_id)).one_or_none()
    return found is None or found.erased_at is not None
