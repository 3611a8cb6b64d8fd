"""Ssst, het licht gaat uit: the hall that goes dark while the class is silent, and what its corners show."""

from game.rules import silence
from game.rules.activity import Event
from game.rules.run import PlayStarted, Run
from game.rules.silence import SilencePhase, SilenceState
from game.rules.together import TEAMS, Team
from game.view import theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, question, sou, to_do
from game.view.layout import Rect, Slot
from game.view.motion import arrive
from game.view.screen import Canvas
from game.view.slots import silence as silence_slots
from game.view.theme import CARDS, LOGICAL_H, LOGICAL_W, SIZE_BODY

DARK = "dark of the hall"
_STEPS_OF_LIGHT = 16
_BLACK = (0.05, 0.05, 0.09)
"""What is left of everything in the blackout: the eye must find the curtain again, and no more."""
_AWAY = -380.0
_CLOSES_S = 1.5


class SilenceBoard:
    captions_y = 402.0
    """Below the line that says what to do."""

    def __init__(self) -> None:
        self._closed_s = 0.0
        """When the curtain that closes at the start has done so."""

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted() | silence.LightsDown():
                theatre.close_curtain(motion)
                self._closed_s = motion.now_s + _CLOSES_S
                drop_question(view)
                motion.light(theatre.HOUSE, 1.0)
            case silence.NotReady(step=step):
                motion.go(("step", step), 24, 0, 0.5)
            case silence.MadeReady(step=step):
                motion.go(("step", step), -16, 0, 0.4)
            case silence.FellSilent():
                motion.go("question", motion.value("question", 0.0), _AWAY, 0.5)
            case silence.Spoke() | silence.StretchDone() | silence.Called() | silence.StageLit():
                drop_question(view)
            case silence.Tempted():
                motion.go("tempt", 1, 0, 1.8, curve=arrive)
            case silence.PicturePlaced(place=place):
                motion.go(("row", place), 150, 0, 0.35, curve=arrive)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: SilenceState = play_of(run)
        self._keep_closed(view)
        light = self._light(state, view)
        theatre.hall(canvas, view.motion, seats=state.phase in _DARKENS)
        if state.silent:
            sou(canvas, view, "hush")
            buttons(canvas, view)
        view.part(canvas, self._lanterns, state, view)
        canvas.shade((0, 0, LOGICAL_W, LOGICAL_H), tuple(low + (1 - low) * light for low in _BLACK))  # type: ignore[arg-type]
        canvas.picture("exit", 46, 338)
        canvas.picture("exit", LOGICAL_W - 216, 338)
        view.part(canvas, self._play, state, view)
        if not state.silent:
            view.part(canvas, self._say, state, view)
            sou(canvas, view, _mood(state))
            buttons(canvas, view)
        view.part(canvas, self._what_to_do, state, view)

    def _keep_closed(self, view: View) -> None:
        """This scene plays before the curtain; undo, for one, opens it."""
        motion = view.motion
        if motion.now_s < self._closed_s:
            motion.until(self._closed_s)
        elif motion.value(theatre.CURTAIN, 0.0) or motion.moving(theatre.CURTAIN):
            motion.go(theatre.CURTAIN, 0, 0, 0)

    def _light(self, state: SilenceState, view: View) -> float:
        """The house light follows the silence, through the one service that keeps light slow."""
        wanted = round(silence.house_light(state) * _STEPS_OF_LIGHT) / _STEPS_OF_LIGHT
        view.motion.light(DARK, wanted, 0.8)
        return view.motion.light_level(DARK, wanted)

    def _say(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        if view.motion.value("question", 0.0) < _AWAY / 2 and not view.motion.moving("question"):
            drop_question(view)
        question(canvas, view, asked(state))

    def _what_to_do(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        text = do_now(state)
        if text and not view.motion.moving("question"):
            to_do(canvas, view, text)

    def _play(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        match state.phase:
            case SilencePhase.PREPARE:
                self._steps(canvas, state, view)
            case SilencePhase.WATCH | SilencePhase.BLACKOUT:
                self._watch(canvas, state, view)
            case SilencePhase.CALL:
                self._call(canvas, view)
            case SilencePhase.ASK | SilencePhase.STUCK | SilencePhase.SEEN if state.round > 0:
                self._row(canvas, state, view)
            case _:
                self._steps(canvas, state, view)

    # -- making ready -----------------------------------------------------------------------------------
    def _steps(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        if view.covered >= 0.5:
            return
        lit = silence.board_view(state).answer
        for step, cell in zip(state.steps, silence_slots.step_cells(len(state.steps)), strict=True):
            x, y, w, h = view.lies(cell, "ready")
            done = step.id in state.ready
            x += view.motion.value(("step", step.id), 0.0)
            card = "green" if done else "cream"
            canvas.cut(canvas.paper.button(w, h, card, pressed=done or view.pressed(f"ready:{step.id}")), x, y)
            y += 9 if done else 0
            if step.id in lit:
                canvas.cut(canvas.paper.ring(w, h - 12), x, y)
            canvas.picture(f"step_{step.picture}{'_done' if done else ''}", x + (w - 224) / 2, y + 14, (224, 232))
            canvas.words(step.label, (x + 8, y + 250, w - 16, h - 270), (SIZE_BODY,), align="center")
            if done:
                number = state.ready.index(step.id) + 1
                canvas.panel((x + w - 88, y - 20, 100, 100), "gold", radius=50, lift=6, plain=True)
                canvas.words(str(number), (x + w - 88, y - 24, 100, 100), (72,), align="center")

    # -- the dark ---------------------------------------------------------------------------------------
    def _lanterns(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        """The corners that show nothing now go dark with the hall."""
        if state.phase not in _DARKENS:
            return
        watching = silence.watching(state).team if state.phase is SilencePhase.WATCH else None
        for team in TEAMS:
            if team is not watching:
                self._lantern(canvas, view, team)

    def _lantern(
        self, canvas: Canvas, view: View, team: Team, sign: str | None = None, *, awake: bool = False
    ) -> None:
        x, y, w, _h = view.lies(silence_slots.CORNERS[team], "look")
        if awake:
            theatre.glow(canvas, x + w / 2, y + 118, 380)
        canvas.picture("lantern_lit" if awake else "lantern", x, y)
        if sign is not None:
            canvas.picture(f"sign_{sign}", x + 45, y + 63, (110, 110))
        canvas.picture(f"team_{team.lower()}", x - 18, y + 168, (84, 84))
        canvas.panel((x + w - 60, y + 168, 78, 84), f"team_{team.lower()}", radius=24, lift=5, plain=True)
        canvas.words(team, (x + w - 60, y + 165, 78, 84), (SIZE_BODY,), align="center")

    def _watch(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        if state.phase is SilencePhase.WATCH:
            watch = silence.watching(state)
            self._lantern(canvas, view, watch.team, silence.picture_shown(state), awake=True)
        self._bulbs(canvas, state, view)
        self._lever(canvas, state, view)
        self._tempt(canvas, state, view)

    def _bulbs(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        """One for each stretch: how much light is left."""
        if state.again is not None or (state.silent and state.phase is SilencePhase.BLACKOUT):
            return
        count = len(state.dark.watches)
        gone = count if state.phase is SilencePhase.BLACKOUT else state.watch
        for number, cell in enumerate(silence_slots.across(silence_slots.BULBS_TOP, 100, count, 84)):
            x, y, _, _ = view.lies(cell, "look")
            canvas.picture("bulb" if number < gone else "bulb_lit", x, y)

    def _lever(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        x, y, w, _h = view.lies(silence_slots.LEVER, "lever")
        canvas.picture("lever_down" if state.silent else "lever_up", x, y)
        part = round(state.elapsed / silence.stretch_ticks(state) * 20) / 20
        canvas.cut(canvas.paper.meter(w - 60, 30, part), x + 30, y - 40)

    def _tempt(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        comes = view.motion.value("tempt", 0.0)
        match silence.tempting(state):
            case "mouse":
                x = 1210 + comes * 560
                theatre.glow(canvas, x + 95, 900, 300)
                canvas.picture("mouse", x, 850)
            case "phone":
                canvas.picture("phone_lit", 1330, 826 + comes * 260)
            case "cough":
                canvas.picture("cough", 440, 836 + round(view.motion.bob(2, 8, 0.9)))
            case "moth":
                theatre.glow(canvas, 960, 480, 260)
                canvas.picture("moth", 885 - comes * 420, 420 + round(view.motion.bob(3, 16, 1.7)))
            case "face":
                theatre.glow(canvas, 144, 930, 420)
                sou(canvas, view, "laugh")

    def _call(self, canvas: Canvas, view: View) -> None:
        """The actor comes before the curtain and asks."""
        theatre.glow(canvas, 960, 580, 700)
        theatre.spot(canvas, 960, 762, 1.1)
        canvas.standing("actor_happy", 960, 772, 0.9)
        slot = view.slot("shout")
        if slot is not None:
            _big_button(canvas, view, slot, "Wij riepen!")

    # -- putting it together ----------------------------------------------------------------------------
    def _row(self, canvas: Canvas, state: SilenceState, view: View) -> None:
        theatre.glow(canvas, 960, 500, 900)
        canvas.picture("footlights", *theatre.place("footlights"))
        if view.covered >= 0.5:
            return
        watches = state.dark.watches
        for place, cell in enumerate(silence_slots.team_cells(len(watches))):
            self._team(canvas, view, watches[place].team, cell, f"look:{place}")
        for place, cell in enumerate(silence_slots.row_cells(len(watches))):
            self._place(canvas, state, view, place, cell)
        if state.phase is SilencePhase.ASK:
            for name, cell in zip(
                state.dark.pictures, silence_slots.picture_cells(len(state.dark.pictures)), strict=True
            ):
                self._picture(canvas, state, view, name, cell)

    def _team(self, canvas: Canvas, view: View, team: Team, cell: Rect, slot_id: str) -> None:
        """Whose place it is; with hint 2 its team may look again."""
        x, y, w, h = view.lies(cell, "look")
        slot = view.slot(slot_id)
        if slot is None:
            canvas.panel((x, y, w, h - 10), f"team_{team.lower()}", radius=24, lift=6, plain=True)
        else:
            canvas.cut(canvas.paper.button(w, h, f"team_{team.lower()}", pressed=view.pressed(slot_id)), x, y)
            canvas.picture("icon_eye", x + w - 74, y + 12, (66, 66))
        canvas.picture(f"team_{team.lower()}", x + 12, y + 6, (78, 78))
        canvas.words(team, (x + 92, y - 4, 60, h - 6), (SIZE_BODY,))

    def _place(self, canvas: Canvas, state: SilenceState, view: View, place: int, cell: Rect) -> None:
        x, y, w, h = view.lies(cell, "placed")
        canvas.panel((x, y, w, h), "night", radius=26, lift=5)
        if place >= len(state.row):
            if place == len(state.row) and state.phase is SilencePhase.ASK:
                canvas.cut(canvas.paper.ring(w - 20, h - 20), x + 10, y + 10)
            return
        rise = view.motion.value(("row", place), 0.0)
        canvas.panel((x + 12, y + 8 + rise, w - 24, h - 20), "cream", radius=22, lift=9, plain=True)
        canvas.picture(f"sign_{state.row[place]}", x + (w - 116) / 2, y + 14 + rise, (116, 116))

    def _picture(self, canvas: Canvas, state: SilenceState, view: View, name: str, cell: Rect) -> None:
        slot = view.slot(f"picture:{name}")
        if name in state.row or name not in silence.choices(state):
            return
        x, y, w, h = view.lies(cell, "picture")
        canvas.cut(canvas.paper.button(w, h, "cream", pressed=view.pressed(f"picture:{name}")), x, y)
        y += 9 if view.pressed(f"picture:{name}") else 0
        size = min(w - 24, 128.0)
        canvas.picture(f"sign_{name}", x + (w - size) / 2, y + (h - 12 - size) / 2, (size, size))
        answer = silence.board_view(state).answer
        if slot is not None and answer and name == answer[len(state.row)]:
            canvas.cut(canvas.paper.ring(w, h - 12), x, y)


_DARKENS = (SilencePhase.WATCH, SilencePhase.BLACKOUT)


def _mood(state: SilenceState) -> str:
    if state.hint and state.phase in (SilencePhase.PREPARE, SilencePhase.ASK):
        return "whisper"
    return {SilencePhase.CALL: "surprised", SilencePhase.PREPARE: "point", SilencePhase.SEEN: "proud"}.get(
        state.phase, "listen"
    )


def _big_button(canvas: Canvas, view: View, slot: Slot, label: str) -> None:
    x, y, w, h = (float(side) for side in slot.rect.box)
    high = 190.0
    canvas.cut(canvas.paper.button(w, high, "gold", pressed=view.pressed(slot.id)), x, y + h - high)
    canvas.picture("icon_people", x + 24, y + h - high + 34, (110, 110))
    canvas.words(label, (x + 148, y + h - high, w - 170, high - 12), (72, SIZE_BODY), CARDS["gold"].ink)


# What is said -------------------------------------------------------------------------------------------------


def asked(state: SilenceState) -> str:
    """The words above the board."""
    if state.phase is SilencePhase.STUCK:
        return done_together(state.setup.level)
    if state.round == 0:
        return "Straks begint het. Wat gebeurt er eerst?" if not state.ready else "En wat komt dan?"
    match state.phase:
        case SilencePhase.WATCH:
            return _watching(state)
        case SilencePhase.BLACKOUT:
            return state.dark.moment.dark or "Nu gaan alle lampen uit. Eén adem lang muisstil."
        case SilencePhase.CALL:
            return state.dark.moment.call or ""
    if len(state.row) == len(state.dark.watches) and state.phase is SilencePhase.ASK:
        return "Klopt de rij? Vraag het aan elk team."
    return "Wat zag elk team? Leg de prentjes in de juiste volgorde."


def _watching(state: SilenceState) -> str:
    team = silence.watching(state).team
    if state.elapsed:
        if silence.relaxed(state):
            return "Iemand had rust nodig. Dat mag altijd. Gaat het weer? Dan verder."
        return "Het licht wacht. Niets is verloren. Is het weer stil?"
    if state.again is not None:
        return f"Team {team} kijkt nog eens naar zijn lampion. De anderen: ogen dicht."
    if silence.relaxed(state):
        return f"Team {team} kijkt. De anderen: ogen dicht. Maak samen zacht de zee na."
    return f"Team {team} kijkt naar zijn lampion. De anderen: ogen dicht en stil."


def do_now(state: SilenceState) -> str:
    """What the class and the teacher do now, in one line."""
    if state.card is not None or state.phase not in _DARKENS:
        return "Samen, luid en duidelijk!" if state.phase is SilencePhase.CALL else ""
    finger, loud = silence.held_by_finger(state), silence.relaxed(state)
    if state.silent:
        stop = "Laat los" if finger else "Tik"
        return f"Een hand omhoog? {stop}." if loud else f"Hoor je iemand? {stop}."
    begin = "Hou de hendel vast" if finger else "Tik op de hendel"
    return f"Klinkt de zee? {begin}." if loud else f"Muisstil? {begin}."
