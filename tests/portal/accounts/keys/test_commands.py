"""What an operator does about the keys of an account, through the command line."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from portal.accounts.keys.models import SecondFactor
from portal.accounts.keys.queries import has_factor
from portal.accounts.models import Role
from portal.accounts.queries import user_id_for_email
from portal.accounts.service import create_user, give_role, hash_password, person_for_password
from portal.cli import main
from portal.db import make_engine, make_sessions, write_transaction
from portal.migrations import state
from tests.portal.booking_world import MONDAY

EMAIL = "beheer@voorbeeld.example"
OLD, NEW = "rode pluche stoelen", "groene houten trappen"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database that is up to date; made once, because that takes seconds."""
    file = tmp_path_factory.mktemp("migrated") / "foyer.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    state.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def house(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A database with one account that has a second step."""
    monkeypatch.setenv("FOYER_DATA_DIR", str(tmp_path))
    shutil.copy(migrated, tmp_path / "foyer.sqlite")
    session = make_sessions(make_engine(f"sqlite:///{tmp_path / 'foyer.sqlite'}"))()
    with write_transaction(session):
        user = create_user(session, email=EMAIL, name="Bea Peeters", password_hash=hash_password(OLD), now=MONDAY)
        give_role(session, user, Role.ADMIN, None)
        session.add(SecondFactor(user_id=user.id, nonce="0" * 32, last_step=0, on_since=MONDAY))
    return session


def foyer(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["portal", *words], input=typed)


def test_scenario_57_the_operator_sets_a_good_password_and_no_weak_one(house: Session) -> None:
    command = ("user", "password", "--email", EMAIL, "--password-stdin")
    for weak in ("kort", "Welkom2026!", "beapeeters-26"):
        refused = foyer(*command, typed=f"{weak}\n")
        assert refused.exit_code == 1
        assert "Neem" in refused.output

    assert foyer(*command, typed=f"{NEW}\n").exit_code == 0

    house.rollback()
    assert person_for_password(house, EMAIL, OLD) is None
    assert person_for_password(house, EMAIL, NEW) is not None
    made = foyer("user", "password", "--email", EMAIL).output.strip().rsplit(" ", 1)[1]
    house.rollback()
    assert person_for_password(house, EMAIL, made) is not None
    assert foyer("user", "password", "--email", "niemand@voorbeeld.example").exit_code == 1


def test_the_operator_turns_a_second_step_off_for_who_lost_the_phone(house: Session) -> None:
    user_id = user_id_for_email(house, EMAIL) or 0

    assert foyer("user", "factor-off", "--email", EMAIL).exit_code == 0

    house.rollback()
    assert not has_factor(house, user_id)
    assert foyer("user", "factor-off", "--email", EMAIL).exit_code == 1


def test_a_new_account_gets_no_weak_password(house: Session) -> None:
    wanted = ("user", "create", "--role", "admin", "--password-stdin", "--email", "an@voorbeeld.example")

    assert foyer(*wanted, typed="wachtwoord1\n").exit_code == 1
    assert foyer(*wanted, typed=f"{NEW}\n").exit_code == 0
