"""Scene kind -> its rules and its board. A new kind of scene is one line here."""

from dataclasses import dataclass

from game.rules.activity import Rules
from game.rules.run import RULES
from game.view.boards.applause import ApplauseBoard
from game.view.boards.because import BecauseBoard
from game.view.boards.board import Board
from game.view.boards.choices import ChoicesBoard
from game.view.boards.finish import FinishBoard
from game.view.boards.flies import FliesBoard
from game.view.boards.goal import GoalBoard
from game.view.boards.lights import LightsBoard
from game.view.boards.making import MakingBoard
from game.view.boards.pairs import PairsBoard
from game.view.boards.people import PeopleBoard
from game.view.boards.probe import ProbeBoard
from game.view.boards.recall import RecallBoard
from game.view.boards.seat import SeatBoard
from game.view.boards.silence import SilenceBoard
from game.view.boards.veil import VeilBoard
from game.view.boards.whisper import WhisperBoard
from game.view.boards.words import WordsBoard


@dataclass(frozen=True, slots=True)
class Kind:
    rules: Rules
    board: type[Board]


KINDS: dict[str, Kind] = {
    "seat": Kind(RULES["seat"], SeatBoard),
    "flies": Kind(RULES["flies"], FliesBoard),
    "choices": Kind(RULES["choices"], ChoicesBoard),
    "pairs": Kind(RULES["pairs"], PairsBoard),
    "people": Kind(RULES["people"], PeopleBoard),
    "making": Kind(RULES["making"], MakingBoard),
    "silence": Kind(RULES["silence"], SilenceBoard),
    "veil": Kind(RULES["veil"], VeilBoard),
    "lights": Kind(RULES["lights"], LightsBoard),
    "finish": Kind(RULES["finish"], FinishBoard),
    "whisper": Kind(RULES["whisper"], WhisperBoard),
    "applause": Kind(RULES["applause"], ApplauseBoard),
}

PHASES: dict[str, type[Board]] = {
    "probe": ProbeBoard,
    "words": WordsBoard,
    "recall": RecallBoard,
    "seat": GoalBoard,
    "because": BecauseBoard,
}
"""The boards that every scene has around its play."""
