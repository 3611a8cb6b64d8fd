"""The teacher's bar: two fingers in a corner for a second, or Esc. Pupils don't come across it by chance."""

from dataclasses import dataclass

from game.input.keys import Key
from game.scenes.common import LEVELS
from game.scenes.desk import Desk
from game.scenes.pause import Ask, Pause
from game.scenes.stack import Scene
from game.view import theatre
from game.view.screen import Canvas
from game.view.targets import Target
from game.view.theme import CARDS, SIZE_BODY

_X, _W, _GAP = 90.0, 556.0, 36.0
_ROW_Y, _ROW_H = 216.0, 158.0
REACH_STEP = 60
VOLUME_STEP = 0.2


@dataclass(frozen=True, slots=True)
class Knob:
    """A value with a minus and a plus."""

    id: str
    label: str
    row: int
    column: int


class TeacherBar(Scene):
    name = "teacher"
    opaque = False
    veiled = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._page = "lesson"

    # -- what there is ----------------------------------------------------------------------------------
    def _place(self, row: int, column: int, columns: float = 1) -> tuple[float, float, float, float]:
        return _X + column * (_W + _GAP), _ROW_Y + row * _ROW_H, _W * columns + _GAP * (columns - 1), 128

    def _button(
        self,
        row: int,
        column: int,
        target_id: str,
        label: str,
        icon: str,
        card: str = "cream",
        *,
        enabled: bool = True,
    ) -> Target:
        return Target(target_id, self._place(row, column), label, icon, card, enabled=enabled, sizes=(SIZE_BODY,))

    def _switch(self, row: int, column: int, target_id: str, label: str, icon: str, on: bool) -> Target:
        return self._button(row, column, target_id, label, icon, "green" if on else "cream")

    def _knobs(self) -> list[Knob]:
        if self._page == "say":
            return []
        if self._page == "sound":
            return [
                Knob("volume-master", "Alles", 1, 0),
                Knob("volume-effects", "Effecten", 2, 0),
                Knob("volume-music", "Muziek", 3, 0),
                Knob("volume-voice", "Sou", 4, 0),
            ]
        return [Knob("level", "Leeftijd", 3, 0), Knob("reach", "Hoogte", 4, 0)]

    def targets(self) -> list[Target]:
        wishes, playing = self.desk.wishes, self.desk.run is not None
        if self._page == "say":
            return [Target("lesson", (1320, 884, 510, 128), "Terug", "icon_back", "gold", sizes=(SIZE_BODY,))]
        found = [self._button(0, 0, "on", "Verder", "icon_play", "gold")]
        if self._page == "sound":
            found.append(self._button(0, 1, "lesson", "Terug", "icon_back"))
            found.append(
                self._switch(
                    0, 2, "sound", "Geluid", "icon_sound_on" if wishes.sound else "icon_sound_off", wishes.sound
                )
            )
        else:
            found += [
                self._button(0, 1, "pause", "Pauze", "icon_pause"),
                self._button(0, 2, "stop", "Stoppen", "icon_close", "rose"),
                self._button(1, 0, "skip", "Sla over", "icon_skip", enabled=playing),
                self._button(1, 1, "jump", "Het huis", "icon_home", enabled=playing),
                self._button(1, 2, "volumes", "Geluid", "icon_sound_on" if wishes.sound else "icon_sound_off"),
                self._switch(2, 0, "calm", "Rustig", "icon_calm", wishes.calm),
                self._switch(2, 1, "single", "Eén vinger", "icon_touch", wishes.single_touch),
                self._button(3, 2, "say", "Zeg dit", "icon_people", enabled=bool(self._said())),
                self._switch(4, 2, "timed", "Met tijd", "icon_clock", wishes.timed),
                self._switch(2, 2, "mirror", "Spiegel", "icon_mirror", wishes.mirrored),
            ]
        for knob in self._knobs():
            y = _ROW_Y + knob.row * _ROW_H
            locked = knob.id == "level" and self._locked
            found.append(
                Target(f"less-{knob.id}", (_X + 640, y, 142, 128), "", "icon_minus", "cream", enabled=not locked)
            )
            found.append(
                Target(f"more-{knob.id}", (_X + 806, y, 142, 128), "", "icon_plus", "cream", enabled=not locked)
            )
            if knob.id == "level":
                found.append(Target("lock", (_X + 972, y, 142, 128), "", "icon_lock", "green" if locked else "cream"))
        return found

    def _said(self) -> tuple[str, ...]:
        """What the teacher may read aloud about the scene that is open."""
        run = self.desk.run.state if self.desk.run is not None else None
        return () if run is None or run.scene_id is None else run.scene.teacher.say

    @property
    def _locked(self) -> bool:
        return self.desk.level_locked

    def _shown(self, knob_id: str) -> str:
        wishes = self.desk.wishes
        if knob_id == "level":
            return LEVELS[wishes.level]
        if knob_id == "reach":
            return f"{round((1080 - wishes.reach) / 10.8)} %"
        return f"{round(wishes.volumes[knob_id.removeprefix('volume-')] * 100)} %"

    # -- what it does -----------------------------------------------------------------------------------
    def choose(self, target: str) -> None:
        desk = self.desk
        match target:
            case "on":
                desk.stack.pop()
            case "pause":
                desk.stack.pop()
                desk.stack.push(Pause(desk))
            case "stop":
                desk.stack.push(
                    Ask(desk, "Stoppen?", "Jullie kunnen later verder waar jullie waren.", "Ja, stop", self._stop)
                )
            case "skip":
                desk.stack.pop()
                if desk.run is not None:
                    desk.run.skip()
            case "jump":
                desk.stack.pop()
                if desk.run is not None:
                    desk.run.to_house()
            case "volumes" | "lesson" | "say":
                self._page = {"volumes": "sound", "lesson": "lesson", "say": "say"}[target]
            case "timed":
                desk.wish(timed=not desk.wishes.timed)
                if desk.run is not None:
                    desk.run.use_timed(desk.wishes.timed)
            case "sound":
                desk.wish(sound=not desk.wishes.sound)
                if not desk.wishes.sound:
                    desk.sounds.hush()
            case "calm":
                desk.wish(calm=not desk.wishes.calm)
                if desk.run is not None:
                    desk.run.use_calm(desk.wishes.calm)
            case "single":
                desk.wish(single_touch=not desk.wishes.single_touch)
                desk.apply_touch()
            case "mirror":
                desk.wish(mirrored=not desk.wishes.mirrored)
            case "lock":
                desk.level_locked = not desk.level_locked
            case _:
                step, _, knob = target.partition("-")
                self._turn(knob, 1 if step == "more" else -1)

    def _turn(self, knob: str, step: int) -> None:
        wishes = self.desk.wishes
        if knob == "level":
            levels = list(LEVELS)
            wanted = levels[min(len(levels) - 1, max(0, levels.index(wishes.level) + step))]
            self.desk.wish(level=wanted)
            if self.desk.run is not None:
                self.desk.run.change_level(wanted)
        elif knob == "reach":
            self.desk.wish(reach=wishes.reach - step * REACH_STEP)
        else:
            name = knob.removeprefix("volume-")
            level = round(min(1.0, max(0.0, wishes.volumes[name] + step * VOLUME_STEP)), 2)
            self.desk.wish(volumes={**wishes.volumes, name: level})
            self.desk.sounds.play("soft_yes")

    def _stop(self) -> None:
        if self.desk.run is not None:
            self.desk.run.stop()
        else:
            self.desk.open = False

    def key(self, key: Key) -> bool:
        if key is Key.TEACHER:
            self.desk.stack.pop()
            return True
        return super().key(key)

    # -- picture ----------------------------------------------------------------------------------------
    def paint(self, canvas: Canvas) -> None:
        theatre.veil(canvas, self.desk.motion)
        canvas.panel((40, 40, 1840, 1000), "night", radius=40, lift=22)
        canvas.words(self._heading(), (100, 74, 1720, 110), (84, 72, SIZE_BODY), CARDS["night"].ink)
        if self._page == "say":
            text = "\n".join(self._said())
            canvas.words(text, (100, 200, 1720, 670), (72, 68, SIZE_BODY), CARDS["night"].ink, middle=False)
        for knob in self._knobs():
            y = _ROW_Y + knob.row * _ROW_H
            canvas.words(knob.label, (_X + 10, y, 294, 116), (72, SIZE_BODY), CARDS["night"].ink)
            canvas.words(self._shown(knob.id), (_X + 306, y, 318, 116), (72, SIZE_BODY), "#ffe9a8")
        self.paint_targets(canvas)

    def _heading(self) -> str:
        if self._page == "sound":
            return "Hoe luid?"
        return "Zeg dit" if self._page == "say" else "Voor de leerkracht"
