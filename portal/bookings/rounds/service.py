"""Make a round, wish, close, draw, publish. Functions flush and never commit.

Each step of a round is one UPDATE that says from which state it goes on, so that of two who are at it one does it and
the other finds it done. Who submits a wish writes the row of the round first: submitting and closing wait for each
other there, and at the closing second a wish is either in the digest or refused.
"""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, or_, select, update
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Centre, User
from portal.bookings.errors import NotYours, SchoolLimit
from portal.bookings.models import Booking
from portal.bookings.policy.service import rules_in_force
from portal.bookings.requests import CLOCKWORK, Actor, GroupRequest, LedgerActor, SeatRequest, refuse_impossible
from portal.bookings.rounds import lottery, protocol
from portal.bookings.rounds.errors import (
    BadRound,
    BadWish,
    NoSuchRound,
    RoundFixed,
    RoundNotOpen,
    RoundNotReady,
    TooFewSeats,
)
from portal.bookings.rounds.models import (
    KEEPING,
    PreferenceRound,
    RoundAward,
    RoundChoice,
    RoundCorrection,
    RoundPerformance,
    RoundState,
    RoundWish,
)
from portal.bookings.service import book_seats, refuse_foreign_classes
from portal.bookings.states import SEATED
from portal.bookings.waiting.errors import AlreadyWaiting, NeverFits, NoWaitingList, SeatsFree
from portal.bookings.waiting.service import join
from portal.offers.models import Offer, OfferState, Performance, PerformanceState
from portal.offers.text import fold
from portal.outbox.service import Letter, enqueue

ROUND_DRAWN = "round-drawn"
"""To the house: there is a result to look at."""
ROUND_RESULT = "round-result"
"""To each teacher who wished: what the lot gave, and what not."""

TITLE_MAX = 90
ABOUT_MAX = 2000
SOURCE_MAX = 200
VALUE_MAX = 80
REASON_MAX = 1000


@dataclass(frozen=True)
class Plan:
    """What a house announces."""

    title: str
    opens_at: datetime
    closes_at: datetime
    draws_at: datetime
    performance_ids: tuple[int, ...]
    about: str = ""
    most_shows: int = 1
    preferences: int = 3
    reserves: int = 2
    beacon_source: str = ""


@dataclass(frozen=True)
class WishList:
    """One list of choices for one or more groups of a school."""

    round_id: int
    school_id: int
    actor: Actor
    groups: tuple[GroupRequest, ...]
    preferences: tuple[int, ...]
    reserves: tuple[int, ...] = ()
    wants: int = 1
    together: bool = False


# --- The house announces ----------------------------------------------------------------------------------------


def make_round(session: Session, plan: Plan, *, centre_id: int, actor: Actor, now: datetime) -> PreferenceRound:
    """Announce a round. The secret is drawn here, and its digest is public from here on.

    Raises:
        NotYours: it is another house's.
        BadRound: names every field that can't be right.
    """
    if centre_id not in actor.handles:
        raise NotYours
    _refuse_unsound(session, plan, centre_id, now=now)
    secret = secrets.token_hex(32)
    made = PreferenceRound(
        slug=_free_slug(session, plan.title),
        centre_id=centre_id,
        state=RoundState.PLANNED,
        secret=secret,
        commitment=protocol.sha256(secret),
        made_by_id=actor.id,
        made_by_name=actor.name,
        made_at=now,
        **_values(plan),
    )
    session.add(made)
    session.flush()
    _set_performances(session, made.id, plan.performance_ids)
    return made


def change_round(session: Session, round_id: int, plan: Plan, *, actor: Actor, now: datetime) -> PreferenceRound:
    """Announce it otherwise, as long as nobody could wish yet. The secret stays, for its digest is known.

    Raises:
        NoSuchRound, BadRound.
        RoundFixed: the window has opened.
    """
    found = own_round(session, round_id, actor)
    _refuse_unsound(session, plan, found.centre_id, now=now, besides=round_id)
    _step(session, found, (RoundState.PLANNED,), _values(plan), PreferenceRound.opens_at > now)
    _set_performances(session, round_id, plan.performance_ids)
    return found


def drop_round(session: Session, round_id: int, *, actor: Actor, now: datetime) -> None:
    """Take an announcement back before the window opens.

    Raises:
        NoSuchRound, RoundFixed.
    """
    found = own_round(session, round_id, actor)
    _step(session, found, (RoundState.PLANNED,), {"touched": found.touched + 1}, PreferenceRound.opens_at > now)
    session.execute(delete(RoundPerformance).where(RoundPerformance.round_id == round_id))
    session.execute(delete(PreferenceRound).where(PreferenceRound.id == round_id))


def own_round(session: Session, round_id: int, actor: Actor) -> PreferenceRound:
    """The round, read anew, when it is of the actor's house."""
    found = _round(session, round_id)
    if found.centre_id not in actor.handles:
        raise NoSuchRound
    return found


def _round(session: Session, round_id: int) -> PreferenceRound:
    found = session.get(PreferenceRound, round_id, populate_existing=True)
    if found is None:
        raise NoSuchRound
    return found


def _step(
    session: Session, found: PreferenceRound, states: Sequence[RoundState], values: dict[str, Any], *conditions: Any
) -> None:
    """Change a round that is in one of these states.

    Raises:
        RoundFixed: it isn't (any more).
    """
    changed = session.execute(
        update(PreferenceRound)
        .where(PreferenceRound.id == found.id, PreferenceRound.state.in_(states), *conditions)
        .values(values)
        .execution_options(synchronize_session="fetch")
    )
    if cast(CursorResult[Any], changed).rowcount != 1:
        raise RoundFixed


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title.strip(),
        "about": plan.about.strip(),
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "draws_at": plan.draws_at,
        "most_shows": plan.most_shows,
        "preferences": plan.preferences,
        "reserves": plan.reserves,
        "beacon_source": plan.beacon_source.strip(),
    }


def _set_performances(session: Session, round_id: int, performance_ids: Iterable[int]) -> None:
    session.execute(delete(RoundPerformance).where(RoundPerformance.round_id == round_id))
    session.execute(
        insert(RoundPerformance), [{"performance_id": one, "round_id": round_id} for one in sorted(performance_ids)]
    )


def _free_slug(session: Session, title: str) -> str:
    wanted = "-".join("".join(c if c.isalnum() else " " for c in fold(title)).split())[:70].strip("-") or "verdeling"
    number, slug = 1, wanted
    while slug in RESERVED or session.scalar(select(PreferenceRound.id).where(PreferenceRound.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


RESERVED = frozenset({"narekenen"})
"""Words that stand in an address of our own where a slug could stand."""


def _refuse_unsound(
    session: Session, plan: Plan, centre_id: int, *, now: datetime, besides: int | None = None
) -> None:
    problems: dict[str, str] = {}
    if not plan.title.strip() or len(plan.title) > TITLE_MAX:
        problems["titel"] = f"Geef de verdeling een naam van hoogstens {TITLE_MAX} tekens."
    if len(plan.about) > ABOUT_MAX:
        problems["uitleg"] = f"Hou het bij {ABOUT_MAX} tekens."
    if len(plan.beacon_source) > SOURCE_MAX:
        problems["getal"] = f"Hou het bij {SOURCE_MAX} tekens."
    if plan.opens_at < now:
        problems["open"] = "Dit moment is voorbij. Laat het leeg om nu te openen."
    if plan.closes_at <= max(plan.opens_at, now):
        problems["sluit"] = "Sluiten komt na het openen."
    if plan.draws_at < plan.closes_at:
        problems["loting"] = "Loten kan pas als het venster gesloten is."
    if not 1 <= plan.most_shows <= protocol.WANTS_MAX:
        problems["hoogstens"] = f"Een groep krijgt 1 tot {protocol.WANTS_MAX} voorstellingen."
    if not 1 <= plan.preferences <= 9 or not 0 <= plan.reserves <= 9:
        problems["voorkeuren"] = "Vraag 1 tot 9 voorkeuren, en hoogstens 9 reserves."
    if problem := _problem_with_performances(session, plan, centre_id, besides):
        problems["voorstellingen"] = problem
    if problems:
        raise BadRound(problems)


def _problem_with_performances(session: Session, plan: Plan, centre_id: int, besides: int | None) -> str:
    wanted = sorted(set(plan.performance_ids))
    if not wanted:
        return "Kies minstens één voorstelling."
    # Locked, so that of two rounds that want one performance the second sees the first.
    sound = session.scalars(
        select(Performance)
        .join(Offer, Offer.id == Performance.offer_id)
        .where(
            Performance.id.in_(wanted),
            Offer.centre_id == centre_id,
            Offer.state == OfferState.PUBLISHED,
            Performance.state == PerformanceState.PLANNED,
            Performance.agreed_with_id.is_(None),
        )
        .order_by(Performance.id)
        .with_for_update(of=Performance)
    ).all()
    if len(sound) < len(wanted):
        return "Een van de voorstellingen staat niet (meer) op jullie programma."
    if any(one.closes_at <= plan.draws_at for one in sound):
        return "Een van de voorstellingen is al voorbij of niet meer te boeken als er geloot wordt."
    in_another = session.scalar(
        select(PreferenceRound.title)
        .join(RoundPerformance, RoundPerformance.round_id == PreferenceRound.id)
        .where(
            RoundPerformance.performance_id.in_(wanted),
            PreferenceRound.state.in_(KEEPING),
            PreferenceRound.id != (besides or 0),
        )
    )
    return f"Een van de voorstellingen zit al in de verdeling “{in_another}”." if in_another else ""


# --- Schools wish -----------------------------------------------------------------------------------------------


def submit_wishes(session: Session, wanted: WishList, *, now: datetime) -> list[RoundWish]:
    """Note what groups would like; a group that wished before (of this name) wishes this instead.

    Raises:
        NotYours, InvalidGroups: as for a booking.
        NoSuchRound.
        RoundNotOpen: before the window or after it, to the second.
        BadWish: a list that can't be.
    """
    if wanted.school_id not in wanted.actor.schools:
        raise NotYours
    request = SeatRequest("verdeling", 0, wanted.school_id, wanted.actor, wanted.groups)
    refuse_impossible(request)
    refuse_foreign_classes(session, request)
    found = _write_in_window(session, wanted.round_id, now=now)
    _refuse_bad_choices(session, found, wanted)
    mine = {one.name: one for one in wishes_of_school(session, found.id, wanted.school_id)}
    school_number = next((one.school_number for one in mine.values()), found.groups_numbered + 1)
    for name in {group.name.strip() for group in wanted.groups} & mine.keys():
        mine[name].together = None
    noted = []
    for group in wanted.groups:
        wish = mine.get(group.name.strip())
        if wish is None:
            found.groups_numbered += 1
            wish = RoundWish(
                round_id=found.id,
                number=found.groups_numbered,
                school_id=wanted.school_id,
                school_number=school_number,
                together=None,
            )
            session.add(wish)
        _fill(wish, group, wanted, now=now)
        noted.append(wish)
    _tidy_bundles([one for one in mine.values() if one not in noted])
    if wanted.together and len(noted) > 1:
        label = min(one.number for one in noted)
        for wish in noted:
            wish.together = label
    session.flush()
    _set_choices(session, noted, wanted)
    return noted


def withdraw_wishes(
    session: Session, round_id: int, wish_ids: Iterable[int], *, school_id: int, actor: Actor, now: datetime
) -> int:
    """Take wishes of a school back; gives how many. Their numbers are not given to others.

    Raises:
        NotYours, NoSuchRound, RoundNotOpen.
    """
    if school_id not in actor.schools:
        raise NotYours
    found = _write_in_window(session, round_id, now=now)
    mine = wishes_of_school(session, found.id, school_id)
    gone = [one for one in mine if one.id in set(wish_ids)]
    session.execute(delete(RoundWish).where(RoundWish.id.in_([one.id for one in gone])))
    _tidy_bundles([one for one in mine if one not in gone])
    session.flush()
    return len(gone)


def wishes_of_school(session: Session, round_id: int, school_id: int) -> list[RoundWish]:
    return list(
        session.scalars(
            select(RoundWish)
            .where(RoundWish.round_id == round_id, RoundWish.school_id == school_id)
            .order_by(RoundWish.number)
            .execution_options(populate_existing=True)
        )
    )


def _write_in_window(session: Session, round_id: int, *, now: datetime) -> PreferenceRound:
    """Take the row of the round for a wish: from here on it can't close before this transaction ends."""
    taken = session.execute(
        update(PreferenceRound)
        .where(
            PreferenceRound.id == round_id,
            PreferenceRound.state.in_((RoundState.PLANNED, RoundState.OPEN)),
            PreferenceRound.opens_at <= now,
            PreferenceRound.closes_at > now,
        )
        .values(touched=PreferenceRound.touched + 1, state=RoundState.OPEN)
        .execution_options(synchronize_session=False)
    )
    found = _round(session, round_id)
    if cast(CursorResult[Any], taken).rowcount != 1:
        raise RoundNotOpen(found.slug, found.opens_at, found.closes_at)
    return found


def _refuse_bad_choices(session: Session, found: PreferenceRound, wanted: WishList) -> None:
    problems: dict[str, str] = {}
    there: dict[int, int] = {
        row.id: row.capacity
        for row in session.execute(
            select(Performance.id, Performance.capacity)
            .join(RoundPerformance, RoundPerformance.performance_id == Performance.id)
            .where(RoundPerformance.round_id == found.id)
        )
    }
    chosen = wanted.preferences + wanted.reserves
    names = [group.name.strip() for group in wanted.groups]
    heads = [group.pupils + group.companions for group in wanted.groups]
    largest = sum(heads) if wanted.together else max(heads)
    if not wanted.preferences:
        problems["voorkeur-1"] = "Kies minstens één voorstelling."
    elif not set(chosen) <= there.keys():
        problems["voorkeur-1"] = "Een van de voorstellingen zit niet in deze verdeling."
    elif len(set(chosen)) < len(chosen):
        problems["voorkeur-1"] = "Kies elke voorstelling maar één keer."
    elif any(there[one] < largest for one in chosen):
        problems["voorkeur-1"] = f"Een van de voorstellingen is te klein voor {largest} personen samen."
    if len(wanted.preferences) > found.preferences or len(wanted.reserves) > found.reserves:
        problems["voorkeur-1"] = f"Kies hoogstens {found.preferences} voorkeuren en {found.reserves} reserves."
    if not 1 <= wanted.wants <= found.most_shows:
        problems["hoeveel"] = f"Een groep krijgt 1 tot {found.most_shows} voorstellingen."
    if len(set(names)) < len(names):
        problems["klassen"] = "Elke groep staat er maar één keer in."
    if problems:
        raise BadWish(problems)


def _fill(wish: RoundWish, group: GroupRequest, wanted: WishList, *, now: datetime) -> None:
    wish.class_group_id = group.class_group_id
    wish.name = group.name.strip()
    wish.level = group.level
    wish.pupils, wish.companions, wish.wheelchair = group.pupils, group.companions, group.wheelchair
    wish.wants = wanted.wants
    wish.wished_by = wanted.actor.id
    wish.wished_at = now


def _tidy_bundles(others: Iterable[RoundWish]) -> None:
    """After somebody left: who is alone goes alone, the rest under the lowest number of those who stay."""
    bundles: dict[int, list[RoundWish]] = {}
    for wish in others:
        if wish.together is not None:
            bundles.setdefault(wish.together, []).append(wish)
    for members in bundles.values():
        label = min(one.number for one in members) if len(members) > 1 else None
        for wish in members:
            wish.together = label


def _set_choices(session: Session, wishes: Sequence[RoundWish], wanted: WishList) -> None:
    session.execute(delete(RoundChoice).where(RoundChoice.wish_id.in_([one.id for one in wishes])))
    firsts = len(wanted.preferences)
    session.execute(
        insert(RoundChoice),
        [
            {"wish_id": wish.id, "place": place, "performance_id": chosen, "reserve": place > firsts}
            for wish in wishes
            for place, chosen in enumerate(wanted.preferences + wanted.reserves, start=1)
        ],
    )


# --- Close and draw ---------------------------------------------------------------------------------------------


def close_round(session: Session, round_id: int, *, now: datetime) -> PreferenceRound:
    """Fix the wishes and with them the seed; a round that is closed already stays as it is.

    Raises:
        NoSuchRound.
        RoundNotReady: the window isn't over.
    """
    closed = session.execute(
        update(PreferenceRound)
        .where(
            PreferenceRound.id == round_id,
            PreferenceRound.state.in_((RoundState.PLANNED, RoundState.OPEN)),
            PreferenceRound.closes_at <= now,
        )
        .values(state=RoundState.CLOSED, closed_at=now)
        .execution_options(synchronize_session=False)
    )
    # Read after the row was taken: a wish that was being noted is in here now, and no other can come.
    found = _round(session, round_id)
    if cast(CursorResult[Any], closed).rowcount == 1:
        found.wishes_digest = protocol.wishes_digest(drawn_wishes(session, round_id))
        session.flush()
    elif found.state in (RoundState.PLANNED, RoundState.OPEN):
        raise RoundNotReady
    return found


def note_beacon(session: Session, round_id: int, value: str, *, actor: Actor) -> PreferenceRound:
    """Write down the number from outside that was named beforehand. It can be put right until the lot is drawn.

    Raises:
        NoSuchRound, RoundFixed.
    """
    found = own_round(session, round_id, actor)
    _step(
        session,
        found,
        (RoundState.CLOSED,),
        {"beacon_value": " ".join(value.split())[:VALUE_MAX]},
        PreferenceRound.beacon_source != "",
    )
    return found


def draw_round(session: Session, round_id: int, *, actor: LedgerActor, now: datetime) -> PreferenceRound:
    """Draw the lot, once: of two who do it at the same time the second finds the result of the first.

    Raises:
        NoSuchRound.
        RoundNotReady: the window isn't over, or the number from outside isn't known.
    """
    found = _round(session, round_id)
    if found.state in (RoundState.DRAWN, RoundState.PUBLISHED):
        return found
    found = close_round(session, round_id, now=now)
    if found.beacon_source and not found.beacon_value:
        raise RoundNotReady
    wishes = drawn_wishes(session, round_id)
    text = draw_text(session, found, wishes)
    try:
        _step(
            session,
            found,
            (RoundState.CLOSED,),
            {"state": RoundState.DRAWN, "protocol": text, "drawn_at": now, "drawn_by": actor.name},
            PreferenceRound.beacon_value == found.beacon_value,
        )
    except RoundFixed:
        return _round(session, round_id)
    _note_awards(session, round_id, text)
    enqueue(session, Letter(ROUND_DRAWN, {"round_id": round_id}), now=now)
    return found


def draw_text(session: Session, found: PreferenceRound, wishes: Sequence[lottery.Wish]) -> str:
    """The published file of a closed round, drawn. The same for whoever draws, and however often."""
    digest = protocol.wishes_digest(wishes)
    if digest != found.wishes_digest:
        raise RuntimeError(f"The wishes of round {found.slug} are not those of its close.")
    beacon = protocol.Beacon(found.beacon_source, found.beacon_value) if found.beacon_source else None
    about = {
        "title": found.title,
        "house": session.get_one(Centre, found.centre_id).name,
        "slug": found.slug,
        "opens_at": found.opens_at.isoformat(),
        "closes_at": found.closes_at.isoformat(),
    }
    dates, titles = drawn_dates(session, found.id)
    return protocol.protocol_text(about, dates, titles, wishes, protocol.Seed(found.secret, digest, beacon))


def drawn_wishes(session: Session, round_id: int) -> list[lottery.Wish]:
    """The wishes of a round as the lottery knows them: numbers and counts."""
    rows = session.scalars(
        select(RoundWish)
        .where(RoundWish.round_id == round_id)
        .options(selectinload(RoundWish.choices))
        .order_by(RoundWish.number)
        .execution_options(populate_existing=True)
    )
    return [
        lottery.Wish(
            group=one.number,
            school=one.school_number,
            heads=one.heads,
            preferences=tuple(choice.performance_id for choice in one.choices if not choice.reserve),
            reserves=tuple(choice.performance_id for choice in one.choices if choice.reserve),
            wants=one.wants,
            together=one.together,
        )
        for one in rows
    ]


def drawn_dates(session: Session, round_id: int) -> tuple[list[lottery.Date], dict[int, str]]:
    """The performances of a round with the seats that are free now, and what each is called."""
    rows = session.execute(
        select(Performance, Offer.title, Offer.state, Offer.max_seats_per_school)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(RoundPerformance, RoundPerformance.performance_id == Performance.id)
        .where(RoundPerformance.round_id == round_id)
        .order_by(Performance.id)
        .execution_options(populate_existing=True)
    ).all()
    held = _held(session, round_id)
    dates = []
    for one, _, offer_state, limit in rows:
        is_on = one.state is PerformanceState.PLANNED and offer_state is OfferState.PUBLISHED
        seats = one.capacity - one.seats_taken if is_on else 0
        dates.append(lottery.Date(one.id, one.offer_id, one.day.isoformat(), seats, limit, held.get(one.id, {})))
    return dates, {row.Performance.id: f"{row.title}, {row.Performance.starts_at.isoformat()}" for row in rows}


def _held(session: Session, round_id: int) -> dict[int, dict[int, int]]:
    """By performance, the seats that schools of this round have there already, by the number of the school."""
    numbers = {
        row.school_id: row.school_number
        for row in session.execute(
            select(RoundWish.school_id, RoundWish.school_number).where(RoundWish.round_id == round_id)
        )
    }
    rows = session.execute(
        select(Booking.performance_id, Booking.school_id, Booking.seats)
        .join(RoundPerformance, RoundPerformance.performance_id == Booking.performance_id)
        .where(RoundPerformance.round_id == round_id, Booking.state.in_(SEATED))
    )
    found: dict[int, dict[int, int]] = {}
    for performance_id, school_id, seats in rows:
        if school_id in numbers:
            of_one = found.setdefault(performance_id, {})
            of_one[numbers[school_id]] = of_one.get(numbers[school_id], 0) + seats
    return found


def _note_awards(session: Session, round_id: int, text: str) -> None:
    ids = {
        row.number: row.id
        for row in session.execute(select(RoundWish.number, RoundWish.id).where(RoundWish.round_id == round_id))
    }
    if awards := protocol.allocation_of(text):
        session.execute(
            insert(RoundAward),
            [
                {
                    "wish_id": ids[one.group],
                    "performance_id": one.date,
                    "pass_number": one.pass_number,
                    "turn": one.turn,
                    "choice": one.choice,
                    "reserve": one.reserve,
                }
                for one in awards
            ],
        )


def turn_rounds(session: Session, now: datetime) -> int:
    """What the clock does: open, close and draw what is due; gives how many steps that were.

    A round that waits for a number from outside is closed and left.
    """
    waiting = PreferenceRound.state.in_((RoundState.PLANNED, RoundState.OPEN))
    to_open = PreferenceRound.state == RoundState.PLANNED, PreferenceRound.opens_at <= now
    drawable = or_(PreferenceRound.beacon_source == "", PreferenceRound.beacon_value != "")
    to_draw = PreferenceRound.state == RoundState.CLOSED, PreferenceRound.draws_at <= now, drawable
    opened = session.execute(
        update(PreferenceRound)
        .where(*to_open, PreferenceRound.closes_at > now)
        .values(state=RoundState.OPEN)
        .execution_options(synchronize_session=False)
    )
    closing = _ids(session, waiting, PreferenceRound.closes_at <= now)
    for round_id in closing:
        close_round(session, round_id, now=now)
    drawing = _ids(session, *to_draw)
    for round_id in drawing:
        draw_round(session, round_id, actor=CLOCKWORK, now=now)
    return cast(CursorResult[Any], opened).rowcount + len(closing) + len(drawing)


def _ids(session: Session, *conditions: Any) -> list[int]:
    return list(session.scalars(select(PreferenceRound.id).where(*conditions).order_by(PreferenceRound.id)))


# --- Publish ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Wisher:
    """The teacher who wished, for whom the result makes the booking."""

    id: int
    name: str
    email: str
    schools: frozenset[int]
    centres: frozenset[int] = frozenset()
    handles: frozenset[int] = frozenset()
    is_admin: bool = False


@dataclass
class _Given:
    """Groups of one school that go to one performance as one booking."""

    performance_id: int
    wishes: list[RoundWish] = field(default_factory=list)
    awards: list[RoundAward] = field(default_factory=list)

    @property
    def heads(self) -> int:
        return sum(one.heads for one in self.wishes)


def publish_round(session: Session, round_id: int, *, actor: Actor, now: datetime) -> PreferenceRound:
    """Make the result public: the bookings, the letters, the file with the secret; all of it or nothing.

    What was called off since the lot was drawn gets no booking; its groups read so in their letter. Who got nothing
    comes on the waiting list of the first choice, where the house keeps one: those whose turn was first, first.

    Raises:
        NoSuchRound, RoundFixed: it is published already.
        RoundNotReady: the lot isn't drawn.
        TooFewSeats: a performance has fewer seats than were given out.
    """
    found = own_round(session, round_id, actor)
    if found.state in (RoundState.PLANNED, RoundState.OPEN, RoundState.CLOSED):
        raise RoundNotReady
    # First of all: from here on the performances are no longer kept, so the bookings below are let in.
    values = {"state": RoundState.PUBLISHED, "published_at": now, "published_by": actor.name}
    _step(session, found, (RoundState.DRAWN,), values)
    given = _given(session, round_id)
    on = _still_on(session, round_id, given, now=now)
    for one in given:
        if one.performance_id in on:
            _book(session, found, one, now=now)
    session.flush()
    if rules_in_force(session, found.centre_id).rules.waiting is not None:
        for left in _left_with_nothing(session, round_id, on):
            _line_up(session, found, left, now=now)
    for wished_by, school_id in sorted(_wishers(session, round_id)):
        payload = {"round_id": round_id, "user_id": wished_by, "school_id": school_id}
        enqueue(session, Letter(ROUND_RESULT, payload), now=now)
    return found


def _given(session: Session, round_id: int) -> list[_Given]:
    """What the lot gave, in the order in which performances are locked everywhere."""
    rows = session.execute(
        select(RoundAward, RoundWish)
        .join(RoundWish, RoundWish.id == RoundAward.wish_id)
        .where(RoundWish.round_id == round_id)
        .order_by(RoundAward.performance_id, RoundAward.turn, RoundWish.number)
    )
    found: dict[tuple[int, int], _Given] = {}
    for award, wish in rows:
        key = award.performance_id, wish.number if wish.together is None else wish.together
        one = found.setdefault(key, _Given(award.performance_id))
        one.wishes.append(wish)
        one.awards.append(award)
    return list(found.values())


def _still_on(session: Session, round_id: int, given: Iterable[_Given], *, now: datetime) -> set[int]:
    """The performances that can be booked; raises `TooFewSeats` for those that can't take what was given.

    All of the round are locked, by id, before the first is booked: two who publish wait, and never for each other.
    """
    heads: dict[int, int] = {}
    for one in given:
        heads[one.performance_id] = heads.get(one.performance_id, 0) + one.heads
    rows = session.execute(
        select(Performance, Offer.state)
        .join(Offer, Offer.id == Performance.offer_id)
        .join(RoundPerformance, RoundPerformance.performance_id == Performance.id)
        .where(RoundPerformance.round_id == round_id)
        .order_by(Performance.id)
        .with_for_update(of=Performance)
        .execution_options(populate_existing=True)
    ).all()
    on = {
        one.id: one.capacity - one.seats_taken
        for one, offer_state in rows
        if one.state is PerformanceState.PLANNED and one.closes_at > now and offer_state is OfferState.PUBLISHED
    }
    if short := tuple(one for one, left in on.items() if left < heads.get(one, 0)):
        raise TooFewSeats(short)
    return set(on)


def _book(session: Session, found: PreferenceRound, one: _Given, *, now: datetime) -> None:
    award = one.awards[0]
    request = _request(session, found, one, f"beurt {award.turn}, keuze {award.choice}")
    booking = book_seats(session, request, now=now)
    for mine in one.awards:
        mine.booking_id = booking.id


def _request(session: Session, found: PreferenceRound, one: _Given, why: str) -> SeatRequest:
    """What groups ask that go to one performance together; in the name of the teacher who wished."""
    first = one.wishes[0]
    user = session.get_one(User, first.wished_by)
    numbers = " en ".join(str(wish.number) for wish in one.wishes)
    return SeatRequest(
        key=request_key(found.id, first.number, one.performance_id),
        performance_id=one.performance_id,
        school_id=first.school_id,
        actor=_Wisher(user.id, user.name, user.email, frozenset({first.school_id})),
        groups=tuple(
            GroupRequest(wish.name, wish.level, wish.pupils, wish.companions, wish.wheelchair, wish.class_group_id)
            for wish in one.wishes
        ),
        reason=f"verdeling {found.title}: groep {numbers}, {why}",
        is_given=True,
    )


def request_key(round_id: int, number: int, performance_id: int) -> str:
    """The key of the booking that a round makes for a group, or for those that go with it."""
    return f"verdeling-{round_id}-{number}-{performance_id}"


def _left_with_nothing(session: Session, round_id: int, on: Collection[int]) -> list[_Given]:
    """Who got nothing, each with the first choice that still goes on; in the order of the lot."""
    served = select(RoundAward.wish_id)
    rows = session.scalars(
        select(RoundWish)
        .where(RoundWish.round_id == round_id, RoundWish.id.not_in(served))
        .options(selectinload(RoundWish.choices))
        .order_by(RoundWish.number)
    )
    found: dict[int, _Given] = {}
    for wish in rows:
        first = next((one.performance_id for one in wish.choices if one.performance_id in on), None)
        if first is not None:
            label = wish.number if wish.together is None else wish.together
            found.setdefault(label, _Given(first)).wishes.append(wish)
    seed = protocol.seed_of(_round(session, round_id).protocol)
    return sorted(found.values(), key=lambda one: lottery.hash_of(seed, one.wishes[0].number))


def _line_up(session: Session, found: PreferenceRound, one: _Given, *, now: datetime) -> None:
    """Put who got nothing on the waiting list. Whom waiting can't help is refused before anything is written."""
    try:
        join(session, _request(session, found, one, "geen plaats bij de loting"), now=now)
    except (SeatsFree, NeverFits, SchoolLimit, AlreadyWaiting, NoWaitingList):
        # There is place after all (a neighbour's hall grew), or none that could ever come: the letter says the rest.
        return


def _wishers(session: Session, round_id: int) -> set[tuple[int, int]]:
    rows = session.execute(
        select(RoundWish.wished_by, RoundWish.school_id).where(RoundWish.round_id == round_id).distinct()
    )
    return {(row.wished_by, row.school_id) for row in rows}


def note_correction(session: Session, round_id: int, reason: str, *, actor: Actor, now: datetime) -> RoundCorrection:
    """Say beside a published result what the house changed and why; the result itself never changes.

    Raises:
        NoSuchRound.
        RoundNotReady: it isn't published.
        BadRound: no reason.
    """
    found = own_round(session, round_id, actor)
    if found.state is not RoundState.PUBLISHED:
        raise RoundNotReady
    if not reason.strip():
        raise BadRound({"reden": "Schrijf wat er veranderde, en waarom."})
    said = RoundCorrection(
        round_id=round_id, at=now, by_id=actor.id, by_name=actor.name, reason=reason.strip()[:REASON_MAX]
    )
    session.add(said)
    session.flush()
    return said
