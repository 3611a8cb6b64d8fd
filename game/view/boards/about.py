"""What a reason is about, as a picture beside it: one of the pack, or a drawing that the class met before.

Who can't read yet sees it, and nobody has to look at a card with words alone.
"""

from content.model import Image, PerformanceMode
from game.rules import flies, lights
from game.rules.activity import Card
from game.rules.applause import ApplauseState
from game.rules.choices import ChoicesState
from game.rules.finish import FinishState
from game.rules.flies import FliesState
from game.rules.lights import LightsState
from game.rules.making import MakingPhase, MakingState, clash_at
from game.rules.pairs import PairsState
from game.rules.people import PeopleState
from game.rules.run import Run, Stage
from game.rules.seat import SeatState
from game.rules.silence import SilenceState
from game.rules.veil import VeilState
from game.rules.whisper import WhisperState


def about(run: Run, card: Card) -> Image | str | None:
    """A picture of the pack, or the name of one of our own; the picture of an answer is found by the card itself."""
    if run.stage is Stage.PLAY and not isinstance(run.play, FinishState | ChoicesState):
        return _image(run) or _drawn(run, card)
    # The word itself, once it was found: before that its picture would tell the answer.
    return _of_word(run, _asked_for(run)) if card.verdict != "wrong" else None


def _asked_for(run: Run) -> str:
    if run.stage is Stage.PLAY and isinstance(run.play, FinishState):
        return run.play.seat.concept
    if run.stage is Stage.PLAY and isinstance(run.play, ChoicesState):
        return run.play.dilemma.concepts[0]
    return run.recall.item.concepts[0] if run.recall is not None else ""


def _of_word(run: Run, name: str) -> Image | None:
    return next((concept.image for concept in run.pack.concepts if concept.id == name), None)


def _of_missing_step(run: Run, state: MakingState) -> Image | None:
    """What had to come first: who can't read yet sees it hang where the question mark hung."""
    clash = clash_at(state, state.at)
    if clash is None:
        return None
    step = state.scene.step(clash.needs)
    return step.image or _of_word(run, step.concept)


def _image(run: Run) -> Image | None:
    """What the pack shows of it."""
    if isinstance(run.play, PairsState | WhisperState):
        return run.play.told.image if run.play.told is not None else None
    if isinstance(run.play, VeilState):
        return run.play.question.image
    if isinstance(run.play, PeopleState) and run.play.came is not None:
        return _of_word(run, run.play.came.person)
    if isinstance(run.play, MakingState) and run.play.phase is MakingPhase.CLASH:
        return _of_missing_step(run, run.play)
    return None


def _drawn(run: Run, card: Card) -> Image | str | None:
    match run.play:
        case SeatState():
            return _part_of_ticket(run.play, card)
        case SilenceState():
            return _of_hush(run.play, card)
        case ApplauseState():
            said = next((one.sign for one in run.play.moment.reactions if one.because == card.text), None)
            return f"body_{said}" if said is not None else "spark_lit"
        case FliesState():
            return _of_drop(run.play, card)
        case LightsState():
            mood = lights.aim(run.play)
            return mood.picture if mood is not None else None
        case MakingState():
            return "clap" if run.play.phase is MakingPhase.APPLAUSE else None
        case VeilState():
            guess = run.play.question.guesses[run.play.choice or 0]
            return guess.image or guess.picture
    return None


def _part_of_ticket(state: SeatState, card: Card) -> str | None:
    part = next((part for part, text in state.scene.because.items() if text == card.text), None)
    return None if part is None else "seat_taken_1" if part == "taken" else f"clue_{part}"


_HUSH = {PerformanceMode.RELAXED: "step_corner", PerformanceMode.PARTICIPATORY: "body_answer"}
"""What a class does in the dark where it need not be as still as a mouse."""


def _of_hush(state: SilenceState, card: Card) -> str:
    step = next((one for one in state.steps if one.because == card.text), None)
    if step is not None:
        return f"step_{step.picture}"
    if card.text in state.scene.because.values():
        return "lantern_lit"
    return "step_gong_done" if state.round == 0 else _HUSH.get(state.setup.performance_mode, "body_silent")


_SLIPS = {"held": "hands", "wrong_rope": "counterweight", "below": "stagehand", "released": "hands"}


def _of_drop(state: FliesState, card: Card) -> Image | str:
    slip = next((why for why, text in state.scene.because.items() if text == card.text), None)
    if slip is not None:
        return _SLIPS[slip]
    one = flies.piece(state, next(iter((*state.change.down, *state.change.up))))
    return one.image or one.picture or "drop_room"
