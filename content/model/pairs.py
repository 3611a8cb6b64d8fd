"""Scene 7, Coulissengeheugen."""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Level, PerformanceMode, Slug, Strict
from content.model.scene import SceneBase

Faces = Literal["detail", "word", "definition", "near"]
"""What lies across from the picture or the word: a detail of the same picture, the word, what it means, or that
with words beside it that one may take for each other."""


class Detail(Strict):
    """The square part of a picture that is shown large: its left, top and side, as parts (0-1) of the picture."""

    x: float = Field(ge=0, lt=1)
    y: float = Field(ge=0, lt=1)
    size: float = Field(ge=0.15, le=0.8)


class Pair(Strict):
    """Two cards of one idea. The words and the picture are those of the concept."""

    concept: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    because: Explanation
    """Why they belong together, and why it matters in the theatre."""
    detail: Detail | None = None
    near: dict[Slug, Explanation] = Field(default={}, max_length=6)
    """Concepts that are easily taken for this one, and how to tell them apart."""


class PairsScene(SceneBase):
    """Scene 7, Coulissengeheugen: a team knows only what lies behind its own wing, and must tell the class."""

    kind: Literal["pairs"]
    pairs: tuple[Pair, ...] = Field(min_length=1, max_length=200)
    faces: dict[Level, Faces]
    rounds: dict[Level, int]
    """How many pairs a level plays: 4, 6 or 8, so that the four wings are of one height."""

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for pair in self.pairs if level in pair.levels)

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        return tuple((pair.concept,) for pair in self.pairs)
