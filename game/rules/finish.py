"""Scene 12, De zaal is klaar: every seat of the hall is one question of what the class met today.

One team reads the question while the others have their eyes closed; then the question leaves the board, and the
team whose seat it is chooses among the answers with nothing but the clue that the readers give. It may pass the
seat on: then the readers give another clue, to the next team. A seat that stays dark comes back at the end, each
time with a hint more. Reading, explaining and recalling go round, and no seat is anybody's own fault.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import FinishScene, Item, Option
from game.rules import bank
from game.rules.activity import (
    MISTAKES_UNTIL_TOGETHER,
    NO_SCORE,
    Action,
    Advance,
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
    asked_all,
    explained,
    helped,
    hint_asked,
    mistaken,
    unhindered,
)
from game.rules.together import TEAMS, Team

MOST_SEATS = 24


class FinishPhase(StrEnum):
    READ = "read"
    """The readers see the question; all others have their eyes closed."""
    ANSWER = "answer"
    """The question is off the board; the answering team has only the clue."""
    STUCK = "stuck"
    LIT = "lit"
    """The seat is lit and its card waits to be read."""
    DARK = "dark"
    """The card tells why not; the seat comes back later."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class GiveClue(Action):
    """The readers gave their clue: the question leaves the board, and eyes open."""

    kind: ClassVar[str] = "give-clue"


@dataclass(frozen=True, slots=True)
class Light(Action):
    """The answering team's choice; `option` is the place on the board, 0 first."""

    kind: ClassVar[str] = "light"
    option: int


@dataclass(frozen=True, slots=True)
class PassOn(Action):
    """The seat goes to the next team, for another clue. It costs nothing."""

    kind: ClassVar[str] = "pass-on"


@dataclass(frozen=True, slots=True)
class ClueGiven(Event):
    kind: ClassVar[str] = "clue-given"
    team: Team


@dataclass(frozen=True, slots=True)
class PassedOn(Event):
    kind: ClassVar[str] = "passed-on"
    team: Team


@dataclass(frozen=True, slots=True)
class SeatShines(Event):
    kind: ClassVar[str] = "seat-shines"
    seat: int


@dataclass(frozen=True, slots=True)
class SeatStaysDark(Event):
    kind: ClassVar[str] = "seat-stays-dark"
    seat: int


@dataclass(frozen=True, slots=True)
class NextSeat(Event):
    kind: ClassVar[str] = "next-seat"
    seat: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat with its question. `order`: the option of the item at each place on the board."""

    item: Item
    concept: str
    order: tuple[int, ...]
    mistakes: int = 0
    hint: int = 0
    shown: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(self.item.options[index] for index in self.order)


@dataclass(frozen=True, slots=True)
class FinishState:
    scene: FinishScene
    setup: SceneSetup
    seats: tuple[Seat, ...]
    queue: tuple[int, ...]
    """The present seat, then those that are dark still."""
    phase: FinishPhase = FinishPhase.READ
    turn: int = 0
    """Counts seats that were opened: who reads goes round with it."""
    passed: int = 0
    lit: tuple[int, ...] = ()
    tried: tuple[int, ...] = ()
    """Places on the board that were wrong this time."""
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def number(self) -> int:
        """The seat that is open."""
        return self.queue[0]

    @property
    def seat(self) -> Seat:
        return self.seats[self.number]

    @property
    def readers(self) -> Team:
        return TEAMS[self.turn % len(TEAMS)]

    @property
    def answerers(self) -> Team:
        """Never the readers: passing on goes round the three others."""
        return TEAMS[(self.turn + 1 + self.passed % (len(TEAMS) - 1)) % len(TEAMS)]


@dataclass(frozen=True, slots=True)
class FinishBoard:
    """What the team that answers can know from the board: no question, only answers and seats."""

    phase: FinishPhase
    options: tuple[str, ...]
    lit: tuple[int, ...]
    number: int
    tried: tuple[int, ...]
    hint: str
    card: Card | None
    answer: int | None


# The rules ----------------------------------------------------------------------------------------------------

ACTIONS: tuple[type[Action], ...] = (GiveClue, Light, PassOn)


def offers(scene: FinishScene, setup: SceneSetup) -> bool:
    return setup.level in scene.seats and bool(_bank(setup))


def start(scene: FinishScene, setup: SceneSetup) -> FinishState:
    """As many seats as the level and the length ask, more when more is due."""
    seats = _seats(scene, setup)
    return FinishState(scene=scene, setup=setup, seats=seats, queue=tuple(range(len(seats))))


def is_complete(state: FinishState) -> bool:
    return state.phase is FinishPhase.DONE


def needs_ticks(state: FinishState) -> bool:
    return False


def hands_off(state: FinishState) -> FinishState:
    """Nothing is held in this scene."""
    return state


def hint_text(state: FinishState) -> str:
    return ("", state.seat.item.hint1, state.seat.item.hint2)[state.hint]


def good(state: FinishState) -> int:
    """The best answer that wasn't tried."""
    rank = {"right": 0, "ok": 1, "wrong": 2}
    left = [place for place in range(len(state.seat.order)) if place not in state.tried]
    return min(left, key=lambda place: rank[state.seat.options[place].verdict])


def apply(state: FinishState, action: Action) -> tuple[FinishState, tuple[Event, ...]]:
    match action:
        case Advance():
            return state, ()
        case GoOn():
            return _card_read(state)
    unhindered(state, action, stuck=state.phase is FinishPhase.STUCK)
    match action:
        case GiveClue() if state.phase is FinishPhase.READ:
            return replace(state, phase=FinishPhase.ANSWER), (ClueGiven(state.readers),)
        case Light(option) if state.phase is FinishPhase.ANSWER:
            return _lit(state, option)
        case PassOn() if state.phase is FinishPhase.ANSWER:
            state = replace(state, phase=FinishPhase.READ, passed=state.passed + 1)
            return state, (PassedOn(state.answerers),)
        case Hint():
            return hint_asked(state, hint_text)
        case Together():
            state, events = helped(state)
            return replace(state, phase=FinishPhase.ANSWER), events
    raise IllegalAction("not_now")


def moves(state: FinishState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case FinishPhase.READ:
            return (GiveClue(),)
        case FinishPhase.ANSWER:
            return (Light(good(state)),)
        case FinishPhase.STUCK:
            return (Together(),)
    return ()


def slips(state: FinishState) -> tuple[Action, ...]:
    if state.card is not None or state.phase is not FinishPhase.ANSWER:
        return ()
    wrong = tuple(
        Light(place)
        for place, option in enumerate(state.seat.options)
        if option.verdict == "wrong" and place not in state.tried
    )
    return (*wrong, PassOn())


def board_view(state: FinishState) -> FinishBoard:
    return FinishBoard(
        phase=state.phase,
        options=tuple(option.text for option in state.seat.options),
        lit=state.lit,
        number=state.number,
        tried=state.tried,
        hint=hint_text(state),
        card=state.card,
        answer=good(state) if state.shown and state.phase is FinishPhase.ANSWER else None,
    )


def _bank(setup: SceneSetup) -> tuple[Item, ...]:
    return bank.bank(setup.pack.items, setup.level, setup.performance_mode)


def _seats(scene: FinishScene, setup: SceneSetup) -> tuple[Seat, ...]:
    items, stream = _bank(setup), setup.stream.fork("seats")
    wanted = min(MOST_SEATS, max(setup.rounds(scene.seats[setup.level]), len(setup.due)))
    others, stream = stream.shuffled(tuple(dict.fromkeys(one for item in items for one in item.concepts)))
    used, seats = setup.used, list[Seat]()
    for concept in (*setup.due, *setup.missed, *others, *others, *others):
        item = bank.pick(items, concept, used, stream)
        if len(seats) == wanted or item is None or any(seat.item.id == item.id for seat in seats):
            continue
        order, stream = stream.shuffled(range(len(item.options)))
        seats.append(Seat(item, concept, order))
        used = (*used, item.id)
    return tuple(seats)


def _lit(state: FinishState, place: int) -> tuple[FinishState, tuple[Event, ...]]:
    if not 0 <= place < len(state.seat.order):
        raise IllegalAction("not_there")
    if place in state.tried:
        raise IllegalAction("tried")
    option = state.seat.options[place]
    if option.verdict == "wrong":
        state, events = mistaken(state, option.because, hint_text)
        state = replace(state, phase=FinishPhase.DARK, tried=(*state.tried, place))
        return state, (SeatStaysDark(state.number), *events)
    first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
    asked = asked_all((state.seat.concept,), first_try=first_try)
    state, events = explained(state, option.verdict, option.because, asked)
    number = state.number
    return replace(state, phase=FinishPhase.LIT, lit=(*state.lit, number)), (SeatShines(number), *events)


def _card_read(state: FinishState) -> tuple[FinishState, tuple[Event, ...]]:
    if state.card is None:
        raise IllegalAction("not_now")
    state = replace(state, card=None)
    if state.phase is FinishPhase.DARK:
        number = state.number
        later = replace(state.seat, mistakes=state.mistakes, hint=state.hint, shown=state.shown)
        seats = (*state.seats[:number], later, *state.seats[number + 1 :])
        state = replace(state, seats=seats, queue=(*state.queue[1:], number))
    elif len(state.lit) < len(state.seats):
        state = replace(state, queue=state.queue[1:])
    else:
        return replace(state, phase=FinishPhase.DONE), (CardRead(), SceneDone())
    return _opened(state), (CardRead(), NextSeat(state.queue[0]))


def _opened(state: FinishState) -> FinishState:
    """The next dark seat, with what was tried and told about it before."""
    seat = state.seats[state.queue[0]]
    stuck = seat.mistakes >= MISTAKES_UNTIL_TOGETHER and not seat.shown
    return replace(
        state,
        phase=FinishPhase.STUCK if stuck else FinishPhase.READ,
        turn=state.turn + 1,
        passed=0,
        tried=(),
        mistakes=seat.mistakes,
        hint=seat.hint,
        shown=seat.shown,
    )
