"""How many copies of a title are free, day by day. Pure.

Days are whole local days, both ends of a period included. A title has room for a set when on every day of the
period the copies of the lots valid that day, less the seats of the sets that lie over it, are enough. Only the
days on which something starts or ends need a look (checked against brute force in the tests). Koha's way, adding
up everything that touches the period, refuses 9 % of the requests that fit.

A metered lot counts its loans as well. A seat can't leave it without costing another lot a loan, so its seats are
counted on it alone, and it must be valid on every day of the period; the seats of plain lots may move between them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
UNLIMITED = 1_000_000
"""Stands for "no limit": more than all pupils of Flanders."""


@dataclass(frozen=True)
class Lot:
    """Copies that may be out at once, on the days they may be; None: no bound."""

    copies: int | None
    first: date | None
    last: date | None

    def on(self, day: date) -> int:
        if (self.first and day < self.first) or (self.last and day > self.last):
            return 0
        return UNLIMITED if self.copies is None else self.copies


@dataclass(frozen=True)
class Loan:
    """Seats of a class set, from its first to its last day."""

    seats: int
    first: date
    last: date


@dataclass(frozen=True)
class Period:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def meets(self, other: "Period") -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Room:
    """The tightest day of a period: `free` copies on `tightest`, at most over the whole of it."""

    free: int
    tightest: date


@dataclass(frozen=True)
class Meter:
    """A lot that counts its loans, and the seats that are out on it."""

    licence_id: int
    lot: Lot
    left: int
    """Loans that nobody spent."""
    loans: tuple[Loan, ...] = ()

    def seats(self, period: Period) -> int:
        """How many seats are free over the whole period, whatever they would cost."""
        return max(0, room((self.lot,), self.loans, period).free)

    def free(self, period: Period) -> int:
        return min(self.left, self.seats(period))

    @property
    def order(self) -> tuple[bool, date, int, int]:
        """The lots that lapse come first, the one that lapses soonest; then the one with most loans (as Palace)."""
        return self.lot.last is None, self.lot.last or date.max, -self.left, self.licence_id


@dataclass(frozen=True)
class Spread:
    """Where the seats of a set stand: on plain lots, and how many on which metered one."""

    plain: int
    metered: Mapping[int, int] = field(default_factory=dict)

    @property
    def seats(self) -> int:
        return self.plain + sum(self.metered.values())


@dataclass(frozen=True)
class Stock:
    """The lots of a title and all that is or will be out."""

    lots: tuple[Lot, ...] = ()
    loans: tuple[Loan, ...] = ()
    """Seats on plain lots."""
    meters: tuple[Meter, ...] = ()
    kept: tuple[Period, ...] = ()
    """Days on which what is free waits for a class in line."""

    def room(self, period: Period) -> Room:
        """How many seats somebody who comes now can have on every day of the period, and the first tightest day."""
        kept = [max(period.first, days.first) for days in self.kept if days.meets(period)]
        if kept:
            return Room(0, min(kept))
        plain = room(self.lots, self.loans, period)
        metered = [(meter.free(period), room((meter.lot,), meter.loans, period).tightest) for meter in self.meters]
        tightest = plain.tightest if self.lots or not metered else min(metered)[1]
        # "No limit" less what is out is still no limit.
        found = plain.free + sum(free for free, _ in metered)
        return Room(UNLIMITED if found > UNLIMITED // 2 else found, tightest)

    def spread(self, seats: int, period: Period) -> Spread:
        """Put seats on lots. Plain ones first: a metered lot loses its loans for good.

        The caller has seen that there is room.
        """
        plain = min(seats, room(self.lots, self.loans, period).free)
        metered, wanted = {}, seats - plain
        for meter in sorted(self.meters, key=lambda meter: meter.order):
            if taken := min(wanted, meter.free(period)):
                metered[meter.licence_id] = taken
                wanted -= taken
        return Spread(plain + wanted, metered)

    def carries(self, spread: Spread, period: Period) -> bool:
        """Can these seats stay on the lots they are on, over the period? They cost no new loans."""
        seats = {meter.licence_id: meter.seats(period) for meter in self.meters}
        if any(wanted > seats.get(licence_id, 0) for licence_id, wanted in spread.metered.items()):
            return False
        return spread.plain == 0 or spread.plain <= room(self.lots, self.loans, period).free

    def lend(self, spread: Spread, period: Period) -> "Stock":
        """The stock once these seats are out."""
        more = (Loan(spread.plain, period.first, period.last),) if spread.plain else ()
        return replace(self, loans=self.loans + more, meters=tuple(_lend(m, spread, period) for m in self.meters))

    def hold(self, spread: Spread, period: Period) -> "Stock":
        """The stock once these seats are out, whose loans were counted before."""
        lent = self.lend(spread, period)
        left = {meter.licence_id: meter.left for meter in self.meters}
        return replace(lent, meters=tuple(replace(meter, left=left[meter.licence_id]) for meter in lent.meters))

    def release(self, spread: Spread, period: Period) -> "Stock":
        """The stock once these seats are back; their loans stay counted."""
        plain = _without(self.loans, Loan(spread.plain, period.first, period.last))
        meters = (
            replace(m, loans=_without(m.loans, Loan(spread.metered.get(m.licence_id, 0), period.first, period.last)))
            for m in self.meters
        )
        return replace(self, loans=plain, meters=tuple(meters))

    def emptied(self) -> "Stock":
        """The stock if all came back that is out: what a class can hope for."""
        whole = tuple(replace(m, left=m.left + sum(loan.seats for loan in m.loans), loans=()) for m in self.meters)
        return Stock(self.lots, (), whole)

    def without_loan_totals(self) -> "Stock":
        """The stock if lots did not count their loans."""
        return replace(self, meters=tuple(replace(meter, left=UNLIMITED) for meter in self.meters))

    @property
    def is_unlimited(self) -> bool:
        """Some lot carries everybody, always."""
        return any(lot == Lot(None, None, None) for lot in self.lots)


def _without(loans: tuple[Loan, ...], one: Loan) -> tuple[Loan, ...]:
    if one not in loans:
        return loans
    at = loans.index(one)
    return loans[:at] + loans[at + 1 :]


def _lend(meter: Meter, spread: Spread, period: Period) -> Meter:
    seats = spread.metered.get(meter.licence_id, 0)
    if not seats:
        return meter
    return replace(meter, left=meter.left - seats, loans=(*meter.loans, Loan(seats, period.first, period.last)))


def room(lots: Sequence[Lot], loans: Sequence[Loan], period: Period) -> Room:
    """How many seats fit on every day of the period, and the first day that allows no more."""
    days = sorted(_turning_days(lots, loans, period))
    free, tightest = min((_free_on(lots, loans, day), day) for day in days)
    return Room(max(free, 0), tightest)


def _free_on(lots: Sequence[Lot], loans: Sequence[Loan], day: date) -> int:
    return sum(lot.on(day) for lot in lots) - sum(loan.seats for loan in loans if loan.first <= day <= loan.last)


def _turning_days(lots: Iterable[Lot], loans: Iterable[Loan], period: Period) -> set[date]:
    """The days on which the number of free copies may go down: the start, and every start or end inside."""
    days = {period.first}
    for lot in lots:
        days |= {day for day in (lot.first, day_after(lot.last)) if day}
    days |= {loan.first for loan in loans}
    return {day for day in days if period.first <= day <= period.last}


def day_after(last: date | None) -> date | None:
    """None too for the last day of the calendar, which some vendors write for "for ever"."""
    return None if last is None or last == date.max else last + ONE_DAY


def first_fit(stock: Stock, seats: int, period: Period, *, horizon: date) -> Period | None:
    """The first period of the same length, from the asked one on, with room for `seats`; None before `horizon`.

    Room can only appear when a loan or a wait ends or a lot begins, so only those days are tried as a start.
    """
    length = timedelta(days=period.days - 1)
    ends = [loan.last for loan in stock.loans] + [days.last for days in stock.kept]
    ends += [loan.last for meter in stock.meters for loan in meter.loans]
    begins = [lot.first for lot in (*stock.lots, *(meter.lot for meter in stock.meters)) if lot.first]
    starts = {period.first, *(day for end in ends if (day := day_after(end))), *begins}
    for start in sorted(day for day in starts if period.first <= day <= horizon):
        candidate = Period(start, start + length)
        if stock.room(candidate).free >= seats:
            return candidate
    return None


def earliest_start(stock: Stock, seats: int, period: Period, *, days: int) -> date | None:
    """The first day from which there is room until the end of the period, for at least so many days; None: never.

    A later start leaves fewer days to fit, so once it fits it goes on fitting, and halving finds the turn.
    """
    latest = (period.days - days) if period.days >= days else -1

    def fits(skipped: int) -> bool:
        return stock.room(Period(period.first + timedelta(days=skipped), period.last)).free >= seats

    if latest < 0 or not fits(latest):
        return None
    return period.first + timedelta(days=_first_true(fits, latest))


def latest_end(fits: Callable[[date], bool], first: date, last: date) -> date | None:
    """The last day, of those from `first` to `last`, until which it fits; a longer period never fits more easily."""
    shorter = _first_true(lambda days: fits(last - timedelta(days=days)), (last - first).days + 1)
    return None if shorter > (last - first).days else last - timedelta(days=shorter)


def _first_true(fits: Callable[[int], bool], highest: int) -> int:
    """The lowest number that fits, where every higher one does too; `highest` is taken to fit."""
    low, high = 0, highest
    while low < high:
        middle = (low + high) // 2
        if fits(middle):
            high = middle
        else:
            low = middle + 1
    return low
