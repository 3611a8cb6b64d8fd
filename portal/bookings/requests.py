"""What somebody asks of the bookings: frozen values, checked before anything is locked."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.accounts.models import ClassLevel
from portal.bookings.errors import InvalidField, InvalidGroups

NAME_MAX = 40
PUPILS_MAX = 200
COMPANIONS_MAX = 50
GROUPS_MAX = 20
KEY_MAX = 200
CONTACT_MAX = 120
NOTE_MAX = 600
REASON_MAX = 200


class Actor(Protocol):
    """Who acts: `accounts.queries.Person` is one."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def schools(self) -> frozenset[int]: ...

    @property
    def centres(self) -> frozenset[int]: ...

    @property
    def handles(self) -> frozenset[int]:
        """The centres whose bookings this person handles."""
        ...

    @property
    def is_admin(self) -> bool: ...


class LedgerActor(Protocol):
    """Whom the ledger names."""

    @property
    def id(self) -> int | None: ...

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...


@dataclass(frozen=True)
class Clockwork:
    """Foyer itself, where a term runs out or a place comes free."""

    id: int | None = None
    name: str = "Foyer"
    email: str = ""


CLOCKWORK = Clockwork()


@dataclass(frozen=True)
class GroupRequest:
    """One class: `wheelchair` counts the wheelchair users among pupils and companions."""

    name: str
    level: ClassLevel
    pupils: int
    companions: int = 0
    wheelchair: int = 0
    class_group_id: int | None = None
    reduced: int = 0
    """How many of the pupils have a right to the offer's reduced tariff."""


@dataclass(frozen=True)
class SeatRequest:
    """A whole booking as asked. `key` makes a repeated request the same one; nothing else does."""

    key: str
    performance_id: int
    school_id: int
    actor: Actor
    groups: tuple[GroupRequest, ...]
    contact: str = ""
    note: str = ""
    reason: str = ""
    """Why, for the ledger, where it isn't the school itself that books."""
    by_house: bool = False
    """Somebody of the house books for a school that phoned: at once confirmed, until the performance begins, and
    beyond what one school may book by itself."""
    is_given: bool = False
    """The house gave these seats out itself, in a preference round: there is nothing left for it to say yes to."""
    letters_to: str = ""
    """Address that the letters go to, where that isn't the actor's."""

    @property
    def seats(self) -> int:
        return sum(group.pupils + group.companions for group in self.groups)

    @property
    def digest(self) -> str:
        """Fingerprint of what is asked, without the key and without who asks: a colleague may retry."""
        asked = {
            "performance": self.performance_id,
            # A count of nobody is left out: so a request that was made before the count existed is still the same.
            "groups": [
                {name: value for name, value in vars(group).items() if name != "reduced" or value}
                for group in self.groups
            ],
            "contact": self.contact,
            "note": self.note,
        }
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def refuse_impossible(request: SeatRequest) -> None:
    """Raises `InvalidGroups` with every field that can't be right."""
    if problems := tuple(_problems(request)):
        raise InvalidGroups(problems)


def _problems(request: SeatRequest) -> Iterator[InvalidField]:
    if not request.groups:
        yield InvalidField("groups", "missing")
    if len(request.groups) > GROUPS_MAX:
        yield InvalidField("groups", "too_many", GROUPS_MAX)
    if not 1 <= len(request.key) <= KEY_MAX:
        yield InvalidField("key", "too_long" if request.key else "missing", KEY_MAX)
    if len(request.contact) > CONTACT_MAX:
        yield InvalidField("contact", "too_long", CONTACT_MAX)
    if len(request.note) > NOTE_MAX:
        yield InvalidField("note", "too_long", NOTE_MAX)
    yield from _problems_of_groups(request.groups)


def refuse_impossible_groups(groups: Sequence[GroupRequest]) -> None:
    """The same for the numbers of classes that are booked already."""
    if problems := tuple(_problems_of_groups(groups)):
        raise InvalidGroups(problems)


def _problems_of_groups(groups: Sequence[GroupRequest]) -> Iterator[InvalidField]:
    for number, group in enumerate(groups):
        for problem in _group_problems(group):
            yield InvalidField(f"groups.{number}.{problem.field}", problem.reason, problem.limit)


def _group_problems(group: GroupRequest) -> Iterator[InvalidField]:
    if not group.name.strip():
        yield InvalidField("name", "missing")
    if len(group.name) > NAME_MAX:
        yield InvalidField("name", "too_long", NAME_MAX)
    for field, least, most in (
        ("pupils", 1, PUPILS_MAX),
        ("companions", 0, COMPANIONS_MAX),
        ("wheelchair", 0, max(0, group.pupils + group.companions)),
        ("reduced", 0, max(0, group.pupils)),
    ):
        count = getattr(group, field)
        if count < least:
            yield InvalidField(field, "too_few", least)
        elif count > most:
            yield InvalidField(field, "too_many", most)
