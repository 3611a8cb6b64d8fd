"""Scenes: each can be played to its end at every level it offers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from content.checks.rule import Findings, View, at, levels_of, rule
from content.model import AnyScene, ChoicesScene, Dilemma, FliesScene, Level, SceneChange, SeatPlan, SeatScene, fits
from content.where import Loc

ROPES = (3, 4)


@rule(
    "scene.no-level",
    nl=("de scène biedt geen enkel niveau aan.", 'Zet bij words minstens een niveau: "L2": [...].'),
    en=("the scene offers no level at all.", 'Write at least one level in words: "L2": [...].'),
)
def scenes_offer_a_level(view: View) -> Findings:
    """The levels with words are the levels a scene is played at; without any it never appears."""
    for loc, scene in view.own_scenes():
        if not scene.words:
            yield at(*loc, "words")


@rule(
    "level.missing",
    nl=("{level} wordt aangeboden, maar ontbreekt bij '{key}'.", "Vul {level} aan bij '{key}'."),
    en=("{level} is offered, but missing in '{key}'.", "Add {level} to '{key}'."),
)
def every_level_is_complete(view: View) -> Findings:
    """A class of this level would open the scene and find nothing set up for it."""
    for loc, scene in view.own_scenes():
        for key, told in _per_level(scene).items():
            for level in levels_of(scene):
                if level not in told:
                    yield at(*loc, key, level=level.value, key=key)


@rule(
    "level.not-offered",
    nl=(
        "{level} staat bij '{key}', maar heeft geen woorden in 'words'.",
        "Geef {level} woorden, of haal het hier weg.",
    ),
    en=("{level} is in '{key}', but has no words in 'words'.", "Give {level} words, or remove it here."),
)
def no_level_is_half_there(view: View) -> Findings:
    """What is written for a level that is never offered is work that no class will see."""
    for loc, scene in view.own_scenes():
        for key, told in _per_level(scene).items():
            for level in told:
                if level not in scene.words:
                    yield at(*loc, key, level=level.value, key=key)


def _per_level(scene: AnyScene) -> Mapping[str, Sequence[Level]]:
    """The parts of a scene that say something per level, and the levels they name.

    A mapping by level says so in its type; a plan per level (`SeatScene.places`) is a list of parts with a `level`.
    """
    told: dict[str, Sequence[Level]] = {}
    for name, field in type(scene).model_fields.items():
        value = getattr(scene, name)
        if name != "words" and get_args(field.annotation)[:1] == (Level,):
            told[name] = tuple(value)
        elif isinstance(value, tuple) and value and isinstance(getattr(value[0], "level", None), Level):
            told[name] = [part.level for part in value]
    return told


@rule(
    "recall.no-item",
    nl=(
        "voor {level} is er geen vraag om op het einde te stellen (voorstelling: {mode}).",
        "Voeg een vraag toe die {level} noemt en die klopt bij deze soort voorstelling.",
    ),
    en=(
        "for {level} there is no question to ask at the end (performance: {mode}).",
        "Add a question that names {level} and is true for this kind of performance.",
    ),
    needs_whole=True,
)
def every_level_has_a_recall(view: View) -> Findings:
    """Every scene ends with one question back; a class without one misses its lit seat."""
    for loc, scene in view.own_scenes():
        items = [view.items[name] for name in scene.recall if name in view.items]
        if len(items) < len(scene.recall):
            continue  # Told by item.unknown.
        for level in levels_of(scene):
            for mode in view.modes:
                if not any(fits(item, level, mode) for item in items):
                    yield at(*loc, "recall", level=level.value, mode=mode.value)
                    break


@rule(
    "seat.two-plans",
    nl=("{level} heeft twee zaalplannen.", "Hou er een van de twee."),
    en=("{level} has two plans of the hall.", "Keep one of the two."),
)
def a_level_has_one_plan(view: View) -> Findings:
    """The game would take either of the two."""
    for plans in _halls(view):
        seen: set[Level] = set()
        for loc, plan in plans:
            if plan.level in seen:
                yield at(*loc, "level", level=plan.level.value)
            seen.add(plan.level)


@rule(
    "seat.too-many-tickets",
    nl=("er zijn {tickets} kaartjes voor {seats} stoelen.", "Maak de zaal groter, of speel minder rondes."),
    en=("there are {tickets} tickets for {seats} seats.", "Make the hall larger, or play fewer rounds."),
)
def there_are_seats_for_all_tickets(view: View) -> Findings:
    """A ticket is found once; the last one would have no free seat."""
    for plans in _halls(view):
        for loc, plan in plans:
            seats = (plan.rows + plan.balcony_rows) * plan.seats
            if plan.tickets > seats:
                yield at(*loc, "tickets", tickets=plan.tickets, seats=seats)


@rule(
    "seat.balcony",
    nl=("het balkon heeft {balcony} rijen en de zaal maar {rows}.", "Geef de zaal meer rijen dan het balkon."),
    en=("the balcony has {balcony} rows and the hall only {rows}.", "Give the hall more rows than the balcony."),
)
def the_balcony_repeats_rows_of_the_hall(view: View) -> Findings:
    """Two seats that are called B3 are the riddle of the balcony; a row that is only upstairs is none."""
    for plans in _halls(view):
        for loc, plan in plans:
            if plan.balcony_rows > plan.rows:
                yield at(*loc, "balcony_rows", balcony=plan.balcony_rows, rows=plan.rows)


@rule(
    "seat.one-clue",
    nl=("{level} heeft maar een aanwijzing: de stoel.", "Geef de zaal twee rijen, deuren of haakjes."),
    en=("{level} has one clue only: the seat.", "Give the hall two rows, doors or hooks."),
)
def a_ticket_is_known_to_two_teams(view: View) -> Findings:
    """One clue lies with one team, which then finds the seat alone."""
    for plans in _halls(view):
        for loc, plan in plans:
            if plan.rows == 1 and not (plan.balcony_rows or plan.doors or plan.coats):
                yield at(*loc, "rows", level=plan.level.value)


@rule(
    "seat.no-sign",
    nl=("{level} toont prenten: die zijn er voor 4 rijen en 8 stoelen.", "Maak de zaal kleiner, of zet 'signs' uit."),
    en=("{level} shows pictures: there are those of 4 rows and 8 seats.", "Make the hall smaller, or no 'signs'."),
)
def a_pictured_hall_has_pictures_enough(view: View) -> Findings:
    """Who can't read yet finds a row by its fruit and a seat by its sign."""
    for plans in _halls(view):
        for loc, plan in plans:
            if plan.signs and (plan.rows + plan.balcony_rows > 4 or plan.seats > 8):
                yield at(*loc, "signs", level=plan.level.value)


@rule(
    "scene.no-because",
    nl=("'because' mist '{part}', en de scène gebruikt het.", 'Schrijf bij because: "{part}": "...".'),
    en=("'because' lacks '{part}', and the scene uses it.", 'Write at because: "{part}": "...".'),
)
def scenes_explain_every_step(view: View) -> Findings:
    """After each step, right or wrong, the class reads why. An empty card would teach nothing."""
    for loc, scene in view.own_scenes():
        told: set[str] = set(getattr(scene, "because", ()))
        for part in scene.because_needed():
            if part not in told:
                yield at(*loc, "because", part=part)


@rule(
    "flies.ropes",
    nl=("{level} heeft {ropes} touwen; er moeten er 3 of 4 zijn.", "Kies 3 of 4 touwen."),
    en=("{level} has {ropes} ropes; there must be 3 or 4.", "Choose 3 or 4 ropes."),
)
def there_are_three_or_four_ropes(view: View) -> Findings:
    """Two ropes can be held by one pupil, and a fifth has no team."""
    for loc, scene in _flies(view):
        for level, ropes in scene.ropes.items():
            if ropes not in ROPES:
                yield at(*loc, "ropes", level.value, level=level.value, ropes=ropes)


@rule(
    "flies.too-few-sets",
    nl=("{level} heeft {ropes} touwen maar de scène heeft {sets} decorstukken.", "Voeg decorstukken toe."),
    en=("{level} has {ropes} ropes but the scene has {sets} set pieces.", "Add set pieces."),
)
def every_rope_carries_a_set(view: View) -> Findings:
    """A rope without a set piece gives a team nothing to do."""
    for loc, scene in _flies(view):
        for level, ropes in scene.ropes.items():
            if ropes > len(scene.sets):
                facts = {"level": level.value, "ropes": ropes, "sets": len(scene.sets)}
                yield at(*loc, "ropes", level.value, **facts)


@rule(
    "flies.unknown-set",
    nl=("het decorstuk '{piece}' bestaat niet.", "Kijk de id na bij 'sets'."),
    en=("there is no set piece '{piece}'.", "Check the id in 'sets'."),
)
def changes_move_known_sets(view: View) -> Findings:
    """The cue book would ask for a piece that hangs on no rope."""
    for loc, scene in _flies(view):
        known = {piece.id for piece in scene.sets}
        for change_loc, change in _changes(loc, scene):
            for key, pieces in (("down", change.down), ("up", change.up)):
                for index, piece in enumerate(pieces):
                    if piece not in known:
                        yield at(*change_loc, key, index, piece=piece)


@rule(
    "flies.both-ways",
    nl=("'{piece}' moet in dezelfde wissel twee keer bewegen.", "Noem elk stuk een keer: in 'down' of in 'up'."),
    en=("'{piece}' must move twice in the same change.", "Name each piece once: in 'down' or in 'up'."),
)
def a_set_moves_one_way(view: View) -> Findings:
    """A piece can't fly up and come down at the same count."""
    for loc, scene in _flies(view):
        for change_loc, change in _changes(loc, scene):
            moved = (*change.down, *change.up)
            for piece in dict.fromkeys(moved):
                if moved.count(piece) > 1:
                    yield at(*change_loc, "up" if piece in change.up else "down", piece=piece)


@rule(
    "flies.nothing-moves",
    nl=("er beweegt niets in deze wissel.", "Noem minstens een decorstuk bij 'down' of 'up'."),
    en=("nothing moves in this change.", "Name at least one set piece in 'down' or 'up'."),
)
def a_change_moves_something(view: View) -> Findings:
    """A count-down to nothing is a joke that works once."""
    for loc, scene in _flies(view):
        for change_loc, change in _changes(loc, scene):
            if not change.down and not change.up:
                yield at(*change_loc)


@rule(
    "flies.already-there",
    nl=(
        "op {level} hangt hier alles al zoals deze wissel het wil.",
        "Laat iets anders bewegen, of zet de wissels in een andere volgorde.",
    ),
    en=(
        "at {level} everything hangs here as this change wants it already.",
        "Move something else, or put the changes in another order.",
    ),
)
def a_change_finds_something_to_move(view: View) -> Findings:
    """Changes are played in the order of the pack: a forest that came down can't come down again."""
    for loc, scene in _flies(view):
        for level in levels_of(scene):
            hangs: dict[str, str] = {}
            for change_loc, change in _changes(loc, scene):
                if level not in change.levels:
                    continue
                wanted = {**dict.fromkeys(change.down, "down"), **dict.fromkeys(change.up, "up")}
                if wanted and all(hangs.get(piece) == way for piece, way in wanted.items()):
                    yield at(*change_loc, level=level.value)
                hangs.update(wanted)


@rule(
    "flies.too-many-moves",
    nl=("de wissel beweegt {moves} stukken, en {level} heeft {ropes} touwen.", "Beweeg minder stukken."),
    en=("the change moves {moves} pieces, and {level} has {ropes} ropes.", "Move fewer pieces."),
)
def a_change_fits_the_ropes(view: View) -> Findings:
    """Every moving piece needs a rope and hands."""
    for loc, scene in _flies(view):
        for change_loc, change in _changes(loc, scene):
            moves = len({*change.down, *change.up})
            for level in change.levels:
                if (ropes := scene.ropes.get(level)) is not None and moves > ropes:
                    yield at(*change_loc, "levels", moves=moves, level=level.value, ropes=ropes)


@rule(
    "flies.no-picture",
    nl=("het decorstuk heeft geen beeld.", "Geef het een 'image', of een 'picture' uit het spel."),
    en=("the set piece has no picture.", "Give it an 'image', or a 'picture' of the game."),
)
def sets_can_be_seen(view: View) -> Findings:
    """A set piece that can't be seen can't be missed on the stage either."""
    for loc, scene in _flies(view):
        for index, piece in enumerate(scene.sets):
            if piece.image is None and piece.picture is None:
                yield at(*loc, "sets", index)


@rule(
    "rounds.unfilled",
    nl=(
        "{level} speelt {rounds} ronde(s), maar er zijn er {found} geschreven (voorstelling: {mode}).",
        "Schrijf er meer voor {level}, of speel minder rondes.",
    ),
    en=(
        "{level} plays {rounds} round(s), but {found} are written (performance: {mode}).",
        "Write more for {level}, or play fewer rounds.",
    ),
    needs_whole=True,
)
def rounds_can_be_filled(view: View) -> Findings:
    """Halfway the scene the class would stand before a closed curtain."""
    for loc, scene in view.own_scenes():
        for level, rounds in _rounds(scene).items():
            if level not in scene.words:
                continue  # Told by level.not-offered.
            for mode in view.modes:
                found = scene.rounds_written(level, mode)
                if found is not None and found < rounds:
                    facts = {"level": level.value, "rounds": rounds, "found": found, "mode": mode.value}
                    yield at(*loc, "rounds", level.value, **facts)
                    break


@rule(
    "rounds.none",
    nl=("{level} speelt {rounds} rondes.", "Kies minstens 1 ronde."),
    en=("{level} plays {rounds} rounds.", "Choose at least 1 round."),
)
def there_is_a_round_to_play(view: View) -> Findings:
    """A scene without a round is over before it starts."""
    for loc, scene in view.own_scenes():
        for level, rounds in _rounds(scene).items():
            if rounds < 1:
                yield at(*loc, "rounds", level.value, level=level.value, rounds=rounds)


def _rounds(scene: AnyScene) -> Mapping[Level, int]:
    """Rounds per level; empty for a scene that counts them elsewhere, like the tickets of a seat plan."""
    rounds: Mapping[Level, int] = getattr(scene, "rounds", {})
    return rounds


@rule(
    "dilemma.unknown",
    nl=("het dilemma '{dilemma}' bestaat niet in deze scène.", "Kijk de id na, of laat 'next' weg."),
    en=("there is no dilemma '{dilemma}' in this scene.", "Check the id, or leave 'next' out."),
)
def branches_lead_to_a_dilemma(view: View) -> Findings:
    """The story would stop in the middle of a sentence."""
    for loc, scene in _choices(view):
        known = {dilemma.id for dilemma in scene.dilemmas}
        for index, dilemma in enumerate(scene.dilemmas):
            for number, option in enumerate(dilemma.options):
                if option.next is not None and option.next not in known:
                    yield at(*loc, "dilemmas", index, "options", number, "next", dilemma=option.next)


@rule(
    "dilemma.unreachable",
    nl=(
        "geen enkel verhaal komt hier langs.",
        "Verwijs er ergens naar met 'next', of haal een verwijzing in een kring weg.",
    ),
    en=("no story comes by here.", "Point at it with 'next' somewhere, or remove a reference in a circle."),
)
def every_dilemma_is_reached(view: View) -> Findings:
    """A story begins at a dilemma that no other leads to. In a circle that nothing leads into, none begins."""
    for loc, scene in _choices(view):
        ways = _ways(scene)
        reached = _spread({dilemma.id for dilemma in openings(scene.dilemmas)}, ways)
        for index, dilemma in enumerate(scene.dilemmas):
            if dilemma.id not in reached:
                yield at(*loc, "dilemmas", index)


@rule(
    "dilemma.no-end",
    nl=("wie hier komt, raakt nooit aan het einde van het verhaal.", "Laat bij een keuze 'next' weg."),
    en=("who gets here never reaches the end of the story.", "Leave 'next' out at one choice."),
)
def every_story_ends(view: View) -> Findings:
    """A loop without a way out keeps the class in the scene until the teacher stops it."""
    for loc, scene in _choices(view):
        back: dict[str, set[str]] = {}
        for name, following in _ways(scene).items():
            for target in following:
                back.setdefault(target, set()).add(name)
        endings = {dilemma.id for dilemma in scene.dilemmas if any(option.next is None for option in dilemma.options)}
        ending = _spread(endings, back)
        for index, dilemma in enumerate(scene.dilemmas):
            if dilemma.id not in ending:
                yield at(*loc, "dilemmas", index)


@rule(
    "dilemma.next-level",
    nl=("'{dilemma}' volgt hierop, maar is er niet voor {level}.", "Geef '{dilemma}' ook {level}."),
    en=("'{dilemma}' follows, but is not there for {level}.", "Give '{dilemma}' {level} too."),
)
def branches_stay_on_their_level(view: View) -> Findings:
    """A class of six-year-olds must not step into a dilemma for twelve-year-olds."""
    for loc, scene in _choices(view):
        by_id = {dilemma.id: dilemma for dilemma in scene.dilemmas}
        for index, dilemma in enumerate(scene.dilemmas):
            for number, option in enumerate(dilemma.options):
                following = by_id.get(option.next or "")
                for level in dilemma.levels if following else ():
                    if following and level not in following.levels:
                        place = (*loc, "dilemmas", index, "options", number, "next")
                        yield at(*place, dilemma=following.id, level=level.value)


def _ways(scene: ChoicesScene) -> dict[str, set[str]]:
    """Dilemma id -> the ids that its choices lead to."""
    return {
        dilemma.id: {option.next for option in dilemma.options if option.next is not None}
        for dilemma in scene.dilemmas
    }


def openings(offered: Sequence[Dilemma]) -> list[Dilemma]:
    """The dilemmas a round can begin with: no other one of those offered leads to them."""
    led_to = {option.next for dilemma in offered for option in dilemma.options}
    return [dilemma for dilemma in offered if dilemma.id not in led_to]


def _spread(start: set[str], ways: Mapping[str, set[str]]) -> set[str]:
    """All that can be reached from `start`."""
    reached, to_visit = set(start), list(start)
    while to_visit:
        for following in ways.get(to_visit.pop(), set()) - reached:
            reached.add(following)
            to_visit.append(following)
    return reached


def _halls(view: View) -> Iterator[list[tuple[Loc, SeatPlan]]]:
    """The halls to find a seat in: of every seat scene, and of the house itself."""
    for loc, scene in view.own_scenes():
        if isinstance(scene, SeatScene):
            yield [((*loc, "places", index), plan) for index, plan in enumerate(scene.places)]
    if view.pack.venue is not None:
        yield [(("venue", "hall", index), plan) for index, plan in enumerate(view.pack.venue.hall)]


def _flies(view: View) -> Iterator[tuple[Loc, FliesScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, FliesScene))


def _choices(view: View) -> Iterator[tuple[Loc, ChoicesScene]]:
    return ((loc, scene) for loc, scene in view.own_scenes() if isinstance(scene, ChoicesScene))


def _changes(loc: Loc, scene: FliesScene) -> Iterator[tuple[Loc, SceneChange]]:
    for index, change in enumerate(scene.changes):
        yield (*loc, "changes", index), change


RULES = (
    scenes_offer_a_level,
    every_level_is_complete,
    no_level_is_half_there,
    every_level_has_a_recall,
    a_level_has_one_plan,
    there_are_seats_for_all_tickets,
    the_balcony_repeats_rows_of_the_hall,
    a_ticket_is_known_to_two_teams,
    a_pictured_hall_has_pictures_enough,
    scenes_explain_every_step,
    there_are_three_or_four_ropes,
    every_rope_carries_a_set,
    changes_move_known_sets,
    a_set_moves_one_way,
    a_change_moves_something,
    a_change_finds_something_to_move,
    a_change_fits_the_ropes,
    sets_can_be_seen,
    rounds_can_be_filled,
    there_is_a_round_to_play,
    branches_lead_to_a_dilemma,
    every_dilemma_is_reached,
    every_story_ends,
    branches_stay_on_their_level,
)
