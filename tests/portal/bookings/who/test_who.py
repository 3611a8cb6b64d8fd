"""Who booked and who paid: from the ledger alone, narrowed, summed, paged and for a spreadsheet."""

import io
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy import update

from portal.bookings.models import Booking, LedgerKind
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.bookings.steps import Step, take_step
from portal.bookings.who.filter import Money, Order, WhoFilter, read_filter
from portal.bookings.who.queries import choices_of, who_lines, who_totals
from portal.bookings.who.sheets import who_csv, who_xlsx
from portal.cli import main
from portal.clock import local
from portal.db import make_engine, make_sessions, write_transaction
from portal.migrations.state import upgrade
from portal.offers.models import Offer
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    a_request,
    add_centre,
    add_offer,
    add_performance,
    add_school,
    for_school,
    make_world,
)


def pay(session, booking, cents, who):
    with write_transaction(session):
        paid = Step(LedgerKind.PAID, paid_cents=booking.paid_cents + cents, reason="overschrijving")
        take_step(session, booking, paid, who, now=MONDAY + timedelta(days=30))


@pytest.fixture
def house(both_session):
    return a_house(both_session)


def a_house(session):
    """Four bookings at one house: open, paid, paid too much, cancelled; and one at another house."""
    world = make_world(session, title="=Licht & donker")
    with write_transaction(session):
        school, teacher = add_school(session, "De Beuk 100%")
        offer = add_offer(session, world.centre_id, title="Bijenkoor")
        later = add_performance(session, offer, capacity=90, starts_at=SHOW_TIME + timedelta(days=300))
        beuk = for_school(world, school.id, teacher)
        made = {
            "open": book_seats(session, a_request(world, seats=24), now=MONDAY).booking,
            "paid": book_seats(session, a_request(beuk, seats=20), now=MONDAY + timedelta(hours=1)).booking,
        }
        made["over"] = book_seats(session, a_request(world, seats=10), now=MONDAY + timedelta(hours=2)).booking
        made["gone"] = book_seats(session, a_request(beuk, seats=5), now=MONDAY + timedelta(hours=3)).booking
        cancel_booking(session, made["gone"].reference, actor=teacher, now=MONDAY + timedelta(days=1))
    with write_transaction(session):
        request = a_request(world, seats=12)
        made["next"] = book_seats(
            session, type(request)(**{**vars(request), "performance_id": later.id}), now=MONDAY
        ).booking
    pay(session, made["paid"], 20 * 750, world.staff)
    pay(session, made["over"], 10 * 750 + 500, world.staff)
    other = make_world(session)
    with write_transaction(session):
        book_seats(session, a_request(other, seats=50), now=MONDAY)
    return world, {name: booking.reference for name, booking in made.items()}, offer.id, school.id


def found(session, world, **wanted):
    lines = who_lines(session, [world.centre_id], WhoFilter(**wanted))
    totals = who_totals(session, [world.centre_id], WhoFilter(**wanted))
    assert totals.bookings == len(lines)
    assert totals.seats == sum(line.seats for line in lines)
    assert totals.open_cents - totals.over_cents == sum(line.open_cents for line in lines)
    return {line.reference for line in lines}


def test_everything_stands_in_the_ledger_alone(both_session, house):
    world, made, _offer, _school = house
    with write_transaction(both_session):
        # What the bookings say of themselves is not looked at.
        both_session.execute(update(Booking).values(price_cents=1, contact="x"))

    lines = {one.reference: one for one in who_lines(both_session, [world.centre_id], WhoFilter())}

    assert set(lines) == set(made.values())
    paid, over, gone = lines[made["paid"]], lines[made["over"]], lines[made["gone"]]
    assert (paid.school_name, paid.booked_by, paid.state) == ("De Beuk 100%", "An Peeters", BookingState.CONFIRMED)
    assert (paid.owed_cents, paid.paid_cents, paid.open_cents) == (15_000, 15_000, 0)
    assert (paid.paid_noted_by, paid.paid_at) == ("Bert Claes", MONDAY + timedelta(days=30))
    assert over.open_cents == -500
    assert (gone.seats, gone.owed_cents, gone.state) == (0, 0, BookingState.CANCELLED)
    totals = who_totals(both_session, [world.centre_id], WhoFilter())
    assert (totals.bookings, totals.seats, totals.paid_cents) == (5, 24 + 20 + 10 + 12, 15_000 + 8_000)
    assert (totals.owed_cents, totals.open_cents, totals.over_cents) == (66 * 750, 36 * 750, 500)


def test_it_is_narrowed_by_all_that_people_ask_on_the_telephone(both_session, house):
    world, made, offer, school = house
    every = set(made.values())

    assert found(both_session, world, money=Money.OPEN) == {made["open"], made["next"]}
    assert found(both_session, world, money=Money.PAID) == {made["paid"]}
    assert found(both_session, world, money=Money.OVERPAID) == {made["over"]}
    assert found(both_session, world, state=BookingState.CANCELLED) == {made["gone"]}
    assert found(both_session, world, state=BookingState.CONFIRMED) == every - {made["gone"]}
    assert found(both_session, world, offer_id=offer) == {made["next"]}
    assert found(both_session, world, performance_id=world.performance_id) == every - {made["next"]}
    assert found(both_session, world, school_id=school) == {made["paid"], made["gone"]}
    assert found(both_session, world, year=2027) == {made["next"]}
    assert found(both_session, world, text="100%") == {made["paid"], made["gone"]}
    assert found(both_session, world, text=made["over"].lower()) == {made["over"]}
    assert found(both_session, world, text="bijenKOOR") == {made["next"]}
    assert found(both_session, world, text="_") == set()


def test_it_is_sorted_and_pages_never_overlap(both_session, house):
    world, made, _offer, _school = house
    centres = [world.centre_id]

    def references(order, *, falling):
        return [one.reference for one in who_lines(both_session, centres, WhoFilter(order=order, is_falling=falling))]

    assert references(Order.SEATS, falling=True)[:2] == [made["open"], made["paid"]]
    assert references(Order.OPEN, falling=False)[0] == made["over"]
    assert references(Order.BOOKED, falling=False)[0] == made["open"]
    assert references(Order.WHEN, falling=True)[0] == made["next"]
    for order in Order:
        whole = references(order, falling=True)
        pages = [who_lines(both_session, centres, WhoFilter(order=order, page=n), limit=2) for n in (1, 2, 3)]
        assert [one.reference for page in pages for one in page] == whole


def test_choices_are_those_of_the_ledger(both_session, house):
    world, _made, _offer, _school = house

    choices = choices_of(both_session, [world.centre_id])

    assert choices.years == (2026, 2027)
    assert [title for _id, title in choices.offers] == ["=Licht & donker", "Bijenkoor"]
    assert [name for _id, name in choices.schools] == ["Basisschool De Zilverberk", "De Beuk 100%"]


def test_a_class_that_came_shows_what_the_door_made_of_it(session):
    world, made, _offer, _school = a_house(session)
    with write_transaction(session):
        booking = session.query(Booking).filter_by(reference=made["open"]).one()
        step = Step(LedgerKind.ATTENDED, BookingState.ATTENDED, owed_cents=9_000)
        take_step(session, booking, step, world.staff, now=SHOW_TIME)

    assert found(session, world, state=BookingState.ATTENDED) == {made["open"]}


@pytest.mark.parametrize(
    "said",
    [
        {"jaar": "2026", "geld": "open", "zoek": "beuk", "sorteer": "-bedrag", "pagina": "3"},
        {"aanbod": "7", "school": "3", "moment": "2", "staat": "no-show", "sorteer": "school"},
        {},
    ],
)
def test_the_address_says_what_is_asked_and_reads_back(said):
    assert read_filter(said).asked() == said


def test_nonsense_in_the_address_is_left_out():
    nonsense = {"jaar": "x", "geld": "veel", "staat": "blij", "pagina": "-4", "moment": "9" * 30, "sorteer": "--"}

    assert read_filter(nonsense) == WhoFilter()


def test_the_workbook_has_real_dates_and_amounts_and_runs_no_formula(session):
    world, made, _offer, _school = a_house(session)
    lines = who_lines(session, [world.centre_id], WhoFilter(order=Order.BOOKED, is_falling=False), limit=None)

    sheet = load_workbook(io.BytesIO(who_xlsx(lines, made_at=MONDAY))).active

    assert sheet is not None
    assert sheet.freeze_panes == "B2"
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert row["boeking"].value == made["open"]
    # The title looks like a formula and is a text.
    assert (row["voorstelling"].value, row["voorstelling"].data_type) == ("=Licht & donker", "s")
    assert row["wanneer"].value == local(SHOW_TIME).replace(tzinfo=None)
    assert row["wanneer"].number_format == "dd/mm/yyyy hh:mm"
    assert row["bedrag"].value == 180
    assert row["bedrag"].number_format.startswith('"€"')
    last = dict(zip(head, sheet[sheet.max_row], strict=True))
    assert last["bedrag"].value == f"=SUBTOTAL(109,E2:E{sheet.max_row - 1})"
    values = load_workbook(io.BytesIO(who_xlsx(lines, made_at=MONDAY)), data_only=True).active
    assert values is not None
    assert values.cell(sheet.max_row, head.index("open") + 1).value == pytest.approx((36 * 750 - 500) / 100)


def test_the_csv_of_a_belgian_excel_has_commas_in_amounts_and_no_formulas(session):
    world, made, _offer, _school = a_house(session)
    lines = who_lines(session, [world.centre_id], WhoFilter(money=Money.OVERPAID), limit=None)

    head, row = who_csv(lines).removeprefix("\ufeff").splitlines()

    assert head.startswith("voorstelling;wanneer;school;plaatsen;bedrag;boeking;staat;betaald;open")
    assert row.startswith(f"'=Licht & donker;2027-01-14 10:30;Basisschool De Zilverberk;10;75,00;{made['over']};")
    assert ";80,00;-5,00;" in row


def test_the_command_tells_who_booked_and_who_paid(tmp_path, monkeypatch):
    monkeypatch.setenv("FOYER_DATA_DIR", str(tmp_path))
    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    upgrade(engine)
    with make_sessions(engine)() as session:
        world, made, _offer, _school = a_house(session)
        with write_transaction(session):
            centre, _staff = add_centre(session, "De Beurs")
            empty = centre.slug
        slug = session.get_one(type(centre), world.centre_id).slug
        assert session.get_one(Offer, world.offer_id)
    engine.dispose()

    def ledger(*arguments):
        result = CliRunner().invoke(main, ["portal", "ledger", "--who", *arguments], catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout

    rows = {row["reference"]: row for row in json.loads(ledger("--centre", slug, "--format", "json"))}
    assert set(rows) == set(made.values())
    over = rows[made["over"]]
    assert (over["owed_cents"], over["paid_cents"], over["open_cents"]) == (7_500, 8_000, -500)
    assert (over["booked_by"], over["paid_noted_by"]) == ("An Peeters", "Bert Claes")
    assert len(json.loads(ledger("--format", "json"))) == 6
    assert json.loads(ledger("--centre", empty, "--format", "json")) == []
    assert len(ledger("--format", "csv").splitlines()) == 7
    assert "samen" in ledger()
