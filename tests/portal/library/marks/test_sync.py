"""The address that devices tell everything to: small, checked, only the pupil's own, and closed with the set."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import limiter
from portal.library.lending.service import return_set
from portal.library.marks.models import Mark
from portal.library.marks.wire import BYTES_MAX, MARKS_AT_ONCE
from portal.library.models import ClassSet, Layout, Reader, Title
from tests.portal.library.library_house import Device, join, page, words
from tests.portal.library.marks.conftest import as_animal

MARK = {
    "sleutel": "a1b2c3d4e5f6",
    "soort": "mooi",
    "hoofdstuk": 1,
    "stuk": 2,
    "begin": 0,
    "eindstuk": 2,
    "einde": 10,
    "citaat": "Het licht.",
    "tekst": "Mooi gezegd",
    "gedeeld": False,
    "weg": False,
    "versie": 1,
}


def stand(client: Device, made: ClassSet) -> dict[str, Any]:
    answer = client.get(f"/klas/{made.code}/bewaard")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def tell(client: Device, made: ClassSet, *marks: dict[str, Any], **more: Any) -> Any:
    van = more.pop("van", None) or stand(client, made)["van"]
    return client.post(f"/klas/{made.code}/bewaard", json={"van": van, "merken": list(marks), **more})


def at(chapter: int, far: float, turn: int) -> dict[str, Any]:
    return {"hoofdstuk": chapter, "stuk": 0, "deel": 0, "ver": far, "beurt": turn}


def marks_kept(house: Session) -> int:
    count = house.scalar(select(func.count()).select_from(Mark)) or 0
    house.rollback()
    return count


def closes(house: Session, made: ClassSet) -> None:
    """Its last day was yesterday, while the device had no network."""
    with write_transaction(house):
        made.from_day, made.until_day = (school_day(utc_now()) - timedelta(days=days) for days in (20, 1))


def test_what_one_device_keeps_the_other_gets_and_a_repeat_costs_nothing(app: Flask, made: ClassSet) -> None:
    tablet, phone = as_animal(app, made, "vos"), as_animal(app, made, "vos")

    first = tell(tablet, made, MARK).get_json()
    again = tell(tablet, made, MARK, stand=first["stand"]).get_json()

    assert first["merken"] == stand(phone, made)["merken"] == [MARK]
    assert again["merken"] is None
    assert again["stand"] == first["stand"]


def test_scenario_28_two_devices_ask_before_they_go_further_on(app: Flask, house: Session, made: ClassSet) -> None:
    tablet, phone = as_animal(app, made, "vos"), as_animal(app, made, "vos")
    tablet.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14; SM-X200) Safari"
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Mobile Safari"
    tell(phone, made, plaats=at(1, 0.2, 1))
    tell(tablet, made, plaats=at(3, 0.4, 1))

    # The phone stays where it was, and is asked.
    told = tell(phone, made, plaats=at(1, 0.5, 2)).get_json()
    assert (told["elders"]["toestel"], told["elders"]["hoofdstuk"]) == ("tablet", 3)
    seen = page(phone.get(f"/klas/{made.code}/lees/", follow_redirects=True))
    assert "Op je tablet was je al in hoofdstuk 3. Daarheen?" in words(seen)
    assert seen.find_class("ask")[0].xpath(".//a/@href") == [f"/klas/{made.code}/lees/3"]

    # "Nee, hier verder": a plain form. Nothing is asked again, and a new device begins where the phone is.
    form = next(form for form in seen.forms if form.action.endswith("/bewaard/plaats"))
    assert phone.post(form.action, data=dict(form.fields)).status_code == 303
    assert "Daarheen?" not in phone.get(f"/klas/{made.code}/lees/1").text
    computer = as_animal(app, made, "vos")
    assert computer.get(f"/klas/{made.code}/lees/").location.endswith("/lees/1")
    # Each device has its own last place, and there is one reader.
    assert tablet.get(f"/klas/{made.code}/lees/").location.endswith("/lees/3")
    assert house.scalar(select(func.count()).select_from(Reader)) == 1


def test_who_reads_on_here_is_asked_once_however_many_devices_were_further(app: Flask, made: ClassSet) -> None:
    phone, *others = (as_animal(app, made, "vos") for _ in range(4))
    tell(phone, made, plaats=at(1, 0.2, 1))
    for number, device in enumerate(others):
        tell(device, made, plaats=at(2 + number % 2, 0.4, 1))
    asked = page(phone.get(f"/klas/{made.code}/lees/1"))
    form = next(form for form in asked.forms if form.action.endswith("/bewaard/plaats"))

    phone.post(form.action, data=dict(form.fields))

    assert "Daarheen?" not in phone.get(f"/klas/{made.code}/lees/1").text
    # One that goes on after that is asked about again.
    tell(others[0], made, plaats=at(3, 0.9, 2))
    assert "Daarheen?" in phone.get(f"/klas/{made.code}/lees/1").text


def test_a_picture_book_has_pages_and_no_chapters(app: Flask, house: Session, made: ClassSet) -> None:
    with write_transaction(house):
        house.get_one(Title, made.title_id).layout = Layout.FIXED
    tablet, phone = as_animal(app, made, "vos"), as_animal(app, made, "vos")
    tell(phone, made, plaats=at(1, 0.2, 1))
    tell(tablet, made, MARK | {"citaat": ""}, plaats=at(3, 0.4, 1))

    seen = words(page(phone.get(f"/klas/{made.code}/lees/1")))
    assert "was je al op bladzijde 3. Daarheen?" in seen
    assert "notitie op deze bladzijde" in seen
    for path in ("lees/1", "bladwijzers", "bladwijzers/nieuw?hoofdstuk=1"):
        told = words(page(phone.get(f"/klas/{made.code}/{path}")))
        # The pages of the test's book carry the name of chapters.
        assert "hoofdstuk" not in told.replace("Hoofdstuk", ""), path


def test_a_device_that_takes_the_book_along_has_read_none_of_it(fox: Device, house: Session, made: ClassSet) -> None:
    book = fox.get(f"/klas/{made.code}/bewaard/boek").get_json()

    for address in book["hoofdstukken"]:
        assert fox.get(f"{address}?bewaar=1").status_code == 200

    assert len(book["hoofdstukken"]) == 3
    assert house.scalars(select(Reader.furthest)).one() == 1
    assert book["tot"].startswith((made.until_day + timedelta(days=1)).isoformat())


def test_only_who_keeps_the_book_stays_signed_in_when_the_browser_closes(
    app: Flask, fox: Device, made: ClassSet
) -> None:
    def stays(client: Device) -> bool:
        cookie = client.get_cookie("foyer")
        return cookie is not None and cookie.expires is not None

    assert not stays(fox)
    fox.get(f"/klas/{made.code}/bewaard/boek")
    assert stays(fox)
    join(fox, made.code, "uil")
    assert not stays(fox)
    fox.get(f"/klas/{made.code}/bewaard/boek")
    fox.post(f"/klas/{made.code}/stop")
    with fox.session_transaction() as left:
        assert not {"lezer", "toestel", "notities"} & left.keys()
    assert not stays(fox)


def test_scenario_29_a_week_offline_merges_and_a_closed_set_takes_the_copy_back(
    app: Flask, house: Session, made: ClassSet
) -> None:
    fox = as_animal(app, made, "vos")
    van = stand(fox, made)["van"]
    closes(house, made)

    answer = tell(fox, made, MARK, van=van, plaats=at(3, 0.9, 8))

    assert answer.status_code == 410
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["code"] == "set_closed"
    assert "ruimt het boek op" in answer.get_json()["detail"]
    # Progress and words of the week arrived all the same; no more chapters do.
    reader = house.scalars(select(Reader)).one()
    assert (reader.chapter, reader.furthest) == (3, 3)
    house.rollback()
    assert marks_kept(house) == 1
    assert fox.get(f"/klas/{made.code}/lees/3").status_code == 410
    assert fox.get(f"/klas/{made.code}/bewaard/boek").status_code == 410


def test_nobody_and_somebody_else_get_nothing(app: Flask, house: Session, made: ClassSet, fox: Device) -> None:
    van = stand(fox, made)["van"]
    owl = as_animal(app, made, "uil")
    stranger = Device(app, app.response_class)

    assert stranger.post(f"/klas/{made.code}/bewaard", json={"van": van}).status_code == 401
    assert stranger.get(f"/klas/{made.code}/bewaard/boek").status_code == 401
    other = tell(owl, made, MARK, van=van)

    assert (other.status_code, other.get_json()["code"]) == (409, "other_reader")
    assert stand(owl, made)["merken"] == []
    assert marks_kept(house) == 0
    # The animals of one tablet are devices of their own.
    join(fox, made.code, "kat")
    assert stand(fox, made)["merken"] == []
    assert stand(fox, made)["van"] != van


@pytest.mark.parametrize(
    "wrong",
    [
        {"sleutel": "../../etc"},
        {"soort": "regenboog"},
        {"hoofdstuk": 0},
        {"stuk": -1},
        {"einde": 10**9},
        {"versie": 0},
        {"tekst": "x" * 1001},
        {"citaat": "x" * 301},
        {"naam": "Jits"},
    ],
)
def test_a_mark_that_can_not_be_is_refused_by_its_field(
    fox: Device, house: Session, made: ClassSet, wrong: dict[str, Any]
) -> None:
    answer = tell(fox, made, MARK | wrong)

    assert (answer.status_code, answer.get_json()["code"]) == (422, "not_understood")
    assert answer.get_json()["velden"] == [f"merken.0.{next(iter(wrong))}"]
    assert marks_kept(house) == 0


def test_what_is_no_message_is_refused_and_too_much_of_it_too(fox: Device, house: Session, made: ClassSet) -> None:
    address = f"/klas/{made.code}/bewaard"
    many = [MARK | {"sleutel": f"sleutel{number:05}"} for number in range(MARKS_AT_ONCE + 1)]

    assert fox.post(address, data=b"{", content_type="application/json").status_code == 422
    assert fox.post(address, data=b'{"van":"\\ud800"}', content_type="application/json").status_code == 422
    assert fox.post(address, data=b" " * (BYTES_MAX + 1), content_type="application/json").status_code == 413
    assert tell(fox, made, *many).status_code == 422
    assert tell(fox, made, MARK | {"hoofdstuk": 99}).get_json()["geweigerd"] == [MARK["sleutel"]]
    assert marks_kept(house) == 0


def test_control_characters_are_no_text(fox: Device, made: ClassSet) -> None:
    told = tell(fox, made, MARK | {"tekst": "Eén\r\nregel\x00\x1b[31m", "citaat": "Het\x07 licht."}).get_json()

    assert told["merken"][0]["tekst"] == "Eén\nregel[31m"
    assert told["merken"][0]["citaat"] == "Het licht."


def test_a_set_that_went_back_says_what_to_do(fox: Device, house: Session, made: ClassSet) -> None:
    with write_transaction(house):
        return_set(house, made, now=utc_now() - timedelta(days=1))

    answer = fox.get(f"/klas/{made.code}/bewaard")

    assert answer.status_code == 410
    assert answer.get_json()["notities"] == f"/klas/{made.code}/bladwijzers"


def test_the_worker_may_watch_over_this_book_only(fox: Device, made: ClassSet) -> None:
    answer = fox.get(f"/klas/{made.code}/wachter.js")

    assert answer.headers["Service-Worker-Allowed"] == f"/klas/{made.code}/"
    assert answer.content_type.startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert fox.get("/klas/XXXXXXX/wachter.js").status_code == 404


@pytest.fixture
def limits(app: Flask) -> Iterator[None]:
    """Rate limits as they are outside the tests, from nothing."""
    app.config["RATELIMIT_ENABLED"] = limiter.enabled = True
    limiter.init_app(app)
    limiter.reset()
    yield
    limiter.reset()
    limiter.enabled = False


def test_a_device_that_tells_too_much_is_asked_to_wait_and_its_neighbour_is_not(
    limits: None, app: Flask, fox: Device, made: ClassSet
) -> None:
    owl = as_animal(app, made, "uil")
    van = stand(fox, made)["van"]

    told = [tell(fox, made, van=van).status_code for _ in range(91)]

    assert told == [200] * 90 + [429]
    assert tell(owl, made).status_code == 200
