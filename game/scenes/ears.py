"""An extra for who wants it: the microphone of this computer does what the teacher's hand does on a lever.

Asked first, never needed. It performs the same actions as the hand, so that rules, journal and undo know nothing
of it. Only a loudness is looked at, in memory, and forgotten; nothing is recorded and nothing leaves the computer.
"""

from game.input.loudness import Loudness
from game.rules.activity import Action
from game.scenes.desk import Desk
from game.scenes.pause import Ask
from game.view.layout import Slot
from game.view.private import Microphone, open_microphone

QUIET_S = 3.0
"""So long nobody speaks before the microphone takes it for the silence of the class: teams close their eyes first."""
DEAF_TICKS = 240
"""A microphone that is there tells something fifteen times a second; one that was pulled out doesn't."""
_ASKED = "Mag de microfoon meeluisteren?"
_EXPLAINED = "Er wordt niets opgenomen. Wees daarna eerst twee tellen stil."


class Ears:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._microphone: Microphone | None = None
        self._room = Loudness()
        self._was_on = False
        self._deaf_ticks = 0
        """For how long the microphone has told nothing, not even that it is silent."""

    @property
    def open(self) -> bool:
        return self._microphone is not None

    def ask(self) -> None:
        """The teacher's wish: ask, and listen only after a yes; once more, and nobody listens any longer."""
        if self.open:
            self.close()
            self._desk.say("De microfoon luistert niet meer mee.")
        else:
            self._desk.stack.push(Ask(self._desk, _ASKED, _EXPLAINED, "Ja, luister", self.listen))

    def listen(self) -> None:
        self._room, self._deaf_ticks = Loudness(), 0
        self._microphone = open_microphone()
        found = self._microphone is not None
        self._desk.say("De microfoon luistert mee." if found else "Er is geen microfoon. Je hand doet het even goed.")

    def wish(self, lever: Slot | None) -> Action | None:
        """What a hand on the lever would do now, by what was heard since the last tick."""
        if self._microphone is None:
            return None
        self._deaf_ticks += 1
        for level, lasts_s in self._microphone.levels():
            self._deaf_ticks = 0
            self._room.heard(level, lasts_s)
        if self._deaf_ticks >= DEAF_TICKS:
            self.close()
            self._desk.say("De microfoon is weg. Je hand doet het even goed.")
            return None
        if lever is None or not self._room.is_ready:
            return None
        if self._was_on and not lever.on:
            self._room.wait()
        self._was_on = lever.on
        if lever.on:
            return (lever.release or lever.action) if self._room.is_voice else None
        return lever.action if self._room.quiet_s >= QUIET_S else None

    def close(self) -> None:
        if self._microphone is not None:
            self._microphone.close()
            self._microphone = None
