"""What a class knew before and after, with how sure that is. Pure: counts in, shares and margins out.

A few questions to one class say little, and the pages say so: every share comes with its interval, and the word that
the game did not teach stands beside the others, so that nobody takes for learning what comes of asking twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of a hundred such intervals, 95 hold what they look for: the 0.975 quantile of the normal distribution."""


def wilson(right: float, answered: int) -> tuple[float, float]:
    """The score interval of a share (0-1), which stays honest for a single class and for all or none right.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212; recommended for small groups by R. G. Newcombe, Statistics in
    Medicine 17 (1998), 857-872.
    """
    share, weight = right / answered, Z * Z / answered
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / answered + weight / (4 * answered)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)


def margin(answered: int) -> int:
    """How many points of a hundred to reckon with, more or less: half the interval where it is widest."""
    low, high = wilson(answered / 2, answered)
    return round(100 * (high - low) / 2)


@dataclass(frozen=True)
class Answers:
    """How many of the answers were right."""

    right: int
    answered: int

    def __add__(self, other: "Answers") -> "Answers":
        return Answers(self.right + other.right, self.answered + other.answered)

    @property
    def share(self) -> int:
        """Right answers in a hundred."""
        return round(100 * self.right / self.answered)

    @property
    def low(self) -> int:
        """The share that it may as well be, at the low end; in a hundred."""
        return round(100 * wilson(self.right, self.answered)[0])

    @property
    def high(self) -> int:
        return round(100 * wilson(self.right, self.answered)[1])


@dataclass(frozen=True)
class Known:
    """How well one word was known. `before` or `after` is None where it was not asked then.

    `is_control`: a word that the game did not teach. `visits`: of how many visits this is the sum.
    """

    word: str
    is_control: bool
    before: Answers | None
    after: Answers | None
    visits: int = 1


@dataclass(frozen=True)
class Change:
    """Some words together, before and after."""

    words: tuple[str, ...]
    before: Answers
    after: Answers


@dataclass(frozen=True)
class Measure:
    """The words that were asked: those of the game first, the untaught ones last."""

    words: tuple[Known, ...]

    @property
    def taught(self) -> Change | None:
        """The words of the game that were asked before and after, together."""
        return _together([one for one in self.words if not one.is_control])

    @property
    def untaught(self) -> Change | None:
        return _together([one for one in self.words if one.is_control])

    @property
    def has_before(self) -> bool:
        return any(one.before for one in self.words)

    @property
    def has_after(self) -> bool:
        return any(one.after for one in self.words)

    @property
    def pupils(self) -> int:
        """How many answered at least, to every question."""
        return min(answers.answered for one in self.words for answers in (one.before, one.after) if answers)

    @property
    def margin(self) -> int:
        return margin(self.pupils)


def measure(words: Sequence[Known]) -> Measure | None:
    """The measure of these words, in their order; None when nothing was asked."""
    return Measure(tuple(sorted(words, key=lambda one: one.is_control))) if words else None


def _together(words: Sequence[Known]) -> Change | None:
    both = [(one.word, one.before, one.after) for one in words if one.before and one.after]
    if not both:
        return None
    nothing = Answers(0, 0)
    return Change(
        words=tuple(word for word, _, _ in both),
        before=sum((before for _, before, _ in both), nothing),
        after=sum((after for _, _, after in both), nothing),
    )
