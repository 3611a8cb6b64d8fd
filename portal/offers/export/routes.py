"""The addresses of giving back; importing this module hangs them all on one blueprint."""

from portal.offers.export import calendars, data, sitemap, widget
from portal.offers.export.answers import blueprint

__all__ = ["blueprint", "calendars", "data", "sitemap", "widget"]
