"""Looking up municipalities and measuring between them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.db import make_engine
from portal.places.models import Municipality, PostalCode
from portal.places.queries import (
    Circle,
    all_places,
    distance_km,
    lies_within,
    place_by_nis,
    place_of_school,
    places_by_name,
    places_by_postal_code,
)
from portal.places.regions import region_code
from portal.places.service import load_municipalities
from tests.portal.tables import make_tables

TURNHOUT = (51.32, 4.94)
spots = st.tuples(st.floats(50.67, 51.51), st.floats(2.54, 5.92))


@pytest.fixture
def places(session):
    load_municipalities(session)
    return session


def names(found) -> list[str]:
    return [place.name for place in found]


def test_loading_twice_adds_nothing(places):
    assert load_municipalities(places) == 0
    assert len(places.scalars(select(Municipality)).all()) == 304


def test_what_is_missing_is_added_and_what_is_there_is_left_alone(places):
    places.get(Municipality, "13040").inhabitants = 1
    row = "13040,Turnhout,Turnhout,antwerpen,kempen,2300 2399,51.32,4.94,47000"
    header = "nis,name_nl,name_fr,province,region,postal_codes,latitude,longitude,inhabitants"

    assert load_municipalities(places, f"{header}\n{row}\n") == 0
    assert places.get(Municipality, "13040").inhabitants == 1
    assert places.get(PostalCode, ("2399", "13040")) is not None


def test_a_municipality_by_code(places):
    assert place_by_nis(places, "13040").name == "Turnhout"
    assert place_by_nis(places, "99999") is None


def test_municipalities_by_postal_code(places):
    assert names(places_by_postal_code(places, "2300")) == ["Turnhout"]
    assert "Gent" in names(places_by_postal_code(places, "90*"))
    assert places_by_postal_code(places, "0000") == []
    assert places_by_postal_code(places, "%*") == []


def test_municipalities_by_name_whatever_the_case_the_accents_and_the_dashes(places):
    assert names(places_by_name(places, "TURNHOUT")) == ["Turnhout"]
    assert names(places_by_name(places, "sint niklaas")) == ["Sint-Niklaas"]
    assert names(places_by_name(places, "kruibeke")) == ["Beveren-Kruibeke-Zwijndrecht"]
    assert places_by_name(places, "parijs") == []
    assert places_by_name(places, "  - ") == []
    assert len(places_by_name(places, "b")) == 8


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("nis-13040", "nis-13040"),
        ("prv-antwerpen", "prv-antwerpen"),
        ("reg-kempen", "reg-kempen"),
        ("nis-10000", "prv-antwerpen"),
        ("nis-01000", "prv-brussel"),
        ("nis-24062-Z", "nis-24062"),
        ("nis-21009A", "nis-21009"),
        ("gem-turnhout", "nis-13040"),
        ("gem-kruibeke", "nis-46030"),
        ("gem-sint", None),
        ("reg-meetjesland", None),
        ("prv-henegouwen", None),
        ("nis-1304", None),
        ("", None),
    ],
)
def test_a_place_has_one_code_however_it_was_written(written, code):
    assert region_code(written) == code


def test_the_municipality_of_a_school(places):
    school = School(slug="de-zilverberk", name="De Zilverberk", nis="13040")
    places.add(school)
    places.flush()

    assert place_of_school(places, school.id).name == "Turnhout"
    assert place_of_school(places, 0) is None


@given(spots, spots)
def test_a_distance_is_that_over_the_globe_to_within_a_percent(here, there):
    flat = distance_km(*here, *there)

    (south, west), (north, east) = ([math.radians(degrees) for degrees in spot] for spot in (here, there))
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    assert flat == pytest.approx(2 * 6371 * math.asin(math.sqrt(half)), rel=0.01, abs=0.05)


@given(radius=st.floats(0.1, 200))
def test_a_circle_in_sql_holds_what_the_distance_says(circle_places, radius):
    session, everywhere = circle_places
    circle = Circle("Turnhout", *TURNHOUT, radius)

    found = set(session.scalars(select(Municipality.nis).where(lies_within(circle))))

    # Rounding may differ at the rim itself.
    for place in everywhere:
        km = distance_km(*TURNHOUT, place.latitude, place.longitude)
        if abs(km - radius) > 1e-6:
            assert (place.nis in found) == (km < radius)


@pytest.fixture(scope="module")
def circle_places():
    engine = make_engine("sqlite://")
    make_tables(engine)
    with Session(engine) as session:
        load_municipalities(session)
        yield session, all_places(session)
    engine.dispose()
