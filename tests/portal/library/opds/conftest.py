"""A portal whose library is asked for its feeds."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import db
from tests.portal.library.conftest import Place
from tests.portal.library.opds.feed_readers import furnish_for_readers


@pytest.fixture
def house(app: Flask) -> Session:
    session: Session = db.session
    return session


@pytest.fixture
def place(house: Session) -> Place:
    return furnish_for_readers(house)
