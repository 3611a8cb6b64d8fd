"""What can be touched now, in every phase of a run; `hit` finds what lies under a finger.

The play of a scene has its own module in `game.view.slots`; what all scenes have around it is here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from game.rules.activity import Action, GoOn, Hint, IllegalAction
from game.rules.probe import ProbeState, SetTally
from game.rules.recall import Answer, RecallState
from game.rules.run import BECAUSE, EnterScene, GoHome, Run, Stage, apply, scene_of
from game.view.layout import (
    AREA_RIGHT,
    AREA_X,
    BOTTOM,
    CORNER,
    GAP,
    REACH,
    REACH_HIGHEST,
    REACH_LOWEST,
    SOU,
    Rect,
    Slot,
    answer_cells,
    has_pictures,
    lies,
    main,
)
from game.view.slots import (
    applause,
    choices,
    finish,
    flies,
    lights,
    making,
    pairs,
    people,
    seat,
    silence,
    veil,
    whisper,
)

SLOTS: Mapping[str, Callable[[Any, int], list[Slot]]] = MappingProxyType(
    {
        "seat": seat.slots,
        "flies": flies.slots,
        "choices": choices.slots,
        "pairs": pairs.slots,
        "people": people.slots,
        "making": making.slots,
        "silence": silence.slots,
        "veil": veil.slots,
        "lights": lights.slots,
        "finish": finish.slots,
        "whisper": whisper.slots,
        "applause": applause.slots,
    }
)
"""Scene kind -> the slots of its play, from the state and the reach line. A new kind is one line here."""


def slots(run: Run, reach: int = REACH, *, mirrored: bool = False) -> tuple[Slot, ...]:
    """Everything that can be touched now, with what it does."""
    reach = min(max(reach, REACH_HIGHEST), REACH_LOWEST)
    found = [*_always(run, reach), *_of_phase(run, reach)]
    if mirrored:
        found = [replace(slot, rect=lies(slot.rect, slot.id, mirrored=True)) for slot in found]
    return tuple(found)


class Found:
    """The slots of the last state that was asked about: a frame asks several times for the same."""

    def __init__(self) -> None:
        self._of: tuple[Run, int, bool] | None = None
        self._slots: tuple[Slot, ...] = ()

    def slots(self, run: Run, reach: int = REACH, *, mirrored: bool = False) -> tuple[Slot, ...]:
        if self._of is None or self._of[0] is not run or self._of[1:] != (reach, mirrored):
            self._of, self._slots = (run, reach, mirrored), slots(run, reach, mirrored=mirrored)
        return self._slots


class Bare:
    """The slots of a state as it would be without what covers it, found once for each state of the run."""

    def __init__(self) -> None:
        self._of: Run | None = None
        self._bare: Run | None = None
        self._found = Found()

    def slots(self, run: Run, bare: Callable[[], Any], reach: int, *, mirrored: bool) -> tuple[Slot, ...]:
        """`bare` makes the play of this run without what covers it."""
        if self._bare is None or self._of is not run:
            self._of, bared = run, replace(run, play=bare())
            # An equal one stays the same object: time may go by in a state without anything to be seen of it.
            self._bare = self._bare if bared == self._bare else bared
        return self._found.slots(self._bare, reach, mirrored=mirrored)


def hit(among: Iterable[Slot], at: tuple[float, float]) -> Slot | None:
    """The slot under a point of the canvas."""
    return next((slot for slot in among if slot.rect.contains(at)), None)


def _always(run: Run, reach: int) -> list[Slot]:
    return [
        Slot("corner", CORNER, long=True, key="escape"),
        Slot("undo", Rect(24, reach, 240, 100), key="u"),
        Slot("sou", SOU, Hint() if _is_legal(run, Hint()) else None, key="h"),
    ]


def _is_legal(run: Run, action: Action) -> bool:
    try:
        apply(run, action)
    except IllegalAction:
        return False
    return True


def _of_phase(run: Run, reach: int) -> list[Slot]:
    if run.phase == BECAUSE:
        return [main("go-on", GoOn())]
    match run.stage:
        case Stage.PROBE:
            return _probe(run.probe) if run.probe is not None else []
        case Stage.HOUSE:
            return [*_house(run), main("go-on", GoOn())]
        case Stage.WORDS | Stage.SEAT:
            return [main("go-on", GoOn())]
        case Stage.FINALE:
            return [main("go-home", GoHome())]
        case Stage.RECALL:
            return _recall(run.recall, reach) if run.recall is not None else []
        case Stage.PLAY:
            return [] if run.play is None else SLOTS[run.scene.kind](run.play, reach)


HOUSE_CARDS = 2
_PLAN_W, _CARD_H = 230, 176
_LONG_WORD, _LONG_W = 14, 650
"""From so many letters a word doesn't stand on a card of half the width."""


def _house(run: Run) -> list[Slot]:
    """The scenes that come next, as cards; a title is two lines of 64 px. The whole plan has a screen of its own."""
    waiting = [scene for scene in run.plan if scene not in (*run.done, *run.skipped)]
    again = [scene for scene in run.plan if scene not in waiting]
    shown = (waiting + again)[:HOUSE_CARDS]
    found = [Slot("plan", Rect(AREA_X, BOTTOM - _CARD_H, _PLAN_W, _CARD_H), key="0")]
    left = AREA_X + _PLAN_W + GAP
    for number, (scene, width) in enumerate(zip(shown, _card_widths(run, shown), strict=True), start=1):
        at = Rect(left, BOTTOM - _CARD_H, width, _CARD_H)
        found.append(Slot(f"scene:{scene}", at, EnterScene(scene), key=str(number)))
        left += width + GAP
    return found


def _card_widths(run: Run, scenes: list[str]) -> list[int]:
    """Equal, unless one title alone has a word that needs more."""
    room = AREA_RIGHT - AREA_X - _PLAN_W - HOUSE_CARDS * GAP
    long = [max(map(len, scene_of(run.pack, scene).title.split())) >= _LONG_WORD for scene in scenes]
    if sum(long) == 1:
        return [_LONG_W if one else room - _LONG_W for one in long]
    return [room // HOUSE_CARDS for _ in scenes]


def _probe(state: ProbeState) -> list[Slot]:
    """The cards that are up, counted per answer; Enter goes on."""
    cells = choices.vote_cells(state.item.options)
    missing = max(0, state.missing)
    found = [
        slot
        for option, count in enumerate(state.counts)
        for slot in choices.counter(option, count, missing, cells[option], SetTally)
    ]
    return [*found, main("go-on", GoOn())]


def _recall(state: RecallState, reach: int) -> list[Slot]:
    cells = answer_cells(len(state.order), reach, pictured=has_pictures(state.options))
    return [
        Slot(f"answer:{index}", cell, Answer(index), key=str(index + 1))
        for index, cell in enumerate(cells)
        if index not in state.tried
    ]
