"""Scene 5, Wie roep je?: numbered heads together.

Something goes wrong on the stage. The heads of every team are numbered, and the teams put them together: who
can help? Only then the game calls a number, and of every team just that head answers, so that everybody had to
know. What a team chooses stays covered until all four have chosen. If they agree, the person they called comes
on, right or wrong; if not, each gives a reason, the teams talk again, and another number is called.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import Helper, PeopleScene, Trouble, fits
from game.rules.activity import (
    NO_SCORE,
    TICKS_PER_SECOND,
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
    explained,
    helped,
    hint_asked,
    mistaken,
    only_in,
    unhindered,
    used_up,
)
from game.rules.chance import Stream
from game.rules.together import TEAMS, InputMode, Team, team_sizes

TALK_TICKS = 30 * TICKS_PER_SECOND
VOTES_UNTIL_HINT = 2
"""Numbers called without agreement before Sou whispers by himself."""


class PeoplePhase(StrEnum):
    TROUBLE = "trouble"
    """What goes wrong is played on the stage."""
    TALK = "talk"
    """Heads together; whoever may be called must know."""
    ANSWER = "answer"
    REASONS = "reasons"
    """The teams didn't agree: each gives its reason, and all talk again."""
    ACT = "act"
    """The person they called is on the stage; `GoOn` gives the card."""
    STUCK = "stuck"
    CHOOSE = "choose"
    """The class chooses with the teacher; the board shows who can help."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CallNumber(Action):
    """The talk is over: a number is drawn."""

    kind: ClassVar[str] = "call-number"


@dataclass(frozen=True, slots=True)
class PickHelper(Action):
    """The called head of `team` chooses helper `person`, counted from 0."""

    kind: ClassVar[str] = "pick-helper"
    team: Team
    person: int


@dataclass(frozen=True, slots=True)
class SendHelper(Action):
    """After `Together`: the class and the teacher send helper `person`."""

    kind: ClassVar[str] = "send-helper"
    person: int


@dataclass(frozen=True, slots=True)
class TalkStarted(Event):
    """`ticks` is 0 without a timer."""

    kind: ClassVar[str] = "talk-started"
    ticks: int


@dataclass(frozen=True, slots=True)
class NumberCalled(Event):
    kind: ClassVar[str] = "number-called"
    number: int


@dataclass(frozen=True, slots=True)
class Picked(Event):
    """A team has chosen; whom stays covered."""

    kind: ClassVar[str] = "picked"
    team: Team


@dataclass(frozen=True, slots=True)
class Uncovered(Event):
    """All teams have chosen, and see what the others did."""

    kind: ClassVar[str] = "uncovered"
    agreed: bool


@dataclass(frozen=True, slots=True)
class HelperCame(Event):
    kind: ClassVar[str] = "helper-came"
    person: str
    right: bool


@dataclass(frozen=True, slots=True)
class SteppedBack(Event):
    """The first hint sends away somebody who can't help."""

    kind: ClassVar[str] = "stepped-back"
    person: str


@dataclass(frozen=True, slots=True)
class NewTrouble(Event):
    kind: ClassVar[str] = "new-trouble"
    id: str


Picks = tuple[int | None, ...]
"""What each team chose, in the order of `TEAMS`."""
NO_PICKS: Picks = (None,) * len(TEAMS)


@dataclass(frozen=True, slots=True)
class PeopleState:
    scene: PeopleScene
    setup: SceneSetup
    stream: Stream
    trouble: Trouble
    """With its helpers in the order in which they stand on the board."""
    queue: tuple[Trouble, ...]
    round: int = 0
    phase: PeoplePhase = PeoplePhase.TROUBLE
    numbers: tuple[int, ...] = ()
    """Numbers still to be called, the next one first, until everybody had a turn."""
    number: int | None = None
    picks: Picks = NO_PICKS
    disagreements: int = 0
    tried: tuple[int, ...] = ()
    """Helpers who came and could not help."""
    gone: tuple[int, ...] = ()
    """Helpers whom a hint sent away."""
    chosen: int | None = None
    left: int | None = None
    """Ticks until a number is called; None without a timer."""
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def rounds(self) -> int:
        return self.round + 1 + len(self.queue)

    @property
    def came(self) -> Helper | None:
        """Who is on the stage now."""
        return None if self.chosen is None else self.trouble.helpers[self.chosen]


@dataclass(frozen=True, slots=True)
class PeopleBoard:
    """What stands on the board. What the heads think does not, nor what a team chose before all have."""

    prompt: str
    people: tuple[str, ...]
    phase: PeoplePhase
    round: int
    number: int | None
    voted: tuple[bool, ...]
    picks: Picks
    open: tuple[int, ...]
    came: Helper | None
    hint: int
    tool: str | None
    """Whose tool hint 2 shows."""
    card: Card | None


# Facts --------------------------------------------------------------------------------------------------------


def offered(scene: PeopleScene, setup: SceneSetup) -> tuple[Trouble, ...]:
    return tuple(trouble for trouble in scene.troubles if fits(trouble, setup.level, setup.performance_mode))


def heads(setup: SceneSetup) -> int:
    """The highest number: the size of the largest team."""
    return max(team_sizes(setup.class_size).values())


def called(setup: SceneSetup, number: int) -> dict[Team, int]:
    """Which head of each team answers: a team that lacks the number sends its first."""
    return {team: number if number <= size else 1 for team, size in team_sizes(setup.class_size).items()}


def open_people(state: PeopleState) -> tuple[int, ...]:
    """The helpers who can still be called."""
    return tuple(n for n in range(len(state.trouble.helpers)) if n not in (*state.tried, *state.gone))


def turn(state: PeopleState) -> Team | None:
    """The team whose head is to choose now, where the board takes one finger or the keyboard; else None."""
    if state.phase is not PeoplePhase.ANSWER or state.setup.input not in (InputMode.TURNS, InputMode.KEYS):
        return None
    return next_team(state)


def next_team(state: PeopleState) -> Team | None:
    """The first team that has not chosen yet."""
    return next((team for team, pick in zip(TEAMS, state.picks, strict=True) if pick is None), None)


def who_helps(state: PeopleState) -> int:
    """The best helper."""
    rank = {"right": 0, "ok": 1, "wrong": 2}
    return min(range(len(state.trouble.helpers)), key=lambda n: rank[state.trouble.helpers[n].verdict])


def hint_text(state: PeopleState) -> str:
    return ("", state.trouble.hint1, state.trouble.hint2)[state.hint]


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (CallNumber, PickHelper, SendHelper)


def offers(scene: PeopleScene, setup: SceneSetup) -> bool:
    return bool(offered(scene, setup))


def start(scene: PeopleScene, setup: SceneSetup) -> PeopleState:
    """Draw the troubles; those that ask for what was missed or is still to be asked go first."""
    wanted = {*setup.missed, *setup.due}
    drawn, stream = setup.stream.shuffled(offered(scene, setup))
    drawn = tuple(sorted(drawn, key=lambda trouble: wanted.isdisjoint(trouble.concepts)))
    drawn = drawn[: setup.rounds(scene.rounds.get(setup.level, len(drawn)))]
    mixed = []
    for trouble in drawn:
        order, stream = stream.shuffled(trouble.helpers)
        mixed.append(trouble.model_copy(update={"helpers": order}))
    return PeopleState(scene=scene, setup=setup, stream=stream, trouble=mixed[0], queue=tuple(mixed[1:]))


def is_complete(state: PeopleState) -> bool:
    return state.phase is PeoplePhase.DONE


def needs_ticks(state: PeopleState) -> bool:
    return state.left is not None and state.card is None


def hands_off(state: PeopleState) -> PeopleState:
    """Nothing is held in this scene."""
    return state


def apply(state: PeopleState, action: Action) -> tuple[PeopleState, tuple[Event, ...]]:
    match action:
        case Advance(ticks):
            return _advance(state, ticks)
        case GoOn():
            return _go_on(state)
    unhindered(state, action, stuck=state.phase is PeoplePhase.STUCK)
    match action:
        case CallNumber():
            only_in(state, PeoplePhase.TALK, PeoplePhase.REASONS)
            return _call(state)
        case PickHelper(team, person):
            return _pick(state, team, person)
        case SendHelper(person):
            only_in(state, PeoplePhase.CHOOSE)
            _must_be_open(state, person)
            return _came(state, person)
        case Hint():
            only_in(state, PeoplePhase.TALK, PeoplePhase.ANSWER, PeoplePhase.REASONS)
            return _narrowed(*hint_asked(state, hint_text))
        case Together():
            only_in(state, PeoplePhase.TALK, PeoplePhase.ANSWER, PeoplePhase.REASONS, PeoplePhase.STUCK)
            state, events = helped(state)
            return replace(state, phase=PeoplePhase.CHOOSE, left=None), events
    raise IllegalAction("not_now")


def moves(state: PeopleState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case PeoplePhase.TROUBLE | PeoplePhase.ACT:
            return (GoOn(),)
        case PeoplePhase.TALK | PeoplePhase.REASONS:
            return (CallNumber(),)
        case PeoplePhase.ANSWER:
            return _picks_of(state, who_helps(state))
        case PeoplePhase.STUCK:
            return (Together(),)
        case PeoplePhase.CHOOSE:
            return (SendHelper(who_helps(state)),)
    return ()


def slips(state: PeopleState) -> tuple[Action, ...]:
    """Heads who think something else than the others, or all the same wrong person."""
    if state.card is not None:
        return ()
    wrong = tuple(n for n in open_people(state) if state.trouble.helpers[n].verdict == "wrong")
    match state.phase:
        case PeoplePhase.ANSWER:
            # Once one team erred the others may go along with it: then the wrong person really comes.
            named = tuple(pick for pick in state.picks if pick in wrong) or wrong
            return tuple(pick for n in named for pick in _picks_of(state, n)[:1] if n is not None)
        case PeoplePhase.CHOOSE:
            return tuple(SendHelper(n) for n in wrong)
    return ()


def board_view(state: PeopleState) -> PeopleBoard:
    covered = state.phase is PeoplePhase.ANSWER
    helps = state.trouble.helpers[who_helps(state)].person
    return PeopleBoard(
        prompt=state.trouble.prompt,
        people=tuple(helper.person for helper in state.trouble.helpers),
        phase=state.phase,
        round=state.round,
        number=state.number,
        voted=tuple(pick is not None for pick in state.picks),
        picks=NO_PICKS if covered else state.picks,
        open=open_people(state),
        came=state.came,
        hint=state.hint,
        tool=helps if state.hint >= 2 else None,
        card=state.card,
    )


def _picks_of(state: PeopleState, person: int) -> tuple[Action, ...]:
    """The same person for every team that has not chosen; one team at a time where the game runs the turns."""
    missing = tuple(team for team, pick in zip(TEAMS, state.picks, strict=True) if pick is None)
    return tuple(PickHelper(team, person) for team in (missing[:1] if turn(state) else missing))


def _must_be_open(state: PeopleState, person: int) -> None:
    if not 0 <= person < len(state.trouble.helpers):
        raise IllegalAction("not_there")
    if person not in open_people(state):
        raise IllegalAction("tried")


def _talk(state: PeopleState) -> tuple[PeopleState, tuple[Event, ...]]:
    left = TALK_TICKS if state.setup.timed else None
    return replace(state, phase=PeoplePhase.TALK, picks=NO_PICKS, left=left), (TalkStarted(left or 0),)


def _call(state: PeopleState) -> tuple[PeopleState, tuple[Event, ...]]:
    numbers, stream = state.numbers, state.stream
    if not numbers:
        numbers, stream = stream.shuffled(range(1, heads(state.setup) + 1))
        if len(numbers) > 1 and numbers[0] == state.number:
            numbers = (*numbers[1:], numbers[0])  # Who answered last is not the first of the new turn.
    state = replace(state, numbers=numbers[1:], number=numbers[0], stream=stream)
    state = replace(state, phase=PeoplePhase.ANSWER, picks=NO_PICKS, left=None)
    return state, (NumberCalled(numbers[0]),)


def _advance(state: PeopleState, ticks: int) -> tuple[PeopleState, tuple[Event, ...]]:
    if state.left is None or state.card is not None:
        return state, ()
    if ticks < state.left:
        return replace(state, left=state.left - ticks), ()
    return _call(state)


def _pick(state: PeopleState, team: Team, person: int) -> tuple[PeopleState, tuple[Event, ...]]:
    only_in(state, PeoplePhase.ANSWER)
    _must_be_open(state, person)
    if turn(state) not in (None, team):
        raise IllegalAction("not_your_turn")
    at = TEAMS.index(team)
    state = replace(state, picks=(*state.picks[:at], person, *state.picks[at + 1 :]))
    if next_team(state) is not None:
        return state, (Picked(team),)
    if len(set(state.picks)) == 1:
        state, came = _came(state, person)
        return state, (Picked(team), Uncovered(agreed=True), *came)
    state, events = _disagreed(state)
    return state, (Picked(team), Uncovered(agreed=False), *events)


def _disagreed(state: PeopleState) -> tuple[PeopleState, tuple[Event, ...]]:
    disagreements = state.disagreements + 1
    hint = max(state.hint, min(2, disagreements - VOTES_UNTIL_HINT + 1))
    # Two numbers are the class's own; then hint 1, hint 2, and only then the teacher's help.
    over = disagreements > VOTES_UNTIL_HINT + 1
    given = hint > state.hint
    state = replace(
        state,
        disagreements=disagreements,
        hint=hint,
        phase=PeoplePhase.STUCK if over else PeoplePhase.REASONS,
        left=TALK_TICKS if state.setup.timed and not over else None,
        score=state.score.hinted(int(given)),
    )
    return _narrowed(state, (Hinted(hint, hint_text(state)),) if given else ())


def _narrowed(state: PeopleState, events: tuple[Event, ...]) -> tuple[PeopleState, tuple[Event, ...]]:
    """With the first hint one who can't help steps back, as long as another one of them stays."""
    wrong = [n for n in open_people(state) if state.trouble.helpers[n].verdict == "wrong" and n != state.chosen]
    if state.hint == 0 or state.gone or len(wrong) < 2:
        return state, events
    back = wrong[0]
    picks = state.picks
    if state.phase is PeoplePhase.ANSWER:
        picks = tuple(None if pick == back else pick for pick in picks)
    state = replace(state, gone=(back,), picks=picks)
    return state, (*events, SteppedBack(state.trouble.helpers[back].person))


def _came(state: PeopleState, person: int) -> tuple[PeopleState, tuple[Event, ...]]:
    helper = state.trouble.helpers[person]
    state = replace(state, phase=PeoplePhase.ACT, chosen=person, left=None)
    return state, (HelperCame(helper.person, helper.verdict != "wrong"),)


def _go_on(state: PeopleState) -> tuple[PeopleState, tuple[Event, ...]]:
    if state.card is not None:
        return _card_read(state)
    match state.phase:
        case PeoplePhase.TROUBLE:
            return _talk(state)
        case PeoplePhase.ACT if state.came is not None:
            return _told(state, state.came)
    raise IllegalAction("not_now")


def _told(state: PeopleState, helper: Helper) -> tuple[PeopleState, tuple[Event, ...]]:
    """Why this was the right person to call, or who else it should have been."""
    if helper.verdict == "wrong":
        return _narrowed(*mistaken(state, helper.because, hint_text))
    first_try = state.mistakes == 0 and state.hint == 0 and not state.shown
    asked = asked_all(state.trouble.concepts, first_try=first_try)
    return explained(state, helper.verdict, helper.because, asked)


def _card_read(state: PeopleState) -> tuple[PeopleState, tuple[Event, ...]]:
    helper, person = state.came, state.chosen
    if helper is None or person is None:
        raise IllegalAction("not_now")
    state = replace(state, card=None, chosen=None)
    if helper.verdict != "wrong":
        state, events = _next_trouble(state)
        return state, (CardRead(), *events)
    state = replace(state, tried=(*state.tried, person), picks=NO_PICKS)
    if state.shown:
        return replace(state, phase=PeoplePhase.CHOOSE), (CardRead(),)
    only_good = all(state.trouble.helpers[n].verdict != "wrong" for n in open_people(state))
    if used_up(state) or only_good:
        return replace(state, phase=PeoplePhase.STUCK), (CardRead(),)
    state, events = _talk(state)
    return state, (CardRead(), *events)


def _next_trouble(state: PeopleState) -> tuple[PeopleState, tuple[Event, ...]]:
    if not state.queue:
        return replace(state, phase=PeoplePhase.DONE), (SceneDone(),)
    fresh = PeopleState(
        scene=state.scene,
        setup=state.setup,
        stream=state.stream,
        trouble=state.queue[0],
        queue=state.queue[1:],
        round=state.round + 1,
        numbers=state.numbers,
        number=state.number,
        score=state.score,
    )
    return fresh, (NewTrouble(fresh.trouble.id),)
