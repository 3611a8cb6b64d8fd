"""The data that stands on invoices: of houses, schools, and the VAT of offers. Functions flush and never commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.invoices.models import CentreBilling, OfferVat, SchoolBilling
from portal.invoices.vat import Rate
from portal.offers.models import Offer, OfferState

CENTRE_FIELDS = (
    *(
        "legal_name",
        "street",
        "postal_code",
        "city",
        "enterprise",
        "has_vat_number",
        "iban",
        "bic",
        "email",
        "prefix",
    ),
    "remind_after_days",
)
SCHOOL_FIELDS = ("name", "street", "postal_code", "city", "enterprise", "email", "peppol", "order_reference")


def save_centre(session: Session, centre_id: int, values: Mapping[str, Any], *, now: datetime) -> CentreBilling:
    """`values`: what the form read, checked."""
    stored = session.get(CentreBilling, centre_id) or CentreBilling(centre_id=centre_id)
    for name in CENTRE_FIELDS:
        empty = None if name == "remind_after_days" else ""
        setattr(stored, name, values[name] if values[name] is not None else empty)
    stored.rate = Rate(values["rate"])
    stored.updated_at = now
    session.add(stored)
    session.flush()
    return stored


def save_school(session: Session, school_id: int, values: Mapping[str, Any], *, now: datetime) -> SchoolBilling:
    """`values`: what the form read, checked."""
    stored = session.get(SchoolBilling, school_id) or SchoolBilling(school_id=school_id)
    for name in SCHOOL_FIELDS:
        setattr(stored, name, values[name] or "")
    stored.updated_at = now
    session.add(stored)
    session.flush()
    return stored


@dataclass(frozen=True)
class OfferRate:
    id: int
    title: str
    rate: Rate | None
    """None: that of the house."""


def offers_with_rate(session: Session, centre_id: int) -> list[OfferRate]:
    """The published offers of a house and the rate each has of its own."""
    rows = session.execute(
        select(Offer.id, Offer.title, OfferVat.rate)
        .outerjoin(OfferVat, OfferVat.offer_id == Offer.id)
        .where(Offer.centre_id == centre_id, Offer.state == OfferState.PUBLISHED)
        .order_by(Offer.title, Offer.id)
    )
    return [OfferRate(*row) for row in rows]


def save_offer_rates(session: Session, centre_id: int, rates: Mapping[int, Rate | None]) -> None:
    """Give offers a rate of their own, or (None) that of the house; those of another house are left alone."""
    own = set(session.scalars(select(Offer.id).where(Offer.id.in_(rates), Offer.centre_id == centre_id)))
    for offer_id in own:
        stored, rate = session.get(OfferVat, offer_id), rates[offer_id]
        if rate is None:
            if stored is not None:
                session.delete(stored)
        elif stored is None:
            session.add(OfferVat(offer_id=offer_id, rate=rate))
        else:
            stored.rate = rate
    session.flush()
