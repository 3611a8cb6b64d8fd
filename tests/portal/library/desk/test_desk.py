"""`/bibliotheek`: the shelf of a library, new books and new licences."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from portal.accounts.models import Library, Role
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.epub.write import Manuscript, ManuscriptChapter, Picture, epub
from portal.library.lending.queries import free_on
from portal.library.lending.seats import UNLIMITED
from portal.library.models import ClassSet, Licence, Title
from tests.portal.booking_world import add_class, add_user, make_world
from tests.portal.desks import browser_of, statements

TODAY = school_day(utc_now())


@pytest.fixture
def world(app):
    return make_world(db.session)


@pytest.fixture
def libraries(world):
    """De Leesboom, and another library."""
    with write_transaction(db.session) as session:
        made = [Library(slug=slug, name=slug.title(), nis="13040") for slug in ("de-leesboom", "het-omslag")]
        session.add_all(made)
    return made


@pytest.fixture
def librarian(app, libraries):
    return keeper(app, libraries[0])


def keeper(app, library):
    with write_transaction(db.session) as session:
        somebody = add_user(session, "Yasmine El Amrani", Role.LIBRARY, library_id=library.id)
    return browser_of(app, somebody)


def a_title(name, library=None, *lots):
    """A title on the shelf of a library, or on the shared one."""
    with write_transaction(db.session) as session:
        title = Title(
            slug=f"{name.lower().replace(' ', '-')}-{library.id if library else 0}",
            library_id=library and library.id,
            digest="0" * 64,
            name=name,
            author="Foyer",
            added_at=utc_now(),
        )
        session.add(title)
        session.flush()
        session.add_all(Licence(title_id=title.id, **lot) for lot in lots)
    return title


def lend(world, title, copies, *, first=0, last=10, returned=None):
    """A class set of so many copies, from `first` to `last` days from today."""
    with write_transaction(db.session) as session:
        number = session.scalar(select(func.count()).select_from(ClassSet))
        group = add_class(session, world.school_id, name=f"klas van juf An {number}")
        session.add(
            ClassSet(
                title_id=title.id,
                class_group_id=group.id,
                school_id=world.school_id,
                assigned_by=world.teacher.id,
                copies=copies,
                from_day=TODAY + timedelta(days=first),
                until_day=TODAY + timedelta(days=last),
                code=f"CODE{number}",
                request_key=f"key-{number}",
                returned_on=returned,
                created_at=utc_now(),
            )
        )


def a_book(name="De zee", text="Het licht ging aan."):
    picture = io.BytesIO()
    Image.new("RGB", (8, 12), "navy").save(picture, "PNG")
    return epub(
        Manuscript(
            identifier=f"urn:test:{name}",
            name=name,
            author="An Auteur",
            language="nl",
            summary="Over de zee.",
            subjects=("zee",),
            rights="Vrij",
            modified=datetime(2026, 1, 1, tzinfo=UTC),
            cover=Picture("cover.png", "image/png", picture.getvalue(), "De zee"),
            chapters=(ManuscriptChapter("Een", (text,)), ManuscriptChapter("Twee", (text,))),
        )
    )


def a_book_with_a_gap():
    """A book whose last page stands in its list and is not in the file."""
    whole, gap = zipfile.ZipFile(io.BytesIO(a_book())), io.BytesIO()
    pages = [name for name in whole.namelist() if name.endswith(".xhtml") and "nav" not in name]
    with zipfile.ZipFile(gap, "w") as written:
        for name in whole.namelist():
            if name != pages[-1]:
                written.writestr(name, whole.read(name))
    return gap.getvalue()


def add(browser, *books, **values):
    """Send books in; `books` are pairs of file name and content."""
    fields = {"age_from": "8", "age_to": "11", "themes": "", **values}
    return browser.post(
        "/bibliotheek/toevoegen",
        data=fields | {"books": [(io.BytesIO(content), name) for name, content in books]},
    )


def licences():
    rows = db.session.execute(
        select(Licence.copies, Licence.from_day, Licence.until_day, Licence.loans_total).order_by(Licence.id)
    )
    return [tuple(row) for row in rows]


def the_title():
    return db.session.scalars(select(Title)).one()


def test_the_shelf_tells_what_may_be_lent_what_is_out_and_what_is_free(librarian, libraries, world):
    soon = TODAY + timedelta(days=100)
    sea = a_title("De zee", libraries[0], {"copies": 30}, {"copies": 25, "until_day": soon, "loans_total": 100})
    lend(world, sea, 20)
    lend(world, sea, 10, returned=TODAY)
    lend(world, sea, 12, first=5)

    page = librarian.get("/bibliotheek").text

    assert "30 exemplaren" in page
    assert "25 exemplaren, tot en met" in page
    assert "nog 100 van 100 uitleningen" in page
    assert "20 exemplaren in 1 klas" in page
    assert "35 vrij" in page
    assert free_on(db.session, [sea.id], TODAY) == {sea.id: 35}


def test_the_shared_collection_is_on_the_shelf_without_a_limit_and_not_to_change(librarian, libraries, world):
    shared = a_title("Reinaert", None, {"copies": None})
    lend(world, shared, 24)

    page = librarian.get("/bibliotheek").text

    assert "gedeeld" in page
    assert "zonder grens" in page
    assert str(UNLIMITED)[:3] not in page
    assert librarian.get(f"/bibliotheek/titels/{shared.slug}").status_code == 404
    assert librarian.post(f"/bibliotheek/titels/{shared.slug}", data={"copies": "9"}).status_code == 404
    assert licences() == [(None, None, None, None)]


def test_a_library_never_sees_which_class_reads_what(librarian, libraries, world):
    sea = a_title("De zee", libraries[0], {"copies": 30})
    lend(world, sea, 20)

    for page in (librarian.get("/bibliotheek").text, librarian.get(f"/bibliotheek/titels/{sea.slug}").text):
        for secret in ("juf An", "De Zilverberk", world.teacher.email, "CODE0"):
            assert secret not in page, secret


def test_a_licence_that_is_over_or_to_come_lends_nothing_today(librarian, libraries):
    past, coming = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    a_title("De zee", libraries[0], {"copies": 30, "until_day": past}, {"copies": 20, "from_day": coming})

    page = librarian.get("/bibliotheek").text

    assert "(voorbij)" in page
    assert "(komt nog)" in page
    assert "geen vrij" in page


def test_an_empty_shelf_says_what_to_do(librarian):
    assert "De plank is nog leeg" in librarian.get("/bibliotheek").text


def test_a_long_shelf_is_turned_in_pages(librarian, libraries):
    for number in range(51):
        a_title(f"Boek {number:02}", libraries[0])

    first, second = librarian.get("/bibliotheek").text, librarian.get("/bibliotheek?pagina=2").text

    assert "Boek 49" in first
    assert "Boek 50" not in first
    assert "Boek 50" in second
    assert librarian.get("/bibliotheek?pagina=99").text.count("Boek 50") == second.count("Boek 50")


def test_a_book_is_taken_in_with_its_licence(librarian, libraries):
    until = TODAY + timedelta(days=200)

    answer = add(
        librarian,
        ("zee.epub", a_book()),
        copies="30",
        first=TODAY.isoformat(),
        last=until.isoformat(),
        loans="200",
        themes="Zee,  grote   moed , Zee",
    )

    assert answer.status_code == 200
    assert "staat op de plank" in answer.text
    title = the_title()
    assert (title.name, title.library_id, title.age_from, title.age_to) == ("De zee", libraries[0].id, 8, 11)
    assert title.themes == "zee, grote moed"
    assert licences() == [(30, TODAY, until, 200)]
    assert librarian.get(f"/boeken/{title.slug}").status_code == 200


def test_each_file_gets_a_line_and_a_bad_one_keeps_no_other_out(librarian):
    answer = add(
        librarian,
        ("zee.epub", a_book()),
        ("brief.pdf", b"%PDF-1.7 geen boek"),
        ("leeg.epub", b""),
        ("bos.epub", a_book("Het bos")),
    )

    assert answer.status_code == 200
    assert answer.text.count('<li class="outcome') == 4
    assert "<strong><bdi>brief.pdf</bdi></strong> is geweigerd. Dit is geen EPUB" in answer.text
    assert "<strong><bdi>leeg.epub</bdi></strong> is geweigerd. Het bestand is leeg." in answer.text
    assert set(db.session.scalars(select(Title.name))) == {"De zee", "Het bos"}


def test_only_bad_files_are_a_refusal_and_nothing_typed_is_lost(librarian):
    answer = add(librarian, ("brief.pdf", b"%PDF-1.7"), copies="25", themes="zee")

    assert answer.status_code == 422
    assert 'value="25"' in answer.text
    assert 'value="zee"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert licences() == []


def test_what_is_odd_in_a_book_is_told_with_it(librarian):
    answer = add(librarian, ("zee.epub", a_book_with_a_gap()))

    assert answer.status_code == 200
    assert "staat op de plank" in answer.text
    assert "Een bladzijde die in de lijst staat, ontbreekt in het bestand." in answer.text


def test_the_same_book_with_the_same_terms_changes_nothing(librarian):
    add(librarian, ("zee.epub", a_book()), copies="30")

    answer = add(librarian, ("zee.epub", a_book()), copies="30")

    assert "Er is niets veranderd." in answer.text
    assert licences() == [(30, None, None, None)]


def test_the_same_book_with_other_terms_is_one_licence_more(librarian):
    add(librarian, ("zee.epub", a_book()), copies="30")

    answer = add(librarian, ("zee.epub", a_book()), copies="10")

    assert "heeft nu een licentie meer" in answer.text
    assert the_title().name == "De zee"
    assert [copies for copies, *_ in licences()] == [30, 10]


def test_two_libraries_each_have_their_own_copy_of_a_title(app, librarian, libraries):
    add(librarian, ("zee.epub", a_book()), copies="30")
    other = keeper(app, libraries[1])

    assert "De zee" not in other.get("/bibliotheek").text
    assert "staat op de plank" in add(other, ("zee.epub", a_book()), copies="5").text
    assert db.session.scalar(select(func.count()).select_from(Title)) == 2


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("copies", "0", "Vul een getal van 1"),
        ("copies", "veel", "Vul een geheel getal in."),
        ("loans", "-3", "Vul een getal van 1"),
        ("last", "2020-01-01", "Deze dag is al voorbij"),
        ("last", "gauw", "Vul een datum in, als"),
        ("age_from", "", "Vul een leeftijd in."),
        ("age_to", "99", "Vul een getal van 3 tot 18 in."),
        ("age_to", "5", "Deze leeftijd ligt onder de eerste."),
        ("themes", "x" * 201, "Hou het bij enkele woorden."),
    ],
)
def test_a_field_that_is_not_right_says_so_and_nothing_is_added(librarian, field, value, told):
    answer = add(librarian, ("zee.epub", a_book()), **{field: value})

    assert answer.status_code == 422
    assert told in answer.text
    assert db.session.scalar(select(func.count()).select_from(Title)) == 0


def test_no_file_at_all_is_told_beside_the_field(librarian):
    answer = librarian.post("/bibliotheek/toevoegen", data={"age_from": "8", "age_to": "12"})

    assert answer.status_code == 422
    assert "Kies een of meer EPUB-bestanden." in answer.text


def test_a_title_gets_one_more_licence(librarian, libraries):
    sea = a_title("De zee", libraries[0], {"copies": 30})

    answer = librarian.post(f"/bibliotheek/titels/{sea.slug}", data={"copies": "25", "loans": "100"})

    assert (answer.status_code, answer.location) == (303, f"/bibliotheek/titels/{sea.slug}")
    assert licences() == [(30, None, None, None), (25, None, None, 100)]
    assert "nog 100 van 100" in librarian.get(f"/bibliotheek/titels/{sea.slug}").text


def test_a_second_click_on_a_licence_is_asked_about(librarian, libraries):
    sea = a_title("De zee", libraries[0], {"copies": 30})

    doubted = librarian.post(f"/bibliotheek/titels/{sea.slug}", data={"copies": "30"})

    assert doubted.status_code == 409
    assert "Er is niets toegevoegd." in doubted.text
    assert len(licences()) == 1
    sure = librarian.post(f"/bibliotheek/titels/{sea.slug}", data={"copies": "30", "again": "y"})
    assert sure.status_code == 303
    assert len(licences()) == 2


def test_a_licence_without_any_limit_is_asked_about_first(librarian, libraries):
    sea = a_title("De zee", libraries[0], {"copies": 30})

    doubted = librarian.post(f"/bibliotheek/titels/{sea.slug}", data={})

    assert doubted.status_code == 409
    assert "Je vulde geen grens in" in doubted.text
    assert len(licences()) == 1
    sure = librarian.post(f"/bibliotheek/titels/{sea.slug}", data={"again": "y"})
    assert sure.status_code == 303
    assert len(licences()) == 2


def test_a_licence_that_ends_before_it_begins_is_refused(librarian, libraries):
    sea = a_title("De zee", libraries[0])
    days = {"first": (TODAY + timedelta(days=9)).isoformat(), "last": (TODAY + timedelta(days=3)).isoformat()}

    answer = librarian.post(f"/bibliotheek/titels/{sea.slug}", data=days)

    assert answer.status_code == 422
    assert "De laatste dag ligt voor de eerste." in answer.text
    assert licences() == []


def test_a_title_of_another_library_is_not_there(app, librarian, libraries):
    foreign = a_title("De zee", libraries[1], {"copies": 30})

    assert "De zee" not in librarian.get("/bibliotheek").text
    assert librarian.get(f"/bibliotheek/titels/{foreign.slug}").status_code == 404
    assert librarian.post(f"/bibliotheek/titels/{foreign.slug}", data={"copies": "9"}).status_code == 404
    assert len(licences()) == 1


def test_the_desk_of_a_library_is_closed_to_schools_and_centres(app, client, libraries, world):
    sea = a_title("De zee", libraries[0])
    pages = ("/bibliotheek", "/bibliotheek/toevoegen", f"/bibliotheek/titels/{sea.slug}")
    for path in pages:
        assert client.get(path).status_code == 303
    for somebody in (world.teacher, world.staff):
        browser = browser_of(app, somebody)
        for path in pages:
            assert browser.get(path).status_code == 403
            assert browser.post(path, data={}).status_code == (405 if path == "/bibliotheek" else 403)


def test_a_form_from_elsewhere_is_refused(app, librarian, libraries):
    sea = a_title("De zee", libraries[0])
    app.config["WTF_CSRF_ENABLED"] = True

    assert add(librarian, ("zee.epub", a_book())).status_code == 400
    assert librarian.post(f"/bibliotheek/titels/{sea.slug}", data={"copies": "3"}).status_code == 400
    assert licences() == []


def test_the_shelf_costs_the_same_for_one_title_and_for_many(librarian, libraries, world, queries):
    lend(world, a_title("De zee", libraries[0], {"copies": 30}), 10)
    with queries() as one:
        librarian.get("/bibliotheek")
    for number in range(8):
        lend(world, a_title(f"Boek {number}", libraries[0], {"copies": 30}, {"copies": 3}), 10)

    with queries() as many:
        librarian.get("/bibliotheek")

    # The person, the sums, the library's name, titles, licences, what is out, and three for what is free.
    assert len(statements(one)) == len(statements(many)) == 9
