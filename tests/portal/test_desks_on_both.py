"""The reads behind the desks, once on SQLite and once on PostgreSQL."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Company, Library
from portal.bookings.service import book_seats
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.library.desk.intake import Terms
from portal.library.desk.shelf import add_lot, shelf_sums, shelf_titles
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import Title
from portal.offers.models import Offer, Production
from portal.packs.desk import productions_of, tally
from portal.packs.queries import earlier_packs
from portal.packs.results import runs_of_production, tellable
from portal.packs.service import store_pack
from portal.visits.service import keep_run
from portal.web.platform import counts
from tests.portal.booking_world import MONDAY, a_group, a_request, add_class, make_world
from tests.portal.packs.test_packs import a_pack
from tests.portal.visits.test_runs import a_report

TODAY = school_day(utc_now())


@pytest.fixture
def session(both_session):
    return both_session


@pytest.fixture
def world(session):
    return make_world(session)


def test_a_company_reads_its_dates_packs_and_runs(session, world):
    with write_transaction(session):
        company = Company(slug="kartonnen-maan", name="Kartonnen Maan")
        session.add(company)
        session.flush()
        production = session.get(Production, session.get(Offer, world.offer_id).production_id)
        production.company_id = company.id
        store_pack(session, production.id, a_pack("1.0.0"), now=MONDAY)
        store_pack(session, production.id, a_pack("1.1.0"), now=MONDAY + timedelta(days=1))
        for visit in range(6):
            booking = book_seats(
                session, a_request(world, a_group("4A", 10), a_group("4B", 9, 1)), now=MONDAY
            ).booking
            keep_run(session, booking.id, a_report(f"run-{visit:08}"), now=MONDAY)

    (desk,) = productions_of(session, {company.id})

    assert (desk.pack.version, desk.pack.stored_at) == ("1.1.0", MONDAY + timedelta(days=1))
    assert [card.version for card in earlier_packs(session, desk.id)] == ["1.0.0"]
    assert tally(desk.dates).classes == 12
    assert tally(desk.dates).pupils == 6 * 19
    assert len(tellable(runs_of_production(session, desk.id))) == 5
    assert productions_of(session, {company.id + 1}) == []
    assert productions_of(session, set()) == []


def test_a_library_reads_its_shelf_and_adds_to_it(session, world):
    with write_transaction(session):
        library = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
        session.add(library)
        session.flush()
        own = Title(slug="zee", library_id=library.id, digest="0" * 64, name="Zee", added_at=MONDAY)
        session.add_all([own, Title(slug="bos", digest="1" * 64, name="Bos", added_at=MONDAY)])
        session.flush()
        group = add_class(session, world.school_id)
        teacher, school_id = world.teacher.id, world.school_id
    with write_transaction(session):
        added = [add_lot(session, own.id, Terms(30, None, TODAY, 100), again=again) for again in (False, False, True)]
        wish = SetRequest(own.id, group.id, school_id, 24, Period(TODAY, TODAY), "key")
        assign_set(session, wish, assigned_by=teacher, now=MONDAY)

    sums, titles = shelf_sums(session, library.id, TODAY), shelf_titles(session, library.id, TODAY)

    assert added == [True, False, True]
    assert (sums.own, sums.shared, sums.sets_out, sums.copies_out) == (1, 1, 1, 24)
    assert [(one.name, one.is_own, one.copies_out, one.free) for one in titles] == [
        ("Zee", True, 24, 36),
        ("Bos", False, 0, 0),
    ]
    assert [lot.loans_left for lot in titles[0].lots] == [76, 100]


def test_an_admin_reads_the_counts(session, world):
    with write_transaction(session):
        book_seats(session, a_request(world, a_group("4A", 24, 2)), now=MONDAY)

    found = counts(session)

    assert (found.schools, found.centres, found.bookings, found.classes_booked) == (1, 1, 1, 1)
    assert (found.pupils_booked, found.mail_waiting, found.mail_failed) == (24, 1, 0)
    assert session.scalar(select(Title.id)) is None
    assert found.titles == 0
