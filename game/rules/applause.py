"""Scene 3, Applaus!: the four sections of the hall answer a show with their bodies.

Before the show each team looks at a secret card, while the others close their eyes: it shows the moments at which
this team begins. Then the puppets play. At a count of three all sections answer at once, each led by the team that
begins: clap or wave, laugh, be silent, answer, leave. The teacher enters what each section did and who began. A
section that did something else is heard on the stage, and the card tells how. What is right depends on the kind of
show, and sometimes two answers are fine.

The board never knows who begins. A clever pair of hands may know when to clap; who had the card, only the hall knows.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import ApplauseScene, Reaction, ShowMoment, fits
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
    IllegalAction,
    SceneDone,
    SceneSetup,
    Score,
    Together,
    Verdict,
    asked_all,
    at_first_try,
    explained,
    helped,
    hint_asked,
    mistaken,
    unhindered,
    used_up,
)
from game.rules.together import TEAMS, Team

COUNT_TICKS = 3 * TICKS_PER_SECOND
SIGNS = ("clap", "laugh", "silent", "answer", "leave")
"""All body signs, in the order in which they lie on the board."""


class ApplausePhase(StrEnum):
    CARDS = "cards"
    """Each team looks at its secret card."""
    SCENE = "scene"
    """The puppets play a moment; the hall thinks."""
    COUNT = "count"
    ENTER = "enter"
    """All answered; the teacher enters what was seen."""
    STUCK = "stuck"
    LANDED = "landed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class OpenCard(Action):
    kind: ClassVar[str] = "open-secret"
    team: str


@dataclass(frozen=True, slots=True)
class CloseCard(Action):
    kind: ClassVar[str] = "close-secret"


@dataclass(frozen=True, slots=True)
class CurtainUp(Action):
    """All have seen their card: the show begins, or goes on."""

    kind: ClassVar[str] = "curtain-up"


@dataclass(frozen=True, slots=True)
class SeeCards(Action):
    """With hint 2: each team may look at its card once more."""

    kind: ClassVar[str] = "see-cards"


@dataclass(frozen=True, slots=True)
class Count(Action):
    """The hall counts down, and answers at once."""

    kind: ClassVar[str] = "count-down"


@dataclass(frozen=True, slots=True)
class Give(Action):
    """The section of `team` gave `sign`."""

    kind: ClassVar[str] = "give"
    team: str
    sign: str


@dataclass(frozen=True, slots=True)
class GiveAll(Action):
    """All sections gave `sign`."""

    kind: ClassVar[str] = "give-all"
    sign: str


@dataclass(frozen=True, slots=True)
class Began(Action):
    """The section of `team` was the first."""

    kind: ClassVar[str] = "began"
    team: str


@dataclass(frozen=True, slots=True)
class Bring(Action):
    """Bring the answer of the hall to the stage."""

    kind: ClassVar[str] = "bring"


@dataclass(frozen=True, slots=True)
class SecretOpened(Event):
    kind: ClassVar[str] = "secret-opened"
    team: str


@dataclass(frozen=True, slots=True)
class SecretClosed(Event):
    kind: ClassVar[str] = "secret-closed"


@dataclass(frozen=True, slots=True)
class CurtainRose(Event):
    kind: ClassVar[str] = "curtain-rose"


@dataclass(frozen=True, slots=True)
class CountedDown(Event):
    kind: ClassVar[str] = "counted-down"
    number: int


@dataclass(frozen=True, slots=True)
class AnswersAsked(Event):
    """The hall has answered; what it did can be entered."""

    kind: ClassVar[str] = "answers-asked"


@dataclass(frozen=True, slots=True)
class SectionGave(Event):
    """What a section did was entered; an empty team is all of them."""

    kind: ClassVar[str] = "section-gave"
    team: str
    sign: str


@dataclass(frozen=True, slots=True)
class BeganSet(Event):
    kind: ClassVar[str] = "began-set"
    team: str


@dataclass(frozen=True, slots=True)
class Faltered(Event):
    """The players on the stage heard something that they didn't expect."""

    kind: ClassVar[str] = "faltered"


@dataclass(frozen=True, slots=True)
class HallAnswered(Event):
    """The hall answered as one. `warmth` (0-1) is how far the show has come; applause grows with it."""

    kind: ClassVar[str] = "hall-answered"
    sign: str
    warmth: float


@dataclass(frozen=True, slots=True)
class NewMoment(Event):
    kind: ClassVar[str] = "next-moment"
    round: int


@dataclass(frozen=True, slots=True)
class ApplauseState:
    scene: ApplauseScene
    setup: SceneSetup
    moments: tuple[ShowMoment, ...]
    """The moments of this show, in the order of the pack; the last is the bow."""
    leaders: tuple[Team, ...]
    """Who begins at each moment."""
    round: int = 0
    phase: ApplausePhase = ApplausePhase.CARDS
    read: tuple[Team, ...] = ()
    """Teams that have seen their card."""
    open: Team | None = None
    count_left: int = COUNT_TICKS
    given: tuple[str, ...] = ("",) * len(TEAMS)
    """What each section did; empty until it was entered."""
    began: Team | None = None
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def moment(self) -> ShowMoment:
        return self.moments[min(self.round, len(self.moments) - 1)]

    @property
    def leader(self) -> Team:
        return self.leaders[min(self.round, len(self.leaders) - 1)]

    @property
    def number(self) -> int:
        """What the hall says aloud: 3, 2, 1."""
        return -(-self.count_left // TICKS_PER_SECOND)

    @property
    def warmth(self) -> float:
        """How far the show has come, 0-1."""
        over = self.round + (self.phase in (ApplausePhase.LANDED, ApplausePhase.DONE))
        return min(over, len(self.moments)) / len(self.moments)


@dataclass(frozen=True, slots=True)
class ApplauseBoard:
    """What stands on the board for everybody; what the secret cards show does not."""

    phase: ApplausePhase
    prompt: str
    picture: str
    round: int
    rounds: int
    read: tuple[Team, ...]
    signs: tuple[str, ...]
    given: tuple[str, ...]
    began: Team | None
    number: int
    mistakes: int
    hint: int
    card: Card | None
    answer: tuple[str, ...]
    """The sign and the team that begins, once the class does it together."""


# Facts --------------------------------------------------------------------------------------------------------


def reactions(state: ApplauseState) -> dict[str, Reaction]:
    """What each sign does at this moment of this kind of show, in the order of the board."""
    told: dict[str, Reaction] = {}
    for reaction in state.moment.reactions:
        if not reaction.modes or state.setup.performance_mode in reaction.modes:
            told.setdefault(reaction.sign, reaction)
    return {sign: told[sign] for sign in SIGNS if sign in told}


def signs(state: ApplauseState) -> tuple[str, ...]:
    """The signs to choose between; with hint 1 one that doesn't fit has gone, if one can be missed."""
    told = reactions(state)
    wrong = [sign for sign, reaction in told.items() if reaction.verdict == "wrong"]
    gone = wrong[-1:] if state.hint and len(told) > 2 else []
    return tuple(sign for sign in told if sign not in gone)


def best(state: ApplauseState) -> str:
    """The sign that fits best."""
    rank = {"right": 0, "ok": 1, "wrong": 2}
    told = reactions(state)
    return min(told, key=lambda sign: rank[told[sign].verdict])


def missing(state: ApplauseState) -> int:
    """Sections of which nothing was entered yet."""
    return state.given.count("")


def begins_at(state: ApplauseState, team: Team) -> tuple[ShowMoment, ...]:
    """What the secret card of a team shows."""
    return tuple(moment for moment, leader in zip(state.moments, state.leaders, strict=True) if leader is team)


def hint_text(state: ApplauseState) -> str:
    return ("", state.moment.hint, "Kijk nog eens naar jullie geheime kaartje. Wie mag beginnen?")[state.hint]


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (OpenCard, CloseCard, CurtainUp, SeeCards, Count, Give, GiveAll, Began, Bring)


def offered(scene: ApplauseScene, setup: SceneSetup) -> tuple[ShowMoment, ...]:
    """The moments of this level and this show; a show without an interval has no interval."""
    show = setup.pack.show
    without_interval = show is not None and not show.interval
    return tuple(
        moment
        for moment in scene.moments
        if fits(moment, setup.level, setup.performance_mode)
        and not (without_interval and moment.picture == "interval")
    )


def offers(scene: ApplauseScene, setup: SceneSetup) -> bool:
    return bool(offered(scene, setup))


def start(scene: ApplauseScene, setup: SceneSetup) -> ApplauseState:
    """Choose the moments, which keep the order of the show, and who begins at each."""
    moments = offered(scene, setup)
    rounds = min(setup.rounds(scene.rounds.get(setup.level, len(moments))), len(moments))
    last = next((moment for moment in reversed(moments) if moment.ends), moments[-1])
    others, stream = setup.stream.shuffled([moment for moment in moments if moment is not last])
    chosen = {moment.id for moment in (*others[: rounds - 1], last)}
    moments = (*(moment for moment in moments if moment.id in chosen and moment is not last), last)
    leaders: tuple[Team, ...] = ()
    while len(leaders) < len(moments):
        # Each team begins about as often: in every four moments once.
        order, stream = stream.shuffled(TEAMS)
        leaders += order
    return ApplauseState(scene=scene, setup=setup, moments=moments, leaders=leaders[: len(moments)])


def is_complete(state: ApplauseState) -> bool:
    return state.phase is ApplausePhase.DONE


def needs_ticks(state: ApplauseState) -> bool:
    return state.phase is ApplausePhase.COUNT and state.card is None


def hands_off(state: ApplauseState) -> ApplauseState:
    return state


def apply(state: ApplauseState, action: Action) -> tuple[ApplauseState, tuple[Event, ...]]:
    match action:
        case Advance(ticks):
            return _advance(state, ticks)
        case GoOn():
            return _card_read(state)
    unhindered(state, action)
    match action:
        case OpenCard(team):
            return _open(state, team)
        case CloseCard():
            return _close(state)
        case CurtainUp():
            return _curtain_up(state)
        case SeeCards():
            return _see_cards(state)
        case Count():
            return _count(state)
        case Give(team, sign):
            return _give(state, team, sign)
        case GiveAll(sign):
            return _give_all(state, sign)
        case Began(team):
            return _began(state, team)
        case Bring():
            return _bring(state)
        case Hint():
            _only(state, ApplausePhase.SCENE, ApplausePhase.ENTER)
            state, events = hint_asked(state, hint_text)
            return _without_gone(state), events
        case Together():
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: ApplauseState) -> tuple[Action, ...]:
    if state.card is not None:
        return (GoOn(),)
    match state.phase:
        case ApplausePhase.CARDS if state.open is not None:
            return (CloseCard(),)
        case ApplausePhase.CARDS:
            unread = tuple(team for team in TEAMS if team not in state.read)
            return tuple(OpenCard(team) for team in unread) or (CurtainUp(),)
        case ApplausePhase.SCENE:
            return (Count(),)
        case ApplausePhase.ENTER:
            return _entering(state)
        case ApplausePhase.STUCK:
            return (Together(),)
    return ()


def slips(state: ApplauseState) -> tuple[Action, ...]:
    if state.card is not None or state.phase is not ApplausePhase.ENTER or state.shown:
        return ()
    told = reactions(state)
    wrong = tuple(sign for sign in signs(state) if told[sign].verdict == "wrong")
    if missing(state) == len(TEAMS):
        return (*(GiveAll(sign) for sign in wrong), *(Give(TEAMS[0], sign) for sign in wrong))
    if missing(state) == 0 and state.began is None:
        return tuple(Began(team) for team in TEAMS if team is not state.leader)
    if missing(state) == 0 and (state.began is not state.leader or _wrong_sections(state)):
        return (Bring(),)
    return ()


def board_view(state: ApplauseState) -> ApplauseBoard:
    return ApplauseBoard(
        phase=state.phase,
        prompt=state.moment.prompt if state.phase is not ApplausePhase.CARDS else "",
        picture=state.moment.picture if state.phase is not ApplausePhase.CARDS else "",
        round=state.round,
        rounds=len(state.moments),
        read=state.read,
        signs=signs(state) if state.phase is ApplausePhase.ENTER else (),
        given=state.given,
        began=state.began,
        number=state.number,
        mistakes=state.mistakes,
        hint=state.hint,
        card=state.card,
        answer=(best(state), state.leader) if state.shown else (),
    )


def _only(state: ApplauseState, *phases: ApplausePhase) -> None:
    if state.phase is ApplausePhase.STUCK:
        raise IllegalAction("only_together")
    if state.phase not in phases:
        raise IllegalAction("not_now")


def _team(name: str) -> Team:
    if name not in tuple(Team):
        raise IllegalAction("not_there")
    return Team(name)


def _entering(state: ApplauseState) -> tuple[Action, ...]:
    """What a teacher enters of a hall that answers well."""
    good = best(state)
    if missing(state) == len(TEAMS):
        return (GiveAll(good),)
    again = {*_wrong_sections(state), *(team for team, sign in zip(TEAMS, state.given, strict=True) if not sign)}
    if again:
        return tuple(Give(team, good) for team in TEAMS if team in again)
    return (Began(state.leader),) if state.began is not state.leader else (Bring(),)


def _wrong_sections(state: ApplauseState) -> tuple[Team, ...]:
    told = reactions(state)
    return tuple(
        team for team, sign in zip(TEAMS, state.given, strict=True) if sign and told[sign].verdict == "wrong"
    )


# Secret cards -------------------------------------------------------------------------------------------------


def _open(state: ApplauseState, name: str) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.CARDS)
    team = _team(name)
    read = state.read if team in state.read else (*state.read, team)
    return replace(state, open=team, read=read), (SecretOpened(team),)


def _close(state: ApplauseState) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.CARDS)
    if state.open is None:
        raise IllegalAction("not_now")
    return replace(state, open=None), (SecretClosed(),)


def _curtain_up(state: ApplauseState) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.CARDS)
    if len(state.read) < len(TEAMS):
        raise IllegalAction("listen_first")
    return replace(state, open=None, phase=ApplausePhase.SCENE), (CurtainRose(),)


def _see_cards(state: ApplauseState) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.SCENE)
    if state.hint < 2:
        raise IllegalAction("too_early")
    return replace(state, phase=ApplausePhase.CARDS), ()


# The moment ---------------------------------------------------------------------------------------------------


def _count(state: ApplauseState) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.SCENE)
    if state.setup.calm:
        # A class that wants it calm counts at its own pace.
        return replace(state, phase=ApplausePhase.ENTER), (AnswersAsked(),)
    state = replace(state, phase=ApplausePhase.COUNT, count_left=COUNT_TICKS)
    return state, (CountedDown(state.number),)


def _advance(state: ApplauseState, ticks: int) -> tuple[ApplauseState, tuple[Event, ...]]:
    events: list[Event] = []
    while ticks > 0 and needs_ticks(state):
        before = state.number
        state = replace(state, count_left=state.count_left - 1)
        ticks -= 1
        if state.count_left == 0:
            state = replace(state, phase=ApplausePhase.ENTER, count_left=COUNT_TICKS)
            events.append(AnswersAsked())
        elif state.number != before:
            events.append(CountedDown(state.number))
    return state, tuple(events)


def _give(state: ApplauseState, name: str, sign: str) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.ENTER)
    place = TEAMS.index(_team(name))
    _can_be_given(state, sign)
    given = (*state.given[:place], sign, *state.given[place + 1 :])
    return replace(state, given=given), (SectionGave(name, sign),)


def _give_all(state: ApplauseState, sign: str) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.ENTER)
    _can_be_given(state, sign)
    return replace(state, given=(sign,) * len(TEAMS)), (SectionGave("", sign),)


def _can_be_given(state: ApplauseState, sign: str) -> None:
    if sign not in signs(state) or (state.shown and reactions(state)[sign].verdict == "wrong"):
        raise IllegalAction("not_there")


def _began(state: ApplauseState, name: str) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.ENTER)
    team = _team(name)
    if state.shown and team is not state.leader:
        raise IllegalAction("not_there")
    return replace(state, began=team), (BeganSet(team),)


def _bring(state: ApplauseState) -> tuple[ApplauseState, tuple[Event, ...]]:
    _only(state, ApplausePhase.ENTER)
    if missing(state) or state.began is None:
        raise IllegalAction("count_short")
    told = reactions(state)
    if wrong := _wrong_sections(state):
        heard = state.given[TEAMS.index(wrong[0])]
        return _faltered(_cleared(state, wrong), told[heard].because)
    if state.began is not state.leader:
        return _faltered(replace(state, began=None), state.scene.because["spark"])
    most = max(state.given, key=state.given.count)
    verdict: Verdict = "right" if any(told[sign].verdict == "right" for sign in state.given) else "ok"
    concepts = _taught(state)
    asked = asked_all(concepts, first_try=at_first_try(state))
    state, events = explained(state, verdict, told[most].because, asked)
    state = replace(state, phase=ApplausePhase.LANDED)
    # Last, so that the hall is what the class hears and what the caption says.
    return state, (*events, HallAnswered(most, state.warmth))


def _taught(state: ApplauseState) -> tuple[str, ...]:
    """Those concepts of the moment that the scene teaches at this level."""
    taught = state.scene.words.get(state.setup.level, ())
    return tuple(concept for concept in state.moment.concepts if concept in taught)


def _cleared(state: ApplauseState, teams: tuple[Team, ...]) -> ApplauseState:
    """Those sections answer anew; what the others did stands."""
    given = tuple("" if team in teams else sign for team, sign in zip(TEAMS, state.given, strict=True))
    return replace(state, given=given)


def _faltered(state: ApplauseState, because: str) -> tuple[ApplauseState, tuple[Event, ...]]:
    state, events = mistaken(state, because, hint_text)
    phase = ApplausePhase.STUCK if used_up(state) else ApplausePhase.SCENE
    return _without_gone(replace(state, phase=phase)), (Faltered(), *events)


def _without_gone(state: ApplauseState) -> ApplauseState:
    """A sign that a hint took off the board was given by nobody."""
    left = signs(state)
    return replace(state, given=tuple(sign if sign in left else "" for sign in state.given))


def _together(state: ApplauseState) -> tuple[ApplauseState, tuple[Event, ...]]:
    if state.phase not in (ApplausePhase.SCENE, ApplausePhase.ENTER, ApplausePhase.STUCK):
        raise IllegalAction("not_now")
    state, events = helped(state)
    state = _cleared(replace(state, began=None), _wrong_sections(state))
    phase = ApplausePhase.ENTER if state.phase is ApplausePhase.ENTER else ApplausePhase.SCENE
    return replace(state, phase=phase), events


def _card_read(state: ApplauseState) -> tuple[ApplauseState, tuple[Event, ...]]:
    if state.card is None:
        raise IllegalAction("not_now")
    state = replace(state, card=None)
    if state.phase is not ApplausePhase.LANDED:
        return state, (CardRead(),)
    if state.round + 1 == len(state.moments):
        return replace(state, phase=ApplausePhase.DONE), (CardRead(), SceneDone())
    state = replace(
        state,
        round=state.round + 1,
        phase=ApplausePhase.SCENE,
        given=("",) * len(TEAMS),
        began=None,
        mistakes=0,
        hint=0,
        shown=False,
    )
    return state, (CardRead(), NewMoment(state.round))
