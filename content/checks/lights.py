"""Lichtplan: moods that can be lit, and that no team lights alone."""

from collections.abc import Iterator

from content.checks.rule import Findings, View, at, rule
from content.model import LightMoment, LightsScene, Mood
from content.model.lights import STEP_MAX
from content.where import Loc

OWNERS_MIN = 3


@rule(
    "lights.unknown-mood",
    nl=("'{mood}' staat niet bij 'moods' van deze scène.", "Beschrijf dit gevoel, of kies een ander."),
    en=("'{mood}' isn't among the 'moods' of this scene.", "Describe this mood, or choose another one."),
)
def moments_ask_for_moods_that_exist(view: View) -> Findings:
    """The class would be asked to choose a feeling without word, face or light."""
    for loc, scene in _scenes(view):
        known = {mood.id for mood in scene.moods}
        for index, moment in enumerate(scene.moments):
            for place, mood in enumerate(moment.moods):
                if mood not in known:
                    yield at(*loc, "moments", index, "moods", place, mood=mood)


@rule(
    "lights.mood-twice",
    nl=("het gevoel '{mood}' staat er al.", "Geef elk gevoel één keer."),
    en=("the mood '{mood}' is there already.", "Give every mood once."),
)
def moods_differ(view: View) -> Findings:
    """Between twice the same feeling there is nothing to agree on."""
    for loc, scene in _scenes(view):
        yield from (at(*loc, "moods", n, "id", mood=mood) for n, mood in _again([mood.id for mood in scene.moods]))
        for index, moment in enumerate(scene.moments):
            for place, mood in _again(list(moment.moods)):
                yield at(*loc, "moments", index, "moods", place, mood=mood)


@rule(
    "lights.slider-twice",
    nl=("de schuif '{slider}' staat twee keer bij dit gevoel.", "Hou een van de twee."),
    en=("the slider '{slider}' is twice in this mood.", "Keep one of the two."),
)
def a_mood_has_one_range_per_slider(view: View) -> Findings:
    """The second one would never be looked at."""
    for loc, mood in _moods(view):
        for index, slider in _again([one.slider for one in mood.ranges]):
            yield at(*loc, "ranges", index, "slider", slider=slider)


@rule(
    "lights.empty-range",
    nl=("'low' is groter dan 'high': geen enkele stand past.", "Verwissel de twee getallen."),
    en=("'low' is above 'high': no step is within.", "Exchange the two numbers."),
)
def ranges_hold_a_step(view: View) -> Findings:
    """A team could slide for ever and the reason on the card would never go away."""
    for loc, mood in _moods(view):
        for index, one in enumerate(mood.ranges):
            if one.low > one.high:
                yield at(*loc, "ranges", index, "low")


@rule(
    "lights.few-teams",
    nl=(
        "dit gevoel hangt maar van {count} schuiven af.",
        "Beschrijf er minstens drie, zodat geen team het alleen kan.",
    ),
    en=("only {count} sliders matter for this mood.", "Describe three or more, so that no team does it alone."),
)
def every_mood_needs_three_teams(view: View) -> Findings:
    """Light is made together: a mood that one or two teams set by themselves leaves the others to watch."""
    for loc, mood in _moods(view):
        count = sum(one.slider == "spot" or (one.low, one.high) != (0, STEP_MAX) for one in mood.ranges)
        if count < OWNERS_MIN:
            yield at(*loc, "ranges", count=count)


@rule(
    "lights.no-place",
    nl=(
        "bij '{mood}' valt de spot te ver: op die plaats past geen enkele stand.",
        "Zet 'stands' meer naar de kant, of laat het gevoel dichter bij beginnen.",
    ),
    en=(
        "for '{mood}' the spot must fall further away than this place allows.",
        "Move 'stands' to a side, or let the mood begin nearer.",
    ),
)
def the_spot_finds_its_place(view: View) -> Findings:
    """Who stands in the middle is never more than two steps from any place of the spot."""
    for loc, scene in _scenes(view):
        moods = {mood.id: mood for mood in scene.moods}
        for index, moment in enumerate(scene.moments):
            for name in moment.moods:
                if name in moods and not _reaches(moods[name], moment):
                    yield at(*loc, "moments", index, "stands", mood=name)


def _reaches(mood: Mood, moment: LightMoment) -> bool:
    furthest = max(moment.stands, STEP_MAX - moment.stands)
    return all(one.slider != "spot" or one.low <= furthest for one in mood.ranges)


def _again(names: list[str]) -> Iterator[tuple[int, str]]:
    """What stands in the list a second time."""
    return ((index, name) for index, name in enumerate(names) if name in names[:index])


def _scenes(view: View) -> Iterator[tuple[Loc, LightsScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, LightsScene))


def _moods(view: View) -> Iterator[tuple[Loc, Mood]]:
    for loc, scene in _scenes(view):
        for index, mood in enumerate(scene.moods):
            yield (*loc, "moods", index), mood


RULES = (
    moments_ask_for_moods_that_exist,
    moods_differ,
    a_mood_has_one_range_per_slider,
    ranges_hold_a_step,
    every_mood_needs_three_teams,
    the_spot_finds_its_place,
)
