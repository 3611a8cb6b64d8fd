"""Het plan: which scenes the class plays, in which order and for how long. For the teacher, between scenes."""

from content.model import AnyScene
from game.input.keys import Key
from game.rules import plan
from game.rules.run import DropScene, EnterScene, PlanScene, Run, SetMinutes, next_scene, offers, scene_of
from game.scenes.desk import Desk
from game.scenes.lesson import Lesson
from game.scenes.stack import Scene
from game.view import theatre
from game.view.screen import Box, Canvas
from game.view.targets import Target, paint_focus
from game.view.theme import CARDS, SIZE_BODY

_ROWS, _STEP = 6, 120
_CARD_W, _CARD_H = 880.0, 100.0
_LEFT, _TOP, _GAP = 60.0, 184.0, 40.0


class PlanBoard(Scene):
    """All scenes of the pack; those of the plan first, in their order, with a number. A tap takes one up."""

    name = "plan"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen = next_scene(self._run) or ""

    @property
    def _lesson(self) -> Lesson:
        if self.desk.run is None:
            raise RuntimeError("no run is open")
        return self.desk.run

    @property
    def _run(self) -> Run:
        return self._lesson.state

    def _scenes(self) -> tuple[AnyScene, ...]:
        """The plan, then what is left of the pack for this level."""
        run = self._run
        others = (scene for scene in run.pack.scenes if scene.id not in run.plan)
        offered = tuple(scene for scene in others if offers(run.pack, scene, run.setup))
        return (*(scene_of(run.pack, scene) for scene in run.plan), *offered)[: 2 * _ROWS]

    def _box(self, place: int) -> Box:
        column, row = divmod(place, _ROWS)
        return _LEFT + column * (_CARD_W + _GAP), _TOP + row * _STEP, _CARD_W, _CARD_H

    def targets(self) -> list[Target]:
        run, chosen = self._run, self._chosen
        in_plan = chosen in run.plan
        place = run.plan.index(chosen) if in_plan else 0
        last = len(run.plan) - 1 - (scene_of(run.pack, run.plan[-1]).kind == plan.LAST)
        moves = in_plan and place <= last
        lower = [
            Target("back", (60, 918, 180, 136), "", "icon_check", "gold"),
            Target("up", (264, 918, 150, 136), "", "icon_up", "cream", enabled=moves and place > 0),
            Target("down", (438, 918, 150, 136), "", "icon_down", "cream", enabled=moves and place < last),
            Target(
                "keep",
                (612, 918, 340, 136),
                "Weg" if in_plan else "Erbij",
                "icon_close" if in_plan else "icon_plus",
                "cream",
                enabled=not in_plan or len(run.plan) > 1,
                sizes=(SIZE_BODY,),
            ),
            Target("enter", (976, 918, 470, 136), "Speel nu", "icon_play", "green", sizes=(SIZE_BODY,)),
            Target(
                "minutes",
                (1470, 918, 390, 136),
                f"{run.setup.minutes} min.",
                "icon_clock",
                sizes=(SIZE_BODY,),
                card="cream",
            ),
        ]
        cards = [
            Target(f"take:{scene.id}", self._box(number), scene.title, painted=False, sizes=(SIZE_BODY,))
            for number, scene in enumerate(self._scenes())
        ]
        return [*lower, *cards]

    def choose(self, target: str) -> None:
        if target.startswith("take:"):
            self._chosen = target.removeprefix("take:")
            return
        run, lesson, chosen = self._run, self._lesson, self._chosen
        place = run.plan.index(chosen) if chosen in run.plan else 0
        match target:
            case "back":
                self.desk.stack.pop()
            case "up":
                lesson.perform(PlanScene(chosen, place - 1))
            case "down":
                lesson.perform(PlanScene(chosen, place + 1))
            case "keep":
                lesson.perform(DropScene(chosen) if chosen in run.plan else PlanScene(chosen, len(run.plan)))
            case "enter":
                self.desk.stack.pop()
                lesson.perform(EnterScene(chosen))
            case "minutes":
                lengths = tuple(plan.LENGTHS)
                following = lengths[(lengths.index(run.setup.minutes) + 1) % len(lengths)]
                lesson.perform(SetMinutes(following))
                self.desk.wish(minutes=following)
                self._chosen = next_scene(self._run) or ""

    def key(self, key: Key) -> bool:
        if key is Key.BACK and not self.look.focus:
            self.desk.stack.pop()
            return True
        return super().key(key)

    # -- picture ----------------------------------------------------------------------------------------
    def paint(self, canvas: Canvas) -> None:
        run = self._run
        theatre.hall(canvas, self.desk.motion)
        canvas.panel((30, 24, 1860, 1042), "night", radius=40, lift=20)
        minutes = plan.minutes_of((scene_of(run.pack, scene) for scene in run.plan), run.setup.minutes)
        canvas.words("Het plan", (70, 44, 900, 130), (96, 84), CARDS["night"].ink)
        scenes = "1 scène" if len(run.plan) == 1 else f"{len(run.plan)} scènes"
        canvas.words(
            f"{scenes}, ongeveer {minutes} minuten", (760, 44, 1080, 130), (72, SIZE_BODY), "#ffe9a8", align="right"
        )
        for target in self.targets():
            if target.id.startswith("take:"):
                self._card(canvas, target, target.id.removeprefix("take:"))
        self.paint_targets(canvas)

    def _card(self, canvas: Canvas, target: Target, scene_id: str) -> None:
        """In the plan: cream with its number; played: green with a check; else grey without a number."""
        run = self._run
        x, y, w, h = target.box
        planned, done = scene_id in run.plan, scene_id in run.done
        card = "green" if done else "cream" if planned else "grey"
        canvas.cut(canvas.paper.button(w, h, card, pressed=target.id in self.look.pressed), x, y)
        if done:
            canvas.picture("icon_check", x + 22, y + 10, (72, 72))
        elif planned:
            canvas.panel((x + 18, y + 2, 84, 84), "gold", radius=24, lift=3, plain=True)
            number = str(run.plan.index(scene_id) + 1)
            canvas.words(number, (x + 18, y, 84, 84), (SIZE_BODY,), CARDS["gold"].ink, align="center")
        canvas.words(target.label, (x + 124, y, w - 148, h - 12), target.sizes, CARDS[card].ink)
        if scene_id == self._chosen:
            paint_focus(canvas, target.box)
