"""The letters about who acts for which house. What a link opens stands in the letter and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.links import link_again
from portal.accounts.models import Membership, Role, School, User
from portal.accounts.people import joining, service
from portal.accounts.people.houses import PLATFORM, ROLES, House, HouseKind, house_by_id, house_of
from portal.accounts.people.models import Invitation, JoinRequest
from portal.accounts.people.queries import IS_WAITING, Decider, deciders, roles_of
from portal.mail.letters import Draft, Envelope, letter
from portal.mail.transports import mail_domain, sender_for
from portal.outbox.worker import Handler
from portal.web.formats import FILTERS, names

Payload = Mapping[str, Any]
HERE = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Post:
    """Where letters come from, and the secret that links are made with."""

    base_url: str
    secret_key: str


@dataclass(frozen=True)
class Note:
    """One letter: a few paragraphs, one button, and what else there is to say."""

    to_name: str
    to_email: str
    subject: str
    lines: tuple[str, ...]
    url: str
    button: str
    after: tuple[str, ...] = ()
    reply_to: str = ""


def handlers(base_url: str, secret_key: str) -> dict[str, Handler]:
    post = Post(base_url, secret_key)
    return {
        service.INVITED: partial(invited, post),
        service.ROLE_GIVEN: partial(role_given, post),
        joining.JOIN_ASKED: partial(join_asked, post),
        joining.JOIN_WAITS: partial(join_waits, post),
        joining.JOIN_ANSWERED: partial(join_answered, post),
    }


NOT_ME = "Was jij dit niet? Dan hoef je niets te doen."


def invited(post: Post, session: Session, payload: Payload, token: str) -> EmailMessage | None:
    """Nothing for an invitation that was answered, withdrawn or sent anew meanwhile."""
    row = session.get(Invitation, payload["invitation_id"])
    if row is None or row.nonce != payload["nonce"]:
        return None
    house = house_of(session, row)
    by = session.scalar(select(User.name).where(User.id == row.invited_by, User.erased_at.is_(None)))
    link = link_again(post.secret_key, service.LINK, row.nonce)
    what = names([ROLES[role].name for role in roles_of(row)])
    note = Note(
        to_name="",
        to_email=row.email,
        subject=f"{house.name} nodigt je uit in Foyer",
        lines=(
            f"{by or house.name} vraagt of je in Foyer mee wil werken voor {house.name}, als {what}.",
            "Foyer is waar scholen voorstellingen zoeken en boeken, en samen een boek lezen.",
        ),
        url=f"{post.base_url}/uitnodiging/{link.secret}",
        button="Bekijk de uitnodiging",
        after=(
            f"De link werkt één keer, tot en met {FILTERS['day'](row.expires_at)}. Stuur hem niet door.",
            f"Ken je {house.name} niet? Dan hoef je niets te doen.",
        ),
    )
    return write(post, note, token, row.mailed_at)


def role_given(post: Post, session: Session, payload: Payload, token: str) -> EmailMessage | None:
    user = _user(session, payload["user_id"])
    kind, house_id = payload["house"]
    house = PLATFORM if kind == HouseKind.PLATFORM else house_by_id(session, HouseKind(kind), house_id)
    if user is None or house is None:
        return None
    what = names([ROLES[Role(role)].name for role in payload["roles"]])
    note = Note(
        to_name=user.name,
        to_email=user.email,
        subject=f"Je kan meer doen voor {house.name}",
        lines=(f"Vanaf nu werk je in Foyer ook mee als {what} van {house.name}. Je hoeft niets te bevestigen.",),
        url=f"{post.base_url}{house.desk.path}",
        button="Naar Foyer",
    )
    return write(post, note, token, datetime.fromisoformat(payload["at"]))


def join_asked(post: Post, session: Session, payload: Payload, token: str) -> EmailMessage | None:
    """To the address that somebody typed: confirm it; or for who has an account: log in, and confirm there."""
    row = session.get(JoinRequest, payload["join_id"])
    if row is None or row.nonce != payload["nonce"] or row.confirmed_at is not None:
        return None
    school = session.get_one(School, row.school_id)
    url = f"{post.base_url}/registreren/bevestig/{link_again(post.secret_key, joining.LINK, row.nonce).secret}"
    until = f"De link werkt één keer, tot en met {FILTERS['day'](row.expires_at)}."
    user = None if row.user_id is None else _user(session, row.user_id)
    if user is None:
        note = Note(
            # Not the name that was typed: whoever typed it would have us send strangers what they like.
            to_name="",
            to_email=row.email,
            subject="Bevestig je e-mailadres voor Foyer",
            lines=(
                f"Je vroeg een account aan als leerkracht van {school.name}. Bevestig nog even je e-mailadres; "
                "daarna laat je school je toe.",
            ),
            url=url,
            button="Bevestig je e-mailadres",
            after=(until, NOT_ME),
        )
    elif _teaches(session, user.id, school.id):
        note = Note(
            to_name=user.name,
            to_email=user.email,
            subject="Je hebt al een account bij Foyer",
            lines=(
                f"Iemand vroeg met dit e-mailadres een account aan voor {school.name}. Je hebt er al een, en je "
                "hoort al bij de school: meld je gewoon aan.",
            ),
            url=f"{post.base_url}/aanmelden",
            button="Aanmelden",
            after=(NOT_ME,),
        )
    else:
        note = Note(
            to_name=user.name,
            to_email=user.email,
            subject="Je hebt al een account bij Foyer",
            lines=(
                f"Iemand vroeg met dit e-mailadres een account aan als leerkracht van {school.name}. Je hebt al een "
                "account, met je eigen wachtwoord. Wil je ook bij deze school? Meld je aan en bevestig het.",
            ),
            url=url,
            button=f"Ook bij {school.name}",
            after=(until, NOT_ME),
        )
    return write(post, note, token, row.asked_at)


def join_waits(post: Post, session: Session, payload: Payload, token: str) -> EmailMessage | None:
    """To the first who answers for the school, with the others in copy; nothing once it was answered."""
    row = session.scalar(select(JoinRequest).where(JoinRequest.id == payload["join_id"], IS_WAITING))
    if row is None or row.confirmed_at is None:
        return None
    school = session.get_one(School, row.school_id)
    people = deciders(session, school.id)
    if not people:
        return None
    house = House(HouseKind.SCHOOL, school.id, school.slug, school.name)
    path = house.path if _is_office(session, people[0], school.id) else "/beheer/collegas"
    note = Note(
        to_name=people[0].name,
        to_email=people[0].email,
        subject=f"{row.name} wil bij {school.name}",
        lines=(
            f"{row.name} ({row.email}) vraagt om in Foyer te werken als leerkracht van {school.name}. Ken je deze "
            "persoon? Zeg dan ja; tot dan kan er niets geboekt worden.",
        ),
        url=f"{post.base_url}{path}",
        button="Zeg ja of nee",
        after=(
            "Komen er nog aanvragen bij, dan staan ze op dezelfde pagina. We mailen pas opnieuw als alles "
            "beantwoord is en er een nieuwe komt.",
        ),
    )
    message = write(post, note, token, row.confirmed_at)
    if len(people) > 1:
        message["Cc"] = ", ".join(one.email for one in people[1:])
    return message


def join_answered(post: Post, session: Session, payload: Payload, token: str) -> EmailMessage | None:
    user, school = _user(session, payload["user_id"]), session.get_one(School, payload["school_id"])
    if user is None:
        return None
    row = session.get(JoinRequest, payload["join_id"]) if "join_id" in payload else None
    if row is None and not _teaches(session, user.id, school.id):
        return None
    if row is None:
        note = Note(
            to_name=user.name,
            to_email=user.email,
            subject=f"Welkom bij {school.name} in Foyer",
            lines=(
                f"{school.name} zei ja. Vanaf nu zoek je voorstellingen, boek je ze voor je klassen en lezen jullie "
                "samen een boek.",
            ),
            url=f"{post.base_url}/aanbod",
            button="Bekijk het aanbod",
        )
    else:
        note = Note(
            to_name=user.name,
            to_email=user.email,
            subject=f"{school.name} laat je niet toe in Foyer",
            lines=(
                f"Je vroeg om bij {school.name} te horen. De school zei nee, met deze reden:",
                f"“{row.reason}”",
            ),
            url=f"{post.base_url}/registreren/wachten",
            button="Een andere school kiezen",
            after=(
                "Is het een vergissing? Spreek het secretariaat van de school aan. Een account zonder school blijft "
                "werken om rond te kijken.",
            ),
        )
    return write(post, note, token, datetime.fromisoformat(payload["at"]))


def _user(session: Session, user_id: int) -> User | None:
    return session.scalar(select(User).where(User.id == user_id, User.is_active))


def _teaches(session: Session, user_id: int, school_id: int) -> bool:
    held = (Membership.user_id == user_id, Membership.school_id == school_id)
    return session.scalar(select(Membership.id).where(*held).limit(1)) is not None


def _is_office(session: Session, somebody: Decider, school_id: int) -> bool:
    held = (Membership.user_id == somebody.id, Membership.school_id == school_id, Membership.role == Role.OFFICE)
    return session.scalar(select(Membership.id).where(*held)) is not None


def write(post: Post, note: Note, token: str, at: datetime) -> EmailMessage:
    facts = {"note": note}
    draft = Draft(
        to_name=note.to_name,
        to_email=note.to_email,
        subject=note.subject,
        text=_templates().get_template("letters/note.txt").render(facts),
        html=_templates().get_template("letters/note.html").render(facts),
        reply_to=note.reply_to,
    )
    envelope = Envelope(sender_for(None, post.base_url), "Foyer", mail_domain(post.base_url), token, at)
    return letter(draft, envelope)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader([HERE]),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
