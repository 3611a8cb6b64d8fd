"""Cross checks on a pack that one model can't make: references, completeness, fairness, privacy.

Each rule has an id, a reason (its docstring), words in two languages with a remedy, and in the tests a good and
a bad pack. There are errors only: a warning that may be passed over is passed over.
"""

import itertools
from collections.abc import Iterable, Mapping

from content.checks import (
    applause,
    concepts,
    finish,
    lights,
    making,
    media,
    pairs,
    people,
    questions,
    references,
    scenes,
    silence,
    texts,
    veil,
    whisper,
)
from content.checks.rule import Rule, View
from content.model import Pack
from content.problem import TOLD_MAX, Problem

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *media.RULES,
    *questions.RULES,
    *concepts.RULES,
    *scenes.RULES,
    *pairs.RULES,
    *whisper.RULES,
    *people.RULES,
    *making.RULES,
    *silence.RULES,
    *veil.RULES,
    *lights.RULES,
    *finish.RULES,
    *applause.RULES,
    *texts.RULES,
)


def lint(pack: Pack, files: Mapping[str, bytes] | Iterable[str], base: Pack | None = None) -> list[Problem]:
    """Every problem of a pack that its models accepted.

    `files` are the files of the pack (names are enough); `base` is the pack it stands on, when it names one.
    """
    return judge(View(pack, frozenset(files), pack.model_dump(mode="json"), base))


def judge(view: View) -> list[Problem]:
    """Run the rules. When parts are missing from the view, those that count are left out."""
    rules = [rule for rule in RULES if view.is_whole or not rule.needs_whole]
    return list(itertools.islice((problem for rule in rules for problem in rule.problems(view)), TOLD_MAX))
