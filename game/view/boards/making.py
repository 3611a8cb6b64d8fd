"""Van idee tot applaus: closed envelopes, the paper road, and the run-through on the stage."""

from content.model import Concept, Step
from game.rules import making
from game.rules.activity import Event
from game.rules.making import (
    Applauded,
    CardPut,
    CardsOpened,
    Clashed,
    MakingPhase,
    MakingState,
    NewRoad,
    RoadShown,
    StepPlayed,
)
from game.rules.run import PlayStarted, Run
from game.rules.together import TEAMS, Team
from game.view import layout, theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, fitted, pack_picture, question, sou, to_do
from game.view.layout import Rect
from game.view.motion import arrive, settle
from game.view.pictures import natural_size
from game.view.screen import Box, Canvas
from game.view.slots import making as making_slots
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY

_STICK = 56.0
"""The stick below the feet of a person's picture."""
_ENVELOPE = 300 / 420
"""Height by width of an envelope."""
_FILM = (430.0, 400.0)
"""The card of a step, where it hangs on the stage."""


class MakingBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted() | NewRoad():
                drop_question(view)
                motion.light(theatre.HOUSE, 0.8)
                for n in range(len(TEAMS)):
                    motion.go(("envelope", n), 420, 0, 0.6, wait_s=0.1 * n, curve=arrive)
            case CardsOpened():
                motion.go("opened", -460, 0, 0.5, curve=arrive)
            case RoadShown():
                motion.go("road", 1700, 0, 0.9, curve=arrive)
            case CardPut(card=card):
                motion.go(("lies", card), -70, 0, 0.4, curve=settle)
            case StepPlayed() | Clashed():
                drop_question(view)
                motion.go("film", -760, 0, 0.9, curve=settle)
                motion.go("people", 900, 0, 0.8, curve=arrive)
                motion.light(theatre.HOUSE, 0.6)
            case Applauded():
                motion.light(theatre.HOUSE, 1.0)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        theatre.hall(canvas, view.motion, seats=False)
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        state: MakingState = play_of(run)
        match state.phase:
            case MakingPhase.CARDS:
                view.part(canvas, self._cards, run, view)
            case MakingPhase.PLACE | MakingPhase.STUCK:
                view.part(canvas, self._place, run, view)
            case _:
                view.part(canvas, self._film, run, view)
        question(canvas, view, self._asked(state))
        sou(canvas, view, _mood(state))
        buttons(canvas, view)

    def _asked(self, state: MakingState) -> str:
        if state.phase is MakingPhase.STUCK:
            return done_together(state.setup.level)
        step = state.played
        if step is None:
            return state.road.prompt
        clash = making.clash_at(state, state.at)
        return making.film_text(state, step) if clash is None else clash.oops

    # -- the envelopes ----------------------------------------------------------------------------------
    def _cards(self, canvas: Canvas, run: Run, view: View) -> None:
        state: MakingState = play_of(run)
        if state.open is None:
            self._listeners(canvas, state, view)
        for n, (team, rect) in enumerate(zip(TEAMS, making_slots.envelopes(), strict=True)):
            self._envelope(canvas, state, view, team, rect, n)
        if state.open is not None:
            self._opened(canvas, run, view, state.open)
        else:
            to_do(canvas, view, _cards_line(state))

    def _envelope(self, canvas: Canvas, state: MakingState, view: View, team: Team, rect: Rect, n: int) -> None:
        x, y, w, h = view.lies(rect, "cards")
        y += view.motion.value(("envelope", n), 0.0)
        pressed = view.pressed(f"cards:{team}")
        looked = team in state.looked and state.open is not team
        canvas.cut(canvas.paper.button(w, h, f"team_{team.lower()}", pressed=pressed), x, y)
        y += 9 if pressed else 0
        high = h - 120
        canvas.picture("clue_back", x + (w - high / _ENVELOPE) / 2, y + 18, (high / _ENVELOPE, high))
        canvas.picture(f"team_{team.lower()}", x + w / 2 - 48, y + 18 + high / 2 - 32, (96, 96))
        canvas.words(team, (x + 24, y + h - 108, 80, 90), (76, SIZE_BODY))
        for one in range(len(making.cards_of(state, team))):
            canvas.panel((x + w - 86 - one * 62, y + h - 94, 52, 66), "cream", radius=10, lift=4, plain=True)
        if looked:
            canvas.panel((x + w - 100, y + 10, 90, 90), "green", radius=45, lift=5, plain=True)
            canvas.picture("icon_check", x + w - 91, y + 19, (72, 72))

    def _opened(self, canvas: Canvas, run: Run, view: View, team: Team) -> None:
        """What the team reads while the others look away."""
        state: MakingState = play_of(run)
        cards = making.cards_of(state, team)
        x, y, w, h = view.place(making_slots.OPENED)
        y += view.motion.value("opened", 0.0)
        wide = min(640.0, (w - 24 * (len(cards) - 1)) / len(cards))
        left = x + (w - len(cards) * (wide + 24) + 24) / 2
        for n, card in enumerate(cards):
            self._read(canvas, run, view, card, (left + n * (wide + 24), y, wide, h))

    def _read(self, canvas: Canvas, run: Run, view: View, card: int, at: Box) -> None:
        state: MakingState = play_of(run)
        step = state.scene.step(state.cards[card])
        x, y, w, h = at
        canvas.panel(at, "cream", radius=34, lift=18)
        narrow = w < 560
        canvas.picture(f"team_{state.owners[card].lower()}", x + 22, y + 20, (64, 64))
        name = (x + 16, y + 84, 96, 84) if narrow else (x + 96, y + 10, 120, 84)
        canvas.words(_name(state, card), name, (SIZE_BODY,))
        lines = 96.0 if canvas.type.fits(step.label, SIZE_BODY, w - 48, 90) else 168.0
        hinted = making.hinted_stops(state, card)
        side = h - 24 - lines - (54 if hinted else 0)
        side = min(side, w - 130) if narrow else side
        left = x + w - side - 18 if narrow else x + (w - side) / 2
        self._picture(canvas, run, view, step, (left, y + 16, side, side))
        if hinted:
            self._where(canvas, state, hinted, (x + 30, y + h - lines - 62, w - 60, 50))
        room = (x + 24, y + h - lines - 6, w - 48, lines)
        canvas.words(step.label, room, (84, 76, 72, 68, SIZE_BODY), CARDS["cream"].ink, align="center")

    def _where(self, canvas: Canvas, state: MakingState, hinted: tuple[int, ...], at: Box) -> None:
        """A small road: where about, or where exactly, this card lies."""
        x, y, w, h = at
        count = len(state.cards)
        step = min(70.0, w / count)
        left = x + (w - step * count) / 2
        for stop in range(count):
            lit = stop in hinted
            if lit:
                theatre.glow(canvas, left + (stop + 0.5) * step, y + h / 2, 110)
            size = 44.0 if lit else 26.0
            card = "gold" if lit else "grey"
            middle = left + (stop + 0.5) * step
            canvas.panel(
                (middle - size / 2, y + (h - size) / 2, size, size), card, radius=size / 2, lift=3, plain=True
            )

    # -- the road ---------------------------------------------------------------------------------------
    def _place(self, canvas: Canvas, run: Run, view: View) -> None:
        state: MakingState = play_of(run)
        self._listeners(canvas, state, view)
        slide = view.motion.value("road", 0.0)
        first, *_, last = (view.lies(rect, "stop") for rect in making_slots.stops(len(state.stops)))
        canvas.picture("road", first[0] - 28 + slide, making_slots.STOPS_TOP - 33)
        canvas.picture("idea", first[0] - 20 + slide, 380, (166, 191))
        canvas.picture("clap", last[0] + last[2] - 188 + slide, 386, (186, 186))
        right = making.answer(state)
        for stop, rect in enumerate(making_slots.stops(len(state.stops))):
            x, y, w, h = view.lies(rect, "stop")
            self._stop(canvas, run, view, stop, right[stop], (x + slide, y, w, h))
        for card in state.pool:
            at = view.lies(making_slots.pool(len(state.cards))[card], "lying")
            self._card(canvas, run, view, card, at, pressed=view.pressed(f"lying:{card}"))
        if state.phase is MakingPhase.PLACE:
            to_do(canvas, view, _place_line(state))

    def _stop(self, canvas: Canvas, run: Run, view: View, stop: int, right: int, at: Box) -> None:
        state: MakingState = play_of(run)
        x, y, w, h = at
        slot = view.slot(f"stop:{stop}")
        card = state.stops[stop]
        if card is None:
            canvas.panel(at, "gold" if slot is not None else "grey", radius=20, lift=2, plain=True)
            if state.shown:
                # Together: what belongs here lies there already, faint.
                step = state.scene.step(state.cards[right])
                self._picture(canvas, run, view, step, (x + 22, y + 22, w - 44, h - 44))
            else:
                canvas.words(str(stop + 1), at, (84, 72), CARDS["gold"].ink, align="center")
            return
        y += view.motion.value(("lies", card), 0.0)
        pressed = view.pressed(f"step:{card}") or view.pressed(f"stop:{stop}")
        self._card(canvas, run, view, card, (x, y, w, h), pressed=pressed)
        if stop < state.locked:
            canvas.panel((x + w - 66, y - 22, 72, 72), "green", radius=36, lift=4, plain=True)
            canvas.picture("icon_check", x + w - 59, y - 15, (58, 58))

    def _card(self, canvas: Canvas, run: Run, view: View, card: int, at: Box, *, pressed: bool) -> None:
        """An envelope: closed with the sign of its team, or with its step once everybody has seen it."""
        state: MakingState = play_of(run)
        x, y, w, h = at
        team = state.owners[card].lower()
        if card == state.hand:
            theatre.glow(canvas, x + w / 2, y + h / 2, max(w, h) * 1.7)
            y -= 14 + round(view.motion.bob(card, 4, 1.8))
        canvas.cut(canvas.paper.button(w, h, f"team_{team}", pressed=pressed, radius=22), x, y)
        y += 9 if pressed else 0
        if making.seen(state, card):
            inner = (x + 12, y + 12, w - 24, h - 36)
            canvas.panel(inner, "cream", radius=14, lift=2, plain=True)
            step = state.scene.step(state.cards[card])
            self._picture(canvas, run, view, step, (inner[0] + 6, inner[1] + 6, inner[2] - 12, inner[3] - 12))
            canvas.picture(f"team_{team}", x - 6, y - 12, (58, 58))
        else:
            self._closed(canvas, _name(state, card), team, (x, y, w, h))
        if card == state.hand:
            canvas.cut(canvas.paper.ring(w, h - 12), x, y)

    def _closed(self, canvas: Canvas, name: str, team: str, at: Box) -> None:
        """The back of the envelope with the sign on it, and its name below, or beside it where it lies broad."""
        x, y, w, h = at
        broad = w > 1.2 * h
        wide = min(w * 0.56, (h - 40) / _ENVELOPE) if broad else min(w - 16, (h - 112) / _ENVELOPE)
        high = wide * _ENVELOPE
        left = x + 16 if broad else x + (w - wide) / 2
        top = y + (h - 12 - high) / 2 if broad else y + max(8.0, (h - 100 - high) / 2)
        canvas.picture("clue_back", left, top, (wide, high))
        size = min(66.0, high)
        canvas.picture(f"team_{team}", left + (wide - size) / 2, top + (high - size) / 2 + 4, (size, size))
        room = (left + wide, y, x + w - left - wide, h - 12) if broad else (x, y + h - 108, w, 88)
        canvas.words(name, room, (76, SIZE_BODY), align="center")

    def _listeners(self, canvas: Canvas, state: MakingState, view: View) -> None:
        """A pupil of each team; who is to do something now stands in the light."""
        busy = state.owners[state.hand] if state.hand is not None else making.turn(state)
        looks = state.phase is MakingPhase.CARDS
        foot, part, apart = (748.0, 1.0, 342.0) if looks else (588.0, 0.62, 280.0)
        for n, team in enumerate(TEAMS):
            middle = LOGICAL_W / 2 + (n - 1.5) * apart
            name = f"child_{team.lower()}"
            if team is busy:
                theatre.spot(canvas, middle, foot - 8, 0.7)
            sways = round(view.motion.bob(n, 5, 2.0)) if team is busy else 0
            canvas.standing(name, middle, foot + sways, part * min(1.0, 340 / natural_size(name)[1]))

    # -- the run-through --------------------------------------------------------------------------------
    def _film(self, canvas: Canvas, run: Run, view: View) -> None:
        state: MakingState = play_of(run)
        step = state.played or state.scene.step(state.cards[state.stops[-1] or 0])
        clash = making.clash_at(state, state.at) if state.played is not None else None
        x, y, w, h = view.place(making_slots.STAGE)
        middle, floor = x + w / 2, y + h - 20
        theatre.spot(canvas, middle, floor - 10, 2.0)
        top = y + view.motion.value("film", 0.0)
        if clash is None:
            self._hung(canvas, run, view, step, (middle - _FILM[0] / 2, top, *_FILM), "cream")
        else:
            # What is missing hangs beside it as an empty frame.
            self._hung(canvas, run, view, None, (middle - 350, top + 10, 330, 330), "night")
            self._hung(canvas, run, view, step, (middle + 20, top + 50, 330, 330), "rose")
        self._players(canvas, state, view, step, floor, clashes=clash is not None)
        self._strip(canvas, run, view)

    def _hung(self, canvas: Canvas, run: Run, view: View, step: Step | None, at: Box, card: str) -> None:
        """A large card on two ropes from the flies."""
        x, y, w, h = at
        for rope in (x + 60, x + w - 68):
            canvas.fill((rope, 0, 8, max(0.0, y + 16)), "#9b6a1c")
        canvas.panel(at, card, radius=30, lift=16)
        if step is not None:
            self._picture(canvas, run, view, step, (x + 36, y + 26, w - 72, h - 52))
        else:
            canvas.words("?", at, (240,), CARDS["night"].ink, align="center")

    def _players(
        self, canvas: Canvas, state: MakingState, view: View, step: Step, floor: float, *, clashes: bool
    ) -> None:
        """Left and right of the card those who do it, from their own wing."""
        x, _y, w, _h = view.place(making_slots.STAGE)
        slide = view.motion.value("people", 0.0)
        for n, person in enumerate(step.people):
            side = -1 if n == 0 else 1
            name = f"person_{person}"
            part = min(1.05, 460 / natural_size(name)[0])
            foot = x + (190 if n == 0 else w - 190) + side * slide
            tilt = round(view.motion.bob(n, 7, 1.5)) if clashes else 0
            canvas.standing(name, foot, floor + _STICK * part, part, tilt=tilt, mirrored=n == 1)

    def _strip(self, canvas: Canvas, run: Run, view: View) -> None:
        """The road, small: what was played lies open."""
        state: MakingState = play_of(run)
        count = len(state.stops)
        area = Rect(layout.AREA_X, 892, layout.AREA_RIGHT - layout.AREA_X, 150)
        x, y, w, h = view.place(area)
        step = min(190.0, w / count)
        left = x + (w - step * count) / 2
        canvas.panel((left - 20, y + 18, step * count + 40, h - 36), "cream", radius=24, lift=8)
        for stop, card in enumerate(state.stops):
            if card is None:
                continue
            at = (left + stop * step + 6, y, step - 12, h)
            self._small(canvas, run, view, card, at)
            if stop == state.at and state.played is not None:
                canvas.cut(canvas.paper.ring(at[2], at[3]), at[0], at[1])

    def _small(self, canvas: Canvas, run: Run, view: View, card: int, at: Box) -> None:
        state: MakingState = play_of(run)
        x, y, w, h = at
        team = state.owners[card].lower()
        if making.seen(state, card):
            canvas.panel(at, "cream", radius=16, lift=6, plain=True)
            step = state.scene.step(state.cards[card])
            self._picture(canvas, run, view, step, (x + 8, y + 8, w - 16, h - 16))
            return
        canvas.panel(at, f"team_{team}", radius=16, lift=6, plain=True)
        size = min(90.0, w - 16)
        canvas.picture(f"team_{team}", x + (w - size) / 2, y + (h - size) / 2, (size, size))

    def _picture(self, canvas: Canvas, run: Run, view: View, step: Step, at: Box) -> None:
        """Its own picture, or that of its word."""
        concept: Concept | None = next((one for one in run.pack.concepts if one.id == step.concept), None)
        image = step.image or (concept.image if concept is not None else None)
        if image is not None:
            pack_picture(canvas, view, image, at)
        else:
            fitted(canvas, "idea", at)


def _name(state: MakingState, card: int) -> str:
    """The envelope's letter, with a number where its team has more than one."""
    team = state.owners[card]
    return f"{team}{making.mark(state, card)}" if len(making.cards_of(state, team)) > 1 else str(team)


def _cards_line(state: MakingState) -> str:
    team = making.turn(state)
    if team is not None:
        return f"Team {team} kijkt, de rest kijkt weg."
    if making.needed(state):
        return "Elk team kijkt. De rest kijkt weg!"
    return "Alles gezien? Tik op de pijl!"


def _place_line(state: MakingState) -> str:
    if state.hand is not None:
        return f"Waar legt team {state.owners[state.hand]} de kaart?"
    if not state.pool:
        return "Klaar? Start de doorloop!"
    team = making.turn(state)
    return f"Nu team {team}: vraag en leg." if team is not None else "Vraag, en leg alleen je eigen kaart."


def _mood(state: MakingState) -> str:
    match state.phase:
        case MakingPhase.CLASH:
            return "surprised"
        case MakingPhase.FILM | MakingPhase.APPLAUSE:
            return "happy"
    return "whisper" if state.hint else "listen"
