"""A house publishes its season: offers, dates, halls; companies the productions that houses programme."""
