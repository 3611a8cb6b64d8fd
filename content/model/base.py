"""What all models of a pack are made of: limits, kinds of text, levels, pictures and sounds."""

from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, StringConstraints

FORMAT = 1

PROMPT_MAX = 76
LABEL_MAX = 22
EXPLANATION_MAX = 110

ROOMS = (
    "inkomhal",
    "vestiaire",
    "foyer",
    "zaal",
    "podium",
    "coulissen",
    "toneeltoren",
    "lichtregie",
    "kleedkamer",
    "orkestbak",
    "repetitielokaal",
    "atelier",
)
"""The rooms of the house map, from the street to the back."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
Prompt = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PROMPT_MAX)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LABEL_MAX)]
Explanation = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=EXPLANATION_MAX)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=240)]
Story = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=90)]
Note = Annotated[str, StringConstraints(max_length=300)]
"""For grown-ups: a source, a credit, a licence. Never shown to the class."""
PackPath = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(?:-[A-Z]{2})?$")]


class Level(StrEnum):
    """Game level: L1 age 6-8 (no reading needed), L2 9-10, L3 11-12, L4 12-14."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"


class PerformanceMode(StrEnum):
    """What is right in the hall depends on the show: being silent is wrong advice for a relaxed one."""

    STANDARD = "standard"
    RELAXED = "relaxed"
    PARTICIPATORY = "participatory"
    SCHOOL_HALL = "school-hall"


class Strict(BaseModel):
    """Base of every pack model: immutable, and an unknown key is an error instead of a typo that hides."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Image(Strict):
    """A picture in the pack. `alt` says what is to be seen; `credit` who made it."""

    file: PackPath
    alt: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=160)]
    credit: Note = ""


class Sound(Strict):
    """A sound in the pack. `caption` is shown whenever it is heard."""

    file: PackPath
    caption: Label
    credit: Note = ""


class Asked(Protocol):
    """What is only asked at some levels and for some kinds of performance."""

    @property
    def levels(self) -> tuple[Level, ...]: ...
    @property
    def modes(self) -> tuple[PerformanceMode, ...]: ...


def fits(asked: Asked, level: Level, mode: PerformanceMode) -> bool:
    """Whether it is for the level, and true for the way of performing."""
    return level in asked.levels and (not asked.modes or mode in asked.modes)
