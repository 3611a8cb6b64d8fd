"""Reads of bookings and ledger: rows become frozen cards, one statement each.

By what is read: `visits` one booking, `lists` many, `programme` what can be booked, `ledger` seats and money.
"""

from portal.bookings.queries.ledger import (
    Disagreement,
    LedgerLine,
    Narrowed,
    WhoBooked,
    all_ledger_rows,
    latest_ledger_rows,
    ledger_rows,
    verify,
    verify_money,
    who_booked,
)
from portal.bookings.queries.lists import BookingLine, HallLine, bookings_of, centre_by_slug, halls_of
from portal.bookings.queries.programme import Choice, Programme, classes_held, programme_by_slug
from portal.bookings.queries.visits import (
    GroupCard,
    House,
    OfferCard,
    Visit,
    booking_by_code,
    may_see,
    visit_by_code,
    visit_by_id,
    visit_by_reference,
)

__all__ = [
    "BookingLine",
    "Choice",
    "Disagreement",
    "GroupCard",
    "HallLine",
    "House",
    "LedgerLine",
    "Narrowed",
    "OfferCard",
    "Programme",
    "Visit",
    "WhoBooked",
    "all_ledger_rows",
    "booking_by_code",
    "bookings_of",
    "centre_by_slug",
    "classes_held",
    "halls_of",
    "latest_ledger_rows",
    "ledger_rows",
    "may_see",
    "programme_by_slug",
    "verify",
    "verify_money",
    "visit_by_code",
    "visit_by_id",
    "visit_by_reference",
    "who_booked",
]
