"""Giving back: offers as data for others, as calendars, as a widget, and as a map of the site for search engines."""
