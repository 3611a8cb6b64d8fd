"""The portal's one look at the clock; everything below receives `now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def utc_now() -> datetime:
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on the wall clock of a Flemish school."""
    return moment.astimezone(BRUSSELS)


def school_day(moment: datetime) -> date:
    """The calendar day in Flanders; a performance at 00.30 Brussels belongs to that day, not to UTC's."""
    return local(moment).date()
