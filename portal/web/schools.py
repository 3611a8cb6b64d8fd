"""Schools by name, place or postal code, for a page of any feature."""

from portal.bookings.house.phone import FOUND_MAX, FoundSchool, find_schools

__all__ = ["FOUND_MAX", "FoundSchool", "find_schools"]
