"""Publishing; on PostgreSQL too where more than a row or two hangs on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Company
from portal.bookings.service import book_seats, cancel_booking
from portal.db import make_engine, make_sessions, write_transaction
from portal.offers.errors import OfferUnknown, PerformanceUnknown
from portal.offers.history import Author, ChangeKind, changes_of
from portal.offers.models import Offer, OfferPhoto, OfferState, OfferWord, Performance, PerformanceState, Production
from portal.offers.publish.errors import EditedMeanwhile, FewerThanBooked, HallInUse, HasBookings, NotReady
from portal.offers.publish.facts import OfferFacts, facts_of
from portal.offers.publish.halls import HallFacts, add_hall, busy_in, hall_of, halls_of, remove_hall
from portal.offers.publish.productions import (
    ProductionFacts,
    ProductionNotReady,
    ProductionUnknown,
    change_production,
    create_production,
    differing,
    facts_of_production,
    link,
    maker_of,
    news_for,
    production_of,
    programme,
    share,
    shared_productions,
    take_over,
    unlink,
)
from portal.offers.publish.service import (
    Slot,
    add_dates,
    cancel_date,
    change_date,
    change_offer,
    copy_offer,
    create_draft,
    missing,
    offer_of,
    performance_of,
    publish_offer,
    remove_date,
    remove_draft,
    restore_date,
    withdraw_offer,
)
from portal.offers.publish.story import told
from portal.web.booked import alive_at, booked_at, booked_by
from tests.portal.booking_world import MONDAY, SHOW_TIME, World, a_group, a_request, make_world
from tests.portal.offers.publish.test_sheet import WHOLE
from tests.portal.tables import make_tables

EVA = Author(None, "Eva")
HOUR = timedelta(hours=1)
LATER, MUCH_LATER = MONDAY + HOUR, MONDAY + 2 * HOUR
SHOWN = replace(WHOLE, by_agreement=False)


both = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("pg_url") if getattr(request, "param", "") == "postgresql" else "sqlite://"
    return url


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    engine = make_engine(database)
    make_tables(engine)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session)


@pytest.fixture
def writing(session: Session, world: World) -> Iterator[Session]:
    """Inside a write transaction, as pages call the services."""
    with write_transaction(session):
        yield session


def a_slot(day: int = 0, **values: object) -> Slot:
    starts = SHOW_TIME + timedelta(days=day)
    facts: dict[str, object] = {
        "starts_at": starts,
        "ends_at": starts + HOUR,
        "venue_id": None,
        "capacity": 100,
        "closes_at": starts - timedelta(days=2),
    }
    return Slot(**(facts | values))  # type: ignore[arg-type]


def a_picture(session: Session, offer: Offer) -> None:
    offer.picture, offer.picture_alt, offer.picture_credit = "a.webp", "Een vuurtoren", "Ann Foto"
    session.add(
        OfferPhoto(offer_id=offer.id, position=0, file="a.webp", width=9, height=6, alt="Toren", credit="Ann")
    )
    session.flush()


def a_draft(session: Session, world: World, facts: OfferFacts = SHOWN) -> Offer:
    return create_draft(session, world.centre_id, facts, author=EVA, now=MONDAY)


def the_history(session: Session, offer: Offer) -> list[ChangeKind]:
    return [change.kind for change in reversed(changes_of(session, offer.id))]


@both
def test_a_draft_goes_on_the_programme_step_by_step(writing: Session, world: World) -> None:
    offer = create_draft(
        writing, world.centre_id, OfferFacts(title="Werktitel", open_fields=("price_cents",)), author=EVA, now=MONDAY
    )
    assert missing(writing, offer, MONDAY) == ("short", "description", "levels", "price", "date", "picture")
    with pytest.raises(NotReady):
        publish_offer(writing, offer, author=EVA, now=MONDAY)

    change_offer(writing, offer, SHOWN, offer.updated_at, author=EVA, now=LATER)
    a_picture(writing, offer)
    assert missing(writing, offer, LATER) == ("date",)
    add_dates(writing, offer, [a_slot()], author=EVA, now=LATER)

    assert publish_offer(writing, offer, author=EVA, now=MUCH_LATER)
    assert not publish_offer(writing, offer, author=EVA, now=MUCH_LATER)
    assert (offer.state, offer.slug) == (OfferState.PUBLISHED, "de-vuurtoren")
    assert facts_of(writing, offer) == SHOWN
    assert set(writing.scalars(select(OfferWord.word).where(OfferWord.offer_id == offer.id))) >= {"vuurtoren", "jits"}
    assert withdraw_offer(writing, offer, author=EVA, now=MUCH_LATER)
    assert the_history(writing, offer) == [
        ChangeKind.CREATED,
        ChangeKind.CHANGED,
        ChangeKind.CHANGED,
        ChangeKind.PUBLISHED,
        ChangeKind.WITHDRAWN,
    ]


def test_an_offer_in_overleg_needs_no_date_and_one_that_travels_a_region(writing: Session, world: World) -> None:
    offer = a_draft(writing, world, replace(WHOLE, regions=()))
    a_picture(writing, offer)

    assert missing(writing, offer, MONDAY) == ("regions",)


def test_the_history_says_field_by_field_who_changed_what(writing: Session, world: World) -> None:
    offer = a_draft(writing, world)
    after = replace(SHOWN, price_cents=800, levels=("lager-2",), wheelchair=False)

    assert change_offer(writing, offer, after, offer.updated_at, author=EVA, now=LATER)
    assert not change_offer(writing, offer, after, offer.updated_at, author=EVA, now=MUCH_LATER)

    entry = told(changes_of(writing, offer.id)[0])
    assert (entry.who, entry.at, entry.what) == ("Eva", LATER, "wijzigde dit aanbod")
    assert {line.label: (line.before, line.after) for line in entry.lines} == {
        "niveaus": ("2e en 3e graad lager", "2e graad lager"),
        "prijs": ("€\u00a07,50", "€\u00a08"),
        "rolstoeltoegankelijk": ("ja", "nee"),
    }


@both
def test_dates_in_bulk_are_one_line_of_the_history_a_month(writing: Session, world: World) -> None:
    offer = a_draft(writing, world)
    slots = [a_slot(day) for day in (0, 5, 7, 28)] + [a_slot(0, starts_at=SHOW_TIME + 3 * HOUR)]

    assert add_dates(writing, offer, slots, author=EVA, now=LATER) == 5
    assert add_dates(writing, offer, slots, author=EVA, now=LATER) == 0

    (line,) = told(changes_of(writing, offer.id)[0]).lines
    assert line.label == "5 data erbij"
    assert line.items == (
        "januari 2027: do 14 om 10.30 en 13.30, di 19 om 10.30, do 21 om 10.30",
        "februari 2027: do 11 om 10.30",
    )


def test_the_second_of_two_people_is_told(writing: Session, world: World) -> None:
    offer = a_draft(writing, world)
    opened = offer.updated_at
    change_offer(writing, offer, replace(SHOWN, price_cents=800), opened, author=EVA, now=LATER)

    with pytest.raises(EditedMeanwhile):
        change_offer(writing, offer, replace(SHOWN, short="Anders."), opened, author=EVA, now=MUCH_LATER)

    assert facts_of(writing, offer).price_cents == 800


def test_dates_that_a_colleague_adds_do_not_stop_a_text(writing: Session, world: World) -> None:
    offer = a_draft(writing, world)
    opened = offer.updated_at
    add_dates(writing, offer, [a_slot()], author=EVA, now=LATER)

    assert change_offer(writing, offer, replace(SHOWN, short="Anders."), opened, author=EVA, now=MUCH_LATER)


def test_a_published_offer_keeps_what_teachers_need(writing: Session, world: World) -> None:
    offer = writing.get_one(Offer, world.offer_id)
    facts = facts_of(writing, offer)

    with pytest.raises(NotReady) as refusal:
        change_offer(writing, offer, replace(facts, levels=(), short=""), offer.updated_at, author=EVA, now=LATER)

    assert refusal.value.missing == ("short", "levels")


def test_an_offer_of_another_house_is_not_there(writing: Session, world: World) -> None:
    with pytest.raises(OfferUnknown):
        offer_of(writing, world.offer_id, {world.centre_id + 1})
    offer = offer_of(writing, world.offer_id, {world.centre_id}, lock=True)
    with pytest.raises(PerformanceUnknown):
        performance_of(writing, a_draft(writing, world), world.performance_id)
    assert performance_of(writing, offer, world.performance_id, lock=True).capacity == 200


@both
def test_a_booked_date_keeps_its_hour_its_hall_and_enough_places(session: Session, world: World) -> None:
    with write_transaction(session):
        booking = book_seats(session, a_request(world, a_group("4A", 24, 2)), now=MONDAY).booking
    with write_transaction(session):
        offer = offer_of(session, world.offer_id, {world.centre_id}, lock=True)
        moment = performance_of(session, offer, world.performance_id, lock=True)
        many = alive_at(session, [moment.id])[moment.id]
        stays = Slot(moment.starts_at, moment.ends_at, moment.venue_id, 26, moment.closes_at)
        by = {"bookings": many, "author": EVA, "now": LATER}
        assert booked_by(session, {world.centre_id}, [moment.id])[moment.id][0].reference == booking.reference
        with pytest.raises(FewerThanBooked) as refusal:
            change_date(session, offer, moment, replace(stays, capacity=25), **by)
        assert (refusal.value.wanted, refusal.value.taken) == (25, 26)
        for moved in (replace(stays, venue_id=None), replace(stays, starts_at=moment.starts_at + HOUR)):
            with pytest.raises(HasBookings):
                change_date(session, offer, moment, moved, **by)
        with pytest.raises(HasBookings):
            cancel_date(session, offer, moment, **by)
        with pytest.raises(HasBookings):
            remove_date(session, offer, moment, ever_booked=many, author=EVA, now=LATER)
        assert change_date(session, offer, moment, stays, **by)
        assert not change_date(session, offer, moment, stays, **by)
        (line,) = told(changes_of(session, offer.id)[0]).lines
        assert (line.label, line.before, line.after) == (
            "do 14 januari 2027, 10.30\u00a0uur: plaatsen",
            "200",
            "26",
        )
    with write_transaction(session):
        cancel_booking(session, booking.reference, actor=world.teacher, now=MONDAY)
    with write_transaction(session):
        # Nobody comes any more, but the ledger still knows: it is cancelled and not thrown away.
        assert (alive_at(session, [moment.id]), booked_at(session, [moment.id])) == ({}, {moment.id: 1})
        moment = performance_of(session, offer, moment.id, lock=True)
        cancel_date(session, offer, moment, bookings=0, author=EVA, now=LATER)
        assert moment.state is PerformanceState.CANCELLED
        restore_date(session, offer, moment, author=EVA, now=LATER)
        assert moment.state is PerformanceState.PLANNED


def test_a_date_that_moves_is_asked_again_whether_it_fits_school_hours(writing: Session, world: World) -> None:
    offer = a_draft(writing, world)
    add_dates(writing, offer, [a_slot()], author=EVA, now=LATER)
    moment = writing.scalars(select(Performance).where(Performance.offer_id == offer.id)).one()
    saturday = a_slot(2)

    change_date(writing, offer, moment, saturday, bookings=0, author=EVA, now=LATER)

    assert (moment.day.isoformat(), moment.in_school_hours) == ("2027-01-16", False)
    remove_date(writing, offer, moment, ever_booked=0, author=EVA, now=LATER)
    assert told(changes_of(writing, offer.id)[0]).lines[0].label == "1 datum geschrapt"


def test_a_draft_can_be_thrown_away_and_a_published_offer_not(writing: Session, world: World) -> None:
    offer = a_draft(writing, world)
    add_dates(writing, offer, [a_slot()], author=EVA, now=LATER)

    remove_draft(writing, offer, booked_at)

    assert writing.get(Offer, offer.id) is None
    with pytest.raises(NotReady):
        remove_draft(writing, writing.get_one(Offer, world.offer_id), booked_at)


@both
def test_a_copy_has_everything_but_its_bookings(writing: Session, world: World) -> None:
    offer = a_draft(writing, world)
    a_picture(writing, offer)

    made = copy_offer(writing, offer, [a_slot(364)], author=EVA, now=LATER)

    assert facts_of(writing, made) == replace(SHOWN, available_from=date(2028, 1, 3), available_to=date(2028, 6, 28))
    assert (made.state, made.copied_from_id, made.picture) == (OfferState.DRAFT, offer.id, "a.webp")
    assert made.slug != offer.slug
    assert len(writing.scalars(select(OfferPhoto).where(OfferPhoto.offer_id == made.id)).all()) == 1
    assert missing(writing, made, LATER) == ()


def test_a_hall_with_dates_stays(writing: Session, world: World) -> None:
    hall = add_hall(writing, world.centre_id, HallFacts("Foyer", 40, 2))
    big = next(one for one in halls_of(writing, {world.centre_id}) if one.name == "Grote zaal")

    assert [(one.name, one.performances) for one in halls_of(writing, {world.centre_id})] == [
        ("Grote zaal", 1),
        ("Foyer", 0),
    ]
    assert hall_of(writing, hall.id, {world.centre_id + 1}) is None
    with pytest.raises(HallInUse):
        remove_hall(writing, hall_of(writing, big.id, {world.centre_id}))
    assert [one.title for one in busy_in(writing, big.id, SHOW_TIME, SHOW_TIME + HOUR)] == [
        "De vuurtoren die niet wou slapen"
    ]
    assert busy_in(writing, big.id, SHOW_TIME + HOUR, SHOW_TIME + 2 * HOUR) == []
    remove_hall(writing, hall)


# --- Productions ----------------------------------------------------------------------------------------------

SHOW = ProductionFacts(
    title="Nachtvlinder",
    short="Een mot zoekt de maan.",
    description="Dans met schaduwen.",
    discipline=WHOLE.discipline,
    levels=("lager-1",),
    age_from=6,
    age_to=8,
    duration_min=45,
    content_notes="Het wordt even donker.",
)


@pytest.fixture
def production(writing: Session) -> Production:
    company = Company(slug="kartonnen-maan", name="Kartonnen Maan")
    writing.add(company)
    writing.flush()
    return create_production(writing, company.id, SHOW, now=MONDAY)


@both
def test_a_production_is_entered_once_and_programmed_by_houses(
    writing: Session, world: World, production: Production
) -> None:
    with pytest.raises(ProductionUnknown):
        programme(writing, production.slug, world.centre_id, author=EVA, now=LATER)
    share(writing, production, is_shared=True)

    (card,) = shared_productions(writing, {world.centre_id}, "maan nacht")
    offer = programme(writing, card.slug, world.centre_id, author=EVA, now=LATER)

    facts = facts_of(writing, offer)
    assert (facts.title, facts.short, facts.levels, facts.duration_min) == (
        "Nachtvlinder",
        "Een mot zoekt de maan.",
        ("lager-1",),
        45,
    )
    assert facts.open_fields == ("price_cents",)
    assert shared_productions(writing, {world.centre_id})[0].own_offers == 1
    assert shared_productions(writing, {world.centre_id}, "circus") == []
    with pytest.raises(ProductionUnknown):
        production_of(writing, production.slug, {production.company_id + 1})


def test_a_corrected_text_follows_where_the_house_left_it_and_facts_are_proposed(
    writing: Session, world: World, production: Production
) -> None:
    share(writing, production, is_shared=True)
    left, own = (programme(writing, production.slug, world.centre_id, author=EVA, now=MONDAY) for _ in range(2))
    change_offer(
        writing,
        own,
        replace(facts_of(writing, own), short="Zelf geschreven."),
        own.updated_at,
        author=EVA,
        now=MONDAY,
    )
    company = Author(None, "Kartonnen Maan")
    new = replace(SHOW, short="Een mot zoekt het licht.", duration_min=50, title="De nachtvlinder")

    followed = change_production(writing, production, new, production.updated_at, author=company, now=LATER)

    assert followed == 1
    assert (left.short, own.short) == ("Een mot zoekt het licht.", "Zelf geschreven.")
    assert (left.duration_min, left.title) == (45, "Nachtvlinder")
    entry = told(changes_of(writing, left.id)[0])
    assert (entry.who, entry.way) == ("Kartonnen Maan", "door te volgen wat het gezelschap schreef")
    assert [(one.name, one.own, one.company) for one in differing(writing, left)] == [
        ("title", "Nachtvlinder", "De nachtvlinder"),
        ("duration_min", 45, 50),
    ]
    assert news_for(writing, {world.centre_id}) == {left.id, own.id}

    assert take_over(writing, left, ["duration_min", "nergens"], author=EVA, now=MUCH_LATER) == 1
    assert (left.duration_min, left.title) == (50, "Nachtvlinder")
    assert news_for(writing, {world.centre_id}) == {own.id}
    with pytest.raises(EditedMeanwhile):
        change_production(writing, production, SHOW, MONDAY, author=company, now=MUCH_LATER)


def test_a_production_that_houses_programme_stays_whole(writing: Session, production: Production) -> None:
    bare = replace(SHOW, short="", levels=())
    share(writing, production, is_shared=True)

    with pytest.raises(ProductionNotReady) as refusal:
        change_production(writing, production, bare, production.updated_at, author=EVA, now=LATER)

    assert refusal.value.missing == ("short", "levels")
    share(writing, production, is_shared=False)
    change_production(writing, production, bare, production.updated_at, author=EVA, now=LATER)
    assert facts_of_production(writing, production) == bare
    with pytest.raises(ProductionNotReady):
        share(writing, production, is_shared=True)


def test_an_offer_made_by_hand_is_tied_to_its_production_later_and_keeps_its_own_words(
    writing: Session, world: World, production: Production
) -> None:
    own = create_draft(writing, world.centre_id, replace(WHOLE, short="Zelf geschreven."), author=EVA, now=MONDAY)
    with pytest.raises(ProductionUnknown):
        link(writing, own, production.slug, author=EVA, now=LATER)  # Its company keeps it to itself.
    share(writing, production, is_shared=True)

    link(writing, own, production.slug, author=EVA, now=LATER)
    link(writing, own, production.slug, author=EVA, now=MUCH_LATER)

    assert maker_of(writing, own) == ("Nachtvlinder", "Kartonnen Maan")
    assert own.short == "Zelf geschreven."
    assert "short" in {one.name for one in differing(writing, own)}
    newest, *_older = changes_of(writing, own.id)
    assert [(line.label, line.after) for line in told(newest).lines] == [
        ("productie van een gezelschap", "Nachtvlinder")
    ]

    assert unlink(writing, own, author=EVA, now=MUCH_LATER)
    assert not unlink(writing, own, author=EVA, now=MUCH_LATER)
    assert (maker_of(writing, own), differing(writing, own)) == (None, [])
