"""The index of one database in this process: made at first use, kept right by the log, out of the way when it fails.

    attach(engine)                                  # once, where the app is made
    if index := index_of(session, wanted):
        found = index.find(wanted, now)             # None: ask SQL

Every question first reads the log, one indexed SELECT, so what was committed before it is in its answer, whichever
process wrote it.
"""

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from portal.db import is_writing
from portal.offers.filter import Facet, Liking, OfferFilter
from portal.offers.index import changes
from portal.offers.index.answer import Answer, Counts, Dates, First, is_understood, places_by_name
from portal.offers.index.facts import all_facts, capacities, facts_of, places_of, towns
from portal.offers.index.shelf import Shelf, Snapshot
from portal.offers.models import Offer
from portal.places.queries import Circle, Place

T = TypeVar("T")

log = logging.getLogger(__name__)

AT_ONCE = 3_000
"""So many offers are read within a second: whoever asks first waits for it. For more SQL answers meanwhile."""
TOO_MANY = 5_000
"""When so many offers changed since the last question, building anew is quicker."""
LOOK_BACK = timedelta(days=1)
"""Clocks of servers may differ; a question from further in the past is SQL's."""
REST_S = 30.0
"""After a failure SQL answers for so long."""


class Catalogue:
    """Keeps a shelf right. One thread at a time works on it; all others take the newest snapshot."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None
        self._read = changes.Position()
        self._snapshot: Snapshot | None = None
        self._building: threading.Thread | None = None
        self._rests_until = 0.0

    def find(
        self, wanted: OfferFilter, now: datetime, *, home: Circle | None = None, facets: Collection[Facet] = ()
    ) -> tuple[dict[int, Dates], int, Counts] | None:
        """Ids of the page in order with their dates, how many there are in all, and counts per choice."""
        return self.ask(wanted, now, lambda said: (said.page(wanted.around or home), said.total, said.facets(facets)))

    def count(self, wanted: OfferFilter, now: datetime) -> int | None:
        return self.ask(wanted, now, lambda said: said.total)

    def showings(
        self, wanted: OfferFilter, now: datetime, few: int
    ) -> dict[date, tuple[int, tuple[int, ...]]] | None:
        """See `Answer.showings`."""
        return self.ask(wanted, now, lambda said: said.showings(few))

    def drawn(
        self, wanted: OfferFilter, now: datetime, likings: Mapping[str, Liking], draw: int, most: int
    ) -> dict[int, frozenset[str]] | None:
        """See `queries.drawn_by`."""
        return self.ask(wanted, now, lambda said: said.drawn(likings, draw, most))

    def first(self, wanted: OfferFilter, now: datetime, most: int) -> First | None:
        """See `Answer.first`."""
        return self.ask(wanted, now, lambda said: said.first(most))

    def nearest_outside(self, wanted: OfferFilter, now: datetime) -> list[tuple[str, float, int]] | None:
        """See `Answer.nearest_outside`; an empty list is an answer too."""
        circle = wanted.around
        return None if circle is None else self.ask(wanted, now, lambda said: said.nearest_outside(circle))

    def places(self) -> list[Place] | None:
        """Every municipality, by name, as the last question knew them; None where there was none yet."""
        snapshot = self._snapshot
        return None if snapshot is None else places_by_name(snapshot)

    def ask(self, wanted: OfferFilter, now: datetime, question: Callable[[Answer], T]) -> T | None:
        """The answer of what is committed by now; None while the index is being built, or rests after a failure."""
        if monotonic() < self._rests_until:
            return None
        try:
            with self._lock:
                snapshot = self._fresh(now)
            return None if snapshot is None else question(Answer(snapshot, wanted, now))
        except Exception:
            # Whatever is wrong with it, SQL has the answer too.
            log.exception("the index of offers failed; SQL answers, and in %.0f s it is built anew", REST_S)
            self._forget(rest_s=REST_S)
            return None

    def warm(self, now: datetime) -> None:
        """Begin before anybody asks; SQL answers until it is done."""
        with self._lock:
            if self._shelf is None and self._building is None:
                self._begin_aside(now)

    def build(self, now: datetime) -> None:
        """Read everything. What changes meanwhile comes from the log afterwards."""
        with self._engine.connect() as connection:
            if not changes.is_watched(connection):
                raise IndexUnwatched("Triggers of the catalogue's log are missing.")
            read = changes.position(connection)
            since = now - LOOK_BACK
            shelf = Shelf(towns(connection), since, capacities(connection, since))
            for offers, words in all_facts(connection, since):
                shelf.add(offers, words)
        self._shelf, self._read, self._snapshot = shelf, read, None

    # --- Under the lock ---------------------------------------------------------------------------------------

    def _fresh(self, now: datetime) -> Snapshot | None:
        if self._building is not None:
            if self._building.is_alive():
                return None
            self._building = None
        if self._shelf is None:
            self._begin(now)
            if self._shelf is None:
                return None
        if self._shelf.is_worn or not self._is_told(self._shelf):
            self._forget()
            return None
        if now <= self._shelf.since:
            return None
        if self._snapshot is None or not self._snapshot.answers(now):
            self._snapshot = self._shelf.snapshot(now)
        return self._snapshot

    def _is_told(self, shelf: Shelf) -> bool:
        """Whether it knows all that was committed by now; what is too much to take in is read anew."""
        if (read := changes.unless_news(self._engine, self._read)) is not None:
            self._read = read
            return True
        with self._engine.connect() as connection:
            news, self._read = changes.news(connection, self._read)
            if news.everything or len(news.offers) > TOO_MANY:
                return False
            if news:
                self._take_in(connection, news, shelf)
        return True

    def _take_in(self, connection: Connection, news: changes.News, shelf: Shelf) -> None:
        if news.offers:
            shelf.drop(news.offers)
            for offers, words in facts_of(connection, news.offers, shelf.since):
                if any(facts.nis not in shelf.towns for facts in offers):
                    shelf.towns = towns(connection)
                shelf.add(offers, words)
        if news.places:
            left = places_of(connection, [performance for _offer, performance in news.places])
            offer_of = {performance: offer for offer, performance in news.places}
            shelf.set_places({performance: (offer_of[performance], number) for performance, number in left.items()})
        self._snapshot = None

    def _begin(self, now: datetime) -> None:
        """Build here when that is quick, else in a thread of its own."""
        with self._engine.connect() as connection:
            offers = connection.scalar(select(func.count(Offer.id))) or 0
        if offers <= AT_ONCE:
            self.build(now)
        else:
            self._begin_aside(now)

    def _begin_aside(self, now: datetime) -> None:
        self._building = threading.Thread(target=self._build_aside, args=(now,), name="offer index", daemon=True)
        self._building.start()

    def _build_aside(self, now: datetime) -> None:
        try:
            self.build(now)
        except Exception:
            log.exception("the index of offers could not be built; SQL answers, and in %.0f s it tries again", REST_S)
            self._forget(rest_s=REST_S)

    def _forget(self, rest_s: float = 0.0) -> None:
        self._shelf = self._snapshot = None
        self._rests_until = monotonic() + rest_s


class IndexUnwatched(RuntimeError):
    """Changes would pass the log by."""


_NAME = "foyer_catalogue"


def attach(engine: Engine) -> Catalogue | None:
    """Let searches on this engine be answered from memory, for as long as it lives. Not for a database in memory:
    that has one connection.
    """
    if isinstance(engine.pool, StaticPool):
        return None
    found: Catalogue = vars(engine).setdefault(_NAME, Catalogue(engine))
    return found


def index_of(session: Session, wanted: OfferFilter) -> Catalogue | None:
    """The index that may answer this session's question; None where only SQL can."""
    engine = session.get_bind()
    catalogue: Catalogue | None = vars(engine).get(_NAME) if isinstance(engine, Engine) else None
    # What somebody has written and not committed is nobody else's yet, and only SQL sees it.
    if catalogue is None or is_writing(session) or not is_understood(wanted):
        return None
    return catalogue
