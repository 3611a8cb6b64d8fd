"""The law of the index: it says what SQL says, to the last count, whatever is asked and whatever has changed."""

import random
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.offers.calendar import feed
from portal.offers.calendar.month import SHOWN_A_DAY, in_month, showings_in_sql
from portal.offers.filter import Facet, Liking, Month, OfferFilter
from portal.offers.index import answer, order
from portal.offers.index.answer import NO_DATES
from portal.offers.index.catalogue import Catalogue
from portal.offers.models import Discipline
from portal.offers.queries import dates_in_sql, drawn_in_sql, find_in_sql
from portal.places.queries import Circle
from tests.portal.offers.index.lots import GENT, NOW, TURNHOUT, draw_filter
from tests.thorough import tries

QUESTIONS = tries(24, 300)


def assert_equal(
    catalogue: Catalogue,
    session: Session,
    wanted: OfferFilter,
    now: datetime = NOW,
    home: Circle | None = None,
    facets: Collection[Facet] = (),
) -> None:
    found = catalogue.find(wanted, now, home=home, facets=facets)
    expected = find_in_sql(session, wanted, now, home=home, facets=facets)
    assert found is not None
    dates, total, counts = found
    assert (tuple(dates), total, counts) == (expected.ids, expected.total, expected.facets), wanted
    with_dates = {offer: some for offer, some in dates.items() if some != NO_DATES}
    assert with_dates == dates_in_sql(session, expected.ids, wanted, now), wanted


def test_every_question_gets_the_answer_of_sql(engine: Engine, session: Session) -> None:
    catalogue, chance = Catalogue(engine), random.Random(engine.dialect.name)

    for _ in range(QUESTIONS):
        now = NOW + timedelta(hours=chance.choice([0, 0, 0, 1, 30, 24 * 20]))
        home, facets = chance.choice([None, TURNHOUT, GENT]), chance.sample(list(Facet), 2)
        assert_equal(catalogue, session, draw_filter(chance), now, home, facets)


@pytest.mark.parametrize("few", [order.SORTED_AT_ONCE, 0], ids=["sorted at once", "walked"])
def test_every_page_of_every_order_is_that_of_sql(
    engine: Engine, session: Session, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both ways to put offers in order: this catalogue is too small for the one that large ones need."""
    monkeypatch.setattr(order, "SORTED_AT_ONCE", few)
    monkeypatch.setattr(order, "FEW", min(few, order.FEW))
    catalogue = Catalogue(engine)

    for sort in ("date", "title", "price", "distance", "score"):
        for start in range(0, 100, 14):
            wanted = OfferFilter(text="voorstelling" if sort == "score" else "", sort=sort, start=start, limit=14)
            assert_equal(catalogue, session, wanted, home=TURNHOUT)


def test_every_day_of_a_month_has_the_performances_of_sql(engine: Engine, session: Session) -> None:
    catalogue, chance = Catalogue(engine), random.Random(engine.dialect.name)
    months = [Month(2026, 12), Month(2027, 1), Month(2027, 3)]
    days = 0

    for question in [OfferFilter(), *(draw_filter(chance) for _ in range(QUESTIONS // 2))]:
        wanted = in_month(question, chance.choice(months))
        found = catalogue.showings(wanted, NOW, SHOWN_A_DAY)
        expected = showings_in_sql(session, wanted, NOW)
        assert found == {day: (number, tuple(one.id for one in some)) for day, (number, some) in expected.items()}
        days += len(expected)

    assert days > 12


@pytest.mark.parametrize("named", [answer.NAMED_MAX, 0], ids=["offers by name", "too many to name"])
def test_a_feed_by_the_ids_of_the_index_is_the_feed_of_sql(
    engine: Engine, session: Session, named: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "NAMED_MAX", named)
    monkeypatch.setattr(feed, "EVENTS_MAX", 20)
    catalogue, chance = Catalogue(engine), random.Random(engine.dialect.name)
    long = 0

    for wanted in [OfferFilter(), *(draw_filter(chance) for _ in range(QUESTIONS // 4))]:
        first = catalogue.first(wanted, NOW, 21)
        assert first is not None
        found = feed.entries_of(session, wanted, NOW, first)
        assert found == feed.entries_in_sql(session, wanted, NOW)
        long += len(found) > 20

    assert long > 0


LIKINGS = {
    "sea": Liking(("zee", "vuurtorne", "xyzzy")),
    "puppets": Liking(("karton",), frozenset({Discipline.PUPPETRY})),
    "nothing": Liking(),
}


def test_what_is_drawn_for_a_liking_is_what_sql_finds_for_it(engine: Engine, session: Session) -> None:
    catalogue, chance, drawn = Catalogue(engine), random.Random(engine.dialect.name), 0

    for question in [OfferFilter(), *(draw_filter(chance) for _ in range(QUESTIONS // 12))]:
        found = catalogue.drawn(question, NOW, LIKINGS, 0, most=500)
        assert found == drawn_in_sql(session, replace(question, start=0), NOW, LIKINGS, 0, most=500)
        drawn += len(found or ())

    assert drawn > 12


def test_two_draws_have_the_same_or_nothing_in_common_and_all_of_them_everything(engine: Engine) -> None:
    catalogue = Catalogue(engine)
    everything = catalogue.drawn(OfferFilter(), NOW, {}, 0, most=500)
    assert everything is not None

    draws = [set(catalogue.drawn(OfferFilter(), NOW, {}, number, most=9) or ()) for number in range(40)]

    assert set().union(*draws) == set(everything)
    assert all(len(one) in (8, 9) or one == min(draws, key=len) for one in draws)
    assert all(one == other or not one & other for one in draws for other in draws)
