"""What is wrong with a pack, where, and how to put it right; in Dutch, and in English on request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Language = Literal["nl", "en"]

SHOWN_MAX = 80
TOLD_MAX = 500
"""Problems of one kind of check; more than anyone reads, and a file full of nonsense must not keep us busy."""


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `path` points into `file` (`items[3].options[0].because`), empty for the whole file.

    `message` and `fix` are Dutch; `told_in("en")` gives the same problem in English.
    """

    rule: str
    file: str
    path: str
    message: str
    fix: str
    english: tuple[str, str] = field(default=("", ""), repr=False, compare=False)

    def told_in(self, language: Language) -> "Problem":
        if language == "nl" or not self.english[0]:
            return self
        return replace(self, message=self.english[0], fix=self.english[1])

    def as_json(self) -> dict[str, str]:
        """The five keys that `foyer pack check --format json` promises."""
        return {
            "rule": self.rule,
            "file": self.file,
            "path": self.path,
            "message": self.message,
            "fix": self.fix,
        }


class PackError(Exception):
    """A pack that can't be used. Carries every problem that was found, never just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(_line(problem) for problem in self.problems))


class PackNotOpened(PackError):
    """There is nothing to judge: no such file or folder, or it may not be read."""


@dataclass(frozen=True)
class Both:
    """A fact that reads differently in the two languages."""

    nl: str
    en: str


Fact = str | int | float | Both | Sequence[str]


@dataclass(frozen=True)
class Wording:
    """How one rule speaks: (what is wrong, how to fix it) in both languages, with `{facts}` to fill in."""

    rule: str
    nl: tuple[str, str]
    en: tuple[str, str]

    def at(self, file: str, path: str = "", /, **facts: Fact) -> Problem:
        message, fix = self._filled(self.nl, "nl", facts)
        return Problem(self.rule, shown(file), path, message, fix, self._filled(self.en, "en", facts))

    @staticmethod
    def _filled(texts: tuple[str, str], language: Language, facts: dict[str, Fact]) -> tuple[str, str]:
        words = {name: _said(fact, language) for name, fact in facts.items()}
        return texts[0].format(**words), texts[1].format(**words)


def shown(text: str, longest: int = SHOWN_MAX) -> str:
    """`text` safe to print: control characters are spelled out and it is cut short.

    Names come from strangers' archives; an escape sequence in one would write over the terminal.
    """
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: longest * 2])
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def _said(fact: Fact, language: Language) -> str:
    if isinstance(fact, Both):
        return fact.nl if language == "nl" else fact.en
    if isinstance(fact, str):
        return shown(fact)
    if isinstance(fact, int | float):
        return str(fact)
    return ", ".join(shown(part) for part in fact)


def _line(problem: Problem) -> str:
    place = f"{problem.file} {problem.path}".strip()
    return f"{place} [{problem.rule}]: {problem.message} {problem.fix}".strip()
