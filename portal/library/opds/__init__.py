"""Other readers: the shelf as feeds (OPDS 2.0 and 1.2) for reading apps and e-readers, and books to take along."""
