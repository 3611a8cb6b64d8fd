"""Scene 6, Van idee tot applaus: each team alone knows its steps, and the class finds their order.

The steps lie in envelopes. In `cards` a team opens its own while the others look away, so that afterwards the
board shows only closed envelopes with the sign of their team. In `place` the teams ask each other questions, and
only the owner may take an envelope and lay it on the paper road (a tap on the card, a tap on the stop). Then the
run-through plays the road from the idea on: every step that comes at a right moment opens and stays. The first
one that can't be done yet stops the film, tells why, and goes back to its owner. Any order that works is right.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import PROMPT_MAX, Clash, MakingScene, Road, Step
from game.rules.activity import (
    NO_SCORE,
    Action,
    Advance,
    Asked,
    Card,
    CardRead,
    Event,
    GoOn,
    Hint,
    IllegalAction,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    explained,
    helped,
    hint_asked,
    mistaken,
    only_in,
    unhindered,
    used_up,
)
from game.rules.together import TEAMS, InputMode, Team, team_sizes

IDEA, OPENING, TOUR = "inspiratie", "premiere", "tournee"
"""Concepts whose film tells of the show that the class will see."""


class MakingPhase(StrEnum):
    CARDS = "cards"
    """A team looks into its envelopes; the others look away."""
    PLACE = "place"
    FILM = "film"
    """The step at stop `at` is played on the stage."""
    CLASH = "clash"
    """The step at stop `at` can't be done yet."""
    STUCK = "stuck"
    APPLAUSE = "applause"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class OpenCards(Action):
    """Only `team` looks; cards that were open close."""

    kind: ClassVar[str] = "open-cards"
    team: Team


@dataclass(frozen=True, slots=True)
class CloseCards(Action):
    kind: ClassVar[str] = "close-cards"


@dataclass(frozen=True, slots=True)
class ToRoad(Action):
    """All teams know their steps: to the road."""

    kind: ClassVar[str] = "to-road"


@dataclass(frozen=True, slots=True)
class ToCards(Action):
    """A team wants to look into its envelopes again."""

    kind: ClassVar[str] = "to-cards"


@dataclass(frozen=True, slots=True)
class TakeCard(Action):
    """The owner takes envelope `card`; taking it once more lays it back."""

    kind: ClassVar[str] = "take-card"
    card: int


@dataclass(frozen=True, slots=True)
class PutCard(Action):
    """The envelope that was taken goes to `stop`, counted from 0; what lies there moves up."""

    kind: ClassVar[str] = "put-card"
    stop: int


@dataclass(frozen=True, slots=True)
class RunThrough(Action):
    """The doorloop: the road is played."""

    kind: ClassVar[str] = "run-through"


@dataclass(frozen=True, slots=True)
class CardsOpened(Event):
    kind: ClassVar[str] = "cards-opened"
    team: Team


@dataclass(frozen=True, slots=True)
class CardsClosed(Event):
    kind: ClassVar[str] = "cards-closed"


@dataclass(frozen=True, slots=True)
class RoadShown(Event):
    kind: ClassVar[str] = "road-shown"


@dataclass(frozen=True, slots=True)
class CardTaken(Event):
    kind: ClassVar[str] = "card-taken"
    card: int


@dataclass(frozen=True, slots=True)
class CardPut(Event):
    kind: ClassVar[str] = "card-put"
    card: int
    stop: int


@dataclass(frozen=True, slots=True)
class StepPlayed(Event):
    kind: ClassVar[str] = "step-played"
    step: str
    stop: int


@dataclass(frozen=True, slots=True)
class Clashed(Event):
    kind: ClassVar[str] = "clashed"
    step: str
    stop: int


@dataclass(frozen=True, slots=True)
class CardBack(Event):
    """The envelope that clashed goes back to its owner."""

    kind: ClassVar[str] = "card-back"
    card: int


@dataclass(frozen=True, slots=True)
class Applauded(Event):
    kind: ClassVar[str] = "applauded"


@dataclass(frozen=True, slots=True)
class NewRoad(Event):
    kind: ClassVar[str] = "new-road"
    id: str


Stops = tuple[int | None, ...]
"""Which envelope lies at each stop of the road."""


@dataclass(frozen=True, slots=True)
class MakingState:
    scene: MakingScene
    setup: SceneSetup
    roads: tuple[Road, ...]
    cards: tuple[str, ...]
    """The step in each envelope."""
    round: int = 0
    phase: MakingPhase = MakingPhase.CARDS
    looked: frozenset[Team] = frozenset()
    open: Team | None = None
    stops: Stops = ()
    hand: int | None = None
    """The envelope that was taken; it lies where it lay until it is put."""
    locked: int = 0
    """Stops from the start whose steps were played, and hold."""
    known: frozenset[int] = frozenset()
    """Envelopes that the run-through has opened for everybody."""
    at: int = 0
    missed: tuple[str, ...] = ()
    """Steps that clashed."""
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def road(self) -> Road:
        return self.roads[min(self.round, len(self.roads) - 1)]

    @property
    def owners(self) -> tuple[Team, ...]:
        """The team of each envelope; those of a team lie together."""
        return tuple(team for team, count in team_sizes(len(self.cards)).items() for _ in range(count))

    @property
    def pool(self) -> tuple[int, ...]:
        """Envelopes that are not on the road."""
        return tuple(card for card in range(len(self.cards)) if card not in self.stops)

    @property
    def played(self) -> Step | None:
        """The step that is on the stage."""
        if self.phase not in (MakingPhase.FILM, MakingPhase.CLASH):
            return None
        card = self.stops[self.at]
        return None if card is None else self.scene.step(self.cards[card])


@dataclass(frozen=True, slots=True)
class MakingBoard:
    """What stands on the board while the others look: closed envelopes, and those that were played."""

    prompt: str
    phase: MakingPhase
    round: int
    owners: tuple[Team, ...]
    open: Team | None
    stops: Stops
    hand: int | None
    locked: int
    seen: tuple[str | None, ...]
    """The step in each envelope that everybody has seen."""
    played: str | None
    hint: int
    mistakes: int
    card: Card | None
    answer: tuple[int, ...]


# Facts --------------------------------------------------------------------------------------------------------


def mark(state: MakingState, card: int) -> int:
    """Which of its team's envelopes it is, from 1."""
    return card - state.owners.index(state.owners[card]) + 1


def cards_of(state: MakingState, team: Team) -> tuple[int, ...]:
    return tuple(card for card, owner in enumerate(state.owners) if owner is team)


def needed(state: MakingState) -> tuple[Team, ...]:
    """The teams that have not looked into their envelopes yet."""
    return tuple(team for team in TEAMS if team not in state.looked)


def seen(state: MakingState, card: int) -> bool:
    """Whether everybody knows what is in the envelope."""
    return state.shown or card in state.known


def turn(state: MakingState) -> Team | None:
    """Whose hands the board waits for where it takes one finger; None in other modes, and when all lies ready."""
    if state.setup.input is not InputMode.TURNS:
        return None
    if state.phase is MakingPhase.CARDS:
        return next(iter(needed(state)), None)
    if state.phase is not MakingPhase.PLACE:
        return None
    card = state.hand if state.hand is not None else next(iter(state.pool), None)
    return None if card is None else state.owners[card]


def clash_at(state: MakingState, stop: int) -> Clash | None:
    """What the step at a stop can't do without and what does not come before it."""
    card = state.stops[stop]
    if card is None:
        return None
    done = {state.cards[one] for one in state.stops[:stop] if one is not None}
    missing = (clash for clash in state.scene.step(state.cards[card]).after if clash.needs in state.cards)
    return next((clash for clash in missing if clash.needs not in done), None)


def answer(state: MakingState) -> tuple[int, ...]:
    """The envelopes in a right order that begins with what holds already."""
    fixed = tuple(card for card in state.stops[: state.locked] if card is not None)
    left = (card for card in range(len(state.cards)) if card not in fixed)
    return fixed + tuple(sorted(left, key=lambda card: state.road.steps.index(state.cards[card])))


def hinted_stops(state: MakingState, card: int) -> tuple[int, ...]:
    """What the hint shows inside an envelope, to its owner only: the part of the road, then the stop itself."""
    stop = answer(state).index(card)
    if state.hint == 0:
        return ()
    if state.hint >= 2:
        return (stop,)
    last = len(state.cards) - 1
    return tuple(range(max(state.locked, stop - 1), min(last, stop + 1) + 1))


def film_text(state: MakingState, step: Step) -> str:
    """What the class reads with a step: idea, opening night and tour are those of the show, where there is one."""
    told = _told_of_show(state, step.concept)
    return told if told and len(told) <= PROMPT_MAX else step.film


def _told_of_show(state: MakingState, concept: str) -> str:
    pack = state.setup.pack
    if concept == IDEA and pack.inspirations:
        drawn, _ = state.setup.stream.fork("inspiration").below(len(pack.inspirations))
        return f"De makers begonnen met dit: {pack.inspirations[drawn].label}."
    if concept == OPENING and pack.show is not None:
        return f"Het doek gaat open voor '{pack.show.title}'!"
    if concept == TOUR and pack.show is not None and pack.venue is not None:
        return f"De wagen stopt bij {pack.venue.name}. Daar komen jullie kijken!"
    return ""


def hint_text(state: MakingState) -> str:
    return ("", state.road.hint1, state.road.hint2)[state.hint]


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (OpenCards, CloseCards, ToRoad, ToCards, TakeCard, PutCard, RunThrough)


def offered(scene: MakingScene, setup: SceneSetup) -> tuple[Road, ...]:
    return tuple(road for road in scene.roads if setup.level in road.levels)


def offers(scene: MakingScene, setup: SceneSetup) -> bool:
    return bool(offered(scene, setup))


def start(scene: MakingScene, setup: SceneSetup) -> MakingState:
    """Draw the roads, and deal the steps of each over the envelopes."""
    roads, _ = setup.stream.shuffled(offered(scene, setup))
    roads = roads[: setup.rounds(scene.rounds.get(setup.level, len(roads)))]
    return _dealt(MakingState(scene=scene, setup=setup, roads=roads, cards=()))


def _dealt(state: MakingState) -> MakingState:
    cards, _ = state.setup.stream.fork(state.road.id).shuffled(state.road.steps)
    return replace(state, cards=cards, stops=(None,) * len(cards))


def is_complete(state: MakingState) -> bool:
    return state.phase is MakingPhase.DONE


def needs_ticks(state: MakingState) -> bool:
    return False


def hands_off(state: MakingState) -> MakingState:
    """An envelope that was taken waits where it lies: no finger holds it."""
    return state


def apply(state: MakingState, action: Action) -> tuple[MakingState, tuple[Event, ...]]:
    match action:
        case Advance():
            return state, ()
        case GoOn():
            return _go_on(state)
    unhindered(state, action, stuck=state.phase is MakingPhase.STUCK)
    match action:
        case OpenCards(team):
            return _open_cards(state, team)
        case CloseCards():
            return _close_cards(state)
        case ToRoad():
            return _to_road(state)
        case ToCards():
            only_in(state, MakingPhase.PLACE)
            return replace(state, phase=MakingPhase.CARDS, hand=None), (CardsClosed(),)
        case TakeCard(card):
            return _take(state, card)
        case PutCard(stop):
            return _put(state, stop)
        case RunThrough():
            return _run_through(state)
        case Hint():
            only_in(state, MakingPhase.CARDS, MakingPhase.PLACE)
            return hint_asked(state, hint_text)
        case Together():
            only_in(state, MakingPhase.CARDS, MakingPhase.PLACE, MakingPhase.STUCK)
            state, events = helped(state)
            return replace(state, phase=MakingPhase.PLACE, looked=frozenset(TEAMS), open=None), events
    raise IllegalAction("not_now")


def moves(state: MakingState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case MakingPhase.CARDS:
            teams = needed(state)[:1] if turn(state) else needed(state)
            return tuple(OpenCards(team) for team in teams) or (ToRoad(),)
        case MakingPhase.PLACE:
            return (_next_hand(state),)
        case MakingPhase.FILM | MakingPhase.CLASH:
            return (GoOn(),)
        case MakingPhase.STUCK:
            return (Together(),)
    return ()


def slips(state: MakingState) -> tuple[Action, ...]:
    """Envelopes on a wrong stop, and a run-through of a road that does not work."""
    if state.card is not None or state.phase is not MakingPhase.PLACE:
        return ()
    if state.hand is not None:
        right = answer(state).index(state.hand)
        return tuple(PutCard(stop) for stop in range(state.locked, len(state.stops)) if stop != right)
    if not state.pool and any(clash_at(state, stop) for stop in range(len(state.stops))):
        return (RunThrough(),)
    return ()


def board_view(state: MakingState) -> MakingBoard:
    return MakingBoard(
        prompt=state.road.prompt,
        phase=state.phase,
        round=state.round,
        owners=state.owners,
        open=state.open,
        stops=state.stops,
        hand=state.hand,
        locked=state.locked,
        seen=tuple(step if seen(state, card) else None for card, step in enumerate(state.cards)),
        played=state.played.id if state.played is not None else None,
        hint=state.hint,
        mistakes=state.mistakes,
        card=state.card,
        answer=answer(state) if state.shown else (),
    )


def _next_hand(state: MakingState) -> Action:
    """What a class that knows the order does next on the road."""
    right = answer(state)
    if state.hand is not None:
        return PutCard(right.index(state.hand))
    if state.pool:
        return TakeCard(state.pool[0])
    if not any(clash_at(state, stop) for stop in range(len(state.stops))):
        return RunThrough()
    # From the front: what belongs at the first stop that is wrong is taken there, and the rest moves up.
    return next(TakeCard(card) for card, lies in zip(right, state.stops, strict=True) if card != lies)


def _open_cards(state: MakingState, team: Team) -> tuple[MakingState, tuple[Event, ...]]:
    only_in(state, MakingPhase.CARDS)
    if turn(state) not in (None, team):
        raise IllegalAction("not_your_turn")
    return replace(state, open=team, looked=state.looked | {team}), (CardsOpened(team),)


def _close_cards(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    only_in(state, MakingPhase.CARDS)
    if state.open is None:
        raise IllegalAction("not_now")
    return replace(state, open=None), (CardsClosed(),)


def _to_road(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    only_in(state, MakingPhase.CARDS)
    if needed(state):
        raise IllegalAction("listen_first")
    return replace(state, phase=MakingPhase.PLACE, open=None), (RoadShown(),)


def _take(state: MakingState, card: int) -> tuple[MakingState, tuple[Event, ...]]:
    only_in(state, MakingPhase.PLACE)
    if not 0 <= card < len(state.cards) or card in state.stops[: state.locked]:
        raise IllegalAction("not_there")
    if card == state.hand:
        return replace(state, hand=None), (CardTaken(card),)
    if turn(state) not in (None, state.owners[card]):
        raise IllegalAction("not_your_turn")
    return replace(state, hand=card), (CardTaken(card),)


def _put(state: MakingState, stop: int) -> tuple[MakingState, tuple[Event, ...]]:
    only_in(state, MakingPhase.PLACE)
    if state.hand is None:
        raise IllegalAction("not_now")
    if not state.locked <= stop < len(state.stops):
        raise IllegalAction("not_there")
    card = state.hand
    return replace(state, stops=_moved_up(state, card, stop), hand=None), (CardPut(card, stop),)


def _moved_up(state: MakingState, card: int, stop: int) -> Stops:
    """The road with the envelope at the stop; those in its way move to where it lay, or to the nearest free stop."""
    stops = [None if one == card else one for one in state.stops]
    if stops[stop] is not None:
        free = [at for at in range(state.locked, len(stops)) if stops[at] is None]
        near = min(free, key=lambda at: (abs(at - stop), at))
        stops.pop(state.stops.index(card) if card in state.stops else near)
        stops.insert(stop, None)
    stops[stop] = card
    return tuple(stops)


def _run_through(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    only_in(state, MakingPhase.PLACE)
    if state.pool or state.hand is not None:
        raise IllegalAction("not_now")
    return _step_at(state, state.locked)


def _step_at(state: MakingState, stop: int) -> tuple[MakingState, tuple[Event, ...]]:
    """The film is at a stop: what lies there opens, and is played or clashes."""
    card = state.stops[stop]
    if card is None:
        raise IllegalAction("not_there")
    step = state.cards[card]
    state = replace(state, at=stop, known=state.known | {card})
    if clash_at(state, stop) is None:
        return replace(state, phase=MakingPhase.FILM), (StepPlayed(step, stop),)
    return replace(state, phase=MakingPhase.CLASH), (Clashed(step, stop),)


def _go_on(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    if state.card is not None:
        return _card_read(state)
    match state.phase:
        case MakingPhase.FILM:
            state = replace(state, locked=state.at + 1)
            return _applause(state) if state.locked == len(state.stops) else _step_at(state, state.locked)
        case MakingPhase.CLASH:
            return _told(state)
    raise IllegalAction("not_now")


def _told(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    clash, step = clash_at(state, state.at), state.played
    if clash is None or step is None:
        raise IllegalAction("not_now")
    return mistaken(replace(state, missed=(*state.missed, step.id)), clash.because, hint_text)


def _applause(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    at_once = state.hint == 0 and not state.shown
    asked = tuple(
        Asked(state.scene.step(name).concept, at_once or (not state.shown and name not in state.missed))
        for name in state.road.steps
    )
    state, events = explained(replace(state, phase=MakingPhase.APPLAUSE), "right", state.road.because, asked)
    return state, (Applauded(), *events)


def _card_read(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    state = replace(state, card=None)
    if state.phase is MakingPhase.APPLAUSE:
        state, events = _next_road(state)
        return state, (CardRead(), *events)
    card = state.stops[state.at]
    if card is None:
        raise IllegalAction("not_now")
    stops = (*state.stops[: state.at], None, *state.stops[state.at + 1 :])
    phase = MakingPhase.STUCK if used_up(state) else MakingPhase.PLACE
    return replace(state, stops=stops, phase=phase), (CardRead(), CardBack(card))


def _next_road(state: MakingState) -> tuple[MakingState, tuple[Event, ...]]:
    if state.round + 1 >= len(state.roads):
        return replace(state, phase=MakingPhase.DONE), (SceneDone(),)
    fresh = MakingState(
        scene=state.scene,
        setup=state.setup,
        roads=state.roads,
        cards=(),
        round=state.round + 1,
        score=state.score,
    )
    fresh = _dealt(fresh)
    return fresh, (NewRoad(fresh.road.id),)
