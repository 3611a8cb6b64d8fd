"""The rules of a house as a form: every field in the words that were typed, and `HouseRules` when all can be read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from pydantic import ValidationError

from portal.accounts.models import ClassLevel
from portal.bookings.policy.rules import (
    Allocation,
    Audience,
    Basis,
    Bundle,
    Cancelling,
    Companions,
    Counts,
    HouseRules,
    Invoicing,
    Late,
    MonthDay,
    PriceRule,
    Tolerance,
    Waiting,
    WaitingOrder,
)
from portal.offers.models import OfferKind

PRICES, STEPS = range(6), range(4)
"""Rows that the form has; a house that needs more has not been met."""

AS_OFFERED, ALL_FREE, COUNTED = "aanbod", "gratis", "geteld"


class Sent(Protocol):
    """A form as Werkzeug gives it."""

    def __getitem__(self, key: str, /) -> str: ...

    def __contains__(self, key: object, /) -> bool: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class RulesForm:
    """What stands in the fields, by name; `many` are the ticked boxes of one name. `rules` None: see `errors`."""

    values: Mapping[str, str]
    many: Mapping[str, frozenset[str]]
    errors: Mapping[str, str] = field(default_factory=dict)
    rules: HouseRules | None = None


def filled(rules: HouseRules) -> RulesForm:
    """The form as it opens."""
    values = {
        "toewijzing": rules.allocation.value,
        "optie": _text(rules.hold_hours),
        "aangerekend": rules.basis.value,
        "wegblijven": _text(rules.tolerance.percent),
        "annuleren": _text(rules.cancelling.percent),
        "niet-gekomen": _text(rules.cancelling.no_show_percent),
        "overmacht": "1" if rules.cancelling.force_majeure_free else "",
        "definitief-dagen": _text(rules.counts.definitive_days_before),
        "herinnering": _text(rules.counts.reminder_days),
        "vast": "1" if rules.counts.locked else "",
        "minstens": _text(rules.audience.minimum),
        "afgelast-dagen": _text(rules.audience.days_before),
        "factuur": rules.invoicing.bundle.value,
        "betaaldagen": _text(rules.invoicing.pay_within_days),
        "wachtlijst-uren": _text(rules.waiting.hours_to_answer if rules.waiting else 48),
        "wachtlijst": rules.waiting.order.value if rules.waiting else "",
        **_companions_filled(rules.companions),
        **_day_filled("definitief", rules.counts.definitive_by),
        **{f"wegblijven-{level}": _text(percent) for level, percent in rules.tolerance.by_level.items()},
    }
    many: dict[str, frozenset[str]] = {}
    for number, price in enumerate(rules.prices):
        values[f"prijs-{number}"] = f"{price.cents // 100},{price.cents % 100:02d}"
        many[f"prijs-{number}-niveaus"] = frozenset(price.levels)
        many[f"prijs-{number}-soorten"] = frozenset(price.kinds)
    for number, step in enumerate(rules.cancelling.steps):
        values[f"trap-{number}"] = _text(step.percent)
        values[f"trap-{number}-dagen"] = _text(step.fewer_days_than)
        values |= _day_filled(f"trap-{number}", step.after)
    return RulesForm(values, many, rules=rules)


def _companions_filled(companions: Companions | None) -> dict[str, str]:
    if companions is None:
        return {"begeleiders": AS_OFFERED, "per-begeleider": "15"}
    return {
        "begeleiders": ALL_FREE if companions.all_free else COUNTED,
        "per-begeleider": _text(companions.pupils_per_free),
        "per-klas": "1" if companions.counted_per_class else "",
    }


def _day_filled(name: str, day: MonthDay | None) -> dict[str, str]:
    return {} if day is None else {f"{name}-dag": _text(day.day), f"{name}-maand": _text(day.month)}


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def read_rules_form(sent: Sent) -> RulesForm:
    """The form as it was sent."""
    reading = _Reading(sent)
    many = {
        f"prijs-{number}-{what}": frozenset(sent.getlist(f"prijs-{number}-{what}"))
        for number in PRICES
        for what in ("niveaus", "soorten")
    }
    rules = reading.made(
        "toewijzing",
        HouseRules,
        allocation=reading.choice("toewijzing", Allocation, Allocation.FIRST_COME),
        hold_hours=reading.number("optie", 0, 720) or 0,
        prices=tuple(reading.prices(many)),
        companions=reading.companions(),
        basis=reading.choice("aangerekend", Basis, Basis.ATTENDED),
        tolerance=reading.tolerance(),
        cancelling=reading.cancelling(),
        counts=reading.counts(),
        audience=Audience(
            minimum=reading.number("minstens", 1, 5000),
            days_before=reading.number("afgelast-dagen", 0, 365, usual=14),
        ),
        invoicing=Invoicing(
            bundle=reading.choice("factuur", Bundle, Bundle.BOOKING),
            pay_within_days=reading.number("betaaldagen", 1, 120, usual=30),
        ),
        waiting=reading.waiting(),
    )
    return RulesForm(reading.values, many, reading.errors, None if reading.errors else rules)


class _Reading:
    """Reads fields, keeps what was typed and notes what can't be read."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self.values: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    def text(self, name: str) -> str:
        self.values[name] = self.sent[name].strip() if name in self.sent else ""
        return self.values[name]

    def is_on(self, name: str) -> bool:
        return bool(self.text(name))

    def choice(self, name: str, kind: Callable[[str], Any], usual: Any) -> Any:
        given = self.text(name)
        try:
            return kind(given) if given else usual
        except ValueError:
            self.errors[name] = "Kies een van de mogelijkheden."
            return usual

    def number(self, name: str, least: int, most: int, *, usual: int | None = None) -> Any:
        given = self.text(name)
        if not given:
            return usual
        if not re.fullmatch(r"[0-9]{1,5}", given, re.ASCII) or not least <= int(given) <= most:
            self.errors[name] = f"Vul een getal van {least} tot {most} in."
            return usual
        return int(given)

    def day(self, name: str) -> MonthDay | None:
        """A day of the year in two fields; both or neither."""
        day, month = self.number(f"{name}-dag", 1, 31), self.number(f"{name}-maand", 1, 12)
        if day is None and month is None:
            return None
        if day is None or month is None:
            self.errors.setdefault(f"{name}-dag", "Kies een dag en een maand.")
            return None
        found: MonthDay | None = self.made(f"{name}-dag", MonthDay, day=day, month=month)
        return found

    def made(self, name: str, kind: Callable[..., Any], **facts: Any) -> Any:
        try:
            return kind(**facts)
        except ValidationError as problem:
            said = str(problem.errors()[0]["msg"]).removeprefix("Value error, ")
            self.errors.setdefault(name, f"{said[:1].upper()}{said[1:]}.")
            return None

    def euros(self, name: str) -> int | None:
        given = self.text(name).removeprefix("€").strip()
        if not given:
            return None
        try:
            cents = Decimal(given.replace(",", ".")) * 100
            if cents != int(cents) or not 0 <= cents <= 100_000:
                raise InvalidOperation
        except (InvalidOperation, ValueError, OverflowError):
            self.errors[name] = "Schrijf een bedrag zoals 7,50."
            return None
        return int(cents)

    def prices(self, many: Mapping[str, frozenset[str]]) -> Iterator[PriceRule]:
        for number in PRICES:
            cents = self.euros(f"prijs-{number}")
            if cents is None:
                continue
            levels = frozenset(one for one in ClassLevel if one.value in many[f"prijs-{number}-niveaus"])
            kinds = frozenset(one for one in OfferKind if one.value in many[f"prijs-{number}-soorten"])
            yield PriceRule(cents=cents, levels=levels, kinds=kinds)

    def companions(self) -> Companions | None:
        how = self.text("begeleiders") or AS_OFFERED
        per = self.number("per-begeleider", 1, 60, usual=15)
        per_class = self.is_on("per-klas")
        if how == AS_OFFERED:
            return None
        return Companions(all_free=how == ALL_FREE, pupils_per_free=per, counted_per_class=per_class)

    def tolerance(self) -> Tolerance:
        by_level = {level: self.number(f"wegblijven-{level.value}", 0, 100) for level in ClassLevel}
        return Tolerance(
            percent=self.number("wegblijven", 0, 100, usual=100),
            by_level={level: percent for level, percent in by_level.items() if percent is not None},
        )

    def cancelling(self) -> Cancelling:
        return Cancelling(
            percent=self.number("annuleren", 0, 100, usual=0),
            steps=tuple(self.steps()),
            no_show_percent=self.number("niet-gekomen", 0, 100, usual=100),
            force_majeure_free=self.is_on("overmacht"),
        )

    def steps(self) -> Iterator[Late]:
        for number in STEPS:
            name = f"trap-{number}"
            percent, days, day = self.number(name, 0, 100), self.number(f"{name}-dagen", 0, 365), self.day(name)
            if percent is None and days is None and day is None:
                continue
            if percent is None:
                self.errors.setdefault(name, "Hoeveel procent?")
                continue
            step = self.made(f"{name}-dagen", Late, percent=percent, fewer_days_than=days, after=day)
            if step is not None:
                yield step

    def waiting(self) -> Waiting | None:
        hours = self.number("wachtlijst-uren", 1, 336, usual=48)
        order = self.choice("wachtlijst", WaitingOrder, None)
        return None if order is None else Waiting(hours_to_answer=hours, order=order)

    def counts(self) -> Counts:
        return Counts(
            definitive_by=self.day("definitief"),
            definitive_days_before=self.number("definitief-dagen", 0, 365),
            reminder_days=self.number("herinnering", 0, 365, usual=14),
            locked=self.is_on("vast"),
        )
