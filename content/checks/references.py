"""Names that point at something: it must exist, once, and mean the same."""

from collections import Counter
from collections.abc import Iterable, Mapping

from content.checks.rule import Findings, View, at, rule
from content.model import ROOMS


@rule(
    "ids.repeated",
    nl=("de id '{id}' staat meer dan een keer in deze lijst.", "Geef elk deel een eigen id."),
    en=("the id '{id}' is in this list more than once.", "Give each part an id of its own."),
)
def ids_are_unique(view: View) -> Findings:
    """References and saved runs know a part by its id: with two of them the game would take either."""
    for loc, value in view.values:
        if not isinstance(value, list):
            continue
        seen: set[str] = set()
        for index, part in enumerate(value):
            name = part.get("id") if isinstance(part, Mapping) else None
            if isinstance(name, str):
                if name in seen:
                    yield at(*loc, index, "id", id=name)
                seen.add(name)


@rule(
    "base.unknown",
    nl=("er is geen meegeleverd pakket '{base}' om op te staan.", 'Schrijf "base": "theatercode", of laat het weg.'),
    en=("there is no shipped pack '{base}' to stand on.", 'Write "base": "theatercode", or leave it out.'),
)
def base_is_shipped(view: View) -> Findings:
    """A pack is played offline on any board, so what it stands on must come with the game itself."""
    if view.pack.base is not None and view.base is None:
        yield at("base", base=view.pack.base)


@rule(
    "base.deep",
    nl=("'{base}' staat zelf op een ander pakket.", "Sta op een pakket zonder eigen basis, zoals theatercode."),
    en=("'{base}' stands on another pack itself.", "Stand on a pack without a base, such as theatercode."),
)
def base_stands_on_the_ground(view: View) -> Findings:
    """One layer is easy to follow for who wonders where a question comes from; two are not."""
    if view.base is not None and view.base.base is not None:
        yield at("base", base=view.base.id)


@rule(
    "concept.unknown",
    nl=("het begrip '{concept}' bestaat niet.", "Kijk de id na, of voeg het begrip toe bij 'concepts'."),
    en=("there is no concept '{concept}'.", "Check the id, or add the concept to 'concepts'."),
)
def concepts_exist(view: View) -> Findings:
    """A word without a concept has no picture and no explanation to show when the lights go up."""
    known = view.concepts.keys() | view.lost_ids
    if view.pack.base is not None and view.base is None:
        return  # Without the base nobody can tell.
    for loc, question in view.own_questions():
        yield from _unknown(question.concepts, known, (*loc, "concepts"), "concept")
    for loc, scene in view.own_scenes():
        for level, ids in scene.words.items():
            yield from _unknown(ids, known, (*loc, "words", level.value), "concept")
    for loc, name in view.texts:
        if loc[0] in ("scenes", "pairs", "guesses") and loc[-1] == "concept" and name not in known:
            yield at(*loc, concept=name)


def _unknown(ids: Iterable[str], known: Iterable[str], loc: tuple[str | int, ...], fact: str) -> Findings:
    known = frozenset(known)
    for index, name in enumerate(ids):
        if name not in known:
            yield at(*loc, index, **{fact: name})


@rule(
    "item.unknown",
    nl=("de vraag '{item}' bestaat niet.", "Kijk de id na, of voeg de vraag toe bij 'items'."),
    en=("there is no question '{item}'.", "Check the id, or add the question to 'items'."),
)
def recall_items_exist(view: View) -> Findings:
    """The recall flash at the end of a scene would have nothing to ask."""
    if view.pack.base is not None and view.base is None:
        return
    known = view.items.keys() | view.lost_ids
    for loc, scene in view.own_scenes():
        yield from _unknown(scene.recall, known, (*loc, "recall"), "item")


@rule(
    "twin.unknown",
    nl=("de tweeling '{twin}' bestaat niet.", "Kijk de id na, of laat 'twin' weg."),
    en=("there is no twin '{twin}'.", "Check the id, or leave 'twin' out."),
)
def twins_exist(view: View) -> Findings:
    """A twin asks the same again in other words; without it the second measure repeats the first."""
    if view.pack.base is not None and view.base is None:
        return
    for loc, item in view.own_items():
        if item.twin is not None and item.twin not in view.items.keys() | view.lost_ids:
            yield at(*loc, "twin", twin=item.twin)


@rule(
    "twin.not-mutual",
    nl=("'{twin}' noemt deze vraag niet als tweeling.", 'Zet bij \'{twin}\': "twin": "{item}".'),
    en=("'{twin}' does not name this question as its twin.", 'Write at \'{twin}\': "twin": "{item}".'),
)
def twins_name_each_other(view: View) -> Findings:
    """Twins are used both ways: either may be asked first."""
    for loc, item in view.own_items():
        twin = view.items.get(item.twin or "")
        if twin is not None and twin.twin != item.id:
            yield at(*loc, "twin", twin=twin.id, item=item.id)


@rule(
    "twin.identical",
    nl=("de tweeling stelt precies dezelfde vraag.", "Vraag hetzelfde met andere woorden of een ander voorbeeld."),
    en=("the twin asks exactly the same.", "Ask the same in other words or with another example."),
)
def twins_differ(view: View) -> Findings:
    """Who meets the same sentence again remembers the answer, not the idea."""
    for loc, item in view.own_items():
        twin = view.items.get(item.twin or "")
        if twin is not None and (twin.id == item.id or twin.prompt.casefold() == item.prompt.casefold()):
            yield at(*loc, "twin")


@rule(
    "twin.other-concepts",
    nl=("de tweeling '{twin}' gaat over andere begrippen.", "Geef beide vragen dezelfde 'concepts'."),
    en=("the twin '{twin}' is about other concepts.", "Give both questions the same 'concepts'."),
)
def twins_ask_the_same_concepts(view: View) -> Findings:
    """Before and after can only be compared when both ask about the same."""
    for loc, item in view.own_items():
        twin = view.items.get(item.twin or "")
        if twin is not None and set(twin.concepts) != set(item.concepts):
            yield at(*loc, "twin", twin=twin.id)


@rule(
    "probe.no-twin",
    nl=("een vraag voor de meting heeft een tweeling nodig.", "Schrijf een tweede vraag en noem ze bij 'twin'."),
    en=("a question for the measure needs a twin.", "Write a second question and name it in 'twin'."),
)
def probes_have_a_twin(view: View) -> Findings:
    """The measure asks one form before and the other after the game."""
    for loc, item in view.own_items():
        if item.phase.value == "probe" and item.twin is None:
            yield at(*loc, "twin")


@rule(
    "room.unknown",
    nl=("het huis heeft geen ruimte '{room}'.", "Kies uit: {rooms}."),
    en=("the house has no room '{room}'.", "Choose from: {rooms}."),
)
def rooms_exist(view: View) -> Findings:
    """A finished scene lights its room on the map, and a photo hangs where its room comes up: not with a typing
    mistake."""
    for loc, scene in view.own_scenes():
        if scene.room not in ROOMS:
            yield at(*loc, "room", room=scene.room, rooms=ROOMS)
    if view.pack.venue is None:
        return
    for index, room in enumerate(view.pack.venue.rooms):
        if room not in ROOMS:
            yield at("venue", "rooms", index, room=room, rooms=ROOMS)
    for room in view.pack.venue.photos:
        if room not in ROOMS:
            yield at("venue", "photos", room, room=room, rooms=ROOMS)


@rule(
    "levels.repeated",
    nl=("{level} staat er meer dan een keer.", "Noem elk niveau een keer."),
    en=("{level} is there more than once.", "Name each level once."),
)
def levels_are_named_once(view: View) -> Findings:
    """A level that is named twice is nearly always another level that was forgotten."""
    for loc, value in view.values:
        if loc and loc[-1] == "levels" and isinstance(value, list):
            for level, count in Counter(map(str, value)).items():
                if count > 1:
                    yield at(*loc, level=level)


RULES = (
    ids_are_unique,
    base_is_shipped,
    base_stands_on_the_ground,
    concepts_exist,
    recall_items_exist,
    twins_exist,
    twins_name_each_other,
    twins_differ,
    twins_ask_the_same_concepts,
    probes_have_a_twin,
    rooms_exist,
    levels_are_named_once,
)
