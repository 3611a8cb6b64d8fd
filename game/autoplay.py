"""A bot that plays a pack to its end as a class that cooperates and sometimes errs, faster than real time.

It finds what a reader of a pack doesn't: a dilemma without a way out, a change that needs a rope nobody has.
"""

from dataclasses import dataclass

from content.model import Level, Pack, PerformanceMode
from game import journal
from game.rules import run as rules
from game.rules.activity import Action, IllegalAction
from game.rules.chance import Stream
from game.rules.codec import encode, fingerprint
from game.rules.run import NothingToPlay, Run, SceneResult, Setup
from game.rules.together import InputMode
from game.session import Session, resume

MOST_ACTIONS = 20_000
"""A run takes some hundreds; more means going round in circles."""
SLIPS_PERCENT = 15
WAIT_TICKS = 30


@dataclass(frozen=True, slots=True)
class Report:
    """How it went. `stuck` says where and why, None when the run came to its end and replays to the same."""

    level: Level
    mode: InputMode
    seed: int
    plan: tuple[str, ...]
    results: tuple[SceneResult, ...]
    actions: int
    ticks: int
    stuck: str | None
    fingerprint: str
    recording: bytes
    """The journal of the run."""

    @property
    def done(self) -> bool:
        return self.stuck is None


def play_to_end(
    pack: Pack,
    seed: int,
    level: Level,
    scenes: tuple[str, ...] = (),
    mode: InputMode = InputMode.MULTI,
    *,
    digest: str = "",
    class_size: int = 20,
) -> Report:
    """Play the scenes (ids or kinds; none means all) and report; never raises for what a pack may hold."""
    wanted = tuple(scene.id for scene in pack.scenes if not scenes or scene.id in scenes or scene.kind in scenes)
    setup = Setup(
        digest=digest,
        level=level,
        class_size=class_size,
        input=mode,
        minutes=50,
        seed=seed,
        scenes=wanted,
        performance_mode=pack.show.performance_mode if pack.show is not None else PerformanceMode.STANDARD,
    )
    try:
        if not wanted:
            raise NothingToPlay(level)
        session = Session(pack, setup)
    except NothingToPlay as error:
        return Report(level, mode, seed, (), (), 0, 0, str(error), "", b"")
    bot = _Bot(session, Stream(seed).fork("autoplay"))
    stuck = bot.play() or _replays(session, pack, digest)
    return Report(
        level=level,
        mode=mode,
        seed=seed,
        plan=session.run.plan,
        results=session.run.results,
        actions=bot.actions,
        ticks=bot.tick,
        stuck=stuck,
        fingerprint=fingerprint(session.run),
        recording=session.journal.text,
    )


class _Bot:
    def __init__(self, session: Session, stream: Stream) -> None:
        self._session = session
        self._stream = stream
        self.actions = 0
        self.tick = 0

    def play(self) -> str | None:
        """Play until the end; why it stopped before, or None."""
        while not self._session.complete:
            if self.actions >= MOST_ACTIONS:
                return f"{_where(self._session.run)}: no end after {MOST_ACTIONS} actions"
            if (reason := self._next()) is not None:
                return reason
        self._session.check()
        return None

    def _next(self) -> str | None:
        run = self._session.run
        self.tick += 1 + self._below(WAIT_TICKS)
        if rules.needs_ticks(run) and not rules.moves(run):
            self._session.advance(self.tick)
            return None
        action = self._choice(run)
        if action is None:
            return f"{_where(run)}: nothing can be done"
        try:
            self._session.perform(self.tick, action)
        except IllegalAction as error:
            # Time passes before the action, and a latched hand may have slipped off: then it just tries again.
            if self._session.run == run:
                return f"{_where(run)}: {encode(action)} was refused ({error.reason})"
        self.actions += 1
        return None

    def _choice(self, run: Run) -> Action | None:
        slips = rules.slips(run) if self._below(100) < SLIPS_PERCENT else ()
        choice = slips or rules.moves(run)
        return choice[self._below(len(choice))] if choice else None

    def _below(self, n: int) -> int:
        drawn, self._stream = self._stream.below(n)
        return drawn


def _where(run: Run) -> str:
    phase = getattr(run.play, "phase", run.phase) if run.play is not None else run.phase
    return f"{run.scene_id or 'house'}, {phase}"


def _replays(session: Session, pack: Pack, digest: str) -> str | None:
    """The run must come out the same from its own journal, which is what a class resumes from."""
    try:
        again = resume(pack, digest, journal.read(session.journal.text))
    except journal.JournalRefused as error:
        return f"replay: {error}"
    return None if again.run == session.run else "replay: another end"
