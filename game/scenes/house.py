"""The house in cross-section: rooms that were played are lit, the next one waits."""

from game.input.keys import Key
from game.rules.activity import GoOn
from game.rules.run import EnterScene, next_scene, scene_of
from game.scenes.desk import Desk
from game.scenes.lesson import Lesson
from game.scenes.stack import Scene
from game.view import theatre, touch
from game.view.boards.common import alive
from game.view.layout import Slot
from game.view.pictures import catalogue
from game.view.screen import Canvas
from game.view.targets import Target, paint_button, paint_focus
from game.view.theme import CARDS, LOGICAL_H, LOGICAL_W, SIZE_BODY

_RISE = 112.0
"""The picture hangs this much higher than drawn, so that the cards don't cover the ground floor."""
_GROUND = "#1c0a18"
_COMES_UP_S = 1.1
"""How long the light of the room that was just played takes."""
_NEWS = "house news"


class HouseMap(Scene):
    name = "house"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found = touch.Found()

    @property
    def lesson(self) -> Lesson:
        if self.desk.run is None:
            raise RuntimeError("no run is open")
        return self.desk.run

    def enter(self) -> None:
        # Between scenes is the moment to act on what was seen of the board: more fingers, or only a mouse.
        self.desk.apply_touch()
        self._light_rooms()
        self.desk.motion.go("house cards", 220, 0, 0.8)

    def _light_rooms(self) -> None:
        """Rooms are lit as they were left; the one that was played last comes up before the eyes of the class."""
        motion, lit = self.desk.motion, self.lesson.state.lit
        for room in lit[:-1]:
            motion.light(self._light(room), 1.0)
        if lit and motion.light_level(self._light(lit[-1]), -1.0) < 0:
            motion.light(self._light(lit[-1]), 0.0)
            motion.light(self._light(lit[-1]), 1.0, _COMES_UP_S)
            motion.go(_NEWS, 1, 0, 4.0)
            self.desk.sounds.play("light_on")

    def _light(self, room: str) -> tuple[str, str, str]:
        return "room", self.lesson.run_id, room

    def tick(self) -> None:
        self.lesson.advance(1)

    def _slots(self) -> tuple[Slot, ...]:
        wishes = self.desk.wishes
        found = self._found.slots(self.lesson.state, wishes.reach, mirrored=wishes.mirrored)
        return tuple(slot for slot in found if slot.id.startswith("scene:") or slot.id in ("plan", "go-on"))

    def targets(self) -> list[Target]:
        run = self.lesson.state
        following = next_scene(run)
        found: list[Target] = []
        for slot in self._slots():
            x, y, w, h = (float(side) for side in slot.rect.box)
            if slot.id == "go-on":
                found.insert(0, Target(slot.id, (x, y, w, h), "", "icon_play", "gold"))
                continue
            if slot.id == "plan":
                found.append(Target(slot.id, (x, y, w, h), "Plan", sizes=(84, 72), card="cream"))
                continue
            scene_id = slot.id.removeprefix("scene:")
            card = "green" if scene_id in run.done else "gold" if scene_id == following else "cream"
            number = int(slot.key) if slot.key in ("1", "2", "3", "4") else None
            found.append(
                Target(
                    slot.id,
                    (x, y, w, h),
                    scene_of(run.pack, scene_id).title,
                    card=card,
                    number=number,
                    sizes=(SIZE_BODY,),
                    painted=False,
                )
            )
        return found

    def choose(self, target: str) -> None:
        if target == "plan":
            self.desk.stack.push(self.desk.scene("plan"))
        else:
            self.lesson.perform(GoOn() if target == "go-on" else EnterScene(target.removeprefix("scene:")))

    def key(self, key: Key) -> bool:
        if key is Key.CHOOSE and not self.look.focus:
            self.choose("go-on")
            return True
        return super().key(key)

    def paint(self, canvas: Canvas) -> None:
        facts = self.lesson.run_id, self.lesson.state, self.desk.wishes, self.look
        canvas.still(self.desk.motion, "house", facts, lambda: self._house(canvas))
        self._sou(canvas)

    def _house(self, canvas: Canvas) -> None:
        run = self.lesson.state
        canvas.picture("house_dark", 0, -_RISE)
        canvas.fill((0, LOGICAL_H - _RISE - 2, LOGICAL_W, _RISE + 2), _GROUND)
        following = next_scene(run)
        for room in run.lit:
            self._room(canvas, room)
        if following is not None:
            self._waiting(canvas, scene_of(run.pack, following).room)
        self._numbers(canvas)
        if missing := self._missing():
            canvas.panel((200, 14, 1520, 100), "night", radius=30, lift=10, plain=True)
            line = f"Dit huis heeft geen {missing}. Andere wel!"
            canvas.words(line, (220, 10, 1480, 100), (72, 68, SIZE_BODY), CARDS["gold"].face, align="center")
        for target in self.targets():
            if target.painted:
                paint_button(canvas, target, pressed=target.id in self.look.pressed)
            else:
                self._card(canvas, target)
            if target.id == self.look.focus:
                paint_focus(canvas, target.box)

    def _sou(self, canvas: Canvas) -> None:
        motion, mirrored = self.desk.motion, self.desk.wishes.mirrored
        mood = "clap" if motion.value(_NEWS, 0.0) > 0 else "happy" if self.lesson.state.lit else "point"
        at = (14 if not mirrored else LOGICAL_W - 268, 852 + round(motion.bob(1, 3, 3.2)))
        canvas.picture(alive(f"sou_{mood}", motion), *at, (254, 220), mirrored=mirrored)

    @property
    def captions_y(self) -> float:  # type: ignore[override]
        return 128.0 if self._missing() else Scene.captions_y

    def _missing(self) -> str:
        """The room that comes next, where the house that this class is going to visit does not have it."""
        run = self.lesson.state
        venue, following = run.pack.venue, next_scene(run)
        if venue is None or not venue.rooms or following is None:
            return ""
        room = scene_of(run.pack, following).room
        return "" if room in venue.rooms else room

    def _room(self, canvas: Canvas, room: str) -> None:
        at = theatre.placement()["rooms"].get(room)
        level = self.desk.motion.light_level(self._light(room), 1.0)
        if at is None or level <= 0 or f"room_{room}_lit" not in catalogue():
            return
        x, y = float(at["x"]), float(at["y"]) - _RISE
        canvas.picture(f"room_{room}_lit", x, y)
        canvas.shade((x, y, at["w"], at["h"]), (0.35 + 0.65 * level, 0.3 + 0.7 * level, 0.45 + 0.55 * level))

    def _numbers(self, canvas: Canvas) -> None:
        """The way through the house: every room of the plan has its number, a check when it was played."""
        run = self.lesson.state
        for number, scene_id in enumerate(run.plan, start=1):
            at = theatre.placement()["rooms"].get(scene_of(run.pack, scene_id).room)
            if at is None:
                continue
            x, y = float(at["x"]), float(at["y"]) - _RISE
            if scene_id in run.done:
                # Small, because people stand in a lit room.
                _coin(canvas, x + 4, y + 4, 60)
            else:
                _coin(canvas, x + 12, y + 10, 84, number)

    def _waiting(self, canvas: Canvas, room: str) -> None:
        """The next room: a lamp glows at its door, and a frame of light."""
        at = theatre.placement()["rooms"].get(room)
        if at is None:
            return
        x, y = float(at["x"]), float(at["y"]) - _RISE
        theatre.glow(canvas, x + at["w"] / 2, y + at["h"] / 2, max(at["w"], at["h"]) * 1.15)
        canvas.cut(canvas.paper.ring(at["w"] - 16, at["h"] - 16), x + 8, y + 8)

    def _card(self, canvas: Canvas, target: Target) -> None:
        """A scene's card, with the light of its room."""
        x, y, w, h = target.box
        y += self.desk.motion.value("house cards", 0.0)
        pressed = target.id in self.look.pressed
        canvas.cut(canvas.paper.button(w, h, target.card, pressed=pressed), x, y)
        y += 9 if pressed else 0
        canvas.words(target.label, (x + 20, y, w - 40, h - 12), target.sizes, CARDS[target.card].ink, align="center")
        # The coin of the card is the coin of its room: who looks for number 4 finds it twice.
        scene_id, plan = target.id.removeprefix("scene:"), self.lesson.state.plan
        if target.card == "green":
            _coin(canvas, x + w - 66, y - 36, 84)
        elif scene_id in plan:
            _coin(canvas, x + w - 66, y - 36, 84, plan.index(scene_id) + 1)


def _coin(canvas: Canvas, x: float, y: float, size: float, number: int | None = None) -> None:
    """A round piece of card: gold with the number of a scene, green with a check when it was played."""
    card = "green" if number is None else "gold"
    canvas.panel((x, y, size, size), card, radius=size / 2, lift=6, plain=True)
    if number is None:
        part = size * 0.74
        canvas.picture("icon_check", x + (size - part) / 2, y + (size - part) / 2 - 1, (part, part))
    else:
        canvas.words(str(number), (x, y - 4, size, size), (SIZE_BODY,), CARDS[card].ink, align="center")
