"""Pack format 1: what a centre or a company writes, as frozen pydantic models.

A pack is a folder, or the same as a zip named ``*.foyer``: ``pack.json`` with ``images/`` and ``sounds/``.
These models check what one file can say about itself (types, lengths, unknown keys); what needs a look
across the pack (references, files on disk, completeness) is checked in `content.lint`.

Text limits come from legibility on a 65" board at 8 m: 64-90 px type leaves about 38 characters a line on
the 1080 canvas, so a prompt has two lines, a label half a line and an explanation three.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

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


class TeacherText(Strict):
    """Two lines the teacher can read aloud ("zeg dit") and what to know."""

    say: tuple[Sentence, ...] = Field(min_length=1, max_length=2)
    know: Sentence | None = None


class SceneBase(Strict):
    """What every scene has: its words (lights up), its recall items, its room in the house, why not alone."""

    id: Slug
    title: Label
    room: Slug
    """The room of the house map that lights up: vestiaire, zaal, toneeltoren, coulissen, foyer, ..."""
    words: dict[Level, tuple[Slug, ...]]
    """Concept ids for "lights up", 3 to 6 a level; the levels named here are the levels the scene offers."""
    recall: tuple[Slug, ...] = Field(min_length=1, max_length=200)
    """Item ids for the recall flash; one that fits the level is drawn."""
    together: Sentence
    """Why one player can't do this alone, for the teacher."""
    teacher: TeacherText
    minutes: int = Field(ge=1, le=30)


class SeatScene(SceneBase):
    """Scene 1, Naar je stoel: groups hold half-clues, the pupil at the board must be talked to the seat."""

    kind: Literal["seat"]
    places: tuple["SeatPlan", ...] = Field(min_length=1)
    """One plan per level offered."""
    because: dict[Literal["row", "seat", "door", "coat", "floor", "taken"], Explanation]
    """Why the usher asks for each part of the ticket, and what is wrong with a taken seat."""


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


class FlySet(Strict):
    """One set piece on a rope of the fly tower."""

    id: Slug
    label: Label
    image: Image | None = None
    picture: Slug | None = None
    """A picture of the game's own set (`drop_forest`, ...), instead of `image`."""


class SceneChange(Strict):
    """One change of scenery: which pieces come down and which go up, at the countdown of the class."""

    id: Slug
    levels: tuple[Level, ...] = Field(min_length=1)
    cue: Prompt
    """What the stage manager reads from the cue book, without naming the ropes."""
    down: tuple[Slug, ...]
    up: tuple[Slug, ...]
    someone_below: bool = False
    """A stagehand stands under the bar: the class must call "vrij" before anything moves."""
    because: Explanation


class FliesScene(SceneBase):
    """Scene 4, Decorwissel: three or four ropes are held at once and the class counts down."""

    kind: Literal["flies"]
    sets: tuple[FlySet, ...] = Field(min_length=3, max_length=8)
    ropes: dict[Level, int]
    """How many ropes a level has (3 or 4); each belongs to a team."""
    changes: tuple[SceneChange, ...] = Field(min_length=1, max_length=100)
    rounds: dict[Level, int]
    because: dict[Literal["held", "wrong_rope", "below", "released"], Explanation]


class Consequence(Strict):
    """What a choice does to the three people in the room. `face` picks the puppet's expression."""

    actor: Explanation
    neighbour: Explanation
    you: Explanation
    faces: tuple[
        Literal["sad", "neutral", "happy"],
        Literal["annoyed", "neutral", "happy"],
        Literal["unsure", "neutral", "happy"],
    ] = ("neutral", "neutral", "neutral")


class DilemmaOption(Strict):
    text: Label
    verdict: Literal["right", "ok", "wrong"]
    because: Explanation
    then: Consequence
    next: Slug | None = None
    """A following dilemma, when the story branches; None ends the branch."""
    image: Image | None = None


class Dilemma(Strict):
    """A moment in the theatre at which the class must agree what to do."""

    id: Slug
    concepts: tuple[Slug, ...] = Field(min_length=1)
    levels: tuple[Level, ...] = Field(min_length=1)
    modes: tuple[PerformanceMode, ...] = ()
    prompt: Prompt
    options: tuple[DilemmaOption, ...] = Field(min_length=2, max_length=4)
    hint1: Explanation
    hint2: Explanation
    image: Image | None = None


class ChoicesScene(SceneBase):
    """Scene 10, Wat doe jij?: below the agreement share the class convinces its neighbours and votes again."""

    kind: Literal["choices"]
    dilemmas: tuple[Dilemma, ...] = Field(min_length=1, max_length=100)
    agreement: float = Field(default=0.8, gt=0.5, le=1)
    rounds: dict[Level, int]


Scene = Annotated[SeatScene | FliesScene | ChoicesScene, Field(discriminator="kind")]


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
    coats_compulsory: bool = True
    arrive_minutes_early: int = Field(default=15, ge=0, le=60)
    welcome: Sentence | None = None
    wheelchair_places: int = Field(default=0, ge=0)


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
