"""Ways for a letter to leave: an SMTP server, the console, or (in tests) a list."""

import smtplib
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal, TextIO
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from portal.outbox.worker import SendFailed, Transport

TIMEOUT_S = 30.0

Tls = Literal["none", "offered", "starttls", "implicit"]


class BadMailAddress(ValueError):
    """FOYER_SMTP_URL can't be understood; the message says what is wrong with it, without the password."""


@dataclass(frozen=True)
class SmtpServer:
    """Where letters go, as FOYER_SMTP_URL says."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: Tls = "offered"
    """implicit: from the first byte; starttls: or no letter; offered: STARTTLS where the server has it."""
    sender: str = ""
    """From `?from=` of the address; empty: made from the portal's own address."""


_PORTS: dict[Tls, int] = {"none": 25, "offered": 25, "starttls": 587, "implicit": 465}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def read_smtp_url(url: str) -> SmtpServer:
    """Read `smtp[s]://user:password@host:port?starttls=1&from=address`.

    A password never goes to another machine unprotected: with one, STARTTLS is insisted upon, unless the address
    says `starttls=0`.

    Raises:
        BadMailAddress: another scheme, no host, or a port that is none.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise BadMailAddress(f"FOYER_SMTP_URL starts with {parts.scheme or 'nothing'!r}; use smtp:// or smtps://.")
    if not parts.hostname:
        raise BadMailAddress("FOYER_SMTP_URL names no mail server.")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    tls = _tls(parts, options.get("starttls"))
    try:
        port = parts.port or _PORTS[tls]
    except ValueError as error:
        raise BadMailAddress("FOYER_SMTP_URL has a port that is no number from 1 to 65535.") from error
    return SmtpServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        sender=options.get("from", ""),
    )


def _tls(parts: SplitResult, asked: str | None) -> Tls:
    if parts.scheme == "smtps":
        return "implicit"
    if asked is not None:
        return "none" if asked == "0" else "starttls"
    if parts.hostname in _LOOPBACK:
        return "none"
    return "starttls" if parts.password else "offered"


class SmtpTransport:
    """Sends over SMTP, one connection a letter: a school's confirmations come one by one."""

    def __init__(self, server: SmtpServer, *, timeout_s: float = TIMEOUT_S) -> None:
        self._server = server
        self._timeout_s = timeout_s

    def send(self, letter: EmailMessage) -> None:
        try:
            with self._connect() as server:
                server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = {code for code, _ in refused.recipients.values()}
            # 5xx is the server's word that it never will take this address; 4xx means later (greylisting).
            raise SendFailed(_told(refused), for_good=all(code >= 500 for code in codes)) from refused
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(_told(error)) from error

    def _connect(self) -> smtplib.SMTP:
        at = self._server
        connection: smtplib.SMTP
        if at.tls == "implicit":
            connection = smtplib.SMTP_SSL(
                at.host, at.port, timeout=self._timeout_s, context=ssl.create_default_context()
            )
        else:
            connection = smtplib.SMTP(at.host, at.port, timeout=self._timeout_s)
        try:
            connection.ehlo_or_helo_if_needed()
            if at.tls == "starttls" or (at.tls == "offered" and connection.has_extn("starttls")):
                connection.starttls(context=ssl.create_default_context())
            if at.user:
                connection.login(at.user, at.password)
        except BaseException:
            connection.close()
            raise
        return connection


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


class ConsoleTransport:
    """Prints letters so that a person can read them: the portal of somebody who tries it has no mail server."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out

    def send(self, letter: EmailMessage) -> None:
        out = self._out or sys.stdout
        text = letter.get_body(("plain",))
        body = text.get_content() if text is not None else ""
        attached = [part.get_filename() for part in letter.iter_attachments()]
        lines = [
            "",
            "─" * 72,
            f"E-mail aan {letter['To']}: {letter['Subject']}",
            "─" * 72,
            body.rstrip(),
            *(f"[bijlage: {name}]" for name in attached),
            "─" * 72,
        ]
        out.write("\n".join(lines) + "\n")
        out.flush()


class RecordingTransport:
    """Keeps letters in a list; `fail` may raise `SendFailed` instead, to see what happens then."""

    def __init__(self, fail: Callable[[EmailMessage], None] | None = None) -> None:
        self.letters: list[EmailMessage] = []
        self._fail = fail

    def send(self, letter: EmailMessage) -> None:
        if self._fail is not None:
            self._fail(letter)
        self.letters.append(letter)


def transport_for(smtp_url: str | None) -> Transport:
    """SMTP where an address is set, otherwise the console."""
    return SmtpTransport(read_smtp_url(smtp_url)) if smtp_url else ConsoleTransport()


def sender_for(smtp_url: str | None, base_url: str) -> str:
    """The From address: the one of the mail settings, else made from the portal's own host name."""
    if smtp_url and (sender := read_smtp_url(smtp_url).sender):
        return sender
    return f"foyer@{mail_domain(base_url)}"


def mail_domain(base_url: str) -> str:
    """The host name of the portal, as right half of addresses and Message-IDs."""
    host = urlsplit(base_url).hostname or "localhost"
    # An address literal is no domain name: mail from foyer@127.0.0.1 is refused by every server.
    return "foyer.localhost" if host.replace(".", "").isdigit() or ":" in host else host
