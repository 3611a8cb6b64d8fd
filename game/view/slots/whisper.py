"""De souffleur: the actor has turned round, the word was guessed, or it is passed."""

from game.rules import whisper
from game.rules.activity import Together
from game.rules.whisper import Guessed, Pass, Turned, WhisperPhase, WhisperState
from game.view.layout import MAIN, Rect, Slot

MIRROR = Rect(330, 300, 1260, 530)
"""The glass of the dressing-room mirror: there hangs the word, high enough for the last row."""
TURNED = Rect(684, 868, 552, 200)
YES = Rect(984, 868, 648, 200)
PASS = Rect(288, 868, 648, 200)


def slots(state: WhisperState, reach: int) -> list[Slot]:
    match state.phase:
        case WhisperPhase.TURN:
            return [Slot("turned", TURNED, Turned(), key="return")]
        case WhisperPhase.WORD:
            yes = Slot("yes", YES, Guessed(), key="return")
            return [yes, *_pass(state), *_together(state)]
    return []


def _pass(state: WhisperState) -> list[Slot]:
    return [Slot("pass", PASS, Pass(), key="n")] if whisper.may_pass(state) else []


def _together(state: WhisperState) -> list[Slot]:
    """The teacher's way out: the class says it aloud. Not the key of "yes", which would skip it."""
    if state.hint < 2 or state.shown:
        return []
    return [Slot("together", MAIN, Together(), long=True)]
