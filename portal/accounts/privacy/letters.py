"""The letter to who hasn't used an account for long: it goes by itself, unless."""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.accounts.people.letters import Note, Post, write
from portal.accounts.privacy.unused import UNUSED, WARNED_BEFORE
from portal.outbox.worker import Handler
from portal.web.formats import day


def handlers(base_url: str, secret_key: str) -> dict[str, Handler]:
    return {UNUSED: partial(unused, Post(base_url, secret_key))}


def unused(post: Post, session: Session, payload: Mapping[str, Any], token: str) -> EmailMessage | None:
    """Nothing for who came back meanwhile."""
    user = session.scalar(select(User).where(User.id == payload["user_id"], User.is_active))
    if user is None or user.warned_on is None:
        return None
    last = user.warned_on + WARNED_BEFORE
    note = Note(
        to_name=user.name,
        to_email=user.email,
        subject="Je account bij Foyer wordt gewist",
        lines=(
            "Je hebt je account bij Foyer bijna twee jaar niet gebruikt. Wat niemand nodig heeft, bewaren we niet: "
            f"vanaf {day(last)} wordt het gewist.",
            "Wil je het houden? Meld je dan vóór die dag één keer aan; meer hoef je niet te doen.",
        ),
        url=f"{post.base_url}/aanmelden",
        button="Aanmelden en houden",
        after=(
            "Boekingen en facturen van je school of huis blijven staan, zonder je naam.",
            "Op Mijn account kan je vooraf downloaden wat we van je bewaren.",
        ),
    )
    return write(post, note, token, datetime.fromisoformat(payload["at"]))
