"""The menu of a centre: which groups somebody sees, and which is open."""

from collections import Counter

import pytest
from flask import Flask

from portal.accounts.models import Role
from portal.accounts.queries import Hat, Person
from portal.web.desk import DESK, desk


def somebody(role: Role) -> Person:
    hat = Hat(role, school_id=None, centre_id=1, company_id=None, library_id=None)
    return Person(id=1, email="jef@demo.example", name="Jef", session_stamp="", hats=(hat,))


BOOKER, EDITOR = somebody(Role.BOOKER), somebody(Role.EDITOR)


def test_who_makes_no_programme_sees_no_group_of_it() -> None:
    names = [group.name for group in desk(BOOKER, "/centrum").groups]

    assert "Aanbod" not in names
    assert "Boekingen" in names
    assert "Aanbod" in [group.name for group in desk(EDITOR, "/centrum").groups]


def test_a_group_without_pages_is_not_shown() -> None:
    assert all(group.entries for group in desk(EDITOR, "/centrum").groups)


@pytest.mark.parametrize(
    ("path", "group", "entry"),
    [
        ("/centrum", "Vandaag", "Op komst"),
        ("/centrum/boekingen", "Boekingen", "Wie boekte"),
        ("/centrum/aanbod/12/data", "Aanbod", None),
        ("/centrum/huisregels/3", "Huisregels", None),
        ("/centrum/voorstelling/7/verplaatsen", "Vandaag", None),
        ("/boekingen/FY-1234-56", "Boekingen", None),
        ("/centrum/aanbodlijst", None, None),
    ],
)
def test_the_group_of_the_longest_path_that_fits_is_open(path: str, group: str | None, entry: str | None) -> None:
    menu = desk(EDITOR, path)

    assert (menu.open.name if menu.open else None) == group
    assert (menu.here.name if menu.here else None) == entry


def test_every_entry_leads_to_a_page_of_its_own(app: Flask) -> None:
    paths = [entry.path for group in DESK for entry in group.entries]
    pages = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert set(paths) <= pages
    assert Counter(paths).most_common(1)[0][1] == 1
