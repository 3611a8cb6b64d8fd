"""The letters about an account: a link for a forgotten password, and word of what changed.

A letter is written when it leaves, from what is then true: of a link that was overtaken meanwhile nothing is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy.orm import Session

from portal.accounts.keys.service import ACCOUNT_CHANGED, LINK_LASTS, PASSWORD_FORGOTTEN, reset_link
from portal.accounts.queries import Person, person_by_id
from portal.mail.letters import Draft, Envelope, letter
from portal.mail.transports import mail_domain, sender_for
from portal.outbox.worker import Handler
from portal.web.formats import FILTERS


@dataclass(frozen=True)
class Desk:
    """Where the letters come from, and what their links are made with."""

    base_url: str
    sender: str
    secret_key: str


@dataclass(frozen=True)
class Words:
    """What one letter says: a subject that is its title too, sentences, and one thing to do."""

    subject: str
    lines: tuple[str, ...]
    button: str
    path: str
    after: tuple[str, ...] = ()


def handlers(base_url: str, secret_key: str) -> dict[str, Handler]:
    desk = Desk(base_url, sender_for(None, base_url), secret_key)
    return {PASSWORD_FORGOTTEN: partial(forgotten, desk), ACCOUNT_CHANGED: partial(changed, desk)}


def forgotten(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """The link; None for an address of nobody, and where the password changed since it was asked."""
    somebody = person_by_id(session, payload["user_id"])
    if somebody is None or somebody.session_stamp != payload["stamp"]:
        return None
    ends = datetime.fromtimestamp(payload["ends"], UTC)
    link = reset_link(desk.secret_key, somebody.id, somebody.session_stamp, payload["ends"])
    words = Words(
        subject="Kies een nieuw wachtwoord",
        lines=(
            "Iemand vroeg een nieuw wachtwoord voor je account bij Foyer. Was jij dat, kies er dan hier een.",
            f"De link werkt één keer, tot {FILTERS['day_time'](ends)}.",
        ),
        button="Kies een nieuw wachtwoord",
        path=f"/nieuw-wachtwoord/{link}",
        after=(
            "Was jij het niet? Dan hoef je niets te doen: zonder deze link verandert er niets. Geef hem aan niemand.",
        ),
    )
    return _letter(desk, somebody, words, token, ends - LINK_LASTS)


_LOOK = "Kijk je account na"
CHANGES: dict[str, Words] = {
    "password": Words(
        "Je wachtwoord is veranderd",
        (
            "Je account bij Foyer heeft een nieuw wachtwoord. Overal waar je aangemeld was, ben je nu afgemeld. "
            "Sleutels voor programma's blijven werken: op je account zie je welke er zijn.",
        ),
        _LOOK,
        "/mijn-account",
    ),
    "factor-on": Words(
        "Aanmelden gaat nu in twee stappen",
        ("Wie zich met je account bij Foyer aanmeldt, heeft voortaan ook een code van je telefoon nodig.",),
        _LOOK,
        "/mijn-account",
    ),
    "factor-off": Words(
        "De tweede stap staat uit",
        ("Wie zich met je account bij Foyer aanmeldt, heeft voortaan genoeg aan het wachtwoord.",),
        _LOOK,
        "/mijn-account",
    ),
    "paper-code": Words(
        "Er is een herstelcode gebruikt",
        ("Een van de herstelcodes van je account bij Foyer is gebruikt. Die ene werkt nu niet meer.",),
        _LOOK,
        "/mijn-account",
    ),
    "new-codes": Words(
        "Je hebt nieuwe herstelcodes",
        ("Voor je account bij Foyer zijn er tien nieuwe herstelcodes. De vorige werken niet meer.",),
        _LOOK,
        "/mijn-account",
    ),
    "token": Words(
        "Er is een sleutel gemaakt voor een programma",
        ("Een programma dat deze sleutel heeft, kan bij Foyer doen wat jij kan. Intrekken doe je op je account.",),
        _LOOK,
        "/mijn-account",
        (
            "Was jij dat niet? Kies dan meteen een nieuw wachtwoord, en trek de sleutel in op je account: een nieuw "
            "wachtwoord alleen houdt hem niet tegen.",
        ),
    ),
}
_NOT_YOU = "Was jij dat niet? Kies dan meteen een nieuw wachtwoord met “Wachtwoord vergeten?” op de pagina Aanmelden."


def changed(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """Word of a change to its owner; None where the account is closed."""
    somebody = person_by_id(session, payload["user_id"])
    words = CHANGES.get(payload["what"])
    if somebody is None or words is None:
        return None
    told = Words(words.subject, words.lines, words.button, words.path, words.after or (_NOT_YOU,))
    return _letter(desk, somebody, told, token, datetime.fromisoformat(payload["at"]))


def _letter(desk: Desk, somebody: Person, words: Words, token: str, at: datetime) -> EmailMessage:
    facts = {"words": words, "name": somebody.name, "url": desk.base_url + words.path}
    draft = Draft(
        to_name=somebody.name,
        to_email=somebody.email,
        subject=words.subject,
        text=_templates().get_template("letters/account.txt").render(facts),
        html=_templates().get_template("letters/account.html").render(facts),
    )
    return letter(draft, Envelope(desk.sender, "Foyer", mail_domain(desk.base_url), token, at))


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
