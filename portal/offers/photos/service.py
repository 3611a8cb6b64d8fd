"""The pictures of an offer or a production: their order and words. Functions flush and never commit.

`Offer.picture`, `_alt` and `_credit` always equal those of the first picture, for cards and feeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.errors import Refusal
from portal.offers.history import Author, ChangeKind, note_down
from portal.offers.models import Offer, OfferPhoto, OfferState, Production, ProductionPhoto
from portal.offers.publish.errors import LastPhoto

PHOTOS_MAX = 12
ALT_MAX, CREDIT_MAX = 200, 120
_ASIDE = 10_000
"""Positions are unique; while they change places, all of them stand this far off."""

Owner = Offer | Production
Photo = OfferPhoto | ProductionPhoto


class PhotoUnknown(Refusal):
    code = "photo_unknown"

    def __init__(self, photo_id: int) -> None:
        super().__init__(str(photo_id))
        self.photo_id = photo_id


class TooManyPhotos(Refusal):
    code = "too_many_photos"

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


@dataclass(frozen=True)
class NewPhoto:
    """A picture that is on disk already, with the words that go with it."""

    file: str
    width: int
    height: int
    alt: str
    credit: str


def photos_of(session: Session, owner: Owner) -> list[Photo]:
    """The pictures in order."""
    if isinstance(owner, Offer):
        own = select(OfferPhoto).where(OfferPhoto.offer_id == owner.id)
        return list(session.scalars(own.order_by(OfferPhoto.position)))
    shared = select(ProductionPhoto).where(ProductionPhoto.production_id == owner.id)
    return list(session.scalars(shared.order_by(ProductionPhoto.position)))


def photo_of(session: Session, owner: Owner, photo_id: int) -> Photo:
    """A picture of this offer or production.

    Raises:
        PhotoUnknown: it has none of this id.
    """
    found = next((photo for photo in photos_of(session, owner) if photo.id == photo_id), None)
    if found is None:
        raise PhotoUnknown(photo_id)
    return found


def add_photos(session: Session, owner: Owner, new: Sequence[NewPhoto], *, author: Author, now: datetime) -> int:
    """Put pictures behind those that are there; one that is there already is passed over. How many came.

    Raises:
        TooManyPhotos: there would be more than `PHOTOS_MAX`.
    """
    there = adopted(session, owner)
    before = _words(there)
    files = {photo.file for photo in there}
    fresh = [one for one in {one.file: one for one in new}.values() if one.file not in files]
    if len(there) + len(fresh) > PHOTOS_MAX:
        raise TooManyPhotos(PHOTOS_MAX)
    place = max((photo.position for photo in there), default=-1) + 1
    for number, one in enumerate(fresh, start=place):
        values = {"file": one.file, "width": one.width, "height": one.height, "alt": one.alt, "credit": one.credit}
        if isinstance(owner, Offer):
            session.add(OfferPhoto(offer_id=owner.id, position=number, **values))
        else:
            session.add(ProductionPhoto(production_id=owner.id, position=number, **values))
    if fresh:
        _settle(session, owner, before, author=author, now=now)
    return len(fresh)


def adopted(session: Session, owner: Owner) -> list[Photo]:
    """The pictures; one that came with an import, or before there were several, becomes the first of them."""
    photos = photos_of(session, owner)
    if photos or not isinstance(owner, Offer) or not owner.picture:
        return photos
    words = {"alt": owner.picture_alt, "credit": owner.picture_credit}
    session.add(OfferPhoto(offer_id=owner.id, position=0, file=owner.picture, width=1200, height=800, **words))
    session.flush()
    return photos_of(session, owner)


def describe_photo(
    session: Session, owner: Owner, photo_id: int, alt: str, credit: str, *, author: Author, now: datetime
) -> None:
    """Change the words of a picture."""
    photo, before = photo_of(session, owner, photo_id), _words(photos_of(session, owner))
    photo.alt, photo.credit = alt, credit
    _settle(session, owner, before, author=author, now=now)


def move_photo(
    session: Session,
    owner: Owner,
    photo_id: int,
    *,
    to_front: bool = False,
    step: int = 0,
    author: Author,
    now: datetime,
) -> None:
    """Move a picture so many places (-1: one earlier), or to the front; past an end it stays there."""
    photos = photos_of(session, owner)
    before = _words(photos)
    place = photos.index(photo_of(session, owner, photo_id))
    photo = photos.pop(place)
    photos.insert(0 if to_front else min(max(0, place + step), len(photos)), photo)
    _renumber(session, owner, photos)
    _settle(session, owner, before, author=author, now=now)


def remove_photo(session: Session, owner: Owner, photo_id: int, *, author: Author, now: datetime) -> str:
    """Take a picture away; the name of its file, to forget once this is committed.

    Raises:
        LastPhoto: a published offer keeps one.
    """
    photos = photos_of(session, owner)
    before, photo = _words(photos), photo_of(session, owner, photo_id)
    if isinstance(owner, Offer) and owner.state is OfferState.PUBLISHED and len(photos) == 1:
        raise LastPhoto(owner.id)
    session.delete(photo)
    session.flush()
    _renumber(session, owner, [one for one in photos if one is not photo])
    _settle(session, owner, before, author=author, now=now)
    return photo.file


def _renumber(session: Session, owner: Owner, photos: Sequence[Photo]) -> None:
    session.flush()
    moved = (
        update(OfferPhoto).where(OfferPhoto.offer_id == owner.id).values(position=OfferPhoto.position + _ASIDE)
        if isinstance(owner, Offer)
        else update(ProductionPhoto)
        .where(ProductionPhoto.production_id == owner.id)
        .values(position=ProductionPhoto.position + _ASIDE)
    )
    session.execute(moved.execution_options(synchronize_session="fetch"))
    for place, photo in enumerate(photos):
        photo.position = place
    session.flush()


def _words(photos: Sequence[Photo]) -> list[str]:
    return [f"{photo.alt} ({photo.credit})" for photo in photos]


def _settle(session: Session, owner: Owner, before: list[str], *, author: Author, now: datetime) -> None:
    """Bring the card's picture and the history up to date."""
    session.flush()
    photos = photos_of(session, owner)
    if not isinstance(owner, Offer):
        return
    first = photos[0] if photos else None
    owner.picture = first.file if first else ""
    owner.picture_alt, owner.picture_credit = (first.alt, first.credit) if first else ("", "")
    after = _words(photos)
    if after != before:
        owner.updated_at = now
        note_down(session, owner.id, ChangeKind.CHANGED, {"photos": [before, after]}, author=author, now=now)
    session.flush()
