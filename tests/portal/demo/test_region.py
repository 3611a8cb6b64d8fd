from datetime import UTC, date, datetime, time
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, ClassLevel, Company, Role, School
from portal.accounts.service import person_for_password
from portal.bookings.models import Booking, LedgerRow
from portal.bookings.states import BookingState
from portal.clock import local
from portal.db import Base, make_engine, make_sessions
from portal.demo.extras import EXTRAS
from portal.demo.fiction import load_fiction
from portal.demo.region import load_region
from portal.demo.rules import load_rules
from portal.demo.waiting import load_waiting_line
from portal.migrations import tables
from portal.offers.models import (
    Discipline,
    Offer,
    OfferKind,
    OfferLevel,
    OfferPhoto,
    OfferQuestion,
    OfferTariff,
    Performance,
    PerformanceState,
    Venue,
)
from portal.outbox.models import Message
from portal.places.models import Municipality, Province
from portal.places.school_calendar import is_school_day
from tests.portal.tables import make_tables

assert tables.metadata is Base.metadata

TODAY = date(2026, 11, 22)
PASSWORD = "vestiaire-2026"


def no_progress(step: str, done: int, total: int) -> None:
    assert step
    assert 0 <= done <= total


@pytest.fixture(scope="module")
def uploads(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("data") / "uploads"


@pytest.fixture(scope="module")
def session(uploads):
    engine = make_engine("sqlite://")
    make_tables(engine)
    with make_sessions(engine)() as session:
        load_region(session, today=TODAY, uploads=uploads, password=PASSWORD, progress=no_progress)
        yield session
    engine.dispose()


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def offers(session: Session) -> list[Offer]:
    return list(session.scalars(select(Offer)))


def test_the_region_is_as_large_as_promised(session):
    assert count(session, Municipality) == 304
    assert count(session, Centre) >= 13
    assert count(session, Company) == 6
    assert count(session, School) == 8
    assert count(session, Offer) >= 150
    assert 350 <= count(session, Performance) <= 480


def test_houses_stand_in_every_province_and_in_brussels(session):
    found = set(session.scalars(select(Municipality.province).join(Centre, Centre.nis == Municipality.nis)))

    assert found == set(Province)


def test_there_is_something_of_every_kind_discipline_and_level(session):
    assert set(session.scalars(select(Offer.kind))) == set(OfferKind)
    assert set(session.scalars(select(Offer.discipline))) == set(Discipline)
    assert set(session.scalars(select(OfferLevel.level))) == set(ClassLevel)
    assert set(session.scalars(select(ClassGroup.level))) == set(ClassLevel)


def test_every_performance_lies_ahead_on_a_school_day_before_the_bell_or_in_the_evening(session):
    for one in session.scalars(select(Performance)):
        starts, ends = local(one.starts_at), local(one.ends_at)
        assert one.day == starts.date() == ends.date()
        assert one.day > TODAY
        assert is_school_day(one.day), one.day
        assert ends.time() <= time(16) or starts.time() == time(20) or starts.weekday() == 2


def test_no_hall_holds_two_audiences_at_once(session):
    rows = session.execute(
        select(Performance.venue_id, Performance.starts_at, Performance.ends_at)
        .where(Performance.venue_id.is_not(None))
        .order_by(Performance.venue_id, Performance.starts_at)
    ).all()

    for (venue, _, ends), (next_venue, starts, _) in pairwise(rows):
        assert venue != next_venue or ends < starts


def test_no_performance_has_more_places_than_its_hall(session):
    rows = session.execute(select(Performance.capacity, Venue.seats).join(Venue, Venue.id == Performance.venue_id))

    assert all(0 < capacity <= seats for capacity, seats in rows)


def test_seats_are_taken_by_bookings_that_the_ledger_knows(session):
    rows = session.execute(
        select(LedgerRow.performance_id, func.sum(LedgerRow.seats)).group_by(LedgerRow.performance_id)
    )
    sums = {performance_id: seats for performance_id, seats in rows}  # noqa: C416 - rows are no pairs to mypy.

    for one in session.scalars(select(Performance)):
        assert one.seats_taken == sums.get(one.id, 0)
    assert count(session, Booking) == count(session, LedgerRow) > 50


def test_some_halls_are_sold_out_some_nearly_and_most_have_room(session):
    shares = [one.seats_taken / one.capacity for one in session.scalars(select(Performance))]

    assert sum(share == 1 for share in shares) >= 5
    assert sum(0.8 <= share < 1 for share in shares) >= 3
    assert sum(share == 0 for share in shares) > len(shares) / 2


def test_a_first_start_sends_no_letters_of_the_past(session):
    assert session.scalar(select(func.count()).where(Message.sent_at.is_(None))) == 0


def test_schools_booked_while_their_office_was_open(session):
    moments = [local(moment) for moment in session.scalars(select(LedgerRow.at))]

    assert all(moment.weekday() < 5 and time(8) <= moment.time() <= time(16, 30) for moment in moments)
    assert max(moments).date() < TODAY


def test_the_demo_school_has_booked_nothing_yet(session):
    rows = session.scalars(select(Booking).join(School).where(School.slug == "de-zilverberk")).all()

    assert rows == []


def test_the_first_come_offer_is_open_to_all_with_600_places_on_one_date(session):
    offer = session.scalars(select(Offer).where(Offer.slug == "demo-eerst-komt")).one()
    dates = session.scalars(select(Performance).where(Performance.offer_id == offer.id)).all()
    levels = set(session.scalars(select(OfferLevel.level).where(OfferLevel.offer_id == offer.id)))

    assert levels == set(ClassLevel)
    assert [(one.capacity, one.seats_taken, one.state) for one in dates] == [(600, 0, PerformanceState.PLANNED)]
    assert offer.max_seats_per_school is None


def test_the_lighthouse_is_programmed_at_de_lantaarn_and_four_other_houses(session):
    rows = session.execute(
        select(Centre.slug, Offer.production_id)
        .join(Centre, Centre.id == Offer.centre_id)
        .where(Offer.title == "De vuurtoren die niet wou slapen")
    ).all()

    assert len(rows) == 5
    assert "de-lantaarn" in {slug for slug, _ in rows}
    assert len({production for _, production in rows}) == 1


def test_every_offer_has_a_picture_on_disk_that_is_described(session, uploads):
    for offer in offers(session):
        assert (uploads / offer.picture).read_text(encoding="utf-8").startswith("<svg ")
        assert 20 < len(offer.picture_alt) <= 200
        assert offer.picture_credit


def test_pictures_are_as_many_as_shows(session):
    titles = {offer.title for offer in offers(session)}

    assert len({offer.picture for offer in offers(session)}) == len(titles) >= 60


def test_prices_are_what_schools_pay(session):
    for offer in offers(session):
        if offer.price_unit == "pupil":
            assert 200 <= offer.price_cents <= 1250, offer.slug
            assert offer.pupils_per_free_companion in (15, 20)


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("leraar@demo.example", Role.TEACHER),
        ("school@demo.example", Role.OFFICE),
        ("centrum@demo.example", Role.CENTRE_ADMIN),
        ("gezelschap@demo.example", Role.AUTHOR),
        ("bib@demo.example", Role.LIBRARY),
        ("beheer@demo.example", Role.ADMIN),
    ],
)
def test_each_demo_account_opens_with_the_one_password(session, email, role):
    person = person_for_password(session, email, PASSWORD)

    assert person is not None
    assert {hat.role for hat in person.hats} == {role}


def test_every_address_is_an_example(session):
    for table in (Centre, School):
        assert all(email.endswith(".example") for email in session.scalars(select(table.email)))


def test_some_offers_show_more_pictures_tariffs_and_questions(session, uploads):
    shows = {show.slug for show in load_fiction().shows}
    photos = session.scalars(select(OfferPhoto)).all()

    assert set(EXTRAS) <= shows
    assert count(session, OfferTariff) >= 10
    assert count(session, OfferQuestion) >= 12
    assert len({photo.file for photo in photos}) == len(EXTRAS) + sum(len(one.pictures) for one in EXTRAS.values())
    assert [photo.file for photo in photos if not (uploads / photo.file).is_file()] == []
    assert all(photo.alt and photo.credit for photo in photos)


def test_a_full_hall_of_the_demo_house_has_three_groups_in_line(session):
    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    load_rules(session, now=now)
    load_waiting_line(session, now=now)

    line = session.scalars(select(Booking).where(Booking.state == BookingState.WAITING).order_by(Booking.id)).all()
    hall = session.get_one(Performance, line[0].performance_id)
    assert hall.seats_taken == hall.capacity
    assert {one.performance_id for one in line} == {hall.id}
    assert len({one.school_id for one in line}) == len(line) == 3
    assert not session.scalars(select(Message).where(Message.sent_at.is_(None))).all()
    assert count_seats(session) == session.scalar(select(func.sum(LedgerRow.seats)))
    promised = session.scalars(select(Performance).join(Offer).where(Offer.slug == "demo-eerst-komt")).one()
    assert promised.seats_taken == 0


def count_seats(session: Session) -> int:
    return session.scalar(select(func.sum(Performance.seats_taken))) or 0
