"""Applaus!: every moment can be answered at every kind of show, and says why of every sign."""

from collections.abc import Iterator

from content.checks.rule import Findings, View, at, levels_of, rule
from content.model import ApplauseScene, PerformanceMode, Reaction, ShowMoment, fits
from content.where import Loc

SIGNS_MIN, SIGNS_MAX = 2, 4


def _told(moment: ShowMoment, mode: PerformanceMode) -> dict[str, Reaction]:
    """Per sign what it does at this kind of show; the first that fits counts."""
    told: dict[str, Reaction] = {}
    for reaction in moment.reactions:
        if not reaction.modes or mode in reaction.modes:
            told.setdefault(reaction.sign, reaction)
    return told


def _played(view: View) -> Iterator[tuple[Loc, ShowMoment, PerformanceMode]]:
    """Each moment with each kind of show at which it is played."""
    for loc, scene in _scenes(view):
        for index, moment in enumerate(scene.moments):
            for mode in view.modes:
                if not moment.modes or mode in moment.modes:
                    yield (*loc, "moments", index, "reactions"), moment, mode


@rule(
    "applause.signs",
    nl=(
        "bij een voorstelling in de vorm '{mode}' zijn er {found} tekens om uit te kiezen.",
        "Schrijf er 2 tot 4; een teken zonder 'modes' telt bij elke voorstelling.",
    ),
    en=(
        "for a performance of the kind '{mode}' there are {found} signs to choose from.",
        "Write 2 to 4; a sign without 'modes' counts for every performance.",
    ),
)
def there_is_something_to_choose(view: View) -> Findings:
    """One sign is no choice, and a section of the hall has room for four on the board."""
    for loc, moment, mode in _played(view):
        found = len(_told(moment, mode))
        if not SIGNS_MIN <= found <= SIGNS_MAX:
            yield at(*loc, mode=mode.value, found=found)


@rule(
    "applause.no-answer",
    nl=(
        "bij een voorstelling in de vorm '{mode}' is geen enkel teken juist, of zijn ze het allemaal.",
        "Geef minstens een teken 'right' of 'ok', en minstens een 'wrong'.",
    ),
    en=(
        "for a performance of the kind '{mode}' no sign is right, or all of them are.",
        "Make at least one sign 'right' or 'ok', and at least one 'wrong'.",
    ),
)
def every_moment_asks_something(view: View) -> Findings:
    """A hall that can't be right learns nothing, and neither does one that can't be wrong."""
    for loc, moment, mode in _played(view):
        wrong = [reaction.verdict == "wrong" for reaction in _told(moment, mode).values()]
        # At a relaxed show everything may be fine: that is what it teaches.
        must_err = mode is not PerformanceMode.RELAXED
        if wrong and (all(wrong) or (must_err and not any(wrong))):
            yield at(*loc, mode=mode.value)


@rule(
    "applause.no-end",
    nl=(
        "{level} heeft geen moment dat de voorstelling afsluit (voorstelling: {mode}).",
        'Zet "ends": true bij het moment waarop de spelers buigen.',
    ),
    en=(
        "{level} has no moment that ends the show (performance: {mode}).",
        'Write "ends": true at the moment when the players bow.',
    ),
    needs_whole=True,
)
def every_show_ends_with_a_bow(view: View) -> Findings:
    """Applause grows towards the bow; without it the hall doesn't know when it is over."""
    for loc, scene in _scenes(view):
        for level in levels_of(scene):
            for mode in view.modes:
                if not any(moment.ends and fits(moment, level, mode) for moment in scene.moments):
                    yield at(*loc, "moments", level=level.value, mode=mode.value)
                    break


def _scenes(view: View) -> Iterator[tuple[Loc, ApplauseScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, ApplauseScene))


RULES = (there_is_something_to_choose, every_moment_asks_something, every_show_ends_with_a_bow)
