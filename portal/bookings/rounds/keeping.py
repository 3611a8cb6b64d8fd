"""Which round gives the places of a performance out; for whoever books, lists or shows performances."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from portal.bookings.rounds.models import KEEPING, PreferenceRound, RoundPerformance
from portal.offers.models import Performance


def kept_by() -> ScalarSelect[str]:
    """The address of the round that keeps the `Performance` of the statement around it; NULL: none does."""
    return (
        select(PreferenceRound.slug)
        .join(RoundPerformance, RoundPerformance.round_id == PreferenceRound.id)
        .where(RoundPerformance.performance_id == Performance.id, PreferenceRound.state.in_(KEEPING))
        .correlate(Performance)
        .limit(1)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Keeper:
    """The round that gives a performance out, as a notice needs it."""

    slug: str
    title: str
    opens_at: datetime
    closes_at: datetime
    is_open: bool
    is_coming: bool


def keepers_of(session: Session, performance_ids: Iterable[int], *, now: datetime) -> dict[int, Keeper]:
    """By performance, the round that gives it out; those that are booked as ever are not in it."""
    wanted = list(performance_ids)
    if not wanted:
        return {}
    rows = session.execute(
        select(
            RoundPerformance.performance_id,
            PreferenceRound.slug,
            PreferenceRound.title,
            PreferenceRound.opens_at,
            PreferenceRound.closes_at,
        )
        .join(PreferenceRound, PreferenceRound.id == RoundPerformance.round_id)
        .where(RoundPerformance.performance_id.in_(wanted), PreferenceRound.state.in_(KEEPING))
    )
    return {
        row.performance_id: Keeper(
            row.slug,
            row.title,
            row.opens_at,
            row.closes_at,
            is_open=row.opens_at <= now < row.closes_at,
            is_coming=now < row.opens_at,
        )
        for row in rows
    }
