"""Scene 2, Ssst, het licht gaat uit: the light goes down while the whole class is still.

First the hall is made ready, in the order of a real evening. Then the light goes down in stretches. In each one
team watches and the others close their eyes: only that team sees the picture that lights up in its corner. The
stretch runs while the class is silent (`Hush`); a voice (`Voice`) stops it, and it goes on from there: nothing is
ever lost. After the last light the class puts together, in order, what its teams saw. No team knows it all.

What is right depends on the show. At a relaxed one the light stays half on, the class makes soft sounds instead
of silence, and `Voice` is the hand of somebody who needs a break. Where the class takes part it is silent until an
actor asks, and then it answers aloud (`Shout`).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import DarkMoment, Level, PerformanceMode, ReadyStep, SilencePlan, SilenceScene, fits
from game.rules.activity import (
    NO_SCORE,
    TICKS_PER_SECOND,
    Action,
    Advance,
    Card,
    CardRead,
    Contact,
    Event,
    GoOn,
    Hint,
    IllegalAction,
    Release,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    asked_all,
    explained,
    helped,
    hint_asked,
    mistaken,
    unhindered,
    used_up,
)
from game.rules.together import TEAMS, InputMode, Team

BREATH_TICKS = 150
"""The blackout lasts as long as a slow breath."""
DUSK = 0.25
"""House light before the last of it goes (0-1)."""
AFTER = 0.55
"""House light when the stage is lit and the class talks."""
DARKEST: dict[PerformanceMode, float] = {
    PerformanceMode.STANDARD: 0.0,
    PerformanceMode.PARTICIPATORY: 0.0,
    PerformanceMode.SCHOOL_HALL: 0.15,
    PerformanceMode.RELAXED: 0.5,
}
"""House light at its lowest: a gym has no blinds for everything, and a relaxed show never goes dark."""

PICTURES = (
    "moon",
    "key",
    "boat",
    "crown",
    "fish",
    "tree",
    "star",
    "bird",
    "apple",
    "cherries",
    "pear",
    "grapes",
)
"""What may light up in a corner: pictures that a six-year-old can name."""


class SilencePhase(StrEnum):
    PREPARE = "prepare"
    WATCH = "watch"
    BLACKOUT = "blackout"
    CALL = "call"
    """The actor asked something: now the class answers aloud."""
    ASK = "ask"
    STUCK = "stuck"
    SEEN = "seen"
    """The round is over; its card waits."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Prepare(Action):
    """Do one thing that makes the hall ready."""

    kind: ClassVar[str] = "prepare"
    step: str


@dataclass(frozen=True, slots=True)
class Hush(Contact):
    """The whole class is silent from now on; a finger or key that stays, or a tap."""

    kind: ClassVar[str] = "hush"


@dataclass(frozen=True, slots=True)
class Voice(Release):
    """Somebody spoke. Always legal: it may happen at any moment."""

    kind: ClassVar[str] = "voice"


@dataclass(frozen=True, slots=True)
class Shout(Action):
    """The class answered the actor aloud."""

    kind: ClassVar[str] = "shout"


@dataclass(frozen=True, slots=True)
class PlacePicture(Action):
    """The next place of the row gets this picture."""

    kind: ClassVar[str] = "place-picture"
    picture: str


@dataclass(frozen=True, slots=True)
class TakePicture(Action):
    """The last picture of the row goes back."""

    kind: ClassVar[str] = "take-picture"


@dataclass(frozen=True, slots=True)
class CheckRow(Action):
    kind: ClassVar[str] = "check-row"


@dataclass(frozen=True, slots=True)
class LookAgain(Action):
    """With hint 2: the team of this place (0 is the first) may watch once more."""

    kind: ClassVar[str] = "look-again"
    place: int


@dataclass(frozen=True, slots=True)
class MadeReady(Event):
    kind: ClassVar[str] = "made-ready"
    step: str


@dataclass(frozen=True, slots=True)
class NotReady(Event):
    """A thing was done that isn't to be done now: it wobbles."""

    kind: ClassVar[str] = "not-ready"
    step: str


@dataclass(frozen=True, slots=True)
class FellSilent(Event):
    kind: ClassVar[str] = "fell-silent"


@dataclass(frozen=True, slots=True)
class Spoke(Event):
    """The light waits where it is."""

    kind: ClassVar[str] = "spoke"


@dataclass(frozen=True, slots=True)
class PictureLit(Event):
    """A picture lights up in the corner of a team."""

    kind: ClassVar[str] = "picture-lit"
    team: str


@dataclass(frozen=True, slots=True)
class Tempted(Event):
    """Something happens in the dark that makes one want to laugh or speak."""

    kind: ClassVar[str] = "tempted"
    what: str


@dataclass(frozen=True, slots=True)
class StretchDone(Event):
    """A team has watched; `left` stretches are to come."""

    kind: ClassVar[str] = "stretch-done"
    left: int


@dataclass(frozen=True, slots=True)
class Called(Event):
    kind: ClassVar[str] = "called"


@dataclass(frozen=True, slots=True)
class StageLit(Event):
    """The dark is over: light on the curtain."""

    kind: ClassVar[str] = "stage-lit"


@dataclass(frozen=True, slots=True)
class PicturePlaced(Event):
    kind: ClassVar[str] = "picture-placed"
    place: int


@dataclass(frozen=True, slots=True)
class PictureTaken(Event):
    kind: ClassVar[str] = "picture-taken"
    place: int


@dataclass(frozen=True, slots=True)
class RowChecked(Event):
    kind: ClassVar[str] = "row-checked"
    right: bool


@dataclass(frozen=True, slots=True)
class LightsDown(Event):
    """A next time that the light goes down begins."""

    kind: ClassVar[str] = "lights-down"
    round: int


@dataclass(frozen=True, slots=True)
class Watch:
    """A team and the picture that it alone sees."""

    team: Team
    picture: str


@dataclass(frozen=True, slots=True)
class Dark:
    """One time that the light goes down: what tempts, who sees what, and what the class chooses between."""

    moment: DarkMoment
    watches: tuple[Watch, ...]
    pictures: tuple[str, ...]

    @property
    def answer(self) -> tuple[str, ...]:
        return tuple(watch.picture for watch in self.watches)


@dataclass(frozen=True, slots=True)
class SilenceState:
    scene: SilenceScene
    setup: SceneSetup
    plan: SilencePlan
    steps: tuple[ReadyStep, ...]
    """What can be done to make the hall ready, as it stands on the board: not in the right order."""
    darks: tuple[Dark, ...]
    round: int = 0
    """0 is making the hall ready, 1 the first time that the light goes down."""
    phase: SilencePhase = SilencePhase.PREPARE
    ready: tuple[str, ...] = ()
    """Steps that were done."""
    watch: int = 0
    elapsed: int = 0
    """Ticks of silence in this stretch."""
    silent: bool = False
    again: int | None = None
    """The place that a team looks at once more."""
    row: tuple[str, ...] = ()
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def dark(self) -> Dark:
        return self.darks[min(max(self.round - 1, 0), len(self.darks) - 1)]

    @property
    def rounds(self) -> int:
        """Times that the light goes down."""
        return len(self.darks)


@dataclass(frozen=True, slots=True)
class SilenceBoard:
    """What stands on the board for everybody. What a corner showed to its team does not."""

    phase: SilencePhase
    round: int
    steps: tuple[str, ...]
    ready: tuple[str, ...]
    teams: tuple[Team, ...]
    watch: int
    silent: bool
    light: float
    pictures: tuple[str, ...]
    row: tuple[str, ...]
    mistakes: int
    hint: int
    card: Card | None
    answer: tuple[str, ...]
    """What comes next or the whole row, once the board may show it."""


# Facts --------------------------------------------------------------------------------------------------------


def relaxed(state: SilenceState) -> bool:
    """A show at which sounds are welcome and the light stays half on."""
    return state.setup.performance_mode is PerformanceMode.RELAXED


def to_do(state: SilenceState) -> tuple[ReadyStep, ...]:
    """The steps of this show that have not been done yet, in their order."""
    known = {step.id for step in state.steps if not step.trap}
    return tuple(step for step in state.scene.steps if step.id in known and step.id not in state.ready)


def watching(state: SilenceState) -> Watch:
    """Who watches now; after the last stretch, who watched last."""
    place = state.again if state.again is not None else min(state.watch, len(state.dark.watches) - 1)
    return state.dark.watches[place]


def stretch_ticks(state: SilenceState) -> int:
    if state.phase is SilencePhase.BLACKOUT:
        return BREATH_TICKS
    return state.plan.seconds * TICKS_PER_SECOND


def picture_shown(state: SilenceState) -> str | None:
    """The picture in the corner of the team that watches. It is there only in silence, and not at once."""
    if state.phase is not SilencePhase.WATCH or not state.silent or state.elapsed < _lights_up_at(state):
        return None
    return watching(state).picture


def tempting(state: SilenceState) -> str | None:
    """What goes on in the dark now to make the class laugh; nothing in calm mode."""
    dark = state.phase in (SilencePhase.WATCH, SilencePhase.BLACKOUT)
    return _tempt(state) if dark and state.elapsed >= stretch_ticks(state) // 2 else None


def house_light(state: SilenceState) -> float:
    """The light in the hall, 0-1."""
    darkest = DARKEST[state.setup.performance_mode]
    dusk = max(DUSK, darkest)
    match state.phase:
        case SilencePhase.WATCH if state.again is None:
            went = (state.watch + state.elapsed / stretch_ticks(state)) / len(state.dark.watches)
            return 1 - (1 - dusk) * went
        case SilencePhase.WATCH:
            return dusk
        case SilencePhase.BLACKOUT:
            return darkest if state.silent or state.elapsed else dusk
        case SilencePhase.CALL:
            return darkest
    return 1.0 if state.round == 0 else AFTER


def known_to(state: SilenceState, team: Team) -> tuple[str | None, ...]:
    """The row as far as one team saw it."""
    return tuple(watch.picture if watch.team is team else None for watch in state.dark.watches)


def choices(state: SilenceState) -> tuple[str, ...]:
    """The pictures on the board; with hint 1 one that nobody saw is gone."""
    dark = state.dark
    unseen = [picture for picture in dark.pictures if picture not in dark.answer]
    gone = unseen[:1] if state.hint else []
    return tuple(picture for picture in dark.pictures if picture not in gone)


def hint_text(state: SilenceState) -> str:
    if state.round == 0:
        return ("", "Wat hoort iedereen het eerst?", "Kijk: wat oplicht, komt nu.")[state.hint]
    return (
        "",
        "Eén prentje valt weg: dat zag niemand. Vraag elk team wat het zag.",
        "Een team mag opnieuw kijken. Tik op zijn plaats in de rij.",
    )[state.hint]


def _lights_up_at(state: SilenceState) -> int:
    return stretch_ticks(state) // 4


def _tempt(state: SilenceState) -> str | None:
    """The temptations of the moment belong to its last stretches, so that it gets harder to stay silent."""
    if state.setup.calm or state.again is not None:
        return None
    stretches = len(state.dark.watches) + _has_blackout(state)
    number = len(state.dark.watches) if state.phase is SilencePhase.BLACKOUT else state.watch
    index = number - (stretches - len(state.dark.moment.tempts))
    return state.dark.moment.tempts[index] if index >= 0 else None


def _has_blackout(state: SilenceState) -> bool:
    return not relaxed(state)


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (
    Prepare,
    Hush,
    Voice,
    Shout,
    PlacePicture,
    TakePicture,
    CheckRow,
    LookAgain,
)


def offers(scene: SilenceScene, setup: SceneSetup) -> bool:
    planned = any(plan.level is setup.level for plan in scene.plans)
    return planned and any(fits(moment, setup.level, setup.performance_mode) for moment in scene.moments)


def start(scene: SilenceScene, setup: SceneSetup) -> SilenceState:
    """Draw the moments, who sees what in each, and how the steps lie on the board."""
    plan = next(one for one in scene.plans if one.level is setup.level)
    stream = setup.stream
    steps, stream = stream.shuffled([step for step in scene.steps if _belongs(step, setup)])
    moments, stream = stream.shuffled(
        [one for one in scene.moments if fits(one, setup.level, setup.performance_mode)]
    )
    rounds = min(setup.rounds(scene.rounds.get(setup.level, len(moments))), len(moments))
    darks = []
    for number, moment in enumerate(moments[:rounds]):
        pictures, stream = stream.shuffled(PICTURES)
        teams, stream = stream.shuffled(TEAMS)
        order = teams if setup.level in (Level.L3, Level.L4) else TEAMS
        on_board, stream = stream.shuffled(pictures[: plan.pictures])
        first = number * plan.watches
        watches = tuple(
            Watch(order[(first + place) % len(order)], picture)
            for place, picture in enumerate(pictures[: plan.watches])
        )
        darks.append(Dark(moment, watches, on_board))
    state = SilenceState(scene=scene, setup=setup, plan=plan, steps=steps, darks=tuple(darks))
    return state if to_do(state) else replace(state, round=1, phase=SilencePhase.WATCH)


def _belongs(step: ReadyStep, setup: SceneSetup) -> bool:
    return not step.modes or setup.performance_mode in step.modes


def is_complete(state: SilenceState) -> bool:
    return state.phase is SilencePhase.DONE


def needs_ticks(state: SilenceState) -> bool:
    return state.silent and state.card is None


def hands_off(state: SilenceState) -> SilenceState:
    """Nobody says any more that it is silent."""
    return replace(state, silent=False)


def apply(state: SilenceState, action: Action) -> tuple[SilenceState, tuple[Event, ...]]:
    match action:
        case Advance(ticks):
            return _advance(state, ticks)
        case GoOn():
            return _card_read(state)
        case Voice():
            return (replace(state, silent=False), (Spoke(),)) if state.silent else (state, ())
    unhindered(state, action)
    match action:
        case Prepare(step):
            return _prepare(state, step)
        case Hush():
            return _hush(state)
        case Shout():
            return _shout(state)
        case PlacePicture(picture):
            return _place(state, picture)
        case TakePicture():
            return _take(state)
        case CheckRow():
            return _check(state)
        case LookAgain(place):
            return _look_again(state, place)
        case Hint():
            _only(state, SilencePhase.PREPARE, SilencePhase.ASK)
            return hint_asked(state, hint_text)
        case Together():
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: SilenceState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case SilencePhase.PREPARE:
            return (Prepare(to_do(state)[0].id),)
        case SilencePhase.WATCH | SilencePhase.BLACKOUT:
            return () if state.silent else (Hush(),)
        case SilencePhase.CALL:
            return (Shout(),)
        case SilencePhase.ASK:
            return (_next_of_row(state),)
        case SilencePhase.STUCK:
            return (Together(),)
    return ()


def slips(state: SilenceState) -> tuple[Action, ...]:
    if state.card is not None:
        return ()
    match state.phase:
        case SilencePhase.PREPARE:
            first = to_do(state)[0]
            return tuple(Prepare(step.id) for step in state.steps if step is not first and step.id not in state.ready)
        case SilencePhase.WATCH | SilencePhase.BLACKOUT if state.silent:
            return (Voice(),)
        case SilencePhase.ASK if not state.shown:
            return _wrong_pictures(state)
    return ()


def board_view(state: SilenceState) -> SilenceBoard:
    return SilenceBoard(
        phase=state.phase,
        round=state.round,
        steps=tuple(step.id for step in state.steps),
        ready=state.ready,
        teams=tuple(watch.team for watch in state.dark.watches),
        watch=state.watch,
        silent=state.silent,
        light=house_light(state),
        pictures=choices(state) if state.phase in (SilencePhase.ASK, SilencePhase.SEEN) else (),
        row=state.row,
        mistakes=state.mistakes,
        hint=state.hint,
        card=state.card,
        answer=_answer_shown(state),
    )


def _answer_shown(state: SilenceState) -> tuple[str, ...]:
    if state.round == 0:
        return (to_do(state)[0].id,) if to_do(state) and (state.shown or state.hint >= 2) else ()
    return state.dark.answer if state.shown else ()


def _only(state: SilenceState, *phases: SilencePhase) -> None:
    if state.phase is SilencePhase.STUCK:
        raise IllegalAction("only_together")
    if state.phase not in phases:
        raise IllegalAction("not_now")


def _next_of_row(state: SilenceState) -> Action:
    answer = state.dark.answer
    if state.row != answer[: len(state.row)]:
        return TakePicture()
    return CheckRow() if state.row == answer else PlacePicture(answer[len(state.row)])


def _wrong_pictures(state: SilenceState) -> tuple[Action, ...]:
    answer = state.dark.answer
    if len(state.row) == len(answer):
        return () if state.row == answer else (CheckRow(),)
    right = answer[len(state.row)]
    return tuple(PlacePicture(one) for one in choices(state) if one != right and one not in state.row)


# Making the hall ready ----------------------------------------------------------------------------------------


def _prepare(state: SilenceState, name: str) -> tuple[SilenceState, tuple[Event, ...]]:
    _only(state, SilencePhase.PREPARE)
    step = next((one for one in state.steps if one.id == name), None)
    if step is None or name in state.ready:
        raise IllegalAction("not_there")
    if step.id != to_do(state)[0].id:
        state, events = _stuck_if_used_up(*mistaken(state, step.because, hint_text))
        return state, (NotReady(name), *events)
    state = replace(state, ready=(*state.ready, name))
    if to_do(state):
        return state, (MadeReady(name),)
    concepts = tuple(concept for step in state.steps if not step.trap for concept in step.concepts)
    first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
    because = state.scene.ready[state.setup.performance_mode]
    state, events = explained(state, "right", because, asked_all(_taught(state, concepts), first_try=first_try))
    return replace(state, phase=SilencePhase.SEEN), (MadeReady(name), *events)


def _taught(state: SilenceState, concepts: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the concepts that the scene teaches at this level, each once."""
    taught = state.scene.words.get(state.setup.level, ())
    return tuple(dict.fromkeys(concept for concept in concepts if concept in taught))


# Silence ------------------------------------------------------------------------------------------------------


def _hush(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    _only(state, SilencePhase.WATCH, SilencePhase.BLACKOUT)
    if state.silent:
        return state, ()
    return replace(state, silent=True), (FellSilent(),)


def _advance(state: SilenceState, ticks: int) -> tuple[SilenceState, tuple[Event, ...]]:
    events: list[Event] = []
    while ticks > 0 and needs_ticks(state):
        state, happened = _tick(state)
        events.extend(happened)
        ticks -= 1
    return state, tuple(events)


def _tick(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    state = replace(state, elapsed=state.elapsed + 1)
    events: tuple[Event, ...] = ()
    if state.phase is SilencePhase.WATCH and state.elapsed == _lights_up_at(state):
        events += (PictureLit(watching(state).team),)
    if state.elapsed == stretch_ticks(state) // 2 and (what := _tempt(state)) is not None:
        events += (Tempted(what),)
    if state.elapsed < stretch_ticks(state):
        return state, events
    state, done = _stretch_over(state)
    return state, (*events, *done)


def _stretch_over(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    quiet = replace(state, elapsed=0, silent=False)
    if state.again is not None:
        return replace(quiet, again=None, phase=SilencePhase.ASK), (StretchDone(0), StageLit())
    if state.phase is SilencePhase.WATCH:
        quiet = replace(quiet, watch=state.watch + 1)
        left = len(state.dark.watches) - quiet.watch
        if left:
            return quiet, (StretchDone(left),)
        if _has_blackout(state):
            return replace(quiet, phase=SilencePhase.BLACKOUT), (StretchDone(0),)
        return replace(quiet, phase=SilencePhase.ASK), (StretchDone(0), StageLit())
    if _answers_aloud(state):
        return replace(quiet, phase=SilencePhase.CALL), (Called(),)
    return replace(quiet, phase=SilencePhase.ASK), (StageLit(),)


def _answers_aloud(state: SilenceState) -> bool:
    return state.setup.performance_mode is PerformanceMode.PARTICIPATORY and state.dark.moment.call is not None


def _shout(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    _only(state, SilencePhase.CALL)
    return replace(state, phase=SilencePhase.ASK), (StageLit(),)


# Putting it together ------------------------------------------------------------------------------------------


def _place(state: SilenceState, picture: str) -> tuple[SilenceState, tuple[Event, ...]]:
    _only(state, SilencePhase.ASK)
    answer = state.dark.answer
    if picture not in choices(state) or picture in state.row or len(state.row) == len(answer):
        raise IllegalAction("not_there")
    if state.shown and picture != answer[len(state.row)]:
        raise IllegalAction("not_there")
    return replace(state, row=(*state.row, picture)), (PicturePlaced(len(state.row)),)


def _take(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    _only(state, SilencePhase.ASK)
    if not state.row:
        raise IllegalAction("not_there")
    return replace(state, row=state.row[:-1]), (PictureTaken(len(state.row) - 1),)


def _check(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    _only(state, SilencePhase.ASK)
    answer = state.dark.answer
    if len(state.row) < len(answer):
        raise IllegalAction("count_short")
    if state.row != answer:
        state, events = mistaken(replace(state, row=()), state.scene.because["mixed"], hint_text)
        state, events = _stuck_if_used_up(state, events)
        return state, (RowChecked(right=False), *events)
    moment = state.dark.moment
    first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
    state, events = explained(
        state, "right", moment.because, asked_all(_taught(state, moment.concepts), first_try=first_try)
    )
    return replace(state, phase=SilencePhase.SEEN), (RowChecked(right=True), *events)


def _look_again(state: SilenceState, place: int) -> tuple[SilenceState, tuple[Event, ...]]:
    _only(state, SilencePhase.ASK)
    if state.hint < 2 or state.shown:
        raise IllegalAction("too_early" if not state.shown else "not_now")
    if not 0 <= place < len(state.dark.watches):
        raise IllegalAction("not_there")
    return replace(state, phase=SilencePhase.WATCH, again=place, elapsed=0, silent=False), ()


def _stuck_if_used_up(state: SilenceState, events: tuple[Event, ...]) -> tuple[SilenceState, tuple[Event, ...]]:
    return (replace(state, phase=SilencePhase.STUCK) if used_up(state) else state), events


def _together(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    if state.phase not in (SilencePhase.PREPARE, SilencePhase.ASK, SilencePhase.STUCK):
        raise IllegalAction("not_now")
    state, events = helped(state)
    phase = SilencePhase.PREPARE if state.round == 0 else SilencePhase.ASK
    return replace(state, phase=phase, row=()), events


def _card_read(state: SilenceState) -> tuple[SilenceState, tuple[Event, ...]]:
    if state.card is None:
        raise IllegalAction("not_now")
    state = replace(state, card=None)
    if state.phase is not SilencePhase.SEEN:
        return state, (CardRead(),)
    if state.round == state.rounds:
        return replace(state, phase=SilencePhase.DONE), (CardRead(), SceneDone())
    state = replace(
        state,
        round=state.round + 1,
        phase=SilencePhase.WATCH,
        watch=0,
        elapsed=0,
        row=(),
        mistakes=0,
        hint=0,
        shown=False,
    )
    return state, (CardRead(), LightsDown(state.round))


def held_by_finger(state: SilenceState) -> bool:
    """Whether the silence lasts as long as a finger; elsewhere a tap begins it and a tap ends it."""
    return state.setup.input is InputMode.MULTI
