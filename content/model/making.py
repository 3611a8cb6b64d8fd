"""Scene 6, Van idee tot applaus."""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Image, Label, Level, PerformanceMode, Prompt, Slug, Strict
from content.model.scene import SceneBase


class Clash(Strict):
    """What happens when a step is played although `needs` has not been done yet."""

    needs: Slug
    """The step that must come first."""
    oops: Prompt
    """What the class sees go wrong in the run-through."""
    because: Explanation


class Step(Strict):
    """A step of making a show, as a card that one team owns."""

    id: Slug
    concept: Slug
    label: Label
    film: Prompt
    """What the class sees when this step comes at a right moment."""
    image: Image | None = None
    """Instead of the picture of its concept."""
    people: tuple[Slug, ...] = Field(default=(), max_length=2)
    """Who of the theatre plays in its film (concepts of the category mens)."""
    after: tuple[Clash, ...] = ()
    """What it can't do without. Steps that don't name each other, also not by others between, may change places."""


class Road(Strict):
    """A way from idea to applause: which steps lie in the envelopes of a round."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    prompt: Prompt
    steps: tuple[Slug, ...] = Field(min_length=4, max_length=9)
    """In an order that is right; the game mixes them."""
    because: Explanation
    """Why this order works, and what may change places."""
    hint1: Explanation
    hint2: Explanation


class MakingScene(SceneBase):
    """Scene 6, Van idee tot applaus: every team knows and owns its own steps, and the class finds the order."""

    kind: Literal["making"]
    steps: tuple[Step, ...] = Field(min_length=4, max_length=40)
    roads: tuple[Road, ...] = Field(min_length=1, max_length=40)
    rounds: dict[Level, int]

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for road in self.roads if level in road.levels)

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        concepts = {step.id: step.concept for step in self.steps}
        return tuple(tuple(concepts[name] for name in road.steps if name in concepts) for road in self.roads)

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.id == name)
