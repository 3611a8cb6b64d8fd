"""The page of a visit, open to whoever has its code: teacher, parent on the bus, the board in the classroom."""

import io

import segno
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.bookings.codes import read_visit_code
from portal.bookings.queries import Visit, visit_by_code
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.library.choosing.shows import Show, before_visit
from portal.packs.queries import PackFile, pack_for_production
from portal.visits.queries import RunCard, names_in, run_cards, runs_of
from portal.web.access import person_or_none, settings
from portal.web.limits import refuse_guessing

blueprint = Blueprint("visits", __name__, template_folder="templates")


def _visit(code: str) -> Visit:
    """The visit of a code that works. An unknown code counts as a wrong guess; known ones are not counted."""
    typed = read_visit_code(code)
    visit = visit_by_code(db.session, typed) if typed else None
    if visit is None or not visit.is_seated:
        refuse_guessing("visit")
        abort(404)
    return visit


@blueprint.get("/bezoek")
def find() -> ResponseReturnValue:
    """Where a code is typed. A code that can't be one is told so at once, without counting it as a guess."""
    typed = request.args.get("code", "")
    if code := read_visit_code(typed):
        return redirect(url_for("visits.show", code=code), code=303)
    return render_template("visits/find.html", typed=typed), 422 if typed else 200


@blueprint.get("/bezoek/<code>")
def show(code: str) -> ResponseReturnValue:
    visit = _visit(code)
    pack = pack_for_production(db.session, visit.offer.production_id)
    show = Show(visit.offer.production_id, visit.offer.id)
    days = {"visit": school_day(visit.starts_at), "today": school_day(utc_now())}
    books, readers = before_visit(db.session, show, visit.id, _own_schools(), **days)
    return render_template(
        "visits/visit.html",
        visit=visit,
        pack=pack,
        portal=settings().base_url,
        runs=_runs(visit, pack),
        is_over=visit.ends_at <= utc_now(),
        books=books,
        readers=readers,
    )


def _own_schools() -> frozenset[int]:
    visitor = person_or_none()
    return frozenset() if visitor is None else visitor.schools


def _runs(visit: Visit, pack: PackFile) -> list[RunCard]:
    """What the class did, for who has the code. Signed in for another house one sees sums of shows, and no class."""
    if (visitor := person_or_none()) and visit.school.id not in visitor.schools:
        return []
    runs = runs_of(db.session, visit.id)
    return run_cards(runs, names_in(pack.data)) if runs else []


@blueprint.get("/bezoek/<code>/qr.svg")
def qr(code: str) -> ResponseReturnValue:
    """The address of the visit as a QR code: the board's camera or a phone opens the page."""
    visit = _visit(code)
    out = io.BytesIO()
    address = f"{settings().base_url}/bezoek/{visit.visit_code}"
    # Error correction M: readable from a crumpled print in a coat pocket.
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=8, border=3, dark="#2a1020", light="#ffffff", svgclass=None, lineclass=None
    )
    answer = Response(out.getvalue(), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer
