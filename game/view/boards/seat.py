"""Naar je stoel: the clues for the class, and the way through cloakroom, door and hall for who stands in front."""

from dataclasses import replace
from functools import partial

from content.model import Image
from game.rules import seat
from game.rules.activity import Event
from game.rules.run import PlayStarted, Run
from game.rules.seat import Floor, Part, Place, SeatPhase, SeatState, Side
from game.view import theatre, touch
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, question, sou
from game.view.boards.photos import hung, photo_of, print_of
from game.view.layout import Slot
from game.view.screen import Box, Canvas
from game.view.slots import seat as seat_slots
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY

_PLAN_BOTTOM = 1040
_SMALLEST_ROW, _NAMED_ROW = 26.0, 56.0
WORDS: dict[str, str] = {"coat": "Haakje", "door": "Deur", "floor": "Verdieping", "row": "Rij", "seat": "Stoel"}
_ROOMS_OF = {
    "coat": ("vestiaire",),
    "door": ("inkomhal", "foyer"),
    "floor": ("zaal",),
    "row": ("zaal",),
    "seat": ("zaal",),
}
"""Which photos of the house show where a clue leads."""
_PHOTO_X = 760.0
_SAID = {"left": "links", "right": "rechts", "stalls": "beneden", "balcony": "balkon"}
_SPOKEN = {
    SeatPhase.HOOK: "Waar hangt de jas? De klas zegt het.",
    SeatPhase.DOOR: "Door welke deur? De klas zegt het.",
    SeatPhase.SEAT: "Zoek de stoel! De klas zegt het.",
    SeatPhase.FOUND: "Gevonden! Ga maar zitten.",
}


class SeatBoard:
    def __init__(self) -> None:
        self._bare = touch.Bare()

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted() | seat.NewTicket():
                drop_question(view)
                motion.go("ticket", 300, 0, 0.6)
                motion.light(theatre.HOUSE, 1.0)
            case seat.ClueOpened():
                motion.go("clue", 420, 0, 0.6)
            case seat.SeekingStarted() | seat.CoatHung() | seat.DoorOpened():
                drop_question(view)
                motion.go("set", 900, 0, 0.7)
            case seat.SatDown():
                motion.go("sit", -260, 0, 0.6)
            case seat.WrongHook() | seat.WrongDoor():
                motion.go("usher", 40, 0, 0.5)
            case seat.SeatTaken(floor=floor, row=row, seat=number):
                motion.go(("taken", floor, row, number), 20, 0, 0.5)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: SeatState = play_of(run)
        phase = SeatPhase.SEAT if state.phase in (SeatPhase.FOUND, SeatPhase.DONE) else state.phase
        slots = self._bare.slots(run, partial(_bare, state, phase), view.wishes.reach, mirrored=view.mirrored)
        if phase in (SeatPhase.HOOK, SeatPhase.DOOR):
            canvas.picture("foyer_room", 0, -39, (1920, 1158), mirrored=view.mirrored)
        else:
            theatre.hall(canvas, view.motion, seats=phase in (SeatPhase.CLUES, SeatPhase.STUCK))
        match phase:
            case SeatPhase.CLUES | SeatPhase.STUCK:
                view.part(canvas, self._clues, state, view, slots)
            case SeatPhase.HOOK:
                view.part(canvas, self._hooks, state, view, slots)
            case SeatPhase.DOOR:
                view.part(canvas, self._doors, state, view, slots)
            case _:
                view.part(canvas, self._seats, state, view, slots)
        question(canvas, view, self._asked(state, view))
        sou(canvas, view, "whisper" if state.hint else "listen")
        buttons(canvas, view)

    # -- listening --------------------------------------------------------------------------------------
    def _asked(self, state: SeatState, view: View) -> str:
        if state.phase is SeatPhase.SEAT and not seat_slots.seats_directly(state, view.wishes.reach):
            return "Kies eerst de rij, dan de stoel. De klas zegt het."
        if state.phase is SeatPhase.STUCK:
            return done_together(state.setup.level)
        return _SPOKEN.get(state.phase) or self._turn_round(state)

    def _turn_round(self, state: SeatState) -> str:
        if state.open is not None:
            return f"Team {seat.owner(state, state.open)} bekijkt het kaartje. Onthoud het!"
        if not state.needed:
            return "Alles gezien? Draai je om naar het bord!"
        return "Speler, draai je om! Elk team bekijkt zijn kaartje."

    def _clues(self, canvas: Canvas, state: SeatState, view: View, slots: tuple[Slot, ...]) -> None:
        # Under the card the envelopes would be cut in two.
        for slot in slots if view.covered < 0.5 else ():
            if slot.id.startswith("clue:"):
                self._envelope(canvas, state, view, slot)
        if state.open is not None:
            self._open_clue(canvas, state, view)
        else:
            self._ticket(canvas, state, view)
        if state.hint:
            self._mini_plan(canvas, state, view)
        elif photo := self._photo(state, view):
            print_of(canvas, view, photo, view.place(seat_slots.MINI_PLAN))

    def _photo(self, state: SeatState, view: View) -> Image | None:
        """Where the clue leads, as it looks in this very house; before a clue is opened, where one comes in."""
        return photo_of(view, *_ROOMS_OF.get(state.open or "", ("inkomhal", "zaal", "foyer", "vestiaire")))

    def _card_place(self, state: SeatState, view: View) -> Box:
        """In the middle of the board, or beside the plan of the hint or the photo."""
        x, y, w, h = view.place(seat_slots.CLUE_CARD)
        return (x if state.hint or self._photo(state, view) else (LOGICAL_W - w) / 2), y, w, h

    def _ticket(self, canvas: Canvas, state: SeatState, view: View) -> None:
        """Which ticket this is, and who may look."""
        x, y, w, _h = self._card_place(state, view)
        y += view.motion.value("ticket", 0.0)
        canvas.picture("ticket", x + (w - 700) / 2, y + 8, (700, 325))
        text = f"Ticket {state.round + 1} van {len(state.tickets)}"
        canvas.words(text, (x + (w - 700) / 2 + 84, y + 74, 380, 196), (76, 72, SIZE_BODY), CARDS["cream"].ink)
        canvas.picture("icon_turn_around", x + (w - 700) / 2 + 540, y + 118, (110, 110))

    def _envelope(self, canvas: Canvas, state: SeatState, view: View, slot: Slot) -> None:
        part = slot.id.removeprefix("clue:")
        x, y, w, h = (float(side) for side in slot.rect.box)
        team = str(seat.owner(state, part)).lower()  # type: ignore[arg-type]
        read = part not in state.needed
        pressed = view.pressed(slot.id)
        canvas.cut(
            canvas.paper.button(w, h, "grey" if read and state.open != part else f"team_{team}", pressed=pressed),
            x,
            y,
        )
        y += 9 if pressed else 0
        canvas.picture("clue_back", x + 22, y + 22, (w - 44, (w - 44) * 300 / 420))
        middle = x + w / 2
        canvas.picture(f"clue_{part}", middle - 74, y + 96, (148, 148))
        canvas.picture(f"team_{team}", middle - 48, y + 246, (96, 96))
        if read:
            canvas.panel((x + w - 100, y + 10, 90, 90), "green", radius=45, lift=5, plain=True)
            canvas.picture("icon_check", x + w - 91, y + 19, (72, 72))

    def _open_clue(self, canvas: Canvas, state: SeatState, view: View) -> None:
        part: Part = state.open or "seat"
        x, y, w, h = self._card_place(state, view)
        y += view.motion.value("clue", 0.0)
        canvas.panel((x, y, w, h), "cream", radius=34, lift=18)
        canvas.picture(f"clue_{part}", x + 36, y + 52, (230, 230))
        value = seat.clue(state, part)
        sign = seat.sign_of(state.plan, part, state.ticket.place)
        if sign is not None:
            canvas.words(WORDS[part], (x + 284, y + 102, w - 616, 120), (80, 72, SIZE_BODY), CARDS["cream"].ink)
            # On the dark, where also a pale moon stands out.
            canvas.panel((x + w - 326, y + 22, 290, 290), "night", radius=30, lift=6)
            canvas.picture(f"sign_{sign}", x + w - 296, y + 52, (230, 230))
            return
        canvas.words(WORDS[part], (x + 300, y + 22, w - 320, 100), (80, 72, SIZE_BODY), CARDS["cream"].ink)
        if part == "door":
            self._arrow(canvas, x + 300, y + 130, value)
            canvas.words(_SAID[value], (x + 470, y + 120, w - 490, 190), (120, 104), "#8e1226")
        else:
            canvas.words(_SAID.get(value, value), (x + 300, y + 110, w - 320, 214), (200, 150, 104), "#8e1226")

    def _arrow(self, canvas: Canvas, x: float, y: float, value: str) -> None:
        canvas.picture("icon_back" if value == "left" else "icon_next", x, y + 20, (140, 140))

    def _mini_plan(self, canvas: Canvas, state: SeatState, view: View) -> None:
        """The hint for the class: where the seat is, while the pupil looks away."""
        x, y, w, h = view.place(seat_slots.MINI_PLAN)
        canvas.panel((x, y, w, h), "night", radius=26, lift=12)
        hinted = seat.hinted_places(state)
        rows = [(Floor.STALLS, row) for row in range(1, state.plan.rows + 1)]
        rows += [(Floor.BALCONY, row) for row in range(1, state.plan.balcony_rows + 1)]
        wide, high = min((w - 70) / state.plan.seats, 84.0), min((h - 90) / (len(rows) + 0.5), 84.0)
        side = min(wide, high)
        canvas.fill((x + w / 2 - 110, y + 24, 220, 14), "#c98a4e")
        left = x + (w - wide * (state.plan.seats - 1)) / 2
        top = y + 60 + side / 2 + max(0.0, h - 90 - high * (len(rows) + 0.5)) / 2
        for line, (floor, row) in enumerate(rows):
            middle = top + line * high + (high / 3 if floor is Floor.BALCONY else 0)
            for number in range(1, state.plan.seats + 1):
                lit = Place(floor, row, number) in hinted
                # What is lit stands out of its row: this is read from the back of the class.
                size = min(side * 1.5, wide) if lit else side - 4
                at = (left + (number - 1) * wide - size / 2, middle - size / 2)
                canvas.picture("seat_lit" if lit else "seat_dim", *at, (size, size))

    # -- walking ----------------------------------------------------------------------------------------
    def _floor(self, canvas: Canvas, view: View) -> float:
        """The stage for the cloakroom and the doors; what stands on it slides in from the wings."""
        return round(view.motion.value("set", 0.0))

    def _hooks(self, canvas: Canvas, state: SeatState, view: View, slots: tuple[Slot, ...]) -> None:
        canvas.picture("coat_check", 470 + view.aside + self._floor(canvas, view), 506, (1584, 654))
        tag_x, tag_y = 75.0, 30.0
        for slot in slots:
            if not slot.id.startswith("hook:"):
                continue
            hook = int(slot.id.removeprefix("hook:"))
            x, y, w, h = (float(side) for side in slot.rect.box)
            sway = 0 if not view.pressed(slot.id) else 3
            if state.shown and hook == state.ticket.hook:
                theatre.glow(canvas, x + w / 2, y + h / 2, 420)
                canvas.cut(canvas.paper.ring(w, h), x, y)
            canvas.picture(f"hook_{hook}", x, y, tilt=sway)
            canvas.panel((x + tag_x - 52, y + tag_y - 88, 104, 96), "cream", radius=20, lift=5)
            canvas.words(str(hook), (x + tag_x - 52, y + tag_y - 88, 104, 96), (72, SIZE_BODY), align="center")
            if hook in state.hung:
                canvas.picture("icon_check", x + w - 70, y + h - 70, (72, 72))

    def _doors(self, canvas: Canvas, state: SeatState, view: View, slots: tuple[Slot, ...]) -> None:
        shift = self._floor(canvas, view)
        if photo := photo_of(view, "inkomhal", "foyer", "zaal"):
            hung(canvas, view, photo, (_PHOTO_X + view.aside, 340, 420, 300))
        for slot in slots:
            if not slot.id.startswith("door:"):
                continue
            slot_id, side = slot.id, Side(slot.id.removeprefix("door:"))
            x, y, _w, _h = (float(one) for one in slot.rect.box)
            open_now = (state.shown and state.ticket.door is side) or view.pressed(slot_id)
            canvas.picture(f"door_{side}_open" if open_now else f"door_{side}", x - 40 + shift, y - 131, (300, 491))
        name = "usher_no" if view.motion.moving("usher") else "usher"
        canvas.standing(name, 1080 + view.aside + view.motion.value("usher", 0.0), 1050, 1.3)

    # -- the hall ---------------------------------------------------------------------------------------
    def _seats(self, canvas: Canvas, state: SeatState, view: View, slots: tuple[Slot, ...]) -> None:
        # Wider and deeper than the board: the last row stands well within the walls.
        canvas.picture("hallplan", 252 + view.aside, 318, (1662, 806))
        self._rows_far(canvas, state, view, slots)
        for slot in slots:
            kind, *parts = slot.id.split(":")
            if kind == "row":
                if view.covered >= 0.5:
                    continue
                self._row_button(canvas, state, view, slot, parts[0], int(parts[1]))
            elif kind == "seat":
                place = Place(Floor(parts[0]), int(parts[1]), int(parts[2]))
                self._seat(canvas, state, view, slot, place)
        self._row_names(canvas, state, slots)

    def _rows_far(self, canvas: Canvas, state: SeatState, view: View, slots: tuple[Slot, ...]) -> None:
        """Where rows are chosen first: all rows from the stage to the back, small; the chosen one is lit."""
        buttons_low = [slot.rect for slot in slots if slot.id.startswith("row:")]
        seats_top = [slot.rect.y for slot in slots if slot.id.startswith("seat:")]
        if not buttons_low:
            return
        rows = [(Floor.STALLS, row) for row in range(1, state.plan.rows + 1)]
        rows += [(Floor.BALCONY, row) for row in range(1, state.plan.balcony_rows + 1)]
        top = max(rect.bottom for rect in buttons_low) + 18
        high = (min(seats_top, default=_PLAN_BOTTOM) - 14 - top) / (len(rows) + (state.plan.balcony_rows > 0) / 2)
        if high < _SMALLEST_ROW:
            self._seats_to_come(canvas, state, view, slots)
            return
        side = min(high - 3, 64.0)
        for line, (floor, row) in enumerate(rows):
            y = top + line * high + (high / 2 if floor is Floor.BALCONY else 0.0)
            lit = state.aisle == (floor, row)
            wide = side * (1.9 + 0.08 * line)  # Rows far from the stage are wider, as in a hall.
            left = 1080 + view.aside - wide * state.plan.seats / 2
            if high >= _NAMED_ROW or lit:
                # The same letter as on its button: so the class sees which row that is.
                at = (left - 100.0, y + side / 2 - 47, 80.0, 90.0)
                canvas.words(seat.row_letter(row), at, (SIZE_BODY,), CARDS["night"].ink, align="center")
            for number in range(state.plan.seats):
                x = left + number * wide + (wide - side) / 2
                canvas.picture("seat_lit" if lit else "seat_dim", x, y, (side, side))

    def _seats_to_come(self, canvas: Canvas, state: SeatState, view: View, slots: tuple[Slot, ...]) -> None:
        """With a balcony there is room for one row only, dark until its letter is chosen. The balcony is named."""
        if state.aisle is None:
            for rect in seat_slots.row_of_seats(state):
                x, y, w, h = view.lies(rect, "seat")
                canvas.picture("seat_dim", x, y, (w, h))
        upper = [slot.rect for slot in slots if slot.id.startswith(f"row:{Floor.BALCONY}:")]
        if upper and view.covered < 0.5:
            first = upper[0]
            at = (first.x - 480.0, float(first.y), 450.0, first.h - 12.0)
            canvas.words("Balkon", at, (72, SIZE_BODY), CARDS["night"].ink, align="right")

    def _row_names(self, canvas: Canvas, state: SeatState, slots: tuple[Slot, ...]) -> None:
        """The letter of each row left of its first seat; or its fruit, on a flag, for who can't read yet."""
        firsts: dict[tuple[str, str], Slot] = {}
        for slot in slots:
            if slot.id.startswith("seat:"):
                _, floor, row, _ = slot.id.split(":")
                key = (floor, row)
                if key not in firsts or slot.rect.x < firsts[key].rect.x:
                    firsts[key] = slot
        if len(firsts) < 2:
            return
        for (floor, row), slot in firsts.items():
            sign = seat.sign_of(state.plan, "row", Place(Floor(floor), int(row), 1))
            if sign is not None:
                side = min(170.0, float(slot.rect.h))
                left, top = slot.rect.x - side - 30.0, slot.rect.y + (slot.rect.h - side) / 2
                canvas.panel((left, top, side, side), "cream", radius=30, lift=8)
                canvas.picture(f"sign_{sign}", left + 20, top + 20, (side - 40, side - 40))
                continue
            at = (slot.rect.x - 96.0, slot.rect.y + slot.rect.h * 0.30 - 47, 80.0, 90.0)
            canvas.words(seat.row_letter(int(row)), at, (72, SIZE_BODY), CARDS["night"].ink, align="center")

    def _row_button(self, canvas: Canvas, state: SeatState, view: View, slot: Slot, floor: str, row: int) -> None:
        x, y, w, h = (float(side) for side in slot.rect.box)
        here = state.aisle == (Floor(floor), row)
        card = "gold" if here else "cream" if floor == Floor.STALLS else "rose"
        canvas.cut(canvas.paper.button(w, h, card, pressed=view.pressed(slot.id), radius=22), x, y)
        sign = seat.sign_of(state.plan, "row", Place(Floor(floor), row, 1))
        if sign is not None:
            canvas.picture(f"sign_{sign}", x + (w - 100) / 2, y + (h - 116) / 2, (100, 100))
            return
        label = seat.row_letter(row)
        side = min(104.0, h - 24, w - 100)
        name = "clue_row" if floor == Floor.STALLS else "clue_floor"
        canvas.picture(name, x + 14, y + (h - 12 - side) / 2, (side, side))
        canvas.words(label, (x + side + 14, y, w - side - 24, h - 12), (84, 72, SIZE_BODY), align="center")

    def _seat(self, canvas: Canvas, state: SeatState, view: View, slot: Slot, place: Place) -> None:
        x, y, w, h = (float(side) for side in slot.rect.box)
        x += view.motion.value(("taken", place.floor, place.row, place.seat), 0.0)
        if place in state.found:
            newest = place == state.found[-1]
            y += view.motion.value("sit", 0.0) if newest else 0.0
            if newest:
                theatre.glow(canvas, x + w / 2, y + h / 2, w * 2)
            canvas.picture(f"seat_taken_{1 + place.seat % 4}", x, y, (w, h))
            return
        right = state.shown and place == state.ticket.place
        canvas.picture("seat_lit" if right or view.pressed(slot.id) else "seat_free", x, y, (w, h))
        sign = seat.sign_of(state.plan, "seat", place)
        if sign is not None:
            side = round(w * 0.62)
            canvas.picture(f"sign_{sign}", x + (w - side) / 2, y + h * 0.10, (side, side))
        else:
            # A cream disc under the number: cream on the red of the seat would be too faint at the back.
            disc = 74.0
            top = y + h * 0.30 - disc / 2
            canvas.panel((x + (w - disc) / 2, top, disc, disc), "cream", radius=40, lift=3, plain=True)
            canvas.words(
                str(place.seat), (x, top - 10, w, disc + 16), (SIZE_BODY,), CARDS["cream"].ink, align="center"
            )


def _bare(state: SeatState, phase: SeatPhase) -> SeatState:
    """Where everything lies in this phase, also what is taken and what a card covers now."""
    aisle = state.aisle
    if aisle is None and state.phase is SeatPhase.FOUND:
        aisle = (state.found[-1].floor, state.found[-1].row)
    return replace(state, card=None, found=(), phase=phase, aisle=aisle)
