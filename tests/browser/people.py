"""Everybody who opens the portal, and the corners of the demo region that the demo itself leaves empty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.accounts.keys.models import SecondFactor
from portal.accounts.keys.service import reset_link
from portal.accounts.links import link_again, new_link
from portal.accounts.models import Centre, ClassGroup, ClassLevel, Company, Library, Membership, Role, School
from portal.accounts.people.joining import Wish, ask
from portal.accounts.people.models import Invitation, JoinRequest
from portal.accounts.queries import Person, person_by_id, school_year, user_id_for_email
from portal.accounts.service import ClassRequest, add_class, create_user, give_role, hash_password
from portal.bookings.models import Booking
from portal.bookings.requests import GroupRequest, SeatRequest
from portal.bookings.rounds.announce import Plan, make_round
from portal.bookings.rounds.draw import draw_round
from portal.bookings.rounds.publish import publish_round
from portal.bookings.rounds.wishes import WishList, submit_wishes
from portal.bookings.service import book_seats, cancel_booking
from portal.bookings.states import BookingState
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.demo.prepare import DEMO_PASSWORD
from portal.library.choosing.models import TitleShow
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import Animal, ClassSet, Title
from portal.library.reading.service import join_set
from portal.library.together.queries import questions_of
from portal.library.together.service import answer
from portal.offers.models import Offer, OfferMode, Performance, PerformanceState, Production
from portal.visits.report import RunReport
from portal.visits.service import keep_run

SHOW = "de-vuurtoren-die-niet-wou-slapen"
TURNHOUT = "13040"
CLASSES_THAT_PLAYED = 6
"""One more than a company must have before it sees sums."""

DEMO = {
    "teacher": "leraar@demo.example",
    "office": "school@demo.example",
    "centre": "centrum@demo.example",
    "company": "gezelschap@demo.example",
    "library": "bib@demo.example",
    "admin": "beheer@demo.example",
    "waiting": "wim@demo.example",
}
WITH_STEP = "stappen@voorbeeld.example"
"""Logs in in two steps."""
NEW: dict[str, tuple[Role, type[School | Centre | Company | Library]]] = {
    "new-teacher": (Role.TEACHER, School),
    "new-centre": (Role.CENTRE_ADMIN, Centre),
    "new-company": (Role.AUTHOR, Company),
    "new-library": (Role.LIBRARY, Library),
}
"""Somebody of a house that opened its doors today: every list is empty."""


@dataclass(frozen=True)
class Cast:
    """Who signs in with which address, and what the addresses of pages need to know."""

    emails: dict[str, str]
    facts: dict[str, str]


def fill_corners(session: Session, secret_key: str) -> Cast:
    """New houses, a cancelled booking, a show without places, classes that played, and rounds and class sets in every
    state.
    """
    with write_transaction(session):
        emails = DEMO | dict(_new_people(session))
        facts = dict(_bookings(session)) | dict(_plays(session)) | dict(_class_sets(session))
        facts |= dict(_rounds(session)) | dict(_links(session)) | dict(_keys(session, secret_key))
    return Cast(emails, facts)


def _new_people(session: Session) -> Iterator[tuple[str, str]]:
    password_hash = hash_password(DEMO_PASSWORD)
    for who, (role, house) in NEW.items():
        place = {} if house is Company else {"nis": TURNHOUT}
        session.add(house(slug=who, name="Huis De Eerste Dag", **place))
        session.flush()
        email = f"{who}@voorbeeld.example"
        user = create_user(session, email=email, name="An Peeters", password_hash=password_hash, now=utc_now())
        give_role(session, user, role, (house.__tablename__, who))
        yield who, email


def _bookings(session: Session) -> Iterator[tuple[str, str]]:
    demo = session.scalars(select(Booking).where(Booking.request_key == "demo-journey")).one()
    yield "reference", demo.reference
    yield "visit", demo.visit_code
    yield "offer", _slug_of(session, demo.performance_id)
    yield "moment", str(demo.performance_id)
    today = select(Booking.performance_id).where(Booking.request_key == "demo-vandaag-de-regenpijp")
    yield "today", str(session.scalars(today).one())
    yield "offer_id", str(session.get_one(Performance, demo.performance_id).offer_id)
    yield "class", str(session.scalars(select(ClassGroup.id).where(ClassGroup.school_id == demo.school_id)).first())
    left = func.sum(Performance.capacity - Performance.seats_taken)
    full = select(Offer.slug).join(Performance).where(Performance.closes_at > utc_now()).group_by(Offer.slug)
    yield "full", session.scalars(full.having(left == 0)).first() or ""
    performance_id = session.scalars(select(Performance.id).join(Offer).where(Offer.slug == "demo-eerst-komt")).one()
    gone = book_seats(session, _a_request("cancelled", performance_id, _teacher(session)), now=utc_now()).booking
    cancel_booking(session, gone.reference, actor=_teacher(session), now=utc_now(), reason="De bus is stuk.")
    yield "cancelled", gone.reference


def _links(session: Session) -> Iterator[tuple[str, str]]:
    """What stands in letters that the demo never sent: an invitation, and an address to confirm."""
    invited = session.scalars(select(Invitation)).one()
    link = new_link("browser", "invitation")
    invited.nonce, invited.digest = link.nonce, link.digest
    yield "invitation", link.secret
    school = session.scalars(select(School.id).where(School.slug == "de-zilverberk")).one()
    wish = Wish(school, "Els Goossens", "els@voorbeeld.example", hash_password(DEMO_PASSWORD))
    ask(session, wish, secret_key="browser", now=utc_now())
    nonce = session.scalars(select(JoinRequest.nonce).where(JoinRequest.email == wish.email)).one()
    yield "join", link_again("browser", "join", nonce).secret
    yield "school", str(school)


def _keys(session: Session, secret_key: str) -> Iterator[tuple[str, str]]:
    """Somebody with a second step, and a link for a forgotten password."""
    hashed = hash_password(DEMO_PASSWORD)
    made = create_user(session, email=WITH_STEP, name="An Peeters", password_hash=hashed, now=utc_now())
    session.add(SecondFactor(user_id=made.id, nonce="0" * 32, last_step=0, on_since=utc_now()))
    yield "reset", reset_link(secret_key, made.id, made.session_stamp, int(utc_now().timestamp()) + 3600)


def _slug_of(session: Session, performance_id: int) -> str:
    return session.scalars(select(Offer.slug).join(Performance).where(Performance.id == performance_id)).one()


def _teacher(session: Session) -> Person:
    return _person(session, "teacher")


def _person(session: Session, who: str) -> Person:
    person = person_by_id(session, user_id_for_email(session, DEMO[who]) or 0)
    assert person is not None
    return person


def _a_request(key: str, performance_id: int, actor: Person) -> SeatRequest:
    group = GroupRequest("De theaterclub", ClassLevel.LAGER_3, pupils=12, companions=1)
    return SeatRequest(key, performance_id, actor.home_school_id or 0, actor, (group,))


ROUNDS = {"open": "Voorkeuren voor de lente", "drawn": "Na de loting", "published": "Het grote seizoen"}
"""Rounds of the demo's own house by how far they came, with their names."""
SHOWS_A_ROUND = 2


def _rounds(session: Session) -> Iterator[tuple[str, str]]:
    """Three rounds of two performances each, the last ones of the season, in which all schools wished."""
    waits = session.scalars(select(Booking.performance_id).where(Booking.state == BookingState.WAITING)).first()
    yield "waiting_moment", str(waits)
    house = _person(session, "centre")
    free = session.scalars(
        select(Performance.id)
        .join(Offer)
        .where(
            Offer.centre_id.in_(house.handles),
            Offer.slug != "demo-eerst-komt",
            Offer.mode == OfferMode.ON_SITE,
            Performance.state == PerformanceState.PLANNED,
            Performance.seats_taken == 0,
            Performance.capacity > 100,
        )
        .order_by(Performance.starts_at.desc())
    ).fetchmany(SHOWS_A_ROUND * len(ROUNDS))
    for number, (stage, title) in enumerate(ROUNDS.items()):
        shows = tuple(free[number * SHOWS_A_ROUND : (number + 1) * SHOWS_A_ROUND])
        slug, round_id = _a_round(session, house, stage, title, shows)
        yield f"{stage}_round", slug
        yield f"{stage}_round_id", str(round_id)


def _a_round(session: Session, house: Person, stage: str, title: str, shows: tuple[int, ...]) -> tuple[str, int]:
    made_at = utc_now() - timedelta(days=30)
    closes_at = utc_now() + timedelta(days=5 if stage == "open" else -5)
    plan = Plan(
        title=title,
        about="Zeg wat je klas het liefst ziet.",
        opens_at=made_at,
        closes_at=closes_at,
        draws_at=closes_at,
        performance_ids=shows,
        reserves=1,
    )
    made = make_round(session, plan, centre_id=min(house.handles), actor=house, now=made_at)
    offices = session.scalars(select(Membership.user_id).where(Membership.role == Role.OFFICE)).all()
    for user_id in (_teacher(session).id, *offices[:CLASSES_THAT_PLAYED]):
        who = person_by_id(session, user_id)
        assert who is not None
        groups = _a_request("wish", shows[0], who).groups
        wish = WishList(made.id, who.home_school_id or 0, who, groups, shows[:1], shows[1:])
        submit_wishes(session, wish, now=made_at + timedelta(days=10))
    if stage != "open":
        draw_round(session, made.id, actor=house, now=utc_now() - timedelta(days=4))
    if stage == "published":
        publish_round(session, made.id, actor=house, now=utc_now() - timedelta(days=3))
    return made.slug, made.id


def _plays(session: Session) -> Iterator[tuple[str, str]]:
    """Enough classes of different schools play the show's game for its company to see sums.

    The demo's own teacher was there too, yesterday, and played the round after it.
    """
    performance_id, yesterdays = session.scalars(
        select(Performance.id)
        .join(Offer)
        .join(Production)
        .where(Production.slug == SHOW, Performance.closes_at > utc_now())
        .order_by((Performance.capacity - Performance.seats_taken).desc())
    ).fetchmany(2)
    offices = session.scalars(select(Membership.user_id).where(Membership.role == Role.OFFICE)).all()
    for number, user_id in enumerate(offices[:CLASSES_THAT_PLAYED]):
        office = person_by_id(session, user_id)
        assert office is not None
        booking = book_seats(session, _a_request("played", performance_id, office), now=utc_now()).booking
        keep_run(session, booking.id, _a_report(f"browser-run-{number}"), now=utc_now())
        yield "played_visit", booking.visit_code
    own = book_seats(session, _a_request("yesterday", yesterdays, _teacher(session)), now=utc_now()).booking
    keep_run(session, own.id, _a_report("browser-run-own"), now=utc_now())
    keep_run(session, own.id, _a_report("browser-back-own", after_visit=True), now=utc_now())
    yesterday = utc_now() - timedelta(days=1)
    when = {"starts_at": yesterday, "ends_at": yesterday + timedelta(hours=1), "day": school_day(yesterday)}
    session.execute(update(Performance).where(Performance.id == yesterdays).values(**when, closes_at=yesterday))
    yield "past_visit", own.visit_code
    yield "past_reference", own.reference


PROBED = ("stilte", "coulissen", "orkestbak")
"""Two words of the game, and one that it does not teach."""


def _a_report(run_id: str, *, after_visit: bool = False) -> RunReport:
    phases = ("after",) if after_visit else ("before", "after")
    scene = {"kind": "seat", "rounds": 4, "first_try": 3, "hints": 1, "together": 4}
    return RunReport.model_validate(
        {
            "run_id": run_id,
            "pack": {"id": "vuurtoren", "version": "1.0.0", "digest": "a" * 64},
            "level": "L2",
            "mode": "latch",
            "class_size": 12,
            "scenes": [
                scene | {"id": "naar-je-stoel", "done": True},
                scene | {"id": "decorwissel", "kind": "flies", "done": False},
            ],
            "concepts": [
                {"id": "vestiaire", "asked": 4, "first_try": 1},
                {"id": "coulissen", "asked": 4, "first_try": 4},
            ],
            "app_version": "0.1.0",
            "round": "after_visit" if after_visit else "before_visit",
            "probes": [
                {
                    "item": f"{word}-{phase}",
                    "concept": word,
                    "phase": phase,
                    "control": word == PROBED[-1],
                    "right": 3 + 2 * number + 3 * (phase == "after"),
                    "answered": 12,
                }
                for number, word in enumerate(PROBED)
                for phase in phases
            ],
        }
    )


def _class_sets(session: Session) -> Iterator[tuple[str, str]]:
    """The demo's own set is open and has a reader; beside it one of next month and one that ended last week."""
    opened = session.scalars(select(ClassSet).where(ClassSet.request_key == "demo-journey")).one()
    title = session.scalars(select(Title).join(TitleShow).join(Production).where(Production.slug == SHOW)).one()
    yield "title", title.slug
    yield "set", str(opened.id)
    yield "klas", opened.code
    bear = join_set(session, opened, Animal.BEER, ("ster", "ster", "ster"), now=utc_now(), expects_free=True)
    asked = questions_of(session, opened.id)[0]
    answer(session, bear.id, asked.id, "Dat er iemand thuis is.")
    yield "question", str(asked.id)
    today = school_day(utc_now())
    early = _a_set(session, title.id, "early", Period(today + timedelta(days=30), today + timedelta(days=40)))
    yield "early_klas", early.code
    yield "early_set", str(early.id)
    late = _a_set(session, title.id, "late", Period(today + timedelta(days=60), today + timedelta(days=70)))
    late.from_day, late.until_day = today - timedelta(days=20), today - timedelta(days=7)
    yield "late_klas", late.code
    yield "late_set", str(late.id)


def _a_set(session: Session, title_id: int, key: str, period: Period) -> ClassSet:
    teacher = _teacher(session)
    school_id = teacher.home_school_id or 0
    request = ClassRequest(f"Leesclub {key}", ClassLevel.LAGER_2, 12)
    group = add_class(session, school_id, request, year=school_year(school_day(utc_now())))
    wish = SetRequest(title_id, group.id, school_id, 13, period, key)
    return assign_set(session, wish, assigned_by=teacher.id, now=utc_now())
