"""A scene of the house from lights up to the lit seat: one screen, with the board that the run asks for."""

from contextlib import nullcontext
from operator import is_not

from content.model import Venue
from game.input.keys import Key
from game.kinds import KINDS, PHASES
from game.rules import recall
from game.rules.activity import Event, Hinted, Whispered
from game.rules.run import PlayStarted, Run, Stage
from game.rules.together import InputMode
from game.rules.veil import CurtainLifted, VeilState
from game.scenes.desk import Desk
from game.scenes.ears import Ears
from game.scenes.lesson import Lesson
from game.scenes.stack import Scene
from game.scenes.whisper import Whisper, pages
from game.view import change, theatre, touch
from game.view.boards.because import BecauseBoard
from game.view.boards.board import Board, View
from game.view.boards.common import button
from game.view.boards.sounds import sound_of
from game.view.layout import Slot
from game.view.screen import Canvas
from game.view.targets import Look, Target

LONG_PRESS_TICKS = 50
_CAPTIONS_Y = 306.0


class _Last:
    """What was looked at and painted last; it tells nothing that is new."""

    def __init__(self) -> None:
        self.painted: tuple[Run, View] | None = None
        self.seen: tuple[object, ...] = ()
        self.view: View | None = None
        """How a class sees `seen`."""


class Activity(Scene):
    name = "activity"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ears = Ears(desk)
        self._boards: dict[tuple[str, str], Board] = {}
        self._found = touch.Found()
        self._later = ""
        """What Sou whispers when the card was read."""
        self._long: tuple[str, int] | None = None
        """The teacher's slot that is pressed, and for how many ticks."""
        self._carried: dict[int, tuple[float, float] | None] = {}
        """The fingers that carry something, and where they are."""
        self._last = _Last()
        self._leaving: tuple[Run, View] | None = None
        """What is still to be seen while a change closes before it."""
        self._unseen: list[Event] = []
        """What happened behind the change; the boards hear of it when they are to be seen."""
        self._way = change.Way.FLATS
        desk.screen.pictures.ahead("change_flat", "change_drop")

    @property
    def lesson(self) -> Lesson:
        if self.desk.run is None:
            raise RuntimeError("no run is open")
        return self.desk.run

    @property
    def run(self) -> Run:
        return self.lesson.state

    # -- boards -----------------------------------------------------------------------------------------
    @property
    def captions_y(self) -> float:  # type: ignore[override]
        """Under the question; lower where a board hangs there what is to be read."""
        playing = self.run.stage == "play"
        return float(getattr(self._board("play"), "captions_y", _CAPTIONS_Y) if playing else _CAPTIONS_Y)

    def _board(self, phase: str) -> Board:
        return self._board_of(self.run, phase)

    def _board_of(self, run: Run, phase: str) -> Board:
        # "seat" is a phase of every scene and also a kind of scene: they are two boards.
        kind = run.scene.kind if phase == "play" else ""
        key = (phase, kind)
        if key not in self._boards:
            self._boards[key] = KINDS[kind].board() if kind else PHASES[phase]()
        return self._boards[key]

    def slots(self) -> tuple[Slot, ...]:
        """What can be touched now."""
        return self._found.slots(self.run, self.desk.wishes.reach, mirrored=self.desk.wishes.mirrored)

    def view(self) -> View:
        desk = self.desk
        if desk.pack is None:
            raise RuntimeError("no pack is open")
        slots, can_undo, keys = self.slots(), self.lesson.can_undo, self.run.setup.input is InputMode.KEYS
        last, seen = self._last, (slots, can_undo, desk.wishes, desk.pack, self.look, keys)
        if last.view is None or any(map(is_not, seen, last.seen)):
            shown = tuple(slot for slot in slots if self._shown(slot))
            view = View(desk.motion, desk.wishes, desk.pack, self.look, shown, keys=keys)
            # An equal one stays the same object: painters compare it many times.
            last.seen, last.view = seen, last.view if view == last.view else view
        return last.view

    def _shown(self, slot: Slot) -> bool:
        if slot.id == "corner":
            return False
        return slot.id != "undo" or (self.lesson.can_undo and self.run.phase in ("play", "recall", "because"))

    @property
    def veiled(self) -> bool:  # type: ignore[override]
        return self.run.phase == "because" and BecauseBoard.is_up(self.view())

    @property
    def is_changing(self) -> bool:
        """Whether a change closes before what was played: nothing can be touched for a moment."""
        return self._leaving is not None

    # -- life -------------------------------------------------------------------------------------------
    def enter(self) -> None:
        if self.desk.motion.value(theatre.CURTAIN, 0.0) < 0.5:
            self.desk.sounds.play("curtain")
        theatre.open_curtain(self.desk.motion)

    def leave(self) -> None:
        super().leave()
        self._ears.close()

    def tick(self) -> None:
        if self._leaving is not None:
            self._change_if_closed()  # Time of the scene waits too.
            return
        self.lesson.advance(1)
        self._listen()
        if self._long is not None:
            target, ticks = self._long
            self._long = (target, ticks + 1)
            if ticks + 1 == LONG_PRESS_TICKS:
                self._do(target)

    def _listen(self) -> None:
        """The microphone, where the teacher allowed it, and only as long as the scene asks for silence."""
        if not self._ears.open:
            return
        if self.run.stage != "play":
            self._ears.close()
        elif (wish := self._ears.wish(self._slot("lever"))) is not None:
            self.lesson.perform(wish)

    def happened(self, event: Event) -> None:
        """Movement, sound and whispers that belong to an event of the rules."""
        if sound := sound_of(event):
            self.desk.sounds.play(sound)
        self._sound_of_pack(event)
        if self._last.painted is not None and self._leaving is None and _is_change(self._last.painted[0], self.run):
            self._leaving, self._last.painted = self._last.painted, None
            self._way = change.way_of(self.run.scene.kind, self.desk.motion)
            change.begin(self.desk.motion, self._way)
        if self._leaving is None:
            self._tell(event)
        else:
            self._unseen.append(event)

    def _sound_of_pack(self, event: Event) -> None:
        play = self.run.play
        if isinstance(event, CurtainLifted) and isinstance(play, VeilState) and self.desk.pack is not None:
            own = play.questions[event.number].sound
            if own is not None:
                self.desk.sounds.play_of_pack(self.desk.pack, own)

    def _change_if_closed(self) -> None:
        """One scene takes the place of the other while flats, cloth or dark stand before them."""
        if self._leaving is None or not change.is_closed(self.desk.motion, self._way):
            return
        self._leaving, unseen, self._unseen = None, self._unseen, []
        change.reopen(self.desk.motion, self._way)
        for event in unseen:
            self._tell(event)

    def _tell(self, event: Event) -> None:
        run = self.run
        if run.phase in ("house", "finale"):
            return
        for phase in dict.fromkeys((str(run.stage), run.phase)):
            self._board(phase).happened(event, run, self.view())
        if isinstance(event, Whispered | Hinted):
            self._later = event.text or hint_of(run)
        if isinstance(event, PlayStarted) and run.scene.kind == "seat" and run.pack.venue is not None:
            self._welcome(run.pack.venue)
        # The reason comes first: Sou waits until the card was read.
        if self._later and run.phase != "because":
            text, self._later = self._later, ""
            self.desk.stack.push(Whisper(self.desk, text))

    def _welcome(self, venue: Venue) -> None:
        """Sou says what this very house wants its guests to know, when they come in."""
        if venue.welcome:
            self.desk.stack.push(Whisper(self.desk, *pages(venue.welcome), mood="happy"))

    # -- wishes -----------------------------------------------------------------------------------------
    def targets(self) -> list[Target]:
        if self.run.phase in ("house", "finale") or self._leaving is not None:
            return []
        view = self.view()
        if self.run.phase == "because" and not BecauseBoard.is_up(view):
            return []
        return [button(slot, view) for slot in view.slots if slot.id != "sou" or slot.action or self._told_before()]

    def _slot(self, target: str) -> Slot | None:
        return next((slot for slot in self.slots() if slot.id == target), None)

    def choose(self, target: str) -> None:
        slot = self._slot(target)
        if slot is None or slot.long:
            return
        if slot.held:
            self._toggle(slot)
        else:
            self._do(target)

    def _do(self, target: str) -> None:
        slot = self._slot(target)
        if target == "undo":
            self._undo()
        elif target == "microphone":
            self._ears.ask()
        elif target == "sou" and (text := self._told_before()):
            self.desk.stack.push(Whisper(self.desk, text))
        elif target == "go-on" and self._turned_page():
            self.desk.sounds.play("page")
        elif slot is not None and slot.action is not None and not self.lesson.perform(slot.action):
            self._refuse(target)

    def _undo(self) -> None:
        self._later = ""
        self.lesson.undo()

    def _turned_page(self) -> bool:
        """Some boards tell more than one thing before the rules go on."""
        turn = getattr(self._board(self.run.phase), "turn_page", None)
        return turn is not None and bool(turn(self.run))

    def _refuse(self, target: str) -> None:
        self.desk.motion.go(("wobble", target), 16, 0, 0.4)
        self.desk.sounds.play("soft_no")

    def _told_before(self) -> str:
        """The last hint, for a class that forgot it and has none left."""
        run = self.run
        state = run.recall if run.stage == "recall" else run.play
        return hint_of(run) if state is not None and state.hint >= 2 else ""

    # -- hands that hold ----------------------------------------------------------------------------------
    def held(self, contact: int, target_id: str) -> None:
        super().held(contact, target_id)
        slot = self._slot(target_id)
        if slot is None:
            return
        if slot.long:
            self._long = (target_id, 0)
        elif slot.held and slot.action is not None and not self.lesson.perform(slot.action):
            self._refuse(target_id)

    def let_go(self, contact: int, target_id: str, ticks: int) -> None:
        super().let_go(contact, target_id, ticks)
        self._long = None
        slot = self._slot(target_id)
        if slot is not None and slot.release is not None:
            self.lesson.perform(slot.release)
        self._put_down(contact)

    def _put_down(self, contact: int) -> None:
        """What a finger carried goes where it was lifted; elsewhere it stays in hand, for a tap."""
        at = self._carried.pop(contact, None)
        slot = self._slot(self.target_at(at) or "") if at is not None else None
        if slot is not None and slot.receives:
            self._do(slot.id)

    def dragged(self, contact: int, at: tuple[float, float]) -> None:
        if contact in self._carried:
            self._carried[contact] = at

    def slid_off(self, contact: int) -> None:
        """A hand that holds may wander a little; only letting go lets go."""
        target = self._down.get(contact, "")
        slot = self._slot(target)
        if slot is not None and slot.carried and slot.action is not None and self.lesson.perform(slot.action):
            self._carried[contact] = None
        if slot is None or not slot.held:
            super().slid_off(contact)
            self._long = None

    def tap(self, target_id: str) -> None:
        slot = self._slot(target_id)
        if slot is None or not slot.held:
            super().tap(target_id)

    def _toggle(self, slot: Slot) -> None:
        """From the keyboard a hand is put on something and taken off again by the same key."""
        if slot.on and self._by_hand and slot.release is not None:
            self.lesson.perform(slot.release)
        elif slot.action is not None and not self.lesson.perform(slot.action):
            self._refuse(slot.id)

    @property
    def _by_hand(self) -> bool:
        return self.run.setup.input is InputMode.MULTI

    # -- keys ---------------------------------------------------------------------------------------------
    def key(self, key: Key) -> bool:
        if self._leaving is not None:
            return key not in (Key.TEACHER, Key.PAUSE)
        if key in (Key.UNDO, Key.BACK):
            self._undo()
            return True
        if key in (Key.CHOOSE, Key.NEXT) and not (key is Key.CHOOSE and self.look.focus):
            main = next((slot for slot in self.slots() if slot.key == "return"), None)
            if main is not None:
                if main.held:
                    self._toggle(main)
                else:
                    self._do(main.id)
                return True
        if key is Key.CHOOSE and (slot := self._slot(self.look.focus)) is not None and slot.long:
            self._do(slot.id)
            return True
        return super().key(key)

    def typed(self, letter: str) -> bool:
        """The keys of the layout: numbers for answers and ropes, h for a hint, v for "vrij"."""
        if self._leaving is not None:
            return False
        slot = next((slot for slot in self.slots() if slot.key == letter.lower() and slot.id != "undo"), None)
        if slot is None:
            return False
        if slot.id == "sou":
            self._do("sou")
        else:
            self.choose(slot.id)
        return True

    # -- picture ------------------------------------------------------------------------------------------
    def paint(self, canvas: Canvas) -> None:
        self._change_if_closed()
        if self._leaving is None:
            self._last.painted = self.run, self.view()
        run, view = self._leaving or self._last.painted or (self.run, self.view())
        if run.phase in ("house", "finale"):
            return
        if run.phase == "because":
            quiet = View(view.motion, view.wishes, view.pack, Look(), (), BecauseBoard.cover(view))
            with view.motion.hushed() if quiet.covered else nullcontext():
                self._paint_board(canvas, str(run.stage), run, quiet)
        self._paint_board(canvas, run.phase, run, view)
        if not change.is_over(view.motion, self._way):
            change.paint(canvas, view.motion, self._way)

    def _paint_board(self, canvas: Canvas, phase: str, run: Run, view: View) -> None:
        board = self._board_of(run, phase)
        facts = (run, view, *vars(board).values())
        canvas.still(view.motion, ("board", phase), facts, lambda: board.paint(canvas, run, view))


def _is_change(old: Run, new: Run) -> bool:
    """Whether the play of a scene begins or ends between them."""
    before, after = old.stage, new.stage
    return (before is Stage.WORDS and after is Stage.PLAY) or (
        before is Stage.PLAY and after in (Stage.WORDS, Stage.RECALL, Stage.SEAT)
    )


def hint_of(run: Run) -> str:
    """The words of the hint that stands now; where the board draws it, they say where to look."""
    if run.stage == "recall" and run.recall is not None:
        return recall.hint_text(run.recall)
    return "" if run.play is None else KINDS[run.scene.kind].rules.hint_text(run.play)
