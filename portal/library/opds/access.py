"""Who asks for a feed: a class's reader, an account, or nobody in particular.

HTTP Basic with every request; no cookie is looked at and none is set. A wrong guess is answered, counted and limited
as on the pages, and tells nobody whether code, animal, pictures or address was the wrong one.
"""

import re
import unicodedata
from functools import cache

from flask import request

from portal.accounts.guesses import count_failure, refuse_guessers
from portal.accounts.keys.service import person_for_program
from portal.accounts.privacy.noting import API_CALLER
from portal.accounts.queries import Person
from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.library.errors import SetClosed
from portal.library.lending.queries import set_for_code
from portal.library.models import Animal, ClassSet
from portal.library.opds.catalogue import picture_pin
from portal.library.opds.publications import ClassReader, Visitor
from portal.library.reading.guessing import count_wrong_pin, refuse_pin_guesser
from portal.library.reading.service import PIN_LENGTH, PIN_PICTURES, hash_pin, pin_matches, refuse_closed
from portal.web.limits import refuse_guessing

LOGIN_MAX, PASSWORD_MAX = 254, 400


class NotLetIn(Exception):
    """Log-in and password do not belong together, or are asked for."""


def visitor() -> Visitor:
    """Who this request is from; None when it doesn't say.

    Raises:
        NotLetIn: it says so, and it is not true.
    """
    given = _given()
    if given is None:
        return None
    login, password = given
    return _account(login, password) if "@" in login else _class_reader(login, password)


def class_reader() -> ClassReader | None:
    """For what is open to all but narrower for a class's reader: an account's password need not be looked at."""
    given = _given()
    return None if given is None or "@" in given[0] else _class_reader(*given)


def _given() -> tuple[str, str] | None:
    given = request.authorization
    if given is None:
        if "Authorization" in request.headers:
            raise NotLetIn
        return None
    login, password = given.username or "", given.password or ""
    if given.type != "basic" or not login or len(login) > LOGIN_MAX or len(password) > PASSWORD_MAX:
        raise NotLetIn
    return login, password


def known_visitor() -> Person | ClassReader:
    """For what is nobody's in particular: asks who it is."""
    somebody = visitor()
    if somebody is None:
        raise NotLetIn
    return somebody


def _account(email: str, password: str) -> Person:
    refuse_guessers(email)
    somebody = person_for_program(db.session, email, password)
    if somebody is None:
        count_failure(email)
        raise NotLetIn
    request.environ[API_CALLER] = somebody  # Who only reads on an e-reader uses the account too.
    return somebody


def _class_reader(code: str, words: str) -> ClassReader:
    made = set_for_code(db.session, code)
    animal, pin = read_password(words)
    if made is None:
        pin_matches(_decoy(), pin)  # As slow as a code that is somebody's.
        refuse_guessing("class-code")
        raise NotLetIn
    refuse_pin_guesser(made.id, animal)
    stored = picture_pin(db.session, made.id, animal) if animal else ""
    if animal is None or not pin_matches(stored or _decoy(), pin) or not stored:
        count_wrong_pin(made.id, animal)
        raise NotLetIn
    return ClassReader(made, animal, _is_open(made))


def read_password(words: str) -> tuple[Animal | None, tuple[str, ...]]:
    """Animal and pictures as somebody types them: "vos ster maan zon", "Vos, ster-maan-zon".

    No animal when it is none, or when the words after it are not three pictures.
    """
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    first, *pictures = re.findall("[a-z]+", plain) or [""]
    if first not in {animal.value for animal in Animal} or len(pictures) != PIN_LENGTH:
        return None, ()
    return (Animal(first), tuple(pictures)) if set(pictures) <= set(PIN_PICTURES) else (None, ())


@cache
def _decoy() -> str:
    return hash_pin(("niet", "deze", "prentjes"))


def _is_open(made: ClassSet) -> bool:
    if made.revoked_at is not None:
        return False
    try:
        refuse_closed(made, school_day(utc_now()))
    except SetClosed:
        return False
    return True
