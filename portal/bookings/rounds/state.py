"""A round as everybody who changes it finds it: read anew, and changed by one UPDATE.

The UPDATE says from which state it goes on, so that of two who are at it one does it and the other finds it done.
"""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from portal.bookings.requests import Actor
from portal.bookings.rounds.errors import NoSuchRound, RoundFixed
from portal.bookings.rounds.models import PreferenceRound, RoundState


def own_round(session: Session, round_id: int, actor: Actor) -> PreferenceRound:
    """The round, read anew, when it is of the actor's house."""
    found = the_round(session, round_id)
    if found.centre_id not in actor.handles:
        raise NoSuchRound
    return found


def the_round(session: Session, round_id: int) -> PreferenceRound:
    found = session.get(PreferenceRound, round_id, populate_existing=True)
    if found is None:
        raise NoSuchRound
    return found


def step(
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
