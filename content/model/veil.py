"""Scene 11, Tipje van de sluier."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Image, Label, Level, PerformanceMode, Prompt, Slug, Strict
from content.model.scene import SceneBase

CURTAINS = 6
"""Small curtains before a poster."""


class About(StrEnum):
    """What a question is about; it decides when there is matter for it."""

    POSTER = "poster"
    """The game's own poster: only where the pack has no show."""
    SHOW = "show"
    """The title, the genre, the company or the poster of whatever show the pack has."""
    THEME = "theme"
    INSPIRATION = "inspiration"
    CAME_TRUE = "came-true"
    """Asked of every team after the visit: what became of their predictions."""


class Guess(Strict):
    """Something that a team may expect. None is right and none is wrong."""

    text: Label
    image: Image | None = None
    picture: Slug | None = None
    """A picture of the game's own set (`tip_light`), instead of `image`."""


class Curtain(Strict):
    """A question that opens a curtain. Without `ref` a theme or inspiration stands for each of the show's."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    modes: tuple[PerformanceMode, ...] = ()
    visit: Literal["before", "after"] = "before"
    about: About
    ref: Slug | None = None
    """The id of the theme or the inspiration it is about."""
    prompt: Prompt | None = None
    """None takes the question of the theme."""
    guesses: tuple[Guess, ...] = Field(min_length=2, max_length=3)
    foretells: bool | None = None
    """Whether it says something of the show that can come true: after the visit it is looked up again. None: what is
    asked about the show does, the rest does not."""
    voice: Explanation | None = None
    """What the makers tell once the curtain is open, whatever was guessed. None takes the sentence of the theme
    or the inspiration."""

    @property
    def is_prediction(self) -> bool:
        return self.about is About.SHOW if self.foretells is None else self.foretells


class VeilScene(SceneBase):
    """Scene 11: six curtains before a poster, each opened by what a team expects and another team can follow."""

    kind: Literal["veil"]
    curtains: tuple[Curtain, ...] = Field(min_length=1, max_length=200)
    own: Guess
    """The last choice of every question: what the team thinks of itself, said aloud."""
    hint1: Explanation
    hint2: Explanation
    after_hint1: Explanation | None = None
    after_hint2: Explanation | None = None
    """The hints of the round after the visit, when no curtain hangs there any more."""
    poster_title: Label | None = None
    """The title on the game's own poster."""
