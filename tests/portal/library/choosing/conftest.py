"""A shelf to choose from."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy.orm import Session

from portal.db import write_transaction
from portal.library.models import Licence, Title

AddTitle = Callable[..., int]
NOW = datetime(2027, 4, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def add_title() -> AddTitle:
    """A title with a lot on the shelf of a session; gives its id."""
    numbers = count(1)

    def add(session: Session, themes: str = "", *, ages: tuple[int, int] = (6, 12), copies: int = 30) -> int:
        number = next(numbers)
        with write_transaction(session):
            title = Title(
                slug=f"boek-{number}",
                digest=f"{number:064d}",
                name=f"Nummer {number}",
                author="Foyer",
                themes=themes,
                age_from=ages[0],
                age_to=ages[1],
                word_count=1200,
                added_at=NOW,
            )
            session.add(title)
            session.flush()
            session.add(Licence(title_id=title.id, copies=copies))
            return title.id

    return add
