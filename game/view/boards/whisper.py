"""De souffleur: a dressing-room mirror that shows the class a word, behind the back of who must guess it."""

from game.rules import whisper
from game.rules.activity import Event
from game.rules.run import PlayStarted, Run
from game.rules.whisper import WhisperPhase, WhisperState
from game.view import theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, drop_question, has_picture, question, sou, word_picture
from game.view.motion import arrive, smooth
from game.view.screen import Box, Canvas
from game.view.slots import whisper as whisper_slots
from game.view.theme import CARDS, SIZE_BODY

_ASKED = {
    "mime": "Beeld het uit, zonder geluid. Team {team} begint.",
    "whisper": "Fluister een hint of beeld het uit. Team {team} begint.",
    "souffleur": "Fluister een zin die stopt vlak voor het woord. Team {team} begint.",
}
_FORBIDDEN = "Geef hints zonder de verboden woorden. Team {team} begint."
_UP = -900.0
"""How far the cloth flies up from the mirror."""
_WORD = (150, 130, 116, 104, 96, 84, 76, 72, 68, SIZE_BODY)


class WhisperBoard:
    captions_y = 790.0
    """Below the word."""

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted():
                drop_question(view)
                motion.light(theatre.HOUSE, 1.0)
                motion.go("cloth", _UP, 0, 0.9, curve=smooth)
                motion.go("teams", 420, 0, 0.7, wait_s=0.4, curve=arrive)
            case whisper.NewActor():
                drop_question(view)
                motion.go("cloth", _UP, 0, 0.8, curve=smooth)
                motion.go("teams", 420, 0, 0.6, wait_s=0.3, curve=arrive)
            case whisper.WordShown():
                drop_question(view)
                motion.go("word", 700, 0, 0.6, curve=arrive)
                if view.motion.value("cloth", 0.0) > _UP / 2:
                    motion.go("cloth", 0, _UP, 0.8, curve=smooth)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: WhisperState = play_of(run)
        canvas.picture("dressing_room", 0, -39, (1920, 1158), mirrored=view.mirrored)
        view.part(canvas, self._bulbs, state, view)
        if state.phase is not WhisperPhase.TURN:
            view.part(canvas, self._word, state, view)
        view.part(canvas, self._cloth, state, view)
        question(canvas, view, _asked(state))
        view.part(canvas, self._answers, view)
        sou(canvas, view, _mood(state))
        buttons(canvas, view)

    # -- the mirror -------------------------------------------------------------------------------------
    def _bulbs(self, canvas: Canvas, state: WhisperState, view: View) -> None:
        """A lamp beside the mirror for every word; it burns once the word was guessed."""
        x, y, w, h = view.place(whisper_slots.MIRROR)
        left = -(-state.rounds // 2)
        for number in range(state.rounds):
            side, row, rows = (0, number, left) if number < left else (1, number - left, state.rounds - left)
            at = (x - 62 if side == 0 else x + w + 62, y + h * (row + 0.5) / rows)
            lit = number < len(state.guessed)
            if lit:
                theatre.glow(canvas, at[0], at[1], 190)
            canvas.picture("bulb_lit" if lit else "bulb_dark", at[0] - 44, at[1] - 44, (88, 88))

    def _cloth(self, canvas: Canvas, state: WhisperState, view: View) -> None:
        """A cloth over the glass until the actor has turned round: so the board is safe to look at."""
        covers = state.phase is WhisperPhase.TURN
        if not covers and not view.motion.moving("cloth"):
            return
        x, y, w, h = view.place(whisper_slots.MIRROR)
        y += round(view.motion.value("cloth", 0.0))
        canvas.picture("mirror_cloth", x - 30, y - 20, (w + 60, h + 50))
        if covers and not view.covered:
            self._teams(canvas, state, view)

    def _teams(self, canvas: Canvas, state: WhisperState, view: View) -> None:
        """Who comes to the front, and who whispers or mimes first: in pictures, for who can't read."""
        x, y, w, h = view.place(whisper_slots.MIRROR)
        y += round(view.motion.value("teams", 0.0))
        half = (w - 24) / 2 - 40
        told = (
            # One child, and not its whole team: of them all others see the word.
            ("Speler", whisper.actor(state), "actor_back", "draait zich om"),
            ("Team", whisper.giver(state), "sou_whisper", "begint"),
        )
        for number, (who, team, name, text) in enumerate(told):
            left = x + 40 + number * (half + 24)
            letter = team.lower()
            canvas.panel((left, y + 40, half, h - 80), "cream", radius=34, lift=14)
            canvas.panel((left + 24, y + 64, 200, 200), f"team_{letter}", radius=30, lift=4, plain=True)
            canvas.picture(f"team_{letter}", left + 44, y + 84, (160, 160))
            canvas.words(
                f"{who} {team}", (left + 8, y + 276, 288, 90), (SIZE_BODY,), CARDS["cream"].ink, align="center"
            )
            canvas.words(
                text, (left + 24, y + h - 152, half - 48, 96), (72, 68, SIZE_BODY), "#6d0a1a", align="center"
            )
            self._who(canvas, name, (left + 270, y + 60, half - 290, h - 220))

    def _who(self, canvas: Canvas, name: str, at: Box) -> None:
        x, y, w, h = at
        if name == "actor_back":
            canvas.picture(name, x + (w - 190) / 2, y, (190, h))
        else:
            canvas.picture(name, x + w - 272, y + h - 246, (272, 236))

    def _word(self, canvas: Canvas, state: WhisperState, view: View) -> None:
        x, y, w, h = view.place(whisper_slots.MIRROR)
        y += round(view.motion.value("word", 0.0)) if not view.covered else 0
        canvas.panel((x + 20, y + 16, w - 40, h - 32), "cream", radius=34, lift=14)
        at = (x + 60, y + 32, w - 120, h - 64)
        banned = whisper.forbidden(state)
        if banned:
            self._forbidden(canvas, state, view, banned, at)
        else:
            self._pictured(canvas, state, view, at)

    def _pictured(self, canvas: Canvas, state: WhisperState, view: View, at: Box) -> None:
        """Picture and word, and under it how it can be shown."""
        x, y, w, h = at
        concept = whisper.concept(state)
        left = 0.0
        if has_picture(concept):
            word_picture(canvas, view, concept, (x, y, h, h))
            left = h + 44
        canvas.words(whisper.term(state), (x + left, y - 6, w - left, 136), _WORD[3:], "#8e1226")
        tip = (x + left, y + 128, w - left, h - 128)
        canvas.words(whisper.word(state).tip, tip, (68, SIZE_BODY), CARDS["cream"].ink, middle=False)

    def _forbidden(self, canvas: Canvas, state: WhisperState, view: View, banned: tuple[str, ...], at: Box) -> None:
        """The word, and under it what nobody may say; beside that its picture, where there is room."""
        x, y, w, h = at
        canvas.words(whisper.term(state), (x, y - 14, w, 150), _WORD, "#8e1226", align="center")
        top, high = y + 142, h - 142
        left, wide = x, w
        narrow = w - high - 40
        room = narrow - 190
        if all(canvas.type.fits(text, SIZE_BODY, room, 100) for text in banned) and has_picture(
            whisper.concept(state)
        ):
            word_picture(canvas, view, whisper.concept(state), (x, top, high, high))
            left, wide = x + high + 40, narrow
        step = high / len(banned)
        tall = min(112.0, step - 12)
        for number, text in enumerate(banned):
            line = top + number * step + (step - tall) / 2
            canvas.panel((left, line, wide, tall), "rose", radius=26, lift=5, plain=True)
            canvas.picture("no_words", left + 26, line + (tall - 88) / 2, (88, 88))
            canvas.words(text, (left + 150, line, wide - 190, tall - 4), (84, 76, 72, 68, SIZE_BODY))

    # -- the teacher ------------------------------------------------------------------------------------
    def _answers(self, canvas: Canvas, view: View) -> None:
        faces = {
            "turned": ("icon_turn_around", "Klaar!", "gold"),
            "yes": ("icon_check", "Geraden!", "green"),
            "pass": ("icon_skip", "Pas", "cream"),
        }
        for slot in view.slots:
            if slot.id not in faces:
                continue
            icon, label, card = faces[slot.id]
            x, y, w, h = (float(side) for side in slot.rect.box)
            pressed = view.pressed(slot.id)
            canvas.cut(canvas.paper.button(w, h, card, pressed=pressed), x, y)
            y += 9 if pressed else 0
            wide = canvas.type.width(label, 84)
            left = x + (w - 120 - 26 - wide) / 2
            canvas.picture(icon, left, y + (h - 12 - 120) / 2, (120, 120))
            canvas.words(label, (left + 146, y, wide + 20, h - 12), (84, 72), CARDS[card].ink)


def _mood(state: WhisperState) -> str:
    if state.shown:
        return "laugh"
    return "hush" if state.phase is WhisperPhase.TURN else "whisper"


def _asked(state: WhisperState) -> str:
    if state.phase is WhisperPhase.TURN:
        return f"Een speler van team {whisper.actor(state)} komt naar voren en draait zich om."
    if state.shown:
        return "Zeg het woord samen luid, in één adem!"
    if state.hint and state.phase is WhisperPhase.WORD:
        return whisper.hint_text(state)
    text = _FORBIDDEN if whisper.forbidden(state) and state.way == "whisper" else _ASKED[state.way]
    return text.format(team=whisper.giver(state))
