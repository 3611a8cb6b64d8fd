"""De zaal is klaar: every seat is lit, the curtain opens, and the class bows."""

from datetime import datetime
from random import Random

from game.scenes.common import sou
from game.scenes.desk import Desk
from game.scenes.stack import Scene
from game.view import theatre
from game.view.screen import Canvas
from game.view.targets import Target
from game.view.theme import LOGICAL_W, SIZE_BODY, SIZE_TITLE, TEAMS

_FLAKES = 26
_FALL_S = 9.0


class Finale(Scene):
    name = "finale"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        chance = Random(11)  # noqa: S311  decoration has a stream of its own
        self._flakes = [
            (
                chance.uniform(340, 1560),
                chance.uniform(0, _FALL_S),
                chance.choice(TEAMS).letter.lower(),
                chance.uniform(-30, 30),
            )
            for _ in range(_FLAKES)
        ]

    def enter(self) -> None:
        theatre.open_curtain(self.desk.motion, 2.2, wait_s=0.4)
        self.desk.motion.light(theatre.HOUSE, 1.0)
        self.desk.motion.go(("sign", "finale"), -420, 0, 0.9, wait_s=1.6)
        self.desk.sounds.play("applause_big")

    def targets(self) -> list[Target]:
        found = [
            Target("close", (1440, 894, 440, 150), "Klaar", "icon_check", number=1, sizes=(72, SIZE_BODY)),
            Target("again", (960, 894, 456, 150), "Opnieuw", "icon_home", card="cream", number=2, sizes=(SIZE_BODY,)),
        ]
        if self.desk.run is not None:
            found.append(
                Target(
                    "ticket", (330, 894, 606, 150), "Klasticket", "icon_print", card="cream", number=3, sizes=(72,)
                )
            )
        if self.desk.run is not None and self.desk.run.state.tallies:
            box = (330.0, 720.0, 606.0, 150.0)
            found.append(Target("learned", box, "Wat we weten", "icon_eye", card="cream", number=4, sizes=(72, 64)))
        return found

    def choose(self, target: str) -> None:
        if target == "close":
            self.desk.open = False
        elif target == "ticket":
            self._print()
        elif target == "learned":
            from game.scenes.learned import Learned

            self.desk.stack.push(Learned(self.desk))
        else:
            from game.scenes.title import Title

            self.desk.run = None
            self.desk.go(Title(self.desk))

    def _print(self) -> None:
        """The ticket as a PDF, in a folder that the teacher finds again."""
        if self.desk.run is None:
            return
        from game import ticket  # The printing library is loaded when it is needed: it takes a second.

        try:
            place = ticket.save(self.desk.run.state, self.desk.folder.prints, datetime.now().astimezone().date())
        except OSError:
            self.desk.say("Het klasticket kan niet bewaard worden: de schijf is vol of op slot.")
        else:
            self.desk.sounds.play("page")
            self.desk.say(f"Bewaard in {place.parent.parent.name}/{place.parent.name}: {place.name}")

    def paint(self, canvas: Canvas) -> None:
        theatre.hall(canvas, self.desk.motion, self._stage)
        y = 40 + self.desk.motion.value(("sign", "finale"), 0)
        canvas.cut(canvas.paper.sign(1240, 260), 340, y)
        canvas.words("De zaal is klaar!", (390, y + 24, 1140, 130), (SIZE_TITLE, 84), align="center")
        canvas.words(self._visit(), (390, y + 148, 1140, 96), (SIZE_BODY,), align="center")
        left = not self.desk.wishes.mirrored
        sou(canvas, self.desk.motion, "proud", 20 if left else LOGICAL_W - 320, 815, mirrored=not left)
        self.paint_targets(canvas)

    def _visit(self) -> str:
        pack = self.desk.pack
        return "Tot in het theater!" if pack is None or pack.pack.show is None else "Tot bij de voorstelling!"

    def _stage(self, canvas: Canvas) -> None:
        theatre.bare_stage(canvas)
        theatre.spot(canvas, 960, 790, 2.0)
        if not self.desk.motion.calm:
            self._confetti(canvas)
        cast = ("child_a", "child_b", "actor_happy", "child_c", "child_d")
        for number, name in enumerate(cast):
            x = 580 + number * 190
            theatre.puppet(canvas, self.desk.motion, name, x, 800 - (number % 2) * 18, number=number, sways=True)

    def _confetti(self, canvas: Canvas) -> None:
        """The four shapes of the teams come down like snow, slowly and without a flash."""
        now = self.desk.motion.now_s
        for x, offset, team, drift in self._flakes:
            part = ((now + offset) % _FALL_S) / _FALL_S
            canvas.picture(f"team_{team}", x + drift * part * 3, 100 + part * 720, (44, 44))
