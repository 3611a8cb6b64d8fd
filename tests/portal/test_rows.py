"""Several rows in one statement: on both databases the same as one by one."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Table, select
from sqlalchemy.exc import StatementError

from portal.db import write_transaction
from portal.outbox.models import Message
from portal.rows import insert_rows

TABLE = Message.__table__
SUMMER = datetime(2027, 6, 30, 23, 59, 59, 123_456, tzinfo=timezone(timedelta(hours=2)))


def a_message(token: str, **values: object) -> dict[str, object]:
    plain = {"kind": "letter", "payload": {"booking_id": 7, "words": ["é", None]}, "token": token, "attempts": 0}
    return plain | {"created_at": SUMMER, "due_at": SUMMER, "leased_by": None, "last_error": ""} | values


def test_rows_come_back_as_they_stand(both_session):
    assert isinstance(TABLE, Table)
    odd = "'; DROP TABLE message; -- \\ \" %s %(rows)s :rows {} \n\t 漢字 🎭"
    asked = [a_message("a", last_error=odd, attempts=3), a_message("b", leased_by="worker")]

    with write_transaction(both_session) as session:
        given = sorted(insert_rows(session.connection(), TABLE, asked), key=lambda row: row.id)

    stored = both_session.execute(select(TABLE).order_by(TABLE.c.id)).all()
    assert given == stored
    assert [row.token for row in stored] == ["a", "b"]
    first, second = stored
    assert (first.last_error, first.attempts, first.leased_by, second.leased_by) == (odd, 3, None, "worker")
    assert first.payload == {"booking_id": 7, "words": ["é", None]}
    assert first.created_at == SUMMER
    assert first.sent_at is None


def test_a_moment_without_a_zone_is_refused_as_anywhere_else(both_session):
    assert isinstance(TABLE, Table)
    naive = SUMMER.replace(tzinfo=None)

    with pytest.raises((TypeError, StatementError)), write_transaction(both_session):
        insert_rows(both_session.connection(), TABLE, [a_message("a", due_at=naive)])
