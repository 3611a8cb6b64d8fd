"""Numbers that are provisional until a day, and definitive after it."""
