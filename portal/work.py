"""The worker of the portal: which handler writes which letter, how letters leave, and what is erased in time."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from portal.accounts.keys import letters as keys
from portal.accounts.people import letters as people
from portal.accounts.people.joining import forget_joins
from portal.accounts.people.service import forget_invitations
from portal.accounts.privacy import letters as privacy
from portal.accounts.privacy.classes import forget_classes
from portal.accounts.privacy.unused import keep_accounts
from portal.bookings.clockwork import run_clockwork
from portal.bookings.door.service import forget_old_notes
from portal.bookings.house import letters as house
from portal.bookings.house.audience import tell_of_small_audiences
from portal.bookings.journal import Book, attach, complete
from portal.bookings.letters import booked as bookings
from portal.bookings.needs.service import forget_old_needs
from portal.bookings.rounds import letters as rounds
from portal.bookings.rounds.draw import turn_rounds
from portal.bookings.transport import letters as transport
from portal.bookings.waiting import letters as waiting
from portal.clock import utc_now
from portal.db import write_transaction
from portal.invoices import letters as invoices
from portal.invoices.retention import forget_payers
from portal.invoices.sending import send_reminders
from portal.journal.writer import Journal, JournalUnavailable
from portal.library.lending import letters as lending
from portal.library.lending.waiting import tell_of_ends, turn_lines
from portal.library.together.erasing import erase_due
from portal.mail.transports import transport_for
from portal.offers.index import changes
from portal.offers.intake.retention import forget_runs, remove_files
from portal.offers.photos.store import sweep
from portal.outbox.service import forget_settled
from portal.outbox.worker import Handler, worker_loop
from portal.proposals import letters as proposals
from portal.settings import Settings

HOUR_S = 3600.0
MINUTE_S = 60.0

log = logging.getLogger(__name__)


def run_worker(sessions: sessionmaker[Session], settings: Settings, stop: threading.Event) -> None:
    """Send what waits and erase what is past its time until `stop` is set; any number of workers may run at once."""
    book = attach(sessions.kw["bind"], Journal(settings.journal_dir, utc_now))
    housekeeping = threading.Thread(
        target=keep_house,
        args=(sessions, book, stop),
        kwargs={"imports": settings.data_dir / "imports"},
        name="housekeeping",
        daemon=True,
    )
    housekeeping.start()
    trimming = threading.Thread(target=trim_log, args=(sessions, stop), name="catalogue log", daemon=True)
    trimming.start()
    sweeping = threading.Thread(
        target=sweep_pictures, args=(sessions, settings.uploads_dir, stop), name="pictures", daemon=True
    )
    sweeping.start()
    watching = threading.Thread(target=keep_terms, args=(sessions, stop), name="terms", daemon=True)
    watching.start()
    worker_loop(sessions, transport_for(settings.smtp_url), handlers(settings), stop)
    watching.join()
    sweeping.join()
    housekeeping.join()
    trimming.join()


def handlers(settings: Settings) -> dict[str, Handler]:
    """Who writes which letter."""
    base_url, secret_key = settings.base_url, settings.secret_key
    features = bookings, house, invoices, lending, proposals, rounds, transport, waiting
    plain = {kind: handler for one in features for kind, handler in one.handlers(base_url).items()}
    # Letters with a link that opens something once make it from the portal's own secret.
    return (
        plain
        | keys.handlers(base_url, secret_key)
        | people.handlers(base_url, secret_key)
        | privacy.handlers(base_url, secret_key)
    )


TERMS_S = 30.0

Term = Callable[[Session, datetime], int]
"""One round of what runs out by the clock, in a write transaction; how much was done. Any number of workers run it at
once, so each step in it is conditional."""

TERMS: dict[str, Term] = {
    "opened, closed or drew a preference round": turn_rounds,
    "told a house of a small audience": tell_of_small_audiences,
    "served or ended places in line for a title": turn_lines,
    "told a teacher that a class set ends": tell_of_ends,
}
"""What somebody reads in the log when it happened, and what does it."""


KEPT_SO_LONG: dict[str, Term] = {
    "removed joins that nobody confirmed": forget_joins,
    "removed invitations that nobody took up": forget_invitations,
    "erased accounts that nobody used": keep_accounts,
    "removed classes of long ago": forget_classes,
    "removed letters that were settled long ago": forget_settled,
}
"""What goes by itself, once an hour, each in a transaction of its own."""


def keep_terms(
    sessions: sessionmaker[Session],
    stop: threading.Event,
    *,
    every_s: float = TERMS_S,
    clock: Callable[[], datetime] = utc_now,
) -> None:
    """End what runs out by the clock: now, then twice a minute. What no worker did in time is done late."""
    while True:
        for what, term in TERMS.items():
            keep_term(sessions, what, term, clock())
        keep_bookings(sessions, clock())
        if stop.wait(every_s):
            return


def keep_bookings(sessions: sessionmaker[Session], now: datetime) -> None:
    """One round of the terms of bookings, each in a transaction of its own."""
    try:
        done = run_clockwork(sessions, now=now)
    except (OperationalError, JournalUnavailable):
        log.exception("terms of bookings: not now; the next round is in %.0f s", TERMS_S)
        return
    if done:
        log.info("terms of bookings: %s", dict(done))


def keep_term(sessions: sessionmaker[Session], what: str, term: Term, now: datetime) -> int:
    """One round of one term; a database or journal that is away costs this round and no other."""
    try:
        with sessions() as session, write_transaction(session):
            done = term(session, now)
    except (OperationalError, JournalUnavailable):
        log.exception("%s: not now; the next round is in %.0f s", what, TERMS_S)
        return 0
    if done:
        log.info("%s: %s", what, done)
    return done


def keep_house(
    sessions: sessionmaker[Session],
    book: Book,
    stop: threading.Event,
    *,
    imports: Path | None = None,
    every_s: float = HOUR_S,
    clock: Callable[[], datetime] = utc_now,
) -> None:
    """Erase what is due (what is known of pupils, reports of imports) and complete the journal: now, then hourly.

    `imports`: where the files wait that houses handed in.
    """
    while True:
        try:
            with sessions() as session, write_transaction(session):
                erased = erase_due(session, clock())
                forget_old_needs(session, clock())
                forget_old_notes(session, clock())
                forget_payers(session, clock())
                files = forget_runs(session, clock())
                reminded = send_reminders(session, clock())
            for what, term in KEPT_SO_LONG.items():
                keep_term(sessions, what, term, clock())
            if imports is not None:
                remove_files(imports, files)
            if reminded:
                log.info("reminded of %s overdue invoices", reminded)
            if erased:
                log.info("erased the readers of %s class sets", erased)
            if told := complete(book, now=clock()):
                log.warning("told the journal %s rows of the ledger that a process left untold", told)
        except JournalUnavailable:
            log.exception("the journal can't be written; bookings are refused until it can")
        except OperationalError:
            log.exception("the database did not answer; the next round is in %.0f s", every_s)
        if stop.wait(every_s):
            return


def trim_log(sessions: sessionmaker[Session], stop: threading.Event, *, every_s: float = MINUTE_S) -> None:
    """Keep the log of the catalogue short: at the opening of a season it grows by 500 rows a second."""
    while True:
        try:
            with sessions() as session, write_transaction(session):
                changes.trim(session.connection())
        except OperationalError:
            log.exception("the log of the catalogue was not trimmed; the next round is in %.0f s", every_s)
        if stop.wait(every_s):
            return


def sweep_pictures(
    sessions: sessionmaker[Session], uploads: Path, stop: threading.Event, *, every_s: float = HOUR_S
) -> None:
    """Remove the pictures that no offer and no production shows any more."""
    while True:
        try:
            with sessions() as session:
                gone = sweep(session, uploads)
            if gone:
                log.info("removed %s files of pictures that nothing shows", gone)
        except OperationalError:
            log.exception("the database did not answer; the next round is in %.0f s", every_s)
        except OSError:
            log.exception("the uploads can't be swept; the next round is in %.0f s", every_s)
        if stop.wait(every_s):
            return
