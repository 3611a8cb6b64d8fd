"""Scene 10, Wat doe jij?: the class must agree, and sees what its choice does to three people.

Everybody votes with cards or corners; the counts are entered. Below the agreement share of the scene the class
convinces its neighbours and votes again. An agreed choice opens the door and shows its consequence, whatever it
is: a wrong one leaves the door ajar, tells why, and the class votes again without having lost anything. A wrong
one that leads to a dilemma of its own (`next`) goes on there instead: the story gives the chance to mend it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import ChoicesScene, Consequence, Dilemma, DilemmaOption, PerformanceMode
from game.rules import together
from game.rules.activity import (
    MISTAKES_UNTIL_TOGETHER,
    NO_SCORE,
    TICKS_PER_SECOND,
    Action,
    Advance,
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
    asked_all,
    hint_after,
    next_hint,
    only_in,
    unhindered,
)
from game.rules.together import MIN_CLASS

CONVINCE_TICKS = 30 * TICKS_PER_SECOND
VOTES_UNTIL_HINT = 2
"""Votes without agreement before Sou whispers by himself."""


class ChoicesPhase(StrEnum):
    VOTE = "vote"
    CONVINCE = "convince"
    CONSEQUENCE = "consequence"
    """The agreed choice is played on the stage; `GoOn` gives its card."""
    AFTER = "after"
    """The door is open; other branches may be viewed, `GoOn` goes through."""
    STUCK = "stuck"
    TALK = "talk"
    """The class talks with the teacher and decides together, without a count."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SetCount(Action):
    """`count` pupils vote for `option` (0 is the first)."""

    kind: ClassVar[str] = "set-count"
    option: int
    count: int


@dataclass(frozen=True, slots=True)
class SetAbsent(Action):
    """`count` pupils of the class don't vote today."""

    kind: ClassVar[str] = "set-absent"
    count: int


@dataclass(frozen=True, slots=True)
class Reveal(Action):
    kind: ClassVar[str] = "reveal"


@dataclass(frozen=True, slots=True)
class VoteAgain(Action):
    kind: ClassVar[str] = "vote-again"


@dataclass(frozen=True, slots=True)
class Decide(Action):
    """After `Together`: the option that the class and the teacher chose in talk."""

    kind: ClassVar[str] = "decide"
    option: int


@dataclass(frozen=True, slots=True)
class View(Action):
    """Look at what another choice would have done."""

    kind: ClassVar[str] = "view"
    option: int


@dataclass(frozen=True, slots=True)
class VoteCounted(Event):
    kind: ClassVar[str] = "vote-counted"
    option: int
    count: int


@dataclass(frozen=True, slots=True)
class Revealed(Event):
    """`share` is the largest share of the votes, 0-1."""

    kind: ClassVar[str] = "revealed"
    counts: tuple[int, ...]
    share: float
    agreed: bool


@dataclass(frozen=True, slots=True)
class ConvinceStarted(Event):
    """Pupils talk to their neighbours; `ticks` is 0 without a timer."""

    kind: ClassVar[str] = "convince-started"
    ticks: int


@dataclass(frozen=True, slots=True)
class VoteOpened(Event):
    kind: ClassVar[str] = "vote-opened"


@dataclass(frozen=True, slots=True)
class DoorOpened(Event):
    kind: ClassVar[str] = "choice-door-opened"
    option: int


@dataclass(frozen=True, slots=True)
class DoorAjar(Event):
    kind: ClassVar[str] = "choice-door-ajar"
    option: int


@dataclass(frozen=True, slots=True)
class Viewed(Event):
    kind: ClassVar[str] = "viewed"
    option: int


@dataclass(frozen=True, slots=True)
class NewDilemma(Event):
    kind: ClassVar[str] = "new-dilemma"
    id: str


@dataclass(frozen=True, slots=True)
class ChoicesState:
    scene: ChoicesScene
    setup: SceneSetup
    dilemma: Dilemma
    queue: tuple[Dilemma, ...]
    """Dilemmas still to come; one that a choice leads to (`next`) goes first."""
    round: int = 0
    phase: ChoicesPhase = ChoicesPhase.VOTE
    counts: tuple[int, ...] = ()
    absent: int = 0
    votes: int = 0
    """Votes on this dilemma that ended without agreement."""
    tried: tuple[int, ...] = ()
    """Options whose consequence the class has seen and that were no good."""
    chosen: int | None = None
    viewing: int | None = None
    convince_left: int | None = None
    """Ticks until the vote opens again; None without a timer."""
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    """The class did this one together."""
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def voters(self) -> int:
        return self.setup.class_size - self.absent

    @property
    def rounds(self) -> int:
        """Dilemmas of this scene as far as they are known: a choice may lead to one more."""
        return self.round + 1 + len(self.queue)

    @property
    def played(self) -> DilemmaOption | None:
        """The option whose consequence is on the stage."""
        index = self.viewing if self.viewing is not None else self.chosen
        return None if index is None else self.dilemma.options[index]

    @property
    def consequence(self) -> Consequence | None:
        return self.played.then if self.played is not None else None


@dataclass(frozen=True, slots=True)
class ChoicesBoard:
    """What stands on the board. What the pupils think does not."""

    prompt: str
    options: tuple[str, ...]
    phase: ChoicesPhase
    round: int
    counts: tuple[int, ...]
    voters: int
    votes: int
    tried: tuple[int, ...]
    consequence: Consequence | None
    hint: int
    card: Card | None


# Facts --------------------------------------------------------------------------------------------------------


def fits(modes: tuple[PerformanceMode, ...], mode: PerformanceMode) -> bool:
    """Whether something is true for this kind of performance; naming none means all."""
    return not modes or mode in modes


def offered(scene: ChoicesScene, setup: SceneSetup) -> tuple[Dilemma, ...]:
    """The dilemmas of the level that are true for this kind of performance."""
    return tuple(
        dilemma
        for dilemma in scene.dilemmas
        if setup.level in dilemma.levels and fits(dilemma.modes, setup.performance_mode)
    )


def open_options(state: ChoicesState) -> tuple[int, ...]:
    """The options that can still be voted for."""
    return tuple(index for index in range(len(state.dilemma.options)) if index not in state.tried)


def missing_votes(state: ChoicesState) -> int:
    """How many pupils have not voted yet."""
    return state.voters - sum(state.counts)


def following(state: ChoicesState) -> Dilemma | None:
    """The dilemma that the agreed choice leads to. A wrong choice that leads on is a chance to mend it."""
    wanted = state.dilemma.options[state.chosen].next if state.chosen is not None else None
    return next((d for d in offered(state.scene, state.setup) if wanted is not None and d.id == wanted), None)


def hint_text(state: ChoicesState) -> str:
    return ("", state.dilemma.hint1, state.dilemma.hint2)[state.hint]


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (SetCount, SetAbsent, Reveal, VoteAgain, Decide, View)


def offers(scene: ChoicesScene, setup: SceneSetup) -> bool:
    return bool(offered(scene, setup))


def start(scene: ChoicesScene, setup: SceneSetup) -> ChoicesState:
    """Draw the dilemmas that begin a story; those that only follow from a choice come by that choice."""
    pool = offered(scene, setup)
    follow = {option.next for dilemma in pool for option in dilemma.options}
    first = tuple(dilemma for dilemma in pool if dilemma.id not in follow) or pool
    drawn, _ = setup.stream.shuffled(first)
    drawn = drawn[: setup.rounds(scene.rounds.get(setup.level, len(drawn)))]
    return _opened(
        ChoicesState(scene=scene, setup=setup, dilemma=drawn[0], queue=drawn[1:]),
    )


def _opened(state: ChoicesState) -> ChoicesState:
    return replace(state, counts=(0,) * len(state.dilemma.options))


def is_complete(state: ChoicesState) -> bool:
    return state.phase is ChoicesPhase.DONE


def needs_ticks(state: ChoicesState) -> bool:
    return state.convince_left is not None and state.card is None


def hands_off(state: ChoicesState) -> ChoicesState:
    """Nothing is held in this scene."""
    return state


def apply(state: ChoicesState, action: Action) -> tuple[ChoicesState, tuple[Event, ...]]:
    match action:
        case Advance(ticks):
            return _advance(state, ticks)
        case GoOn():
            return _go_on(state)
    unhindered(state, action, stuck=state.phase is ChoicesPhase.STUCK)
    match action:
        case SetCount(option, count):
            return _set_count(state, option, count)
        case SetAbsent(count):
            return _set_absent(state, count)
        case Reveal():
            return _reveal(state)
        case VoteAgain():
            return _vote_again(state)
        case Decide(option):
            return _decide(state, option)
        case View(option):
            return _view(state, option)
        case Hint():
            return _hint(state)
        case Together():
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: ChoicesState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case ChoicesPhase.VOTE:
            return _vote_moves(state, _good(state))
        case ChoicesPhase.CONVINCE:
            return (VoteAgain(),)
        case ChoicesPhase.CONSEQUENCE | ChoicesPhase.AFTER:
            return (GoOn(),)
        case ChoicesPhase.STUCK:
            return (Together(),)
        case ChoicesPhase.TALK:
            return (Decide(_good(state)),)
    return ()


def slips(state: ChoicesState) -> tuple[Action, ...]:
    """Votes that are spread, or that agree on something unwise."""
    if state.card is not None:
        return ()
    good = _good(state)
    unwise = tuple(index for index in open_options(state) if state.dilemma.options[index].verdict == "wrong")
    match state.phase:
        case ChoicesPhase.VOTE if not any(state.counts):
            spread = tuple(SetCount(index, state.voters // 2) for index in open_options(state) if index != good)
            return (*spread, *(SetCount(index, state.voters) for index in unwise))
        case ChoicesPhase.TALK:
            return tuple(Decide(index) for index in unwise)
    return ()


def board_view(state: ChoicesState) -> ChoicesBoard:
    return ChoicesBoard(
        prompt=state.dilemma.prompt,
        options=tuple(option.text for option in state.dilemma.options),
        phase=state.phase,
        round=state.round,
        counts=state.counts,
        voters=state.voters,
        votes=state.votes,
        tried=state.tried,
        consequence=state.consequence,
        hint=state.hint,
        card=state.card,
    )


def _good(state: ChoicesState) -> int:
    """The best option that is still open."""
    rank = {"right": 0, "ok": 1, "wrong": 2}
    return min(open_options(state), key=lambda index: rank[state.dilemma.options[index].verdict])


def _vote_moves(state: ChoicesState, good: int) -> tuple[Action, ...]:
    missing = missing_votes(state)
    if missing > 0:
        return (SetCount(good, state.counts[good] + missing),)
    if missing < 0:
        # More votes than voters, because pupils were marked absent afterwards: the largest count gives way.
        most = max(range(len(state.counts)), key=state.counts.__getitem__)
        return (SetCount(most, state.counts[most] - 1),)
    return (Reveal(),)


def _set_count(state: ChoicesState, option: int, count: int) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.VOTE)
    if not 0 <= option < len(state.counts) or count < 0:
        raise IllegalAction("not_there")
    if option in state.tried:
        raise IllegalAction("tried")
    counts = (*state.counts[:option], count, *state.counts[option + 1 :])
    if sum(counts) > state.voters and count > state.counts[option]:
        raise IllegalAction("too_many")
    return replace(state, counts=counts), (VoteCounted(option, count),)


def _set_absent(state: ChoicesState, count: int) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.VOTE)
    if count < 0:
        raise IllegalAction("not_there")
    if state.setup.class_size - count < MIN_CLASS:
        raise IllegalAction("too_few")
    return replace(state, absent=count), ()


def _reveal(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.VOTE)
    if state.voters < MIN_CLASS:
        raise IllegalAction("too_few")
    if missing_votes(state):
        raise IllegalAction("count_short" if missing_votes(state) > 0 else "too_many")
    option = together.agreed(state.counts, state.scene.agreement)
    revealed = Revealed(state.counts, together.agreement(state.counts), option is not None)
    state, events = _disagreed(state) if option is None else _agreed_on(state, option)
    return state, (revealed, *events)


def _disagreed(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    votes = state.votes + 1
    hint = max(state.hint, min(2, votes - VOTES_UNTIL_HINT + 1))
    # Two votes are the class's own; then hint 1, hint 2, and only then the teacher's help.
    over = votes > VOTES_UNTIL_HINT + 1
    left = CONVINCE_TICKS if state.setup.timed and not over else None
    given = hint > state.hint
    state = replace(
        state,
        votes=votes,
        hint=hint,
        phase=ChoicesPhase.STUCK if over else ChoicesPhase.CONVINCE,
        convince_left=left,
        score=state.score.hinted(int(given)),
    )
    hinted = (Hinted(hint, hint_text(state)),) if given else ()
    return state, (*hinted, *(() if over else (ConvinceStarted(left or 0),)))


def _vote_again(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.CONVINCE)
    return _opened(replace(state, phase=ChoicesPhase.VOTE, convince_left=None)), (VoteOpened(),)


def _advance(state: ChoicesState, ticks: int) -> tuple[ChoicesState, tuple[Event, ...]]:
    if state.convince_left is None or state.card is not None:
        return state, ()
    if ticks < state.convince_left:
        return replace(state, convince_left=state.convince_left - ticks), ()
    return _vote_again(state)


def _agreed_on(state: ChoicesState, option: int) -> tuple[ChoicesState, tuple[Event, ...]]:
    state = replace(state, phase=ChoicesPhase.CONSEQUENCE, chosen=option)
    wrong = state.dilemma.options[option].verdict == "wrong"
    return state, (DoorAjar(option) if wrong else DoorOpened(option),)


def _decide(state: ChoicesState, option: int) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.TALK)
    if not 0 <= option < len(state.counts):
        raise IllegalAction("not_there")
    if option in state.tried:
        raise IllegalAction("tried")
    return _agreed_on(state, option)


def _go_on(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    if state.card is not None:
        return _card_read(state)
    if state.phase is ChoicesPhase.CONSEQUENCE:
        return _explained(state)
    if state.phase is not ChoicesPhase.AFTER:
        raise IllegalAction("not_now")
    if state.viewing is not None:
        return replace(state, viewing=None), ()
    return _through_the_door(state)


def _explained(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    option = state.dilemma.options[_chosen(state)]
    card = Card(option.verdict, option.because)
    if option.verdict != "wrong" or following(state) is not None:
        right = option.verdict != "wrong"
        first_try = right and state.mistakes == 0 and state.hint == 0 and not state.shown
        score = state.score.round_done(
            first_try=first_try, asked=asked_all(state.dilemma.concepts, first_try=first_try)
        )
        return replace(state, card=card, score=score), (card.event, RoundDone(first_try))
    mistakes = state.mistakes + 1
    hint = hint_after(mistakes, state.hint)
    given = hint > state.hint
    state = replace(state, card=card, mistakes=mistakes, hint=hint, score=state.score.hinted(int(given)))
    return state, (card.event, *((Hinted(hint, hint_text(state)),) if given else ()))


def _chosen(state: ChoicesState) -> int:
    if state.chosen is None:
        raise IllegalAction("not_now")
    return state.chosen


def _card_read(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    option = _chosen(state)
    state = replace(state, card=None)
    if state.dilemma.options[option].verdict != "wrong":
        return replace(state, phase=ChoicesPhase.AFTER), (CardRead(),)
    if following(state) is not None:
        state, events = _through_the_door(state)
        return state, (CardRead(), *events)
    over = state.mistakes >= MISTAKES_UNTIL_TOGETHER and not state.shown
    phase = ChoicesPhase.STUCK if over else ChoicesPhase.TALK if state.shown else ChoicesPhase.VOTE
    state = replace(state, phase=phase, chosen=None, tried=(*state.tried, option))
    return _opened(state), (CardRead(), *(() if over else (VoteOpened(),)))


def _view(state: ChoicesState, option: int) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.AFTER)
    if not 0 <= option < len(state.counts):
        raise IllegalAction("not_there")
    return replace(state, viewing=option), (Viewed(option),)


def _through_the_door(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    leads_to = following(state)
    first = () if leads_to is None else (leads_to,)
    queue = (*first, *(dilemma for dilemma in state.queue if dilemma not in first))
    if not queue:
        return replace(state, phase=ChoicesPhase.DONE), (SceneDone(),)
    fresh = ChoicesState(
        scene=state.scene,
        setup=state.setup,
        dilemma=queue[0],
        queue=queue[1:],
        round=state.round + 1,
        absent=state.absent,
        score=state.score,
    )
    return _opened(fresh), (NewDilemma(queue[0].id), VoteOpened())


def _hint(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.VOTE, ChoicesPhase.CONVINCE)
    score, hint = next_hint(state.score, state.hint)
    state = replace(state, score=score, hint=hint)
    return state, (Hinted(hint, hint_text(state)),)


def _together(state: ChoicesState) -> tuple[ChoicesState, tuple[Event, ...]]:
    only_in(state, ChoicesPhase.VOTE, ChoicesPhase.CONVINCE, ChoicesPhase.STUCK)
    if state.hint < 2:
        raise IllegalAction("too_early")
    state = replace(
        state,
        phase=ChoicesPhase.TALK,
        shown=True,
        convince_left=None,
        score=state.score.done_together(),
    )
    return state, (DoneTogether(),)
