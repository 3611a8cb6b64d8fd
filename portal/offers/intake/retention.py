"""What is thrown away of imports, by itself: old reports, and files that were looked at and never read in."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.offers.intake.models import ImportLine, ImportRun, RunState

REPORTS_KEPT = timedelta(days=365)
"""A season and the next one's preparation; what an import did to an offer stays in the offer's own history."""
WAITING_KEPT = timedelta(days=30)


def forget_runs(session: Session, now: datetime) -> list[str]:
    """Delete what is past its time; gives the names of the files that nobody waits for any more. Flushes."""
    is_old = ImportRun.at < now - REPORTS_KEPT
    is_left = (ImportRun.state == RunState.PREVIEW) & (ImportRun.at < now - WAITING_KEPT)
    gone = session.execute(select(ImportRun.id, ImportRun.token).where(is_old | is_left)).all()
    ids = [run.id for run in gone]
    if ids:
        session.execute(delete(ImportLine).where(ImportLine.run_id.in_(ids)))
        session.execute(delete(ImportRun).where(ImportRun.id.in_(ids)))
    return [run.token for run in gone if run.token]


def remove_files(folder: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
