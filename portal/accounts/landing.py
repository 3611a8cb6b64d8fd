"""Where somebody's work is: the page after a log-in that was not on the way to another page."""

from portal.accounts.models import Role
from portal.accounts.queries import Person

LANDINGS: dict[Role, str] = {
    Role.TEACHER: "/aanbod",  # It starts round the teacher's own school.
    Role.OFFICE: "/school",
    Role.EDITOR: "/centrum",
    Role.BOOKER: "/centrum",
    Role.DOOR: "/centrum",
    Role.CENTRE_ADMIN: "/centrum",
    Role.AUTHOR: "/gezelschap",
    Role.LIBRARY: "/bibliotheek",
    Role.ADMIN: "/beheer",
}


def landing_of(person: Person) -> str:
    """The desk of the first role that somebody was given; the home page for who has none yet."""
    return LANDINGS[person.hats[0].role] if person.hats else "/"
