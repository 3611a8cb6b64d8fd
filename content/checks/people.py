"""Scene 5, Wie roep je?: somebody can help, and the class must think who."""

from collections.abc import Iterator

from content.checks.dutch import words
from content.checks.rule import Findings, View, at, rule
from content.model import PeopleScene, Trouble
from content.where import Loc

PEOPLE = "mens"
"""The category of the concepts that can be called."""
WRONG_MIN = 2


@rule(
    "people.unknown",
    nl=("'{person}' is niemand uit het theater.", "Noem de id van een begrip uit de categorie 'mens'."),
    en=("'{person}' is nobody of the theatre.", "Give the id of a concept of the category 'mens'."),
    needs_whole=True,
)
def helpers_are_people(view: View) -> Findings:
    """The class learns whom a theatre has. A helper without a word and its explanation can't be called."""
    for loc, trouble in _troubles(view):
        for index, helper in enumerate(trouble.helpers):
            concept = view.concepts.get(helper.person)
            if concept is None or concept.category != PEOPLE:
                yield at(*loc, "helpers", index, "person", person=helper.person)


@rule(
    "people.twice",
    nl=("'{person}' staat er twee keer.", "Kies iemand anders."),
    en=("'{person}' is there twice.", "Choose somebody else."),
)
def helpers_differ(view: View) -> Findings:
    """Teams that call the same person would seem to disagree."""
    for loc, trouble in _troubles(view):
        seen: set[str] = set()
        for index, helper in enumerate(trouble.helpers):
            if helper.person in seen:
                yield at(*loc, "helpers", index, "person", person=helper.person)
            seen.add(helper.person)


@rule(
    "people.no-right",
    nl=("niemand van deze mensen kan helpen.", 'Geef een van hen "right".'),
    en=("none of these people can help.", 'Make one of them "right".'),
)
def somebody_can_help(view: View) -> Findings:
    """A show must go on: without a right helper it stops here."""
    for loc, trouble in _troubles(view):
        if all(helper.verdict != "right" for helper in trouble.helpers):
            yield at(*loc, "helpers")


@rule(
    "people.too-easy",
    nl=("maar {wrong} van deze mensen kan niet helpen.", "Zet er minstens twee bij die niet kunnen helpen."),
    en=("only {wrong} of these people can't help.", "Add at least two who can't help."),
)
def there_is_something_to_choose(view: View) -> Findings:
    """Hint 1 sends a wrong helper away; with one wrong helper it would give the answer."""
    for loc, trouble in _troubles(view):
        wrong = sum(helper.verdict == "wrong" for helper in trouble.helpers)
        if wrong < WRONG_MIN:
            yield at(*loc, "helpers", wrong=wrong)


@rule(
    "people.no-picture",
    nl=("niemand ziet wat er misgaat.", "Geef een 'image', of een 'picture' uit het spel."),
    en=("nobody sees what goes wrong.", "Give an 'image', or a 'picture' of the game."),
)
def troubles_can_be_seen(view: View) -> Findings:
    """At level 1 nobody reads: the picture is the question."""
    for loc, trouble in _troubles(view):
        if trouble.image is None and trouble.picture is None:
            yield at(*loc)


@rule(
    "people.same-hints",
    nl=("beide hints zeggen hetzelfde.", "Laat hint1 de keuze kleiner maken en hint2 iets tonen."),
    en=("both hints say the same.", "Let hint1 narrow the choice and hint2 show something."),
)
def trouble_hints_differ(view: View) -> Findings:
    """The second hint comes when the first did not help."""
    for loc, trouble in _troubles(view):
        if words(trouble.hint1) == words(trouble.hint2):
            yield at(*loc, "hint2")


def _troubles(view: View) -> Iterator[tuple[Loc, Trouble]]:
    for loc, scene in view.own_scenes():
        if isinstance(scene, PeopleScene):
            for index, trouble in enumerate(scene.troubles):
                yield (*loc, "troubles", index), trouble


RULES = (
    helpers_are_people,
    helpers_differ,
    somebody_can_help,
    there_is_something_to_choose,
    troubles_can_be_seen,
    trouble_hints_differ,
)
