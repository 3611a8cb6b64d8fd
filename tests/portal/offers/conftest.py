"""Databases with the real municipalities in them."""

import pytest
from sqlalchemy.orm import Session

from portal.places.service import load_municipalities


@pytest.fixture
def region(both_session: Session) -> Session:
    """A session on SQLite and then on PostgreSQL, with every municipality and nothing else."""
    load_municipalities(both_session)
    return both_session
