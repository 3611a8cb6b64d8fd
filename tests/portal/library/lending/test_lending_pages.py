"""What teachers and libraries see and do: the line, other days, other numbers, the calendar, taking back."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Library, Membership, Role, User
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.lending.models import SetWait
from portal.library.lending.service import return_set
from portal.library.models import ClassSet, Licence, Reader, Title
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import a_set, device, furnish, join, page, signed_in, today, words


@pytest.fixture
def house(app: Flask) -> Session:
    return db.session


@pytest.fixture
def place(house: Session) -> Place:
    return furnish(house)


@pytest.fixture
def teacher(app: Flask, house: Session, place: Place) -> FlaskClient:
    return signed_in(app, house)


@pytest.fixture
def far(app: Flask, house: Session, place: Place) -> FlaskClient:
    """A teacher of the other school."""
    return signed_in(app, house, "ver@demo.example")


@pytest.fixture
def librarian(app: Flask, house: Session, place: Place) -> FlaskClient:
    with write_transaction(house):
        library = Library(slug="de-leesboom", name="De Leesboom", nis="13040")
        house.add(library)
        house.add(
            User(email="bib@demo.example", name="Bib", password_hash="-", created_at=utc_now(), session_stamp="s")
        )
        house.flush()
        user = house.scalars(select(User).where(User.email == "bib@demo.example")).one()
        house.add(Membership(user_id=user.id, role=Role.LIBRARY, library_id=library.id))
        house.get_one(Title, place.title).library_id = library.id
    return signed_in(app, house, "bib@demo.example")


def a_form(place: Place, copies: int, last: int = 20, *, group: int = 0, key: str = "k1") -> dict[str, str]:
    return {
        "class_group_id": str(place.classes[group]),
        "first": today().isoformat(),
        "last": (today() + timedelta(days=last)).isoformat(),
        "copies": str(copies),
        "key": key,
    }


def day(number: int) -> str:
    return (today() + timedelta(days=number)).isoformat()


def test_a_class_waits_and_says_yes_and_the_other_school_sees_none_of_it(
    teacher: FlaskClient, far: FlaskClient, house: Session, place: Place
) -> None:
    theirs = a_set(house, place, copies=20, first=0, last=20, group=2)
    answer = teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 25))
    wait = house.scalars(select(SetWait)).one()
    address = f"/klassets/wachtlijst/{wait.id}"
    assert (answer.status_code, answer.location) == (303, address)
    assert "Jullie staan als 1e" in words(page(teacher.get(address)))
    assert teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 25, key="k2")).location == address
    assert "wacht" in words(page(teacher.get("/klassets")))
    assert far.get(address).status_code == far.post(f"{address}/ja").status_code == 404
    assert "Nog even" not in words(page(teacher.post(f"{address}/ja", follow_redirects=True)))

    with write_transaction(house):
        return_set(house, house.get_one(ClassSet, theirs.id), now=utc_now())
    house.expire_all()

    shown = words(page(teacher.get(address)))
    assert "Jullie zijn aan de beurt" in shown
    assert "zilverberk" not in shown
    assert "linde" not in shown
    yes = teacher.post(f"{address}/ja")
    mine = house.scalars(select(ClassSet).order_by(ClassSet.id.desc())).first()
    assert mine is not None
    assert (yes.location, mine.copies) == (f"/klassets/{mine.id}", 25)
    assert "Je zei ja" in words(page(teacher.get(address)))


def test_leaving_the_line_is_one_click_and_twice_is_no_harm(
    teacher: FlaskClient, house: Session, place: Place
) -> None:
    a_set(house, place, copies=20, first=0, last=20, group=2)
    teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 25))
    wait = house.scalars(select(SetWait)).one()

    for _ in range(2):
        assert teacher.post(f"/klassets/wachtlijst/{wait.id}/weg").status_code == 303

    assert "van de wachtlijst" in words(page(teacher.get(f"/klassets/wachtlijst/{wait.id}")))
    assert teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 31, key="k3")).status_code == 409
    assert teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 0, key="k4")).status_code == 422
    # Copies came free between the page and the click: the class has them.
    assert "/klassets/" in teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 5, key="k5")).location


def test_other_days_keep_the_code_and_what_is_impossible_says_until_when_it_can(
    teacher: FlaskClient, house: Session, place: Place
) -> None:
    made = a_set(house, place, copies=20, first=0, last=5)
    a_set(house, place, copies=15, first=10, last=30, group=2)
    address, code = f"/klassets/{made.id}/periode", made.code
    assert "Verlengen kan nu tot en met" in words(page(teacher.get(f"/klassets/{made.id}")))

    refused = page(teacher.post(address, data={"first": day(0), "last": day(14)}), 409)
    offered = next(form for form in refused.forms if form.xpath(".//input[@name='last' and @type='hidden']"))
    assert "voor een andere klas" in words(refused)
    assert dict(offered.fields)["last"] == day(9)
    assert teacher.post(address, data=dict(offered.fields)).status_code == 303
    house.refresh(made)
    assert (made.until_day, made.code) == (today() + timedelta(days=9), code)
    assert teacher.post(address, data={"first": day(1), "last": day(9)}).status_code == 422
    assert teacher.post(address, data={"first": day(0), "last": ""}).status_code == 422


def test_a_set_grows_while_there_are_copies_and_never_below_who_reads(
    app: Flask, teacher: FlaskClient, house: Session, place: Place
) -> None:
    made = a_set(house, place, copies=2)
    a_set(house, place, copies=20, group=2)
    address = f"/klassets/{made.id}/aantal"
    for animal in ("vos", "uil"):
        join(device(app), made.code, animal)

    assert teacher.post(address, data={"copies": "5"}).status_code == 303
    refused = page(teacher.post(address, data={"copies": "12"}), 409)
    assert "Maak er 10 van" in words(refused)
    assert "7 erbij gaat niet" in words(refused)
    assert "2 leerlingen lezen mee" in words(page(teacher.post(address, data={"copies": "1"}), 409))
    assert teacher.post(f"/klassets/{made.id}/dieren/vos/vertrekt").status_code == 303

    house.refresh(made)
    assert made.copies == 4
    left = page(teacher.get(f"/klassets/{made.id}")).xpath("//*[@class='reader']//strong")
    assert [animal.text for animal in left] == ["uil"]
    assert house.scalars(select(Reader.left_at).order_by(Reader.id)).first() is not None
    assert "/klas/" in join(device(app), made.code, "uil").location


def test_the_calendar_picks_a_period_into_the_form(teacher: FlaskClient, house: Session, place: Place) -> None:
    a_set(house, place, copies=20, first=0, last=5, group=2)
    first = page(teacher.get("/boeken/jits/kalender?exemplaren=24"))
    now = first.xpath("//td[contains(@class, 'free-day--few')]")
    assert len(now) == 6
    (cell,) = first.xpath(f"//a[contains(@href, 'van={day(6)}')]")
    assert cell.text_content().startswith(str((today() + timedelta(days=6)).day))

    second = page(teacher.get(cell.get("href")))
    assert "Kies de laatste dag" in words(second)
    (last,) = second.xpath(f"//a[contains(@href, 'tot={day(12)}')]")
    third = page(teacher.get(last.get("href")))
    assert "genoeg voor jullie 24" in words(third)
    (take,) = third.xpath("//a[contains(@href, 'tot=') and contains(@href, '#assign')]")
    form = next(form for form in page(teacher.get(take.get("href"))).forms if "key" in dict(form.fields))
    chosen = dict(form.fields)
    assert (chosen["first"], chosen["last"], chosen["copies"]) == (day(6), day(12), "24")


def test_nonsense_in_the_calendars_address_shows_the_calendar(client: FlaskClient, place: Place) -> None:
    for query in ("van=gisteren", "van=2001-01-01", f"van={day(3)}&tot={day(1)}", "maand=9999-01-01", "klas=x"):
        assert client.get(f"/boeken/jits/kalender?{query}").status_code == 200


def test_a_book_without_limit_has_no_calendar_of_free_days(client: FlaskClient, house: Session, place: Place) -> None:
    with write_transaction(house):
        house.scalars(select(Licence)).one().copies = None

    assert "Altijd vrij" in words(page(client.get("/boeken/jits/kalender")))
    assert "kalender" not in page(client.get("/boeken/jits")).text_content().lower()


def test_a_library_sees_who_waits_as_sums_and_takes_a_title_back_with_a_reason(
    app: Flask, teacher: FlaskClient, librarian: FlaskClient, house: Session, place: Place
) -> None:
    made = a_set(house, place, copies=20, first=0, last=20)
    pupil = device(app)
    join(pupil, made.code, "vos")
    house.expire_all()
    teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 25, group=1))
    address = "/bibliotheek/titels/jits"

    shown = words(page(librarian.get(f"{address}/uitlenen")))
    assert "1 klas vraagt samen 25 exemplaren" in shown
    assert "4A" not in shown
    assert "zilverberk" not in shown.lower()
    assert librarian.post(f"{address}/terugtrekken", data={"because": " "}).status_code == 422
    assert librarian.post(f"{address}/terugtrekken", data={"because": "Verkeerd bestand."}).status_code == 303

    closed = pupil.get(f"/klas/{made.code}/lees/1")
    assert closed.status_code == 410
    assert "Dit boek is terug" in closed.text
    assert "Verkeerd bestand" not in closed.text
    assert "Verkeerd bestand." in words(page(teacher.get(f"/klassets/{made.id}")))
    for step in ("klasset", "wachtlijst"):
        refused = page(teacher.post(f"/boeken/jits/{step}", data=a_form(place, 5, group=1, key=step)), 409)
        assert "leent dit boek niet meer uit" in words(refused)
    assert librarian.post(f"{address}/terugzetten").status_code == 303
    assert pupil.get(f"/klas/{made.code}/lees/1").status_code == 200


def test_a_lot_that_is_bought_is_kept_for_who_waits_in_the_same_click(
    teacher: FlaskClient, librarian: FlaskClient, house: Session, place: Place
) -> None:
    a_set(house, place, copies=20, first=0, last=20, group=2)
    teacher.post("/boeken/jits/wachtlijst", data=a_form(place, 25))

    told = page(librarian.post("/bibliotheek/titels/jits", data={"copies": "15"}, follow_redirects=True))

    assert "1 klas die wachtte, krijgt een mail" in words(told)
    house.expire_all()
    assert house.scalars(select(SetWait)).one().offered_from == today()


def test_a_lot_is_taken_back_and_put_back(librarian: FlaskClient, house: Session, place: Place) -> None:
    lot = house.scalars(select(Licence)).one()
    address = f"/bibliotheek/titels/jits/licenties/{lot.id}"

    assert librarian.post(f"{address}/intrekken", data={}).status_code == 422
    assert (
        librarian.post("/bibliotheek/titels/jits/licenties/999/intrekken", data={"because": "x"}).status_code == 404
    )
    assert librarian.post(f"{address}/intrekken", data={"because": "Opgezegd."}).status_code == 303
    assert "ingetrokken" in words(page(librarian.get("/bibliotheek/titels/jits/uitlenen")))
    assert librarian.post(f"{address}/terugzetten").status_code == 303
    house.refresh(lot)
    assert (lot.revoked_at, lot.revoked_because) == (None, "")
