"""Scene 3, Applaus!"""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Level, PerformanceMode, Prompt, Slug, Strict, fits
from content.model.scene import SceneBase

BodySign = Literal["clap", "laugh", "silent", "answer", "leave"]
"""What a section does with its bodies. `clap` is also: wave both hands in the air, applause that deaf people see."""
Tableau = Literal[
    "joke",
    "sad",
    "dark",
    "interval",
    "question",
    "forgot",
    "song",
    "scare",
    "lights",
    "bow",
    "storm",
    "gull",
    "night",
]
"""What the puppets play; the game draws it."""


class Reaction(Strict):
    """What one body sign does at this moment. Without `modes` it is so for every kind of performance."""

    sign: BodySign
    verdict: Literal["right", "ok", "wrong"]
    because: Explanation
    """What the players on the stage hear and see of it."""
    modes: tuple[PerformanceMode, ...] = ()


class ShowMoment(Strict):
    """A moment of a show to which the hall reacts."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    modes: tuple[PerformanceMode, ...] = ()
    concepts: tuple[Slug, ...] = Field(min_length=1)
    picture: Tableau
    prompt: Prompt
    reactions: tuple[Reaction, ...] = Field(min_length=2, max_length=12)
    hint: Explanation
    ends: bool = False
    """The bow: every show of this scene ends with it."""


class ApplauseScene(SceneBase):
    """Scene 3, Applaus!: four sections answer with their bodies; only one of them knows that it begins."""

    kind: Literal["applause"]
    moments: tuple[ShowMoment, ...] = Field(min_length=2, max_length=80)
    rounds: dict[Level, int]
    because: dict[Literal["spark"], Explanation]
    """Why it matters who begins."""

    def because_needed(self) -> tuple[str, ...]:
        return ("spark",)

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for moment in self.moments if fits(moment, level, mode))

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        return tuple(moment.concepts for moment in self.moments)
