"""Who sends and who gets the invoices of the demo: made-up numbers that check."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, School
from portal.invoices.billing import save_centre, save_school
from portal.invoices.numbers import enterprise, iban_of
from portal.places.models import Municipality

ACCOUNTS = "000"
"""With which all accounts of the demo begin; the rest counts the houses."""


def add_billing(session: Session, *, now: datetime) -> None:
    """Every house can invoice from the first minute; the demo school has filled in its own."""
    houses = session.execute(
        select(Centre, Municipality.name_nl).join(Municipality, Municipality.nis == Centre.nis).order_by(Centre.id)
    ).all()
    for number, (house, city) in enumerate(houses, start=1):
        account = f"{ACCOUNTS}{number:07d}"
        billing = {
            "legal_name": f"{house.name} vzw",
            "street": house.street or "Marktplein 1",
            "postal_code": house.postal_code,
            "city": city,
            "enterprise": enterprise(1_000_000 + number),
            "has_vat_number": False,
            "iban": iban_of("BE", f"{account}{int(account) % 97 or 97:02d}"),
            "bic": "",
            "email": house.email,
            "prefix": "F",
            "rate": "exempt",
            "remind_after_days": None,
        }
        save_centre(session, house.id, billing, now=now)
    school, city = session.execute(
        select(School, Municipality.name_nl)
        .join(Municipality, Municipality.nis == School.nis)
        .where(School.slug == "de-zilverberk")
    ).one()
    billing = {
        "name": "Scholengroep De Berken vzw",
        "street": school.street,
        "postal_code": school.postal_code,
        "city": city,
        "enterprise": enterprise(1_900_000),
        "email": school.email,
        "peppol": "",
        "order_reference": "",
    }
    save_school(session, school.id, billing, now=now)
