"""A school that phones: find it (or write it down), and book for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import School, User
from portal.bookings.house.bookings_of import own_house
from portal.bookings.models import Booking
from portal.bookings.requests import SeatRequest
from portal.bookings.service import book_seats
from portal.offers.slugs import free_slug
from portal.places.models import Municipality
from portal.places.queries import places_by_postal_code

FOUND_MAX = 20


@dataclass(frozen=True)
class FoundSchool:
    id: int
    name: str
    postal_code: str
    municipality: str
    email: str
    phone: str


def find_schools(session: Session, text: str) -> list[FoundSchool]:
    """Schools whose name, place or postal code has all words of `text`; at most twenty, by name."""
    words = text.split()[:6]
    if not words:
        return []
    wanted = (
        select(School.id, School.name, School.postal_code, Municipality.name_nl, School.email, School.phone)
        .join(Municipality, Municipality.nis == School.nis)
        .order_by(School.name, School.id)
        .limit(FOUND_MAX)
    )
    for word in words:
        like = f"%{_plain(word)}%"
        wanted = wanted.where(
            or_(
                School.name.ilike(like, escape="\\"),
                Municipality.name_nl.ilike(like, escape="\\"),
                School.postal_code.startswith(word, autoescape=True),
            )
        )
    return [FoundSchool(*row) for row in session.execute(wanted)]


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def add_school(session: Session, name: str, postal_code: str, email: str) -> School | None:
    """Write down a school that isn't there yet; None where nobody knows the postal code."""
    places = places_by_postal_code(session, postal_code)
    if not places:
        return None
    school = School(
        slug=free_slug(session, School, name), name=name, nis=places[0].nis, postal_code=postal_code, email=email
    )
    session.add(school)
    session.flush()
    return school


def book_by_phone(session: Session, request: SeatRequest, *, now: datetime) -> Booking:
    """Book for a school, in the name of the house. Raises what `book_seats` raises, and `NoSuchVisit`."""
    own_house(session, request.performance_id, request.actor)
    return book_seats(session, request, now=now).booking


def has_account(session: Session, email: str) -> bool:
    """Whether somebody with this address can see the booking after logging in."""
    return bool(session.scalar(select(exists().where(func.lower(User.email) == email.lower()))))
