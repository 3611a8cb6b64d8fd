"""De zaal is klaar: the curtain opens to the other side, and the hall that the class made ready fills with people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

from game.scenes.common import sou
from game.scenes.desk import Desk
from game.scenes.stack import Scene
from game.view import guests, theatre
from game.view.cloth import PLEAT_W
from game.view.motion import smooth
from game.view.screen import Canvas
from game.view.targets import Target, paint_targets
from game.view.theme import LOGICAL_W, SIZE_BODY, SIZE_TITLE, TEAMS

_BEYOND = 26.0
"""Where its first pleat hangs beside the board, so that no chink is left when the cloth sways."""
_CLOTH_Y = -20.0
_PLEAT = (PLEAT_W * 1.56, 1130.0)
"""The curtain hangs before the whole board here, and is as much larger than the one of the hall."""
_OPEN_S, _WAIT_S = 2.6, 0.5
_FILL_S = 6.5
_FLAKES = 12
_FALL_S = 7.0
_APPLAUSE = ((0.15, "applause_small"), (0.5, "applause"), (0.92, "applause_big"))
"""How full the hall is when how much applause begins."""
_MUSIC_AT = 0.75
"""How far the confetti has come down when the music of the house begins."""

_OPENED, _FILLED, _FALLEN = "finale curtain", "finale guests", "finale confetti"
_SIGN, _BUTTONS = ("sign", "finale"), "finale buttons"


def _even(part: float) -> float:
    return part


class Finale(Scene):
    name = "finale"
    captions_y = 300.0

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._begun = False
        self._cheers = 0
        """How many of the rounds of applause were heard."""
        self._music = False
        chance = Random(11)  # noqa: S311  decoration has a stream of its own
        self._flakes = [
            (120 + number * 150 + chance.uniform(-40, 40), chance.uniform(0, 0.55), TEAMS[number % 4].letter.lower())
            for number in range(_FLAKES)
        ]

    def enter(self) -> None:
        if self._begun:
            return  # What lay on the finale went away; the show goes on where it was.
        self._begun = True
        motion, full = self.desk.motion, float(len(guests.seats()) + 3)
        motion.go(_OPENED, 0.0, 1.0, _OPEN_S, wait_s=_WAIT_S, curve=smooth)
        motion.go(_SIGN, -420, 0, 0.9, wait_s=_WAIT_S + _OPEN_S - 0.6)
        motion.go(_BUTTONS, 220, 0, 0.9, wait_s=_WAIT_S + _OPEN_S - 0.2)
        motion.go(_FILLED, 0.0, full, _FILL_S, wait_s=_WAIT_S + _OPEN_S * 0.7, curve=_even)
        motion.go(_FALLEN, 0.0, 1.0, _FALL_S, wait_s=_WAIT_S + _OPEN_S * 0.7 + _FILL_S, curve=_even)
        self.desk.sounds.play("curtain")

    def tick(self) -> None:
        """The applause grows with the hall; when it has died down there is music."""
        motion = self.desk.motion
        full = motion.value(_FILLED, 0.0) / len(guests.seats())
        due = sum(full >= part for part, _ in _APPLAUSE)
        if due > self._cheers:
            self._cheers = due
            self.desk.sounds.play(_APPLAUSE[due - 1][1])
        elif not self._music and motion.value(_FALLEN, 0.0) >= _MUSIC_AT:
            self._music = True
            self.desk.sounds.play("theme")

    def targets(self) -> list[Target]:
        found = self._ways_on()
        if self.desk.wishes.mirrored:
            found = [replace(one, box=(LOGICAL_W - one.box[0] - one.box[2], *one.box[1:])) for one in found]
        return found

    def _ways_on(self) -> list[Target]:
        run = self.desk.run
        if run is not None and run.state.tallies:
            # A class that measured has four ways to go on: the house on the button says enough.
            body = (SIZE_BODY,)
            return [
                Target("close", (1522, 900, 368, 150), "Klaar", "icon_check", number=1, sizes=body),
                Target("again", (1352, 900, 146, 150), "", "icon_home", "cream", number=2),
                Target("ticket", (310, 900, 494, 150), "Klasticket", "icon_print", "cream", number=3, sizes=body),
                Target("learned", (828, 900, 500, 150), "Wat we weten", "", "cream", number=4, sizes=body),
            ]
        found = [
            Target("close", (1500, 900, 390, 150), "Klaar", "icon_check", number=1, sizes=(72, SIZE_BODY)),
            Target("again", (990, 900, 480, 150), "Opnieuw", "icon_home", "cream", number=2, sizes=(72,)),
        ]
        if run is not None:
            box = (350.0, 900.0, 610.0, 150.0)
            found.append(Target("ticket", box, "Klasticket", "icon_print", "cream", number=3, sizes=(72,)))
        return found

    def choose(self, target: str) -> None:
        if target == "close":
            self.desk.open = False
        elif target == "ticket":
            self._print()
        elif target == "learned":
            self.desk.stack.push(self.desk.scene("learned"))
        else:
            self.desk.run = None
            self.desk.go(self.desk.scene("title"))

    def _print(self) -> None:
        """The ticket as a PDF, in a folder that the teacher finds again."""
        if self.desk.run is None:
            return
        from game import ticket  # The printing library is loaded when it is needed: it takes a second.

        try:
            read = self.desk.pack.read if self.desk.pack is not None else None
            day = datetime.now().astimezone().date()
            place = ticket.save(self.desk.run.state, self.desk.folder.prints, day, read)
        except OSError:
            self.desk.say("Het klasticket kan niet bewaard worden: de schijf is vol of op slot.")
        else:
            self.desk.sounds.play("page")
            self.desk.say(f"Bewaard in {place.parent.parent.name}/{place.parent.name}: {place.name}")

    def paint(self, canvas: Canvas) -> None:
        motion = self.desk.motion
        opened = motion.value(_OPENED, 1.0)
        guests.house(canvas, motion.value(_FILLED, 0.0))
        self._confetti(canvas)
        if opened < 1:
            self._curtain(canvas)
        y = 16 + motion.value(_SIGN, 0.0)
        canvas.cut(canvas.paper.sign(1240, 250), 340, y)
        canvas.words("De zaal is klaar!", (390, y + 18, 1140, 130), (SIZE_TITLE, 84), align="center")
        visit = self._visit(lambda text: canvas.type.fits(text, SIZE_BODY, 1140, 96))
        canvas.words(visit, (390, y + 138, 1140, 96), (SIZE_BODY,), align="center")
        left = not self.desk.wishes.mirrored
        sou(canvas, motion, "clap", 0 if left else LOGICAL_W - 300, 815, mirrored=not left)
        down = motion.value(_BUTTONS, 0.0)
        shown = [replace(one, box=(one.box[0], one.box[1] + down, *one.box[2:])) for one in self.targets()]
        paint_targets(canvas, shown, self.look)

    def _visit(self, fits: Callable[[str], bool]) -> str:
        pack = self.desk.pack
        if pack is None or pack.pack.show is None:
            return "Tot in het theater!"
        venue = pack.pack.venue
        house = f"Tot in {venue.name}!" if venue is not None else ""
        return house if house and fits(house) else "Tot bij de voorstelling!"

    def _curtain(self, canvas: Canvas) -> None:
        """The house curtain from behind, before the whole board."""
        theatre.hang(canvas, self.desk.motion, _OPENED, (-_BEYOND, LOGICAL_W + _BEYOND, _CLOTH_Y), _PLEAT)

    def _confetti(self, canvas: Canvas) -> None:
        """The shapes of the four teams, cut from paper, come down once, slowly."""
        fallen = self.desk.motion.value(_FALLEN, 0.0)
        if not 0 < fallen < 1:
            return
        for x, begins, team in self._flakes:
            part = (fallen - begins) / 0.45
            if 0 < part < 1:
                canvas.picture(f"team_{team}", x, 200 + part * 920, (56, 56))
