"""The letters to teachers about their class sets and their places in line.

A letter is written when it leaves, from what is then true: what was answered or changed meanwhile is not told any
more. None of them names another school or class.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassGroup, Library, User
from portal.clock import school_day
from portal.library.lending.models import SetWait, WaitEnd
from portal.library.lending.promotion import SET_OFFERED
from portal.library.lending.queries import place_of
from portal.library.lending.reach import reach_of
from portal.library.lending.taking_back import SET_NOT_OFFERED, SET_REOPENED, SET_REVOKED, SET_WAIT_ENDED
from portal.library.lending.waiting import SET_ENDS, SET_LAPSED, SET_REMINDED, SET_WAIT_CLOSED
from portal.library.lending.words import ahead, ordinal
from portal.library.models import ClassSet, Title
from portal.mail.letters import Draft, Envelope, letter
from portal.mail.transports import mail_domain, sender_for
from portal.outbox.worker import Handler
from portal.web.formats import FILTERS, count, short_day

HERE = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Desk:
    """Where the letters come from."""

    base_url: str
    sender: str


@dataclass(frozen=True)
class Words:
    """What one letter says: the subject in short, a title, sentences, and one thing to do."""

    subject: str
    title: str
    lines: tuple[str, ...]
    button: str
    path: str


@dataclass(frozen=True)
class About:
    """What a letter is about: a set or a wait, with the names on it."""

    of: Any
    title: Title
    class_name: str
    teacher: User
    library: str
    """Empty for the shared collection."""

    @property
    def book(self) -> str:
        return self.title.name

    @property
    def copies(self) -> str:
        return count(self.of.copies, "exemplaar", "exemplaren")


Writer = Callable[[Session, About, date], Words | None]
"""`date`: the day on which it happened."""


def handlers(base_url: str) -> dict[str, Handler]:
    desk = Desk(base_url, sender_for(None, base_url))
    found: dict[str, Handler] = {kind: partial(_of_wait, desk, writer) for kind, writer in WAITS.items()}
    return found | {kind: partial(_of_set, desk, writer) for kind, writer in SETS.items()}


# --- The line -----------------------------------------------------------------------------------------------------


def offered(_session: Session, about: About, _day: date) -> Words | None:
    wait: SetWait = about.of
    if wait.ended_at is not None or wait.offered_from is None or wait.answer_by is None:
        return None
    lines = [
        f"Er kwamen exemplaren vrij, en {about.class_name} is aan de beurt. Tot en met {short_day(wait.answer_by)} "
        f"houden we er {wait.copies} voor jullie opzij. Zeg voor dan ja of nee."
    ]
    if wait.offered_from > wait.from_day:
        lines.append(
            f"Je vroeg ze vanaf {short_day(wait.from_day)}. Ze zijn er van {short_day(wait.offered_from)} "
            f"tot en met {short_day(wait.until_day)}."
        )
    return Words(
        "Jullie zijn aan de beurt",
        f"Er zijn exemplaren van “{about.book}” voor jullie",
        tuple(lines),
        "Zeg ja of nee",
        f"/klassets/wachtlijst/{wait.id}",
    )


def reminded(_session: Session, about: About, _day: date) -> Words | None:
    wait: SetWait = about.of
    if wait.ended_at is not None or wait.answer_by is None:
        return None
    return Words(
        "Nog even",
        f"“{about.book}” wacht nog tot en met {short_day(wait.answer_by)}",
        (
            f"We houden {about.copies} opzij voor {about.class_name}, maar hoorden nog niets. "
            "Zeg je niets, dan krijgt de volgende klas ze.",
        ),
        "Zeg ja of nee",
        f"/klassets/wachtlijst/{wait.id}",
    )


def lapsed(_session: Session, about: About, _day: date) -> Words | None:
    if about.of.outcome is not WaitEnd.LAPSED:
        return None
    return Words(
        "Vervallen",
        f"De exemplaren van “{about.book}” gaan naar de volgende klas",
        (
            f"We hielden ze opzij voor {about.class_name}, maar kregen op tijd geen antwoord.",
            "Wil je het boek nog lezen? Kijk welke dagen vrij zijn, of ga opnieuw op de wachtlijst.",
        ),
        "Bekijk de vrije dagen",
        f"/boeken/{about.title.slug}/kalender",
    )


def closed(_session: Session, about: About, _day: date) -> Words:
    return Words(
        "Geen plaats gevonden",
        f"Voor “{about.book}” kwam er geen plaats meer",
        (
            f"Er blijft te weinig over van de periode die je voor {about.class_name} vroeg; je wacht niet langer.",
            "Misschien lukt een andere periode, of een ander boek.",
        ),
        "Bekijk de vrije dagen",
        f"/boeken/{about.title.slug}/kalender",
    )


def not_offered(session: Session, about: About, today: date) -> Words | None:
    wait: SetWait = about.of
    if wait.ended_at is not None or wait.offered_at is not None:
        return None
    place = place_of(session, wait, today)
    stands = f"{about.class_name} staat weer op de wachtlijst, als {ordinal(place.position)}: {ahead(place.ahead)}."
    return Words(
        "Toch niet",
        f"De exemplaren van “{about.book}” zijn er niet meer",
        ("De bibliotheek trok exemplaren in, ook die we voor jullie opzij hielden. Onze excuses.", stands),
        "Zie waar je staat",
        f"/klassets/wachtlijst/{wait.id}",
    )


def wait_ended(_session: Session, about: About, _day: date) -> Words | None:
    because = _because(about.title.withdrawn_because)
    return Words(
        "Boek teruggetrokken",
        f"“{about.book}” wordt niet meer uitgeleend",
        (f"De bibliotheek trok het boek terug.{because} {about.class_name} staat niet meer op de wachtlijst.",),
        "Kies een ander boek",
        "/boeken",
    )


WAITS: dict[str, Writer] = {
    SET_OFFERED: offered,
    SET_REMINDED: reminded,
    SET_LAPSED: lapsed,
    SET_WAIT_CLOSED: closed,
    SET_NOT_OFFERED: not_offered,
    SET_WAIT_ENDED: wait_ended,
}


# --- Sets ---------------------------------------------------------------------------------------------------------


def revoked(_session: Session, about: About, _day: date) -> Words | None:
    made: ClassSet = about.of
    if made.revoked_at is None:
        return None
    who = about.library or "De bibliotheek"
    return Words(
        "Boek teruggetrokken",
        f"{about.class_name} kan niet verder lezen in “{about.book}”",
        (
            f"{who} moest het boek terugtrekken.{_because(made.revoked_because)}",
            "Een hoofdstuk dat nog openstaat, gaat dicht bij de volgende bladzijde. De dieren, hun plekje en hun "
            "notities blijven bewaard tot het einde van de leesperiode.",
        ),
        "Bekijk de klasset",
        f"/klassets/{made.id}",
    )


def reopened(_session: Session, about: About, _day: date) -> Words | None:
    if about.of.revoked_at is not None:
        return None
    return Words(
        "Verder lezen",
        f"“{about.book}” is weer open voor {about.class_name}",
        ("De klascode is dezelfde gebleven, en iedereen leest verder waar hij was.",),
        "Bekijk de klasset",
        f"/klassets/{about.of.id}",
    )


def ends(session: Session, about: About, today: date) -> Words | None:
    made: ClassSet = about.of
    if made.returned_on is not None or made.revoked_at is not None or made.until_day < today:
        return None
    until = reach_of(session, made, today)
    if until is None:
        more = "Langer kan deze keer niet: er zijn geen exemplaren meer vrij op de dagen erna."
    else:
        more = f"Nog niet uit? Nu kan je verlengen tot en met {short_day(until)}; de klascode blijft dezelfde."
    return Words(
        "Bijna gedaan",
        f"{about.class_name} leest “{about.book}” nog tot en met {short_day(made.until_day)}",
        (more, "Daarna gaat het boek vanzelf dicht."),
        "Verlengen of bekijken",
        f"/klassets/{made.id}",
    )


SETS: dict[str, Writer] = {SET_REVOKED: revoked, SET_REOPENED: reopened, SET_ENDS: ends}


# --- Writing them -------------------------------------------------------------------------------------------------


def _because(reason: str) -> str:
    return f" De reden: {reason.rstrip('.')}." if reason else ""


def _of_wait(
    desk: Desk, writer: Writer, session: Session, payload: Mapping[str, Any], token: str
) -> EmailMessage | None:
    about = _about(session, SetWait, SetWait.asked_by, payload["wait_id"])
    return None if about is None else _write(desk, writer, session, about, payload["at"], token)


def _of_set(
    desk: Desk, writer: Writer, session: Session, payload: Mapping[str, Any], token: str
) -> EmailMessage | None:
    about = _about(session, ClassSet, ClassSet.assigned_by, payload["set_id"])
    return None if about is None else _write(desk, writer, session, about, payload["at"], token)


def _about(session: Session, kind: Any, teacher: Any, number: int) -> About | None:
    """None when it is gone, or its teacher may not sign in any more."""
    row = session.execute(
        select(kind, Title, ClassGroup.name, User, Library.name)
        .join(Title, Title.id == kind.title_id)
        .join(ClassGroup, ClassGroup.id == kind.class_group_id)
        .join(User, User.id == teacher)
        .outerjoin(Library, Library.id == Title.library_id)
        .where(kind.id == number, User.is_active)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return None if row is None else About(row[0], row[1], row[2], row[3], row[4] or "")


def _write(desk: Desk, writer: Writer, session: Session, about: About, at: str, token: str) -> EmailMessage | None:
    moment = datetime.fromisoformat(at)
    words = writer(session, about, school_day(moment))
    if words is None:
        return None
    from_name = about.library or "Foyer"
    facts = {
        "words": words,
        "to_name": about.teacher.name,
        "from_name": from_name,
        "url": desk.base_url + words.path,
        "facts": (
            ("Boek", about.book),
            ("Klas", about.class_name),
            ("Wanneer", f"{short_day(about.of.from_day)} tot en met {short_day(about.of.until_day)}"),
            ("Aantal", about.copies),
        ),
    }
    draft = Draft(
        to_name=about.teacher.name,
        to_email=about.teacher.email,
        subject=f"{words.subject}: {about.book}, {about.class_name}",
        text=_templates().get_template("letters/loan.txt").render(facts),
        html=_templates().get_template("letters/loan.html").render(facts),
    )
    sender_name = f"{about.library} via Foyer" if about.library else "Foyer"
    return letter(draft, Envelope(desk.sender, sender_name, mail_domain(desk.base_url), token, moment))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
