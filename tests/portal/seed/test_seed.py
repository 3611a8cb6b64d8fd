"""Bulk data: the same for the same numbers, lawful, and never twice."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.bookings.queries import verify
from portal.db import make_engine, make_sessions
from portal.offers.filter import OfferFilter
from portal.offers.models import Offer, Performance
from portal.offers.queries import count_offers
from portal.seed.region import AlreadySeeded, seed_region
from tests.portal.tables import make_tables

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def sown(offers: int, seed: int) -> Session:
    engine = make_engine("sqlite://")
    make_tables(engine)
    session = make_sessions(engine)()
    seed_region(session, offers, seed, now=NOW, progress=lambda _done: None)
    return session


def texts(session: Session) -> list[tuple[str, str, int]]:
    rows = select(Offer.title, Offer.description, Offer.price_cents, Performance.starts_at, Performance.capacity)
    return [tuple(row) for row in session.execute(rows.join(Performance).order_by(Offer.id, Performance.id))]


def test_the_same_seed_gives_the_same_season_and_another_one_another() -> None:
    first, again, other = sown(60, 7), sown(60, 7), sown(60, 8)

    assert texts(first) == texts(again) != texts(other)
    assert first.scalar(select(func.count(Offer.id))) == 60


def test_what_is_sown_is_found_and_keeps_the_law_of_the_ledger() -> None:
    session = sown(60, 7)

    assert count_offers(session, OfferFilter(), NOW) == 60
    assert verify(session) == []


def test_the_same_seed_is_not_sown_twice() -> None:
    session = sown(20, 7)

    with pytest.raises(AlreadySeeded):
        seed_region(session, 20, 7, now=NOW, progress=lambda _done: None)
    seed_region(session, 20, 8, now=NOW, progress=lambda _done: None)
