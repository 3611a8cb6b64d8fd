"""What grown-ups set: a title in front, a title with a show, and where schools then see it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.accounts.models import Company, Library, Membership, Role, User
from portal.accounts.queries import school_year
from portal.bookings.service import book_seats
from portal.clock import school_day, utc_now
from portal.db import make_sessions, write_transaction
from portal.extensions import db
from portal.library.choosing.models import TitlePush, TitleShow
from portal.library.models import Title
from portal.offers.models import Offer, Performance, Production
from portal.offers.service import reindex_all
from tests.portal.booking_world import World, a_group, a_request, add_class, add_user, make_world
from tests.portal.library.choosing.conftest import AddTitle
from tests.portal.library.library_house import Device, device, page, signed_in, words


@dataclass(frozen=True)
class Town:
    session: Session
    world: World
    production: str
    offer: str
    title_id: int


@pytest.fixture
def town(app: Flask, add_title: AddTitle) -> Iterator[Town]:
    """A company with a show, a house that plays it in a month, a library with a title, and a school."""
    with app.app_context(), make_sessions(db.engine)() as session:
        world = make_world(session)
        title_id = add_title(session, "zee")
        with write_transaction(session):
            company, library = Company(slug="maan", name="Maan"), Library(slug="bib", name="Bib", nis="13040")
            session.add_all([company, library])
            session.flush()
            offer = session.get_one(Offer, world.offer_id)
            production = session.get_one(Production, offer.production_id)
            production.company_id = company.id
            session.get_one(Title, title_id).library_id = library.id
            soon = utc_now() + timedelta(days=30)
            session.execute(
                update(Performance).values(
                    starts_at=soon, ends_at=soon + timedelta(hours=1), day=school_day(soon), closes_at=soon
                )
            )
            reindex_all(session)
            add_user(session, "auteur", Role.AUTHOR, company_id=company.id)
            add_user(session, "bib", Role.LIBRARY, library_id=library.id)
            add_user(session, "programma", Role.EDITOR, centre_id=world.centre_id)
        yield Town(session, world, production.slug, offer.slug, title_id)


def sign_in(app: Flask, town: Town, role: Role) -> Device:
    """A browser of somebody of this house. Ends the session's snapshot: later it sees what the browser did."""
    email = town.session.scalars(
        select(User.email).join(Membership, Membership.user_id == User.id).where(Membership.role == role)
    ).first()
    client = signed_in(app, town.session, str(email))
    town.session.rollback()
    return client


def press(client: Device, tree: html.HtmlElement, label: str, at: str) -> TestResponse:
    """The button's form, sent."""
    form = tree.xpath(f"//form[.//button[normalize-space()='{label}']]")[0]
    return client.post(at, data=dict(form.form_values()))


def test_a_library_puts_a_title_in_front_and_takes_it_back(app: Flask, town: Town) -> None:
    client, today = sign_in(app, town, Role.LIBRARY), school_day(utc_now())
    sent = {"title": "boek-1", "first": today.isoformat(), "last": (today + timedelta(days=9)).isoformat()}

    assert client.post("/bibliotheek/kijker", data=sent | {"line": " Mooi,  en kort. "}).status_code == 303
    assert town.session.scalars(select(TitlePush.line)).all() == ["Mooi, en kort."]
    shown = page(client.get("/bibliotheek/kijker"))
    assert "Mooi, en kort." in words(shown)
    late = page(client.post("/bibliotheek/kijker", data=sent | {"last": "2020-01-01"}), 422)
    assert "ligt voor de eerste" in words(late)
    assert "Kies een boek." in words(page(client.post("/bibliotheek/kijker", data=sent | {"title": ""}), 422))
    assert client.post("/bibliotheek/kijker", data=sent | {"title": "van-een-ander"}).status_code == 422

    gone = shown.xpath("//form[contains(@action, '/weg')]/@action")[0]
    assert client.post(gone).status_code == 303
    assert client.post(gone).status_code == 404


@pytest.mark.parametrize(
    ("role", "address", "word", "label"),
    [
        (Role.AUTHOR, "/gezelschap/{production}/boeken", "nummer", "Hoort erbij"),
        (Role.EDITOR, "/centrum/aanbod/{offer_id}/boeken", "zee", "Hoort erbij"),
        (Role.LIBRARY, "/bibliotheek/titels/boek-1/voorstellingen", "vuurtoren", "Hoort erbij"),
    ],
)
def test_each_house_says_what_goes_together_and_schools_see_it_on_both_pages(
    app: Flask, town: Town, role: Role, address: str, word: str, label: str
) -> None:
    client = sign_in(app, town, role)
    at = address.format(production=town.production, offer_id=town.world.offer_id)
    assert "Nog geen" in words(page(client.get(at)))

    found = page(client.get(f"{at}?zoek={word}"))
    assert press(client, found, label, at).status_code == 303

    assert town.session.scalars(select(TitleShow.title_id)).all() == [town.title_id]
    named = page(client.get(f"{at}?zoek={word}"))
    assert not named.xpath(f"//button[normalize-space()='{label}']")
    assert page(client.get(f"/aanbod/{town.offer}")).xpath("//ul[@class='tip-row']//a/@href") == ["/boeken/boek-1"]
    assert page(client.get("/boeken/boek-1")).xpath("//section[@aria-labelledby='shows']//a/@href") == [
        f"/aanbod/{town.offer}"
    ]

    assert press(client, named, "Weg", at).status_code == 303
    town.session.rollback()
    assert town.session.scalars(select(TitleShow.id)).all() == []
    assert client.post(at, data={"boek": "999999", "voorstelling": "productie-999999"}).status_code == 404


def test_a_booking_leads_to_the_form_of_the_book_with_class_and_weeks_filled_in(app: Flask, town: Town) -> None:
    with write_transaction(town.session) as session:
        offer = session.get_one(Offer, town.world.offer_id)
        session.add(TitleShow(title_id=town.title_id, production_id=offer.production_id))
        group = add_class(session, town.world.school_id, "4A", 24)
        group.school_year = school_year(school_day(utc_now()))
        asked = a_group("4A", 24)
        booking = book_seats(
            session, a_request(town.world, replace(asked, class_group_id=group.id)), now=utc_now()
        ).booking
        reference, code, group_id = booking.reference, booking.visit_code, group.id
    teacher = sign_in(app, town, Role.TEACHER)
    visit = school_day(utc_now()) + timedelta(days=30)

    for path in (f"/boekingen/{reference}", f"/bezoek/{code}"):
        link = page(teacher.get(path)).xpath("//a[contains(., 'Klaarzetten voor 4A')]/@href")[0]
        form = page(teacher.get(link)).xpath("//form[contains(@action, '/klasset')]")[0]
        filled = dict(form.form_values())
        assert filled["class_group_id"] == str(group_id)
        assert filled["copies"] == "25"
        assert filled["first"] == (visit - timedelta(days=21)).isoformat()
        assert filled["last"] == (visit - timedelta(days=1)).isoformat()

    # Who only has the code sees the book, and no id of the class.
    stranger = page(device(app).get(f"/bezoek/{code}"))
    assert "klas=" not in stranger.xpath("//a[contains(., 'Klaarzetten voor 4A')]/@href")[0]

    # A class that reads it already is led to its set.
    assert teacher.post("/boeken/boek-1/klasset", data=filled).status_code == 303
    shown = page(teacher.get(f"/boekingen/{reference}"))
    assert shown.xpath("//a[contains(., '4A leest dit al')]/@href")[0].startswith("/klassets/")
