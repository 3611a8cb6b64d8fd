"""Dates as calendars: a month of a search on the page, a search and a house as feeds to subscribe to."""
