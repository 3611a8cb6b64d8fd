"""What matches a filter, on both databases."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from portal.accounts.models import ClassLevel
from portal.offers.filter import PARAMETERS, OfferFilter
from portal.offers.models import Discipline, OfferKind, OfferMode, OfferState, PerformanceState, PriceUnit
from portal.offers.queries import find_offers
from portal.places.queries import place_by_nis
from tests.portal.offers.region import (
    ANTWERPEN,
    GEEL,
    GENT,
    LEUVEN,
    NOW,
    THURSDAY,
    TURNHOUT,
    add_centre,
    add_offer,
    add_performance,
    asked,
    facets,
    ids,
)

DAY = timedelta(days=1)


def test_everything_published_with_a_coming_date_shows_soonest_first(region):
    later = add_offer(region, at=(THURSDAY + 7 * DAY,))
    sooner = add_offer(region, at=(THURSDAY,))

    assert ids(region) == [sooner.id, later.id]


@pytest.mark.parametrize("state", [OfferState.DRAFT, OfferState.WITHDRAWN])
def test_drafts_and_withdrawn_offers_never_show(region, state):
    add_offer(region, state=state)

    assert ids(region) == []
    assert ids(region, "text=karton") == []


def test_an_offer_whose_dates_are_all_cancelled_or_past_does_not_show(region):
    cancelled = add_offer(region, at=())
    add_performance(region, cancelled, state=PerformanceState.CANCELLED)
    add_offer(region, at=(NOW - DAY,))

    assert ids(region) == []


def test_an_offer_whose_date_is_agreed_with_the_school_shows_after_those_with_a_date(region):
    agreed_later = add_offer(region, at=(), mode=OfferMode.AT_SCHOOL)
    dated = add_offer(region)

    assert ids(region) == [dated.id, agreed_later.id]
    assert ids(region, "seats=300") == [agreed_later.id]
    assert ids(region, "dateFrom=2027-01-01") == [dated.id]


def test_a_date_filter_matches_performances_and_not_the_span_between_them(region):
    offer = add_offer(region, at=(THURSDAY, THURSDAY + 30 * DAY))

    assert ids(region, "dateFrom=2027-01-14&dateTo=2027-01-14") == [offer.id]
    assert ids(region, "dateFrom=2027-01-15&dateTo=2027-02-10") == []
    assert ids(region, "dateFrom=2027-02-13") == [offer.id]
    assert ids(region, "dateTo=2027-01-13") == []


def test_a_performance_just_after_midnight_belongs_to_the_flemish_day(region):
    offer = add_offer(region, at=(datetime(2027, 1, 14, 23, 30, tzinfo=UTC),))

    assert ids(region, "dateFrom=2027-01-15") == [offer.id]
    assert ids(region, "dateTo=2027-01-14") == []


def test_months_join_and_follow_the_performances(region):
    january = add_offer(region)
    march = add_offer(region, at=(THURSDAY + 60 * DAY,))
    add_offer(region, at=(THURSDAY + 100 * DAY,))

    assert ids(region, "months=2027-01,2027-03") == [january.id, march.id]
    assert facets(region)["months"] == {"2027-01": 1, "2027-03": 1, "2027-04": 1}


def test_ages_overlap(region):
    offer = add_offer(region, age_from=6, age_to=12)

    assert ids(region, "minAge=18") == []
    assert ids(region, "minAge=7") == [offer.id]
    assert ids(region, "minAge=12") == [offer.id]
    assert ids(region, "maxAge=5") == []
    assert ids(region, "maxAge=6") == [offer.id]
    assert ids(region, "minAge=8&maxAge=9") == [offer.id]


def test_levels_join(region):
    second = add_offer(region, levels=(ClassLevel.LAGER_2,))
    third = add_offer(region, levels=(ClassLevel.LAGER_3, ClassLevel.SECUNDAIR_1))
    add_offer(region, levels=(ClassLevel.KLEUTER,))

    assert ids(region, "levels=lager-2") == [second.id]
    assert ids(region, "levels=lager-2&levels=lager-3") == [second.id, third.id]
    assert facets(region, "levels=lager-2")["levels"] == {"lager-2": 1, "lager-3": 1, "secundair-1": 1, "kleuter": 1}


def test_seats_ask_for_one_performance_that_holds_the_whole_group(region):
    twice_half = add_offer(region, at=(THURSDAY, THURSDAY + DAY), capacity=30, taken=10)
    roomy = add_offer(region, capacity=30, taken=6)

    assert ids(region, "seats=24") == [roomy.id]
    assert ids(region, "seats=20") == [twice_half.id, roomy.id]


def test_seats_and_date_are_asked_of_the_same_performance(region):
    offer = add_offer(region, at=())
    add_performance(region, offer, THURSDAY, capacity=50, taken=50)
    add_performance(region, offer, THURSDAY + 7 * DAY, capacity=50)

    assert ids(region, "seats=20&dateTo=2027-01-14") == []
    assert ids(region, "seats=20&dateTo=2027-01-21") == [offer.id]


def test_sold_out_offers_show_and_can_be_hidden(region):
    full = add_offer(region, capacity=50, taken=50)
    free = add_offer(region)

    assert ids(region) == [full.id, free.id]
    assert ids(region, "soldOut=show") == [full.id, free.id]
    assert ids(region, "soldOut=hide") == [free.id]


def test_prices_are_counted_per_pupil(region):
    cheap = add_offer(region, price_cents=500)
    per_group = add_offer(region, price_cents=16_000, price_unit=PriceUnit.GROUP)
    dear = add_offer(region, price_cents=1_250)

    assert ids(region, "maxPrice=5") == [cheap.id]
    assert ids(region, "minPrice=5,01&maxPrice=8") == [per_group.id]
    assert ids(region, "minPrice=8&seats=10") == [per_group.id, dear.id]
    assert ids(region, "sort=price") == [cheap.id, per_group.id, dear.id]
    assert facets(region)["prices"] == {"to-5": 1, "to-8": 1, "above-12": 1}
    assert ids(region, "prices=to-5&prices=above-12") == [cheap.id, dear.id]


def test_a_free_offer_stands_in_its_own_band(region):
    free = add_offer(region, price_cents=0)

    assert ids(region, "prices=free") == [free.id]
    assert ids(region, "prices=to-5") == []
    assert ids(region, "maxPrice=0") == [free.id]


def test_every_need_for_access_has_to_be_met(region):
    both = add_offer(region, wheelchair=True, interpreter=True)
    add_offer(region, wheelchair=True)

    assert ids(region, "access=wheelchair&access=interpreter") == [both.id]
    assert facets(region, "access=wheelchair")["access"] == {"wheelchair": 2, "interpreter": 1}


def test_school_hours_and_holidays(region):
    morning = add_offer(region)
    evening = add_offer(region, at=(THURSDAY + timedelta(hours=9),))
    holiday = add_offer(region, at=(datetime(2026, 12, 22, 9, 30, tzinfo=UTC),))
    wednesday_afternoon = add_offer(region, at=(datetime(2027, 1, 13, 13, 0, tzinfo=UTC),))

    assert ids(region, "fits=school-hours") == [morning.id]
    assert ids(region, "fits=no-holidays") == [wednesday_afternoon.id, morning.id, evening.id]
    assert holiday.id not in ids(region, "fits=no-holidays")


def test_kinds_disciplines_and_modes(region):
    dance = add_offer(region, discipline=Discipline.DANCE)
    workshop = add_offer(region, kind=OfferKind.WORKSHOP, mode=OfferMode.AT_SCHOOL)

    assert ids(region, "disciplines=dance") == [dance.id]
    assert ids(region, "kinds=workshop") == [workshop.id]
    assert ids(region, "mode=at-school") == [workshop.id]
    assert facets(region, "kinds=workshop")["kinds"] == {"performance": 1, "workshop": 1}
    assert facets(region, "kinds=workshop")["disciplines"] == {"puppetry": 1}


def test_regions_join_provinces_and_municipalities(region):
    turnhout = add_offer(region, add_centre(region, TURNHOUT))
    gent = add_offer(region, add_centre(region, GENT))
    leuven = add_offer(region, add_centre(region, LEUVEN))

    assert ids(region, "regions=prv-antwerpen") == [turnhout.id]
    assert ids(region, "regions=prv-antwerpen,nis-44021") == [turnhout.id, gent.id]
    assert ids(region, "regions[]=nis-24062") == [leuven.id]
    assert facets(region, "regions=nis-24062")["regions"] == {
        "prv-antwerpen": 1,
        "prv-oost-vlaanderen": 1,
        "prv-vlaams-brabant": 1,
        "nis-13040": 1,
        "nis-44021": 1,
        "nis-24062": 1,
    }


def test_a_place_is_a_postal_code_or_a_name_and_a_distance_makes_it_a_circle(region):
    turnhout = add_offer(region, add_centre(region, TURNHOUT))
    geel = add_offer(region, add_centre(region, GEEL))
    add_offer(region, add_centre(region, GENT))

    assert ids(region, "postalCode=2300") == [turnhout.id]
    assert ids(region, "postalCode=23*") == [turnhout.id]
    assert ids(region, "place=turnhout") == [turnhout.id]
    assert ids(region, "place=2300 Turnhout") == [turnhout.id]
    assert ids(region, "place=Turnhout&distance=25") == [turnhout.id, geel.id]
    assert ids(region, "place=provincie Antwerpen") == [turnhout.id, geel.id]
    assert ids(region, "coordinates=51.32,4.94&distance=5km") == [turnhout.id]


def test_a_distance_alone_is_measured_from_the_school_of_who_asks(region):
    turnhout = add_offer(region, add_centre(region, TURNHOUT))
    antwerpen = add_offer(region, add_centre(region, ANTWERPEN))
    home = place_by_nis(region, GEEL)

    assert ids(region, "distance=25", home) == [turnhout.id]
    assert ids(region, "distance=60&sort=distance", home) == [turnhout.id, antwerpen.id]


def test_titles_sort_without_regard_to_case(region):
    b = add_offer(region, title="berg")
    a = add_offer(region, title="Appel")

    assert ids(region, "sort=title") == [a.id, b.id]


def test_pages_follow_each_other_and_keep_the_total(region):
    offers = [add_offer(region, at=(THURSDAY + n * DAY,)) for n in range(5)]

    second = find_offers(region, asked(region, "start=2&limit=2"), NOW)
    assert second.ids == (offers[2].id, offers[3].id)
    assert second.total == 5
    assert find_offers(region, asked(region, "start=40&limit=2"), NOW).total == 5


def test_every_field_of_the_filter_is_written_and_read_back():
    looked_up = {"within", "around"}
    assert {one.name for one in fields(OfferFilter)} - looked_up == set(PARAMETERS)
