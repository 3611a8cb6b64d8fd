"""Scene 7, Coulissengeheugen: every team knows only what lies behind its own wing.

On the left side of the stage lies one card of every pair, in the wings of teams A and B; on the right side the
other card, in the wings of C and D. In `peek` each team in turn looks behind its own flats while all others
close their eyes. Then in every round a pupil of one team opens a card of its own wing (`first`), and the class
finds the other card across the stage (`second`): who has it says so, all vote, and what was voted is opened.
The sides change every round. What was opened in vain stays open until the end of the next round; hints let the
two teams across look again, so that no hint ever tells the board what only a team may know.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from content.model import Concept, Pair, PairsScene
from content.model.pairs import Faces
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
    asked_all,
    explained,
    helped,
    hint_asked,
    mistaken,
    unhindered,
    used_up,
)
from game.rules.draw import drawn
from game.rules.together import TEAMS, Team

FEWEST, MOST = 4, 8
"""Pairs in a game: an even number, so that the four wings are of one height."""

PEEK_TICKS = 5 * TICKS_PER_SECOND
"""For each card, when the teacher has turned the timer on; then the flats close by themselves."""

OPENERS = (Team.A, Team.C, Team.B, Team.D)
"""Whose pupil opens the first card, round after round: left, right, left, right."""


class PairsPhase(StrEnum):
    PEEK = "peek"
    """The teams look behind their own flats, one after the other."""
    FIRST = "first"
    """A pupil of the team whose turn it is opens a card of its own wing."""
    SECOND = "second"
    """The class looks for the other card, across the stage."""
    STUCK = "stuck"
    """Hints and tries are used up; only `Together` goes on."""
    FOUND = "found"
    """A pair was found and its card waits to be read."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Peek(Action):
    """The team looks behind its own flats; `GoOn` closes them."""

    kind: ClassVar[str] = "peek"
    team: Team


@dataclass(frozen=True, slots=True)
class OpenCard(Action):
    """A pupil opens the card at a place: 0 is the upper one of team A, then downwards and to the right."""

    kind: ClassVar[str] = "open-card"
    place: int


@dataclass(frozen=True, slots=True)
class FlatsOpened(Event):
    kind: ClassVar[str] = "flats-opened"
    team: Team


@dataclass(frozen=True, slots=True)
class FlatsClosed(Event):
    kind: ClassVar[str] = "flats-closed"
    team: Team


@dataclass(frozen=True, slots=True)
class CardOpened(Event):
    """The first card of a round."""

    kind: ClassVar[str] = "card-opened"
    place: int


@dataclass(frozen=True, slots=True)
class Matched(Event):
    kind: ClassVar[str] = "matched"
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Missed(Event):
    kind: ClassVar[str] = "missed"
    place: int


@dataclass(frozen=True, slots=True)
class NewSearch(Event):
    kind: ClassVar[str] = "new-search"
    round: int


@dataclass(frozen=True, slots=True)
class PairsState:
    scene: PairsScene
    setup: SceneSetup
    cards: tuple[str, ...]
    """The concept of the card at each place: the left half of the places, then the right half."""
    phase: PairsPhase = PairsPhase.PEEK
    to_peek: tuple[Team, ...] = TEAMS
    """Teams that have not looked yet."""
    peeking: Team | None = None
    """Whose flats are open now, for that team alone."""
    peek_left: int | None = None
    """Ticks until they close; None without a timer."""
    first: int | None = None
    """The place of the card that waits for its partner."""
    missed: tuple[int, ...] = ()
    """Places that were opened in vain in this round. They stay open in the next one too."""
    still: tuple[int, ...] = ()
    """Places that were opened in vain in the round before."""
    found: tuple[str, ...] = ()
    """Concepts whose pair was found, in that order."""
    mistakes: int = 0
    hint: int = 0
    shown: bool = False
    """The board shows the partner, after `Together`."""
    card: Card | None = None
    score: Score = NO_SCORE

    @property
    def round(self) -> int:
        return len(self.found) - (self.phase is PairsPhase.FOUND)

    @property
    def faces(self) -> Faces:
        return self.scene.faces[self.setup.level]

    @property
    def told(self) -> Concept | None:
        """What the card that waits to be read is about: the pair that was found, or what was opened in vain."""
        if self.card is None or self.first is None:
            return None
        place = self.first if self.phase is PairsPhase.FOUND else self.missed[-1]
        return concept_of(self, self.cards[place])


@dataclass(frozen=True, slots=True)
class PairsBoard:
    """What stands on the board for all to see. What lies behind a closed flat does not."""

    phase: PairsPhase
    round: int
    rounds: int
    opener: Team
    to_peek: tuple[Team, ...]
    peeking: Team | None
    open: tuple[tuple[int, str], ...]
    """Places that lie open, with their concept."""
    found: tuple[str, ...]
    mistakes: int
    hint: int
    card: Card | None
    answer: int | None


# Facts about the wings ----------------------------------------------------------------------------------------


def rows(state: PairsState) -> int:
    """How many cards a team has."""
    return len(state.cards) // len(TEAMS)


def owner(state: PairsState, place: int) -> Team:
    return TEAMS[place // rows(state)]


def wing(state: PairsState, team: Team) -> tuple[int, ...]:
    """The places of a team, from above."""
    first = TEAMS.index(team) * rows(state)
    return tuple(range(first, first + rows(state)))


def is_left(state: PairsState, place: int) -> bool:
    """Whether the card lies on the left side: there lie the pictures or the words to which the others belong."""
    return place < len(state.cards) // 2


def is_found(state: PairsState, place: int) -> bool:
    return state.cards[place] in state.found


def closed(state: PairsState, team: Team) -> tuple[int, ...]:
    """What is left to be found in the wing of a team."""
    return tuple(place for place in wing(state, team) if not is_found(state, place))


def opener(state: PairsState) -> Team:
    """Whose pupil opens the first card; a team whose cards are all found leaves it to its neighbour."""
    if state.first is not None:
        return owner(state, state.first)
    team = OPENERS[state.round % len(OPENERS)]
    return team if closed(state, team) else TEAMS[TEAMS.index(team) ^ 1]


def across(state: PairsState) -> tuple[Team, Team]:
    """The teams on the other side of the stage than the one that opens."""
    return (Team.C, Team.D) if opener(state) in (Team.A, Team.B) else (Team.A, Team.B)


def first_choices(state: PairsState) -> tuple[int, ...]:
    return closed(state, opener(state))


def second_choices(state: PairsState) -> tuple[int, ...]:
    """The places across that were not opened in vain in this round."""
    return tuple(place for team in across(state) for place in closed(state, team) if place not in state.missed)


def partner(state: PairsState, place: int) -> int:
    """The other card of the pair."""
    return next(
        other for other, concept in enumerate(state.cards) if other != place and concept == state.cards[place]
    )


def open_places(state: PairsState) -> tuple[int, ...]:
    """What lies open for all to see."""
    first = () if state.first is None else (state.first,)
    second = (partner(state, state.first),) if state.phase is PairsPhase.FOUND and state.first is not None else ()
    places = dict.fromkeys((*first, *second, *state.missed, *state.still))
    return tuple(place for place in places if place in (*first, *second) or not is_found(state, place))


def may_peek(state: PairsState, team: Team) -> bool:
    """A team looks once before the game, again between two rounds, and again when a hint says so."""
    if state.card is not None or state.peeking is not None:
        return False
    match state.phase:
        case PairsPhase.PEEK:
            return state.to_peek[:1] == (team,)
        case PairsPhase.FIRST:
            return bool(closed(state, team))
        case PairsPhase.SECOND:
            return state.hint > 0 and not state.shown and team in across(state) and bool(closed(state, team))
    return False


def marked(state: PairsState) -> int | None:
    """The card that has a gold edge when its team looks again, after hint 2."""
    if state.peeking is None or state.first is None or state.hint < 2:
        return None
    place = partner(state, state.first)
    return place if owner(state, place) is state.peeking else None


def answer(state: PairsState) -> int | None:
    """The place that the board shows to everyone, once the class does it together."""
    if not state.shown or state.first is None or state.phase is not PairsPhase.SECOND:
        return None
    return partner(state, state.first)


def pair_of(state: PairsState, concept: str) -> Pair:
    return next(pair for pair in state.scene.pairs if pair.concept == concept)


def concept_of(state: PairsState, slug: str) -> Concept:
    return next(concept for concept in state.setup.pack.concepts if concept.id == slug)


# The rules ----------------------------------------------------------------------------------------------------


ACTIONS: tuple[type[Action], ...] = (Peek, OpenCard)


def offers(scene: PairsScene, setup: SceneSetup) -> bool:
    return setup.level in scene.faces and len(_offered(scene, setup)) >= FEWEST


def hint_text(state: PairsState) -> str:
    if state.hint == 0:
        return ""
    one, other = across(state)
    if state.hint == 1:
        return f"Team {one} en team {other} mogen nog eens kijken. De anderen: ogen dicht!"
    return f"Team {one} en team {other}, kijk nog eens. Het juiste kaartje heeft een gouden rand."


def _offered(scene: PairsScene, setup: SceneSetup) -> tuple[Pair, ...]:
    known = {concept.id for concept in setup.pack.concepts}
    return tuple(pair for pair in scene.pairs if setup.level in pair.levels and pair.concept in known)


def start(scene: PairsScene, setup: SceneSetup) -> PairsState:
    """Choose the pairs and lay one card of each on either side."""
    offered = _offered(scene, setup)
    count = min(setup.rounds(scene.rounds.get(setup.level, FEWEST)), len(offered), MOST)
    count = max(FEWEST, count - count % 2)
    order, stream = drawn(offered, setup, count)
    if scene.faces[setup.level] == "near":
        order = _with_near_ones(order)
    concepts = [pair.concept for pair in order[:count]]
    left, stream = stream.shuffled(concepts)
    right, _ = stream.shuffled(concepts)
    return PairsState(scene=scene, setup=setup, cards=(*left, *right))


def _with_near_ones(order: Sequence[Pair]) -> tuple[Pair, ...]:
    """The same pairs, each followed by those that one may take for it; first the ones that have such a neighbour."""
    found: dict[str, Pair] = {}
    for pair in order:
        near = [other for other in order if other.concept in pair.near or pair.concept in other.near]
        if near:
            found |= {one.concept: one for one in (pair, *near)}
    return tuple((found | {pair.concept: pair for pair in order}).values())


def is_complete(state: PairsState) -> bool:
    return state.phase is PairsPhase.DONE


def needs_ticks(state: PairsState) -> bool:
    return state.peek_left is not None and state.card is None


def hands_off(state: PairsState) -> PairsState:
    """Nothing is held in this scene."""
    return state


def apply(state: PairsState, action: Action) -> tuple[PairsState, tuple[Event, ...]]:
    match action:
        case Advance(ticks):
            return _advance(state, ticks)
        case GoOn():
            return _go_on(state)
    unhindered(state, action, stuck=state.phase is PairsPhase.STUCK)
    match action:
        case Peek(team):
            return _peek(state, team)
        case OpenCard(place):
            return _open(state, place)
        case Hint() if state.phase is PairsPhase.SECOND and state.peeking is None:
            return hint_asked(state, hint_text)
        case Together() if state.phase in (PairsPhase.SECOND, PairsPhase.STUCK):
            return _together(state)
    raise IllegalAction("not_now")


def moves(state: PairsState) -> tuple[Action, ...]:
    if state.card is not None or state.peeking is not None:
        return (GoOn(),)
    match state.phase:
        case PairsPhase.PEEK:
            return (Peek(state.to_peek[0]),)
        case PairsPhase.FIRST:
            return tuple(OpenCard(place) for place in first_choices(state))
        case PairsPhase.SECOND if state.first is not None:
            return (OpenCard(partner(state, state.first)),)
        case PairsPhase.STUCK:
            return (Together(),)
    return ()


def slips(state: PairsState) -> tuple[Action, ...]:
    """Cards across that don't belong to the one that lies open."""
    if state.card is not None or state.peeking is not None or state.phase is not PairsPhase.SECOND:
        return ()
    right = moves(state)
    return tuple(wrong for place in second_choices(state) if (wrong := OpenCard(place)) not in right)


def board_view(state: PairsState) -> PairsBoard:
    return PairsBoard(
        phase=state.phase,
        round=state.round,
        rounds=len(state.cards) // 2,
        opener=opener(state),
        to_peek=state.to_peek,
        peeking=state.peeking,
        open=tuple((place, state.cards[place]) for place in open_places(state)),
        found=state.found,
        mistakes=state.mistakes,
        hint=state.hint,
        card=state.card,
        answer=answer(state),
    )


def _peek(state: PairsState, team: Team) -> tuple[PairsState, tuple[Event, ...]]:
    if not may_peek(state, team):
        raise IllegalAction("not_your_turn" if state.phase is PairsPhase.PEEK else "not_now")
    left = PEEK_TICKS * len(closed(state, team)) if state.setup.timed else None
    return replace(state, peeking=team, peek_left=left), (FlatsOpened(team),)


def _flats_closed(state: PairsState) -> tuple[PairsState, tuple[Event, ...]]:
    team = state.peeking
    if team is None:
        raise IllegalAction("not_now")
    state = replace(state, peeking=None, peek_left=None, to_peek=tuple(one for one in state.to_peek if one != team))
    if state.phase is PairsPhase.PEEK and not state.to_peek:
        return replace(state, phase=PairsPhase.FIRST), (FlatsClosed(team), NewSearch(0))
    return state, (FlatsClosed(team),)


def _advance(state: PairsState, ticks: int) -> tuple[PairsState, tuple[Event, ...]]:
    if state.peek_left is None or state.card is not None:
        return state, ()
    if ticks < state.peek_left:
        return replace(state, peek_left=state.peek_left - ticks), ()
    return _flats_closed(state)


def _open(state: PairsState, place: int) -> tuple[PairsState, tuple[Event, ...]]:
    if state.phase not in (PairsPhase.FIRST, PairsPhase.SECOND) or state.peeking is not None:
        raise IllegalAction("not_now")
    if not 0 <= place < len(state.cards) or is_found(state, place):
        raise IllegalAction("not_there")
    if state.phase is PairsPhase.FIRST:
        if place not in first_choices(state):
            raise IllegalAction("not_your_turn")
        return replace(state, phase=PairsPhase.SECOND, first=place), (CardOpened(place),)
    if place in state.missed:
        raise IllegalAction("tried")
    if place not in second_choices(state):
        raise IllegalAction("not_your_turn")
    return _compared(state, place)


def _compared(state: PairsState, place: int) -> tuple[PairsState, tuple[Event, ...]]:
    """The second card lies open: do they belong together?"""
    if state.first is None:
        raise IllegalAction("not_now")
    concept, other = state.cards[state.first], state.cards[place]
    if concept == other:
        asked = asked_all((concept,), first_try=state.mistakes == 0 and state.hint == 0 and not state.shown)
        matched = Matched(state.first, place)
        state = replace(state, phase=PairsPhase.FOUND, found=(*state.found, concept))
        state, events = explained(state, "right", pair_of(state, concept).because, asked)
        return state, (matched, *events)
    state, events = mistaken(replace(state, missed=(*state.missed, place)), _told_apart(state, place), hint_text)
    return state, (Missed(place), *events)


def _told_apart(state: PairsState, place: int) -> str:
    """Why these two don't belong together: how to tell them apart, or else what was opened."""
    concept, other = state.cards[state.first or 0], state.cards[place]
    near = pair_of(state, concept).near.get(other) or pair_of(state, other).near.get(concept)
    if near is not None:
        return near
    opened = concept_of(state, other)
    return f"Dit is '{opened.terms.get('nl', other)}'. {opened.definition}"


def _go_on(state: PairsState) -> tuple[PairsState, tuple[Event, ...]]:
    if state.card is None:
        return _flats_closed(state)
    state = replace(state, card=None)
    if state.phase is not PairsPhase.FOUND:
        return replace(state, phase=PairsPhase.STUCK if used_up(state) else state.phase), (CardRead(),)
    if 2 * len(state.found) == len(state.cards):
        return replace(state, phase=PairsPhase.DONE), (CardRead(), SceneDone())
    state = replace(
        state,
        phase=PairsPhase.FIRST,
        first=None,
        missed=(),
        still=state.missed,
        mistakes=0,
        hint=0,
        shown=False,
    )
    return state, (CardRead(), NewSearch(state.round))


def _together(state: PairsState) -> tuple[PairsState, tuple[Event, ...]]:
    if state.peeking is not None:
        raise IllegalAction("not_now")
    state, events = helped(state)
    return replace(state, phase=PairsPhase.SECOND), events
