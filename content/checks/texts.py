"""What the texts give away, and what the show must warn for."""

import re

from content.checks.rule import Findings, View, at, rule

# Every part has an upper limit: an endless text must not keep a search busy for hours.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DATE = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_ABROAD, _HERE = r"(?:\+|00)\d{2}[\d /.()-]{7,20}\d", r"0\d{1,3}[ /.-]?\d{2,3}(?:[ .-]?\d{2,3}){2,3}"
PHONE = re.compile(rf"(?<![\w.,/-])(?!{_DATE})(?:{_ABROAD}|{_HERE})(?!\d)")
ADDRESS = re.compile(r"(?:https?|ftp|file)://\S+|\bwww\.\S+", re.IGNORECASE)
EFFECTS = re.compile(
    r"\b(?:strobo\w*|rookmachine|knal(?:len)?|vuurwerk|geweerschot(?:en)?|pistoolschot(?:en)?)\b", re.IGNORECASE
)

# The two kinds of character that are obeyed instead of drawn: controls, and marks that turn the direction.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
LONG_TEXTS = frozenset({"about"})
"""Read on a page, where a new line is a new paragraph."""

# Where a source is told, for grown-ups; an address is at home there and is never shown to the class.
SOURCES = frozenset({"source", "credit", "licence", "file"})


@rule(
    "text.control",
    nl=("in '{found}' staat een onzichtbaar stuurteken of een nieuwe regel.", "Typ de tekst opnieuw, in een stuk."),
    en=("'{found}' holds an invisible control character or a new line.", "Type the text again, in one piece."),
)
def texts_can_be_drawn(view: View) -> Findings:
    """The board breaks lines by itself. A zero byte stops the letter engine, and a mark that turns the direction
    of writing makes the board say something else than the file."""
    for loc, text in view.texts:
        if CONTROL.search(text.replace("\n", " ") if loc[-1] in LONG_TEXTS else text) is not None:
            yield at(*loc, found=text)


@rule(
    "privacy.email",
    nl=("er staat een e-mailadres in de tekst: {found}.", "Haal het weg; het spel staat op een groot bord."),
    en=("there is an e-mail address in the text: {found}.", "Remove it; the game is on a large board."),
)
def texts_hold_no_email(view: View) -> Findings:
    """A pack is copied to every school that comes; an address in it can never be called back."""
    for loc, text in view.texts:
        if (found := EMAIL.search(text)) is not None:
            yield at(*loc, found=found.group())


@rule(
    "privacy.phone",
    nl=("er staat een telefoonnummer in de tekst: {found}.", "Haal het weg; het spel staat op een groot bord."),
    en=("there is a phone number in the text: {found}.", "Remove it; the game is on a large board."),
)
def texts_hold_no_phone_number(view: View) -> Findings:
    """A pack is copied to every school that comes; a number in it can never be called back."""
    for loc, text in view.texts:
        if loc[-1] not in SOURCES and (found := PHONE.search(text)) is not None:
            yield at(*loc, found=found.group())


@rule(
    "privacy.address",
    nl=("er staat een webadres in de tekst: {found}.", "Haal het weg, of zet het bij 'source'."),
    en=("there is a web address in the text: {found}.", "Remove it, or put it in 'source'."),
)
def texts_hold_no_web_address(view: View) -> Findings:
    """The game plays without internet, and nobody can tell what an address shows next year."""
    for loc, text in view.texts:
        if loc[-1] not in SOURCES and (found := ADDRESS.search(text)) is not None:
            yield at(*loc, found=found.group())


@rule(
    "show.ages",
    nl=("de voorstelling is voor {age_from} tot {age_to} jaar.", "Zet het laagste getal bij 'age_from'."),
    en=("the show is for ages {age_from} to {age_to}.", "Put the lowest number in 'age_from'."),
)
def ages_run_upwards(view: View) -> Findings:
    """Search by age would never find the show."""
    show = view.pack.show
    if show is not None and show.age_from > show.age_to:
        yield at("show", "age_to", age_from=show.age_from, age_to=show.age_to)


@rule(
    "show.no-content-note",
    nl=(
        "de tekst noemt '{effect}', maar er staat geen waarschuwing.",
        "Zet bij content_notes wat luid, donker of fel is.",
    ),
    en=(
        "the text names '{effect}', but there is no warning.",
        "Say in content_notes what is loud, dark or bright.",
    ),
)
def effects_are_announced(view: View) -> Findings:
    """For some children a bang or a flash is more than a fright; their teacher must know before."""
    show = view.pack.show
    if show is None or show.content_notes:
        return
    for loc, text in view.texts:
        if loc[0] in ("show", "themes", "inspirations") and (found := EFFECTS.search(text)) is not None:
            yield at(*loc, effect=found.group())


RULES = (
    texts_can_be_drawn,
    texts_hold_no_email,
    texts_hold_no_phone_number,
    texts_hold_no_web_address,
    ages_run_upwards,
    effects_are_announced,
)
