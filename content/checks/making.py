"""Scene 6, Van idee tot applaus: there is a right order, and every wrong one is explained."""

from collections.abc import Iterator, Mapping

from content.checks.dutch import words
from content.checks.people import PEOPLE
from content.checks.rule import Findings, View, at, rule
from content.model import MakingScene, Road
from content.where import Loc


@rule(
    "making.unknown-step",
    nl=("de stap '{step}' bestaat niet.", "Kijk de id na bij 'steps'."),
    en=("there is no step '{step}'.", "Check the id in 'steps'."),
)
def steps_exist(view: View) -> Findings:
    """An envelope would be empty, or a clash could never happen."""
    for loc, scene in _makings(view):
        known = {step.id for step in scene.steps}
        for index, step in enumerate(scene.steps):
            for number, clash in enumerate(step.after):
                if clash.needs not in known:
                    yield at(*loc, "steps", index, "after", number, "needs", step=clash.needs)
        for road_loc, road in _roads(loc, scene):
            for index, name in enumerate(road.steps):
                if name not in known:
                    yield at(*road_loc, "steps", index, step=name)


@rule(
    "making.twice",
    nl=("'{step}' staat er twee keer.", "Noem elke stap een keer."),
    en=("'{step}' is there twice.", "Name each step once."),
)
def steps_differ(view: View) -> Findings:
    """Two envelopes with the same card have no order."""
    for loc, scene in _makings(view):
        lists = [((*loc, "steps"), tuple(step.id for step in scene.steps))]
        lists += [((*road_loc, "steps"), road.steps) for road_loc, road in _roads(loc, scene)]
        for place, names in lists:
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield at(*place, index, step=name)


@rule(
    "making.unknown-word",
    nl=("het begrip '{concept}' bestaat niet.", "Kijk de id na bij 'concepts'."),
    en=("there is no concept '{concept}'.", "Check the id in 'concepts'."),
    needs_whole=True,
)
def steps_teach_a_word(view: View) -> Findings:
    """A step shows the picture of its word, and its film the people of the theatre."""
    for loc, scene in _makings(view):
        for index, step in enumerate(scene.steps):
            if step.concept not in view.concepts:
                yield at(*loc, "steps", index, "concept", concept=step.concept)
            for number, person in enumerate(step.people):
                known = view.concepts.get(person)
                if known is None or known.category != PEOPLE:
                    yield at(*loc, "steps", index, "people", number, concept=person)


@rule(
    "making.no-picture",
    nl=("niemand ziet wat deze stap is.", "Geef de stap een 'image', of zijn begrip."),
    en=("nobody sees what this step is.", "Give the step an 'image', or its concept."),
    needs_whole=True,
)
def steps_can_be_seen(view: View) -> Findings:
    """At level 1 nobody reads: the picture on the card is all that its team has."""
    for loc, scene in _makings(view):
        for index, step in enumerate(scene.steps):
            concept = view.concepts.get(step.concept)
            if step.image is None and concept is not None and concept.image is None:
                yield at(*loc, "steps", index)


@rule(
    "making.circle",
    nl=("'{step}' moet na zichzelf komen.", "Haal een van de verwijzingen bij 'after' weg."),
    en=("'{step}' must come after itself.", "Remove one of the references in 'after'."),
)
def no_step_waits_for_itself(view: View) -> Findings:
    """In a circle every order is wrong, and the class would never get to its applause."""
    for loc, scene in _makings(view):
        before = all_before(scene)
        for index, step in enumerate(scene.steps):
            if step.id in before[step.id]:
                yield at(*loc, "steps", index, "after", step=step.id)


@rule(
    "making.wrong-order",
    nl=("'{step}' staat voor '{needs}', en dat klopt niet.", "Zet de stappen in een juiste volgorde."),
    en=("'{step}' stands before '{needs}', which is not right.", "Put the steps in a right order."),
)
def roads_are_written_in_a_right_order(view: View) -> Findings:
    """The order of the pack is what the board shows when the class does it together."""
    for loc, scene in _makings(view):
        before = all_before(scene)
        for road_loc, road in _roads(loc, scene):
            for index, name in enumerate(road.steps):
                late = [other for other in road.steps[index + 1 :] if other in before.get(name, set())]
                if late:
                    yield at(*road_loc, "steps", index, step=name, needs=late[0])


@rule(
    "making.gap",
    nl=(
        "op deze weg zegt niets waarom '{needs}' voor '{step}' komt.",
        "Schrijf bij de stap '{step}' een 'after' met '{needs}'.",
    ),
    en=(
        "on this road nothing says why '{needs}' comes before '{step}'.",
        "Write an 'after' with '{needs}' at '{step}'.",
    ),
)
def every_clash_on_a_road_is_explained(view: View) -> Findings:
    """When what lies between two steps is not on the road, only a clash of their own tells their order."""
    for loc, scene in _makings(view):
        before = all_before(scene)
        for road_loc, road in _roads(loc, scene):
            on_road = all_before(scene, frozenset(road.steps))
            for index, name in enumerate(road.steps):
                lost = (before.get(name, set()) & set(road.steps)) - on_road.get(name, set())
                for needs in sorted(lost):
                    yield at(*road_loc, "steps", index, step=name, needs=needs)


@rule(
    "making.same-hints",
    nl=("beide hints zeggen hetzelfde.", "Laat hint1 de keuze kleiner maken en hint2 iets tonen."),
    en=("both hints say the same.", "Let hint1 narrow the choice and hint2 show something."),
)
def road_hints_differ(view: View) -> Findings:
    """The second hint comes when the first did not help."""
    for loc, scene in _makings(view):
        for road_loc, road in _roads(loc, scene):
            if words(road.hint1) == words(road.hint2):
                yield at(*road_loc, "hint2")


def all_before(scene: MakingScene, among: frozenset[str] | None = None) -> Mapping[str, set[str]]:
    """Step -> all that must come before it, also by others between; `among` are the steps that there are."""
    direct = {
        step.id: {clash.needs for clash in step.after if among is None or clash.needs in among}
        for step in scene.steps
        if among is None or step.id in among
    }
    found = {name: set(needs) for name, needs in direct.items()}
    for _ in direct:
        for needs in found.values():
            needs.update(*(found.get(one, set()) for one in tuple(needs)))
    return found


def _makings(view: View) -> Iterator[tuple[Loc, MakingScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, MakingScene))


def _roads(loc: Loc, scene: MakingScene) -> Iterator[tuple[Loc, Road]]:
    for index, road in enumerate(scene.roads):
        yield (*loc, "roads", index), road


RULES = (
    steps_exist,
    steps_differ,
    steps_teach_a_word,
    steps_can_be_seen,
    no_step_waits_for_itself,
    roads_are_written_in_a_right_order,
    every_clash_on_a_road_is_explained,
    road_hints_differ,
)
