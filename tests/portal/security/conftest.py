"""The town of these tests, with what each asks to be switched on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.extensions import limiter
from tests.portal.conftest import some_settings
from tests.portal.security.town import Town, open_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with open_town(some_settings(tmp_path)) as town:
        yield town


@pytest.fixture
def guarded_town(tmp_path: Path) -> Iterator[Town]:
    """With CSRF protection on, as it is served."""
    with open_town(some_settings(tmp_path), csrf=True) as town:
        yield town


@pytest.fixture
def limited_town(tmp_path: Path) -> Iterator[Town]:
    """As it is served, limits on; without CSRF, so that a test can send a form at once."""
    with open_town(some_settings(tmp_path), limits=True) as town:
        limiter.reset()
        yield town
        limiter.reset()
        limiter.enabled = False


@pytest.fixture
def https_town(tmp_path: Path) -> Iterator[Town]:
    settings = some_settings(tmp_path).model_copy(update={"base_url": "https://foyer.example"})
    with open_town(settings, csrf=True) as town:
        yield town


@pytest.fixture
def any_town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """Once on SQLite and once on PostgreSQL."""
    with open_town(some_settings(tmp_path / "data", database_url)) as town:
        yield town
