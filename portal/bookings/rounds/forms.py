"""The forms of a round as they were sent. Nothing typed is lost, errors stand with their field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from portal.accounts.queries import ClassCard
from portal.bookings.forms import BookingForm, Row, empty_form
from portal.bookings.rounds.announce import Plan
from portal.bookings.rounds.queries import RoundCard, WishCard
from portal.clock import BRUSSELS, local

WINDOW_DAYS = 14
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


@dataclass(frozen=True)
class PlanForm:
    """What a house announces, in the words that were typed; `plan` is there when they can be read."""

    values: Mapping[str, str]
    chosen: frozenset[int]
    errors: Mapping[str, str] = field(default_factory=dict)
    plan: Plan | None = None


def empty_plan(now: datetime) -> PlanForm:
    """Opens at once, closes in two weeks at five, is drawn the next working morning."""
    closes = (local(now) + timedelta(days=WINDOW_DAYS)).replace(hour=17, minute=0)
    draws = closes.replace(hour=9) + timedelta(days=1)
    while draws.weekday() > 4:
        draws += timedelta(days=1)
    values = {
        "titel": "",
        "uitleg": "",
        "open": "",
        "sluit": _typed(closes),
        "loting": _typed(draws),
        "hoogstens": "1",
        "voorkeuren": "3",
        "reserves": "2",
        "getal": "",
    }
    return PlanForm(values, frozenset())


def filled_plan(found: RoundCard) -> PlanForm:
    values = {
        "titel": found.title,
        "uitleg": found.about,
        "open": _typed(found.opens_at),
        "sluit": _typed(found.closes_at),
        "loting": _typed(found.draws_at),
        "hoogstens": str(found.most_shows),
        "voorkeuren": str(found.preferences),
        "reserves": str(found.reserves),
        "getal": found.beacon_source,
    }
    return PlanForm(values, frozenset(one.id for one in found.dates))


def read_plan(sent: Mapping[str, str], chosen: Iterable[int], now: datetime) -> PlanForm:
    values = {name: sent.get(name, "").replace("\r\n", "\n").strip() for name in empty_plan(now).values}
    errors: dict[str, str] = {}
    opens = now if not values["open"] else _moment(values["open"])
    closes, draws = _moment(values["sluit"]), _moment(values["loting"])
    for name, moment in (("open", opens), ("sluit", closes), ("loting", draws)):
        if moment is None:
            errors[name] = "Vul een dag en een uur in."
    counts = {name: _count(values[name]) for name in ("hoogstens", "voorkeuren", "reserves")}
    for name, number in counts.items():
        if number is None:
            errors[name] = "Vul een getal in."
    form = PlanForm(values, frozenset(chosen), errors)
    if errors or opens is None or closes is None or draws is None:
        return form
    plan = Plan(
        title=" ".join(values["titel"].split()),
        opens_at=opens,
        closes_at=closes,
        draws_at=draws,
        performance_ids=tuple(sorted(form.chosen)),
        about=values["uitleg"],
        most_shows=counts["hoogstens"] or 0,
        preferences=counts["voorkeuren"] or 0,
        reserves=counts["reserves"] or 0,
        beacon_source=" ".join(values["getal"].split()),
    )
    return replace(form, plan=plan)


def _typed(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def _moment(typed: str) -> datetime | None:
    """A wall clock moment in Flanders, as a browser sends it."""
    if not MOMENT.match(typed):
        return None
    try:
        return datetime.fromisoformat(typed[:16]).replace(tzinfo=BRUSSELS)
    except ValueError:
        return None


def _count(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{1,3}", typed) else None


@dataclass(frozen=True)
class ChoiceForm:
    """The list of one or more groups: ids as chosen in the selects, from top to bottom; empty ones are left out."""

    typed: tuple[str, ...]
    preferences: int
    """How many of the selects are preferences; the others are reserves."""
    wants: str = "1"
    together: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen_preferences(self) -> tuple[int, ...]:
        return tuple(int(one) for one in self.typed[: self.preferences] if one)

    @property
    def chosen_reserves(self) -> tuple[int, ...]:
        return tuple(int(one) for one in self.typed[self.preferences :] if one)

    @property
    def wanted(self) -> int:
        return _count(self.wants) or 0


def empty_choices(found: RoundCard) -> ChoiceForm:
    return ChoiceForm(("",) * (found.preferences + found.reserves), found.preferences, str(found.most_shows))


def choices_of(found: RoundCard, wish: WishCard) -> ChoiceForm:
    """The list of a wish, to change it."""
    typed = [
        *_padded(wish.preferences, found.preferences),
        *_padded(wish.reserves, found.reserves),
    ]
    return ChoiceForm(tuple(typed), found.preferences, str(wish.wants), wish.together is not None)


def _padded(ids: Sequence[int], length: int) -> list[str]:
    return [*(str(one) for one in ids), *[""] * (length - len(ids))][:length]


def read_choices(sent: Mapping[str, str], chosen: Sequence[str], found: RoundCard) -> ChoiceForm:
    """The selects as they were sent, with a row moved up or down where a button asked for it."""
    length = found.preferences + found.reserves
    known = {str(one.id) for one in found.dates}
    typed = [one if one in known else "" for one in [*chosen, *[""] * length][:length]]
    for name, step in (("omhoog", -1), ("omlaag", 1)):
        place = _count(sent.get(name, ""))
        if place is not None and 0 <= place < length and 0 <= place + step < length:
            typed[place], typed[place + step] = typed[place + step], typed[place]
    wants = sent.get("hoeveel", str(found.most_shows) if found.most_shows == 1 else "").strip()
    return ChoiceForm(tuple(typed), found.preferences, wants or "1", "samen" in sent)


def class_form(classes: Sequence[ClassCard], wishes: Sequence[WishCard], changing: Sequence[WishCard]) -> BookingForm:
    """The classes of a school. `changing`: those whose list is changed are ticked, with their counts; without any,
    those that have no wish yet are there to tick."""
    form = empty_form("", None, classes)
    by_name = {one.name: one for one in changing}
    waiting = [one for one in form.rows if not one.is_extra and one.name not in {wish.name for wish in wishes}]
    rows = []
    for row in form.rows:
        wish = by_name.pop(row.name, None)
        if wish is not None:
            rows.append(_counted(replace(row, is_chosen=True), wish))
        else:
            alone = not changing and len(waiting) == 1 and row.id == waiting[0].id
            rows.append(replace(row, is_chosen=alone or (row.is_chosen and row.is_extra and not wishes)))
    if by_name:
        # A group that is no class of the list: one of them fits in the row for it.
        wish = next(iter(by_name.values()))
        extra = replace(rows[-1], name=wish.name, level=wish.level.value, is_chosen=True)
        rows[-1] = _counted(extra, wish)
    return replace(form, rows=tuple(rows))


def _counted(row: Row, wish: WishCard) -> Row:
    return replace(row, pupils=str(wish.pupils), companions=str(wish.companions), wheelchair=str(wish.wheelchair))
