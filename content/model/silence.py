"""Scene 2, Ssst, het licht gaat uit."""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Label, Level, PerformanceMode, Prompt, Slug, Strict, fits
from content.model.scene import SceneBase

Tempt = Literal["mouse", "face", "phone", "cough", "moth"]
"""What happens in the dark while the class stays as it was: the game draws it, and calm mode leaves it out."""


class ReadyStep(Strict):
    """What the house does before the light goes, in the order of the pack; a trap is what this show leaves alone."""

    id: Slug
    picture: Literal["gong", "doors", "phones", "corner", "window"]
    label: Label
    concepts: tuple[Slug, ...] = ()
    modes: tuple[PerformanceMode, ...] = ()
    trap: bool = False
    because: Explanation
    """Why not yet; of a trap, why not at all."""


class DarkMoment(Strict):
    """One time that the house lights go down, and what tempts the class then."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    modes: tuple[PerformanceMode, ...] = ()
    concepts: tuple[Slug, ...] = Field(min_length=1)
    tempts: tuple[Tempt, ...] = Field(min_length=1, max_length=4)
    dark: Prompt | None = None
    """Said just before the last light goes; a relaxed show has no such moment."""
    call: Prompt | None = None
    """What an actor asks in the dark, where the class takes part: then it answers aloud, and only then."""
    because: Explanation


class SilencePlan(Strict):
    """How long and how much at one level."""

    level: Level
    seconds: int = Field(ge=3, le=12)
    """Of silence, each time that a team watches."""
    watches: int = Field(ge=2, le=6)
    """How often a team watches in one going down of the light; each time it alone sees a picture."""
    pictures: int = Field(ge=6, le=8)
    """Between which the class chooses afterwards."""


class SilenceScene(SceneBase):
    """Scene 2: the light goes down while the whole class is silent, and each team alone sees one of the pictures."""

    kind: Literal["silence"]
    steps: tuple[ReadyStep, ...] = Field(max_length=12)
    ready: dict[PerformanceMode, Explanation]
    """The card when the hall is ready, for this way of performing."""
    moments: tuple[DarkMoment, ...] = Field(min_length=1, max_length=60)
    plans: tuple[SilencePlan, ...] = Field(min_length=1)
    rounds: dict[Level, int]
    because: dict[Literal["mixed"], Explanation]
    """Why a row of pictures with a mistake in it needs every team."""

    def because_needed(self) -> tuple[str, ...]:
        return ("mixed",)

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for moment in self.moments if fits(moment, level, mode))

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        return (
            *(step.concepts for step in self.steps if step.concepts),
            *(moment.concepts for moment in self.moments),
        )
