"""Pause, and the question before something ends. Both lie on what they interrupt."""

from collections.abc import Callable

from game.input.keys import Key
from game.scenes.common import sou
from game.scenes.desk import Desk
from game.scenes.stack import Scene
from game.view import theatre
from game.view.screen import Canvas
from game.view.targets import Target
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION, SIZE_TITLE


class Pause(Scene):
    """Everything stands still; the run is kept anyway, so switching off now loses nothing."""

    name = "pause"
    opaque = False
    veiled = True

    def targets(self) -> list[Target]:
        return [Target("on", (690, 800, 540, 170), "Verder", "icon_play", sizes=(96, 84))]

    def choose(self, target: str) -> None:
        self.desk.stack.pop()

    def key(self, key: Key) -> bool:
        if key in (Key.PAUSE, Key.TEACHER):
            self.desk.stack.pop()
            return True
        return super().key(key)

    def paint(self, canvas: Canvas) -> None:
        theatre.veil(canvas, self.desk.motion)
        canvas.panel((460, 120, 1000, 620), "cream", radius=40, lift=22)
        sou(canvas, self.desk.motion, "sleepy", LOGICAL_W / 2 - 150, 170)
        canvas.words("Pauze", (500, 450, 920, 140), (SIZE_TITLE,), align="center")
        canvas.words("Alles is bewaard.", (500, 590, 920, 100), (SIZE_BODY,), align="center")
        self.paint_targets(canvas)


class Ask(Scene):
    """A question with a safe answer (the first) and the one that was asked for."""

    name = "ask"
    opaque = False
    veiled = True

    def __init__(self, desk: Desk, question: str, explained: str, yes: str, do: Callable[[], None]) -> None:
        super().__init__(desk)
        self._question, self._explained, self._yes, self._do = question, explained, yes, do

    def targets(self) -> list[Target]:
        return [
            Target("no", (250, 720, 680, 160), "Nee, verder", "icon_play", number=1),
            Target("yes", (990, 720, 680, 160), self._yes, "icon_check", card="rose", number=2),
        ]

    def choose(self, target: str) -> None:
        self.desk.stack.pop()
        if target == "yes":
            self._do()

    def key(self, key: Key) -> bool:
        if key is Key.TEACHER:
            self.desk.stack.pop()
            return True
        return super().key(key)

    def paint(self, canvas: Canvas) -> None:
        theatre.veil(canvas, self.desk.motion)
        canvas.panel((180, 180, 1560, 760), "cream", radius=40, lift=22)
        canvas.words(self._question, (250, 240, 1420, 230), (SIZE_TITLE, SIZE_QUESTION, 72), CARDS["cream"].ink)
        canvas.words(self._explained, (250, 480, 1420, 200), (72, SIZE_BODY), CARDS["cream"].ink)
        self.paint_targets(canvas)
