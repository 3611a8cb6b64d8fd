"""Van idee tot applaus: the envelopes of the teams, the stops of the paper road, and what lies beside it."""

from game.rules import making
from game.rules.activity import GoOn, Together
from game.rules.making import (
    CloseCards,
    MakingPhase,
    MakingState,
    OpenCards,
    PutCard,
    RunThrough,
    TakeCard,
    ToCards,
    ToRoad,
)
from game.rules.together import TEAMS
from game.view.layout import AREA_RIGHT, AREA_X, BOTTOM, GAP, MAIN, WIDE_RIGHT, Rect, Slot, main

OPENED = Rect(AREA_X, 320, AREA_RIGHT - AREA_X, 420)
"""Where a team reads its cards, large; above reach, because it is for reading."""
STOPS_TOP, STOPS_HIGH = 600, 170
WIDEST = 250
"""Of an envelope, where there are few."""
POOL_TOP = 812
LOOK = Rect(MAIN.x, 794, MAIN.w, 100)
STAGE = Rect(AREA_X, 310, AREA_RIGHT - AREA_X, 560)
"""Where the run-through is played; below it the road, small."""


def envelopes() -> list[Rect]:
    """One for each team."""
    width = (AREA_RIGHT - AREA_X - 3 * GAP) // 4
    return [Rect(AREA_X + n * (width + GAP), 768, width, 300) for n in range(len(TEAMS))]


def stops(count: int) -> list[Rect]:
    """The stops of the road, from the idea to the applause."""
    return _beside(count, Rect(AREA_X, STOPS_TOP, WIDE_RIGHT - AREA_X, STOPS_HIGH), WIDEST)


def pool(count: int) -> list[Rect]:
    """The places of the envelopes that are not on the road; each keeps its own."""
    return _beside(count, Rect(AREA_X, POOL_TOP, AREA_RIGHT - AREA_X, BOTTOM - POOL_TOP), WIDEST)


def _beside(count: int, area: Rect, most: int) -> list[Rect]:
    width = min(most, (area.w + GAP) // count - GAP)
    step = (area.w - width) // (count - 1)
    return [Rect(area.x + n * step, area.y, width, area.h) for n in range(count)]


def slots(state: MakingState, reach: int) -> list[Slot]:
    match state.phase:
        case MakingPhase.CARDS:
            return _cards(state)
        case MakingPhase.PLACE:
            return [*_road(state), *_beside_road(state)]
        case MakingPhase.FILM | MakingPhase.CLASH:
            return [main("go-on", GoOn())]
        case MakingPhase.STUCK:
            return [main("together", Together(), long=True)]
    return []


def _cards(state: MakingState) -> list[Slot]:
    found = [
        Slot(f"cards:{team}", rect, CloseCards() if state.open is team else OpenCards(team), key=str(n + 1))
        for n, (team, rect) in enumerate(zip(TEAMS, envelopes(), strict=True))
    ]
    return found if making.needed(state) else [*found, main("to-road", ToRoad())]


def _road(state: MakingState) -> list[Slot]:
    """With an envelope in hand the stops are touched, without one the envelopes."""
    places = stops(len(state.stops))
    lying = pool(len(state.cards))
    if state.hand is not None:
        found = [
            Slot(f"stop:{stop}", places[stop], PutCard(stop), key=str(stop + 1), receives=True)
            for stop in range(state.locked, len(places))
        ]
        # Taking it once more lays it back; on the road it is laid back by putting it where it lies.
        if state.hand in state.pool:
            found.append(Slot(f"lying:{state.hand}", lying[state.hand], TakeCard(state.hand)))
        return found
    key = {card: str(n + 1) for n, card in enumerate(state.pool or state.stops[state.locked :])}
    found = [Slot(f"lying:{card}", lying[card], TakeCard(card), key=key[card], carried=True) for card in state.pool]
    for stop, card in enumerate(state.stops):
        if card is not None and stop >= state.locked:
            number = None if state.pool else key[card]
            found.append(Slot(f"step:{card}", places[stop], TakeCard(card), key=number, carried=True))
    return found


def _beside_road(state: MakingState) -> list[Slot]:
    found = [] if state.shown else [Slot("to-cards", LOOK, ToCards(), key="k")]
    if not state.pool and state.hand is None:
        found.append(main("run-through", RunThrough()))
    return found
