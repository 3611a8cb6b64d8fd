"""The pupils' pages: a class code, an animal, three pictures, the book; every refusal on the way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import limiter
from portal.library.lending.service import return_set
from portal.library.models import Animal, Chapter, ClassSet, Reader, Title, TitleFile
from portal.library.together.erasing import erase_readers
from tests.portal.library.conftest import Place
from tests.portal.library.library_house import (
    PICTURE,
    Device,
    a_set,
    device,
    join,
    page,
    selects,
    signed_in,
    today,
    words,
)


def tell(pupil: Device, made: ClassSet, number: int, far: object) -> int:
    return pupil.post(f"/klas/{made.code}/lees/{number}/plaats", data={"plaats": far}).status_code


def place_of(house: Session, animal: str = "vos") -> tuple[int, float, int]:
    row = house.execute(
        select(Reader.chapter, Reader.place, Reader.furthest).where(Reader.animal == Animal(animal))
    ).one()
    house.rollback()
    return row.chapter, row.place, row.furthest


def test_a_class_reads_a_book_from_the_teachers_click_to_the_next_device(
    app: Flask, house: Session, place: Place, tablet: Device
) -> None:
    teacher = signed_in(app, house)
    form = page(teacher.get("/boeken/jits")).forms[-1]
    at = teacher.post("/boeken/jits/klasset", data=dict(form.fields)).location
    code = page(teacher.get(at)).find_class("class-code__code")[0].text.strip()

    typed = tablet.post("/klas", data={"code": f" {code.lower()} "})
    animals = page(tablet.get(typed.location))
    address = animals.xpath("//a[contains(@class, 'zoo__animal') and contains(., 'uil')]/@href")[0]
    chosen = page(tablet.get(address))
    assert "Kies drie geheime prentjes" in words(chosen)
    assert len(chosen.xpath("//input[@type='radio']")) == 27
    started = tablet.post(address, data={"prent1": "ster", "prent2": "ster", "prent3": "hart", "nieuw": "1"})
    first = tablet.get(started.location)
    assert first.location.endswith("/lees/1")
    second = page(tablet.get(first.location)).xpath("//a[@rel='next']/@href")[0]
    assert "Tekst 2" in words(page(tablet.get(second)))
    assert tablet.post(f"{second}/plaats", data={"plaats": "0.42"}).status_code == 204

    phone = device(app)
    assert "Welke prentjes had de uil?" in words(page(phone.get(address)))
    again = phone.post(address, data={"prent1": "ster", "prent2": "ster", "prent3": "hart"})
    back = phone.get(again.location, follow_redirects=True)
    assert back.request.path == second
    assert page(back).find("body").get("data-place") == "0.42"
    seen = words(page(teacher.get(at)))
    assert "1 van 25 lezen mee" in seen
    assert "hoofdstuk 2 van 3" in seen


def test_a_code_from_the_board_leads_straight_to_the_animals(tablet: Device, made: ClassSet) -> None:
    tree = page(tablet.get(f"/klas/{made.code}"))

    assert len(tree.find_class("zoo__animal")) == len(Animal)
    assert "Jits" in words(tree)


@pytest.mark.parametrize("typed", ["", "   ", "XXXXXXX", "é' OR 1=1 --", "A" * 500])
def test_an_unknown_code_is_asked_again_and_what_was_typed_stays(tablet: Device, made: ClassSet, typed: str) -> None:
    tree = page(tablet.post("/klas", data={"code": typed}), 422)

    assert tree.find_class("field__error")
    assert tree.get_element_by_id("code").get("value").strip() == typed.strip()


def test_an_old_code_in_an_address_says_so_on_the_page_to_type_the_new_one(tablet: Device, made: ClassSet) -> None:
    for path in ("/klas/BCDFGHJ", "/klas/BCDFGHJ/vos", "/klas/BCDFGHJ/lees/", "/klas/BCDFGHJ/lees/1"):
        tree = page(tablet.get(path), 404)
        assert "kennen we niet (meer)" in words(tree)
        assert tree.forms[0].action == "/klas"


def test_wrong_pictures_do_not_open_somebody_elses_book(
    app: Flask, pupil: Device, tablet: Device, made: ClassSet
) -> None:
    answer = page(join(tablet, made.code, "vos", ("vis", "maan", "ster")), 422)

    assert "niet de prentjes van dit dier" in words(answer)
    assert tablet.get(f"/klas/{made.code}/lees/1").status_code == 303


@pytest.mark.parametrize("pin", [("ster", "maan"), ("ster", "maan", "draak"), ()])
def test_three_pictures_of_ours_are_needed(
    tablet: Device, made: ClassSet, house: Session, pin: tuple[str, ...]
) -> None:
    assert "Kies in elke rij één prentje" in words(page(join(tablet, made.code, "vos", pin), 422))
    assert tablet.get(f"/klas/{made.code}/draak").status_code == 404
    assert house.scalar(select(func.count()).select_from(Reader)) == 0


@pytest.fixture
def limits(app: Flask) -> Any:
    """Rate limits as they are outside the tests, from nothing."""
    app.config["RATELIMIT_ENABLED"] = limiter.enabled = True
    limiter.init_app(app)
    limiter.reset()
    yield
    limiter.reset()
    limiter.enabled = False


def test_ten_wrong_picture_pins_shut_the_animal_for_the_right_ones_too(
    limits: None, pupil: Device, tablet: Device, made: ClassSet
) -> None:
    wrong = ("vis", "vis", "vis")
    statuses = [join(tablet, made.code, "vos", wrong, nieuw=str(n % 2)).status_code for n in range(10)]
    assert set(statuses) == {409, 422}

    right = join(tablet, made.code, "vos")
    assert (right.status_code, right.headers["Retry-After"]) == (429, "600")
    assert join(tablet, made.code, "uil").status_code == 303
    assert pupil.get(f"/klas/{made.code}/lees/1").status_code == 200


def test_many_wrong_class_codes_are_stopped_and_a_known_one_still_opens(
    limits: None, tablet: Device, made: ClassSet
) -> None:
    statuses = [tablet.get(f"/klas/XXXXX{n:02}").status_code for n in range(21)]

    assert statuses == [404] * 20 + [429]
    assert tablet.post("/klas", data={"code": "YYYYYYY"}).status_code == 429
    assert tablet.get(f"/klas/{made.code}").status_code == 200


def test_two_pupils_who_choose_the_same_animal_at_once_are_one_fox_and_one_who_chooses_again(
    app: Flask, made: ClassSet, house: Session
) -> None:
    gate = Barrier(2)

    def choose(pin: tuple[str, ...]) -> tuple[int, str]:
        with app.app_context():
            gate.wait(timeout=30)
            answer = join(device(app), made.code, "vos", pin, nieuw="1")
            return answer.status_code, answer.text

    house.rollback()
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(choose, (("ster", "ster", "ster"), ("maan", "maan", "maan"))))

    assert [status for status, _ in answers] == [303, 409]
    assert "Iemand was net iets vlugger" in answers[1][1]
    assert house.scalar(select(func.count()).select_from(Reader)) == 1


def test_the_same_click_sent_twice_is_one_pupil(tablet: Device, made: ClassSet, house: Session) -> None:
    assert [join(tablet, made.code, "vos", nieuw="1").status_code for _ in range(2)] == [303, 303]
    assert house.scalar(select(func.count()).select_from(Reader)) == 1


def test_there_are_no_more_readers_than_copies(app: Flask, house: Session, place: Place) -> None:
    made = a_set(house, place, copies=1)
    join(device(app), made.code, "vos")

    answer = page(join(device(app), made.code, "uil"), 409)

    assert "Alle exemplaren hebben al een lezer" in words(answer)


@pytest.mark.parametrize(
    ("first", "last", "status", "said"),
    [(3, 9, 200, "Nog even geduld"), (-9, -1, 410, "Het doek is dicht")],
)
def test_a_set_that_is_not_open_says_when_it_is(
    tablet: Device, house: Session, place: Place, first: int, last: int, status: int, said: str
) -> None:
    made = a_set(house, place, first=first, last=last)

    for path in ("", "/vos", "/lees/", "/lees/1"):
        assert said in words(page(tablet.get(f"/klas/{made.code}{path}"), status))
    assert said in words(page(join(tablet, made.code, "vos"), status))
    assert tell(tablet, made, 1, "0.5") == 410
    assert tablet.get(f"/klas/{made.code}/lees/beeld/prent.png").status_code == 404
    assert house.scalar(select(func.count()).select_from(Reader)) == 0


def test_a_returned_set_can_be_read_until_tonight(pupil: Device, made: ClassSet, house: Session) -> None:
    with write_transaction(house):
        return_set(house, made, now=utc_now())
    assert pupil.get(f"/klas/{made.code}/lees/1").status_code == 200

    with write_transaction(house):
        made.from_day, made.returned_on = today() - timedelta(days=2), today()

    assert "Het doek is dicht" in words(page(pupil.get(f"/klas/{made.code}/lees/1"), 410))


def test_a_pupil_of_one_set_reads_nothing_of_another(app: Flask, pupil: Device, house: Session, place: Place) -> None:
    with write_transaction(house):
        other = Title(slug="vogel", digest="1" * 64, name="Vogel", added_at=utc_now())
        house.add(other)
        house.flush()
        house.add(Chapter(title_id=other.id, position=1, heading="Geheim", html="<p>Geheim</p>", word_count=1))
        house.add(TitleFile(title_id=other.id, name="geheim.png", media_type="image/png", content=b"x"))
    from portal.library.models import Licence

    with write_transaction(house):
        house.add(Licence(title_id=other.id, copies=9))
    theirs = a_set(house, Place(place.school, place.other_school, place.classes, place.teacher, other.id), group=2)

    for path in ("/lees/", "/lees/1"):
        answer = pupil.get(f"/klas/{theirs.code}{path}")
        assert (answer.status_code, answer.location) == (303, f"/klas/{theirs.code}")
    assert pupil.get(f"/klas/{theirs.code}/lees/beeld/geheim.png").status_code == 404
    assert tell(pupil, theirs, 1, "0.5") == 422


def test_pictures_are_for_readers_only_and_never_of_another_type(
    pupil: Device, tablet: Device, made: ClassSet
) -> None:
    path = f"/klas/{made.code}/lees/beeld/prent.png"

    answer = pupil.get(path)
    assert (answer.data, answer.mimetype) == (PICTURE, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert tablet.get(path).status_code == 404
    assert pupil.get(f"/klas/{made.code}/lees/beeld/kwijt.png").status_code == 404


def test_new_pictures_sign_the_old_device_out_and_keep_the_place(
    app: Flask, pupil: Device, tablet: Device, made: ClassSet, house: Session
) -> None:
    pupil.get(f"/klas/{made.code}/lees/3")
    signed_in(app, house).post(f"/klassets/{made.id}/dieren/vos/nieuwe-prentjes")

    assert pupil.get(f"/klas/{made.code}/lees/3").location == f"/klas/{made.code}"
    assert "Kies drie geheime prentjes" in words(page(tablet.get(f"/klas/{made.code}/vos")))
    assert join(tablet, made.code, "vos", ("boot", "boom", "zon")).status_code == 303
    assert tablet.get(f"/klas/{made.code}/lees/").location.endswith("/lees/3")
    assert join(device(app), made.code, "vos").status_code == 422


def test_an_erased_reader_chooses_an_animal_again(pupil: Device, made: ClassSet, house: Session) -> None:
    pupil.get(f"/klas/{made.code}/lees/2")
    with write_transaction(house):
        erase_readers(house, made, now=utc_now())

    assert pupil.get(f"/klas/{made.code}/lees/2").status_code == 303
    assert tell(pupil, made, 2, "0.5") == 422
    assert join(pupil, made.code, "vos").status_code == 303
    assert place_of(house) == (1, 0.0, 1)


@pytest.mark.parametrize("far", ["", "ver", "nan", "inf", "-0.1", "1.01", "1e400", "0,5"])
def test_a_place_that_cannot_be_is_refused(pupil: Device, made: ClassSet, house: Session, far: str) -> None:
    assert tell(pupil, made, 1, far) == 422
    assert place_of(house) == (1, 0.0, 1)


def test_the_place_of_a_page_that_was_left_does_not_pull_the_pupil_back(
    pupil: Device, made: ClassSet, house: Session
) -> None:
    pupil.get(f"/klas/{made.code}/lees/2")

    assert tell(pupil, made, 1, "0.99") == 204  # Sent while the first page closed, and later than the second opened.
    assert tell(pupil, made, 99, "0.5") == 204
    assert place_of(house) == (2, 0.0, 2)
    assert tell(pupil, made, 2, "0.25") == 204
    assert place_of(house) == (2, 0.25, 2)


def test_a_chapter_that_is_not_there_is_not_found(pupil: Device, made: ClassSet, house: Session) -> None:
    for number in ("0", "4", "99999999999999999999", "-1", "een"):
        assert pupil.get(f"/klas/{made.code}/lees/{number}").status_code == 404
    assert place_of(house) == (1, 0.0, 1)


def test_a_device_that_stops_leaves_room_for_the_next_pupil(pupil: Device, made: ClassSet) -> None:
    assert "no-store" in pupil.get(f"/klas/{made.code}/lees/1").headers["Cache-Control"]
    assert "no-store" not in pupil.get(f"/klas/{made.code}/lees/beeld/prent.png").headers["Cache-Control"]

    answer = pupil.post(f"/klas/{made.code}/stop")

    assert answer.location == f"/klas/{made.code}"
    assert pupil.get(f"/klas/{made.code}/lees/1").status_code == 303


def test_one_device_is_one_pupil_at_a_time(pupil: Device, made: ClassSet, house: Session) -> None:
    join(pupil, made.code, "uil", ("zon", "zon", "zon"))
    pupil.get(f"/klas/{made.code}/lees/2")

    assert place_of(house, "uil")[0] == 2
    assert place_of(house, "vos")[0] == 1


def test_a_chapter_is_small_and_safe_and_costs_few_statements(
    pupil: Device, made: ClassSet, queries: Callable[[], Any], house: Session
) -> None:
    with write_transaction(house):
        chapter = house.scalars(select(Chapter).where(Chapter.position == 1)).one()
        chapter.html = "<h1>Eén</h1>" + "<p>Het licht ging aan en weer uit, en niemand zag het.</p>" * 120

    with queries() as sent:
        answer = pupil.get(f"/klas/{made.code}/lees/1")

    assert len(selects(sent)) <= 8
    assert len(answer.data) < 15_000
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    tree = page(answer)
    assert not tree.xpath("//script[not(@src)] | //style | //@style | //@onclick")
    loaded = tree.xpath("//link/@href | //script/@src | //img/@src")
    assert all(address.startswith("/static/") for address in loaded)


def test_the_look_stays_on_the_device_and_nonsense_becomes_the_usual(pupil: Device, made: ClassSet) -> None:
    chosen = {"grootte": "reuze", "kleur": "nacht", "letter": "duidelijk", "regels": "ruim", "rand": "smal"}
    chosen |= {"bladeren": "bladzijden", "hoofdstuk": "2"}
    answer = pupil.post(f"/klas/{made.code}/look", data=chosen)
    assert answer.location == f"/klas/{made.code}/lees/2"
    body = page(pupil.get(answer.location)).find("body")
    assert body.get("class") == "size-reuze theme-nacht font-duidelijk lines-ruim margin-smal leaf-bladzijden"

    pupil.set_cookie("leeslook", 'grootte=reuze"><script>&kleur=paars&letter')
    body = page(pupil.get(answer.location)).find("body")
    assert body.get("class") == "size-gewoon theme-papier font-boek lines-gewoon margin-gewoon leaf-rollen"


def test_the_animals_say_who_reads_already_and_nothing_else(
    pupil: Device, tablet: Device, made: ClassSet, queries: Callable[[], Any]
) -> None:
    with queries() as sent:
        tree = page(tablet.get(f"/klas/{made.code}"))

    taken = tree.find_class("zoo__animal--taken")
    assert [words(animal) for animal in taken] == ["vos leest al"]
    assert "hoofdstuk" not in words(tree)
    assert len(selects(sent)) <= 3
    assert "Verder lezen als vos" in words(page(pupil.get(f"/klas/{made.code}")))
