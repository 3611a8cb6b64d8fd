"""Fills the tables of places from the list that we ship."""

import csv
from importlib.resources import files

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.places.models import Municipality, PostalCode, Province, Region


def shipped_municipalities() -> str:
    """Our own list, as CSV: every municipality of Flanders and Brussels."""
    return files("portal.places").joinpath("data/municipalities.csv").read_text(encoding="utf-8")


def load_municipalities(session: Session, text: str | None = None) -> int:
    """Add the municipalities and postal codes that are not there yet; gives how many municipalities were new.

    Existing rows are left alone: houses hang on them, and a municipality that merges gets a new code anyway.
    """
    rows = list(csv.DictReader((shipped_municipalities() if text is None else text).splitlines()))
    known = set(session.scalars(select(Municipality.nis)))
    known_codes = {(row.nis, row.code) for row in session.execute(select(PostalCode.nis, PostalCode.code))}
    codes = {(row["nis"], code) for row in rows for code in row["postal_codes"].split()} - known_codes
    new = [_municipality(row) for row in rows if row["nis"] not in known]
    if new:
        session.execute(insert(Municipality), new)
    if codes:
        session.execute(insert(PostalCode), [{"nis": nis, "code": code} for nis, code in sorted(codes)])
    return len(new)


def _municipality(row: dict[str, str]) -> dict[str, object]:
    return {
        "nis": row["nis"],
        "name_nl": row["name_nl"],
        "name_fr": row["name_fr"],
        "province": Province(row["province"]),
        "region": Region(row["region"]),
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "inhabitants": int(row["inhabitants"]),
    }
