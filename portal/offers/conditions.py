"""Which offers match a filter: the one place that says so, in SQL that both databases understand alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import (
    CTE,
    ColumnElement,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.offers.filter import BAND_TOPS, CLASS_SIZE, Access, Fit, OfferFilter, PriceBand
from portal.offers.models import (
    Offer,
    OfferLevel,
    OfferState,
    OfferWord,
    Performance,
    PerformanceState,
    PriceUnit,
)
from portal.offers.text import near_misses, search_words, stem
from portal.places.models import Municipality
from portal.places.queries import AnySelect, lies_within
from portal.places.school_calendar import school_holidays, school_year

_AFTER_Z = "{"
"""Comes right after "z": the end of a range of words with a given start, byte by byte."""


@dataclass(frozen=True)
class WordMatch:
    """A word of the question, and the words it stands for when it was mistyped."""

    typed: str
    instead: tuple[str, ...] = ()


def places_left() -> ColumnElement[int]:
    return Performance.capacity - Performance.seats_taken


def performance_conditions(wanted: OfferFilter, now: datetime) -> dict[str, ColumnElement[bool]]:
    """What one and the same performance has to satisfy, by name of the filter."""
    found: dict[str, ColumnElement[bool]] = {
        "bookable": and_(Performance.state == PerformanceState.PLANNED, Performance.starts_at > now)
    }
    if wanted.date_from or wanted.date_to:
        found["dates"] = and_(
            Performance.day >= wanted.date_from if wanted.date_from else true(),
            Performance.day <= wanted.date_to if wanted.date_to else true(),
        )
    if wanted.months:
        found["months"] = or_(*(Performance.day.between(m.first, m.last) for m in sorted(wanted.months)))
    if wanted.seats is not None or not wanted.sold_out:
        least = wanted.seats or 1
        found["seats"] = places_left() >= least
    if wanted.fits:
        found["fits"] = and_(*(_fits(fit, now.date()) for fit in sorted(wanted.fits)))
    return found


def _fits(fit: Fit, today: date) -> ColumnElement[bool]:
    if fit is Fit.SCHOOL_HOURS:
        return Performance.in_school_hours.is_(True)
    this_year = school_year(today)
    holidays = [h for year in range(this_year, this_year + 3) for h in school_holidays(year)]
    return and_(*(not_(Performance.day.between(h.first, h.last)) for h in holidays))


NEEDS_A_DATE = frozenset({"dates", "months", "fits"})
"""Conditions that an offer whose date is agreed with the school can't satisfy yet. `seats` it can: there is no
hall that could be too small."""


def _offer_conditions(wanted: OfferFilter) -> dict[str, ColumnElement[bool]]:
    """What the offer itself has to satisfy, by name of the filter."""
    found: dict[str, ColumnElement[bool]] = {"published": Offer.state == OfferState.PUBLISHED}
    if wanted.regions:
        found["regions"] = _in_regions(wanted.regions)
    if wanted.within is not None:
        found["place"] = Centre.nis.in_(sorted(wanted.within))
    if wanted.around is not None:
        found["place"] = lies_within(wanted.around)
    if wanted.levels:
        found["levels"] = Offer.id.in_(select(OfferLevel.offer_id).where(OfferLevel.level.in_(sorted(wanted.levels))))
    if wanted.disciplines:
        found["disciplines"] = Offer.discipline.in_(sorted(wanted.disciplines))
    if wanted.kinds:
        found["kinds"] = Offer.kind.in_(sorted(wanted.kinds))
    if wanted.mode:
        found["mode"] = Offer.mode.in_(sorted(wanted.mode))
    if wanted.access:
        found["access"] = and_(*(has_access(access) for access in sorted(wanted.access)))
    if wanted.min_age is not None or wanted.max_age is not None:
        found["ages"] = and_(
            Offer.age_to >= wanted.min_age if wanted.min_age is not None else true(),
            Offer.age_from <= wanted.max_age if wanted.max_age is not None else true(),
        )
    price, pupils = class_price(wanted)
    if wanted.min_price is not None or wanted.max_price is not None:
        found["price"] = and_(
            price >= wanted.min_price * pupils if wanted.min_price is not None else true(),
            price <= wanted.max_price * pupils if wanted.max_price is not None else true(),
        )
    if wanted.prices:
        found["prices"] = price_band(wanted).in_(sorted(wanted.prices))
    return found


def _in_regions(regions: frozenset[str]) -> ColumnElement[bool]:
    codes = sorted(region[4:] for region in regions if region.startswith("nis-"))
    provinces = sorted(region[4:] for region in regions if region.startswith("prv-"))
    return or_(
        Centre.nis.in_(codes) if codes else false(),
        Municipality.province.in_(provinces) if provinces else false(),
    )


def has_access(access: Access) -> ColumnElement[bool]:
    column = {
        Access.WHEELCHAIR: Offer.wheelchair,
        Access.LOW_STIMULUS: Offer.low_stimulus,
        Access.INTERPRETER: Offer.interpreter,
        Access.AUDIO_DESCRIPTION: Offer.audio_description,
    }[access]
    return column.is_(True)


def class_price(wanted: OfferFilter) -> tuple[ColumnElement[int], int]:
    """What a class of `pupils` pays in cents; both given, so that nothing has to be divided and rounded."""
    pupils = wanted.seats or CLASS_SIZE
    return case((Offer.price_unit == PriceUnit.GROUP, Offer.price_cents), else_=Offer.price_cents * pupils), pupils


def price_band(wanted: OfferFilter) -> ColumnElement[str]:
    price, pupils = class_price(wanted)
    tops = [(price <= top * pupils, literal(band.value)) for band, top in BAND_TOPS.items() if top is not None]
    return case(*tops, else_=literal(PriceBand.ABOVE_12.value))


def matches(word: WordMatch) -> ColumnElement[bool]:
    """A row of the word table that answers a typed word: its start, its stem, or a word it was mistyped for."""
    if word.instead:
        return OfferWord.word.in_(word.instead)
    root = stem(word.typed)
    return or_(
        and_(OfferWord.word >= word.typed, OfferWord.word < word.typed + _AFTER_Z),
        OfferWord.stem.in_([word.typed, root]),
        OfferWord.word == root,
    )


def matched_words(session: Session, text: str) -> tuple[WordMatch, ...]:
    """The words of a question; those that no offer has are read as the words one typing error away, if there are."""
    typed = [WordMatch(word) for word in search_words(text)]
    if not typed:
        return ()
    known = session.execute(select(*(exists().where(matches(word)) for word in typed))).one()
    return tuple(w if there else _mistyped(session, w) for w, there in zip(typed, known, strict=True))


def _mistyped(session: Session, word: WordMatch) -> WordMatch:
    # In short words almost everything is one letter away from something else.
    if len(word.typed) < 4:
        return word
    near = or_(*(OfferWord.word.like(pattern) for pattern in near_misses(word.typed)))
    instead = session.scalars(select(OfferWord.word).where(near).distinct().order_by(OfferWord.word).limit(10))
    return replace(word, instead=tuple(instead))


@dataclass(frozen=True)
class Search:
    """A filter turned into FROM and WHERE. Names in `without` leave those filters out, for the facets.

    What several counts of one statement share is a CTE: both databases then work it out once.
    """

    wanted: OfferFilter
    now: datetime
    words: tuple[WordMatch, ...]

    def dates(self, *without: str, fit: Fit | None = None) -> CTE:
        """Per offer: how many of its performances match, the first of them, and the most places left in one.

        With `fit`, only performances that suit a school in that way too.
        """
        conditions = performance_conditions(self.wanted, self.now)
        kept = [condition for name, condition in conditions.items() if name not in without]
        if fit is not None:
            kept.append(_fits(fit, self.now.date()))
        query = select(
            Performance.offer_id,
            func.count().label("dates"),
            func.min(Performance.starts_at).label("first"),
            func.max(places_left()).label("most_left"),
        )
        name = "_".join(("dates", *without, *([fit.name.lower()] if fit else [])))
        return query.where(*kept).group_by(Performance.offer_id).cte(name)

    @cached_property
    def worded(self) -> CTE:
        """The offers that have all the words."""
        per_word = (Offer.id.in_(select(OfferWord.offer_id).where(matches(word))) for word in self.words)
        return select(Offer.id).where(*per_word).cte("worded")

    def offers(self, dates: CTE, *without: str, dated: bool = False) -> Callable[[AnySelect], AnySelect]:
        """Puts FROM and WHERE of the offers that match under any columns. `dated`: those with a date only."""
        conditions = _offer_conditions(self.wanted)
        if self.words:
            conditions["text"] = Offer.id.in_(select(self.worded.c.id))
        return lambda query: (
            query.select_from(Offer)
            .join(Centre, Centre.id == Offer.centre_id)
            .join(Municipality, Municipality.nis == Centre.nis)
            .outerjoin(dates, dates.c.offer_id == Offer.id)
            .where(self._takes_place(dates, without, dated=dated))
            .where(*(condition for name, condition in conditions.items() if name not in without))
        )

    def _takes_place(self, dates: CTE, without: Sequence[str], *, dated: bool) -> ColumnElement[bool]:
        names = set(performance_conditions(self.wanted, self.now)) - set(without)
        has_a_date: ColumnElement[bool] = dates.c.offer_id.is_not(None)
        if dated or names & NEEDS_A_DATE:
            return has_a_date
        agreed_later = not_(exists().where(Performance.offer_id == Offer.id).correlate(Offer))
        return or_(has_a_date, agreed_later)


def score(words: Sequence[WordMatch]) -> ColumnElement[int]:
    """The best find of each word, summed."""
    best = [
        func.coalesce(
            select(func.max(OfferWord.weight))
            .where(OfferWord.offer_id == Offer.id, matches(word))
            .correlate(Offer)
            .scalar_subquery(),
            0,
        )
        for word in words
    ]
    total: ColumnElement[int] = best[0]
    for one in best[1:]:
        total = total + one
    return total
