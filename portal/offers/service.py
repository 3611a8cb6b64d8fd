"""Changes to offers. Functions flush and never commit."""

from collections.abc import Iterable
from typing import cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Company
from portal.offers.models import Offer, OfferTranslation, OfferWord, Production
from portal.offers.text import TERMS, stem, weighed
from portal.places.models import Municipality

TITLE, NAMES, PLACE, SHORT, DESCRIPTION = 12, 6, 5, 4, 1
"""How much a word counts by where it stands. Two finds in the description never beat one in the title."""


def reindex(session: Session, offer: Offer) -> None:
    """Write the search words of an offer anew; call it whenever its text, house or production changes."""
    reindex_all(session, [offer.id])


def reindex_all(session: Session, offer_ids: Iterable[int] | None = None) -> int:
    """The same for several offers (None: all of them) in a few statements. Gives how many were done."""
    session.flush()
    query = (
        select(
            Offer.id,
            Offer.title,
            Offer.short,
            Offer.description,
            Offer.kind,
            Offer.discipline,
            Centre.name.label("centre"),
            Municipality.name_nl.label("municipality"),
            Production.title.label("production"),
            Company.name.label("company"),
        )
        .join(Centre, Centre.id == Offer.centre_id)
        .join(Municipality, Municipality.nis == Centre.nis)
        .outerjoin(Production, Production.id == Offer.production_id)
        .outerjoin(Company, Company.id == Production.company_id)
    )
    gone, told = delete(OfferWord), select(OfferTranslation.offer_id, OfferTranslation.title, OfferTranslation.short)
    if offer_ids is not None:
        wanted = list(offer_ids)
        query, gone = query.where(Offer.id.in_(wanted)), gone.where(OfferWord.offer_id.in_(wanted))
        told = told.where(OfferTranslation.offer_id.in_(wanted))
    session.execute(gone)
    translations: dict[int, list[tuple[str, int]]] = {}
    for offer_id, title, short in session.execute(told):
        translations.setdefault(offer_id, []).extend([(title, TITLE), (short, SHORT)])
    done, rows = 0, []
    for row in session.execute(query):
        found = weighed(
            (
                (f"{row.title} {row.production or ''}", TITLE),
                (row.company or "", NAMES),
                (f"{row.centre} {row.municipality}", PLACE),
                (f"{row.short} {TERMS[row.discipline]} {TERMS[row.kind]}", SHORT),
                (row.description, DESCRIPTION),
                *translations.get(row.id, ()),
            )
        )
        rows += [{"offer_id": row.id, "word": w, "stem": stem(w), "weight": weight} for w, weight in found.items()]
        done += 1
    if rows:
        # Into the table and not the class: half a million dictionaries cost the ORM as much as the database.
        session.execute(insert(cast(Table, OfferWord.__table__)), rows)
    return done
