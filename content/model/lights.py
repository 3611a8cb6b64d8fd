"""Scene 9, Lichtplan."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.model.base import Explanation, Level, PerformanceMode, Prompt, Slug, Strict, fits
from content.model.scene import SceneBase

Slider = Literal["warmth", "brightness", "spot", "backdrop"]
"""What a team sets: cold to warm, dark to bright, where the spot falls from left to right, and the colour of the
backdrop: night, dusk, mist, evening, sun."""
SLIDERS: tuple[Slider, ...] = ("warmth", "brightness", "spot", "backdrop")
STEP_MAX = 4
"""Every slider has the steps 0 to 4."""

Step = Annotated[int, Field(ge=0, le=STEP_MAX)]
MoodWord = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=9)]


class Range(Strict):
    """Where a mood begins and ends on one slider. For the spot it counts the steps away from who is lit."""

    slider: Slider
    low: Step
    high: Step
    because: Explanation
    """Why light outside of it speaks against the mood."""


class Mood(Strict):
    """A feeling that light can give: not one setting, but a region of them."""

    id: Slug
    word: MoodWord
    picture: Slug
    """A face of the game's own set (`mood_glad`)."""
    ranges: tuple[Range, ...] = Field(min_length=1, max_length=len(SLIDERS))
    because: Explanation
    """What the light does when the class sees this mood."""


class MakersLight(Strict):
    """How the makers lit it. It may be quite different."""

    warmth: Step
    brightness: Step
    spot: Step
    backdrop: Step
    says: Prompt


class LightMoment(Strict):
    """A moment of a story that a light must be made for."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    modes: tuple[PerformanceMode, ...] = ()
    concepts: tuple[Slug, ...] = Field(min_length=1)
    prompt: Prompt
    moods: tuple[Slug, ...] = Field(min_length=2, max_length=3)
    """The moods between which the class chooses; no other one is wrong, but these have words."""
    scenery: Slug
    """A picture of the game's own set (`scenery_forest`)."""
    who: Slug
    """Who stands there, a picture of the game's own set (`lit_girl`)."""
    stands: Step
    """Under which step of the spot."""
    makers: MakersLight


class LightsScene(SceneBase):
    """Scene 9: four teams own one slider each, and the class must see the mood that it agreed on."""

    kind: Literal["lights"]
    moods: tuple[Mood, ...] = Field(min_length=2, max_length=30)
    moments: tuple[LightMoment, ...] = Field(min_length=1, max_length=60)
    rounds: dict[Level, int]
    hint1: Explanation
    hint2: Explanation
    because: dict[Literal["different"], Explanation]
    """When the light is within the mood, and the class sees another one."""

    def because_needed(self) -> tuple[str, ...]:
        return ("different",)

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for moment in self.moments if fits(moment, level, mode))

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        return tuple(moment.concepts for moment in self.moments)
