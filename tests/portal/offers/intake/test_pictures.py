"""Pictures beside a sheet: found by name, made ours, and never twice."""

import zipfile
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.offers.intake.models import Outcome
from portal.offers.intake.pictures import Gallery, NoPictures, Shelf
from portal.offers.intake.report import Line
from portal.offers.intake.service import Job, carry_out
from portal.offers.models import Offer, OfferPhoto
from portal.web.booked import booked_at
from tests.portal.booking_world import MONDAY, World, make_world
from tests.portal.offers.intake.sources import codes, read_sheet

HEAD = "kenmerk;titel;prijs;niveaus;foto;foto tekst;foto van\n"
SHEET = HEAD + "A;De lamp;7;lager 2;Lamp.PNG;Een lamp aan zee;An Peeters\n"


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "beeld" / "najaar").mkdir(parents=True)
    Image.new("RGB", (900, 600), "#a5142a").save(tmp_path / "beeld" / "najaar" / "lamp.png")
    (tmp_path / "beeld" / "stuk.jpg").write_bytes(b"geen foto")
    return tmp_path


def bring(session: Session, world: World, sheet: str, gallery: Gallery) -> list[Line]:
    return list(carry_out(session, read_sheet(sheet), Job(MONDAY, world.centre_id, gallery=gallery), booked_at))


def photos(session: Session) -> list[tuple[str, str]]:
    return [(one.alt, one.credit) for one in session.scalars(select(OfferPhoto).order_by(OfferPhoto.id))]


def test_a_picture_of_the_folder_hangs_on_its_offer_once(session: Session, world: World, folder: Path) -> None:
    gallery = Gallery(Shelf(folder / "beeld"), folder / "uploads")

    (first,) = bring(session, world, SHEET, gallery)
    (again,) = bring(session, world, SHEET, gallery)

    assert (first.outcome, again.outcome) == (Outcome.ACCEPTED, Outcome.UNCHANGED)
    assert photos(session) == [("Een lamp aan zee", "An Peeters")]
    offer = session.scalars(select(Offer).where(Offer.slug == first.slug)).one()
    assert (folder / "uploads" / offer.picture).is_file()


def test_a_zip_does_too_also_when_it_comes_later(session: Session, world: World, folder: Path) -> None:
    with zipfile.ZipFile(folder / "fotos.zip", "w") as archive:
        archive.write(folder / "beeld" / "najaar" / "lamp.png", "../../lamp.png")

    (without,) = bring(session, world, SHEET, Gallery(None, folder / "uploads"))
    (later,) = bring(session, world, SHEET, Gallery(Shelf(folder / "fotos.zip"), folder / "uploads"))

    assert (codes(without, corrections_only=False)[-1], later.action) == ("picture_not_taken", "changed")
    assert len(photos(session)) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["beeld", "fotos.zip", "uploads"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("weg.png", "picture_missing"), ("stuk.jpg", "bad_picture"), ("../../etc/passwd", "picture_missing")],
)
def test_what_is_no_picture_is_told_and_the_offer_is_there_all_the_same(
    session: Session, world: World, folder: Path, name: str, code: str
) -> None:
    gallery = Gallery(Shelf(folder / "beeld"), folder / "uploads")

    (line,) = bring(session, world, SHEET.replace("Lamp.PNG", name), gallery)

    assert (line.outcome, line.action, codes(line)) == (Outcome.CORRECTED, "new", [code])
    assert photos(session) == []


def test_a_trial_keeps_no_picture(session: Session, world: World, folder: Path) -> None:
    job = Job(MONDAY, world.centre_id, is_dry=True, gallery=Gallery(Shelf(folder / "beeld")))

    (line,) = carry_out(session, read_sheet(SHEET), job, booked_at)

    assert (line.outcome, list((folder / "uploads").iterdir())) == (Outcome.ACCEPTED, [])


def test_what_is_no_folder_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("tekst")

    for path in (tmp_path / "a.txt", tmp_path / "nergens"):
        with pytest.raises(NoPictures):
            Shelf(path)


def test_a_picture_without_words_gets_the_title(session: Session, world: World, folder: Path) -> None:
    (line,) = bring(
        session, world, SHEET.replace("Een lamp aan zee", ""), Gallery(Shelf(folder / "beeld"), folder / "uploads")
    )

    assert codes(line) == ["no_alt"]
    assert photos(session)[0][0] == "De lamp"
