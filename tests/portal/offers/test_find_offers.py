"""What matches a filter, on both databases.

The scenarios of UiTdatabank's own search tests are here under the name of what they ask: overlapping ages, ages for
all, dates of the occurrences and never the span between them, five kilometres round a place, drafts, withdrawn, past
and cancelled left out, moments without a zone in Brussels time (test_filter.py).

Not here, because the catalogue has nothing they could be asked of:
- opening hours to the minute (open at 09:00, asked until 08:30): a visit without fixed dates is "in overleg", school
  and house choose the hour, so days count and hours don't; imported opening hours become performances;
- closed and adjusted days: a house cancels a performance or adds one, which are the tests of both here;
- places and organisers as results, foreign ones, offers that are not for schools: all are Flemish offers for schools;
- offers published but not yet available: a house publishes when it wants to be found.
"""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from portal.accounts.models import ClassLevel
from portal.offers.errors import PerformanceUnknown
from portal.offers.export.uitdatabank import _terms as exported_terms
from portal.offers.filter import PARAMETERS, OfferFilter
from portal.offers.models import Discipline, Offer, OfferKind, OfferMode, OfferState, PerformanceState, PriceUnit
from portal.offers.queries import find_offers, offer_page, performance_line
from portal.offers.terms import meaning_of
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
    add_school,
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
    agreed_later = add_offer(region, at=(), by_agreement=True, mode=OfferMode.AT_SCHOOL)
    dated = add_offer(region)

    assert ids(region) == [dated.id, agreed_later.id]
    assert ids(region, "seats=300") == [agreed_later.id]
    assert ids(region, "soldOut=hide&fits=school-hours&fits=no-holidays") == [dated.id, agreed_later.id]


def test_an_offer_without_dates_that_is_not_in_agreement_does_not_show(region):
    add_offer(region, at=())

    assert ids(region) == []


def test_a_date_that_is_to_be_agreed_is_found_on_the_school_days_of_its_window(region):
    spring = add_offer(
        region, at=(), by_agreement=True, available_from=date(2027, 3, 6), available_to=date(2027, 4, 14)
    )
    always = add_offer(region, at=(), by_agreement=True)

    assert ids(region, "dateFrom=2027-03-08&dateTo=2027-03-08") == [spring.id, always.id]
    assert ids(region, "dateTo=2027-03-05") == [always.id]
    assert ids(region, "dateTo=2027-03-07") == [always.id]  # The window opens on a Saturday.
    assert ids(region, "dateFrom=2027-04-15") == [always.id]
    assert ids(region, "dateFrom=2027-03-29&dateTo=2027-04-11") == []  # The Easter holidays.
    assert ids(region, "months=2027-02,2027-03") == [spring.id, always.id]
    assert ids(region, "months=2027-07") == []
    assert ids(region, "schoolYear=2027-2028") == [always.id]
    assert facets(region)["months"]["2027-02"] == 1
    assert facets(region)["months"]["2027-04"] == 2
    assert "2027-07" not in facets(region)["months"]


def test_what_can_be_agreed_on_any_day_is_found_on_every_school_day_and_on_no_other(region):
    tour = add_offer(region, at=(), by_agreement=True, kind=OfferKind.TOUR)

    assert ids(region, "dateFrom=2027-01-15&dateTo=2027-01-15") == [tour.id]
    assert ids(region, "dateFrom=2027-01-16&dateTo=2027-01-17") == []
    assert ids(region, "dateFrom=2027-01-16&dateTo=2027-01-18") == [tour.id]


@pytest.mark.parametrize(
    ("first", "last", "is_found"),
    [
        ("2026-09-01", "2026-11-20", False),  # Over.
        ("2026-09-01", "2026-11-23", True),
        ("2027-01-16", "2027-01-17", False),  # A weekend.
        ("2027-01-16", "2027-01-18", True),
        ("2027-07-01", "2027-08-31", False),
        ("2026-12-19", "2027-01-03", False),  # The Christmas holidays, with the weekend before.
        ("2029-01-08", "2029-03-01", False),  # Further off than anybody agrees on dates.
    ],
)
def test_a_window_without_a_school_day_ahead_is_not_found(region, first, last, is_found):
    window = {"available_from": date.fromisoformat(first), "available_to": date.fromisoformat(last)}
    offer = add_offer(region, at=(), by_agreement=True, **window)

    assert ids(region) == ([offer.id] if is_found else [])


def test_a_date_agreed_with_one_school_is_found_by_nobody_else(region):
    offer = add_offer(region, at=(), by_agreement=True, available_to=date(2026, 12, 18))
    school = add_school(region)
    agreed = add_performance(region, offer, THURSDAY, agreed_with=school.id)

    assert ids(region) == [offer.id]
    assert ids(region, "months=2027-01") == []
    assert "2027-01" not in facets(region)["months"]
    assert offer_page(region, offer.slug, NOW).performances == ()
    assert [line.id for line in offer_page(region, offer.slug, NOW, schools=[school.id]).performances] == [agreed.id]
    with pytest.raises(PerformanceUnknown):
        performance_line(region, agreed.id, NOW, schools=[school.id + 1])
    assert performance_line(region, agreed.id, NOW, schools=[school.id])[0].is_agreed


def test_an_offer_that_travels_is_found_where_it_comes_and_not_where_its_house_is(region):
    gent = add_centre(region, GENT)
    kempen = add_offer(region, gent, mode=OfferMode.AT_SCHOOL, works_in=("reg-kempen",))
    province = add_offer(region, gent, works_in=("prv-antwerpen",))
    geel = add_offer(region, gent, works_in=(f"nis-{GEEL}",))
    at_home = add_offer(region, gent, mode=OfferMode.AT_SCHOOL)

    assert ids(region, f"regions=nis-{TURNHOUT}") == [kempen.id, province.id]
    assert ids(region, f"regions=nis-{GEEL}") == [kempen.id, province.id, geel.id]
    assert ids(region, "regions=reg-kempen") == [kempen.id, province.id, geel.id]
    assert ids(region, f"regions=nis-{ANTWERPEN}") == [province.id]
    assert ids(region, f"regions=nis-{GENT}") == [at_home.id]
    assert ids(region, "place=Turnhout") == [kempen.id, province.id]
    # Geel lies within the circle, but what comes to Geel does not come to Turnhout.
    assert ids(region, "place=Turnhout&distance=25") == [kempen.id, province.id]
    assert ids(region, "coordinates=51.30,4.90&distance=5") == [kempen.id, province.id]
    assert ids(region, "place=Gent&distance=25") == [at_home.id]


def test_counts_of_regions_follow_where_offers_come(region):
    gent = add_centre(region, GENT)
    add_offer(region, gent, works_in=("reg-kempen", f"nis-{TURNHOUT}", f"nis-{LEUVEN}"))
    add_offer(region, gent)

    counts = facets(region)["regions"]
    assert counts["prv-antwerpen"] == counts["reg-kempen"] == counts[f"nis-{TURNHOUT}"] == 1
    assert counts["prv-oost-vlaanderen"] == counts["reg-gent"] == counts[f"nis-{GENT}"] == 1
    assert counts["prv-vlaams-brabant"] == counts["reg-oost-brabant"] == 1
    assert "nis-11002" not in counts


def test_the_window_of_a_map(region):
    turnhout = add_offer(region, add_centre(region, TURNHOUT))
    comes = add_offer(region, add_centre(region, GENT), works_in=(f"nis-{TURNHOUT}",))
    add_offer(region, add_centre(region, GEEL))

    assert ids(region, "bounds=51.25,4.80|51.45,5.10") == [turnhout.id, comes.id]
    assert ids(region, "bounds=50,2|50.1,2.1") == []


def test_languages_join_and_who_names_none_speaks_dutch(region):
    dutch = add_offer(region)
    french = add_offer(region, languages=("fr",))
    both = add_offer(region, languages=("nl", "fr"))

    assert ids(region, "languages=nl") == [dutch.id, both.id]
    assert ids(region, "languages[]=fr") == [french.id, both.id]
    assert ids(region, "languages=fr,nl") == [dutch.id, french.id, both.id]
    assert ids(region, "languages=en") == []
    assert facets(region, "languages=fr")["languages"] == {"nl": 2, "fr": 2}


def test_a_school_year_runs_from_september(region):
    this_year = add_offer(region, at=(datetime(2027, 6, 30, 8, tzinfo=UTC),))
    next_year = add_offer(region, at=(datetime(2027, 9, 1, 8, tzinfo=UTC),))

    assert ids(region, "schoolYear=2026-2027") == [this_year.id]
    assert ids(region, "schoolYear=2027-2028") == [next_year.id]
    assert facets(region, "schoolYear=2027-2028")["months"] == {"2027-09": 1}


def test_every_term_of_the_uitdatabank_has_to_hold(region):
    puppets = add_offer(region)
    dance = add_offer(region, discipline=Discipline.DANCE)
    workshop = add_offer(region, discipline=Discipline.DANCE, kind=OfferKind.WORKSHOP)

    assert ids(region, "termIds=0.55.0.0.0") == [puppets.id]
    assert ids(region, "termIds=0.54.0.0.0") == [dance.id]
    assert ids(region, "termIds=1.9.1.0.0") == [dance.id, workshop.id]
    assert ids(region, "termIds[]=1.9.1.0.0&termIds[]=0.3.1.0.1") == [workshop.id]
    assert ids(region, "termIds=0.55.0.0.0,0.54.0.0.0") == []
    circus = add_offer(region, discipline=Discipline.CIRCUS, wheelchair=True)
    assert ids(region, "termIds=0.52.0.0.0") == ids(region, "termIds=3.27.0.0.0") == [circus.id]


# A performance of a film goes out as a film; there its theme finds it.
CALLED = sorted(set(product(OfferKind, Discipline)) - {(OfferKind.PERFORMANCE, Discipline.FILM)})


@pytest.mark.parametrize(("kind", "discipline"), CALLED)
def test_what_an_export_calls_an_offer_is_how_a_search_calls_it(kind, discipline):
    offer = Offer(kind=kind, discipline=discipline, wheelchair=True, interpreter=False)

    for term in exported_terms(offer):
        meaning = meaning_of(term["id"])
        assert meaning is not None
        assert kind in meaning.kinds
        assert discipline in meaning.disciplines


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
    assert ids(region, "maxAge=6") == ids(region, "maxAge=11") == [offer.id]
    assert ids(region, "minAge=8&maxAge=9") == [offer.id]


def test_an_offer_for_every_age_matches_every_age(region):
    everybody = add_offer(region, age_from=0, age_to=99)
    children = add_offer(region, age_from=6, age_to=12)

    assert ids(region, "minAge=18") == [everybody.id]
    assert ids(region, "maxAge=2") == [everybody.id]
    assert ids(region, "allAges=true") == [everybody.id]
    assert ids(region, "allAges=false") == [children.id]


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


def test_an_exact_price_is_one_per_pupil(region):
    seven = add_offer(region, price_cents=700)
    as_group = add_offer(region, price_cents=14_000, price_unit=PriceUnit.GROUP)
    add_offer(region, price_cents=701)

    assert ids(region, "price=7") == [seven.id, as_group.id]
    assert ids(region, "price=7&seats=24") == [seven.id]
    assert ids(region, "price=7,5") == []


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
        "reg-kempen": 1,
        "reg-gent": 1,
        "reg-oost-brabant": 1,
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
    assert turnhout.id not in ids(region, "coordinates=51.05,3.72&distance=5km")


def test_a_distance_alone_is_measured_from_the_school_of_who_asks(region):
    turnhout = add_offer(region, add_centre(region, TURNHOUT))
    antwerpen = add_offer(region, add_centre(region, ANTWERPEN))
    home = place_by_nis(region, GEEL)

    assert ids(region, "distance=25", home) == [turnhout.id]
    assert ids(region, "distance=60&sort=distance", home) == [turnhout.id, antwerpen.id]


def test_titles_sort_without_regard_to_case_and_accents(region):
    titles = ["zee", "Élan", "appel", "Eclips", "echo", "éénoog", "Appel"]
    offers = {title: add_offer(region, title=title) for title in titles}

    order = ["appel", "Appel", "echo", "Eclips", "Élan", "éénoog", "zee"]
    assert ids(region, "sort=title") == [offers[title].id for title in order]


@pytest.mark.parametrize("sort", ["date", "title", "price", "distance", "score"])
def test_what_is_equal_stands_in_the_order_of_its_numbers_on_every_page(region, sort):
    centre = add_centre(region)
    offers = [add_offer(region, centre, title="Heks") for _ in range(5)]

    question = f"text=heks&sort={sort}&coordinates=51.3,4.9&limit=2&start="
    pages = [find_offers(region, asked(region, f"{question}{start}"), NOW).ids for start in (0, 2, 4, 6)]
    assert [one for page in pages for one in page] == [offer.id for offer in offers]


def test_pages_follow_each_other_and_keep_the_total(region):
    offers = [add_offer(region, at=(THURSDAY + n * DAY,)) for n in range(5)]

    second = find_offers(region, asked(region, "start=2&limit=2"), NOW)
    assert second.ids == (offers[2].id, offers[3].id)
    assert second.total == 5
    assert find_offers(region, asked(region, "start=40&limit=2"), NOW).total == 5


def test_every_field_of_the_filter_is_written_and_read_back():
    looked_up = {"within", "around"}
    assert {one.name for one in fields(OfferFilter)} - looked_up == set(PARAMETERS)
