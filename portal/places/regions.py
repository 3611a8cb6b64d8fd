"""Names of parts of Flanders and Brussels, as they stand in an address and in a working region.

A code is "nis-13040" for a municipality, "prv-antwerpen" for a province, "reg-kempen" for a reference region.
UiTdatabank writes some of them otherwise; `region_code` reads those too.
"""

import csv
import re
import unicodedata
from collections import Counter
from functools import cache

from portal.places.models import Province, Region
from portal.places.service import shipped_municipalities

PROVINCES = {
    "01000": Province.BRUSSEL,
    "04000": Province.BRUSSEL,
    "10000": Province.ANTWERPEN,
    "20001": Province.VLAAMS_BRABANT,
    "30000": Province.WEST_VLAANDEREN,
    "40000": Province.OOST_VLAANDEREN,
    "70000": Province.LIMBURG,
}
"""NIS codes of provinces. UiTdatabank has 01000, the code of Belgium, for the region of Brussels."""


def region_code(text: str) -> str | None:
    """The code of a municipality, province or reference region; None where it is none.

    Also reads "nis-10000" (a province), "nis-24062A" and "nis-24062-Z" (part of a municipality: the whole of it),
    "gem-turnhout" (a municipality by its name).
    """
    start, _, rest = text.strip().lower().partition("-")
    if start == "nis":
        found = re.fullmatch(r"([0-9]{5})(?:-?[a-z]{1,4})?", rest)
        if found is None:
            return None
        province = PROVINCES.get(found[1])
        return f"prv-{province}" if province else f"nis-{found[1]}"
    if start == "prv" and rest in set(Province):
        return f"prv-{rest}"
    if start == "reg" and rest in set(Region):
        return f"reg-{rest}"
    if start == "gem" and rest in _codes_by_name():
        return f"nis-{_codes_by_name()[rest]}"
    return None


@cache
def _codes_by_name() -> dict[str, str]:
    """NIS codes by name as in an address; of a merged municipality also by each name that only it has."""
    rows = list(csv.DictReader(shipped_municipalities().splitlines()))
    parts = [(part, row["nis"]) for row in rows for part in row["name_nl"].split("-") if len(part) > 3]
    often = Counter(part for part, _nis in parts)
    found = {_slug(part): nis for part, nis in parts if often[part] == 1 and part[0].isupper()}
    return found | {_slug(row["name_nl"]): row["nis"] for row in rows}


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
