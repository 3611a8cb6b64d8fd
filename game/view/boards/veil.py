"""Tipje van de sluier: a poster behind six small curtains, what teams expect, and the labels of the class."""

from content.model import Guess
from game.rules import veil
from game.rules.activity import Event, VisitRound
from game.rules.run import PlayStarted, Run
from game.rules.together import InputMode, Team
from game.rules.veil import AllLifted, CurtainLifted, Guessed, NextCurtain, TalkOn, VeilPhase, VeilState
from game.view import layout, theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, fitted, pack_picture, question, sou
from game.view.layout import Slot
from game.view.motion import arrive, settle, smooth
from game.view.screen import Box, Canvas
from game.view.slots import veil as veil_slots
from game.view.theme import CARDS, SIZE_BODY, SIZE_QUESTION

_FRAME_EDGE = 28
_TITLE_HIGH = 190.0
_COLUMNS, _ROWS = 3, 2
_GONE = 1.0
_ASKED = (SIZE_QUESTION, 80, 76, 72, 68, SIZE_BODY)
_LABEL = (72, 68, SIZE_BODY)
_CARD_GAP = 8.0
_LABEL_LINES = 190.0
"""Two lines of a label."""


class VeilBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted():
                drop_question(view)
                motion.go("poster", -1000, 0, 1.2, curve=settle)
                motion.go("cards", 700, 0, 0.7, wait_s=0.5, curve=arrive)
            case NextCurtain():
                drop_question(view)
                motion.go("label", -500, 0, 0.7, curve=arrive)
                motion.go("cards", 700, 0, 0.6, wait_s=0.2, curve=arrive)
            case Guessed() | TalkOn():
                motion.go("cards", 500, 0, 0.9)
            case CurtainLifted(number=number):
                motion.go(("tip", number), 0, _GONE, 0.9, curve=smooth)
            case AllLifted():
                drop_question(view)
                for number in range(play_of(run).rounds, _COLUMNS * _ROWS):
                    motion.go(("tip", number), 0, _GONE, 0.9, wait_s=0.15 * number, curve=smooth)
                motion.go("wall", 1000, 0, 0.8, wait_s=0.3, curve=arrive)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: VeilState = play_of(run)
        canvas.picture("entrance", 0, -39, (1920, 1158), mirrored=view.mirrored)
        view.part(canvas, self._poster, state, view)
        match state.phase:
            case VeilPhase.ASK | VeilPhase.CHOOSE:
                if not view.covered:
                    view.part(canvas, self._guesses, state, view)
            case VeilPhase.AGREE:
                if not view.covered:
                    view.part(canvas, self._nods, state, view)
            case VeilPhase.WALL | VeilPhase.DONE:
                view.part(canvas, self._wall, state, view)
        view.part(canvas, self._asked, state, view)
        sou(canvas, view, _mood(state))
        buttons(canvas, view)

    # -- the poster -------------------------------------------------------------------------------------
    def _poster(self, canvas: Canvas, state: VeilState, view: View) -> None:
        x, y, w, h = view.place(veil_slots.POSTER)
        y += round(view.motion.value("poster", 0.0))
        for rope in (x + 90, x + w - 98):
            canvas.fill((rope, 0, 8, max(0.0, y + 10)), "#9b6a1c")
        canvas.picture("poster_frame", x - 30, y - 30)
        inner = (x + _FRAME_EDGE, y + _FRAME_EDGE, w - 2 * _FRAME_EDGE, h - 2 * _FRAME_EDGE)
        self._picture(canvas, state, view, inner)
        self._curtains(canvas, state, view, inner)
        if state.question.foretold is not None and state.phase not in (VeilPhase.WALL, VeilPhase.DONE):
            self._label_of_then(canvas, state, view, state.question.foretold, inner)

    def _picture(self, canvas: Canvas, state: VeilState, view: View, inner: Box) -> None:
        """The poster and its title, which our letters set, so that the last row can read it."""
        x, y, w, h = inner
        show = state.setup.pack.show
        title = show.title if show is not None else state.scene.poster_title or ""
        above = (x + 8, y + 8, w - 16, h - _TITLE_HIGH - 16)
        if show is not None and show.poster is not None:
            pack_picture(canvas, view, show.poster, above)
        elif show is not None:
            fitted(canvas, "curtain_tied_left", above)
        else:
            fitted(canvas, "poster_suitcase", above)
        band = (x + 8, y + h - _TITLE_HIGH, w - 16, _TITLE_HIGH - 8)
        canvas.panel(band, "cream", radius=10, lift=3, plain=True)
        canvas.words(title, (band[0] + 12, band[1], band[2] - 24, band[3] - 6), _LABEL, align="center")

    def _curtains(self, canvas: Canvas, state: VeilState, view: View, inner: Box) -> None:
        x, y, w, h = inner
        wide, high = w / _COLUMNS, h / _ROWS
        for number in range(_COLUMNS * _ROWS):
            row, column = divmod(number, _COLUMNS)
            at = (x + column * wide, y + row * high, wide, high)
            if not self._curtain(canvas, state, view, number, at):
                continue
            if number < state.rounds:
                self._sign(canvas, state, view, number, at)

    def _curtain(self, canvas: Canvas, state: VeilState, view: View, number: int, at: Box) -> bool:
        """A small curtain goes up into its rod: what is left of it, and whether it still hangs there whole."""
        up = view.motion.value(("tip", number), _GONE) if veil.is_open(state, number) else 0.0
        if up >= _GONE:
            return False
        x, y, w, h = at
        if number == state.round and state.phase is VeilPhase.ASK and state.card is None:
            up = 0.14 + view.motion.bob(number, 0.02, 2.8, grain=0.01)
        whole = canvas.pictures.get("tip_curtain", (round(w + 14), round(h + 8)))
        cut = round(whole.get_height() * up)
        if cut:
            kept = whole.get_height() - cut
            rod = round(22 * canvas.pictures.scale)
            # The hem rises and the rod stays: the folds between them are what disappears.
            low = y - 2 + rod / canvas.pictures.scale
            canvas.surface(whole, x - 7, low, part=(0, cut + rod, whole.get_width(), max(1, kept - rod)))
            canvas.surface(whole, x - 7, y - 2, part=(0, 0, whole.get_width(), rod))
        else:
            canvas.surface(whole, x - 7, y - 2)
        return not veil.is_open(state, number)

    def _sign(self, canvas: Canvas, state: VeilState, view: View, number: int, at: Box) -> None:
        """Whose curtain it is."""
        x, y, w, h = at
        team = veil.owner_of(state, number).lower()
        size = 132.0 if number == state.round else 96.0
        if number == state.round:
            theatre.glow(canvas, x + w / 2, y + h * 0.46, 320)
        canvas.panel(
            (x + (w - size) / 2, y + h * 0.46 - size / 2, size, size), f"team_{team}", radius=22, lift=7, plain=True
        )
        inner = size - 24
        canvas.picture(f"team_{team}", x + (w - inner) / 2, y + h * 0.46 - inner / 2, (inner, inner))

    def _label_of_then(self, canvas: Canvas, state: VeilState, view: View, guess: Guess, inner: Box) -> None:
        """What the team expected, as the label that hung on the wall then, on the poster of now."""
        x, y, w, h = inner
        at = (x + 46, y + 14 + round(view.motion.value("label", 0.0)), w - 92, h - _TITLE_HIGH - 40)
        team = state.owner.lower()
        canvas.panel(at, f"team_{team}", radius=26, lift=16)
        x, y, w, h = at[0] + 16, at[1] + 16, at[2] - 32, at[3] - 32
        canvas.panel((x, y, w, h), "cream", radius=18, lift=2, plain=True)
        self._drawn(canvas, view, guess, (x + 90, y + 14, w - 180, h - _LABEL_LINES - 20))
        canvas.words(guess.text, (x + 10, y + h - _LABEL_LINES - 4, w - 20, _LABEL_LINES), _LABEL, align="center")
        canvas.panel((at[0] - 14, at[1] - 14, 116, 116), "cream", radius=58, lift=6)
        canvas.picture(f"team_{team}", at[0] - 2, at[1] - 2, (92, 92))

    # -- what is asked ----------------------------------------------------------------------------------
    def _asked(self, canvas: Canvas, state: VeilState, view: View) -> None:
        """The question, with the thing it is about; then what the other team is asked."""
        asking = state.phase in (VeilPhase.ASK, VeilPhase.CHOOSE)
        image = state.question.image if asking else None
        guess = state.question.guesses[state.choice or 0] if state.phase is VeilPhase.AGREE else None
        if image is None and guess is None:
            question(canvas, view, _text(state))
            return
        x, y, w, h = view.place(layout.QUESTION)
        y += view.motion.value("question", 0.0) - 16 - round(400 * view.covered)
        h -= 24
        canvas.cut(canvas.paper.sign(w, h), x, y)
        at = (x + 30, y + 26, 214.0, 214.0)
        if image is not None:
            pack_picture(canvas, view, image, at)
        elif guess is not None:
            self._drawn(canvas, view, guess, at)
        canvas.words(_text(state), (x + 270, y + 16, w - 310, h - 30), _ASKED, CARDS["cream"].ink)

    def _team_line(self, canvas: Canvas, state: VeilState, view: View, team: Team, text: str) -> None:
        """Above the reach line: which team is to act now."""
        x, _y, w, _h = view.place(veil_slots.WALL)
        y = 344.0
        if view.covered or y + 118 > self._top(view):
            return
        letter = team.lower()
        # Dark and round, unlike the cards below it: it can't be tapped.
        canvas.panel((x, y, w, 104), "night", radius=52, lift=6, plain=True)
        canvas.panel((x, y, 104, 104), f"team_{letter}", radius=52, lift=4, plain=True)
        canvas.picture(f"team_{letter}", x + 12, y + 12, (80, 80))
        canvas.words(text, (x + 132, y + 2, w - 170, 96), _LABEL, CARDS["gold"].face)

    def _top(self, view: View) -> float:
        return float(max(view.wishes.reach, layout.REACH))

    # -- choosing ---------------------------------------------------------------------------------------
    def _guesses(self, canvas: Canvas, state: VeilState, view: View) -> None:
        guesses = state.question.guesses
        self._team_line(canvas, state, view, state.owner, _turn(state))
        tall = veil_slots.is_tall(guesses)
        for number, guess in enumerate(guesses):
            slot = view.slot(f"tip:{number}")
            if slot is not None:
                self._guess(canvas, state, view, slot, guess, tall=tall)

    def _guess(self, canvas: Canvas, state: VeilState, view: View, slot: Slot, guess: Guess, *, tall: bool) -> None:
        x, y, w, h = (float(side) for side in slot.rect.box)
        y += round(view.motion.value("cards", 0.0))
        pressed = view.pressed(slot.id)
        canvas.cut(canvas.paper.button(w, h, f"team_{state.owner.lower()}", pressed=pressed), x, y)
        y += 9 if pressed else 0
        h -= 12
        if tall:
            low = min(210.0, h * 0.42)
            canvas.panel((x + 8, y + h - low - 12, w - 16, low), "cream", radius=18, lift=2, plain=True)
            self._drawn(canvas, view, guess, (x + 20, y + 16, w - 40, h - low - 42))
            canvas.words(guess.text, (x + 10, y + h - low - 14, w - 20, low - 2), _LABEL, align="center")
        else:
            side = h - 12
            drawn = guess.picture is not None or guess.image is not None
            left = x + 12 + (side + 12 if drawn else 0)
            canvas.panel((left, y + 8, x + w - left - 12, h - 16), "cream", radius=18, lift=2, plain=True)
            if drawn:
                self._drawn(canvas, view, guess, (x + 12, y + 6, side, side))
            key = 92 if state.setup.input is InputMode.KEYS else 0
            canvas.words(guess.text, (left + 18, y + 2, x + w - left - 36 - key, h - 6), _LABEL)
        if state.setup.input is InputMode.KEYS and slot.key:
            canvas.panel((x + w - 92, y + 10, 80, 80), "night", radius=18, lift=3, plain=True)
            canvas.words(slot.key, (x + w - 92, y + 6, 80, 84), (SIZE_BODY,), CARDS["night"].ink, align="center")

    def _drawn(self, canvas: Canvas, view: View, guess: Guess, at: Box) -> None:
        if guess.image is not None:
            pack_picture(canvas, view, guess.image, at)
        elif guess.picture is not None:
            fitted(canvas, guess.picture, at)

    def _nods(self, canvas: Canvas, state: VeilState, view: View) -> None:
        """What the first team expects, as a label, and the two answers of the other team."""
        self._team_line(canvas, state, view, state.second, f"Team {state.second}, tik aan.")
        for name, icon, card, text in (
            ("nod:yes", "icon_check", "green", _yes(state)),
            ("nod:no", "icon_people", "rose", "Praat nog even"),
        ):
            slot = view.slot(name)
            if slot is None:
                continue
            x, y, w, h = (float(side) for side in slot.rect.box)
            y += round(view.motion.value("cards", 0.0))
            pressed = view.pressed(name)
            canvas.cut(canvas.paper.button(w, h, card, pressed=pressed), x, y)
            y += 9 if pressed else 0
            side = min(220.0, h - 240)
            canvas.picture(icon, x + (w - side) / 2, y + 30, (side, side))
            canvas.words(text, (x + 24, y + side + 40, w - 48, h - side - 70), _LABEL, align="center")

    # -- the wall ---------------------------------------------------------------------------------------
    def _wall(self, canvas: Canvas, state: VeilState, view: View) -> None:
        """All labels, each with the sign of its team."""
        x, y, w, h = view.place(veil_slots.WALL)
        count = max(len(state.labels), 4)
        step = (h + _CARD_GAP) / count
        x += round(view.motion.value("wall", 0.0))
        for number, label in enumerate(state.labels):
            team = veil.owner_of(state, number).lower()
            guess = state.questions[number].guesses[label]
            top, high = y + number * step, step - _CARD_GAP
            canvas.panel((x, top, w, high), f"team_{team}", radius=18, lift=7, plain=True)
            side = min(96.0, high - 8)
            canvas.picture(f"team_{team}", x + 12, top + (high - side) / 2, (side, side))
            left = x + side + 26
            canvas.panel((left, top + 5, x + w - left - 8, high - 10), "cream", radius=14, lift=2, plain=True)
            if guess.picture or guess.image:
                self._drawn(canvas, view, guess, (x + w - side - 20, top + (high - side) / 2, side, side))
            # What a team expected, and as a picture what became of it.
            text = (state.questions[number].foretold or guess).text
            canvas.words(text, (left + 18, top - 3, w - 2 * side - 76, high), _LABEL)


def _text(state: VeilState) -> str:
    after = state.setup.visit is VisitRound.AFTER
    match state.phase:
        case VeilPhase.AGREE:
            chosen = state.question.guesses[state.choice or 0].text
            ask = "Hoorden jullie waarom?" if after else "Kunnen jullie volgen?"
            return f"Team {state.owner}: '{chosen}'. Vertel waarom! Team {state.second}: {ask.lower()}"
        case VeilPhase.STUCK:
            return done_together(state.setup.level, "We kiezen dit samen.")
        case VeilPhase.WALL | VeilPhase.DONE:
            if any(one.foretold for one in state.questions):
                return "Dit dachten wij. En dit werd het!"
            return "Zo beleefden wij het." if after else "Dit verwachten wij. Straks weten we meer!"
    return state.question.prompt if state.question.foretold is None else f"Toen: {state.question.prompt}"


def _turn(state: VeilState) -> str:
    if state.phase is VeilPhase.CHOOSE:
        return "Kies samen."
    return f"Team {state.owner} kiest." if state.question.foretold is None else f"Klopte het, team {state.owner}?"


def _yes(state: VeilState) -> str:
    return "Ja, gehoord" if state.setup.visit is VisitRound.AFTER else "Ja, dat kan"


def _mood(state: VeilState) -> str:
    if state.phase in (VeilPhase.WALL, VeilPhase.DONE):
        return "clap"
    if state.hint:
        return "whisper"
    return "think" if state.phase is VeilPhase.ASK else "listen"
