"""The middle end: owns the run, performs actions, undoes them, and writes them down.

The same code plays live, resumes and replays. Time only matters where the rules say so (`needs_ticks`); the
session runs the rules up to the tick of an action before it performs it, so that a replay, which sees no frames,
comes out exactly as the class saw it.
"""

from content.model import Pack
from game.journal import Checked, Done, Header, Journal, JournalRefused, Recording, Sink, Undone
from game.rules import run as rules
from game.rules.activity import Action, Advance, Event, IllegalAction
from game.rules.codec import fingerprint
from game.rules.run import Run, Setup


class Session:
    """One run of one class. `tick` is the tick up to which the rules have run."""

    def __init__(
        self,
        pack: Pack,
        setup: Setup,
        *,
        app_version: str = "",
        sink: Sink | None = None,
        journal: Journal | None = None,
    ) -> None:
        """Raises NothingToPlay when the pack has no scene for the level."""
        self.run: Run = rules.start(pack, setup)
        self.tick = 0
        self.journal = journal or Journal(Header(app_version, pack.id, pack.version, setup), sink)
        self._past: list[Run] = []
        self._unseen: tuple[Event, ...] = ()
        """Events of time that passed just before a refused action; the next answer tells them."""

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def complete(self) -> bool:
        return rules.is_complete(self.run)

    def advance(self, tick: int) -> tuple[Event, ...]:
        """Let the rules run up to `tick`. Not journalled: it follows from the ticks of the actions."""
        self._run_to(tick)
        return self._told(())

    def perform(self, tick: int, action: Action) -> tuple[Event, ...]:
        """Perform and write down an action. Raises IllegalAction, and has then changed nothing but the time."""
        if isinstance(action, Advance):
            raise TypeError("time is advanced by ticks, not performed")
        self._run_to(tick)
        before = self.run
        self.run, events = rules.apply(before, action)
        self._keep(before, action)
        self.journal.note(Done(self.tick, action))
        return self._told(events)

    def undo(self, tick: int) -> bool:
        """Back to before the latest step; False when there is none. Hands come off the board."""
        self._run_to(tick)
        if not self._past:
            return False
        self.run = rules.hands_off(self._past.pop())
        self._unseen = ()
        self.journal.note(Undone(self.tick))
        return True

    def check(self) -> str:
        """Write the fingerprint of the run as it is now; a replay compares it."""
        found = fingerprint(self.run)
        self.journal.note(Checked(self.tick, found))
        return found

    def _run_to(self, tick: int) -> None:
        # A clock that seems to go back must not stop a lesson: then no time has passed.
        ticks, self.tick = max(0, tick - self.tick), max(self.tick, tick)
        if ticks and rules.needs_ticks(self.run):
            self.run, events = rules.apply(self.run, Advance(ticks))
            self._unseen += events

    def _told(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        told, self._unseen = self._unseen + events, ()
        return told

    def _keep(self, before: Run, action: Action) -> None:
        """Remember the run before a step. A finger that comes or goes is none, only the first of a round is."""
        if before == self.run:
            return
        if not rules.is_contact(before, action):
            self._past.append(before)
            return
        empty = rules.hands_off(before)
        if empty == before and (not self._past or self._past[-1] != before):
            self._past.append(before)


def resume(
    pack: Pack, digest: str, recording: Recording, *, sink: Sink | None = None, verify: bool = True
) -> Session:
    """The session as the recording left it; what follows is written to `sink`, after what it holds already.

    Raises:
        JournalRefused: `other_pack` (the pack has changed since), `damaged` (an action doesn't fit the rules),
            `differs` (a fingerprint in the recording isn't reached; only with `verify`).
    """
    header = recording.header
    if header.setup.digest != digest:
        raise JournalRefused(
            "other_pack",
            f"Deze opname is gemaakt met een andere versie van het pakket '{header.pack_id}' "
            f"({header.pack_version}). Open dat pakket om verder te spelen.",
        )
    try:
        session = Session(pack, header.setup, journal=Journal(header, sink, begun=True))
    except rules.NothingToPlay as error:
        raise JournalRefused("damaged", "Dit pakket heeft geen scènes voor het niveau van de opname.") from error
    for number, entry in enumerate(recording.entries, start=2):
        _again(session, entry, number, verify=verify)
    return session


def _again(session: Session, entry: Done | Undone | Checked, number: int, *, verify: bool) -> None:
    """Play one entry again, without writing it a second time."""
    sink_journal, session.journal = session.journal, Journal(session.journal.header)
    try:
        match entry:
            case Done(tick, action):
                session.perform(tick, action)
            case Undone(tick):
                session.undo(tick)
            case Checked(tick, expected):
                session.advance(tick)
                if verify and fingerprint(session.run) != expected:
                    raise JournalRefused("differs", f"Regel {number}: deze opname loopt nu anders af.")
    except (IllegalAction, TypeError) as error:
        raise JournalRefused("damaged", f"Regel {number} van deze opname past niet in het spel.") from error
    finally:
        session.journal = sink_journal
    session.journal.remember(entry)
