"""The probe: the same question for everybody, heads down, cards up, and the teacher counts.

No Sou and no colour tells what is right: what the class knows now is all that is asked.
"""

from game.rules.activity import Event
from game.rules.probe import ProbeAsked, ProbeState
from game.rules.run import Run
from game.view import layout, theatre
from game.view.boards.board import View
from game.view.boards.common import buttons, drop_question, question, to_do
from game.view.boards.counters import counted_option
from game.view.screen import Canvas
from game.view.slots import choices as choices_slots
from game.view.theme import CARDS, SIZE_BODY


class ProbeBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        if isinstance(event, ProbeAsked):
            drop_question(view)
            theatre.open_curtain(view.motion)
            view.motion.light(theatre.HOUSE, 0.7)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state = run.probe
        theatre.hall(canvas, view.motion)
        if state is None or state.complete:
            return
        question(canvas, view, state.item.prompt, image=state.item.image)
        to_do(canvas, view, "Hoofd neer, kaart omhoog. Tel!")
        for place, cell in enumerate(choices_slots.vote_cells(state.item.options)):
            facts = (view, place, cell, state.item.options, state.counts[place], state.missing)
            view.part(canvas, counted_option, *facts, key=place)
        view.part(canvas, self._how_far, view, state)
        buttons(canvas, view)

    def _how_far(self, canvas: Canvas, view: View, state: ProbeState) -> None:
        """Which question it is, and how many cards are to be counted still."""
        x, y, w, _ = view.place(layout.MAIN)
        ink = CARDS["night"].ink
        canvas.panel((x - 10, 400, w + 20, 208), "night", radius=26, lift=8, plain=True)
        canvas.words("Vraag", (x, 400, w, 100), (SIZE_BODY,), ink, align="center")
        canvas.words(f"{state.place + 1} van {len(state.items)}", (x, 496, w, 100), (SIZE_BODY,), ink, align="center")
        canvas.panel((x - 10, y - 150, w + 20, 112), "night", radius=26, lift=8, plain=True)
        canvas.words(f"Nog {max(0, state.missing)}", (x - 4, y - 150, w + 8, 112), (SIZE_BODY,), ink, align="center")
