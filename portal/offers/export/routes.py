"""The addresses of giving back; importing this module hangs them all on one blueprint."""

from portal.offers.calendar import house
from portal.offers.export import data, sitemap, widget
from portal.offers.export.answers import blueprint

__all__ = ["blueprint", "data", "house", "sitemap", "widget"]
