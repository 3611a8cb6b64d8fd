"""Schools wish, and take it back. Functions flush and never commit.

Who submits a wish writes the row of the round first: submitting and closing wait for each other there, and at the
closing second a wish is either in the digest or refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from portal.bookings.errors import NotYours
from portal.bookings.requests import Actor, GroupRequest, SeatRequest, refuse_impossible
from portal.bookings.rounds.errors import BadWish, RoundNotOpen
from portal.bookings.rounds.models import PreferenceRound, RoundChoice, RoundPerformance, RoundState, RoundWish
from portal.bookings.rounds.state import the_round
from portal.bookings.service import refuse_foreign_classes
from portal.offers.models import Performance


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
    found = the_round(session, round_id)
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
