"""De zaal is klaar: the answers, the way to pass a seat on, and the seats of the hall as they are drawn."""

from collections.abc import Sequence

from content.model import Option
from game.rules.activity import Together
from game.rules.finish import FinishPhase, FinishState, GiveClue, Light, PassOn
from game.view.layout import AREA_RIGHT, AREA_X, BOTTOM, GAP, MAIN, REACH, Rect, Slot, grid, has_pictures, main


def answers(options: Sequence[Option], reach: int) -> tuple[Rect, ...]:
    """Two to four answers left of the button that passes the seat on."""
    top = max(reach, REACH)
    area = Rect(AREA_X, top, AREA_RIGHT - AREA_X, BOTTOM - top)
    if len(options) > 3:
        return grid(area, 2, 2)[: len(options)]
    return grid(area, len(options), 1) if has_pictures(options) else grid(area, 1, len(options))


def seat_range(seat: int, seats: int, drawn: int) -> range:
    """The drawn chairs that seat `seat` of `seats` fills; together the seats fill all of them, from the back."""
    return range(seat * drawn // seats, (seat + 1) * drawn // seats)


def slots(state: FinishState, reach: int) -> list[Slot]:
    match state.phase:
        case FinishPhase.READ:
            return [main("clue-given", GiveClue())]
        case FinishPhase.ANSWER:
            cells = answers(state.seat.options, reach)
            found = [
                Slot(f"light:{place}", cell, Light(place), key=str(place + 1))
                for place, cell in enumerate(cells)
                if place not in state.tried
            ]
            return [*found, Slot("pass-on", Rect(MAIN.x, MAIN.y - GAP, MAIN.w, MAIN.h + GAP), PassOn(), key="0")]
        case FinishPhase.STUCK:
            return [main("together", Together(), long=True)]
    return []
