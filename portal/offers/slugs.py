"""Addresses of offers, productions and houses: readable, and each one's own."""

import re
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, School
from portal.offers.models import Offer, Production
from portal.offers.text import fold

RESERVED = frozenset({"nieuw"})
"""Words that stand in an address of our own where a slug could stand."""


def free_slug(
    session: Session, table: type[Offer] | type[Production] | type[Centre] | type[School], name: str
) -> str:
    """A slug from a name that no row of this table has."""
    wanted = _slug(name)
    if wanted not in RESERVED and session.scalar(select(table.id).where(table.slug == wanted)) is None:
        return wanted
    # The next number is found in one step: a show of fifty houses would else be asked for fifty times.
    number = 1 + (session.scalar(select(func.max(table.id))) or 0)
    while session.scalar(select(table.id).where(table.slug == f"{wanted}-{number}")) is not None:
        number += 1
    return f"{wanted}-{number}"


def free_slugs(
    session: Session, table: type[Offer] | type[Production] | type[Centre], names: Sequence[str]
) -> list[str]:
    """The same for many names at once, of which no two get one slug; a statement or two however many there are."""
    wanted = [_slug(name) for name in names]
    taken = set(session.scalars(select(table.slug).where(table.slug.in_(set(wanted))))) | RESERVED
    number, found = 0, []
    for slug in wanted:
        given = slug
        while given in taken:
            number = number + 1 if number else 1 + (session.scalar(select(func.max(table.id))) or 0)
            given = f"{slug}-{number}"
            if session.scalar(select(table.id).where(table.slug == given)) is not None:
                taken.add(given)
        taken.add(given)
        found.append(given)
    return found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:70] or "aanbod"
