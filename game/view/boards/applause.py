"""Applaus!: puppets play a moment, and the four sections of the hall answer with their bodies."""

from content.model import PerformanceMode
from game.rules import applause
from game.rules.activity import Event
from game.rules.applause import ApplausePhase, ApplauseState
from game.rules.run import PlayStarted, Run
from game.rules.together import TEAMS, Team
from game.view import theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, fitted, question, sou, to_do
from game.view.motion import arrive, settle
from game.view.screen import Canvas
from game.view.slots import applause as applause_slots
from game.view.theme import CARDS, SIZE_BODY

_TABLEAU = (340.0, 376.0)
_FAR, _FAR_SIZE = (680.0, 372.0), (560.0, 235.0)
_SECTIONS_X = (330, 770, 1150, 1590)
"""Where the four sections of the hall sit, seen from behind."""
_CARD_ROOM = (372.0, 330.0, 1176.0, 350.0)
_LIGHT = {"dark": 0.2, "night": 0.2, "lights": 1.0, "interval": 1.0, "bow": 0.9}
"""House light of a tableau where it isn't that of the play."""
_PLAY_LIGHT = 0.55
_CHOOSE = {
    PerformanceMode.RELAXED: "Hier mag veel. Tik, en tel samen af!",
    PerformanceMode.PARTICIPATORY: "De zaal speelt mee. Tik en tel af!",
}
"""What the class does at another kind of show than the one in the dark."""
_CLOSES_S = 1.5
_NIGHTS = ("dark", "night")
"""Tableaux before a stage without light."""


class ApplauseBoard:
    captions_y = 956.0
    """Before the seats: above them the puppets play."""

    def __init__(self) -> None:
        self._closed_s = 0.0
        """When the curtain that closes at the start has done so."""

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted():
                theatre.close_curtain(motion)
                self._closed_s = motion.now_s + _CLOSES_S
                motion.light(theatre.HOUSE, 1.0)
                drop_question(view)
            case applause.SecretOpened():
                motion.go("secret", 420, 0, 0.4, curve=arrive)
            case applause.CurtainRose():
                theatre.open_curtain(motion)
                self._next(run, view)
            case applause.NewMoment():
                self._next(run, view)
            case applause.CountedDown(number=number):
                motion.go(("count", number), -90, 0, 0.3)
            case applause.AnswersAsked():
                drop_question(view)
                motion.go("sections", 480, 0, 0.5, curve=arrive)
            case applause.Faltered():
                motion.go("falter", 30, 0, 0.9, curve=settle)
            case applause.HallAnswered():
                motion.go("answered", 320, 0, 0.7, curve=arrive)

    def _next(self, run: Run, view: View) -> None:
        """The next tableau slides in from the wings, in its own light."""
        drop_question(view)
        view.motion.go("tableau", 1300, 0, 0.9, curve=arrive)
        view.motion.light(theatre.HOUSE, _LIGHT.get(play_of(run).moment.picture, _PLAY_LIGHT))

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: ApplauseState = play_of(run)
        hidden = state.phase is ApplausePhase.CARDS
        self._curtain(view, opened=not hidden)
        theatre.hall(canvas, view.motion, lambda inner: view.part(inner, self._stage, state, view), seats=False)
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        state: ApplauseState = play_of(run)
        match state.phase:
            case ApplausePhase.CARDS:
                view.part(canvas, self._cards, state, view)
            case ApplausePhase.ENTER:
                view.part(canvas, self._sections, state, view)
            case _:
                view.part(canvas, self._hall, state, view)
        if state.phase is ApplausePhase.COUNT:
            view.part(canvas, self._number, state, view)
        question(canvas, view, asked(state))
        if (text := do_now(state)) and not view.motion.moving("question"):
            to_do(canvas, view, text)
        sou(canvas, view, _mood(state))
        buttons(canvas, view)

    def _curtain(self, view: View, *, opened: bool) -> None:
        """Closed over the secret cards, open for the play; undo may have left it otherwise."""
        motion = view.motion
        moves, stands = motion.moving(theatre.CURTAIN), motion.value(theatre.CURTAIN, 0.0)
        if opened and stands < 1 and not moves:
            theatre.open_curtain(motion)
        elif not opened and motion.now_s < self._closed_s:
            motion.until(self._closed_s)
        elif not opened and (stands > 0 or moves):
            motion.go(theatre.CURTAIN, 0, 0, 0)

    # -- the stage --------------------------------------------------------------------------------------
    def _stage(self, canvas: Canvas, state: ApplauseState, view: View) -> None:
        theatre.bare_stage(canvas)
        if state.moment.picture in _NIGHTS:
            canvas.shade((*theatre.SET_AT, 1260, 860), (0.07, 0.06, 0.1))
        else:
            theatre.spot(canvas, 960, 836, 1.9)
        name = f"tableau_{state.moment.picture}"
        if state.phase is ApplausePhase.ENTER:
            # Farther off, so that the moment stays in sight above what the sections did.
            if state.moment.picture == "storm":
                x, y, w = _FAR[0] - 12, _FAR[1] - 8, _FAR_SIZE[0] + 24
                canvas.panel((x, y, w, 290), "night", radius=14, lift=6, plain=True)
            canvas.picture(name, *_FAR, _FAR_SIZE)
            return
        x = _TABLEAU[0] + round(view.motion.value("tableau", 0.0) + view.motion.value("falter", 0.0))
        canvas.picture(name, x, _TABLEAU[1])

    def _hall(self, canvas: Canvas, state: ApplauseState, view: View) -> None:
        """The rows of seats; the hands above them become more with every moment that went well."""
        landed = state.phase is ApplausePhase.LANDED
        low = view.motion.value("answered", 0.0) if landed else 0.0
        if landed and "clap" in state.given:
            for number in range(_hands(state.warmth)):
                x = 300 + number * 1330 / max(1, _hands(state.warmth) - 1)
                canvas.picture(
                    f"hands_{'abcd'[number * 4 // _hands(state.warmth)]}", x - 115, 730 + low + number % 2 * 34
                )
        canvas.picture("seats", 0, theatre.SEATS_Y)
        if landed and view.covered < 0.5:
            for place, sign in enumerate(state.given):
                self._said(canvas, place, sign, 700 + low)
        if (slot := view.slot("secrets")) is not None:
            x, y, w, h = (float(side) for side in slot.rect.box)
            canvas.cut(canvas.paper.button(w, h, "cream", pressed=view.pressed("secrets")), x, y)
            canvas.picture("secret", x + 20, y + 12, (184, 120))
            canvas.words("Kaartje", (x + 226, y, w - 240, h - 12), (SIZE_BODY,))

    def _said(self, canvas: Canvas, place: int, sign: str, y: float) -> None:
        """What a section did, in a balloon above its seats."""
        if sign:
            x = _SECTIONS_X[place] - 90
            canvas.panel((x, y, 180, 180), f"team_{TEAMS[place].lower()}", radius=90, lift=8, plain=True)
            canvas.picture(f"body_{sign}", x + 20, y + 16, (140, 140))

    def _number(self, canvas: Canvas, state: ApplauseState, view: View) -> None:
        top = 520 + view.motion.value(("count", state.number), 0.0)
        canvas.panel((810, top, 300, 300), "cream", radius=150, lift=20)
        canvas.words(str(state.number), (810, top - 8, 300, 300), (240,), "#8e1226", align="center")

    # -- the secret cards -------------------------------------------------------------------------------
    def _cards(self, canvas: Canvas, state: ApplauseState, view: View) -> None:
        if view.covered >= 0.5:
            return
        for place, team in enumerate(TEAMS):
            self._secret(canvas, state, view, place, team)
        if state.open is None:
            return
        x, y, w, h = view.lies(applause_slots.STAGE, "secret")
        x, y, w, h = _CARD_ROOM[0] + x - 340, _CARD_ROOM[1] + view.motion.value("secret", 0.0), *_CARD_ROOM[2:]
        canvas.panel((x, y, w, h), "cream", radius=34, lift=18)
        begins = applause.begins_at(state, state.open)
        # The flame that is tapped afterwards, so that who can't read knows what it stands for.
        canvas.picture(f"team_{state.open.lower()}", x + 46, y + 28, (140, 140))
        fitted(canvas, "spark_lit" if begins else "spark", (x + 46, y + 180, 140, 144))
        x, w = x + 200, w - 200
        if not begins:
            fitted(canvas, "sou_listen", (x, y + 20, w - 60, h - 40))
            return
        wide = (w - 20) / len(begins)
        for number, moment in enumerate(begins):
            at = (x + 10 + number * wide, y + 24, wide - 20, h - 48)
            canvas.panel(at, "night", radius=22, lift=3, plain=True)
            fitted(canvas, f"tableau_{moment.picture}", (at[0] + 14, at[1] + 6, at[2] - 28, at[3] - 12))

    def _secret(self, canvas: Canvas, state: ApplauseState, view: View, place: int, team: Team) -> None:
        x, y, w, h = view.lies(applause_slots.secret_card(place), "secret")
        slot_id = f"secret:{team}"
        seen, is_open = team in state.read, state.open is team
        card = f"team_{team.lower()}"
        canvas.cut(canvas.paper.button(w, h, card, pressed=is_open or view.pressed(slot_id)), x, y)
        y += 9 if is_open else 0
        canvas.picture("secret", x + 29, y + 30)
        canvas.picture(f"team_{team.lower()}", x + 50, y + 214, (112, 112))
        canvas.words(team, (x + 190, y + 214, 90, 112), (84, 72))
        if seen and not is_open:
            canvas.panel((x + w - 92, y + 12, 84, 84), "green", radius=42, lift=5, plain=True)
            canvas.picture("icon_check", x + w - 84, y + 20, (68, 68))

    # -- what the sections did --------------------------------------------------------------------------
    def _sections(self, canvas: Canvas, state: ApplauseState, view: View) -> None:
        rise = view.motion.value("sections", 0.0)
        for place, team in enumerate(TEAMS):
            self._section(canvas, state, view, place, team, rise)
        for number, sign in enumerate(applause.reactions(state)):
            if sign in applause.signs(state):
                self._everybody(canvas, state, view, number, sign, rise)

    def _section(self, canvas: Canvas, state: ApplauseState, view: View, place: int, team: Team, rise: float) -> None:
        x, y, w, h = view.lies(applause_slots.section(place), "body")
        canvas.panel((x - 8, y - 12 + rise, w + 16, h + 60), f"team_{team.lower()}", radius=32, lift=10, plain=True)
        self._badge(canvas, state, view, place, team, rise)
        told, left = applause.reactions(state), applause.signs(state)
        for number, sign in enumerate(told):
            if sign in left:
                self._sign(canvas, state, view, place, number, sign, rise)

    def _badge(self, canvas: Canvas, state: ApplauseState, view: View, place: int, team: Team, rise: float) -> None:
        x, y, w, h = view.lies(applause_slots.badge(place), "began")
        y += rise
        first = state.began is team
        card = "gold" if first else "cream"
        canvas.cut(canvas.paper.button(w, h, card, pressed=first or view.pressed(f"began:{team}"), radius=26), x, y)
        y += 9 if first else 0
        canvas.picture(f"team_{team.lower()}", x + 14, y + 4, (80, 80))
        canvas.words(team, (x + 106, y - 4, 70, h - 8), (72,))
        canvas.picture("spark_lit" if first else "spark", x + w - 104, y - 2, (86, 92))
        if state.shown and team is state.leader:
            canvas.cut(canvas.paper.ring(w, h - 12), x, y)

    def _sign(
        self, canvas: Canvas, state: ApplauseState, view: View, place: int, number: int, sign: str, rise: float
    ) -> None:
        x, y, w, h = view.lies(applause_slots.sign_cell(place, number), "body")
        y += rise
        given = state.given[place]
        chosen = given == sign
        pressed = chosen or view.pressed(f"body:{TEAMS[place]}:{sign}")
        card = "gold" if chosen else "grey" if given else "cream"
        canvas.cut(canvas.paper.button(w, h, card, pressed=pressed, radius=24), x, y)
        y += 9 if pressed else 0
        canvas.picture(f"body_{sign}", x + (w - 130) / 2, y + (h - 142) / 2, (130, 130))
        if chosen:
            canvas.picture("icon_check", x + w - 52, y + h - 66, (48, 48))
        if state.shown and applause.reactions(state)[sign].verdict == "right" and not chosen:
            canvas.cut(canvas.paper.ring(w - 16, h - 28), x + 8, y + 8)

    def _everybody(
        self, canvas: Canvas, state: ApplauseState, view: View, number: int, sign: str, rise: float
    ) -> None:
        x, y, w, h = view.lies(applause_slots.all_cell(number), "all")
        if number == 0:
            canvas.panel((x - 10, y - 108 + rise, 260, 96), "night", radius=24, lift=6, plain=True)
            canvas.words("Allen", (x - 10, y - 112 + rise, 260, 96), (SIZE_BODY,), CARDS["night"].ink, align="center")
        y += rise
        canvas.cut(canvas.paper.button(w, h, "cream", pressed=view.pressed(f"all:{sign}"), radius=24), x, y)
        canvas.picture(f"body_{sign}", x + (w - 100) / 2, y + (h - 112) / 2, (100, 100))


def _hands(warmth: float) -> int:
    return 2 + round(warmth * 8)


def _mood(state: ApplauseState) -> str:
    if state.hint and state.phase in (ApplausePhase.SCENE, ApplausePhase.ENTER):
        return "whisper"
    return {ApplausePhase.LANDED: "clap", ApplausePhase.CARDS: "hush"}.get(state.phase, "listen")


# What is said -------------------------------------------------------------------------------------------------


def asked(state: ApplauseState) -> str:
    """The words above the board."""
    match state.phase:
        case ApplausePhase.STUCK:
            return done_together(state.setup.level)
        case ApplausePhase.CARDS if state.open is not None:
            if applause.begins_at(state, state.open):
                return f"Team {state.open}: bij dit prentje beginnen jullie. Onthoud het!"
            return f"Team {state.open}: vandaag volgen jullie. Kijk goed wie begint!"
        case ApplausePhase.CARDS if len(state.read) < len(TEAMS):
            return "Ogen dicht! Elk team bekijkt om de beurt zijn geheime kaartje."
        case ApplausePhase.CARDS:
            return "Iedereen gekeken? Ogen open: het doek gaat op!"
        case ApplausePhase.ENTER:
            return "Wat deed elk team? En wie begon?"
    return state.moment.prompt


def do_now(state: ApplauseState) -> str:
    """What the class and the teacher do now, in one line."""
    if state.card is not None:
        return ""
    match state.phase:
        case ApplausePhase.SCENE:
            return _CHOOSE.get(state.setup.performance_mode, "Kies in stilte. Tik, en tel samen af!")
        case ApplausePhase.COUNT:
            return "Nu! Doe het met je hele lijf."
        case ApplausePhase.ENTER if missing := applause.missing(state):
            return "Tik per team, of tik rechts voor allen." if missing > 1 else "Nog één team."
        case ApplausePhase.ENTER if state.began is None:
            return "Wie begon? Tik op zijn vlam."
        case ApplausePhase.ENTER:
            return "Klopt het? Tik op het vinkje."
    return ""
