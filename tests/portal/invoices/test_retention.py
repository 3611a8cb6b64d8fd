"""The account of a payer is forgotten in time, and the same file is still known afterwards."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.bookings.requests import CLOCKWORK
from portal.db import write_transaction
from portal.invoices.models import BankEntry, BankFile, EntryState
from portal.invoices.retention import DECIDED_KEPT, OPEN_KEPT, forget_payers
from tests.portal.booking_world import MONDAY, make_world

PAID = date(2026, 11, 2)


@pytest.fixture
def entries(both_session):
    world = make_world(both_session)
    with write_transaction(both_session):
        file = BankFile(
            centre_id=world.centre_id,
            name="november.xml",
            digest="0" * 64,
            at=MONDAY,
            actor_name=CLOCKWORK.name,
            statements=1,
            fresh=3,
            known=0,
            matched=1,
            debits=0,
        )
        both_session.add(file)
        both_session.flush()
        for number, state in enumerate((EntryState.MATCHED, EntryState.NOT_OURS, EntryState.OPEN)):
            both_session.add(
                BankEntry(
                    centre_id=world.centre_id,
                    file_id=file.id,
                    key=f"{number:064}",
                    booked_on=PAID,
                    cents=1000,
                    payer="Basisschool De Zilverberk",
                    payer_iban="BE71096123456769",
                    state=state,
                )
            )
    return both_session


def left(session):
    rows = session.execute(select(BankEntry.state, BankEntry.payer_iban, BankEntry.payer)).all()
    assert {row.payer for row in rows} == {"Basisschool De Zilverberk"}
    return {row.state for row in rows if row.payer_iban}


def forget(session, after: timedelta) -> int:
    now = datetime(PAID.year, PAID.month, PAID.day, 12, tzinfo=MONDAY.tzinfo) + after
    with write_transaction(session):
        return forget_payers(session, now)


def test_what_is_decided_keeps_the_account_for_three_months_and_what_waits_for_two_years(entries):
    assert forget(entries, DECIDED_KEPT) == 0
    assert forget(entries, DECIDED_KEPT + timedelta(days=1)) == 2
    assert left(entries) == {EntryState.OPEN}
    assert forget(entries, OPEN_KEPT) == 0
    assert forget(entries, OPEN_KEPT + timedelta(days=1)) == 1
    assert left(entries) == set()
