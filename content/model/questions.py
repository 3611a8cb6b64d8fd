"""Words and the questions that ask for them."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Image, Label, Level, Locale, Note, PerformanceMode, Prompt, Slug, Strict


class Concept(Strict):
    """A word of the theatre. `terms` maps a language (nl, fr, en) to the word; `definition` is Dutch."""

    id: Slug
    category: Literal["plaats", "bezoek", "code", "mens", "techniek", "maken", "spel"]
    terms: dict[Locale, Label] = Field(max_length=8)
    definition: Explanation
    age_from: int = Field(ge=4, le=18)
    image: Image | None = None


class Option(Strict):
    """One answer. `verdict` ok means: fine too, there is no single right answer. `because` is always there."""

    text: Label
    verdict: Literal["right", "ok", "wrong"]
    because: Explanation
    image: Image | None = None


class Phase(StrEnum):
    PLAY = "play"
    PROBE = "probe"
    AFTER = "after"


class Item(Strict):
    """A question to the class. `twin` is the id of its parallel form, for asking again without repeating."""

    id: Slug
    concepts: tuple[Slug, ...] = Field(min_length=1)
    levels: tuple[Level, ...] = Field(min_length=1)
    prompt: Prompt
    options: tuple[Option, ...] = Field(min_length=2, max_length=4)
    hint1: Explanation
    hint2: Explanation
    image: Image | None = None
    twin: Slug | None = None
    phase: Phase = Phase.PLAY
    modes: tuple[PerformanceMode, ...] = ()
    """The performance modes this item is true for; empty means all."""
    source: Note = ""
