"""The recall flash after a scene: one item, the class votes with cards and a pupil taps what it chose."""

from dataclasses import dataclass, replace
from typing import ClassVar

from content.model import Item, Option
from game.rules.activity import (
    NO_SCORE,
    Action,
    Card,
    CardRead,
    DoneTogether,
    Event,
    GoOn,
    Hint,
    Hinted,
    IllegalAction,
    RoundDone,
    SceneSetup,
    Score,
    Together,
    asked_all,
    hint_after,
    next_hint,
)


@dataclass(frozen=True, slots=True)
class Answer(Action):
    """What the class voted; `option` is the place on the board, 0 first."""

    kind: ClassVar[str] = "answer"
    option: int


@dataclass(frozen=True, slots=True)
class Answered(Event):
    kind: ClassVar[str] = "answered"
    option: int
    right: bool


@dataclass(frozen=True, slots=True)
class RecallState:
    item: Item
    order: tuple[int, ...]
    """Option of the item at each place on the board, drawn so that the right one isn't always first."""
    again: bool = False
    """The item asks for a concept that was missed before."""
    tried: tuple[int, ...] = ()
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    answered: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def options(self) -> tuple[Option, ...]:
        """In the order of the board."""
        return tuple(self.item.options[index] for index in self.order)

    @property
    def complete(self) -> bool:
        return self.answered and self.card is None


def start(item: Item, setup: SceneSetup, *, again: bool = False) -> RecallState:
    order, _ = setup.stream.fork(item.id).shuffled(range(len(item.options)))
    return RecallState(item=item, order=order, again=again)


def good(state: RecallState) -> int:
    """The best answer that wasn't tried."""
    rank = {"right": 0, "ok": 1, "wrong": 2}
    left = [place for place in range(len(state.order)) if place not in state.tried]
    return min(left, key=lambda place: rank[state.options[place].verdict])


def hint_text(state: RecallState) -> str:
    return ("", state.item.hint1, state.item.hint2)[state.hint]


def apply(state: RecallState, action: Action) -> tuple[RecallState, tuple[Event, ...]]:
    match action:
        case GoOn() if state.card is not None:
            return replace(state, card=None), (CardRead(),)
    if state.card is not None:
        raise IllegalAction("card")
    if state.answered:
        raise IllegalAction("not_now")
    match action:
        case Answer(option):
            return _answer(state, option)
        case Hint():
            score, hint = next_hint(state.score, state.hint)
            state = replace(state, score=score, hint=hint)
            return state, (Hinted(hint, hint_text(state)),)
        case Together():
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: RecallState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    return () if state.answered else (Answer(good(state)),)


def slips(state: RecallState) -> tuple[Action, ...]:
    if state.card is not None or state.answered:
        return ()
    return tuple(
        Answer(place)
        for place, option in enumerate(state.options)
        if option.verdict == "wrong" and place not in state.tried
    )


def _answer(state: RecallState, place: int) -> tuple[RecallState, tuple[Event, ...]]:
    if not 0 <= place < len(state.order):
        raise IllegalAction("not_there")
    if place in state.tried:
        raise IllegalAction("tried")
    option = state.options[place]
    card = Card(option.verdict, option.because)
    if option.verdict != "wrong":
        first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
        score = state.score.round_done(first_try=first_try, asked=asked_all(state.item.concepts, first_try=first_try))
        state = replace(state, answered=True, card=card, score=score)
        return state, (Answered(place, True), RoundDone(first_try), card.event)
    mistakes = state.mistakes + 1
    hint = hint_after(mistakes, state.hint)
    given = hint > state.hint
    state = replace(
        state,
        tried=(*state.tried, place),
        mistakes=mistakes,
        hint=hint,
        card=card,
        score=state.score.hinted(int(given)),
    )
    hinted = (Hinted(hint, hint_text(state)),) if given else ()
    return state, (Answered(place, False), card.event, *hinted)


def _together(state: RecallState) -> tuple[RecallState, tuple[Event, ...]]:
    if state.shown:
        raise IllegalAction("not_now")
    if state.hint < 2:
        raise IllegalAction("too_early")
    return replace(state, shown=True, score=state.score.done_together()), (DoneTogether(),)
