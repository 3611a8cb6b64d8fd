"""The pictures of an offer or a production: several at once, each with words for who can't see it and its maker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from PIL import Image

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.photos.pictures import FILE_MAX, BadPicture, Picture, prepared
from portal.offers.photos.service import (
    ALT_MAX,
    CREDIT_MAX,
    PHOTOS_MAX,
    NewPhoto,
    Owner,
    TooManyPhotos,
    add_photos,
    adopted,
    describe_photo,
    move_photo,
    photo_of,
    photos_of,
    remove_photo,
)
from portal.offers.photos.sources import NAME, photo_sources
from portal.offers.photos.store import NoRoom, forget, keep
from portal.offers.publish.errors import LastPhoto
from portal.offers.publish.pages import author, own_offer
from portal.offers.publish.productions import production_of
from portal.web.access import for_company, for_editor, person, settings

blueprint = Blueprint("photos", __name__, template_folder="../publish/templates")

SLOTS = 3
SLOTS_MAX = 12


@dataclass(frozen=True)
class PhotoSlot:
    """One row of the form. `kept` is a picture that arrived well while its words were not there yet."""

    number: int
    alt: str = ""
    credit: str = ""
    kept: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Whose pictures they are, and where their page is."""

    name: str
    """"offer" or "production": which template words to use."""
    endpoint: str
    values: Mapping[str, Any]
    find: Callable[[bool], Owner]
    """The owner; True: locked."""

    @property
    def address(self) -> str:
        return url_for(self.endpoint, **self.values)


def _of_offer(offer_id: int) -> Place:
    return Place("offer", "photos.gallery", {"offer_id": offer_id}, lambda lock: own_offer(offer_id, lock=lock))


def _of_production(slug: str) -> Place:
    def find(lock: bool) -> Owner:
        return production_of(db.session, slug, person().companies, lock=lock)

    return Place("production", "photos.company_gallery", {"slug": slug}, find)


def _page(place: Place, slots: list[PhotoSlot] | None = None, status: int = 200, **more: Any) -> ResponseReturnValue:
    owner = place.find(False)
    return render_template(
        "publish/photos.html",
        owner=owner,
        place=place,
        photos=photos_of(db.session, owner),
        slots=slots or [PhotoSlot(number) for number in range(SLOTS)],
        sources=photo_sources,
        limits={"mb": FILE_MAX // 1_000_000, "most": PHOTOS_MAX, "alt": ALT_MAX, "credit": CREDIT_MAX},
        **more,
    ), status


def _add(place: Place) -> ResponseReturnValue:
    """Take in what was sent. One file that is refused never stops the others."""
    place.find(False)
    if "wijzig" in request.form:
        with write_transaction(db.session) as session:
            adopted(session, place.find(True))
        return redirect(place.address, code=303)
    slots, new = [], []
    credit = ""
    for number in range(SLOTS_MAX):
        if f"alt-{number}" not in request.form:
            continue
        slot, photo = _slot(number, credit)
        # Photos of one show often have one maker: typed once is enough.
        credit = slot.credit or credit
        slots.append(slot)
        if photo is not None:
            new.append(photo)
    if any(slot.errors for slot in slots):
        return _page(place, slots, 422)
    if not new:
        wrong = PhotoSlot(0, errors={"file": "Kies eerst een foto van je computer."})
        return _page(place, [wrong, *(PhotoSlot(number) for number in range(1, SLOTS))], 422)
    try:
        with write_transaction(db.session) as session:
            many = add_photos(session, place.find(True), new, author=author(), now=utc_now())
    except TooManyPhotos:
        flash(f"Dat worden er te veel: er is plaats voor {PHOTOS_MAX} foto's.", "error")
        return redirect(place.address, code=303)
    flash("De foto staat erbij." if many == 1 else f"{many} foto's staan erbij." if many else "Die foto stond er al.")
    return redirect(place.address, code=303)


def _slot(number: int, credit: str) -> tuple[PhotoSlot, NewPhoto | None]:
    """One row: its words, its picture, and what is wrong. A good picture is kept while its words are asked for."""
    alt = " ".join(request.form.get(f"alt-{number}", "").split())
    typed = " ".join(request.form.get(f"credit-{number}", "").split())
    kept = request.form.get(f"kept-{number}", "")
    sent = request.files.get(f"file-{number}")
    has_file = sent is not None and bool(sent.filename)
    if not has_file and not _is_kept(kept):
        errors = {"file": "Kies de foto die hierbij hoort."} if alt else {}
        return PhotoSlot(number, alt, typed, errors=errors), None
    errors = {}
    size = (0, 0)
    if has_file and sent is not None:
        try:
            picture = _taken_in(sent.stream.read(FILE_MAX + 1))
            kept, size = picture.file, (picture.width, picture.height)
        except BadPicture as refusal:
            errors["file"], kept = refusal.text, ""
        except NoRoom:
            errors["file"], kept = "De schijf van de server is vol; er is niets bewaard. Verwittig je beheerder.", ""
    credit = typed or credit
    if not alt or len(alt) > ALT_MAX:
        errors["alt"] = f"Zeg in hoogstens {ALT_MAX} tekens wat er te zien is, voor wie de foto niet ziet."
    if not credit or len(credit) > CREDIT_MAX:
        errors["credit"] = f"Van wie is deze foto? Hoogstens {CREDIT_MAX} tekens."
    slot = PhotoSlot(number, alt, credit, kept, errors)
    if errors:
        return slot, None
    width, height = size if all(size) else _size_of(kept)
    return slot, NewPhoto(kept, width, height, alt, credit)


def _taken_in(data: bytes) -> Picture:
    picture = prepared(data)
    keep(settings().uploads_dir, picture)
    return picture


def _is_kept(name: str) -> bool:
    """Whether a form names a picture that we wrote; anything else in that hidden field is nothing."""
    return NAME.fullmatch(name) is not None and (settings().uploads_dir / name).is_file()


def _size_of(name: str) -> tuple[int, int]:
    with Image.open(settings().uploads_dir / name) as image:
        return image.size


def _change(place: Place, photo_id: int) -> ResponseReturnValue:
    """Words, order, or away with it; the pressed button says which."""
    photo_of(db.session, place.find(False), photo_id)
    wish = request.form.get("doe", "")
    by: dict[str, Any] = {"author": author(), "now": utc_now()}
    alt, credit = (" ".join(request.form.get(name, "").split()) for name in ("alt", "credit"))
    if wish == "bewaar" and not (alt and credit and len(alt) <= ALT_MAX and len(credit) <= CREDIT_MAX):
        wrong = {"id": photo_id, "alt": alt, "credit": credit}
        return _page(place, status=422, wrong=wrong)
    gone = ""
    try:
        with write_transaction(db.session) as session:
            owner = place.find(True)
            if wish == "bewaar":
                describe_photo(session, owner, photo_id, alt, credit, **by)
            elif wish in {"eerder", "later"}:
                move_photo(session, owner, photo_id, step=-1 if wish == "eerder" else 1, **by)
            elif wish == "eerst":
                move_photo(session, owner, photo_id, to_front=True, **by)
            elif wish == "weg":
                gone = remove_photo(session, owner, photo_id, **by)
    except LastPhoto:
        flash("Dit is de laatste foto van gepubliceerd aanbod. Zet er eerst een andere bij.", "warning")
        return redirect(place.address, code=303)
    if gone:
        forget(db.session, settings().uploads_dir, [gone])
    flash({"bewaar": "Bewaard.", "weg": "De foto is weg."}.get(wish, "De volgorde is aangepast."))
    return redirect(place.address, code=303)


@blueprint.get("/centrum/aanbod/<int:offer_id>/fotos")
@for_editor
def gallery(offer_id: int) -> ResponseReturnValue:
    return _page(_of_offer(offer_id))


@blueprint.post("/centrum/aanbod/<int:offer_id>/fotos")
@for_editor
def gallery_submit(offer_id: int) -> ResponseReturnValue:
    return _add(_of_offer(offer_id))


@blueprint.post("/centrum/aanbod/<int:offer_id>/fotos/<int:photo_id>")
@for_editor
def photo_submit(offer_id: int, photo_id: int) -> ResponseReturnValue:
    return _change(_of_offer(offer_id), photo_id)


@blueprint.get("/gezelschap/<slug>/fotos")
@for_company
def company_gallery(slug: str) -> ResponseReturnValue:
    return _page(_of_production(slug))


@blueprint.post("/gezelschap/<slug>/fotos")
@for_company
def company_gallery_submit(slug: str) -> ResponseReturnValue:
    return _add(_of_production(slug))


@blueprint.post("/gezelschap/<slug>/fotos/<int:photo_id>")
@for_company
def company_photo_submit(slug: str, photo_id: int) -> ResponseReturnValue:
    return _change(_of_production(slug), photo_id)
