"""Booking references and visit codes: short, read aloud over a phone, typed by a teacher in a hurry.

The alphabet has no letter that looks like a digit (0/O, 1/I/L, 2/Z, 5/S, 8/B) and no vowels, so that no
code ever spells a word in front of a class. 8 letters of 25 are 1.5 * 10^11 visit codes: with a million visits
and 20 tries a minute, somebody who guesses waits more than five days for a first hit on any visit at all, and
all a hit shows is where a class goes, without names.
"""

import re
import secrets

ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
VISIT_CODE_LENGTH = 8

_MISREAD = str.maketrans("BSZ", "852")
_NOT_CODE = re.compile(r"[^0-9A-Z]")


def _draw(length: int) -> str:
    # One number for all letters: each question to the system for chance costs as much as the rest of this.
    number, letters = secrets.randbelow(len(ALPHABET) ** length), ""
    for _ in range(length):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters


def new_reference() -> str:
    """A reference such as "FY-7K3M-9Q"; the unique index decides whether it is really new."""
    return f"FY-{_draw(4)}-{_draw(2)}"


def new_visit_code() -> str:
    return _draw(VISIT_CODE_LENGTH)


def read_visit_code(typed: str) -> str | None:
    """The code that somebody meant: any case, spaces or dashes, and B, S or Z for 8, 5 or 2. None: no code."""
    code = _NOT_CODE.sub("", typed.upper()).translate(_MISREAD)
    return code if len(code) == VISIT_CODE_LENGTH and set(code) <= set(ALPHABET) else None


def show_visit_code(code: str) -> str:
    """The code as people read it: "7K3M 9QFT"."""
    return f"{code[:4]} {code[4:]}"
