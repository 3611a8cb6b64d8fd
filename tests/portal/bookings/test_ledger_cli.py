import csv
import io
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from portal.accounts.models import School
from portal.bookings.service import book_seats, cancel_booking
from portal.cli import main
from portal.db import make_engine, make_sessions, write_transaction
from portal.offers.models import Performance
from tests.portal.booking_world import MONDAY, a_request, make_world
from tests.portal.tables import make_migrated


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A data folder with one booking that stands and one that was cancelled."""
    monkeypatch.setenv("FOYER_DATA_DIR", str(tmp_path))
    engine = make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}")
    make_migrated(engine)
    with make_sessions(engine)() as session:
        world = make_world(session, title="=Licht")
        with write_transaction(session):
            stays = book_seats(session, a_request(world, seats=24), now=MONDAY).booking
            gone = book_seats(session, a_request(world, seats=10), now=MONDAY).booking
            cancel_booking(session, gone.reference, actor=world.teacher, now=MONDAY)
    engine.dispose()
    return tmp_path, stays.reference, gone.reference


def school_slug(house):
    engine = make_engine(f"sqlite:///{house[0] / 'foyer.sqlite'}")
    with make_sessions(engine)() as session:
        slug = session.scalar(select(School.slug))
    engine.dispose()
    return slug


def ledger(*arguments):
    return CliRunner().invoke(main, ["portal", "ledger", *arguments], catch_exceptions=False)


def test_json_is_a_list_of_rows_with_their_reference(house):
    _folder, stays, gone = house

    result = ledger("--format", "json")

    rows = json.loads(result.stdout)
    assert [(row["reference"], row["kind"], row["seats"]) for row in rows] == [
        (stays, "booked", 24),
        (gone, "booked", 10),
        (gone, "cancelled", -10),
    ]
    assert rows[0]["cents"] == 24 * 750
    assert rows[0]["at"] == "2026-11-23T10:00:00+01:00"


def test_csv_can_be_read_back_and_runs_no_formula(house):
    rows = list(csv.DictReader(io.StringIO(ledger("--format", "csv").stdout)))

    assert [row["seats"] for row in rows] == ["24", "10", "-10"]
    assert rows[0]["title"] == "'=Licht"


def test_the_table_shows_who_booked(house):
    _folder, stays, _gone = house

    result = ledger()

    assert result.exit_code == 0
    assert stays[:6] in result.stdout
    assert "samen" in result.stdout


def test_it_tells_of_one_school_or_one_performance(house):
    def told(*narrowed):
        return [len(json.loads(ledger("--format", "json", *who, *narrowed).stdout)) for who in ([], ["--who"])]

    assert told("--performance", "1", "--school", school_slug(house)) == [3, 2]
    assert told("--performance", "2") == [0, 0]


@pytest.mark.parametrize("option", ["--centre", "--school"])
def test_a_house_that_is_not_there_is_refused(house, option):
    result = ledger(option, "geen-huis")

    assert result.exit_code == 1
    assert "geen-huis" in result.stderr


def test_verify_says_that_all_is_well(house):
    result = ledger("verify")

    assert result.exit_code == 0
    assert "3 rijen" in result.stdout


def test_verify_names_what_is_wrong(house):
    folder, _stays, _gone = house
    engine = make_engine(f"sqlite:///{folder / 'foyer.sqlite'}")
    with make_sessions(engine)() as session, write_transaction(session):
        session.execute(update(Performance).values(seats_taken=25))
    engine.dispose()

    result = ledger("verify")

    assert result.exit_code == 1
    assert "bezet 25, logboek 24, boekingen 24" in result.stderr


def test_verify_completes_the_journal_and_holds_it_against_the_ledger(house):
    first, second = ledger("verify"), ledger("verify")

    assert first.exit_code == second.exit_code == 0
    assert "Het journaal heeft ze alle 3, in 1 bestanden; 3 ervan stonden er nog niet in" in first.stdout
    assert "Het journaal heeft ze alle 3, in 1 bestanden.\n" in second.stdout


def test_verify_names_the_line_of_the_journal_that_somebody_changed(house):
    ledger("verify")
    (path,) = (house[0] / "journal").glob("*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"seats":24', b'"seats":25'))

    result = ledger("verify")

    assert result.exit_code == 1
    assert f"journaal {path.name}, regel" in result.stderr
    assert "is na het schrijven veranderd" in result.stderr


def test_rebuild_makes_the_same_ledger_in_an_empty_database_and_in_no_other(house, tmp_path):
    ledger("verify")
    command = ["rebuild", "--journal", str(house[0] / "journal"), "--into", f"sqlite:///{tmp_path / 'nieuw.sqlite'}"]

    result, again = ledger(*command), ledger(*command)

    assert (result.exit_code, again.exit_code) == (0, 1)
    assert "2 boekingen hersteld uit 3 rijen: 24 plaatsen, €\xa0180,00." in result.stdout
    assert "niet leeg" in again.stderr


def test_rebuild_from_a_folder_without_a_journal_is_wrong_usage(house, tmp_path):
    (tmp_path / "leeg").mkdir()

    result = ledger("rebuild", "--journal", str(tmp_path / "leeg"), "--into", "sqlite://")

    assert result.exit_code == 2
    assert "geen journaal" in result.stderr
