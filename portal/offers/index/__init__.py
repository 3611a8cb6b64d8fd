"""An index of the catalogue in memory, which answers a search many times faster than the database can."""
