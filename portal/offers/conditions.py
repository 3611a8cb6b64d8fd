"""Which offers match a filter: the one place that says so, in SQL that both databases understand alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    SQLColumnExpression,
    String,
    Text,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from portal.accounts.models import Centre
from portal.clock import school_day
from portal.offers.days import Days, asked_days, days_of_school_year, days_without_lessons
from portal.offers.filter import BAND_TOPS, CLASS_SIZE, Access, Fit, OfferFilter, PriceBand
from portal.offers.models import (
    Offer,
    OfferLanguage,
    OfferLevel,
    OfferRegion,
    OfferState,
    OfferWord,
    Performance,
    PerformanceState,
    PriceUnit,
)
from portal.offers.terms import meaning_of
from portal.offers.text import near_misses, search_words, stem
from portal.places.models import Municipality
from portal.places.queries import AnySelect, lies_in, lies_within, nearest_nis
from portal.places.school_calendar import school_holidays, school_year

_AFTER_Z = "{"
"""Comes right after "z": the end of a range of words with a given start, byte by byte."""

ACCENTED = {"a": "àáâä", "c": "ç", "e": "èéêë", "i": "íîï", "n": "ñ", "o": "óôö", "u": "úûü"}
"""Letters of Dutch and French titles, and those they are sorted with."""
BYTEWISE_TEXT = Text().with_variant(Text(collation="C"), "postgresql")

DUTCH = "nl"
"""The language of an offer that names none."""
EVERY_AGE_TO = 99
"""An offer from 0 to this age or over is for every age."""


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
        "bookable": and_(
            Performance.state == PerformanceState.PLANNED,
            Performance.starts_at > now,
            Performance.agreed_with_id.is_(None),
        )
    }
    if wanted.date_from or wanted.date_to:
        found["dates"] = and_(
            Performance.day >= wanted.date_from if wanted.date_from else true(),
            Performance.day <= wanted.date_to if wanted.date_to else true(),
        )
    if wanted.months:
        found["months"] = or_(*(Performance.day.between(m.first, m.last) for m in sorted(wanted.months)))
    if wanted.school_year is not None:
        year = days_of_school_year(wanted.school_year)
        found["school_year"] = Performance.day.between(year.first, year.last)
    if wanted.seats is not None or not wanted.sold_out:
        least = wanted.seats or 1
        found["seats"] = places_left() >= least
    if wanted.fits:
        found["fits"] = and_(*(_fits(fit, school_day(now)) for fit in sorted(wanted.fits)))
    return found


@lru_cache(maxsize=8)
def _fits(fit: Fit, today: date) -> ColumnElement[bool]:
    if fit is Fit.SCHOOL_HOURS:
        return Performance.in_school_hours.is_(True)
    this_year = school_year(today)
    holidays = [h for year in range(this_year, this_year + 3) for h in school_holidays(year)]
    return and_(*(not_(Performance.day.between(h.first, h.last)) for h in holidays))


def can_be_agreed(asked: Sequence[Days], holidays_only: CTE) -> ColumnElement[bool]:
    """An offer "in overleg" with a school day of its window among the days asked for; see `days.can_be_agreed`.

    Places and school hours are no question here: there is no hall that could be too small, and school and house
    choose the hour.
    """
    ranges = (_window_meets(literal(one.first, Date), literal(one.last, Date)) for one in asked)
    return and_(_is_agreed_on(holidays_only), or_(false(), *ranges))


def can_be_agreed_in(months: CTE, holidays_only: CTE) -> ColumnElement[bool]:
    """The same for each row of `months`, whose `first` and `last` are school days."""
    return and_(_is_agreed_on(holidays_only), _window_meets(months.c.first, months.c.last))


def _is_agreed_on(holidays_only: CTE) -> ColumnElement[bool]:
    return and_(Offer.by_agreement.is_(True), Offer.id.not_in(select(holidays_only.c.id)))


def _window_meets(first: ColumnElement[date], last: ColumnElement[date]) -> ColumnElement[bool]:
    """The two share a school day, when the window has one at all: `first` and `last` are school days themselves."""
    since, until = Offer.available_from, Offer.available_to
    return and_(or_(since.is_(None), since <= last), or_(until.is_(None), until >= first))


@lru_cache(maxsize=4)
def without_a_school_day(today: date) -> CTE:
    """The offers whose window lies in one weekend or one holiday. Kept: to write it takes longer than to run it."""
    gaps = (
        and_(Offer.available_from >= gap.first, Offer.available_to <= gap.last) for gap in days_without_lessons(today)
    )
    return select(Offer.id).where(Offer.by_agreement.is_(True), or_(false(), *gaps)).cte("without_a_school_day")


def day_table(name: str, rows: Sequence[tuple[str, Days]]) -> CTE:
    """Ranges of days with a word beside each, as a table of the statement."""
    # Not VALUES: SQLAlchemy would compile the whole statement anew each time, and that takes longer than to run it.
    selects = (
        select(
            literal(word, String).label("value"),
            literal(days.first, Date).label("first"),
            literal(days.last, Date).label("last"),
        )
        for word, days in rows
    )
    return union_all(*selects).cte(name)


def _offer_conditions(wanted: OfferFilter) -> dict[str, ColumnElement[bool]]:
    """What the offer itself has to satisfy, by name of the filter."""
    found: dict[str, ColumnElement[bool]] = {"published": Offer.state == OfferState.PUBLISHED}
    if wanted.regions:
        found["regions"] = takes_place_in(_in_regions(wanted.regions))
    if wanted.within is not None:
        found["place"] = takes_place_in(Municipality.nis.in_(sorted(wanted.within)))
    if wanted.around is not None:
        here = Municipality.nis == nearest_nis(wanted.around.latitude, wanted.around.longitude)
        # Who travels has to come here: a class twenty kilometres on is no use to this one.
        found["place"] = takes_place_in(lies_within(wanted.around), travels_to=here)
    if wanted.bounds is not None:
        found["bounds"] = takes_place_in(lies_in(wanted.bounds))
    if wanted.levels:
        found["levels"] = Offer.id.in_(select(OfferLevel.offer_id).where(OfferLevel.level.in_(sorted(wanted.levels))))
    if wanted.disciplines:
        found["disciplines"] = Offer.discipline.in_(sorted(wanted.disciplines))
    if wanted.kinds:
        found["kinds"] = Offer.kind.in_(sorted(wanted.kinds))
    if wanted.mode:
        found["mode"] = Offer.mode.in_(sorted(wanted.mode))
    if wanted.terms:
        found["terms"] = and_(*(_is_called(term) for term in sorted(wanted.terms)))
    if wanted.languages:
        found["languages"] = _is_given_in(wanted.languages)
    if wanted.access:
        found["access"] = and_(*(has_access(access) for access in sorted(wanted.access)))
    if wanted.min_age is not None or wanted.max_age is not None:
        found["ages"] = and_(
            Offer.age_to >= wanted.min_age if wanted.min_age is not None else true(),
            Offer.age_from <= wanted.max_age if wanted.max_age is not None else true(),
        )
    if wanted.all_ages is not None:
        for_all = and_(Offer.age_from == 0, Offer.age_to >= EVERY_AGE_TO)
        found["all_ages"] = for_all if wanted.all_ages else not_(for_all)
    price, pupils = class_price(wanted)
    if wanted.price is not None:
        found["exact_price"] = price == wanted.price * pupils
    if wanted.min_price is not None or wanted.max_price is not None:
        found["price"] = and_(
            price >= wanted.min_price * pupils if wanted.min_price is not None else true(),
            price <= wanted.max_price * pupils if wanted.max_price is not None else true(),
        )
    if wanted.prices:
        found["prices"] = price_band(wanted).in_(sorted(wanted.prices))
    return found


def takes_place_in(
    here: ColumnElement[bool], *, travels_to: ColumnElement[bool] | None = None
) -> ColumnElement[bool]:
    """Offers of a house in such a municipality, and those that travel to one (or to one of `travels_to`).

    An offer with a working region takes place there and not in its house, whatever its mode; without one its house is
    all that we know.
    """
    reached = region_codes(here if travels_to is None else travels_to)
    comes = select(OfferRegion.offer_id).where(OfferRegion.region.in_(reached))
    return or_(and_(not_(travels()), here), Offer.id.in_(comes))


def travels() -> ColumnElement[bool]:
    """Offers with a working region."""
    return Offer.id.in_(select(OfferRegion.offer_id))


def region_codes(which: ColumnElement[bool], *also: ColumnElement[str]) -> CompoundSelect[tuple[str]]:
    """The codes of the municipalities that `which` holds of, and of their provinces and reference regions."""
    code = (
        literal("nis-").concat(Municipality.nis),
        literal("prv-").concat(cast(Municipality.province, String)),
        literal("reg-").concat(cast(Municipality.region, String)),
    )
    return union_all(*(select(one.label("code"), *also).where(which).correlate(None) for one in code))


@cache
def places_of_offers() -> tuple[CTE, CTE]:
    """Offer and municipality, wherever an offer takes place; and code and municipality, wherever a code holds."""
    codes = region_codes(true(), Municipality.nis.label("nis")).cte("codes")
    houses = select(Offer.id.label("offer_id"), Centre.nis.label("nis")).join(Centre, Centre.id == Offer.centre_id)
    journeys = select(OfferRegion.offer_id, codes.c.nis).join(codes, codes.c.code == OfferRegion.region)
    return houses.where(not_(travels())).union(journeys).cte("offer_places"), codes


def _in_regions(regions: frozenset[str]) -> ColumnElement[bool]:
    columns = {"nis": Municipality.nis, "prv": Municipality.province, "reg": Municipality.region}
    asked = {start: sorted(one[4:] for one in regions if one.startswith(start)) for start in columns}
    return or_(false(), *(columns[start].in_(names) for start, names in asked.items() if names))


def _is_called(term: str) -> ColumnElement[bool]:
    meaning = meaning_of(term)
    if meaning is None:
        return false()
    access = has_access(Access(meaning.access)) if meaning.access else true()
    return and_(Offer.kind.in_(sorted(meaning.kinds)), Offer.discipline.in_(sorted(meaning.disciplines)), access)


def _is_given_in(languages: frozenset[str]) -> ColumnElement[bool]:
    named = Offer.id.in_(select(OfferLanguage.offer_id).where(OfferLanguage.language.in_(sorted(languages))))
    if DUTCH not in languages:
        return named
    return or_(named, Offer.id.not_in(select(OfferLanguage.offer_id)))


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


def by_alphabet(text: SQLColumnExpression[str]) -> ColumnElement[str]:
    """To sort titles by, the same on both databases: small letters, byte by byte; "Élan" stands with the E.

    Only the first letter loses its accent: to replace every one of them takes more nesting than SQLite can parse.
    """
    first, accents = func.substr(text, 1, 1), ACCENTED.items()
    plain = case(*((first.in_(list(some + some.upper())), literal(letter)) for letter, some in accents), else_=first)
    bytewise = cast(plain.concat(func.substr(text, 2)), BYTEWISE_TEXT)
    return func.lower(bytewise, type_=BYTEWISE_TEXT)


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
    """The words of a question; those that no published offer has are read as the words one typing error away."""
    typed = [WordMatch(word) for word in search_words(text)]
    if not typed:
        return ()
    known = session.execute(select(*(exists().where(matches(word), _is_told()) for word in typed))).one()
    return tuple(w if there else _mistyped(session, w) for w, there in zip(typed, known, strict=True))


def _mistyped(session: Session, word: WordMatch) -> WordMatch:
    # In short words almost everything is one letter away from something else.
    if len(word.typed) < 4:
        return word
    near = or_(*(OfferWord.word.like(pattern) for pattern in near_misses(word.typed)))
    words = select(OfferWord.word).where(near, _is_told()).distinct().order_by(OfferWord.word).limit(10)
    return replace(word, instead=tuple(session.scalars(words)))


def _is_told() -> ColumnElement[bool]:
    """A word of a published offer: what stands in somebody's draft changes no answer."""
    return exists().where(Offer.id == OfferWord.offer_id, Offer.state == OfferState.PUBLISHED)


@dataclass(frozen=True)
class Search:
    """A filter turned into FROM and WHERE. Names in `without` leave those filters out, for the facets.

    What several counts of one statement share is a CTE: both databases then work it out once.
    """

    wanted: OfferFilter
    now: datetime
    words: tuple[WordMatch, ...]

    @cached_property
    def today(self) -> date:
        return school_day(self.now)

    def dates(self, *without: str, fit: Fit | None = None) -> CTE:
        """Per offer: how many of its performances match, the first of them, and the most places left in one.

        With `fit`, only performances that suit a school in that way too.
        """
        conditions = performance_conditions(self.wanted, self.now)
        kept = [condition for name, condition in conditions.items() if name not in without]
        if fit is not None:
            kept.append(_fits(fit, self.today))
        query = select(
            Performance.offer_id,
            func.count().label("dates"),
            func.min(Performance.starts_at).label("first"),
            func.max(places_left()).label("most_left"),
        )
        name = "_".join(("dates", *without, *([fit.name.lower()] if fit else [])))
        return query.where(*kept).group_by(Performance.offer_id).cte(name)

    @cached_property
    def holidays_only(self) -> CTE:
        return without_a_school_day(self.today)

    @cached_property
    def worded(self) -> CTE:
        """The offers that have all the words."""
        per_word = (Offer.id.in_(select(OfferWord.offer_id).where(matches(word))) for word in self.words)
        return select(Offer.id).where(*per_word).cte("worded")

    def offers(self, dates: CTE, *without: str) -> Callable[[AnySelect], AnySelect]:
        """Puts FROM and WHERE of the offers that match under any columns."""
        conditions = _offer_conditions(self.wanted)
        if self.words:
            conditions["text"] = Offer.id.in_(select(self.worded.c.id))
        asked = asked_days(self.wanted, self.today, *without)
        return lambda query: (
            query.select_from(Offer)
            .join(Centre, Centre.id == Offer.centre_id)
            .join(Municipality, Municipality.nis == Centre.nis)
            .outerjoin(dates, dates.c.offer_id == Offer.id)
            .where(or_(dates.c.offer_id.is_not(None), can_be_agreed(asked, self.holidays_only)))
            .where(*(condition for name, condition in conditions.items() if name not in without))
        )


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
