"""Scene 4, Decorwissel: three or four teams hold at once, and the class counts down.

Every rope has a handle and a brake, and belongs to one team. The cue doesn't name ropes: the class works out
which pieces move. Their teams take the rope, all others hold the brake, so that every team always holds and
no two hands are enough. When all hold (and nobody stands below) the class counts 3, 2, 1 aloud. Who lets go
stops the count; the piece waits, and the class counts again.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Literal

from content.model import FliesScene, FlySet, SceneChange
from game.rules import together
from game.rules.activity import (
    MISTAKES_UNTIL_TOGETHER,
    NO_SCORE,
    TICKS_PER_SECOND,
    Action,
    Advance,
    Card,
    CardRead,
    Contact,
    DoneTogether,
    Event,
    GoOn,
    Hint,
    Hinted,
    IllegalAction,
    Release,
    RoundDone,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    Whispered,
    asked_all,
    hint_after,
    next_hint,
    unhindered,
)
from game.rules.together import Holds, InputMode, Team, Zone, held

COUNT_FROM = 3
COUNT_TICKS = COUNT_FROM * TICKS_PER_SECOND

ASKS = ("cue", "trekkenwand", "toneelmeester")
"""Concepts that every change of scenery asks for, as far as the scene teaches them."""

ZonePart = Literal["rope", "brake"]


class FliesPhase(StrEnum):
    HANDS = "hands"
    """The cue was read; teams take hold."""
    BELOW = "below"
    """All hold, but a stagehand stands under the bar."""
    READY = "ready"
    """All hold; the stage manager taps NU when the class has counted itself."""
    COUNT = "count"
    STUCK = "stuck"
    LANDED = "landed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Grab(Contact):
    """A hand on the rope or the brake (`part`) of rope `rope`, counted from 1."""

    kind: ClassVar[str] = "grab"
    rope: int
    part: str


@dataclass(frozen=True, slots=True)
class LetGo(Release):
    """The hand is gone. Always legal: a finger may lift at any moment."""

    kind: ClassVar[str] = "let-go"
    rope: int
    part: str


@dataclass(frozen=True, slots=True)
class CallFree(Action):
    """The class called "vrij!" and the stagehand is tapped away."""

    kind: ClassVar[str] = "call-free"


@dataclass(frozen=True, slots=True)
class Now(Action):
    """The stage manager's NU, where the class counts at its own pace (turns, calm mode)."""

    kind: ClassVar[str] = "now"


@dataclass(frozen=True, slots=True)
class Grabbed(Event):
    kind: ClassVar[str] = "grabbed"
    rope: int
    part: str


@dataclass(frozen=True, slots=True)
class Released(Event):
    kind: ClassVar[str] = "released"
    rope: int
    part: str


@dataclass(frozen=True, slots=True)
class Wobbled(Event):
    """The wrong rope was pulled: it wobbles and nothing falls."""

    kind: ClassVar[str] = "wobbled"
    rope: int


@dataclass(frozen=True, slots=True)
class AllHeld(Event):
    kind: ClassVar[str] = "all-held"


@dataclass(frozen=True, slots=True)
class StagehandLeft(Event):
    kind: ClassVar[str] = "stagehand-left"


@dataclass(frozen=True, slots=True)
class Counted(Event):
    """The class says `number` aloud: 3, 2, 1."""

    kind: ClassVar[str] = "counted"
    number: int


@dataclass(frozen=True, slots=True)
class CountStopped(Event):
    kind: ClassVar[str] = "count-stopped"


@dataclass(frozen=True, slots=True)
class Flew(Event):
    kind: ClassVar[str] = "flew"
    down: tuple[str, ...]
    up: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewCue(Event):
    kind: ClassVar[str] = "new-cue"
    round: int


@dataclass(frozen=True, slots=True)
class FliesState:
    scene: FliesScene
    setup: SceneSetup
    changes: tuple[SceneChange, ...]
    """The changes of this run, in the pack's order, so that the stage stays a story."""
    ropes: tuple[str, ...]
    """The id of the set piece on each rope; rope n is `ropes[n - 1]` and belongs to team n."""
    stage: frozenset[str]
    """The pieces that are down now."""
    round: int = 0
    phase: FliesPhase = FliesPhase.HANDS
    holds: Holds = ()
    freed: bool = False
    """Nobody stands below any more."""
    count_left: int = COUNT_TICKS
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def change(self) -> SceneChange:
        return self.changes[min(self.round, len(self.changes) - 1)]

    @property
    def number(self) -> int:
        """What the class says aloud during the count: 3, 2, 1."""
        return -(-self.count_left // TICKS_PER_SECOND)


@dataclass(frozen=True, slots=True)
class FliesBoard:
    """What stands on the board: cue, ropes and hands; which ropes to take only after hint 2."""

    cue: str
    ropes: tuple[str, ...]
    stage: frozenset[str]
    phase: FliesPhase
    round: int
    rounds: int
    holds: Holds
    someone_below: bool
    number: int
    mistakes: int
    hint: int
    card: Card | None
    answer: tuple[Zone, ...]


# Facts about a change -----------------------------------------------------------------------------------------


def moving(change: SceneChange, stage: frozenset[str]) -> tuple[str, ...]:
    """The pieces that really move: what is already down need not come down."""
    pieces = tuple(p for p in change.down if p not in stage) + tuple(p for p in change.up if p in stage)
    return pieces or (*change.down, *change.up)


def required(state: FliesState) -> tuple[Zone, ...]:
    """The zone that each team must hold: its rope when its piece moves, otherwise its brake."""
    pieces = moving(state.change, state.stage)
    return tuple(
        Zone(number, "rope" if piece in pieces else "brake") for number, piece in enumerate(state.ropes, start=1)
    )


def turn(state: FliesState) -> Team | None:
    """The team that is to take hold now, on boards that take one finger at a time; None in other modes."""
    if state.setup.input is not InputMode.TURNS or state.phase is not FliesPhase.HANDS:
        return None
    return together.turn(required(state), state.holds)


def on_own_word(state: FliesState) -> bool:
    """Whether the stage manager's NU ends the count instead of the clock."""
    return state.setup.calm or state.setup.input is InputMode.TURNS


def someone_below(state: FliesState) -> bool:
    return state.change.someone_below and not state.freed


def piece(state: FliesState, slug: str) -> FlySet:
    return next(one for one in state.scene.sets if one.id == slug)


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (Grab, LetGo, CallFree, Now)


def offers(scene: FliesScene, setup: SceneSetup) -> bool:
    return any(setup.level in change.levels for change in scene.changes)


def hint_text(state: FliesState) -> str:
    return ("", "De stukken met een gouden rand moeten bewegen.", "Neem vast wat oplicht.")[state.hint]


def start(scene: FliesScene, setup: SceneSetup) -> FliesState:
    """Choose a stretch of the pack's changes and hang the pieces on the ropes."""
    offered = tuple(change for change in scene.changes if setup.level in change.levels)
    rounds = min(setup.rounds(scene.rounds.get(setup.level, len(offered))), len(offered))
    # A stretch, not a choice: a change supposes the stage that the one before it left.
    first, stream = setup.stream.below(len(offered) - rounds + 1)
    changes = offered[first : first + rounds]
    stage = _stage_before(offered, first)
    slugs, _ = stream.shuffled([one.id for one in scene.sets])
    count = min(max(scene.ropes.get(setup.level, 3), 3), len(together.TEAMS), len(slugs))
    return _rehung(FliesState(scene=scene, setup=setup, changes=changes, ropes=tuple(slugs[:count]), stage=stage))


def _stage_before(story: tuple[SceneChange, ...], first: int) -> frozenset[str]:
    """What hangs on the stage when the story has come to change `first`, also what came down long before it."""
    stage = set(_stage_at_curtain(story))
    for change in story[:first]:
        stage.update(change.down)
        stage.difference_update(change.up)
    return frozenset(stage)


def _stage_at_curtain(story: tuple[SceneChange, ...]) -> frozenset[str]:
    """What must be down before the whole story: the pieces that go up before they ever come down."""
    seen: set[str] = set()
    down: set[str] = set()
    for change in story:
        down.update(slug for slug in change.up if slug not in seen)
        seen.update(change.up, change.down)
    return frozenset(down)


def _rehung(state: FliesState) -> FliesState:
    """The state with the pieces of its change on the ropes, and with them what hangs there and stays.

    A piece that stays is what a class must think about: it can only choose the brake for what it can pull.
    """
    pieces = moving(state.change, state.stage)
    stay = tuple(one.id for one in state.scene.sets if one.id in state.stage and one.id not in pieces)
    wanted = (*pieces, *stay)[: len(state.ropes)]
    return replace(state, ropes=_hung(state.ropes, wanted))


def _hung(ropes: tuple[str, ...], pieces: tuple[str, ...]) -> tuple[str, ...]:
    """The ropes with all `pieces` on them, each of the others changed for one that isn't needed now."""
    missing = iter([slug for slug in pieces if slug not in ropes])
    return tuple(slug if slug in pieces else next(missing, slug) for slug in ropes)


def is_complete(state: FliesState) -> bool:
    return state.phase is FliesPhase.DONE


def needs_ticks(state: FliesState) -> bool:
    if state.card is not None:
        return False
    return state.phase is FliesPhase.COUNT or any(hold.left is not None for hold in state.holds)


def hands_off(state: FliesState) -> FliesState:
    """Nobody touches the board any more (focus lost, undo, another input mode)."""
    counting = state.phase in (FliesPhase.BELOW, FliesPhase.READY, FliesPhase.COUNT)
    return replace(
        state,
        holds=(),
        phase=FliesPhase.HANDS if counting else state.phase,
        count_left=COUNT_TICKS,
    )


def apply(state: FliesState, action: Action) -> tuple[FliesState, tuple[Event, ...]]:
    match action:
        case Advance(ticks):
            return _advance(state, ticks)
        case GoOn():
            return _card_read(state)
        case LetGo(rope, part):
            return _let_go(state, Zone(rope, part))
    unhindered(state, action)
    match action:
        case Grab(rope, part):
            return _grab(state, Zone(rope, part))
        case CallFree():
            return _call_free(state)
        case Now():
            return _now(state)
        case Hint():
            return _hint(state)
        case Together():
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: FliesState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case FliesPhase.HANDS:
            free = tuple(zone for zone in required(state) if zone not in held(state.holds))
            return tuple(Grab(zone.rope, zone.part) for zone in (free[:1] if turn(state) else free))
        case FliesPhase.BELOW:
            return (CallFree(),)
        case FliesPhase.READY:
            return (Now(),)
        case FliesPhase.STUCK:
            return (Together(),)
    return ()


def slips(state: FliesState) -> tuple[Action, ...]:
    if state.card is not None:
        return ()
    wrong = tuple(Grab(zone.rope, _other(zone).part) for zone in required(state))
    match state.phase:
        case FliesPhase.HANDS:
            whose = turn(state)
            return tuple(grab for grab in wrong if whose in (None, Zone(grab.rope, grab.part).team))
        case FliesPhase.COUNT | FliesPhase.READY if state.setup.input is InputMode.MULTI:
            return tuple(LetGo(hold.zone.rope, hold.zone.part) for hold in state.holds)
        case FliesPhase.BELOW if on_own_word(state):
            return (Now(),)
    return ()


def board_view(state: FliesState) -> FliesBoard:
    return FliesBoard(
        cue=state.change.cue,
        ropes=state.ropes,
        stage=state.stage,
        phase=state.phase,
        round=state.round,
        rounds=len(state.changes),
        holds=state.holds,
        someone_below=someone_below(state),
        number=state.number,
        mistakes=state.mistakes,
        hint=state.hint,
        card=state.card,
        answer=required(state) if state.shown or state.hint >= 2 else (),
    )


def _other(zone: Zone) -> Zone:
    return Zone(zone.rope, "brake" if zone.part == "rope" else "rope")


def _only_with_hands(state: FliesState) -> None:
    if state.phase is FliesPhase.STUCK:
        raise IllegalAction("only_together")
    if state.phase in (FliesPhase.LANDED, FliesPhase.DONE):
        raise IllegalAction("not_now")


def _grab(state: FliesState, zone: Zone) -> tuple[FliesState, tuple[Event, ...]]:
    _only_with_hands(state)
    if zone not in required(state) and _other(zone) not in required(state):
        raise IllegalAction("not_there")
    if turn(state) not in (None, zone.team):
        raise IllegalAction("not_your_turn")
    if zone not in required(state):
        return _mistake(state, "wrong_rope" if zone.part == "rope" else "held", Wobbled(zone.rope))
    holds = together.grab(state.holds, zone, state.setup.input)
    state, events = _settled(replace(state, holds=holds))
    return state, (Grabbed(zone.rope, zone.part), *events)


def _let_go(state: FliesState, zone: Zone) -> tuple[FliesState, tuple[Event, ...]]:
    holds = together.let_go(state.holds, zone, state.setup.input)
    if holds == state.holds:
        return state, ()
    state, events = _settled(replace(state, holds=holds))
    return state, (Released(zone.rope, zone.part), *events)


def _settled(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    """The state with the phase that its holds allow."""
    phase = _phase_for(state)
    if phase is state.phase:
        return state, ()
    was = state.phase
    state = replace(state, phase=phase, count_left=COUNT_TICKS)
    if phase is FliesPhase.HANDS:
        stopped = was is FliesPhase.COUNT
        return state, (CountStopped(), Whispered(state.scene.because["released"])) if stopped else ()
    all_held = (AllHeld(),) if was is FliesPhase.HANDS else ()
    if phase is not FliesPhase.COUNT:
        return state, all_held
    state = replace(state, holds=together.renewed(state.holds, COUNT_TICKS + 1))
    return state, (*all_held, Counted(COUNT_FROM))


def _phase_for(state: FliesState) -> FliesPhase:
    if state.phase in (FliesPhase.STUCK, FliesPhase.LANDED, FliesPhase.DONE):
        return state.phase
    if not held(state.holds).issuperset(required(state)):
        return FliesPhase.HANDS
    if someone_below(state):
        return FliesPhase.BELOW
    return FliesPhase.READY if on_own_word(state) else FliesPhase.COUNT


def _advance(state: FliesState, ticks: int) -> tuple[FliesState, tuple[Event, ...]]:
    events: list[Event] = []
    while ticks > 0 and needs_ticks(state):
        state, happened = _tick(state)
        events.extend(happened)
        ticks -= 1
    return state, tuple(events)


def _tick(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    holds = together.one_tick(state.holds)
    lost = held(state.holds) - held(holds)
    released = tuple(Released(zone.rope, zone.part) for zone in sorted(lost, key=lambda zone: zone.rope))
    state, events = _settled(replace(state, holds=holds))
    if state.phase is not FliesPhase.COUNT:
        return state, (*released, *events)
    before = state.number
    state = replace(state, count_left=state.count_left - 1)
    if state.count_left == 0:
        state, flown = _fly(state)
        return state, (*released, *events, *flown)
    counted = (Counted(state.number),) if state.number != before else ()
    return state, (*released, *events, *counted)


def _call_free(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    _only_with_hands(state)
    if not someone_below(state):
        raise IllegalAction("not_now")
    state, events = _settled(replace(state, freed=True))
    return state, (StagehandLeft(), *events)


def _now(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    _only_with_hands(state)
    if state.phase is FliesPhase.BELOW and on_own_word(state):
        return _mistake(state, "below", Wobbled(required(state)[0].rope))
    if state.phase is not FliesPhase.READY:
        raise IllegalAction("not_now")
    return _fly(state)


def _fly(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    pieces = moving(state.change, state.stage)
    down = tuple(slug for slug in state.change.down if slug in pieces)
    up = tuple(slug for slug in state.change.up if slug in pieces)
    first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
    card = Card("right", state.change.because)
    state = replace(
        state,
        phase=FliesPhase.LANDED,
        stage=(state.stage | set(down)) - set(up),
        holds=(),
        card=card,
        score=state.score.round_done(first_try=first_try, asked=asked_all(_concepts(state), first_try=first_try)),
    )
    return state, (Flew(down, up), RoundDone(first_try), card.event)


def _concepts(state: FliesState) -> tuple[str, ...]:
    taught = {concept for words in state.scene.words.values() for concept in words}
    return tuple(concept for concept in ASKS if concept in taught)


def _mistake(
    state: FliesState, why: Literal["held", "wrong_rope", "below"], event: Event
) -> tuple[FliesState, tuple[Event, ...]]:
    mistakes = state.mistakes + 1
    hint = hint_after(mistakes, state.hint)
    over = mistakes >= MISTAKES_UNTIL_TOGETHER and not state.shown
    card = Card("wrong", state.scene.because[why])
    hinted = (Hinted(hint),) if hint > state.hint else ()
    if state.setup.input is InputMode.MULTI:
        # Hands come off the board to read the card; a finger that stayed would hold without knowing it.
        state = hands_off(state)
    state = replace(
        state,
        mistakes=mistakes,
        hint=hint,
        phase=FliesPhase.STUCK if over else state.phase,
        card=card,
        score=state.score.hinted(len(hinted)),
    )
    return state, (event, card.event, *hinted)


def _card_read(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    if state.card is None:
        raise IllegalAction("not_now")
    state = replace(state, card=None)
    if state.phase is not FliesPhase.LANDED:
        return state, (CardRead(),)
    if state.round + 1 == len(state.changes):
        return replace(state, phase=FliesPhase.DONE), (CardRead(), SceneDone())
    return _next_cue(state), (CardRead(), NewCue(state.round + 1))


def _next_cue(state: FliesState) -> FliesState:
    state = replace(
        state,
        round=state.round + 1,
        phase=FliesPhase.HANDS,
        freed=False,
        count_left=COUNT_TICKS,
        mistakes=0,
        hint=0,
        shown=False,
    )
    return _rehung(state)


def _hint(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    _only_with_hands(state)
    score, hint = next_hint(state.score, state.hint)
    return replace(state, score=score, hint=hint), (Hinted(hint),)


def _together(state: FliesState) -> tuple[FliesState, tuple[Event, ...]]:
    if state.phase in (FliesPhase.LANDED, FliesPhase.DONE) or state.shown:
        raise IllegalAction("not_now")
    if state.hint < 2:
        raise IllegalAction("too_early")
    state = replace(state, shown=True, score=state.score.done_together())
    if state.phase is FliesPhase.STUCK:
        state = hands_off(replace(state, phase=FliesPhase.HANDS))
    return state, (DoneTogether(),)
