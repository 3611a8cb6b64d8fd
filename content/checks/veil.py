"""Tipje van de sluier: something to ask behind every curtain, and nothing given away."""

from collections.abc import Iterator

from content.checks.dutch import words
from content.checks.rule import Findings, View, at, levels_of, rule
from content.model import About, Curtain, Level, PerformanceMode, VeilScene
from content.model.base import fits
from content.model.veil import CURTAINS
from content.where import Loc


@rule(
    "veil.too-few",
    nl=(
        "{level} heeft {count} vragen, en er hangen {wanted} gordijntjes voor de affiche.",
        "Schrijf er nog bij voor dit niveau.",
    ),
    en=("{level} has {count} questions, and {wanted} curtains hang before the poster.", "Write more for this level."),
    needs_whole=True,
)
def every_curtain_has_a_question(view: View) -> Findings:
    """A curtain that nobody opens keeps a piece of the poster to itself."""
    for loc, scene in _scenes(view):
        for level in levels_of(scene):
            for mode in view.modes:
                count = _count(view, scene, level, PerformanceMode(mode))
                if count < CURTAINS:
                    yield at(*loc, "curtains", level=level.value, count=count, wanted=CURTAINS)
                    break


def _count(view: View, scene: VeilScene, level: Level, mode: PerformanceMode) -> int:
    """Questions before the visit: of a pack without a show those about the game's own poster."""
    about = {About.POSTER} if view.pack.show is None else set(About) - {About.POSTER}
    return sum(
        curtain.about in about and curtain.visit == "before" and fits(curtain, level, mode)
        for curtain in scene.curtains
    )


@rule(
    "veil.unknown",
    nl=("'{ref}' is geen thema of inspiratie van deze voorstelling.", "Neem een id uit 'themes' of 'inspirations'."),
    en=("'{ref}' is no theme or inspiration of this show.", "Take an id of 'themes' or 'inspirations'."),
    needs_whole=True,
)
def curtains_hide_what_there_is(view: View) -> Findings:
    """Behind this curtain there would be nothing, and it would be left out."""
    known = {
        About.THEME: {theme.id for theme in view.pack.themes},
        About.INSPIRATION: {one.id for one in view.pack.inspirations},
    }
    for loc, curtain in _curtains(view):
        if curtain.ref is not None and curtain.ref not in known.get(curtain.about, set()):
            yield at(*loc, "ref", ref=curtain.ref)


@rule(
    "veil.no-prompt",
    nl=("er staat geen vraag bij.", "Vul 'prompt' in; alleen een thema heeft een eigen vraag."),
    en=("there is no question.", "Fill in 'prompt'; only a theme has a question of its own."),
)
def curtains_ask(view: View) -> Findings:
    """Only a theme brings its own question; for the rest the team would face an empty sign."""
    for loc, curtain in _curtains(view):
        if curtain.prompt is None and curtain.about is not About.THEME:
            yield at(*loc, "prompt")


@rule(
    "veil.no-voice",
    nl=("de makers zeggen hier niets.", "Vul 'voice' in."),
    en=("the makers say nothing here.", "Fill in 'voice'."),
)
def makers_answer(view: View) -> Findings:
    """Every curtain opens on the makers' own words: that is what the class gets for its courage to guess."""
    for loc, curtain in _curtains(view):
        if curtain.voice is None and curtain.about not in (About.THEME, About.INSPIRATION):
            yield at(*loc, "voice")


@rule(
    "veil.spoiler",
    nl=("het thema '{ref}' verklapt iets.", 'Vraag vooraf iets anders, of zet deze vraag op "visit": "after".'),
    en=("the theme '{ref}' gives something away.", 'Ask something else before, or make this one "visit": "after".'),
)
def nothing_is_given_away(view: View) -> Findings:
    """A class that knows the end has nothing left to expect."""
    spoilers = {theme.id for theme in view.pack.themes if theme.spoiler != "none"}
    for loc, curtain in _curtains(view):
        if curtain.about is About.THEME and curtain.visit == "before" and curtain.ref in spoilers:
            yield at(*loc, "ref", ref=curtain.ref)


@rule(
    "veil.no-picture",
    nl=("in {level} leest niemand, en deze keuze heeft geen prentje.", "Geef een 'image' of een 'picture'."),
    en=("at {level} nobody reads, and this choice has no picture.", "Give an 'image' or a 'picture'."),
)
def the_youngest_choose_by_picture(view: View) -> Findings:
    """At level 1 the teacher reads aloud once; after that the pictures are what the children point at."""
    for loc, curtain in _curtains(view):
        for index, guess in enumerate(curtain.guesses):
            if Level.L1 in curtain.levels and guess.image is None and guess.picture is None:
                yield at(*loc, "guesses", index, level=Level.L1.value)


@rule(
    "veil.twice",
    nl=("deze keuze staat er al.", "Bedenk een andere."),
    en=("this choice is there already.", "Think of another one."),
)
def guesses_differ(view: View) -> Findings:
    """Two labels with the same words can't be told apart on the wall."""
    for loc, curtain in _curtains(view):
        seen: list[tuple[str, ...]] = []
        for index, guess in enumerate(curtain.guesses):
            if words(guess.text) in seen:
                yield at(*loc, "guesses", index, "text")
            seen.append(words(guess.text))


def _scenes(view: View) -> Iterator[tuple[Loc, VeilScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, VeilScene))


def _curtains(view: View) -> Iterator[tuple[Loc, Curtain]]:
    for loc, scene in _scenes(view):
        for index, curtain in enumerate(scene.curtains):
            yield (*loc, "curtains", index), curtain


RULES = (
    every_curtain_has_a_question,
    curtains_hide_what_there_is,
    curtains_ask,
    makers_answer,
    nothing_is_given_away,
    the_youngest_choose_by_picture,
    guesses_differ,
)
