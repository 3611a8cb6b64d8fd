"""Coulissengeheugen: every pair can be seen, told apart, and laid in four wings of one height."""

from collections.abc import Iterator

from content.checks.rule import Findings, View, at, rule
from content.model import Pair, PairsScene
from content.where import Loc

ROUNDS = (4, 6, 8)


@rule(
    "pairs.rounds",
    nl=("{level} speelt {rounds} paren; het moeten er 4, 6 of 8 zijn.", "Kies 4, 6 of 8 paren."),
    en=("{level} plays {rounds} pairs; there must be 4, 6 or 8.", "Choose 4, 6 or 8 pairs."),
)
def four_wings_are_of_one_height(view: View) -> Findings:
    """Every team has its own wing, and a team with fewer cards than another has less to tell."""
    for loc, scene in _scenes(view):
        for level, rounds in scene.rounds.items():
            if rounds not in ROUNDS:
                yield at(*loc, "rounds", level.value, level=level.value, rounds=rounds)


@rule(
    "pairs.twice",
    nl=("'{concept}' staat twee keer bij {level}.", "Hou er een van de twee."),
    en=("'{concept}' is there twice at {level}.", "Keep one of the two."),
)
def a_concept_is_one_pair(view: View) -> Findings:
    """Four cards of one idea make two pairs that can't be told apart."""
    for _, pairs in _played(view):
        seen: set[tuple[str, str]] = set()
        for pair_loc, pair in pairs:
            for level in pair.levels:
                if (pair.concept, level.value) in seen:
                    yield at(*pair_loc, "concept", concept=pair.concept, level=level.value)
                seen.add((pair.concept, level.value))


@rule(
    "pairs.no-picture",
    nl=("'{concept}' heeft geen beeld, en op de kaartjes staat een beeld.", "Geef het begrip een 'image' met 'alt'."),
    en=("'{concept}' has no picture, and the cards show one.", "Give the concept an 'image' with 'alt'."),
)
def pairs_have_a_picture(view: View) -> Findings:
    """What lies open on the board is known again by its picture, also from the last row."""
    for _, pairs in _played(view):
        for pair_loc, pair in pairs:
            concept = view.concepts.get(pair.concept)
            if concept is not None and concept.image is None:
                yield at(*pair_loc, "concept", concept=pair.concept)


@rule(
    "pairs.no-detail",
    nl=(
        "{level} speelt met een beeld en een stukje ervan, maar '{concept}' heeft geen 'detail'.",
        'Zeg welk stuk van het beeld: "detail": {{"x": 0.3, "y": 0.2, "size": 0.35}}.',
    ),
    en=(
        "{level} plays with a picture and a part of it, but '{concept}' has no 'detail'.",
        'Say which part of the picture: "detail": {{"x": 0.3, "y": 0.2, "size": 0.35}}.',
    ),
)
def details_are_chosen(view: View) -> Findings:
    """The part must be one by which a child knows the whole: nobody but the author can tell."""
    for scene, pairs in _played(view):
        for pair_loc, pair in pairs:
            for level in pair.levels:
                if scene.faces.get(level) == "detail" and pair.detail is None:
                    yield at(*pair_loc, level=level.value, concept=pair.concept)


@rule(
    "pairs.detail-outside",
    nl=("het stukje van '{concept}' valt buiten het beeld.", "Kies x + size en y + size niet groter dan 1."),
    en=("the part of '{concept}' lies outside the picture.", "Choose x + size and y + size not above 1."),
)
def details_lie_within_the_picture(view: View) -> Findings:
    """The card would show an empty strip, which is the same on every card."""
    for _, pairs in _played(view):
        for pair_loc, pair in pairs:
            part = pair.detail
            if part is not None and max(part.x, part.y) + part.size > 1 + 1e-9:
                yield at(*pair_loc, "detail", concept=pair.concept)


@rule(
    "pairs.unknown-near",
    nl=("'{near}' is geen begrip van een ander paar in deze scène.", "Kijk de id na bij 'near'."),
    en=("'{near}' is no concept of another pair in this scene.", "Check the id in 'near'."),
)
def near_misses_are_in_the_game(view: View) -> Findings:
    """Only a card that can be opened by mistake needs to be told apart."""
    for scene, pairs in _played(view):
        known = {pair.concept for pair in (*scene.pairs, *view.pack.pairs)}
        for pair_loc, pair in pairs:
            for near in pair.near:
                if near not in known - {pair.concept}:
                    yield at(*pair_loc, "near", near, near=near)


def _scenes(view: View) -> Iterator[tuple[Loc, PairsScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, PairsScene))


def _played(view: View) -> Iterator[tuple[PairsScene, list[tuple[Loc, Pair]]]]:
    """Own pairs with the scene in which they are played: their own one, or that of the base which they join."""
    for loc, scene in _scenes(view):
        yield scene, [((*loc, "pairs", index), pair) for index, pair in enumerate(scene.pairs)]
    for base in view.scenes.values():
        if isinstance(base, PairsScene) and view.pack.pairs:
            yield base, list(view.own_pairs())


RULES = (
    four_wings_are_of_one_height,
    a_concept_is_one_pair,
    pairs_have_a_picture,
    details_are_chosen,
    details_lie_within_the_picture,
    near_misses_are_in_the_game,
)
