"""How long the seats of a set can stay with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from portal.library.errors import Why
from portal.library.lending.blocks import blocks_of_set, spread_of
from portal.library.lending.queries import HORIZON, lending
from portal.library.lending.seats import ONE_DAY, Period, Spread, Stock, latest_end
from portal.library.models import ClassSet


@dataclass(frozen=True)
class Reach:
    """The seats of a set as it stands, and all others of its title. The days it has are its own; those it would get
    in addition are behind whoever waits."""

    held: Period
    """The days it has, from today on."""
    spread: Spread
    others: Stock
    kept: tuple[Period, ...]

    def fits(self, first: date, last: date) -> bool:
        added = [Period(first, self.held.first - ONE_DAY)] if first < self.held.first else []
        added += [Period(self.held.last + ONE_DAY, last)] if last > self.held.last else []
        if any(days.meets(more) for days in self.kept for more in added):
            return False
        return self.others.carries(self.spread, Period(first, last))

    def until(self, first: date, last: date) -> date | None:
        """The last day, up to `last`, until which it could go on from `first`; None: not at all."""
        least = max(self.held.last, first)
        return latest_end(lambda day: self.fits(first, day), least, last) if last >= least else last

    def why_not(self, day: date) -> Why:
        alone = Period(day, day)
        if any(days.meets(alone) for days in self.kept):
            return Why.LINE
        return Why.OUT if self.others.emptied().carries(self.spread, alone) else Why.LICENCE


def reach(session: Session, made: ClassSet, today: date) -> Reach:
    """For a set that is not over."""
    found = lending(session, made.title_id, since=today, without_set=made.id)
    return Reach(
        Period(max(made.from_day, today), made.until_day),
        spread_of(made, blocks_of_set(session, made.id)),
        found.stock,
        found.kept(today, made.class_group_id),
    )


def reach_of(session: Session, made: ClassSet, today: date) -> date | None:
    """The last day until which a set can go on, at most a year after its first; None: no longer than it does."""
    limit = min(made.from_day + HORIZON - timedelta(days=1), made.until_day + HORIZON)
    found = reach(session, made, today)
    until = found.until(found.held.first, limit)
    return until if until is not None and until > made.until_day else None
