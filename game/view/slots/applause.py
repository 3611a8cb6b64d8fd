"""Applaus!: the secret cards, the count, and what each section of the hall did."""

from game.rules.activity import Together
from game.rules.applause import (
    ApplausePhase,
    ApplauseState,
    Began,
    Bring,
    CloseCard,
    Count,
    CurtainUp,
    Give,
    GiveAll,
    OpenCard,
    SeeCards,
    missing,
    reactions,
    signs,
)
from game.rules.together import TEAMS
from game.view.layout import AREA_X, BOTTOM, GAP, MAIN, Rect, Slot, main

STAGE = Rect(340, 350, 1240, 520)
"""Where the puppets play while the hall only looks."""
PEEK = Rect(660, 900, 600, 160)
"""The way back to the secret cards."""
TOP = 604
SECTION_WIDE = 318
BADGE_HIGH, SIGN_WIDE, SIGN_HIGH = 100, 147, 158
ALL_WIDE, ALL_HIGH = 108, 130


def section(place: int) -> Rect:
    """The panel of a section, the first one left."""
    return Rect(AREA_X + place * (SECTION_WIDE + GAP), TOP, SECTION_WIDE, BOTTOM - TOP)


def badge(place: int) -> Rect:
    """Whose section it is; touching it says: these began."""
    return Rect(section(place).x, TOP, SECTION_WIDE, BADGE_HIGH)


def sign_cell(place: int, number: int) -> Rect:
    """Where a sign of a section lies; `number` counts the signs of the moment."""
    column, row = number % 2, number // 2
    return Rect(
        section(place).x + column * (SIGN_WIDE + GAP),
        TOP + BADGE_HIGH + GAP + row * (SIGN_HIGH + GAP),
        SIGN_WIDE,
        SIGN_HIGH,
    )


def all_cell(number: int) -> Rect:
    """The same sign for the whole hall at once."""
    column, row = number % 2, number // 2
    return Rect(MAIN.x + column * (ALL_WIDE + GAP), TOP + row * (ALL_HIGH + GAP), ALL_WIDE, ALL_HIGH)


def secret_card(place: int) -> Rect:
    return Rect(section(place).x, 708, SECTION_WIDE, 360)


def slots(state: ApplauseState, reach: int) -> list[Slot]:
    match state.phase:
        case ApplausePhase.CARDS:
            return _cards(state)
        case ApplausePhase.SCENE:
            peek = [Slot("secrets", PEEK, SeeCards(), key="k")] if state.hint >= 2 else []
            return [*peek, main("count", Count())]
        case ApplausePhase.ENTER:
            return _answers(state)
        case ApplausePhase.STUCK:
            return [main("together", Together(), long=True)]
    return []


def _cards(state: ApplauseState) -> list[Slot]:
    found = [
        Slot(
            f"secret:{team}",
            secret_card(place),
            CloseCard() if state.open is team else OpenCard(team),
            key=str(place + 1),
        )
        for place, team in enumerate(TEAMS)
    ]
    return [*found, main("curtain-up", CurtainUp())] if len(state.read) == len(TEAMS) else found


def _answers(state: ApplauseState) -> list[Slot]:
    """Each sign keeps its place, also when a hint took one away."""
    places = {sign: number for number, sign in enumerate(reactions(state)) if sign in signs(state)}
    found = [
        Slot(f"body:{team}:{sign}", sign_cell(place, number), Give(team, sign))
        for place, team in enumerate(TEAMS)
        for sign, number in places.items()
    ]
    found += [Slot(f"began:{team}", badge(place), Began(team), key=team.lower()) for place, team in enumerate(TEAMS)]
    found += [
        Slot(f"all:{sign}", all_cell(number), GiveAll(sign), key=str(number + 1)) for sign, number in places.items()
    ]
    if not missing(state) and state.began is not None:
        found.append(main("bring", Bring()))
    return found
