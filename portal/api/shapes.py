"""The shapes of the API's answers, for its description. The views write the answers themselves, from cards that are
frozen already; the tests hold every real answer against these."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from portal.accounts.models import ClassLevel
from portal.bookings.models import LedgerKind
from portal.bookings.states import BookingState
from portal.offers.filter import Access
from portal.offers.models import Discipline, OfferKind, OfferMode, PriceUnit


class Shape(BaseModel):
    """Every field is there in every answer, unless it has a default here; no other field is."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Picture(Shape):
    url: str
    alt: str
    credit: str = ""


class CardCentre(Shape):
    name: str
    nis: str
    municipality: str
    province: str


class CardPerformances(Shape):
    """The performances that match the search."""

    count: int
    first_start: datetime | None
    most_seats_left: int | None
    """Most places left in one performance; null where the date is agreed with the school."""


class OfferItem(Shape):
    """An offer as a search result."""

    id: int
    slug: str
    title: str
    short: str
    url: str
    kind: OfferKind
    discipline: Discipline
    mode: OfferMode
    company: str | None
    centre: CardCentre
    distance_km: float | None
    levels: list[ClassLevel]
    languages: list[str] = Field(description="Codes of two letters; Dutch alone where the offer names none.")
    working_region: list[str] = Field(
        description="Where an offer that travels comes, as codes of regions; empty: it takes place in its house."
    )
    age_from: int
    age_to: int
    duration_min: int
    price_cents: int
    price_unit: PriceUnit
    access: list[Access]
    by_agreement: bool = Field(description="School and house agree on a date, between these days if they are there.")
    available_from: date | None
    available_to: date | None
    picture: Picture | None
    pack_id: str | None
    performances: CardPerformances


class OfferList(Shape):
    total: int
    start: int
    limit: int
    items: list[OfferItem]
    facets: dict[str, dict[str, int]] = Field(
        description="Per parameter: how many offers each value would give, with all other parameters as they are."
    )


class OfferCentre(Shape):
    slug: str
    name: str
    nis: str
    municipality: str
    street: str
    postal_code: str


class PerformanceItem(Shape):
    """One dated performance. `closes` is when online booking ends."""

    id: int
    start: datetime
    end: datetime
    closes: datetime
    venue: str | None
    wheelchair_places: int
    capacity: int
    seats_left: int
    status: Literal["available", "sold-out", "closed", "cancelled"]
    in_school_hours: bool


class OfferDetail(Shape):
    """One published offer, with its coming performances."""

    id: int
    slug: str
    title: str
    short: str
    description: str
    before: str
    after: str
    content_notes: str
    url: str
    kind: OfferKind
    discipline: Discipline
    mode: OfferMode
    language: str
    performance_mode: str
    company: str | None
    centre: OfferCentre
    levels: list[ClassLevel]
    languages: list[str] = Field(description="Codes of two letters; Dutch alone where the offer names none.")
    working_region: list[str] = Field(
        description="Where an offer that travels comes, as codes of regions; empty: it takes place in its house."
    )
    age_from: int
    age_to: int
    duration_min: int
    price_cents: int
    price_unit: PriceUnit
    pupils_per_free_companion: int | None
    max_seats_per_school: int | None
    access: list[Access]
    by_agreement: bool = Field(description="School and house agree on a date, between these days if they are there.")
    available_from: date | None
    available_to: date | None
    picture: Picture | None
    pack_id: str | None
    performances: list[PerformanceItem]


class OfferName(Shape):
    id: int
    slug: str
    title: str


class PerformanceDetail(PerformanceItem):
    """One performance, with the offer it is of."""

    offer: OfferName


class BookedPerformance(Shape):
    id: int
    start: datetime
    end: datetime
    arrive: datetime
    hall: str | None


class BookedCentre(Shape):
    slug: str
    name: str


class Named(Shape):
    name: str


class BookedGroup(Shape):
    name: str
    level: ClassLevel
    pupils: int
    companions: int
    wheelchair: int
    reduced: int


class BookingLinks(Shape):
    page: str
    visit: str | None = Field(description="For the school alone.")
    calendar: str


class Waiting(Shape):
    position: int = Field(description="1 for the first in line.")
    seats_ahead: list[int] = Field(description="Of those in front, in order.")


class BookingDetail(Shape):
    """A booking. `seats` are pupils and companions, wheelchair users among them."""

    reference: str
    state: BookingState
    seats: int
    pupils: int
    companions: int
    wheelchair: int
    reduced: int = Field(description="Pupils with a right to the offer's reduced tariff.")
    price_cents: int = Field(description="What the visit is to cost, everybody coming.")
    owed_cents: int = Field(description="What the school owes by now: nothing before it has the seats for good.")
    held_until: datetime | None = Field(description="When a held booking lets its seats go, unless it is confirmed.")
    waiting: Waiting | None = Field(description="Its place on the waiting list, while it waits.")
    visit_code: str | None = Field(description="For the school alone: it opens what the class did in the game.")
    performance_id: int
    performance: BookedPerformance
    offer: OfferName
    centre: BookedCentre
    school: Named
    groups: list[BookedGroup]
    contact: str
    note: str
    created_at: datetime
    cancelled_at: datetime | None
    links: BookingLinks


class BookedOffer(Shape):
    slug: str
    title: str


class BookingItem(Shape):
    """A booking in a list; `groups` are the names of its classes."""

    reference: str
    state: BookingState
    seats: int
    price_cents: int
    held_until: datetime | None
    visit_code: str | None = Field(description="For the school alone: it opens what the class did in the game.")
    start: datetime
    offer: BookedOffer
    centre: Named
    groups: list[str]


class BookingList(Shape):
    start: int
    limit: int
    items: list[BookingItem]


class LedgerActor(Shape):
    name: str
    email: str


class LedgerItem(Shape):
    """A row of the ledger: it is never changed and never removed.

    `seats`, `cents` (owed) and `paid_cents` say how much more there is from here on; below 0: less.
    """

    id: int
    at: datetime
    reference: str
    kind: LedgerKind
    seats: int
    cents: int
    paid_cents: int
    performance_id: int
    start: datetime
    title: str
    school: str
    actor: LedgerActor
    reason: str


class LedgerPage(Shape):
    items: list[LedgerItem]
    next_cursor: int | None = Field(description="The cursor for what comes after; null when there is nothing yet.")


class RunKept(Shape):
    stored: bool = Field(description="False for a visit that holds more runs than a class ever plays.")
    run_id: str


class FieldProblem(Shape):
    field: str
    code: str
    message: str


class ParameterProblem(Shape):
    parameter: str
    value: str
    message: str


class Problem(BaseModel):
    """A problem document (RFC 9457). `code` is stable; the words are Dutch and may change. Facts stand beside."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str
    status: int
    code: str
    title: str
    detail: str = ""


class BodyProblem(Problem):
    errors: list[FieldProblem]


class ParametersProblem(Problem):
    errors: list[ParameterProblem]


ANSWERS: tuple[type[BaseModel], ...] = (
    OfferList,
    OfferDetail,
    PerformanceDetail,
    BookingDetail,
    BookingList,
    LedgerPage,
    RunKept,
    Problem,
    BodyProblem,
    ParametersProblem,
)
