"""Which passwords are good enough. The one rule for the pages, for invitations and for the operator's command."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence

PASSWORD_MIN = 10
PASSWORD_MAX = 200

GUESSES_MIN = 10**8
"""So many tries at least: far more than a log-in lets anybody make (a score of 3 by zxcvbn)."""
WORD_GUESSES_MIN = 10**6
ENDS_MAX = 6
"""A date, a year or a few signs round one well-known word make no password: "Welkom2026!"."""
LEFT_MIN = 5
"""So many characters at least that have nothing to do with who somebody is."""
READ_MAX = 72
"""zxcvbn reads no more, because long ones cost it time; what is strong in so many characters is strong."""

SHORT = f"Neem minstens {PASSWORD_MIN} tekens. Drie of vier woorden na elkaar onthoud je makkelijk."
LONG = f"Hou het bij hoogstens {PASSWORD_MAX} tekens."
NUMERIC = "Enkel cijfers zijn snel geraden. Neem er een paar woorden bij."
ABOUT = "Dit lijkt te veel op je naam, je e-mailadres of je huis. Neem woorden die niemand bij jou zou zoeken."
COMMON = "Dit wordt als een van de eerste geraden. Neem drie of vier woorden die niets met elkaar te maken hebben."

COMMON_HERE = (
    *("wachtwoord", "welkom", "goedemorgen", "goedemiddag", "goedenavond", "ikhouvanjou", "ikhouvanje", "geheim"),
    *("schatje", "schatteke", "juffrouw", "meester", "leerkracht", "leraar", "directie", "secretariaat", "school"),
    *("basisschool", "klas", "klasse", "leerling", "kinderen", "theater", "schouwburg", "cultuur", "cultuurhuis"),
    *("cultuurcentrum", "bibliotheek", "boeken", "foyer", "voorstelling", "zomer", "herfst", "winter", "lente"),
    *(
        "vakantie",
        "antwerpen",
        "brussel",
        "gent",
        "brugge",
        "leuven",
        "hasselt",
        "mechelen",
        "turnhout",
        "vlaanderen",
    ),
    *("belgie", "anderlecht", "clubbrugge", "voetbal", "prinses", "zonnetje", "vlinder", "sinterklaas", "appelmoes"),
)
"""What Flemish people in schools and theatres try first, beside the lists that zxcvbn brings."""

_reading = threading.Lock()
"""zxcvbn keeps what it was told of one person in a table of the module."""


def password_problem(password: str, *, about: Sequence[str]) -> str | None:
    """Why not, in Dutch, with what to do; None for a good one.

    `about`: name, e-mail address and names of the houses of whose password it is.
    """
    if len(password) < PASSWORD_MIN:
        return SHORT
    if len(password) > PASSWORD_MAX:
        return LONG
    if re.fullmatch(r"[\d\s./_+-]+", password):
        return NUMERIC
    own = _words_of(about)
    if len(_without(_plain(password), own)) < LEFT_MIN:
        return ABOUT
    guesses, used = _guesses(password, own)
    if guesses < GUESSES_MIN:
        return ABOUT if used else COMMON
    return COMMON if _is_one_word(password) else None


def _plain(text: str) -> str:
    """Without accents, case and signs, so that "José-Ann" and "joseann" are the same."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _words_of(about: Iterable[str]) -> tuple[str, ...]:
    """The words in what somebody is called, the longest first; those of one or two letters stand in every text."""
    words = {_plain(word) for text in about for word in (text, *re.split(r"[\W_]+", text))}
    return tuple(sorted((word for word in words if len(word) > 2), key=lambda word: (-len(word), word)))


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _guesses(password: str, own: Sequence[str] = ()) -> tuple[int, bool]:
    """After how many tries it is guessed, and whether who somebody is helps with that."""
    from zxcvbn import zxcvbn  # Its word lists take a tenth of a second to read.

    with _reading:
        found = zxcvbn(password[:READ_MAX], user_inputs=[*own, *COMMON_HERE])
    used = any(
        match.get("dictionary_name") == "user_inputs" and match["matched_word"] in own for match in found["sequence"]
    )
    return int(found["guesses"]), used


def _is_one_word(password: str) -> bool:
    """One well-known word with signs and numbers round it."""
    word = re.sub(r"^[\d\W_]+|[\d\W_]+$", "", password)
    if not word or len(password) - len(word) > ENDS_MAX:
        return False
    return _guesses(word)[0] < WORD_GUESSES_MIN
