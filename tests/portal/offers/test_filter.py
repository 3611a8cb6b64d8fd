"""Reading a filter out of a query string and writing it back."""

from datetime import date
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.accounts.models import ClassLevel
from portal.offers.filter import LIMIT, PARAMETERS, Access, Month, OfferFilter, PriceBand, Sort
from portal.offers.where import located
from portal.places.queries import Box
from tests.portal.offers.region import GEEL, add_centre, ids


def read(question: str) -> tuple[OfferFilter, dict[str, str]]:
    """The filter, and the value of every parameter that could not be read."""
    wanted, bad = OfferFilter.from_query(MultiDict(parse_qsl(question, keep_blank_values=True)))
    assert all(one.reason.endswith(".") for one in bad)
    return wanted, {one.name: one.value for one in bad}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("regions", "turnhout"),
        ("regions", "nis-1304"),
        ("regions", "prv-henegouwen"),
        ("postalCode", "23"),
        ("regions", "reg-meetjesland"),
        ("bounds", "51.2,4.8"),
        ("bounds", "51.4,4.8|51.2,5.1"),
        ("coordinates", "51.32"),
        ("coordinates", "nan,4"),
        ("coordinates", "90,4"),
        ("distance", "-5"),
        ("distance", "inf"),
        ("distance", "veel"),
        ("levels", "lager-9"),
        ("disciplines", "poppen"),
        ("access", "lift"),
        ("fits", "altijd"),
        ("dateFrom", "morgen"),
        ("dateFrom", "2027-02-30"),
        ("dateTo", "9999-01-01"),
        ("months", "2027-13"),
        ("schoolYear", "2026"),
        ("schoolYear", "2026-2028"),
        ("languages", "nederlands"),
        ("termIds", "9.9.9"),
        ("allAges", "soms"),
        ("price", "gratis"),
        ("seats", "0"),
        ("seats", "24,5"),
        ("seats", "²"),
        ("seats", "99999999999999999999"),
        ("minAge", "-1"),
        ("maxPrice", "1e400"),
        ("prices", "duur"),
        ("soldOut", "misschien"),
        ("sort", "toeval"),
        ("start", "-1"),
        ("limit", "501"),
        ("limit", "0"),
    ],
)
def test_what_cannot_be_read_is_named_and_left_out(name, value):
    wanted, bad = read(f"{name}={value}".replace(" ", "+"))

    assert name in bad
    assert wanted == OfferFilter()


def test_pairs_the_wrong_way_round_are_named():
    _, bad = read("dateFrom=2027-02-01&dateTo=2027-01-01&minAge=9&maxAge=8&minPrice=8&maxPrice=7,50")

    assert bad == {"dateTo": "2027-01-01", "maxAge": "8", "maxPrice": "7.50"}


def test_empty_fields_of_a_form_say_nothing():
    wanted, bad = read("&".join(f"{name}=" for name, _ in PARAMETERS.values()))

    assert (wanted, bad) == (OfferFilter(), {})


def test_several_values_may_be_repeated_joined_or_in_brackets():
    for question in ("levels=lager-1&levels=lager-2", "levels=lager-1,lager-2", "levels[]=lager-1&levels[]=lager-2"):
        assert read(question)[0].levels == {ClassLevel.LAGER_1, ClassLevel.LAGER_2}


def test_a_distance_may_carry_its_unit_and_a_moment_its_time():
    wanted, _ = read("distance=5km&dateFrom=2027-01-14T00:00:00%2B01:00&maxPrice=7,50")

    assert (wanted.distance, wanted.date_from, wanted.max_price) == (5.0, date(2027, 1, 14), 750)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-01-14", date(2027, 1, 14)),
        ("2027-01-14T23:30:00Z", date(2027, 1, 15)),
        ("2027-01-14T23:30:00", date(2027, 1, 14)),
        ("2027-01-14T00:00:00+01:00", date(2027, 1, 14)),
        ("2027-01-14T00:00:00 01:00", date(2027, 1, 14)),
        ("2027-07-14T23:00:00+01:00", date(2027, 7, 15)),
    ],
)
def test_a_moment_stands_for_its_day_in_flanders(moment, day):
    wanted, bad = read(f"dateFrom={quote(moment)}")

    assert (wanted.date_from, bad) == (day, {})


@pytest.mark.parametrize(
    ("written", "code"),
    [("nis-10000", "prv-antwerpen"), ("gem-turnhout", "nis-13040"), ("nis-13040-Z", "nis-13040")],
)
def test_regions_are_read_as_the_uitdatabank_writes_them(written, code):
    assert read(f"regions={written}")[0].regions == {code}


filters = st.builds(
    OfferFilter,
    text=st.text("abc é&=+%", max_size=20).map(lambda text: " ".join(text.split())),
    regions=st.frozensets(st.sampled_from(["nis-13040", "prv-limburg", "reg-kempen"])),
    place=st.sampled_from(["", "Turnhout", "2300"]),
    distance=st.sampled_from([None, 25.0, 7.5]),
    coordinates=st.sampled_from([None, (51.32, 4.94)]),
    levels=st.frozensets(st.sampled_from(ClassLevel)),
    access=st.frozensets(st.sampled_from(Access)),
    prices=st.frozensets(st.sampled_from(PriceBand)),
    months=st.frozensets(st.sampled_from([Month(2027, 1), Month(2026, 12)])),
    date_from=st.sampled_from([None, date(2027, 1, 14)]),
    bounds=st.sampled_from([None, Box(51.2, 4.8, 51.4, 5.1)]),
    terms=st.frozensets(st.sampled_from(["0.55.0.0.0", "1.9.1.0.0"])),
    languages=st.frozensets(st.sampled_from(["nl", "fr"])),
    school_year=st.sampled_from([None, 2026]),
    all_ages=st.sampled_from([None, True, False]),
    price=st.sampled_from([None, 0, 750]),
    seats=st.sampled_from([None, 24]),
    max_price=st.sampled_from([None, 0, 750, 1200]),
    sold_out=st.booleans(),
    sort=st.sampled_from([None, *Sort]),
    start=st.integers(0, 10_000),
    limit=st.integers(1, 500),
)


@given(filters)
def test_a_filter_reads_back_as_it_was_written(wanted):
    again, bad = read(wanted.to_query())

    assert (again, bad) == (wanted, {})


@given(st.dictionaries(st.sampled_from([name for name, _ in PARAMETERS.values()]), st.text(max_size=30)))
def test_no_query_string_is_an_error(pairs):
    wanted, _ = OfferFilter.from_query(MultiDict(pairs))

    assert 1 <= wanted.limit <= 500
    assert read(wanted.to_query())[0] == wanted


def test_a_plain_filter_writes_nothing():
    assert OfferFilter().to_query() == ""
    assert OfferFilter().limit == LIMIT


def test_a_place_that_is_not_there_is_named(region):
    wanted, bad = located(region, OfferFilter(place="Rijsel", distance=10.0), None)

    assert [one.name for one in bad] == ["place"]
    assert wanted.around is None
    assert wanted.place == ""


def test_a_distance_without_a_place_is_named_when_nobody_knows_the_school(region):
    _, bad = located(region, OfferFilter(distance=10.0), None)
    assert [one.name for one in bad] == ["distance"]

    _, bad = located(region, OfferFilter(sort=Sort.DISTANCE), None)
    assert [one.name for one in bad] == ["sort"]


def test_a_name_with_several_meanings_says_from_where_it_is_measured(region):
    wanted, bad = located(region, OfferFilter(place="Sint", distance=10.0), None)

    assert wanted.around is not None
    assert wanted.around.label in bad[0].reason


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("provincie Antwerpen", "prv-antwerpen"),
        ("Limburg", "prv-limburg"),
        ("Kempen", "reg-kempen"),
        ("de Kempen", "reg-kempen"),
        ("Regio Gent", "reg-gent"),
        ("vlaamse ardennen", "reg-vlaamse-ardennen"),
    ],
)
def test_a_place_may_be_a_province_or_a_reference_region(region, typed, code):
    wanted, bad = located(region, OfferFilter(place=typed, distance=25.0), None)

    assert (wanted.regions, wanted.place, wanted.distance, bad) == ({code}, "", None, ())


@pytest.mark.parametrize("typed", ["Antwerpen", "Gent", "brugge", "Brussel"])
def test_a_town_goes_before_the_region_of_its_name(region, typed):
    wanted, bad = located(region, OfferFilter(place=typed), None)

    assert (wanted.regions, bad) == (frozenset(), ())
    assert wanted.within is not None
    assert len(wanted.within) == 1


def test_a_merged_municipality_is_found_by_each_of_its_names(region):
    add_centre(region, GEEL)

    for name in ("Beveren", "Kruibeke", "zwijndrecht"):
        wanted, bad = located(region, OfferFilter(place=name), None)
        assert bad == ()
        assert wanted.within == {"46030"}


def test_nothing_offered_is_nothing_found(region):
    assert ids(region) == []
