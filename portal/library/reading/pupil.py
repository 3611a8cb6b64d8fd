"""Who sits at this device, what class set the address names, and how this pupil likes to read."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.library.errors import CodeUnknown, SetClosed, SetRevoked
from portal.library.lending.queries import set_for_code
from portal.library.models import ClassSet, Flow
from portal.library.reading.queries import Reading, reading
from portal.library.reading.service import refuse_closed
from portal.web.limits import refuse_guessing

SIZES = ("klein", "gewoon", "groot", "reuze")
THEMES = ("papier", "wit", "nacht")
FONTS = ("boek", "duidelijk", "rond")
SPACINGS = ("gewoon", "ruim")
MARGINS = ("smal", "gewoon", "breed")
LEAVES = ("rollen", "bladzijden")
CHOICES = {
    "grootte": SIZES,
    "kleur": THEMES,
    "letter": FONTS,
    "regels": SPACINGS,
    "rand": MARGINS,
    "bladeren": LEAVES,
}
LOOKS = {
    "grootte": "gewoon",
    "kleur": "papier",
    "letter": "boek",
    "regels": "gewoon",
    "rand": "gewoon",
    "bladeren": "rollen",
}
LOOK_COOKIE_DAYS = 300


@dataclass(frozen=True)
class Look:
    """How somebody likes to read; kept on their own device."""

    grootte: str
    kleur: str
    letter: str
    regels: str
    rand: str
    bladeren: str
    """Pages need our script: without it they are a scroll too."""

    @property
    def classes(self) -> str:
        return (
            f"size-{self.grootte} theme-{self.kleur} font-{self.letter} lines-{self.regels} "
            f"margin-{self.rand} leaf-{self.bladeren}"
        )


def look(flow: Flow = Flow.AUTO) -> Look:
    """The reader's taste from its cookie; anything unknown in it becomes the usual.

    Whether to scroll or to turn pages is what the book asks for until the reader chooses.
    """
    kept = dict(part.partition("=")[::2] for part in request.cookies.get("leeslook", "").split("&"))
    usual = LOOKS | ({"bladeren": "bladzijden"} if flow is Flow.PAGED else {})
    chosen = {name: kept.get(name, "") for name in CHOICES}
    return Look(**{name: value if value in CHOICES[name] else usual[name] for name, value in chosen.items()})


def made_for(code: str) -> ClassSet:
    made = set_for_code(db.session, code)
    if made is None:
        refuse_guessing("class-code")
        raise CodeUnknown
    return made


def open_set(code: str) -> ClassSet | ResponseReturnValue:
    """The set of a code while it may be read, else the page that says when it may."""
    made = made_for(code)
    try:
        refuse_closed(made, school_day(utc_now()))
    except SetClosed as refusal:
        revoked = isinstance(refusal, SetRevoked)
        early = school_day(utc_now()) < refusal.first and not revoked
        # A pupil's own words can be taken along until the day that was promised.
        notes = made.code if not early and school_day(utc_now()) <= made.until_day else ""
        page = render_template("library/closed.html", refusal=refusal, early=early, revoked=revoked, notes=notes)
        return page, 200 if early else 410
    return made


def pupil_of(made: ClassSet) -> Reading | None:
    """The pupil on this device for this set; None when nobody chose an animal or the teacher renewed the PIN."""
    kept = session.get("lezer")
    key = kept.get(made.code, "") if isinstance(kept, dict) else ""
    reader_id, _, stamp = str(key).partition(":")
    found = reading(db.session, int(reader_id)) if reader_id.isdecimal() else None
    return found if found is not None and found.stamp == stamp and found.set_id == made.id else None


def opened(code: str) -> ClassSet:
    """The set of a code while it may be read; otherwise the answer is the page that says when it may."""
    made = open_set(code)
    return made if isinstance(made, ClassSet) else abort(make_response(made))


def seated(code: str) -> tuple[ClassSet, Reading]:
    """The open set and the pupil on this device; anybody else gets the page to see first."""
    made = opened(code)
    me = pupil_of(made)
    if me is None:
        abort(redirect(url_for("reader.animals", code=made.code), code=303))
    return made, me
