"""The run of one class: the session with its journal on disk, and which scene shows it."""

import json
import os
import uuid
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from secrets import randbelow
from typing import Any

from content.load import LoadedPack, PackError, complete, load_pack
from content.model import Level, PerformanceMode
from game.journal import Done, FileSink, JournalRefused, Recording, Undone, read
from game.results import SMALLEST_GROUP, visit_results
from game.rules.activity import Action, Event, IllegalAction, VisitRound
from game.rules.run import GoHome, NothingToPlay, Run, SetCalm, SetInput, SetLevel, SetTimed, Setup, SkipScene, Stage
from game.rules.together import InputMode
from game.rules.veil import CurtainLifted, VeilState, noted
from game.scenes.desk import Desk, Errand
from game.session import Session, resume
from game.view import theatre

_LOST = "Een prent is weg: zit de stick er nog in, staat de map er nog? Speel gerust verder."
_UNSAVED = "Bewaren lukt niet: de schijf is vol of op slot. Speel gerust verder."
_SCREENS = {Stage.HOUSE: "house", Stage.FINALE: "finale"}
"""Where a stage is seen that is no scene being played."""
_CLASSES_KEPT = 40
"""Of so many classes the predictions are kept; the one that played longest ago makes room."""


def app_version() -> str:
    try:
        return version("foyer")
    except PackageNotFoundError:
        return "0"


class RunSink(FileSink):
    """A journal line is on the disk before the class sees what it did: a laptop may be closed at any time."""

    def write(self, line: bytes) -> None:
        super().write(line)
        os.fsync(self._file.fileno())


class Lesson:
    """Performs what scenes ask for, tells them what happened, and goes from room to room."""

    def __init__(self, desk: Desk, session: Session, run_id: str, sink: FileSink | None) -> None:
        self.desk = desk
        self.session = session
        self.run_id = run_id
        self.tick = session.tick
        self._sink = sink
        self._warned = self._told_lost = False
        self.sent: Errand | None = None
        self.told = 0
        """How often something was done or happened; time that goes by without a consequence doesn't count."""

    @property
    def state(self) -> Run:
        return self.session.run

    @property
    def can_undo(self) -> bool:
        return self.session.can_undo

    # -- what happens -------------------------------------------------------------------------------------
    def perform(self, action: Action) -> bool:
        """False when the rules say no: the board wobbles and nothing was lost."""
        try:
            events = self.session.perform(self.tick, action)
        except IllegalAction:
            return False
        self._told(events)
        return True

    def advance(self, ticks: int) -> None:
        self.tick += ticks
        if events := self.session.advance(self.tick):
            self._told(events)
        if self.desk.screen.pictures.lost and not self._told_lost:
            self._told_lost = True
            self.desk.say(_LOST)

    def undo(self) -> bool:
        done = self.session.undo(self.tick)
        if done:
            self.desk.sounds.play("page")
            if self.state.stage in (Stage.WORDS, Stage.PLAY, Stage.RECALL):
                theatre.open_curtain(self.desk.motion)
            self._told(())
        return done

    def skip(self) -> None:
        self.perform(SkipScene())

    def to_house(self) -> None:
        self.perform(GoHome())

    def use_input(self, mode: InputMode) -> None:
        if self.state.setup.input is not mode:
            self.perform(SetInput(mode))

    def use_calm(self, on: bool) -> None:
        if self.state.setup.calm is not on:
            self.perform(SetCalm(on))

    def use_timed(self, on: bool) -> None:
        if self.state.setup.timed is not on:
            self.perform(SetTimed(on))

    def change_level(self, level: str) -> bool:
        """Between scenes only; in a scene the new level counts from the next one, after going home."""
        if self.perform(SetLevel(Level(level))):
            return True
        return self.perform(GoHome()) and self.perform(SetLevel(Level(level)))

    def _told(self, events: tuple[Event, ...]) -> None:
        self.told += 1
        self._show()
        for event in events:
            for scene in self.desk.stack.all():
                scene.happened(event)
        if any(isinstance(event, CurtainLifted) for event in events):
            self._note_predictions()
        if self.session.journal.fault and not self._warned:
            self._warned = True
            self.desk.say(_UNSAVED)

    def _show(self) -> None:
        """Open the scene that belongs to where the run is."""
        wanted = _SCREENS.get(self.state.stage, "activity")
        if wanted not in self.desk.stack.names():
            self.desk.go(self.desk.scene(wanted))
            if self.state.stage is Stage.FINALE:
                self._finish()

    def show(self) -> None:
        self._show()

    def _note_predictions(self) -> None:
        """What the class expects is asked about after the visit, in a lesson of another day."""
        play, setup = self.state.play, self.state.setup
        if not isinstance(play, VeilState) or setup.visit is VisitRound.AFTER:
            return
        known = dict(self.desk.wishes.foretold)
        key = _class_key(self.desk, str(setup.level), setup.class_size)
        known.pop(key, None)
        kept = [*known.items()][1 - _CLASSES_KEPT :]
        self.desk.wish(foretold={**dict(kept), key: list(noted(play))})

    # -- keeping ------------------------------------------------------------------------------------------
    def _finish(self) -> None:
        self.close()
        _note_path(self.desk, self.run_id).unlink(missing_ok=True)
        desk = self.desk
        if desk.visit is None:
            return
        earlier = desk.wishes.played.get(desk.visit[0], [])
        desk.wish(played={**desk.wishes.played, desk.visit[0]: sorted({*earlier, *self.state.done})})
        if self.state.setup.class_size < SMALLEST_GROUP:
            desk.say("Een kleine groep: er wordt niets doorgestuurd.")
            return
        code, portal = desk.visit
        result = visit_results(self.state, run_id=self.run_id, app_version=app_version())
        self.sent = Errand(lambda: desk.visits.hand_in(code, portal, result))

    def close(self) -> None:
        """The file is whole and closed; the run can be resumed from it."""
        if self.desk.record:
            try:
                Path(self.desk.record).write_bytes(self.session.journal.text)
            except OSError:
                self.desk.say(_UNSAVED)
        if self._sink is not None:
            sink, self._sink = self._sink, None
            try:
                sink.close()
            except OSError:
                self.desk.say(_UNSAVED)

    def stop(self) -> None:
        """Back to the title; the run waits there."""
        self.close()
        self.desk.run = None
        self.desk.go(self.desk.scene("title"))


class Replay(Lesson):
    """A lesson that does by itself what a recording says, and listens to nobody."""

    def __init__(self, desk: Desk, pack: LoadedPack, recording: Recording) -> None:
        header = recording.header
        session = Session(pack.pack, header.setup, app_version=header.app)
        super().__init__(desk, session, "replay", None)
        self._left = list(recording.entries)

    def perform(self, action: Action) -> bool:
        return True

    def undo(self) -> bool:
        return False

    def advance(self, ticks: int) -> None:
        super().advance(ticks)
        while self._left and self._left[0].tick <= self.tick:
            entry = self._left.pop(0)
            if isinstance(entry, Done):
                super().perform(entry.action)
            elif isinstance(entry, Undone):
                super().undo()

    def _finish(self) -> None:
        pass

    def _note_predictions(self) -> None:
        pass


# Beginning and resuming ---------------------------------------------------------------------------------------


def begin(desk: Desk) -> bool:
    """Start a run with what the teacher chose; False, and one line on the screen, when there is nothing to play."""
    if desk.pack is None:
        return False
    wishes, pack = desk.wishes, desk.pack.pack
    foretold = wishes.foretold.get(_class_key(desk, wishes.level, wishes.pupils), ())
    setup = Setup(
        digest=desk.pack.digest,
        level=Level(wishes.level),
        class_size=wishes.pupils,
        input=desk.input_mode(),
        minutes=wishes.minutes,
        performance_mode=pack.show.performance_mode if pack.show else PerformanceMode.STANDARD,
        seed=randbelow(2**32) if desk.seed is None else desk.seed,
        timed=wishes.timed,
        calm=wishes.calm,
        measure=wishes.measure,
        played=tuple(str(scene) for scene in wishes.played.get(desk.visit[0], ())) if desk.visit else (),
        visit=VisitRound.AFTER if desk.after_visit else VisitRound.BEFORE,
        foretold=tuple(map(str, foretold)) if desk.after_visit else (),
    )
    run_id = uuid.uuid4().hex
    try:
        sink = _open_sink(desk, run_id)
        session = Session(pack, setup, app_version=app_version(), sink=sink)
    except NothingToPlay:
        desk.say("Voor deze leeftijd is er niets te spelen in dit spel.")
        return False
    _take(desk, Lesson(desk, session, run_id, sink))
    return True


def _class_key(desk: Desk, level: str, pupils: int) -> str:
    """Which class this is, without its name: its visit, or else what tells the classes of one school apart best."""
    if desk.visit is not None:
        return desk.visit[0]
    return f"{desk.pack.pack.id if desk.pack else ''}/{level}/{pupils}"


def _take(desk: Desk, lesson: Lesson) -> None:
    desk.run = lesson
    desk.sounds.hush()
    if lesson.session.journal.fault or desk.folder.trouble:
        desk.say(_UNSAVED)
        desk.folder.trouble = ""
    desk.stack.clear()
    lesson.show()


def _open_sink(desk: Desk, run_id: str) -> FileSink | None:
    if not desk.folder.prepare_runs():
        return None
    facts: dict[str, Any] = {
        "source": desk.pack_source,
        "visit": desk.visit,
        "pack": desk.pack.pack.id if desk.pack else "",
    }
    try:
        _note_path(desk, run_id).write_text(json.dumps(facts), "utf-8")
        return RunSink(_journal_path(desk, run_id))
    except OSError:
        desk.folder.trouble = _UNSAVED
        return None


def _note_path(desk: Desk, run_id: str) -> Path:
    return desk.folder.runs / f"{run_id}.json"


def _journal_path(desk: Desk, run_id: str) -> Path:
    return desk.folder.runs / f"{run_id}.foyerrun"


def resumable(desk: Desk) -> Callable[[], bool] | None:
    """What goes on with the newest run that has not come to its end."""
    notes = [note for note in desk.folder.runs.glob("*.json") if _journal_path(desk, note.stem).is_file()]
    newest = max(notes, key=lambda note: _journal_path(desk, note.stem).stat().st_mtime, default=None)
    if newest is None:
        return None
    run_id = newest.stem
    return lambda: _resume(desk, run_id)


def _resume(desk: Desk, run_id: str) -> bool:
    note, place = _note_path(desk, run_id), _journal_path(desk, run_id)
    try:
        facts = json.loads(note.read_text("utf-8"))
        recording = read(place.read_bytes())
        loaded = complete(_pack_again(desk, facts))
        sink = RunSink(place, keep=recording.length)
        session = resume(loaded.pack, loaded.digest, recording, sink=sink, verify=False)
    except JournalRefused as refused:
        desk.say(str(refused))
    except (OSError, ValueError, LookupError, PackError):
        desk.say("Dit spel kan niet verder: het bestand is weg of stuk. Begin gerust opnieuw.")
    else:
        desk.pack, desk.pack_source = loaded, str(facts.get("source", ""))
        visit = facts.get("visit")
        desk.visit = (visit[0], visit[1]) if visit else None
        _take(desk, Lesson(desk, session, run_id, sink))
        return True
    note.unlink(missing_ok=True)
    return False


def _pack_again(desk: Desk, facts: dict[str, Any]) -> LoadedPack:
    if facts.get("visit"):
        code = facts["visit"][0]
        return next(visit.pack for visit in desk.visits.known() if visit.code == code)
    return load_pack(str(facts["source"]))
