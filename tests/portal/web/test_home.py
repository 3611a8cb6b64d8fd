"""The home page and the files behind all pages."""

import re
from datetime import timedelta

import pytest
from lxml import html

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.places.service import load_municipalities
from portal.web.access import settings
from portal.web.formats import STATIC, static_file
from tests.portal.offers.region import add_offer

SOON = utc_now() + timedelta(days=30)


def test_the_home_page_shows_what_plays_soon_and_each_show_once(client, app):
    with write_transaction(db.session):
        load_municipalities(db.session)
        for title in ("Walvis", "Walvis", "Tijger"):
            add_offer(db.session, at=(SOON,), title=title, picture=f"{title.lower()}.svg", picture_alt=title)

    tree = html.fromstring(client.get("/").text)

    assert [one.text_content().strip() for one in tree.find_class("card__title")] == ["Walvis", "Tijger"]
    form = tree.xpath("//form[@role='search']")[0]
    assert {field.get("name") for field in form.xpath(".//input | .//select")} == {"place", "levels", "months"}


def test_the_home_page_stands_without_any_offer(client):
    assert client.get("/").status_code == 200


def test_fonts_come_out_of_their_packages_and_may_be_kept(client):
    for name in ("lexend.ttf", "atkinson-regular.ttf", "atkinson-bold.ttf", "atkinson-italic.ttf"):
        response = client.get(f"/static/fonts/{name}")
        assert response.status_code == 200
        assert response.mimetype == "font/ttf"
        assert "immutable" in response.headers["Cache-Control"]
        assert response.data[:4] == b"\x00\x01\x00\x00"
    assert client.get("/static/fonts/arial.ttf").status_code == 404


def test_every_file_that_a_page_or_style_names_is_there(client):
    named = set(re.findall(r'url\("(/static/[^"]+)"\)', "".join(f.read_text() for f in STATIC.glob("*.css"))))
    for path in ("/", "/nergens"):
        named |= set(html.fromstring(client.get(path).text).xpath("//@src | //link/@href"))
    assert len(named) > 8
    for path in named:
        assert client.get(path).status_code == 200, path


def test_a_fingerprinted_file_may_be_kept_for_ever_and_another_not(client):
    assert "immutable" in client.get(static_file("base.css")).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/base.css").headers["Cache-Control"]
    assert client.get("/static/search.js").mimetype == "text/javascript"


@pytest.mark.parametrize("name", ["../secret", "..%2fsecret", "secret", ".hidden.svg", "a/b.svg", "affiche.html"])
def test_only_pictures_of_the_uploads_folder_are_served(client, name):
    folder = settings().uploads_dir
    (folder.parent / "secret").write_text("geheim")
    (folder / ".hidden.svg").write_text("<svg/>")
    (folder / "affiche.html").write_text("<p>")

    assert client.get(f"/uploads/{name}").status_code == 404


def test_an_uploaded_picture_can_run_nothing(client):
    (settings().uploads_dir / "walvis.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')

    response = client.get("/uploads/walvis.svg")

    assert response.mimetype == "image/svg+xml"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
