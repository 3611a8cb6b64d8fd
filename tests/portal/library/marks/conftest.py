"""A fox that reads on a tablet, in the library of the other tests."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.library.models import ClassSet
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import Device, a_set, device, furnish, join


@pytest.fixture
def house(app: Flask) -> Session:
    session: Session = db.session
    return session


@pytest.fixture
def place(house: Session) -> Place:
    return furnish(house)


@pytest.fixture
def made(house: Session, place: Place) -> ClassSet:
    return a_set(house, place)


@pytest.fixture
def fox(app: Flask, made: ClassSet) -> Device:
    return as_animal(app, made, "vos")


def as_animal(app: Flask, made: ClassSet, animal: str) -> Device:
    tablet = device(app)
    assert join(tablet, made.code, animal).status_code == 303
    return tablet
