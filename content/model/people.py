"""Scene 5, Wie roep je?"""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Image, Label, Level, PerformanceMode, Prompt, Slug, Strict, fits
from content.model.scene import SceneBase


class Helper(Strict):
    """Somebody of the theatre who could be called. `person` is a concept of the category mens."""

    person: Slug
    verdict: Literal["right", "ok", "wrong"]
    act: Prompt
    """What the class sees this person do on the stage; the wrong one does its own work, in earnest."""
    because: Explanation
    """What this person does in a theatre, and who else could help."""


class Trouble(Strict):
    """Something that goes wrong on the stage."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    modes: tuple[PerformanceMode, ...] = ()
    prompt: Prompt
    helpers: tuple[Helper, ...] = Field(min_length=3, max_length=4)
    hint1: Explanation
    hint2: Explanation
    image: Image | None = None
    picture: Slug | None = None
    """A picture of the game's own set (`trouble_seat`), instead of `image`. Mended it is called `trouble_seat_ok`."""

    @property
    def concepts(self) -> tuple[Slug, ...]:
        """Whom it asks for: all who can help."""
        return tuple(helper.person for helper in self.helpers if helper.verdict != "wrong")


class PeopleScene(SceneBase):
    """Scene 5, Wie roep je?: teams put their heads together, a number is called, and all who have it must agree."""

    kind: Literal["people"]
    troubles: tuple[Trouble, ...] = Field(min_length=1, max_length=100)
    rounds: dict[Level, int]
    names: dict[Slug, Label] = {}
    """Names too long for one line of the board, with a soft hyphen (U+00AD) where they may break."""

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        return sum(1 for trouble in self.troubles if fits(trouble, level, mode))

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        return tuple(trouble.concepts for trouble in self.troubles)
