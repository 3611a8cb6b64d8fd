"""Composition root and the one main loop: read, run whole ticks, paint when something changed."""

import math
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import is_
from typing import Any

import pygame

from content.load import LoadedPack, complete, load_pack, shipped
from game.clock import FixedStep
from game.fetch import Visits
from game.input.events import Dropped, Happening, Notice, Pressed, Reader
from game.input.keys import Key
from game.input.pointers import Drag, Gesture, HoldEnded, HoldStarted, Pointers, Sample, Tap
from game.journal import Recording
from game.saved import Folder
from game.scenes.common import captions
from game.scenes.desk import Desk, Errand
from game.scenes.lesson import Replay
from game.scenes.pause import Ask, Pause
from game.scenes.screens import SCREENS
from game.scenes.stack import Scene
from game.scenes.teacher import TeacherBar
from game.scenes.title import OpenFile, Title, VisitCode, choose_pack
from game.view import theatre
from game.view.motion import LIGHT_STEP_S, Motion
from game.view.private import open_again, tidy_memory
from game.view.quality import BEST, Rung
from game.view.screen import Screen
from game.view.sound import NullSounds, SoundBoard
from game.view.theme import LOGICAL_H, LOGICAL_W

LONGEST_STILL_S = 1.0
"""A picture is described again after this time even when nothing is known to have changed."""
TICKING_S = 1 / 12
"""A picture is described so often when nothing but time went by in the rules."""
RESTING = 30
"""Turns of the loop a second while nothing moves and nobody touches the board. Each costs more than what it does: the
computer wakes up for it. Fewer would make a short tap shorter than a contact that is meant."""
AWAKE_S = 1.0
"""So long after the last touch or key a next one is expected."""
RESIZE_S = 0.3
"""A window that kept its size so long has come to rest."""
CORNER = 260.0
"""Two fingers in a corner of this size, a second long, open the teacher's bar."""
TWO_FINGERS_TICKS, ONE_FINGER_TICKS = 60, 180
"""Boards that see one touch at a time ask for three seconds instead."""


class App:
    """One game on one board. `frame` does everything; `run` calls it sixty times a second."""

    def __init__(
        self,
        board: pygame.Surface | Screen,
        folder: Folder,
        *,
        sounds: SoundBoard | None = None,
        clock: Callable[[], float] = time.monotonic,
        rung: Rung = BEST,
        note: str = "",
    ) -> None:
        """On a window, or on a screen that has a crew to draw its pictures; `note` is a line for the teacher."""
        screen = board if isinstance(board, Screen) else Screen(board)
        self._rung, self._note = rung, note
        self.desk = Desk(
            screen=screen,
            motion=Motion(),
            sounds=sounds or NullSounds(),
            folder=folder,
            visits=Visits(folder.root),
            wishes=folder.wishes(),
            screens=SCREENS,
        )
        self.desk.apply_wishes()
        self.desk.motion.ambient = rung.ambient
        self.desk.motion.light(theatre.VEIL, 0.0)
        self._clock = clock
        self._began = self._last = clock()
        self._step = FixedStep()
        self._reader = Reader(screen)
        self._tick = 0
        """Ticks of real time, for gestures; the lesson's own ticks stand still in a pause."""
        self._pointers = Pointers(self._hit)
        self._top: Scene | None = None
        self._corner_since: int | None = None
        self._hidden = False
        """Whether the window is minimised: nobody sees it, so nothing is painted."""
        self._seen: list[object] = []
        """What the picture on the board was made from."""
        self._state: object = None
        """The state of the run that is on the board."""
        self._painted_s = self._resized_s = self._heard_s = -math.inf
        self._resizing = False
        self._soon = ""
        """The shipped pack that is probably played next; it is opened once the title hangs, beside the main loop."""

    # -- loop -------------------------------------------------------------------------------------------
    def run(self) -> None:
        """Until the teacher stops or the window closes."""
        pace = pygame.time.Clock()
        try:
            while self.desk.open:
                self.frame()
                pace.tick(self.pace)
        except KeyboardInterrupt:
            self.desk.open = False  # Ctrl-C at the desk is a way to stop like any other.
        finally:
            self.desk.screen.kept.close()
            if self.desk.run is not None:
                self.desk.run.close()

    def frame(self) -> list[pygame.Rect]:
        """One turn of the loop; what it painted."""
        desk = self.desk
        now_s = self._clock()
        if desk.screen.waiting:
            self._began += now_s - self._last  # The show waits for its pictures; nothing moves unseen meanwhile.
        ticks = self._step.ticks(now_s - self._last)
        self._last = now_s
        desk.motion.now_s = now_s - self._began
        heard = self._listen()
        if heard:
            self._heard_s = desk.motion.now_s
        self._run(ticks)
        if self._resizing and now_s - self._resized_s >= RESIZE_S:
            self._resize()
        if not desk.open or self._hidden or not (self._changed() or heard):
            desk.screen.painted = []
            return []
        painted = self._paint()
        if painted:
            desk.screen.pictures.sharpen()
        if painted and self._soon:
            self.ahead, self._soon = Errand(partial(_open_ahead, self._soon)), ""
        return painted

    @property
    def pace(self) -> int:
        """Turns of the loop a second from here on."""
        now_s, awaited_s = self.desk.motion.now_s, self._heard_s + AWAKE_S
        busy = now_s < awaited_s or self._pointers.contacts or self.desk.screen.waiting or self._resizing
        if not self._hidden and (busy or self.desk.motion.changes_s - now_s < 1 / RESTING):
            return self._rung.frames
        return min(RESTING, self._rung.frames)

    def _changed(self) -> bool:
        """Whether the board may look different from the picture that is on it."""
        desk = self.desk
        now_s, top = desk.motion.now_s, desk.stack.top
        notice = desk.notice if desk.tick < desk.notice_until else ""
        run = desk.run
        seen: list[object] = [run, run and run.told, desk.wishes, desk.pack, notice, desk.sounds.caption(now_s)]
        seen += [*desk.stack.all(), *vars(top).values()]
        same = len(seen) == len(self._seen) and all(map(is_, seen, self._seen))
        self._seen = seen
        old_s = now_s - self._painted_s
        return (
            not same
            or desk.screen.waiting
            or desk.screen.stale
            or now_s >= desk.motion.changes_s
            or old_s >= LONGEST_STILL_S
            or (run is not None and run.state is not self._state and old_s >= TICKING_S)
            or bool(self._pointers.contacts)
        )

    def _paint(self) -> list[pygame.Rect]:
        desk = self.desk
        self._painted_s, self._state = desk.motion.now_s, desk.run and desk.run.state
        desk.motion.watch()
        veiled = desk.stack.top.veiled
        desk.motion.light(theatre.VEIL, 1.0 if veiled else 0.0, LIGHT_STEP_S)
        canvas = desk.screen.canvas()
        desk.stack.paint(canvas)
        if not veiled:
            theatre.veil(canvas, desk.motion)
        captions(canvas, desk)
        try:
            return desk.screen.show(canvas)
        except pygame.error:
            self._open_again()
            return []

    def _open_again(self) -> None:
        """The screen went away under us: a cable, a driver that began anew. The lesson waits and goes on."""
        window = open_again(self.desk.screen.size, self.desk.screen.flags)
        if window is not None:
            self._new_screen(window)

    def still_frame(self) -> None:
        """Paint the board as it looks when everything has come to rest; no time passes for the rules."""
        for later_s in (0.0, 2.0):  # Lights that wait for their turn get it.
            self.desk.motion.now_s = self._clock() - self._began + later_s
            self._paint()
        if self.desk.screen.stale:
            self._paint()

    # -- opening ----------------------------------------------------------------------------------------
    def open_title(
        self,
        pack: LoadedPack | None,
        *,
        source: str = "",
        changes: dict[str, Any] | None = None,
        code: str = "",
        portal: str = "",
    ) -> None:
        """The title; beyond it the set-up of `pack`, or the visit of `code`."""
        desk = self.desk
        desk.wishes = replace(desk.wishes, **(changes or {})).checked()
        desk.apply_wishes()
        desk.go(Title(desk))
        if line := self._note or desk.sounds.silent_because:
            desk.say(line)
        self.waiting = Errand(desk.visits.send_waiting)
        if pack is not None:
            choose_pack(desk, pack, source)
        elif code or portal:
            desk.stack.push(VisitCode(desk, code, portal))
        else:
            self._soon = desk.wishes.last_pack

    def open_replay(self, pack: LoadedPack, recording: Recording) -> None:
        """Show a recording as it was played, at its own pace."""
        desk = self.desk
        desk.pack = pack
        desk.run = Replay(desk, pack, recording)
        desk.run.show()

    def _run(self, ticks: int) -> None:
        for _ in range(ticks):
            self._tick += 1
            self.desk.tick += 1
            self._gestures([])
            self._watch_corners()
            self.desk.stack.top.tick()

    # -- input ------------------------------------------------------------------------------------------
    def _hit(self, at: tuple[float, float]) -> str | None:
        return self.desk.stack.top.target_at(at)

    def _listen(self) -> bool:
        """Whether anything was done at the board, or to its window."""
        happenings = self._reader.read(self._tick)
        for happening in happenings:
            if isinstance(happening, Sample):
                self._sample(happening)
            else:
                self._handle(happening)
        return bool(happenings)

    def _sample(self, sample: Sample) -> None:
        # One finger at a time when the teacher wants it so: the others simply are not there.
        if sample.kind == "down" and self.desk.wishes.single_touch and self._pointers.contacts:
            return
        if sample.kind == "down" and sample.mouse:
            self.desk.mouse_seen = True
        self._gestures([sample])
        if not sample.mouse:
            self.desk.touches_seen = max(self.desk.touches_seen, len(self._pointers.contacts))

    def _gestures(self, samples: list[Sample]) -> None:
        if self._top is not self.desk.stack.top:
            self._hands_off()
        for gesture in self._pointers.feed(samples, self._tick):
            self._act(gesture)

    def _hands_off(self) -> None:
        """Another scene came: fingers let go of the one they lay on, and have nothing to say to the new one."""
        left, self._top = self._top, self.desk.stack.top
        tidy_memory()
        ended = [g for g in self._pointers.cancel_all(self._tick) if isinstance(g, HoldEnded)]
        if left is None or left not in self.desk.stack.all():
            return
        for gesture in ended:
            if gesture.target is not None:
                left.let_go(gesture.id, gesture.target, gesture.ticks)

    def _act(self, gesture: Gesture) -> None:
        top, target = self.desk.stack.top, gesture.target
        if target is None or top is not self._top:
            return
        match gesture:
            case HoldStarted():
                top.held(gesture.id, target)
            case HoldEnded():
                top.let_go(gesture.id, target, gesture.ticks)
            case Tap():
                top.tap(target)
            case Drag():
                if top.target_at(gesture.at) != target:
                    top.slid_off(gesture.id)
                top.dragged(gesture.id, gesture.at)

    def _watch_corners(self) -> None:
        count = max((sum(_in_corner(at, corner) for at in self._pointers.contacts) for corner in range(4)), default=0)
        if count == 0:
            self._corner_since = None
            return
        if self._corner_since is None:
            self._corner_since = self._tick
        needed = TWO_FINGERS_TICKS if count > 1 else ONE_FINGER_TICKS
        if self._tick - self._corner_since >= needed:
            self._corner_since = None
            self._open_teacher_bar()

    def _handle(self, happening: Happening) -> None:
        desk = self.desk
        match happening:
            case Notice("quit"):
                desk.open = False
            case Notice("focus-lost"):
                for gesture in self._pointers.cancel_all(self._tick):
                    self._act(gesture)
            case Notice("resized"):
                self._resized()
            case Notice("uncovered"):
                self._hidden = False
                desk.screen.again()
            case Notice("hidden"):
                self._hidden = True
            case Dropped(path):
                page = OpenFile(desk)
                desk.stack.push(page)
                page.open(path)
            case Pressed(key, letter):
                self._key(key, letter)

    def _key(self, key: Key | None, letter: str) -> None:
        self.desk.keyboard_seen = True
        top = self.desk.stack.top
        if letter and letter.isprintable() and letter != " " and top.typed(letter):
            return
        if key is None or top.key(key):
            return
        if key is Key.TEACHER:
            self._open_teacher_bar()
        elif key is Key.PAUSE and not isinstance(top, Pause | Ask):
            self.desk.stack.push(Pause(self.desk))

    def _open_teacher_bar(self) -> None:
        if not isinstance(self.desk.stack.top, TeacherBar | Ask):
            self.desk.stack.push(TeacherBar(self.desk))

    def _resized(self) -> None:
        """A window that is being dragged changes size at every frame; pictures are drawn when it comes to rest."""
        now_s = self._clock()
        at_once = now_s - self._resized_s >= RESIZE_S
        self._resized_s, self._resizing = now_s, True
        if at_once:
            self._resize()

    def _resize(self) -> None:
        self._resizing = False
        window = pygame.display.get_surface()
        if window is not None and window.get_size() != self.desk.screen.size:
            self._new_screen(window)

    def _new_screen(self, window: pygame.Surface) -> None:
        crew = self.desk.screen.kept.crew
        self.desk.screen.kept.close()
        if crew is not None:
            theatre.first_curtain(window)
        self.desk.screen = self._reader.screen = Screen(window, crew)


def _open_ahead(pack_id: str) -> None:
    """A shipped pack and its base stay open once they were opened; what is wrong with them is told when asked for."""
    if pack_id in shipped():
        complete(load_pack(pack_id))


def _in_corner(at: tuple[float, float], corner: int) -> bool:
    x = at[0] if corner % 2 == 0 else LOGICAL_W - at[0]
    y = at[1] if corner < 2 else LOGICAL_H - at[1]
    return x < CORNER and y < CORNER
