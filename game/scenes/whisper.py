"""Sou whispers to the whole class: large enough for the last row, until somebody taps."""

import re
import textwrap

from game.input.keys import Key
from game.scenes.desk import Desk
from game.scenes.stack import Scene
from game.view import theatre
from game.view.boards.common import alive
from game.view.screen import Canvas
from game.view.targets import Target
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_QUESTION

_FROM_ASIDE = 2.4
_LONGEST = 110
"""Letters that are read at one glance, and stand in the bubble."""


def pages(text: str) -> list[str]:
    """A long text as texts that Sou can say one after the other: whole sentences, as many as fit together."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.!?]) +", text):
        for part in textwrap.wrap(sentence, _LONGEST):
            if found and len(found[-1]) + 1 + len(part) <= _LONGEST:
                found[-1] += f" {part}"
            else:
                found.append(part)
    return found


class Whisper(Scene):
    name = "whisper"
    opaque = False
    veiled = True
    captions_y = 306.0

    def __init__(self, desk: Desk, *texts: str, mood: str = "whisper") -> None:
        """Several texts come one after the other."""
        super().__init__(desk)
        self._text, *self._later = texts
        self._mood = mood

    def enter(self) -> None:
        self.desk.motion.go("whisper", 620, 0, 0.9)
        self.desk.sounds.play("whisper")

    def targets(self) -> list[Target]:
        x = 1330.0 if not self.desk.wishes.mirrored else 130.0
        return [Target("ok", (x, 905, 460, 148), "Ja, Sou!", "icon_check", sizes=(72, SIZE_BODY))]

    def choose(self, target: str) -> None:
        if self._later:
            self._text, *self._later = self._later
            self.desk.sounds.play("page")
        else:
            self.desk.stack.pop()

    def key(self, key: Key) -> bool:
        if key in (Key.UNDO, Key.BACK):
            self.desk.stack.pop()
            return True
        return super().key(key)

    def paint(self, canvas: Canvas) -> None:
        left = not self.desk.wishes.mirrored
        lift = self.desk.motion.value("whisper", 0.0)
        theatre.veil(canvas, self.desk.motion)
        pose = alive(f"sou_{self._mood}", self.desk.motion)
        canvas.picture(pose, 30 if left else LOGICAL_W - 480, 640 + lift, (450, 390), mirrored=not left)
        # From the side: rising from below, so light a card would come and go in the lower half of the board.
        x = 470.0 + _FROM_ASIDE * lift if left else 90.0 - _FROM_ASIDE * lift
        canvas.cut(canvas.paper.bubble(1360, 430, points_left=left), x, 420)
        canvas.words(
            self._text,
            (x + 70, 440, 1220, 390),
            (SIZE_QUESTION, 80, 76, 72, 68, SIZE_BODY),
            CARDS["cream"].ink,
        )
        self.paint_targets(canvas)
