"""`/centrum/import`: hand in a file, look at what it would do, and only then let it."""

import json
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, func, insert, select, update
from werkzeug.datastructures import FileStorage

from portal.accounts.models import Centre
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.intake.models import ImportLine, ImportRun, Outcome, RunState
from portal.offers.intake.reading import UnknownFile, opened_file
from portal.offers.intake.report import (
    ACTIONS,
    FIELDS,
    OUTCOMES,
    Line,
    Sums,
    as_sheet,
    notes_as_json,
    notes_from_json,
)
from portal.offers.intake.service import Job, carry_out
from portal.offers.intake.table import COLUMNS
from portal.offers.intake.template import template_csv, template_xlsx
from portal.offers.models import Offer, OfferState
from portal.web.access import for_editor, person, settings
from portal.web.booked import booked_at

blueprint = Blueprint("imports", __name__, template_folder="templates")

FILE_MAX = 10_000_000
ROWS_MAX = 5_000
"""Larger files take minutes: they are for the command line, where nobody waits for a page."""
PAGE = 50
RUNS_SHOWN = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TooMuch(UnknownFile):
    """More than a page can wait for."""

    def __init__(self) -> None:
        super().__init__(
            f"Dit bestand is te groot voor de browser (hoogstens {FILE_MAX // 1_000_000} MB en {ROWS_MAX:,} rijen)."
            " Splits het, of vraag je beheerder om het met de opdracht foyer portal import in te lezen.".replace(
                ",", "."
            )
        )


# --- Handing in -----------------------------------------------------------------------------------------------


@blueprint.get("/centrum/import")
@for_editor
def start() -> ResponseReturnValue:
    return _start_page()


def _start_page(problem: str = "", status: int = 200) -> ResponseReturnValue:
    edits = person().edits
    houses = db.session.execute(
        select(Centre.id, Centre.name).where(Centre.id.in_(edits)).order_by(Centre.name)
    ).all()
    runs = db.session.scalars(
        select(ImportRun).where(ImportRun.centre_id.in_(edits)).order_by(ImportRun.id.desc()).limit(RUNS_SHOWN)
    ).all()
    return render_template(
        "intake/start.html",
        houses=houses,
        runs=runs,
        problem=problem,
        columns=COLUMNS,
        limit_mb=FILE_MAX // 1_000_000,
    ), status


@blueprint.post("/centrum/import")
@for_editor
def start_submit() -> ResponseReturnValue:
    """Keep the file and look at what it would do."""
    file = request.files.get("bestand")
    if file is None or not file.filename:
        return _start_page("Kies eerst een bestand.", 422)
    centre_id = request.form.get("huis", type=int) or min(person().edits)
    if centre_id not in person().edits:
        abort(403)
    token = secrets.token_hex(16)
    try:
        _keep(file, token)
        lines = list(_lines(token, centre_id, is_dry=True))
        if lines and _summed(lines).is_nothing_known:
            raise UnknownFile("Hier staat geen aanbod in: geen JSON-LD van UiTdatabank, CSV of XLSX.")
        if not lines:
            raise UnknownFile("Hier staat geen enkele rij in.")
    except UnknownFile as problem:
        _file(token).unlink(missing_ok=True)
        return _start_page(str(problem), 422)
    number = _remember(lines, centre_id, PurePath(file.filename).name[:120], token)
    return redirect(url_for("imports.run", number=number), code=303)


def _file(token: str) -> Path:
    return settings().data_dir / "imports" / token


def _keep(file: FileStorage, token: str) -> None:
    """Write what comes in to the data folder, a piece at a time.

    Raises:
        TooMuch: it is larger than a page takes; what was written is left for the caller to remove.
    """
    _file(token).parent.mkdir(exist_ok=True)
    size = 0
    with _file(token).open("wb") as kept:
        while piece := file.stream.read(1 << 16):
            size += len(piece)
            if size > FILE_MAX:
                raise TooMuch
            kept.write(piece)


def _lines(token: str, centre_id: int, *, is_dry: bool) -> Iterator[Line]:
    job = Job(utc_now(), centre_id=centre_id, actor_id=person().id, is_dry=is_dry, own_host=settings().host)
    with opened_file(_file(token)) as reading:
        for number, line in enumerate(carry_out(db.session, reading.reads, job, booked_at), start=1):
            if number > ROWS_MAX:
                raise TooMuch
            yield line


def _remember(lines: list[Line], centre_id: int, name: str, token: str) -> int:
    """A new run with its report. Earlier files of this house that were only looked at are thrown away."""
    with write_transaction(db.session) as session:
        waiting = (ImportRun.centre_id == centre_id, ImportRun.state == RunState.PREVIEW)
        for old in session.scalars(select(ImportRun).where(*waiting)).all():
            _file(old.token).unlink(missing_ok=True)
            session.delete(old)
        run = ImportRun(
            centre_id=centre_id,
            actor_id=person().id,
            file_name=name,
            token=token,
            state=RunState.PREVIEW,
            at=utc_now(),
        )
        session.add(run)
        session.flush()
        number = run.id
    _report(number, lines)
    return number


def _report(number: int, lines: list[Line]) -> None:
    """Write the lines of a run, in place of those that it had."""
    sums = _summed(lines)
    with write_transaction(db.session) as session:
        session.execute(delete(ImportLine).where(ImportLine.run_id == number))
        if lines:
            session.execute(insert(ImportLine), [_row(number, line) for line in lines])
        counts = {outcome.value: sums.counts[outcome] for outcome in Outcome}
        session.execute(update(ImportRun).where(ImportRun.id == number).values(**counts, at=utc_now()))


def _summed(lines: Iterable[Line]) -> Sums:
    sums = Sums()
    for line in lines:
        sums.add(line)
    return sums


def _row(number: int, line: Line) -> dict[str, object]:
    return {
        "run_id": number,
        "row": line.row,
        "title": line.title[:120],
        "outcome": line.outcome,
        "action": line.action,
        "slug": line.slug,
        "bookings": line.bookings,
        "notes": json.dumps(notes_as_json(line.notes), ensure_ascii=False),
    }


# --- The report -----------------------------------------------------------------------------------------------


def _own_run(number: int) -> ImportRun:
    """A run of this person's house; one of another house is not there."""
    run = db.session.get(ImportRun, number)
    return run if run is not None and run.centre_id in person().edits else abort(404)


def _line(row: ImportLine) -> Line:
    return Line(row.row, row.title, row.outcome, row.action, row.slug, row.bookings, notes_from_json(row.notes))


@blueprint.get("/centrum/import/<int:number>")
@for_editor
def run(number: int) -> ResponseReturnValue:
    found = _own_run(number)
    shown = request.args.get("toon", "")
    wanted = [ImportLine.run_id == number]
    if shown in {outcome.value for outcome in Outcome}:
        wanted.append(ImportLine.outcome == Outcome(shown))
    total = db.session.scalar(select(func.count()).select_from(ImportLine).where(*wanted)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, request.args.get("pagina", 1, type=int)), pages)
    rows = db.session.scalars(
        select(ImportLine)
        .where(*wanted)
        .order_by(ImportLine.row, ImportLine.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    lines = [_line(row) for row in rows]
    by_action = db.session.execute(
        select(ImportLine.action, func.count(), func.sum(ImportLine.bookings))
        .where(ImportLine.run_id == number)
        .group_by(ImportLine.action)
    ).all()
    return render_template(
        "intake/run.html",
        run=found,
        house=db.session.get_one(Centre, found.centre_id).name,
        lines=lines,
        on_show=_on_show(found, lines),
        shown=shown,
        page=page,
        pages=pages,
        outcomes={outcome.value: (OUTCOMES[outcome], getattr(found, outcome.value)) for outcome in Outcome},
        words=OUTCOMES,
        actions=ACTIONS,
        fields=FIELDS,
        doing={action: many for action, many, _booked in by_action if ACTIONS[action]},
        booked=sum(booked or 0 for _action, _many, booked in by_action),
    )


def _on_show(run: ImportRun, lines: list[Line]) -> set[str]:
    """Which of these offers have a page: drafts and what was withdrawn have none, nor has what was only looked at."""
    slugs = {line.slug for line in lines if line.slug}
    if run.state is RunState.PREVIEW or not slugs:
        return set()
    published = select(Offer.slug).where(Offer.slug.in_(slugs), Offer.state == OfferState.PUBLISHED)
    return set(db.session.scalars(published))


@blueprint.post("/centrum/import/<int:number>")
@for_editor
def run_submit(number: int) -> ResponseReturnValue:
    """Carry out what was looked at. A second click finds that it was done."""
    found = _own_run(number)
    centre_id, token = found.centre_id, found.token
    with write_transaction(db.session) as session:
        waiting = (ImportRun.id == number, ImportRun.state == RunState.PREVIEW)
        taken = session.execute(update(ImportRun).where(*waiting).values(state=RunState.DONE, token="")).rowcount  # type: ignore[attr-defined]
    if not taken:
        flash("Dit bestand was al ingelezen.", "info")
        return redirect(url_for("imports.run", number=number), code=303)
    if not _file(token).exists():
        flash("Het bestand is er niet meer. Geef het opnieuw.", "error")
        return redirect(url_for("imports.start"), code=303)
    lines = list(_lines(token, centre_id, is_dry=False))
    _file(token).unlink(missing_ok=True)
    _report(number, lines)
    flash("Het bestand is ingelezen.")
    return redirect(url_for("imports.run", number=number), code=303)


@blueprint.get("/centrum/import/<int:number>.csv")
@for_editor
def run_sheet(number: int) -> ResponseReturnValue:
    _own_run(number)
    rows = db.session.scalars(
        select(ImportLine).where(ImportLine.run_id == number).order_by(ImportLine.row, ImportLine.id)
    )
    return _download(as_sheet(map(_line, rows)), "text/csv; charset=utf-8", f"verslag-{number}.csv")


@blueprint.get("/centrum/import/sjabloon.csv")
@for_editor
def template_as_csv() -> ResponseReturnValue:
    return _download(template_csv(), "text/csv; charset=utf-8", "sjabloon-aanbod.csv")


@blueprint.get("/centrum/import/sjabloon.xlsx")
@for_editor
def template_as_xlsx() -> ResponseReturnValue:
    return _download(template_xlsx(), XLSX, "sjabloon-aanbod.xlsx")


def _download(body: str | bytes, kind: str, name: str) -> Response:
    answer = Response(body, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
