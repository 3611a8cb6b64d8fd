"""What a page is about, when it is this person's; otherwise it is not there."""

from flask import abort

from portal.clock import school_day, utc_now
from portal.extensions import db
from portal.library.desk.shelf import ShelfTitle, shelf_titles
from portal.library.lending.queries import set_of_school
from portal.library.models import ClassSet
from portal.web.access import person


def school_set(set_id: int) -> ClassSet:
    """A class set of this person's school, in views behind `for_school`."""
    made = set_of_school(db.session, person().home_school_id or 0, set_id)
    return made if made is not None else abort(404)


def own_title(slug: str) -> ShelfTitle:
    """A title of this person's library, in views behind `for_library`; a shared one is nobody's own."""
    found = shelf_titles(db.session, min(person().libraries), school_day(utc_now()), slug=slug)
    return found[0] if found and found[0].is_own else abort(404)
