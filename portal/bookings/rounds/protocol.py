"""The published file of a round: what went in, the seed, every turn, and who got what. Pure, standard library only.

Nobody can steer the seed. `seed = secret-digest` (or `secret-digest-number`), where

- `secret` was drawn when the round was made; its sha256, the commitment, stood on the public page before the first
  wish came in. So the house and Foyer can't choose it afterwards, and no school can know it while it still may
  change its wishes;
- `digest` is the sha256 of all wishes as they stood at the close (`wishes_text`): one wish more or less, and the
  order is another. So who made the secret could not know the seed beforehand either;
- `number`, where the house named one before the window opened, is drawn in public by others after the close (a
  national lottery). Without it, whoever runs the database of Foyer itself knows the secret during the window and
  could try wishes of a befriended school until the order suits; with it nobody could.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from portal.bookings.rounds.lottery import Award, Date, Decision, Result, Wish, draw

FORMAT = "foyer-round/1"
FILE_MAX_BYTES = 8_000_000
WANTS_MAX = 9
CHOICES_MAX = 18
"""What a round can have: keeps a made-up file from keeping us busy."""


@dataclass(frozen=True)
class Beacon:
    """A number that others draw in public, named before the window opens."""

    source: str
    value: str


@dataclass(frozen=True)
class Seed:
    secret: str
    wishes_digest: str
    beacon: Beacon | None = None

    @property
    def commitment(self) -> str:
        return sha256(self.secret)

    @property
    def text(self) -> str:
        parts = [self.secret, self.wishes_digest]
        return "-".join(parts if self.beacon is None else [*parts, self.beacon.value])


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def wishes_text(wishes: Iterable[Wish]) -> str:
    """All wishes as the text whose sha256 is the public part of the seed.

    A line each, by number: `group;school;heads;wants;preferences;reserves;together`, dates with commas between, and
    nothing after the last `;` for a group that goes alone. Every line ends with a line feed.
    """
    return "".join(
        f"{wish.group};{wish.school};{wish.heads};{wish.wants};{_listed(wish.preferences)};{_listed(wish.reserves)};"
        f"{'' if wish.together is None else wish.together}\n"
        for wish in sorted(wishes, key=lambda one: one.group)
    )


def _listed(dates: Iterable[int]) -> str:
    return ",".join(str(one) for one in dates)


def wishes_digest(wishes: Iterable[Wish]) -> str:
    return sha256(wishes_text(wishes))


def protocol_text(
    about: Mapping[str, str], dates: Iterable[Date], titles: Mapping[int, str], wishes: Iterable[Wish], seed: Seed
) -> str:
    """Draw, and write down everything: the same facts give the same bytes, however often.

    `about`: title, house and moments of the round, for the reader; `titles`: what each date is called.
    """
    listed, asked = sorted(dates, key=lambda one: one.id), sorted(wishes, key=lambda one: one.group)
    result = draw(listed, asked, seed.text)
    said = {
        "format": FORMAT,
        "round": dict(about),
        "dates": [_date(one, titles.get(one.id, "")) for one in listed],
        "wishes": [_wish(one) for one in asked],
        "secret": seed.secret,
        "commitment": seed.commitment,
        "wishes_digest": seed.wishes_digest,
        "beacon": asdict(seed.beacon) if seed.beacon else None,
        "seed": seed.text,
        **_told(result),
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _date(one: Date, title: str) -> dict[str, Any]:
    held = {str(school): seats for school, seats in sorted(one.held.items())}
    return asdict(one) | {"held": held, "title": title}


def _wish(one: Wish) -> dict[str, Any]:
    return asdict(one) | {"preferences": list(one.preferences), "reserves": list(one.reserves)}


def _told(result: Result) -> dict[str, Any]:
    statistics = asdict(result.statistics)
    return {
        "order": [{"group": number, "hash": value} for number, value in result.order],
        "log": [_line(one) for one in result.log],
        "allocation": [asdict(one) for one in result.awards],
        "statistics": statistics | {"by_choice": list(result.statistics.by_choice)},
    }


def _line(one: Decision) -> dict[str, Any]:
    return asdict(one) | {"groups": list(one.groups)}


# --- Verifying ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Check:
    """One thing that was worked out again, and whether the file says the same."""

    name: str
    """commitment, wishes, seed, order, log, allocation or statistics."""
    matches: bool
    detail: str = ""
    """Where it doesn't: what was found."""


@dataclass(frozen=True)
class Verdict:
    title: str
    digest: str
    """sha256 of the file, to hold against the one on the round's page."""
    groups: int
    checks: tuple[Check, ...]

    @property
    def matches(self) -> bool:
        return all(check.matches for check in self.checks)


class NotAProtocol(ValueError):
    """The file is no protocol of a round, or is one that nobody could draw; the text says what is wrong with it."""


def verify(data: bytes) -> Verdict:
    """Work everything in a published file out again.

    Raises:
        NotAProtocol: it is something else, or lacks what is needed.
    """
    said = _read(data)
    try:
        dates, wishes = [_read_date(one) for one in said["dates"]], [_read_wish(one) for one in said["wishes"]]
        named = said["beacon"]
        beacon = Beacon(str(named["source"]), str(named["value"])) if named else None
        seed = Seed(str(said["secret"]), wishes_digest(wishes), beacon)
        result = draw(dates, wishes, seed.text)
        title = str(said["round"]["title"])
        expected = {
            "commitment": seed.commitment,
            "wishes": seed.wishes_digest,
            "seed": seed.text,
            **_told(result),
        }
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NotAProtocol(f"{type(wrong).__name__}: {wrong}"[:300]) from None
    names = {"wishes": "wishes_digest"}
    checks = tuple(_check(name, expected[name], said.get(names.get(name, name))) for name in expected)
    return Verdict(title, hashlib.sha256(data).hexdigest(), len(wishes), checks)


def _read(data: bytes) -> dict[str, Any]:
    if len(data) > FILE_MAX_BYTES:
        raise NotAProtocol("the file is too large")
    try:
        said = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise NotAProtocol(f"not JSON: {wrong}"[:300]) from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NotAProtocol(f"the format is not {FORMAT}")
    return said


def _read_date(one: Mapping[str, Any]) -> Date:
    limit = one["school_limit"]
    held = {_number(int(school)): _number(seats) for school, seats in one["held"].items()}
    return Date(
        _number(one["id"]),
        _number(one["show"]),
        str(one["day"]),
        _number(one["seats"]),
        None if limit is None else _number(limit),
        held,
    )


def _read_wish(one: Mapping[str, Any]) -> Wish:
    together, wants = one["together"], _number(one["wants"])
    if wants > WANTS_MAX or len(one["preferences"]) + len(one["reserves"]) > CHOICES_MAX:
        raise ValueError("more shows or choices than a round has")
    return Wish(
        _number(one["group"]),
        _number(one["school"]),
        _number(one["heads"]),
        tuple(_number(date) for date in one["preferences"]),
        tuple(_number(date) for date in one["reserves"]),
        wants,
        None if together is None else _number(together),
    )


def _number(value: object) -> int:
    # JSON's true is an int to Python, and 1.0 equals 1: neither is what the file of a round says.
    if type(value) is not int:
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _check(name: str, worked_out: object, said: object) -> Check:
    # As text, because to Python 1, 1.0 and true are the same.
    if _canonical(worked_out) == _canonical(said):
        return Check(name, matches=True)
    if isinstance(worked_out, list) and isinstance(said, list):
        return Check(name, matches=False, detail=_first_difference(worked_out, said))
    return Check(name, matches=False, detail=f"{_short(said)} / {_short(worked_out)}")


def _first_difference(worked_out: list[object], said: list[object]) -> str:
    for place, (mine, theirs) in enumerate(zip(worked_out, said, strict=False), start=1):
        if _canonical(mine) != _canonical(theirs):
            return f"{place}: {_short(theirs)} / {_short(mine)}"
    return f"{len(said)} / {len(worked_out)}"


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 160 else text[:157] + "..."


def allocation_of(text: str) -> list[Award]:
    """Who got what, out of a file that we wrote ourselves."""
    return [Award(**one) for one in json.loads(text)["allocation"]]


def seed_of(text: str) -> str:
    """The seed in a file that we wrote ourselves."""
    return str(json.loads(text)["seed"])
