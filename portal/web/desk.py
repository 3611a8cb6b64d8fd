"""The menu of a centre's pages: a few groups, and one place where a feature adds its page.

A page under /centrum needs nothing else: `base.html` shows the menu above it, with the group of the longest path
that fits marked.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request

from portal.accounts.queries import Person
from portal.web.access import person_or_none


def everybody(_somebody: Person) -> bool:
    return True


def editors(somebody: Person) -> bool:
    return bool(somebody.edits)


def bosses(somebody: Person) -> bool:
    return bool(somebody.administers)


def bookers(somebody: Person) -> bool:
    return bool(somebody.handles)


def doorkeepers(somebody: Person) -> bool:
    return bool(somebody.receives)


@dataclass(frozen=True)
class Entry:
    path: str
    name: str
    is_for: Callable[[Person], bool] = everybody
    below: str = ""
    """Where its pages lie that are not under its own path."""


@dataclass(frozen=True)
class Group:
    """Shown by its name, which leads to its first page; not shown to who may see none of its pages."""

    name: str
    entries: tuple[Entry, ...]


DESK = (
    Group(
        "Vandaag",
        (
            Entry("/centrum", "Op komst", below="/centrum/voorstelling"),
            Entry("/centrum/deur", "Deur", doorkeepers),
            Entry("/centrum/bussen", "Bussen", doorkeepers),
        ),
    ),
    Group(
        "Aanbod",
        (
            Entry("/centrum/aanbod", "Programma", editors),
            Entry("/centrum/producties", "Producties", editors),
            Entry("/centrum/zalen", "Zalen", editors),
            Entry("/centrum/import", "Seizoen inlezen", editors),
        ),
    ),
    Group(
        "Boekingen",
        (
            Entry("/centrum/boekingen", "Wie boekte", below="/boekingen"),
            Entry("/centrum/aanvragen", "Aanvragen", bookers),
            Entry("/centrum/verdelingen", "Verdelingen", bookers),
            Entry("/centrum/wachtlijsten", "Wachtlijsten", bookers),
            Entry("/centrum/voorstellen", "In overleg"),
            Entry("/centrum/logboek", "Logboek"),
        ),
    ),
    Group(
        "Facturen",
        (
            Entry("/centrum/facturen", "Facturen", bookers),
            Entry("/centrum/facturen/maken", "Te factureren", bookers),
            Entry("/centrum/facturen/bank", "Bank", bookers),
            Entry("/centrum/facturen/gegevens", "Gegevens", bookers),
        ),
    ),
    Group("Huisregels", (Entry("/centrum/huisregels", "Huisregels"),)),
    Group(
        "Meer",
        (
            Entry("/centrum/spel", "Wat klassen leren"),
            Entry("/centrum/insluiten", "Op je eigen site"),
            Entry("/centrum/collegas", "Collega's", bosses),
        ),
    ),
)


@dataclass(frozen=True)
class Desk:
    """The menu as somebody sees it on one page."""

    groups: tuple[Group, ...]
    open: Group | None
    here: Entry | None
    """The entry whose page this is; None on a page below one, which has its own way back."""


def desk(somebody: Person, path: str) -> Desk:
    may_see = (Group(group.name, tuple(e for e in group.entries if e.is_for(somebody))) for group in DESK)
    groups = tuple(group for group in may_see if group.entries)
    fitting = [(group, entry) for group in groups for entry in group.entries if _is_of(path, entry)]
    group, entry = max(fitting, key=lambda pair: len(pair[1].path), default=(None, None))
    return Desk(groups, group, entry if entry is not None and entry.path == path else None)


def _is_of(path: str, entry: Entry) -> bool:
    # Every page of a centre lies under /centrum: that one is only itself.
    above = [above for above in (entry.path, entry.below) if above and above != "/centrum"]
    return path == entry.path or path.startswith(tuple(f"{one}/" for one in above))


def _desk_here() -> Desk | None:
    """The menu for this request; None where the page or the person is not of a centre."""
    somebody = person_or_none()
    if somebody is None or not somebody.centres:
        return None
    # A booking has one address for the school and for the house; who is of both meets it as the school.
    is_desk = request.path == "/centrum" or request.path.startswith("/centrum/")
    is_booking = request.path.startswith("/boekingen/") and not somebody.schools
    return desk(somebody, request.path) if is_desk or is_booking else None


def init_app(app: Flask) -> None:
    app.jinja_env.globals["desk_here"] = _desk_here
