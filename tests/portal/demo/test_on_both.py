from datetime import date

from sqlalchemy import func, select

from portal.bookings.models import LedgerRow
from portal.demo.region import load_region
from portal.offers.models import Performance


def test_both_databases_take_the_whole_region(both_session, tmp_path):
    load_region(
        both_session, today=date(2027, 6, 25), uploads=tmp_path, password="vestiaire-2026", progress=lambda *_: None
    )

    taken = both_session.scalar(select(func.sum(Performance.seats_taken)))
    assert taken == both_session.scalar(select(func.sum(LedgerRow.seats)))
    assert taken > 1000
