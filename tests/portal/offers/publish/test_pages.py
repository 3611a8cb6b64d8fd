"""The pages of publishing, as an editor walks through them."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Company, Role
from portal.bookings.service import book_seats
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import (
    Offer,
    OfferPhoto,
    OfferState,
    Performance,
    PerformanceState,
    Production,
    Venue,
)
from portal.offers.publish.facts import facts_of
from portal.offers.publish.sheet import sheet_of
from portal.settings import Settings
from tests.portal.booking_world import World, a_group, a_request, add_user, make_world
from tests.portal.desks import Browser, browser_of
from tests.portal.offers.photos.test_pictures import saved, two_colours
from tests.portal.offers.publish.test_sheet import TOWNS

FORM = {
    "title": "Nachtvlinder",
    "short": "Een mot zoekt de maan.",
    "description": "Dans met schaduwen.",
    "kind": "performance",
    "discipline": "dance",
    "levels": ["lager-1", "lager-2"],
    "duration_min": "45",
    "price": "7,50",
}
"""A whole form, as a browser sends it."""


@pytest.fixture
def world(app: Flask) -> World:
    return make_world(db.session)


@pytest.fixture
def editor(app: Flask, world: World) -> Browser:
    with write_transaction(db.session):
        person = add_user(db.session, "Eva Programma", Role.EDITOR, centre_id=world.centre_id)
    return browser_of(app, person)


def the_offer(offer_id: int) -> Offer:
    db.session.expire_all()
    return db.session.get_one(Offer, offer_id)


def made(location: str) -> int:
    found = re.search(r"/centrum/aanbod/(\d+)", location)
    assert found is not None, location
    return int(found[1])


def a_draft(editor: Browser, **values: Any) -> int:
    answer = editor.post("/centrum/aanbod/nieuw", data=FORM | values)
    assert answer.status_code == 303, answer.text
    return made(answer.location)


def sent(offer_id: int, **values: Any) -> dict[str, Any]:
    """The form of an offer as it stands, with some fields typed otherwise."""
    sheet = sheet_of(facts_of(db.session, the_offer(offer_id)), TOWNS)
    marked = {name: sorted(values) for name, values in sheet.marked.items()}
    version = {"versie": the_offer(offer_id).updated_at.isoformat()}
    return dict(sheet.typed) | marked | version | values


def photo(name: str = "foto.jpg", data: bytes | None = None) -> tuple[BytesIO, str]:
    return BytesIO(saved(two_colours(), "PNG") if data is None else data), name


# --- Drafts and the form --------------------------------------------------------------------------------------


def test_a_title_is_enough_to_begin_and_nobody_else_sees_it(editor: Browser, client: Any) -> None:
    offer_id = a_draft(editor, **dict.fromkeys(set(FORM) - {"title", "kind"}, ""))

    page = editor.get(f"/centrum/aanbod/{offer_id}").text
    assert "minstens één niveau" in page
    assert "een prijs; vul 0 in als het gratis is" in page
    assert client.get(f"/aanbod/{the_offer(offer_id).slug}").status_code == 404
    assert "Nachtvlinder" in editor.get("/centrum/aanbod?staat=draft").text


def test_nothing_typed_is_lost_when_a_field_is_wrong(editor: Browser) -> None:
    answer = editor.post("/centrum/aanbod/nieuw", data=FORM | {"price": "zeven", "question-0": "Is er een map?"})

    assert answer.status_code == 422
    assert 'value="zeven"' in answer.text
    assert 'id="price-error"' in answer.text
    assert "Wat is het antwoord?" in answer.text
    assert "Dans met schaduwen." in answer.text
    assert re.search(r'value="lager-2" checked', answer.text)


def test_a_row_more_needs_no_script(editor: Browser) -> None:
    data = FORM | {"tariff_name-0": "UiTPAS", "tariff_price-0": "1,50", "rij": "tariffs"}

    answer = editor.post("/centrum/aanbod/nieuw", data=data)

    assert answer.status_code == 200
    assert 'id="tariff_name-1"' in answer.text
    assert 'value="UiTPAS"' in answer.text


def test_the_second_of_two_people_keeps_their_text_and_sees_the_other_one(editor: Browser) -> None:
    offer_id = a_draft(editor)
    mine = sent(offer_id, short="Mijn zin.", duration_min="50")
    assert (
        editor.post(f"/centrum/aanbod/{offer_id}", data=sent(offer_id, short="Hun zin.", price="8")).status_code
        == 303
    )

    answer = editor.post(f"/centrum/aanbod/{offer_id}", data=mine)

    assert answer.status_code == 409
    assert 'value="Mijn zin."' in answer.text
    assert "<q>Hun zin.</q>" in answer.text
    assert "Overgenomen van je collega." in answer.text
    assert "Eva Programma" in answer.text
    assert the_offer(offer_id).short == "Hun zin."
    version = re.search(r'name="versie" value="([^"]+)"', answer.text)
    again = mine | {"versie": version[1] if version else "", "price": "8"}
    assert editor.post(f"/centrum/aanbod/{offer_id}", data=again).status_code == 303
    offer = the_offer(offer_id)
    assert (offer.short, offer.duration_min, offer.price_cents) == ("Mijn zin.", 50, 800)


def test_a_published_offer_says_at_the_field_what_it_can_not_do_without(editor: Browser, world: World) -> None:
    answer = editor.post(f"/centrum/aanbod/{world.offer_id}", data=sent(world.offer_id, price="", levels=[]))

    assert answer.status_code == 422
    assert 'id="price-error"' in answer.text
    assert 'id="levels-error"' in answer.text


def test_an_imported_offer_without_a_description_can_still_be_corrected(editor: Browser, world: World) -> None:
    with write_transaction(db.session):
        the_offer(world.offer_id).description = ""

    answer = editor.post(f"/centrum/aanbod/{world.offer_id}", data=sent(world.offer_id, price="9"))

    assert answer.status_code == 303
    assert the_offer(world.offer_id).price_cents == 900


def test_the_list_finds_by_title_state_and_season(editor: Browser, world: World) -> None:
    a_draft(editor, title="Café Zee")

    def listed(query: str) -> list[str]:
        return re.findall(r'programme__title" href="[^"]+">([^<]+)<', editor.get(f"/centrum/aanbod?{query}").text)

    show = "De vuurtoren die niet wou slapen"
    assert listed("") == ["Café Zee", show]
    assert listed("zoek=cafe+ZEE") == ["Café Zee"]
    assert listed("staat=published") == [show]
    assert listed("seizoen=2026") == ["Café Zee", show]
    assert listed("seizoen=2027") == ["Café Zee"]
    assert listed("zoek=nergens") == []
    assert "Geen aanbod" not in editor.get("/centrum/aanbod?staat=onzin&seizoen=x&pagina=-4").text


# --- From draft to affiche ------------------------------------------------------------------------------------


def test_a_season_is_published_in_an_afternoon(editor: Browser, world: World, client: Any) -> None:
    offer_id = a_draft(editor)
    base = f"/centrum/aanbod/{offer_id}"
    refused = editor.post(f"{base}/publiceren")
    assert refused.status_code == 422
    assert "Een foto met een beschrijving en een bron" in refused.text
    hall = db.session.scalars(select(Venue).where(Venue.centre_id == world.centre_id)).one()
    when = {"dag": ["1", "3"], "uren": "10.30 en 13.30", "van": "2027-02-01", "tot": "2027-02-18"}
    where = {"zaal": str(hall.id), "plaatsen": "150", "sluit": "3"}

    listed = editor.get(f"{base}/data", query_string=when | where)

    ticks = re.findall(r'name="moment" value="([^"]+)" checked', listed.text)
    assert len(ticks) == 8
    assert listed.text.count("krokusvakantie") == 4
    assert editor.post(f"{base}/data", data={"moment": ticks} | where).status_code == 303
    assert editor.post(f"{base}/data", data={"moment": ticks} | where).status_code == 303
    dates = db.session.scalars(select(Performance).where(Performance.offer_id == offer_id)).all()
    assert len(dates) == 8
    assert {(one.capacity, one.starts_at - one.closes_at, one.ends_at - one.starts_at) for one in dates} == {
        (150, timedelta(days=3), timedelta(minutes=45))
    }
    files = {"file-0": photo(), "alt-0": "Een mot bij een lamp", "credit-0": "Ann Foto"}
    assert editor.post(f"{base}/fotos", data=files, content_type="multipart/form-data").status_code == 303
    preview = editor.get(f"{base}/voorbeeld").text
    assert "Voorbeeld." in preview
    assert "Nachtvlinder" in preview
    assert editor.post(f"{base}/publiceren").status_code == 303
    page = client.get("/aanbod/nachtvlinder").text
    assert "Een mot bij een lamp" in page
    assert "Voorbeeld." not in page
    history = editor.get(f"{base}/geschiedenis").text
    for told in ("8 data erbij", "publiceerde dit aanbod", "maakte dit aanbod", "Een mot bij een lamp (Ann Foto)"):
        assert told in history


def test_a_clash_that_was_not_shown_before_is_shown_first(editor: Browser, world: World) -> None:
    offer_id = a_draft(editor)
    there = db.session.get_one(Performance, world.performance_id)
    where = {"zaal": str(there.venue_id), "plaatsen": "100", "sluit": "2"}
    moment = there.starts_at.isoformat()

    asked = editor.post(f"/centrum/aanbod/{offer_id}/data", data={"moment": moment} | where)

    assert asked.status_code == 409
    assert "zaal bezet" in asked.text
    assert db.session.scalars(select(Performance).where(Performance.offer_id == offer_id)).all() == []
    known = {"moment": moment, "gekend": moment} | where
    assert editor.post(f"/centrum/aanbod/{offer_id}/data", data=known).status_code == 303


def test_one_date_is_asked_again_when_it_lies_in_a_holiday(editor: Browser) -> None:
    offer_id = a_draft(editor)
    one = {"datum": "25/12/2027", "uur": "10u30", "zaal": "geen", "plaatsen": "80", "sluit": "2"}

    assert "Kerstmis" in editor.post(f"/centrum/aanbod/{offer_id}/data", data=one).text
    assert editor.post(f"/centrum/aanbod/{offer_id}/data", data=one | {"datum": "14/1/2028"}).status_code == 303
    wrong = editor.post(f"/centrum/aanbod/{offer_id}/data", data=one | {"uur": "straks", "plaatsen": ""})
    assert wrong.status_code == 422
    assert '<input type="text" id="datum" name="datum" value="25/12/2027"' in wrong.text, "a date field would hide it"


def test_more_places_than_the_hall_has_are_refused(editor: Browser, world: World) -> None:
    offer_id = a_draft(editor)
    hall = db.session.scalars(select(Venue).where(Venue.centre_id == world.centre_id)).one()
    data = {"datum": "2028-01-14", "uur": "10.30", "zaal": str(hall.id), "plaatsen": "201", "sluit": "2"}

    answer = editor.post(f"/centrum/aanbod/{offer_id}/data", data=data)

    assert answer.status_code == 422
    assert "Grote zaal heeft 200 plaatsen." in answer.text


def test_a_booked_date_says_why_it_stays(editor: Browser, world: World) -> None:
    with write_transaction(db.session):
        booking = book_seats(db.session, a_request(world, a_group("4A", 24, 2)), now=utc_now()).booking
    here = f"/centrum/aanbod/{world.offer_id}/data/{world.performance_id}"

    fewer = editor.post(here, data={"plaatsen": "20", "sluit": "2"})
    gone = editor.post(f"{here}/toestand", data={"doe": "annuleer"})
    removed = editor.post(f"{here}/toestand", data={"doe": "schrap"})
    withdrawing = editor.get(f"/centrum/aanbod/{world.offer_id}/intrekken").text

    assert fewer.status_code == 409
    assert "Er zijn al 26 plaatsen geboekt" in fewer.text
    assert gone.location == removed.location == f"/centrum/boekingen?moment={world.performance_id}"
    assert "Er staat 1 boeking." in withdrawing
    assert booking.reference in withdrawing
    assert editor.post(here, data={"plaatsen": "26", "sluit": "2"}).status_code == 303
    assert editor.post(f"/centrum/aanbod/{world.offer_id}/intrekken").status_code == 303
    assert the_offer(world.offer_id).state is OfferState.WITHDRAWN
    there = db.session.get_one(Performance, world.performance_id)
    assert (there.capacity, there.seats_taken) == (26, 26)


def test_a_date_without_bookings_is_moved_cancelled_restored_and_struck(editor: Browser, world: World) -> None:
    here = f"/centrum/aanbod/{world.offer_id}/data/{world.performance_id}"
    hall = db.session.scalars(select(Venue).where(Venue.centre_id == world.centre_id)).one()
    moved = {"datum": "2028-01-13", "uur": "13.30", "zaal": str(hall.id), "plaatsen": "90", "sluit": "5"}

    assert editor.post(here, data=moved).status_code == 303
    db.session.expire_all()
    there = db.session.get_one(Performance, world.performance_id)
    assert (there.day.isoformat(), there.capacity) == ("2028-01-13", 90)
    editor.post(f"{here}/toestand", data={"doe": "annuleer"})
    db.session.expire_all()
    assert there.state is PerformanceState.CANCELLED
    editor.post(f"{here}/toestand", data={"doe": "herstel"})
    editor.post(f"{here}/toestand", data={"doe": "schrap"})
    db.session.expire_all()
    assert db.session.get(Performance, world.performance_id) is None


def test_an_offer_goes_to_the_next_season_with_or_without_its_dates(editor: Browser, world: World) -> None:
    base = f"/centrum/aanbod/{world.offer_id}/volgend-seizoen"
    page = editor.get(base).text
    ticks = re.findall(r'name="moment" value="([^"]+)" checked', page)
    assert [tick[:10] for tick in ticks] == ["2028-01-13"]

    with_dates = editor.post(base, data={"moment": ticks, "zaal": "geen", "plaatsen": "80", "sluit": "2"})
    without = editor.post(base, data={"moment": ticks, "zonder": "data"})

    offers = [the_offer(made(answer.location)) for answer in (with_dates, without)]
    assert [one.copied_from_id for one in offers] == [world.offer_id] * 2
    counts = [
        len(db.session.scalars(select(Performance).where(Performance.offer_id == one.id)).all()) for one in offers
    ]
    assert counts == [1, 0]


def test_a_draft_is_thrown_away(editor: Browser) -> None:
    offer_id = a_draft(editor)

    assert editor.post(f"/centrum/aanbod/{offer_id}/weg").status_code == 303

    assert db.session.get(Offer, offer_id) is None


# --- Halls ----------------------------------------------------------------------------------------------------


def test_halls_are_added_changed_and_removed(editor: Browser, world: World) -> None:
    assert editor.post("/centrum/zalen", data={"naam": "", "plaatsen": "veel", "rolstoel": "900"}).status_code == 422
    assert editor.post("/centrum/zalen", data={"naam": "Foyer", "plaatsen": "40", "rolstoel": ""}).status_code == 303
    hall = db.session.scalars(select(Venue).where(Venue.name == "Foyer")).one()

    editor.post(f"/centrum/zalen/{hall.id}", data={"naam": "De foyer", "plaatsen": "45", "rolstoel": "3"})

    db.session.expire_all()
    assert (hall.name, hall.seats, hall.wheelchair_places) == ("De foyer", 45, 3)
    big = db.session.get_one(Performance, world.performance_id).venue_id
    editor.post(f"/centrum/zalen/{big}/weg")
    editor.post(f"/centrum/zalen/{hall.id}/weg")
    assert [one.id for one in db.session.scalars(select(Venue))] == [big]


# --- Photos ---------------------------------------------------------------------------------------------------


def test_a_good_photo_without_words_is_kept_while_they_are_asked_for(editor: Browser, app: Flask) -> None:
    offer_id = a_draft(editor)
    files = {"file-0": photo(), "alt-0": "", "credit-0": "Ann", "file-1": photo("x.svg", b"<svg><script/></svg>")}

    answer = editor.post(
        f"/centrum/aanbod/{offer_id}/fotos", data=files | {"alt-1": "Twee"}, content_type="multipart/form-data"
    )

    assert answer.status_code == 422
    assert "Een tekening in SVG kunnen we niet tonen." in answer.text
    kept = re.search(r'name="kept-0" value="([^"]+)"', answer.text)
    assert kept is not None
    settings: Settings = app.extensions["foyer_settings"]
    assert (settings.uploads_dir / kept[1]).is_file()
    again = {"kept-0": kept[1], "alt-0": "Een mot", "credit-0": "Ann"}
    assert editor.post(f"/centrum/aanbod/{offer_id}/fotos", data=again).status_code == 303
    (row,) = db.session.scalars(select(OfferPhoto).where(OfferPhoto.offer_id == offer_id)).all()
    assert (row.file, row.width, row.height, row.alt) == (kept[1], 640, 400, "Een mot")
    assert editor.get(f"/uploads/{row.file}").mimetype == "image/webp"


def test_a_form_can_not_name_a_file_that_we_did_not_make(editor: Browser, app: Flask) -> None:
    offer_id = a_draft(editor)
    for kept in ("../foyer.sqlite", "affiche.svg", f"{'0' * 32}-480.webp"):
        answer = editor.post(
            f"/centrum/aanbod/{offer_id}/fotos", data={"kept-0": kept, "alt-0": "x", "credit-0": "y"}
        )
        assert answer.status_code == 422
    assert db.session.scalars(select(OfferPhoto)).all() == []


def test_photos_change_words_order_and_go(editor: Browser, app: Flask) -> None:
    offer_id = a_draft(editor)
    base = f"/centrum/aanbod/{offer_id}/fotos"
    two = {
        "file-0": photo(),
        "alt-0": "Een",
        "credit-0": "Ann",
        "file-1": photo(data=saved(two_colours((700, 500)), "JPEG")),
        "alt-1": "Twee",
        "credit-1": "",
    }
    assert editor.post(base, data=two, content_type="multipart/form-data").status_code == 303
    first, second = db.session.scalars(select(OfferPhoto).order_by(OfferPhoto.position)).all()
    assert second.credit == "Ann", "one maker, typed once"

    editor.post(f"{base}/{second.id}", data={"doe": "eerst"})
    editor.post(f"{base}/{second.id}", data={"doe": "bewaar", "alt": "Nog een mot", "credit": "Bo"})
    assert editor.post(f"{base}/{second.id}", data={"doe": "bewaar", "alt": "", "credit": ""}).status_code == 422

    offer = the_offer(offer_id)
    assert (offer.picture, offer.picture_alt, offer.picture_credit) == (second.file, "Nog een mot", "Bo")
    editor.post(f"{base}/{second.id}", data={"doe": "weg"})
    assert the_offer(offer_id).picture == first.file


def test_a_picture_of_before_gets_words_of_its_own(editor: Browser, world: World) -> None:
    with write_transaction(db.session):
        the_offer(world.offer_id).picture = "affiche.svg"
    base = f"/centrum/aanbod/{world.offer_id}/fotos"

    assert editor.post(base, data={"wijzig": "ja"}).status_code == 303

    (row,) = db.session.scalars(select(OfferPhoto)).all()
    editor.post(f"{base}/{row.id}", data={"doe": "bewaar", "alt": "Een vuurtoren", "credit": "Ann"})
    offer = the_offer(world.offer_id)
    assert (offer.picture, offer.picture_alt, offer.picture_credit) == ("affiche.svg", "Een vuurtoren", "Ann")


# --- Companies ------------------------------------------------------------------------------------------------


def test_a_production_goes_from_its_company_to_a_programme_and_stays_linked(
    app: Flask, editor: Browser, world: World
) -> None:
    with write_transaction(db.session):
        company = Company(slug="kartonnen-maan", name="Kartonnen Maan")
        db.session.add(company)
        db.session.flush()
        person = add_user(db.session, "Auteur", Role.AUTHOR, company_id=company.id)
    author = browser_of(app, person)
    answer = author.post("/gezelschap/nieuw", data=FORM | {"title": "Nieuw"})
    assert answer.location != "/gezelschap/nieuw/gegevens", "that address is the form's own"
    slug = answer.location.split("/")[2]
    assert "Nieuw" not in editor.get("/centrum/producties").text.replace("Nieuwe", "")

    assert author.post(f"/gezelschap/{slug}/tonen", data={"doe": "toon"}).status_code == 303
    files = {"file-0": photo(), "alt-0": "Een mot", "credit-0": "Ann"}
    author.post(f"/gezelschap/{slug}/fotos", data=files, content_type="multipart/form-data")
    offer_id = made(editor.post(f"/centrum/producties/{slug}").location)

    offer = the_offer(offer_id)
    assert (offer.title, offer.short, offer.picture_alt) == ("Nieuw", "Een mot zoekt de maan.", "Een mot")
    page = author.get(f"/gezelschap/{slug}/gegevens").text
    version = re.search(r'name="versie" value="([^"]+)"', page)
    assert version is not None
    corrected = FORM | {"title": "Nieuw", "short": "Een mot vindt de maan.", "duration_min": "50"}
    saved_page = author.post(f"/gezelschap/{slug}/gegevens", data=corrected | {"versie": version[1]})
    assert saved_page.status_code == 303
    assert the_offer(offer_id).short == "Een mot vindt de maan."
    assert "50\u00a0min" in editor.get(f"/centrum/aanbod/{offer_id}").text
    assert "nieuws van het gezelschap" in editor.get("/centrum/aanbod").text
    link = f"/centrum/aanbod/{offer_id}/productie"
    assert "hoort nu bij" in editor.get(link).text
    assert editor.post(link).status_code == 303
    assert the_offer(offer_id).production_id is None
    assert editor.post(link, data={"productie": "nergens"}).status_code == 404
    assert f'value="{slug}"' in editor.get(f"{link}?zoek=").text
    editor.post(link, data={"productie": slug})
    assert the_offer(offer_id).production_id is not None
    editor.post(f"/centrum/aanbod/{offer_id}/overnemen", data={"veld": "duration_min"})
    assert the_offer(offer_id).duration_min == 50
    late = author.post(f"/gezelschap/{slug}/gegevens", data=FORM | {"short": "Te laat.", "versie": version[1]})
    assert late.status_code == 409
    assert 'value="Te laat."' in late.text
    basis = re.search(r'name="basis" value="([^"]+)"', page)
    assert basis is not None
    mine = FORM | {"title": "Nieuw", "short": "Te laat.", "versie": version[1], "basis": unescape(basis[1])}
    met = author.post(f"/gezelschap/{slug}/gegevens", data=mine).text
    assert "Bij 1 veld schreven jullie allebei iets" in met
    assert "Een mot vindt de maan." in met  # What the colleague wrote in the same field.
    assert 'value="50"' in met  # What only the colleague changed came along.
    assert author.post(f"/gezelschap/{slug}/gegevens", data=mine | {"basis": "[1, {}"}).status_code == 409
    assert author.post(f"/gezelschap/{slug}/gegevens", data={"title": ""}).status_code == 422
    production = db.session.scalars(select(Production).where(Production.slug == slug)).one()
    assert production.is_shared
