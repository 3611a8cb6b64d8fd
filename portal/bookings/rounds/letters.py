"""The letters of a round: to its house that the lot is drawn, to each teacher what it gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.models import Centre, School, User
from portal.bookings.letters.stationery import Desk, desk_of, template
from portal.bookings.rounds.draw import ROUND_DRAWN
from portal.bookings.rounds.models import PreferenceRound, RoundState
from portal.bookings.rounds.publish import ROUND_RESULT
from portal.bookings.rounds.queries import DateCard, RoundCard, WishCard, round_by_id, waiting_of, wishes_in
from portal.bookings.rounds.words import choice_name
from portal.mail.letters import Draft, Envelope, letter
from portal.outbox.worker import Handler
from portal.web.formats import day_time

HERE = Path(__file__).parent / "templates"


def handlers(base_url: str) -> dict[str, Handler]:
    desk = desk_of(base_url)
    return {ROUND_DRAWN: partial(drawn, desk), ROUND_RESULT: partial(result, desk)}


@dataclass(frozen=True)
class Line:
    """What one group got: at most one date for each show that it wished, and the choice that each was."""

    name: str
    number: int
    got: tuple[tuple[DateCard, str, str], ...]
    """Each with the words for the choice and the reference of its booking; empty: it was called off since."""
    waits: str = ""
    """The title of what it waits for, where it got nothing and the house keeps a list."""


def lines_of(found: RoundCard, wishes: list[WishCard], waiting: Mapping[int, int]) -> list[Line]:
    return [
        Line(
            wish.name,
            wish.number,
            tuple(
                (found.date(one.performance_id), choice_name(one.choice, len(wish.preferences)), one.reference)
                for one in wish.awards
            ),
            _waits_for(found, waiting.get(wish.together or wish.number)) if not wish.awards else "",
        )
        for wish in wishes
    ]


def _waits_for(found: RoundCard, performance_id: int | None) -> str:
    if performance_id is None:
        return ""
    date = found.date(performance_id)
    return f"{date.title}, {day_time(date.starts_at)}"


def drawn(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """To the house; None once it has published, or where it gave no address."""
    found, centre = _found(session, payload["round_id"])
    if found is None or centre is None or not centre.email or found.stored is not RoundState.DRAWN:
        return None
    facts = {"found": found, "url": f"{desk.base_url}/centrum/verdelingen/{found.id}"}
    subject = f"Geloot: {found.title}. Kijk na en maak bekend"
    return _letter(
        desk, centre, (centre.name, centre.email), subject, "drawn", facts, token, found.drawn_at or found.draws_at
    )


def result(desk: Desk, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """To a teacher: what her groups got, what not, and where everybody can work it out again."""
    found, centre = _found(session, payload["round_id"])
    teacher, school = session.get(User, payload["user_id"]), session.get(School, payload["school_id"])
    if found is None or centre is None or teacher is None or school is None:
        return None
    wishes = wishes_in(session, found.id, schools=[school.id])
    mine = [one for one in wishes if one.wished_by_id == teacher.id]
    lines = lines_of(found, mine, waiting_of(session, found.id, school.id))
    facts = {
        "found": found,
        "lines": lines,
        "centre": centre,
        "teacher": teacher.name,
        "some_left": any(not one.is_off and one.left > 0 for one in found.dates),
        "nothing": [line.name for line in lines if not line.got],
        "base_url": desk.base_url,
        "url": f"{desk.base_url}/verdeling/{found.slug}",
    }
    served = sum(bool(line.got) for line in lines)
    subject = (
        f"{found.title}: {served} van je {len(lines)} groepen" if len(lines) > 1 else f"{found.title}: de uitslag"
    )
    to = teacher.name, teacher.email
    return _letter(desk, centre, to, subject, "result", facts, token, found.published_at or found.draws_at)


def _found(session: Session, round_id: int) -> tuple[RoundCard | None, Centre | None]:
    row = session.get(PreferenceRound, round_id)
    if row is None:
        return None, None
    return round_by_id(session, round_id, [row.centre_id]), session.get(Centre, row.centre_id)


def _letter(
    desk: Desk,
    centre: Centre,
    to: tuple[str, str],
    subject: str,
    name: str,
    facts: Mapping[str, Any],
    token: str,
    at: datetime,
) -> EmailMessage:
    draft = Draft(
        to_name=to[0],
        to_email=to[1],
        subject=subject,
        text=template(HERE, f"round_{name}.txt").render(facts),
        html=template(HERE, f"round_{name}.html").render(facts),
        reply_to=centre.email,
    )
    return letter(draft, Envelope(desk.sender, f"{centre.name} via Foyer", desk.domain, token, at))
