"""Scene 10, Wat doe jij?"""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Image, Label, Level, PerformanceMode, Prompt, Slug, Strict, fits
from content.model.scene import SceneBase


class Consequence(Strict):
    """What a choice does to the three people in the room. `face` picks the puppet's expression."""

    actor: Explanation
    neighbour: Explanation
    you: Explanation
    faces: tuple[
        Literal["sad", "neutral", "happy"],
        Literal["annoyed", "neutral", "happy"],
        Literal["unsure", "neutral", "happy"],
    ] = ("neutral", "neutral", "neutral")


class DilemmaOption(Strict):
    text: Label
    verdict: Literal["right", "ok", "wrong"]
    because: Explanation
    then: Consequence
    next: Slug | None = None
    """A following dilemma, when the story branches; None ends the branch."""
    image: Image | None = None


class Dilemma(Strict):
    """A moment in the theatre at which the class must agree what to do."""

    id: Slug
    concepts: tuple[Slug, ...] = Field(min_length=1)
    levels: tuple[Level, ...] = Field(min_length=1)
    modes: tuple[PerformanceMode, ...] = ()
    prompt: Prompt
    options: tuple[DilemmaOption, ...] = Field(min_length=2, max_length=4)
    hint1: Explanation
    hint2: Explanation
    image: Image | None = None


class ChoicesScene(SceneBase):
    """Scene 10, Wat doe jij?: below the agreement share the class convinces its neighbours and votes again."""

    kind: Literal["choices"]
    dilemmas: tuple[Dilemma, ...] = Field(min_length=1, max_length=100)
    agreement: float = Field(default=0.8, gt=0.5, le=1)
    rounds: dict[Level, int]

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        """A round begins with a dilemma that no other one of those offered leads to."""
        offered = [dilemma for dilemma in self.dilemmas if fits(dilemma, level, mode)]
        led_to = {option.next for dilemma in offered for option in dilemma.options}
        return sum(1 for dilemma in offered if dilemma.id not in led_to)

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        return tuple(dilemma.concepts for dilemma in self.dilemmas)
