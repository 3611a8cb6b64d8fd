"""A portal with a small shelf, a class set that is open, and a fox that reads."""

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
def tablet(app: Flask) -> Device:
    return device(app)


@pytest.fixture
def pupil(app: Flask, made: ClassSet) -> Device:
    """A fox that has begun to read."""
    fox = device(app)
    assert join(fox, made.code, "vos").status_code == 303
    return fox
