"""Scene 8, De souffleur: the actor has the back to the board and knows only what the class gives.

A round is one word. A team sends the actor, who turns round (`turn`); then the board shows the word to the class
(`word`), which may only whisper or mime. The teacher says whether it was guessed (`Guessed`) or passed (`Pass`):
a passed word goes to the end and comes back with a hint. A hint is something that the class may say from now on;
after both, `Together`: the class says the word aloud in one breath. Then all read what it means.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import Concept, WhisperScene, WhisperWord
from content.model.whisper import Way
from game.rules.activity import (
    NO_SCORE,
    Action,
    Advance,
    Card,
    CardRead,
    Event,
    GoOn,
    Hint,
    Hinted,
    IllegalAction,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    asked_all,
    at_first_try,
    explained,
    helped,
    hint_asked,
    unhindered,
)
from game.rules.draw import drawn
from game.rules.together import TEAMS, Team

KINDS = {
    "plaats": "een plek in het theater",
    "bezoek": "iets van jullie bezoek",
    "code": "een afspraak in het theater",
    "mens": "iemand van het theater",
    "techniek": "iets dat je op of rond het podium vindt",
    "maken": "iets uit het maken van een stuk",
    "spel": "iets uit het spelen zelf",
}
"""What the class may say of a word of each category with hint 1."""


class WhisperPhase(StrEnum):
    TURN = "turn"
    """The actor comes and turns round; no word is on the board."""
    WORD = "word"
    """The board shows the word to the class."""
    GUESSED = "guessed"
    """The word is known and its card waits to be read, by the actor too."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Turned(Action):
    """The actor stands with the back to the board."""

    kind: ClassVar[str] = "turned"


@dataclass(frozen=True, slots=True)
class Guessed(Action):
    """The actor said the word. The teacher hears it; the board doesn't."""

    kind: ClassVar[str] = "guessed"


@dataclass(frozen=True, slots=True)
class Pass(Action):
    """Not this one now: it comes back after the others."""

    kind: ClassVar[str] = "pass-word"


@dataclass(frozen=True, slots=True)
class NewActor(Event):
    kind: ClassVar[str] = "new-actor"
    team: Team


@dataclass(frozen=True, slots=True)
class WordShown(Event):
    kind: ClassVar[str] = "word-shown"
    concept: str


@dataclass(frozen=True, slots=True)
class WordGuessed(Event):
    kind: ClassVar[str] = "word-guessed"
    concept: str


@dataclass(frozen=True, slots=True)
class WordPassed(Event):
    kind: ClassVar[str] = "word-passed"
    concept: str


@dataclass(frozen=True, slots=True)
class WhisperState:
    scene: WhisperScene
    setup: SceneSetup
    queue: tuple[str, ...]
    """Concepts that are still to be guessed; the first one is at hand."""
    phase: WhisperPhase = WhisperPhase.TURN
    guessed: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    """Concepts that were passed, each as often as it was."""
    mistakes: int = 0
    """How often the word at hand was passed."""
    hint: int = 0
    shown: bool = False
    """The class says it aloud, in one breath."""
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def round(self) -> int:
        return len(self.guessed) - (self.phase is WhisperPhase.GUESSED)

    @property
    def rounds(self) -> int:
        return len(self.guessed) + len(self.queue) - (self.phase is WhisperPhase.GUESSED)

    @property
    def way(self) -> Way:
        return self.scene.ways[self.setup.level]

    @property
    def told(self) -> Concept | None:
        """What the card that waits to be read is about."""
        return concept(self) if self.card is not None else None


@dataclass(frozen=True, slots=True)
class ActorView:
    """What is known to who has the back to the board: whose turn it is, what was guessed before, and no word."""

    phase: WhisperPhase
    round: int
    rounds: int
    actor: Team
    giver: Team
    guessed: tuple[str, ...]
    card: Card | None


# Facts about a word -------------------------------------------------------------------------------------------


def actor(state: WhisperState) -> Team:
    """The team that sends the actor of this round."""
    return TEAMS[state.round % len(TEAMS)]


def giver(state: WhisperState) -> Team:
    """The team that whispers or mimes first: never the actor's own, and another one the next time around."""
    times = state.round // len(TEAMS)
    return TEAMS[(state.round + 1 + times % (len(TEAMS) - 1)) % len(TEAMS)]


def word(state: WhisperState) -> WhisperWord:
    """The word at hand."""
    return next(one for one in state.scene.guesses if one.concept == state.queue[0])


def concept(state: WhisperState) -> Concept:
    return next(one for one in state.setup.pack.concepts if one.id == state.queue[0])


def term(state: WhisperState) -> str:
    return concept(state).terms.get("nl", state.queue[0])


def forbidden(state: WhisperState) -> tuple[str, ...]:
    """The words that nobody may say, as many as the level has. The word itself is always forbidden."""
    return word(state).forbidden[: state.scene.forbidden.get(state.setup.level, 0)]


def may_pass(state: WhisperState) -> bool:
    """The last word isn't passed: it would be back at once. Hints and the whole class help there."""
    return state.phase is WhisperPhase.WORD and len(state.queue) > 1 and not state.shown


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (Turned, Guessed, Pass)


def offers(scene: WhisperScene, setup: SceneSetup) -> bool:
    return setup.level in scene.ways and bool(_offered(scene, setup))


def hint_text(state: WhisperState) -> str:
    if state.hint == 0 or not state.queue:
        return ""
    if state.hint == 1:
        return f"Nu mag je ook zeggen: het is {KINDS[concept(state).category]}."
    return f"Nu mag je ook zeggen: het begint met de {term(state)[0].lower()}."


def _offered(scene: WhisperScene, setup: SceneSetup) -> tuple[WhisperWord, ...]:
    known = {one.id for one in setup.pack.concepts}
    return tuple(one for one in scene.guesses if setup.level in one.levels and one.concept in known)


def start(scene: WhisperScene, setup: SceneSetup) -> WhisperState:
    """Draw the words; those that the class missed before are among them."""
    offered = _offered(scene, setup)
    rounds = setup.rounds(scene.rounds.get(setup.level, len(offered)))
    order, stream = drawn(offered, setup, rounds)
    queue, _ = stream.shuffled([one.concept for one in order[:rounds]])
    return WhisperState(scene=scene, setup=setup, queue=queue)


def is_complete(state: WhisperState) -> bool:
    return state.phase is WhisperPhase.DONE


def needs_ticks(state: WhisperState) -> bool:
    """Never: whispering has no clock, also when the teacher turned the timer on."""
    return False


def hands_off(state: WhisperState) -> WhisperState:
    """Nothing is held in this scene."""
    return state


def apply(state: WhisperState, action: Action) -> tuple[WhisperState, tuple[Event, ...]]:
    match action:
        case Advance():
            return state, ()
        case GoOn():
            return _card_read(state)
    unhindered(state, action)
    match action:
        case Turned() if state.phase is WhisperPhase.TURN:
            return _word_shown(state)
        case Guessed() if state.phase is WhisperPhase.WORD:
            return _guessed(state)
        case Pass() if may_pass(state):
            return _passed(state)
        case Hint() if state.phase is WhisperPhase.WORD and not state.shown:
            return hint_asked(state, hint_text)
        case Together() if state.phase is WhisperPhase.WORD:
            return helped(state)
    raise IllegalAction("not_now")


def moves(state: WhisperState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case WhisperPhase.TURN:
            return (Turned(),)
        case WhisperPhase.WORD:
            return (Guessed(),)
    return ()


def slips(state: WhisperState) -> tuple[Action, ...]:
    """Nobody errs here; a word may be too hard for now, or in need of a hint."""
    if state.card is not None or state.phase is not WhisperPhase.WORD:
        return ()
    passes = (Pass(),) if may_pass(state) else ()
    hints = (Hint(),) if state.hint < 2 and not state.shown else ()
    together = (Together(),) if state.hint >= 2 and not state.shown else ()
    return (*passes, *hints, *together)


def board_view(state: WhisperState) -> ActorView:
    return ActorView(
        phase=state.phase,
        round=state.round,
        rounds=state.rounds,
        actor=actor(state),
        giver=giver(state),
        guessed=state.guessed,
        card=state.card,
    )


def _word_shown(state: WhisperState) -> tuple[WhisperState, tuple[Event, ...]]:
    """The word at hand comes on the board; one that was passed comes with the hints that it earned."""
    passes = state.passed.count(state.queue[0])
    hint = min(passes, 2)
    state = replace(
        state,
        phase=WhisperPhase.WORD,
        mistakes=passes,
        hint=hint,
        shown=False,
        score=state.score.hinted(int(hint > 0)),
    )
    hinted = (Hinted(hint, hint_text(state)),) if hint else ()
    return state, (WordShown(state.queue[0]), *hinted)


def _passed(state: WhisperState) -> tuple[WhisperState, tuple[Event, ...]]:
    now, *others = state.queue
    state, events = _word_shown(replace(state, queue=(*others, now), passed=(*state.passed, now)))
    return state, (WordPassed(now), *events)


def _guessed(state: WhisperState) -> tuple[WhisperState, tuple[Event, ...]]:
    now = state.queue[0]
    asked = asked_all((now,), first_try=at_first_try(state))
    state, events = explained(state, "right", _meaning(state), asked)
    state = replace(state, phase=WhisperPhase.GUESSED, guessed=(*state.guessed, now))
    return state, (WordGuessed(now), *events)


def _meaning(state: WhisperState) -> str:
    """What all read together: the word and what it means."""
    name, means = term(state), concept(state).definition
    return f"{name[0].upper()}{name[1:]}: {means[0].lower()}{means[1:]}"


def _card_read(state: WhisperState) -> tuple[WhisperState, tuple[Event, ...]]:
    if state.card is None:
        raise IllegalAction("not_now")
    state = replace(state, card=None, queue=state.queue[1:], mistakes=0, hint=0, shown=False)
    if not state.queue:
        return replace(state, phase=WhisperPhase.DONE), (CardRead(), SceneDone())
    state = replace(state, phase=WhisperPhase.TURN)
    return state, (CardRead(), NewActor(actor(state)))
