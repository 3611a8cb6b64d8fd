"""Pictures on disk and in the tables."""

import errno
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.db import write_transaction
from portal.offers.history import Author, changes_of
from portal.offers.models import Offer, OfferPhoto, OfferState, Production, ProductionPhoto
from portal.offers.photos.pictures import Picture, prepared
from portal.offers.photos.service import (
    PHOTOS_MAX,
    NewPhoto,
    PhotoUnknown,
    TooManyPhotos,
    add_photos,
    describe_photo,
    move_photo,
    photos_of,
    remove_photo,
)
from portal.offers.photos.store import NoRoom, forget, keep, sweep
from portal.offers.publish.errors import LastPhoto
from portal.offers.publish.story import told
from tests.portal.booking_world import MONDAY, make_world
from tests.portal.offers.photos.test_pictures import saved, two_colours

EVA = Author(None, "Eva")
BY = {"author": EVA, "now": MONDAY}


def a_picture(width: int = 640) -> Picture:
    return prepared(saved(two_colours((width, 400)), "PNG"))


def age(folder: Path, seconds: float = 7_200) -> None:
    """Let time pass over all files."""
    then = time.time() - seconds
    for path in folder.iterdir():
        os.utime(path, (then, then))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def new(file: str, alt: str = "Een vuurtoren") -> NewPhoto:
    return NewPhoto(file, 640, 400, alt, "Ann Foto")


@pytest.fixture
def offer(both_session: Session) -> Offer:
    world = make_world(both_session, state=OfferState.DRAFT)
    return both_session.get_one(Offer, world.offer_id)


def test_pictures_keep_their_order_and_the_card_shows_the_first(both_session: Session, offer: Offer) -> None:
    session = both_session
    with write_transaction(session):
        assert add_photos(session, offer, [new("a.webp", "A"), new("b.webp", "B"), new("c.webp", "C")], **BY) == 3
        assert add_photos(session, offer, [new("b.webp")], **BY) == 0
    with write_transaction(session):
        first, _second, third = photos_of(session, offer)
        move_photo(session, offer, third.id, to_front=True, **BY)
        move_photo(session, offer, first.id, step=5, **BY)
    assert [(one.file, one.position) for one in photos_of(session, offer)] == [
        ("c.webp", 0),
        ("b.webp", 1),
        ("a.webp", 2),
    ]
    with write_transaction(session):
        describe_photo(session, offer, third.id, "Het licht", "Bo", **BY)
        assert (offer.picture, offer.picture_alt, offer.picture_credit) == ("c.webp", "Het licht", "Bo")
        assert remove_photo(session, offer, third.id, **BY) == "c.webp"
    assert [one.position for one in photos_of(session, offer)] == [0, 1]
    assert offer.picture == "b.webp"
    (line,) = told(changes_of(session, offer.id)[0]).lines
    assert (line.label, line.after) == ("foto's", "B (Ann Foto), A (Ann Foto)")
    with pytest.raises(PhotoUnknown):
        describe_photo(session, offer, third.id, "x", "y", **BY)


def test_a_production_keeps_its_own_pictures(both_session: Session, offer: Offer) -> None:
    session = both_session
    with write_transaction(session):
        production = session.get_one(Production, offer.production_id)
        add_photos(session, production, [new("a.webp"), new("b.webp")], **BY)
        move_photo(session, production, photos_of(session, production)[1].id, step=-1, **BY)

    assert [photo.file for photo in photos_of(session, production)] == ["b.webp", "a.webp"]
    assert session.scalars(select(OfferPhoto)).all() == []


def test_a_picture_that_came_with_an_import_stays_the_first(session: Session) -> None:
    world = make_world(session, picture="affiche.svg", picture_alt="Affiche", picture_credit="Ann")
    offer = session.get_one(Offer, world.offer_id)

    with write_transaction(session):
        add_photos(session, offer, [new("b.webp")], **BY)

    assert [photo.file for photo in photos_of(session, offer)] == ["affiche.svg", "b.webp"]
    assert offer.picture == "affiche.svg"


def test_there_is_an_end_to_pictures_and_a_published_offer_keeps_one(session: Session) -> None:
    world = make_world(session)
    offer = session.get_one(Offer, world.offer_id)
    with write_transaction(session):
        add_photos(session, offer, [new("a.webp")], **BY)
        with pytest.raises(TooManyPhotos):
            add_photos(session, offer, [new(f"{number}.webp") for number in range(PHOTOS_MAX)], **BY)
        with pytest.raises(LastPhoto):
            remove_photo(session, offer, photos_of(session, offer)[0].id, **BY)


def test_files_that_nothing_shows_go_and_others_stay(both_session: Session, offer: Offer, tmp_path: Path) -> None:
    session, folder = both_session, tmp_path / "uploads"
    folder.mkdir()
    shown, shared, gone = a_picture(700), a_picture(800), a_picture(900)
    for picture in (shown, shared, gone):
        keep(folder, picture)
    (folder / "affiche.svg").write_text("<svg/>")
    (folder / ".abc.half").write_bytes(b"half")
    with write_transaction(session):
        add_photos(session, offer, [new(shown.file)], **BY)
        session.add(
            ProductionPhoto(
                production_id=offer.production_id,
                position=0,
                file=shared.file,
                width=8,
                height=4,
                alt="x",
                credit="y",
            )
        )
    assert sweep(session, folder) == 0, "what is young may belong to a form that is still open"
    age(folder)

    assert sweep(session, folder) == len(gone.files) + 1

    assert names(folder) == {*shown.files, *shared.files, "affiche.svg"}
    assert forget(session, folder, [shown.file, shared.file, gone.file]) == 0
    with write_transaction(session):
        remove_photo(session, offer, photos_of(session, offer)[0].id, **BY)
    assert forget(session, folder, [shown.file]) == len(shown.files)


def test_a_picture_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = a_picture(1000)
    written: list[int] = []
    real = os.fsync

    def full_at_the_second(number: int) -> None:
        written.append(number)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(number)

    monkeypatch.setattr(os, "fsync", full_at_the_second)

    with pytest.raises(NoRoom):
        keep(tmp_path, picture)

    assert names(tmp_path) == set()
    keep(tmp_path, picture)
    assert names(tmp_path) == set(picture.files)
