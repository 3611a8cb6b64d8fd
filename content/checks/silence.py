"""Ssst, het licht gaat uit: a hall that can be made ready, and pictures that no team can guess."""

from collections.abc import Iterator

from content.checks.rule import Findings, View, at, rule
from content.model import Level, PerformanceMode, SilenceScene
from content.where import Loc

SPARE = 4
"""Pictures that nobody saw. With fewer a team finds the rest by trying: three tries, and one picture goes away."""
LOUD_MODES = (PerformanceMode.RELAXED, PerformanceMode.PARTICIPATORY)
STEPS_MIN = 2


@rule(
    "silence.two-plans",
    nl=("{level} heeft twee plannen.", "Hou er een van de twee."),
    en=("{level} has two plans.", "Keep one of the two."),
)
def a_level_has_one_plan(view: View) -> Findings:
    """The game would take either of the two."""
    for loc, scene in _scenes(view):
        seen: set[Level] = set()
        for index, plan in enumerate(scene.plans):
            if plan.level in seen:
                yield at(*loc, "plans", index, "level", level=plan.level.value)
            seen.add(plan.level)


@rule(
    "silence.guessable",
    nl=(
        "{watches} prentjes uit {pictures} kan een ploeg alleen raden.",
        "Geef minstens 4 prentjes meer dan er gezien worden, of laat minder vaak kijken.",
    ),
    en=(
        "{watches} pictures out of {pictures} can be guessed by one team.",
        "Give at least 4 more pictures than are seen, or let teams watch less often.",
    ),
)
def no_team_guesses_the_others(view: View) -> Findings:
    """What only the other teams saw must stay theirs to tell, or one team plays the scene for all."""
    for loc, scene in _scenes(view):
        for index, plan in enumerate(scene.plans):
            if plan.pictures < _pictures_needed(plan.watches):
                facts = {"watches": plan.watches, "pictures": plan.pictures}
                yield at(*loc, "plans", index, "pictures", **facts)


def _pictures_needed(watches: int) -> int:
    """Enough that two tries and a hint leave a doubt; from four unseen ones on, their order is doubt enough."""
    return watches + (SPARE if watches < SPARE else 2)


@rule(
    "silence.not-ready",
    nl=(
        "bij een voorstelling in de vorm '{mode}' is er te weinig om klaar te zetten.",
        "Schrijf minstens 2 stappen die bij '{mode}' horen, en bij 'ready' een tekst voor '{mode}'.",
    ),
    en=(
        "for a performance of the kind '{mode}' there is too little to make ready.",
        "Write at least 2 steps that belong to '{mode}', and a text for '{mode}' in 'ready'.",
    ),
    needs_whole=True,
)
def the_hall_is_made_ready(view: View) -> Findings:
    """A gong and a closed door mean: it begins. Which of them are right depends on the show."""
    for loc, scene in _scenes(view):
        for mode in view.modes:
            steps = [step for step in scene.steps if not step.trap and (not step.modes or mode in step.modes)]
            if len(steps) < STEPS_MIN or mode not in scene.ready:
                yield at(*loc, "ready", mode=mode.value)


@rule(
    "silence.loud-show",
    nl=(
        "dit moment leert stil zijn, en dat is niet juist bij een voorstelling in de vorm '{mode}'.",
        'Zet "modes": ["standard", "school-hall"] bij dit moment, en schrijf er een ander voor \'{mode}\'.',
    ),
    en=(
        "this moment teaches to be silent, which is wrong for a performance of the kind '{mode}'.",
        'Write "modes": ["standard", "school-hall"] at this moment, and another one for \'{mode}\'.',
    ),
)
def silence_is_taught_where_it_is_right(view: View) -> Findings:
    """At a relaxed show a sound is welcome, and where the class takes part it must dare to answer."""
    for loc, scene in _scenes(view):
        for index, moment in enumerate(scene.moments):
            for mode in LOUD_MODES:
                right_there = not moment.modes or mode in moment.modes
                asked = mode is PerformanceMode.PARTICIPATORY and moment.call is not None
                if "stilte" in moment.concepts and mode in view.modes and right_there and not asked:
                    yield at(*loc, "moments", index, "modes", mode=mode.value)
                    break


def _scenes(view: View) -> Iterator[tuple[Loc, SilenceScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, SilenceScene))


RULES = (
    a_level_has_one_plan,
    no_team_guesses_the_others,
    the_hall_is_made_ready,
    silence_is_taught_where_it_is_right,
)
