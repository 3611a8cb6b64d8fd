"""The stage manager's desk: what every scene may reach for. Scenes get it; they never look for it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from content.load import LoadedPack
from game.fetch import Visits
from game.rules.together import InputMode
from game.saved import Folder, Wishes
from game.scenes.stack import Scene, Stack
from game.view.motion import Motion
from game.view.screen import Screen
from game.view.sound import SoundBoard

if TYPE_CHECKING:
    from game.scenes.lesson import Lesson


class Errand:
    """Something slow (a download) done beside the main loop, so that the curtain never freezes."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.result: Any = None
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._do, args=(work,), daemon=True)
        self._thread.start()

    def _do(self, work: Callable[[], Any]) -> None:
        try:
            self.result = work()
        except Exception as error:  # Handed to the scene that sent it; it knows what to say.
            self.error = error

    @property
    def done(self) -> bool:
        return not self._thread.is_alive()

    def wait(self) -> None:
        self._thread.join()


@dataclass
class Desk:
    screen: Screen
    motion: Motion
    sounds: SoundBoard
    folder: Folder
    visits: Visits
    wishes: Wishes
    screens: Mapping[str, Callable[["Desk"], Scene]]
    """Every screen by its name, so that one opens another without knowing it."""
    stack: Stack = field(default_factory=Stack)
    tick: int = 0
    """Ticks of game time since the program began; stands still while the game is paused."""
    open: bool = True
    """False ends the main loop."""
    run: "Lesson | None" = None
    pack: LoadedPack | None = None
    """The pack that is chosen (complete with its base)."""
    visit: tuple[str, str] | None = None
    """Code and portal of the visit, when the pack came from one."""
    notice: str = ""
    notice_until: int = 0
    keyboard_seen: bool = False
    seed: int | None = None
    record: str | None = None
    after_visit: bool = False
    """The class has seen the show: the round at school afterwards. Not remembered for the next lesson."""
    level_locked: bool = False
    """The teacher's lock on the age level."""
    pack_source: str = ""
    """Where the pack can be found again: a shipped id, a file, or empty for a visit's."""
    mouse_seen: bool = False
    touches_seen: int = 0
    """The most fingers that were on the board at once: how the input mode is found by itself."""

    def wish(self, **changes: Any) -> None:
        """Change what the teacher wants, act on it and remember it."""
        self.wishes = replace(self.wishes, **changes).checked()
        self.apply_wishes()
        self.folder.keep_wishes(self.wishes)

    def apply_wishes(self) -> None:
        self.motion.calm = self.sounds.calm = self.wishes.calm
        self.sounds.on = self.wishes.sound
        self.sounds.volumes = dict(self.wishes.volumes)

    def input_mode(self) -> InputMode:
        """How the board is touched: as the teacher set it, or as what was seen of it so far tells."""
        if self.wishes.single_touch:
            return InputMode.TURNS
        if self.wishes.touch != "auto":
            return InputMode(self.wishes.touch)
        if self.touches_seen >= 3:
            return InputMode.MULTI
        # One finger may be all there is: a zone that stays held works on every board that feels touch.
        if self.touches_seen:
            return InputMode.LATCH
        return InputMode.TURNS if self.mouse_seen or not self.keyboard_seen else InputMode.KEYS

    def apply_touch(self) -> None:
        if self.run is not None:
            self.run.use_input(self.input_mode())

    def say(self, sentence: str, ticks: int = 420) -> None:
        """One line at the top for the teacher; it goes away by itself."""
        self.notice, self.notice_until = sentence, self.tick + ticks

    def scene(self, name: str) -> Scene:
        return self.screens[name](self)

    def go(self, *scenes: Scene) -> None:
        self.stack.replace(*scenes)
