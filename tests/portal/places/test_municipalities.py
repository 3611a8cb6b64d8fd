import csv
from collections import Counter
from importlib.resources import files

import pytest

# Corners of Flanders and Brussels: De Panne to Voeren, Heuvelland to Essen.
SOUTH, NORTH, WEST, EAST = 50.67, 51.51, 2.54, 5.92


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    text = files("portal.places").joinpath("data/municipalities.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_all_flemish_and_brussels_municipalities_are_there_once(rows):
    assert len(rows) == 304
    assert len({row["nis"] for row in rows}) == 304
    assert len({row["name_nl"] for row in rows}) == 304


def test_every_province_has_its_municipalities(rows):
    assert Counter(row["province"] for row in rows) == {
        "antwerpen": 67,
        "vlaams-brabant": 63,
        "west-vlaanderen": 62,
        "oost-vlaanderen": 55,
        "limburg": 38,
        "brussel": 19,
    }


def test_every_reference_region_has_its_municipalities(rows):
    assert Counter(row["region"] for row in rows) == {
        "antwerpen": 28,
        "kempen": 27,
        "rivierenland": 12,
        "limburg": 38,
        "denderregio": 14,
        "gent": 20,
        "vlaamse-ardennen": 14,
        "waasland": 7,
        "halle-vilvoorde": 31,
        "oost-brabant": 32,
        "brugge": 10,
        "midwest": 15,
        "oostende": 7,
        "westhoek": 17,
        "zuid-west-vlaanderen": 13,
        "brussel": 19,
    }


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Turnhout", "kempen"),
        ("Nijlen", "rivierenland"),
        ("Malle", "antwerpen"),
        ("Beveren-Kruibeke-Zwijndrecht", "waasland"),
        ("Wetteren", "gent"),
        ("Zottegem", "vlaamse-ardennen"),
        ("Overijse", "oost-brabant"),
        ("Torhout", "brugge"),
        ("Wervik", "zuid-west-vlaanderen"),
        ("Brussel", "brussel"),
    ],
)
def test_a_municipality_lies_where_the_decree_put_it(rows, name, region):
    assert next(row["region"] for row in rows if row["name_nl"] == name) == region


def test_every_municipality_has_postal_codes_names_and_inhabitants(rows):
    for row in rows:
        codes = row["postal_codes"].split()
        assert codes, row["name_nl"]
        assert all(len(code) == 4 and code.isdigit() for code in codes)
        assert row["name_nl"]
        assert row["name_fr"]
        assert int(row["inhabitants"]) > 0


def test_every_municipality_lies_in_the_region_on_a_spot_of_its_own(rows):
    spots = {(float(row["latitude"]), float(row["longitude"])) for row in rows}

    assert len(spots) == 304
    assert all(SOUTH < latitude < NORTH and WEST < longitude < EAST for latitude, longitude in spots)


@pytest.mark.parametrize(
    ("nis", "name_nl", "name_fr", "province", "postal_code"),
    [
        ("13040", "Turnhout", "Turnhout", "antwerpen", "2300"),
        ("21004", "Brussel", "Bruxelles", "brussel", "1000"),
        ("44021", "Gent", "Gand", "oost-vlaanderen", "9000"),
        ("46030", "Beveren-Kruibeke-Zwijndrecht", "Beveren-Kruibeke-Zwijndrecht", "oost-vlaanderen", "9120"),
        ("73109", "Voeren", "Fourons", "limburg", "3798"),
    ],
)
def test_known_municipalities_have_their_facts(rows, nis, name_nl, name_fr, province, postal_code):
    row = next(row for row in rows if row["nis"] == nis)

    assert (row["name_nl"], row["name_fr"], row["province"]) == (name_nl, name_fr, province)
    assert postal_code in row["postal_codes"].split()
