"""Scene 12, De zaal is klaar."""

from typing import Literal

from pydantic import Field

from content.model.base import Level
from content.model.scene import SceneBase


class FinishScene(SceneBase):
    """Every seat of the hall is one question, of what the class met today. It ends a run.

    The questions come from the pack's bank: first what is due, then what went wrong, then anything of the level.
    """

    kind: Literal["finish"]
    seats: dict[Level, int] = Field(min_length=1)
    """Seats to light at the least, in a full lesson; more when more is due, and never more than 24."""
