"""What the list of who booked is narrowed to, as its address says it. What can't be read is left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from portal.bookings.states import BookingState

TEXT_MAX = 80
PAGE_MAX = 100_000


class Money(StrEnum):
    """How a booking stands with its money."""

    OPEN = "open"
    PAID = "betaald"
    OVERPAID = "te-veel"


class Order(StrEnum):
    """What the list is sorted by; with a minus before it the other way round."""

    WHEN = "wanneer"
    SCHOOL = "school"
    SEATS = "plaatsen"
    OWED = "bedrag"
    PAID = "betaald"
    OPEN = "open"
    BOOKED = "geboekt"


@dataclass(frozen=True)
class WhoFilter:
    year: int | None = None
    """The school year that begins in September of this one."""
    offer_id: int | None = None
    performance_id: int | None = None
    school_id: int | None = None
    state: BookingState | None = None
    money: Money | None = None
    text: str = ""
    order: Order = Order.WHEN
    is_falling: bool = True
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return replace(self, order=Order.WHEN, is_falling=True, page=1) != WhoFilter()

    @property
    def days(self) -> tuple[date, date] | None:
        return None if self.year is None else (date(self.year, 9, 1), date(self.year + 1, 8, 31))

    def address(self, path: str = "/centrum/boekingen", **changes: object) -> str:
        """The address of this list, changed; another order or narrowing begins at its first page."""
        other = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        return f"{path}?{query}" if (query := urlencode(other.asked())) else path

    def asked(self) -> dict[str, str]:
        sort = f"{'-' if self.is_falling else ''}{self.order.value}"
        said = {
            "jaar": self.year,
            "aanbod": self.offer_id,
            "moment": self.performance_id,
            "school": self.school_id,
            "staat": self.state.value if self.state else None,
            "geld": self.money.value if self.money else None,
            "zoek": self.text,
            "sorteer": None if (self.order, self.is_falling) == (Order.WHEN, True) else sort,
            "pagina": self.page if self.page > 1 else None,
        }
        return {name: str(value) for name, value in said.items() if value not in (None, "")}


def read_filter(args: Mapping[str, str]) -> WhoFilter:
    sort = args.get("sorteer", "")
    order = sort.removeprefix("-")
    has_order = order in set(Order)
    year, page = _number(args.get("jaar", "")), _number(args.get("pagina", ""))
    return WhoFilter(
        year=year if year is not None and 2000 <= year < 2100 else None,
        offer_id=_number(args.get("aanbod", "")),
        performance_id=_number(args.get("moment", "")),
        school_id=_number(args.get("school", "")),
        state=BookingState(args["staat"]) if args.get("staat") in set(BookingState) else None,
        money=Money(args["geld"]) if args.get("geld") in set(Money) else None,
        text=" ".join(args.get("zoek", "").split())[:TEXT_MAX],
        order=Order(order) if has_order else Order.WHEN,
        is_falling=sort.startswith("-") if has_order else True,
        page=min(max(1, page or 1), PAGE_MAX),
    )


def _number(typed: str) -> int | None:
    """An id or a year; more digits than this no database counts to."""
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", typed) else None
