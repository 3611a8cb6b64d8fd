"""Pack format 1: what a centre or a company writes, as frozen pydantic models.

A pack is a folder, or the same as a zip named ``*.foyer``: ``pack.json`` with ``images/`` and ``sounds/``.
These models check what one file can say about itself (types, lengths, unknown keys); what needs a look
across the pack (references, files on disk, completeness) is checked in `content.lint`.

Text limits come from legibility on a 65" board at 8 m: 64-90 px type leaves about 38 characters a line on
the 1080 canvas, so a prompt has two lines, a label half a line and an explanation three.
"""

from content.model.applause import ApplauseScene, Reaction, ShowMoment
from content.model.base import (
    EXPLANATION_MAX,
    FORMAT,
    LABEL_MAX,
    PROMPT_MAX,
    ROOMS,
    Explanation,
    Image,
    Label,
    Level,
    Locale,
    Name,
    Note,
    PackPath,
    PerformanceMode,
    Prompt,
    Sentence,
    Slug,
    Sound,
    Story,
    Strict,
    fits,
)
from content.model.choices import ChoicesScene, Consequence, Dilemma, DilemmaOption
from content.model.finish import FinishScene
from content.model.flies import FliesScene, FlySet, SceneChange
from content.model.lights import LightMoment, LightsScene, MakersLight, Mood, Range
from content.model.making import Clash, MakingScene, Road, Step
from content.model.pack import Pack
from content.model.pairs import Detail, Pair, PairsScene
from content.model.people import Helper, PeopleScene, Trouble
from content.model.questions import Concept, Item, Option, Phase
from content.model.scene import SceneBase, TeacherText
from content.model.scenes import KINDS, AnyScene, Scene
from content.model.seat import SeatPlan, SeatScene
from content.model.show import Inspiration, Show, Theme, Venue
from content.model.silence import DarkMoment, ReadyStep, SilencePlan, SilenceScene
from content.model.veil import About, Curtain, Guess, VeilScene
from content.model.whisper import WhisperScene, WhisperWord

__all__ = [
    "EXPLANATION_MAX",
    "FORMAT",
    "KINDS",
    "LABEL_MAX",
    "PROMPT_MAX",
    "ROOMS",
    "About",
    "AnyScene",
    "ApplauseScene",
    "ChoicesScene",
    "Clash",
    "Concept",
    "Consequence",
    "Curtain",
    "DarkMoment",
    "Detail",
    "Dilemma",
    "DilemmaOption",
    "Explanation",
    "FinishScene",
    "FliesScene",
    "FlySet",
    "Guess",
    "Helper",
    "Image",
    "Inspiration",
    "Item",
    "Label",
    "Level",
    "LightMoment",
    "LightsScene",
    "Locale",
    "MakersLight",
    "MakingScene",
    "Mood",
    "Name",
    "Note",
    "Option",
    "Pack",
    "PackPath",
    "Pair",
    "PairsScene",
    "PeopleScene",
    "PerformanceMode",
    "Phase",
    "Prompt",
    "Range",
    "Reaction",
    "ReadyStep",
    "Road",
    "Scene",
    "SceneBase",
    "SceneChange",
    "SeatPlan",
    "SeatScene",
    "Sentence",
    "Show",
    "ShowMoment",
    "SilencePlan",
    "SilenceScene",
    "Slug",
    "Sound",
    "Step",
    "Story",
    "Strict",
    "TeacherText",
    "Theme",
    "Trouble",
    "VeilScene",
    "Venue",
    "WhisperScene",
    "WhisperWord",
    "fits",
]
