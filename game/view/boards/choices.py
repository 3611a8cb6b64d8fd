"""Wat doe jij?: the class votes, agrees, and sees on the stage what its choice does to three people."""

from game.rules.activity import Event
from game.rules.choices import (
    ChoicesPhase,
    ChoicesState,
    ConvinceStarted,
    DoorAjar,
    DoorOpened,
    NewDilemma,
    Revealed,
    Viewed,
    VoteOpened,
    missing_votes,
)
from game.rules.run import PlayStarted, Run
from game.view import layout, theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, question, sou, to_do
from game.view.boards.counters import counted_option
from game.view.boards.recall import answer_card
from game.view.motion import arrive
from game.view.screen import Canvas
from game.view.slots import choices as choices_slots
from game.view.theme import CARDS, SIZE_BODY, TEAMS

_PEOPLE = ("actor", "neighbour", "you")
_SAY = ("De speler", "Je buur", "Jij")


class ChoicesBoard:
    """`told` counts which of the three consequences is being told; that is the board's own page turning."""

    def __init__(self) -> None:
        self._told = 0
        self._of: object = None

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted() | NewDilemma() | VoteOpened():
                drop_question(view)
                motion.light(theatre.HOUSE, 0.8)
            case Revealed():
                motion.go("bars", 0, 1, 0.9, curve=arrive)
            case ConvinceStarted():
                drop_question(view)
            case DoorOpened() | DoorAjar() | Viewed():
                self._told = 0
                drop_question(view)
                for number in range(3):
                    motion.go(("puppet", number), 520, 0, 0.6, wait_s=0.15 * number, curve=arrive)

    def turn_page(self, run: Run) -> bool:
        """Before the rules go on, each of the three is heard; False when all were."""
        state: ChoicesState = play_of(run)
        if state.consequence is None or state.card is not None or self._told >= 2 or _all_told(state):
            return False
        self._told += 1
        return True

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: ChoicesState = play_of(run)
        theatre.hall(canvas, view.motion, lambda inner: view.part(inner, self._room, state), seats=False)
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        state: ChoicesState = play_of(run)
        match state.phase:
            case ChoicesPhase.VOTE:
                view.part(canvas, self._vote, state, view)
            case ChoicesPhase.TALK:
                view.part(canvas, self._talk, state, view)
            case ChoicesPhase.CONSEQUENCE | ChoicesPhase.AFTER:
                view.part(canvas, self._consequence, state, view)
            case ChoicesPhase.CONVINCE | ChoicesPhase.STUCK:
                view.part(canvas, self._convince, state, view)
        question(canvas, view, self._asked(state))
        sou(canvas, view, "whisper" if state.hint else "listen")
        buttons(canvas, view)

    def _asked(self, state: ChoicesState) -> str:
        match state.phase:
            case ChoicesPhase.CONVINCE:
                return "Nog niet eens! Overtuig je buur: waarom kies je dat?"
            case ChoicesPhase.STUCK:
                return done_together(state.setup.level, "We praten er samen over.")
            case ChoicesPhase.AFTER if state.viewing is None:
                return "De deur is open! Ga verder, of bekijk een andere keuze."
            case ChoicesPhase.CONSEQUENCE | ChoicesPhase.AFTER if state.consequence is not None:
                then = state.consequence
                return (then.actor, then.neighbour, then.you)[self._told]
        return state.dilemma.prompt

    def _room(self, canvas: Canvas, state: ChoicesState) -> None:
        theatre.bare_stage(canvas)
        canvas.picture("foyer_room", *theatre.SET_AT)
        door = {ChoicesPhase.AFTER: "door_open", ChoicesPhase.CONSEQUENCE: "door_ajar"}.get(
            state.phase, "door_closed"
        )
        canvas.picture(door, 800, 250, (320, 551))

    # -- voting -----------------------------------------------------------------------------------------
    def _vote(self, canvas: Canvas, state: ChoicesState, view: View) -> None:
        for option, cell in enumerate(choices_slots.vote_cells(state.dilemma.options)):
            counted_option(
                canvas,
                view,
                option,
                cell,
                state.dilemma.options,
                state.counts[option],
                missing_votes(state),
                tried=option in state.tried,
            )
        missing = missing_votes(state)
        x, y, w, _ = view.place(layout.MAIN)
        if missing:
            canvas.panel((x - 10, y - 150, w + 20, 112), "night", radius=26, lift=8, plain=True)
            text = f"Nog {missing}" if missing > 0 else f"{-missing} te veel"
            canvas.words(text, (x - 4, y - 150, w + 8, 112), (SIZE_BODY,), CARDS["night"].ink, align="center")
        self._absent(canvas, state, view)
        line = (
            "Kaarten omhoog! Tel de stemmen."
            if missing > 0
            else f"Te veel geteld: haal er {-missing} af."
            if missing
            else "Alles geteld? Tik op het vinkje."
        )
        to_do(canvas, view, line)

    def _absent(self, canvas: Canvas, state: ChoicesState, view: View) -> None:
        slot = view.slot("absent:+")
        if slot is None:
            return
        x, _y, w, _ = view.place(layout.MAIN)
        top = float(slot.rect.y)
        if view.slot("absent:-") is None:
            canvas.cut(canvas.paper.button(108, 100, "grey"), x, top)
            canvas.picture("icon_minus", x + 18, top + 8, (72, 72))
        # Two lines, and a little wider than the column: the word and how many.
        canvas.panel((x - 16, top - 188, w + 32, 172), "night", radius=24, lift=6, plain=True)
        ink = CARDS["night"].ink
        canvas.words("Afwezig", (x - 6, top - 188, w + 12, 92), (SIZE_BODY,), ink, align="center")
        canvas.words(str(state.absent), (x, top - 112, w, 92), (72,), ink, align="center")

    def _talk(self, canvas: Canvas, state: ChoicesState, view: View) -> None:
        to_do(canvas, view, "Praat erover en kies samen.")
        options = state.dilemma.options
        cells = layout.answer_cells(len(options), view.wishes.reach, pictured=layout.has_pictures(options))
        for option, cell in enumerate(cells):
            tried = option in state.tried
            answer_card(canvas, view, option, cell, options, tried=tried, slot_id=f"decide:{option}")

    # -- talking ----------------------------------------------------------------------------------------
    def _convince(self, canvas: Canvas, state: ChoicesState, view: View) -> None:
        """What the class voted, as strips, and two pupils who talk."""
        part = view.motion.value("bars", 1.0)
        total = max(1, sum(state.counts))
        count = len(state.counts)
        x, y, w, _h = view.place(layout.Rect(layout.AREA_X, 380, layout.AREA_RIGHT - layout.AREA_X, 620))
        canvas.panel((x, y, w, 60 + count * 140), "cream", radius=34, lift=18)
        for option, votes in enumerate(state.counts):
            top = y + 36 + option * 140
            team = TEAMS[option].letter.lower()
            canvas.picture(f"team_{team}", x + 34, top, (112, 112))
            long = (w - 340) * votes / total * round(part, 2)
            if long > 40:
                canvas.cut(canvas.paper.button(long, 104, f"team_{team}", radius=24), x + 170, top + 4)
            canvas.words(str(votes), (x + 190 + max(40.0, long), top, 150, 112), (84, 72), CARDS["cream"].ink)
        if state.convince_left is not None:
            seconds = -(-state.convince_left // 60)
            canvas.words(f"{seconds}", (x + w - 190, y + 20, 160, 110), (84,), "#8e1226", align="right")

    # -- what it does -----------------------------------------------------------------------------------
    def _consequence(self, canvas: Canvas, state: ChoicesState, view: View) -> None:
        then = state.consequence
        if then is None:
            return
        for number, (who, face) in enumerate(zip(_PEOPLE, then.faces, strict=True)):
            x, y, w, h = view.place(choices_slots.PUPPETS[number])
            speaks = number == self._told and state.card is None and not _all_told(state)
            name = who if face == "neutral" else f"{who}_{face}"
            foot = y + h - 20 + view.motion.value(("puppet", number), 0.0)
            if speaks:
                theatre.spot(canvas, x + w / 2, foot - 6, 0.95)
            canvas.standing(
                name, x + w / 2, foot + (round(view.motion.bob(number, 5)) if speaks else 0), 1.06 if speaks else 1.0
            )
            if not speaks:
                continue
            label = _SAY[number]
            wide = canvas.type.width(label, SIZE_BODY) + 60
            canvas.panel((x + (w - wide) / 2, 346, wide, 92), "gold", radius=26, lift=6)
            canvas.words(label, (x + (w - wide) / 2, 346, wide, 92), (SIZE_BODY,), align="center")
        for slot in view.slots:
            if slot.id.startswith("view:"):
                self._other(canvas, state, view, slot)

    def _other(self, canvas: Canvas, state: ChoicesState, view: View, slot: layout.Slot) -> None:
        """Look at what another choice would have done."""
        option = int(slot.id.removeprefix("view:"))
        team = TEAMS[option].letter.lower()
        x, y, w, h = (float(side) for side in slot.rect.box)
        canvas.cut(canvas.paper.button(w, h, f"team_{team}", pressed=view.pressed(slot.id)), x, y)
        canvas.picture(f"team_{team}", x + 30, y + 6, (92, 92))
        canvas.picture("icon_eye", x + w - 140, y + 8, (88, 88))


def _all_told(state: ChoicesState) -> bool:
    """The class's own choice was told and explained: what is left is to go on, or to look at another one."""
    return state.phase is ChoicesPhase.AFTER and state.viewing is None
