"""A small library: one school with two classes, one teacher, one title with thirty copies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup, ClassLevel, Role, School
from portal.accounts.service import create_user, give_role
from portal.db import make_engine, make_sessions, write_transaction
from portal.library.models import Chapter, Licence, Title
from portal.places.models import Municipality, Province, Region
from tests.portal.tables import make_tables

NOW = datetime(2027, 4, 20, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """The ids a test needs."""

    school: int
    other_school: int
    classes: tuple[int, int, int]
    """Two classes of the school, one of the other school."""
    teacher: int
    title: int


def fill(session: Session) -> Place:
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
        schools = [School(slug=slug, name=slug, nis="13040") for slug in ("de-zilverberk", "de-linde")]
        session.add_all(schools)
        session.flush()
        classes = [
            ClassGroup(school_id=school.id, name=name, level=ClassLevel.LAGER_2, pupils=24, school_year="2026-2027")
            for school, name in ((schools[0], "4A"), (schools[0], "4B"), (schools[1], "4A"))
        ]
        session.add_all(classes)
        user = create_user(session, email="leraar@demo.example", name="Leraar", password_hash="x", now=NOW)
        give_role(session, user, Role.TEACHER, ("school", "de-zilverberk"))
        title = Title(slug="jits", digest="0" * 64, name="Jits", author="Foyer", word_count=600, added_at=NOW)
        session.add(title)
        session.flush()
        session.add(Licence(title_id=title.id, copies=30))
        session.add_all(
            Chapter(title_id=title.id, position=n, heading=f"Hoofdstuk {n}", html=f"<p>Tekst {n}</p>", word_count=200)
            for n in (1, 2, 3)
        )
        session.flush()
        first, second, third = (group.id for group in classes)
        return Place(schools[0].id, schools[1].id, (first, second, third), user.id, title.id)


@pytest.fixture
def place(session: Session) -> Place:
    return fill(session)


@pytest.fixture
def filled(database_url: str) -> Iterator[tuple[Engine, Place]]:
    """A filled database of each kind, for several connections at once."""
    engine = make_engine(database_url)
    make_tables(engine)
    with make_sessions(engine)() as session:
        place = fill(session)
    yield engine, place
    engine.dispose()
