"""Accounts on real SQLite: who signs in, who may act for which house, and a school's classes."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from portal.accounts.errors import ClassExists, EmailTaken, RoleNeedsHouse, UnknownHouse
from portal.accounts.models import ClassLevel, Role, School
from portal.accounts.queries import classes_of, person_by_id, person_for_token, school_year
from portal.accounts.service import (
    ClassRequest,
    add_class,
    change_class,
    create_token,
    create_user,
    give_role,
    hash_password,
    person_for_password,
)
from portal.db import write_transaction
from portal.places.models import Municipality, Province, Region
from tests.portal.quick import DECOY_AS_SERVED, PASSWORDS_AS_SERVED

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "rode pluche stoelen"


@pytest.fixture
def school(session: Session) -> School:
    with write_transaction(session):
        session.add(
            Municipality(
                nis="13040",
                name_nl="Turnhout",
                name_fr="Turnhout",
                province=Province.ANTWERPEN,
                region=Region.KEMPEN,
                latitude=51.32,
                longitude=4.94,
                inhabitants=48000,
            )
        )
        session.flush()
        school = School(slug="de-zilverberk", name="Basisschool De Zilverberk", nis="13040")
        session.add(school)
    return school


def a_teacher(session: Session, email: str = "leraar@demo.example") -> int:
    user = create_user(session, email=email, name="Leraar", password_hash=hash_password(PASSWORD), now=NOW)
    give_role(session, user, Role.TEACHER, ("school", "de-zilverberk"))
    return user.id


def test_a_teacher_signs_in_with_any_case_of_the_address(session: Session, school: School) -> None:
    with write_transaction(session):
        a_teacher(session)

    person = person_for_password(session, " Leraar@Demo.example ", PASSWORD)

    assert person is not None
    assert person.home_school_id == school.id
    assert person.centres == frozenset()


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(session: Session, school: School) -> None:
    with write_transaction(session):
        a_teacher(session)

    assert person_for_password(session, "leraar@demo.example", "iets anders") is None
    assert person_for_password(session, "niemand@demo.example", PASSWORD) is None


def test_an_account_that_was_closed_is_nobody(session: Session, school: School) -> None:
    with write_transaction(session):
        user_id = a_teacher(session)
        token = create_token(session, user_id, now=NOW)
    with write_transaction(session):
        from portal.accounts.models import User

        user = session.get(User, user_id)
        assert user is not None
        user.is_active = False

    assert person_by_id(session, user_id) is None
    assert person_for_token(session, token) is None


def test_one_address_has_one_account(session: Session, school: School) -> None:
    with pytest.raises(EmailTaken), write_transaction(session):
        a_teacher(session)
        a_teacher(session, "LERAAR@demo.example")


@pytest.mark.parametrize(
    ("role", "house"), [(Role.TEACHER, None), (Role.TEACHER, ("centre", "x")), (Role.ADMIN, ("school", "x"))]
)
def test_a_role_belongs_to_its_kind_of_house(
    session: Session, school: School, role: Role, house: tuple[str, str] | None
) -> None:
    with pytest.raises(RoleNeedsHouse), write_transaction(session):
        user = create_user(session, email="a@demo.example", name="A", password_hash="x", now=NOW)
        give_role(session, user, role, house)


def test_a_house_that_is_not_there_is_named(session: Session, school: School) -> None:
    with pytest.raises(UnknownHouse) as refusal, write_transaction(session):
        user = create_user(session, email="a@demo.example", name="A", password_hash="x", now=NOW)
        give_role(session, user, Role.EDITOR, ("centre", "nergens"))

    assert refusal.value.slug == "nergens"


def test_a_token_is_kept_as_a_digest_only(session: Session, school: School) -> None:
    with write_transaction(session):
        user_id = a_teacher(session)
        token = create_token(session, user_id, now=NOW)

    person = person_for_token(session, token)
    assert person is not None
    assert person.id == user_id
    assert person_for_token(session, token + "x") is None


def test_a_school_has_one_class_of_a_name_a_year(session: Session, school: School) -> None:
    with write_transaction(session):
        add_class(session, school.id, ClassRequest("4A", ClassLevel.LAGER_2, 24), year="2026-2027")
        add_class(session, school.id, ClassRequest("4A", ClassLevel.LAGER_2, 22), year="2027-2028")
        group = add_class(session, school.id, ClassRequest("4B", ClassLevel.LAGER_2, 22), year="2026-2027")

    with pytest.raises(ClassExists), write_transaction(session):
        change_class(session, school.id, group.id, ClassRequest("4A", ClassLevel.LAGER_2, 22))
    assert [card.name for card in classes_of(session, school.id, "2026-2027")] == ["4A", "4B"]


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), "2025-2026"), (date(2026, 9, 1), "2026-2027"), (date(2027, 1, 1), "2026-2027")],
)
def test_a_school_year_turns_on_the_first_of_september(day: date, year: str) -> None:
    assert school_year(day) == year


def test_passwords_are_served_with_the_cost_that_the_tests_leave_out() -> None:
    """RFC 9106, second choice: 64 MiB, 3 passes, 4 lanes."""
    served = PASSWORDS_AS_SERVED

    assert (served.memory_cost, served.time_cost, served.parallelism) == (64 * 1024, 3, 4)


def test_to_guess_at_an_unknown_address_costs_as_much_as_at_a_known_one() -> None:
    assert not PASSWORDS_AS_SERVED.check_needs_rehash(DECOY_AS_SERVED)
