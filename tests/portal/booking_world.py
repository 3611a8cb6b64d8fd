"""Plain factories for tests that book: a small world with one centre, one show and some schools."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, ClassLevel, Membership, Role, School, User
from portal.accounts.queries import Hat, Person
from portal.bookings.requests import GroupRequest, SeatRequest
from portal.clock import school_day
from portal.db import write_transaction
from portal.offers.models import (
    Discipline,
    Offer,
    OfferKind,
    OfferLevel,
    OfferState,
    Performance,
    PriceUnit,
    Production,
    Venue,
)
from portal.places.models import Municipality, Province, Region

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHOW_TIME = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
"""10.30 uur in Turnhout, in winter."""

_numbers = count(1)


@dataclass(frozen=True)
class World:
    """Ids and people of a small region; rows are made once a test, in `make_world`."""

    centre_id: int
    offer_id: int
    performance_id: int
    school_id: int
    teacher: Person
    staff: Person


def add_municipality(session: Session) -> None:
    if session.get(Municipality, "13040") is None:
        session.add(
            Municipality(
                nis="13040",
                name_nl="Turnhout",
                name_fr="Turnhout",
                province=Province.ANTWERPEN,
                region=Region.KEMPEN,
                latitude=51.32,
                longitude=4.94,
                inhabitants=47_000,
            )
        )
        session.flush()


def add_user(session: Session, name: str, role: Role, **house: int) -> Person:
    number = next(_numbers)
    user = User(
        email=f"persoon{number}@voorbeeld.example",
        name=name,
        password_hash="none",
        created_at=MONDAY,
        session_stamp="stamp",
    )
    session.add(user)
    session.flush()
    session.add(Membership(user_id=user.id, role=role, **house))
    hat = Hat(role, house.get("school_id"), house.get("centre_id"), house.get("company_id"), house.get("library_id"))
    return Person(user.id, user.email, user.name, "stamp", (hat,))


def add_school(session: Session, name: str = "Basisschool De Zilverberk") -> tuple[School, Person]:
    """A school with a teacher."""
    number = next(_numbers)
    school = School(
        slug=f"school-{number}",
        name=name,
        nis="13040",
        street="Berkenlaan 3",
        postal_code="2300",
        email=f"school{number}@voorbeeld.example",
    )
    session.add(school)
    session.flush()
    return school, add_user(session, "An Peeters", Role.TEACHER, school_id=school.id)


def add_centre(session: Session, name: str = "Cultuurhuis De Lantaarn") -> tuple[Centre, Person]:
    """A centre with somebody who handles its bookings."""
    centre = Centre(
        slug=f"centrum-{next(_numbers)}",
        name=name,
        nis="13040",
        street="Warandestraat 42",
        postal_code="2300",
        email="school@delantaarn.example",
        phone="014 00 00 00",
        how_to_arrive="De bus stopt voor de deur. Fietsen mogen in de tuin.",
    )
    session.add(centre)
    session.flush()
    return centre, add_user(session, "Bert Claes", Role.BOOKER, centre_id=centre.id)


def add_offer(session: Session, centre_id: int, **values: object) -> Offer:
    number = next(_numbers)
    production = Production(slug=f"vuurtoren-{number}", title="De vuurtoren die niet wou slapen", pack_id="vuurtoren")
    session.add(production)
    session.flush()
    facts: dict[str, object] = {
        "slug": f"de-vuurtoren-{number}",
        "centre_id": centre_id,
        "production_id": production.id,
        "kind": OfferKind.PERFORMANCE,
        "discipline": Discipline.PUPPETRY,
        "state": OfferState.PUBLISHED,
        "title": "De vuurtoren die niet wou slapen",
        "short": "Jits houdt het licht brandend.",
        "description": "Een verhaal over licht en donker.",
        "before_text": "Speel het spel op het bord.",
        "after_text": "Praat na in een kring.",
        "age_from": 8,
        "age_to": 12,
        "duration_min": 60,
        "price_cents": 750,
        "price_unit": PriceUnit.PUPIL,
        "created_at": MONDAY,
        "updated_at": MONDAY,
    }
    offer = Offer(**(facts | values))
    session.add(offer)
    session.flush()
    for level in (ClassLevel.LAGER_2, ClassLevel.LAGER_3):
        session.add(OfferLevel(offer_id=offer.id, level=level))
    return offer


def add_performance(session: Session, offer: Offer, *, capacity: int, starts_at: datetime = SHOW_TIME) -> Performance:
    venue = Venue(centre_id=offer.centre_id, name="Grote zaal", seats=capacity)
    session.add(venue)
    session.flush()
    performance = Performance(
        offer_id=offer.id,
        venue_id=venue.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        day=school_day(starts_at),
        capacity=capacity,
        closes_at=starts_at - timedelta(days=2),
    )
    session.add(performance)
    session.flush()
    return performance


def add_class(session: Session, school_id: int, name: str = "4A", pupils: int = 24) -> ClassGroup:
    group = ClassGroup(
        school_id=school_id, name=name, level=ClassLevel.LAGER_2, pupils=pupils, school_year="2026-2027"
    )
    session.add(group)
    session.flush()
    return group


def make_world(session: Session, *, capacity: int = 200, **offer_values: object) -> World:
    with write_transaction(session):
        add_municipality(session)
        centre, staff = add_centre(session)
        offer = add_offer(session, centre.id, **offer_values)
        performance = add_performance(session, offer, capacity=capacity)
        school, teacher = add_school(session)
    return World(centre.id, offer.id, performance.id, school.id, teacher, staff)


def a_group(
    name: str = "4A", pupils: int = 24, companions: int = 0, wheelchair: int = 0, reduced: int = 0
) -> GroupRequest:
    return GroupRequest(name, ClassLevel.LAGER_2, pupils, companions, wheelchair, reduced=reduced)


def a_request(world: World, *groups: GroupRequest, seats: int = 24, key: str | None = None) -> SeatRequest:
    """One class of `seats` pupils, unless groups are given; a key of its own, unless one is given."""
    return SeatRequest(
        key=key or f"key-{next(_numbers)}",
        performance_id=world.performance_id,
        school_id=world.school_id,
        actor=world.teacher,
        groups=groups or _classes(seats),
    )


def _classes(seats: int) -> tuple[GroupRequest, ...]:
    """So many pupils in classes of at most 25."""
    sizes = [25] * (seats // 25) + ([seats % 25] if seats % 25 else [])
    return tuple(a_group(f"klas {number}", pupils=size) for number, size in enumerate(sizes, start=1))


def for_school(world: World, school_id: int, teacher: Person) -> World:
    """The same performance, seen by another school."""
    return replace(world, school_id=school_id, teacher=teacher)
