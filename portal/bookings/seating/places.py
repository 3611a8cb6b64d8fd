"""Who sits where. Pure: the same plan and the same classes give the same places.

A class gets a stretch of the plan's path (`Plan.path`), so it sits together. A class with a wheelchair sits round its
place, a companion beside it as near as can be; the others follow from the stage backwards, the youngest in front. A
chair that would be left alone between two classes is avoided as long as there is another way.
"""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.accounts.models import LEVEL_AGES, ClassLevel
from portal.bookings.seating.plan import Plan, Seat


class Sits(enum.StrEnum):
    PUPIL = "pupil"
    COMPANION = "companion"
    WHEELCHAIR = "wheelchair"


@dataclass(frozen=True)
class Party:
    """A class: `wheelchair` counts among pupils and companions."""

    id: int
    level: ClassLevel
    pupils: int
    companions: int = 0
    wheelchair: int = 0

    @property
    def heads(self) -> int:
        return self.pupils + self.companions

    @property
    def chairs(self) -> int:
        return self.heads - self.wheelchair


Places = Mapping[Seat, Sits]

BESIDE = 2
"""So far from a wheelchair a companion still sits beside it: with a chair between, or in the row in front."""


@dataclass(frozen=True)
class Seating:
    """The places of each class, by its id, and the classes for which there are none."""

    of: Mapping[int, Places]
    without: tuple[int, ...] = ()

    @property
    def taken(self) -> dict[Seat, int]:
        return {seat: party for party, places in self.of.items() for seat in places}


def seat_all(plan: Plan, parties: Sequence[Party]) -> Seating:
    """Places for all classes; those that don't fit whole get none.

    First who has a wheelchair, round its place; then the others from the stage backwards. Where the gaps between them
    keep a class out that the hall has chairs for, all sit close to each other instead. Where a class would then sit
    away from its wheelchair, it is its turn before the others that have one.
    """
    seating = _seat(plan, parties)
    if _apart(seating) <= BESIDE:
        return seating
    # Who came first keeps what there is: only where nobody loses a place by it.
    return min(seating, _seat(plan, parties[::-1]), key=lambda one: (one.without != seating.without, _apart(one)))


def _apart(seating: Seating) -> int:
    """How far the companion that is nearest sits from a wheelchair, in the class where that is farthest."""
    return max((_companion_away(places) for places in seating.of.values()), default=0)


def _companion_away(places: Places) -> int:
    wheels = [seat for seat, sits in places.items() if sits is Sits.WHEELCHAIR]
    return min((_distance(seat, wheels) for seat, sits in places.items() if sits is Sits.COMPANION), default=0)


def _seat(plan: Plan, parties: Sequence[Party]) -> Seating:
    wheels, without = _wheelchairs(plan, parties)
    seated = [one for one in parties if one.id not in without]
    of: dict[int, Places] = {}
    for party in sorted(seated, key=lambda one: (one.id not in wheels, LEVEL_AGES[one.level][0])):
        stretch = _best_stretch(plan, of, party, near=wheels.get(party.id, ()))
        if stretch is None:
            return _seat_closely(plan, seated, wheels, without)
        of[party.id] = _places(party, stretch, wheels.get(party.id, ()))
    return Seating(of, tuple(sorted(without)))


def _seat_closely(
    plan: Plan, parties: Sequence[Party], wheels: Mapping[int, tuple[Seat, ...]], without: list[int]
) -> Seating:
    """One after the other along the path, without a chair between them."""
    at, of = 0, {}
    for party in _in_order(plan, parties, wheels):
        stretch = plan.path[at : at + party.chairs]
        if len(stretch) < party.chairs:
            without.append(party.id)
            continue
        at += party.chairs
        of[party.id] = _places(party, stretch, wheels.get(party.id, ()))
    return Seating(of, tuple(sorted(without)))


def seat_again(plan: Plan, before: Mapping[int, Places], parties: Sequence[Party]) -> Seating:
    """Places after something changed: who stays the same keeps its places, who changed moves as little as can be.

    Only where a changed class fits in no stretch that is free is everybody seated anew.
    """
    here = set(plan.seats)
    kept = {one.id: before[one.id] for one in parties if _still_fits(one, before.get(one.id, {}), here)}
    for party in [one for one in parties if one.id not in kept]:
        free_wheels = [seat for seat in plan.wheelchairs if not any(seat in places for places in kept.values())]
        stretch = _best_stretch(plan, kept, party, near=before.get(party.id, {}))
        if stretch is None or len(free_wheels) < party.wheelchair:
            return seat_all(plan, parties)
        near = sorted(free_wheels, key=lambda seat: (_distance(seat, stretch), seat))[: party.wheelchair]
        kept[party.id] = _places(party, stretch, near)
    return Seating(kept)


def _wheelchairs(plan: Plan, parties: Iterable[Party]) -> tuple[dict[int, tuple[Seat, ...]], list[int]]:
    """The wheelchair places of each class, side by side, and of two classes at two ends of the hall, so that each has
    chairs round its own; and the classes for whom there are too few."""
    free = list(plan.wheelchairs)
    given: dict[int, tuple[Seat, ...]] = {}
    without = []
    for party in parties:
        if party.wheelchair > len(free):
            without.append(party.id)
        elif party.wheelchair:
            at = len(free) - party.wheelchair if len(given) % 2 else 0
            given[party.id] = tuple(free[at : at + party.wheelchair])
            del free[at : at + party.wheelchair]
    return given, without


def _in_order(plan: Plan, parties: Sequence[Party], wheels: Mapping[int, Sequence[Seat]]) -> list[Party]:
    """The youngest first, and in the order of booking; a class with a wheelchair when the path comes by its place."""
    waiting = sorted(parties, key=lambda one: LEVEL_AGES[one.level][0])
    goals = {one.id: _goal(plan, wheels[one.id]) for one in waiting if one.id in wheels}
    order: list[Party] = []
    at = 0
    while waiting:
        due = [one for one in waiting if one.id in goals and goals[one.id] < at + one.chairs]
        free = [one for one in waiting if one.id not in goals]
        chosen = min(due, key=lambda one: goals[one.id]) if due else (free or waiting)[0]
        waiting.remove(chosen)
        order.append(chosen)
        at += chosen.chairs
    return order


def _goal(plan: Plan, wheels: Sequence[Seat]) -> int:
    """Where on the path the chair lies that is nearest to these wheelchair places."""
    return min(range(len(plan.path)), key=lambda at: (_distance(plan.path[at], wheels), at), default=0)


def _distance(seat: Seat, others: Iterable[Seat]) -> int:
    return min((seat.away_from(other) for other in others), default=0)


def _places(party: Party, stretch: Sequence[Seat], wheels: Sequence[Seat]) -> dict[Seat, Sits]:
    """Companions are spread among the pupils; the first sits beside the wheelchair, where there is one."""
    # Whoever sits in a wheelchair is counted as a pupil first: companions have chairs as long as there are any.
    companions = min(party.companions, party.chairs)
    chosen: list[Seat] = []
    if wheels and companions:
        chosen.append(min(stretch, key=lambda seat: (_distance(seat, wheels), seat)))
    for turn in range(companions - len(chosen)):
        middle = int((turn + 0.5) * len(stretch) / max(1, companions - len(wheels[:1])))
        free = [seat for seat in stretch if seat not in chosen]
        chosen.append(min(free, key=lambda seat: (abs(stretch.index(seat) - middle), stretch.index(seat))))
    sits = {seat: Sits.COMPANION if seat in chosen else Sits.PUPIL for seat in stretch}
    return sits | dict.fromkeys(wheels, Sits.WHEELCHAIR)


def _still_fits(party: Party, places: Places, here: set[Seat]) -> bool:
    sits = list(places.values())
    return (
        bool(places)
        and set(places) <= here
        and len(sits) == party.heads
        and sits.count(Sits.WHEELCHAIR) == party.wheelchair
        and sits.count(Sits.COMPANION) == min(party.companions, party.chairs)
    )


def _best_stretch(
    plan: Plan, kept: Mapping[int, Places], party: Party, *, near: Iterable[Seat]
) -> tuple[Seat, ...] | None:
    """The stretch of free chairs that is best for a class: it has a chair beside its wheelchairs, leaves no chair
    alone on either side, and lies nearest to these places; of two as near the one that lies closer round its
    wheelchairs, or nearer to the stage. None: there is none that holds the class whole."""
    taken = {seat for places in kept.values() for seat in places}
    wanted, size = list(near), party.chairs
    best: tuple[tuple[bool, bool, int, int, int], tuple[Seat, ...]] | None = None
    for begin, run in _free_runs(plan, taken):
        away = [_distance(seat, wanted) for seat in run]
        for at in range(len(run) - size + 1):
            leaves_one = at == 1 or len(run) - at - size == 1
            here = away[at : at + size]
            nearest = min(here, default=0)
            is_far, round_it = (nearest > BESIDE, sum(here)) if party.wheelchair else (False, 0)
            rank = (is_far, leaves_one, nearest, round_it, begin + at)
            if best is None or rank < best[0]:
                best = rank, tuple(run[at : at + size])
    return best[1] if best else None


def _free_runs(plan: Plan, taken: Collection[Seat]) -> list[tuple[int, list[Seat]]]:
    """Stretches of the path that nobody has, with where each begins."""
    runs: list[tuple[int, list[Seat]]] = []
    for at, seat in enumerate(plan.path):
        if seat in taken:
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == at:
            runs[-1][1].append(seat)
        else:
            runs.append((at, [seat]))
    return runs


def in_words(places: Iterable[Seat]) -> str:
    """ "rij C 1-20, rij D 16-20": places as people look for them; rows from the stage backwards."""
    rows: dict[tuple[int, str], list[int]] = {}
    for seat in sorted(places):
        rows.setdefault((seat.row, seat.name), []).append(seat.number)
    return ", ".join(f"rij {name} {_spans(numbers)}" for (_, name), numbers in rows.items())


def _spans(numbers: Sequence[int]) -> str:
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return " en ".join(str(one[0]) if len(one) == 1 else f"{one[0]}-{one[-1]}" for one in spans)
