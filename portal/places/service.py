"""Fills the tables of places from the list that we ship."""

import csv
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.places.models import Municipality, PostalCode, Province


def shipped_municipalities() -> str:
    """Our own list, as CSV: every municipality of Flanders and Brussels."""
    return files("portal.places").joinpath("data/municipalities.csv").read_text(encoding="utf-8")


def load_municipalities(session: Session, text: str | None = None) -> int:
    """Add the municipalities and postal codes that are not there yet; gives how many municipalities were new.

    Existing rows are left alone: houses hang on them, and a municipality that merges gets a new code anyway.
    """
    known = set(session.scalars(select(Municipality.nis)))
    codes = {(code.code, code.nis) for code in session.scalars(select(PostalCode))}
    rows = list(csv.DictReader((shipped_municipalities() if text is None else text).splitlines()))
    new = 0
    for row in rows:
        if row["nis"] not in known:
            session.add(_municipality(row))
            new += 1
    session.flush()
    for row in rows:
        session.add_all(
            PostalCode(code=code, nis=row["nis"])
            for code in row["postal_codes"].split()
            if (code, row["nis"]) not in codes
        )
    session.flush()
    return new


def _municipality(row: dict[str, str]) -> Municipality:
    return Municipality(
        nis=row["nis"],
        name_nl=row["name_nl"],
        name_fr=row["name_fr"],
        province=Province(row["province"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        inhabitants=int(row["inhabitants"]),
    )
