"""Scene 8, De souffleur."""

from typing import Literal

from pydantic import Field

from content.model.base import Label, Level, PerformanceMode, Prompt, Slug, Strict
from content.model.scene import SceneBase

Way = Literal["mime", "whisper", "souffleur"]
"""How the class gives the word: without a sound, whispering or miming, or with a sentence that stops before it."""


class WhisperWord(Strict):
    """A word that the class gives to the actor. Picture, definition and category are those of the concept."""

    concept: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    forbidden: tuple[Label, ...] = Field(default=(), max_length=5)
    """Words that give too much away, the worst first; a level takes as many as it plays with."""
    tip: Prompt
    """How it can be mimed, for a class that doesn't know how to begin."""


class WhisperScene(SceneBase):
    """Scene 8, De souffleur: the actor has the back to the board and knows only what the class gives."""

    kind: Literal["whisper"]
    guesses: tuple[WhisperWord, ...] = Field(min_length=1, max_length=200)
    ways: dict[Level, Way]
    forbidden: dict[Level, int]
    """How many forbidden words a level has."""
    rounds: dict[Level, int]

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for guess in self.guesses if level in guess.levels)

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        return tuple((guess.concept,) for guess in self.guesses)
