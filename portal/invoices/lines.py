"""What stands on an invoice for one booking. Pure.

The lines say why, by the rules the school booked under; their sum is what the ledger says is owed. Where the house
decided otherwise (a gesture, a mistake put right), a line of its own carries the difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.bookings.policy.charge import Ask, Party, Why, charge, charge_no_show, share
from portal.bookings.policy.rules import HouseRules
from portal.bookings.states import BookingState
from portal.web.formats import euro, level_name

TEXTS = {
    Why.PUPILS: ("leerling", "leerlingen"),
    Why.REDUCED: ("leerling met kansentarief", "leerlingen met kansentarief"),
    Why.COMPANIONS: ("begeleider", "begeleiders"),
    Why.GROUP: ("groep", "groepen"),
    Why.EMPTY_SEATS: ("lege plaats boven de speling", "lege plaatsen boven de speling"),
}


@dataclass(frozen=True)
class Item:
    """So many at this price; a count below 0 takes off."""

    text: str
    count: int
    cents_each: int

    @property
    def cents(self) -> int:
        return self.count * self.cents_each


@dataclass(frozen=True)
class Visited:
    """What an invoice needs to know of a booking."""

    state: BookingState
    price_cents: int
    owed_cents: int
    ask: Ask
    parties: tuple[Party, ...]

    @property
    def is_counted(self) -> bool:
        """Whether the door counted any of its classes."""
        return any(party.came_pupils is not None for party in self.parties)


def expected_cents(rules: HouseRules, visit: Visited) -> int:
    """What the rules make of it by now: of who came, of a class that stayed away; cancelled stays as it was."""
    if visit.state is BookingState.CANCELLED:
        return visit.owed_cents
    if visit.state is BookingState.NO_SHOW:
        return charge_no_show(rules, visit.price_cents)
    return charge(rules, visit.ask, visit.parties).cents


def items_of(rules: HouseRules, visit: Visited) -> tuple[Item, ...]:
    """The lines of a booking; together they are `owed_cents`. None where nothing is owed."""
    if visit.owed_cents == 0:
        return ()
    if visit.state in {BookingState.CANCELLED, BookingState.NO_SHOW}:
        return (_stayed_away(visit),)
    items = _heads(rules, visit)
    difference = visit.owed_cents - sum(item.cents for item in items)
    if difference:
        items.append(_difference(difference))
    return tuple(items)


def _stayed_away(visit: Visited) -> Item:
    is_cancelled = visit.state is BookingState.CANCELLED
    word = "Annulering" if is_cancelled else "Niet gekomen zonder te verwittigen"
    percent = _percent(visit.owed_cents, visit.price_cents)
    of_price = "" if percent is None else f": {percent} % van {euro(visit.price_cents)}"
    return Item(f"{word}{of_price}", 1, visit.owed_cents)


def _percent(owed: int, price: int) -> int | None:
    """The whole per cent that gives this sum; None where none does."""
    if price <= 0:
        return None
    near = round(100 * owed / price)
    return near if share(price, near) == owed else None


def _heads(rules: HouseRules, visit: Visited) -> list[Item]:
    """The lines of the charge; equal ones of several classes together."""
    counted: dict[tuple[str, int], tuple[Sequence[str], int, str]] = {}
    for line in charge(rules, visit.ask, visit.parties).lines:
        if line.cents_each == 0:
            continue
        key = (f"{line.why}:{line.level}", line.cents_each)
        _, before, _ = counted.get(key, (TEXTS[line.why], 0, ""))
        counted[key] = (TEXTS[line.why], before + line.count, level_name(line.level))
    return [
        Item(f"{(one if count == 1 else many).capitalize()} ({level})", count, cents)
        for (_, cents), ((one, many), count, level) in counted.items()
    ]


def _difference(cents: int) -> Item:
    return Item("Afgesproken toeslag", 1, cents) if cents > 0 else Item("Afgesproken vermindering", -1, -cents)
