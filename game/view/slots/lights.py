"""Lichtplan: three cards with their counters, and a desk with four sliders of which each has its team."""

from game.rules import lights
from game.rules.activity import GoOn, Together
from game.rules.choices import Decide, Reveal, SetCount
from game.rules.lights import LightsPhase, LightsState, Ready, Slide
from game.rules.together import TEAMS, InputMode, Team
from game.view.layout import AREA_RIGHT, AREA_X, BOTTOM, GAP, MIN_TARGET, WIDE_RIGHT, Rect, Slot, grid, main

CARD_TOP, CARD_HIGH = 764, 190
"""The cards of the moods; only the counters below them are touched."""
COUNTER_TOP = BOTTOM - MIN_TARGET
DESK = Rect(AREA_X - 12, 784, WIDE_RIGHT - AREA_X + 24, 296)
"""The lighting desk with its four tracks."""
TRACK_TOP, TRACK_HIGH = 796, 112
BUTTONS_TOP = 936
BELOW = Rect(AREA_X, 950, AREA_RIGHT - AREA_X, 108)
"""The front of the stage, below everything."""
LESS, MORE = Rect(552, 960, 300, BOTTOM - 960), Rect(1332, 960, 300, BOTTOM - 960)
"""One team at a time: large buttons for its slider."""


def columns(count: int) -> tuple[Rect, ...]:
    """A card and its counter for every mood."""
    area = Rect(AREA_X, CARD_TOP, AREA_RIGHT - AREA_X, BOTTOM - CARD_TOP)
    cells = grid(area, 3, 1)
    if count >= len(cells):
        return cells
    half = (cells[0].w + GAP) // 2
    return tuple(Rect(cell.x + half, cell.y, cell.w, cell.h) for cell in cells[:count])


def desks() -> tuple[Rect, ...]:
    """The part of the desk that each team owns."""
    return grid(Rect(AREA_X, TRACK_TOP, WIDE_RIGHT - AREA_X, BOTTOM - TRACK_TOP), len(TEAMS), 1)


def slots(state: LightsState, reach: int) -> list[Slot]:
    match state.phase:
        case LightsPhase.MOMENT | LightsPhase.LOOK | LightsPhase.MAKERS:
            return [main("go-on", GoOn())]
        case LightsPhase.AIM | LightsPhase.NAME:
            return [*_counters(state), main("reveal", Reveal())]
        case LightsPhase.SET:
            whose = lights.turn(state)
            return _all_sliders(state) if whose is None else _one_slider(state, whose)
        case LightsPhase.STUCK:
            return [main("together", Together(), long=True)]
        case LightsPhase.CHOOSE:
            return [
                Slot(f"mood:{n}", cell, Decide(n), key=str(n + 1))
                for n, cell in enumerate(columns(len(state.counts)))
            ]
    return []


def _counters(state: LightsState) -> list[Slot]:
    missing = max(0, lights.missing_cards(state))
    found = []
    for option, cell in enumerate(columns(len(state.counts))):
        count = state.counts[option]
        rest = Rect(cell.x + 132, COUNTER_TOP, cell.w - 264, MIN_TARGET)
        found += [
            Slot(
                f"minus:{option}",
                Rect(cell.x, COUNTER_TOP, 108, MIN_TARGET),
                SetCount(option, max(0, count - 1)),
            ),
            Slot(f"rest:{option}", rest, SetCount(option, count + missing), key=str(option + 1)),
            Slot(f"plus:{option}", Rect(cell.right - 108, COUNTER_TOP, 108, MIN_TARGET), SetCount(option, count + 1)),
        ]
    return found


def _all_sliders(state: LightsState) -> list[Slot]:
    """Every team at its own place. The number keys are those of the first team that is not ready."""
    first = lights.next_team(state)
    found = []
    top, high = BUTTONS_TOP, BOTTOM - BUTTONS_TOP
    for team, cell in zip(TEAMS, desks(), strict=True):
        one, two, three = ("1", "2", "3") if team is first else (None, None, None)
        found += [
            Slot(f"less:{team}", Rect(cell.x, top, 116, high), Slide(team, -1), key=one),
            Slot(f"more:{team}", Rect(cell.right - 116, top, 116, high), Slide(team, 1), key=two),
        ]
        if not state.ready[TEAMS.index(team)]:
            ready = Rect(cell.x + 140, top, cell.w - 280, high)
            found.append(Slot(f"set:{team}", ready, Ready(team), key=three))
    return found


def _one_slider(state: LightsState, team: Team) -> list[Slot]:
    keys = ("1", "2") if state.setup.input is InputMode.KEYS else (None, None)
    return [
        Slot(f"less:{team}", LESS, Slide(team, -1), key=keys[0]),
        Slot(f"more:{team}", MORE, Slide(team, 1), key=keys[1]),
        main("reveal", Ready(team)),
    ]
