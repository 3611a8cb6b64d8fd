"""Which sound belongs to which event of the rules."""

from game.rules import (
    activity,
    applause,
    choices,
    finish,
    flies,
    lights,
    making,
    pairs,
    people,
    recall,
    run,
    seat,
    silence,
    veil,
)
from game.rules.activity import Event


def sound_of(event: Event) -> str:
    """The name of the sound, empty for events that are silent."""
    match event:
        case recall.Answered(right=right):
            return "soft_yes" if right else "soft_no"
        case choices.Revealed(agreed=agreed):
            return "soft_yes" if agreed else "soft_no"
        case run.SeatLit(count=count):
            return _applause(count / _FULL_HOUSE)
        case silence.MadeReady(step=step) if step.startswith("gong"):
            return "gong"
        case applause.HallAnswered(sign=sign, warmth=warmth):
            return _answer_of_the_hall(sign, warmth)
        case silence.Tempted(what=what):
            return {"cough": "cough", "phone": "buzz", "mouse": "squeak"}.get(what, "")
    return _SOUNDS.get(type(event), "")


def _answer_of_the_hall(sign: str, warmth: float) -> str:
    """Applause grows with the show; silence is heard as it is."""
    if sign == "clap":
        return _applause(warmth)
    return {"laugh": "laughter", "answer": "laughter", "leave": "gong"}.get(sign, "")


def _applause(warmth: float) -> str:
    """From a few hands (0) to a full hall (1)."""
    return "applause_small" if warmth <= 0.35 else "applause" if warmth <= 0.7 else "applause_big"


_FULL_HOUSE = 8
"""From so many lit seats on the whole hall claps, give or take."""

_SOUNDS: dict[type[Event], str] = {
    run.SceneEntered: "gong",
    run.WordLit: "light_on",
    run.PlayStarted: "knocks",
    activity.RoundDone: "soft_yes",
    seat.ClueOpened: "page",
    seat.ClueClosed: "page",
    seat.CoatHung: "soft_yes",
    seat.DoorOpened: "soft_yes",
    seat.SatDown: "soft_yes",
    seat.WrongHook: "soft_no",
    seat.WrongDoor: "soft_no",
    seat.SeatTaken: "soft_no",
    flies.Grabbed: "rope_creak",
    flies.Wobbled: "soft_no",
    flies.Counted: "tap",
    flies.Flew: "thump",
    choices.DoorOpened: "applause_small",
    pairs.CardOpened: "page",
    pairs.Missed: "soft_no",
    making.CardsOpened: "page",
    making.CardsClosed: "page",
    making.CardPut: "tap",
    making.StepPlayed: "light_on",
    making.Clashed: "thump",
    making.Applauded: "applause_small",
    people.NumberCalled: "gong",
    people.Picked: "tap",
    people.HelperCame: "thump",
    silence.MadeReady: "tap",
    silence.NotReady: "soft_no",
    silence.StretchDone: "tap",
    silence.StageLit: "light_on",
    silence.PicturePlaced: "tap",
    silence.PictureTaken: "tap",
    veil.Guessed: "page",
    veil.CurtainLifted: "curtain",
    lights.Slid: "tap",
    lights.TeamReady: "tap",
    lights.LightSet: "light_on",
    lights.MakersLit: "light_on",
    finish.SeatShines: "applause_small",
    finish.SeatStaysDark: "soft_no",
    finish.PassedOn: "page",
    applause.SecretOpened: "page",
    applause.SecretClosed: "page",
    applause.CurtainRose: "curtain",
    applause.CountedDown: "tap",
    applause.SectionGave: "tap",
    applause.BeganSet: "tap",
    applause.Faltered: "soft_no",
}
