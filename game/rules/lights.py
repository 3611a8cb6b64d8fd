"""Scene 9, Lichtplan: four teams, one slider each, and a mood that the class must see.

A moment of a story is on the stage. The class agrees with its cards what it is to feel. Then every team sets its
own slider: cold to warm, dark to bright, where the spot falls, the colour of the backdrop. Nobody else can. When
all four are ready the class looks, and names with its cards what it feels now. If most see the mood they aimed at,
the light goes into the light book; if not, the card tells which slider speaks against it, and the teams set it
again. A mood is a region of settings and no single one, and what the class sees goes above what the pack says.
At the end of a round the makers show how they lit it; that may be quite different.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import ClassVar

from content.model import LightMoment, LightsScene, Mood, Range, fits
from content.model.lights import SLIDERS, STEP_MAX, Slider
from game.rules import together
from game.rules.activity import (
    NO_SCORE,
    Action,
    Advance,
    Card,
    CardRead,
    DoneTogether,
    Event,
    GoOn,
    Hint,
    IllegalAction,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    asked_all,
    explained,
    helped,
    hint_asked,
    mistaken,
    only_in,
    unhindered,
    used_up,
)
from game.rules.chance import Stream
from game.rules.choices import Decide, Reveal, Revealed, SetCount, VoteCounted
from game.rules.together import MIN_CLASS, TEAMS, InputMode, Team

MOST = 0.5
"""The share of the cards that makes a mood that of the class."""
VOTES_UNTIL_TALK = 3
"""Votes for a mood without a majority before the class chooses it in talk."""
FAR = 2
"""A round starts with at least so many sliders outside of every mood, so that no team mends it alone."""

Values = tuple[int, int, int, int]
"""The step of every slider, in the order of `SLIDERS` and of the teams that own them."""


class LightsPhase(StrEnum):
    MOMENT = "moment"
    """The story is told on the stage."""
    AIM = "aim"
    """The class votes what it is to feel."""
    SET = "set"
    LOOK = "look"
    """All sliders are set; the class looks and chooses a card in silence."""
    NAME = "name"
    """The class names what it sees."""
    MAKERS = "makers"
    """The light of the makers."""
    STUCK = "stuck"
    CHOOSE = "choose"
    """The class and the teacher choose a mood in talk."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Slide(Action):
    """`team` moves its slider `by` a step: 1 or -1."""

    kind: ClassVar[str] = "slide"
    team: Team
    by: int


@dataclass(frozen=True, slots=True)
class Ready(Action):
    """`team` leaves its slider as it is."""

    kind: ClassVar[str] = "team-ready"
    team: Team


@dataclass(frozen=True, slots=True)
class Slid(Event):
    kind: ClassVar[str] = "slid"
    slider: str
    by: int


@dataclass(frozen=True, slots=True)
class TeamReady(Event):
    kind: ClassVar[str] = "team-is-ready"
    team: Team


@dataclass(frozen=True, slots=True)
class AimChosen(Event):
    kind: ClassVar[str] = "aim-chosen"
    mood: str


@dataclass(frozen=True, slots=True)
class LightSet(Event):
    """All four are ready: the hall gets quiet, and the class looks."""

    kind: ClassVar[str] = "light-set"


@dataclass(frozen=True, slots=True)
class CueStored(Event):
    kind: ClassVar[str] = "cue-stored"
    number: int


@dataclass(frozen=True, slots=True)
class MakersLit(Event):
    kind: ClassVar[str] = "makers-lit"


@dataclass(frozen=True, slots=True)
class NewMoment(Event):
    kind: ClassVar[str] = "new-moment"
    id: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A page of the light book."""

    moment: str
    mood: str
    values: Values


NOBODY = (False,) * len(TEAMS)


@dataclass(frozen=True, slots=True)
class LightsState:
    scene: LightsScene
    setup: SceneSetup
    stream: Stream
    moment: LightMoment
    queue: tuple[LightMoment, ...]
    values: Values
    round: int = 0
    phase: LightsPhase = LightsPhase.MOMENT
    counts: tuple[int, ...] = ()
    votes: int = 0
    """Votes for a mood that gave none."""
    goal: int | None = None
    """The mood that the class agreed on, as a place in the moods of the moment."""
    ready: tuple[bool, ...] = NOBODY
    book: tuple[Cue, ...] = ()
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def rounds(self) -> int:
        return self.round + 1 + len(self.queue)

    @property
    def lit(self) -> Values:
        """The light on the stage now."""
        if self.goal is None:  # So that nobody is led to a mood before the class chose one.
            return 2, STEP_MAX, self.moment.stands, 2
        if self.phase is not LightsPhase.MAKERS:
            return self.values
        makers = self.moment.makers
        return makers.warmth, makers.brightness, makers.spot, makers.backdrop


@dataclass(frozen=True, slots=True)
class LightsBoard:
    """What stands on the board. What the class feels does not."""

    prompt: str
    moods: tuple[str, ...]
    phase: LightsPhase
    round: int
    goal: str | None
    lit: Values
    ready: tuple[bool, ...]
    counts: tuple[int, ...]
    turn: Team | None
    hint: int
    marks: tuple[frozenset[int], ...] | None
    """With hint 2: the steps of each slider that belong to the mood."""
    card: Card | None


# Facts --------------------------------------------------------------------------------------------------------


def offered(scene: LightsScene, setup: SceneSetup) -> tuple[LightMoment, ...]:
    return tuple(moment for moment in scene.moments if fits(moment, setup.level, setup.performance_mode))


def moods_of(state: LightsState) -> tuple[Mood, ...]:
    """The moods between which the class chooses."""
    return _moods(state.scene, state.moment)


def _moods(scene: LightsScene, moment: LightMoment) -> tuple[Mood, ...]:
    known = {mood.id: mood for mood in scene.moods}
    return tuple(known[name] for name in moment.moods)


def aim(state: LightsState) -> Mood | None:
    """The mood that the class agreed on."""
    return None if state.goal is None else moods_of(state)[state.goal]


def steps_of(mood: Mood, slider: Slider, stands: int) -> frozenset[int]:
    """The steps of a slider that belong to a mood, for who stands under that step of the spot."""
    found = next((one for one in mood.ranges if one.slider == slider), None)
    every = range(STEP_MAX + 1)
    if found is None:
        return frozenset(every)
    if slider == "spot":
        return frozenset(step for step in every if found.low <= abs(step - stands) <= found.high)
    return frozenset(step for step in every if found.low <= step <= found.high)


def against(mood: Mood, values: Values, stands: int) -> tuple[Range, ...]:
    """What speaks against a mood in this light; nothing within its region."""
    return tuple(
        one for one in mood.ranges if values[SLIDERS.index(one.slider)] not in steps_of(mood, one.slider, stands)
    )


def doubted(state: LightsState) -> Slider | None:
    """The slider that speaks most plainly against the mood now."""
    goal = aim(state)
    found = against(goal, state.values, state.moment.stands) if goal is not None else ()
    return found[0].slider if found else None


def marks(state: LightsState) -> tuple[frozenset[int], ...]:
    """For each slider the steps that belong to the mood of the class."""
    goal = aim(state)
    if goal is None:
        return (frozenset(),) * len(SLIDERS)
    return tuple(steps_of(goal, slider, state.moment.stands) for slider in SLIDERS)


def turn(state: LightsState) -> Team | None:
    """Whose slider it is, where the board takes one finger or the keyboard; else None."""
    if state.phase is not LightsPhase.SET or state.setup.input not in (InputMode.TURNS, InputMode.KEYS):
        return None
    return next_team(state)


def next_team(state: LightsState) -> Team | None:
    """The first team that is not ready."""
    return next((team for team, ready in zip(TEAMS, state.ready, strict=True) if not ready), None)


def missing_cards(state: LightsState) -> int:
    """How many pupils were not counted yet."""
    return state.setup.class_size - sum(state.counts)


def hint_text(state: LightsState) -> str:
    return ("", state.scene.hint1, state.scene.hint2)[state.hint]


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (SetCount, Reveal, Decide, Slide, Ready)


def offers(scene: LightsScene, setup: SceneSetup) -> bool:
    return bool(offered(scene, setup))


def start(scene: LightsScene, setup: SceneSetup) -> LightsState:
    drawn, stream = setup.stream.shuffled(offered(scene, setup))
    # What this way of performing makes different goes first.
    drawn = tuple(sorted(drawn, key=lambda moment: not moment.modes))
    drawn = drawn[: setup.rounds(scene.rounds.get(setup.level, len(drawn)))]
    values, stream = _any_light(scene, drawn[0], stream)
    return _counted_anew(
        LightsState(scene=scene, setup=setup, stream=stream, moment=drawn[0], queue=drawn[1:], values=values)
    )


def _any_light(scene: LightsScene, moment: LightMoment, stream: Stream) -> tuple[Values, Stream]:
    """A light that is none of the moods, and more than one slider away from each."""
    moods = _moods(scene, moment)
    steps = range(STEP_MAX + 1)
    every: tuple[Values, ...] = tuple(product(steps, steps, steps, steps))
    least = {values: min(len(against(mood, values, moment.stands)) for mood in moods) for values in every}
    far = tuple(values for values in every if least[values] >= min(FAR, max(least.values())))
    at, stream = stream.below(len(far))
    return far[at], stream


def _counted_anew(state: LightsState) -> LightsState:
    return replace(state, counts=(0,) * len(state.moment.moods))


def is_complete(state: LightsState) -> bool:
    return state.phase is LightsPhase.DONE


def needs_ticks(state: LightsState) -> bool:
    """Nothing is timed here."""
    return False


def hands_off(state: LightsState) -> LightsState:
    """Nothing is held in this scene: a slider stays where it is."""
    return state


def apply(state: LightsState, action: Action) -> tuple[LightsState, tuple[Event, ...]]:
    match action:
        case Advance():
            return state, ()
        case GoOn():
            return _go_on(state)
    unhindered(state, action, stuck=state.phase is LightsPhase.STUCK)
    match action:
        case SetCount(option, count):
            return _set_count(state, option, count)
        case Reveal():
            return _reveal(state)
        case Decide(option):
            only_in(state, LightsPhase.CHOOSE)
            _must_be_there(state, option)
            return _aimed(state, option)
        case Slide(team, by):
            return _slide(state, team, by)
        case Ready(team):
            return _ready(state, team)
        case Hint():
            only_in(state, LightsPhase.SET, LightsPhase.NAME)
            return hint_asked(state, hint_text)
        case Together():
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: LightsState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case LightsPhase.MOMENT | LightsPhase.LOOK | LightsPhase.MAKERS:
            return (GoOn(),)
        case LightsPhase.AIM:
            return _vote_moves(state, 0)
        case LightsPhase.NAME:
            return _vote_moves(state, state.goal or 0)
        case LightsPhase.SET:
            return tuple(_set_moves(state))
        case LightsPhase.STUCK:
            return (Together(),)
        case LightsPhase.CHOOSE:
            return tuple(Decide(option) for option in range(len(state.counts)))
    return ()


def slips(state: LightsState) -> tuple[Action, ...]:
    """Cards that are spread, a team that leaves its slider, and a light in which the class sees something else."""
    if state.card is not None:
        return ()
    match state.phase:
        case LightsPhase.AIM | LightsPhase.NAME if any(state.counts) and missing_cards(state) > 0:
            return _vote_moves(state, (state.goal or 0) + 1)
        case LightsPhase.AIM:
            half = state.setup.class_size // 2
            return (SetCount(0, half),) if not any(state.counts) and half * 2 == state.setup.class_size else ()
        case LightsPhase.NAME if not any(state.counts):
            return _vote_moves(state, (state.goal or 0) + 1)
        case LightsPhase.SET if (team := next_team(state)) is not None:
            return (Ready(team),)
    return ()


def board_view(state: LightsState) -> LightsBoard:
    goal = aim(state)
    return LightsBoard(
        prompt=state.moment.prompt,
        moods=tuple(mood.word for mood in moods_of(state)),
        phase=state.phase,
        round=state.round,
        goal=None if goal is None else goal.word,
        lit=state.lit,
        ready=state.ready,
        counts=state.counts,
        turn=turn(state),
        hint=state.hint,
        marks=marks(state) if state.hint >= 2 else None,
        card=state.card,
    )


def _vote_moves(state: LightsState, option: int) -> tuple[Action, ...]:
    option %= len(state.counts)
    missing = missing_cards(state)
    return (SetCount(option, state.counts[option] + missing),) if missing > 0 else (Reveal(),)


def _set_moves(state: LightsState) -> Iterator[Action]:
    """Every team that may act moves its slider towards the mood, and is ready when it is there."""
    wanted = marks(state)
    whose = turn(state)
    for place, team in enumerate(TEAMS):
        if state.ready[place] or whose not in (None, team):
            continue
        value, within = state.values[place], wanted[place]
        if value in within or not within:
            yield Ready(team)
        else:
            nearest = min(within, key=lambda step: (abs(step - value), step))
            yield Slide(team, 1 if nearest > value else -1)


def _must_be_there(state: LightsState, option: int) -> None:
    if not 0 <= option < len(state.counts):
        raise IllegalAction("not_there")


# Cards of the class -----------------------------------------------------------------------------------------


def _set_count(state: LightsState, option: int, count: int) -> tuple[LightsState, tuple[Event, ...]]:
    only_in(state, LightsPhase.AIM, LightsPhase.NAME)
    _must_be_there(state, option)
    if count < 0:
        raise IllegalAction("not_there")
    counts = (*state.counts[:option], count, *state.counts[option + 1 :])
    if sum(counts) > state.setup.class_size:
        raise IllegalAction("too_many")
    return replace(state, counts=counts), (VoteCounted(option, count),)


def _reveal(state: LightsState) -> tuple[LightsState, tuple[Event, ...]]:
    """Most of the class must have been counted; who is not there today needs no card."""
    only_in(state, LightsPhase.AIM, LightsPhase.NAME)
    counted = sum(state.counts)
    if counted < MIN_CLASS or counted * 2 <= state.setup.class_size:
        raise IllegalAction("count_short")
    seen = together.agreed(state.counts, MOST)
    revealed = Revealed(state.counts, together.agreement(state.counts), seen is not None)
    if state.phase is LightsPhase.AIM:
        state, events = _aimed(state, seen) if seen is not None else _no_aim(state)
    else:
        state, events = _named(state, seen)
    return state, (revealed, *events)


def _no_aim(state: LightsState) -> tuple[LightsState, tuple[Event, ...]]:
    votes = state.votes + 1
    phase = LightsPhase.STUCK if votes >= VOTES_UNTIL_TALK else LightsPhase.AIM
    return _counted_anew(replace(state, votes=votes, phase=phase)), ()


def _aimed(state: LightsState, option: int) -> tuple[LightsState, tuple[Event, ...]]:
    state = _counted_anew(replace(state, goal=option, phase=LightsPhase.SET, ready=NOBODY))
    return state, (AimChosen(state.moment.moods[option]),)


def _named(state: LightsState, seen: int | None) -> tuple[LightsState, tuple[Event, ...]]:
    """The class sees its mood, or sees another one: then the light says why, if it can."""
    goal = aim(state)
    if goal is None:
        raise IllegalAction("not_now")
    if seen == state.goal or state.shown:
        return _stored(state, goal)
    speaking = against(goal, state.values, state.moment.stands)
    return mistaken(state, speaking[0].because if speaking else state.scene.because["different"], hint_text)


def _stored(state: LightsState, goal: Mood) -> tuple[LightsState, tuple[Event, ...]]:
    first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
    cue = Cue(state.moment.id, goal.id, state.values)
    state = replace(state, book=(*state.book, cue))
    state, events = explained(state, "right", goal.because, asked_all(state.moment.concepts, first_try=first_try))
    return state, (CueStored(len(state.book)), *events)


# Sliders ----------------------------------------------------------------------------------------------------


def _slide(state: LightsState, team: Team, by: int) -> tuple[LightsState, tuple[Event, ...]]:
    only_in(state, LightsPhase.SET)
    if turn(state) not in (None, team):
        raise IllegalAction("not_your_turn")
    place = TEAMS.index(team)
    step = state.values[place] + by
    if by not in (1, -1) or not 0 <= step <= STEP_MAX:
        raise IllegalAction("not_there")
    values = (*state.values[:place], step, *state.values[place + 1 :])
    ready = (*state.ready[:place], False, *state.ready[place + 1 :])
    first, second, third, fourth = values
    state = replace(state, values=(first, second, third, fourth), ready=ready)
    return state, (Slid(SLIDERS[place], by),)


def _ready(state: LightsState, team: Team) -> tuple[LightsState, tuple[Event, ...]]:
    only_in(state, LightsPhase.SET)
    if turn(state) not in (None, team):
        raise IllegalAction("not_your_turn")
    place = TEAMS.index(team)
    if state.ready[place]:
        raise IllegalAction("occupied")
    state = replace(state, ready=(*state.ready[:place], True, *state.ready[place + 1 :]))
    if not all(state.ready):
        return state, (TeamReady(team),)
    return replace(state, phase=LightsPhase.LOOK), (TeamReady(team), LightSet())


# On ---------------------------------------------------------------------------------------------------------


def _together(state: LightsState) -> tuple[LightsState, tuple[Event, ...]]:
    if state.goal is None:
        only_in(state, LightsPhase.STUCK)
        state = replace(state, phase=LightsPhase.CHOOSE, score=state.score.done_together())
        return state, (DoneTogether(),)
    only_in(state, LightsPhase.SET, LightsPhase.LOOK, LightsPhase.NAME, LightsPhase.STUCK)
    state, events = helped(state)
    wanted = [sorted(steps) for steps in marks(state)]
    first, second, third, fourth = (
        steps[len(steps) // 2] if steps else value for steps, value in zip(wanted, state.values, strict=True)
    )
    state = replace(state, phase=LightsPhase.LOOK, values=(first, second, third, fourth))
    return _counted_anew(state), (*events, LightSet())


def _go_on(state: LightsState) -> tuple[LightsState, tuple[Event, ...]]:
    if state.card is not None:
        return _card_read(state)
    match state.phase:
        case LightsPhase.MOMENT:
            return replace(state, phase=LightsPhase.AIM), ()
        case LightsPhase.LOOK:
            return _counted_anew(replace(state, phase=LightsPhase.NAME)), ()
        case LightsPhase.MAKERS:
            return _next_moment(state)
    raise IllegalAction("not_now")


def _card_read(state: LightsState) -> tuple[LightsState, tuple[Event, ...]]:
    stored = state.card is not None and state.card.verdict != "wrong"
    state = replace(state, card=None)
    if stored:
        return replace(state, phase=LightsPhase.MAKERS), (CardRead(), MakersLit())
    phase = LightsPhase.STUCK if used_up(state) else LightsPhase.SET
    return _counted_anew(replace(state, phase=phase, ready=NOBODY)), (CardRead(),)


def _next_moment(state: LightsState) -> tuple[LightsState, tuple[Event, ...]]:
    if not state.queue:
        return replace(state, phase=LightsPhase.DONE), (SceneDone(),)
    moment, *queue = state.queue
    values, stream = _any_light(state.scene, moment, state.stream)
    fresh = LightsState(
        scene=state.scene,
        setup=state.setup,
        stream=stream,
        moment=moment,
        queue=tuple(queue),
        values=values,
        round=state.round + 1,
        book=state.book,
        score=state.score,
    )
    return _counted_anew(fresh), (NewMoment(moment.id),)
