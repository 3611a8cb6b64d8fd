"""What a library says of its titles, and what a school reads of them."""

import io

import pytest
from sqlalchemy import func, select, text

from portal.accounts.models import ClassLevel, Library, Role
from portal.clock import utc_now
from portal.db import make_engine, write_transaction
from portal.extensions import db
from portal.library.desk import intake
from portal.library.desk.intake import About, Terms
from portal.library.desk.shelf import FactsChange, TitleFacts, change_facts, take_in, title_facts
from portal.library.epub.read import read_book
from portal.library.lending.taking_back import withdraw_title
from portal.library.models import Basis, Chapter, Layout, Licence, Title, TitleEpub
from portal.library.titles.words import access_lines, language_name, levels_of
from portal.migrations import state
from tests.portal.booking_world import add_user, make_world
from tests.portal.desks import browser_of
from tests.portal.library.test_epub import WRITTEN

FORM = {"age_from": "8", "age_to": "10", "basis": "open"}
FACTS = {"language": "nl", "summary": "Kort.", "themes": "Zee, moed"}


@pytest.fixture
def library(app):
    make_world(db.session)
    with write_transaction(db.session) as session:
        made = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
        session.add(made)
    return made


@pytest.fixture
def librarian(app, library):
    with write_transaction(db.session) as session:
        somebody = add_user(session, "Yasmine El Amrani", Role.LIBRARY, library_id=library.id)
    return browser_of(app, somebody)


def a_title(library, **more) -> Title:
    about = About(8, 10, basis=Basis.OPEN, **more)
    with write_transaction(db.session) as session:
        _, slug = take_in(
            session,
            read_book(WRITTEN),
            library_id=library.id,
            about=about,
            terms=Terms(),
            now=utc_now(),
            epub=WRITTEN,
        )
    return db.session.scalars(select(Title).where(Title.slug == slug)).one()


def kept(title) -> bool:
    return db.session.scalar(select(func.count()).select_from(TitleEpub).where(TitleEpub.title_id == title.id)) == 1


# Words.


def test_levels_follow_from_ages_and_languages_have_their_dutch_name() -> None:
    assert levels_of(8, 11) == (ClassLevel.LAGER_2, ClassLevel.LAGER_3)
    assert levels_of(4, 6) == (ClassLevel.KLEUTER, ClassLevel.LAGER_1)
    assert [language_name(code) for code in ("nl-BE", "AR", "xx-onbekend", "")] == [
        "Nederlands",
        "Arabisch",
        "xx-onbekend",
        "",
    ]


def test_accessibility_is_told_in_plain_words_and_what_we_do_not_know_is_left_out() -> None:
    lines = access_lines(
        {
            "sufficient": ["textual"],
            "features": ["alternativeText", "structuralNavigation", "onzin<script>"],
            "hazards": ["none"],
            "conforms": ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA", "http://www.idpf.org/a11y.html#wcag-aa", "?"],
            "summary": ["Alles is tekst."],
        },
        Layout.FIXED,
    )

    assert [(line.term, line.words) for line in lines] == [
        ("Voorlezen en braille", ("alles in het boek is ook tekst",)),
        ("Dit helpt", ("prenten hebben een beschrijving", "koppen wijzen de weg")),
        ("Wat kan storen", ("geen flitsen, geen beweging, geen plots geluid",)),
        ("Voldoet volgens de uitgever aan", ("WCAG 2.1, niveau AA", "WCAG 2.0, niveau AA")),
        ("De uitgever zegt", ("Alles is tekst.",)),
        ("Vaste bladzijden", ("grootte en soort letter zijn niet te kiezen",)),
    ]
    assert access_lines({}, Layout.REFLOW) == ()


# The pages.


def test_a_school_reads_how_long_for_whom_and_how_accessible(client, library) -> None:
    title = a_title(library)

    page = client.get(f"/boeken/{title.slug}").text

    for words in ("2e en 3e graad lager", "Nederlands", "open licentie", "Toegankelijkheid", "ongeveer"):
        assert words in page


def test_a_title_that_was_taken_back_is_on_no_shelf(client, library) -> None:
    title = a_title(library)
    assert f"/boeken/{title.slug}" in client.get("/boeken").text

    with write_transaction(db.session) as session:
        withdraw_title(session, title.id, "De uitgever stopt.", now=utc_now())

    assert f"/boeken/{title.slug}" not in client.get("/boeken").text


def test_one_file_of_many_gets_its_line_and_a_wrong_form_gets_none(librarian) -> None:
    book = (io.BytesIO(WRITTEN), "boek.epub")

    wrong = librarian.post("/bibliotheek/toevoegen/een", data={"books": book, "age_from": "x", "age_to": "10"})
    assert (wrong.status_code, wrong.text) == (422, "")
    good = librarian.post("/bibliotheek/toevoegen/een", data=FORM | {"books": (io.BytesIO(WRITTEN), "boek.epub")})
    assert "staat op de plank" in good.text
    assert "<html" not in good.text
    bad = librarian.post("/bibliotheek/toevoegen/een", data=FORM | {"books": (io.BytesIO(b"PK"), "stuk.epub")})
    assert "is geweigerd" in bad.text


def test_the_file_is_kept_only_where_it_may_be_taken_along(librarian) -> None:
    send = {"books": (io.BytesIO(WRITTEN), "boek.epub"), "may_download": "y"}
    refused = librarian.post("/bibliotheek/toevoegen", data=FORM | send | {"basis": "licensed"})
    assert "kan niet met een licentie" in refused.text

    librarian.post("/bibliotheek/toevoegen/een", data=FORM | send | {"books": (io.BytesIO(WRITTEN), "boek.epub")})

    title = db.session.scalars(select(Title)).one()
    assert (title.basis, title.may_download, kept(title)) == (Basis.OPEN, True, True)
    assert db.session.get_one(TitleEpub, title.id).content == WRITTEN


def test_facts_are_changed_and_a_colleague_who_was_first_is_named(librarian, library) -> None:
    title = a_title(library)
    path = f"/bibliotheek/titels/{title.slug}/gegevens"
    old = title_facts(db.session, title.id).stamp

    first = librarian.post(path, data=FORM | FACTS | {"age_to": "12", "stamp": old})
    second = librarian.post(path, data=FORM | FACTS | {"age_to": "11", "stamp": old})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "collega" in second.text
    now = title_facts(db.session, title.id)
    assert (now.age_to, now.themes, now.summary) == (12, "zee, moed", "Kort.")
    again = librarian.post(path, data=FORM | FACTS | {"age_to": "11", "stamp": now.stamp})
    assert again.status_code == 303


def test_a_file_comes_later_only_when_it_is_the_same_and_goes_when_it_may_no_longer(library) -> None:
    title = a_title(library)
    yes = TitleFacts(8, 10, "", "nl", "", Basis.OPEN, may_download=True)

    def change(facts: TitleFacts, epub: bytes = b"") -> FactsChange:
        with write_transaction(db.session) as session:
            return change_facts(session, title.id, facts, stamp=title_facts(session, title.id).stamp, epub=epub)

    assert change(yes) is FactsChange.NEEDS_FILE
    assert change(yes, WRITTEN + b" ") is FactsChange.OTHER_FILE
    assert (change(yes, WRITTEN), kept(title)) == (FactsChange.DONE, True)
    assert (change(yes), kept(title)) == (FactsChange.DONE, True)
    no = TitleFacts(8, 10, "", "nl", "", Basis.OPEN, may_download=False)
    assert (change(no), kept(title)) == (FactsChange.DONE, False)


def test_which_books_may_be_lent_is_told_to_everybody(client) -> None:
    page = client.get("/bibliotheek/welke-boeken")

    assert page.status_code == 200
    for words in ("Eigen teksten", "zeventig jaar", "Creative Commons", "overeenkomst", "DRM"):
        assert words in page.text


# What is kept.


def test_an_intake_that_fails_half_way_leaves_nothing(library, monkeypatch) -> None:
    """A full disk, a killed process: the book is one transaction."""
    full = OSError("no space left on device")
    monkeypatch.setattr(intake, "_write_entries", lambda *_: (_ for _ in ()).throw(full))

    with pytest.raises(OSError, match="no space"):
        a_title(library)

    assert [db.session.scalar(select(func.count()).select_from(kind)) for kind in (Title, Chapter, Licence)] == [
        0,
        0,
        0,
    ]


OLD_TITLE = (
    "INSERT INTO title (id, slug, digest, name, author, language, summary, themes, age_from, age_to, word_count,"
    " cover, added_at) VALUES (1, 'oud', '0', 'Oud', '', 'fr', '', '', 6, 12, 9, '', '2026-09-01 08:00:00')",
    "INSERT INTO chapter (title_id, position, heading, html, word_count) VALUES"
    ' (1, 1, \'Een\', \'<h1 id="b-x">Een</h1><p title="a <p> b">Twee <b>drie</b></p><hr>'
    "<ul><li>Vier</li></ul>', 4),"
    " (1, 2, 'Twee', '<p data-n=\"1\">Al genummerd</p>', 2)",
)


def test_chapters_of_before_get_the_numbers_of_their_pieces(empty_database_url) -> None:
    engine = make_engine(empty_database_url)
    state.upgrade(engine, to="0027")
    with engine.begin() as connection:
        for statement in OLD_TITLE:
            connection.execute(text(statement))

    state.upgrade(engine)

    with engine.connect() as connection:
        pages = connection.execute(text("SELECT html, language, kind FROM chapter ORDER BY position")).all()
        entries = connection.execute(text("SELECT label, chapter, depth FROM title_entry ORDER BY position")).all()
    assert [tuple(row) for row in pages] == [
        (
            '<h1 id="b-x" data-n="1">Een</h1><p title="a <p> b" data-n="2">Twee <b>drie</b></p><hr>'
            '<ul><li data-n="3">Vier</li></ul>',
            "fr",
            "text",
        ),
        ('<p data-n="1">Al genummerd</p>', "fr", "text"),
    ]
    assert [tuple(row) for row in entries] == [("Een", 1, 1), ("Twee", 2, 1)]
    engine.dispose()
