"""The show of a pack and the house where it is played."""

from typing import Literal

from pydantic import Field

from content.model.base import (
    Explanation,
    Image,
    Label,
    Name,
    PerformanceMode,
    Prompt,
    Sentence,
    Slug,
    Sound,
    Story,
    Strict,
)
from content.model.seat import SeatPlan


class Theme(Strict):
    """A theme of the show, without spoilers."""

    id: Slug
    word: Label
    sentence: Explanation
    question: Prompt
    """For the class before the show."""
    after: Prompt
    """For the class after the show."""
    image: Image | None = None
    sound: Sound | None = None
    spoiler: Literal["none", "light"] = "none"


class Inspiration(Strict):
    """A thing that made the makers start, and their own sentence about it."""

    id: Slug
    label: Label
    sentence: Explanation
    image: Image | None = None
    sound: Sound | None = None


class Show(Strict):
    """The production this pack belongs to."""

    title: str = Field(min_length=1, max_length=90)
    company: str = Field(min_length=1, max_length=90)
    genre: tuple[Label, ...] = Field(min_length=1)
    performance_mode: PerformanceMode
    age_from: int = Field(ge=2, le=18)
    age_to: int = Field(ge=2, le=18)
    duration_min: int = Field(ge=5, le=240)
    interval: bool = False
    language: Literal["spoken", "little", "none"] = "spoken"
    content_notes: tuple[Label, ...] = ()
    about: Story
    """For the teacher; the class reads `themes`."""
    poster: Image | None = None
    makers: tuple[Name, ...] = Field(default=(), max_length=40)


class Venue(Strict):
    """The house: reused by all shows of a centre. Rooms that are missing are left out of the game."""

    name: str = Field(min_length=1, max_length=90)
    rooms: tuple[Slug, ...] = ()
    photos: dict[Slug, Image] = {}
    """Of its rooms: the class sees this very house where a drawing would stand for any."""
    coats_compulsory: bool = True
    arrive_minutes_early: int = Field(default=15, ge=0, le=60)
    welcome: Sentence | None = None
    wheelchair_places: int = Field(default=0, ge=0)
    hall: tuple[SeatPlan, ...] = ()
    """The house's own hall for Naar je stoel, one plan per level; a level without one plays in the scene's hall."""
