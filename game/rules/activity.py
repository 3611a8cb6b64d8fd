"""The shape of a scene's rules, and what all scenes have in common.

A scene kind is a module with ten names, and nothing else is needed to play, replay, test or automate it:

- `ACTIONS`: the actions it has beside those of this module. `offers(scene, setup)`: it can be played so.
- `start(scene, setup) -> State`: everything that chance decides is decided here, from `setup.stream`.
- `apply(state, action) -> (State, events)`: pure; raises `IllegalAction` and changes nothing.
- `is_complete(state)`, `needs_ticks(state)`: the scene is played · time matters right now.
- `moves(state)`: what a class that cooperates well could do next; never empty until the scene is complete,
  except while time alone brings the next thing (`needs_ticks`). `slips(state)`: mistakes that pupils make.
- `board_view(state)`: what someone knows who sees only the board and hears nobody.
- `hint_text(state)`: what Sou whispers with the hint that stands now. `hands_off(state)`: with nothing held.

State, actions and events are frozen dataclasses. An action or event is stored as JSON as its `kind` plus its
fields (`game.rules.codec`). Every state has `scene`, `setup`, `card`, `hint`, `mistakes` and `score`.

**The card.** After a round or an answer, right or wrong, the state holds a `card` (the because-card) and only
`GoOn` is legal until it was read; the run calls that its phase `because`.
**Hints.** Mistake one gives hint 1 (narrow), mistake two hint 2 (show, to the class); after mistake three
only `Together` goes on, which puts the answer on the board. `Hint` asks for one earlier. Nothing is lost.
**Time.** `Advance(ticks)` is an action too (60 ticks a second) and a no-op where time doesn't matter;
Advance(a) then Advance(b) equals Advance(a + b).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Protocol, TypeVar, cast

from content.model import Level, Pack, PerformanceMode
from game.rules.chance import Stream
from game.rules.plan import length_of
from game.rules.together import InputMode

TICKS_PER_SECOND = 60
MISTAKES_UNTIL_TOGETHER = 3

Verdict = Literal["right", "ok", "wrong"]


LATER = MappingProxyType({"later": True})
"""Marks a field that came when lessons had been recorded without it: with its default it is left out of what is
written, so that they still come to the state that they noted."""


class IllegalAction(Exception):
    """The action isn't possible now. `reason` is a stable code; the board answers with a soft wobble."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a pupil, the teacher or the clock does. `kind` names it in journals."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Contact(Action):
    """A finger that comes or goes on something that is held: on a multi-touch board no step that one would undo."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Release(Contact):
    """A finger that goes. It is never refused: the scene in which it came may be over."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the rules; it starts motion and sound, and is never stored."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Advance(Action):
    kind: ClassVar[str] = "advance"
    ticks: int


@dataclass(frozen=True, slots=True)
class GoOn(Action):
    """Further: the card was read, the word was seen, the consequence was looked at. Enter or clicker."""

    kind: ClassVar[str] = "go-on"


@dataclass(frozen=True, slots=True)
class Hint(Action):
    """The class asks Sou for the next hint."""

    kind: ClassVar[str] = "hint"


@dataclass(frozen=True, slots=True)
class Together(Action):
    """The teacher's way out when hints are used up: the class does this one together, with the board's help."""

    kind: ClassVar[str] = "together"


@dataclass(frozen=True, slots=True)
class Explained(Event):
    """A because-card came up."""

    kind: ClassVar[str] = "explained"
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class CardRead(Event):
    kind: ClassVar[str] = "card-read"


@dataclass(frozen=True, slots=True)
class Hinted(Event):
    """Sou whispers. `text` is empty where the board draws the hint from the state."""

    kind: ClassVar[str] = "hinted"
    level: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Whispered(Event):
    """Sou says something that needs no card."""

    kind: ClassVar[str] = "whispered"
    text: str


@dataclass(frozen=True, slots=True)
class DoneTogether(Event):
    kind: ClassVar[str] = "done-together"


@dataclass(frozen=True, slots=True)
class RoundDone(Event):
    """A round (a ticket, a change of scenery, a dilemma) is over; `first_try` without mistake or hint."""

    kind: ClassVar[str] = "round-done"
    first_try: bool


@dataclass(frozen=True, slots=True)
class SceneDone(Event):
    kind: ClassVar[str] = "scene-done"


@dataclass(frozen=True, slots=True)
class Card:
    """The because-card that waits to be read."""

    verdict: Verdict
    text: str

    @property
    def event(self) -> Explained:
        return Explained(self.verdict, self.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A concept was asked once; class level, no names."""

    concept: str
    first_try: bool


def asked_all(concepts: tuple[str, ...], *, first_try: bool) -> tuple[Asked, ...]:
    return tuple(Asked(concept, first_try) for concept in concepts)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one scene. They make no ranking: they tell what should come back."""

    rounds: int = 0
    first_try: int = 0
    hints: int = 0
    together: int = 0
    asked: tuple[Asked, ...] = ()

    def round_done(self, *, first_try: bool, asked: tuple[Asked, ...]) -> "Score":
        return replace(
            self,
            rounds=self.rounds + 1,
            first_try=self.first_try + first_try,
            asked=self.asked + asked,
        )

    def hinted(self, times: int = 1) -> "Score":
        return replace(self, hints=self.hints + times)

    def done_together(self) -> "Score":
        return replace(self, together=self.together + 1)


NO_SCORE = Score()


class VisitRound(StrEnum):
    """Whether the class plays before the visit, or at school afterwards."""

    BEFORE = "before_visit"
    AFTER = "after_visit"


@dataclass(frozen=True, slots=True)
class SceneSetup:
    """What a scene must know of the class, the board and the show."""

    pack: Pack
    """Complete with its base: the show, its themes and its house, and all words and questions."""
    level: Level
    class_size: int
    input: InputMode
    performance_mode: PerformanceMode
    stream: Stream
    timed: bool = False
    """Off unless the teacher turns it on: then clues close by themselves and convincing has an end."""
    calm: bool = False
    minutes: int = 50
    """The length of the run; it sets how many rounds a scene has."""
    visit: VisitRound = VisitRound.BEFORE
    foretold: tuple[str, ...] = field(default=(), metadata=LATER)
    """What the class expected before the visit, as scene 11 noted it."""
    due: tuple[str, ...] = ()
    """Concepts that were lit and not asked enough, most in need first, each as often as it is to be asked."""
    missed: tuple[str, ...] = ()
    """Concepts that went wrong earlier in the run, oldest first."""
    used: tuple[str, ...] = ()
    """Items of the bank that the class had, oldest first."""

    def rounds(self, written: int) -> int:
        """How many rounds to play of those that the content has for this level; at least one."""
        return max(1, math.floor(written * length_of(self.minutes).rounds + 0.5))


class SceneState(Protocol):
    """What every scene's state has."""

    @property
    def scene(self) -> Any: ...
    @property
    def setup(self) -> SceneSetup: ...
    @property
    def card(self) -> Card | None: ...
    @property
    def hint(self) -> int: ...
    @property
    def mistakes(self) -> int: ...
    @property
    def score(self) -> Score: ...


class Rules(Protocol):
    """A scene kind's module. Its own state type stays its own business, hence Any."""

    ACTIONS: tuple[type[Action], ...]
    """The actions of its own, for the journal."""

    def offers(self, scene: Any, setup: SceneSetup) -> bool: ...
    def start(self, scene: Any, setup: SceneSetup) -> Any: ...
    def apply(self, state: Any, action: Action) -> tuple[Any, tuple[Event, ...]]: ...
    def is_complete(self, state: Any) -> bool: ...
    def needs_ticks(self, state: Any) -> bool: ...
    def moves(self, state: Any) -> tuple[Action, ...]: ...
    def slips(self, state: Any) -> tuple[Action, ...]: ...
    def board_view(self, state: Any) -> Any: ...
    def hands_off(self, state: Any) -> Any: ...
    def hint_text(self, state: Any) -> str: ...


REASONS = MappingProxyType(
    {
        "card": "Read the card first.",
        "not_now": "This isn't possible in the present phase.",
        "not_your_clue": "The scene has no such clue.",
        "not_there": "There is no such seat, door, hook, rope or option here.",
        "listen_first": "The clues have not all been opened yet.",
        "occupied": "This seat was found before.",
        "not_your_turn": "Another team is to take hold.",
        "no_hint_left": "Both hints have been given.",
        "only_together": "The class does this one together.",
        "too_early": "There are hints left.",
        "too_many": "More votes than pupils.",
        "count_short": "Not everybody has voted.",
        "too_few": "A vote needs four pupils or more.",
        "tried": "The class has seen where this leads.",
        "between_scenes": "The level changes between scenes.",
        "unknown_scene": "The run has no such scene.",
        "last_scene": "A plan has one scene at least.",
    }
)
"""The reasons of `IllegalAction`, in the developer's words; the board shows none of them, it wobbles."""


S = TypeVar("S", bound="SceneState")


def unhindered(state: "SceneState", action: Action, *, stuck: bool = False) -> None:
    """Refuse any step while a card waits to be read, and all but `Together` of a class that is `stuck`."""
    if state.card is not None:
        raise IllegalAction("card")
    if stuck and not isinstance(action, Together):
        raise IllegalAction("only_together")


def only_in(state: Any, *phases: StrEnum) -> None:
    """Refuse a step that belongs to other phases of the scene."""
    if state.phase not in phases:
        raise IllegalAction("not_now")


def changed(state: S, **fields: Any) -> S:
    """`dataclasses.replace` for a state of which only the shape is known."""
    return cast(S, replace(cast(Any, state), **fields))


def next_hint(score: Score, hint: int) -> tuple[Score, int]:
    """The next hint, counted."""
    if hint >= 2:
        raise IllegalAction("no_hint_left")
    return score.hinted(), hint + 1


def hint_after(mistakes: int, hint: int) -> int:
    """The hint that comes by itself with a mistake."""
    return max(hint, min(mistakes, 2))


def hint_asked(state: S, hint_text: Callable[[S], str]) -> tuple[S, tuple[Event, ...]]:
    """The class asked Sou: the next hint stands, and is whispered."""
    score, hint = next_hint(state.score, state.hint)
    state = changed(state, score=score, hint=hint)
    return state, (Hinted(hint, hint_text(state)),)


def mistaken(state: S, because: str, hint_text: Callable[[S], str]) -> tuple[S, tuple[Event, ...]]:
    """After a mistake: the card says why, and the next hint comes with it."""
    mistakes = state.mistakes + 1
    hint = hint_after(mistakes, state.hint)
    given = hint > state.hint
    card = Card("wrong", because)
    state = changed(state, mistakes=mistakes, hint=hint, card=card, score=state.score.hinted(int(given)))
    return state, (card.event, *((Hinted(hint, hint_text(state)),) if given else ()))


def used_up(state: "SceneState") -> bool:
    """Tries and hints are spent: only `Together` goes on. A scene has `shown` once the class does it together."""
    return state.mistakes >= MISTAKES_UNTIL_TOGETHER and not getattr(state, "shown", False)


def at_first_try(state: "SceneState") -> bool:
    """Without mistake, hint or help so far in this round."""
    return state.mistakes == 0 and state.hint == 0 and not getattr(state, "shown", False)


def explained(state: S, verdict: Verdict, because: str, asked: tuple[Asked, ...]) -> tuple[S, tuple[Event, ...]]:
    """A round is over: its card waits, and the round is counted with what it asked for."""
    first_try = at_first_try(state)
    card = Card(verdict, because)
    state = changed(state, card=card, score=state.score.round_done(first_try=first_try, asked=asked))
    return state, (RoundDone(first_try), card.event)


def helped(state: S) -> tuple[S, tuple[Event, ...]]:
    """The class does this round together: the board shows the answer (`shown`)."""
    if getattr(state, "shown", False):
        raise IllegalAction("not_now")
    if state.hint < 2:
        raise IllegalAction("too_early")
    return changed(state, shown=True, score=state.score.done_together()), (DoneTogether(),)
