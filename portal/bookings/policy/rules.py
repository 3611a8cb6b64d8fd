"""The rules of a house. Pure data: pydantic reads it from the form and from the database, and names what is wrong.

No two houses in Flanders have the same rules; each field here exists because at least one of nine houses whose rules
were read in November 2026 needs it (their rules are the fixtures of `tests/portal/bookings/policy`). Money is in
integer cents, shares in whole per cent, days are days on the calendar in Flanders.
"""

import enum
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portal.accounts.models import ClassLevel
from portal.offers.models import OfferKind

Percent = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=0, le=365)]


class Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Allocation(enum.StrEnum):
    """Who gets the seats."""

    FIRST_COME = "first-come"
    APPROVAL = "approval"
    """The house says yes or no to each request."""
    PREFERENCE = "preference"
    """Schools name what they would like best in a window; a lottery that anyone can run again decides."""


class Basis(enum.StrEnum):
    """Which heads are billed."""

    BOOKED = "booked"
    ATTENDED = "attended"


class Bundle(enum.StrEnum):
    """How many visits stand on one invoice."""

    BOOKING = "booking"
    TERM = "term"
    YEAR = "year"


class WaitingOrder(enum.StrEnum):
    """What happens when seats come free and the first class on the list is too large for them."""

    FITTING = "fitting"
    """The first class that fits whole is served; who is passed over keeps the place and is told."""
    STRICT = "strict"
    """Nobody passes anybody: the seats wait until the first class fits or leaves."""


class MonthDay(Rule):
    """A day of every school year, such as 30 September."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @model_validator(mode="after")
    def exists_every_year(self) -> Self:
        try:
            date(2023, self.month, self.day)
        except ValueError:
            raise ValueError("deze dag bestaat niet in elk jaar") from None
        return self

    def in_school_year(self, year: int) -> date:
        """This day in the school year that begins in September of `year`."""
        return date(year if self.month >= 9 else year + 1, self.month, self.day)


class Late(Rule):
    """A step of the ladder: who cancels this late owes this share of the price. One of the two says how late."""

    percent: Percent
    fewer_days_than: Days | None = None
    """When fewer days than this are left before the performance."""
    after: MonthDay | None = None
    """When it is later than this day of the school year."""

    @model_validator(mode="after")
    def one_of_two(self) -> Self:
        if (self.fewer_days_than is None) == (self.after is None):
            raise ValueError("zeg ofwel een aantal dagen, ofwel een datum")
        return self


class Cancelling(Rule):
    """What it costs when the school doesn't come. The dearest step that applies counts."""

    percent: Percent = 0
    """However early."""
    steps: tuple[Late, ...] = Field(default=(), max_length=6)
    no_show_percent: Percent = 100
    force_majeure_free: bool = True
    """Strike, snow, an epidemic: the house decides that it was, and nothing is owed."""


class Tolerance(Rule):
    """How many booked heads may stay away without being billed; only where those who attended are billed."""

    percent: Percent = 100
    """Of each class, rounded down; 100: whoever stays away is never billed."""
    by_level: dict[ClassLevel, Percent] = Field(default_factory=dict)
    """Other shares for some levels: small children are ill more often."""


class Companions(Rule):
    """The adults who come along; beyond the free ones they pay as a pupil does."""

    all_free: bool = False
    pupils_per_free: int = Field(default=15, ge=1, le=60)
    """One comes in free for every started number of so many pupils."""
    counted_per_class: bool = False
    """Count so for each class apart instead of for the booking as a whole."""


class PriceRule(Rule):
    """A price of the house for some levels or kinds; the first that fits beats the offer's own price."""

    cents: int = Field(ge=0, le=100_000)
    levels: frozenset[ClassLevel] = frozenset()
    """Empty: every level."""
    kinds: frozenset[OfferKind] = frozenset()
    """Empty: every kind of offer."""

    def fits(self, level: ClassLevel, kind: OfferKind) -> bool:
        return (not self.levels or level in self.levels) and (not self.kinds or kind in self.kinds)


class Counts(Rule):
    """When the numbers stop being provisional."""

    definitive_by: MonthDay | None = None
    definitive_days_before: Days | None = None
    """The one that comes first counts, and that day itself is still provisional. Without either the school changes
    its numbers until booking closes."""
    reminder_days: Days = 14
    """So many days before that the school is reminded."""
    locked: bool = True
    """Afterwards only the house changes them."""


class Audience(Rule):
    """When the house itself calls a performance off."""

    minimum: int | None = Field(default=None, ge=1)
    days_before: Days = 14
    """It says so at least this long before."""


class Invoicing(Rule):
    bundle: Bundle = Bundle.BOOKING
    pay_within_days: int = Field(default=30, ge=1, le=120)


class Waiting(Rule):
    """The waiting list: always whole classes."""

    hours_to_answer: int = Field(default=48, ge=1, le=336)
    order: WaitingOrder = WaitingOrder.FITTING


class HouseRules(Rule):
    """All rules of one house. The defaults are the mildest that any house has."""

    allocation: Allocation = Allocation.FIRST_COME
    hold_hours: int = Field(default=0, ge=0, le=720)
    """How long seats are kept for a school that hasn't confirmed yet; 0: a booking is confirmed at once."""
    prices: tuple[PriceRule, ...] = Field(default=(), max_length=12)
    companions: Companions | None = None
    """None: as each offer says."""
    basis: Basis = Basis.ATTENDED
    tolerance: Tolerance = Tolerance()
    cancelling: Cancelling = Cancelling()
    counts: Counts = Counts()
    audience: Audience = Audience()
    invoicing: Invoicing = Invoicing()
    waiting: Waiting | None = None
    """None: the house keeps no waiting list."""
