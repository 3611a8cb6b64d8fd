"""Where the person of this request teaches: the start of every search."""

from portal.extensions import db
from portal.places.queries import Circle, Place, place_of_school
from portal.web.access import person_or_none


def home_place() -> Place | None:
    """The municipality of the school of who is signed in."""
    somebody = person_or_none()
    if somebody is None or somebody.home_school_id is None:
        return None
    return place_of_school(db.session, somebody.home_school_id)


def round_home(home: Place | None, radius_km: float = 0.0) -> Circle | None:
    """A circle round that municipality; of radius 0 where only distances are measured from it."""
    return None if home is None else Circle(home.name, home.latitude, home.longitude, radius_km)
