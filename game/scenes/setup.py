"""Who plays, how long, and what the board can do: four dials, two switches and one button."""

from dataclasses import dataclass

from game.saved import MINUTES
from game.scenes.common import LEVELS
from game.scenes.lesson import begin
from game.scenes.title import Hall, pack_name
from game.view import theatre
from game.view.screen import Box, Canvas
from game.view.targets import Target
from game.view.theme import LOGICAL_W, SIZE_QUESTION

TOUCH = {"auto": "Vanzelf", "multi": "Samen", "latch": "Tik en blijf", "turns": "Om beurten", "keys": "Toetsen"}

HOW = {
    "auto": "Vanzelf: het spel voelt hoe jullie bord werkt.",
    "multi": "Samen: met veel vingers tegelijk op het bord.",
    "latch": "Tik en blijf: wat je aantikt, blijft even vast.",
    "turns": "Om beurten: één vinger tegelijk volstaat.",
    "keys": "Toetsen: alles gaat met het klavier.",
}
"""What the names on the last dial mean, in one line."""


@dataclass(frozen=True, slots=True)
class Dial:
    id: str
    label: str
    icon: str
    values: tuple[object, ...]
    shown: tuple[str, ...]


DIALS = (
    Dial("level", "Leeftijd", "icon_people", tuple(LEVELS), tuple(LEVELS.values())),
    Dial("pupils", "Leerlingen", "icon_hand", tuple(range(4, 31)), tuple(str(n) for n in range(4, 31))),
    Dial("minutes", "Speeltijd", "icon_ticket", MINUTES, tuple(f"{m} min." for m in MINUTES)),
    Dial("touch", "Bord", "icon_touch", tuple(TOUCH), tuple(TOUCH.values())),
)
_W, _GAP = 432.0, 30.0
_LEFT = (LOGICAL_W - 4 * _W - 3 * _GAP) / 2


class SetUp(Hall):
    name = "setup"

    def _place(self, dial: Dial) -> int:
        return dial.values.index(getattr(self.desk.wishes, dial.id))

    def targets(self) -> list[Target]:
        found = []
        for number, dial in enumerate(DIALS):
            x = _LEFT + number * (_W + _GAP)
            at = self._place(dial)
            round_dial = dial.id == "touch"
            found.append(
                Target(
                    f"less-{dial.id}",
                    (x + 34, 668, 168, 128),
                    "",
                    "icon_minus" if not round_dial else "icon_back",
                    card="gold",
                    enabled=round_dial or at > 0,
                )
            )
            found.append(
                Target(
                    f"more-{dial.id}",
                    (x + _W - 34 - 168, 668, 168, 128),
                    "",
                    "icon_plus" if not round_dial else "icon_next",
                    card="gold",
                    enabled=round_dial or at < len(dial.values) - 1,
                )
            )
        start = Target("start", (720, 884, 570, 170), "Doek open!", "icon_play", sizes=(84, 76, 72))
        return [
            start,
            *found,
            Target("back", (20, 904, 120, 132), "", "icon_back", card="cream"),
            self._switch("visit", (162, 904, 536, 132), "Na de show", self.desk.after_visit, "icon_ticket"),
            self._switch("measure", (1312, 904, 584, 132), "Met meting", self.desk.wishes.measure, "icon_hand"),
        ]

    def _switch(self, target: str, at: Box, label: str, on: bool, icon: str) -> Target:
        """On is a green card with a check, off a cream one: told by picture as well as by colour."""
        return Target(target, at, label, "icon_check" if on else icon, "green" if on else "cream", sizes=(64,))

    def choose(self, target: str) -> None:
        if target == "start":
            begin(self.desk)
        elif target == "back":
            self.desk.stack.pop()
        elif target == "visit":
            self.desk.after_visit = not self.desk.after_visit
        elif target == "measure":
            self.desk.wish(measure=not self.desk.wishes.measure)
        else:
            step, _, dial_id = target.partition("-")
            dial = next(d for d in DIALS if d.id == dial_id)
            place = (self._place(dial) + (1 if step == "more" else -1)) % len(dial.values)
            self.desk.wish(**{dial.id: dial.values[place]})

    def paint(self, canvas: Canvas) -> None:
        theatre.hall(canvas, self.desk.motion)
        title = pack_name(self.desk.pack) if self.desk.pack else ""
        canvas.cut(canvas.paper.sign(1680, 262), 120, 16)
        canvas.words(title, (160, 24, 1600, 164), (SIZE_QUESTION, 76, 72, 64), align="center")
        canvas.words(HOW[self.desk.wishes.touch], (150, 182, 1620, 88), (64,), "#6d0a1a", align="center")
        for number, dial in enumerate(DIALS):
            x = _LEFT + number * (_W + _GAP)
            canvas.panel((x, 300, _W, 530), "cream")
            canvas.picture(dial.icon, x + (_W - 96) / 2, 322)
            canvas.words(dial.label, (x + 14, 424, _W - 28, 90), (64,), align="center")
            shown = dial.shown[self._place(dial)]
            canvas.words(shown, (x + 34, 520, _W - 60, 130), (84, 76, 72, 68, 64), "#6d0a1a", align="center")
        self.paint_targets(canvas)
