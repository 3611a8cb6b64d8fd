"""What is committed is in the next answer, whoever wrote it and however; what is not, is in none."""

import logging
import random
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, delete, event, insert, select, text, update
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.db import make_sessions, write_transaction
from portal.offers.filter import Facet, OfferFilter
from portal.offers.index import changes
from portal.offers.index.catalogue import Catalogue, attach
from portal.offers.models import (
    Offer,
    OfferLanguage,
    OfferLevel,
    OfferRegion,
    OfferState,
    OfferWord,
    Performance,
    PerformanceState,
)
from portal.offers.queries import count_in_sql, count_offers
from portal.work import trim_log
from tests.portal.offers.index.lots import NOW, draw_filter, draw_offer, draw_performance
from tests.portal.offers.index.test_equal_to_sql import assert_equal
from tests.thorough import tries

EVERYTHING = OfferFilter(limit=500)
SOME = (Facet.REGIONS, Facet.LANGUAGES, Facet.LEVELS)
"""Facets that each stand on another table. SQL takes a second for all of them."""


@pytest.fixture
def catalogue(engine: Engine) -> Catalogue:
    """Another process, that has read everything there is."""
    catalogue = Catalogue(engine)
    assert catalogue.count(EVERYTHING, NOW)
    return catalogue


@pytest.fixture
def shown(session: Session) -> Iterator[int]:
    """The id of a published offer that searches find, gone after the test."""
    with write_transaction(session):
        centre_id = session.scalars(select(Centre.id).order_by(Centre.id)).first()
        offer = draw_offer(session, random.Random(1), centre_id)
        offer.state, offer.by_agreement = OfferState.PUBLISHED, False
        session.execute(delete(Performance).where(Performance.offer_id == offer.id))
        performance = draw_performance(session, random.Random(3), offer)
        performance.state, performance.capacity, performance.seats_taken = PerformanceState.PLANNED, 77, 0
    offer_id = offer.id
    yield offer_id
    session.rollback()
    with write_transaction(session):
        session.execute(delete(Offer).where(Offer.id == offer_id))


CHANGES = (
    lambda offer: update(Offer).where(Offer.id == offer).values(state=OfferState.WITHDRAWN),
    lambda offer: update(Offer).where(Offer.id == offer).values(price_cents=1, title="Aap"),
    lambda offer: update(Offer).where(Offer.id == offer).values(by_agreement=True),
    lambda offer: update(Performance).where(Performance.offer_id == offer).values(state=PerformanceState.CANCELLED),
    lambda offer: update(Performance).where(Performance.offer_id == offer).values(seats_taken=70),
    lambda offer: update(Performance).where(Performance.offer_id == offer).values(capacity=5000),
    lambda offer: delete(Performance).where(Performance.offer_id == offer),
    lambda offer: delete(OfferLevel).where(OfferLevel.offer_id == offer),
    lambda offer: delete(OfferWord).where(OfferWord.offer_id == offer),
    lambda offer: insert(OfferWord).values(offer_id=offer, word="zzgloednieuw", stem="zzgloednieuw", weight=12),
    lambda offer: insert(OfferRegion).values(offer_id=offer, region="prv-brussel"),
    lambda offer: insert(OfferLanguage).values(offer_id=offer, language="de"),
    lambda offer: delete(Offer).where(Offer.id == offer),
    lambda _offer: update(Centre).where(Centre.nis == "13040").values(nis="13011"),
    lambda _offer: update(Centre).where(Centre.nis == "13011").values(nis="13040"),
    lambda _offer: text("UPDATE municipality SET latitude = latitude + 1 WHERE nis = '13040'"),
    lambda _offer: text("UPDATE municipality SET latitude = latitude - 1 WHERE nis = '13040'"),
)


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_any_statement_shows_in_the_next_answer(
    engine: Engine, session: Session, catalogue: Catalogue, shown: int, number: int
) -> None:
    assert catalogue.count(EVERYTHING, NOW) == count_in_sql(session, EVERYTHING, NOW)
    session.rollback()

    with engine.connect() as connection, write(connection):
        connection.execute(CHANGES[number](shown))

    # Where it has to build anew, SQL gives one answer in between.
    catalogue.count(EVERYTHING, NOW)
    for wanted in (EVERYTHING, OfferFilter(text="zzgloednieuw"), OfferFilter(seats=60), OfferFilter(sort="title")):
        assert_equal(catalogue, session, wanted, facets=SOME if wanted is EVERYTHING else ())


def write(connection):
    return connection.execution_options(foyer_write=True).begin()


def test_what_is_rolled_back_leaves_nothing(engine: Engine, catalogue: Catalogue, shown: int) -> None:
    before = catalogue.count(EVERYTHING, NOW)
    with engine.connect() as connection:
        transaction = write(connection)
        connection.execute(delete(Offer).where(Offer.id == shown))
        transaction.rollback()

    with engine.connect() as connection:
        news, _position = changes.news(connection, catalogue._read)
    assert not news
    assert catalogue.count(EVERYTHING, NOW) == before


def test_a_booking_changes_places_and_nothing_else(engine: Engine, catalogue: Catalogue, shown: int) -> None:
    with engine.connect() as connection:
        before = changes.position(connection)
    with engine.connect() as connection, write(connection):
        connection.execute(update(Performance).where(Performance.offer_id == shown).values(seats_taken=24))
        performance = connection.scalar(select(Performance.id).where(Performance.offer_id == shown))

    with engine.connect() as connection:
        news, _position = changes.news(connection, before)
    assert news == changes.News(frozenset(), frozenset({(shown, performance)}))


def test_a_lower_number_that_is_committed_later_is_read(engine: Engine, catalogue: Catalogue, shown: int) -> None:
    if engine.dialect.name == "sqlite":
        # There is one writer at a time: numbers come in the order of the commits.
        return
    slow, fast = engine.connect(), engine.connect()
    with slow, fast:
        late, soon = slow.begin(), fast.begin()
        slow.execute(update(Offer).where(Offer.id == shown).values(price_cents=123))
        another = fast.scalar(select(Offer.id).where(Offer.id != shown).limit(1))
        fast.execute(update(Offer).where(Offer.id == another).values(price_cents=Offer.price_cents + 0))
        fast.execute(update(Offer).where(Offer.id == another).values(price_cents=Offer.price_cents + 1))
        soon.commit()
        assert catalogue.count(OfferFilter(price=123), NOW) == 0

        late.commit()
        assert catalogue.count(OfferFilter(price=123), NOW) == 1


def test_who_slept_through_the_log_builds_anew(
    engine: Engine, session: Session, catalogue: Catalogue, shown: int
) -> None:
    with engine.connect() as connection, write(connection):
        for cents in range(5):
            connection.execute(update(Offer).where(Offer.id == shown).values(price_cents=cents))
        connection.execute(update(Performance).where(Performance.offer_id == shown).values(seats_taken=3))
        assert changes.trim(connection, keep=1)

    catalogue.count(EVERYTHING, NOW)
    assert_equal(catalogue, session, OfferFilter(price=4))


def test_after_many_changes_of_every_kind_it_still_says_what_sql_says(
    engine: Engine, session: Session, catalogue: Catalogue
) -> None:
    chance = random.Random(11)
    for _ in range(tries(6, 60)):
        with write_transaction(session):
            offers = list(session.scalars(select(Offer).order_by(Offer.id)))
            for offer in chance.sample(offers, 3):
                offer.state, offer.price_cents = chance.choice(list(OfferState)), chance.choice([0, 700])
                draw_performance(session, chance, offer)
            session.delete(chance.choice(offers))
            session.execute(
                update(Performance)
                .where(Performance.id % 5 == chance.randrange(5))
                .values(seats_taken=Performance.capacity - chance.choice([0, 10]))
            )
            for _ in range(2):
                draw_offer(session, chance, chance.choice(offers).centre_id)
        for _ in range(3):
            assert_equal(catalogue, session, draw_filter(chance), facets=chance.sample(list(Facet), 1))


def test_whoever_is_writing_is_answered_by_sql(engine: Engine, session: Session, shown: int) -> None:
    attach(engine)
    before = count_offers(session, EVERYTHING, NOW)
    with write_transaction(session):
        session.execute(delete(Offer).where(Offer.id == shown))

        assert count_offers(session, EVERYTHING, NOW) == before - 1


@pytest.mark.parametrize("where", ["build", "change"])
def test_when_the_index_fails_sql_answers(
    engine: Engine, session: Session, shown: int, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A column that it needs is gone from the answer of the database: the first thing that may go wrong one day."""
    catalogue = attach(engine)
    catalogue._forget()
    if where == "change":
        count_offers(session, EVERYTHING, NOW)

    def fail(_connection, _cursor, statement, *_rest):
        if "offer_word.stem" in statement and "count" not in statement and threading.current_thread().name != "sql":
            raise RuntimeError("no such column")

    event.listen(engine, "before_cursor_execute", fail)
    try:
        with write_transaction(session):
            session.execute(update(Offer).where(Offer.id == shown).values(price_cents=4242))
        with caplog.at_level(logging.ERROR):
            assert count_offers(session, OfferFilter(price=4242), NOW) == 1
        assert "SQL answers" in caplog.text
    finally:
        event.remove(engine, "before_cursor_execute", fail)
        catalogue._forget()


def test_without_its_triggers_it_does_not_answer(engine: Engine, session: Session) -> None:
    with engine.begin() as connection:
        changes.remove(connection)
    try:
        assert Catalogue(engine).count(EVERYTHING, NOW) is None
    finally:
        with engine.begin() as connection:
            changes.install(connection)


def test_readers_never_see_half_a_change(engine: Engine, catalogue: Catalogue) -> None:
    """Two offers trade places all the time: one of them is always published."""
    with engine.connect() as connection:
        pair = connection.scalars(select(Offer.id).order_by(Offer.id).limit(2)).all()
    with engine.begin() as connection:
        connection.execute(update(Offer).where(Offer.id.in_(pair)).values(title="Wissel", state=OfferState.DRAFT))
        connection.execute(update(Offer).where(Offer.id == pair[0]).values(state=OfferState.PUBLISHED))
        connection.execute(update(Offer).where(Offer.id.in_(pair)).values(by_agreement=True, available_from=None))
        connection.execute(
            update(Offer).where(Offer.id.in_(pair)).values(available_to=None, price_cents=98765, price_unit="pupil")
        )
    wrong, stop = [], threading.Event()

    def look() -> None:
        while not stop.is_set():
            if catalogue.count(OfferFilter(price=98765), NOW) not in (1, None):
                wrong.append(1)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    swap = text(
        "UPDATE offer SET state = CASE state WHEN 'draft' THEN 'published' ELSE 'draft' END WHERE price_cents = 98765"
    )
    for _ in range(60):
        with engine.connect() as connection, write(connection):
            connection.execute(swap)
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong
    with make_sessions(engine)() as session:
        assert_equal(catalogue, session, OfferFilter(price=98765))


def test_the_worker_keeps_the_log_short(engine: Engine, catalogue: Catalogue) -> None:
    with engine.begin() as connection:
        for number in range(3):
            connection.execute(update(Offer).values(age_from=number))
        connection.execute(
            text("UPDATE catalogue_change SET id = id + :many WHERE id = (SELECT max(id) FROM catalogue_change)"),
            {"many": 2 * changes.KEPT},
        )
    stop = threading.Event()
    stop.set()

    trim_log(make_sessions(engine), stop)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM catalogue_change")) == 1
