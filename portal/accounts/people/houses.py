"""The kinds of house, who manages the people of each, and what its roles are called."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, Company, Library, Membership, Role, School
from portal.accounts.people.models import Invitation
from portal.accounts.queries import Person


class HouseKind(enum.StrEnum):
    SCHOOL = "school"
    CENTRE = "centre"
    COMPANY = "company"
    LIBRARY = "library"
    PLATFORM = "platform"


@dataclass(frozen=True)
class RoleWords:
    name: str
    """As in "Els is leerkracht"."""
    does: str
    """What somebody with this role does, to tell who invites."""


@dataclass(frozen=True)
class Desk:
    """Where a kind of house looks after its people, and which roles it has. The first role manages them."""

    kind: HouseKind
    path: str
    roles: tuple[Role, ...]

    @property
    def manager(self) -> Role:
        return self.roles[0]


DESKS = {
    desk.kind: desk
    for desk in (
        Desk(HouseKind.SCHOOL, "/school", (Role.OFFICE, Role.TEACHER)),
        Desk(HouseKind.CENTRE, "/centrum", (Role.CENTRE_ADMIN, Role.EDITOR, Role.BOOKER, Role.DOOR)),
        Desk(HouseKind.COMPANY, "/gezelschap", (Role.AUTHOR,)),
        Desk(HouseKind.LIBRARY, "/bibliotheek", (Role.LIBRARY,)),
        Desk(HouseKind.PLATFORM, "/beheer", (Role.ADMIN,)),
    )
}

ROLES = {
    Role.OFFICE: RoleWords("directie of secretariaat", "ziet alle bezoeken en facturen, en laat collega's toe"),
    Role.TEACHER: RoleWords("leerkracht", "zoekt, boekt en leest met de klassen"),
    Role.CENTRE_ADMIN: RoleWords("beheer van het huis", "mag alles, ook huisregels en collega's"),
    Role.EDITOR: RoleWords("programma", "maakt het aanbod en zet het online"),
    Role.BOOKER: RoleWords("boekingen", "antwoordt scholen, wijzigt boekingen en maakt facturen"),
    Role.DOOR: RoleWords("deur", "telt wie binnenkomt"),
    Role.AUTHOR: RoleWords("gezelschap", "schrijft de producties en hun spel, en laat collega's toe"),
    Role.LIBRARY: RoleWords("bibliotheek", "beheert titels en licenties, en laat collega's toe"),
    Role.ADMIN: RoleWords("beheer van Foyer", "ziet alle huizen en laat overal mensen toe"),
}

PLATFORM_SLUG = "foyer"
TABLES: dict[HouseKind, type[School | Centre | Company | Library]] = {
    HouseKind.SCHOOL: School,
    HouseKind.CENTRE: Centre,
    HouseKind.COMPANY: Company,
    HouseKind.LIBRARY: Library,
}


@dataclass(frozen=True)
class House:
    kind: HouseKind
    id: int
    """0 for the platform."""
    slug: str
    name: str

    @property
    def desk(self) -> Desk:
        return DESKS[self.kind]

    @property
    def path(self) -> str:
        """The page of its people."""
        return f"{self.desk.path}/collegas/{self.slug}"

    @property
    def column(self) -> str | None:
        return None if self.kind is HouseKind.PLATFORM else f"{self.kind}_id"

    @property
    def ids(self) -> dict[str, int]:
        """What a membership or an invitation of this house has in its columns."""
        return {self.column: self.id} if self.column else {}

    def owns(self, table: type[Membership | Invitation]) -> ColumnElement[bool]:
        """Whether a row is of this house."""
        if self.column:
            return getattr(table, self.column) == self.id  # type: ignore[no-any-return]
        columns = (table.school_id, table.centre_id, table.company_id, table.library_id)
        return and_(*(column.is_(None) for column in columns))

    @property
    def managers(self) -> ColumnElement[bool]:
        """Whether a membership lets somebody manage the people of this house."""
        return and_(self.owns(Membership), Membership.role == self.desk.manager)


PLATFORM = House(HouseKind.PLATFORM, 0, PLATFORM_SLUG, "Foyer")


def house_by_slug(session: Session, kind: HouseKind, slug: str) -> House | None:
    if kind is HouseKind.PLATFORM:
        return PLATFORM if slug == PLATFORM_SLUG else None
    return _house(session, kind, TABLES[kind].slug == slug)


def house_by_id(session: Session, kind: HouseKind, house_id: int) -> House | None:
    return _house(session, kind, TABLES[kind].id == house_id)


def _house(session: Session, kind: HouseKind, condition: ColumnElement[bool]) -> House | None:
    table = TABLES[kind]
    row = session.execute(select(table.id, table.slug, table.name).where(condition)).one_or_none()
    return None if row is None else House(kind, row.id, row.slug, row.name)


def house_of(session: Session, row: Invitation) -> House:
    """The house that invites."""
    for kind in TABLES:
        house_id = getattr(row, f"{kind}_id")
        if house_id is not None and (house := house_by_id(session, kind, house_id)) is not None:
            return house
    return PLATFORM


def managed_ids(somebody: Person, kind: HouseKind) -> frozenset[int]:
    """The houses of a kind whose people this person looks after; of the platform: 0 or nothing."""
    manager = DESKS[kind].manager
    hats = [hat for hat in somebody.hats if hat.role is manager]
    if kind is HouseKind.PLATFORM:
        return frozenset({0} if hats else ())
    return frozenset(getattr(hat, f"{kind}_id") for hat in hats)


def may_manage(somebody: Person, house: House) -> bool:
    return somebody.is_admin or house.id in managed_ids(somebody, house.kind)


def managed_houses(session: Session, somebody: Person, kind: HouseKind) -> list[House]:
    """By name."""
    table, ids = TABLES[kind], managed_ids(somebody, kind)
    rows = session.execute(select(table.id, table.slug, table.name).where(_in(table.id, ids)).order_by(table.name))
    return [House(kind, *row) for row in rows]


def _in(column: Any, ids: Collection[int]) -> ColumnElement[bool]:
    return column.in_(ids) if ids else false()
