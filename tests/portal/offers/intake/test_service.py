"""Carrying out what was read: nothing twice, only what changed, and never a booking."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Membership
from portal.bookings.models import Booking
from portal.bookings.requests import SeatRequest
from portal.bookings.service import book_seats
from portal.db import make_engine, make_sessions, write_transaction
from portal.offers.history import ChangeKind, OfferChange
from portal.offers.intake.dates import Dates
from portal.offers.intake.models import OfferSource, Outcome
from portal.offers.intake.reading import opened_file
from portal.offers.intake.records import Read, Record
from portal.offers.intake.report import Line, as_sheet
from portal.offers.intake.service import Job, carry_out
from portal.offers.models import (
    Offer,
    OfferLevel,
    OfferQuestion,
    OfferRegion,
    OfferState,
    OfferTariff,
    OfferTranslation,
    OfferWord,
    Performance,
    PerformanceState,
    Production,
)
from portal.web.booked import booked_at
from tests.portal.booking_world import MONDAY, World, a_group, make_world
from tests.portal.offers.intake.sources import HOUSE, a_date, an_event, read, read_sheet
from tests.portal.tables import make_tables

FIRST, SECOND = a_date(), a_date("2027-01-15T13:30:00+01:00", "2027-01-15T14:30:00+01:00")


on_both = pytest.mark.parametrize("session", ["sqlite", "postgresql"], indirect=True)
"""For what each database does in its own way; an empty PostgreSQL takes a second."""


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    is_here = getattr(request, "param", "sqlite") == "sqlite"
    engine = make_engine("sqlite://" if is_here else request.getfixturevalue("pg_url"))
    make_tables(engine)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session)


def bring(session: Session, *events: object, centre_id: int | None = None, is_dry: bool = False) -> list[Line]:
    return list(carry_out(session, read(*events), Job(MONDAY, centre_id, is_dry=is_dry), booked_at))


def offer_of(session: Session, line: Line) -> Offer:
    session.expire_all()
    return session.scalars(select(Offer).where(Offer.slug == line.slug)).one()


def dates_of(session: Session, offer: Offer) -> list[Performance]:
    query = select(Performance).where(Performance.offer_id == offer.id).order_by(Performance.starts_at)
    return list(session.scalars(query))


def book(session: Session, world: World, performance: Performance) -> None:
    request = SeatRequest("key-import", performance.id, world.school_id, world.teacher, (a_group(pupils=24),))
    with write_transaction(session):
        book_seats(session, request, now=MONDAY)


def counts(session: Session) -> list[int]:
    tables = (Offer, OfferSource, OfferChange, OfferLevel, OfferWord, Performance, Production, Centre)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


@on_both
def test_a_new_record_becomes_an_offer_that_can_be_found_and_booked(session: Session, world: World) -> None:
    (line,) = bring(session, an_event(), centre_id=world.centre_id)

    assert (line.outcome, line.action) == (Outcome.ACCEPTED, "new")
    offer = offer_of(session, line)
    assert (offer.state, offer.centre_id, offer.price_cents) == (OfferState.PUBLISHED, world.centre_id, 750)
    (performance,) = dates_of(session, offer)
    assert (performance.capacity, performance.in_school_hours) == (120, True)
    assert performance.closes_at > MONDAY
    assert session.scalar(select(func.count()).select_from(OfferWord).where(OfferWord.offer_id == offer.id))


@on_both
def test_the_same_file_twice_changes_nothing(session: Session, world: World) -> None:
    events = [an_event(number, subEvent=[FIRST, SECOND]) for number in range(5)]
    bring(session, *events)
    before = counts(session)

    lines = bring(session, *events)

    assert {line.outcome for line in lines} == {Outcome.UNCHANGED}
    assert counts(session) == before


def test_a_changed_record_updates_only_what_is_different(session: Session, world: World) -> None:
    (first,) = bring(session, an_event(subEvent=[FIRST]), centre_id=world.centre_id)

    (line,) = bring(session, an_event(name="Nieuwe titel", subEvent=[FIRST, SECOND]), centre_id=world.centre_id)

    assert (line.outcome, line.action, line.slug) == (Outcome.ACCEPTED, "changed", first.slug)
    offer = offer_of(session, line)
    assert offer.title == "Nieuwe titel"
    assert len(dates_of(session, offer)) == 2
    history = session.scalars(
        select(OfferChange).where(OfferChange.offer_id == offer.id).order_by(OfferChange.id)
    ).all()
    assert [one.kind for one in history] == [ChangeKind.CREATED, ChangeKind.CHANGED]
    assert set(json.loads(history[1].details)) == {"title", "dates_added"}


@on_both
def test_a_deleted_record_is_withdrawn_and_its_bookings_stay(session: Session, world: World) -> None:
    (line,) = bring(session, an_event(), centre_id=world.centre_id)
    offer = offer_of(session, line)
    book(session, world, dates_of(session, offer)[0])

    (gone,) = bring(session, an_event(workflowStatus="DELETED"), centre_id=world.centre_id)
    (again,) = bring(session, an_event(workflowStatus="DELETED"), centre_id=world.centre_id)

    assert (gone.action, gone.bookings) == ("withdrawn", 1)
    assert again.outcome is Outcome.UNCHANGED
    offer = offer_of(session, line)
    assert offer.state is OfferState.WITHDRAWN
    (performance,) = dates_of(session, offer)
    assert (performance.seats_taken, performance.state) == (24, PerformanceState.PLANNED)
    assert session.scalar(select(func.count()).select_from(Booking)) == 1


def test_what_comes_back_is_published_again(session: Session, world: World) -> None:
    (line,) = bring(session, an_event())
    bring(session, an_event(workflowStatus="DELETED"))

    bring(session, an_event())

    assert offer_of(session, line).state is OfferState.PUBLISHED


@on_both
def test_a_booked_date_that_the_source_drops_stays_and_takes_no_more(session: Session, world: World) -> None:
    (line,) = bring(session, an_event(subEvent=[FIRST | {"bookingAvailability": {"capacity": 80}}, SECOND]))
    book(session, world, dates_of(session, offer_of(session, line))[0])
    third = a_date("2027-01-18T10:30:00+01:00", "2027-01-18T11:30:00+01:00")

    (line,) = bring(session, an_event(subEvent=[third]))

    assert (line.outcome, line.bookings) == (Outcome.CORRECTED, 1)
    assert [note.code for note in line.notes if note.is_correction] == ["booked_date_gone"]
    kept, new = dates_of(session, offer_of(session, line))
    assert (kept.seats_taken, kept.state, kept.closes_at) == (24, PerformanceState.PLANNED, MONDAY)
    assert new.starts_at.day == 18


def test_fewer_places_never_go_below_what_is_booked(session: Session, world: World) -> None:
    (line,) = bring(session, an_event(subEvent=[FIRST | {"bookingAvailability": {"capacity": 80}}]))
    book(session, world, dates_of(session, offer_of(session, line))[0])

    (line,) = bring(session, an_event(subEvent=[FIRST | {"bookingAvailability": {"capacity": 10}}]))

    assert [note.code for note in line.notes] == ["fewer_than_booked"]
    assert dates_of(session, offer_of(session, line))[0].capacity == 24


def test_places_left_in_the_source_come_on_top_of_what_we_gave_away(session: Session, world: World) -> None:
    (line,) = bring(session, an_event())
    book(session, world, dates_of(session, offer_of(session, line))[0])
    told = FIRST | {"bookingAvailability": {"capacity": 120, "remainingCapacity": 96}}

    bring(session, an_event(subEvent=[told]))

    (performance,) = dates_of(session, offer_of(session, line))
    assert (performance.capacity, performance.capacity - performance.seats_taken) == (120, 96)


@on_both
def test_all_that_hangs_on_an_offer_is_written_changed_and_noted(session: Session, world: World) -> None:
    labels = ["2de-graad", "op_verplaatsing", "werkingsregio_nis-13040", "werkingsregio_nis-99999"]
    told: dict[str, Any] = {
        "name": {"nl": "De lamp", "fr": "La lampe"},
        "labels": [f"cultuurkuur_{label}" for label in labels],
        "priceInfo": [{"category": "base", "price": 7}, {"category": "tariff", "name": "Leerkracht", "price": 0}],
        "faqs": [{"nl": {"question": "Is er lesmateriaal?", "answer": "Ja."}}],
    }

    (line,) = bring(session, an_event(**told), centre_id=world.centre_id)
    less = told | {"name": {"nl": "De lamp"}, "priceInfo": [{"category": "base", "price": 7}]}
    (again,) = bring(session, an_event(**less), centre_id=world.centre_id)

    assert [note.code for note in line.notes] == ["unknown_region"]
    offer = offer_of(session, line)
    parts = (OfferRegion.region, OfferQuestion.answer, OfferTariff.name, OfferTranslation.title)
    found = [session.scalars(select(part).where(part.class_.offer_id == offer.id)).all() for part in parts]
    assert found == [["nis-13040"], ["Ja."], [], []]
    change = session.scalars(
        select(OfferChange).where(OfferChange.offer_id == offer.id).order_by(OfferChange.id)
    ).all()
    assert set(json.loads(change[1].details)) == {"tariffs", "translations"}
    assert (again.action, change[1].via) == ("changed", "import")


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("Turnhout", ["nis-13040"]),
        ("provincie Antwerpen, Limburg", ["prv-antwerpen", "prv-limburg"]),
        ("Kempen; regio Gent", ["reg-gent", "reg-kempen"]),
        ("vlaamse ardennen|prv-brussel|nis-13040", ["nis-13040", "prv-brussel", "reg-vlaamse-ardennen"]),
        ("Atlantis, Turnhout", ["nis-13040"]),
    ],
)
def test_regions_are_known_by_code_and_by_name(session: Session, world: World, told: str, codes: list[str]) -> None:
    sheet = f'titel;prijs;waar;werkingsregio\nOp reis;7;op school;"{told}"\n'

    (line,) = carry_out(session, read_sheet(sheet), Job(MONDAY, world.centre_id), booked_at)

    assert sorted(session.scalars(select(OfferRegion.region))) == codes
    assert (line.outcome is Outcome.CORRECTED) == ("Atlantis" in told)


def test_what_is_past_or_agreed_with_a_school_is_no_longer_the_sources(session: Session, world: World) -> None:
    past = a_date("2026-10-05T10:30:00+02:00", "2026-10-05T11:30:00+02:00")
    (line,) = bring(session, an_event(subEvent=[past, FIRST]), centre_id=world.centre_id)
    with write_transaction(session):
        offer = offer_of(session, line)
        agreed = dates_of(session, offer)[1]
        agreed.agreed_with_id = world.school_id

    bring(session, an_event(subEvent=[SECOND]), centre_id=world.centre_id)

    assert [one.starts_at.day for one in dates_of(session, offer_of(session, line))] == [5, 14, 15]


def test_another_way_to_say_the_same_changes_nothing(session: Session, world: World) -> None:
    bring(session, an_event(), centre_id=world.centre_id)
    before = counts(session)

    (line,) = bring(session, an_event(production={"id": "x", "title": "De vuurtoren"}), centre_id=world.centre_id)

    assert (line.outcome, line.action) == (Outcome.UNCHANGED, "same")
    assert counts(session) == before


@on_both
def test_a_record_that_the_database_refuses_costs_only_itself(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strange(self: Dates, offer_id: int, centre_id: int, record: Record) -> Any:
        if record.title == "Stuk 2":
            session.execute(text("INSERT INTO offer_level (offer_id, level) VALUES (-1, 'geen')"))
        return usual(self, offer_id, centre_id, record)

    usual = Dates.set
    monkeypatch.setattr(Dates, "set", strange)

    lines = bring(session, *(an_event(number, name=f"Stuk {number}") for number in range(4)))

    assert [line.outcome.value for line in lines] == ["accepted", "accepted", "refused", "accepted"]
    assert lines[2].notes[0].code == "not_stored"
    assert session.scalar(select(func.count()).select_from(OfferSource)) == 3


def test_one_bad_record_never_stops_the_rest(session: Session, world: World) -> None:
    lines = bring(session, an_event(1), an_event(2, calendarType="foobar"), 7, an_event(3))

    assert [line.outcome.value for line in lines] == ["accepted", "refused", "refused", "accepted"]


def test_a_trial_changes_nothing_and_says_the_same(session: Session, world: World) -> None:
    events = [an_event(1), an_event(2, terms=[{"id": ".0.55.0.0.0"}])]
    before = counts(session)

    trial = bring(session, *events, is_dry=True)

    assert counts(session) == before
    assert [line.outcome for line in bring(session, *events)] == [line.outcome for line in trial]


@on_both
def test_a_house_that_nobody_knows_is_made_once_and_nobody_owns_it(session: Session, world: World) -> None:
    place = HOUSE | {"@id": "https://bron.example/place/nieuw", "name": "De Nieuwe Zaal"}

    lines = bring(session, an_event(1, location=place), an_event(2, location=place))

    offers = [offer_of(session, line) for line in lines]
    house = session.get_one(Centre, offers[0].centre_id)
    assert offers[1].centre_id == house.id
    assert (house.name, house.nis) == ("De Nieuwe Zaal", "13040")
    assert session.scalar(select(func.count()).select_from(Membership).where(Membership.centre_id == house.id)) == 0


def test_a_house_is_known_by_the_id_of_its_double_too(session: Session, world: World) -> None:
    alias = {"@id": "https://bron.example/place/dubbel"}
    (first,) = bring(session, an_event(1, location=HOUSE | {"duplicatedBy": [alias["@id"]]}))

    (second,) = bring(session, an_event(2, location=alias))

    assert offer_of(session, second).centre_id == offer_of(session, first).centre_id


def test_a_record_of_an_unknown_house_is_refused(session: Session, world: World) -> None:
    (line,) = bring(session, an_event(location={"@id": "https://bron.example/place/onbekend"}))

    assert (line.outcome, line.notes[0].code) == (Outcome.REFUSED, "unknown_house")


def test_a_deleted_organizer_takes_down_its_imported_offers(session: Session, world: World) -> None:
    by = HOUSE | {"@type": "Organizer", "@id": "https://bron.example/organizer/1"}
    (line,) = bring(session, an_event(organizer=by))

    (gone,) = bring(session, by | {"workflowStatus": "DELETED"})

    assert gone.action == "withdrawn"
    assert offer_of(session, line).state is OfferState.WITHDRAWN


@on_both
def test_one_production_in_two_houses_is_one_show(session: Session, world: World) -> None:
    show = {"id": "https://bron.example/productions/9", "title": "De vuurtoren"}
    lines = bring(
        session,
        an_event(1, production=show),
        an_event(2, production=show, location=HOUSE | {"@id": "https://bron.example/place/2", "name": "Elders"}),
    )

    first, second = (offer_of(session, line) for line in lines)
    assert first.production_id == second.production_id is not None
    assert first.centre_id != second.centre_id


def test_without_places_booking_stays_shut(session: Session, world: World) -> None:
    house = HOUSE | {"@id": "https://bron.example/place/3", "name": "Zonder zaal"}

    (line,) = bring(session, an_event(location=house, subEvent=[FIRST]))

    assert [note.code for note in line.notes] == ["no_capacity"]
    (performance,) = dates_of(session, offer_of(session, line))
    assert performance.closes_at <= MONDAY < performance.starts_at - timedelta(days=2)


def test_a_centre_cannot_reach_the_offers_of_another(session: Session, world: World) -> None:
    house = HOUSE | {"@id": "https://bron.example/place/4", "name": "Het andere huis"}
    (theirs,) = bring(session, an_event(location=house))

    (line,) = bring(session, an_event(workflowStatus="DELETED"), centre_id=world.centre_id)

    assert line.outcome is Outcome.UNCHANGED
    assert offer_of(session, theirs).state is OfferState.PUBLISHED


def test_the_report_runs_no_formula(session: Session, world: World) -> None:
    (line,) = bring(session, an_event(name="=cmd|x", calendarType="foobar"))

    assert ";'=cmd|x;" in as_sheet([line])


def many_events(path: Path, number: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"@type": "PagedCollection", "member": [')
        for one in range(number):
            told = an_event(one, name=f"Stuk {one}", description={"nl": "Een lange zin over het stuk. " * 200})
            file.write(("," if one else "") + json.dumps(told))
        file.write("]}")


def test_many_records_are_read_in_bounded_memory(tmp_path: Path) -> None:
    many_events(tmp_path / "groot.json", 1_200)
    assert (tmp_path / "groot.json").stat().st_size > 7_000_000

    tracemalloc.start()
    with opened_file(tmp_path / "groot.json") as reading:
        read_in_all = sum(1 for _ in reading.reads)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read_in_all == 1_200
    assert peak < 2_500_000


def test_carrying_out_keeps_one_batch_in_memory(session: Session, world: World) -> None:
    ahead = 0

    def reads() -> Iterator[Read]:
        nonlocal ahead
        for number in range(60):
            ahead += 1
            yield from read(an_event(number))

    for done, _line in enumerate(carry_out(session, reads(), Job(MONDAY), booked_at, batch=20), start=1):
        assert ahead - done < 20
        assert len(session.identity_map) == 0
