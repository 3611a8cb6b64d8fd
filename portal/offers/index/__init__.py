"""An index of the catalogue in memory, which answers a search a hundred times faster than the database can."""
