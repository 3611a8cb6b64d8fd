"""Scene 1, Naar je stoel: the class talks one pupil to a seat.

A round is one ticket, in two halves. In `clues` the pupil at the board stands with the back to it, and every
team opens its own clue of the ticket: row, seat, door, coat, floor, as far as the level has them. Then the pupil
turns round and looks (`hook`, `door`, `seat`) at a hall plan that shows no ticket at all: only the class knows.
A wrong choice costs nothing but the way back: turn round again, and listen to the clue once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Literal, cast

from content.model import SeatPlan, SeatScene
from game.rules.activity import (
    MISTAKES_UNTIL_TOGETHER,
    NO_SCORE,
    Action,
    Advance,
    Asked,
    Card,
    CardRead,
    DoneTogether,
    Event,
    GoOn,
    Hint,
    Hinted,
    IllegalAction,
    RoundDone,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    hint_after,
    next_hint,
    unhindered,
)
from game.rules.together import TEAMS, Team

CLUE_TICKS = 360
"""A clue closes by itself after six seconds when the teacher has turned the timer on."""

SIGNS = ("star", "moon", "fish", "boat", "bird", "tree", "crown", "key")
"""The pictures on the seats of who can't read yet: seat n carries SIGNS[n - 1] (`sign_<name>`), in every row."""

ROW_SIGNS = ("apple", "pear", "cherries", "grapes")
"""The fruit of the rows, from the stage: a family of its own, so that no two clues of a ticket sound alike."""

Part = Literal["coat", "door", "floor", "row", "seat"]

PART_CONCEPTS: dict[Part, str] = {
    "coat": "vestiaire",
    "door": "zaalwachter",
    "floor": "balkon",
    "row": "rij",
    "seat": "stoelnummer",
}
"""Concept of the core pack that each part of the ticket asks for."""


class Floor(StrEnum):
    STALLS = "stalls"
    BALCONY = "balcony"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class SeatPhase(StrEnum):
    CLUES = "clues"
    HOOK = "hook"
    DOOR = "door"
    SEAT = "seat"
    STUCK = "stuck"
    """Hints and tries are used up; only `Together` goes on."""
    FOUND = "found"
    """The ticket is done and its card waits to be read."""
    DONE = "done"


SEEKING = (SeatPhase.HOOK, SeatPhase.DOOR, SeatPhase.SEAT)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A seat. Rows count from the stage and seats from the left, both from 1."""

    floor: Floor
    row: int
    seat: int


@dataclass(frozen=True, slots=True)
class Ticket:
    place: Place
    door: Side | None
    hook: int | None


@dataclass(frozen=True, slots=True)
class OpenClue(Action):
    """The owning team looks at its clue; another clue that was open closes."""

    kind: ClassVar[str] = "open-clue"
    part: str


@dataclass(frozen=True, slots=True)
class CloseClue(Action):
    kind: ClassVar[str] = "close-clue"


@dataclass(frozen=True, slots=True)
class Seek(Action):
    """All clues were told: the pupil turns back to the board."""

    kind: ClassVar[str] = "seek"


@dataclass(frozen=True, slots=True)
class HangCoat(Action):
    kind: ClassVar[str] = "hang-coat"
    hook: int


@dataclass(frozen=True, slots=True)
class EnterDoor(Action):
    kind: ClassVar[str] = "enter-door"
    side: Side


@dataclass(frozen=True, slots=True)
class Walk(Action):
    """Go and stand in a row, where the plan is too big to touch a seat at once."""

    kind: ClassVar[str] = "walk"
    floor: Floor
    row: int


@dataclass(frozen=True, slots=True)
class Sit(Action):
    kind: ClassVar[str] = "sit"
    floor: Floor
    row: int
    seat: int


@dataclass(frozen=True, slots=True)
class ClueOpened(Event):
    kind: ClassVar[str] = "clue-opened"
    part: str
    team: Team


@dataclass(frozen=True, slots=True)
class ClueClosed(Event):
    kind: ClassVar[str] = "clue-closed"
    part: str


@dataclass(frozen=True, slots=True)
class SeekingStarted(Event):
    kind: ClassVar[str] = "seeking-started"


@dataclass(frozen=True, slots=True)
class CoatHung(Event):
    kind: ClassVar[str] = "coat-hung"
    hook: int


@dataclass(frozen=True, slots=True)
class DoorOpened(Event):
    kind: ClassVar[str] = "door-opened"
    side: Side


@dataclass(frozen=True, slots=True)
class WalkedTo(Event):
    kind: ClassVar[str] = "walked-to"
    floor: Floor
    row: int


@dataclass(frozen=True, slots=True)
class SatDown(Event):
    kind: ClassVar[str] = "sat-down"
    floor: Floor
    row: int
    seat: int


@dataclass(frozen=True, slots=True)
class WrongHook(Event):
    kind: ClassVar[str] = "wrong-hook"
    hook: int


@dataclass(frozen=True, slots=True)
class WrongDoor(Event):
    kind: ClassVar[str] = "wrong-door"
    side: Side


@dataclass(frozen=True, slots=True)
class SeatTaken(Event):
    """Somebody sits there already; `part` is what was misunderstood."""

    kind: ClassVar[str] = "seat-taken"
    floor: Floor
    row: int
    seat: int
    part: str


@dataclass(frozen=True, slots=True)
class NewTicket(Event):
    kind: ClassVar[str] = "new-ticket"
    round: int


@dataclass(frozen=True, slots=True)
class SeatState:
    scene: SeatScene
    plan: SeatPlan
    setup: SceneSetup
    tickets: tuple[Ticket, ...]
    round: int = 0
    """Index into `tickets`."""
    phase: SeatPhase = SeatPhase.CLUES
    needed: tuple[Part, ...] = ()
    """Clues that must still be opened before the pupil may turn back."""
    open: Part | None = None
    open_left: int | None = None
    """Ticks until the open clue closes; None without a timer."""
    settled: tuple[Part, ...] = ()
    """Steps of this ticket that are done: coat, door."""
    aisle: tuple[Floor, int] | None = None
    misheard: tuple[Part, ...] = ()
    """Parts of this ticket that were wrong once."""
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    """The answer stands on the board, after `Together`."""
    found: tuple[Place, ...] = ()
    hung: tuple[int, ...] = ()
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def ticket(self) -> Ticket:
        return self.tickets[min(self.round, len(self.tickets) - 1)]


@dataclass(frozen=True, slots=True)
class SeatBoard:
    """What the pupil at the board sees: the plan and what was tried, never the ticket."""

    plan: SeatPlan
    phase: SeatPhase
    round: int
    rounds: int
    needed: tuple[Part, ...]
    settled: tuple[Part, ...]
    aisle: tuple[Floor, int] | None
    mistakes: int
    found: tuple[Place, ...]
    hung: tuple[int, ...]
    card: Card | None
    answer: Ticket | None


# Facts about a plan -------------------------------------------------------------------------------------------


def parts(plan: SeatPlan) -> tuple[Part, ...]:
    """The parts of a ticket that the level has, in the order in which they are needed."""
    has: dict[Part, bool] = {
        "coat": plan.coats > 0,
        "door": plan.doors,
        "floor": plan.balcony_rows > 0,
        "row": max(plan.rows, plan.balcony_rows) > 1,
        "seat": True,
    }
    return tuple(part for part, there in has.items() if there)


def places(plan: SeatPlan) -> tuple[Place, ...]:
    """All seats, stalls first."""
    return tuple(
        Place(floor, row, seat)
        for floor, rows in ((Floor.STALLS, plan.rows), (Floor.BALCONY, plan.balcony_rows))
        for row in range(1, rows + 1)
        for seat in range(1, plan.seats + 1)
    )


def row_letter(row: int) -> str:
    return chr(ord("A") + row - 1)


def sign_of(plan: SeatPlan, part: str, place: Place) -> str | None:
    """The picture that stands for a row or a seat where pupils can't read yet; None where it has no picture."""
    signs, number = (ROW_SIGNS, place.row) if part == "row" else (SIGNS, place.seat)
    if not plan.signs or part not in ("row", "seat") or number > len(signs):
        return None
    return signs[number - 1]


def door_of(place: Place) -> Side:
    """Even seats enter right, odd seats left."""
    return Side.LEFT if place.seat % 2 else Side.RIGHT


def owner(state: SeatState, part: Part) -> Team:
    """The team whose clue this is; it moves on with every ticket, so that all teams get all kinds."""
    return TEAMS[(parts(state.plan).index(part) + state.round) % len(TEAMS)]


def clue(state: SeatState, part: Part) -> str:
    """What stands on the clue: a row letter, a number, `left`, `right`, `stalls` or `balcony`."""
    ticket = state.ticket
    texts: dict[Part, str] = {
        "coat": str(ticket.hook),
        "door": str(ticket.door),
        "floor": str(ticket.place.floor),
        "row": row_letter(ticket.place.row),
        "seat": str(ticket.place.seat),
    }
    return texts[part]


def hinted_places(state: SeatState) -> frozenset[Place]:
    """The seats that the mini plan lights up for the class: none, the row (hint 1), the seat (hint 2)."""
    target = state.ticket.place
    if state.hint == 0:
        return frozenset()
    if state.hint >= 2:
        return frozenset({target})
    return frozenset(place for place in places(state.plan) if (place.floor, place.row) == (target.floor, target.row))


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (OpenClue, CloseClue, Seek, HangCoat, EnterDoor, Walk, Sit)


def offers(scene: SeatScene, setup: SceneSetup) -> bool:
    return any(plan.level == setup.level for plan in scene.places)


def hint_text(state: SeatState) -> str:
    return (
        "",
        "Klas, kijk nog eens goed en zeg het samen.",
        "Klas, kijk op het plan en zeg het luid en traag.",
    )[state.hint]


def hall(scene: SeatScene, setup: SceneSetup) -> SeatPlan:
    """The hall to find a seat in: that of the house where the show plays, when it has told, else the scene's.

    Where coats may stay on, nobody looks for a hook.
    """
    venue = setup.pack.venue
    plans = (*(venue.hall if venue is not None else ()), *scene.places)
    plan = next(plan for plan in plans if plan.level == setup.level)
    if venue is not None and not venue.coats_compulsory:
        plan = plan.model_copy(update={"coats": 0})
    return plan


def start(scene: SeatScene, setup: SceneSetup) -> SeatState:
    """Draw the tickets of the level's plan, as many as the length of the lesson has time for."""
    plan = hall(scene, setup)
    drawn, stream = setup.stream.shuffled(places(plan))
    hooks, _ = stream.shuffled(range(1, plan.coats + 1))
    tickets = tuple(
        Ticket(
            place=place,
            door=door_of(place) if plan.doors else None,
            hook=hooks[index % len(hooks)] if hooks else None,
        )
        for index, place in enumerate(drawn[: setup.rounds(plan.tickets)])
    )
    return SeatState(scene=scene, plan=plan, setup=setup, tickets=tickets, needed=parts(plan))


def is_complete(state: SeatState) -> bool:
    return state.phase is SeatPhase.DONE


def needs_ticks(state: SeatState) -> bool:
    return state.open_left is not None and state.card is None


def hands_off(state: SeatState) -> SeatState:
    """Nothing is held in this scene."""
    return state


def apply(state: SeatState, action: Action) -> tuple[SeatState, tuple[Event, ...]]:
    match action:
        case Advance(ticks):
            return _advance(state, ticks)
        case GoOn():
            return _card_read(state)
    unhindered(state, action)
    match action:
        case OpenClue(part):
            return _open(state, part)
        case CloseClue():
            return _close(state)
        case Seek():
            return _seek(state)
        case HangCoat(hook):
            return _hang(state, hook)
        case EnterDoor(side):
            return _enter(state, side)
        case Walk(floor, row):
            return _walk(state, floor, row)
        case Sit(floor, row, seat):
            return _sit(state, Place(floor, row, seat))
        case Hint():
            return _hint(state)
        case Together():
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: SeatState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case SeatPhase.CLUES:
            return tuple(OpenClue(part) for part in state.needed) or (Seek(),)
        case SeatPhase.STUCK:
            return (Together(),)
        case SeatPhase.HOOK:
            return (HangCoat(cast(int, state.ticket.hook)),)
        case SeatPhase.DOOR:
            return (EnterDoor(cast(Side, state.ticket.door)),)
        case SeatPhase.SEAT:
            place = state.ticket.place
            return (Sit(place.floor, place.row, place.seat),)
    return ()


def slips(state: SeatState) -> tuple[Action, ...]:
    if state.card is not None:
        return ()
    match state.phase:
        case SeatPhase.HOOK:
            return tuple(HangCoat(n) for n in range(1, state.plan.coats + 1) if n != state.ticket.hook)
        case SeatPhase.DOOR:
            return tuple(EnterDoor(side) for side in Side if side is not state.ticket.door)
        case SeatPhase.SEAT:
            return tuple(Sit(place.floor, place.row, place.seat) for place in _free_wrong_places(state))
    return ()


def board_view(state: SeatState) -> SeatBoard:
    return SeatBoard(
        plan=state.plan,
        phase=state.phase,
        round=state.round,
        rounds=len(state.tickets),
        needed=state.needed,
        settled=state.settled,
        aisle=state.aisle,
        mistakes=state.mistakes,
        found=state.found,
        hung=state.hung,
        card=state.card,
        answer=state.ticket if state.shown else None,
    )


def _free_wrong_places(state: SeatState) -> Iterator[Place]:
    return (p for p in places(state.plan) if p != state.ticket.place and p not in state.found)


def _only(state: SeatState, *phases: SeatPhase) -> None:
    if state.phase is SeatPhase.STUCK:
        raise IllegalAction("only_together")
    if state.phase not in phases:
        raise IllegalAction("not_now")


def _open(state: SeatState, part: str) -> tuple[SeatState, tuple[Event, ...]]:
    _only(state, SeatPhase.CLUES)
    if part not in parts(state.plan):
        raise IllegalAction("not_your_clue")
    closed = (ClueClosed(state.open),) if state.open not in (None, part) else ()
    state = replace(
        state,
        open=part,
        open_left=CLUE_TICKS if state.setup.timed else None,
        needed=tuple(other for other in state.needed if other != part),
    )
    return state, (*closed, ClueOpened(part, owner(state, part)))


def _close(state: SeatState) -> tuple[SeatState, tuple[Event, ...]]:
    if state.open is None:
        # A finger that is lifted after the clue closed by itself is no mistake of anybody.
        return state, ()
    return replace(state, open=None, open_left=None), (ClueClosed(state.open),)


def _advance(state: SeatState, ticks: int) -> tuple[SeatState, tuple[Event, ...]]:
    if state.open_left is None or state.card is not None:
        return state, ()
    if ticks < state.open_left:
        return replace(state, open_left=state.open_left - ticks), ()
    return _close(state)


def _seek(state: SeatState) -> tuple[SeatState, tuple[Event, ...]]:
    _only(state, SeatPhase.CLUES)
    if state.needed:
        raise IllegalAction("listen_first")
    state, closed = _close(state)
    return replace(state, phase=_next_step(state)), (*closed, SeekingStarted())


def _next_step(state: SeatState) -> SeatPhase:
    if state.ticket.hook is not None and "coat" not in state.settled:
        return SeatPhase.HOOK
    if state.ticket.door is not None and "door" not in state.settled:
        return SeatPhase.DOOR
    return SeatPhase.SEAT


def _hang(state: SeatState, hook: int) -> tuple[SeatState, tuple[Event, ...]]:
    _only(state, SeatPhase.HOOK)
    if not 1 <= hook <= state.plan.coats:
        raise IllegalAction("not_there")
    if hook != state.ticket.hook:
        return _mistake(state, ("coat",), WrongHook(hook))
    state = replace(state, settled=(*state.settled, "coat"), hung=(*state.hung, hook))
    return replace(state, phase=_next_step(state)), (CoatHung(hook),)


def _enter(state: SeatState, side: Side) -> tuple[SeatState, tuple[Event, ...]]:
    _only(state, SeatPhase.DOOR)
    if side is not state.ticket.door:
        return _mistake(state, ("door",), WrongDoor(side))
    state = replace(state, settled=(*state.settled, "door"))
    return replace(state, phase=_next_step(state)), (DoorOpened(side),)


def _walk(state: SeatState, floor: Floor, row: int) -> tuple[SeatState, tuple[Event, ...]]:
    _only(state, SeatPhase.SEAT)
    if Place(floor, row, 1) not in places(state.plan):
        raise IllegalAction("not_there")
    return replace(state, aisle=(floor, row)), (WalkedTo(floor, row),)


def _sit(state: SeatState, place: Place) -> tuple[SeatState, tuple[Event, ...]]:
    _only(state, SeatPhase.SEAT)
    if place not in places(state.plan):
        raise IllegalAction("not_there")
    if place in state.found:
        # The class sees its own puppet there: a slip of the finger, not of the class.
        raise IllegalAction("occupied")
    target = state.ticket.place
    if place != target:
        wrong = _misunderstood(state, place, target)
        return _mistake(state, wrong, SeatTaken(place.floor, place.row, place.seat, wrong[0]))
    return _ticket_found(state, place)


def _misunderstood(state: SeatState, place: Place, target: Place) -> tuple[Part, ...]:
    wrong: dict[Part, bool] = {
        "floor": place.floor != target.floor,
        "row": place.row != target.row,
        "seat": place.seat != target.seat,
    }
    return tuple(part for part, is_wrong in wrong.items() if is_wrong and part in parts(state.plan))


def _because(state: SeatState, part: Part) -> str:
    texts = state.scene.because
    return texts.get(part) or texts.get("taken") or next(iter(texts.values()), "")


def _mistake(state: SeatState, wrong: tuple[Part, ...], event: Event) -> tuple[SeatState, tuple[Event, ...]]:
    """Somebody sits there: the card says why, then the pupil turns round and the class tells it again."""
    mistakes = state.mistakes + 1
    hint = hint_after(mistakes, state.hint)
    over = mistakes >= MISTAKES_UNTIL_TOGETHER and not state.shown
    card = Card("wrong", _because(state, wrong[0]))
    hinted = (Hinted(hint),) if hint > state.hint else ()
    state = replace(
        state,
        misheard=(*state.misheard, *wrong),
        mistakes=mistakes,
        hint=hint,
        score=state.score.hinted(len(hinted)),
        # With the answer on the board there is nothing left to tell: the pupil just tries again.
        phase=SeatPhase.STUCK if over else state.phase if state.shown else SeatPhase.CLUES,
        needed=() if over or state.shown else wrong,
        aisle=None,
        card=card,
    )
    return state, (event, card.event, *hinted)


def _ticket_found(state: SeatState, place: Place) -> tuple[SeatState, tuple[Event, ...]]:
    # Another part of the ticket is explained with every ticket, so that the reasons don't repeat.
    asked = parts(state.plan)
    card = Card("right", _because(state, asked[-1 - state.round % len(asked)]))
    first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
    state = replace(
        state,
        phase=SeatPhase.FOUND,
        found=(*state.found, place),
        aisle=None,
        card=card,
        score=state.score.round_done(first_try=first_try, asked=_asked(state)),
    )
    return state, (SatDown(place.floor, place.row, place.seat), RoundDone(first_try), card.event)


def _asked(state: SeatState) -> tuple[Asked, ...]:
    """The concepts a ticket asks for, as far as the scene teaches them; a lost coat doesn't spoil the row."""
    taught = {concept for words in state.scene.words.values() for concept in words}
    return tuple(
        Asked(PART_CONCEPTS[part], part not in state.misheard and not state.shown)
        for part in parts(state.plan)
        if PART_CONCEPTS[part] in taught
    )


def _card_read(state: SeatState) -> tuple[SeatState, tuple[Event, ...]]:
    if state.card is None:
        raise IllegalAction("not_now")
    state = replace(state, card=None)
    if state.phase is not SeatPhase.FOUND:
        return state, (CardRead(),)
    if state.round + 1 == len(state.tickets):
        return replace(state, phase=SeatPhase.DONE), (CardRead(), SceneDone())
    return _next_ticket(state), (CardRead(), NewTicket(state.round + 1))


def _next_ticket(state: SeatState) -> SeatState:
    full = len(state.hung) >= state.plan.coats
    return replace(
        state,
        round=state.round + 1,
        phase=SeatPhase.CLUES,
        needed=parts(state.plan),
        settled=(),
        misheard=(),
        mistakes=0,
        hint=0,
        shown=False,
        hung=() if full else state.hung,
    )


def _hint(state: SeatState) -> tuple[SeatState, tuple[Event, ...]]:
    _only(state, SeatPhase.CLUES)
    score, hint = next_hint(state.score, state.hint)
    return replace(state, score=score, hint=hint), (Hinted(hint),)


def _together(state: SeatState) -> tuple[SeatState, tuple[Event, ...]]:
    if state.phase not in (SeatPhase.STUCK, SeatPhase.CLUES, *SEEKING) or state.shown:
        raise IllegalAction("not_now")
    if state.hint < 2:
        raise IllegalAction("too_early")
    state, closed = _close(state)
    state = replace(state, shown=True, needed=(), score=state.score.done_together(), phase=_next_step(state))
    return state, (*closed, DoneTogether())
