import io
import smtplib
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import AuthResult

from portal.mail.transports import (
    BadMailAddress,
    ConsoleTransport,
    SmtpServer,
    SmtpTransport,
    mail_domain,
    read_smtp_url,
    sender_for,
    transport_for,
)
from portal.outbox.worker import SendFailed
from tests.portal.smtp_server import smtp_server


def a_letter(to="an@school.example"):
    letter = EmailMessage()
    letter["Message-ID"] = "<een@foyer.example>"
    letter["From"] = "foyer@foyer.example"
    letter["To"] = to
    letter["Subject"] = "Geboekt: De vuurtoren"
    letter.set_content("Dag An\n\nTot in de zaal: één, twee, drie.\n")
    letter.add_alternative("<p>Dag An</p>", subtype="html")
    letter.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="FY-1.ics")
    return letter


class Mailbox:
    """The handler of a real SMTP server: keeps letters, refuses two addresses as servers do."""

    def __init__(self):
        self.envelopes = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name.
        if address.startswith("onbekend"):
            return "550 5.1.1 no such user"
        if address.startswith("later"):
            return "451 4.7.1 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name.
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox():
    handler = Mailbox()

    def authenticate(server, session, envelope, mechanism, data):
        is_right = (data.login, data.password) == (b"foyer", b"g@heim")
        return AuthResult(success=is_right, handled=False)

    with smtp_server(handler, authenticator=authenticate, auth_require_tls=False) as port:
        handler.port = port
        yield handler


def test_a_real_mail_server_gets_the_letter(mailbox):
    transport = transport_for(f"smtp://127.0.0.1:{mailbox.port}")

    transport.send(a_letter())

    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == ["an@school.example"]
    assert b"Message-ID: <een@foyer.example>" in envelope.content
    assert b"FY-1.ics" in envelope.content


def test_the_user_and_password_of_the_address_are_used(mailbox):
    transport_for(f"smtp://foyer:g%40heim@127.0.0.1:{mailbox.port}").send(a_letter())

    assert len(mailbox.envelopes) == 1


def test_a_wrong_password_is_tried_again_and_not_given_up(mailbox):
    with pytest.raises(SendFailed) as failure:
        transport_for(f"smtp://foyer:fout@127.0.0.1:{mailbox.port}").send(a_letter())

    assert not failure.value.for_good
    assert "fout" not in failure.value.reason


def test_an_unknown_address_is_refused_for_good(mailbox):
    with pytest.raises(SendFailed) as failure:
        transport_for(f"smtp://127.0.0.1:{mailbox.port}").send(a_letter("onbekend@school.example"))

    assert failure.value.for_good


def test_a_server_that_asks_for_patience_is_tried_again(mailbox):
    with pytest.raises(SendFailed) as failure:
        transport_for(f"smtp://127.0.0.1:{mailbox.port}").send(a_letter("later@school.example"))

    assert not failure.value.for_good


def test_a_server_that_is_away_is_tried_again():
    with pytest.raises(SendFailed) as failure:
        SmtpTransport(SmtpServer("127.0.0.1", 1), timeout_s=2).send(a_letter())

    assert not failure.value.for_good


def test_starttls_is_insisted_upon(mailbox):
    """A server without TLS gets no letter and no password when the address asks for TLS."""
    with pytest.raises(SendFailed) as failure:
        transport_for(f"smtp://foyer:g%40heim@127.0.0.1:{mailbox.port}?starttls=1").send(a_letter())

    assert smtplib.SMTPNotSupportedError.__name__ in failure.value.reason
    assert mailbox.envelopes == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 25)),
        ("smtp://mail.example:2525", SmtpServer("mail.example", 2525)),
        ("smtp://u:p@mail.example", SmtpServer("mail.example", 587, "u", "p", tls="starttls")),
        ("smtp://u:p@mail.example?starttls=0", SmtpServer("mail.example", 25, "u", "p", tls="none")),
        ("smtp://127.0.0.1:1025", SmtpServer("127.0.0.1", 1025, tls="none")),
        ("smtp://u:p@localhost:1025", SmtpServer("localhost", 1025, "u", "p", tls="none")),
        ("smtps://mail.example", SmtpServer("mail.example", 465, tls="implicit")),
        ("smtp://mail.example:25?starttls=1", SmtpServer("mail.example", 25, tls="starttls")),
        ("smtp://mail.example?from=huis@x.example", SmtpServer("mail.example", 25, sender="huis@x.example")),
        ("smtps://a%40b:p%2Fq@mail.example", SmtpServer("mail.example", 465, "a@b", "p/q", tls="implicit")),
    ],
)
def test_addresses_of_mail_servers_are_read(url, server):
    assert read_smtp_url(url) == server


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example:99999"])
def test_an_address_that_is_none_is_refused_without_telling_the_password(url):
    with pytest.raises(BadMailAddress):
        read_smtp_url(url)


def test_a_password_never_shows():
    assert "geheim" not in repr(read_smtp_url("smtp://u:geheim@mail.example"))


def test_the_console_shows_what_a_person_wants_to_know():
    out = io.StringIO()

    ConsoleTransport(out).send(a_letter())

    shown = out.getvalue()
    assert "E-mail aan an@school.example: Geboekt: De vuurtoren" in shown
    assert "één, twee, drie" in shown
    assert "[bijlage: FY-1.ics]" in shown
    assert "<p>" not in shown


def test_no_mail_server_means_the_console():
    assert isinstance(transport_for(None), ConsoleTransport)


def test_the_sender_is_the_one_of_the_settings_or_made_from_the_host():
    assert sender_for("smtp://m.example?from=school@huis.example", "https://foyer.example") == "school@huis.example"
    assert sender_for("smtp://m.example", "https://foyer.example") == "foyer@foyer.example"
    assert sender_for(None, "http://127.0.0.1:8000") == "foyer@foyer.localhost"
    assert mail_domain("http://[::1]:8000") == "foyer.localhost"
