"""De zaal is klaar: the hall seen from the stage, which fills seat by seat."""

from content.model import Level
from game.rules.activity import Event
from game.rules.finish import (
    ClueGiven,
    FinishPhase,
    FinishState,
    NextSeat,
    PassedOn,
    SeatShines,
    SeatStaysDark,
    good,
)
from game.rules.run import PlayStarted, Run
from game.rules.together import Team
from game.view import layout, theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, drop_question, pack_picture, question, sou, to_do
from game.view.boards.recall import answer_card
from game.view.motion import arrive
from game.view.screen import Box, Canvas
from game.view.slots import finish as finish_slots
from game.view.theme import CARDS, SIZE_BODY

_STRIPS = (302.0, 408.0)
"""Between the question and the last row of seats."""
_SEEN = (755.0, 656.0, 410.0)
"""Left, top and side of the picture of the answer: below the row that fills first."""
BALCONY = -1
"""The last place of the drawing is the balcony: it fills when the whole hall is lit."""


class FinishBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted():
                drop_question(view)
                theatre.open_curtain(motion)
                motion.light(theatre.HOUSE, 1.0)
            case NextSeat() | ClueGiven() | PassedOn():
                drop_question(view)
            case SeatShines(seat=seat):
                motion.light(("finish", seat), 0.0)
                motion.light(("finish", seat), 1.0, 1.0)
            case SeatStaysDark():
                motion.go(("wobble", "finish"), 22, 0, 0.5, curve=arrive)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: FinishState = play_of(run)
        canvas.picture("empty_house", 0, 0)
        view.part(canvas, self._people, state, view)
        if state.phase not in (FinishPhase.ANSWER, FinishPhase.STUCK):
            # Before the question, because its light is wide: it would wash out words that it falls on.
            view.part(canvas, self._ring, state, view)
        match state.phase:
            case FinishPhase.ANSWER:
                view.part(canvas, self._answers, state, view)
                question(canvas, view, self._asked(state))
                to_do(canvas, view, "Kaarten omhoog! Tik wat jullie kiezen.")
            case FinishPhase.STUCK:
                question(canvas, view, state.seat.item.prompt, image=state.seat.item.image)
                to_do(canvas, view, "Samen! Hou de knop lang vast.")
            case _:
                question(canvas, view, state.seat.item.prompt, image=state.seat.item.image)
                view.part(canvas, self._readers, state, view)
        view.part(canvas, self._count, state, view)
        sou(canvas, view, "whisper" if state.hint else "hush" if state.phase is FinishPhase.READ else "listen")
        buttons(canvas, view)

    def _asked(self, state: FinishState) -> str:
        """Without the question: who answers has the clue only. Done together, everybody sees it."""
        if state.shown:
            return state.seat.item.prompt
        return f"Ogen open, team {state.answerers}! Wat past bij de aanwijzing?"

    # -- the hall -----------------------------------------------------------------------------------------
    def _people(self, canvas: Canvas, state: FinishState, view: View) -> None:
        """Who sits on the lit seats; the newest come with the light."""
        chairs = _chairs()
        for seat in state.lit:
            fresh = view.motion.light_level(("finish", seat), 1.0)
            for chair in finish_slots.seat_range(seat, len(state.seats), len(chairs)):
                self._chair(canvas, chairs[chair], fresh)
        if len(state.lit) == len(state.seats):
            self._chair(
                canvas,
                theatre.placement()["full_house"]["seats"][BALCONY],
                view.motion.light_level(("finish", state.lit[-1]), 1.0),
            )

    def _chair(self, canvas: Canvas, at: dict[str, int], light: float) -> None:
        if light < 0.05:
            return
        scale = canvas.pictures.scale
        x, y, w, h = (round(at[side] * scale) for side in ("x", "y", "w", "h"))
        canvas.surface(
            canvas.pictures.get("full_house"), float(at["x"]), float(at["y"]), part=(float(x), float(y), w, h)
        )
        if light < 0.95:
            box = (float(at["x"]), float(at["y"]), float(at["w"]), float(at["h"]))
            canvas.shade(box, (0.3 + 0.7 * light, 0.25 + 0.75 * light, 0.35 + 0.65 * light))

    def _ring(self, canvas: Canvas, state: FinishState, view: View) -> None:
        """The seat that this question is for, in a light of its own, still and without a flash."""
        x, y, w, h = self._box(state)
        x += view.motion.value(("wobble", "finish"), 0.0)
        theatre.glow(canvas, x + w / 2, y + h / 2, round(1.9 * max(w, h)))
        canvas.cut(canvas.paper.ring(w - 12, h - 12), x + 6, y + 6)

    def _box(self, state: FinishState) -> Box:
        chairs = _chairs()
        mine = [chairs[n] for n in finish_slots.seat_range(state.number, len(state.seats), len(chairs))]
        first, right = mine[0], mine[0]["x"] + mine[0]["w"]
        for chair in mine[1:]:
            if chair["y"] == first["y"] and chair["x"] <= right:
                right = chair["x"] + chair["w"]
        return float(first["x"]), float(first["y"]), float(right - first["x"]), float(first["h"])

    # -- words --------------------------------------------------------------------------------------------
    def _readers(self, canvas: Canvas, state: FinishState, view: View) -> None:
        """Who looks now and who is told afterwards, above the last row of the hall: no seat is hidden."""
        if view.covered:
            return
        told = (
            (state.readers, f"Team {state.readers} kijkt. De anderen: ogen dicht!"),
            (state.answerers, f"Team {state.answerers} krijgt dan een aanwijzing."),
        )
        wide = max(canvas.type.width(line, SIZE_BODY) for _, line in told) + 176
        for (team, line), y in zip(told, _STRIPS, strict=True):
            self._told(canvas, team, line, ((layout.WIDTH - wide) / 2, y, wide, 98))
        self._seen(canvas, state, view)

    def _told(self, canvas: Canvas, team: Team, line: str, at: Box) -> None:
        """A team's badge, its name and what it does, in one line."""
        card = f"team_{team.lower()}"
        x, y, w, h = at
        canvas.panel(at, card, radius=30, lift=8)
        canvas.picture(card, x + 14, y + 5, (88, 88))
        canvas.words(line, (x + 122, y - 4, w - 140, h), (SIZE_BODY,), CARDS[card].ink)

    def _seen(self, canvas: Canvas, state: FinishState, view: View) -> None:
        """For who can't read yet: the picture of the answer, to give a clue about without its word."""
        image = state.seat.options[good(state)].image
        if state.setup.level is Level.L1 and image is not None:
            x, y, side = _SEEN
            canvas.panel((x, y, side, side), "cream", radius=36, lift=16)
            pack_picture(canvas, view, image, (x + 24, y + 24, side - 48, side - 48))

    def _count(self, canvas: Canvas, state: FinishState, view: View) -> None:
        """How many seats are lit, in the corner of the main column."""
        x, y, w, _ = view.place(layout.MAIN)
        if view.covered:
            return
        canvas.panel((x - 10, y - 150, w + 20, 104), "night", radius=26, lift=6, plain=True)
        text = f"{len(state.lit)} / {len(state.seats)}"
        canvas.words(text, (x - 4, y - 154, w + 8, 104), (SIZE_BODY,), CARDS["night"].ink, align="center")

    def _answers(self, canvas: Canvas, state: FinishState, view: View) -> None:
        options = state.seat.options
        for place, cell in enumerate(finish_slots.answers(options, view.wishes.reach)):
            answer_card(canvas, view, place, cell, options, tried=place in state.tried, slot_id=f"light:{place}")
            if state.shown and place == good(state):
                x, y, w, h = view.lies(cell, "light")
                canvas.cut(canvas.paper.ring(w, h - 12), x, y)


def _chairs() -> list[dict[str, int]]:
    """The drawn chairs in the order in which they fill: first those that no button hides, from the back."""
    drawn = theatre.placement()["full_house"]["seats"][:BALCONY]
    return sorted(drawn, key=lambda at: not (at["x"] >= layout.AREA_X and at["x"] + at["w"] <= layout.AREA_RIGHT))
