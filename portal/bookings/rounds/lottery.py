"""The lottery of a preference round. Pure, and standard library only: anyone may take this file and run it again.

The order is not drawn by a random generator, whose inside differs between versions and languages, but by a recipe
that a spreadsheet can follow:

    hash of a group  = sha256 of the text  SEED|NUMBER  (UTF-8, no spaces), as 64 small hexadecimal digits
    order            = the hashes, sorted as text; groups that go together draw once, with their lowest number

Then, in the words that `RULES` publishes: everybody one show before anybody gets a second; at each turn the first
choice on the list that still takes the whole group; nobody is split. In every even pass the order is turned round.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

RULES = (
    "Iedere groep komt één keer aan de beurt voor haar eerste voorstelling. Pas daarna is er een tweede ronde.",
    "De volgorde ligt vast door het lot: per groep rekenen we sha256 van “zaad|nummer” uit; het kleinste komt eerst. "
    "Voor een tweede voorstelling draait de volgorde om: wie laatst was, is dan eerst.",
    "Aan haar beurt krijgt een groep de hoogste keuze van haar lijst waar ze in haar geheel nog bij kan; eerst de "
    "voorkeuren, dan de reserves. Een groep wordt nooit gesplitst.",
    "Past een keuze niet meer, dan kijken we meteen naar de volgende: de groep houdt haar beurt. Past er geen "
    "enkele, dan is de volgende groep aan de beurt.",
    "Waar een huis een maximum per school heeft, telt dat ook hier.",
    "Groepen die “enkel samen” gaan, loten één keer (met hun laagste nummer) en krijgen samen een plaats, of niet.",
    "Niemand krijgt twee keer hetzelfde stuk, of twee voorstellingen op dezelfde dag.",
)
"""What decides, in the words that everybody reads."""

FITS = "fits"
FULL = "full"
SCHOOL_LIMIT = "school-limit"
SAME_SHOW = "same-show"
SAME_DAY = "same-day"
VERDICTS = (FITS, FULL, SCHOOL_LIMIT, SAME_SHOW, SAME_DAY)


@dataclass(frozen=True)
class Date:
    """A performance that is given out: its free seats when the lot is drawn."""

    id: int
    show: int
    """Two dates of one show have the same number."""
    day: str
    seats: int
    school_limit: int | None = None
    """Most seats of one school."""
    held: Mapping[int, int] = field(default_factory=dict)
    """Seats that schools, by number, had there already."""


@dataclass(frozen=True)
class Wish:
    """A group under its number, with its list: preferences first, then reserves, each best first."""

    group: int
    school: int
    heads: int
    preferences: tuple[int, ...]
    reserves: tuple[int, ...] = ()
    wants: int = 1
    """How many shows it would like at most."""
    together: int | None = None
    """Groups of one school with the same number here go together, or not at all."""

    @property
    def choices(self) -> tuple[int, ...]:
        return self.preferences + self.reserves


@dataclass(frozen=True)
class Unit:
    """Who draws once and goes as one: a group, or several together."""

    groups: tuple[int, ...]
    school: int
    heads: int
    choices: tuple[int, ...]
    preferences: int
    """How many of the choices are preferences; the rest are reserves."""
    wants: int

    @property
    def number(self) -> int:
        return self.groups[0]


@dataclass(frozen=True)
class Decision:
    """One line of the log: at this turn, this choice was looked at."""

    pass_number: int
    turn: int
    """Counts on through all passes."""
    groups: tuple[int, ...]
    choice: int
    """Which of its list, from 1 on."""
    date: int
    heads: int
    left: int
    """Seats that were free at that moment."""
    verdict: str


@dataclass(frozen=True)
class Award:
    group: int
    date: int
    pass_number: int
    turn: int
    choice: int
    reserve: bool


@dataclass(frozen=True)
class Statistics:
    """How it went for the first show of each group."""

    groups: int
    by_choice: tuple[int, ...]
    """How many got their first preference, their second, ..."""
    by_reserve: int
    nothing: int
    shows: int
    """All shows given out, second ones too."""
    seats: int


@dataclass(frozen=True)
class Result:
    order: tuple[tuple[int, str], ...]
    """The number that drew, with its hash, in the order of the turns."""
    log: tuple[Decision, ...]
    awards: tuple[Award, ...]
    statistics: Statistics


def hash_of(seed: str, number: int) -> str:
    return hashlib.sha256(f"{seed}|{number}".encode()).hexdigest()


def draw(dates: Iterable[Date], wishes: Iterable[Wish], seed: str) -> Result:
    """Give the seats out. The order in which dates and wishes are handed in changes nothing.

    Raises:
        ValueError: the wishes can't be drawn (see `problems_of`).
    """
    known = {date.id: date for date in dates}
    asked = sorted(wishes, key=lambda wish: wish.group)
    if problems := list(problems_of(known, asked)):
        raise ValueError("; ".join(problems))
    hashed = sorted((hash_of(seed, unit.number), unit.number, unit) for unit in units_of(asked))
    table = _Table(known)
    number, playing = 1, [unit for _, _, unit in hashed]
    while playing:
        # Seats only become fewer: who gets nothing in a pass can get nothing in a later one.
        served = [unit for unit in playing if table.take_turn(unit, number)]
        number += 1
        # The last one served comes first in the next pass.
        playing = [unit for unit in reversed(served) if unit.wants >= number]
    drawn = tuple((number, value) for value, number, _ in hashed)
    return Result(drawn, tuple(table.log), tuple(table.awards), _statistics(asked, table.awards))


def problems_of(dates: Mapping[int, Date], wishes: Sequence[Wish]) -> Iterator[str]:
    """What makes wishes impossible to draw; nothing when they are sound."""
    numbers = Counter(wish.group for wish in wishes)
    yield from (f"group {number} is there {many} times" for number, many in numbers.items() if many > 1)
    for wish in wishes:
        if wish.heads < 1 or wish.wants < 1:
            yield f"group {wish.group} has no heads or no wish"
        if unknown := [one for one in wish.choices if one not in dates]:
            yield f"group {wish.group} names dates that aren't there: {unknown}"
        if len(set(wish.choices)) != len(wish.choices):
            yield f"group {wish.group} names a date twice"
    for label, members in _bundles(wishes).items():
        first = members[0]
        if any(
            (one.school, one.preferences, one.reserves, one.wants)
            != (first.school, first.preferences, first.reserves, first.wants)
            for one in members
        ):
            yield f"the groups of {label} don't ask the same together"


def units_of(wishes: Sequence[Wish]) -> list[Unit]:
    """Groups that go together as one, the others alone; by number."""
    bundles = list(_bundles(wishes).values()) + [[wish] for wish in wishes if wish.together is None]
    units = []
    for members in bundles:
        first = members[0]
        heads = sum(one.heads for one in members)
        numbers = tuple(sorted(one.group for one in members))
        units.append(Unit(numbers, first.school, heads, first.choices, len(first.preferences), first.wants))
    return sorted(units, key=lambda unit: unit.number)


def _bundles(wishes: Sequence[Wish]) -> dict[int, list[Wish]]:
    found: dict[int, list[Wish]] = {}
    for wish in wishes:
        if wish.together is not None:
            found.setdefault(wish.together, []).append(wish)
    return found


class _Table:
    """What is left while the lot is drawn."""

    def __init__(self, dates: Mapping[int, Date]) -> None:
        self.dates = dates
        self.left = {date.id: date.seats for date in dates.values()}
        self.held = {(date.id, school): seats for date in dates.values() for school, seats in date.held.items()}
        self.got: dict[int, list[Date]] = {}
        self.turn = 0
        self.log: list[Decision] = []
        self.awards: list[Award] = []

    def take_turn(self, unit: Unit, number: int) -> bool:
        """Go down the list of a unit in pass `number`; whether it got something."""
        self.turn += 1
        for place, chosen in enumerate(unit.choices, start=1):
            date = self.dates[chosen]
            verdict = self._verdict(unit, date)
            left = self.left[chosen]
            self.log.append(Decision(number, self.turn, unit.groups, place, chosen, unit.heads, left, verdict))
            if verdict == FITS:
                self._give(unit, date)
                reserve = place > unit.preferences
                self.awards += [Award(one, chosen, number, self.turn, place, reserve) for one in unit.groups]
                return True
        return False

    def _verdict(self, unit: Unit, date: Date) -> str:
        before = self.got.get(unit.number, ())
        if any(one.show == date.show for one in before):
            return SAME_SHOW
        if any(one.day == date.day for one in before):
            return SAME_DAY
        if self.left[date.id] < unit.heads:
            return FULL
        held = self.held.get((date.id, unit.school), 0)
        if date.school_limit is not None and held + unit.heads > date.school_limit:
            return SCHOOL_LIMIT
        return FITS

    def _give(self, unit: Unit, date: Date) -> None:
        self.left[date.id] -= unit.heads
        key = date.id, unit.school
        self.held[key] = self.held.get(key, 0) + unit.heads
        self.got.setdefault(unit.number, []).append(date)


def _statistics(wishes: Sequence[Wish], awards: Sequence[Award]) -> Statistics:
    heads = {wish.group: wish.heads for wish in wishes}
    firsts = [award for award in awards if award.pass_number == 1]
    longest = max((len(wish.preferences) for wish in wishes), default=0)
    by_choice = Counter(award.choice for award in firsts if not award.reserve)
    return Statistics(
        groups=len(wishes),
        by_choice=tuple(by_choice[place] for place in range(1, longest + 1)),
        by_reserve=sum(award.reserve for award in firsts),
        nothing=len(wishes) - len(firsts),
        shows=len(awards),
        seats=sum(heads[award.group] for award in awards),
    )
