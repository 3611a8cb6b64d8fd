"""`/beheer`: the platform at a glance, for its admin. It looks and changes nothing."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Company, Library, School, User
from portal.bookings.models import Booking, BookingGroup
from portal.bookings.queries import Disagreement, verify, verify_money
from portal.bookings.states import SEATED
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.library.desk.shelf import out_on
from portal.library.models import ClassSet, Title
from portal.migrations.state import newest, revision_of
from portal.offers.models import Offer, OfferState, Performance, PerformanceState
from portal.outbox.models import Message
from portal.packs.models import StoredPack
from portal.visits.models import VisitRun
from portal.web.access import for_admin
from portal.web.todo import admin_todos

blueprint = Blueprint("platform", __name__)


@dataclass(frozen=True)
class Counts:
    """How many of what there are; "to come" counts from today on."""

    schools: int
    centres: int
    companies: int
    libraries: int
    accounts: int
    offers: int
    drafts: int
    performances_to_come: int
    bookings: int
    classes_booked: int
    pupils_booked: int
    packs: int
    runs: int
    titles: int
    sets_out: int
    mail_sent: int
    mail_waiting: int
    mail_retrying: int
    mail_failed: int


@dataclass(frozen=True)
class Soundness:
    """What must hold at any moment: the schema is this code's, and ledger, bookings and seats are one."""

    revision: str | None
    newest: str
    seats: list[Disagreement]
    money: list[str]

    @property
    def is_current(self) -> bool:
        return self.revision == self.newest

    @property
    def agrees(self) -> bool:
        return not self.seats and not self.money


@blueprint.get("/beheer")
@for_admin
def overview() -> ResponseReturnValue:
    return render_template(
        "platform.html",
        counts=counts(db.session),
        sound=soundness(db.session),
        todos=admin_todos(db.session, now=utc_now()),
        now=utc_now(),
    )


def counts(session: Session) -> Counts:
    """All counts of one moment, in one statement."""
    today = school_day(utc_now())
    held = Booking.state.in_(SEATED)
    classes, pupils = (
        select(column).select_from(BookingGroup).join(Booking, Booking.id == BookingGroup.booking_id).where(held)
        for column in (func.count(), func.coalesce(func.sum(BookingGroup.pupils), 0))
    )
    waiting = (Message.sent_at.is_(None), Message.gave_up_at.is_(None))
    asked: tuple[Select[int], ...] = (
        _number(School),
        _number(Centre),
        _number(Company),
        _number(Library),
        _number(User, User.is_active),
        _number(Offer, Offer.state == OfferState.PUBLISHED),
        _number(Offer, Offer.state == OfferState.DRAFT),
        _number(Performance, Performance.day >= today, Performance.state == PerformanceState.PLANNED),
        _number(Booking, held),
        classes,
        pupils,
        _number(StoredPack),
        _number(VisitRun),
        _number(Title),
        _number(ClassSet, out_on(today)),
        _number(Message, Message.sent_at.is_not(None)),
        _number(Message, *waiting, Message.attempts == 0),
        _number(Message, *waiting, Message.attempts > 0),
        _number(Message, Message.gave_up_at.is_not(None)),
    )
    return Counts(*session.execute(select(*(one.scalar_subquery() for one in asked))).one())


def _number(table: type, *conditions: object) -> Select[int]:
    return select(func.count()).select_from(table).where(*conditions)  # type: ignore[arg-type]


def soundness(session: Session) -> Soundness:
    return Soundness(revision_of(session.connection()), newest(), verify(session), verify_money(session))
