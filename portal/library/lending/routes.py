"""`/klassets`: the class sets of a school."""

import io
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.access import school_set
from portal.library.errors import (
    AnsweredTooLate,
    CannotReach,
    NoOffer,
    NoRoom,
    PeriodRefused,
    SeatsInUse,
    SetExists,
)
from portal.library.lending.blocks import blocks_of_set, note_opened
from portal.library.lending.forms import CopiesForm, PeriodForm
from portal.library.lending.models import SetWait
from portal.library.lending.queries import (
    class_name,
    place_of,
    sets_of_school,
    wait_of_school,
    waits_of_school,
)
from portal.library.lending.reach import reach_of
from portal.library.lending.seats import Period
from portal.library.lending.service import change_period, class_of, leave_set, resize_set, return_set
from portal.library.lending.waiting import accept_offer, leave_line
from portal.library.lending.words import ENDS, ahead, cannot_reach, no_room, ordinal, rule
from portal.library.models import Animal, ClassSet
from portal.library.reading.queries import progress, readers_of
from portal.library.reading.service import renew_pin
from portal.library.titles.queries import (
    contents,
    title_by_id,
)
from portal.library.together.erasing import erase_readers
from portal.web.access import for_school, person, settings
from portal.web.formats import count, short_day

blueprint = Blueprint("lending", __name__, template_folder="../templates")


@dataclass(frozen=True)
class Instead:
    """What would have been possible, as one button under the form that was refused."""

    form: str
    first: date | None = None
    last: date | None = None
    copies: int | None = None


@blueprint.get("/klassets")
@for_school
def class_sets() -> ResponseReturnValue:
    today = school_day(utc_now())
    school_id = person().home_school_id or 0
    return render_template(
        "library/sets.html",
        cards=sets_of_school(db.session, school_id, today),
        waits=waits_of_school(db.session, school_id),
        today=today,
    )


@blueprint.get("/klassets/<int(max=2147483647):set_id>")
@for_school
def class_set(set_id: int) -> ResponseReturnValue:
    return _set_page(school_set(set_id))


def _set_page(
    made: ClassSet,
    *,
    period: PeriodForm | None = None,
    copies: CopiesForm | None = None,
    instead: Instead | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """`period`, `copies`: a form with what is wrong in it; `instead`: what would have been possible."""
    today = school_day(utc_now())
    readers = readers_of(db.session, made.id)
    chapters = contents(db.session, made.title_id)
    goes_on = made.revoked_at is None and made.returned_on is None and made.until_day >= today
    return render_template(
        "library/set.html",
        made=made,
        title=title_by_id(db.session, made.title_id),
        group=class_of(db.session, made),
        readers=readers,
        progress=progress(readers, len(chapters)),
        chapters=chapters,
        today=today,
        address=_klas_address(),
        goes_on=goes_on,
        until=reach_of(db.session, made, today) if goes_on else None,
        period=period or PeriodForm(formdata=None, first=made.from_day, last=made.until_day),
        copies=copies or CopiesForm(formdata=None, copies=made.copies),
        instead=instead,
    ), status


def _klas_address() -> str:
    """The pupils' address as people type it, without https://."""
    return f"{settings().base_url}/klas".partition("://")[2]


@blueprint.get("/klassets/<int(max=2147483647):set_id>/bord")
@for_school
def class_set_board(set_id: int) -> ResponseReturnValue:
    """What the class sees on the board: the code and nothing about anybody's reading."""
    made = school_set(set_id)
    return render_template(
        "library/board.html", made=made, title=title_by_id(db.session, made.title_id), address=_klas_address()
    )


@blueprint.get("/klassets/<int(max=2147483647):set_id>/qr.svg")
@for_school
def class_set_qr(set_id: int) -> ResponseReturnValue:
    """The class page's address with the code in it, to scan from the board."""
    # Imported here: only this page draws one.
    import segno

    made = school_set(set_id)
    out = io.BytesIO()
    segno.make(f"{settings().base_url}/klas/{made.code}", error="m").save(
        out, kind="svg", border=2, dark="#2a1020", light="#fffdf7", omitsize=True
    )
    return Response(out.getvalue(), mimetype="image/svg+xml")


@blueprint.post("/klassets/<int(max=2147483647):set_id>/teruggeven")
@for_school
def class_set_return(set_id: int) -> ResponseReturnValue:
    made = school_set(set_id)
    with write_transaction(db.session) as session:
        return_set(session, made, now=utc_now())
    over = made.returned_on is None or made.returned_on <= school_day(utc_now())
    flash("De exemplaren zijn teruggegeven." + ("" if over else " Lezen kan nog tot vanavond."))
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/periode")
@for_school
def class_set_period(set_id: int) -> ResponseReturnValue:
    """Go on longer, end sooner, or begin another day; the code stays."""
    made, form = school_set(set_id), PeriodForm()
    if not form.validate_on_submit():
        return _set_page(made, period=form, status=422)
    period = Period(form.first.data, form.last.data)
    try:
        with write_transaction(db.session) as session:
            change_period(session, made, period, now=utc_now())
    except PeriodRefused as refusal:
        form.last.errors = [refusal.reason]
        return _set_page(made, period=form, status=422)
    except SetExists:
        form.last.errors = ["Je klas heeft voor die dagen al een klasset van dit boek."]
        return _set_page(made, period=form, status=409)
    except CannotReach as refusal:
        form.last.errors = [cannot_reach(refusal, period.last)]
        instead = None if refusal.until is None else Instead("periode", first=period.first, last=refusal.until)
        return _set_page(made, period=form, instead=instead, status=409)
    flash(f"De klas leest tot en met {short_day(period.last)}.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/aantal")
@for_school
def class_set_copies(set_id: int) -> ResponseReturnValue:
    """More or fewer copies from today on."""
    made, form = school_set(set_id), CopiesForm()
    if not form.validate_on_submit():
        return _set_page(made, copies=form, status=422)
    had = made.copies
    try:
        with write_transaction(db.session) as session:
            resize_set(session, made, form.copies.data, now=utc_now())
    except SeatsInUse as refusal:
        form.copies.errors = [
            f"{count(refusal.readers, 'leerling leest', 'leerlingen lezen')} mee. Laat eerst een dier vertrekken: "
            "dat staat bij elk dier."
        ]
        return _set_page(made, copies=form, status=409)
    except NoRoom as refusal:
        form.copies.errors = [f"{refusal.wanted} erbij gaat niet. {no_room(refusal)}"]
        instead = Instead("aantal", copies=had + refusal.free) if refusal.free else None
        return _set_page(made, copies=form, instead=instead, status=409)
    flash(f"Er zijn nu {count(form.copies.data, 'exemplaar', 'exemplaren')} voor de klas.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/wissen")
@for_school
def class_set_erase(set_id: int) -> ResponseReturnValue:
    made = school_set(set_id)
    with write_transaction(db.session) as session:
        # What a pupil opened stays spent, also when nobody is left who did.
        note_opened(session, made, blocks_of_set(session, made.id))
        erase_readers(session, made, now=utc_now())
    flash("Alle dieren en leesplaatsen van deze klas zijn gewist.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/dieren/<animal>/nieuwe-prentjes")
@for_school
def class_set_pin(set_id: int, animal: str) -> ResponseReturnValue:
    made = school_set(set_id)
    if animal not in {one.value for one in Animal}:
        abort(404)
    with write_transaction(db.session) as session:
        renew_pin(session, made, Animal(animal))
    flash(f"De {animal} kiest bij de volgende keer nieuwe prentjes. Het plekje in het boek blijft bewaard.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/<int(max=2147483647):set_id>/dieren/<animal>/vertrekt")
@for_school
def class_set_leave(set_id: int, animal: str) -> ResponseReturnValue:
    """A pupil leaves the class: the copy is free, what the pupil wrote stays until the set ends."""
    made = school_set(set_id)
    if animal not in {one.value for one in Animal}:
        abort(404)
    try:
        with write_transaction(db.session) as session:
            leave_set(session, made, Animal(animal), now=utc_now())
    except SeatsInUse:
        flash("Dit is het enige exemplaar. Geef de klasset terug als niemand nog meeleest.", "wrong")
    else:
        flash(f"De {animal} leest niet meer mee. Het exemplaar is vrij; zo is de klasset er één kleiner.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


# --- The waiting list ---------------------------------------------------------------------------------------------


def _wait(wait_id: int) -> SetWait:
    found = wait_of_school(db.session, person().home_school_id or 0, wait_id)
    if found is None:
        abort(404)
    return found


@blueprint.get("/klassets/wachtlijst/<int(max=2147483647):wait_id>")
@for_school
def wait(wait_id: int) -> ResponseReturnValue:
    """Where a class stands, by which rule, and what is kept for it. Of others only how large they are."""
    waits, today = _wait(wait_id), school_day(utc_now())
    goes_on = waits.ended_at is None
    return render_template(
        "library/wait.html",
        wait=waits,
        title=title_by_id(db.session, waits.title_id),
        class_name=class_name(db.session, waits.class_group_id),
        place=place_of(db.session, waits, today) if goes_on and waits.offered_at is None else None,
        first=max(waits.offered_from, today) if waits.offered_from else None,
        ordinal=ordinal,
        ahead=ahead,
        rule=rule(),
        end=ENDS[waits.outcome] if waits.outcome else "",
        today=today,
    )


@blueprint.post("/klassets/wachtlijst/<int(max=2147483647):wait_id>/ja")
@for_school
def wait_accept(wait_id: int) -> ResponseReturnValue:
    waits = _wait(wait_id)
    try:
        with write_transaction(db.session) as session:
            set_id = accept_offer(session, waits, now=utc_now()).id
    except SetExists as refusal:
        flash("Deze klas leest dit boek al in die periode.", "info")
        return redirect(url_for("lending.class_set", set_id=refusal.set_id), code=303)
    except AnsweredTooLate:
        flash("Dat is net te laat: de exemplaren gingen naar de volgende klas.", "wrong")
        return redirect(url_for("lending.wait", wait_id=wait_id), code=303)
    except NoOffer:
        flash("Er ligt nu niets voor je klas opzij.", "info")
        return redirect(url_for("lending.wait", wait_id=wait_id), code=303)
    flash("Het boek staat klaar voor je klas.")
    return redirect(url_for("lending.class_set", set_id=set_id), code=303)


@blueprint.post("/klassets/wachtlijst/<int(max=2147483647):wait_id>/weg")
@for_school
def wait_leave(wait_id: int) -> ResponseReturnValue:
    """No to what is kept, or out of the line."""
    waits = _wait(wait_id)
    with write_transaction(db.session) as session:
        leave_line(session, waits, now=utc_now())
    flash("Je klas staat niet meer op de wachtlijst.")
    return redirect(url_for("lending.class_sets"), code=303)
