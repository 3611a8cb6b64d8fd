"""Whose offer a record is: a house that is known by an id, or by name and place, or one that is made now."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.offers.intake.models import HouseSource
from portal.offers.intake.records import House, Record, Unusable
from portal.offers.slugs import free_slug
from portal.offers.text import fold
from portal.places.models import Province, Region
from portal.places.queries import Place, all_places, places_by_name, places_by_postal_code

ONLY_A_REGION = frozenset(
    {
        *("kempen", "rivierenland", "denderregio", "vlaamse-ardennen", "waasland", "halle-vilvoorde"),
        *("oost-brabant", "midwest", "westhoek", "zuid-west-vlaanderen"),
    }
)
"""Reference regions that share their name with no town and no province."""


class Map:
    """Municipalities, asked for once in a whole import: they don't change meanwhile."""

    def __init__(self, session: Session) -> None:
        self.by_code = lru_cache(maxsize=4096)(lambda code: places_by_postal_code(session, code))
        self.by_name = lru_cache(maxsize=4096)(lambda name: places_by_name(session, name, limit=1))
        self._session = session
        self._regions: dict[str, str] = {}

    def place(self, house: House) -> Place | None:
        """The municipality: of several with one postal code the one that is named, else the largest."""
        found = self.by_code(house.postal_code) if house.postal_code else []
        if not found and house.town:
            found = self.by_name(house.town)
        named = [place for place in found if fold(place.name) == fold(house.town)]
        return next(iter(named or found), None)

    def region(self, told: str) -> str | None:
        """A working region as the filter writes it, from its code or its name; None for one that we don't know."""
        if not self._regions:
            self._regions = dict(self._known_regions())
        return self._regions.get(told) or self._regions.get(_flat(told))

    def _known_regions(self) -> Iterator[tuple[str, str]]:
        for place in reversed(all_places(self._session)):
            yield _flat(place.name), f"nis-{place.nis}"
            yield f"nis-{place.nis}", f"nis-{place.nis}"
        for province in Province:
            code = f"prv-{province.value}"
            yield code, code
            yield f"provincie {_flat(province.value)}", code
            # "Antwerpen" alone is the town.
            if province is not Province.ANTWERPEN:
                yield _flat(province.value), code
        for region in Region:
            code = f"reg-{region.value}"
            yield code, code
            yield f"regio {_flat(region.value)}", code
            if region.value in ONLY_A_REGION:
                yield _flat(region.value), code


def _flat(name: str) -> str:
    """A name as people type it: without capitals, accents or hyphens."""
    return fold(name).replace("-", " ")


class Houses:
    """The houses of one batch. What it has learned is worth nothing once that is rolled back."""

    def __init__(self, session: Session, map_: Map) -> None:
        self.session, self.map = session, map_
        self.by_key: dict[str, int | None] = {}
        self.by_name: dict[tuple[str, str], int | None] = {}

    def learn(self, records: Iterable[Record]) -> None:
        """Look the ids of many up in one statement."""
        keys = {key for record in records for house in record.houses for key in _keys(house)} - self.by_key.keys()
        if keys:
            rows = self.session.execute(
                select(HouseSource.external_id, HouseSource.centre_id).where(HouseSource.external_id.in_(keys))
            )
            self.by_key |= dict.fromkeys(keys) | {row.external_id: row.centre_id for row in rows}

    def centre_of(self, houses: tuple[House, ...]) -> int:
        """The house that a record belongs to: one that is known, else a new one that nobody has claimed yet.

        Raises:
            Unusable: none of them can be a house here. Nothing was written then.
        """
        for house in houses:
            if (known := self.known(house)) is not None:
                self.remember(house, known)
                return known
        for house in houses:
            if house.name and self.map.place(house) is not None:
                return self.make(house)
        text = (
            "Van wie dit is, weten we niet: organisator of locatie heeft geen naam met een Vlaams of Brussels adres."
            " Wie met --centre zegt welk huis het is, kan het wel invoeren."
        )
        raise Unusable("unknown_house", "location", text)

    def known(self, house: House) -> int | None:
        for key in _keys(house):
            if (centre_id := self._by_key(key)) is not None:
                return centre_id
        place = self.map.place(house) if house.name else None
        return self._by_name(place.nis, house.name.lower()) if place is not None else None

    def _by_key(self, key: str) -> int | None:
        if key not in self.by_key:
            source = self.session.get(HouseSource, key)
            self.by_key[key] = source.centre_id if source is not None else None
        return self.by_key[key]

    def _by_name(self, nis: str, name: str) -> int | None:
        if (nis, name) not in self.by_name:
            same = (Centre.nis == nis, func.lower(Centre.name) == name)
            found = self.session.scalar(select(Centre.id).where(*same).order_by(Centre.id).limit(1))
            self.by_name[nis, name] = found
        return self.by_name[nis, name]

    def remember(self, house: House, centre_id: int) -> bool:
        """Keep the ids of a house; whether one of them was new."""
        fresh = [key for key in _keys(house) if self._by_key(key) is None]
        self.session.add_all(HouseSource(external_id=key, centre_id=centre_id) for key in fresh)
        self.by_key |= dict.fromkeys(fresh, centre_id)
        return bool(fresh)

    def make(self, house: House) -> int:
        """
        Raises:
            Unusable: its address lies in no municipality that we know.
        """
        place = self.map.place(house)
        if place is None:
            text = "Het adres ligt in geen Vlaamse of Brusselse gemeente die we kennen."
            raise Unusable("unknown_place", "address", text)
        centre = Centre(
            slug=free_slug(self.session, Centre, house.name)[:80],
            name=house.name,
            nis=place.nis,
            street=house.street,
            postal_code=house.postal_code,
            email=house.email,
            phone=house.phone,
            about=house.about,
        )
        self.session.add(centre)
        self.session.flush()
        self.by_name[place.nis, house.name.lower()] = centre.id
        self.remember(house, centre.id)
        return centre.id


def _keys(house: House) -> list[str]:
    return [key for key in dict.fromkeys((house.external_id, *house.aliases)) if key]
