"""Colleagues of the demo's houses, a teacher who waits for the school's yes, and an invitation that is still open."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.links import new_link
from portal.accounts.models import Centre, Role, School, User
from portal.accounts.people import joining, service
from portal.accounts.people.models import Invitation, JoinRequest
from portal.accounts.service import create_user, give_role
from portal.db import write_transaction
from portal.outbox.models import Message

COLLEAGUES = (
    ("nele@demo.example", "Nele Van Hoof", Role.EDITOR, ("centre", "de-lantaarn")),
    ("bram@demo.example", "Bram Cools", Role.DOOR, ("centre", "de-lantaarn")),
    ("kobe@demo.example", "Kobe Wuyts", Role.TEACHER, ("school", "de-zilverberk")),
)
JOINS = ("wim@demo.example", "Wim Aerts", "de-zilverberk")
"""Logs in with the password of all demo accounts, and may look around."""
INVITED = ("sofie@demo.example", "de-lantaarn", (Role.BOOKER, Role.DOOR))


def load_people(session: Session, *, now: datetime) -> None:
    """Their letters went out long ago. Commits."""
    with write_transaction(session):
        password_hash = session.scalars(select(User.password_hash).where(User.email == "leraar@demo.example")).one()
        asked, mailed = now - timedelta(days=2), now - timedelta(days=3)
        for email, name, role, house in COLLEAGUES:
            user = create_user(session, email=email, name=name, password_hash=password_hash, now=asked)
            give_role(session, user, role, house)
        session.add(_join(session, password_hash, asked))
        session.add(_invitation(session, mailed))
        session.execute(update(Message).where(Message.sent_at.is_(None)).values(sent_at=Message.created_at))


def _join(session: Session, password_hash: str, asked: datetime) -> JoinRequest:
    email, name, slug = JOINS
    user = create_user(session, email=email, name=name, password_hash=password_hash, now=asked)
    school_id = session.scalars(select(School.id).where(School.slug == slug)).one()
    # The demo makes its secret later, and nobody gets this letter: any will do.
    link = new_link("demo", joining.LINK)
    return JoinRequest(
        school_id=school_id,
        email=email,
        name=name,
        user_id=user.id,
        nonce=link.nonce,
        digest=link.digest,
        asked_at=asked,
        expires_at=asked + joining.CONFIRM_WITHIN,
        confirmed_at=asked,
    )


def _invitation(session: Session, mailed: datetime) -> Invitation:
    email, slug, roles = INVITED
    link = new_link("demo", service.LINK)
    by = session.scalars(select(User.id).where(User.email == "centrum@demo.example")).one()
    return Invitation(
        email=email,
        roles=[role.value for role in roles],
        centre_id=session.scalars(select(Centre.id).where(Centre.slug == slug)).one(),
        invited_by=by,
        nonce=link.nonce,
        digest=link.digest,
        mailed_at=mailed,
        expires_at=mailed + service.STANDS,
    )
