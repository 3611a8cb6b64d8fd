"""Reports of imports go by themselves."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.db import write_transaction
from portal.offers.intake.models import ImportLine, ImportRun, Outcome, RunState
from portal.offers.intake.retention import forget_runs, remove_files
from tests.portal.booking_world import MONDAY, make_world


def test_reports_of_last_year_and_files_that_nobody_read_in_are_thrown_away(
    both_session: Session, tmp_path: Path
) -> None:
    session, centre_id = both_session, make_world(both_session).centre_id
    ages = {"oud": (RunState.DONE, 366), "vers": (RunState.DONE, 364), "wacht": (RunState.PREVIEW, 29)}
    with write_transaction(session):
        for name, (state, days) in (ages | {"blijft liggen": (RunState.PREVIEW, 31)}).items():
            (tmp_path / name).touch()
            run = ImportRun(
                centre_id=centre_id, file_name=name, token=name, state=state, at=MONDAY - timedelta(days=days)
            )
            session.add(run)
            session.flush()
            session.add(
                ImportLine(run_id=run.id, row=1, title="", outcome=Outcome.ACCEPTED, action="new", notes="[]")
            )

    with write_transaction(session):
        files = forget_runs(session, MONDAY)
    remove_files(tmp_path, files)

    kept = list(session.scalars(select(ImportRun.file_name).order_by(ImportRun.id)))
    assert kept == ["vers", "wacht"]
    assert len(session.scalars(select(ImportLine.id)).all()) == 2
    assert sorted(path.name for path in tmp_path.iterdir() if not path.suffix) == ["vers", "wacht"]
