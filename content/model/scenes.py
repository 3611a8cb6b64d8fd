"""All kinds of scene. A new kind is a module of its own and one line here."""

from typing import Annotated, get_args

from pydantic import Field

from content.model.applause import ApplauseScene
from content.model.choices import ChoicesScene
from content.model.finish import FinishScene
from content.model.flies import FliesScene
from content.model.lights import LightsScene
from content.model.making import MakingScene
from content.model.pairs import PairsScene
from content.model.people import PeopleScene
from content.model.seat import SeatScene
from content.model.silence import SilenceScene
from content.model.veil import VeilScene
from content.model.whisper import WhisperScene

AnyScene = (
    SeatScene
    | FliesScene
    | ChoicesScene
    | PeopleScene
    | MakingScene
    | PairsScene
    | WhisperScene
    | VeilScene
    | LightsScene
    | SilenceScene
    | ApplauseScene
    | FinishScene
)  # fmt: skip
Scene = Annotated[AnyScene, Field(discriminator="kind")]

KINDS: frozenset[str] = frozenset(get_args(scene.model_fields["kind"].annotation)[0] for scene in get_args(AnyScene))
"""The names of the kinds, as `kind` has them in pack.json."""
