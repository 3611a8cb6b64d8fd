"""The teacher's pages of the library: the shelf, a title, class sets; each school its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import write_transaction
from portal.extensions import db
from portal.library.lending.service import return_set
from portal.library.models import Animal, ClassSet, Reader, Title
from portal.library.together.erasing import erase_readers
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import a_set, device, furnish, join, page, selects, signed_in, today, words


@pytest.fixture
def house(app: Flask) -> Session:
    session: Session = db.session
    return session


@pytest.fixture
def place(house: Session) -> Place:
    return furnish(house)


@pytest.fixture
def teacher(app: Flask, house: Session, place: Place) -> FlaskClient:
    return signed_in(app, house)


def a_form(place: Place, **changes: str) -> dict[str, str]:
    usual = {
        "class_group_id": str(place.classes[0]),
        "first": today().isoformat(),
        "last": (today() + timedelta(days=9)).isoformat(),
        "copies": "20",
        "key": "k1",
    }
    return usual | changes


def test_the_shelf_shows_what_is_free_today_in_few_statements(
    client: FlaskClient, house: Session, place: Place, queries: Callable[[], Any]
) -> None:
    a_set(house, place, copies=12)
    with write_transaction(house):
        house.add_all(
            Title(slug=f"boek-{n}", digest=f"{n}" * 64, name=f"Boek {n}", added_at=house.get_one(Title, 1).added_at)
            for n in range(5)
        )

    with queries() as sent:
        tree = page(client.get("/boeken"))

    assert len(tree.find_class("book")) == 6
    assert "vandaag 18 vrij" in words(tree)
    assert len(selects(sent)) <= 4


@pytest.mark.parametrize(("query", "found"), [("jit", 1), ("JITS foy", 1), ("50%", 0), ("walvis", 0)])
def test_the_search_looks_in_title_and_writer(client: FlaskClient, place: Place, query: str, found: int) -> None:
    tree = page(client.get("/boeken", query_string={"zoek": query}))

    assert len(tree.find_class("book")) == found
    assert ("Geen boek gevonden" in words(tree)) == (found == 0)


def test_a_title_can_be_read_about_without_an_account(client: FlaskClient, place: Place) -> None:
    answer = client.get("/boeken/jits")
    tree = page(answer)

    assert "Set-Cookie" not in answer.headers
    assert "Hoofdstuk 2" in words(tree)
    assert "Aanmelden als leerkracht" in words(tree)
    assert not tree.xpath("//form[contains(@action, 'klasset')]")


def test_only_the_cover_of_a_title_is_open_to_all(client: FlaskClient, place: Place) -> None:
    assert client.get("/boeken/jits/beeld/kaft.png").status_code == 200
    assert client.get("/boeken/jits/beeld/prent.png").status_code == 404
    assert client.get("/boeken/nergens").status_code == 404


def test_a_teacher_gives_a_book_to_a_class(teacher: FlaskClient, house: Session, place: Place) -> None:
    form = page(teacher.get(f"/boeken/jits?klas={place.classes[1]}")).forms[-1]
    assert form.fields["class_group_id"] == str(place.classes[1])
    assert form.fields["copies"] == "25"

    answer = teacher.post("/boeken/jits/klasset", data=dict(form.fields))

    made = house.scalars(select(ClassSet)).one()
    assert (answer.status_code, answer.location) == (303, f"/klassets/{made.id}")
    assert (made.copies, made.class_group_id, made.from_day) == (25, place.classes[1], today())
    shown = words(page(teacher.get(answer.location)))
    assert f"{made.code[:3]} {made.code[3:]}" in shown
    assert "Nog niemand heeft een dier gekozen" in shown


def test_the_same_form_sent_twice_is_one_set(teacher: FlaskClient, house: Session, place: Place) -> None:
    first = teacher.post("/boeken/jits/klasset", data=a_form(place))
    second = teacher.post("/boeken/jits/klasset", data=a_form(place))

    assert first.location == second.location
    assert house.scalar(select(func.count()).select_from(ClassSet)) == 1


def test_a_class_that_reads_the_title_already_is_led_to_its_set(
    teacher: FlaskClient, house: Session, place: Place
) -> None:
    first = teacher.post("/boeken/jits/klasset", data=a_form(place))
    other = teacher.post("/boeken/jits/klasset", data=a_form(place, key="k2"), follow_redirects=True)

    assert other.request.path == first.location
    assert "leest dit boek al" in words(page(other))


def test_a_set_that_does_not_fit_is_offered_later_or_smaller(
    teacher: FlaskClient, house: Session, place: Place
) -> None:
    a_set(house, place, copies=20, first=0, last=4, group=2)

    tree = page(teacher.post("/boeken/jits/klasset", data=a_form(place, copies="24")), 409)

    later, smaller, line = (form for form in tree.forms if form.xpath(".//input[@name='copies' and @type='hidden']"))
    assert dict(later.fields)["first"] == (today() + timedelta(days=5)).isoformat()
    assert dict(smaller.fields)["copies"] == "10"
    assert (line.action, dict(line.fields)["copies"]) == ("/boeken/jits/wachtlijst", "24")
    for form in (later, smaller):
        assert teacher.post(form.action, data=dict(form.fields)).status_code == 303
        made = house.scalars(select(ClassSet).order_by(ClassSet.id.desc())).first()
        assert made is not None
        with write_transaction(house):
            house.delete(made)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"copies": "0"}, "Vul een getal van 1 tot 46 in."),
        ({"copies": "tien"}, "Vul een geheel getal in."),
        ({"last": "2020-01-01"}, "voor de eerste"),
        ({"first": "2020-01-01", "last": "2020-02-01"}, "al voorbij"),
        ({"first": "gisteren"}, "Vul een datum in, als 31-01-2027."),
        ({"first": ""}, "Kies een eerste dag"),
        ({"first": "9999-12-31", "last": "9999-12-31"}, "binnen het jaar begint"),
        ({"last": (today() + timedelta(days=400)).isoformat()}, "hoogstens één schooljaar"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_the_rest(
    teacher: FlaskClient, house: Session, place: Place, change: dict[str, str], said: str
) -> None:
    tree = page(teacher.post("/boeken/jits/klasset", data=a_form(place) | change), 422)

    assert said in words(tree)
    assert house.scalar(select(func.count()).select_from(ClassSet)) == 0


def test_a_class_of_another_school_cannot_be_chosen(teacher: FlaskClient, house: Session, place: Place) -> None:
    answer = teacher.post("/boeken/jits/klasset", data=a_form(place, class_group_id=str(place.classes[2])))

    assert answer.status_code in {404, 422}
    assert house.scalar(select(func.count()).select_from(ClassSet)) == 0


def test_the_teacher_sees_sums_and_animals_in_the_order_of_the_alphabet(
    app: Flask, teacher: FlaskClient, house: Session, place: Place, queries: Callable[[], Any]
) -> None:
    made = a_set(house, place)
    for animal, chapters in (("vos", (1, 2, 3)), ("das", (1,))):
        pupil = device(app)
        join(pupil, made.code, animal)
        for number in chapters:
            page(pupil.get(f"/klas/{made.code}/lees/{number}"))

    with queries() as sent:
        tree = page(teacher.get(f"/klassets/{made.id}"))

    assert "2 van 5 lezen mee" in words(tree)
    assert "1 zit in het laatste hoofdstuk" in words(tree)
    assert [number.text for number in tree.find_class("reach__number")] == ["2", "1", "1"]
    assert [animal.text for animal in tree.xpath("//*[@class='reader']//strong")] == ["das", "vos"]
    assert len(selects(sent)) <= 11


def test_the_page_for_the_board_shows_the_code_and_nobodys_reading(
    app: Flask, teacher: FlaskClient, house: Session, place: Place
) -> None:
    made = a_set(house, place)
    join(device(app), made.code, "vos")

    board = words(page(teacher.get(f"/klassets/{made.id}/bord")))

    assert f"{made.code[:3]} {made.code[3:]}" in board
    assert "127.0.0.1:8000/klas" in board
    assert "vos" not in board
    assert teacher.get(f"/klassets/{made.id}/qr.svg").mimetype == "image/svg+xml"


def test_the_sets_of_a_school_say_where_they_are_in_their_life(
    teacher: FlaskClient, house: Session, place: Place
) -> None:
    a_set(house, place, first=0, last=5)
    a_set(house, place, first=20, last=25)
    a_set(house, place, first=-9, last=-2, group=1)
    a_set(house, place, group=2)

    badges = [badge.text for badge in page(teacher.get("/klassets")).xpath("//li//*[contains(@class, 'badge')]")]

    assert len(badges) == 3
    assert badges[0] == "open"
    assert badges[1].startswith("begint ")
    assert badges[2] == "voorbij"


def test_a_set_can_be_returned_and_erased(app: Flask, teacher: FlaskClient, house: Session, place: Place) -> None:
    made = a_set(house, place)
    join(device(app), made.code, "vos")

    assert "Lezen kan nog tot vanavond" in words(
        page(teacher.post(f"/klassets/{made.id}/teruggeven", follow_redirects=True))
    )
    assert "zijn gewist" in words(page(teacher.post(f"/klassets/{made.id}/wissen", follow_redirects=True)))
    assert house.scalar(select(func.count()).select_from(Reader)) == 0


FOREIGN = [
    ("GET", "/klassets/{id}"),
    ("GET", "/klassets/{id}/bord"),
    ("GET", "/klassets/{id}/qr.svg"),
    ("POST", "/klassets/{id}/teruggeven"),
    ("POST", "/klassets/{id}/wissen"),
    ("POST", "/klassets/{id}/dieren/vos/nieuwe-prentjes"),
    ("POST", "/klassets/{id}/dieren/vos/vertrekt"),
    ("POST", "/klassets/{id}/periode"),
    ("POST", "/klassets/{id}/aantal"),
]


def test_every_address_of_a_class_set_is_in_the_walk_below(app: Flask) -> None:
    rules = {
        (method, str(rule).replace("<int(max=2147483647):set_id>", "{id}").replace("<animal>", "vos"))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if str(rule).startswith("/klassets/<") and rule.endpoint.startswith("lending.")
    }

    assert rules == set(FOREIGN)


@pytest.mark.parametrize(("method", "address"), FOREIGN)
def test_another_schools_set_is_not_there(
    app: Flask, house: Session, place: Place, method: str, address: str
) -> None:
    made = a_set(house, place)
    join(device(app), made.code, "vos")
    stranger = signed_in(app, house, "ver@demo.example")
    path = address.format(id=made.id)

    assert stranger.open(path, method=method).status_code == 404
    assert device(app).open(path, method=method).status_code == 303
    house.refresh(made)
    assert (made.returned_on, made.erased_at) == (None, None)
    assert house.scalars(select(Reader.pin_hash)).one() != ""


def test_an_animal_that_does_not_exist_gets_no_new_pictures(
    teacher: FlaskClient, house: Session, place: Place
) -> None:
    made = a_set(house, place)

    assert teacher.post(f"/klassets/{made.id}/dieren/draak/nieuwe-prentjes").status_code == 404
    assert Animal.VOS.value == "vos"


def test_a_set_that_ended_shows_no_way_to_return_it(teacher: FlaskClient, house: Session, place: Place) -> None:
    made = a_set(house, place, first=-9, last=-2)
    with write_transaction(house):
        return_set(house, made, now=made.created_at)
        erase_readers(house, made, now=made.created_at)

    shown = words(page(teacher.get(f"/klassets/{made.id}")))

    assert "Ja, geef ze terug" not in shown
    assert "zijn gewist" in shown
