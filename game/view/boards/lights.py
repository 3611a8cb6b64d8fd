"""Lichtplan: a stage whose light is set by four sliders, and the cards with which the class names a mood."""

import math
from functools import lru_cache

import pygame

from content.model import Mood
from content.model.lights import SLIDERS, STEP_MAX
from game.rules import lights
from game.rules.activity import Event
from game.rules.lights import AimChosen, CueStored, LightSet, LightsPhase, LightsState, MakersLit, NewMoment, Slid
from game.rules.run import PlayStarted, Run
from game.rules.together import TEAMS, InputMode
from game.view import layout, theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, question, sou
from game.view.layout import Rect, Slot
from game.view.motion import Motion, arrive, settle
from game.view.screen import Box, Canvas
from game.view.slots import lights as lights_slots
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION

STAGE: Box = (320.0, 105.0, 1280.0, 790.0)
"""What the lamps of the stage light."""
_CLOTH: Box = (330.0, 105.0, 1260.0, 620.0)
_SCENERY_FOOT, _FEET = 724.0, 756.0
_SPOT_X = (560.0, 760.0, 960.0, 1160.0, 1360.0)
"""Where the spot falls, from its first to its last step."""
_BACKDROPS = ((34, 48, 122), (122, 79, 158), (143, 176, 168), (224, 99, 60), (247, 207, 90))
_BRIGHTNESS = (0.20, 0.38, 0.58, 0.80, 1.0)
_COLD, _WARM = (0.52, 0.78, 1.0), (1.0, 0.76, 0.42)
_GRAINS = 16
"""Steps of light between two of a slider's ends that are painted apart."""
_FADE_S = 0.6
_KNOB = (76.0, 100.0)
_FACE = 158.0
_WORD = (72, 68, SIZE_BODY)
_SIGN = (92, SIZE_QUESTION, 80, 76, 72, 68, SIZE_BODY)


class LightsBoard:
    def __init__(self) -> None:
        self._lit: tuple[tuple[float, int, int, int], pygame.Surface] | None = None
        """The light that stands. As large as the stage, so that it goes with the board."""

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted() | NewMoment():
                drop_question(view)
                motion.go("scenery", -760, 0, 1.1, curve=settle)
                motion.go("figure", -900, 0, 1.0, wait_s=0.3, curve=arrive)
                motion.light(theatre.HOUSE, 0.6)
            case AimChosen():
                drop_question(view)
                motion.go("desk", 420, 0, 0.8, curve=arrive)
            case Slid(slider=slider, by=by):
                place = next(n for n, name in enumerate(SLIDERS) if name == slider)
                motion.go(("knob", place), -by, 0, 0.25, curve=arrive)
            case LightSet():
                drop_question(view)
                motion.light(theatre.HOUSE, 0.4)
            case CueStored():
                motion.go("book", -300, 0, 0.8, curve=settle)
            case MakersLit():
                drop_question(view)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: LightsState = play_of(run)
        theatre.hall(
            canvas,
            view.motion,
            lambda inner: view.part(inner, self._stage, state, view.motion),
            seats=False,
            footlights=False,
            house=0.6,
        )
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        state: LightsState = play_of(run)
        match state.phase:
            case LightsPhase.AIM | LightsPhase.NAME | LightsPhase.CHOOSE:
                if not view.covered:
                    view.part(canvas, self._cards, state, view)
            case LightsPhase.SET:
                view.part(canvas, self._desk, state, view)
            case LightsPhase.MOMENT | LightsPhase.MAKERS | LightsPhase.DONE:
                view.part(canvas, self._book, state, view)
                if state.phase is not LightsPhase.MOMENT:
                    view.part(canvas, self._makers, view)
        view.part(canvas, self._asked, state, view)
        sou(canvas, view, _mood(state))
        buttons(canvas, view)

    # -- the stage --------------------------------------------------------------------------------------
    def _stage(self, canvas: Canvas, state: LightsState, motion: Motion) -> None:
        levels = _levels(motion, state)
        theatre.floor(canvas)
        canvas.picture("light_cloth", _CLOTH[0], _CLOTH[1])
        canvas.shade(_CLOTH, _backdrop(levels[3]))
        drop = round(motion.value("scenery", 0.0))
        canvas.picture(state.moment.scenery, 330, _SCENERY_FOOT - 420 + drop)
        x = _SPOT_X[state.moment.stands] + motion.value("figure", 0.0)
        spot_x = _between(_SPOT_X, levels[2])
        canvas.picture("beam", spot_x - 190, 92, (380, 668))
        canvas.standing(state.moment.who, x, _FEET + 12)
        warmth, brightness, spot = (round(level * _GRAINS) for level in levels[:3])
        lamps = (canvas.pictures.scale, warmth, brightness, spot)
        if self._lit is None or self._lit[0] != lamps:
            self._lit = None  # Its room goes to the next one.
            self._lit = lamps, _lamps(*lamps)
        canvas.surface(self._lit[1], STAGE[0], STAGE[1], pygame.BLEND_RGB_MULT)
        theatre.spot(canvas, spot_x, _FEET + 4, 0.62)

    # -- what is asked ----------------------------------------------------------------------------------
    def _asked(self, canvas: Canvas, state: LightsState, view: View) -> None:
        """The question, with the face of the mood once the class has agreed on one."""
        goal = lights.aim(state)
        if state.phase is not LightsPhase.SET or goal is None:
            question(canvas, view, _text(state))
            return
        x, y, w, h = view.place(layout.QUESTION)
        y += view.motion.value("question", 0.0) - 16 - round(400 * view.covered)
        h = 200
        told = canvas.type.fit(_text(state), CARDS["cream"].ink, w - 270, h - 16, _SIGN)
        wide = min(w, -(-(told.w + 290) // 60) * 60)
        x = min(max((LOGICAL_W - wide) / 2, x), x + w - wide)
        canvas.cut(canvas.paper.sign(wide, h), x, y)
        canvas.picture(goal.picture, x + 30, y + 14, (172, 172))
        canvas.block(told, x + 230, y + 8 + (h - 16 - told.h) / 2)

    # -- cards of the class -----------------------------------------------------------------------------
    def _cards(self, canvas: Canvas, state: LightsState, view: View) -> None:
        moods = lights.moods_of(state)
        counts = state.phase is not LightsPhase.CHOOSE
        for number, cell in enumerate(lights_slots.columns(len(moods))):
            slot = view.slot(f"mood:{number}")
            self._card(canvas, state, view, number, cell, slot)
            if counts:
                self._counter(canvas, state, view, number)
        if counts:
            self._missing(canvas, state, view)

    def _card(
        self, canvas: Canvas, state: LightsState, view: View, number: int, cell: Rect, slot: Slot | None
    ) -> None:
        """The card that the class holds up: shape, letter, colour and pattern; face and word of the mood."""
        mood = lights.moods_of(state)[number]
        team = TEAMS[number].lower()
        x, y, w, _h = view.lies(cell, "rest")
        h = float(lights_slots.CARD_HIGH)
        if slot is not None:
            pressed = view.pressed(slot.id)
            canvas.cut(canvas.paper.button(w, float(cell.h), f"team_{team}", pressed=pressed), x, y)
            y += 40
        else:
            canvas.panel((x, y, w, h), f"team_{team}", radius=26, lift=10)
        canvas.picture(f"team_{team}", x + 14, y + 8, (90, 90))
        canvas.words(TEAMS[number], (x + 14, y + 92, 90, 88), (72, SIZE_BODY), align="center")
        canvas.panel((x + 114, y + 10, w - 126, h - 20), "cream", radius=18, lift=2, plain=True)
        # Larger than its card leaves room for: it stands out above it, and can be told from the back of the class.
        face = x + w - _FACE - 22 if slot is None else x + 114 + (w - 126 - _FACE) / 2
        canvas.picture(mood.picture, face, y + 96 - _FACE, (_FACE, _FACE))
        if slot is None:
            beside = (x + 126, y + 12, w - 126 - _FACE - 40, 92)
            canvas.words(str(state.counts[number]), beside, (84, 72), align="center")
        canvas.words(mood.word, (x + 120, y + 100, w - 138, 80), _WORD, align="center")

    def _counter(self, canvas: Canvas, state: LightsState, view: View, number: int) -> None:
        missing = max(0, lights.missing_cards(state))
        for name, icon in (("minus", "icon_minus"), ("rest", "icon_people"), ("plus", "icon_plus")):
            slot = view.slot(f"{name}:{number}")
            if slot is None:
                continue
            x, y, w, h = (float(side) for side in slot.rect.box)
            canvas.cut(canvas.paper.button(w, h, "cream", pressed=view.pressed(slot.id), radius=24), x, y)
            if name == "rest":
                canvas.words(f"+{missing}", (x + 8, y - 2, w - 16, h - 10), (72, SIZE_BODY), align="center")
            else:
                canvas.picture(icon, x + (w - 72) / 2, y + 6, (72, 72))

    def _missing(self, canvas: Canvas, state: LightsState, view: View) -> None:
        missing = lights.missing_cards(state)
        x, y, w, _h = view.place(layout.MAIN)
        if missing > 0:
            canvas.panel((x - 10, y - 138, w + 20, 108), "night", radius=26, lift=8, plain=True)
            canvas.words(f"Nog {missing}", (x, y - 140, w, 108), (SIZE_BODY,), CARDS["night"].ink, align="center")

    # -- the desk ---------------------------------------------------------------------------------------
    def _desk(self, canvas: Canvas, state: LightsState, view: View) -> None:
        rise = round(view.motion.value("desk", 0.0))
        x, y, w, h = view.lies(lights_slots.DESK, "less")
        canvas.picture("light_desk", x, y + rise, (w, h))
        whose = lights.turn(state)
        wanted = lights.marks(state) if state.hint >= 2 else ()
        for place, cell in enumerate(lights_slots.desks()):
            if whose is None:
                self._buttons(canvas, state, view, place, rise)
            self._track(canvas, state, view, place, cell, rise, wanted[place] if wanted else frozenset())
        if whose is not None:
            self._one(canvas, state, view, TEAMS.index(whose))

    def _track(
        self,
        canvas: Canvas,
        state: LightsState,
        view: View,
        place: int,
        cell: Rect,
        rise: int,
        wanted: frozenset[int],
    ) -> None:
        team, slider = TEAMS[place].lower(), SLIDERS[place]
        x, y, w, _h = view.lies(cell, "less")
        y += rise
        high = float(lights_slots.TRACK_HIGH)
        if lights.turn(state) is TEAMS[place] or (state.hint and lights.doubted(state) == slider):
            theatre.glow(canvas, x + w / 2, y + high / 2, 520)
        canvas.panel((x - 7, y - 7, w + 14, high + 14), f"team_{team}", radius=24, lift=6, plain=True)
        canvas.picture(f"track_{slider}", x, y)
        step = (w - 164) / STEP_MAX
        at = x + 82 + (state.values[place] + view.motion.value(("knob", place), 0.0)) * step
        for one in wanted:
            canvas.picture("light_mark", x + 82 + one * step - 24, y - 34 + round(view.motion.bob(2, 3)))
        canvas.picture(f"knob_{team}", at - _KNOB[0] / 2, y + (high - _KNOB[1]) / 2)

    def _buttons(self, canvas: Canvas, state: LightsState, view: View, place: int, rise: int) -> None:
        """Minus, plus, and the team's own sign, which says that it is ready."""
        team = TEAMS[place]
        cell = lights_slots.desks()[place]
        for name, icon in (("less", "icon_minus"), ("more", "icon_plus"), ("set", "")):
            slot = view.slot(f"{name}:{team}")
            if slot is None:
                continue
            x, y, w, h = (float(side) for side in slot.rect.box)
            pressed = view.pressed(slot.id)
            canvas.cut(canvas.paper.button(w, h, f"team_{team.lower()}", pressed=pressed, radius=24), x, y + rise)
            y += rise + (9 if pressed else 0)
            canvas.picture(icon or f"team_{team.lower()}", x + (w - 76) / 2, y + (h - 12 - 76) / 2, (76, 76))
        if state.ready[place]:
            x, _y, w, _h = view.lies(cell, "less")
            top, high = float(lights_slots.BUTTONS_TOP + rise), float(layout.BOTTOM - lights_slots.BUTTONS_TOP - 12)
            canvas.panel((x + 140, top, w - 280, high), "green", radius=24, lift=4, plain=True)
            canvas.picture("icon_check", x + w / 2 - 36, top + (high - 72) / 2, (72, 72))

    def _one(self, canvas: Canvas, state: LightsState, view: View, place: int) -> None:
        """One team at a time: large buttons, and its sign between them."""
        team = TEAMS[place]
        middle = 0.0
        for name, icon in (("less", "icon_minus"), ("more", "icon_plus")):
            slot = view.slot(f"{name}:{team}")
            if slot is None:
                continue
            x, y, w, h = (float(side) for side in slot.rect.box)
            middle += (x + w / 2) / 2
            pressed = view.pressed(slot.id)
            canvas.cut(canvas.paper.button(w, h, f"team_{team.lower()}", pressed=pressed), x, y)
            y += 9 if pressed else 0
            canvas.picture(icon, x + (w - 84) / 2, y + 6, (84, 84))
            if state.setup.input is InputMode.KEYS and slot.key:
                canvas.panel((x + 14, y + 10, 76, 76), "night", radius=18, lift=3, plain=True)
                canvas.words(slot.key, (x + 14, y + 4, 76, 84), (SIZE_BODY,), CARDS["night"].ink, align="center")
        left = middle - 228
        canvas.panel((left, 962, 456, 104), f"team_{team.lower()}", radius=26, lift=6, plain=True)
        canvas.picture(f"team_{team.lower()}", left + 16, 970, (88, 88))
        canvas.words(f"Team {team}", (left + 120, 962, 320, 98), (76, 72, SIZE_BODY))

    def _book(self, canvas: Canvas, state: LightsState, view: View) -> None:
        """The light book with the number of its cues."""
        if not state.book or view.covered:
            return
        x, _y, w, _h = view.place(layout.MAIN)
        y = 640 + view.motion.value("book", 0.0)
        canvas.picture("light_book", x + (w - 240) / 2, y, (240, 180))
        canvas.words(
            str(len(state.book)), (x + w / 2 - 10, y + 20, 100, 120), (92,), CARDS["cream"].ink, align="center"
        )

    def _makers(self, canvas: Canvas, view: View) -> None:
        """Whose light this is, on the front of the stage."""
        x, y, w, h = view.place(lights_slots.BELOW)
        canvas.panel((x, y, w, h), "gold", radius=28, lift=8, plain=True)
        canvas.picture("icon_people", x + 30, y + 8, (92, 92))
        canvas.words("Zo belichtten de makers het.", (x + 150, y, w - 180, h - 6), _WORD, CARDS["gold"].ink)


# -- light -------------------------------------------------------------------------------------------------


def _levels(motion: Motion, state: LightsState) -> tuple[float, ...]:
    """The four sliders as light, 0-1. They follow the rules by fades, also when something is undone."""
    for place, step in enumerate(state.lit):
        motion.light(("lamp", place), step / STEP_MAX, _FADE_S)
    return tuple(motion.light_level(("lamp", place), step / STEP_MAX) for place, step in enumerate(state.lit))


def _between(points: tuple[float, ...], level: float) -> float:
    """A value between the five points of a slider."""
    at = min(max(level, 0.0), 1.0) * (len(points) - 1)
    low = min(int(at), len(points) - 2)
    return points[low] + (points[low + 1] - points[low]) * (at - low)


def _backdrop(level: float) -> tuple[float, float, float]:
    red, green, blue = (_between(tuple(colour[n] / 255 for colour in _BACKDROPS), level) for n in range(3))
    return red, green, blue


def _tint(warmth: float) -> tuple[float, float, float]:
    """From cold over white to warm."""
    end, part = (_COLD, (0.5 - warmth) * 2) if warmth < 0.5 else (_WARM, (warmth - 0.5) * 2)
    red, green, blue = (1 - (1 - channel) * part for channel in end)
    return red, green, blue


def _lamps(scale: float, warmth: int, brightness: int, spot: int) -> pygame.Surface:
    """What is left of the colours on the stage: dark and tinted, with a column of light where the spot falls."""
    level = _between(_BRIGHTNESS, brightness / _GRAINS)
    tint = _tint(warmth / _GRAINS)
    around = tuple(level * channel for channel in tint)
    more = tuple((1 - lit) * (0.55 + 0.45 * channel) for lit, channel in zip(around, tint, strict=True))
    small = _column(spot).copy()
    small.fill([round(255 * part) for part in more], special_flags=pygame.BLEND_RGB_MULT)
    small.fill([round(255 * part) for part in around], special_flags=pygame.BLEND_RGB_ADD)
    # Of the board's own kind already, so that nothing of its size is made twice.
    return pygame.transform.smoothscale(small, (round(STAGE[2] * scale), round(STAGE[3] * scale)))


@lru_cache(maxsize=_GRAINS + 1)
def _column(spot: int) -> pygame.Surface:
    """How much of the spot falls where, as a small grey picture: narrow at the top, wide on the floor."""
    wide, high = 56, 34
    middle = (_between(_SPOT_X, spot / _GRAINS) - STAGE[0]) / STAGE[2]
    small = pygame.Surface((wide, high), 0, 32)
    for row in range(high):
        down = (row + 0.5) / high
        half = 0.04 + 0.085 * down
        strength = 0.5 + 0.5 * min(1.0, down * 1.6)
        for column in range(wide):
            away = ((column + 0.5) / wide - middle) / half
            part = round(255 * strength * math.exp(-((away / 0.95) ** 4)))
            small.set_at((column, row), (part, part, part))
    return small


# -- words -------------------------------------------------------------------------------------------------


def _text(state: LightsState) -> str:
    goal = lights.aim(state)
    match state.phase:
        case LightsPhase.AIM:
            return "Nog geen meerderheid. Praat, en stem opnieuw!" if state.votes else "Welk gevoel kiezen we hier?"
        case LightsPhase.SET if goal is not None:
            return _who_slides(state, goal)
        case LightsPhase.LOOK:
            return "Kijk stil. Wat voel jij? Kies je kaart."
        case LightsPhase.NAME:
            return "Wat voel je bij dit licht? Kaarten omhoog!"
        case LightsPhase.STUCK:
            return done_together(state.setup.level)
        case LightsPhase.CHOOSE:
            return "Praat erover en kies samen een gevoel."
        case LightsPhase.MAKERS:
            return state.moment.makers.says
    return state.moment.prompt


def _who_slides(state: LightsState, goal: Mood) -> str:
    whose = lights.turn(state)
    who = f"Team {whose} schuift. Maak samen" if whose else "Maak samen dit licht"
    return f"{who}: {goal.word}."


def _mood(state: LightsState) -> str:
    match state.phase:
        case LightsPhase.LOOK:
            return "hush"
        case LightsPhase.MAKERS:
            return "happy"
    return "whisper" if state.hint else "listen"
