"""Scene 1, Naar je stoel."""

from typing import Literal

from pydantic import Field

from content.model.base import Explanation, Level, Strict
from content.model.scene import SceneBase


class SeatScene(SceneBase):
    """Scene 1, Naar je stoel: groups hold half-clues, the pupil at the board must be talked to the seat."""

    kind: Literal["seat"]
    places: tuple["SeatPlan", ...] = Field(min_length=1)
    """One plan per level offered."""
    because: dict[Literal["row", "seat", "door", "coat", "floor", "taken"], Explanation]
    """Why the usher asks for each part of the ticket, and what is wrong with a taken seat."""

    def because_needed(self) -> tuple[str, ...]:
        parts = {
            "row": True,
            "seat": True,
            "taken": True,
            "door": any(plan.doors for plan in self.places),
            "coat": any(plan.coats for plan in self.places),
            "floor": any(plan.balcony_rows for plan in self.places),
        }
        return tuple(part for part, is_needed in parts.items() if is_needed)


class SeatPlan(Strict):
    """The hall of one level. Rows are lettered from the stage (A), seats numbered from the left (1)."""

    level: Level
    rows: int = Field(ge=1, le=8)
    seats: int = Field(ge=4, le=12)
    balcony_rows: int = Field(default=0, ge=0, le=3)
    """Rows upstairs with the same letters again, so that two seats are called B3."""
    doors: bool = False
    """Even seats enter right, odd seats left."""
    coats: int = Field(default=0, ge=0, le=6)
    """Numbered hooks in the cloakroom; 0: the level skips the cloakroom."""
    signs: bool = False
    """Seats carry pictures instead of numbers, for who can't read yet."""
    tickets: int = Field(ge=1, le=6)
    """Rounds: one ticket is found per round."""
