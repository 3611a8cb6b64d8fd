"""`/klassen`: a class is a name, a level and a count."""

import pytest
from sqlalchemy import func, select

from portal.accounts.models import ClassGroup
from portal.extensions import db
from tests.portal.booking_world import make_world
from tests.portal.desks import Browser, browser_of


@pytest.fixture
def teacher(app) -> Browser:
    return browser_of(app, make_world(db.session).teacher)


def classes() -> int:
    return db.session.scalar(select(func.count()).select_from(ClassGroup)) or 0


def test_nobody_chooses_a_level_for_the_teacher(teacher):
    page = teacher.get("/klassen").text

    # The browser shows the first option where none is chosen.
    assert '<select id="level" name="level" required><option value="">Kies een niveau</option>' in page
    assert '<option value="lager-2">2e graad lager</option>' in page
    assert "<option selected" not in page


def test_a_class_without_a_level_is_refused_beside_the_field(teacher):
    answer = teacher.post("/klassen", data={"name": "4A", "level": "", "pupils": "24"})

    assert answer.status_code == 422
    assert 'aria-describedby="level-error"' in answer.text
    assert 'value="4A"' in answer.text
    assert classes() == 0


def test_a_class_is_added_and_keeps_its_level_when_it_changes(teacher):
    teacher.post("/klassen", data={"name": "4A", "level": "lager-2", "pupils": "24"})
    class_id = db.session.scalar(select(ClassGroup.id))

    page = teacher.get(f"/klassen/{class_id}/wijzigen").text

    assert '<option selected value="lager-2">' in page
    assert classes() == 1
