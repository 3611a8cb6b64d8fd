"""What a house can invoice today: bookings whose ledger says another sum than their invoices, laid together as its
rules bundle them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.models import School
from portal.bookings.models import Booking, BookingGroup, LedgerKind, LedgerRow
from portal.bookings.policy.charge import Ask, Party
from portal.bookings.policy.rules import Bundle, HouseRules
from portal.bookings.policy.service import rules_of_version
from portal.bookings.states import BookingState
from portal.clock import school_day
from portal.invoices.lines import Item, Visited, expected_cents, items_of
from portal.invoices.models import CentreBilling, Invoice, InvoiceLine, Kind, OfferVat
from portal.invoices.vat import Rate, Taxed, taxed
from portal.offers.models import Offer, Performance
from portal.places.school_calendar import school_year
from portal.web.formats import day_time

BILLABLE = (BookingState.ATTENDED, BookingState.NO_SHOW, BookingState.CONFIRMED, BookingState.DEFINITIVE)
"""States whose visits are charged once they are over; a cancelled one at once."""


@dataclass(frozen=True)
class DueBooking:
    """A booking that owes another sum than stands on its invoices."""

    id: int
    reference: str
    school_id: int
    school_name: str
    title: str
    starts_at: datetime
    is_over: bool
    was_counted: bool
    visit: Visited
    rules: HouseRules
    rate: Rate
    invoiced_cents: int
    is_by_hand: bool
    """Somebody of the house changed the sum: what the ledger says since stands, the rules alone don't overrule it."""

    @property
    def owed_cents(self) -> int:
        """What the invoice will say: what the ledger says, but where heads were counted, or nobody came, and nobody
        made it a sum yet. A visit that wasn't counted stays what it was to cost: the offer may ask another price now.
        """
        has_news = self.visit.state is BookingState.NO_SHOW or self.visit.is_counted
        if self.is_by_hand or self.visit.owed_cents == 0 or not has_news:
            return self.visit.owed_cents
        return expected_cents(self.rules, self.visit)

    @property
    def is_correction(self) -> bool:
        return self.invoiced_cents != 0

    @property
    def items(self) -> tuple[Item, ...]:
        return items_of(self.rules, replace(self.visit, owed_cents=self.owed_cents))

    @property
    def what(self) -> str:
        """The heading of its lines, at most 120 characters."""
        tail = f", {day_time(self.starts_at)} (boeking {self.reference})"
        room = 120 - len(tail)
        title = self.title if len(self.title) <= room else f"{self.title[: room - 1]}…"
        return title + tail


@dataclass(frozen=True)
class Draft:
    """An invoice that can be made: the bookings of one school that belong together."""

    key: str
    school_id: int
    school_name: str
    name: str
    """What holds them together: a visit, "2e trimester 2026-2027"."""
    ripe_on: date
    bookings: tuple[DueBooking, ...]

    @property
    def cents(self) -> int:
        return sum(booking.owed_cents for booking in self.bookings)

    @property
    def credited_cents(self) -> int:
        """What is taken back of earlier invoices at the same time."""
        return sum(booking.invoiced_cents for booking in self.bookings)

    @property
    def taxed(self) -> tuple[Taxed, ...]:
        return taxed((booking.rate, item.cents) for booking in self.bookings for item in booking.items)

    @property
    def pay_within_days(self) -> int:
        return max(booking.rules.invoicing.pay_within_days for booking in self.bookings)

    @property
    def is_counted(self) -> bool:
        return all(booking.was_counted for booking in self.bookings)

    def is_ripe(self, today: date) -> bool:
        return self.ripe_on <= today


def net_of_line() -> ColumnElement[int]:
    """A line of an invoice as it counts: credit notes take off."""
    return case((Invoice.kind == Kind.CREDIT_NOTE, -InvoiceLine.cents), else_=InvoiceLine.cents)


def invoiced_by_booking() -> Select[int, int]:
    """What stands on the invoices of each booking, credits off."""
    return (
        select(InvoiceLine.booking_id, func.sum(net_of_line()).label("cents"))
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .group_by(InvoiceLine.booking_id)
    )


def due_bookings(
    session: Session, centre_id: int, *, now: datetime, ids: Collection[int] | None = None
) -> list[DueBooking]:
    """The bookings of a house that are due, oldest visit first; with `ids` those of them, also before the visit."""
    invoiced = invoiced_by_booking().subquery()
    already = func.coalesce(invoiced.c.cents, 0)
    is_over = Performance.ends_at <= now
    charged = or_(Booking.state == BookingState.CANCELLED, and_(Booking.state.in_(BILLABLE), is_over), already != 0)
    query = (
        select(Booking, Performance, Offer, School.name, already.label("already"), OfferVat.rate, CentreBilling.rate)
        .join(Performance, Performance.id == Booking.performance_id)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(School, School.id == Booking.school_id)
        .outerjoin(invoiced, invoiced.c.booking_id == Booking.id)
        .outerjoin(OfferVat, OfferVat.offer_id == Offer.id)
        .outerjoin(CentreBilling, CentreBilling.centre_id == Offer.centre_id)
        .where(Offer.centre_id == centre_id, Booking.owed_cents != already)
        .order_by(Performance.starts_at, Booking.id)
        .execution_options(populate_existing=True)
    )
    query = query.where(charged) if ids is None else query.where(Booking.id.in_(ids))
    rows = session.execute(query).all()
    found = [row[0].id for row in rows]
    parties, by_hand = _parties(session, found), _by_hand(session, found)
    # A house has few versions, and many bookings under each.
    rules = {version: rules_of_version(session, version) for version in {row[0].policy_id for row in rows}}
    return [
        DueBooking(
            id=booking.id,
            reference=booking.reference,
            school_id=booking.school_id,
            school_name=school,
            title=offer.title,
            starts_at=performance.starts_at,
            is_over=performance.ends_at <= now,
            was_counted=booking.state not in {BookingState.CONFIRMED, BookingState.DEFINITIVE},
            visit=Visited(
                booking.state,
                booking.price_cents,
                booking.owed_cents,
                Ask(offer.price_cents, offer.price_unit, offer.kind, offer.pupils_per_free_companion),
                parties.get(booking.id, ()),
            ),
            rules=rules[booking.policy_id],
            rate=of_offer or of_house or Rate.EXEMPT,
            invoiced_cents=sum_so_far,
            is_by_hand=booking.id in by_hand,
        )
        for booking, performance, offer, school, sum_so_far, of_offer, of_house in rows
    ]


def _parties(session: Session, ids: Sequence[int]) -> dict[int, tuple[Party, ...]]:
    found: dict[int, tuple[Party, ...]] = {}
    for group in session.scalars(
        select(BookingGroup)
        .where(BookingGroup.booking_id.in_(ids))
        .order_by(BookingGroup.id)
        .execution_options(populate_existing=True)
    ):
        party = Party(
            group.level,
            group.pupils,
            group.companions,
            group.came_pupils,
            group.came_companions,
            group.reduced,
            group.reduced_cents,
            group.cents_each,
        )
        found[group.booking_id] = (*found.get(group.booking_id, ()), party)
    return found


def _by_hand(session: Session, ids: Sequence[int]) -> set[int]:
    """The bookings whose sum somebody changed, whatever numbers and door made of it afterwards."""
    rows = session.scalars(
        select(LedgerRow.booking_id).where(
            LedgerRow.booking_id.in_(ids),
            LedgerRow.kind == LedgerKind.CHARGED,
            LedgerRow.cents != 0,
            LedgerRow.actor_id.is_not(None),
        )
    )
    return set(rows)


def bundle_key(booking: DueBooking) -> tuple[str, str, date]:
    """Key, name and first day of what this booking is invoiced together with."""
    day = school_day(booking.starts_at)
    bundle = booking.rules.invoicing.bundle
    if bundle is Bundle.BOOKING:
        return f"b-{booking.id}", booking.title, day
    year = school_year(day)
    written = f"{year}-{year + 1}"
    if bundle is Bundle.YEAR:
        return f"j-{booking.school_id}-{year}", f"schooljaar {written}", date(year + 1, 7, 1)
    term = 1 if day.month >= 9 else 2 if day.month <= 3 else 3
    ripe = (date(year + 1, 1, 1), date(year + 1, 4, 1), date(year + 1, 7, 1))[term - 1]
    return f"t-{booking.school_id}-{year}-{term}", f"{term}e trimester {written}", ripe


def laid_together(bookings: Iterable[DueBooking]) -> list[Draft]:
    """Bookings as the rules bundle them, those that have waited longest first."""
    drafts: dict[str, Draft] = {}
    for booking in bookings:
        key, name, ripe_on = bundle_key(booking)
        so_far = drafts.get(key)
        drafts[key] = (
            replace(so_far, bookings=(*so_far.bookings, booking))
            if so_far
            else Draft(key, booking.school_id, booking.school_name, name, ripe_on, (booking,))
        )
    return sorted(drafts.values(), key=lambda draft: (draft.ripe_on, draft.school_name, draft.key))


def drafts_of(session: Session, centre_id: int, *, now: datetime) -> list[Draft]:
    return laid_together(due_bookings(session, centre_id, now=now))
