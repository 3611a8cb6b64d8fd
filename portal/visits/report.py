"""What the game sends after a run: strict, so that nothing slips in that could say something about a child."""

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from portal.visits.models import LARGEST_CLASS, SMALLEST_CLASS

COUNT_MAX = 10_000
PROBES_MAX = 12
"""Four words before and after fill eight rows; a pack may ask a little more."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
Count = Annotated[int, Field(ge=0, le=COUNT_MAX)]


class Strict(BaseModel):
    """Frozen; an unknown key is refused, and "3" is no number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PackReport(Strict):
    id: Slug
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$", max_length=20)]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SceneReport(Strict):
    """One scene: rounds played, how many were right at the first try, hints shown, moments held together."""

    id: Slug
    kind: Slug
    done: bool
    rounds: Count
    first_try: Count
    hints: Count
    together: Count


class ConceptReport(Strict):
    """One word of the theatre: how often it was asked, and how often the class knew it at once."""

    id: Slug
    asked: Count
    first_try: Count


class ProbeReport(Strict):
    """One question of the measure: the class answered with cards, heads down, and the teacher counted."""

    item: Slug
    concept: Slug
    phase: Literal["before", "after"] = Field(description="Before the scenes, or its twin after them.")
    control: bool = Field(description="A word that this run does not teach, to compare with.")
    right: Annotated[int, Field(ge=0, le=LARGEST_CLASS)]
    answered: Annotated[int, Field(ge=SMALLEST_CLASS, le=LARGEST_CLASS)]

    @model_validator(mode="after")
    def _right_are_among_the_answers(self) -> Self:
        if self.right > self.answered:
            raise PydanticCustomError("too_many_right", "more right than answered")
        return self


class RunReport(Strict):
    """A whole run. `run_id` is drawn by the game; sending it again counts once."""

    run_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    pack: PackReport
    level: Annotated[str, StringConstraints(pattern=r"^L[1-4]$")]
    mode: Slug = Field(max_length=20)
    class_size: Annotated[int, Field(ge=1, le=200)]
    scenes: Annotated[list[SceneReport], Field(max_length=60)]
    concepts: Annotated[list[ConceptReport], Field(max_length=500)]
    app_version: Annotated[str, StringConstraints(max_length=40)]
    round: Literal["before_visit", "after_visit"] = Field(
        default="before_visit", description="A few days before the performance, or back at school after it."
    )
    probes: Annotated[
        list[ProbeReport],
        Field(max_length=PROBES_MAX, description="One row for each concept and phase; none where nothing was asked."),
    ] = []

    @field_validator("probes")
    @classmethod
    def _probes_are_of_one_class(cls, probes: list[ProbeReport], known: ValidationInfo) -> list[ProbeReport]:
        """Rows that can't stand beside each other: refused together, because none of them alone is wrong.

        More answers than `class_size` may be: the teacher can set it to fewer when pupils leave between two parts.
        """
        asked = Counter((one.concept, one.phase) for one in probes)
        controls = {one.concept for one in probes if one.control}
        if any(times > 1 for times in asked.values()):
            raise PydanticCustomError("asked_twice", "a concept stands twice in one phase")
        if len(controls) > 1 or any(one.concept in controls and not one.control for one in probes):
            raise PydanticCustomError("one_control", "one concept at most is the control, in all its rows")
        if known.data.get("round") == "after_visit" and any(one.phase == "before" for one in probes):
            raise PydanticCustomError("no_before", "after the visit nothing is asked before the scenes")
        return probes
