"""Scene 11, Tipje van de sluier: the class lifts six small curtains before the poster of its show.

Every curtain belongs to a team. It is asked what it expects, and chooses a label; another team, which the game
points out, says whether it can follow. Only then the curtain goes up, the label hangs on the wall, and the makers
tell something of their own. Nothing is right or wrong here and nothing is given away: no answer is ever judged,
and a "no" only means that the two teams talk on. After the visit the same poster hangs open. Every prediction is
looked up again, and the team that made it says what became of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import About, Curtain, Guess, Image, Inspiration, Sound, Theme, VeilScene, fits
from content.model.veil import CURTAINS
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
    Hinted,
    IllegalAction,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    VisitRound,
    explained,
    helped,
    hint_after,
    hint_asked,
    only_in,
    unhindered,
)
from game.rules.together import TEAMS, Team


class VeilPhase(StrEnum):
    ASK = "ask"
    """The team that owns the curtain thinks and chooses."""
    AGREE = "agree"
    """Another team says whether it can follow."""
    STUCK = "stuck"
    CHOOSE = "choose"
    """All of them choose together, with the teacher."""
    WALL = "wall"
    """The whole poster, and what the class expects."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PickGuess(Action):
    """`team` expects guess `number`, counted from 0; the last one is its own."""

    kind: ClassVar[str] = "pick-guess"
    team: Team
    number: int


@dataclass(frozen=True, slots=True)
class Nod(Action):
    """`team` can follow what the other one expects, or wants to talk on."""

    kind: ClassVar[str] = "nod"
    team: Team
    agrees: bool


@dataclass(frozen=True, slots=True)
class Guessed(Event):
    kind: ClassVar[str] = "veil-guessed"
    team: Team


@dataclass(frozen=True, slots=True)
class TalkOn(Event):
    """The other team did not follow yet."""

    kind: ClassVar[str] = "talk-on"


@dataclass(frozen=True, slots=True)
class CurtainLifted(Event):
    """Curtain `number` goes up, and the label hangs on the wall."""

    kind: ClassVar[str] = "curtain-lifted"
    number: int


@dataclass(frozen=True, slots=True)
class NextCurtain(Event):
    kind: ClassVar[str] = "next-curtain"
    number: int


@dataclass(frozen=True, slots=True)
class AllLifted(Event):
    """The curtains that are left go up by themselves."""

    kind: ClassVar[str] = "all-lifted"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at one curtain, with the words of the theme or inspiration filled in."""

    id: str
    curtain: str
    """The curtain of the content that it comes from."""
    prompt: str
    guesses: tuple[Guess, ...]
    """The team's own one at the end."""
    voice: str
    label: str = ""
    """The theme or the inspiration it is about."""
    image: Image | None = None
    sound: Sound | None = None
    """What is heard when the curtain opens: the thing itself, or how the theme sounds."""
    team: Team | None = None
    """Whose it is; None for the team whose turn it is."""
    foretold: Guess | None = None
    """What the team expected before the visit, when `prompt` was asked for the first time."""


@dataclass(frozen=True, slots=True)
class VeilState:
    scene: VeilScene
    setup: SceneSetup
    questions: tuple[Question, ...]
    round: int = 0
    phase: VeilPhase = VeilPhase.ASK
    choice: int | None = None
    """The guess of the owner that the other team judges, or that hangs on the wall already."""
    labels: tuple[int, ...] = ()
    """Of each curtain that was opened, the guess on its label."""
    mistakes: int = 0
    """How often the other team did not follow yet; no mistake, but the hints come with it."""
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def question(self) -> Question:
        return self.questions[self.round]

    @property
    def rounds(self) -> int:
        return len(self.questions)

    @property
    def owner(self) -> Team:
        return owner_of(self, self.round)

    @property
    def second(self) -> Team:
        """The team that must be able to follow; after a "no" the next one is asked."""
        others = [team for team in TEAMS if team is not self.owner]
        return others[(self.round + self.mistakes) % len(others)]


@dataclass(frozen=True, slots=True)
class VeilBoard:
    """What stands on the board. Why a team expects it, and what it calls "something else", does not."""

    prompt: str
    guesses: tuple[str, ...]
    phase: VeilPhase
    round: int
    owner: Team
    second: Team
    choice: int | None
    labels: tuple[int, ...]
    hint: int
    card: Card | None


# Facts --------------------------------------------------------------------------------------------------------


def owner_of(state: VeilState, curtain: int) -> Team:
    """Curtains go round the teams; who expected something tells what became of it."""
    own = state.questions[curtain].team if curtain < state.rounds else None
    return own or _in_turn(curtain)


def _in_turn(curtain: int) -> Team:
    return TEAMS[curtain % len(TEAMS)]


def noted(state: VeilState) -> tuple[str, ...]:
    """What the class expects so far, in a form that can be kept until after the visit."""
    return tuple(f"{state.questions[curtain].id}={label}" for curtain, label in enumerate(state.labels))


def is_open(state: VeilState, curtain: int) -> bool:
    """Whether nothing hangs before this sixth of the poster any more."""
    after = state.setup.visit is VisitRound.AFTER
    return after or state.phase in (VeilPhase.WALL, VeilPhase.DONE) or curtain < len(state.labels)


def asked(scene: VeilScene, setup: SceneSetup) -> tuple[Question, ...]:
    """All that can be asked for this pack, level and round of the visit, the kinds of question by turns."""
    groups: dict[About, list[Question]] = {}
    for curtain in scene.curtains:
        if fits(curtain, setup.level, setup.performance_mode) and _is_now(curtain, setup):
            groups.setdefault(curtain.about, []).extend(_questions(curtain, scene, setup))
    if About.CAME_TRUE in groups:  # Every prediction and every team, before anything else.
        return (*_looked_up(scene, setup, groups.pop(About.CAME_TRUE)), *_by_turns(groups))
    return tuple(_by_turns(groups))


def _looked_up(scene: VeilScene, setup: SceneSetup, general: list[Question]) -> Iterator[Question]:
    """What every team expected, with what it was asked then; a team of which nothing is known is asked in general."""
    asked_then = {one.id: one for one in asked(scene, replace(setup, visit=VisitRound.BEFORE))}
    kinds = {curtain.id: curtain for curtain in scene.curtains}
    answers = general[0]
    heard: set[Team | None] = set()
    for curtain, note in enumerate(setup.foretold):
        name, _, number = note.rpartition("=")
        then = asked_then.get(name)
        if then is None or not number.isdecimal() or int(number) >= len(then.guesses):
            continue  # The pack or the level is another one by now.
        if not kinds[then.curtain].is_prediction:
            continue
        team = _in_turn(curtain)
        heard.add(team)
        yield replace(
            then,
            id=f"{answers.curtain}-{then.id}",
            guesses=answers.guesses,
            voice=answers.voice,
            image=None,
            team=team,
            foretold=then.guesses[int(number)],
        )
    yield from (one for one in general if one.team not in heard)


def _is_now(curtain: Curtain, setup: SceneSetup) -> bool:
    has_show = setup.pack.show is not None
    after = setup.visit is VisitRound.AFTER
    if curtain.about in (About.POSTER, About.SHOW) and (curtain.about is About.SHOW) is not has_show:
        return False
    return (curtain.visit == "after") is after


def _by_turns(groups: dict[About, list[Question]]) -> Iterator[Question]:
    for place in range(max(map(len, groups.values()), default=0)):
        yield from (group[place] for group in groups.values() if place < len(group))


def _questions(curtain: Curtain, scene: VeilScene, setup: SceneSetup) -> Iterator[Question]:
    """One question; of a curtain that stands for every theme or every team, one for each."""
    guesses = curtain.guesses if curtain.about is About.CAME_TRUE else (*curtain.guesses, scene.own)
    if curtain.about is About.CAME_TRUE:
        for team in TEAMS:
            name = f"{curtain.id}-{team}"
            yield Question(name, curtain.id, curtain.prompt or "", guesses, curtain.voice or "", team=team)
    elif curtain.about in (About.THEME, About.INSPIRATION):
        for one in _subjects(curtain, setup):
            prompt = curtain.prompt or _own_prompt(one, setup)
            name, voice = f"{curtain.id}-{one.id}", curtain.voice or one.sentence
            yield Question(name, curtain.id, prompt, guesses, voice, _label(one), one.image, one.sound)
    else:
        yield Question(curtain.id, curtain.id, curtain.prompt or "", guesses, curtain.voice or "")


def _subjects(curtain: Curtain, setup: SceneSetup) -> tuple[Theme | Inspiration, ...]:
    if curtain.about is About.INSPIRATION:
        return tuple(one for one in setup.pack.inspirations if curtain.ref in (None, one.id))
    after = setup.visit is VisitRound.AFTER
    return tuple(
        theme for theme in setup.pack.themes if curtain.ref in (None, theme.id) and (after or theme.spoiler == "none")
    )


def _own_prompt(one: Theme | Inspiration, setup: SceneSetup) -> str:
    if not isinstance(one, Theme):
        return ""
    return one.after if setup.visit is VisitRound.AFTER else one.question


def _label(one: Theme | Inspiration) -> str:
    return one.word if isinstance(one, Theme) else one.label


def hint_text(state: VeilState) -> str:
    scene = state.scene
    if state.setup.visit is VisitRound.AFTER:
        return ("", scene.after_hint1 or scene.hint1, scene.after_hint2 or scene.hint2)[state.hint]
    return ("", scene.hint1, scene.hint2)[state.hint]


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (PickGuess, Nod)


def offers(scene: VeilScene, setup: SceneSetup) -> bool:
    return bool(asked(scene, setup))


def start(scene: VeilScene, setup: SceneSetup) -> VeilState:
    """The first questions of each kind. After the visit every prediction and every team, however short the lesson."""
    questions = asked(scene, setup)
    heard = sum(one.team is not None for one in questions)
    return VeilState(scene=scene, setup=setup, questions=questions[: max(heard, setup.rounds(CURTAINS))])


def is_complete(state: VeilState) -> bool:
    return state.phase is VeilPhase.DONE


def needs_ticks(state: VeilState) -> bool:
    """Nothing is timed here."""
    return False


def hands_off(state: VeilState) -> VeilState:
    """Nothing is held in this scene."""
    return state


def apply(state: VeilState, action: Action) -> tuple[VeilState, tuple[Event, ...]]:
    match action:
        case Advance():
            return state, ()
        case GoOn():
            return _go_on(state)
    unhindered(state, action, stuck=state.phase is VeilPhase.STUCK)
    match action:
        case PickGuess(team, number):
            return _pick(state, team, number)
        case Nod(team, agrees):
            return _nod(state, team, agrees=agrees)
        case Hint():
            only_in(state, VeilPhase.ASK, VeilPhase.AGREE)
            return hint_asked(state, hint_text)
        case Together():
            only_in(state, VeilPhase.ASK, VeilPhase.AGREE, VeilPhase.STUCK)
            state, events = helped(state)
            return replace(state, phase=VeilPhase.CHOOSE, choice=None), events
    raise IllegalAction("not_now")


def moves(state: VeilState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case VeilPhase.ASK | VeilPhase.CHOOSE:
            return tuple(PickGuess(state.owner, number) for number in range(len(state.question.guesses)))
        case VeilPhase.AGREE:
            return (Nod(state.second, agrees=True),)
        case VeilPhase.STUCK:
            return (Together(),)
        case VeilPhase.WALL:
            return (GoOn(),)
    return ()


def slips(state: VeilState) -> tuple[Action, ...]:
    """A team that does not follow: what comes nearest to going wrong here."""
    if state.card is None and state.phase is VeilPhase.AGREE:
        return (Nod(state.second, agrees=False),)
    return ()


def board_view(state: VeilState) -> VeilBoard:
    return VeilBoard(
        prompt=state.question.prompt,
        guesses=tuple(guess.text for guess in state.question.guesses),
        phase=state.phase,
        round=state.round,
        owner=state.owner,
        second=state.second,
        choice=state.choice,
        labels=state.labels,
        hint=state.hint,
        card=state.card,
    )


def _pick(state: VeilState, team: Team, number: int) -> tuple[VeilState, tuple[Event, ...]]:
    only_in(state, VeilPhase.ASK, VeilPhase.CHOOSE)
    if team is not state.owner:
        raise IllegalAction("not_your_turn")
    if not 0 <= number < len(state.question.guesses):
        raise IllegalAction("not_there")
    together = state.phase is VeilPhase.CHOOSE
    state = replace(state, choice=number)
    if not together:
        return replace(state, phase=VeilPhase.AGREE), (Guessed(team),)
    state, events = _lifted(state)
    return state, (Guessed(team), *events)


def _nod(state: VeilState, team: Team, *, agrees: bool) -> tuple[VeilState, tuple[Event, ...]]:
    only_in(state, VeilPhase.AGREE)
    if team is not state.second:
        raise IllegalAction("not_your_turn")
    if agrees:
        return _lifted(state)
    mistakes = state.mistakes + 1
    hint = hint_after(mistakes, state.hint)
    given = hint > state.hint
    over = mistakes >= MISTAKES_UNTIL_TOGETHER
    state = replace(
        state,
        phase=VeilPhase.STUCK if over else VeilPhase.ASK,
        choice=None,
        mistakes=mistakes,
        hint=hint,
        score=state.score.hinted(int(given)),
    )
    return state, (TalkOn(), *((Hinted(hint, hint_text(state)),) if given else ()))


def _lifted(state: VeilState) -> tuple[VeilState, tuple[Event, ...]]:
    """Nothing counts as asked: a prediction is no answer."""
    number = 0 if state.choice is None else state.choice
    state, events = explained(replace(state, labels=(*state.labels, number)), "ok", state.question.voice, ())
    return state, (CurtainLifted(state.round), *events)


def _go_on(state: VeilState) -> tuple[VeilState, tuple[Event, ...]]:
    if state.card is None:
        only_in(state, VeilPhase.WALL)
        return replace(state, phase=VeilPhase.DONE), (SceneDone(),)
    state = replace(state, card=None)
    if len(state.labels) == state.rounds:
        return replace(state, phase=VeilPhase.WALL), (CardRead(), AllLifted())
    state = replace(state, round=state.round + 1, phase=VeilPhase.ASK, choice=None, mistakes=0, hint=0, shown=False)
    return state, (CardRead(), NextCurtain(state.round))
