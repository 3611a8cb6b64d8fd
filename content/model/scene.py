"""What every scene of a pack has, whatever its kind."""

from pydantic import Field

from content.model.base import Label, Level, PerformanceMode, Sentence, Slug, Strict


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

    # What the lint asks every kind; a kind says more where it has more.
    def because_needed(self) -> tuple[str, ...]:
        """The keys of `because` that the scene uses."""
        return ()

    def rounds_written(self, level: Level, mode: PerformanceMode) -> int | None:
        """How many rounds there is matter for; None where rounds aren't counted in `rounds`."""
        return None

    def own_questions(self) -> tuple[tuple[Slug, ...], ...]:
        """The concepts of every question that the scene holds itself, beside the items of the pack."""
        return ()
