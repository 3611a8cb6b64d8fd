"""A seat lights up: the goal that the whole class shares comes one step nearer."""

from game.rules.activity import Event
from game.rules.run import Run, SeatLit
from game.view import theatre
from game.view.boards.board import View
from game.view.boards.common import buttons, sou
from game.view.screen import Canvas
from game.view.theme import LOGICAL_W, SIZE_BODY, SIZE_TITLE

_ROW_W, _ROW_GAP, _ROW_MIDDLE = 1240.0, 20.0, 590.0
"""The seats of the plan stand on the stage, as large as the width of the curtain lets them."""


class GoalBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        if isinstance(event, SeatLit):
            seat = ("goal", event.count)
            view.motion.light(seat, 0.0)
            view.motion.light(seat, 1.0, 1.2)
            view.motion.light(theatre.HOUSE, 1.0)
            theatre.close_curtain(view.motion)
            view.motion.go("goal sign", -380, 0, 0.9)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        theatre.hall(canvas, view.motion)
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        y = 16 + view.motion.value("goal sign", 0.0)
        canvas.cut(canvas.paper.sign(1344, 278), 288, y)
        done, plan = len([scene for scene in run.plan if scene in run.done]), len(run.plan)
        canvas.words("Er gaat een licht aan!", (340, y + 24, 1240, 130), (SIZE_TITLE, 96, 84), align="center")
        left = plan - done
        rest = (
            "De zaal is klaar."
            if left <= 0
            else "Nog één licht, dan is de zaal klaar."
            if left == 1
            else f"Nog {left} lichten, dan is de zaal klaar."
        )
        canvas.words(rest, (340, y + 160, 1240, 100), (72, SIZE_BODY), align="center")
        view.part(canvas, self._row, view, done, plan, ("goal", len(run.lit)))
        sou(canvas, view, "proud")
        buttons(canvas, view)

    def _row(self, canvas: Canvas, view: View, done: int, plan: int, light: tuple[str, int]) -> None:
        size = min(260.0, (_ROW_W + _ROW_GAP) / max(1, plan) - _ROW_GAP)
        gap = min(60.0, size * 0.24) if plan <= 4 else _ROW_GAP
        x = (LOGICAL_W - plan * size - (plan - 1) * gap) / 2
        y = _ROW_MIDDLE - size / 2
        wide = plan * size + (plan - 1) * gap
        canvas.panel((x - 34, y + size - 26, wide + 68, 58), "gold", radius=16, lift=10, plain=True)
        fresh = view.motion.light_level(light, 1.0)
        for number in range(plan):
            at = x + number * (size + gap)
            lit = number < done - 1 or (number == done - 1 and fresh >= 0.5)
            if lit:
                shine = 1.9 if number < done - 1 else 0.9 + fresh
                theatre.glow(canvas, at + size / 2, _ROW_MIDDLE + size * 0.1, round(size * shine))
            canvas.picture("seat_goal_lit" if lit else "seat_goal_dark", at, y, (size, size))
