"""Keep what a class did in the game: once for each run, and only sums."""

import enum
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.visits.errors import GroupTooSmall
from portal.visits.models import SMALLEST_CLASS, Phase, ProbeCount, VisitRun
from portal.visits.report import RunReport


class Kept(enum.Enum):
    NEW = "new"
    BEFORE = "before"
    """This run was sent before; it counts once."""
    TOO_MANY = "too-many"
    """A visit has more runs than a class ever plays: somebody is playing with us."""


RUNS_MAX = 200


def keep_run(session: Session, booking_id: int, report: RunReport, *, now: datetime) -> Kept:
    """Keep the counts of one run with its visit. Flushes, never commits.

    Raises:
        GroupTooSmall: in so small a class a count is about a child, so nothing is kept.
    """
    if report.class_size < SMALLEST_CLASS:
        raise GroupTooSmall(report.class_size, SMALLEST_CLASS)
    if _runs_kept(session, booking_id) >= RUNS_MAX:
        return Kept.TOO_MANY
    insert_new = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    # ON CONFLICT: the game may send a run twice at once when a board wakes from sleep.
    kept = session.scalar(
        insert_new(VisitRun)
        .values(
            booking_id=booking_id,
            run_id=report.run_id,
            received_at=now,
            pack_id=report.pack.id,
            pack_version=report.pack.version,
            pack_digest=report.pack.digest,
            level=report.level,
            mode=report.mode,
            round=report.round,
            class_size=report.class_size,
            app_version=report.app_version,
            scenes=[scene.model_dump() for scene in report.scenes],
            concepts=[concept.model_dump() for concept in report.concepts],
        )
        .on_conflict_do_nothing(index_elements=["booking_id", "run_id"])
        .returning(VisitRun.id)
    )
    if kept is None:
        return Kept.BEFORE
    if rows := _probe_rows(kept, report):
        session.execute(insert(ProbeCount), rows)
    return Kept.NEW


def _probe_rows(run_id: int, report: RunReport) -> list[dict[str, object]]:
    return [
        {
            "run_id": run_id,
            "item": one.item,
            "concept": one.concept,
            "phase": Phase(one.phase),
            "is_control": one.control,
            "correct": one.right,
            "answered": one.answered,
        }
        for one in report.probes
    ]


def _runs_kept(session: Session, booking_id: int) -> int:
    return session.scalar(select(func.count()).where(VisitRun.booking_id == booking_id)) or 0
