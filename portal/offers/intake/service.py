"""Carry out what was read: compare each record with what is here, and change as little as that takes.

A batch of rows is one write transaction, so that the site goes on booking meanwhile. Its records are looked up and
written together, a handful of statements for two hundred; where the database refuses one of them, the same records
are done again one by one, so that it costs only itself. Bookings are never touched.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.accounts.models import Company
from portal.db import write_transaction
from portal.offers.history import Author, ChangeKind, Via, entry
from portal.offers.intake.dates import Booked, Dates
from portal.offers.intake.houses import Houses, Map
from portal.offers.intake.models import OfferSource, Outcome, ProductionSource
from portal.offers.intake.parts import Parts
from portal.offers.intake.pictures import Gallery, pictures_for
from portal.offers.intake.records import HouseRecord, Note, Read, Record, Refused, Unusable, Withdrawal, digest
from portal.offers.intake.report import Line
from portal.offers.models import Offer, OfferMode, OfferState, Performance, Production
from portal.offers.photos.service import NewPhoto, TooManyPhotos, add_photos
from portal.offers.service import reindex_all
from portal.offers.slugs import free_slug, free_slugs

BATCH = 200

Photos = dict[int, list[NewPhoto]]
"""The pictures of each row, on disk already."""

FACTS = (
    *("title", "short", "description", "before_text", "after_text", "content_notes", "kind", "discipline", "mode"),
    *("state", "age_from", "age_to", "duration_min", "language", "performance_mode", "price_cents", "price_unit"),
    *("pupils_per_free_companion", "max_seats_per_school", "wheelchair", "low_stimulus", "interpreter"),
    *("audio_description", "by_agreement", "available_from", "available_to"),
)
"""The columns of an offer that a record says."""


@dataclass(frozen=True)
class Job:
    """Who imports, for whom, when. `centre_id` None: the record itself names the house."""

    now: datetime
    centre_id: int | None = None
    actor_id: int | None = None
    is_dry: bool = False
    own_host: str = ""
    """Of this portal's own addresses: what we exported ourselves comes back to the offer that it is."""
    gallery: Gallery = field(default_factory=Gallery)


class _RollBack(Exception):
    """Ends the transaction of a trial."""


def carry_out(
    session: Session, reads: Iterable[Read], job: Job, booked: Booked, *, batch: int = BATCH
) -> Iterator[Line]:
    """The line of every row, in order. Opens its own write transactions; reading happens outside them."""
    rows, places = iter(reads), Map(session)
    while some := list(islice(rows, batch)):
        lines: list[Line] = []
        photos: Photos = {}
        some = [_with_pictures(row, job.gallery, photos) for row in some]
        try:
            with write_transaction(session):
                lines = _Batch(session, job, booked, places, photos).lines(some)
                if job.is_dry:
                    raise _RollBack
        except _RollBack:
            pass
        # Or 50 000 offers would stay in memory.
        session.expunge_all()
        yield from lines


def _with_pictures(row: Read, gallery: Gallery, photos: Photos) -> Read:
    """Lay the pictures of a record ready; the record with what there is to say of them."""
    if not isinstance(row, Record) or not row.pictures:
        return row
    photos[row.row], notes = pictures_for(row, gallery)
    return replace(row, notes=(*row.notes, *notes))


def _waves(rows: Iterable[Read]) -> Iterator[list[Read]]:
    """Rows that can be done together: no record twice, and what changes a house or takes back by itself."""
    wave: list[Read] = []
    keys: set[str] = set()
    for row in rows:
        alone = isinstance(row, HouseRecord | Withdrawal)
        if wave and (alone or isinstance(wave[-1], HouseRecord | Withdrawal) or _key(row) in keys):
            yield wave
            wave, keys = [], set()
        wave.append(row)
        keys.add(_key(row) or str(row.row))
    if wave:
        yield wave


def _key(row: Read) -> str:
    return row.external_id if isinstance(row, Record) else ""


@dataclass
class _Work:
    """A record on its way to be an offer."""

    record: Record
    centre_id: int
    digest: str
    source: OfferSource | None = None
    offer: Offer | None = None


class _Batch:
    def __init__(self, session: Session, job: Job, booked: Booked, places: Map, photos: Photos) -> None:
        self.session, self.job, self.booked, self.places, self.photos = session, job, booked, places, photos
        self.author = Author(job.actor_id, via=Via.IMPORT)
        self.houses = Houses(session, places)
        self.touched: list[int] = []

    def lines(self, rows: list[Read]) -> list[Line]:
        lines = [line for wave in _waves(rows) for line in self._wave(wave)]
        if self.touched and not self.job.is_dry:
            reindex_all(self.session, dict.fromkeys(self.touched))
        return lines

    def _wave(self, wave: list[Read]) -> list[Line]:
        """A wave at once; where the database refuses something in it, one by one."""
        before = len(self.touched)
        try:
            with self.session.begin_nested():
                return self._together(wave)
        except DBAPIError:
            del self.touched[before:]
            # What it had learned of houses may be rolled back too.
            self.houses = Houses(self.session, self.places)
        if len(wave) > 1:
            return [line for row in wave for line in self._wave([row])]
        (row,) = wave
        note = Note("not_stored", "", "De databank kon deze rij niet bewaren.")
        title = row.house.name if isinstance(row, HouseRecord) else row.title
        return [Line(row.row, title, Outcome.REFUSED, notes=(note,))]

    def _together(self, wave: list[Read]) -> list[Line]:
        lines: dict[int, Line] = {}
        works: list[tuple[int, _Work]] = []
        self.houses.learn(row for row in wave if isinstance(row, Record))
        for place, row in enumerate(wave):
            try:
                if isinstance(row, Record):
                    works.append((place, self._work(row)))
                elif isinstance(row, Refused):
                    lines[place] = Line(row.row, row.title, Outcome.REFUSED, notes=row.notes)
                else:
                    lines[place] = self._withdraw(row) if isinstance(row, Withdrawal) else self._house(row)
            except Unusable as problem:
                title = row.house.name if isinstance(row, HouseRecord) else row.title
                lines[place] = Line(row.row, title, Outcome.REFUSED, notes=(problem.note,))
        done = self._offers([work for _place, work in works])
        lines |= {place: line for (place, _work), line in zip(works, done, strict=True)}
        self.session.flush()
        return [lines[place] for place in sorted(lines)]

    # --- Offers ---

    def _work(self, record: Record) -> _Work:
        record = self._with_known_regions(record)
        centre_id = self.job.centre_id or self.houses.centre_of(record.houses)
        return _Work(record, centre_id, digest(record))

    def _with_known_regions(self, record: Record) -> Record:
        """Working regions that we know, and a remark about the others."""
        if not record.regions:
            return record
        known = {told: self.places.region(told) for told in record.regions}
        found = tuple(dict.fromkeys(region for region in known.values() if region is not None))
        notes = list(record.notes)
        if strange := [told for told, region in known.items() if region is None]:
            shown = ", ".join(strange[:5]) + (" ..." if len(strange) > 5 else "")
            notes.append(Note("unknown_region", "labels", f"Werkingsregio die we niet kennen: {shown}."))
        if record.mode is not OfferMode.AT_SCHOOL:
            text = "Enkel aanbod dat naar scholen reist, heeft een werkingsregio."
            return replace(record, regions=(), notes=(*notes, Note("region_without_travel", "labels", text)))
        return replace(record, regions=found, notes=tuple(notes))

    def _offers(self, works: list[_Work]) -> list[Line]:
        """Carry out records of which no two are the same offer."""
        if not works:
            return []
        self._find_sources(works)
        asked = [work for work in works if not self._is_same(work)]
        self._find_offers(asked)
        old = [work.offer.id for work in asked if work.offer is not None]
        fresh = {id(work) for work in asked if work.offer is None}
        self._make([work for work in asked if id(work) in fresh])
        parts = Parts(self.session, old)
        dates = Dates(
            self.session, self.job.now, self.booked, offer_ids=old, centre_ids=(work.centre_id for work in asked)
        )
        slugs = self._slugs(work for work in works if self._is_same(work))
        lines = [
            self._carry_out(work, parts, dates, is_new=id(work) in fresh)
            if work.offer is not None
            else Line(work.record.row, work.record.title, Outcome.UNCHANGED, "same", slugs[_source(work).offer_id])
            for work in works
        ]
        parts.write()
        return [self._show(work, line) for work, line in zip(works, lines, strict=True)]

    def _show(self, work: _Work, line: Line) -> Line:
        """Hang the pictures of a record on its offer. Of a record that is the same only where there is none yet."""
        photos = self.photos.get(work.record.row, [])
        if not photos or self.job.is_dry:
            return line
        offer = work.offer or self.session.get_one(Offer, _source(work).offer_id)
        if line.action == "same" and offer.picture:
            return line
        try:
            came = add_photos(self.session, offer, photos, author=self.author, now=self.job.now)
        except TooManyPhotos:
            note = Note("too_many_pictures", "foto", "Dit aanbod heeft al zoveel foto's als er kunnen staan.")
            return replace(line, notes=(*line.notes, note))
        if came and line.action == "same":
            return replace(line, outcome=Outcome.ACCEPTED, action="changed")
        return line

    def _find_sources(self, works: list[_Work]) -> None:
        keys = {work.record.external_id for work in works}
        found = {
            (source.centre_id, source.external_id): source
            for source in self.session.scalars(select(OfferSource).where(OfferSource.external_id.in_(keys)))
        }
        for work in works:
            work.source = found.get((work.centre_id, work.record.external_id))

    @staticmethod
    def _is_same(work: _Work) -> bool:
        return work.source is not None and work.source.digest == work.digest

    def _slugs(self, works: Iterable[_Work]) -> dict[int, str]:
        ids = [_source(work).offer_id for work in works]
        rows = self.session.execute(select(Offer.id, Offer.slug).where(Offer.id.in_(ids))) if ids else ()
        return {row.id: row.slug for row in rows}

    def _find_offers(self, works: list[_Work]) -> None:
        """The offer of every record that is known, or that is our own export come home."""
        ids = [work.source.offer_id for work in works if work.source is not None]
        found = {one.id: one for one in self.session.scalars(select(Offer).where(Offer.id.in_(ids)))} if ids else {}
        mark = f"aanbod:{self.job.own_host}/"
        own = {work.record.external_id.removeprefix(mark): work for work in works if self._is_own(work, mark)}
        at_home = self.session.scalars(select(Offer).where(Offer.slug.in_(own))).all() if own else []
        for work in works:
            work.offer = found.get(work.source.offer_id) if work.source is not None else None
        for offer in at_home:
            if own[offer.slug].centre_id == offer.centre_id and not self._has_source(offer):
                own[offer.slug].offer = offer

    def _is_own(self, work: _Work, mark: str) -> bool:
        return work.source is None and bool(self.job.own_host) and work.record.external_id.startswith(mark)

    def _has_source(self, offer: Offer) -> bool:
        """An offer that came from elsewhere is known by its id there, and by no other."""
        found = self.session.scalar(select(OfferSource.id).where(OfferSource.offer_id == offer.id))
        return found is not None

    def _make(self, works: list[_Work]) -> None:
        """New offers, with their ids."""
        productions = self._productions([work.record for work in works])
        slugs = free_slugs(self.session, Offer, [work.record.title for work in works]) if works else []
        for work, slug in zip(works, slugs, strict=True):
            work.offer = Offer(
                **{name: getattr(work.record, name) for name in FACTS},
                slug=slug,
                centre_id=work.centre_id,
                production_id=productions.get(work.record.row),
                created_at=self.job.now,
                updated_at=self.job.now,
            )
        self.session.add_all(work.offer for work in works)
        self.session.flush()

    def _carry_out(self, work: _Work, parts: Parts, dates: Dates, *, is_new: bool) -> Line:
        record, offer = work.record, work.offer
        if offer is None:
            raise AssertionError("An offer was found or made before.")
        self._keep_digest(work, offer)
        changes = {} if is_new else self._rewrite(offer, record)
        changes |= parts.set(offer.id, record)
        changed_dates, bookings, more = dates.set(offer.id, offer.centre_id, record)
        changes |= changed_dates
        if not is_new and not changes:
            return Line(record.row, record.title, Outcome.UNCHANGED, "same", offer.slug)
        if not is_new:
            offer.updated_at = self.job.now
        self._note_down(offer, ChangeKind.CREATED if is_new else ChangeKind.CHANGED, changes)
        notes = (*record.notes, *more)
        outcome = Outcome.CORRECTED if any(note.is_correction for note in notes) else Outcome.ACCEPTED
        return Line(
            record.row, record.title, outcome, "new" if is_new else "changed", offer.slug, bookings, tuple(notes)
        )

    def _keep_digest(self, work: _Work, offer: Offer) -> None:
        if work.source is not None:
            work.source.digest = work.digest
            return
        told = OfferSource(
            centre_id=work.centre_id,
            external_id=work.record.external_id,
            offer_id=offer.id,
            digest=work.digest,
        )
        self.session.add(told)

    def _rewrite(self, offer: Offer, record: Record) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name in FACTS:
            before, after = getattr(offer, name), getattr(record, name)
            if before != after:
                changes[name] = [before, after]
                setattr(offer, name, after)
        # Every fact is told now; none is left for somebody to fill in.
        offer.open_fields = ""
        return changes

    def _note_down(self, offer: Offer, kind: ChangeKind, changes: Mapping[str, Any]) -> None:
        self.session.add(entry(offer.id, kind, changes, author=self.author, now=self.job.now))
        self.touched.append(offer.id)

    # --- Productions ---

    def _productions(self, records: list[Record]) -> dict[int, int]:
        """The show that each record programmes, by row: by the source's id, else one of that company and title."""
        told = [record for record in records if record.production is not None or record.company]
        keys = {record.production[0] for record in told if record.production is not None}
        sources = self.session.scalars(select(ProductionSource).where(ProductionSource.external_id.in_(keys)))
        known = {one.external_id: one.production_id for one in sources} if keys else {}
        companies = self._companies({record.company for record in told if record.company})
        found: dict[int, int] = {}
        for record in told:
            key, title = record.production or ("", record.title)
            if key not in known:
                number = self._production(title, companies.get(record.company.lower()))
                if key:
                    known[key] = number
                    self.session.add(ProductionSource(external_id=key, production_id=number))
                found[record.row] = number
            else:
                found[record.row] = known[key]
        return found

    def _production(self, title: str, company_id: int | None) -> int:
        production_id = self.session.scalar(
            select(Production.id).where(Production.title == title, Production.company_id == company_id)
        )
        if production_id is None:
            production = Production(
                slug=free_slug(self.session, Production, title), title=title, company_id=company_id
            )
            self.session.add(production)
            self.session.flush()
            production_id = production.id
        return production_id

    def _companies(self, names: set[str]) -> dict[str, int]:
        """Companies that are known already. An import makes none: whoever plays in a file may be one person."""
        if not names:
            return {}
        lower = func.lower(Company.name)
        wanted = lower.in_({name.lower() for name in names})
        rows = self.session.execute(select(lower.label("name"), Company.id).where(wanted).order_by(Company.id.desc()))
        return {row.name: row.id for row in rows}

    # --- Withdrawals ---

    def _withdraw(self, gone: Withdrawal) -> Line:
        query = select(OfferSource).where(OfferSource.external_id == gone.external_id)
        if self.job.centre_id is not None:
            query = query.where(OfferSource.centre_id == self.job.centre_id)
        sources = self.session.scalars(query).all()
        if not sources:
            note = Note("never_here", "", "Ingetrokken in de bron, en hier nooit geweest.", is_correction=False)
            return Line(gone.row, gone.title, Outcome.UNCHANGED, "none", notes=(note,))
        slug, bookings, was_shown = "", 0, False
        for source in sources:
            offer = self.session.get_one(Offer, source.offer_id)
            was_shown |= self._take_down(offer)
            source.digest = ""
            slug, bookings = offer.slug, bookings + self._bookings_of(offer.id)
        title = gone.title or slug
        if not was_shown:
            return Line(gone.row, title, Outcome.UNCHANGED, "same", slug)
        return Line(gone.row, title, Outcome.ACCEPTED, "withdrawn", slug, bookings)

    def _take_down(self, offer: Offer) -> bool:
        if offer.state is OfferState.WITHDRAWN:
            return False
        self._note_down(offer, ChangeKind.WITHDRAWN, {"state": [offer.state, OfferState.WITHDRAWN]})
        offer.state, offer.updated_at = OfferState.WITHDRAWN, self.job.now
        return True

    def _bookings_of(self, offer_id: int) -> int:
        ids = self.session.scalars(select(Performance.id).where(Performance.offer_id == offer_id)).all()
        return sum(self.booked(self.session, ids).values()) if ids else 0

    # --- Houses ---

    def _house(self, read: HouseRecord) -> Line:
        if self.job.centre_id is not None:
            raise Unusable("not_an_offer", "", "Dit is een plaats of organisator, geen aanbod.")
        house = read.house
        centre_id = self.houses.known(house)
        if read.is_deleted:
            return self._house_gone(read, centre_id)
        if centre_id is not None:
            fresh = self.houses.remember(house, centre_id)
            outcome, action = (Outcome.ACCEPTED, "changed") if fresh else (Outcome.UNCHANGED, "same")
            return Line(read.row, house.name, outcome, action)
        self.houses.make(house)
        return Line(read.row, house.name, Outcome.ACCEPTED, "new")

    def _house_gone(self, read: HouseRecord, centre_id: int | None) -> Line:
        """The offers that came with imports are taken down; the house and its bookings stay."""
        query = select(OfferSource).where(OfferSource.centre_id == centre_id)
        sources = self.session.scalars(query).all() if centre_id is not None else []
        bookings, was_shown = 0, False
        for source in sources:
            offer = self.session.get_one(Offer, source.offer_id)
            if self._take_down(offer):
                was_shown, bookings = True, bookings + self._bookings_of(offer.id)
            source.digest = ""
        outcome, action = (Outcome.ACCEPTED, "withdrawn") if was_shown else (Outcome.UNCHANGED, "none")
        note = Note("house_deleted", "workflowStatus", "Dit huis is geschrapt in de bron.", is_correction=False)
        return Line(read.row, read.house.name, outcome, action, bookings=bookings, notes=(note,))


def _source(work: _Work) -> OfferSource:
    if work.source is None:
        raise AssertionError("Only a record that is known is the same.")
    return work.source
