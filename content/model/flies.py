"""Scene 4, Decorwissel."""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Image, Label, Level, PerformanceMode, Prompt, Slug, Strict
from content.model.scene import SceneBase


class FlySet(Strict):
    """One set piece on a rope of the fly tower."""

    id: Slug
    label: Label
    image: Image | None = None
    picture: Slug | None = None
    """A picture of the game's own set (`drop_forest`, ...), instead of `image`."""


class SceneChange(Strict):
    """One change of scenery: which pieces come down and which go up, at the countdown of the class."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    cue: Prompt
    """What the stage manager reads from the cue book, without naming the ropes."""
    down: tuple[Slug, ...]
    up: tuple[Slug, ...]
    someone_below: bool = False
    """A stagehand stands under the bar: the class must call "vrij" before anything moves."""
    because: Explanation


class FliesScene(SceneBase):
    """Scene 4, Decorwissel: three or four ropes are held at once and the class counts down."""

    kind: Literal["flies"]
    sets: tuple[FlySet, ...] = Field(min_length=3, max_length=8)
    ropes: dict[Level, int]
    """How many ropes a level has (3 or 4); each belongs to a team."""
    changes: tuple[SceneChange, ...] = Field(min_length=1, max_length=100)
    rounds: dict[Level, int]
    because: dict[Literal["held", "wrong_rope", "below", "released"], Explanation]

    def because_needed(self) -> tuple[str, ...]:
        below = ("below",) if any(change.someone_below for change in self.changes) else ()
        return ("held", "wrong_rope", "released", *below)

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for change in self.changes if level in change.levels)
