"""Lines in files outside the database, each with a digest of the one before. Knows no feature."""
