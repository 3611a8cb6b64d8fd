"""Decorwissel: ropes and brakes of the teams, the drops on their battens, and the stage manager's count."""

from dataclasses import replace
from functools import partial

from content.model import FlySet
from game.rules import flies
from game.rules.activity import TICKS_PER_SECOND, Event
from game.rules.flies import FliesPhase, FliesState
from game.rules.run import PlayStarted, Run
from game.rules.together import LATCH_TICKS, TEAMS, InputMode, Zone, held
from game.view import theatre, touch
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, fitted, pack_picture, question, sou
from game.view.layout import Slot
from game.view.motion import settle, smooth
from game.view.screen import Box, Canvas
from game.view.slots import flies as flies_slots
from game.view.theme import CARDS, SIZE_BODY

_WHAT_TO_DO = {
    FliesPhase.HANDS: "Beweegt het: touw. Blijft het: rem.",
    FliesPhase.COUNT: "Vasthouden! Tel samen af.",
    FliesPhase.READY: "Roep samen: nu!",
}
_STEP = LATCH_TICKS // 20
_UP = -640.0
"""How far a drop flies up, out of sight."""
_BEHIND, _IN_FRONT = 600.0, 330.0
"""Width of the drop behind, and of those that hang before it: every piece on the stage can be seen."""
_BAR = 330.0
_CORD = "#b08a5a"
"""What a piece in front hangs from, and the cords that show that it does."""


class FliesBoard:
    def __init__(self) -> None:
        self._bare = touch.Bare()

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted() | flies.NewCue():
                drop_question(view)
                motion.light(theatre.HOUSE, 0.8)
            case flies.Flew(down=down, up=up):
                for slug in down:
                    motion.go(("drop", slug), _UP, 0, 1.5, curve=settle)
                for slug in up:
                    motion.go(("drop", slug), 0, _UP, 1.3, curve=smooth)
            case flies.Wobbled(rope=rope):
                motion.go(("rope", rope), 22, 0, 0.6)
            case flies.StagehandLeft():
                motion.go("stagehand", 0, 900, 1.1)
            case flies.Counted(number=number):
                motion.go(("count", number), -90, 0, 0.3)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state = _seen(play_of(run))
        self._tower(canvas)
        slots = self._bare.slots(run, partial(_bare, state), view.wishes.reach, mirrored=view.mirrored)
        view.part(canvas, self._drops, state, view)
        view.part(canvas, self._manager, state, view)
        if flies.someone_below(state) or view.motion.moving("stagehand"):
            view.part(canvas, self._stagehand, state, view, slots)
        for rope in range(1, len(state.ropes) + 1):
            view.part(canvas, self._rope, state, view, rope, slots, key=rope)
        view.part(canvas, self._count, state, view)
        view.part(canvas, self._line, state, view)
        question(canvas, view, self._asked(state))
        sou(canvas, view, "whisper" if state.hint else "point")
        buttons(canvas, view)

    def _asked(self, state: FliesState) -> str:
        if state.phase is FliesPhase.STUCK:
            return done_together(state.setup.level)
        if state.phase is FliesPhase.BELOW:
            return "Stop! Er staat iemand onder. Roep: vrij!"
        return state.change.cue

    def _line_place(self, view: View) -> Box:
        """Clear of the sign above it, and of the tags below it."""
        x, y, w, _h = view.place(flies_slots.ROPE_LINE)
        return x, y + 2, w, 78

    def _line(self, canvas: Canvas, state: FliesState, view: View) -> None:
        """What the class does now, in one line under the cue."""
        text = _WHAT_TO_DO.get(state.phase, "")
        if not text or view.covered or view.motion.moving("question"):
            return
        if (team := flies.turn(state)) is not None:
            self._turn(canvas, view, team.lower())
            return
        x, y, w, h = self._line_place(view)
        wide = canvas.type.width(text, SIZE_BODY) + 90
        x += (w - wide) / 2
        canvas.panel((x, y, wide, h), "night", radius=24, lift=6, plain=True)
        canvas.words(text, (x, y - 5, wide, h + 4), (SIZE_BODY,), CARDS["gold"].face, align="center")

    def _turn(self, canvas: Canvas, view: View, team: str) -> None:
        """Whose hands the board waits for, where nobody of the stage stands behind it."""
        x, y, w, h = self._line_place(view)
        text = f"Team {team.upper()}: touw of rem?"
        wide = canvas.type.width(text, SIZE_BODY) + 210
        x += (w - wide) / 2
        canvas.panel((x, y, wide, h), f"team_{team}", radius=24, lift=8, plain=True)
        for left in (x + 18, x + wide - 78):
            canvas.picture(f"team_{team}", left, y + 4, (60, 60))
        canvas.words(text, (x, y + 3, wide, h + 4), (SIZE_BODY,), align="center")  # Below the shadow of the sign.

    # -- the stage --------------------------------------------------------------------------------------
    def _tower(self, canvas: Canvas) -> None:
        canvas.picture("tower", 0, -39, (1920, 1158))

    def _drops(self, canvas: Canvas, state: FliesState, view: View) -> None:
        places = hung_at(state)
        shown = [one for one in state.scene.sets if one.id in state.stage or view.motion.moving(("drop", one.id))]
        for one in sorted(shown, key=lambda each: places.get(each.id, 0)):
            shift = view.motion.value(("drop", one.id), 0.0 if one.id in state.stage else _UP)
            x, y, wide = self._hangs(view, places.get(one.id, 0))
            if places.get(one.id, 0):
                for part in (0.2, 0.8):
                    canvas.fill((x + wide * part - 2, _BAR, 4, max(1.0, y + round(shift) + 12 - _BAR)), _CORD)
            self._piece(canvas, view, one, (x, y + round(shift), wide, wide * 420 / 520))

    def _hangs(self, view: View, place: int) -> tuple[float, float, float]:
        """Left, top and width of a place: one large behind, the others lower, in front of its lower corners."""
        x, y, w, _h = view.place(flies_slots.DROP)
        if place == 0:
            return x + (w - _BEHIND) / 2, y + 6, _BEHIND
        left, _, wide, _ = view.place(flies_slots.STAGE)
        step = (place - 1) // 2 * -210
        return (left + wide - _IN_FRONT + 6 if place % 2 else left - 6), y + 268 + step, _IN_FRONT

    def _piece(self, canvas: Canvas, view: View, one: FlySet, at: Box) -> None:
        if one.image is not None:
            canvas.panel((at[0], at[1], at[2], at[3]), "cream", radius=10)
            pack_picture(canvas, view, one.image, (at[0] + 16, at[1] + 16, at[2] - 32, at[3] - 32))
        else:
            fitted(canvas, one.picture or "drop_room", at)

    def _manager(self, canvas: Canvas, state: FliesState, view: View) -> None:
        counting = state.phase in (FliesPhase.COUNT, FliesPhase.READY, FliesPhase.LANDED)
        x, _, w, _ = view.place(flies_slots.STAGE)
        name = "stage_manager_go" if counting else "stage_manager"
        canvas.standing(name, x + (90 if not view.mirrored else w - 90), 1066, 0.86, mirrored=view.mirrored)
        lamp = "cue_light_green" if state.phase in (FliesPhase.COUNT, FliesPhase.READY) else "cue_light_red"
        canvas.picture(lamp, x + w - 130 if not view.mirrored else x + 10, 948, (120, 120))

    def _stagehand(self, canvas: Canvas, state: FliesState, view: View, slots: tuple[Slot, ...]) -> None:
        x, y, w, h = view.place(flies_slots.STAGEHAND)
        shift = view.motion.value("stagehand", 0.0) if not flies.someone_below(state) else 0.0
        sways = 0 if not flies.someone_below(state) else view.motion.bob(2, 5, 1.6)
        canvas.standing("stagehand", x + w / 2 + shift, y + h + 4, 0.85, tilt=round(sways))

    # -- the ropes --------------------------------------------------------------------------------------
    def _rope(self, canvas: Canvas, state: FliesState, view: View, rope: int, slots: tuple[Slot, ...]) -> None:
        team = TEAMS[rope - 1].lower()
        hands = held(state.holds)
        pulls, brakes = Zone(rope, "rope") in hands, Zone(rope, "brake") in hands
        x, y, _w, _h = view.place(flies_slots.rope_picture(rope, len(state.ropes)))
        column = view.place(flies_slots.rope_column(rope, len(state.ropes)))
        shift = view.motion.value(("rope", rope), 0.0)
        answer = flies.required(state) if state.shown or state.hint >= 2 else ()
        if Zone(rope, "rope") in answer:
            theatre.glow(canvas, column[0] + column[2] / 2, 740, 340)
        canvas.picture(f"rope_{team}_held" if pulls else f"rope_{team}", x + shift - 23, y - 180, (136, 937))
        self._label(canvas, state, view, rope, column)
        handle = next((slot for slot in slots if slot.id == f"rope:{rope}"), None)
        brake = next((slot for slot in slots if slot.id == f"brake:{rope}"), None)
        if handle is not None:
            self._handle(canvas, state, handle, Zone(rope, "rope"), pulled=pulls)
        if brake is not None and state.phase is not FliesPhase.STUCK:
            self._brake(canvas, view, state, brake, rope, brakes, Zone(rope, "brake") in answer)

    def _label(self, canvas: Canvas, state: FliesState, view: View, rope: int, column: Box) -> None:
        """What hangs on the rope, as a small picture on a tag."""
        one = flies.piece(state, state.ropes[rope - 1])
        x, _, w, _ = column
        canvas.panel((x, 368, w, 178), "cream", radius=18, lift=8)
        if state.hint and one.id in flies.moving(state.change, state.stage):
            canvas.cut(canvas.paper.ring(w, 178), x, 368)
        self._piece_small(canvas, view, one, (x + 12, 380, w - 24, 154))

    def _piece_small(self, canvas: Canvas, view: View, one: FlySet, at: Box) -> None:
        if one.image is not None:
            pack_picture(canvas, view, one.image, at)
        else:
            fitted(canvas, one.picture or "drop_room", at)

    def _handle(self, canvas: Canvas, state: FliesState, slot: Slot, zone: Zone, *, pulled: bool) -> None:
        x, y, w, h = (float(side) for side in slot.rect.box)
        if pulled:
            canvas.picture("hands", x + w / 2 - 66, y + 20, (132, 132))
            self._left(canvas, state, zone, x, y + h - 34, w)

    def _brake(
        self, canvas: Canvas, view: View, state: FliesState, slot: Slot, rope: int, held_now: bool, lit: bool
    ) -> None:
        x, y, w, h = (float(side) for side in slot.rect.box)
        team = TEAMS[rope - 1].lower()
        if lit:
            theatre.glow(canvas, x + w / 2, y + h / 2, 320)
        canvas.cut(canvas.paper.button(w, h, f"team_{team}", pressed=held_now or view.pressed(slot.id)), x, y)
        y += 9 if held_now else 0
        canvas.picture("counterweight", x + w - 92, y + 22, (84, 112))
        canvas.words(TEAMS[rope - 1], (x + 13, y + 12, 60, 84), (SIZE_BODY,), CARDS["cream"].ink)
        if held_now:
            canvas.picture("hands", x + w / 2 - 66, y + 22, (132, 132))
            self._left(canvas, state, Zone(rope, "brake"), x, y + h - 44, w)

    def _left(self, canvas: Canvas, state: FliesState, zone: Zone, x: float, y: float, w: float) -> None:
        """How long a latched hand still holds."""
        left = next((hold.left for hold in state.holds if hold.zone == zone), None)
        if left is not None and state.setup.input is not InputMode.MULTI:
            canvas.cut(canvas.paper.meter(w - 20, 24, left / LATCH_TICKS), x + 10, y)

    # -- the count --------------------------------------------------------------------------------------
    def _count(self, canvas: Canvas, state: FliesState, view: View) -> None:
        x, y, w, h = view.place(flies_slots.STAGE)
        if state.phase is FliesPhase.COUNT:
            number = state.number
            top = 560 + view.motion.value(("count", number), 0.0)
            canvas.panel((x + w / 2 - 150, top, 300, 300), "cream", radius=150, lift=20)
            canvas.words(str(number), (x + w / 2 - 150, top - 8, 300, 300), (240,), "#8e1226", align="center")
        elif state.phase is FliesPhase.READY:
            slot = view.slot("now")
            if slot is not None:
                x, y, w, h = (float(side) for side in slot.rect.box)
                canvas.cut(canvas.paper.button(w, h, "gold", pressed=view.pressed("now")), x, y)
                canvas.words("Nu!", (x, y, w, h - 12), (104, 84), CARDS["gold"].ink, align="center")


def _seen(state: FliesState) -> FliesState:
    """The state as far as a picture shows it: time goes by in numbers, and in twentieths of a latched hand."""
    holds = tuple(
        one if one.left is None else replace(one, left=round(one.left / _STEP) * _STEP) for one in state.holds
    )
    return replace(state, holds=holds, count_left=state.number * TICKS_PER_SECOND)


def hung_at(state: FliesState) -> dict[str, int]:
    """The place of every piece that hung until now: it keeps its own as long as it hangs, so that what stays, stays.

    A piece that comes down takes the first place that is free: behind, then in front.
    """
    stage = set(state.stage)
    flown = state.changes[: state.round + (state.phase in (FliesPhase.LANDED, FliesPhase.DONE))]
    for change in reversed(flown):
        stage = (stage - set(change.down)) | set(change.up)
    places: dict[str, int] = {}
    for slug in (one.id for one in state.scene.sets if one.id in stage):
        places[slug] = len(places)
    for change in flown:
        stage -= set(change.up)
        for slug in change.down:
            taken = {places[one] for one in stage}
            places[slug] = next(place for place in range(len(taken) + 1) if place not in taken)
            stage.add(slug)
    return places


def _bare(state: FliesState) -> FliesState:
    """Ropes and brakes where they hang, also while a card covers them."""
    phase = FliesPhase.HANDS if state.phase in (FliesPhase.LANDED, FliesPhase.DONE, FliesPhase.STUCK) else state.phase
    return replace(state, card=None, phase=phase)
