"""Who somebody is at the desk of a school."""

from flask import abort

from portal.accounts.models import Role
from portal.accounts.queries import Person
from portal.web.access import person


def school_id() -> int:
    """The school of who asks."""
    return person().home_school_id or abort(403)


def is_office(somebody: Person) -> bool:
    """Whether somebody keeps the books of the school: its head or secretariat."""
    home = somebody.home_school_id
    return any(hat.role is Role.OFFICE and hat.school_id == home for hat in somebody.hats)
