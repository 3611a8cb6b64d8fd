"""De zaal is klaar: there are seats, and questions for them."""

from content.checks.rule import Findings, View, at, levels_of, rule
from content.model import FinishScene, Phase, fits

SEATS_MIN, SEATS_MAX = 4, 24


@rule(
    "finish.seats",
    nl=("{level} heeft {seats} stoelen; tussen 4 en 24 kan.", "Kies een getal van 4 tot 24."),
    en=("{level} has {seats} seats; 4 to 24 is possible.", "Choose a number from 4 to 24."),
)
def the_hall_has_seats(view: View) -> Findings:
    """Every team lights a seat, and the hall is drawn with 24."""
    for loc, scene in view.own_scenes():
        if isinstance(scene, FinishScene):
            for level, seats in scene.seats.items():
                if not SEATS_MIN <= seats <= SEATS_MAX:
                    yield at(*loc, "seats", level.value, level=level.value, seats=seats)


@rule(
    "finish.too-few-questions",
    nl=(
        "{level} heeft {seats} stoelen en {found} vragen (voorstelling: {mode}).",
        "Schrijf meer vragen voor {level} bij 'items', of zet minder stoelen.",
    ),
    en=(
        "{level} has {seats} seats and {found} questions (performance: {mode}).",
        "Write more questions for {level} in 'items', or set fewer seats.",
    ),
    needs_whole=True,
)
def every_seat_has_a_question(view: View) -> Findings:
    """Two seats with the same question would light each other."""
    for loc, scene in view.own_scenes():
        if not isinstance(scene, FinishScene):
            continue
        for level in levels_of(scene):
            seats = scene.seats.get(level, 0)
            for mode in view.modes:
                items = view.items.values()
                found = sum(1 for item in items if item.phase is Phase.PLAY and fits(item, level, mode))
                if found < seats:
                    facts = {"level": level.value, "seats": seats, "found": found, "mode": mode.value}
                    yield at(*loc, "seats", **facts)
                    break


RULES = (the_hall_has_seats, every_seat_has_a_question)
