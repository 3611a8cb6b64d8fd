"""What the game sends after a run: strict, so that nothing slips in that could say something about a child."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

COUNT_MAX = 10_000

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
