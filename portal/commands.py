"""`foyer portal ...`: run it, bring it up to date, look at its health, make the first accounts."""

import secrets
import shutil
import signal
import smtplib
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import portal.invoices  # noqa: F401 - what a killed process left untold may be of invoices.
from portal.accounts.errors import EmailTaken, RoleNeedsHouse, UnknownHouse
from portal.accounts.keys.errors import FactorIsOff
from portal.accounts.keys.queries import called
from portal.accounts.keys.rules import password_problem
from portal.accounts.keys.service import set_password, take_off
from portal.accounts.models import Role
from portal.accounts.queries import Person, person_by_id, user_id_for_email
from portal.accounts.service import create_token, create_user, give_role, hash_password
from portal.bookings.journal import Book, complete
from portal.cli import Refused, the_settings
from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.journal.writer import Journal, JournalUnavailable
from portal.logs import configure
from portal.migrations import state
from portal.server import PortTaken, listen, serve_in_processes
from portal.settings import FREE_MIN_BYTES, Settings

if TYPE_CHECKING:
    from flask import Flask

MIGRATE_FIRST = "Werk de databank eerst bij met: foyer portal migrate"


def opened(settings: Settings) -> Engine:
    """The database of the settings, which must be up to date.

    Raises:
        Refused: it doesn't answer, is no database, or has another schema than this version needs.
    """
    engine = make_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            current = state.is_current(connection)
    except SQLAlchemyError as problem:
        raise Refused(f"De databank antwoordt niet: {reason_of(problem)}") from None
    if not current:
        raise Refused(f"De databank is niet bij. {MIGRATE_FIRST}")
    return engine


def complete_journal(engine: Engine, settings: Settings) -> int:
    """Tell the journal what a killed process left untold; gives how many rows of the ledger.

    Raises:
        Refused: the journal can't be written, so no booking could be promised.
    """
    journal = Journal(settings.journal_dir, utc_now)
    try:
        return complete(Book(engine, journal), now=utc_now())
    except (JournalUnavailable, OSError) as problem:
        said = problem.__cause__ or problem
        raise Refused(
            f"Het journaal in {settings.journal_dir} kan niet geschreven worden ({said}). Maak plaats vrij of geef "
            "met FOYER_JOURNAL_DIR een map waarin Foyer mag schrijven."
        ) from None
    finally:
        journal.close()


def reason_of(problem: SQLAlchemyError) -> str:
    """The first line of what the driver said, without SQLAlchemy's background links."""
    said = getattr(problem, "orig", None) or problem
    return (str(said).strip().splitlines() or [type(said).__name__])[0]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adres om op te luisteren.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Aantal processen.")
def serve(host: str, port: int, workers: int) -> None:
    """Start het portaal voor echt gebruik."""
    from portal.app import create_app

    settings = the_settings(need_secret=True)
    configure(settings)
    engine = opened(settings)
    complete_journal(engine, settings)
    engine.dispose()
    try:
        sock = listen(host, port)
    except PortTaken as taken:
        raise Refused(f"Poort {port} op {host} is niet vrij ({taken.reason}). Kies een andere met --port.") from None
    click.echo(f"Foyer luistert op http://{host}:{sock.getsockname()[1]} ({settings.base_url})")
    serve_in_processes(lambda: _with_index(create_app(settings)), sock, workers)


def _with_index(app: "Flask") -> "Flask":
    """In each process, while it already serves: a large catalogue takes a while to read."""
    from portal.extensions import db
    from portal.offers.index.catalogue import attach

    with app.app_context():
        index = attach(db.engine)
    if index is not None:
        index.warm(utc_now())
    return app


@click.command()
def migrate() -> None:
    """Werk de databank bij; maakt de gegevensmap als ze er niet is."""
    settings = the_settings()
    engine = make_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            before = state.revision_of(connection)
        state.upgrade(engine)
    except SQLAlchemyError as problem:
        raise Refused(f"Bijwerken lukt niet, er is niets veranderd: {reason_of(problem)}") from None
    finally:
        engine.dispose()
    click.echo(f"De databank is bij ({before or 'leeg'} -> {state.newest()}).")


def database_line(settings: Settings) -> str:
    engine = make_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            if not state.is_current(connection):
                raise Refused(f"niet bij ({MIGRATE_FIRST})")
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as problem:
        raise Refused(reason_of(problem)) from None
    finally:
        engine.dispose()
    return f"{engine.dialect.name}, versie {state.newest()}"


def mail_line(settings: Settings) -> str:
    if settings.smtp_url is None:
        return "op het scherm (FOYER_SMTP_URL is niet gezet)"
    parts = urlsplit(settings.smtp_url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(parts.hostname or "", parts.port or (465 if parts.scheme == "smtps" else 25), timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as problem:
        raise Refused(f"{parts.hostname} antwoordt niet ({problem})") from None
    return f"via {parts.hostname}"


def _disk_line(settings: Settings) -> str:
    free = shutil.disk_usage(settings.data_dir).free
    if free < FREE_MIN_BYTES:
        raise Refused(f"nog {free // 1_000_000} MB vrij in {settings.data_dir}")
    return f"{free // 1_000_000} MB vrij in {settings.data_dir}"


@click.command()
def check() -> None:
    """Kijk instellingen, databank, mail en schijf na: een regel per stuk."""
    settings = the_settings()
    looks: dict[str, Callable[[Settings], str]] = {
        "instellingen": lambda s: s.base_url,
        "databank": database_line,
        "mail": mail_line,
        "schijf": _disk_line,
    }
    faults = 0
    for name, look in looks.items():
        try:
            click.echo(f"ok    {name}: {look(settings)}")
        except Refused as fault:
            faults += 1
            click.echo(f"FOUT  {name}: {fault.message}")
    sys.exit(1 if faults else 0)


@click.command()
def worker() -> None:
    """Verstuur mail en doe wat in de wachtrij staat, tot je stopt."""
    from portal.work import run_worker

    settings = the_settings()
    configure(settings)
    engine = opened(settings)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    click.echo("De werker draait; stop met Ctrl-C.")
    run_worker(make_sessions(engine), settings, stop)


@click.group()
def user() -> None:
    """Accounts."""


def _house_given(given: dict[str, str | None]) -> tuple[str, str] | None:
    named = [(kind, slug) for kind, slug in given.items() if slug]
    if len(named) > 1:
        raise click.UsageError("Kies één van --school, --centre, --company en --library.")
    return named[0] if named else None


@user.command("create")
@click.option("--email", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--name", default="", help="Naam; anders het deel voor de @.")
@click.option("--school")
@click.option("--centre")
@click.option("--company")
@click.option("--library")
@click.option("--password-stdin", is_flag=True, help="Lees het wachtwoord van de standaardinvoer.")
def user_create(email: str, role: str, name: str, password_stdin: bool, **houses: str | None) -> None:
    """Maak een account; zonder --password-stdin wordt een wachtwoord gemaakt en één keer getoond."""
    from email_validator import EmailNotValidError, validate_email

    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise Refused(f"{email} is geen e-mailadres.") from None
    house = _house_given(houses)
    password = _password(password_stdin, about=(name, address, house[1] if house else ""))
    engine = opened(the_settings())
    try:
        with make_sessions(engine)() as session, write_transaction(session):
            account = create_user(
                session,
                email=address,
                name=name or email.split("@")[0],
                password_hash=hash_password(password),
                now=utc_now(),
            )
            give_role(session, account, Role(role), house)
    except EmailTaken:
        raise Refused(f"Er is al een account voor {email}.") from None
    except RoleNeedsHouse as refusal:
        wanted = f"--{refusal.kind} SLUG" if refusal.kind else "geen huis"
        raise Refused(f"Bij de rol {role} hoort {wanted}.") from None
    except UnknownHouse as refusal:
        raise Refused(f"Er is geen {refusal.kind} met de slug {refusal.slug}.") from None
    click.echo(f"Account {address} ({role}) is gemaakt.")
    if not password_stdin:
        click.echo(f"Wachtwoord: {password}")


def _password(from_stdin: bool, *, about: Sequence[str]) -> str:
    """The password on standard input, or one that is made.

    Raises:
        Refused: it is not good enough for whom it is.
    """
    if not from_stdin:
        return secrets.token_urlsafe(12)
    password = sys.stdin.readline().rstrip("\n")
    if (reason := password_problem(password, about=about)) is not None:
        raise Refused(reason)
    return password


def _person(session: Session, email: str) -> Person:
    user_id = user_id_for_email(session, email)
    somebody = person_by_id(session, user_id) if user_id is not None else None
    if somebody is None:
        raise Refused(f"Er is geen account voor {email}.")
    return somebody


@user.command("password")
@click.option("--email", required=True)
@click.option("--password-stdin", is_flag=True, help="Lees het wachtwoord van de standaardinvoer.")
def user_password(email: str, password_stdin: bool) -> None:
    """Geef iemand een nieuw wachtwoord; overal aangemeld is dan overal afgemeld."""
    engine = opened(the_settings())
    with make_sessions(engine)() as session:
        somebody = _person(session, email)
        password = _password(password_stdin, about=called(session, somebody))
        hashed = hash_password(password)
        with write_transaction(session):
            set_password(session, somebody.id, hashed, now=utc_now())
    click.echo(f"{somebody.email} heeft een nieuw wachtwoord en krijgt daarvan bericht.")
    if not password_stdin:
        click.echo(f"Wachtwoord: {password}")


@user.command("factor-off")
@click.option("--email", required=True)
def user_factor_off(email: str) -> None:
    """Zet iemands tweede stap uit: voor wie telefoon en herstelcodes kwijt is."""
    engine = opened(the_settings())
    with make_sessions(engine)() as session:
        somebody = _person(session, email)
        try:
            with write_transaction(session):
                take_off(session, somebody.id, now=utc_now())
        except FactorIsOff:
            raise Refused(f"{somebody.email} meldt zich al zonder tweede stap aan.") from None
    click.echo(f"{somebody.email} meldt zich voortaan zonder tweede stap aan en krijgt daarvan bericht.")


@click.group()
def token() -> None:
    """Toegangssleutels voor de API."""


@token.command("create")
@click.option("--email", required=True)
def token_create(email: str) -> None:
    """Maak een sleutel; hij wordt één keer getoond, alleen op de laatste regel."""
    engine = opened(the_settings())
    with make_sessions(engine)() as session, write_transaction(session):
        user_id = user_id_for_email(session, email)
        if user_id is None:
            raise Refused(f"Er is geen account voor {email}.")
        made = create_token(session, user_id, now=utc_now())
    click.echo(made)
