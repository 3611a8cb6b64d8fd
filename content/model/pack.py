"""A whole pack."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.model.base import Locale, Name, Note, Slug, Strict
from content.model.pairs import Pair
from content.model.questions import Concept, Item
from content.model.scenes import Scene
from content.model.show import Inspiration, Show, Theme, Venue
from content.model.whisper import WhisperWord


class Pack(Strict):
    """A whole content pack. `id` names it for people, `content.digest` identifies its bytes."""

    format: Literal[1]
    id: Slug
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$", max_length=20)]
    title: str = Field(min_length=1, max_length=90)
    locales: tuple[Locale, ...] = Field(min_length=1, max_length=8)
    authors: tuple[Name, ...] = Field(default=(), max_length=40)
    licence: Note = ""
    base: Slug | None = None
    """A shipped pack whose concepts, items and scenes stand under this one (a show stands on `theatercode`)."""
    show: Show | None = None
    venue: Venue | None = None
    # The upper limits are far above what a class can play; they keep the cross checks quick for any file.
    themes: tuple[Theme, ...] = Field(default=(), max_length=20)
    inspirations: tuple[Inspiration, ...] = Field(default=(), max_length=20)
    concepts: tuple[Concept, ...] = Field(default=(), max_length=500)
    items: tuple[Item, ...] = Field(default=(), max_length=1000)
    scenes: tuple[Scene, ...] = Field(default=(), max_length=60)
    pairs: tuple[Pair, ...] = Field(default=(), max_length=40)
    """Own words that join Coulissengeheugen of the base; one of a word that is there already takes its place."""
    guesses: tuple[WhisperWord, ...] = Field(default=(), max_length=40)
    """Own words that join De souffleur of the base, likewise."""
