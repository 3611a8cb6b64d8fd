"""The pages of pupils: a class code, an animal, three pictures, and the book. No names, no accounts."""

from datetime import timedelta

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.library.errors import AnimalTaken, CodeUnknown, SetFull, WrongPin
from portal.library.lending.queries import set_for_code
from portal.library.lending.service import CODE_LENGTH
from portal.library.marks.device import at_this_device
from portal.library.models import Animal, ClassSet
from portal.library.reading import book, cards  # noqa: F401  Their pages hang on the same blueprint.
from portal.library.reading.blueprint import blueprint
from portal.library.reading.forms import CodeForm
from portal.library.reading.guessing import count_wrong_pin, refuse_pin_guesser
from portal.library.reading.pupil import CHOICES, LOOK_COOKIE_DAYS, LOOKS, made_for, opened, pupil_of, seated
from portal.library.reading.queries import Seat, seat_of, taken_animals
from portal.library.reading.service import PIN_LENGTH, PIN_PICTURES, join_set
from portal.library.titles.queries import title_by_id
from portal.web.limits import refuse_guessing


@blueprint.get("/klas")
def code() -> ResponseReturnValue:
    return _code_page(CodeForm())


def _code_page(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    return render_template("library/code.html", form=form, length=CODE_LENGTH), status


@blueprint.errorhandler(CodeUnknown)
def code_unknown(_refusal: CodeUnknown) -> ResponseReturnValue:
    """A code in an address that is nobody's, or no longer: typed or scanned from an old sheet."""
    form = CodeForm(formdata=None)
    form.code.errors = ["Die code kennen we niet (meer). Typ de code die nu op het bord staat."]
    return _code_page(form, 404)


@blueprint.post("/klas")
def code_submit() -> ResponseReturnValue:
    form = CodeForm()
    made = set_for_code(db.session, form.code.data or "") if form.validate_on_submit() else None
    if made is None:
        if form.code.data:
            refuse_guessing("class-code")
            form.code.errors = ["Die code kennen we niet. Kijk nog eens goed naar het bord."]
        return _code_page(form, 422)
    return redirect(url_for("reader.animals", code=made.code), code=303)


@blueprint.get("/klas/<code>")
def animals(code: str) -> ResponseReturnValue:
    return _animals_page(opened(code))


def _animals_page(made: ClassSet, problem: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template(
        "library/animals.html",
        made=made,
        title=title_by_id(db.session, made.title_id),
        animals=list(Animal),
        taken=taken_animals(db.session, made.id),
        me=pupil_of(made),
        problem=problem,
    ), status


@blueprint.get("/klas/<code>/<animal>")
def pin(code: str, animal: str) -> ResponseReturnValue:
    return _pin_page(opened(code), _animal(animal))


def _animal(name: str) -> Animal:
    try:
        return Animal(name)
    except ValueError:
        abort(404)


def _pin_page(made: ClassSet, animal: Animal, problem: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template(
        "library/pin.html",
        made=made,
        animal=animal,
        seat=seat_of(db.session, made.id, animal),
        Seat=Seat,
        pictures=PIN_PICTURES,
        places=range(1, PIN_LENGTH + 1),
        problem=problem,
    ), status


@blueprint.post("/klas/<code>/<animal>")
def pin_submit(code: str, animal: str) -> ResponseReturnValue:
    made = opened(code)
    who = _animal(animal)
    chosen = tuple(request.form.get(f"prent{place}", "") for place in range(1, PIN_LENGTH + 1))
    if any(picture not in PIN_PICTURES for picture in chosen):
        return _pin_page(made, who, "Kies in elke rij één prentje.", 422)
    refuse_pin_guesser(made.id, who)
    is_new = request.form.get("nieuw") == "1"
    try:
        with write_transaction(db.session) as transaction:
            reader = join_set(transaction, made, who, chosen, now=utc_now(), expects_free=is_new)
            key = f"{reader.id}:{reader.stamp}"
    except WrongPin:
        count_wrong_pin(made.id, who)
        return _pin_page(made, who, "Dat zijn niet de prentjes van dit dier. Is het wel jouw dier?", 422)
    except AnimalTaken:
        count_wrong_pin(made.id, who)  # Or a guesser would only have to say that the animal looked free.
        return _animals_page(made, "Iemand was net iets vlugger. Kies een ander dier.", 409)
    except SetFull:
        return _animals_page(made, "Alle exemplaren hebben al een lezer. Zeg het aan je leerkracht.", 409)
    session.permanent = False  # Until this pupil, too, keeps the book on this device.
    session["lezer"] = {made.code: key}  # One pupil a device at a time: choosing again leaves the last one.
    return redirect(url_for("reader.go_on", code=made.code), code=303)


@blueprint.get("/klas/<code>/lees/")
def go_on(code: str) -> ResponseReturnValue:
    """On to where this pupil was."""
    made, me = seated(code)
    return redirect(url_for("reader.read", code=made.code, number=at_this_device(me).chapter), code=303)


@blueprint.post("/klas/<code>/look")
def look_submit(code: str) -> ResponseReturnValue:
    """Another size, colour, letter or spacing; without script too. Kept on the device for the school year."""
    made = made_for(code)
    chosen = {name: request.form.get(name, LOOKS[name]) for name in CHOICES}
    kept = "&".join(f"{name}={value}" for name, value in chosen.items() if value in CHOICES[name])
    number = request.form.get("hoofdstuk", 1, type=int)
    answer = redirect(url_for("reader.read", code=made.code, number=number), code=303)
    answer.set_cookie(
        "leeslook",
        kept,
        max_age=timedelta(days=LOOK_COOKIE_DAYS),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return answer


@blueprint.post("/klas/<code>/stop")
def leave(code: str) -> ResponseReturnValue:
    """Leave the device to the next pupil; the place is kept."""
    session.permanent = False
    for name in ("lezer", "toestel", "notities"):
        session.pop(name, None)
    return redirect(url_for("reader.animals", code=made_for(code).code), code=303)
